//! The hindcasts of plain figures: what the model says of a restriction that has happened, beside what happened.

use serde::{Deserialize, Serialize};

use super::analysis::AnalysisError;
use crate::disruption::{self, Aim, Hindcast, PriceCase, QuantityCase};
use crate::terms::{Country, Share, Tonnes};

/// A restriction that has happened to one buyer: [`QuantityCase`].
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct QuantityFigures {
    /// What it imported in the year before, in any unit.
    pub before: f64,
    /// How much of that came from the restricted supplier.
    pub from_restricted: f64,
    /// The part that was to stop, 0 to 1.
    pub cut: f64,
    /// Whether the restriction was aimed at some buyers; else at all.
    pub targeted: bool,
    /// What it imported in the year after.
    pub after: f64,
}

/// A restriction that has moved a price: [`PriceCase`].
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PriceFigures {
    /// The part of the restricted supplier's exports to all that fell away, 0 to 1: the least and the greatest.
    pub drop: (f64, f64),
    /// Its part in the supply of everyone else before, 0 to 1: the least and the greatest.
    pub part_outside: (f64, f64),
    /// New price over old price.
    pub ratio: f64,
}

/// What the model says beside what happened: [`Hindcast`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct HindcastFigures {
    /// The least that the model says.
    pub least: f64,
    /// The most that it says.
    pub greatest: f64,
    /// What happened.
    pub observed: f64,
    /// How far that lies above (below 0: under) all that the model says; 0 within.
    pub miss: f64,
}

impl From<Hindcast> for HindcastFigures {
    fn from(found: Hindcast) -> HindcastFigures {
        let miss = found.miss();
        HindcastFigures { least: found.least, greatest: found.greatest, observed: found.observed, miss }
    }
}

/// Imports in the year after, by the model: [`disruption::quantity_hindcast`].
///
/// # Errors
/// [`AnalysisError::Disruption`] naming the figure.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::{QuantityFigures, quantity_hindcast};
/// // From: USGS MCS 2026, germanium metal, United States, 2024 to 2025, kg, 23 per cent from China before.
/// let germanium = QuantityFigures {
///     before: 21_000.0, from_restricted: 4830.0, cut: 1.0, targeted: true, after: 7000.0,
/// };
/// let found = quantity_hindcast(&germanium).unwrap();
/// assert!((found.miss + 11_585.0).abs() < 1e-9); // far less came than the model says
/// ```
pub fn quantity_hindcast(figures: &QuantityFigures) -> Result<HindcastFigures, AnalysisError> {
    let case = QuantityCase {
        // Whoever it is: the figures are one buyer's.
        buyer: Country::UNITED_STATES,
        before: Tonnes(figures.before),
        from_restricted: Tonnes(figures.from_restricted),
        cut: Share(figures.cut),
        aim: if figures.targeted { Aim::Targeted } else { Aim::General },
        after: Tonnes(figures.after),
    };
    if !(figures.after.is_finite() && figures.after >= 0.0) {
        return Err(AnalysisError::Number { what: "after", value: figures.after, range: "0 up" });
    }
    Ok(disruption::quantity_hindcast(&case)?.into())
}

/// Price ratios by the model: [`disruption::price_hindcast`]. `None` for shares outside 0 to 1 or in the wrong order, for a
/// ratio that is not above 0, and where all may be lost.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::{PriceFigures, price_hindcast};
/// // From: USGS MCS 2026, germanium metal at 1,392 then 4,100 dollars a kilogram; the public record (E10): China's
/// // exports fell by 39 per cent. Its part outside China is between a half and all.
/// let germanium =
///     PriceFigures { drop: (0.39, 0.39), part_outside: (0.5, 1.0), ratio: 4100.0 / 1392.0 };
/// assert_eq!(price_hindcast(&germanium).unwrap().miss, 0.0);
/// ```
pub fn price_hindcast(figures: &PriceFigures) -> Option<HindcastFigures> {
    let pair = |(least, greatest): (f64, f64)| (Share(least), Share(greatest));
    let case = PriceCase {
        drop: pair(figures.drop),
        part_outside: pair(figures.part_outside),
        ratio: figures.ratio,
    };
    disruption::price_hindcast(&case).map(HindcastFigures::from)
}
