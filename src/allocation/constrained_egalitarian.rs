use super::water::{level_between, water_fill};

/// Up to half of all claims, equal awards of half claims; beyond, amounts as equal as they can be between half the claim
/// and the claim.
///
/// - Takes: tonnes to divide and claims, 0 or more. - Gives: one amount a claim; the claims themselves when there is enough.
/// - Source: Y. Chun, J. Schummer, W. Thomson, Seoul Journal of Economics 14 (2001) 269-297.
///
/// # Example
/// ```
/// use offtake::allocation::constrained_egalitarian;
/// // From: the garment of Bava Metzia 2a, claimed half by one and whole by the other; amounts as the R package
/// // ClaimsProblems gives them.
/// assert_eq!(constrained_egalitarian(1.0, &[0.5, 1.0]), [0.5, 0.5]);
/// ```
pub fn constrained_egalitarian(available: f64, claims: &[f64]) -> Vec<f64> {
    let all: f64 = claims.iter().sum();
    let halves: Vec<f64> = claims.iter().map(|claim| claim / 2.0).collect();
    if available >= all {
        claims.to_vec()
    } else if available <= all / 2.0 {
        water_fill(available, &halves, &vec![1.0; claims.len()])
    } else {
        level_between(available, &halves, claims)
    }
}
