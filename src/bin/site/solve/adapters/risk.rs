use offtake::metrics::{self, Balance, EuDependency, EuSupplyRisk, Industry, Producer, UsgsSupplyRisk};
use serde_json::json;

use super::Answer;
use super::inputs::{CaseError, Inputs, like, of_one_whole};

/// Under a key `*_published*` stands our own number for what was published there.
pub fn eu_supply_risk(inputs: &Inputs<'_>) -> Answer {
    let risk = EuSupplyRisk {
        world: inputs.maybe_amount("hhi_wgi_t_gs")?,
        sourcing: inputs.maybe_amount("hhi_wgi_t_eu")?,
        import_reliance: inputs.maybe("import_reliance")?,
        recycling: inputs.part("eol_rir")?,
        substitution: inputs.part("si_sr")?,
    };
    let value = risk.value();
    Ok(json!({
        "sr_from_rounded_inputs": value,
        "sr_published_both": value,
        "sr_published_table3": value,
        "sr_published_gs_only": EuSupplyRisk { sourcing: None, ..risk }.value(),
        "sr_published_eu_only": EuSupplyRisk { world: None, ..risk }.value(),
        "interval_from_input_rounding": risk.rounding_interval().map(|(low, high)| [low, high]),
    }))
}

pub fn eu_hhi_wgi_t(inputs: &Inputs<'_>) -> Answer {
    let shares = shares(inputs)?;
    let governance = like(inputs.amounts("wgi_scaled")?, "wgi_scaled", "shares", shares.len())?;
    let trade = like(inputs.amounts("t")?, "t", "shares", shares.len())?;
    let index = metrics::governed_concentration(&shares, &governance, &trade)
        .ok_or(CaseError::NoAnswer("governance goes from 0 to 10"))?;
    Ok(json!({ "hhi_wgi_t": index, "published_total_eu28": index }))
}

pub fn wgi_scaled(inputs: &Inputs<'_>) -> Answer {
    let scaled: Vec<f64> = inputs.numbers("wgi_mean")?.into_iter().map(metrics::scaled_governance).collect();
    Ok(json!({ "scaled": scaled }))
}

pub fn eu_economic_importance(inputs: &Inputs<'_>) -> Answer {
    let shares = shares(inputs)?;
    let value_added = like(inputs.amounts("va_meur")?, "va_meur", "shares", shares.len())?;
    let largest = inputs.amount("va_max_meur")?;
    let importance = |index: f64| metrics::economic_importance(&shares, &value_added, largest, index);
    Ok(json!({ "ei_with_si_1": importance(1.0), "ei": importance(inputs.part("si_ei")?) }))
}

/// Shares of a supply or of all uses. A list may be a part of the whole, as a study prints it.
fn shares(inputs: &Inputs<'_>) -> Result<Vec<f64>, CaseError> {
    let shares = inputs.parts("shares")?;
    of_one_whole(&shares, "shares", metrics::MOST_SHARES).map(|()| shares)
}

pub fn usgs_supply_risk(inputs: &Inputs<'_>) -> Answer {
    let share = inputs.parts("ps")?;
    of_one_whole(&share, "ps", metrics::MOST_SHARES)?;
    let inability = like(inputs.parts("asi")?, "asi", "ps", share.len())?;
    let unwillingness = like(inputs.parts("wsi")?, "wsi", "ps", share.len())?;
    let producers: Vec<Producer> = (0..share.len())
        .map(|k| Producer { share: share[k], inability: inability[k], unwillingness: unwillingness[k] })
        .collect();
    let value_added = inputs.amounts("va")?;
    let spending = like(inputs.amounts("exp")?, "exp", "va", value_added.len())?;
    let profit = like(inputs.numbers("op")?, "op", "va", value_added.len())?;
    let industries: Vec<Industry> = (0..profit.len())
        .map(|j| Industry { value_added: value_added[j], spending: spending[j], profit: profit[j] })
        .collect();
    let balance = Balance {
        primary: inputs.amount("P")?,
        secondary: inputs.amount("S")?,
        imports: inputs.amount("I")?,
        exports: inputs.amount("E")?,
        drawn_from_stock: inputs.number("dS")?,
    };
    let parts = UsgsSupplyRisk::of(&producers, &balance, &industries, inputs.amount("gdp")?)
        .ok_or(CaseError::NoAnswer("apparent consumption and GDP must be above 0"))?;
    Ok(json!({
        "DP": parts.disruption_potential,
        "TE": parts.trade_exposure,
        "EV": parts.economic_vulnerability,
        "SR": parts.value(),
    }))
}

pub fn eu_cdi(inputs: &Inputs<'_>) -> Answer {
    let foreign = inputs.amounts("extra_eu_imports_by_supplier")?;
    let product =
        EuDependency::of(&foreign, inputs.amount("intra_eu_imports")?, inputs.amount("total_exports")?)
            .ok_or(CaseError::NoAnswer("nothing is imported from outside"))?;
    Ok(json!({
        "cdi1": product.concentration,
        "cdi2": product.foreign,
        "cdi3": product.over_exports,
        "dependent": product.dependent(),
    }))
}
