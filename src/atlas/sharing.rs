//! A choice under every rule and as its contracts stand, as plain figures: what `cargo site share` prints and the npm package
//! gives.

use crate::terms::Map;

use serde::{Deserialize, Serialize};

use super::choice::Choice;
use super::desk::Atlas;
use super::error::Error;
use super::measures::measures;
use super::subject::{self, Settled};
use super::sureness::Chances;
use super::viewer;
use crate::charts;
use crate::scenario::{
    self, Answer, Figure, Judgement, Missing, Money, Project, PublicMoney, Question, ScenarioError, Terms,
    UnderRule,
};
use crate::terms::{Country, Mineral, Reading, Share, Tonnes};

/// A chart that shows no bands: settling a choice for figures needs none.
const PLAIN: &str = "before-and-after";

/// A project's output under every rule, on two kinds of terms.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SharingFigures {
    /// Mineral, as links write it.
    pub mineral: String,
    /// Year of the trade.
    pub year: u16,
    /// The project's id in the deals, or `own`.
    pub project: String,
    /// Its name; empty for an assumed plant.
    pub name: String,
    /// Tonnes a year; null where none are known.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub tonnes: Option<f64>,
    /// Whether these tonnes are assumed.
    pub assumed: bool,
    /// The one market.
    pub market: String,
    /// Why nothing of it can be divided, as an id of [`Missing`]; null where it can.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub undivided: Option<&'static str>,
    /// Who shares, in order of code.
    pub allies: Vec<AllyFigures>,
    /// Every rule as if nobody were bound; `single-market` and `capacity-sharing` are the two models of August 2025.
    pub open: Vec<DivisionFigures>,
    /// Every rule for what is not under contract.
    pub contracts_first: Vec<DivisionFigures>,
    /// The contracts alone.
    pub contracts: ContractFigures,
}

/// What an ally loses, and what contracts give it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct AllyFigures {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Imports, tonnes; null where not on record.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub imports: Option<f64>,
    /// What stops, tonnes.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub lost: Option<f64>,
    /// Under contract by published parts, tonnes.
    pub published: f64,
    /// Under contract by parts computed from published tonnes.
    pub computed: f64,
    /// Whether it has a contract whose part nobody publishes.
    pub more: bool,
}

/// A project's output as its contracts stand, in parts of 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ContractFigures {
    /// By published parts.
    pub published: f64,
    /// By parts computed from published tonnes.
    pub computed: f64,
    /// Nobody publishes whose.
    pub unknown: f64,
}

/// One rule's division, judged. Each null has its reason in `missing`, by the name of the figure.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct DivisionFigures {
    /// Which rule.
    pub rule: String,
    /// Why it cannot be computed; all that follows is empty then.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub problem: Option<String>,
    /// Tonnes by ally, in the order of the allies.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(number | null)[]"))]
    pub received: Vec<Option<f64>>,
    /// Share of imports from the restricted supplier, by ally.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(number | null)[]"))]
    pub dependency_after: Vec<Option<f64>>,
    /// Herfindahl–Hirschman index of imports by ally, before and after.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "([number, number] | null)[]"))]
    pub herfindahl: Vec<Option<(f64, f64)>>,
    /// Tonnes more or less than if one market took everything, by ally.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(number | null)[]"))]
    pub against_one_market: Vec<Option<f64>>,
    /// Gini coefficient of coverage.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub gini: Option<f64>,
    /// Jain's index of coverage.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub jain: Option<f64>,
    /// Least part of a loss covered.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub least_coverage: Option<f64>,
    /// Mean part covered.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub mean_coverage: Option<f64>,
    /// Part of all losses covered.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub covered: Option<f64>,
    /// Part of the greatest value given up.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub price_of_fairness: Option<f64>,
    /// Public money for each tonne of dependency removed.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub cost_per_tonne: Option<f64>,
    /// What the market gets less than alone, tonnes.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub premium: Option<f64>,
    /// Who envies whom with reason.
    pub envy: Vec<(String, String)>,
    /// Whether nobody would leave.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "boolean | null"))]
    pub stable: Option<bool>,
    /// Who would leave together, gaining most.
    pub blocking: Vec<String>,
    /// Fewest tonnes that must change hands so that nobody would.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub smallest_transfer: Option<f64>,
    /// Why figures are null, by their names.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
    pub missing: Map<&'static str, String>,
}

/// What money is known of: the reader's own, since nobody publishes it. Null where it is not given.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MoneyFigures {
    /// Public money behind the project, present value in any one currency.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub amount: Option<f64>,
    /// Years over which the project delivers.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub years: Option<f64>,
    /// What a tonne is worth to each ally, code and value in one currency; every ally whose figures are known has one, or none.
    pub values: Vec<(String, f64)>,
}

impl MoneyFigures {
    fn values(&self) -> Result<Option<Map<Country, f64>>, Error> {
        let mut values = Map::new();
        for (code, value) in &self.values {
            values.insert(viewer::parse("country", code)?, *value);
        }
        Ok((!values.is_empty()).then_some(values))
    }

    fn public(&self) -> Result<Option<PublicMoney>, Error> {
        let sound = |value: f64| value.is_finite() && value >= 0.0;
        match (self.amount, self.years) {
            (None, None) => Ok(None),
            (Some(amount), Some(years)) if sound(amount) && sound(years) && years > 0.0 => {
                Ok(Some(PublicMoney { amount, years }))
            }
            (amount, years) => Err(ScenarioError::BadMoney { amount, years }.into()),
        }
    }
}

impl Atlas {
    /// The minerals that an export control names, by themselves or with their family, as links write them.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let named = atlas("gallium").under_control();
    /// assert!(named.contains(&"gallium".to_owned()));
    /// assert!(!named.contains(&"copper".to_owned()), "no export control names it");
    /// # }
    /// ```
    pub fn under_control(&self) -> Vec<String> {
        let minerals = self.ledger.minerals.iter().map(|row| &row.id);
        let named = minerals.filter(|mineral| !measures(&self.ledger, mineral).is_empty());
        named.map(Mineral::slug).collect()
    }

    /// A choice's project under every rule: as if nobody were bound, with contracts first, and as contracts stand.
    ///
    /// # Errors
    /// As [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::MoneyFigures;
    /// let atlas = atlas("permanent_magnets");
    /// let choice = atlas.from_link("mineral=permanent-magnets&stop=100").unwrap();
    /// let figures = atlas.sharing(&choice, &MoneyFigures::default()).unwrap();
    /// let given = |rule: &str| {
    ///     let division = figures.open.iter().find(|division| division.rule == rule).unwrap();
    ///     division.received.iter().map(|tonnes| tonnes.unwrap().round()).collect::<Vec<_>>()
    /// };
    /// // Canada, Germany, France, the United Kingdom, Italy, Japan, the United States.
    /// assert_eq!(given("single-market"), [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 7000.0]);
    /// assert_eq!(given("proportional"), [98.0, 2550.0, 575.0, 337.0, 932.0, 751.0, 1756.0]);
    /// # }
    /// ```
    pub fn sharing(&self, choice: &Choice, money: &MoneyFigures) -> Result<SharingFigures, Error> {
        self.check(choice)?;
        let chart = subject::one_of("chart", PLAIN, charts::ALL, |chart| chart.id)?;
        let settled = subject::settle(&self.ledger, choice, chart, Chances::Later)?;
        // What cannot be divided leaves gaps.
        let silent = Project { tonnes: Reading::NotReported, ..settled.divided.project.clone() };
        let project = if settled.indivisible() { &silent } else { &settled.divided.project };
        let ask = |terms| Question { project, ..settled.question(terms) };
        let values = money.values()?;
        let money = Money { values: values.as_ref(), public: money.public()? };
        let stand = scenario::answer(&ask(Terms::AsTheyStand))?;
        let held = settled.divided.project.held()?;
        Ok(SharingFigures {
            mineral: choice.mineral.clone(),
            year: choice.year,
            project: settled.divided.project.id.clone(),
            name: settled.divided.project.name.clone(),
            tonnes: settled.divided.project.tonnes.known().map(|tonnes| tonnes.0),
            assumed: settled.divided.assumed,
            market: choice.market.clone(),
            undivided: undivided(&settled).map(Missing::id),
            allies: allies(&stand),
            open: divisions(&ask(Terms::Open), &money),
            contracts_first: divisions(&ask(Terms::ContractsFirst), &money),
            contracts: ContractFigures {
                published: held.published.0,
                computed: held.computed.0,
                unknown: held.unknown.0,
            },
        })
    }
}

/// Why nothing of a project can be divided, whatever the rule.
fn undivided(settled: &Settled) -> Option<Missing> {
    match (&settled.network.trade, settled.divided.uncomputed) {
        (Reading::NotApplicable, _) => Some(Missing::NoCode),
        (Reading::NotReported, _) => Some(Missing::NoTrade),
        (_, Some(why @ (Missing::NotComparable | Missing::NotPlanned))) => Some(why),
        _ if settled.divided.project.tonnes.known().is_none() => Some(Missing::NoTonnes),
        _ if settled.divided.answer.lost.0 <= 0.0 => Some(Missing::NothingLost),
        _ => None,
    }
}

fn allies(stand: &Answer) -> Vec<AllyFigures> {
    let of = |reading: Reading<Tonnes>| reading.known().map(|tonnes| tonnes.0);
    let figures = stand.allies.iter().map(|ally| AllyFigures {
        country: ally.country.code().to_owned(),
        imports: of(ally.use_),
        lost: of(ally.lost),
        published: ally.contracted.published.0,
        computed: ally.contracted.computed.0,
        more: ally.contracted.more,
    });
    figures.collect()
}

fn divisions(question: &Question<'_>, money: &Money<'_>) -> Vec<DivisionFigures> {
    scenario::every_rule(question, money).into_iter().map(division).collect()
}

fn division(under: UnderRule) -> DivisionFigures {
    let rule = under.rule.id.to_owned();
    let judged = match under.outcome {
        Ok(judged) => judged,
        Err(error) => {
            return DivisionFigures { rule, problem: Some(error.to_string()), ..DivisionFigures::default() };
        }
    };
    let (allies, judgement) = (&judged.answer.allies, &judged.judgement);
    let mut figures = DivisionFigures {
        rule,
        received: allies.iter().map(|ally| ally.received.known().map(|tonnes| tonnes.0)).collect(),
        dependency_after: allies
            .iter()
            .map(|ally| ally.dependency_after.known().map(|share| share.0))
            .collect(),
        envy: judgement.envy.iter().map(|(one, other)| (code(*one), code(*other))).collect(),
        ..DivisionFigures::default()
    };
    figures.herfindahl = allies
        .iter()
        .map(|ally| judgement.concentration.get(&ally.country).map(|index| (index.before, index.after)))
        .collect();
    figures.against_one_market = allies
        .iter()
        .map(|ally| Some(judgement.against_one_market.as_ref().ok()?.get(&ally.country)?.0))
        .collect();
    judge(&mut figures, judgement);
    figures
}

fn judge(figures: &mut DivisionFigures, judgement: &Judgement) {
    let missing = &mut figures.missing;
    let share = |figure: Figure<Share>| figure.map(|share| share.0);
    let mut told = |name: &'static str, figure: Figure<f64>| -> Option<f64> {
        figure.map_err(|why: Missing| missing.insert(name, why.to_string())).ok()
    };
    figures.gini = told("gini", judgement.gini);
    figures.jain = told("jain", judgement.jain);
    figures.least_coverage = told("leastCoverage", share(judgement.least_coverage));
    figures.mean_coverage = told("meanCoverage", share(judgement.mean_coverage));
    figures.covered = told("covered", share(judgement.covered));
    figures.price_of_fairness = told("priceOfFairness", judgement.price_of_fairness);
    figures.cost_per_tonne = told("costPerTonne", judgement.cost_per_tonne);
    figures.premium = told("premium", judgement.premium.map(|tonnes| tonnes.0));
    figures.smallest_transfer = told(
        "stable",
        judgement.stability.as_ref().map(|found| found.smallest_transfer().0).map_err(|why| *why),
    );
    if let Ok(stability) = &judgement.stability {
        figures.stable = Some(stability.blocking.is_none());
        figures.blocking = stability
            .blocking
            .iter()
            .flat_map(|coalition| &coalition.members)
            .map(|one| code(*one))
            .collect();
    }
}

fn code(country: Country) -> String {
    country.code().to_owned()
}
