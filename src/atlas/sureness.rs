//! How sure a picture is: its draws, made here, or elsewhere and handed in as plain numbers, so that a page can keep them off
//! the thread that listens to the reader.

use super::choice::Choice;
use super::desk::Atlas;
use super::error::Error;
use super::subject;
use crate::charts::{self, Need};
use crate::scenario::{
    self, Band, Bands, Figure, JudgedBand, Need as Needed, PIPELINE_YEARS, Pipeline, Question, SEED,
    ScenarioError,
};
use crate::supply::AlliedProject;
use crate::terms::{Country, Map, Reading, Share, Tonnes};

/// A chart that shows bands: settling a choice for them needs one.
const SURE: &str = "who-gets-it";
/// Draws behind a band.
const DRAWS: usize = 1024;
/// Draws of a rule that counts orders, where the orders are many.
const FEW_DRAWS: usize = 64;
/// The work for all orders doubles with every second claim; up to here it is done before somebody who waits takes notice.
const FEW_CLAIMS: usize = 14;

/// Where the draws of a picture come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Chances<'a> {
    /// They are made as it is drawn.
    Here,
    /// They come later: the picture is drawn without.
    Later,
    /// They were made elsewhere, by [`Atlas::chances`].
    Given(&'a [f64]),
}

/// What a picture says by draws; empty for what it does not say.
pub(super) struct Sureness {
    pub(super) bands: Bands,
    /// What is missing in the end, and from how many draws.
    pub(super) missing: Option<([Tonnes; 3], usize)>,
    pub(super) pipeline: Option<Pipeline>,
}

/// Makes the bands of a question, of what is missing of whose need, and the pipeline of projects; or takes them from what is
/// given.
pub(super) fn sureness(
    asked: Option<&Question<'_>>,
    missing: Option<(&Question<'_>, Option<Country>)>,
    planned: Option<(Vec<AlliedProject>, Figure<Needed>)>,
    chances: Chances<'_>,
) -> Result<Sureness, ScenarioError> {
    let here = chances == Chances::Here;
    let mut bands = match asked {
        Some(question) if here => scenario::bands(question, draws(question))?,
        _ => Bands::default(),
    };
    let mut missed = match missing {
        Some((question, of)) if here => {
            let draws = draws(question);
            scenario::missing_band(question, of, draws)?.map(|band| (band, draws))
        }
        _ => None,
    };
    let mut pipeline = planned.map(|(projects, need)| {
        let draws = if here { DRAWS } else { 0 };
        scenario::pipeline(&projects, need, PIPELINE_YEARS, &Map::new(), SEED, draws)
    });
    if let Chances::Given(numbers) = chances {
        let mut numbers = numbers.iter().copied();
        if let Some(question) = asked {
            bands = read_bands(question, &mut numbers);
        }
        if missing.is_some() {
            missed = read_missing(&mut numbers);
        }
        if let Some(pipeline) = &mut pipeline {
            read_pipeline(pipeline, &mut numbers);
        }
    }
    Ok(Sureness { bands, missing: missed, pipeline })
}

/// How many draws a question can be given while somebody waits.
fn draws(question: &Question<'_>) -> usize {
    let slow = question.rule.id == "random-arrival" && question.allies.len() > FEW_CLAIMS;
    if slow { FEW_DRAWS } else { DRAWS }
}

impl Atlas {
    /// What the draws of a choice's picture depend on: two choices with the same words have the same draws. `None` for a
    /// picture that says nothing by draws.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("permanent_magnets");
    /// let chances_of = |query: &str| {
    ///     atlas.chances_of(&atlas.from_link(&format!("mineral=permanent-magnets&{query}")).unwrap())
    /// };
    /// assert_eq!(chances_of("chart=who-gets-it&lang=fr"), chances_of("chart=who-gets-it"));
    /// assert_ne!(chances_of("chart=who-gets-it&stop=80"), chances_of("chart=who-gets-it"));
    /// assert_eq!(chances_of("chart=supplier-bars"), None);
    /// # }
    /// ```
    pub fn chances_of(&self, choice: &Choice) -> Option<String> {
        if !cfg!(feature = "sharing") {
            return None;
        }
        let chart = charts::ALL.iter().find(|chart| chart.id == choice.chart)?;
        // Other figures of the reader's own, other draws.
        let own = if self.has_own() { format!(" with {}", self.own.given) } else { String::new() };
        if chart.needs.iter().any(|need| matches!(need, Need::Bands | Need::MissingBand)) {
            // No draw depends on a price.
            let price = self.default_price();
            let plain = Choice { chart: String::new(), lang: String::new(), price, ..choice.clone() };
            let what = if chart.needs.contains(&Need::Bands) { "bands" } else { "missing" };
            return Some(format!("{what} {}{own}", self.link(&plain)));
        }
        chart.needs.contains(&Need::Pipeline).then(|| match choice.own.is_empty() {
            true => format!("pipeline {}{own}", choice.mineral),
            false => format!("pipeline {} {} {}{own}", choice.mineral, choice.own, choice.tonnes),
        })
    }

    /// How sure what is said of a choice's division is; `None` where nothing is lost or nothing can be divided.
    ///
    /// # Errors
    /// As [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("permanent_magnets");
    /// let choice = atlas.from_link("mineral=permanent-magnets&stop=100").unwrap();
    /// let [low, middle, high] = atlas.judged_band(&choice).unwrap().unwrap().covered;
    /// // The plan covers a fifth of the loss; leaks make that more, a plant that runs worse makes it less.
    /// assert!(low.0 < 0.2 && 0.2 < high.0 && low < middle && middle < high);
    /// # }
    /// ```
    pub fn judged_band(&self, choice: &Choice) -> Result<Option<JudgedBand>, Error> {
        self.check(choice)?;
        let chart = subject::one_of("chart", SURE, charts::ALL, |chart| chart.id)?;
        Ok(subject::settle(&self.ledger, choice, chart, Chances::Here)?.divided.bands.judged)
    }

    /// Makes the draws of a choice's picture, as plain numbers for [`Chances::Given`]: a page can have this done off the thread
    /// that listens to the reader.
    ///
    /// # Errors
    /// As [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::{Chances, Frame, TableRuler, Theme};
    /// let atlas = atlas("permanent_magnets");
    /// let choice = atlas.from_link("chart=shortfall-waterfall&mineral=permanent-magnets&stop=100").unwrap();
    /// let numbers = atlas.chances(&choice).unwrap();
    /// assert_eq!(numbers[0], 1024.0, "how many draws, then what they say");
    /// let frame = Frame { width: 640.0, theme: &Theme::LIGHT, ruler: &TableRuler };
    /// let given = atlas.draw_with(&choice, &frame, Chances::Given(&numbers)).unwrap();
    /// assert_eq!(given, atlas.draw(&choice, &frame).unwrap(), "the same bits wherever they are made");
    /// # }
    /// ```
    pub fn chances(&self, choice: &Choice) -> Result<Vec<f64>, Error> {
        self.check(choice)?;
        let chart = subject::one_of("chart", &choice.chart, charts::ALL, |chart| chart.id)?;
        let settled = subject::settle(&self.ledger, choice, chart, Chances::Here)?;
        let mut numbers = Vec::new();
        if chart.needs.contains(&Need::Bands) {
            write_bands(&settled.divided.bands, &mut numbers);
        }
        if chart.needs.contains(&Need::MissingBand) {
            write_missing(settled.divided.missing, &mut numbers);
        }
        if let Some(pipeline) = &settled.divided.pipeline {
            write_pipeline(pipeline, &mut numbers);
        }
        Ok(numbers)
    }
}

/// A gap among plain numbers. Every percentile is finite.
const GAP: f64 = f64::NAN;

fn write_bands(bands: &Bands, into: &mut Vec<f64>) {
    let share = |reading: Reading<Share>| reading.known().map_or(GAP, |share| share.0);
    into.push(bands.draws as f64);
    if let Some(judged) = bands.judged {
        into.extend(judged.covered.map(|share| share.0));
        into.extend(judged.least_coverage.map(|share| share.0));
        into.extend(judged.gini);
        into.extend(judged.premium.map_or([GAP; 3], |premium| premium.map(|tonnes| tonnes.0)));
    } else {
        into.extend([GAP; 12]);
    }
    for band in &bands.allies {
        into.extend(band.received.map(|tonnes| tonnes.0));
        into.extend(band.unmet_after.map(share));
        into.extend(band.dependency_after.map(share));
    }
}

/// Three numbers; gaps where they run out.
fn three(numbers: &mut impl Iterator<Item = f64>) -> [f64; 3] {
    [0; 3].map(|_| numbers.next().unwrap_or(GAP))
}

fn read_bands(question: &Question<'_>, numbers: &mut impl Iterator<Item = f64>) -> Bands {
    let draws = numbers.next().filter(|draws| *draws >= 1.0).map_or(0, |draws| draws as usize);
    let [covered, least, gini, premium] = [0; 4].map(|_| three(numbers));
    let judged = (!covered[0].is_nan()).then(|| JudgedBand {
        covered: covered.map(Share),
        least_coverage: least.map(Share),
        gini,
        premium: (!premium[0].is_nan()).then(|| premium.map(Tonnes)),
    });
    let share = |part: f64| if part.is_nan() { Reading::NotApplicable } else { Reading::Known(Share(part)) };
    let known = if draws == 0 { Vec::new() } else { scenario::known(question) };
    let mut allies = Vec::new();
    for country in known {
        let received = three(numbers);
        if received[0].is_nan() {
            break;
        }
        let (unmet, dependency) = (three(numbers), three(numbers));
        allies.push(Band {
            country,
            received: received.map(Tonnes),
            unmet_after: unmet.map(share),
            dependency_after: dependency.map(share),
        });
    }
    Bands { allies, judged, draws }
}

fn write_missing(missing: Option<([Tonnes; 3], usize)>, into: &mut Vec<f64>) {
    let (band, draws) = missing.unwrap_or(([Tonnes::ZERO; 3], 0));
    into.push(draws as f64);
    into.extend(band.map(|tonnes| tonnes.0));
}

fn read_missing(numbers: &mut impl Iterator<Item = f64>) -> Option<([Tonnes; 3], usize)> {
    let draws = numbers.next().filter(|draws| *draws >= 1.0)? as usize;
    let band = three(numbers);
    (!band[0].is_nan()).then(|| (band.map(Tonnes), draws))
}

fn write_pipeline(pipeline: &Pipeline, into: &mut Vec<f64>) {
    into.push(pipeline.drawn.1 as f64);
    for year in &pipeline.years {
        into.extend(year.by_standing.iter().chain([&year.all]).flatten().map(|tonnes| tonnes.0));
    }
}

fn read_pipeline(pipeline: &mut Pipeline, numbers: &mut impl Iterator<Item = f64>) {
    let draws = numbers.next().filter(|draws| *draws >= 1.0).map_or(0, |draws| draws as usize);
    for year in pipeline.years.iter_mut().filter(|_| draws > 0) {
        let mut band = || three(numbers).map(|tonnes| Tonnes(if tonnes.is_nan() { 0.0 } else { tonnes }));
        year.by_standing = [0; 4].map(|_| band());
        year.all = band();
    }
    pipeline.drawn.1 = draws;
}
