use super::properties::{EVEN, Properties};
use super::rule::Rule;
use super::water::water_fill;

pub(super) const RULE: Rule = Rule {
    id: "talmud",
    share_out: |shortage| shortage.by_claims(talmud),
    properties: Properties {
        inflation_is_useless: true,
        self_dual: true,
        consistent: true,
        half_for_half: true,
        ..EVEN
    },
};

/// Up to half of all claims, equal awards of half claims; beyond, equal losses of half claims.
///
/// - Takes: tonnes to divide and claims, 0 or more. - Gives: one amount a claim; the claims themselves when there is enough.
/// - Source: R. J. Aumann, M. Maschler, Journal of Economic Theory 36 (1985) 195-213; the table of Mishnah Ketubot 93a.
///
/// # Example
/// ```
/// use offtake::allocation::talmud;
/// // From: the table of Mishnah Ketubot 93a, which Aumann and Maschler explain.
/// assert_eq!(talmud(200.0, &[100.0, 200.0, 300.0]), [50.0, 75.0, 75.0]);
/// assert_eq!(talmud(300.0, &[100.0, 200.0, 300.0]), [50.0, 100.0, 150.0]);
/// ```
pub fn talmud(available: f64, claims: &[f64]) -> Vec<f64> {
    let all: f64 = claims.iter().sum();
    let halves: Vec<f64> = claims.iter().map(|claim| claim / 2.0).collect();
    let ones = vec![1.0; claims.len()];
    if available <= all / 2.0 {
        return water_fill(available, &halves, &ones);
    }
    let losses = water_fill((all - available).max(0.0), &halves, &ones);
    claims.iter().zip(losses).map(|(claim, loss)| claim - loss).collect()
}
