//! Every table against what `columns.csv` says of it: types, ranges, keys, references, and the laws of a figure.

use std::collections::{BTreeMap, BTreeSet};

use offtake::ledger::DataError;

use crate::failure::Failure;

use super::schema::ColumnSchema;
use super::sheet::{Row, Sheet};

/// What may stand beside countries where a figure is of no single one.
const PLACES: [&str; 3] = ["WORLD", "OTHER", "EUU"];

/// Checks all tables together.
pub fn validate(sheets: &[Sheet]) -> Result<(), Failure> {
    let keys: BTreeMap<&str, BTreeSet<&str>> = sheets
        .iter()
        .map(|sheet| (sheet.name(), sheet.rows.iter().filter_map(|row| row.first()).map(String::as_str).collect()))
        .collect();
    for sheet in sheets {
        let mut seen = BTreeSet::new();
        let key: Vec<usize> =
            (0..sheet.schema.columns.len()).filter(|at| sheet.schema.columns[*at].key).collect();
        for (number, row) in sheet.rows.iter().enumerate() {
            // The header is line 1 of the file.
            let wrong = |column: &str, what: String| Failure::from(error(sheet.name(), number + 2, column, what));
            for (column, cell) in sheet.schema.columns.iter().zip(row) {
                fits(column, cell, &keys).map_err(|what| wrong(&column.name, what))?;
            }
            if !seen.insert(key.iter().map(|at| row[*at].as_str()).collect::<Vec<_>>()) {
                let names: Vec<&str> = key.iter().map(|at| sheet.schema.columns[*at].name.as_str()).collect();
                let cells: Vec<&str> = key.iter().map(|at| row[*at].as_str()).collect();
                return Err(wrong(&names.join(", "), format!("`{}` stands twice: keys are unique", cells.join(", "))));
            }
            figure(sheet, row).map_err(|(column, what)| wrong(column, what))?;
            for column in ["announced", "effective", "status_as_of", "status_until", "source_date", "status_date"] {
                let cell = sheet.cell(row, column);
                date(cell).map_err(|what| wrong(column, what))?;
            }
        }
    }
    Ok(())
}

/// One cell against its column.
fn fits(column: &ColumnSchema, cell: &str, keys: &BTreeMap<&str, BTreeSet<&str>>) -> Result<(), String> {
    if cell.is_empty() {
        return if column.required { Err("is empty: give a value".to_owned()) } else { Ok(()) };
    }
    if cell.trim() != cell {
        return Err(format!("`{cell}` has space around it"));
    }
    if !column.one_of.is_empty() && !column.one_of.iter().any(|one| one == cell) {
        return Err(format!("`{cell}` is none of {}", column.one_of.join(", ")));
    }
    match column.refers.as_deref() {
        Some("places") if !PLACES.contains(&cell) && !keys.get("countries").is_some_and(|known| known.contains(cell)) => {
            return Err(format!("`{cell}` is no country of countries.csv, nor {}", PLACES.join(", ")));
        }
        Some(table) if table != "places" && !keys.get(table).is_some_and(|known| known.contains(cell)) => {
            return Err(format!("`{cell}` does not stand in {table}.csv"));
        }
        _ => {}
    }
    if column.name == "hs6" && !(cell.len() == 6 && cell.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(format!("`{cell}` is not six digits"));
    }
    if column.kind == "string" {
        return Ok(());
    }
    let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
    let number = number.ok_or_else(|| format!("`{cell}` is not a number"))?;
    if column.kind != "number" && number.fract() != 0.0 {
        return Err(format!("`{cell}` is not a whole number"));
    }
    let (least, most) = (column.minimum.unwrap_or(f64::MIN), column.maximum.unwrap_or(f64::MAX));
    if !(least..=most).contains(&number) {
        return Err(format!("`{cell}` is outside {least} to {most}"));
    }
    Ok(())
}

/// A figure says how it was given, and holds just what that means.
fn figure(sheet: &Sheet, row: &Row) -> Result<(), (&'static str, String)> {
    let qualifier = sheet.cell(row, "qualifier");
    if qualifier.is_empty() {
        return Ok(());
    }
    let cell = |names: [&str; 3]| names.map(|name| sheet.cell(row, name)).into_iter().find(|cell| !cell.is_empty());
    let value = cell(["value_t", "value", "share"]);
    let [low, high] = [cell(["low_t", "low", "low"]), cell(["high_t", "high", "high"])];
    let bound = low.or(high);
    match qualifier {
        "withheld" | "not_available" | "net_exporter" if value.or(bound).is_some() => {
            Err(("qualifier", format!("a figure that is {qualifier} has no value and no bounds")))
        }
        "withheld" | "not_available" | "net_exporter" => Ok(()),
        "range" if value.is_some() || bound.is_none() => {
            Err(("qualifier", "a range has bounds and no value".to_owned()))
        }
        "range" => match (low.map(str::parse::<f64>), high.map(str::parse::<f64>)) {
            (Some(Ok(low)), Some(Ok(high))) if low > high => Err(("qualifier", format!("{low} is above {high}"))),
            _ => Ok(()),
        },
        _ if value.is_none() => Err(("qualifier", format!("a figure that is {qualifier} has a value"))),
        _ => Ok(()),
    }
}

/// A date begins with a year from 1949 (NATO) to 2060, or holds such a date, or says that it is not known.
fn date(cell: &str) -> Result<(), String> {
    if ["", "n.d.", "not stated"].contains(&cell) {
        return Ok(());
    }
    let digits = |text: &str, from: u32, to: u32| text.parse::<u32>().is_ok_and(|number| (from..=to).contains(&number));
    let words = cell.split([' ', ';', '(', ')']).map(|word| word.trim_end_matches('~'));
    let mut dates = words.filter(|word| word.bytes().next().is_some_and(|byte| byte.is_ascii_digit())).peekable();
    if dates.peek().is_none() {
        return Err(format!("`{cell}` is not a date: write 2026-11-23, 2026-11~ for an estimate, or n.d."));
    }
    for found in dates {
        let parts: Vec<&str> = found.split('-').collect();
        let sane = digits(parts[0], 1949, 2060)
            && parts.get(1).is_none_or(|month| digits(month, 1, 12))
            && parts.get(2).is_none_or(|day| digits(day, 1, 31));
        if !sane {
            return Err(format!("`{cell}` is not a date: write 2026-11-23, 2026-11~ for an estimate, or n.d."));
        }
    }
    Ok(())
}

fn error(file: &str, row: usize, column: &str, what: String) -> DataError {
    DataError::Cell { file: format!("{file}.csv"), row, column: column.to_owned(), what }
}
