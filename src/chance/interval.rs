/// Which values of a sorted sample enclose a quantile, and how surely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankInterval {
    /// Place of the lower value in the sorted sample, from 1.
    pub low: u32,
    /// Place of the upper value.
    pub high: u32,
    /// The chance that the quantile lies between them, 0 to 1.
    pub coverage: f64,
}

/// The order statistics between which a quantile lies with at least the level asked for, whatever the distribution.
///
/// - Takes: the sample's size, the quantile (above 0, below 1) and the level (above 0, below 1).
/// - Gives: `None` for other numbers, or a sample too small to reach the level within its own values.
/// - Source: the number of values below a quantile is binomial; H. A. David, H. N. Nagaraja, Order Statistics, 2003, 7.1.
///
/// # Example
/// ```
/// use offtake::chance::rank_interval;
/// // From: the binomial distribution of 2,000 draws, as scipy has it.
/// let fifth = rank_interval(2000, 0.05, 0.95).unwrap();
/// assert_eq!((fifth.low, fifth.high), (81, 121));
/// ```
pub fn rank_interval(size: u32, quantile: f64, level: f64) -> Option<RankInterval> {
    let inside = |number: f64| number > 0.0 && number < 1.0;
    if size == 0 || !inside(quantile) || !inside(level) {
        return None;
    }
    let below = binomial(size, quantile);
    let tail = (1.0 - level) / 2.0;
    let mut cumulated = 0.0;
    let (mut low, mut high) = (None, None);
    for (count, chance) in below.iter().enumerate() {
        cumulated += chance;
        if low.is_none() && cumulated >= tail {
            low = Some(count);
        }
        if high.is_none() && cumulated >= 1.0 - tail {
            high = Some(count + 1);
        }
    }
    let (low, high) = (low?, high?);
    if low < 1 || high > size as usize {
        return None;
    }
    let coverage = below[low..high].iter().sum();
    Some(RankInterval { low: u32::try_from(low).ok()?, high: u32::try_from(high).ok()?, coverage })
}

/// The chances of 0 to `size` successes: ratios of neighbours from the most likely number outwards, then scaled to 1. This
/// needs no factorials and loses no digits.
fn binomial(size: u32, chance: f64) -> Vec<f64> {
    let count = size as usize;
    let odds = chance / (1.0 - chance);
    let mode = ((f64::from(size) + 1.0) * chance) as usize;
    let mode = mode.min(count);
    let mut chances = vec![0.0; count + 1];
    chances[mode] = 1.0;
    for k in mode..count {
        chances[k + 1] = chances[k] * ((count - k) as f64 / (k + 1) as f64) * odds;
    }
    for k in (0..mode).rev() {
        chances[k] = chances[k + 1] * ((k + 1) as f64 / (count - k) as f64) / odds;
    }
    let whole: f64 = chances.iter().sum();
    chances.iter().map(|weight| weight / whole).collect()
}

#[cfg(test)]
mod tests {
    use super::{binomial, rank_interval};

    #[test]
    fn four_coins_fall_as_pascal_says() {
        let fall = binomial(4, 0.5);
        for (found, expected) in fall.iter().zip([1.0, 4.0, 6.0, 4.0, 1.0]) {
            assert!((found - expected / 16.0).abs() < 1e-15);
        }
    }

    #[test]
    fn five_values_cannot_enclose_their_fifth_percentile() {
        assert_eq!(rank_interval(5, 0.05, 0.95), None);
    }
}
