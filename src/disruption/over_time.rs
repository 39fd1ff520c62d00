use super::error::DisruptionError;
use super::waterfall::{Buyer, Restriction, Steps, waterfall};
use crate::terms::Tonnes;

/// How buyers use their stocks while a restriction lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// As much as is needed, until nothing is left: nobody knows how long it will last.
    AsNeeded,
    /// No more than what is left over the time that is left: everybody knows.
    Spread,
}

/// A month, a year: what happens in it, and what is left after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// By buyer, the steps from loss to need unmet, in tonnes a year as long as the period lasts.
    pub steps: Vec<Steps>,
    /// By buyer, the stock at the period's end.
    pub stock_after: Vec<Tonnes>,
}

/// What a restriction does to each buyer, period by period, stocks being carried over.
///
/// - Takes: one restriction a period, whose `horizon_years` is the length of the period: 1/12 for months. They may differ,
///   as where a ban becomes a licence. The buyers' stocks are those at the start.
/// - Gives: one [`Period`] for each.
///
/// # Errors
/// As [`waterfall`].
///
/// # Example
/// ```
/// use offtake::disruption::{Buyer, Drawing, Restriction, over_time};
/// use offtake::terms::{Country, Share, Tonnes};
/// let quarter = Restriction {
///     cut: Share(1.0), leakage: Share(0.0), fungibility: Share(0.0), horizon_years: 0.25, spare: Tonnes::ZERO,
/// };
/// // From: CEPII BACI, HS 8106, bismuth that the United States imported in 2024, from China and in all; USGS MCS 2026:
/// // 365 t in stock at its end.
/// let buyer = Buyer {
///     country: Country::UNITED_STATES, use_: Tonnes(1841.9), from_restricted: Tonnes(777.4), targeted: true,
///     stock: Tonnes(365.0), substitutable: Share(0.0),
/// };
/// // Each quarter needs 194.35 t: the stock lasts for less than two.
/// let unmet = |drawing| -> Vec<f64> {
///     let periods = over_time(&[quarter; 4], &[buyer], drawing).unwrap();
///     periods.iter().map(|period| (period.steps[0].shortfall.0 * 25.0).round() / 100.0).collect()
/// };
/// assert_eq!(unmet(Drawing::AsNeeded), [0.0, 23.7, 194.35, 194.35]);
/// assert_eq!(unmet(Drawing::Spread), [103.1; 4]);
/// ```
pub fn over_time(
    restrictions: &[Restriction],
    buyers: &[Buyer],
    drawing: Drawing,
) -> Result<Vec<Period>, DisruptionError> {
    let mut buyers = buyers.to_vec();
    let mut periods = Vec::with_capacity(restrictions.len());
    for (place, restriction) in restrictions.iter().enumerate() {
        let length = restriction.horizon_years;
        let horizon_years = match drawing {
            Drawing::AsNeeded => length,
            Drawing::Spread => restrictions[place..].iter().map(|period| period.horizon_years).sum(),
        };
        // A bad length must not hide in a good sum.
        waterfall(restriction, &[])?;
        let steps = waterfall(&Restriction { horizon_years, ..*restriction }, &buyers)?;
        for (buyer, steps) in buyers.iter_mut().zip(&steps) {
            buyer.stock = Tonnes((buyer.stock.0 - steps.stock_release.0 * length).max(0.0));
        }
        periods.push(Period { steps, stock_after: buyers.iter().map(|buyer| buyer.stock).collect() });
    }
    Ok(periods)
}

#[cfg(test)]
mod tests {
    use super::super::waterfall::{Buyer, Restriction, waterfall};
    use super::{Drawing, over_time};
    use crate::terms::{Country, Share, Tonnes};

    const YEAR: Restriction = Restriction {
        cut: Share(0.8),
        leakage: Share(0.1),
        fungibility: Share(0.0),
        horizon_years: 1.0,
        spare: Tonnes(2.0),
    };

    fn buyer(stock: f64) -> Buyer {
        Buyer {
            country: Country::UNITED_STATES,
            use_: Tonnes(100.0),
            from_restricted: Tonnes(50.0),
            targeted: true,
            stock: Tonnes(stock),
            substitutable: Share(0.05),
        }
    }

    #[test]
    fn one_period_is_the_plain_waterfall() {
        for drawing in [Drawing::AsNeeded, Drawing::Spread] {
            let periods = over_time(&[YEAR], &[buyer(10.0)], drawing).unwrap();
            assert_eq!(periods[0].steps, waterfall(&YEAR, &[buyer(10.0)]).unwrap());
            assert_eq!(periods[0].stock_after, [Tonnes::ZERO]);
        }
    }

    #[test]
    fn a_restriction_that_ends_leaves_the_rest_of_the_stock() {
        let free = Restriction { cut: Share(0.0), ..YEAR };
        let periods = over_time(&[YEAR, free], &[buyer(60.0)], Drawing::AsNeeded).unwrap();
        assert_eq!(periods[0].steps[0].shortfall, Tonnes(0.0));
        let left = periods[1].stock_after[0].0;
        assert!((left - 24.0).abs() < 1e-9, "60 less 0.8 of 0.9 of 50, not {left}");
    }

    #[test]
    fn a_period_without_length_is_refused_even_beside_others() {
        let none = Restriction { horizon_years: 0.0, ..YEAR };
        assert!(over_time(&[YEAR, none, YEAR], &[buyer(1.0)], Drawing::Spread).is_err());
        assert_eq!(over_time(&[], &[buyer(1.0)], Drawing::Spread), Ok(Vec::new()));
    }
}
