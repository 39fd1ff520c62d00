//! Divisions that are no rule of the menus, and what makes a division fair, dear or unstable, as functions of the package:
//! each is the function of the same name of the library. Figures that make no sense throw an `Error` with code `figures`.
//! Limits go by project, then buyer: the most that it may buy, null without a limit, 0 where it may not.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::analysis::refused;
use super::measures::maybe;
use super::{decode_figures as decode, encode};
use crate::atlas::analysis::{self, AnalysisError, Member};

type Limits = Vec<Vec<Option<f64>>>;

fn told<T: Serialize>(found: Result<T, AnalysisError>) -> Result<JsValue, JsValue> {
    encode(&found.map_err(refused)?)
}

/// How unequal amounts are for their weights, 0 (alike) to below 1; undefined for lists that do not match, or nothing to compare.
#[wasm_bindgen]
pub fn gini(amounts: &[f64], weights: &[f64]) -> Option<f64> {
    analysis::gini(amounts, weights)
}

/// Jain's index of fairness, 1/n (one has all) to 1 (alike); undefined where nothing is given.
#[wasm_bindgen]
pub fn jain(amounts: &[f64]) -> Option<f64> {
    analysis::jain(amounts)
}

/// The most that fairness can cost among so many claimants, as a part of the greatest sum; undefined for fewer than two.
#[wasm_bindgen(js_name = fairnessBounds, unchecked_return_type = "FairnessBounds | undefined")]
pub fn fairness_bounds(claimants: u32) -> Result<JsValue, JsValue> {
    maybe(analysis::fairness_bounds(claimants))
}

/// Pairs of places in the list, one who is covered less and one who is covered more and has tonnes that the first could have
/// bought. Coverage by buyer, null where there is nothing to cover; tonnes by project, then buyer.
#[wasm_bindgen(js_name = justifiedEnvy, unchecked_return_type = "[number, number][]")]
pub fn justified_envy(
    #[wasm_bindgen(unchecked_param_type = "(number | null)[]")] coverage: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number[][]")] flow: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(number | null)[][]")] limits: JsValue,
) -> Result<JsValue, JsValue> {
    let (coverage, flow): (Vec<Option<f64>>, Vec<Vec<f64>>) = (decode(coverage)?, decode(flow)?);
    encode(&analysis::justified_envy(&coverage, &flow, &decode::<Limits>(limits)?))
}

/// The settlement of the International Energy Agency's members: the shortfall, and each member's right and obligation.
#[wasm_bindgen(js_name = ieaSharing, unchecked_return_type = "[number, Settlement[]]")]
pub fn iea_sharing(
    #[wasm_bindgen(unchecked_param_type = "Member[]")] members: JsValue,
    restraint: f64,
) -> Result<JsValue, JsValue> {
    told(analysis::iea_sharing(&decode::<Vec<Member>>(members)?, restraint))
}

/// The same where one member alone loses supply.
#[wasm_bindgen(js_name = ieaSelective, unchecked_return_type = "Selective")]
pub fn iea_selective(base: f64, loss: f64, others: &[f64]) -> Result<JsValue, JsValue> {
    told(analysis::iea_selective(base, loss, others))
}

/// What nobody contests first, then the rest in proportion to what is left of the claims.
#[wasm_bindgen(js_name = adjustedProportional)]
pub fn adjusted_proportional(available: f64, claims: &[f64]) -> Result<Vec<f64>, JsValue> {
    analysis::adjusted_proportional(available, claims).map_err(refused)
}

/// Claims laid over what there is so that as little as can be is claimed twice.
#[wasm_bindgen(js_name = minimalOverlap)]
pub fn minimal_overlap(available: f64, claims: &[f64]) -> Result<Vec<f64>, JsValue> {
    analysis::minimal_overlap(available, claims).map_err(refused)
}

/// As equal as can be, half of each claim at least where there is half of all or more.
#[wasm_bindgen(js_name = constrainedEgalitarian)]
pub fn constrained_egalitarian(available: f64, claims: &[f64]) -> Result<Vec<f64>, JsValue> {
    analysis::constrained_egalitarian(available, claims).map_err(refused)
}

/// As much for each, whatever they claim.
#[wasm_bindgen(js_name = equalSplit)]
pub fn equal_split(available: f64, claimants: u32) -> Result<Vec<f64>, JsValue> {
    analysis::equal_split(available, claimants as usize).map_err(refused)
}

/// Level amounts for each unit of weight, until a claim is met.
#[wasm_bindgen(js_name = waterFill)]
pub fn water_fill(available: f64, claims: &[f64], weights: &[f64]) -> Result<Vec<f64>, JsValue> {
    analysis::water_fill(available, claims, weights).map_err(refused)
}

/// By parts of the capital; what an owner does not need is left over.
#[wasm_bindgen(js_name = equityStrict)]
pub fn equity_strict(output: f64, needs: &[f64], equity: &[f64]) -> Result<Vec<f64>, JsValue> {
    analysis::equity_strict(output, needs, equity).map_err(refused)
}

/// By parts of the capital; what an owner does not need goes to the other owners.
#[wasm_bindgen(js_name = equityPassedOn)]
pub fn equity_passed_on(output: f64, needs: &[f64], equity: &[f64]) -> Result<Vec<f64>, JsValue> {
    analysis::equity_passed_on(output, needs, equity).map_err(refused)
}

/// One after the other, each up to its need and its limit; null without a limit.
#[wasm_bindgen]
pub fn priority(
    output: f64,
    needs: &[f64],
    #[wasm_bindgen(unchecked_param_type = "(number | null)[]")] limits: JsValue,
) -> Result<Vec<f64>, JsValue> {
    analysis::priority(output, needs, &decode::<Vec<Option<f64>>>(limits)?).map_err(refused)
}

/// The most that can be delivered to all buyers together.
#[wasm_bindgen]
pub fn deliverable(
    supply: &[f64],
    demand: &[f64],
    #[wasm_bindgen(unchecked_param_type = "(number | null)[][]")] limits: JsValue,
) -> Result<f64, JsValue> {
    analysis::deliverable(supply, demand, &decode::<Limits>(limits)?).map_err(refused)
}

/// Tonnes by buyer so that the least covered is covered as well as can be, then the next: coverage is tonnes for a unit of
/// weight.
#[wasm_bindgen]
pub fn leximin(
    supply: &[f64],
    demand: &[f64],
    #[wasm_bindgen(unchecked_param_type = "(number | null)[][]")] limits: JsValue,
    weights: &[f64],
) -> Result<Vec<f64>, JsValue> {
    analysis::leximin(supply, demand, &decode::<Limits>(limits)?, weights).map_err(refused)
}

/// The cheapest delivery of all that can be delivered; costs of a tonne by project, then buyer.
#[wasm_bindgen(unchecked_return_type = "Transport")]
pub fn transport(
    supply: &[f64],
    demand: &[f64],
    #[wasm_bindgen(unchecked_param_type = "(number | null)[][]")] limits: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number[][]")] cost: JsValue,
) -> Result<JsValue, JsValue> {
    let cost: Vec<Vec<f64>> = decode(cost)?;
    told(analysis::transport(supply, demand, &decode::<Limits>(limits)?, &cost))
}

/// The least that the greatest dependency can be. Demand is what each buys from the restricted supplier, `uses` what it uses.
#[wasm_bindgen(js_name = minWorstDependency, unchecked_return_type = "WorstDependency")]
pub fn min_worst_dependency(
    supply: &[f64],
    demand: &[f64],
    #[wasm_bindgen(unchecked_param_type = "(number | null)[][]")] limits: JsValue,
    uses: &[f64],
) -> Result<JsValue, JsValue> {
    told(analysis::min_worst_dependency(supply, demand, &decode::<Limits>(limits)?, uses))
}

/// What level coverage gives up of the greatest value; values of a tonne by buyer.
#[wasm_bindgen(js_name = priceOfFairness, unchecked_return_type = "PriceOfFairness")]
pub fn price_of_fairness(
    supply: &[f64],
    demand: &[f64],
    #[wasm_bindgen(unchecked_param_type = "(number | null)[][]")] limits: JsValue,
    values: &[f64],
) -> Result<JsValue, JsValue> {
    told(analysis::price_of_fairness(supply, demand, &decode::<Limits>(limits)?, values))
}

/// What a division gives up of the greatest value, as a part of it.
#[wasm_bindgen(js_name = valueForgone)]
pub fn value_forgone(
    supply: &[f64],
    demand: &[f64],
    #[wasm_bindgen(unchecked_param_type = "(number | null)[][]")] limits: JsValue,
    values: &[f64],
    given: &[f64],
) -> Result<f64, JsValue> {
    analysis::value_forgone(supply, demand, &decode::<Limits>(limits)?, values, given).map_err(refused)
}

/// The owners who would do best alone; undefined where nobody would leave. Owners' parts by project, then buyer.
#[wasm_bindgen(js_name = blockingCoalition, unchecked_return_type = "Blocking | undefined")]
pub fn blocking_coalition(
    supply: &[f64],
    demand: &[f64],
    #[wasm_bindgen(unchecked_param_type = "(number | null)[][]")] limits: JsValue,
    #[wasm_bindgen(unchecked_param_type = "number[][]")] owners: JsValue,
    given: &[f64],
) -> Result<JsValue, JsValue> {
    let owners: Vec<Vec<f64>> = decode(owners)?;
    let limits: Limits = decode(limits)?;
    maybe(analysis::blocking_coalition(supply, demand, &limits, &owners, given).map_err(refused)?)
}

/// Tonnes that each owner of one pool must be given more (above 0) or can give up (below 0) so that nobody would leave.
#[wasm_bindgen(js_name = smallestTransfer)]
pub fn smallest_transfer(
    pool: f64,
    needs: &[f64],
    owned: &[f64],
    given: &[f64],
) -> Result<Vec<f64>, JsValue> {
    analysis::smallest_transfer(pool, needs, owned, given).map_err(refused)
}
