//! Several projects and buyers at once, as plain figures: the reader's own, or all projects of a mineral.

use serde::{Deserialize, Serialize};

use super::allies;
use super::analysis::AnalysisError;
use super::choice::Choice;
use super::desk::Atlas;
use super::error::{ChoiceError, Error};
use crate::scenario::{self, NetworkRule, SEED, SharedNetwork};
use crate::supply::{self, AlliedProject, Basis};
use crate::terms::{Country, Mineral, Year};

/// Projects, buyers, and who may buy how much: [`SharedNetwork`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NetworkFigures {
    /// Name and output of each project, tonnes a year.
    pub projects: Vec<(String, f64)>,
    /// Name, need and use of each buyer, tonnes a year.
    pub buyers: Vec<(String, f64, f64)>,
    /// By project, then buyer: the most that it may buy; null without a limit, 0 where it may not.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(number | null)[][]"))]
    pub limits: Vec<Vec<Option<f64>>>,
    /// By project, then buyer: tonnes under contract; null where there are none.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number[][] | null"))]
    pub contracts: Option<Vec<Vec<f64>>>,
    /// By project, then buyer: cost of a tonne's delivery; null where nobody knows.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number[][] | null"))]
    pub costs: Option<Vec<Vec<f64>>>,
}

/// Who gets what: [`scenario::NetworkAnswer`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NetworkDivision {
    /// Tonnes by buyer.
    pub received: Vec<f64>,
    /// Tonnes by project, then buyer.
    pub flow: Vec<Vec<f64>>,
    /// Σ tonnes · cost; null where costs are not known.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub cost: Option<f64>,
    /// Tonnes of each project that nobody gets.
    pub unallocated: Vec<f64>,
}

/// All projects of a mineral that can be set against its trade, as a network.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MineralNetwork {
    /// The network: losses as needs, imports as uses, contracts as published. No limits beyond them, and no costs: nobody
    /// publishes either.
    pub network: NetworkFigures,
    /// Projects that are left out, by id: no tonnes are published, or they count something else than trade.
    pub left_out: Vec<String>,
    /// Allies that are left out, by code: their trade is not on record.
    pub unknown: Vec<String>,
    /// Tonnes under contract to others than the buyers, which are taken off their projects.
    pub outside: f64,
    /// Tonnes of projects that somebody has a contract for, of a size that nobody publishes: what is free of them is not known,
    /// so that they are taken off too.
    pub unknown_tonnes: f64,
}

impl NetworkFigures {
    fn network(&self) -> SharedNetwork {
        SharedNetwork {
            projects: self.projects.clone(),
            buyers: self.buyers.clone(),
            limits: self.limits.clone(),
            contracts: self
                .contracts
                .clone()
                .unwrap_or_else(|| vec![vec![0.0; self.buyers.len()]; self.projects.len()]),
            costs: self.costs.clone(),
        }
    }
}

/// A rule for networks by its id.
fn rule(id: &str) -> Result<NetworkRule, ChoiceError> {
    NetworkRule::ALL.into_iter().find(|rule| rule.id() == id).ok_or_else(|| ChoiceError::Unknown {
        kind: "rule",
        given: id.to_owned(),
        known: NetworkRule::ALL.iter().map(|rule| rule.id().to_owned()).collect(),
    })
}

/// Divides what projects make among buyers, contracts first: `level-coverage`, `level-tonnes`, `maximum-delivered`,
/// `minimum-cost` or `least-worst-dependency`.
///
/// # Errors
/// [`AnalysisError`] naming the project, the buyer and the remedy, or the rules that are known.
///
/// # Example
/// ```
/// use offtake::atlas::{NetworkFigures, share_network};
/// // From: the public record (D01, D04): 10X and Independence; CEPII BACI, HS 850511, magnets that China sold Germany
/// // and the United States in 2024, and what they imported in all.
/// let mut figures = NetworkFigures {
///     projects: vec![("10X".to_owned(), 7000.0), ("Independence".to_owned(), 3000.0)],
///     buyers: vec![("DEU".to_owned(), 12_606.8, 14_908.1), ("USA".to_owned(), 8678.5, 11_218.4)],
///     limits: vec![vec![None; 2]; 2],
///     contracts: None,
///     costs: None,
/// };
/// let received = share_network(&figures, "level-coverage").unwrap().received;
/// assert!((received[0] - 5922.8).abs() < 0.05 && (received[1] - 4077.2).abs() < 0.05);
/// // A contract for all of 10X needs the right to buy it.
/// figures.contracts = Some(vec![vec![7000.0, 0.0], vec![0.0, 0.0]]);
/// figures.limits[0][0] = Some(0.0);
/// assert!(share_network(&figures, "level-coverage").unwrap_err().to_string().contains("DEU may buy 0 t of 10X"));
/// ```
pub fn share_network(figures: &NetworkFigures, by: &str) -> Result<NetworkDivision, AnalysisError> {
    let answer = figures.network().divided(rule(by)?)?;
    Ok(NetworkDivision {
        received: answer.received,
        flow: answer.flow,
        cost: answer.cost,
        unallocated: answer.unallocated,
    })
}

/// The same with leaks and with plants that may not run as designed: 5th, 50th and 95th percentile of what each buyer gets.
///
/// # Errors
/// As [`share_network`].
///
/// # Example
/// ```
/// use offtake::atlas::{NetworkFigures, share_network, share_network_bands};
/// // From: the public record (D01, D04): 10X and Independence; CEPII BACI, HS 850511, magnets that China sold Germany
/// // and the United States in 2024, and what they imported in all.
/// let figures = NetworkFigures {
///     projects: vec![("10X".to_owned(), 7000.0), ("Independence".to_owned(), 3000.0)],
///     buyers: vec![("DEU".to_owned(), 12_606.8, 14_908.1), ("USA".to_owned(), 8678.5, 11_218.4)],
///     limits: vec![vec![None; 2]; 2],
///     contracts: None,
///     costs: None,
/// };
/// let planned = share_network(&figures, "level-coverage").unwrap().received;
/// let bands = share_network_bands(&figures, "level-coverage", 256).unwrap();
/// let [low, middle, high] = bands[1];
/// assert!(low < middle && middle < high);
/// assert!(middle < planned[1], "plants rarely make all that they were designed for");
/// ```
pub fn share_network_bands(
    figures: &NetworkFigures,
    by: &str,
    draws: usize,
) -> Result<Vec<[f64; 3]>, AnalysisError> {
    Ok(figures.network().bands(rule(by)?, SEED, draws)?)
}

impl Atlas {
    /// All projects of a choice's mineral and its allies, as a network to [share](share_network).
    ///
    /// # Errors
    /// As [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// let all = atlas.network(&atlas.from_link("stop=100").unwrap()).unwrap();
    /// // Of the 103,000 t of Matawinie a contract of known size binds 30,000 t; how much of the rest is bound nobody publishes.
    /// assert_eq!(all.network.projects[0].1.round(), 30_000.0);
    /// assert_eq!(all.unknown_tonnes.round(), 73_000.0);
    /// let (japan, lost, used) = &all.network.buyers[5];
    /// assert_eq!((japan.as_str(), lost.round(), used.round()), ("JPN", 41_140.0, 46_207.0));
    /// # }
    /// ```
    pub fn network(&self, choice: &Choice) -> Result<MineralNetwork, Error> {
        self.check(choice)?;
        let mineral = Mineral::new(&choice.mineral);
        let network = supply::network(&self.ledger, &mineral, Year(choice.year), Country::CHINA);
        let all = supply::projects(&self.ledger, &mineral);
        let allies = allies::members(&self.ledger, &choice.allies);
        let relief = choice.relief();
        let (mut buyers, mut unknown): (Vec<(Country, f64, f64)>, Vec<String>) = (Vec::new(), Vec::new());
        for ally in allies.into_iter().filter(|ally| *ally != network.restricted) {
            match (network.imports_from(network.restricted, ally).known(), network.imports(ally).known()) {
                (Some(bought), Some(use_)) => {
                    let lost = bought.0 * choice.stop / 100.0 * (1.0 - relief.leakage.0);
                    buyers.push((ally, (lost - relief.stock(use_).0).max(0.0), use_.0));
                }
                _ => unknown.push(ally.code().to_owned()),
            }
        }
        let (ours, others): (Vec<&AlliedProject>, Vec<&AlliedProject>) =
            all.iter().partition(|project| project.comparable && project.tonnes.known().is_some());
        let (mut projects, mut contracts, mut outside, mut unknown_tonnes) =
            (Vec::new(), Vec::new(), 0.0, 0.0);
        for project in ours {
            let held = scenario::held(&project.name, &project.contracts)?;
            let output = project.tonnes.known().map_or(0.0, |tonnes| tonnes.0);
            let mut bound = vec![0.0; buyers.len()];
            let mut elsewhere = 0.0;
            for contract in project.contracts.iter().filter(|contract| contract.binds()) {
                let tonnes = contract.share.known().map_or(0.0, |share| share.0 * output);
                match buyers.iter().position(|(ally, _, _)| contract.country == Some(*ally)) {
                    Some(place) => bound[place] += tonnes,
                    None => elsewhere += tonnes,
                }
            }
            outside += elsewhere;
            let open_ended = project.contracts.iter().any(|one| one.binds() && one.basis == Basis::Unknown);
            let withheld = if open_ended { held.unknown.0 * output } else { 0.0 };
            unknown_tonnes += withheld;
            projects.push((project.name.clone(), output - elsewhere - withheld));
            contracts.push(bound);
        }
        let limits = vec![vec![None; buyers.len()]; projects.len()];
        let buyers =
            buyers.into_iter().map(|(ally, need, use_)| (ally.code().to_owned(), need, use_)).collect();
        Ok(MineralNetwork {
            network: NetworkFigures { projects, buyers, limits, contracts: Some(contracts), costs: None },
            left_out: others.iter().map(|project| project.id.clone()).collect(),
            unknown,
            outside,
            unknown_tonnes,
        })
    }
}
