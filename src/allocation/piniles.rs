use super::properties::{EVEN, Properties};
use super::rule::Rule;
use super::water::water_fill;

pub(super) const RULE: Rule = Rule {
    id: "piniles",
    share_out: |shortage| shortage.by_claims(piniles),
    properties: Properties { consistent: true, half_for_half: true, merging_is_useless: true, ..EVEN },
};

/// Equal awards of half claims, twice: first up to half of all claims, then again for what is left.
///
/// - Takes: tonnes to divide and claims, 0 or more. - Gives: one amount a claim; the claims themselves when there is enough.
/// - Source: Piniles 1861 as read by Aumann and Maschler 1985; W. Thomson, How to Divide When There Isn't Enough, 2019.
///
/// # Example
/// ```
/// use offtake::allocation::piniles;
/// // From: the garment of Bava Metzia 2a, claimed half by one and whole by the other; amounts as the R package
/// // ClaimsProblems gives them.
/// assert_eq!(piniles(1.0, &[0.5, 1.0]), [0.375, 0.625]);
/// ```
pub fn piniles(available: f64, claims: &[f64]) -> Vec<f64> {
    let half: f64 = claims.iter().sum::<f64>() / 2.0;
    let halves: Vec<f64> = claims.iter().map(|claim| claim / 2.0).collect();
    let ones = vec![1.0; claims.len()];
    if available <= half {
        return water_fill(available, &halves, &ones);
    }
    let second = water_fill(available - half, &halves, &ones);
    halves.iter().zip(second).map(|(first, second)| first + second).collect()
}
