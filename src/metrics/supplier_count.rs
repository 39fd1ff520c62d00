use super::herfindahl::{herfindahl, shares};
use crate::terms::Order;

/// How many suppliers of equal size would be as concentrated: 1 over the Herfindahl–Hirschman index.
///
/// - Gives: 1 ..= n. `None` as [`herfindahl`].
///
/// # Example
/// ```
/// use offtake::metrics::effective_suppliers;
/// assert!((effective_suppliers(&[30.0, 30.0, 20.0, 20.0]).unwrap() - 3.846_153_846).abs() < 1e-9);
/// ```
pub fn effective_suppliers(quantities: &[f64]) -> Option<f64> {
    herfindahl(quantities).map(|index| 1.0 / index)
}

/// The same count by entropy: exp(−Σ s ln s). It gives small suppliers more weight, so it is never smaller.
///
/// - Gives: 1 ..= n. `None` as [`herfindahl`].
///
/// # Example
/// ```
/// use offtake::metrics::entropy_suppliers;
/// assert!((entropy_suppliers(&[7.0; 5]).unwrap() - 5.0).abs() < 1e-12);
/// ```
pub fn entropy_suppliers(quantities: &[f64]) -> Option<f64> {
    let shares = shares(quantities)?;
    let entropy: f64 =
        shares.iter().filter(|share| **share > 0.0).map(|share| -share * libm::log(*share)).sum();
    Some(libm::exp(entropy))
}

/// The share of the `count` largest suppliers together.
///
/// - Gives: 0 ..= 1; 1 if there are no more suppliers than `count`. `None` as [`herfindahl`].
///
/// # Example
/// ```
/// use offtake::metrics::top_share;
/// assert_eq!(top_share(&[30.0, 30.0, 20.0, 20.0], 1), Some(0.3));
/// ```
pub fn top_share(quantities: &[f64], count: usize) -> Option<f64> {
    let mut shares = shares(quantities)?;
    shares.order_by(|a, b| b.total_cmp(a));
    Some(shares.iter().take(count).sum())
}
