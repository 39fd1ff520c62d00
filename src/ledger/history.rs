//! Trade of every year, summed by importer, and what is exported by month: what a picture of time needs. Single flows would
//! be thirty times as many.

use super::check::{Known, read};
use super::error::DataError;
use super::fact::{ExportMonth, HistoryRow, Ledger, TradeUnit};
use super::rows::Row;
use super::table::Table;
use crate::terms::{Date, Map, Mineral, Order, Set};

/// Name of the table of years in its file, and what the ids of these files end with.
pub const HISTORY: &str = "history";
/// Name of the table of months.
pub(super) const EXPORT_MONTHS: &str = "export_months";
const COLUMNS: [&str; 8] =
    ["mineral_id", "source_id", "unit", "coverage", "place", "year", "imports", "restricted"];

impl Ledger {
    /// Takes the years and months of one mineral from a packed file.
    ///
    /// # Errors
    /// [`DataError`] as for [`Ledger::from_tables`], or when they are of another mineral; nothing is added then.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::ledger::{HISTORY, Ledger, packed, unpack};
    /// use offtake::terms::Mineral;
    /// let packed = packed(&tables("tungsten")).unwrap();
    /// let file = |id: &str| packed.minerals.iter().find(|(known, _)| known == id).unwrap().1.as_slice();
    /// let mut page = Ledger::from_tables(&unpack(&packed.base).unwrap()).unwrap();
    /// assert!(page.history.is_empty());
    /// let tungsten = unpack(file(&format!("tungsten-{HISTORY}"))).unwrap();
    /// page.add_history(&tungsten, &Mineral::new("tungsten")).unwrap();
    /// assert!(!page.history.is_empty());
    /// // They are of no other mineral.
    /// assert!(page.add_history(&tungsten, &Mineral::new("gallium")).is_err());
    /// # }
    /// ```
    pub fn add_history(&mut self, tables: &[Table], mineral: &Mineral) -> Result<(), DataError> {
        let known = self.known();
        let (history, months) = (history(tables, &known)?, months(tables, &known)?);
        let ours = |month: &ExportMonth| self.reported_of(mineral).contains(&month.hs6.as_str());
        if history.iter().any(|row| row.mineral != *mineral) || !months.iter().all(ours) {
            return Err(DataError::Pack(format!("they are not of {mineral}")));
        }
        if self.held_history.insert(mineral.clone()) {
            self.history.extend(history);
            // A code of several metals comes with each of them.
            for month in months {
                if !self.export_months.contains(&month) {
                    self.export_months.push(month);
                }
            }
        }
        Ok(())
    }

    /// The trade codes in which a mineral may be reported, alone or with others.
    pub(super) fn reported_of(&self, mineral: &Mineral) -> Set<&str> {
        let codes = self.products.iter().filter(|product| product.mineral == *mineral);
        codes.map(|product| product.hs6.as_str()).collect()
    }
}

pub(super) fn history(tables: &[Table], known: &Known) -> Result<Vec<HistoryRow>, DataError> {
    read(tables, HISTORY, |row| year(row, known))
}

pub(super) fn months(tables: &[Table], known: &Known) -> Result<Vec<ExportMonth>, DataError> {
    read(tables, EXPORT_MONTHS, |row| month(row, known))
}

/// The sums of all tables: of each mineral and year what each country imported, and how much of it from `restricted`; then
/// the same for each group, trade among its members left out. Where tonnes are published of one year alone, in thousand US
/// dollars. Empty where a table is missing, which the check of all tables says.
pub(super) fn table(tables: &[Table], restricted: &str) -> Table {
    let find = |name: &str| tables.iter().find(|table| table.name == name);
    let rows = match (find("products"), find("trade"), find("groups")) {
        (Some(products), Some(trade), Some(groups)) => sums(products, trade, groups, restricted),
        _ => Vec::new(),
    };
    Table { name: HISTORY.to_owned(), columns: COLUMNS.map(str::to_owned).to_vec(), rows }
}

/// A flow, or a part of a sum: mineral, source, coverage, place and year, then tonnes and thousand dollars.
struct Part<'a> {
    key: [&'a str; 5],
    tonnes: Option<f64>,
    dollars: f64,
    from_restricted: bool,
}

fn sums(products: &Table, trade: &Table, groups: &Table, restricted: &str) -> Vec<Vec<String>> {
    let codes: Map<[&str; 2], &str> = columns(products, ["nomenclature", "hs6", "mineral_id", "used"])
        .filter(|[.., used]| *used == "yes")
        .map(|[nomenclature, hs6, mineral, _]| ([nomenclature, hs6], mineral))
        .collect();
    let mut members: Map<&str, Set<&str>> = Map::new();
    for [group, country, _] in
        columns(groups, ["group_id", "iso3", "member"]).filter(|[.., member]| *member == "yes")
    {
        members.entry(group).or_default().insert(country);
    }
    let names = [
        "nomenclature",
        "hs6",
        "year",
        "exporter",
        "importer",
        "value_kusd",
        "tonnes",
        "coverage",
        "source_id",
    ];
    let mut parts: Vec<Part<'_>> = Vec::new();
    for [nomenclature, hs6, year, exporter, importer, dollars, tonnes, coverage, source] in
        columns(trade, names).filter(|row| row[3] != row[4])
    {
        let Some(mineral) = codes.get(&[nomenclature, hs6]) else { continue };
        let apart = |all: &Set<&str>| all.contains(importer) && !all.contains(exporter);
        let groups = members.iter().filter(|(_, all)| apart(all)).map(|(group, _)| *group);
        for place in std::iter::once(importer).chain(groups) {
            parts.push(Part {
                key: [mineral, source, coverage, place, year],
                tonnes: tonnes.parse().ok(),
                dollars: dollars.parse().unwrap_or(0.0),
                from_restricted: exporter == restricted,
            });
        }
    }
    parts.order_by(|a, b| a.key.cmp(&b.key));
    let mut rows = Vec::new();
    for of_mineral in parts.chunk_by(|a, b| a.key[0] == b.key[0]) {
        let weighed: Set<&str> =
            of_mineral.iter().filter(|part| part.tonnes.is_some()).map(|part| part.key[4]).collect();
        let by_weight = weighed.len() > 1;
        let figure = |part: &Part<'_>| if by_weight { part.tonnes.unwrap_or(0.0) } else { part.dollars };
        for same in of_mineral.chunk_by(|a, b| a.key == b.key) {
            // Without tonnes in any row of the year there is no sum of tonnes.
            if by_weight && same.iter().all(|part| part.tonnes.is_none()) {
                continue;
            }
            let sum =
                |parts: &mut dyn Iterator<Item = &Part<'_>>| rounded(parts.map(figure).sum()).to_string();
            let all = sum(&mut same.iter());
            let part = sum(&mut same.iter().filter(|part| part.from_restricted));
            let [mineral, source, coverage, place, year] = same[0].key;
            let unit = if by_weight { "t" } else { "kusd" };
            rows.push(
                [mineral, source, unit, coverage, place, year, &all, &part].map(str::to_owned).to_vec(),
            );
        }
    }
    rows
}

/// Some columns of a table, row by row; a column that is not there is empty.
fn columns<'a, const N: usize>(table: &'a Table, names: [&str; N]) -> impl Iterator<Item = [&'a str; N]> {
    let places = names.map(|name| table.columns.iter().position(|known| known == name));
    table
        .rows
        .iter()
        .map(move |row| places.map(|at| at.and_then(|at| row.get(at)).map_or("", String::as_str)))
}

/// To the kilogram and the dollar, as published: sums of decimals leave stray digits.
fn rounded(value: f64) -> f64 {
    libm::round(value * 1000.0) / 1000.0
}

fn year(row: Row<'_>, known: &Known) -> Result<HistoryRow, DataError> {
    Ok(HistoryRow {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        source: row.source(&known.sources)?,
        unit: match row.text("unit") {
            "t" => TradeUnit::Tonnes,
            "kusd" => TradeUnit::ThousandDollars,
            other => return Err(row.wrong("unit", format!("`{other}` is neither `t` nor `kusd`"))),
        },
        whole: row.text("coverage") == "complete",
        place: row.some("place")?,
        year: row.year("year")?,
        imports: row.amount("imports")?,
        from_restricted: row.amount("restricted")?,
    })
}

fn month(row: Row<'_>, known: &Known) -> Result<ExportMonth, DataError> {
    let text = row.text("month");
    let first = Date::all_in(&format!("{text}-01")).into_iter().next();
    Ok(ExportMonth {
        exporter: row.country("exporter", &known.countries)?,
        hs6: row.some("hs6")?,
        partners: row.count("partners")?,
        month: first.ok_or_else(|| row.wrong("month", format!("`{text}` is not a month: write 2024-01")))?,
        tonnes: row.tonnes("value_t")?,
        source: row.source(&known.sources)?,
    })
}
