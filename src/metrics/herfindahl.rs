/// The Herfindahl–Hirschman index: the sum of squared shares.
///
/// - Takes: quantities of 0 or more, in any unit; shares are always taken anew from their sum.
/// - Gives: 1/n ..= 1; the usual scale to 10,000 is a matter of wording. `None` for an empty list, a zero total, or a
///   quantity that is negative or not finite.
/// - Source: U.S. Department of Justice and Federal Trade Commission, Merger Guidelines; its example is below.
///
/// # Example
/// ```
/// use offtake::metrics::herfindahl;
/// assert_eq!(herfindahl(&[30.0, 30.0, 20.0, 20.0]), Some(0.26));
/// assert_eq!(herfindahl(&[]), None);
/// ```
pub fn herfindahl(quantities: &[f64]) -> Option<f64> {
    let whole: f64 = quantities.iter().sum();
    let sound = quantities.iter().all(|quantity| quantity.is_finite() && *quantity >= 0.0);
    if !sound || !whole.is_finite() || whole <= 0.0 {
        return None;
    }
    Some(quantities.iter().map(|quantity| (quantity / whole) * (quantity / whole)).sum())
}
