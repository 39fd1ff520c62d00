use offtake::allocation::{self, Member, Settlement};
use serde_json::{Map, Value, json};

use super::Answer;
use super::inputs::{CaseError, Inputs};

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
    let weights = inputs.amounts_like("weights", "x", amounts.len())?;
    Ok(json!({ "gini": allocation::gini(&amounts, &weights) }))
}

pub fn price_of_fairness_bounds(inputs: &Inputs<'_>) -> Answer {
    let bounds = u32::try_from(inputs.whole("n")?).ok().and_then(allocation::fairness_bounds);
    let bounds = bounds.ok_or(CaseError::NoAnswer("`n` goes from 1 to 4,294,967,295"))?;
    Ok(json!({ "proportional_max": bounds.proportional, "maxmin_max": bounds.max_min }))
}

pub fn iea_sharing(inputs: &Inputs<'_>) -> Answer {
    let base = inputs.amounts("base_consumption")?;
    let available = inputs.amounts_like("available", "base_consumption", base.len())?;
    let commitment = inputs.amounts_like("reserve_commitment", "base_consumption", base.len())?;
    let members: Vec<Member> = (0..base.len())
        .map(|j| Member { base: base[j], available: available[j], commitment: commitment[j] })
        .collect();
    let (shortfall, settled) = allocation::iea_sharing(&members, inputs.amount("restraint")?);
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
    let wrong = || CaseError::Input {
        key: "tiers".to_owned(),
        expected: "rows of [name, limit], each name in `demand`",
    };
    let output = inputs.amount("output")?;
    let tiers = inputs.value("tiers", "rows of [name, limit]")?.as_array().ok_or_else(wrong)?;
    let demand = inputs.value("demand", "an object of needs by name")?;
    let (mut names, mut needs, mut limits) = (Vec::new(), Vec::new(), Vec::new());
    for tier in tiers {
        let name = tier.get(0).and_then(Value::as_str).ok_or_else(wrong)?;
        let limit = tier.get(1).and_then(Value::as_f64).filter(|limit| *limit >= 0.0).ok_or_else(wrong)?;
        let need = demand.get(name).and_then(Value::as_f64).filter(|need| *need >= 0.0).ok_or_else(wrong)?;
        names.push(name);
        needs.push(need);
        limits.push(limit);
    }
    let given = allocation::priority(output, &needs, &limits);
    let received: Map<String, Value> =
        names.iter().zip(&given).map(|(name, tonnes)| ((*name).to_owned(), json!(tonnes))).collect();
    Ok(json!({ "received": received, "unallocated": (output - given.iter().sum::<f64>()).max(0.0) }))
}

pub fn equity_proportional(inputs: &Inputs<'_>) -> Answer {
    let output = inputs.amount("output")?;
    let demand = inputs.amounts("demand")?;
    let equity = inputs.amounts_like("equity", "demand", demand.len())?;
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
