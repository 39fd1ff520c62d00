use offtake::disruption::{self, Buyer, Need, Restriction, Seller, Steps};
use offtake::terms::{Share, Tonnes};
use serde_json::json;

use super::Answer;
use super::claims::nameless;
use super::inputs::{Inputs, like, refused, wrong};

pub fn waterfall(inputs: &Inputs<'_>) -> Answer {
    let restriction = Restriction {
        cut: Share(inputs.number("cut_fraction")?),
        leakage: Share(inputs.number("leakage")?),
        fungibility: Share(inputs.number("fungibility")?),
        horizon_years: inputs.number("horizon_years")?,
        spare: Tonnes(inputs.number("spare_capacity")?),
    };
    let demand = inputs.amounts("demand")?;
    let each = |key: &str| like(inputs.amounts(key)?, key, "demand", demand.len());
    let (bought, stock) = (each("flows_from_restricted")?, each("stock")?);
    let targeted = like(inputs.flags("targeted")?, "targeted", "demand", demand.len())?;
    let substitutable = like(inputs.parts("substitutable")?, "substitutable", "demand", demand.len())?;
    let mut buyers = Vec::with_capacity(demand.len());
    for (j, use_) in demand.iter().enumerate() {
        buyers.push(Buyer {
            country: nameless(j)?,
            use_: Tonnes(*use_),
            from_restricted: Tonnes(bought[j]),
            targeted: targeted[j],
            stock: Tonnes(stock[j]),
            substitutable: Share(substitutable[j]),
        });
    }
    let steps = disruption::waterfall(&restriction, &buyers).map_err(refused)?;
    let each = |of: fn(&Steps) -> f64| steps.iter().map(of).collect::<Vec<f64>>();
    Ok(json!({
        "gross_loss": each(|step| step.gross_loss.0),
        "loss_after_passthrough": each(|step| step.after_pass_through.0),
        "stock_release": each(|step| step.stock_release.0),
        "spare": each(|step| step.spare.0),
        "substitution": each(|step| step.substitution.0),
        "shortfall": each(|step| step.shortfall.0),
        "shortfall_ratio": each(|step| step.shortfall_share.0),
    }))
}

pub fn price_equilibrium(inputs: &Inputs<'_>) -> Answer {
    let sound = |number: f64| number.is_finite() && number >= 0.0;
    let mut sellers = Vec::new();
    for row in inputs.rows("suppliers")? {
        match row[..] {
            [Some(tonnes), Some(elasticity), most]
                if sound(tonnes) && sound(elasticity) && most.is_none_or(sound) =>
            {
                sellers.push(Seller { tonnes, elasticity, most });
            }
            _ => {
                let expected = "rows of [tonnes, elasticity, most or null], each 0 or more";
                return Err(wrong("suppliers", inputs.0.get("suppliers"), expected));
            }
        }
    }
    let mut needs = Vec::new();
    for row in inputs.rows("demanders")? {
        match row[..] {
            [Some(tonnes), Some(elasticity)] if sound(tonnes) && sound(elasticity) => {
                needs.push(Need { tonnes, elasticity });
            }
            _ => {
                let expected = "rows of [tonnes, elasticity], each 0 or more";
                return Err(wrong("demanders", inputs.0.get("demanders"), expected));
            }
        }
    }
    let (still, stock) = (inputs.amount("restricted_remaining")?, inputs.amount("stock_release")?);
    let found = disruption::clearing(&sellers, still, stock, &needs);
    Ok(json!({
        "price_ratio": found.as_ref().map(|found| found.ratio),
        "demand": found.as_ref().map(|found| found.used.clone()),
        "supply": found.as_ref().map(|found| found.sold.clone()),
    }))
}
