//! The plain measures for analysts, as functions of the package.

use wasm_bindgen::prelude::*;

use super::{Atlas, chosen, decode_figures as decode, encode, thrown};
use crate::atlas::analysis::{self, AnalysisError, BuyerFigures, MarketFigures, RestrictionFigures};
use crate::atlas::analysis::{Balance, EuSupplyRisk};
use crate::atlas::{self, MoneyFigures, NetworkFigures};

/// How concentrated a supply is. Quantities of 0 or more in any unit; undefined for none, a zero total, or no numbers.
#[wasm_bindgen(unchecked_return_type = "Concentration | undefined")]
pub fn concentration(quantities: &[f64]) -> Result<JsValue, JsValue> {
    analysis::concentration(quantities).map_or(Ok(JsValue::UNDEFINED), |found| encode(&found))
}

/// The part of apparent consumption that does not come from within: up to 1, below 0 for a net exporter; undefined
/// where consumption is not above 0.
#[wasm_bindgen(js_name = netImportReliance)]
pub fn net_import_reliance(
    #[wasm_bindgen(unchecked_param_type = "Balance")] balance: JsValue,
) -> Result<Option<f64>, JsValue> {
    Ok(decode::<Balance>(balance)?.net_import_reliance())
}

/// The European Commission's supply risk (2017, 2020, 2023), about 0 to 10; undefined where both concentrations are null.
#[wasm_bindgen(js_name = euSupplyRisk)]
pub fn eu_supply_risk(
    #[wasm_bindgen(unchecked_param_type = "EuSupplyRisk")] figures: JsValue,
) -> Result<Option<f64>, JsValue> {
    Ok(decode::<EuSupplyRisk>(figures)?.value())
}

/// What a restriction does to each buyer, step by step, tonnes a year. Throws an `Error` with code `figures`.
#[wasm_bindgen(unchecked_return_type = "StepFigures[]")]
pub fn waterfall(
    #[wasm_bindgen(unchecked_param_type = "RestrictionFigures")] restriction: JsValue,
    #[wasm_bindgen(unchecked_param_type = "BuyerFigures[]")] buyers: JsValue,
) -> Result<JsValue, JsValue> {
    let restriction: RestrictionFigures = decode(restriction)?;
    let buyers: Vec<BuyerFigures> = decode(buyers)?;
    encode(&analysis::waterfall(&restriction, &buyers).map_err(refused)?)
}

/// Traces supply to where it was made. Production is null where it is not on record; flows go from row to column.
/// Throws an `Error` with code `figures`.
#[wasm_bindgen(js_name = traceOrigin, unchecked_return_type = "OriginFigures")]
pub fn trace_origin(
    #[wasm_bindgen(unchecked_param_type = "(number | null)[]")] production: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number[][]")] flows: JsValue,
) -> Result<JsValue, JsValue> {
    let production: Vec<Option<f64>> = decode(production)?;
    let flows: Vec<Vec<f64>> = decode(flows)?;
    encode(&analysis::trace_origin(&production, &flows).map_err(refused)?)
}

/// Divides what projects make together among those who claim it, under any rule of the catalogue: tonnes by claim. Throws an
/// `Error` with code `figures` whose message names the project or the ally and the remedy.
#[wasm_bindgen(js_name = dividePool)]
pub fn divide_pool(
    #[wasm_bindgen(unchecked_param_type = "PoolFigures")] pool: JsValue,
    rule: &str,
) -> Result<Vec<f64>, JsValue> {
    analysis::divide_pool(&decode(pool)?, rule).map_err(refused)
}

/// The same with leaks and with plants that may not run as designed: 5th, 50th and 95th percentile of what each claim gets.
#[wasm_bindgen(js_name = dividePoolBands, unchecked_return_type = "[number, number, number][]")]
pub fn divide_pool_bands(
    #[wasm_bindgen(unchecked_param_type = "PoolFigures")] pool: JsValue,
    rule: &str,
    draws: u32,
) -> Result<JsValue, JsValue> {
    encode(&analysis::divide_pool_bands(&decode(pool)?, rule, draws as usize).map_err(refused)?)
}

/// First come, first served, averaged over all orders of at most 20 claims. Throws an `Error` with code `figures` for more.
#[wasm_bindgen(js_name = randomArrival)]
pub fn random_arrival(available: f64, claims: &[f64]) -> Result<Vec<f64>, JsValue> {
    analysis::random_arrival(available, claims).map_err(refused)
}

/// What every buyer still misses of its imports when those who are not restricted send elsewhere what they may move, where
/// most is missing first; by code. Throws an `Error` with code `figures`.
#[wasm_bindgen(unchecked_return_type = "UnmetFigures[]")]
pub fn reroute(
    #[wasm_bindgen(unchecked_param_type = "ReroutingFigures")] figures: JsValue,
) -> Result<JsValue, JsValue> {
    encode(&analysis::reroute(&decode(figures)?).map_err(refused)?)
}

/// Imports in the year of a restriction by the model, beside what was imported. Throws an `Error` with code `figures`.
#[wasm_bindgen(js_name = quantityHindcast, unchecked_return_type = "HindcastFigures")]
pub fn quantity_hindcast(
    #[wasm_bindgen(unchecked_param_type = "QuantityFigures")] figures: JsValue,
) -> Result<JsValue, JsValue> {
    encode(&analysis::quantity_hindcast(&decode(figures)?).map_err(refused)?)
}

/// Price ratios by the model, beside what happened; undefined where shares make no sense or all may be lost.
#[wasm_bindgen(js_name = priceHindcast, unchecked_return_type = "HindcastFigures | undefined")]
pub fn price_hindcast(
    #[wasm_bindgen(unchecked_param_type = "PriceFigures")] figures: JsValue,
) -> Result<JsValue, JsValue> {
    analysis::price_hindcast(&decode(figures)?).map_or(Ok(JsValue::UNDEFINED), |found| encode(&found))
}

/// New price over old price where a market clears; undefined where no price clears it or a figure makes no sense.
#[wasm_bindgen(js_name = priceRatio)]
pub fn price_ratio(
    #[wasm_bindgen(unchecked_param_type = "MarketFigures")] market: JsValue,
) -> Result<Option<f64>, JsValue> {
    Ok(analysis::price_ratio(&decode::<MarketFigures>(market)?))
}

/// Divides one project's output under a rule of the menu, by its id: tonnes by claim. Throws an `Error` with code `figures`.
#[wasm_bindgen]
pub fn divide(
    #[wasm_bindgen(unchecked_param_type = "ShortageFigures")] shortage: JsValue,
    rule: &str,
) -> Result<Vec<f64>, JsValue> {
    analysis::divide(&decode(shortage)?, rule).map_err(refused)
}

/// Divides what projects make among buyers, contracts first. The rule is `level-coverage`, `level-tonnes`,
/// `maximum-delivered`, `minimum-cost` or `least-worst-dependency`. Throws an `Error` with code `figures`.
#[wasm_bindgen(js_name = shareNetwork, unchecked_return_type = "NetworkDivision")]
pub fn share_network(
    #[wasm_bindgen(unchecked_param_type = "NetworkFigures")] network: JsValue,
    rule: &str,
) -> Result<JsValue, JsValue> {
    let network: NetworkFigures = decode(network)?;
    encode(&atlas::share_network(&network, rule).map_err(refused)?)
}

/// The same with leaks and with plants that may not run as designed, so many times: 5th, 50th and 95th percentile of what
/// each buyer gets. Throws an `Error` with code `figures`.
#[wasm_bindgen(js_name = shareNetworkBands, unchecked_return_type = "[number, number, number][]")]
pub fn share_network_bands(
    #[wasm_bindgen(unchecked_param_type = "NetworkFigures")] network: JsValue,
    rule: &str,
    draws: u32,
) -> Result<JsValue, JsValue> {
    let network: NetworkFigures = decode(network)?;
    encode(&atlas::share_network_bands(&network, rule, draws as usize).map_err(refused)?)
}

#[wasm_bindgen]
impl Atlas {
    /// A choice's project under every rule: as if nobody were bound, with contracts first, and as contracts stand. With money of
    /// your own, what fairness and a tonne of dependency cost is told too.
    #[wasm_bindgen(unchecked_return_type = "SharingFigures")]
    pub fn sharing(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "MoneyFigures")] money: JsValue,
    ) -> Result<JsValue, JsValue> {
        let choice = chosen(&choice)?;
        let money = if money.is_undefined() { MoneyFigures::default() } else { decode(money)? };
        encode(&self.0.sharing(&choice, &money).map_err(|error| self.explained(&choice.lang, &error))?)
    }

    /// What allied projects may bring of a choice's mineral from 2025 to 2040, beside what its allies buy, with a band from
    /// so many draws.
    #[wasm_bindgen(unchecked_return_type = "PipelineFigures")]
    pub fn pipeline(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
        draws: u32,
    ) -> Result<JsValue, JsValue> {
        let choice = chosen(&choice)?;
        let found = self.0.pipeline(&choice, draws as usize);
        encode(&found.map_err(|error| self.explained(&choice.lang, &error))?)
    }

    /// All projects of a choice's mineral and its allies, as a network for `shareNetwork`.
    #[wasm_bindgen(unchecked_return_type = "MineralNetwork")]
    pub fn network(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<JsValue, JsValue> {
        let choice = chosen(&choice)?;
        encode(&self.0.network(&choice).map_err(|error| self.explained(&choice.lang, &error))?)
    }
}

pub(super) fn refused(error: impl Into<AnalysisError>) -> JsValue {
    thrown("figures", &error.into().to_string())
}
