//! From ids to a settled subject: the network, the project, the answers under the rule and under one market.

use crate::terms::{Map, Order, Set};

use super::allies::{self, Allies};
use super::choice::{BY_NAME, Choice};
use super::error::{ChoiceError, Error};
use super::measures::measures;
use super::sureness::{Chances, Sureness, sureness};
use super::{projects, viewer};
use crate::allocation::{self, ClaimsError, Rule};
use crate::charts::{Chart, Family, Measure, Need, SectorUse, Sources};
use crate::ledger::{Ledger, OWN_SOURCE};
use crate::metrics::{self, Metric};
use crate::scenario::{
    self, Answer, Bands, Judgement, Missing, Money, Pipeline, Project, Question, Relief, ScenarioError,
    Terms, UnderRule,
};
use crate::supply::{self, History, SupplyNetwork};
use crate::terms::{Country, Mineral, Reading, Share, Tonnes, Year};

/// The part of the allies' purchases from the restricted supplier that an assumed plant makes, before the reader says
/// otherwise: a round figure of ours, marked as an assumption wherever it shows.
const ASSUMED_PART: f64 = 0.1;

/// What contracts do to a division, by id, in the order of menus.
pub(super) const TERMS: [(&str, Terms); 3] = [
    ("open", Terms::Open),
    ("contracts-first", Terms::ContractsFirst),
    ("as-they-stand", Terms::AsTheyStand),
];

/// Everything that a chart's subject borrows from.
pub(super) struct Settled {
    pub(super) network: SupplyNetwork,
    pub(super) viewer: Country,
    pub(super) viewers: Vec<Country>,
    pub(super) metric: &'static Metric,
    pub(super) group: String,
    pub(super) allies: Vec<Country>,
    pub(super) relief: Relief,
    pub(super) cut: Share,
    pub(super) by: Year,
    /// For charts that need it.
    pub(super) divided: Divided,
    pub(super) other_stage: Option<SupplyNetwork>,
    pub(super) history: Option<History>,
    pub(super) rows_by: Option<Country>,
    pub(super) columns_by: Option<Mineral>,
    pub(super) controls: Vec<Measure>,
    pub(super) uses: Vec<SectorUse>,
    pub(super) sources: Sources,
    pub(super) newest_trade: Option<Year>,
    pub(super) demand: Map<Country, Tonnes>,
}

impl Settled {
    /// Whether no rule can divide the project's output.
    pub(super) fn indivisible(&self) -> bool {
        matches!(self.divided.uncomputed, Some(Missing::NotComparable | Missing::NotPlanned))
    }

    /// The question that was settled, on other terms.
    pub(super) fn question(&self, terms: Terms) -> Question<'_> {
        Question {
            network: &self.network,
            demand: &self.demand,
            allies: &self.allies,
            cut: self.cut,
            project: &self.divided.project,
            rule: self.divided.rule,
            terms,
            relief: self.relief,
        }
    }
}

/// Settles a choice whose ids have been checked, as far as a chart needs it.
pub(super) fn settle(
    ledger: &Ledger,
    choice: &Choice,
    chart: &Chart,
    chances: Chances<'_>,
) -> Result<Settled, Error> {
    let (viewer, viewers) = viewer::viewer(ledger, &choice.country)?;
    let market = viewer::parse("market", &choice.market)?;
    let mineral = Mineral::new(&choice.mineral);
    let network = supply::network(ledger, &mineral, Year(choice.year), Country::CHINA);
    let metric = metric(&choice.measure)?;
    let group = choice.allies.split('.').next().unwrap_or_default().to_owned();
    let chosen = Allies::read(ledger, &[group], &choice.allies)?;
    let mut allies = chosen.members(ledger);
    // The market shares too; a picture without a project has none.
    let shares = !chart.needs.contains(&Need::NoMarket);
    if shares && !allies.contains(&market) && market != network.restricted {
        allies.push(market);
        allies.order();
    }
    let (cut, relief) = (Share(choice.stop / 100.0), choice.relief());
    let demand: Map<Country, Tonnes> = ledger
        .demand
        .iter()
        .filter(|row| row.mineral == mineral && row.year == Year(choice.year))
        .filter_map(|row| row.value.known().map(|tonnes| (row.country, tonnes)))
        .collect();
    let divided = if cfg!(feature = "sharing") && chart.family == Family::Sharing {
        let shared =
            Shared { network: &network, demand: &demand, allies: &allies, cut, relief, viewer, market };
        divided(ledger, choice, chart, &shared, chances)?
    } else {
        Divided::default()
    };
    let source = divided.project.source.as_deref().filter(|_| !divided.assumed);
    let history = (cfg!(feature = "ties") && chart.needs.contains(&Need::History)).then(|| {
        let place = viewer::group(&choice.country).unwrap_or(&choice.country);
        supply::history(ledger, &mineral, place, network.restricted)
    });
    let other_stage = match chart.needs.contains(&Need::OtherStage) {
        true => supply::other_stage(ledger, &mineral, network.year, network.restricted),
        false => None,
    };
    let sources = sources(ledger, &network, source, chart, history.as_ref(), other_stage.as_ref());
    let newest_trade = newest_trade(ledger, &mineral);
    // No group that a reader may choose has the restricted supplier in it or another's code.
    let network = if chart.needs.contains(&Need::ViewerAsOne) && !viewers.is_empty() {
        network.with_group_as_one(&viewers, viewer).unwrap_or(network)
    } else {
        network
    };
    Ok(Settled {
        network,
        viewer,
        viewers,
        metric,
        group: chosen.named().to_owned(),
        allies,
        relief,
        cut,
        by: Year(choice.by),
        divided,
        other_stage,
        history,
        rows_by: if choice.rows == BY_NAME { None } else { Some(viewer::viewer(ledger, &choice.rows)?.0) },
        columns_by: (choice.columns != BY_NAME).then(|| Mineral::new(&choice.columns)),
        controls: measures(ledger, &mineral),
        uses: uses(ledger, &mineral),
        sources,
        newest_trade,
        demand,
    })
}

/// What is settled for charts of a project, a rule or a scenario alone.
pub(super) struct Divided {
    pub(super) rule: &'static Rule,
    pub(super) project: Project,
    pub(super) terms: Terms,
    pub(super) assumed: bool,
    pub(super) uncomputed: Option<Missing>,
    pub(super) answer: Answer,
    pub(super) one_market: Answer,
    pub(super) bands: Bands,
    pub(super) judged: Option<Judgement>,
    pub(super) missing: Option<([Tonnes; 3], usize)>,
    pub(super) every_rule: Vec<UnderRule>,
    pub(super) pipeline: Option<Pipeline>,
}

impl Default for Divided {
    /// Nothing to divide.
    fn default() -> Divided {
        Divided {
            rule: allocation::SINGLE_MARKET,
            project: Project {
                id: String::new(),
                name: String::new(),
                host: Reading::NotApplicable,
                tonnes: Reading::NotApplicable,
                market: None,
                owners: Map::new(),
                contracts: Vec::new(),
                plants: Vec::new(),
                source: None,
            },
            terms: Terms::Open,
            assumed: false,
            uncomputed: None,
            answer: Answer::default(),
            one_market: Answer::default(),
            bands: Bands::default(),
            judged: None,
            missing: None,
            every_rule: Vec::new(),
            pipeline: None,
        }
    }
}

/// Who shares what is left of which trade.
struct Shared<'a> {
    network: &'a SupplyNetwork,
    demand: &'a Map<Country, Tonnes>,
    allies: &'a [Country],
    cut: Share,
    relief: Relief,
    viewer: Country,
    market: Country,
}

fn divided(
    ledger: &Ledger,
    choice: &Choice,
    chart: &Chart,
    shared: &Shared<'_>,
    chances: Chances<'_>,
) -> Result<Divided, Error> {
    let Shared { network, demand, allies, cut, relief, viewer, market } = *shared;
    let rule = one_of("rule", &choice.rule, allocation::ALL, |rule| rule.id)?;
    let (project, assumed, mut uncomputed) = projects::chosen(ledger, choice, market)?;
    let terms = terms(&choice.terms)?;
    let question = Question { network, demand, allies, cut, project: &project, rule, terms, relief };
    // A project whose tonnes cannot be divided leaves gaps; so does a rule that cannot be computed for it. Other pictures stand.
    let silent = Project { tonnes: Reading::NotReported, ..project.clone() };
    let alone = Question { rule: allocation::SINGLE_MARKET, terms: Terms::Open, ..question };
    let gaps = Question { project: &silent, ..alone };
    let one_market = scenario::answer(if uncomputed.is_some() { &gaps } else { &alone })?;
    let indivisible = uncomputed.is_some();
    let answer = match (indivisible, scenario::answer(&question)) {
        (true, _) => scenario::answer(&gaps)?,
        (false, Err(ScenarioError::Claims(ClaimsError::NoOwners))) => {
            uncomputed = Some(Missing::NoOwners);
            scenario::answer(&gaps)?
        }
        (false, Err(ScenarioError::Claims(ClaimsError::NoCost(_)))) => {
            uncomputed = Some(Missing::NoCosts);
            scenario::answer(&gaps)?
        }
        (false, answer) => answer?,
    };
    let every_rule = if chart.needs.contains(&Need::EveryRule) && !indivisible {
        scenario::every_rule(&question, &Money::default())
    } else {
        Vec::new()
    };
    let judged = if chart.needs.contains(&Need::Judged) && uncomputed.is_none() {
        Some(scenario::judge(&question, &answer, Ok(&one_market), &Money::default())?)
    } else {
        None
    };
    let planned = chart
        .needs
        .contains(&Need::Pipeline)
        .then(|| (projects::planned(ledger, choice), scenario::need(network, allies)));
    let asked = (chart.needs.contains(&Need::Bands) && uncomputed.is_none()).then_some(&question);
    let of = Some(viewer).filter(|viewer| allies.contains(viewer) && *viewer != network.restricted);
    let missing =
        (chart.needs.contains(&Need::MissingBand) && uncomputed.is_none()).then_some((&question, of));
    let Sureness { bands, missing, pipeline } = sureness(asked, missing, planned, chances)?;
    Ok(Divided {
        rule,
        project,
        terms,
        assumed,
        uncomputed,
        answer,
        one_market,
        bands,
        judged,
        missing,
        every_rule,
        pipeline,
    })
}

/// Uses of one sector together, in the order of sectors. A range within a sector makes its sum a least.
fn uses(ledger: &Ledger, mineral: &Mineral) -> Vec<SectorUse> {
    let mut sums: Map<String, SectorUse> = Map::new();
    for row in ledger.end_uses.iter().filter(|row| row.mineral == *mineral) {
        let sector = if row.sector.is_empty() { "other".to_owned() } else { row.sector.to_ascii_lowercase() };
        let sum = sums.entry(sector.clone()).or_insert_with(|| SectorUse {
            sector,
            share: Reading::NotReported,
            least: false,
            period: row.period.clone(),
        });
        match row.share.known() {
            Some(part) => {
                let so_far = sum.share.known().map_or(0.0, |share| share.0);
                sum.share = Reading::Known(Share(so_far + part.0));
            }
            None => sum.least = true,
        }
    }
    sums.into_values().collect()
}

/// The newest year of the trade that carries a mineral's pictures.
fn newest_trade(ledger: &Ledger, mineral: &Mineral) -> Option<Year> {
    let used: Vec<_> =
        ledger.products.iter().filter(|product| product.used && product.mineral == *mineral).collect();
    let ours = ledger.trade.iter().filter(|row| {
        used.iter().any(|product| product.hs6 == row.hs6 && product.nomenclature == row.nomenclature)
    });
    ours.map(|row| row.year).max()
}

/// What an assumed plant makes before the reader says otherwise: a tenth of what the group buys from the restricted
/// supplier, to one significant figure; 0 where trade does not tell.
pub(super) fn assumed_tonnes(ledger: &Ledger, mineral: &Mineral, year: Year, group: &str) -> f64 {
    let network = supply::network(ledger, mineral, year, Country::CHINA);
    let bought: f64 = allies::members(ledger, group)
        .into_iter()
        .filter_map(|ally| network.imports_from(network.restricted, ally).known())
        .map(|tonnes| tonnes.0)
        .sum();
    let part = bought * ASSUMED_PART;
    if part <= 0.0 {
        return 0.0;
    }
    let mut unit = 1.0;
    while part / unit >= 10.0 {
        unit *= 10.0;
    }
    let mut parts = 1.0;
    while part * parts < 1.0 {
        parts *= 10.0;
    }
    libm::round(part * parts / unit) * unit / parts
}

/// An entry of a registry by its id.
pub(super) fn one_of<T>(
    kind: &'static str,
    given: &str,
    all: &'static [T],
    id: fn(&T) -> &'static str,
) -> Result<&'static T, ChoiceError> {
    all.iter().find(|entry| id(entry) == given).ok_or_else(|| ChoiceError::Unknown {
        kind,
        given: given.to_owned(),
        known: all.iter().map(|entry| id(entry).to_owned()).collect(),
    })
}

/// The measure of the map. An engine without maps has no use for what it computes, and leaves the code of all of them out.
fn metric(id: &str) -> Result<&'static Metric, ChoiceError> {
    if cfg!(feature = "maps") {
        one_of("measure", id, metrics::ALL, |metric| metric.id)
    } else {
        Ok(&metrics::RESTRICTED_SHARE)
    }
}

/// What contracts do to a division, by its id in links.
fn terms(id: &str) -> Result<Terms, ChoiceError> {
    Ok(*one_of("terms", id, &TERMS, |(id, _)| *id).map(|(_, terms)| terms)?)
}

fn sources(
    ledger: &Ledger,
    network: &SupplyNetwork,
    project: Option<&str>,
    chart: &Chart,
    history: Option<&History>,
    other_stage: Option<&SupplyNetwork>,
) -> Sources {
    let short =
        |id: &str| ledger.sources.iter().find(|source| source.id == id).map(|source| source.short.clone());
    let made = |network: &SupplyNetwork| {
        let of = ledger.production.iter().find(|row| {
            row.mineral == network.mineral && row.year == network.year && row.stage == network.stage
        });
        let shares = || {
            let mut rows = ledger.supply_shares.iter();
            rows.find(|row| row.mineral == network.mineral).map(|row| &row.source)
        };
        of.map(|row| &row.source).or_else(shares).and_then(|id| short(id))
    };
    let production = made(network);
    let other_stage = other_stage.and_then(made);
    let product = ledger.products.iter().find(|product| product.mineral == network.mineral && product.used);
    let trade = product.filter(|_| network.trade.clone().known().is_some()).and_then(|product| {
        ledger
            .trade
            .iter()
            .find(|row| {
                row.year == network.year && row.hs6 == product.hs6 && row.nomenclature == product.nomenclature
            })
            .and_then(|row| short(&row.source))
    });
    let project = project.and_then(short);
    let uses = ledger.end_uses.iter().find(|row| row.mineral == network.mineral);
    let uses = uses.and_then(|row| short(&row.source));
    let newest = chart.needs.contains(&Need::EveryMineral).then(|| {
        let ids: Set<&str> = ledger.newest.iter().map(|row| row.source.as_str()).collect();
        ids.into_iter().filter_map(short).collect::<Vec<String>>().join(", ")
    });
    let listed = |history: &History| {
        let names: Vec<String> = history.sources.iter().flatten().filter_map(|id| short(id)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let history = history.and_then(listed);
    let is_own = |name: &Option<String>| name.is_some() && *name == short(OWN_SOURCE);
    let own = (is_own(&production), is_own(&trade));
    // What a tonne of their own trade is, the reader knows.
    let form = if own.1 { Some(OWN_SOURCE.to_owned()) } else { product.map(|product| product.form.clone()) };
    Sources { production, other_stage, trade, newest, history, uses, project, own, form }
}
