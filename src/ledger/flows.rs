//! Trade in few bytes: rows grouped by code, year and exporter, importers as steps in a list of countries, kilograms as
//! whole numbers of seven bits a byte. Half the size of the same rows as text, after compression.

use super::table::Table;
use crate::terms::Order;

/// The columns of trade as they are folded.
const COLUMNS: [&str; 7] = ["source_id", "nomenclature", "hs6", "year", "exporter", "importer", "tonnes"];
/// The cells that a block of rows shares.
const SHARED: usize = 4;

/// A table of trade, folded.
pub(super) struct Folded {
    /// Every country in it, in order: bytes name them by their place.
    pub(super) countries: Vec<String>,
    /// The cells that the rows of a block share, and how many rows it has.
    pub(super) blocks: Vec<Vec<String>>,
    /// Exporters with their number of rows, importers, kilograms: each of one kind together compresses best.
    pub(super) bytes: Vec<u8>,
}

/// Folds a table, if its rows are in order and fit: tonnes to the kilogram, no more countries than a byte counts.
pub(super) fn fold(table: &Table) -> Option<Folded> {
    if table.rows.is_empty() || table.columns != COLUMNS {
        return None;
    }
    let mut countries: Vec<String> = table.rows.iter().flat_map(|row| row[4..6].to_vec()).collect();
    countries.order();
    countries.dedup();
    if countries.len() > usize::from(u8::MAX)
        || table.rows.windows(2).any(|pair| pair[0][..6] >= pair[1][..6])
    {
        return None;
    }
    let place = |code: &String| countries.binary_search(code).ok().and_then(|at| u8::try_from(at).ok());
    let (mut blocks, mut exporters, mut importers, mut kilograms) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for block in table.rows.chunk_by(|a, b| a[..SHARED] == b[..SHARED]) {
        let mut head = block[0][..SHARED].to_vec();
        head.push(block.len().to_string());
        blocks.push(head);
        for group in block.chunk_by(|a, b| a[4] == b[4]) {
            exporters.push(place(&group[0][4])?);
            number(&mut exporters, group.len() as u64);
            let mut next = 0;
            for row in group {
                let at = place(&row[5])?;
                importers.push(at - next);
                next = at + 1;
                number(&mut kilograms, weight(&row[6])?);
            }
        }
    }
    let mut bytes = Vec::new();
    for stream in [&exporters, &importers, &kilograms] {
        number(&mut bytes, stream.len() as u64);
    }
    for stream in [exporters, importers, kilograms] {
        bytes.extend(stream);
    }
    Some(Folded { countries, blocks, bytes })
}

/// The rows of a folded table; `None` where its parts do not fit together.
pub(super) fn unfold(folded: &Folded) -> Option<Vec<Vec<String>>> {
    let mut rest = folded.bytes.as_slice();
    let mut lengths = [0; 3];
    for length in &mut lengths {
        *length = usize::try_from(take(&mut rest)?).ok()?;
    }
    let (mut exporters, rest) = rest.split_at_checked(lengths[0])?;
    let (importers, mut kilograms) = rest.split_at_checked(lengths[1])?;
    let mut importers = importers.iter();
    let country = |at: usize| folded.countries.get(at).cloned();
    let mut rows = Vec::new();
    for block in &folded.blocks {
        let (count, shared) = block.split_last()?;
        let count: usize = count.parse().ok()?;
        let until = rows.len() + count;
        while rows.len() < until {
            let (first, others) = exporters.split_first()?;
            exporters = others;
            let exporter = country(usize::from(*first))?;
            let mut next = 0;
            for _ in 0..take(&mut exporters)? {
                let at = next + usize::from(*importers.next()?);
                next = at + 1;
                let mut row = shared.to_vec();
                row.extend([exporter.clone(), country(at)?, tonnes(take(&mut kilograms)?)]);
                rows.push(row);
            }
        }
        if rows.len() != until {
            return None;
        }
    }
    (exporters.is_empty() && kilograms.is_empty() && importers.next().is_none()).then_some(rows)
}

/// `12.5` tonnes are 12,500 kg. `None` for text that would not come back the same.
fn weight(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let kilograms =
        whole.parse::<u64>().ok()?.checked_mul(1000)? + format!("{part:0<3}").parse::<u64>().ok()?;
    (part.len() <= 3 && tonnes(kilograms) == text).then_some(kilograms)
}

fn tonnes(kilograms: u64) -> String {
    let (whole, part) = (kilograms / 1000, kilograms % 1000);
    if part == 0 {
        return whole.to_string();
    }
    format!("{whole}.{part:03}").trim_end_matches('0').to_owned()
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn number(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Folded, Table, fold, unfold};

    fn table(rows: &[[&str; 7]]) -> Table {
        Table {
            name: "trade".into(),
            columns: COLUMNS.map(str::to_owned).to_vec(),
            rows: rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect(),
        }
    }

    #[test]
    fn what_is_folded_is_unfolded() {
        let rows = table(&[
            ["b", "HS17", "850511", "2023", "CHN", "CAN", "0.001"],
            ["b", "HS17", "850511", "2023", "CHN", "USA", "12.5"],
            ["b", "HS17", "850511", "2024", "CAN", "CHN", "0"],
            ["b", "HS17", "850511", "2024", "USA", "ZWE", "1234567.89"],
        ]);
        assert_eq!(unfold(&fold(&rows).unwrap()).unwrap(), rows.rows);
    }

    #[test]
    fn what_would_not_come_back_the_same_is_not_folded() {
        let row = |exporter, tonnes| ["b", "HS17", "850511", "2023", exporter, "CAN", tonnes];
        for tonnes in ["0.0001", "01", "1.50", "", "-1", "1e3"] {
            assert!(fold(&table(&[row("CHN", tonnes)])).is_none(), "{tonnes}");
        }
        assert!(fold(&table(&[row("USA", "1"), row("CHN", "1")])).is_none(), "not in order");
        assert!(fold(&table(&[row("CHN", "1"), row("CHN", "1")])).is_none(), "twice");
    }

    #[test]
    fn parts_that_do_not_fit_are_refused() {
        let folded = |bytes: Vec<u8>, count: &str| Folded {
            countries: vec!["CAN".into(), "CHN".into()],
            blocks: vec![vec!["b".into(), "HS17".into(), "850511".into(), "2023".into(), count.into()]],
            bytes,
        };
        assert!(unfold(&folded(vec![2, 1, 1, 1, 1, 0, 5], "1")).is_some());
        assert!(unfold(&folded(vec![2, 1, 1, 1, 1, 0, 5], "2")).is_none());
        assert!(unfold(&folded(vec![2, 1, 1, 1, 1, 9, 5], "1")).is_none());
        assert!(unfold(&folded(vec![2, 1, 1, 1, 1, 0, 5, 5], "1")).is_none());
        assert!(unfold(&folded(vec![], "1")).is_none());
    }
}
