use super::random::Pcg32;

/// The value below which a part of the sample lies, with straight lines between neighbours (Hyndman and Fan's type 7).
///
/// - Takes: a sample in any order, and a part of 0 to 1. - Gives: `None` for an empty sample, a part outside 0 to 1, or a
///   value that is no number.
/// - Source: R. J. Hyndman, Y. Fan, The American Statistician 50 (1996) 361-365; the default of numpy and R.
///
/// # Example
/// ```
/// use offtake::chance::quantile;
/// // From: USGS MCS 2026, dollars a kilogram that the United States paid for imported gallium, 2021 to 2025.
/// let price = [277.0, 432.0, 365.0, 439.0, 580.0];
/// assert!((quantile(&price, 0.05).unwrap() - 294.6).abs() < 1e-9);
/// ```
pub fn quantile(sample: &[f64], part: f64) -> Option<f64> {
    quantiles(sample, [part]).map(|[value]| value)
}

/// Several quantiles of one sample at once. As [`quantile`].
///
/// # Example
/// ```
/// use offtake::chance::quantiles;
/// // From: USGS MCS 2026, dollars a kilogram that the United States paid for imported gallium, 2021 to 2025.
/// let price = [277.0, 432.0, 365.0, 439.0, 580.0];
/// assert_eq!(quantiles(&price, [0.0, 0.5, 0.75]), Some([277.0, 432.0, 439.0]));
/// ```
pub fn quantiles<const N: usize>(sample: &[f64], parts: [f64; N]) -> Option<[f64; N]> {
    let sound = |part: &f64| (0.0..=1.0).contains(part);
    if sample.iter().any(|value| value.is_nan()) || !parts.iter().all(sound) {
        return None;
    }
    let last = sample.len().checked_sub(1)?;
    // Each lies between two neighbours of the sorted sample.
    let places =
        parts.map(|part| (part * last as f64) as usize).map(|below| [below.min(last), (below + 1).min(last)]);
    let mut list: Vec<i64> = sample.iter().map(|value| turned(value.to_bits() as i64)).collect();
    settle(&mut list, places.as_flattened());
    let at = |place: usize| f64::from_bits(turned(list[place]) as u64);
    let mut found = [0.0; N];
    for ((found, part), [below, above]) in found.iter_mut().zip(parts).zip(places) {
        *found = at(below) + (part * last as f64 - below as f64) * (at(above) - at(below));
    }
    Some(found)
}

/// Puts a list in order as far as it takes for the places that are wanted to hold what they would in the sorted list.
///
/// Quicksort that leaves alone what nobody asks for (Hoare's algorithm 65, 1961); both ends stop at what equals the pivot, so
/// that equal numbers fall in halves. A band takes dozens of these, each of a thousand numbers: sorting them whole would take
/// longer than the draws.
fn settle(list: &mut [i64], wanted: &[usize]) {
    let mut open = vec![(0, list.len())];
    // A fixed pivot would meet lists on which it is slow.
    let mut chance = Pcg32::new(0, 0);
    while let Some((from, to)) = open.pop() {
        if to - from < 2 || !wanted.iter().any(|place| (from..to).contains(place)) {
            continue;
        }
        let pivot = list[from + chance.next_u32() as usize % (to - from)];
        // What stands before `low` is not above the pivot, what stands from `high` on is not below it.
        let (mut low, mut high) = (from, to);
        loop {
            while list[low] < pivot {
                low += 1;
            }
            while list[high - 1] > pivot {
                high -= 1;
            }
            if low >= high {
                break;
            }
            list.swap(low, high - 1);
            low += 1;
            high -= 1;
            if low >= high {
                break;
            }
        }
        open.push((from, high));
        open.push((low, to));
    }
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
/// use offtake::chance::spread;
/// // From: USGS MCS 2026, dollars a kilogram that the United States paid for imported gallium, 2021 to 2025.
/// let price = [277.0, 432.0, 365.0, 439.0, 580.0];
/// let found = spread(&price).unwrap();
/// assert!((found.mean - 418.6).abs() < 1e-9 && (found.deviation.unwrap() - 111.32).abs() < 5e-3);
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
    use super::{quantile, quantiles, settle, spread};

    #[test]
    fn a_list_of_any_length_holds_at_the_wanted_places_what_it_would_sorted() {
        for count in [1_u64, 2, 3, 10, 701, 1024, 20_000] {
            for of in [1, 3, 1009, u64::MAX] {
                let list: Vec<i64> =
                    (0..count).map(|at| (at.wrapping_mul(2_654_435_761) % of) as i64 - 500).collect();
                let (mut ours, mut theirs) = (list.clone(), list);
                theirs.sort_unstable();
                let wanted = [0, 3, 51, 512, 972].map(|place: usize| place.min(ours.len() - 1));
                settle(&mut ours, &wanted);
                assert!(wanted.iter().all(|place| ours[*place] == theirs[*place]), "{count} of {of}");
            }
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
