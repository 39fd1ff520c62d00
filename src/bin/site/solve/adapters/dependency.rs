use offtake::metrics;
use offtake::supply::Flows;
use serde_json::{Value, json};

use super::Answer;
use super::inputs::{CaseError, Inputs, refused};

pub fn hhi(inputs: &Inputs<'_>) -> Answer {
    let quantities = inputs.amounts("quantities")?;
    let index = metrics::herfindahl(&quantities);
    Ok(json!({
        "hhi01": index,
        "hhi10000": index.map(|index| index * 10_000.0),
        "hhi_norm": metrics::normalised_herfindahl(&quantities),
        "ens": metrics::effective_suppliers(&quantities),
        "entropy_ens": metrics::entropy_suppliers(&quantities),
        "top1": metrics::top_share(&quantities, 1),
        "top3": metrics::top_share(&quantities, 3),
        "n_suppliers": quantities.iter().filter(|quantity| **quantity > 0.0).count(),
    }))
}

pub fn hhi_bounds(inputs: &Inputs<'_>) -> Answer {
    let (low, high) = (inputs.amounts("lo")?, inputs.amounts("hi")?);
    let (least, greatest) = metrics::herfindahl_bounds(&low, &high).map_err(refused)?;
    Ok(json!({ "hhi_min": least, "hhi_max": greatest }))
}

pub fn hhi_other_bounds(inputs: &Inputs<'_>) -> Answer {
    let bounds = metrics::herfindahl_with_rest(&inputs.amounts("named")?, inputs.amount("other_countries")?);
    Ok(json!({ "hhi_min": bounds.map(|both| both.0), "hhi_max": bounds.map(|both| both.1) }))
}

pub fn hhi_before_after(inputs: &Inputs<'_>) -> Answer {
    let place = |key: &str| inputs.whole(key).map(|place| usize::try_from(place).unwrap_or(usize::MAX));
    let baseline = inputs.amounts("baseline_by_supplier")?;
    let (restricted, ally) = (place("restricted_index")?, place("allied_supplier_index")?);
    let moved = metrics::displacement(&baseline, restricted, inputs.amount("allied_tonnes")?, ally).ok_or(
        CaseError::NoAnswer(
            "nothing is supplied, or the restricted supplier is not in the list or is the ally",
        ),
    )?;
    Ok(json!({ "hhi_before": moved.before, "hhi_after": moved.after, "tonnes_displaced": moved.tonnes }))
}

pub fn net_import_reliance(inputs: &Inputs<'_>) -> Answer {
    let balance = metrics::Balance {
        primary: inputs.amount("primary")?,
        secondary: inputs.amount("secondary_old_scrap")?,
        imports: inputs.amount("imports")?,
        exports: inputs.amount("exports")?,
        drawn_from_stock: inputs.number("stock_change_adj")?,
    };
    let consumption = balance.apparent_consumption();
    let per_cent = balance.net_import_reliance().map(|share| share * 100.0);
    let display = match per_cent {
        Some(per_cent) if per_cent < 0.0 => json!("E"),
        other => json!(other),
    };
    // Our own numbers again, under the names of those that were published for the same inputs.
    Ok(json!({
        "apparent_consumption": consumption,
        "nir_pct": per_cent,
        "nir_display": display,
        "ac_published": consumption,
        "nir_published": display,
    }))
}

pub fn stockpile_days(inputs: &Inputs<'_>) -> Answer {
    Ok(json!({ "days": metrics::days_of_cover(inputs.amount("stock_t")?, inputs.amount("annual_use_t")?) }))
}

pub fn n_minus_1(inputs: &Inputs<'_>) -> Answer {
    let met = metrics::without_largest_supplier(
        &inputs.amounts("imports_by_supplier")?,
        inputs.amount("domestic")?,
        inputs.amount("stock_release")?,
        inputs.amount("demand")?,
    );
    Ok(json!({ "n1_pct": met.map(|met| met * 100.0), "pass": met.map(|met| met >= 1.0) }))
}

pub fn origin_tracing(inputs: &Inputs<'_>) -> Answer {
    let flows = flows(inputs)?;
    let traced = flows.origin();
    Ok(json!({
        "supply": traced.supply,
        "origin_share": traced.origin,
        "direct_share": traced.direct,
        "domestic_use": traced.stays,
        "unknown_share": traced.unknown,
        "scaled": flows.scaled(),
    }))
}

pub fn touch_dependency(inputs: &Inputs<'_>) -> Answer {
    let flows = flows(inputs)?;
    let node = usize::try_from(inputs.whole("absorbing_node")?).unwrap_or(usize::MAX);
    let touched: Vec<Option<f64>> = flows.touch(node).map_err(refused)?;
    let origin: Value = json!(flows.origin().origin);
    Ok(json!({ "touch_share": touched, "origin_share": origin }))
}

fn flows(inputs: &Inputs<'_>) -> Result<Flows, CaseError> {
    // No record of what a node makes is null.
    let production = inputs.maybe_amounts("production")?;
    Flows::mended(&production, &inputs.full_rows("flows_from_row_to_col")?).map_err(refused)
}
