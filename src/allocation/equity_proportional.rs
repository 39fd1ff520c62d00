use super::water::water_fill;

/// Each owner gets its part of the output, but none more than it needs.
///
/// - Takes: output, and need and equity (0 to 1) by owner. - Gives: one amount an owner; what one does not need stays over.
///
/// # Example
/// ```
/// use offtake::allocation::equity_strict;
/// // From: the public record (D63): half of the 590 t of Caremag, France, goes to Japan, the rest counts as France's here;
/// // CEPII BACI, HS 284690, rare earths of all kinds that China sold them in 2024.
/// assert_eq!(equity_strict(590.0, &[6014.8, 125.5], &[0.5, 0.5]), [295.0, 125.5]);
/// ```
pub fn equity_strict(output: f64, needs: &[f64], equity: &[f64]) -> Vec<f64> {
    needs.iter().zip(equity).map(|(need, part)| need.min(part * output)).collect()
}

/// The same, but what one owner does not need goes to the others by their equity. Who owns nothing gets nothing.
///
/// # Example
/// ```
/// use offtake::allocation::equity_passed_on;
/// // From: the public record (D63): half of the 590 t of Caremag, France, goes to Japan, the rest counts as France's here;
/// // CEPII BACI, HS 284690, rare earths of all kinds that China sold them in 2024.
/// assert_eq!(equity_passed_on(590.0, &[6014.8, 125.5], &[0.5, 0.5]), [464.5, 125.5]);
/// ```
pub fn equity_passed_on(output: f64, needs: &[f64], equity: &[f64]) -> Vec<f64> {
    water_fill(output, needs, equity)
}
