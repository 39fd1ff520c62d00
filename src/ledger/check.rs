use crate::terms::{Country, Mineral, Order, Set};

use super::columns::COLUMNS;
use super::error::DataError;
use super::fact::Ledger;
use super::figures::{demand, end_use, production, supply_share, trade};
use super::history::{self, HISTORY};
use super::naming::{country, figure_year, group, mineral, product, source};
use super::pack::YEARS;
use super::record::{control, deal, party, price};
use super::rows::{Row, Rows};
use super::table::Table;

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
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::ledger::{DataError, Ledger};
    /// let mut tables = tables("gallium");
    /// let facts = Ledger::from_tables(&tables).unwrap();
    /// assert!(facts.production.iter().any(|row| row.mineral.id() == "gallium"));
    /// // A table that is wrong is refused with its name, row and column.
    /// let production = tables.iter_mut().find(|table| table.name == "production").unwrap();
    /// let made = production.columns.iter().position(|column| column == "value_t").unwrap();
    /// production.rows[0][made] = "-1860".to_owned();
    /// let wrong = Ledger::from_tables(&tables).unwrap_err().to_string();
    /// assert!(wrong.contains("production") && wrong.contains("value_t") && wrong.contains("-1860"), "{wrong}");
    /// # }
    /// ```
    pub fn from_tables(tables: &[Table]) -> Result<Ledger, DataError> {
        let mut ledger = Ledger { sources: read(tables, "sources", source)?, ..Ledger::default() };
        unique("sources", "source_id", ledger.sources.iter().map(|row| row.id.as_str()))?;
        ledger.countries = read(tables, "countries", country)?;
        unique("countries", "iso3", ledger.countries.iter().map(|row| row.id.code()))?;
        ledger.minerals = read(tables, "minerals", mineral)?;
        unique("minerals", "mineral_id", ledger.minerals.iter().map(|row| row.id.id()))?;
        let known = ledger.known();
        ledger.groups = read_some(tables, "groups", |row| group(row, &known))?;
        ledger.products = read(tables, "products", |row| product(row, &known))?;
        ledger.production = read_some(tables, "production", |row| production(row, &known))?;
        ledger.supply_shares = read_some(tables, "supply_shares_eu", |row| supply_share(row, &known))?;
        ledger.trade = read(tables, "trade", |row| trade(row, &known))?;
        ledger.end_uses = read_some(tables, "end_uses", |row| end_use(row, &known))?;
        ledger.demand = read_some(tables, "demand", |row| demand(row, &known))?;
        ledger.controls = read_some(tables, "export_controls", |row| control(row, &known))?;
        ledger.deals = read_some(tables, "deals", |row| deal(row, &known))?;
        ledger.deal_parties = read(tables, "deal_parties", |row| party(row, &known))?;
        ledger.prices = read_some(tables, "us_statistics", |row| price(row, &known))?;
        match tables.iter().any(|table| table.name == YEARS) {
            // The facts of a page: each mineral's own follow, one by one.
            true => ledger.years = read(tables, YEARS, |row| figure_year(row, &known))?,
            false => {
                ledger.years = ledger.years_with_figures();
                ledger.newest = ledger.newest_of_trade(Country::CHINA);
                // Made when tables are cut to what pictures need: single flows of all years do not come this far.
                if tables.iter().any(|table| table.name == HISTORY) {
                    ledger.history = history::history(tables, &known)?;
                    ledger.export_months = history::months(tables, &known)?;
                    ledger.held_history = known.minerals.iter().cloned().collect();
                }
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

/// The rows of a table, typed.
pub(super) fn read<T>(
    tables: &[Table],
    name: &str,
    row: impl Fn(Row<'_>) -> Result<T, DataError>,
) -> Result<Vec<T>, DataError> {
    read_some(tables, name, |cells| row(cells).map(Some))
}

/// The rows of a table that are of use here, typed.
pub(super) fn read_some<T>(
    tables: &[Table],
    name: &str,
    row: impl Fn(Row<'_>) -> Result<Option<T>, DataError>,
) -> Result<Vec<T>, DataError> {
    let mut found = Vec::new();
    each(tables, name, &mut |cells| {
        found.extend(row(cells)?);
        Ok(())
    })?;
    Ok(found)
}

/// One routine for rows of every type: written out for each, it weighed as much as a chart.
fn each(
    tables: &[Table],
    name: &str,
    take: &mut dyn FnMut(Row<'_>) -> Result<(), DataError>,
) -> Result<(), DataError> {
    let table = tables
        .iter()
        .find(|table| table.name == name)
        .ok_or_else(|| DataError::MissingTable(name.to_owned()))?;
    let needed = COLUMNS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, columns)| columns);
    for row in Rows::open(table, needed)?.iter() {
        take(row)?;
    }
    Ok(())
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
