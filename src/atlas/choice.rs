//! What a reader asks: from a link to a choice and back, and whether all of it can be asked for.

use serde::{Deserialize, Serialize};

use super::desk::Atlas;
use super::error::{ChoiceError, Error};
use super::subject::{self, OWN};
use super::{link, viewer};
use crate::terms::{self, Mineral, Year, plain};
use crate::wording::Language;
use crate::{allocation, charts, metrics};

/// What a link means when it names nothing.
const DEFAULT_CHART: &str = "dependency-map";
pub(super) const DEFAULT_MINERAL: &str = "natural-graphite";
const DEFAULT_COUNTRY: &str = "CAN";
const DEFAULT_ALLIES: &str = "g7";
const DEFAULT_RULE: &str = "proportional";
const DEFAULT_STOP: f64 = 50.0;
/// More than the world mines of anything here but iron: a typing error, not a plant.
const MOST_TONNES: f64 = 1e9;

/// Everything that a picture depends on, as ids. No field is optional, so that a misspelt key is a missing key and
/// fails loudly; [`Atlas::from_link`](super::Atlas::from_link) fills in what a link leaves out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Choice {
    /// Which chart, for example `dependency-map`.
    pub chart: String,
    /// Language, `en` or `fr`.
    pub lang: String,
    /// Mineral, as links write it: `natural-graphite`.
    pub mineral: String,
    /// The reader's own country, ISO 3166-1 alpha-3, or a group that counts as one: `eu`, `g7`, `nato`.
    pub country: String,
    /// Year of the figures.
    pub year: u16,
    /// Per cent of the restricted supplier's exports that stop, 0 to 100.
    pub stop: f64,
    /// The rule that divides the project's output.
    pub rule: String,
    /// The group of allies that shares.
    pub allies: String,
    /// The project, by its id in the deals, or `own`.
    pub project: String,
    /// Tonnes a year to divide; 0 where no figure is published.
    pub tonnes: f64,
    /// The country that buys everything under a single-market deal.
    pub market: String,
    /// The measure of the map.
    pub measure: String,
}

impl Atlas {
    /// The choice that a query means. What it leaves out gets the default, which may depend on the mineral; keys that
    /// we do not know are ignored.
    ///
    /// # Errors
    /// [`Error::Choice`] naming the parameter, what was given and what is known.
    pub fn from_link(&self, query: &str) -> Result<Choice, Error> {
        let pairs = link::pairs(query);
        let given =
            |key: &str| pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.clone());
        let text = |key: &str, default: &str| given(key).unwrap_or_else(|| default.to_owned());
        let mut choice = Choice {
            chart: text("chart", DEFAULT_CHART),
            lang: text("lang", Language::English.id()),
            mineral: text("mineral", DEFAULT_MINERAL),
            country: text("country", DEFAULT_COUNTRY),
            year: self.default_year().0,
            stop: DEFAULT_STOP,
            rule: text("rule", DEFAULT_RULE),
            allies: String::new(),
            project: String::new(),
            tonnes: 0.0,
            market: String::new(),
            measure: String::new(),
        };
        choice.country =
            viewer::group(&choice.country).map_or_else(|| choice.country.to_ascii_uppercase(), str::to_owned);
        choice.allies = text("allies", usual_allies(&choice.country));
        if let Some(year) = given("year") {
            choice.year = year.parse().map_err(|_| self.unknown_year(&year))?;
        }
        if let Some(stop) = given("stop") {
            choice.stop = number("stop", &stop, 100.0)?;
        }
        self.check_mineral(&choice.mineral)?;
        self.check_held(&choice)?;
        if !self.groups().contains(&choice.allies) {
            return Err(
                ChoiceError::Unknown { kind: "allies", given: choice.allies, known: self.groups() }.into()
            );
        }
        self.fill_in(&mut choice, given("project"));
        if let Some(tonnes) = given("tonnes") {
            choice.tonnes = number("tonnes", &tonnes, MOST_TONNES)?;
        }
        if let Some(market) = given("market") {
            choice.market = market.to_ascii_uppercase();
        }
        if let Some(measure) = given("measure") {
            choice.measure = measure;
        }
        self.check(&choice)?;
        Ok(choice)
    }

    /// The shortest query that [`Atlas::from_link`] turns back into this choice, without chart and language, which
    /// stand in the path: `""`, or `?mineral=gallium&stop=80`.
    pub fn link(&self, choice: &Choice) -> String {
        let mut usual = choice.clone();
        self.fill_in(&mut usual, None);
        let default_project = usual.project.clone();
        self.fill_in(&mut usual, Some(choice.project.clone()));
        let year = self.default_year().to_string();
        let differing = [
            ("mineral", choice.mineral.clone(), DEFAULT_MINERAL.to_owned()),
            ("country", choice.country.clone(), DEFAULT_COUNTRY.to_owned()),
            ("year", choice.year.to_string(), year),
            ("stop", plain(choice.stop), plain(DEFAULT_STOP)),
            ("rule", choice.rule.clone(), DEFAULT_RULE.to_owned()),
            ("allies", choice.allies.clone(), usual_allies(&choice.country).to_owned()),
            ("project", choice.project.clone(), default_project),
            ("tonnes", plain(choice.tonnes), plain(usual.tonnes)),
            ("market", choice.market.clone(), usual.market),
            ("measure", choice.measure.clone(), usual.measure),
        ];
        let pairs: Vec<(&str, String)> = differing
            .into_iter()
            .filter(|(_, is, usual)| is != usual)
            .map(|(key, is, _)| (key, is))
            .collect();
        link::query(&pairs)
    }

    /// Sets what follows from mineral, year and allies: project (unless given), tonnes, market, measure.
    fn fill_in(&self, choice: &mut Choice, project: Option<String>) {
        let mineral = Mineral::new(&choice.mineral);
        let deals = subject::deals(&self.ledger, &mineral);
        choice.project =
            project.unwrap_or_else(|| deals.first().map_or(OWN.to_owned(), |deal| deal.id.clone()));
        let deal = deals.into_iter().find(|deal| deal.id == choice.project);
        choice.tonnes = match deal.and_then(|deal| deal.capacity.known()) {
            Some(tonnes) => tonnes.0,
            None => subject::assumed_tonnes(&self.ledger, &mineral, Year(choice.year), &choice.allies),
        };
        choice.market = subject::market(&self.ledger, deal).code().to_owned();
        let traded = self.ledger.products.iter().any(|product| product.mineral == mineral && product.used);
        choice.measure = if traded { "restricted-share" } else { "output-share" }.to_owned();
    }

    pub(super) fn check(&self, choice: &Choice) -> Result<(), Error> {
        let unknown = |kind: &'static str, given: &str, known: Vec<String>| -> Result<(), Error> {
            if known.iter().any(|id| id == given) {
                return Ok(());
            }
            Err(ChoiceError::Unknown { kind, given: given.to_owned(), known }.into())
        };
        self.words(&choice.lang)?;
        subject::one_of("chart", &choice.chart, charts::ALL, |chart| chart.id)?;
        self.check_mineral(&choice.mineral)?;
        self.check_held(choice)?;
        let countries: Vec<String> =
            self.ledger.countries.iter().map(|row| row.id.code().to_owned()).collect();
        unknown("market", &choice.market, countries.clone())?;
        let groups = viewer::groups().map(str::to_owned);
        unknown("country", &choice.country, countries.into_iter().chain(groups).collect())?;
        if !self.years().contains(&Year(choice.year)) {
            return Err(self.unknown_year(&choice.year.to_string()).into());
        }
        unknown("allies", &choice.allies, self.groups())?;
        subject::one_of("rule", &choice.rule, &allocation::IDS, |id| *id)?;
        subject::one_of("measure", &choice.measure, metrics::ALL, |metric| metric.id)?;
        let deals = subject::deals(&self.ledger, &Mineral::new(&choice.mineral));
        let projects = deals.iter().map(|deal| deal.id.clone()).chain([OWN.to_owned()]).collect();
        unknown("project", &choice.project, projects)?;
        number("stop", &plain(choice.stop), 100.0)?;
        number("tonnes", &plain(choice.tonnes), MOST_TONNES)?;
        Ok(())
    }

    pub(super) fn check_mineral(&self, slug: &str) -> Result<(), Error> {
        let known: Vec<String> = self.ledger.minerals.iter().map(|row| row.id.slug()).collect();
        if known.iter().any(|id| id == slug) {
            return Ok(());
        }
        Err(ChoiceError::Unknown { kind: "mineral", given: slug.to_owned(), known }.into())
    }

    fn unknown_year(&self, given: &str) -> ChoiceError {
        let known = self.years().iter().map(Year::to_string).collect();
        ChoiceError::Unknown { kind: "year", given: given.to_owned(), known }
    }
}

fn number(kind: &'static str, given: &str, high: f64) -> Result<f64, ChoiceError> {
    match terms::number(given) {
        Some(value) if (0.0..=high).contains(&value) => Ok(value),
        _ => Err(ChoiceError::Number { kind, given: given.to_owned(), low: 0.0, high }),
    }
}

/// The group that shares, where a link names none: the reader's own, if they are one.
fn usual_allies(country: &str) -> &str {
    viewer::group(country).unwrap_or(DEFAULT_ALLIES)
}
