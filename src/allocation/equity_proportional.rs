use super::water::water_fill;

/// Each owner gets its part of the output, but none more than it needs.
///
/// - Takes: output, and need and equity (0 to 1) by owner. - Gives: one amount an owner; what one does not need stays over.
///
/// # Example
/// ```
/// use offtake::allocation::equity_strict;
/// assert_eq!(equity_strict(100.0, &[80.0, 10.0, 50.0], &[0.5, 0.3, 0.2]), [50.0, 10.0, 20.0]);
/// ```
pub fn equity_strict(output: f64, needs: &[f64], equity: &[f64]) -> Vec<f64> {
    needs.iter().zip(equity).map(|(need, part)| need.min(part * output)).collect()
}

/// The same, but what one owner does not need goes to the others by their equity. Who owns nothing gets nothing.
///
/// # Example
/// ```
/// use offtake::allocation::equity_passed_on;
/// let given = equity_passed_on(100.0, &[80.0, 10.0, 50.0], &[0.5, 0.3, 0.2]);
/// assert!((given[0] - 450.0 / 7.0).abs() < 1e-9 && given[1] == 10.0);
/// ```
pub fn equity_passed_on(output: f64, needs: &[f64], equity: &[f64]) -> Vec<f64> {
    water_fill(output, needs, equity)
}
