use super::leximin::leximin;
use super::network::{Network, NetworkError, amounts, length};
use crate::terms::Order;

/// What the fairest delivery costs in value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceOfFairness {
    /// The greatest Σ value · tonnes.
    pub most: f64,
    /// The same of the delivery that makes coverage level.
    pub fair: f64,
    /// (most − fair) / most; 0 where nothing has value.
    pub price: f64,
}

/// Compares the most valuable delivery with the fairest.
///
/// - Takes: a network and a value a tonne by buyer, 0 or more. In tonnes (all values equal) fairness costs nothing.
/// - Source: D. Bertsimas, V. F. Farias, N. Trichakis, Operations Research 59 (2011) 17-31.
///
/// # Errors
/// [`NetworkError`] for values that do not match.
///
/// # Example
/// ```
/// use offtake::allocation::{Network, price_of_fairness};
/// let network = Network::new(&[100.0], &[40.0, 60.0, 100.0], &[vec![None; 3]]).unwrap();
/// let price = price_of_fairness(&network, &[5.0, 2.0, 1.0]).unwrap();
/// assert!((price.price - 0.34375).abs() < 1e-9); // 320 against 210
/// ```
pub fn price_of_fairness(network: &Network, values: &[f64]) -> Result<PriceOfFairness, NetworkError> {
    length("values", values.len(), network.demand.len())?;
    amounts("value", values)?;
    let worth =
        |tonnes: &[f64]| -> f64 { tonnes.iter().zip(values).map(|(tonnes, value)| tonnes * value).sum() };
    let fair = worth(&leximin(network, &network.demand)?);
    // What can be received is a polymatroid: serving the most valuable buyers first is best.
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.order_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    let mut caps = vec![0.0; values.len()];
    let mut delivered = 0.0;
    let mut most = 0.0;
    for j in order {
        caps[j] = network.demand[j];
        let now = network.saturate(&caps).delivered;
        most += (now - delivered) * values[j];
        delivered = now;
    }
    Ok(PriceOfFairness { most, fair, price: if most > 0.0 { (most - fair) / most } else { 0.0 } })
}
