//! The plain measures for analysts: figures in, figures out, no facts of ours between. What the npm package offers under the
//! same names; each links to the room that computes it.

use serde::{Deserialize, Serialize};

use super::error::ChoiceError;
use crate::disruption::{self, Buyer, DisruptionError, Drawing, Need, Restriction, Seller, Steps, clearing};
use crate::metrics::{
    self, BoundsError, effective_suppliers, entropy_suppliers, normalised_herfindahl, top_share,
};
use crate::scenario::ScenarioError;
use crate::supply::OriginError;
use crate::terms::{BadCountry, Country, Tonnes};

pub use super::division::{ClaimFigures, ShortageFigures, divide};
pub use super::hindcasts::{
    HindcastFigures, PriceFigures, QuantityFigures, price_hindcast, quantity_hindcast,
};
pub use super::judging::{
    adjusted_proportional, blocking_coalition, constrained_egalitarian, deliverable, equal_split,
    equity_passed_on, equity_strict, iea_selective, iea_sharing, leximin, min_worst_dependency,
    minimal_overlap, price_of_fairness, priority, smallest_transfer, transport, value_forgone, water_fill,
};
pub use super::pool::{PoolFigures, divide_pool, divide_pool_bands, random_arrival};
pub use super::rerouting::{ReroutingFigures, UnmetFigures, reroute};
pub use crate::allocation::{
    Blocking, FairnessBounds, Member, PriceOfFairness, Selective, Settlement, Transport, WorstDependency,
    fairness_bounds, gini, jain, justified_envy,
};
pub use crate::disruption::{implied_elasticity, losses_behind, price_band};
pub use crate::metrics::{
    Balance, EuDependency, EuSupplyRisk, ExposedIndustry, GeoDependency, Industry, OneThirdCountry, Producer,
    UsgsSupplyRisk, days_of_cover, displacement, economic_importance, expected_loss, governed_concentration,
    herfindahl_bounds, herfindahl_with_rest, scaled_governance, value_added_exposed,
    without_largest_supplier,
};
pub use crate::scenario::{
    lognormal, normal, quantile, ramped_output, rank_interval, spread, triangular, uniform,
};
pub use crate::supply::Flows;
pub use crate::terms::Share;

/// Figures that make no sense; the message names them.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AnalysisError {
    /// In a restriction or a buyer.
    #[error(transparent)]
    Disruption(#[from] DisruptionError),
    /// In production or flows.
    #[error(transparent)]
    Origin(#[from] OriginError),
    /// In a network.
    #[error(transparent)]
    Network(#[from] ScenarioError),
    /// A rule that is not known.
    #[error(transparent)]
    Rule(#[from] ChoiceError),
    /// In bounds of shares.
    #[error(transparent)]
    Bounds(#[from] BoundsError),
    /// In a buyer's code.
    #[error(transparent)]
    Country(#[from] BadCountry),
    /// A figure out of range.
    #[error("{what} is {value}: give {range}")]
    Number {
        /// Which.
        what: &'static str,
        /// What it says.
        value: f64,
        /// What would make sense.
        range: &'static str,
    },
    /// Lists that do not match.
    #[error("{what}: {found} given where {expected} are needed")]
    Length {
        /// Of what.
        what: &'static str,
        /// How many.
        found: usize,
        /// How many are needed.
        expected: usize,
    },
}

/// How concentrated a supply is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Concentration {
    /// [`metrics::herfindahl`], 0 to 1.
    pub herfindahl: f64,
    /// [`metrics::normalised_herfindahl`]; null for a single supplier.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub normalised: Option<f64>,
    /// [`metrics::effective_suppliers`].
    pub effective_suppliers: f64,
    /// [`metrics::entropy_suppliers`].
    pub entropy_suppliers: f64,
    /// [`metrics::top_share`] of three.
    pub top_three: f64,
}

/// Concentration of quantities of 0 or more, in any unit. `None` as [`metrics::herfindahl`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::concentration;
/// // From: CEPII BACI, HS 8106, Japan, 2024: the bismuth that its seven suppliers sold it, China first.
/// let found = concentration(&[195.5, 63.9, 5.9, 1.1, 0.9, 0.3, 0.1]).unwrap();
/// assert!((found.herfindahl - 0.5908).abs() < 5e-5 && (found.effective_suppliers - 1.693).abs() < 5e-4);
/// assert!((found.top_three - 0.991).abs() < 5e-4);
/// ```
pub fn concentration(quantities: &[f64]) -> Option<Concentration> {
    Some(Concentration {
        herfindahl: metrics::herfindahl(quantities)?,
        normalised: normalised_herfindahl(quantities),
        effective_suppliers: effective_suppliers(quantities)?,
        entropy_suppliers: entropy_suppliers(quantities)?,
        top_three: top_share(quantities, 3)?,
    })
}

/// A restriction, and what all can put against it: [`Restriction`].
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RestrictionFigures {
    /// Part of the exports that stops, 0 to 1.
    pub cut: f64,
    /// Part of the loss that finds another way, 0 to 1.
    pub leakage: f64,
    /// 0: rigid contracts; 1: one world market.
    pub fungibility: f64,
    /// Years over which stocks are spread; above 0.
    pub horizon_years: f64,
    /// Spare capacity elsewhere, tonnes a year.
    pub spare: f64,
}

/// A country that buys: [`Buyer`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct BuyerFigures {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// What it uses, tonnes a year.
    #[serde(rename = "use")]
    pub use_: f64,
    /// What it gets from the restricted supplier, tonnes a year.
    pub from_restricted: f64,
    /// Whether the restriction is aimed at it.
    pub targeted: bool,
    /// Tonnes in stock.
    pub stock: f64,
    /// Part of its use that something else can replace, 0 to 1.
    pub substitutable: f64,
}

/// The steps from loss to need unmet, tonnes a year: [`disruption::Steps`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct StepFigures {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Stopped, less what leaks.
    pub gross_loss: f64,
    /// After the market has spread it.
    pub after_pass_through: f64,
    /// Made good from stocks.
    pub stock_release: f64,
    /// Made good by spare capacity.
    pub spare: f64,
    /// Made good by substitutes.
    pub substitution: f64,
    /// Not made good.
    pub shortfall: f64,
    /// The shortfall as a part of use.
    pub shortfall_share: f64,
}

/// What a restriction does to each buyer, step by step: [`disruption::waterfall`].
///
/// # Errors
/// [`AnalysisError`] naming the figure.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::{BuyerFigures, RestrictionFigures, waterfall};
/// let all =
///     RestrictionFigures { cut: 1.0, leakage: 0.0, fungibility: 0.0, horizon_years: 1.0, spare: 0.0 };
/// // From: CEPII BACI, HS 8106, bismuth that the United States imported in 2024, from China and in all; USGS MCS 2026:
/// // 365 t in stock at its end.
/// let buyer = BuyerFigures {
///     country: "USA".to_owned(), use_: 1841.9, from_restricted: 777.4, targeted: true, stock: 365.0, substitutable: 0.0,
/// };
/// assert!((waterfall(&all, &[buyer.clone()]).unwrap()[0].shortfall - 412.4).abs() < 1e-9);
/// assert!(waterfall(&all, &[BuyerFigures { country: "840".to_owned(), ..buyer }]).is_err());
/// ```
pub fn waterfall(
    restriction: &RestrictionFigures,
    buyers: &[BuyerFigures],
) -> Result<Vec<StepFigures>, AnalysisError> {
    Ok(disruption::waterfall(&restriction.settled(), &settled(buyers)?)?.iter().map(figures).collect())
}

/// What restrictions do to each buyer, period by period: [`disruption::over_time`]. Stocks are used as needed, or spread
/// over the time that is left.
///
/// # Errors
/// [`AnalysisError`] naming the figure.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::{BuyerFigures, RestrictionFigures, over_time};
/// let quarter =
///     RestrictionFigures { cut: 1.0, leakage: 0.0, fungibility: 0.0, horizon_years: 0.25, spare: 0.0 };
/// // From: CEPII BACI, HS 8106, bismuth that the United States imported in 2024, from China and in all; USGS MCS 2026:
/// // 365 t in stock at its end.
/// let buyer = BuyerFigures {
///     country: "USA".to_owned(), use_: 1841.9, from_restricted: 777.4, targeted: true, stock: 365.0, substitutable: 0.0,
/// };
/// let periods = over_time(&[quarter; 4], &[buyer], false).unwrap();
/// // Tonnes a year: the stock lasts for less than two quarters.
/// let unmet: Vec<f64> = periods.iter().map(|period| period[0].shortfall.round()).collect();
/// assert_eq!(unmet, [0.0, 95.0, 777.0, 777.0]);
/// ```
pub fn over_time(
    restrictions: &[RestrictionFigures],
    buyers: &[BuyerFigures],
    spread: bool,
) -> Result<Vec<Vec<StepFigures>>, AnalysisError> {
    let restrictions: Vec<Restriction> = restrictions.iter().map(RestrictionFigures::settled).collect();
    let drawing = if spread { Drawing::Spread } else { Drawing::AsNeeded };
    let periods = disruption::over_time(&restrictions, &settled(buyers)?, drawing)?;
    Ok(periods.iter().map(|period| period.steps.iter().map(figures).collect()).collect())
}

impl RestrictionFigures {
    fn settled(&self) -> Restriction {
        Restriction {
            cut: Share(self.cut),
            leakage: Share(self.leakage),
            fungibility: Share(self.fungibility),
            horizon_years: self.horizon_years,
            spare: Tonnes(self.spare),
        }
    }
}

fn settled(buyers: &[BuyerFigures]) -> Result<Vec<Buyer>, BadCountry> {
    let buyer = |buyer: &BuyerFigures| {
        Ok(Buyer {
            country: Country::parse(&buyer.country)?,
            use_: Tonnes(buyer.use_),
            from_restricted: Tonnes(buyer.from_restricted),
            targeted: buyer.targeted,
            stock: Tonnes(buyer.stock),
            substitutable: Share(buyer.substitutable),
        })
    };
    buyers.iter().map(buyer).collect()
}

fn figures(step: &Steps) -> StepFigures {
    StepFigures {
        country: step.country.code().to_owned(),
        gross_loss: step.gross_loss.0,
        after_pass_through: step.after_pass_through.0,
        stock_release: step.stock_release.0,
        spare: step.spare.0,
        substitution: step.substitution.0,
        shortfall: step.shortfall.0,
        shortfall_share: step.shortfall_share.0,
    }
}

/// Where supply comes from: [`crate::supply::Origin`], with what was mended.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OriginFigures {
    /// Tonnes that reach each node.
    pub supply: Vec<f64>,
    /// By node, the share of its supply that each node made; null for a node without supply.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(number[] | null)[]"))]
    pub origin: Vec<Option<Vec<f64>>>,
    /// By node, the share of its supply that comes straight from each node.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(number[] | null)[]"))]
    pub direct: Vec<Option<Vec<f64>>>,
    /// By node, the share of unknown origin.
    pub unknown: Vec<f64>,
    /// Nodes whose sales were scaled down to what they had.
    pub scaled: Vec<usize>,
    /// By node without recorded production, tonnes sold that nothing explains.
    pub unexplained: Vec<f64>,
}

/// Traces supply to where it was made: [`Flows::mended`] and [`Flows::origin`]. `None` is production that is not on record;
/// flows go from row to column.
///
/// # Errors
/// [`AnalysisError::Origin`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::trace_origin;
/// // From: CEPII BACI, HS 2504, and USGS MCS 2026, natural graphite in 2024. China mines it; of Mexico no figure is used
/// // here; the United States buy what Mexico sells.
/// let flows = [vec![0.0, 288.7, 0.0], vec![0.0, 0.0, 6781.0], vec![0.0; 3]];
/// let traced = trace_origin(&[Some(1_270_000.0), None, None], &flows).unwrap();
/// assert!((traced.unexplained[1] - 6492.3).abs() < 1e-9);
/// assert!(trace_origin(&[Some(1_270_000.0)], &flows).is_err());
/// ```
pub fn trace_origin(production: &[Option<f64>], flows: &[Vec<f64>]) -> Result<OriginFigures, AnalysisError> {
    let flows = Flows::mended(production, flows)?;
    let traced = flows.origin();
    Ok(OriginFigures {
        supply: traced.supply,
        origin: traced.origin,
        direct: traced.direct,
        unknown: traced.unknown,
        scaled: flows.scaled().to_vec(),
        unexplained: flows.unexplained().to_vec(),
    })
}

/// A market after a restriction.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MarketFigures {
    /// Tonnes, elasticity and limit of each seller that is not restricted; no limit is `Infinity`.
    pub sellers: Vec<(f64, f64, f64)>,
    /// Tonnes of the restricted supplier that still come, and tonnes from stocks.
    pub still_comes: f64,
    /// Tonnes and elasticity of each buyer.
    pub needs: Vec<(f64, f64)>,
}

/// The price ratio that clears a market: [`clearing`]. `None` where none does, or a figure is below 0 or no number.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::{MarketFigures, price_ratio};
/// // From: USGS MCS 2026, tungsten mined in 2024: 82,000 t in the world, 67,000 t of it in China, none of which comes.
/// // The elasticities are those of the most yielding market to be reckoned with.
/// let sellers = vec![(15_000.0, 0.5, f64::INFINITY)];
/// let market = MarketFigures { sellers, still_comes: 0.0, needs: vec![(82_000.0, 0.5)] };
/// assert!((price_ratio(&market).unwrap() - 82.0 / 15.0).abs() < 1e-9);
/// ```
pub fn price_ratio(market: &MarketFigures) -> Option<f64> {
    let sound = |number: f64| number.is_finite() && number >= 0.0;
    let sellers_sound = market
        .sellers
        .iter()
        .all(|(tonnes, elasticity, most)| sound(*tonnes) && sound(*elasticity) && *most >= 0.0);
    let needs_sound = market.needs.iter().all(|(tonnes, elasticity)| sound(*tonnes) && sound(*elasticity));
    if !sellers_sound || !needs_sound || !sound(market.still_comes) {
        return None;
    }
    let sellers: Vec<Seller> = market
        .sellers
        .iter()
        .map(|(tonnes, elasticity, most)| Seller {
            tonnes: *tonnes,
            elasticity: *elasticity,
            most: most.is_finite().then_some(*most),
        })
        .collect();
    let needs: Vec<Need> = market
        .needs
        .iter()
        .map(|(tonnes, elasticity)| Need { tonnes: *tonnes, elasticity: *elasticity })
        .collect();
    clearing(&sellers, market.still_comes, 0.0, &needs).map(|found| found.ratio)
}
