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
/// // From: the Department of Justice's example, four firms of 30, 30, 20 and 20 per cent: 2,600 of 10,000.
/// assert_eq!(herfindahl(&[30.0, 30.0, 20.0, 20.0]), Some(0.26));
/// assert_eq!(herfindahl(&[]), None);
/// ```
pub fn herfindahl(quantities: &[f64]) -> Option<f64> {
    let shares = shares(quantities)?;
    Some(shares.iter().map(|share| share * share).sum())
}

/// The index put on a scale from 0 (all suppliers equal) to 1 (one of them has nearly all).
///
/// - Gives: (H − 1/n) / (1 − 1/n), n being the suppliers with more than nothing. `None` for a single supplier, for whom
///   the scale has no length, and wherever [`herfindahl`] gives `None`.
/// - Beware: one supplier of a crumb changes n and so the value; H itself does not have this weakness.
///
/// # Example
/// ```
/// use offtake::metrics::normalised_herfindahl;
/// // From: CEPII BACI, HS 8106, Japan, 2024: the bismuth that its seven suppliers sold it, China first.
/// let sold = [195.5, 63.9, 5.9, 1.1, 0.9, 0.3, 0.1];
/// assert!((normalised_herfindahl(&sold).unwrap() - 0.5226).abs() < 5e-5);
/// assert_eq!(normalised_herfindahl(&[0.0, 195.5, 0.0]), None);
/// ```
pub fn normalised_herfindahl(quantities: &[f64]) -> Option<f64> {
    let index = herfindahl(quantities)?;
    let count = quantities.iter().filter(|quantity| **quantity > 0.0).count() as f64;
    if count < 2.0 {
        return None;
    }
    Some((index - 1.0 / count) / (1.0 - 1.0 / count))
}

/// The parts of a whole, or `None` where there is no whole to take parts of.
pub(super) fn shares(quantities: &[f64]) -> Option<Vec<f64>> {
    let whole: f64 = quantities.iter().sum();
    let sound = quantities.iter().all(|quantity| quantity.is_finite() && *quantity >= 0.0);
    if !sound || !whole.is_finite() || whole <= 0.0 {
        return None;
    }
    Some(quantities.iter().map(|quantity| quantity / whole).collect())
}

#[cfg(test)]
mod tests {
    use super::herfindahl;

    #[test]
    fn shares_that_add_up_to_more_than_100_by_rounding_are_taken_anew() {
        // USGS world gallium shares of 2023 add up to 100.1 per cent.
        let index = herfindahl(&[93.8, 0.3, 1.0, 0.9, 1.9, 2.2]).unwrap();
        assert!((index - 0.879_119_881_117_883).abs() < 1e-12);
    }

    #[test]
    fn nothing_supplied_has_no_concentration() {
        assert_eq!(herfindahl(&[0.0, 0.0]), None);
        assert_eq!(herfindahl(&[-1.0, 2.0]), None);
        assert_eq!(herfindahl(&[f64::NAN]), None);
    }
}
