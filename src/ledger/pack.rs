//! The facts in one file: what a browser opens. A header of magic, version, lengths and checksum, then the tables as
//! text, in which a row leaves out the leading cells that it shares with the row above, then trade as bytes.

use super::columns::COLUMNS;
use super::error::DataError;
use super::fact::{FLOOR_PRICE, FigureYear, Ledger};
use super::flows::{Folded, fold, unfold};
use super::history::{self, EXPORT_MONTHS, HISTORY};
use super::newest::{self, NEWEST_IMPORTS};
use super::table::Table;
use crate::terms::Country;

const MAGIC: &[u8; 4] = b"OFTF";
const VERSION: u8 = 2;
const HEADER: usize = 4 + 1 + 4 + 4 + 8;
/// Years of trade that go into the packed facts. Pictures show single years near the present; the full series from
/// 2012 stands in `trade.csv`.
const TRADE_FROM: &str = "2022";

/// Tables whose rows belong to one mineral each: they travel with it.
pub(super) const BY_MINERAL: [&str; 5] = ["production", "supply_shares_eu", "trade", "end_uses", "demand"];
/// The table of a page's first facts that says of which years each mineral has figures.
pub(super) const YEARS: &str = "years";

/// The packed facts: what every page needs, and files with what the pictures of a mineral need.
pub struct Packed {
    /// Sources, names, groups, codes, controls, projects.
    pub base: Vec<u8>,
    /// By id in links: of each mineral production, shares, uses and its latest trade, as `gallium`; and its trade of each
    /// earlier year, as `tungsten-2023`; its trade in time, as `tungsten-history`; and what a picture of all minerals needs,
    /// as `newest_imports`.
    pub minerals: Vec<(String, Vec<u8>)>,
}

/// Packs tables for a browser.
///
/// # Errors
/// [`DataError`] when the tables do not pass the check of [`Ledger::from_tables`].
///
/// # Example
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
/// # fn main() {
///
/// use offtake::ledger::packed;
/// let packed = packed(&tables("gallium")).unwrap();
/// assert!(packed.minerals.iter().any(|(id, _)| id == "gallium"));
/// # }
/// ```
pub fn packed(tables: &[Table]) -> Result<Packed, DataError> {
    let tables = needed(tables);
    let ledger = Ledger::from_tables(&tables)?;
    let mut base = Vec::new();
    for table in tables.iter().filter(|table| ![HISTORY, EXPORT_MONTHS].contains(&table.name.as_str())) {
        let rows = if BY_MINERAL.contains(&table.name.as_str()) { Vec::new() } else { table.rows.clone() };
        base.push(Table { name: table.name.clone(), columns: table.columns.clone(), rows });
    }
    let flag = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let row = |of: &FigureYear| vec![of.mineral.id().to_owned(), of.year.to_string(), flag(of.traded)];
    let columns = ["mineral_id", "year", "traded"].map(str::to_owned).to_vec();
    base.push(Table { name: YEARS.to_owned(), columns, rows: ledger.years.iter().map(row).collect() });
    let mut minerals = Vec::new();
    for mineral in ledger.minerals.iter().map(|row| &row.id) {
        let own = of_mineral(&tables, mineral.id());
        let years =
            ledger.years.iter().filter(|row| row.mineral == *mineral && row.traded).map(|row| row.year);
        let years: Vec<String> = years.map(|year| year.to_string()).collect();
        let latest = years.last().cloned().unwrap_or_default();
        minerals.push((mineral.slug(), pack(&with_trade_of(&own, &latest))));
        for year in years.iter().filter(|year| **year != latest) {
            let trade: Vec<Table> =
                with_trade_of(&own, year).into_iter().filter(|table| table.name == "trade").collect();
            minerals.push((format!("{}-{year}", mineral.slug()), pack(&trade)));
        }
    }
    for mineral in ledger.minerals.iter().map(|row| &row.id) {
        let codes = ledger.reported_of(mineral);
        let ours = |table: &Table, column: &str, is: &dyn Fn(&str) -> bool| {
            let at = table.columns.iter().position(|known| known == column);
            let keep = |row: &&Vec<String>| at.and_then(|at| row.get(at)).is_some_and(|cell| is(cell));
            Table { rows: table.rows.iter().filter(keep).cloned().collect(), ..table.clone() }
        };
        let of: Vec<Table> = tables
            .iter()
            .filter_map(|table| match table.name.as_str() {
                HISTORY => Some(ours(table, "mineral_id", &|cell| cell == mineral.id())),
                EXPORT_MONTHS => Some(ours(table, "hs6", &|cell| codes.contains(cell))),
                _ => None,
            })
            .collect();
        minerals.push((format!("{}-{HISTORY}", mineral.slug()), pack(&of)));
    }
    minerals.push((NEWEST_IMPORTS.to_owned(), pack(&[newest::table(&ledger.newest)])));
    Ok(Packed { base: pack(&base), minerals })
}

/// The same tables with trade of one year alone.
fn with_trade_of(tables: &[Table], year: &str) -> Vec<Table> {
    let cut = |table: &Table| {
        let at = table.columns.iter().position(|column| column == "year");
        let keep = |row: &&Vec<String>| table.name != "trade" || at.is_some_and(|at| row[at] == year);
        Table { rows: table.rows.iter().filter(keep).cloned().collect(), ..table.clone() }
    };
    tables.iter().map(cut).collect()
}

/// The rows of one mineral. Of trade, whose rows name codes, those of the codes that carry its pictures.
fn of_mineral(tables: &[Table], mineral: &str) -> Vec<Table> {
    let products = tables.iter().find(|table| table.name == "products");
    let codes: Vec<(String, String)> = products
        .map(|table| Table {
            rows: table.rows.iter().filter(|row| row.iter().any(|cell| cell == mineral)).cloned().collect(),
            ..table.clone()
        })
        .map_or_else(Vec::new, |table| used_codes(&table));
    let of = |table: &Table| -> Table {
        let place = |column: &str| table.columns.iter().position(|known| known == column);
        let ours = |row: &&Vec<String>| match (place("mineral_id"), place("nomenclature"), place("hs6")) {
            (Some(at), ..) => row.get(at).is_some_and(|cell| cell == mineral),
            (None, Some(nomenclature), Some(hs6)) => codes
                .iter()
                .any(|(known, code)| row.get(nomenclature) == Some(known) && row.get(hs6) == Some(code)),
            _ => false,
        };
        Table { rows: table.rows.iter().filter(ours).cloned().collect(), ..table.clone() }
    };
    tables.iter().filter(|table| BY_MINERAL.contains(&table.name.as_str())).map(of).collect()
}

/// The part of a table that pictures need: the columns that are read, and of trade the recent rows with tonnes of the
/// products that carry a mineral's pictures. `None` for a table that is only for readers of the files.
///
/// `products` must be among `tables` when `trade` is cut. The sums of every year are among what is needed.
///
/// # Example
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
/// # fn main() {
///
/// use offtake::ledger::needed;
/// let whole = tables("gallium");
/// let raw = |tables: &[offtake::ledger::Table]| {
///     let production = tables.iter().find(|table| table.name == "production").unwrap();
///     production.columns.contains(&"raw".to_owned())
/// };
/// // Pictures do not need the figure as its publisher printed it.
/// assert!(raw(&whole) && !raw(&needed(&whole)));
/// # }
/// ```
pub fn needed(tables: &[Table]) -> Vec<Table> {
    let mut cut = cut(tables);
    // Its sums are of the whole tables: the trade of most years stays behind.
    cut.push(history::table(tables, Country::CHINA.code()));
    cut
}

fn cut(tables: &[Table]) -> Vec<Table> {
    let used: Vec<(String, String)> =
        tables.iter().filter(|table| table.name == "products").flat_map(used_codes).collect();
    COLUMNS
        .iter()
        .filter_map(|(name, columns)| {
            tables.iter().find(|table| table.name == *name).map(|table| (table, columns))
        })
        .map(|(table, columns)| {
            let places: Vec<Option<usize>> =
                columns.iter().map(|column| table.columns.iter().position(|known| known == column)).collect();
            let mut rows: Vec<Vec<String>> = table
                .rows
                .iter()
                .map(|row| {
                    let cell =
                        |place: &Option<usize>| place.and_then(|at| row.get(at)).cloned().unwrap_or_default();
                    places.iter().map(cell).collect()
                })
                .collect();
            if table.name == "trade" {
                // source, nomenclature, hs6, year, exporter, importer, tonnes
                rows.retain(|row: &Vec<String>| {
                    let code = (row[1].clone(), row[2].clone());
                    row[3].as_str() >= TRADE_FROM && !row[6].is_empty() && used.contains(&code)
                });
                rows.sort();
            }
            rows.retain(|row| {
                travels(&table.name, |column| {
                    columns.iter().position(|known| *known == column).map_or("", |at| row[at].as_str())
                })
            });
            if table.name == "production" {
                rows.sort();
            }
            Table {
                name: table.name.clone(),
                columns: columns.iter().map(|c| (*c).to_owned()).collect(),
                rows,
            }
        })
        .collect()
}

/// Rows that the ledger leaves to the readers of the files stay behind.
fn travels<'a>(table: &str, cell: impl Fn(&str) -> &'a str) -> bool {
    match table {
        "production" => {
            cell("measure") == "production" && cell("used") == "yes" && cell("qualifier") != "projected"
        }
        "supply_shares_eu" => cell("scope") == "world",
        "end_uses" => cell("scope") == "EU",
        "demand" => {
            cell("scenario") == "observed" && cell("qualifier") != "proxy" && cell("country") != "WORLD"
        }
        "us_statistics" => (cell("mineral_id"), cell("statistic")) == FLOOR_PRICE,
        _ => true,
    }
}

fn used_codes(products: &Table) -> Vec<(String, String)> {
    let place = |column: &str| products.columns.iter().position(|known| known == column);
    let (Some(nomenclature), Some(hs6), Some(used)) = (place("nomenclature"), place("hs6"), place("used"))
    else {
        return Vec::new();
    };
    let rows = products.rows.iter().filter(|row| row.get(used).is_some_and(|cell| cell == "yes"));
    rows.filter_map(|row| Some((row.get(nomenclature)?.clone(), row.get(hs6)?.clone()))).collect()
}

/// Packs tables into bytes that [`unpack`] reads again, the same for the same tables.
///
/// # Example
/// ```
/// use offtake::ledger::{Table, pack, unpack};
/// let made = Table {
///     name: "made".to_owned(),
///     columns: ["mineral_id", "year", "value_t"].map(str::to_owned).to_vec(),
///     rows: vec![["gallium", "2024", "760"].map(str::to_owned).to_vec()],
/// };
/// assert_eq!(unpack(&pack(&[made.clone()])).unwrap(), [made]);
/// ```
pub fn pack(tables: &[Table]) -> Vec<u8> {
    let mut text = String::new();
    let mut flows = Vec::new();
    for table in tables {
        text.push('#');
        text.push_str(&line(&table.name, &table.columns));
        // At most one table of trade travels in a file.
        if let Some(folded) = fold(table).filter(|_| flows.is_empty()) {
            text.push_str(&line("@", &folded.countries));
            for block in &folded.blocks {
                text.push_str(&line("~", block));
            }
            flows = folded.bytes;
            continue;
        }
        let mut above: &[String] = &[];
        for row in &table.rows {
            let shared = row.iter().zip(above).take_while(|(cell, over)| cell == over).count().min(9);
            // One digit: how many leading cells are those of the row above.
            text.push_str(&shared.to_string());
            text.push_str(&line("", &row[shared..]));
            above = row;
        }
    }
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
    let body = [text.as_bytes(), &flows].concat();
    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend_from_slice(MAGIC);
    bytes.push(VERSION);
    bytes.extend_from_slice(&length(text.as_bytes()));
    bytes.extend_from_slice(&length(&flows));
    bytes.extend_from_slice(&checksum(&body).to_le_bytes());
    bytes.extend_from_slice(&body);
    bytes
}

/// Reads packed facts.
///
/// # Errors
/// [`DataError::Pack`] for bytes that are cut short, altered or of another version: never a wrong number.
///
/// # Example
/// ```
/// use offtake::ledger::{pack, unpack};
/// let mut file = pack(&[]);
/// assert!(unpack(&file).unwrap().is_empty());
/// // A file that lost a byte on its way is refused, not half read.
/// file.pop();
/// assert!(unpack(&file).is_err());
/// ```
pub fn unpack(bytes: &[u8]) -> Result<Vec<Table>, DataError> {
    let bad = |what: &str| DataError::Pack(what.to_owned());
    let header = bytes.get(..HEADER).ok_or_else(|| bad("they are shorter than their header"))?;
    if &header[..4] != MAGIC {
        return Err(bad("they do not begin like packed facts"));
    }
    if header[4] != VERSION {
        return Err(DataError::Pack(format!(
            "they are of version {}, this program reads {VERSION}",
            header[4]
        )));
    }
    let number = |from: usize, to: usize| {
        header[from..to].iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte))
    };
    let body = &bytes[HEADER..];
    if body.len() as u64 != number(5, 9) + number(9, 13) {
        return Err(bad("their length is not what the header says"));
    }
    if checksum(body) != number(13, 21) {
        return Err(bad("their checksum does not fit"));
    }
    let (text, flows) =
        body.split_at(body.len() - usize::try_from(number(9, 13)).unwrap_or(0).min(body.len()));
    let text = std::str::from_utf8(text).map_err(|_| bad("they are not text"))?;
    let mut tables: Vec<Table> = Vec::new();
    let mut folded: Option<(usize, Folded)> = None;
    for line in text.lines() {
        let (sign, rest) = line.split_at_checked(1).ok_or_else(|| bad("a line is empty"))?;
        if sign == "#" {
            let mut cells = cells(rest);
            let name = cells.next().unwrap_or_default();
            tables.push(Table { name, columns: cells.collect(), rows: Vec::new() });
            continue;
        }
        let place = tables.len().checked_sub(1).ok_or_else(|| bad("a row stands before the first table"))?;
        let row = cells(rest).skip(1);
        match (sign, &mut folded) {
            ("@", None) => {
                let of = Folded { countries: row.collect(), blocks: Vec::new(), bytes: flows.to_vec() };
                folded = Some((place, of));
            }
            ("~", Some((at, folded))) if *at == place => folded.blocks.push(row.collect()),
            _ => {
                let shared: Option<usize> = sign.parse().ok();
                let shared = shared.ok_or_else(|| bad("a row has no count"))?;
                let above = tables[place].rows.last().map_or(&[][..], Vec::as_slice);
                let mut whole =
                    above.get(..shared).ok_or_else(|| bad("a row shares cells with nothing"))?.to_vec();
                whole.extend(row);
                tables[place].rows.push(whole);
            }
        }
    }
    if let Some((place, folded)) = folded {
        tables[place].rows = unfold(&folded).ok_or_else(|| bad("their trade does not fit together"))?;
    }
    Ok(tables)
}

/// Cells, each behind a tab; a name before them for a header.
fn line(name: &str, cells: &[String]) -> String {
    let mut out = name.to_owned();
    for cell in cells {
        out.push('\t');
        out.push_str(
            &cell.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r"),
        );
    }
    out.push('\n');
    out
}

fn cells(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('\t').map(|cell| {
        if !cell.contains('\\') {
            return cell.to_owned();
        }
        let mut out = String::with_capacity(cell.len());
        let mut letters = cell.chars();
        while let Some(letter) = letters.next() {
            match (letter, if letter == '\\' { letters.next() } else { None }) {
                ('\\', Some('t')) => out.push('\t'),
                ('\\', Some('n')) => out.push('\n'),
                ('\\', Some('r')) => out.push('\r'),
                ('\\', Some(other)) => out.push(other),
                (other, _) => out.push(other),
            }
        }
        out
    })
}

/// FNV-1a, 64 bits: against damage, not against malice.
fn checksum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{DataError, Table, pack, unpack};

    fn tables() -> Vec<Table> {
        let cells = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
        vec![
            Table {
                name: "trade".into(),
                columns: cells(&["year", "importer", "tonnes"]),
                rows: vec![
                    cells(&["2024", "CAN", "1.5"]),
                    cells(&["2024", "CAN", "1.5"]),
                    cells(&["2024", "USA", ""]),
                ],
            },
            Table {
                name: "odd".into(),
                columns: cells(&["a\tb"]),
                rows: vec![cells(&["x\ny\\n\r"]), cells(&[""])],
            },
            Table { name: "empty".into(), columns: cells(&["a"]), rows: vec![] },
        ]
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        assert_eq!(unpack(&pack(&tables())).unwrap(), tables());
    }

    #[test]
    fn every_cut_and_every_altered_byte_is_refused() {
        let bytes = pack(&tables());
        for end in 0..bytes.len() {
            assert!(matches!(unpack(&bytes[..end]), Err(DataError::Pack(_))), "cut at {end}");
        }
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 0x10;
            assert!(matches!(unpack(&altered), Err(DataError::Pack(_))), "altered at {at}");
        }
    }
}
