/// First what nobody else claims, then the rest in proportion to what is still claimed and can be had.
///
/// - Takes: tonnes to divide and claims, 0 or more. - Gives: one amount a claim; the claims themselves when there is enough.
/// - Source: I. J. Curiel, M. Maschler, S. H. Tijs, Zeitschrift für Operations Research 31 (1987) A143-A159.
///
/// # Example
/// ```
/// use offtake::allocation::adjusted_proportional;
/// // From: the claims of Mishnah Ketubot 93a; amounts as the R package ClaimsProblems gives them.
/// assert_eq!(adjusted_proportional(200.0, &[100.0, 200.0, 300.0]), [40.0, 80.0, 80.0]);
/// ```
pub fn adjusted_proportional(available: f64, claims: &[f64]) -> Vec<f64> {
    let all: f64 = claims.iter().sum();
    if available >= all {
        return claims.to_vec();
    }
    let conceded: Vec<f64> = claims.iter().map(|claim| (available - (all - claim)).max(0.0)).collect();
    let rest = (available - conceded.iter().sum::<f64>()).max(0.0);
    let open: Vec<f64> =
        claims.iter().zip(&conceded).map(|(claim, had)| (claim - had).max(0.0).min(rest)).collect();
    let wanted: f64 = open.iter().sum();
    if wanted <= 0.0 {
        return conceded;
    }
    conceded.iter().zip(open).map(|(had, open)| had + rest * (open / wanted)).collect()
}
