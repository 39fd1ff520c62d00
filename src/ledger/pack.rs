//! The facts in one file: what a browser opens. A header of magic, version, length and checksum, then the tables as
//! text, in which a row leaves out the leading cells that it shares with the row above.

use super::check::COLUMNS;
use super::error::DataError;
use super::table::Table;

const MAGIC: &[u8; 4] = b"OFTF";
const VERSION: u8 = 1;
const HEADER: usize = 4 + 1 + 4 + 8;
/// Years of trade that go into the packed facts. Pictures show single years near the present; the full series from
/// 2012 stands in `trade.csv`.
const TRADE_FROM: &str = "2022";

/// The part of a table that pictures need: the columns that are read, and of trade the recent rows with tonnes of the
/// products that carry a mineral's pictures. `None` for a table that is only for readers of the files.
///
/// `products` must be among `tables` when `trade` is cut.
pub fn needed(tables: &[Table]) -> Vec<Table> {
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
                // source, nomenclature, hs6, year, importer, exporter, tonnes
                rows.retain(|row: &Vec<String>| {
                    let code = (row[1].clone(), row[2].clone());
                    row[3].as_str() >= TRADE_FROM && !row[6].is_empty() && used.contains(&code)
                });
                rows.sort();
            }
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
pub fn pack(tables: &[Table]) -> Vec<u8> {
    let mut body = String::new();
    for table in tables {
        body.push('#');
        body.push_str(&line(&table.name, &table.columns));
        let mut above: &[String] = &[];
        for row in &table.rows {
            let shared = row.iter().zip(above).take_while(|(cell, over)| cell == over).count().min(9);
            // One digit: how many leading cells are those of the row above.
            body.push_str(&shared.to_string());
            body.push_str(&line("", &row[shared..]));
            above = row;
        }
    }
    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend_from_slice(MAGIC);
    bytes.push(VERSION);
    bytes.extend_from_slice(&u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend_from_slice(&checksum(body.as_bytes()).to_le_bytes());
    bytes.extend_from_slice(body.as_bytes());
    bytes
}

/// Reads packed facts.
///
/// # Errors
/// [`DataError::Pack`] for bytes that are cut short, altered or of another version: never a wrong number.
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
    if body.len() as u64 != number(5, 9) {
        return Err(bad("their length is not what the header says"));
    }
    if checksum(body) != number(9, 17) {
        return Err(bad("their checksum does not fit"));
    }
    let text = std::str::from_utf8(body).map_err(|_| bad("they are not text"))?;
    let mut tables: Vec<Table> = Vec::new();
    for line in text.lines() {
        if let Some(header) = line.strip_prefix('#') {
            let mut cells = cells(header);
            let name = cells.next().unwrap_or_default();
            tables.push(Table { name, columns: cells.collect(), rows: Vec::new() });
            continue;
        }
        let table = tables.last_mut().ok_or_else(|| bad("a row stands before the first table"))?;
        let shared = line.bytes().next().map(|byte| usize::from(byte.wrapping_sub(b'0')));
        let shared = shared.filter(|count| *count <= 9).ok_or_else(|| bad("a row has no count"))?;
        let above = table.rows.last().map_or(&[][..], Vec::as_slice);
        let mut row = above.get(..shared).ok_or_else(|| bad("a row shares cells with nothing"))?.to_vec();
        row.extend(cells(&line[1..]).skip(1));
        table.rows.push(row);
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
