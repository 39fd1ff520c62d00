//! What `null` means in an answer: a figure that does not exist for these inputs, which is not 0.

use serde_json::Value;

/// Rule -> why a figure of it can be missing.
const REASONS: &[(&str, &str)] = &[
    ("core_stability", "no group of allies would do better alone"),
    ("eu_economic_importance", "the largest sector's value added is 0: nothing to compare with"),
    ("eu_supply_risk", "the inputs of that way to compute it are not given"),
    ("gini_jain", "the list is empty"),
    ("gini_weighted", "nothing is weighed: the list is empty or its weights are 0"),
    (
        "hhi",
        "the quantities are none or 0 together, which has no shares; one supplier alone has no normalised index",
    ),
    ("hhi_other_bounds", "the quantities add up to 0, which has no shares"),
    ("inverse_cdf", "the distribution has no value there"),
    ("leximin_coverage", "no need, so no part of it that could be covered"),
    ("min_worst_dependency", "no use, so no part of it that could be dependent"),
    ("n_minus_1", "no demand, so no part of it that could be met"),
    ("net_import_reliance", "apparent consumption is 0 or less, so no part of it is imported"),
    ("origin_tracing", "no supply, so no shares of it"),
    ("price_equilibrium", "no price brings buyers and sellers together"),
    ("quantile_type7", "the sample is empty; one value has no deviation"),
    ("stockpile_days", "nothing is used in a year"),
    ("touch_dependency", "no supply, so no shares of it"),
];

/// Why an answer has gaps; `None` where it has none.
pub fn reason(rule: &Value, got: &Value) -> Option<&'static str> {
    fn gap(value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::Array(values) => values.iter().any(gap),
            Value::Object(values) => values.values().any(gap),
            _ => false,
        }
    }
    let found = REASONS.iter().find(|(name, _)| *rule == **name);
    gap(got).then(|| found.map_or("", |(_, reason)| *reason))
}
