use crate::terms::{Order, Plain, within};

/// Shares that are known only as intervals, from which no list of shares adding up to 1 can be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BoundsError {
    /// As many lower as upper bounds are needed.
    #[error("{low} lower and {high} upper bounds: give one of each for every share")]
    Length {
        /// Lower bounds given.
        low: usize,
        /// Upper bounds given.
        high: usize,
    },
    /// An interval that is no interval of shares.
    #[error("the interval {index} goes from {} to {}: bounds are shares of 0 to 1, the lower first", Plain(*low), Plain(*high))]
    BadInterval {
        /// Which, from 0.
        index: usize,
        /// Its lower bound.
        low: f64,
        /// Its upper bound.
        high: f64,
    },
    /// No shares within the intervals add up to 1.
    #[error(
        "the lower bounds add up to {}, the upper ones to {}: 1 must lie between them, so a figure is wrong",
        Plain(*low),
        Plain(*high)
    )]
    Empty {
        /// Sum of lower bounds.
        low: f64,
        /// Sum of upper bounds.
        high: f64,
    },
    /// More open intervals than can be tried one by one.
    #[error("{0} shares are intervals: at most {most} can be searched; pool the smallest", most = MOST_OPEN)]
    TooMany(usize),
}

/// 2¹⁵ · 16 corners take milliseconds; each further interval doubles that.
const MOST_OPEN: usize = 16;

/// The least and the greatest concentration that shares known only as intervals allow.
///
/// The least has all shares as level as the intervals let them be. The greatest is at a corner: at most one share lies
/// strictly inside its interval.
///
/// - Takes: lower and upper bounds of shares, 0 to 1, as long as each other.
/// - Gives: (least, greatest) Herfindahl–Hirschman index over all shares within the bounds that add up to 1.
///
/// # Errors
/// [`BoundsError`] for intervals that are none, that 1 cannot be made of, or that are too many to search.
///
/// # Example
/// ```
/// use offtake::metrics::herfindahl_bounds;
/// // From: USGS MCS 2026, what the United States imported of gallium in 2021 to 2024: from Canada, Japan, China and
/// // Germany; the 16 per cent of all others are taken here as two suppliers' together.
/// let named = [0.28, 0.22, 0.18, 0.16];
/// let (low, high) = ([&named[..], &[0.0, 0.0]].concat(), [&named[..], &[0.16, 0.16]].concat());
/// let (least, greatest) = herfindahl_bounds(&low, &high).unwrap();
/// assert!((least - 0.1976).abs() < 1e-9 && (greatest - 0.2104).abs() < 1e-9);
/// ```
pub fn herfindahl_bounds(low: &[f64], high: &[f64]) -> Result<(f64, f64), BoundsError> {
    if low.len() != high.len() {
        return Err(BoundsError::Length { low: low.len(), high: high.len() });
    }
    for (index, (&low, &high)) in low.iter().zip(high).enumerate() {
        if !(low >= 0.0 && low <= high && high <= 1.0) {
            return Err(BoundsError::BadInterval { index, low, high });
        }
    }
    let (floor, roof): (f64, f64) = (low.iter().sum(), high.iter().sum());
    // Published shares are rounded: allow their sum a last digit of floating point, no more.
    if floor > 1.0 + 1e-9 || roof < 1.0 - 1e-9 {
        return Err(BoundsError::Empty { low: floor, high: roof });
    }
    let level = level(low, high);
    let least =
        low.iter().zip(high).map(|(low, high)| within(level, *low, *high)).map(|share| share * share).sum();
    Ok((least, greatest(low, high)?))
}

/// The concentration of named suppliers beside a lumped rest: the rest as dust, and the rest as one supplier.
///
/// - Takes: named quantities and the rest, 0 or more, one unit.
/// - Gives: (least, greatest) index. `None` without any quantity.
///
/// # Example
/// ```
/// use offtake::metrics::herfindahl_with_rest;
/// // From: USGS MCS 2026, tungsten mines in 2024: ten countries, and 1,700 t elsewhere.
/// let named = [920.0, 840.0, 1700.0, 67_000.0, 1900.0, 650.0, 1500.0, 1300.0, 700.0, 3400.0];
/// let (least, greatest) = herfindahl_with_rest(&named, 1700.0).unwrap();
/// assert!((least - 0.677_677_8).abs() < 1e-7 && (greatest - 0.678_111_7).abs() < 1e-7);
/// ```
pub fn herfindahl_with_rest(named: &[f64], rest: f64) -> Option<(f64, f64)> {
    let mut all = named.to_vec();
    all.push(rest);
    let greatest = super::herfindahl::herfindahl(&all)?;
    let whole: f64 = all.iter().sum();
    Some((named.iter().map(|quantity| (quantity / whole) * (quantity / whole)).sum(), greatest))
}

/// The level at which the clamped shares add up to 1: their sum grows in straight pieces between the bounds.
fn level(low: &[f64], high: &[f64]) -> f64 {
    let sum =
        |level: f64| -> f64 { low.iter().zip(high).map(|(low, high)| within(level, *low, *high)).sum() };
    let mut bends: Vec<f64> = low.iter().chain(high).copied().collect();
    bends.order_by(f64::total_cmp);
    let mut below = 0.0;
    for bend in bends {
        let here = sum(bend);
        if here >= 1.0 {
            let before = sum(below);
            return if here > before {
                below + (bend - below) * (1.0 - before) / (here - before)
            } else {
                bend
            };
        }
        below = bend;
    }
    below
}

fn greatest(low: &[f64], high: &[f64]) -> Result<f64, BoundsError> {
    let open: Vec<usize> = (0..low.len()).filter(|&index| high[index] > low[index]).collect();
    if open.len() > MOST_OPEN {
        return Err(BoundsError::TooMany(open.len()));
    }
    if open.is_empty() {
        return Ok(low.iter().map(|share| share * share).sum());
    }
    let mut best: f64 = 0.0;
    for &free in &open {
        let others: Vec<usize> = open.iter().copied().filter(|&index| index != free).collect();
        for corner in 0_u32..1 << others.len() {
            let mut shares = low.to_vec();
            for (bit, &index) in others.iter().enumerate() {
                shares[index] = if corner >> bit & 1 == 1 { high[index] } else { low[index] };
            }
            let rest = 1.0 - (shares.iter().sum::<f64>() - shares[free]);
            if rest >= low[free] - 1e-9 && rest <= high[free] + 1e-9 {
                shares[free] = within(rest, low[free], high[free]);
                best = best.max(shares.iter().map(|share| share * share).sum());
            }
        }
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::{BoundsError, herfindahl_bounds};

    #[test]
    fn a_withheld_share_widens_the_range() {
        let (least, greatest) =
            herfindahl_bounds(&[0.6, 0.05, 0.0, 0.0, 0.1], &[0.75, 0.1, 0.2, 0.05, 0.15]).unwrap();
        assert!((least - 0.40375).abs() < 1e-9, "{least}");
        assert!((greatest - 0.595).abs() < 1e-9, "{greatest}");
    }

    #[test]
    fn known_shares_leave_no_range() {
        let (least, greatest) = herfindahl_bounds(&[0.5, 0.5], &[0.5, 0.5]).unwrap();
        assert_eq!((least, greatest), (0.5, 0.5));
    }

    #[test]
    fn intervals_that_cannot_add_up_are_an_error() {
        assert!(matches!(herfindahl_bounds(&[0.1, 0.1], &[0.2, 0.2]), Err(BoundsError::Empty { .. })));
        assert!(matches!(herfindahl_bounds(&[0.4], &[0.2]), Err(BoundsError::BadInterval { .. })));
    }
}
