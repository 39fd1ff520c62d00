use crate::terms::Map;
use std::ops::RangeInclusive;

use super::band::PARTS;
use super::missing::{Figure, Missing};
use super::priors::Priors;
use crate::chance::{quantiles, ramped_output};
use crate::supply::{AlliedProject, SupplyNetwork};
use crate::terms::{Country, Reading, Share, Standing, Tonnes, Year};

/// The years that are shown.
pub const PIPELINE_YEARS: RangeInclusive<u16> = 2025..=2040;

/// What allied projects may bring, year by year, beside what is needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Pipeline {
    /// Year by year, the oldest first.
    pub years: Vec<PipelineYear>,
    /// The projects that are counted, in the order of the record.
    pub projects: Vec<AlliedProject>,
    /// The projects that cannot be counted, and why. None of them is a zero.
    pub gaps: Vec<PipelineGap>,
    /// What is needed; or why that cannot be set beside it.
    pub need: Figure<Need>,
    /// The seed of the draws, and how many.
    pub drawn: (u64, usize),
}

/// One year. Arrays by standing are in the order of [`Standing::OPEN`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PipelineYear {
    /// Which.
    pub year: Year,
    /// What the plans say: full capacity from the first year on.
    pub planned: [Tonnes; 4],
    /// What may come with delays and ramps, by standing: 5th, 50th and 95th percentile. These of one year do not add up
    /// to the percentiles of all together.
    pub by_standing: [[Tonnes; 3]; 4],
    /// The same for all together.
    pub all: [Tonnes; 3],
}

/// A project that cannot be counted.
#[derive(Clone, Debug, PartialEq)]
pub struct PipelineGap {
    /// Which.
    pub project: AlliedProject,
    /// Whether no tonnes are published.
    pub no_tonnes: bool,
    /// Whether no first year is published.
    pub no_start: bool,
    /// Whether its tonnes count something else than the others' do.
    pub other_tonnes: bool,
}

/// What allies buy from the restricted supplier.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// Tonnes a year.
    pub tonnes: Tonnes,
    /// In which year.
    pub year: Year,
    /// Allies whose purchases are not on record: the sum is a least.
    pub unknown: Vec<Country>,
}

/// What allies bought from the restricted supplier in the network's year.
///
/// # Example
/// ```
/// use offtake::scenario::need;
/// use offtake::supply::canadas_graphite;
/// use offtake::terms::{Country, Tonnes};
/// let (canada, chad) = (Country::parse("CAN").unwrap(), Country::parse("TCD").unwrap());
/// let found = need(&canadas_graphite(), &[canada, chad]).unwrap();
/// // CEPII BACI, 2024. Chad's imports are not in these figures: the sum is a least.
/// assert_eq!((found.tonnes, found.unknown), (Tonnes(3427.0), vec![chad]));
/// ```
pub fn need(network: &SupplyNetwork, allies: &[Country]) -> Figure<Need> {
    match network.trade {
        Reading::NotApplicable => return Err(Missing::NoCode),
        Reading::NotReported => return Err(Missing::NoTrade),
        Reading::Known(_) => {}
    }
    let mut need = Need { tonnes: Tonnes::ZERO, year: network.year, unknown: Vec::new() };
    for ally in allies.iter().filter(|ally| **ally != network.restricted) {
        match network.imports_from(network.restricted, *ally).known() {
            Some(tonnes) => need.tonnes = need.tonnes + tonnes,
            None => need.unknown.push(*ally),
        }
    }
    Ok(need)
}

/// What allied projects may bring of a mineral, year by year.
///
/// A project brings its capacity times what is used of it, after a delay and a ramp drawn from [`Priors`]; one that runs
/// already is not late. Tonnes of projects are added where they count the same thing: those that trade counts, if there are
/// any, else the others, which then cannot be set beside what is needed.
///
/// - Takes: the projects of one mineral, what is needed, the years, the part of each standing's projects that never start
///   (none where it is left out: nobody publishes it), a seed and how many draws.
/// - Gives: with no draws, plans alone and bands of zeros.
/// - Source: METHODS, projects in time.
///
/// # Example
/// ```
/// use offtake::scenario::{need, pipeline};
/// use offtake::supply::{AlliedProject, canadas_graphite};
/// use offtake::terms::{Country, Map, Reading, Standing, Tonnes, Year};
/// let canada = Country::parse("CAN").unwrap();
/// let mine = AlliedProject {
///     id: "D20".to_owned(), name: "Matawinie phase 2".to_owned(), host: canada, tonnes: Reading::Known(Tonnes(103_000.0)),
///     comparable: true, start: Some(Year(2028)), read: Some(Year(2026)), standing: Standing::Built, contracts: vec![],
///     source: "policy_record".to_owned(),
/// };
/// let need = need(&canadas_graphite(), &[canada]);
/// let years = pipeline(&[mine], need, 2027..=2032, &Map::new(), 2025, 256).years;
/// let [low, _, high] = years[5].all;
/// assert_eq!(years[0].planned[0], Tonnes(0.0));
/// assert_eq!(years[1].planned[0], Tonnes(103_000.0));
/// assert!(low < high && high <= Tonnes(103_000.0));
/// ```
pub fn pipeline(
    projects: &[AlliedProject],
    need: Figure<Need>,
    years: RangeInclusive<u16>,
    never: &Map<Standing, Share>,
    seed: u64,
    draws: usize,
) -> Pipeline {
    let datable = |project: &AlliedProject| project.tonnes.known().is_some() && project.start.is_some();
    let comparable = projects.iter().any(|project| project.comparable && project.tonnes.known().is_some());
    let counted = |project: &AlliedProject| datable(project) && project.comparable == comparable;
    let (ours, others): (Vec<&AlliedProject>, Vec<&AlliedProject>) =
        projects.iter().filter(|project| project.standing != Standing::Lapsed).partition(|one| counted(one));
    let gap = |project: &&AlliedProject| PipelineGap {
        project: (*project).clone(),
        no_tonnes: project.tonnes.known().is_none(),
        no_start: project.start.is_none(),
        other_tonnes: project.tonnes.known().is_some() && project.comparable != comparable,
    };
    let plans: Vec<Plan> = ours.iter().filter_map(|project| Plan::of(project, never)).collect();
    // One scenario for all years: a project that is late in one is late in the next.
    let drawn: Vec<Vec<Priors>> = (0..draws as u64)
        .map(|draw| plans.iter().map(|plan| Priors::drawn(seed, draw, &plan.id, plan.building)).collect())
        .collect();
    Pipeline {
        years: years.map(|year| of_year(Year(year), &plans, &drawn)).collect(),
        gaps: others.iter().map(gap).collect(),
        projects: ours.into_iter().cloned().collect(),
        need: if comparable || plans.is_empty() { need } else { need.and(Err(Missing::NotComparable)) },
        drawn: (seed, draws),
    }
}

/// A project that can be counted.
struct Plan {
    id: String,
    full: f64,
    start: f64,
    /// Years from when the plan was read to its first year.
    building: f64,
    /// Place of its standing.
    standing: usize,
    never: f64,
}

impl Plan {
    fn of(project: &AlliedProject, never: &Map<Standing, Share>) -> Option<Plan> {
        let start = f64::from(project.start?.0);
        Some(Plan {
            id: project.id.clone(),
            full: project.tonnes.known()?.0,
            start,
            building: project.read.map_or(0.0, |read| (start - f64::from(read.0)).max(0.0)),
            standing: Standing::OPEN.iter().position(|standing| *standing == project.standing)?,
            never: never.get(&project.standing).map_or(0.0, |part| part.0),
        })
    }
}

fn of_year(year: Year, plans: &[Plan], drawn: &[Vec<Priors>]) -> PipelineYear {
    let at = f64::from(year.0);
    let mut planned = [Tonnes::ZERO; 4];
    for plan in plans.iter().filter(|plan| plan.start <= at) {
        planned[plan.standing] = planned[plan.standing] + Tonnes(plan.full);
    }
    let mut samples: [Vec<f64>; 5] = std::array::from_fn(|_| Vec::with_capacity(drawn.len()));
    for priors in drawn {
        let mut sums = [0.0; 5];
        for (plan, prior) in plans.iter().zip(priors).filter(|(plan, prior)| prior.starts >= plan.never) {
            let tonnes = ramped_output(plan.full, prior.used, plan.start, prior.delay, prior.climb, at);
            sums[plan.standing] += tonnes;
            sums[4] += tonnes;
        }
        for (sample, sum) in samples.iter_mut().zip(sums) {
            sample.push(sum);
        }
    }
    let band = |sample: &Vec<f64>| quantiles(sample, PARTS).unwrap_or_default().map(Tonnes);
    let [built, contracted, conditional, letter, all] = &samples;
    let by_standing = [built, contracted, conditional, letter].map(band);
    PipelineYear { year, planned, by_standing, all: band(all) }
}
