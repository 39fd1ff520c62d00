use crate::terms::Order;

/// The value below which a part of the sample lies, with straight lines between neighbours (Hyndman and Fan's type 7).
///
/// - Takes: a sample in any order, and a part of 0 to 1. - Gives: `None` for an empty sample, a part outside 0 to 1, or a
///   value that is no number.
/// - Source: R. J. Hyndman, Y. Fan, The American Statistician 50 (1996) 361-365; the default of numpy and R.
///
/// # Example
/// ```
/// use offtake::chance::quantile;
/// let sample = [3.1, -2.0, 8.0, 0.5, 7.7, 4.0, 4.0, 1.25];
/// assert!((quantile(&sample, 0.05).unwrap() + 1.125).abs() < 1e-12);
/// ```
pub fn quantile(sample: &[f64], part: f64) -> Option<f64> {
    if sample.iter().any(|value| value.is_nan()) || !(0.0..=1.0).contains(&part) {
        return None;
    }
    let mut sorted = sample.to_vec();
    sorted.order_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let place = part * last as f64;
    let below = (place as usize).min(last);
    let above = (below + 1).min(last);
    Some(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

/// A sample's centre and width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation with n − 1; `None` for a single value.
    pub deviation: Option<f64>,
}

/// Mean and standard deviation. `None` for an empty sample.
///
/// # Example
/// ```
/// use offtake::chance::{Spread, spread};
/// let found = spread(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]).unwrap();
/// assert_eq!(found.mean, 5.0);
/// assert!((found.deviation.unwrap() - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
/// ```
pub fn spread(sample: &[f64]) -> Option<Spread> {
    if sample.is_empty() {
        return None;
    }
    let count = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / count;
    let squares: f64 = sample.iter().map(|value| (value - mean) * (value - mean)).sum();
    let deviation = if sample.len() > 1 { Some((squares / (count - 1.0)).sqrt()) } else { None };
    Some(Spread { mean, deviation })
}

#[cfg(test)]
mod tests {
    use super::{quantile, spread};

    #[test]
    fn a_single_value_is_every_quantile_and_has_no_deviation() {
        assert_eq!(quantile(&[4.0], 0.95), Some(4.0));
        assert_eq!(spread(&[4.0]).unwrap().deviation, None);
    }

    #[test]
    fn nothing_has_no_quantile() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[1.0], 1.5), None);
    }
}
