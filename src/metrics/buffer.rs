/// For how many days a stock lasts at the year's rate of use.
///
/// - Takes: a stock and a year's use, one unit. - Gives: days, 0 or more. `None` where nothing is used.
///
/// # Example
/// ```
/// use offtake::metrics::days_of_cover;
/// assert_eq!(days_of_cover(45.0, 180.0), Some(91.25));
/// assert_eq!(days_of_cover(45.0, 0.0), None);
/// ```
pub fn days_of_cover(stock: f64, use_in_a_year: f64) -> Option<f64> {
    if use_in_a_year.is_finite() && use_in_a_year > 0.0 {
        Some(stock / (use_in_a_year / 365.0))
    } else {
        None
    }
}

/// The part of need that can be met when the largest supplier falls out.
///
/// - Takes: imports by supplier, what is made at home, what stocks and spare capacity can release in a year, and need, in
///   one unit.
/// - Gives: 0 or more; the test is passed at 1. `None` where nothing is needed.
/// - Source: after Regulation (EU) 2017/1938, Annex II, which puts this test on gas.
///
/// # Example
/// ```
/// use offtake::metrics::without_largest_supplier;
/// assert_eq!(without_largest_supplier(&[40.0, 40.0, 40.0], 0.0, 10.0, 100.0), Some(0.9));
/// ```
pub fn without_largest_supplier(imports: &[f64], domestic: f64, released: f64, need: f64) -> Option<f64> {
    if !need.is_finite() || need <= 0.0 {
        return None;
    }
    let largest = imports.iter().copied().fold(0.0, f64::max);
    Some((domestic + imports.iter().sum::<f64>() + released - largest) / need)
}
