//! The projects that a reader may choose: one of the record, all of a mineral at once, or a plant of their own.

use super::choice::Choice;
use super::error::ChoiceError;
use super::own_project::OwnProject;
use crate::ledger::{Deal, Ledger};
use crate::scenario::{Dated, Missing, Plant, Project};
use crate::supply::{self, AlliedProject, Contract};
use crate::terms::{Country, Map, Mineral, Order, Reading, Share, Standing, Tonnes, Year};

/// The id of a project that the reader assumes.
pub(super) const OWN: &str = "own";
/// The id of all projects of a mineral at full output.
pub(super) const ALL: &str = "all";
/// The id of all projects of a mineral that are planned to run by a year.
pub(super) const BY_YEAR: &str = "by-year";

/// The projects whose published tonnes can be set against a mineral's trade: those with a share of the output under
/// contract first, since a mere aim is no figure to lead with, then the largest.
pub(super) fn deals<'a>(ledger: &'a Ledger, mineral: &Mineral) -> Vec<&'a Deal> {
    in_order(ledger, mineral, |deal| deal.comparable && deal.capacity.known().is_some())
}

/// All projects that have something to show: those, then those whose tonnes count something else, or of which nobody publishes
/// tonnes, but somebody takes output.
pub(super) fn listed<'a>(ledger: &'a Ledger, mineral: &Mineral) -> Vec<&'a Deal> {
    let mut listed = deals(ledger, mineral);
    let taken = |deal: &Deal| {
        ledger
            .deal_parties
            .iter()
            .any(|party| party.deal == deal.id && party.takes && party.standing != Standing::Lapsed)
    };
    let others = in_order(ledger, mineral, |deal| {
        !(deal.comparable && deal.capacity.known().is_some())
            && (deal.capacity.known().is_some() || taken(deal))
    });
    listed.extend(others);
    listed
}

fn in_order<'a>(ledger: &'a Ledger, mineral: &Mineral, wanted: impl Fn(&Deal) -> bool) -> Vec<&'a Deal> {
    let ours = ledger.deals.iter().filter(|deal| deal.mineral == *mineral && wanted(deal));
    let mut deals: Vec<&Deal> = ours.collect();
    let firm = |deal: &Deal| {
        let mut parties = ledger.deal_parties.iter().filter(|party| party.deal == deal.id);
        parties.any(|party| party.counts && party.share.known().is_some())
    };
    let size = |deal: &Deal| deal.capacity.known().map_or(0.0, |tonnes| tonnes.0);
    deals.order_by(|a, b| firm(b).cmp(&firm(a)).then(size(b).total_cmp(&size(a))).then(a.id.cmp(&b.id)));
    deals
}

/// The project that a mineral leads with: one that can be set against its trade, or where there is none to be set against the
/// first that has something to show, or the reader's own.
pub(super) fn default(ledger: &Ledger, mineral: &Mineral, traded: bool) -> String {
    let first = if traded { deals(ledger, mineral) } else { listed(ledger, mineral) };
    first.first().map_or(OWN.to_owned(), |deal| deal.id.clone())
}

/// The ids that a mineral's menu has.
pub(super) fn ids(ledger: &Ledger, mineral: &Mineral) -> Vec<String> {
    let listed = listed(ledger, mineral).into_iter().map(|deal| deal.id.clone());
    let several = if deals(ledger, mineral).is_empty() { &[][..] } else { &[ALL, BY_YEAR][..] };
    listed.chain(several.iter().chain(&[OWN]).map(|id| (*id).to_owned())).collect()
}

/// What is known of a choice's project without asking the reader: tonnes a year, if it is one of the record, and who buys
/// everything under a single-market deal.
pub(super) fn usual(ledger: &Ledger, choice: &Choice) -> (Option<f64>, Country) {
    let mineral = Mineral::new(&choice.mineral);
    let deals = deals(ledger, &mineral);
    if choice.project == ALL || choice.project == BY_YEAR {
        let tonnes: f64 = plants(ledger, choice).iter().map(|plant| plant.tonnes.0).sum();
        return (Some(tonnes), market(ledger, deals.first().copied()));
    }
    let deal = listed(ledger, &mineral).into_iter().find(|deal| deal.id == choice.project);
    let tonnes = deal.map(|deal| deal.capacity.known().map_or(0.0, |tonnes| tonnes.0));
    (tonnes, market(ledger, deal))
}

/// A choice's project, whether its tonnes are the reader's, and why they cannot be divided.
pub(super) fn chosen(
    ledger: &Ledger,
    choice: &Choice,
    market: Country,
) -> Result<(Project, bool, Option<Missing>), ChoiceError> {
    let usual = usual(ledger, choice).0;
    let assumed = usual != Some(choice.tonnes);
    let tonnes = tonnes(choice);
    if choice.project == ALL || choice.project == BY_YEAR {
        let mut plants = plants(ledger, choice);
        // More or less than they publish: each of them more or less.
        let whole = usual.unwrap_or(0.0);
        for plant in plants.iter_mut().filter(|_| assumed && whole > 0.0) {
            plant.tonnes = Tonnes(plant.tonnes.0 * choice.tonnes / whole);
        }
        let names: Vec<&str> = plants.iter().map(|plant| plant.name.as_str()).collect();
        let project = Project::of_plants(&choice.project, names.join(", "), Some(market), plants);
        let nothing = project.tonnes.known().is_none().then_some(Missing::NotPlanned);
        let source = deals(ledger, &Mineral::new(&choice.mineral)).first().map(|deal| deal.source.clone());
        return Ok((Project { tonnes, source, ..project }, assumed, nothing));
    }
    let mineral = Mineral::new(&choice.mineral);
    let deal = listed(ledger, &mineral).into_iter().find(|deal| deal.id == choice.project);
    let own = OwnProject::read(ledger, &choice.own)?;
    let owners = match deal {
        // An assumed plant is paid for by those who take its output, or by its market where nobody is named.
        None if own.parts.is_empty() => Map::from([(market, Share(1.0))]),
        None => own.shares(),
        Some(deal) => owners(ledger, deal),
    };
    let contracts = match deal {
        None => own.contracts(),
        Some(_) => contracts(ledger, &mineral, deal),
    };
    let host = deal.map(|deal| deal.host).or(own.host);
    let project = Project {
        id: choice.project.clone(),
        name: deal.map_or(own.name, |deal| deal.project.clone()),
        host: host.map_or(Reading::NotApplicable, Reading::Known),
        tonnes,
        market: Some(market),
        owners,
        contracts,
        plants: Vec::new(),
        source: deal.map(|deal| deal.source.clone()),
    };
    let other = deal.is_some_and(|deal| !deal.comparable).then_some(Missing::NotComparable);
    Ok((project, assumed, other))
}

/// What is divided; nothing is not known.
fn tonnes(choice: &Choice) -> Reading<Tonnes> {
    if choice.tonnes > 0.0 { Reading::Known(Tonnes(choice.tonnes)) } else { Reading::NotReported }
}

/// The projects of a choice's mineral in time: those on record, and the reader's own. Nothing of that one is agreed, so it
/// counts as the least firm; it was read when the record was last read.
pub(super) fn planned(ledger: &Ledger, choice: &Choice) -> Vec<AlliedProject> {
    let mut projects = supply::projects(ledger, &Mineral::new(&choice.mineral));
    let own = OwnProject::read(ledger, &choice.own).ok().filter(|_| choice.project == OWN);
    if let Some((own, host)) = own.and_then(|own| own.host.map(|host| (own, host))) {
        projects.push(AlliedProject {
            id: OWN.to_owned(),
            host,
            tonnes: tonnes(choice),
            comparable: true,
            start: own.start,
            read: ledger.deals.iter().filter_map(|deal| deal.read).max(),
            standing: Standing::Letter,
            contracts: own.contracts(),
            source: OWN.to_owned(),
            name: own.name,
        });
    }
    projects
}

/// The plants behind several projects at once: all whose tonnes trade counts too or, by a year, those that are planned to run
/// by then.
fn plants(ledger: &Ledger, choice: &Choice) -> Vec<Plant> {
    let mineral = Mineral::new(&choice.mineral);
    let mut plants = Vec::new();
    for deal in deals(ledger, &mineral) {
        let dated = match (choice.project == BY_YEAR, deal.start) {
            (false, _) => None,
            (true, Some(start)) if start.0 <= choice.by => {
                Some(Dated { at: Year(choice.by), start, read: deal.read })
            }
            (true, _) => continue,
        };
        plants.push(Plant {
            id: deal.id.clone(),
            name: deal.project.clone(),
            host: deal.host,
            tonnes: deal.capacity.known().unwrap_or(Tonnes::ZERO),
            owners: owners(ledger, deal),
            contracts: contracts(ledger, &mineral, Some(deal)),
            dated,
        });
    }
    plants
}

/// Whose part of a project is published, by country.
fn owners(ledger: &Ledger, deal: &Deal) -> Map<Country, Share> {
    let mut owners = Map::new();
    for party in ledger.deal_parties.iter().filter(|party| party.deal == deal.id && party.counts) {
        if let (Some(country), Some(share)) = (party.country, supply::part_taken(deal, party).known()) {
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
fn market(ledger: &Ledger, deal: Option<&Deal>) -> Country {
    let Some(deal) = deal else {
        return Country::UNITED_STATES;
    };
    let mut largest: Option<(f64, Country)> = None;
    for party in ledger.deal_parties.iter().filter(|party| party.deal == deal.id) {
        if let (Some(share), Some(country)) = (supply::part_taken(deal, party).known(), party.country)
            && largest.is_none_or(|(most, _)| share.0 > most)
        {
            largest = Some((share.0, country));
        }
    }
    largest.map_or(deal.host, |(_, country)| country)
}
