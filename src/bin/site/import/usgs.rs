//! The U.S. Geological Survey's world tables: production, capacity and reserves by country.

use std::path::Path;

use crate::failure::Failure;

use super::figure::{Figure, printed, tonnes};
use super::names::{Countries, place};
use super::raw::{Letters, Raw, RawRow};
use super::sheet::{Row, row};

const TABLES: &str = include_str!("usgs_tables.csv");
/// The two editions, as `sources.csv` names them.
pub const EDITION_2026: &str = "usgs_mcs_2026";
const EDITION_2025: &str = "usgs_mcs_2025";
/// Rows that say what is not in the tables of the data release, in words: a detail of several forms of one country.
const TOTALS: &str = ": rounded";

/// One world table: whose it is, and the words by which both editions name its columns.
struct WorldTable {
    mineral: String,
    stage: String,
    chapter: String,
    /// The part of the chapter that is ours, where it holds several commodities.
    commodity: String,
    production: String,
    capacity: String,
    reserves: String,
    commodity_2025: String,
    type_2025: String,
    basis: String,
}

/// Production, capacity and reserves, before sources are weighed.
pub struct World {
    /// Rows of `production`, all marked as used.
    pub production: Vec<Row>,
    /// Rows of `reserves`.
    pub reserves: Vec<Row>,
}

/// Reads both editions.
pub fn world(from: &Path) -> Result<World, Failure> {
    let tables = tables()?;
    let countries = Countries::open()?;
    let mut world = World { production: Vec::new(), reserves: Vec::new() };
    edition_2026(from, &tables, &countries, &mut world)?;
    edition_2025(from, &tables, &countries, &mut world)?;
    Ok(world)
}

/// Finds the mineral of a row of U.S. figures.
pub struct Chapters(Vec<WorldTable>);

impl Chapters {
    /// The chapters of ours.
    pub fn open() -> Result<Chapters, Failure> {
        tables().map(Chapters)
    }

    /// The mineral whose figures a row holds, if it is one of ours.
    pub fn mineral(&self, cells: &RawRow<'_>) -> Option<&str> {
        self.0.iter().find(|table| table.holds(cells)).map(|table| table.mineral.as_str())
    }
}

/// The data release of 2026 as rows.
pub fn release_2026(from: &Path) -> Result<Raw, Failure> {
    let columns = [
        "MCS_chapter",
        "Section",
        "Commodity",
        "Country",
        "Statistics",
        "Statistics_detail",
        "Unit",
        "Year",
        "Value",
        "Notes",
    ];
    Raw::open(&from.join("usgs/MCS2026_Commodities_Data.csv"), Letters::Windows, &columns)
}

fn tables() -> Result<Vec<WorldTable>, Failure> {
    let raw = Raw::parse("usgs_tables.csv".into(), TABLES, &["mineral_id", "chapter", "type_2025", "basis"])?;
    let own = |row: &RawRow<'_>, column: &str| row.text(column).to_owned();
    Ok(raw
        .rows()
        .map(|row| WorldTable {
            mineral: own(&row, "mineral_id"),
            stage: own(&row, "stage"),
            chapter: own(&row, "chapter"),
            commodity: own(&row, "commodity"),
            production: own(&row, "production"),
            capacity: own(&row, "capacity"),
            reserves: own(&row, "reserves"),
            commodity_2025: own(&row, "commodity_2025"),
            type_2025: own(&row, "type_2025"),
            basis: own(&row, "basis"),
        })
        .collect())
}

fn edition_2026(
    from: &Path,
    tables: &[WorldTable],
    countries: &Countries,
    world: &mut World,
) -> Result<(), Failure> {
    let raw = release_2026(from)?;
    for cells in raw.rows() {
        if !cells.text("Section").starts_with("World") {
            continue;
        }
        let detail = cells.text("Statistics_detail");
        let named = |words: &str| {
            !words.is_empty()
                && (detail == words
                    || detail.starts_with(&format!("{words}:"))
                    || (words.contains(' ') && detail.starts_with(words)))
        };
        for table in tables.iter().filter(|table| table.holds(&cells)) {
            let (words, measure) = match cells.text("Statistics") {
                "Production" => (&table.production, "production"),
                "Capacity" => (&table.capacity, "capacity"),
                "Reserves" => (&table.reserves, "reserves"),
                _ => continue,
            };
            if !named(words) {
                continue;
            }
            let place = place(countries, &cells, "Country")?;
            let total = place == "WORLD" || detail.ends_with(TOTALS);
            let figure = printed(&cells, "Value", tonnes(&cells, "Unit")?, cells.text("Notes"), total)?;
            let year = cells.year("Year")?.to_string();
            let printed = [cells.text("Value"), cells.text("Unit"), EDITION_2026];
            world.add(table, measure, &year, &place, &figure, printed);
        }
    }
    Ok(())
}

fn edition_2025(
    from: &Path,
    tables: &[WorldTable],
    countries: &Countries,
    world: &mut World,
) -> Result<(), Failure> {
    let columns = ["COMMODITY", "COUNTRY", "TYPE", "UNIT_MEAS", "PROD_2023", "PROD_EST_2024", "PROD_NOTES"];
    let raw = Raw::open(&from.join("usgs/MCS2025_World_Data.csv"), Letters::Utf8, &columns)?;
    for cells in raw.rows() {
        let ours = |table: &&WorldTable| {
            !table.type_2025.is_empty()
                && table.commodity_2025.eq_ignore_ascii_case(cells.text("COMMODITY"))
                && cells.text("TYPE").starts_with(&table.type_2025)
        };
        for table in tables.iter().filter(ours) {
            let place = place(countries, &cells, "COUNTRY")?;
            for (column, year) in [("PROD_2023", "2023"), ("PROD_EST_2024", "2024")] {
                // This edition leaves a cell empty both for nothing and for no figure: a gap, since it may be either.
                if cells.text(column).is_empty() {
                    continue;
                }
                // Its column of 2024 holds first estimates.
                let notes = if year == "2024" { "Estimated" } else { cells.text("PROD_NOTES") };
                let figure = printed(&cells, column, tonnes(&cells, "UNIT_MEAS")?, notes, place == "WORLD")?;
                let printed = [cells.text(column), cells.text("UNIT_MEAS"), EDITION_2025];
                world.add(table, "production", year, &place, &figure, printed);
            }
        }
    }
    Ok(())
}

impl WorldTable {
    fn holds(&self, cells: &RawRow<'_>) -> bool {
        let ours = self.commodity.is_empty() || self.commodity.eq_ignore_ascii_case(cells.text("Commodity"));
        ours && self.chapter == cells.text("MCS_chapter")
    }
}

impl World {
    fn add(
        &mut self,
        table: &WorldTable,
        measure: &str,
        year: &str,
        place: &str,
        figure: &Figure,
        printed: [&str; 3],
    ) {
        let [raw, unit, source] = printed;
        let Figure { value, low, high, qualifier } = figure;
        if measure == "reserves" {
            let cells =
                [&table.mineral, year, place, value, low, high, qualifier, &table.basis, raw, unit, source];
            self.reserves.push(row(cells));
        } else {
            let head = [&table.mineral, &table.stage, measure, year, place, value, low, high, qualifier];
            let tail = [table.basis.as_str(), raw, unit, "yes", source];
            self.production
                .push(head.iter().map(|cell| (*cell).to_owned()).chain(tail.map(str::to_owned)).collect());
        }
    }
}
