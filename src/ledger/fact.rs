use crate::terms::Set;

use crate::terms::{Country, Date, Mineral, Reading, Stage, Standing, Tonnes, Year};

/// All facts in memory, each list in the order of its table, which is sorted by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Who published what, under which licence.
    pub sources: Vec<Source>,
    /// The minerals that can be asked for.
    pub minerals: Vec<MineralRow>,
    /// Every country with its names.
    pub countries: Vec<CountryRow>,
    /// Who belongs to which group.
    pub groups: Vec<GroupMember>,
    /// What each trade code means.
    pub products: Vec<Product>,
    /// Production by country, stage and year.
    pub production: Vec<Production>,
    /// Shares of world supply, where tonnes are not published.
    pub supply_shares: Vec<SupplyShare>,
    /// Bilateral trade by product and year.
    pub trade: Vec<Trade>,
    /// Published use by country.
    pub demand: Vec<Demand>,
    /// What each mineral is used for, by sector.
    pub end_uses: Vec<EndUse>,
    /// Export controls.
    pub controls: Vec<Control>,
    /// Allied projects.
    pub deals: Vec<Deal>,
    /// Who takes, pays or lends in each project.
    pub deal_parties: Vec<DealParty>,
    /// What the market paid, year by year, for what price floors are on.
    pub prices: Vec<Price>,
    /// Years with figures, by mineral.
    pub years: Vec<FigureYear>,
    /// Every mineral's newest imports into the countries of any group; on a page they come when a picture shows them.
    pub newest: Vec<NewestImports>,
    /// Trade of every year, summed by importer; on a page it comes when a picture shows it.
    pub history: Vec<HistoryRow>,
    /// Exports by month, computed; with the history.
    pub export_months: Vec<ExportMonth>,
    /// The minerals whose history is here.
    pub held_history: Set<Mineral>,
    /// Which facts of a mineral are here: its own (no year), and its trade of earlier years. On a page they come one by one.
    pub held: Set<(Mineral, Option<Year>)>,
}

/// What a country imported of a mineral in the newest year with tonnes, gross weight.
#[derive(Clone, Debug, PartialEq)]
pub struct NewestImports {
    /// Which mineral.
    pub mineral: Mineral,
    /// Which year.
    pub year: Year,
    /// Who imports.
    pub country: Country,
    /// From everywhere.
    pub imports: Reading<Tonnes>,
    /// From the restricted supplier.
    pub from_restricted: Reading<Tonnes>,
    /// Who published it.
    pub source: String,
}

/// What a country or a group imported of a mineral in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryRow {
    /// Which mineral.
    pub mineral: Mineral,
    /// What is counted.
    pub unit: TradeUnit,
    /// Whether small flows are in it.
    pub whole: bool,
    /// The code of the country, or the id of the group, whose members’ trade with each other is left out.
    pub place: String,
    /// Which year.
    pub year: Year,
    /// From everywhere.
    pub imports: f64,
    /// From the restricted supplier.
    pub from_restricted: f64,
    /// Who published it.
    pub source: String,
}

/// What trade is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TradeUnit {
    /// Tonnes, gross weight.
    #[default]
    Tonnes,
    /// Thousands of US dollars, where tonnes are published of one year alone.
    ThousandDollars,
}

/// What a country exported under a trade code in a month: a sum of ours over its reports.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportMonth {
    /// Who exported.
    pub exporter: Country,
    /// Six digits as text.
    pub hs6: String,
    /// The first day of the month.
    pub month: Date,
    /// Trading partners with a report.
    pub partners: u32,
    /// Gross product weight.
    pub tonnes: Reading<Tonnes>,
    /// Who published the reports.
    pub source: String,
}

/// A year of which a mineral has figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureYear {
    /// Which mineral.
    pub mineral: Mineral,
    /// Which year.
    pub year: Year,
    /// Whether tonnes of trade are among them.
    pub traded: bool,
}

/// A row of `sources.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Key, for example `usgs_mcs_2026`.
    pub id: String,
    /// For example `U.S. Geological Survey`.
    pub publisher: String,
    /// The publication's title.
    pub title: String,
    /// What a source line under a picture says, for example `USGS MCS 2026`.
    pub short: String,
    /// Licence as text.
    pub licence: String,
    /// Address or DOI.
    pub url: String,
}

/// A row of `minerals.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct MineralRow {
    /// Key.
    pub id: Mineral,
    /// Lower-case name in English, for example `natural graphite`.
    pub name_en: String,
    /// `s` or `p`: whether the English name takes a singular or a plural verb.
    pub number_en: String,
    /// Lower-case name in French.
    pub name_fr: String,
    /// `m`, `f`, `mp` or `fp`.
    pub gender_fr: String,
    /// The stage whose production is shown.
    pub stage: Stage,
    /// The group that it belongs to: what is asked of the group is asked of it.
    pub family: Option<Mineral>,
    /// What it is made of, where it is a sum of others.
    pub parts: Vec<Mineral>,
    /// What a tonne of production means, for example `contained antimony`.
    pub basis: String,
}

/// A row of `countries.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct CountryRow {
    /// Key.
    pub id: Country,
    /// Name in English, without article.
    pub name_en: String,
    /// `the` where English wants it, else empty.
    pub article_en: String,
    /// Name in French, without article.
    pub name_fr: String,
    /// `m`, `f`, `p` (plural), or `n` (no article, as Cuba, Malte).
    pub gender_fr: String,
}

/// A row of `groups.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMember {
    /// `g7`, `nato`, `eu`, `production_alliance`.
    pub group: String,
    /// The member.
    pub member: Country,
    /// Where the membership was read.
    pub source: String,
}

/// A row of `products.csv`: what a trade code holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// `HS92` or `HS17`.
    pub nomenclature: String,
    /// Six digits as text.
    pub hs6: String,
    /// The mineral, or for a bundle the first of it.
    pub mineral: Mineral,
    /// `ore`, `concentrate`, `metal`, `powder`, `compound`, `magnet`.
    pub form: String,
    /// Whether the code holds this mineral alone.
    pub tells_apart: bool,
    /// Whether this code carries the mineral's trade pictures. At most one form a mineral.
    pub used: bool,
}

/// How a figure was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// As printed.
    Reported,
    /// Marked as an estimate by its publisher.
    Estimated,
    /// Rounded total of the publisher.
    Rounded,
    /// Withheld to protect a company.
    Withheld,
    /// Not available.
    NotAvailable,
    /// A range or a bound: `value` is empty, `low` and `high` hold it.
    Range,
}

/// A row of `production.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Production {
    /// Which mineral.
    pub mineral: Mineral,
    /// Which stage.
    pub stage: Stage,
    /// Which year.
    pub year: Year,
    /// Producing country; `None` for the rows `other` and `world`.
    pub country: Option<Country>,
    /// Whether the row is the publisher's world total.
    pub world: bool,
    /// Tonnes; a gap for `W`, `NA` and ranges.
    pub value: Reading<Tonnes>,
    /// How it was given.
    pub qualifier: Qualifier,
    /// Where it was read.
    pub source: String,
}

/// A row of `supply_shares_eu.csv` that is of world supply.
#[derive(Clone, Debug, PartialEq)]
pub struct SupplyShare {
    /// Which mineral.
    pub mineral: Mineral,
    /// Which stage.
    pub stage: Stage,
    /// Who supplies.
    pub country: Country,
    /// Its part of world supply; a gap for a bound.
    pub share: Reading<crate::terms::Share>,
    /// The years of the mean, for example `2016-2020`.
    pub period: String,
    /// Where it was read.
    pub source: String,
}

/// A row of `trade.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Trade {
    /// `HS92` or `HS17`.
    pub nomenclature: String,
    /// Six digits as text.
    pub hs6: String,
    /// Which year.
    pub year: Year,
    /// Who sells.
    pub exporter: Country,
    /// Who buys.
    pub importer: Country,
    /// Gross product weight.
    pub tonnes: Reading<Tonnes>,
    /// Where it was read.
    pub source: String,
}

/// A row of `end_uses.csv` that is of the one study which covers whole minerals, for the European Union.
#[derive(Clone, Debug, PartialEq)]
pub struct EndUse {
    /// Which mineral.
    pub mineral: Mineral,
    /// Code of the sector that uses it in NACE Rev. 2, for example `C20`; empty for uses of no one sector.
    pub sector: String,
    /// Part of all use; a gap for a range.
    pub share: Reading<crate::terms::Share>,
    /// The years of the mean, for example `2016-2020`.
    pub period: String,
    /// Where it was read.
    pub source: String,
}

/// A row of `export_controls.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Key.
    pub id: String,
    /// One row a mineral that it names.
    pub mineral: Mineral,
    /// Licence, ban, quota …
    pub kind: String,
    /// What of it, in kinds of things: `metal; oxides`; empty where the record names none.
    pub scope: String,
    /// Against whom.
    pub target: String,
    /// ISO date of the announcement.
    pub announced: String,
    /// ISO date from which it holds; in words where it is planned, or not stated.
    pub effective: String,
    /// Number of the announcement.
    pub number: String,
    /// `in_force`, `suspended`, `disputed` or `reported`.
    pub status: String,
    /// ISO date on which the status was read.
    pub status_as_of: String,
    /// ISO date until which the status holds, or empty.
    pub status_until: String,
    /// Where it was read.
    pub source: String,
}

/// A row of `deals.csv`: a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Deal {
    /// Key, for example `D20`.
    pub id: String,
    /// The project's name.
    pub project: String,
    /// Where it stands.
    pub host: Country,
    /// What it makes.
    pub mineral: Mineral,
    /// Tonnes a year at full capacity, in the form that trade counts; a gap where not published.
    pub capacity: Reading<Tonnes>,
    /// Whether these tonnes and the mineral's trade tonnes count the same thing.
    pub comparable: bool,
    /// First year of output, if published.
    pub start: Option<Year>,
    /// In which year that was read.
    pub read: Option<Year>,
    /// Where it was read.
    pub source: String,
}

/// A row of `deal_parties.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct DealParty {
    /// The project.
    pub deal: String,
    /// The party's country, where it has one.
    pub country: Option<Country>,
    /// The party's name.
    pub party: String,
    /// Whether it takes part of the output, or has a right to.
    pub takes: bool,
    /// Tonnes a year that it takes; unknown stays unknown.
    pub tonnes: Reading<Tonnes>,
    /// Share of the output; unknown stays unknown.
    pub share: Reading<crate::terms::Share>,
    /// How the share is known: published, computed or proxy; empty where there is none.
    pub share_basis: String,
    /// Whether the share may be added to the others.
    pub counts: bool,
    /// The least that is paid, US dollars a kilogram, where that is agreed.
    pub price_floor: Option<f64>,
    /// How far it has come.
    pub standing: Standing,
    /// Where it was read.
    pub source: String,
}

/// A price of [`FLOOR_PRICE`] in `us_statistics.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// Mean of which year.
    pub year: Year,
    /// US dollars a kilogram.
    pub usd_kg: f64,
    /// Whether its publisher calls it an estimate.
    pub estimated: bool,
    /// Who published it.
    pub source: String,
}

/// The price in the tables of what the price floors on record are for, by mineral and statistic: oxide of neodymium and
/// praseodymium.
pub const FLOOR_PRICE: (&str, &str) =
    ("rare_earths", "Price, average, dollars per kilogram: Neodymium-praseodymium (NdPr) oxide, 99% minimum");

/// A row of `demand.csv`: use as published.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// Which mineral.
    pub mineral: Mineral,
    /// Who uses it.
    pub country: Country,
    /// Which year.
    pub year: Year,
    /// Tonnes, contained as the publisher states.
    pub value: Reading<Tonnes>,
    /// Where it was read.
    pub source: String,
}
