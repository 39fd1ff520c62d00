//! What a reader asks: from a link to a choice and back, and whether all of it can be asked for.

use serde::{Deserialize, Serialize};

use super::desk::Atlas;
use super::error::{ChoiceError, Error};
use super::subject;
use super::{link, projects, viewer};
use crate::scenario::PIPELINE_YEARS;
use crate::terms::{Mineral, Year};
use crate::wording::Language;
use crate::{allocation, charts, metrics};

/// What a link means when it names nothing.
const DEFAULT_CHART: &str = "dependency-map";
pub(super) const DEFAULT_MINERAL: &str = "natural-graphite";
const DEFAULT_COUNTRY: &str = "CAN";
const DEFAULT_ALLIES: &str = "g7";
const DEFAULT_RULE: &str = "proportional";
const DEFAULT_STOP: f64 = 50.0;
/// Rows or columns of the matrix in the order of their names.
pub(super) const BY_NAME: &str = "name";
const DEFAULT_TERMS: &str = "open";
/// Half way to the end of the pipeline, and what most plans aim at.
const DEFAULT_BY: u16 = 2030;
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
    /// By whose column the rows of the matrix are sorted: a country as above, or `name`.
    pub rows: String,
    /// By which mineral's row the columns of the matrix are sorted, or `name`.
    pub columns: String,
    /// What contracts do to the division: `open` (nothing), `contracts-first`, `as-they-stand`.
    pub terms: String,
    /// The year by which projects are counted, 2025 to 2040.
    pub by: u16,
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
            rows: String::new(),
            columns: String::new(),
            terms: text("terms", DEFAULT_TERMS),
            by: DEFAULT_BY,
        };
        let place = |text: &str| viewer::group(text).map_or_else(|| text.to_ascii_uppercase(), str::to_owned);
        choice.country = place(&choice.country);
        choice.rows = match given("rows") {
            Some(rows) if rows == BY_NAME => rows,
            rows => place(&rows.unwrap_or_else(|| choice.country.clone())),
        };
        choice.columns = text("columns", &choice.mineral);
        choice.allies = text("allies", usual_allies(&choice.country));
        if let Some(year) = given("year") {
            choice.year = year.parse().map_err(|_| self.unknown_year(&year))?;
        }
        if let Some(stop) = given("stop") {
            choice.stop = number("stop", &stop, (0.0, 100.0))?;
        }
        if let Some(by) = given("by") {
            choice.by = by.parse().map_err(|_| wrong_by(&by))?;
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
            choice.tonnes = number("tonnes", &tonnes, (0.0, MOST_TONNES))?;
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
        let mut plain = choice.clone();
        self.fill_in(&mut plain, None);
        let default_project = plain.project.clone();
        self.fill_in(&mut plain, Some(choice.project.clone()));
        let year = self.default_year().to_string();
        let differing = [
            ("mineral", choice.mineral.clone(), DEFAULT_MINERAL.to_owned()),
            ("country", choice.country.clone(), DEFAULT_COUNTRY.to_owned()),
            ("year", choice.year.to_string(), year),
            ("stop", choice.stop.to_string(), DEFAULT_STOP.to_string()),
            ("rule", choice.rule.clone(), DEFAULT_RULE.to_owned()),
            ("allies", choice.allies.clone(), usual_allies(&choice.country).to_owned()),
            ("project", choice.project.clone(), default_project),
            ("tonnes", choice.tonnes.to_string(), plain.tonnes.to_string()),
            ("market", choice.market.clone(), plain.market),
            ("measure", choice.measure.clone(), plain.measure),
            ("rows", choice.rows.clone(), choice.country.clone()),
            ("columns", choice.columns.clone(), choice.mineral.clone()),
            ("terms", choice.terms.clone(), DEFAULT_TERMS.to_owned()),
            ("by", choice.by.to_string(), DEFAULT_BY.to_string()),
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
        let traded = self.ledger.products.iter().any(|product| product.mineral == mineral && product.used);
        choice.project = project.unwrap_or_else(|| projects::default(&self.ledger, &mineral, traded));
        let (tonnes, market) = projects::usual(&self.ledger, choice);
        choice.tonnes = tonnes.unwrap_or_else(|| {
            subject::assumed_tonnes(&self.ledger, &mineral, Year(choice.year), &choice.allies)
        });
        choice.market = market.code().to_owned();
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
        let countries: Vec<String> = countries.into_iter().chain(groups).collect();
        let by_name = || std::iter::once(BY_NAME.to_owned());
        unknown("rows", &choice.rows, by_name().chain(countries.clone()).collect())?;
        unknown("country", &choice.country, countries)?;
        let minerals = self.ledger.minerals.iter().map(|row| row.id.slug());
        unknown("columns", &choice.columns, by_name().chain(minerals).collect())?;
        if !self.years().contains(&Year(choice.year)) {
            return Err(self.unknown_year(&choice.year.to_string()).into());
        }
        unknown("allies", &choice.allies, self.groups())?;
        subject::one_of("rule", &choice.rule, allocation::ALL, |rule| rule.id)?;
        subject::one_of("measure", &choice.measure, metrics::ALL, |metric| metric.id)?;
        let projects = projects::ids(&self.ledger, &Mineral::new(&choice.mineral));
        unknown("project", &choice.project, projects)?;
        subject::one_of("terms", &choice.terms, &subject::TERMS, |(id, _)| *id)?;
        if !PIPELINE_YEARS.contains(&choice.by) {
            return Err(wrong_by(&choice.by.to_string()).into());
        }
        number("stop", &choice.stop.to_string(), (0.0, 100.0))?;
        number("tonnes", &choice.tonnes.to_string(), (0.0, MOST_TONNES))?;
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

fn number(kind: &'static str, given: &str, (low, high): (f64, f64)) -> Result<f64, ChoiceError> {
    match given.parse::<f64>() {
        Ok(value) if (low..=high).contains(&value) => Ok(value),
        _ => Err(ChoiceError::Number { kind, given: given.to_owned(), low, high }),
    }
}

/// A year by which no project is counted.
fn wrong_by(given: &str) -> ChoiceError {
    let (low, high) = (f64::from(*PIPELINE_YEARS.start()), f64::from(*PIPELINE_YEARS.end()));
    ChoiceError::Number { kind: "by", given: given.to_owned(), low, high }
}

/// The group that shares, where a link names none: the reader's own, if they are one.
fn usual_allies(country: &str) -> &str {
    viewer::group(country).unwrap_or(DEFAULT_ALLIES)
}
