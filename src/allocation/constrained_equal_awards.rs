use super::rule::{ClaimsError, Rule, Shortage};
use super::water::water_fill;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule { id: "constrained-equal-awards", share_out: constrained_equal_awards };

/// Everyone gets the same tonnes, but none more than it claims.
///
/// - Takes: a shortage.
/// - Gives: min(claim, level), the level being that at which everything is given out.
/// - Errors: amounts as [`Shortage::checked`].
/// - Source: Maimonides; W. Thomson, How to Divide When There Isn't Enough, Cambridge 2019.
pub fn constrained_equal_awards(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims: Vec<f64> = shortage.checked()?.claims.iter().map(|claim| claim.tonnes.0).collect();
    let weights = vec![1.0; claims.len()];
    Ok(water_fill(shortage.available.0, &claims, &weights).into_iter().map(Tonnes).collect())
}
