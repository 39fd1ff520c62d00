use super::leximin::leximin;
use super::network::{Network, NetworkError, amounts, length};
use crate::terms::Order;

/// What the fairest delivery costs in value.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize, tsify::Tsify), serde(rename_all = "camelCase"))]
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
/// // From: CEPII BACI, HS 8106, bismuth that China sold Germany, Japan and the United States in 2024, and what they
/// // paid, in thousand dollars a tonne; the public record (D48): NICO in Canada, 1,700 t a year.
/// let network = Network::new(&[1700.0], &[952.4, 195.5, 777.4], &[vec![None; 3]]).unwrap();
/// let price = price_of_fairness(&network, &[11.757, 10.831, 9.704]).unwrap();
/// assert!((price.price - 0.0136).abs() < 5e-5); // 18,672 against 18,418
/// ```
pub fn price_of_fairness(network: &Network, values: &[f64]) -> Result<PriceOfFairness, NetworkError> {
    length("values", values.len(), network.demand.len())?;
    amounts("value", values)?;
    let given = leximin(network, &network.demand)?;
    let (most, fair) = worth(network, values, &given);
    Ok(PriceOfFairness { most, fair, price: forgone(most, fair) })
}

/// What a delivery gives up of the greatest value, as a part of it; 0 where nothing has value.
///
/// - Takes: a network, a value a tonne by buyer and what each buyer gets, all 0 or more. Tonnes beyond need count for nothing.
///
/// # Errors
/// [`NetworkError`] for values or amounts that do not match.
///
/// # Example
/// ```
/// use offtake::allocation::{Network, value_forgone};
/// // From: CEPII BACI, HS 8106, bismuth that China sold Germany, Japan and the United States in 2024, and what they
/// // paid, in thousand dollars a tonne; the public record (D48): NICO in Canada, 1,700 t a year.
/// let network = Network::new(&[1700.0], &[952.4, 195.5, 777.4], &[vec![None; 3]]).unwrap();
/// // Given equal awards.
/// let forgone = value_forgone(&network, &[11.757, 10.831, 9.704], &[752.25, 195.5, 752.25]).unwrap();
/// assert!((forgone - 0.0220).abs() < 5e-5);
/// ```
pub fn value_forgone(network: &Network, values: &[f64], given: &[f64]) -> Result<f64, NetworkError> {
    length("values", values.len(), network.demand.len())?;
    amounts("value", values)?;
    length("amounts given", given.len(), network.demand.len())?;
    amounts("amount given", given)?;
    let (most, reached) = worth(network, values, given);
    Ok(forgone(most, reached))
}

/// The greatest value, and that of what is given.
fn worth(network: &Network, values: &[f64], given: &[f64]) -> (f64, f64) {
    let useful = given.iter().zip(&network.demand).map(|(given, need)| given.min(*need));
    let reached = useful.zip(values).map(|(tonnes, value)| tonnes * value).sum();
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
    (most, reached)
}

fn forgone(most: f64, reached: f64) -> f64 {
    if most > 0.0 { ((most - reached) / most).max(0.0) } else { 0.0 }
}
