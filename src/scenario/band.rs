use super::answer::{Question, buyers, divided};
use super::error::ScenarioError;
use crate::allocation::gini;
use crate::chance::{quantiles, uniform};
use crate::disruption::{Aim, Buyer, Steps};
use crate::terms::{Country, Reading, Share, Tonnes};

/// The seed of every draw: fixed, so that the same question gives the same band, and common to all rules and slider
/// positions, so that differences between them are theirs.
pub const SEED: u64 = 2025;
/// The variable of the leakage; those of plants follow. A new one does not move the others.
const LEAKAGE: u64 = 0;
/// The band that is shown: 5th, 50th and 95th percentile.
pub(super) const PARTS: [f64; 3] = [0.05, 0.5, 0.95];

/// How sure an ally's answer is: 5th, 50th and 95th percentile over the draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Who.
    pub country: Country,
    /// What it gets from the project.
    pub received: [Tonnes; 3],
    /// Loss as a part of imports, with the project.
    pub unmet_after: [Reading<Share>; 3],
    /// Share of imports from the restricted supplier when the project's tonnes take the place of its own.
    pub dependency_after: [Reading<Share>; 3],
}

/// How sure an answer is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bands {
    /// Every ally whose figures are known, in the order of the question.
    pub allies: Vec<Band>,
    /// The division as a whole; `None` where nothing is lost.
    pub judged: Option<JudgedBand>,
    /// From how many draws.
    pub draws: usize,
}

/// How sure what is said of a division is: 5th, 50th and 95th percentile over the draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JudgedBand {
    /// The part of all losses together that is made good.
    pub covered: [Share; 3],
    /// The smallest part of its loss that an ally gets back.
    pub least_coverage: [Share; 3],
    /// Gini coefficient of coverage, each ally counting once.
    pub gini: [f64; 3],
    /// What the market gets less than if it were the only one; `None` where its figures are not known.
    pub premium: Option<[Tonnes; 3]>,
}

/// Answers a question many times, with leaks and with plants that may not run as designed.
///
/// - Takes: a question about a project whose tonnes are known, and how many draws.
/// - Gives: a band for every ally whose figures are known, and for the division as a whole; nothing without tonnes or draws.
/// - Leakage is even over [`Aim::leakage`] of a general restriction, unless the question says how much leaks; of four
///   plants one uses 50 to 90 per cent of its capacity, three use 85 to 100. Delay and ramp belong to single years: they
///   are drawn where a year is asked about.
///
/// # Errors
/// As [`super::answer`].
///
/// # Example
/// ```
/// # use offtake::allocation::ALL;
/// # use offtake::scenario::{Question, Relief, Terms};
/// use offtake::scenario::{matawinie, bands};
/// use offtake::supply::canadas_graphite;
/// use offtake::terms::{Country, Map, Share, Tonnes};
/// let (graphite, demand, project) = (canadas_graphite(), Map::new(), matawinie());
/// let canada = Country::parse("CAN").unwrap();
/// let question = Question {
///     network: &graphite,
///     demand: &demand,
///     allies: &[canada, Country::UNITED_STATES],
///     cut: Share(1.0),
///     project: &project,
///     rule: ALL.iter().find(|rule| rule.id == "single-market").unwrap(),
///     terms: Terms::Open,
///     relief: Relief::default(),
/// };
/// let sure = bands(&question, 1024).unwrap();
/// // Up to 30 per cent of a stop may leak: what the market loses, and so what it gets, is a band.
/// let [low, middle, high] = sure.allies[1].received;
/// assert!(Tonnes(0.7 * 33214.4) < low && low < middle && middle < high && high < Tonnes(33214.4));
/// ```
pub fn bands(question: &Question<'_>, draws: usize) -> Result<Bands, ScenarioError> {
    if question.project.tonnes.known().is_none() || draws == 0 {
        return Ok(Bands::default());
    }
    let buyers = buyers(question);
    let mut allies: Vec<Samples> = buyers.iter().map(|_| Samples::of(draws)).collect();
    let mut whole = Whole::of(draws);
    let market = buyers.iter().position(|buyer| Some(buyer.country) == question.project.market);
    each_draw(question, &buyers, draws, |steps, shares, available| {
        for (((samples, buyer), step), share) in allies.iter_mut().zip(&buyers).zip(steps).zip(shares) {
            samples.add(buyer, step.shortfall, *share);
        }
        whole.add(steps, shares, market, available);
    })?;
    let allies = allies.iter().zip(&buyers).map(|(samples, buyer)| samples.band(buyer.country)).collect();
    Ok(Bands { allies, judged: whole.band(draws), draws })
}

/// What is missing in the end: 5th, 50th and 95th percentile over the same draws as [`bands`].
///
/// - Takes: a question; whose need is meant, all allies' together without a country; how many draws. A project whose tonnes
///   nobody publishes brings nothing.
/// - Gives: tonnes a year; `None` without draws or where nobody's figures are known.
///
/// # Errors
/// As [`super::answer`].
///
/// # Example
/// ```
/// use offtake::allocation;
/// use offtake::scenario::{Project, Question, Relief, Terms, missing_band};
/// use offtake::supply::canadas_graphite;
/// use offtake::terms::{Country, Map, Reading, Share};
/// let canada = Country::parse("CAN").unwrap();
/// let nothing = Project {
///     id: "own".to_owned(), name: String::new(), host: Reading::NotApplicable, tonnes: Reading::NotReported,
///     market: Some(canada), owners: Map::new(), contracts: vec![], plants: vec![], source: None,
/// };
/// let question = Question {
///     network: &canadas_graphite(), demand: &Map::new(), allies: &[canada], cut: Share(1.0), project: &nothing,
///     rule: &allocation::ALL[0], terms: Terms::Open, relief: Relief::default(),
/// };
/// // China sold Canada 3,427 t of natural graphite in 2024 (CEPII BACI). Up to 30 per cent of a stop may leak.
/// let [low, middle, high] = missing_band(&question, Some(canada), 1024).unwrap().unwrap();
/// assert!(0.7 * 3427.0 < low.0 && low < middle && middle < high && high.0 < 3427.0);
/// ```
pub fn missing_band(
    question: &Question<'_>,
    of: Option<Country>,
    draws: usize,
) -> Result<Option<[Tonnes; 3]>, ScenarioError> {
    let buyers = buyers(question);
    let meant = |country: Country| of.is_none_or(|of| of == country);
    if draws == 0 || !buyers.iter().any(|buyer| meant(buyer.country)) {
        return Ok(None);
    }
    let mut sums = Vec::with_capacity(draws);
    each_draw(question, &buyers, draws, |steps, shares, _| {
        let ours = steps.iter().zip(shares).filter(|(step, _)| meant(step.country));
        sums.push(ours.map(|(step, share)| missing(step, *share)).sum::<f64>());
    })?;
    Ok(Some(three(&sums).map(Tonnes)))
}

fn missing(step: &Steps, received: Tonnes) -> f64 {
    (step.shortfall.0 - received.0).max(0.0)
}

/// Hands over what each buyer loses and gets in each draw, and what there is to divide.
fn each_draw(
    question: &Question<'_>,
    buyers: &[Buyer],
    draws: usize,
    mut take: impl FnMut(&[Steps], &[Tonnes], Tonnes),
) -> Result<(), ScenarioError> {
    let said = question.relief.leakage;
    let (least, most) = if said.0 > 0.0 { (said, said) } else { Aim::General.leakage() };
    let mut project = question.project.clone();
    for draw in 0..draws as u64 {
        let leakage = Share(least.0 + (most.0 - least.0) * uniform(SEED, draw, LEAKAGE));
        question.project.draw(draw, &mut project);
        let available = project.tonnes.known().unwrap_or(Tonnes::ZERO);
        let (steps, shares) =
            divided(&Question { project: &project, ..*question }, buyers, leakage, available)?;
        take(&steps, &shares, available);
    }
    Ok(())
}

/// One ally over the draws.
struct Samples {
    received: Vec<f64>,
    unmet: Vec<f64>,
    dependency: Vec<f64>,
}

impl Samples {
    /// With room for so many: lists that grow are copied again and again.
    fn of(draws: usize) -> Samples {
        let room = || Vec::with_capacity(draws);
        Samples { received: room(), unmet: room(), dependency: room() }
    }

    fn add(&mut self, buyer: &Buyer, lost: Tonnes, share: Tonnes) {
        let bought = buyer.from_restricted;
        self.received.push(share.0);
        // Of no imports there is no part.
        if buyer.use_.0 > 0.0 {
            self.unmet.push((lost - share).max(Tonnes::ZERO).0 / buyer.use_.0);
            self.dependency.push((bought - share.min(bought)).0 / buyer.use_.0);
        }
    }

    fn band(&self, country: Country) -> Band {
        let parts = |sample: &[f64]| {
            quantiles(sample, PARTS)
                .map_or([Reading::NotApplicable; 3], |band| band.map(|part| Reading::Known(Share(part))))
        };
        Band {
            country,
            received: three(&self.received).map(Tonnes),
            unmet_after: parts(&self.unmet),
            dependency_after: parts(&self.dependency),
        }
    }
}

/// The division over the draws.
struct Whole {
    covered: Vec<f64>,
    least: Vec<f64>,
    gini: Vec<f64>,
    premium: Vec<f64>,
    /// Coverage of who loses anything in the draw at hand, and that each counts once: kept, so that no draw makes lists.
    parts: Vec<f64>,
    heads: Vec<f64>,
}

impl Whole {
    fn of(draws: usize) -> Whole {
        let room = || Vec::with_capacity(draws);
        Whole {
            covered: room(),
            least: room(),
            gini: room(),
            premium: room(),
            parts: Vec::new(),
            heads: Vec::new(),
        }
    }

    fn add(&mut self, steps: &[Steps], shares: &[Tonnes], market: Option<usize>, available: Tonnes) {
        let all: Tonnes = steps.iter().map(|step| step.shortfall).sum();
        if all.0 <= 0.0 {
            return;
        }
        let (mut useful, mut least) = (0.0, 1.0_f64);
        self.parts.clear();
        for (Steps { shortfall, .. }, share) in steps.iter().zip(shares) {
            useful += shortfall.0.min(share.0);
            if shortfall.0 > 0.0 {
                let part = (share.0 / shortfall.0).min(1.0);
                least = least.min(part);
                self.parts.push(part);
            }
        }
        self.heads.resize(self.parts.len(), 1.0);
        self.covered.push(useful / all.0);
        self.least.push(least);
        self.gini.extend(gini(&self.parts, &self.heads));
        if let Some(at) = market {
            self.premium.push(steps[at].shortfall.0.min(available.0) - shares[at].0);
        }
    }

    /// A draw without losses tells nothing of the division: then there is no band.
    fn band(&self, draws: usize) -> Option<JudgedBand> {
        (self.covered.len() == draws).then(|| JudgedBand {
            covered: three(&self.covered).map(Share),
            least_coverage: three(&self.least).map(Share),
            gini: three(&self.gini),
            premium: (!self.premium.is_empty()).then(|| three(&self.premium).map(Tonnes)),
        })
    }
}

fn three(sample: &[f64]) -> [f64; 3] {
    quantiles(sample, PARTS).unwrap_or_default()
}
