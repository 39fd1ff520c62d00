/// Fills tiers one after the other: each gets what it needs up to its limit, from what the tiers before it left.
///
/// - Takes: output, and for each tier in order its need and its limit, tonnes of 0 or more.
/// - Gives: one amount a tier.
/// - Source: the terms of Lynas and JARE of March 2023: up to 7,200 t of NdPr a year to Japan first, while output is below
///   9,600 t.
///
/// # Example
/// ```
/// use offtake::allocation::priority;
/// // From: the public record (D61): while Lynas makes up to 9,600 t, Japan may have 7,200 t of them first; 5,000 t it must
/// // take.
/// assert_eq!(priority(9600.0, &[9600.0, 9600.0], &[7200.0, f64::INFINITY]), [7200.0, 2400.0]);
/// assert_eq!(priority(9600.0, &[5000.0, 9600.0], &[7200.0, f64::INFINITY]), [5000.0, 4600.0]);
/// ```
pub fn priority(output: f64, needs: &[f64], limits: &[f64]) -> Vec<f64> {
    let mut rest = output;
    needs
        .iter()
        .zip(limits)
        .map(|(need, limit)| {
            let given = need.min(*limit).min(rest).max(0.0);
            rest -= given;
            given
        })
        .collect()
}
