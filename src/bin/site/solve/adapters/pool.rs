use offtake::atlas::analysis::{PoolFigures, divide_pool, divide_pool_bands};
use serde_json::json;

use super::Answer;
use super::inputs::{Inputs, refused, wrong};

const POOL: &str = "`projects`, `claims` and `market`, as the package takes them";
const RULE: &str = "the id of a rule of the menus";

/// Any rule of the menus, asked as the package asks it; with `draws` also how sure it is.
pub fn divide_pool_by(inputs: &Inputs<'_>) -> Answer {
    let value = inputs.value("pool", POOL)?;
    let pool: PoolFigures =
        serde_json::from_value(value.clone()).map_err(|_| wrong("pool", Some(value), POOL))?;
    let rule = inputs.value("rule", RULE)?;
    let rule = rule.as_str().ok_or_else(|| wrong("rule", Some(rule), RULE))?;
    let received = divide_pool(&pool, rule).map_err(refused)?;
    let bands = match inputs.0.contains_key("draws") {
        true => divide_pool_bands(&pool, rule, inputs.whole("draws")? as usize).map_err(refused)?,
        false => Vec::new(),
    };
    Ok(json!({ "received": received, "bands": bands }))
}
