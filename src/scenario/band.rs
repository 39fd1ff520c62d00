use super::answer::{Question, buyers, divided};
use super::error::ScenarioError;
use super::priors::used;
use crate::chance::{quantile, uniform};
use crate::disruption::Aim;
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
    let Some(full) = question.project.tonnes.known() else { return Ok(Vec::new()) };
    let buyers = buyers(question);
    let (least, most) = Aim::General.leakage();
    let mut received: Vec<Vec<f64>> = vec![Vec::with_capacity(draws); buyers.len()];
    let mut unmet = received.clone();
    for draw in 0..draws as u64 {
        let chance = |variable: u64| uniform(SEED, draw, variable);
        let leakage = Share(least.0 + (most.0 - least.0) * chance(LEAKAGE));
        let available = Tonnes(full.0 * used(chance(RUNS_BADLY), chance(UTILISATION)));
        let (steps, shares) = divided(question, &buyers, leakage, available)?;
        for (j, (step, share)) in steps.iter().zip(shares).enumerate() {
            received[j].push(share.0);
            let use_ = buyers[j].use_.0;
            unmet[j].push(if use_ > 0.0 { (step.shortfall.0 - share.0).max(0.0) / use_ } else { f64::NAN });
        }
    }
    if draws == 0 {
        return Ok(Vec::new());
    }
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
