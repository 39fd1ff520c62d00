use super::answer::{Question, buyers, divided};
use super::error::ScenarioError;
use super::priors::used;
use crate::chance::{quantile, uniform};
use crate::disruption::{Aim, Buyer, Steps};
use crate::terms::{Country, Reading, Share, Tonnes};

/// The seed of every draw: fixed, so that the same question gives the same band, and common to all rules and slider
/// positions, so that differences between them are theirs.
pub const SEED: u64 = 2025;
/// Variables by number: a new one does not move the others.
const LEAKAGE: u64 = 0;
const RUNS_BADLY: u64 = 1;
const UTILISATION: u64 = 2;
/// The band that is shown: 5th, 50th and 95th percentile.
const PARTS: [f64; 3] = [0.05, 0.5, 0.95];

/// How sure an ally's answer is: 5th, 50th and 95th percentile over the draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Who.
    pub country: Country,
    /// What it gets from the project.
    pub received: [Tonnes; 3],
    /// Loss as a part of imports, with the project.
    pub unmet_after: [Reading<Share>; 3],
}

/// Answers a question many times, with leaks and with a plant that may not run as designed.
///
/// - Takes: a question about a project whose tonnes are known, and how many draws.
/// - Gives: a band for every ally whose figures are known, in the order of the question; none without tonnes or draws.
/// - Leakage is even over [`Aim::leakage`] of a general restriction; of four plants one uses 50 to 90 per cent of its
///   capacity, three use 85 to 100. Delay and ramp belong to single years and are not drawn here.
///
/// # Errors
/// As [`super::answer`].
pub fn bands(question: &Question<'_>, draws: usize) -> Result<Vec<Band>, ScenarioError> {
    if question.project.tonnes.known().is_none() || draws == 0 {
        return Ok(Vec::new());
    }
    let buyers = buyers(question);
    let mut received: Vec<Vec<f64>> = vec![Vec::with_capacity(draws); buyers.len()];
    let mut unmet = received.clone();
    each_draw(question, &buyers, draws, |steps, shares| {
        for (j, (step, share)) in steps.iter().zip(shares).enumerate() {
            received[j].push(share.0);
            let use_ = buyers[j].use_.0;
            unmet[j].push(if use_ > 0.0 { missing(step, *share) / use_ } else { f64::NAN });
        }
    })?;
    let band = |(j, country): (usize, Country)| Band {
        country,
        received: PARTS.map(|part| Tonnes(quantile(&received[j], part).unwrap_or(0.0))),
        // Of no imports there is no part.
        unmet_after: PARTS.map(|part| {
            quantile(&unmet[j], part).map_or(Reading::NotApplicable, |part| Reading::Known(Share(part)))
        }),
    };
    Ok(buyers.iter().map(|buyer| buyer.country).enumerate().map(band).collect())
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
/// use offtake::scenario::{Project, Question, Terms, missing_band};
/// use offtake::supply::canadas_graphite;
/// use offtake::terms::{Country, Map, Reading, Share};
/// let nothing = Project {
///     id: "own".to_owned(), name: String::new(), host: None, tonnes: Reading::NotReported, market: None,
///     owners: Map::new(), contracts: vec![], source: None,
/// };
/// let canada = Country::parse("CAN").unwrap();
/// let question = Question {
///     network: &canadas_graphite(), demand: &Map::new(), allies: &[canada], cut: Share(1.0), project: &nothing,
///     rule: &allocation::ALL[0], terms: Terms::Open,
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
    each_draw(question, &buyers, draws, |steps, shares| {
        let ours = steps.iter().zip(shares).filter(|(step, _)| meant(step.country));
        sums.push(ours.map(|(step, share)| missing(step, *share)).sum::<f64>());
    })?;
    Ok(Some(PARTS.map(|part| Tonnes(quantile(&sums, part).unwrap_or(0.0)))))
}

fn missing(step: &Steps, received: Tonnes) -> f64 {
    (step.shortfall.0 - received.0).max(0.0)
}

/// Hands over what each buyer loses and gets in each draw.
fn each_draw(
    question: &Question<'_>,
    buyers: &[Buyer],
    draws: usize,
    mut take: impl FnMut(&[Steps], &[Tonnes]),
) -> Result<(), ScenarioError> {
    let full = question.project.tonnes.known().unwrap_or(Tonnes::ZERO);
    let (least, most) = Aim::General.leakage();
    for draw in 0..draws as u64 {
        let chance = |variable: u64| uniform(SEED, draw, variable);
        let leakage = Share(least.0 + (most.0 - least.0) * chance(LEAKAGE));
        let available = Tonnes(full.0 * used(chance(RUNS_BADLY), chance(UTILISATION)));
        let (steps, shares) = divided(question, buyers, leakage, available)?;
        take(&steps, &shares);
    }
    Ok(())
}
