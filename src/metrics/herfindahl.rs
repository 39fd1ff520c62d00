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
    let sound = quantities
        .iter()
        .all(|quantity| quantity.is_finite() && *quantity >= 0.0);
    if !sound || !whole.is_finite() || whole <= 0.0 {
        return None;
    }
    Some(
        quantities
            .iter()
            .map(|quantity| (quantity / whole) * (quantity / whole))
            .sum(),
    )
}

#[cfg(test)]
mod tests {
    use super::herfindahl;

    #[test]
    fn a_single_supplier_has_an_index_of_one_and_silent_ones_do_not_count() {
        assert_eq!(herfindahl(&[0.0, 42.0, 0.0]), Some(1.0));
    }

    #[test]
    fn equal_suppliers_have_an_index_of_one_by_their_number() {
        assert!((herfindahl(&[7.0; 5]).unwrap() - 0.2).abs() < 1e-15);
    }

    #[test]
    fn shares_that_add_up_to_more_than_a_hundred_are_taken_anew_from_their_sum() {
        // World primary gallium of 2023 in per cent: the rounded shares add up to 100.1.
        let index = herfindahl(&[93.8, 0.3, 1.0, 0.9, 1.9, 2.2]).unwrap();
        assert!((index - 0.879_119_881_117_883).abs() < 1e-12);
    }

    #[test]
    fn nothing_negative_or_endless_has_an_index() {
        for quantities in [
            &[] as &[f64],
            &[0.0, 0.0],
            &[1.0, -1.0],
            &[f64::NAN],
            &[f64::INFINITY, 1.0],
        ] {
            assert_eq!(herfindahl(quantities), None, "{quantities:?}");
        }
    }
}
