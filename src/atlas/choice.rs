//! What a reader asks: from a link to a choice and back, and whether all of it can be asked for.

use serde::{Deserialize, Serialize};

use super::allies::Allies;
use super::desk::Atlas;
use super::error::{ChoiceError, Error};
use super::own_project::OwnProject;
use super::projects::OWN;
use super::subject;
use super::{link, projects, viewer};
use crate::scenario::{PIPELINE_YEARS, Relief};
use crate::terms::{self, Mineral, Share, Year, plain};
use crate::wording::Language;
use crate::{allocation, charts, metrics};

/// What a link means when it names nothing.
pub(super) const DEFAULT_CHART: &str = "dependency-map";
pub(super) const DEFAULT_MINERAL: &str = "natural-graphite";
const DEFAULT_COUNTRY: &str = "CAN";
const DEFAULT_ALLIES: &str = "g7";
const DEFAULT_RULE: &str = "proportional";
const DEFAULT_STOP: f64 = 50.0;
/// Nobody publishes how much leaks or lies in stock: nothing is counted until the reader says.
const DEFAULT_LEAK: f64 = 0.0;
const DEFAULT_STOCK: f64 = 0.0;
/// Two years of stocks outlast every restriction on record.
const MOST_DAYS: f64 = 730.0;
/// Rows or columns of the matrix in the order of their names.
pub(super) const BY_NAME: &str = "name";
const DEFAULT_TERMS: &str = "open";
/// Half way to the end of the pipeline, and what most plans aim at.
const DEFAULT_BY: u16 = 2030;
/// Ten times what the oxide of neodymium and praseodymium ever cost on average of a year.
const MOST_PRICE: f64 = 1000.0;
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
    /// Per cent of what stops that finds another way, 0 to 100.
    pub leak: f64,
    /// Stocks of every ally, in days of its imports, 0 to 730.
    pub stock: f64,
    /// The rule that divides the project's output.
    pub rule: String,
    /// The group of allies that shares; single countries join and leave it: `g7.AUS.-USA`.
    pub allies: String,
    /// The project, by its id in the deals, or `own`.
    pub project: String,
    /// Of a project `own`: name, country, first year and parts, `Plant~CAN~2028~JPN30.CAN40`; or nothing.
    pub own: String,
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
    /// What the market pays for what price floors are on, US dollars a kilogram, 0 to 1,000.
    pub price: f64,
}

impl Choice {
    /// Every parameter but chart and language, by name, as links write them.
    pub(super) fn parameters(&self) -> [(&'static str, String); 18] {
        [
            ("mineral", self.mineral.clone()),
            ("country", self.country.clone()),
            ("year", self.year.to_string()),
            ("stop", plain(self.stop)),
            ("leak", plain(self.leak)),
            ("stock", plain(self.stock)),
            ("rule", self.rule.clone()),
            ("allies", self.allies.clone()),
            ("project", self.project.clone()),
            ("own", self.own.clone()),
            ("tonnes", plain(self.tonnes)),
            ("market", self.market.clone()),
            ("measure", self.measure.clone()),
            ("terms", self.terms.clone()),
            ("by", self.by.to_string()),
            ("price", plain(self.price)),
            ("rows", self.rows.clone()),
            ("columns", self.columns.clone()),
        ]
    }

    /// What leaks and what lies in stock.
    pub(super) fn relief(&self) -> Relief {
        Relief { leakage: Share(self.leak / 100.0), stock_days: self.stock }
    }
}

impl Atlas {
    /// The choice that a query means. What it leaves out gets the default, which may depend on the mineral; keys that
    /// we do not know are ignored.
    ///
    /// # Errors
    /// [`Error::Choice`] naming the parameter, what was given and what is known.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// let choice = atlas.from_link("?mineral=natural-graphite&country=jpn&stop=80").unwrap();
    /// assert_eq!((choice.country.as_str(), choice.stop, choice.allies.as_str()), ("JPN", 80.0, "g7"));
    /// let error = atlas.from_link("?stop=200").unwrap_err();
    /// assert_eq!(error.to_string(), "stop `200` is not a number from 0 to 100");
    /// # }
    /// ```
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
            leak: DEFAULT_LEAK,
            stock: DEFAULT_STOCK,
            rule: text("rule", DEFAULT_RULE),
            allies: String::new(),
            project: String::new(),
            own: String::new(),
            tonnes: 0.0,
            market: String::new(),
            measure: String::new(),
            rows: String::new(),
            columns: String::new(),
            terms: text("terms", DEFAULT_TERMS),
            by: DEFAULT_BY,
            price: self.default_price(),
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
        if let Some(price) = given("price") {
            choice.price = number("price", &price, (0.0, MOST_PRICE))?;
        }
        if let Some(leak) = given("leak") {
            choice.leak = number("leak", &leak, (0.0, 100.0))?;
        }
        if let Some(stock) = given("stock") {
            choice.stock = days(&stock)?;
        }
        self.check_mineral(&choice.mineral)?;
        self.check_held(&choice)?;
        choice.allies = Allies::read(&self.ledger, &self.groups(), &choice.allies)?.text();
        let own = OwnProject::read(&self.ledger, &text("own", ""))?.text();
        // Whoever describes a project means it.
        let described = (!own.is_empty()).then(|| OWN.to_owned());
        self.fill_in(&mut choice, given("project").or(described));
        if choice.project == OWN {
            choice.own = own;
        }
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
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// let choice = atlas.from_link("?mineral=natural-graphite&country=CAN&stop=80").unwrap();
    /// assert_eq!(atlas.link(&choice), "?stop=80", "the rest is usual");
    /// assert_eq!(atlas.from_link(&atlas.link(&choice)).unwrap(), choice);
    /// # }
    /// ```
    pub fn link(&self, choice: &Choice) -> String {
        let mut same = choice.clone();
        let described = (!choice.own.is_empty()).then(|| OWN.to_owned());
        self.fill_in(&mut same, described);
        let default_project = same.project.clone();
        self.fill_in(&mut same, Some(choice.project.clone()));
        let usual = Choice {
            mineral: DEFAULT_MINERAL.to_owned(),
            country: DEFAULT_COUNTRY.to_owned(),
            year: self.default_year().0,
            stop: DEFAULT_STOP,
            leak: DEFAULT_LEAK,
            stock: DEFAULT_STOCK,
            rule: DEFAULT_RULE.to_owned(),
            allies: usual_allies(&choice.country).to_owned(),
            project: default_project,
            own: String::new(),
            terms: DEFAULT_TERMS.to_owned(),
            by: DEFAULT_BY,
            price: self.default_price(),
            rows: choice.country.clone(),
            columns: choice.mineral.clone(),
            ..same
        };
        let pairs: Vec<(&str, String)> = choice
            .parameters()
            .into_iter()
            .zip(usual.parameters())
            .filter(|((_, is), (_, usual))| is != usual)
            .map(|(is, _)| is)
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
        // Rows follow the country where a link does not say: what is wrong is the country then.
        unknown("country", &choice.country, countries.clone())?;
        unknown("rows", &choice.rows, by_name().chain(countries).collect())?;
        let minerals = self.ledger.minerals.iter().map(|row| row.id.slug());
        unknown("columns", &choice.columns, by_name().chain(minerals).collect())?;
        if !self.years().contains(&Year(choice.year)) {
            return Err(self.unknown_year(&choice.year.to_string()).into());
        }
        Allies::read(&self.ledger, &self.groups(), &choice.allies)?;
        OwnProject::read(&self.ledger, &choice.own)?;
        subject::one_of("rule", &choice.rule, &allocation::IDS, |id| *id)?;
        subject::one_of("measure", &choice.measure, &metrics::IDS, |id| id)?;
        let projects = projects::ids(&self.ledger, &Mineral::new(&choice.mineral));
        unknown("project", &choice.project, projects)?;
        subject::one_of("terms", &choice.terms, &subject::TERMS, |(id, _)| *id)?;
        if !PIPELINE_YEARS.contains(&choice.by) {
            return Err(wrong_by(&choice.by.to_string()).into());
        }
        number("stop", &plain(choice.stop), (0.0, 100.0))?;
        number("leak", &plain(choice.leak), (0.0, 100.0))?;
        days(&plain(choice.stock))?;
        number("tonnes", &plain(choice.tonnes), (0.0, MOST_TONNES))?;
        number("price", &plain(choice.price), (0.0, MOST_PRICE))?;
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
    match terms::number(given) {
        Some(value) if (low..=high).contains(&value) => Ok(value),
        _ => Err(ChoiceError::Number { kind, given: given.to_owned(), low, high }),
    }
}

/// Whole days.
fn days(given: &str) -> Result<f64, ChoiceError> {
    let wrong = || ChoiceError::Number { kind: "stock", given: given.to_owned(), low: 0.0, high: MOST_DAYS };
    number("stock", given, (0.0, MOST_DAYS))
        .and_then(|days| if days.fract() == 0.0 { Ok(days) } else { Err(wrong()) })
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
