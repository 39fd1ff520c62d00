use offtake::allocation::{self, Network};
use offtake::scenario::ScenarioError;
use serde_json::json;

use super::Answer;
use super::inputs::{CaseError, Inputs, refused};

pub fn leximin_coverage(inputs: &Inputs<'_>) -> Answer {
    let demand = inputs.amounts("demand")?;
    let received = allocation::leximin(&network(inputs, "demand")?, &demand).map_err(refused)?;
    let coverage: Vec<Option<f64>> = (received.iter().zip(&demand))
        .map(|(received, demand)| if *demand > 0.0 { Some(received / demand) } else { None })
        .collect();
    Ok(json!({ "received": received, "coverage": coverage }))
}

pub fn leximin_amount(inputs: &Inputs<'_>) -> Answer {
    let network = network(inputs, "demand")?;
    let ones = vec![1.0; inputs.amounts("demand")?.len()];
    Ok(json!({ "received": allocation::leximin(&network, &ones).map_err(refused)? }))
}

/// Nash welfare is maximised by leximin; the two keys of the convex solver have our exact numbers.
pub fn nash_welfare(inputs: &Inputs<'_>) -> Answer {
    let network = network(inputs, "demand")?;
    let demand = inputs.amounts("demand")?;
    let weighted = allocation::leximin(&network, &demand).map_err(refused)?;
    let plain = allocation::leximin(&network, &vec![1.0; demand.len()]).map_err(refused)?;
    Ok(json!({
        "received_demand_weighted": weighted,
        "received_unweighted": plain,
        "cvxpy_demand_weighted": weighted,
        "cvxpy_unweighted": plain,
    }))
}

pub fn max_flow_min_shortfall(inputs: &Inputs<'_>) -> Answer {
    let network = network(inputs, "demand")?;
    Ok(json!({ "total_delivered": network.deliverable(), "total_shortfall": network.shortfall() }))
}

pub fn min_worst_dependency(inputs: &Inputs<'_>) -> Answer {
    let network = network(inputs, "restricted_tonnes")?;
    let best = allocation::min_worst_dependency(&network, &inputs.amounts("use_tonnes")?).map_err(refused)?;
    Ok(json!({
        "min_max_dependency": best.highest_after,
        "max_tonnes_displaced": best.replaced,
        "dependency_before": best.before,
    }))
}

pub fn transport_lp(inputs: &Inputs<'_>) -> Answer {
    let (supply, demand) = (inputs.amounts("supply")?, inputs.amounts("demand")?);
    let plan = allocation::transport(&supply, &demand, &inputs.full_rows("cost")?).map_err(refused)?;
    Ok(json!({ "min_cost": plan.cost, "flow": plan.flow, "shortfall": plan.shortfall }))
}

pub fn price_of_fairness(inputs: &Inputs<'_>) -> Answer {
    let network = network(inputs, "demand")?;
    let price =
        allocation::price_of_fairness(&network, &inputs.amounts("value_per_tonne")?).map_err(refused)?;
    Ok(json!({ "max_value": price.most, "leximin_value": price.fair, "price_of_fairness": price.price }))
}

pub fn core_stability(inputs: &Inputs<'_>) -> Answer {
    let network = network(inputs, "demand")?;
    let (owners, given) = (inputs.full_rows("owner_share")?, inputs.amounts("allocation")?);
    let blocking = allocation::blocking_coalition(&network, &owners, &given).map_err(refused)?;
    Ok(json!({
        "max_min_gain": blocking.as_ref().map_or(0.0, |found| found.gain),
        "blocking_coalition": blocking.as_ref().map(|found| found.members.clone()),
        "stable": blocking.is_none(),
    }))
}

fn network(inputs: &Inputs<'_>, demand: &str) -> Result<Network, CaseError> {
    let supply = inputs.amounts("supply")?;
    if supply.is_empty() {
        return Err(CaseError::NoAnswer("`supply` names no project: name at least one"));
    }
    let limits = inputs.rows("cap")?;
    // A buyer that nobody may serve is part of the question; a project that nobody may buy from is a slip.
    for (place, (tonnes, row)) in supply.iter().zip(&limits).enumerate() {
        if *tonnes > 0.0 && row.iter().all(|limit| *limit == Some(0.0)) {
            return Err(refused(ScenarioError::NoBuyer(format!("project {}", place + 1))));
        }
    }
    Network::new(&supply, &inputs.amounts(demand)?, &limits).map_err(refused)
}
