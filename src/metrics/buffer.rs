/// For how many days a stock lasts at the year's rate of use.
///
/// - Takes: a stock and a year's use, one unit. - Gives: days, 0 or more. `None` where nothing is used, or a figure is below
///   0 or no number.
///
/// # Example
/// ```
/// use offtake::metrics::days_of_cover;
/// // From: USGS MCS 2026, gallium, United States, 2024: 3,410 kg in consumers' stocks, 18,700 kg used.
/// assert!((days_of_cover(3410.0, 18_700.0).unwrap() - 66.56).abs() < 5e-3);
/// assert_eq!(days_of_cover(3410.0, 0.0), None);
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
/// // From: CEPII BACI, HS 2504, what its five largest suppliers and all others sold the United States in 2024; USGS MCS
/// // 2026, which has no natural graphite mined there, and 65,200 t used.
/// let imports = [33_214.4, 10_486.7, 8483.7, 7816.9, 6781.0, 4803.0];
/// assert!((without_largest_supplier(&imports, 0.0, 0.0, 65_200.0).unwrap() - 0.5885).abs() < 5e-5);
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
