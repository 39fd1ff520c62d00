use super::properties::{EVEN, Properties};
use super::rule::Rule;
use super::water::water_fill;

pub(super) const RULE: Rule = Rule {
    id: "constrained-equal-losses",
    share_out: |shortage| shortage.by_claims(constrained_equal_losses),
    properties: Properties {
        in_stages_alike: true,
        cuts_alike: true,
        consistent: true,
        splitting_is_useless: true,
        ..EVEN
    },
};

/// Everyone loses the same tonnes of its claim, but none more than all of it: `max(0, claim − loss)`.
///
/// - Takes: tonnes to divide and claims, 0 or more. - Gives: one amount a claim; the claims themselves when there is enough.
/// - Source: Maimonides; W. Thomson, How to Divide When There Isn't Enough, Cambridge 2019.
///
/// # Example
/// ```
/// use offtake::allocation::constrained_equal_losses;
/// // From: the claims of Mishnah Ketubot 93a; amounts as the R package ClaimsProblems gives them.
/// assert_eq!(constrained_equal_losses(300.0, &[100.0, 200.0, 300.0]), [0.0, 100.0, 200.0]);
/// ```
pub fn constrained_equal_losses(available: f64, claims: &[f64]) -> Vec<f64> {
    // What is missing is shared by equal awards, and everyone gets the rest of its claim.
    let missing = (claims.iter().sum::<f64>() - available).max(0.0);
    let losses = water_fill(missing, claims, &vec![1.0; claims.len()]);
    claims.iter().zip(losses).map(|(claim, loss)| (claim - loss).max(0.0)).collect()
}
