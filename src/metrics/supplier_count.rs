use super::herfindahl::{herfindahl, shares};
use crate::terms::Order;

/// How many suppliers of equal size would be as concentrated: 1 over the Herfindahl–Hirschman index.
///
/// - Gives: 1 ..= n. `None` as [`herfindahl`].
///
/// # Example
/// ```
/// use offtake::metrics::effective_suppliers;
/// // From: CEPII BACI, HS 8106, Japan, 2024: the bismuth that its seven suppliers sold it, China first.
/// let sold = [195.5, 63.9, 5.9, 1.1, 0.9, 0.3, 0.1];
/// assert!((effective_suppliers(&sold).unwrap() - 1.693).abs() < 5e-4); // as if there were fewer than two
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
/// // From: CEPII BACI, HS 8106, Japan, 2024: the bismuth that its seven suppliers sold it, China first.
/// let sold = [195.5, 63.9, 5.9, 1.1, 0.9, 0.3, 0.1];
/// assert!((entropy_suppliers(&sold).unwrap() - 2.030).abs() < 5e-4);
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
/// // From: CEPII BACI, HS 8106, Japan, 2024: the bismuth that its seven suppliers sold it, China first.
/// let sold = [195.5, 63.9, 5.9, 1.1, 0.9, 0.3, 0.1];
/// assert!((top_share(&sold, 1).unwrap() - 0.730).abs() < 5e-4 && (top_share(&sold, 3).unwrap() - 0.991).abs() < 5e-4);
/// ```
pub fn top_share(quantities: &[f64], count: usize) -> Option<f64> {
    let mut shares = shares(quantities)?;
    shares.order_by(|a, b| b.total_cmp(a));
    Some(shares.iter().take(count).sum())
}
