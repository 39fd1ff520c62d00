use std::collections::BTreeMap;

use offtake::allocation::{self, Member, Settlement};
use serde_json::{Value, json};

use super::Answer;
use super::inputs::{CaseError, Inputs, like, of_one_whole, wrong};

pub fn gini_jain(inputs: &Inputs<'_>) -> Answer {
    let amounts = inputs.amounts("x")?;
    Ok(json!({
        "gini": allocation::gini(&amounts, &vec![1.0; amounts.len()]),
        "jain": allocation::jain(&amounts),
        "min": amounts.iter().copied().reduce(f64::min),
        "max": amounts.iter().copied().reduce(f64::max),
    }))
}

pub fn gini_weighted(inputs: &Inputs<'_>) -> Answer {
    let amounts = inputs.amounts("x")?;
    let weights = like(inputs.amounts("weights")?, "weights", "x", amounts.len())?;
    Ok(json!({ "gini": allocation::gini(&amounts, &weights) }))
}

pub fn price_of_fairness_bounds(inputs: &Inputs<'_>) -> Answer {
    let bounds = u32::try_from(inputs.whole("n")?).ok().and_then(allocation::fairness_bounds);
    let bounds = bounds.ok_or(CaseError::NoAnswer("`n` goes from 1 to 4,294,967,295"))?;
    Ok(json!({ "proportional_max": bounds.proportional, "maxmin_max": bounds.max_min }))
}

pub fn iea_sharing(inputs: &Inputs<'_>) -> Answer {
    let base = inputs.amounts("base_consumption")?;
    let each = |key: &str| like(inputs.amounts(key)?, key, "base_consumption", base.len());
    let (available, commitment) = (each("available")?, each("reserve_commitment")?);
    let members: Vec<Member> = (0..base.len())
        .map(|j| Member { base: base[j], available: available[j], commitment: commitment[j] })
        .collect();
    let (shortfall, settled) = allocation::iea_sharing(&members, inputs.part("restraint")?);
    if shortfall > 0.0 && commitment.iter().all(|tonnes| *tonnes == 0.0) {
        return Err(CaseError::NoAnswer("the group falls short and nobody is bound to hold a reserve"));
    }
    let each = |of: fn(&Settlement) -> f64| settled.iter().map(of).collect::<Vec<f64>>();
    Ok(json!({
        "group_shortfall": shortfall,
        "permissible": each(|one| one.permissible),
        "drawdown_obligation": each(|one| one.drawdown),
        "supply_right": each(|one| one.supply_right),
        "allocation_right": each(|one| one.right),
        "allocation_obligation": each(|one| one.obligation),
    }))
}

pub fn iea_selective(inputs: &Inputs<'_>) -> Answer {
    let others = inputs.amounts("others_base_consumption")?;
    let settled =
        allocation::iea_selective(inputs.amount("base_consumption")?, inputs.amount("loss")?, &others);
    Ok(json!({
        "self_absorbed": settled.borne,
        "allocation_right": settled.right,
        "obligations": settled.obligations,
    }))
}

pub fn priority(inputs: &Inputs<'_>) -> Answer {
    let expected =
        "rows of [name, limit], limits of 0 or more, each name in `demand` with a need of 0 or more";
    let output = inputs.amount("output")?;
    let tiers = inputs.value("tiers", expected)?;
    let refuse = || wrong("tiers", Some(tiers), expected);
    let demand = inputs.value("demand", "an object of needs by name")?;
    let amount = |value: Option<&Value>| value.and_then(Value::as_f64).filter(|amount| *amount >= 0.0);
    let mut received: BTreeMap<&str, f64> = BTreeMap::new();
    let mut left = output;
    // One tier after the other: a name may stand in several.
    for tier in tiers.as_array().ok_or_else(refuse)? {
        let name = tier.get(0).and_then(Value::as_str).ok_or_else(refuse)?;
        let limit = amount(tier.get(1)).ok_or_else(refuse)?;
        let need = amount(demand.get(name)).ok_or_else(refuse)?;
        let has = received.entry(name).or_default();
        let given: f64 = allocation::priority(left, &[need - *has], &[limit]).iter().sum();
        *has += given;
        left -= given;
    }
    Ok(json!({ "received": received, "unallocated": left.max(0.0) }))
}

pub fn equity_proportional(inputs: &Inputs<'_>) -> Answer {
    let output = inputs.amount("output")?;
    let demand = inputs.amounts("demand")?;
    let equity = like(inputs.parts("equity")?, "equity", "demand", demand.len())?;
    of_one_whole(&equity, "equity", 1.0 + 1e-9)?;
    let strict = allocation::equity_strict(output, &demand, &equity);
    let passed_on = allocation::equity_passed_on(output, &demand, &equity);
    let over = |given: &[f64]| (output - given.iter().sum::<f64>()).max(0.0);
    Ok(json!({
        "strict_unused": over(&strict),
        "strict_no_reallocation": strict,
        "unallocated": over(&passed_on),
        "with_reallocation": passed_on,
    }))
}
