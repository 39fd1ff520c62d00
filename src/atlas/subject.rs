//! From ids to a settled subject: the network, the project, the answers under the rule and under one market.

use crate::terms::{Map, Order, Set};

use super::choice::Choice;
use super::error::{ChoiceError, Error};
use super::measures::measures;
use super::viewer;
use crate::allocation::{self, ClaimsError, Rule};
use crate::charts::{Chart, Measure, Need, SectorUse, Sources};
use crate::ledger::{Deal, Ledger};
use crate::metrics::{self, Metric};
use crate::scenario::{
    self, Answer, Band, Missing, Money, PIPELINE_YEARS, Pipeline, Project, Question, SEED, ScenarioError,
    Terms, UnderRule,
};
use crate::supply::{self, Contract, SupplyNetwork};
use crate::terms::{Country, Mineral, Reading, Share, Tonnes, Year};

/// The id of a project that the reader assumes.
pub(super) const OWN: &str = "own";
/// The part of the allies' purchases from the restricted supplier that an assumed plant makes, before the reader says
/// otherwise: a round figure of ours, marked as an assumption wherever it shows.
const ASSUMED_PART: f64 = 0.1;

/// Draws of delays and ramps behind a band of the pipeline.
const PIPELINE_DRAWS: usize = 1024;

/// Everything that a chart's subject borrows from.
pub(super) struct Settled {
    pub(super) network: SupplyNetwork,
    pub(super) viewer: Country,
    pub(super) viewers: Vec<Country>,
    pub(super) metric: &'static Metric,
    pub(super) allies: Vec<Country>,
    pub(super) cut: Share,
    pub(super) project: Project,
    pub(super) assumed: bool,
    /// For charts that need it.
    pub(super) divided: Divided,
    pub(super) controls: Vec<Measure>,
    pub(super) uses: Vec<SectorUse>,
    pub(super) sources: Sources,
    pub(super) newest_trade: Option<Year>,
    pub(super) demand: Map<Country, Tonnes>,
}

impl Settled {
    /// The question that was settled, on other terms.
    pub(super) fn question(&self, terms: Terms) -> Question<'_> {
        Question {
            network: &self.network,
            demand: &self.demand,
            allies: &self.allies,
            cut: self.cut,
            project: &self.project,
            rule: self.divided.rule,
            terms,
        }
    }
}

/// Settles a choice whose ids have been checked, as far as a chart needs it.
pub(super) fn settle(ledger: &Ledger, choice: &Choice, chart: &Chart) -> Result<Settled, Error> {
    let (viewer, viewers) = viewer::viewer(ledger, &choice.country)?;
    let market = viewer::parse("market", &choice.market)?;
    let mineral = Mineral::new(&choice.mineral);
    let network = supply::network(ledger, &mineral, Year(choice.year), Country::CHINA);
    let metric = one_of("measure", &choice.measure, metrics::ALL, |metric| metric.id)?;
    let mut allies = members(ledger, &choice.allies);
    // The market shares too; a picture without a project has none.
    let shares = !chart.needs.contains(&Need::NoMarket);
    if shares && !allies.contains(&market) && market != network.restricted {
        allies.push(market);
        allies.order();
    }
    let deal = deals(ledger, &mineral).into_iter().find(|deal| deal.id == choice.project);
    let published = deal.and_then(|deal| deal.capacity.known());
    let assumed = published != Some(Tonnes(choice.tonnes));
    let tonnes =
        if choice.tonnes > 0.0 { Reading::Known(Tonnes(choice.tonnes)) } else { Reading::NotReported };
    let project = Project {
        id: choice.project.clone(),
        name: deal.map_or_else(String::new, |deal| deal.project.clone()),
        host: deal.map(|deal| deal.host),
        tonnes,
        market: Some(market),
        owners: owners(ledger, deal, market),
        contracts: if cfg!(feature = "sharing") { contracts(ledger, &mineral, deal) } else { Vec::new() },
        source: deal.map(|deal| deal.source.clone()),
    };
    let cut = Share(choice.stop / 100.0);
    let demand: Map<Country, Tonnes> = ledger
        .demand
        .iter()
        .filter(|row| row.mineral == mineral && row.year == Year(choice.year))
        .filter_map(|row| row.value.known().map(|tonnes| (row.country, tonnes)))
        .collect();
    let divided = if cfg!(feature = "sharing") && chart.needs.contains(&Need::Sharing) {
        divided(ledger, choice, chart, (&network, &demand), (viewer, &allies), &project)?
    } else {
        Divided::default()
    };
    let sources = sources(ledger, &network, if assumed { None } else { deal }, chart);
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
        allies,
        cut,
        project,
        assumed,
        divided,
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
    pub(super) uncomputed: Option<Missing>,
    pub(super) answer: Answer,
    pub(super) one_market: Answer,
    pub(super) bands: Vec<Band>,
    pub(super) draws: usize,
    pub(super) missing: Option<([Tonnes; 3], usize)>,
    pub(super) every_rule: Vec<UnderRule>,
    pub(super) pipeline: Option<Pipeline>,
}

impl Default for Divided {
    /// Nothing to divide.
    fn default() -> Divided {
        Divided {
            rule: allocation::SINGLE_MARKET,
            uncomputed: None,
            answer: Answer::default(),
            one_market: Answer::default(),
            bands: Vec::new(),
            draws: 0,
            missing: None,
            every_rule: Vec::new(),
            pipeline: None,
        }
    }
}

fn divided(
    ledger: &Ledger,
    choice: &Choice,
    chart: &Chart,
    (network, demand): (&SupplyNetwork, &Map<Country, Tonnes>),
    (viewer, allies): (Country, &[Country]),
    project: &Project,
) -> Result<Divided, Error> {
    let rule = one_of("rule", &choice.rule, allocation::ALL, |rule| rule.id)?;
    let cut = Share(choice.stop / 100.0);
    let ask = |rule: &'static Rule, project: &Project| {
        scenario::answer(&Question { network, demand, allies, cut, project, rule, terms: Terms::Open })
    };
    let single = allocation::SINGLE_MARKET;
    let one_market = ask(single, project)?;
    // A rule that cannot be computed for this project leaves a gap in the answer; the other pictures stand.
    let asked = ask(rule, project);
    let uncomputed = match &asked {
        Err(ScenarioError::Claims(ClaimsError::NoOwners)) => Some(Missing::NoOwners),
        Err(ScenarioError::Claims(ClaimsError::NoCost(_))) => Some(Missing::NoCosts),
        _ => None,
    };
    let answer = match uncomputed {
        Some(_) => ask(single, &Project { tonnes: Reading::NotReported, ..project.clone() })?,
        None => asked?,
    };
    // A rule that counts orders cannot be asked a thousand times while a slider moves.
    let draws = |need: Need| match (chart.needs.contains(&need) && uncomputed.is_none(), rule.id) {
        (false, _) => 0,
        (true, "random-arrival") => 64,
        (true, _) => 1024,
    };
    let question = Question { network, demand, allies, cut, project, rule, terms: Terms::Open };
    let bands = scenario::bands(&question, draws(Need::Bands))?;
    let of = Some(viewer).filter(|viewer| allies.contains(viewer) && *viewer != network.restricted);
    let missing = scenario::missing_band(&question, of, draws(Need::MissingBand))?
        .map(|band| (band, draws(Need::MissingBand)));
    let every_rule = if chart.needs.contains(&Need::EveryRule) {
        scenario::every_rule(&question, &Money::default())
    } else {
        Vec::new()
    };
    let pipeline = chart.needs.contains(&Need::Pipeline).then(|| {
        let projects = supply::projects(ledger, &network.mineral);
        let need = scenario::need(network, allies);
        scenario::pipeline(&projects, need, PIPELINE_YEARS, &Map::new(), SEED, PIPELINE_DRAWS)
    });
    let draws = draws(Need::Bands);
    Ok(Divided { rule, uncomputed, answer, one_market, bands, draws, missing, every_rule, pipeline })
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

/// The members of a group, by code.
pub(super) fn members(ledger: &Ledger, group: &str) -> Vec<Country> {
    let mut members: Vec<Country> =
        ledger.groups.iter().filter(|row| row.group == group).map(|row| row.member).collect();
    members.order();
    members.dedup();
    members
}

/// The projects whose published tonnes can be set against a mineral's trade: those with a share of the output under
/// contract first, since a mere aim is no figure to lead with, then the largest.
pub(super) fn deals<'a>(ledger: &'a Ledger, mineral: &Mineral) -> Vec<&'a Deal> {
    let mut deals: Vec<&Deal> = ledger
        .deals
        .iter()
        .filter(|deal| deal.mineral == *mineral && deal.comparable && deal.capacity.known().is_some())
        .collect();
    let firm = |deal: &Deal| {
        let mut parties = ledger.deal_parties.iter().filter(|party| party.deal == deal.id);
        parties.any(|party| party.counts && party.share.known().is_some())
    };
    let size = |deal: &Deal| deal.capacity.known().map_or(0.0, |tonnes| tonnes.0);
    deals.order_by(|a, b| firm(b).cmp(&firm(a)).then(size(b).total_cmp(&size(a))).then(a.id.cmp(&b.id)));
    deals
}

/// Whose part of a project is published, by country. An assumed plant is paid for by its market.
fn owners(ledger: &Ledger, deal: Option<&Deal>, market: Country) -> Map<Country, Share> {
    let Some(deal) = deal else { return Map::from([(market, Share(1.0))]) };
    let mut owners = Map::new();
    for party in ledger.deal_parties.iter().filter(|party| party.deal == deal.id && party.counts) {
        if let (Some(country), Some(share)) = (party.country, party.share.known()) {
            let sum: &mut Share = owners.entry(country).or_insert(Share(0.0));
            *sum = Share((sum.0 + share.0).min(1.0));
        }
    }
    owners
}

/// Who takes a project's output under contract.
fn contracts(ledger: &Ledger, mineral: &Mineral, deal: Option<&Deal>) -> Vec<Contract> {
    let Some(deal) = deal else { return Vec::new() };
    let mut known = supply::projects(ledger, mineral).into_iter();
    known.find(|project| project.id == deal.id).map_or_else(Vec::new, |project| project.contracts)
}

/// The country with the largest known share of a project's output; its host where no share is known; the United
/// States, whose deal with MP Materials is the model of a single market, where there is no project.
pub(super) fn market(ledger: &Ledger, deal: Option<&Deal>) -> Country {
    let Some(deal) = deal else {
        return Country::UNITED_STATES;
    };
    let mut largest: Option<(f64, Country)> = None;
    for party in ledger.deal_parties.iter().filter(|party| party.deal == deal.id) {
        if let (Some(share), Some(country)) = (party.share.known(), party.country)
            && largest.is_none_or(|(most, _)| share.0 > most)
        {
            largest = Some((share.0, country));
        }
    }
    largest.map_or(deal.host, |(_, country)| country)
}

/// What an assumed plant makes before the reader says otherwise: a tenth of what the group buys from the restricted
/// supplier, to one significant figure; 0 where trade does not tell.
pub(super) fn assumed_tonnes(ledger: &Ledger, mineral: &Mineral, year: Year, group: &str) -> f64 {
    let network = supply::network(ledger, mineral, year, Country::CHINA);
    let bought: f64 = members(ledger, group)
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

fn sources(ledger: &Ledger, network: &SupplyNetwork, deal: Option<&Deal>, chart: &Chart) -> Sources {
    let short =
        |id: &str| ledger.sources.iter().find(|source| source.id == id).map(|source| source.short.clone());
    let production = ledger
        .production
        .iter()
        .find(|row| row.mineral == network.mineral && row.year == network.year && row.stage == network.stage)
        .map(|row| &row.source)
        .or_else(|| {
            ledger.supply_shares.iter().find(|row| row.mineral == network.mineral).map(|row| &row.source)
        })
        .and_then(|id| short(id));
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
    let project = deal.and_then(|deal| short(&deal.source));
    let uses = ledger.end_uses.iter().find(|row| row.mineral == network.mineral);
    let uses = uses.and_then(|row| short(&row.source));
    let newest = chart.needs.contains(&Need::EveryMineral).then(|| {
        let ids: Set<&str> = ledger.newest.iter().map(|row| row.source.as_str()).collect();
        ids.into_iter().filter_map(short).collect::<Vec<String>>().join(", ")
    });
    Sources { production, trade, newest, uses, project, form: product.map(|product| product.form.clone()) }
}
