use super::eu_supply_risk::parts_of_one;

/// Economic importance as the European Commission counts it: 10 · Σ share · value added / largest value added, times
/// the substitution index.
///
/// - Takes: the shares of a material's uses, the value added of each use's sector, the largest value added of any sector
///   (one unit), and the substitution index of 0 to 1. Uses without a sector count with value added 0.
/// - Gives: 0 to 10; the Commission asks for 2.8 or more. `None` where the largest value added is not above 0, lists differ in
///   length, shares are none or make more than one whole, or an amount is below 0 or no number.
/// - Source: European Commission, Study on the Critical Raw Materials for the EU 2023, annexes 4 and 6.
///
/// # Example
/// ```
/// use offtake::metrics::economic_importance;
/// // From: the study of 2023, annexes 4 and 6: all aggregates go to a sector of 64,990 million euro, the largest sector
/// // has 204,200; printed as 3.2.
/// assert!((economic_importance(&[1.0], &[64_990.0], 204_200.0, 1.0).unwrap() - 3.1827).abs() < 1e-4);
/// ```
pub fn economic_importance(
    shares: &[f64],
    value_added: &[f64],
    largest: f64,
    substitution: f64,
) -> Option<f64> {
    let sound = value_added.iter().all(|value| value.is_finite() && *value >= 0.0)
        && shares.len() == value_added.len()
        && parts_of_one(shares)
        && (0.0..=1.0).contains(&substitution);
    if !sound || !largest.is_finite() || largest <= 0.0 {
        return None;
    }
    let weighted: f64 = shares.iter().zip(value_added).map(|(share, value)| share * value).sum();
    Some(10.0 * weighted / largest * substitution)
}

#[cfg(test)]
mod tests {
    use super::economic_importance;

    #[test]
    fn uses_without_a_sector_count_with_nothing_and_are_not_spread_over_the_others() {
        assert_eq!(economic_importance(&[0.5, 0.5], &[100.0, 0.0], 200.0, 1.0), Some(2.5));
    }

    #[test]
    fn figures_that_are_none_have_no_answer() {
        for (shares, value_added, largest, substitution) in [
            (vec![0.7, 0.7], vec![1.0, 1.0], 2.0, 1.0),
            (vec![-0.1], vec![1.0], 2.0, 1.0),
            (vec![1.0], vec![f64::NAN], 2.0, 1.0),
            (vec![1.0], vec![1.0, 1.0], 2.0, 1.0),
            (vec![1.0], vec![1.0], 0.0, 1.0),
            (vec![1.0], vec![1.0], 2.0, 1.5),
        ] {
            assert_eq!(economic_importance(&shares, &value_added, largest, substitution), None);
        }
    }
}
