//! From the name of a rule and its inputs in JSON to the engine and back: what `cargo site solve` and the reference tests share.
//! One file a family; the table is the list.

mod chance;
mod claims;
mod dependency;
mod disruption;
mod file;
mod gaps;
mod inputs;
mod network;
mod pool;
mod risk;
mod sharing;

use serde_json::{Map, Value};

pub use file::cases;
pub use gaps::reason;
pub use inputs::{CaseError, Inputs};

/// What a rule answers: the keys that its reference cases expect.
pub type Answer = Result<Value, CaseError>;

/// From a rule's inputs to its answer.
type Adapter = fn(&Inputs<'_>) -> Answer;

/// Rule in the cases -> the function that answers it.
pub const RULES: &[(&str, Adapter)] = &[
    ("claims_rules", claims::claims_rules),
    ("core_stability", network::core_stability),
    ("disruption_basic", disruption::waterfall),
    ("divide_pool", pool::divide_pool_by),
    ("equity_proportional", sharing::equity_proportional),
    ("eu_cdi", risk::eu_cdi),
    ("eu_economic_importance", risk::eu_economic_importance),
    ("eu_hhi_wgi_t", risk::eu_hhi_wgi_t),
    ("eu_supply_risk", risk::eu_supply_risk),
    ("gini_jain", sharing::gini_jain),
    ("gini_weighted", sharing::gini_weighted),
    ("hhi", dependency::hhi),
    ("hhi_before_after", dependency::hhi_before_after),
    ("hhi_bounds", dependency::hhi_bounds),
    ("hhi_other_bounds", dependency::hhi_other_bounds),
    ("iea_selective", sharing::iea_selective),
    ("iea_sharing", sharing::iea_sharing),
    ("inverse_cdf", chance::inverse_cdf),
    ("leximin_amount", network::leximin_amount),
    ("leximin_coverage", network::leximin_coverage),
    ("max_flow_min_shortfall", network::max_flow_min_shortfall),
    ("min_worst_dependency", network::min_worst_dependency),
    ("n_minus_1", dependency::n_minus_1),
    ("nash_welfare", network::nash_welfare),
    ("net_import_reliance", dependency::net_import_reliance),
    ("origin_tracing", dependency::origin_tracing),
    ("pcg32", chance::pcg32),
    ("pcg64_xsl_rr", chance::pcg64),
    ("price_equilibrium", disruption::price_equilibrium),
    ("price_of_fairness", network::price_of_fairness),
    ("price_of_fairness_bounds", sharing::price_of_fairness_bounds),
    ("priority", sharing::priority),
    ("project_ramp", chance::project_ramp),
    ("quantile_ci_ranks", chance::quantile_ci_ranks),
    ("quantile_type7", chance::quantile_type7),
    ("stockpile_days", dependency::stockpile_days),
    ("touch_dependency", dependency::touch_dependency),
    ("transport_lp", network::transport_lp),
    ("usgs_supply_risk", risk::usgs_supply_risk),
    ("wgi_scaled", risk::wgi_scaled),
];

/// Answers one case, `{"rule": …, "inputs": {…}}`.
///
/// # Errors
/// [`CaseError`]: the rule is unknown, an input is missing or makes no sense.
pub fn answer(case: &Value) -> Answer {
    let rule = case.get("rule").and_then(Value::as_str).ok_or(CaseError::NoRule)?;
    let found = RULES.iter().find(|(name, _)| *name == rule);
    let (_, adapter) = found.ok_or_else(|| CaseError::UnknownRule {
        rule: rule.to_owned(),
        known: RULES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "),
    })?;
    let none = Map::new();
    let inputs = match case.get("inputs") {
        Some(Value::Object(inputs)) => inputs,
        None => &none,
        other => return Err(inputs::wrong("inputs", other, "an object")),
    };
    adapter(&Inputs(inputs))
}
