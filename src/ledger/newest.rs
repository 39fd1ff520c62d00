//! Every mineral's newest imports into the countries of any group: what a picture of all minerals needs of their trade.

use super::check::{Known, read};
use super::error::DataError;
use super::fact::{Ledger, NewestImports};
use super::rows::Row;
use super::table::Table;
use crate::terms::{Country, Map, Mineral, Reading, Set, Tonnes, Year, plain};

/// Name of the table in its file, and id of the file.
pub const NEWEST_IMPORTS: &str = "newest_imports";
const COLUMNS: [&str; 6] = ["mineral_id", "source_id", "year", "iso3", "imports_t", "restricted_t"];

impl Ledger {
    /// Takes the sums of a packed file.
    ///
    /// # Errors
    /// [`DataError`] as for [`Ledger::from_tables`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::ledger::{Ledger, NEWEST_IMPORTS, packed, unpack};
    /// let packed = packed(&tables("tungsten")).unwrap();
    /// let mut page = Ledger::from_tables(&unpack(&packed.base).unwrap()).unwrap();
    /// let (_, sums) = packed.minerals.iter().find(|(id, _)| id == NEWEST_IMPORTS).unwrap();
    /// page.add_newest(&unpack(sums).unwrap()).unwrap();
    /// assert!(page.newest.iter().all(|row| row.mineral.id() == "tungsten"));
    /// assert!(page.newest.iter().any(|row| row.country.code() == "JPN"));
    /// # }
    /// ```
    pub fn add_newest(&mut self, tables: &[Table]) -> Result<(), DataError> {
        let known = self.known();
        self.newest = read(tables, NEWEST_IMPORTS, |row| sums(row, &known))?;
        Ok(())
    }

    /// The sums of the trade that is here: of each mineral's newest year with tonnes, what each member of a group imported,
    /// and how much of it from `restricted`. A country with no import on record has no row.
    pub(super) fn newest_of_trade(&self, restricted: Country) -> Vec<NewestImports> {
        let members: Set<Country> = self.groups.iter().map(|row| row.member).collect();
        let mut newest: Map<&Mineral, Year> = Map::new();
        for row in self.years.iter().filter(|row| row.traded) {
            let year = newest.entry(&row.mineral).or_insert(row.year);
            *year = (*year).max(row.year);
        }
        let codes = self.codes();
        let mut found: Map<(&Mineral, Country), (f64, f64, &str)> = Map::new();
        for row in self.trade.iter().filter(|row| row.exporter != row.importer) {
            let Some(mineral) = codes.get(&(row.nomenclature.as_str(), row.hs6.as_str())) else { continue };
            let (Some(tonnes), true) = (row.tonnes.known(), members.contains(&row.importer)) else {
                continue;
            };
            if newest.get(mineral) == Some(&row.year) {
                let sum = found.entry((*mineral, row.importer)).or_insert((0.0, 0.0, &row.source));
                sum.0 += tonnes.0;
                sum.1 += if row.exporter == restricted { tonnes.0 } else { 0.0 };
            }
        }
        let row = |((mineral, country), (imports, part, source)): ((&Mineral, Country), (f64, f64, &str))| {
            NewestImports {
                mineral: mineral.clone(),
                year: newest.get(mineral).copied().unwrap_or(Year(0)),
                country,
                imports: Reading::Known(Tonnes(imports)),
                from_restricted: Reading::Known(Tonnes(part)),
                source: source.to_owned(),
            }
        };
        found.into_iter().map(row).collect()
    }
}

/// The sums as a table. Numbers are written so that they are read back to the bit.
pub(super) fn table(rows: &[NewestImports]) -> Table {
    let cell = |reading: &Reading<Tonnes>| reading.known().map_or_else(String::new, |t| plain(t.0));
    let row = |of: &NewestImports| {
        let (year, country) = (of.year.to_string(), of.country.code().to_owned());
        let (mineral, source) = (of.mineral.id().to_owned(), of.source.clone());
        vec![mineral, source, year, country, cell(&of.imports), cell(&of.from_restricted)]
    };
    Table {
        name: NEWEST_IMPORTS.to_owned(),
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows: rows.iter().map(row).collect(),
    }
}

fn sums(row: Row<'_>, known: &Known) -> Result<NewestImports, DataError> {
    Ok(NewestImports {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        year: row.year("year")?,
        country: row.country("iso3", &known.countries)?,
        imports: row.tonnes("imports_t")?,
        from_restricted: row.tonnes("restricted_t")?,
        source: row.source(&known.sources)?,
    })
}
