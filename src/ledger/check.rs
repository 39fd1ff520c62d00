use crate::terms::{Order, Set};

use super::error::DataError;
use super::fact::{
    Control, CountryRow, Deal, DealParty, Demand, EndUse, FigureYear, GroupMember, Ledger, MineralRow,
    Product, Production, Qualifier, Source, SupplyShare, Trade,
};
use super::pack::YEARS;
use super::rows::{Row, Rows};
use super::table::Table;
use crate::terms::{Country, Mineral, Stage, Standing, Year};

/// The columns that are read, by table. Other columns and other tables are for readers of the files.
pub(super) const COLUMNS: &[(&str, &[&str])] = &[
    ("sources", &["source_id", "publisher", "title", "short", "licence", "url"]),
    (
        "minerals",
        &["mineral_id", "name_en", "number_en", "name_fr", "gender_fr", "stage", "basis", "source_id"],
    ),
    ("countries", &["iso3", "name_en", "article_en", "name_fr", "gender_fr"]),
    ("groups", &["group_id", "iso3", "member", "source_id"]),
    ("products", &["nomenclature", "hs6", "mineral_id", "form", "tells_apart", "used"]),
    (
        "production",
        &["source_id", "mineral_id", "stage", "measure", "year", "country", "value_t", "qualifier", "used"],
    ),
    ("supply_shares_eu", &["source_id", "mineral_id", "scope", "stage", "country", "share", "period"]),
    ("trade", &["source_id", "nomenclature", "hs6", "year", "exporter", "importer", "tonnes"]),
    ("end_uses", &["source_id", "mineral_id", "scope", "period", "sector", "share"]),
    ("demand", &["source_id", "mineral_id", "country", "year", "scenario", "kind", "value_t", "qualifier"]),
    (
        "export_controls",
        &[
            "control_id",
            "mineral_id",
            "scope",
            "control_type",
            "target",
            "announced",
            "effective",
            "announcement_no",
            "state",
            "status_as_of",
            "status_until",
            "source_id",
        ],
    ),
    (
        "deals",
        &[
            "deal_id",
            "project",
            "host",
            "mineral_id",
            "capacity_t",
            "comparable",
            "start_year",
            "source_date",
            "source_id",
        ],
    ),
    (
        "deal_parties",
        &["deal_id", "country", "party", "takes", "share", "share_basis", "counts", "state", "source_id"],
    ),
];

/// Kinds of published use that count all of it, the later before the earlier where a country has several.
const WHOLE_USE: [&str; 3] = ["Consumption, apparent", "Consumption, reported", "Consumption, estimated"];

/// What other tables refer to.
pub(super) struct Known {
    pub(super) sources: Vec<String>,
    pub(super) countries: Vec<Country>,
    pub(super) minerals: Vec<Mineral>,
}

impl Ledger {
    /// Checks tables of text and types their rows.
    ///
    /// Keys are unique, references resolve, numbers are finite and 0 or more, every figure names a source.
    ///
    /// # Errors
    /// [`DataError`] naming table, row and column of the first thing that is wrong.
    pub fn from_tables(tables: &[Table]) -> Result<Ledger, DataError> {
        let mut ledger = Ledger { sources: read(tables, "sources", source)?, ..Ledger::default() };
        unique("sources", "source_id", ledger.sources.iter().map(|row| row.id.as_str()))?;
        ledger.countries = read(tables, "countries", country)?;
        unique("countries", "iso3", ledger.countries.iter().map(|row| row.id.code()))?;
        ledger.minerals = read(tables, "minerals", mineral)?;
        unique("minerals", "mineral_id", ledger.minerals.iter().map(|row| row.id.id()))?;
        let known = ledger.known();
        ledger.groups = read(tables, "groups", |row| group(row, &known))?.into_iter().flatten().collect();
        ledger.products = read(tables, "products", |row| product(row, &known))?;
        ledger.production =
            read(tables, "production", |row| production(row, &known))?.into_iter().flatten().collect();
        ledger.supply_shares = read(tables, "supply_shares_eu", |row| supply_share(row, &known))?
            .into_iter()
            .flatten()
            .collect();
        ledger.trade = read(tables, "trade", |row| trade(row, &known))?;
        ledger.end_uses =
            read(tables, "end_uses", |row| end_use(row, &known))?.into_iter().flatten().collect();
        ledger.demand = read(tables, "demand", |row| demand(row, &known))?.into_iter().flatten().collect();
        ledger.controls =
            read(tables, "export_controls", |row| control(row, &known))?.into_iter().flatten().collect();
        ledger.deals = read(tables, "deals", |row| deal(row, &known))?.into_iter().flatten().collect();
        ledger.deal_parties = read(tables, "deal_parties", |row| party(row, &known))?;
        match tables.iter().any(|table| table.name == YEARS) {
            // The facts of a page: each mineral's own follow, one by one.
            true => ledger.years = read(tables, YEARS, |row| figure_year(row, &known))?,
            false => {
                ledger.years = ledger.years_with_figures();
                ledger.newest = ledger.newest_of_trade(Country::CHINA);
                ledger.held = known.minerals.into_iter().map(|mineral| (mineral, None)).collect();
                ledger.held.extend(ledger.years.iter().map(|row| (row.mineral.clone(), Some(row.year))));
            }
        }
        Ok(ledger)
    }

    pub(super) fn known(&self) -> Known {
        let mut countries: Vec<Country> = self.countries.iter().map(|row| row.id).collect();
        countries.order();
        Known {
            sources: self.sources.iter().map(|row| row.id.clone()).collect(),
            countries,
            minerals: self.minerals.iter().map(|row| row.id.clone()).collect(),
        }
    }
}

pub(super) fn read<T>(
    tables: &[Table],
    name: &str,
    row: impl Fn(Row<'_>) -> Result<T, DataError>,
) -> Result<Vec<T>, DataError> {
    let table = tables
        .iter()
        .find(|table| table.name == name)
        .ok_or_else(|| DataError::MissingTable(name.to_owned()))?;
    let needed = COLUMNS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, columns)| columns);
    Rows::open(table, needed)?.iter().map(row).collect()
}

fn unique<'a>(file: &str, column: &str, keys: impl Iterator<Item = &'a str>) -> Result<(), DataError> {
    let mut seen = Set::new();
    for (index, key) in keys.enumerate() {
        if !seen.insert(key) {
            let what = format!("`{key}` stands twice: keys are unique");
            return Err(DataError::Cell {
                file: file.to_owned(),
                row: index + 2,
                column: column.to_owned(),
                what,
            });
        }
    }
    Ok(())
}

fn source(row: Row<'_>) -> Result<Source, DataError> {
    Ok(Source {
        id: row.some("source_id")?,
        publisher: row.some("publisher")?,
        title: row.some("title")?,
        short: row.some("short")?,
        licence: row.some("licence")?,
        url: row.own("url"),
    })
}

fn country(row: Row<'_>) -> Result<CountryRow, DataError> {
    let gender_fr = row.some("gender_fr")?;
    if !["m", "f", "p", "n"].contains(&gender_fr.as_str()) {
        return Err(row.wrong("gender_fr", format!("`{gender_fr}` is none of m, f, p, n")));
    }
    Ok(CountryRow {
        id: row.country("iso3", &[])?,
        name_en: row.some("name_en")?,
        article_en: row.own("article_en"),
        name_fr: row.some("name_fr")?,
        gender_fr,
    })
}

fn mineral(row: Row<'_>) -> Result<MineralRow, DataError> {
    let stage = row.some("stage")?;
    Ok(MineralRow {
        id: Mineral::new(&row.some("mineral_id")?),
        name_en: row.some("name_en")?,
        number_en: row.some("number_en")?,
        name_fr: row.some("name_fr")?,
        gender_fr: row.some("gender_fr")?,
        stage: Stage::from_id(&stage)
            .ok_or_else(|| row.wrong("stage", format!("`{stage}` is none of mine, refinery, manufacture")))?,
        basis: row.own("basis"),
    })
}

fn figure_year(row: Row<'_>, known: &Known) -> Result<FigureYear, DataError> {
    Ok(FigureYear {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        year: row.year("year")?,
        traded: row.flag("traded")?,
    })
}

/// A party that is not counted as a member is for readers of the file.
fn group(row: Row<'_>, known: &Known) -> Result<Option<GroupMember>, DataError> {
    if !row.flag("member")? {
        return Ok(None);
    }
    Ok(Some(GroupMember {
        group: row.some("group_id")?,
        member: row.country("iso3", &known.countries)?,
        source: row.source(&known.sources)?,
    }))
}

fn product(row: Row<'_>, known: &Known) -> Result<Product, DataError> {
    let hs6 = row.some("hs6")?;
    if hs6.len() != 6 || !hs6.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(row.wrong("hs6", format!("`{hs6}` is not six digits")));
    }
    Ok(Product {
        nomenclature: row.some("nomenclature")?,
        hs6,
        mineral: row.mineral("mineral_id", &known.minerals)?,
        form: row.some("form")?,
        tells_apart: row.flag("tells_apart")?,
        used: row.flag("used")?,
    })
}

/// Capacity, outlooks and the figures of a source that is not used are for readers of the file.
pub(super) fn production(row: Row<'_>, known: &Known) -> Result<Option<Production>, DataError> {
    if row.text("measure") != "production" || row.text("qualifier") == "projected" || !row.flag("used")? {
        return Ok(None);
    }
    let stage = row.some("stage")?;
    let country = match row.text("country") {
        "WORLD" | "OTHER" => None,
        _ => Some(row.country("country", &known.countries)?),
    };
    let qualifier = match row.text("qualifier") {
        "reported" => Qualifier::Reported,
        "estimated" => Qualifier::Estimated,
        "rounded" => Qualifier::Rounded,
        "withheld" => Qualifier::Withheld,
        "not_available" => Qualifier::NotAvailable,
        "range" => Qualifier::Range,
        other => return Err(row.wrong("qualifier", format!("`{other}` is not a qualifier"))),
    };
    Ok(Some(Production {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        stage: Stage::from_id(&stage)
            .ok_or_else(|| row.wrong("stage", format!("`{stage}` is not a stage")))?,
        year: row.year("year")?,
        country,
        world: row.text("country") == "WORLD",
        value: row.tonnes("value_t")?,
        qualifier,
        source: row.source(&known.sources)?,
    }))
}

/// Shares of world supply of one of our minerals. A bound such as `<0.1%` is a gap here, and supply to the EU is for
/// readers of the file.
pub(super) fn supply_share(row: Row<'_>, known: &Known) -> Result<Option<SupplyShare>, DataError> {
    if row.text("mineral_id").is_empty() || row.text("scope") != "world" {
        return Ok(None);
    }
    let stage = row.some("stage")?;
    Ok(Some(SupplyShare {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        stage: Stage::from_id(&stage)
            .ok_or_else(|| row.wrong("stage", format!("`{stage}` is not a stage")))?,
        country: row.country("country", &known.countries)?,
        share: row.share("share")?,
        period: row.some("period")?,
        source: row.source(&known.sources)?,
    }))
}

pub(super) fn trade(row: Row<'_>, known: &Known) -> Result<Trade, DataError> {
    Ok(Trade {
        nomenclature: row.some("nomenclature")?,
        hs6: row.some("hs6")?,
        year: row.year("year")?,
        exporter: row.country("exporter", &known.countries)?,
        importer: row.country("importer", &known.countries)?,
        tonnes: row.tonnes("tonnes")?,
        source: row.source(&known.sources)?,
    })
}

/// Use as a country's own statistics publish it. Outlooks, proxies and parts of the whole are for readers of the file.
pub(super) fn demand(row: Row<'_>, known: &Known) -> Result<Option<Demand>, DataError> {
    let published = row.text("scenario") == "observed" && row.text("qualifier") != "proxy";
    if !published || row.text("country") == "WORLD" || !WHOLE_USE.contains(&row.text("kind")) {
        return Ok(None);
    }
    Ok(Some(Demand {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        country: row.country("country", &known.countries)?,
        year: row.year("year")?,
        value: row.tonnes("value_t")?,
        source: row.source(&known.sources)?,
    }))
}

/// Uses in the European Union, which one study gives for whole minerals. Parts of other wholes are for readers of the file.
pub(super) fn end_use(row: Row<'_>, known: &Known) -> Result<Option<EndUse>, DataError> {
    if row.text("mineral_id").is_empty() || row.text("scope") != "EU" {
        return Ok(None);
    }
    Ok(Some(EndUse {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        sector: row.text("sector").split(' ').next().unwrap_or_default().to_owned(),
        share: row.share("share")?,
        period: row.some("period")?,
        source: row.source(&known.sources)?,
    }))
}

/// A control that names none of our minerals is for readers of the file.
fn control(row: Row<'_>, known: &Known) -> Result<Option<Control>, DataError> {
    if row.text("mineral_id").is_empty() {
        return Ok(None);
    }
    Ok(Some(Control {
        id: row.some("control_id")?,
        mineral: row.mineral("mineral_id", &known.minerals)?,
        kind: row.own("control_type"),
        scope: row.own("scope"),
        target: row.own("target"),
        announced: row.own("announced"),
        effective: row.own("effective"),
        number: row.own("announcement_no"),
        status: row.some("state")?,
        status_as_of: row.own("status_as_of"),
        status_until: row.own("status_until"),
        source: row.source(&known.sources)?,
    }))
}

/// A deal without a mineral of ours or without a host is for readers of the file.
fn deal(row: Row<'_>, known: &Known) -> Result<Option<Deal>, DataError> {
    if row.text("mineral_id").is_empty() || row.text("host").is_empty() {
        return Ok(None);
    }
    Ok(Some(Deal {
        id: row.some("deal_id")?,
        project: row.some("project")?,
        host: row.country("host", &known.countries)?,
        mineral: row.mineral("mineral_id", &known.minerals)?,
        capacity: row.tonnes("capacity_t")?,
        comparable: row.flag("comparable")?,
        start: if row.text("start_year").is_empty() { None } else { Some(row.year("start_year")?) },
        // A date may be an estimate (`2025-07~`), or missing.
        read: row.text("source_date").get(..4).and_then(|year| year.parse().ok()).map(Year),
        source: row.source(&known.sources)?,
    }))
}

fn party(row: Row<'_>, known: &Known) -> Result<DealParty, DataError> {
    let state = row.text("state");
    Ok(DealParty {
        deal: row.some("deal_id")?,
        country: if row.text("country").is_empty() {
            None
        } else {
            Some(row.country("country", &known.countries)?)
        },
        party: row.own("party"),
        takes: row.flag("takes")?,
        share: row.share("share")?,
        share_basis: row.own("share_basis"),
        counts: row.flag("counts")?,
        standing: Standing::from_id(state)
            .ok_or_else(|| row.wrong("state", format!("`{state}` does not say how far it has come")))?,
        source: row.source(&known.sources)?,
    })
}
