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
    quantiles(sample, [part]).map(|[value]| value)
}

/// Several quantiles of one sample, which is put in order once. As [`quantile`].
///
/// # Example
/// ```
/// use offtake::chance::quantiles;
/// assert_eq!(quantiles(&[5.0, 1.0, 3.0], [0.0, 0.5, 0.75]), Some([1.0, 3.0, 4.0]));
/// ```
pub fn quantiles<const N: usize>(sample: &[f64], parts: [f64; N]) -> Option<[f64; N]> {
    let sound = |part: &f64| (0.0..=1.0).contains(part);
    if sample.iter().any(|value| value.is_nan()) || !parts.iter().all(sound) {
        return None;
    }
    let sorted = in_order(sample);
    let last = sorted.len().checked_sub(1)?;
    Some(parts.map(|part| {
        let place = part * last as f64;
        let below = (place as usize).min(last);
        let above = (below + 1).min(last);
        sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
    }))
}

/// Steps of a sort by insertion over ever smaller distances (Shell 1959), as Ciura (2001) found them to compare least; each
/// beyond is 2.25 times the one before.
const GAPS: [usize; 9] = [1, 4, 10, 23, 57, 132, 301, 701, 1577];

/// A sample in order. A band takes dozens of these, each of a thousand numbers: a sort for all types would take longer than the
/// draws themselves, and the standard library's weighs more than the rest of this file.
fn in_order(sample: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<i64> = sample.iter().map(|value| turned(value.to_bits() as i64)).collect();
    let mut gaps = GAPS.to_vec();
    while let Some(last) = gaps.last().copied().filter(|last| *last < sample.len()) {
        gaps.push(last * 9 / 4);
    }
    for gap in gaps.into_iter().rev() {
        for at in gap..sorted.len() {
            let value = sorted[at];
            let mut to = at;
            while to >= gap && sorted[to - gap] > value {
                sorted[to] = sorted[to - gap];
                to -= gap;
            }
            sorted[to] = value;
        }
    }
    sorted.into_iter().map(|value| f64::from_bits(turned(value) as u64)).collect()
}

/// The bits of numbers as whole numbers in the order of [`f64::total_cmp`]: turned once a number and not once a comparison.
/// Turning them again gives them back.
fn turned(bits: i64) -> i64 {
    bits ^ ((bits >> 63) as u64 >> 1) as i64
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
    use super::{in_order, quantile, quantiles, spread};

    #[test]
    fn samples_of_any_length_are_put_in_order() {
        for count in [0_u64, 1, 2, 3, 10, 701, 1024, 20_000] {
            let sample: Vec<f64> =
                (0..count).map(|at| (at.wrapping_mul(2_654_435_761) % 1009) as f64 - 500.0).collect();
            let mut theirs = sample.clone();
            theirs.sort_by(f64::total_cmp);
            assert_eq!(in_order(&sample), theirs);
        }
    }

    #[test]
    fn several_quantiles_are_those_of_each() {
        let sample = [3.1, -2.0, 8.0, 0.5, 7.7, 4.0, 4.0, 1.25];
        let parts = [0.05, 0.5, 0.95];
        assert_eq!(
            quantiles(&sample, parts).map(|found| found.map(Some)),
            Some(parts.map(|part| quantile(&sample, part)))
        );
    }

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
