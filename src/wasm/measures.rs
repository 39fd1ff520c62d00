//! Measures of plain numbers, as functions of the package: each is the function of the same name of the library. What
//! cannot be computed is undefined, figures that make no sense throw an `Error` with code `figures`.

use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::analysis::refused;
use super::{decode_figures as decode, encode};
use crate::atlas::analysis::{
    self, Balance, BuyerFigures, EuDependency, ExposedIndustry, Flows, GeoDependency, Industry,
    OneThirdCountry, Producer, RestrictionFigures, Share, StepFigures, UsgsSupplyRisk,
};

pub(super) fn maybe<T: Serialize>(found: Option<T>) -> Result<JsValue, JsValue> {
    found.map_or(Ok(JsValue::UNDEFINED), |found| encode(&found))
}

/// The least and the greatest concentration when each share lies between `low` and `high` (0 to 1) and all add up to 1.
#[wasm_bindgen(js_name = herfindahlBounds, unchecked_return_type = "[number, number]")]
pub fn herfindahl_bounds(low: &[f64], high: &[f64]) -> Result<JsValue, JsValue> {
    encode(&analysis::herfindahl_bounds(low, high).map_err(refused)?)
}

/// The same when the quantities of some suppliers are known and those of the others only together.
#[wasm_bindgen(js_name = herfindahlWithRest, unchecked_return_type = "[number, number] | undefined")]
pub fn herfindahl_with_rest(named: &[f64], rest: f64) -> Result<JsValue, JsValue> {
    maybe(analysis::herfindahl_with_rest(named, rest))
}

/// Shares squared, weighted by governance (0 to 10, 10 the worst) and trade; undefined for lists that do not match, shares of
/// more than one whole, or weights out of range.
#[wasm_bindgen(js_name = governedConcentration)]
pub fn governed_concentration(shares: &[f64], governance: &[f64], trade: &[f64]) -> Option<f64> {
    analysis::governed_concentration(shares, governance, trade)
}

/// The mean of the World Governance Indicators, -2.5 to 2.5, on a scale of 0 to 10 with 10 the worst.
#[wasm_bindgen(js_name = scaledGovernance)]
pub fn scaled_governance(mean: f64) -> f64 {
    analysis::scaled_governance(mean)
}

/// Economic importance as the European Commission counts it, 0 to 10.
#[wasm_bindgen(js_name = economicImportance)]
pub fn economic_importance(
    shares: &[f64],
    value_added: &[f64],
    largest: f64,
    substitution: f64,
) -> Option<f64> {
    analysis::economic_importance(shares, value_added, largest, substitution)
}

/// The European Commission's test of strategic dependency on a product.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct EuDependencyFigures {
    /// Herfindahl-Hirschman index of foreign suppliers.
    concentration: f64,
    /// Part of all imports that comes from outside.
    foreign: f64,
    /// Foreign imports over exports; null without exports.
    #[tsify(type = "number | null")]
    over_exports: Option<f64>,
    /// Whether all three tests hold.
    dependent: bool,
}

/// Imports by foreign supplier, from within, and exports, in one unit.
#[wasm_bindgen(js_name = euDependency, unchecked_return_type = "EuDependencyFigures | undefined")]
pub fn eu_dependency(foreign: &[f64], within: f64, exports: f64) -> Result<JsValue, JsValue> {
    maybe(EuDependency::of(foreign, within, exports).map(|found| EuDependencyFigures {
        concentration: found.concentration,
        foreign: found.foreign,
        over_exports: found.over_exports,
        dependent: found.dependent(),
    }))
}

/// CEPII's test of dependency on a product in one year.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct GeoDependencyFigures {
    /// Herfindahl-Hirschman index of imports.
    imports: f64,
    /// The same of the world's exports.
    world_exports: f64,
    /// Imports over exports; null without exports.
    #[tsify(type = "number | null")]
    over_exports: Option<f64>,
    /// Whether all three tests hold.
    dependent: bool,
}

/// Imports by supplier, the world's exports by exporter, and own exports, in one unit.
#[wasm_bindgen(js_name = geoDependency, unchecked_return_type = "GeoDependencyFigures | undefined")]
pub fn geo_dependency(imports: &[f64], world_exports: &[f64], exports: f64) -> Result<JsValue, JsValue> {
    maybe(GeoDependency::of(imports, world_exports, exports).map(|found| GeoDependencyFigures {
        imports: found.imports,
        world_exports: found.world_exports,
        over_exports: found.over_exports,
        dependent: found.dependent(),
    }))
}

/// Whether CEPII's test holds in at least two of three years. By year: imports by supplier, the world's exports by exporter,
/// own exports; null for a year without figures. Undefined where the missing years would decide.
#[wasm_bindgen(js_name = lastingGeoDependency)]
pub fn lasting_geo_dependency(
    #[wasm_bindgen(unchecked_param_type = "([number[], number[], number] | null)[]")] years: JsValue,
) -> Result<Option<bool>, JsValue> {
    type Year = (Vec<f64>, Vec<f64>, f64);
    let years: [Option<Year>; 3] = decode(years)?;
    let of =
        |(imports, world, exports): (Vec<f64>, Vec<f64>, f64)| GeoDependency::of(&imports, &world, exports);
    Ok(GeoDependency::lasting(&years.map(|year| year.and_then(of))))
}

/// The third country from which the European Union has most, beside the 65 per cent of the Critical Raw Materials Act.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct OneThirdCountryFigures {
    /// Its place in the list, from 0.
    place: usize,
    /// Its part of what is used.
    share: f64,
    /// Whether it is above 65 per cent.
    above_benchmark: bool,
}

/// Tonnes by third country, and what is used in a year.
#[wasm_bindgen(js_name = oneThirdCountry, unchecked_return_type = "OneThirdCountryFigures | undefined")]
pub fn one_third_country(tonnes: &[f64], used: f64) -> Result<JsValue, JsValue> {
    maybe(OneThirdCountry::of(tonnes, used).map(|found| OneThirdCountryFigures {
        place: found.place,
        share: found.share,
        above_benchmark: found.above_benchmark(),
    }))
}

/// What the U.S. Geological Survey's supply risk of 2020 is made of.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct UsgsSupplyRiskFigures {
    /// By producer: share of world production, inability and unwillingness to supply, 0 to 1 each.
    producers: Vec<(f64, f64, f64)>,
    /// What the country makes, buys, sells and takes from stock.
    balance: Balance,
    /// By industry: value added, spending on the mineral, operating profit.
    industries: Vec<(f64, f64, f64)>,
    /// Gross domestic product.
    gdp: f64,
}

/// Disruption potential, trade exposure and economic vulnerability, before any scaling.
#[wasm_bindgen(js_name = usgsSupplyRisk, unchecked_return_type = "[number, number, number] | undefined")]
pub fn usgs_supply_risk(
    #[wasm_bindgen(unchecked_param_type = "UsgsSupplyRiskFigures")] figures: JsValue,
) -> Result<JsValue, JsValue> {
    let figures: UsgsSupplyRiskFigures = decode(figures)?;
    let producer = |(share, inability, unwillingness): &(f64, f64, f64)| Producer {
        share: *share,
        inability: *inability,
        unwillingness: *unwillingness,
    };
    let industry = |(value_added, spending, profit): &(f64, f64, f64)| Industry {
        value_added: *value_added,
        spending: *spending,
        profit: *profit,
    };
    let producers: Vec<Producer> = figures.producers.iter().map(producer).collect();
    let industries: Vec<Industry> = figures.industries.iter().map(industry).collect();
    let found = UsgsSupplyRisk::of(&producers, &figures.balance, &industries, figures.gdp);
    maybe(found.map(|risk| (risk.disruption_potential, risk.trade_exposure, risk.economic_vulnerability)))
}

/// For how many days a stock lasts.
#[wasm_bindgen(js_name = daysOfCover)]
pub fn days_of_cover(stock: f64, use_in_a_year: f64) -> Option<f64> {
    analysis::days_of_cover(stock, use_in_a_year)
}

/// The part of a need that is met without the largest supplier.
#[wasm_bindgen(js_name = withoutLargestSupplier)]
pub fn without_largest_supplier(imports: &[f64], domestic: f64, released: f64, need: f64) -> Option<f64> {
    analysis::without_largest_supplier(imports, domestic, released, need)
}

/// What a country uses: what it makes, plus imports less exports, plus what came from stock.
#[wasm_bindgen(js_name = apparentConsumption)]
pub fn apparent_consumption(
    #[wasm_bindgen(unchecked_param_type = "Balance")] balance: JsValue,
) -> Result<f64, JsValue> {
    Ok(decode::<Balance>(balance)?.apparent_consumption())
}

/// Concentration before and after an ally's tonnes displace those of the restricted supplier, and how many do. Suppliers by
/// their place, from 0.
#[wasm_bindgen(unchecked_return_type = "{ before: number; after: number; tonnes: number } | undefined")]
pub fn displacement(
    by_supplier: &[f64],
    restricted: usize,
    allied: f64,
    ally: usize,
) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Found {
        before: f64,
        after: f64,
        tonnes: f64,
    }
    let found = analysis::displacement(by_supplier, restricted, allied, ally);
    maybe(found.map(|found| Found { before: found.before, after: found.after, tonnes: found.tonnes }))
}

/// Value added behind what is missing. By industry: value added, shortfall (0 to 1), and how much of it a shortfall stops.
#[wasm_bindgen(js_name = valueAddedExposed)]
pub fn value_added_exposed(
    #[wasm_bindgen(unchecked_param_type = "[number, number, number][]")] industries: JsValue,
) -> Result<Option<f64>, JsValue> {
    let industries: Vec<(f64, f64, f64)> = decode(industries)?;
    let industries: Vec<ExposedIndustry> = industries
        .into_iter()
        .map(|(value_added, shortfall, stop)| ExposedIndustry { value_added, shortfall, stop })
        .collect();
    Ok(analysis::value_added_exposed(&industries))
}

/// The expected loss over scenarios, each a chance and what is exposed in it.
#[wasm_bindgen(js_name = expectedLoss)]
pub fn expected_loss(
    #[wasm_bindgen(unchecked_param_type = "[number, number][]")] scenarios: JsValue,
) -> Result<Option<f64>, JsValue> {
    Ok(analysis::expected_loss(&decode::<Vec<(f64, f64)>>(scenarios)?))
}

/// The share of each node's supply that passes through one node at any step; null for a node without supply.
#[wasm_bindgen(js_name = passedThrough, unchecked_return_type = "(number | null)[]")]
pub fn passed_through(
    #[wasm_bindgen(unchecked_param_type = "(number | null)[]")] production: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number[][]")] flows: JsValue,
    through: usize,
) -> Result<JsValue, JsValue> {
    let (production, flows): (Vec<Option<f64>>, Vec<Vec<f64>>) = (decode(production)?, decode(flows)?);
    encode(&Flows::mended(&production, &flows).and_then(|flows| flows.touch(through)).map_err(refused)?)
}

/// What restrictions do to each buyer, period by period, stocks being carried over: as needed, or spread over the time
/// that is left.
#[wasm_bindgen(js_name = overTime, unchecked_return_type = "StepFigures[][]")]
pub fn over_time(
    #[wasm_bindgen(unchecked_param_type = "RestrictionFigures[]")] restrictions: JsValue,
    #[wasm_bindgen(unchecked_param_type = "BuyerFigures[]")] buyers: JsValue,
    spread: bool,
) -> Result<JsValue, JsValue> {
    let restrictions: Vec<RestrictionFigures> = decode(restrictions)?;
    let buyers: Vec<BuyerFigures> = decode(buyers)?;
    let periods: Vec<Vec<StepFigures>> =
        analysis::over_time(&restrictions, &buyers, spread).map_err(refused)?;
    encode(&periods)
}

/// The least and the greatest price ratio that a loss can bring, between two elasticities.
#[wasm_bindgen(js_name = priceBand, unchecked_return_type = "[number, number] | undefined")]
pub fn price_band(lost: f64, least: f64, greatest: f64) -> Result<JsValue, JsValue> {
    maybe(analysis::price_band(Share(lost), least, greatest))
}

/// The elasticity that a loss and a price ratio imply together.
#[wasm_bindgen(js_name = impliedElasticity)]
pub fn implied_elasticity(lost: f64, ratio: f64) -> Option<f64> {
    analysis::implied_elasticity(Share(lost), ratio)
}

/// The least and the greatest loss that could be behind a price ratio, between two elasticities.
#[wasm_bindgen(js_name = lossesBehind, unchecked_return_type = "[number, number] | undefined")]
pub fn losses_behind(ratio: f64, least: f64, greatest: f64) -> Result<JsValue, JsValue> {
    maybe(analysis::losses_behind(ratio, least, greatest).map(|(least, greatest)| (least.0, greatest.0)))
}

/// The value below which a part of the sample lies (type 7, as in numpy and R).
#[wasm_bindgen]
pub fn quantile(sample: &[f64], part: f64) -> Option<f64> {
    analysis::quantile(sample, part)
}

/// A sample's centre and width.
#[derive(Serialize, Tsify)]
pub struct SpreadFigures {
    /// Arithmetic mean.
    mean: f64,
    /// Standard deviation with n - 1; null for a single value.
    #[tsify(type = "number | null")]
    deviation: Option<f64>,
}

/// Mean and standard deviation of a sample; undefined for an empty one.
#[wasm_bindgen(js_name = sampleSpread, unchecked_return_type = "SpreadFigures | undefined")]
pub fn sample_spread(sample: &[f64]) -> Result<JsValue, JsValue> {
    maybe(
        analysis::spread(sample).map(|found| SpreadFigures { mean: found.mean, deviation: found.deviation }),
    )
}

/// Which values of a sorted sample enclose a quantile, and how surely.
#[derive(Serialize, Tsify)]
pub struct RankFigures {
    /// Place of the lower value, from 1.
    low: u32,
    /// Place of the upper value.
    high: u32,
    /// The chance that the quantile lies between them, 0 to 1.
    coverage: f64,
}

/// Between which values of a sorted sample of that size a quantile lies with at least that level, whatever the distribution;
/// undefined where the sample is too small.
#[wasm_bindgen(js_name = rankInterval, unchecked_return_type = "RankFigures | undefined")]
pub fn rank_interval(size: u32, quantile: f64, level: f64) -> Result<JsValue, JsValue> {
    let found = analysis::rank_interval(size, quantile, level);
    maybe(found.map(|found| RankFigures { low: found.low, high: found.high, coverage: found.coverage }))
}

/// A number of 0 up to 1 that belongs to a seed, a scenario and a variable: the same whatever was drawn before.
#[wasm_bindgen]
pub fn uniform(seed: u32, scenario: u32, variable: u32) -> f64 {
    analysis::uniform(seed.into(), scenario.into(), variable.into())
}

/// The value of a triangular distribution below which a part of 0 to 1 lies; undefined for ends out of order.
#[wasm_bindgen]
pub fn triangular(unit: f64, low: f64, tip: f64, high: f64) -> Option<f64> {
    analysis::triangular(unit, low, tip, high)
}

/// The same of a lognormal distribution with that median and that deviation of its logarithm.
#[wasm_bindgen]
pub fn lognormal(unit: f64, median: f64, deviation: f64) -> Option<f64> {
    analysis::lognormal(unit, median, deviation)
}

/// The same of the standard normal distribution.
#[wasm_bindgen]
pub fn normal(unit: f64) -> Option<f64> {
    analysis::normal(unit)
}

/// What a project delivers in a year while it starts up: full output in tonnes, the part of it that is used, the planned
/// first year, delay and climb in years.
#[wasm_bindgen(js_name = rampedOutput)]
pub fn ramped_output(full: f64, used: f64, start: f64, delay: f64, climb: f64, year: f64) -> f64 {
    analysis::ramped_output(full, used, start, delay, climb, year)
}
