/// For how many days a stock lasts at the year's rate of use.
///
/// - Takes: a stock and a year's use, one unit. - Gives: days, 0 or more. `None` where nothing is used, or a figure is below
///   0 or no number.
///
/// # Example
/// ```
/// use offtake::metrics::days_of_cover;
/// assert_eq!(days_of_cover(45.0, 180.0), Some(91.25));
/// assert_eq!(days_of_cover(45.0, 0.0), None);
/// ```
pub fn days_of_cover(stock: f64, use_in_a_year: f64) -> Option<f64> {
    let sound = amount(stock) && amount(use_in_a_year) && use_in_a_year > 0.0;
    sound.then(|| stock / (use_in_a_year / 365.0))
}

/// The part of need that can be met when the largest supplier falls out.
///
/// - Takes: imports by supplier, what is made at home, what stocks and spare capacity can release in a year, and need, in
///   one unit.
/// - Gives: 0 or more; the test is passed at 1. `None` where nothing is needed, or a figure is below 0 or no number.
/// - Source: after Regulation (EU) 2017/1938, Annex II, which puts this test on gas.
///
/// # Example
/// ```
/// use offtake::metrics::without_largest_supplier;
/// assert_eq!(without_largest_supplier(&[40.0, 40.0, 40.0], 0.0, 10.0, 100.0), Some(0.9));
/// ```
pub fn without_largest_supplier(imports: &[f64], domestic: f64, released: f64, need: f64) -> Option<f64> {
    let sound = imports.iter().chain([&domestic, &released, &need]).all(|tonnes| amount(*tonnes));
    if !sound || need <= 0.0 {
        return None;
    }
    let largest = imports.iter().copied().fold(0.0, f64::max);
    Some((domestic + imports.iter().sum::<f64>() + released - largest) / need)
}

fn amount(tonnes: f64) -> bool {
    tonnes.is_finite() && tonnes >= 0.0
}

#[cfg(test)]
mod tests {
    use super::{days_of_cover, without_largest_supplier};

    #[test]
    fn figures_that_are_none_have_no_answer() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(days_of_cover(bad, 10.0), None);
            assert_eq!(days_of_cover(10.0, bad), None);
            assert_eq!(without_largest_supplier(&[4.0, bad], 1.0, 1.0, 10.0), None);
            assert_eq!(without_largest_supplier(&[4.0], bad, 1.0, 10.0), None);
            assert_eq!(without_largest_supplier(&[4.0], 1.0, bad, 10.0), None);
            assert_eq!(without_largest_supplier(&[4.0], 1.0, 1.0, bad), None);
        }
        assert_eq!(
            without_largest_supplier(&[], 3.0, 1.0, 8.0),
            Some(0.5),
            "nobody sells, so nobody can fall out"
        );
    }
}
