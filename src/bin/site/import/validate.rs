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
        .map(|sheet| {
            (sheet.name(), sheet.rows.iter().filter_map(|row| row.first()).map(String::as_str).collect())
        })
        .collect();
    for sheet in sheets {
        let mut seen = BTreeSet::new();
        let key: Vec<usize> =
            (0..sheet.schema.columns.len()).filter(|at| sheet.schema.columns[*at].key).collect();
        for (number, row) in sheet.rows.iter().enumerate() {
            // The header is line 1 of the file.
            let wrong =
                |column: &str, what: String| Failure::from(error(sheet.name(), number + 2, column, what));
            for (column, cell) in sheet.schema.columns.iter().zip(row) {
                fits(column, cell, &keys).map_err(|what| wrong(&column.name, what))?;
            }
            if !seen.insert(key.iter().map(|at| row[*at].as_str()).collect::<Vec<_>>()) {
                let names: Vec<&str> = key.iter().map(|at| sheet.schema.columns[*at].name.as_str()).collect();
                let cells: Vec<&str> = key.iter().map(|at| row[*at].as_str()).collect();
                return Err(wrong(
                    &names.join(", "),
                    format!("`{}` stands twice: keys are unique", cells.join(", ")),
                ));
            }
            figure(sheet, row).map_err(|(column, what)| wrong(column, what))?;
            for column in
                ["announced", "effective", "status_as_of", "status_until", "source_date", "status_date"]
            {
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
        Some("places")
            if !PLACES.contains(&cell)
                && !keys.get("countries").is_some_and(|known| known.contains(cell)) =>
        {
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
    let cell =
        |names: [&str; 3]| names.map(|name| sheet.cell(row, name)).into_iter().find(|cell| !cell.is_empty());
    let value = cell(["value_t", "value", "share"]).or(cell(["gross_t", "gross_t", "gross_t"]));
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
            (Some(Ok(low)), Some(Ok(high))) if low > high => {
                Err(("qualifier", format!("{low} is above {high}")))
            }
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
    let digits = |text: &str, from: u32, to: u32| {
        text.parse::<u32>().is_ok_and(|number| (from..=to).contains(&number))
    };
    let words = cell.split([' ', ';', '(', ')']).map(|word| word.trim_end_matches('~'));
    let mut dates =
        words.filter(|word| word.bytes().next().is_some_and(|byte| byte.is_ascii_digit())).peekable();
    if dates.peek().is_none() {
        return Err(format!("`{cell}` is not a date: write 2026-11-23, 2026-11~ for an estimate, or n.d."));
    }
    for found in dates {
        let parts: Vec<&str> = found.split('-').collect();
        let sane = digits(parts[0], 1949, 2060)
            && parts.get(1).is_none_or(|month| digits(month, 1, 12))
            && parts.get(2).is_none_or(|day| digits(day, 1, 31));
        if !sane {
            return Err(format!(
                "`{cell}` is not a date: write 2026-11-23, 2026-11~ for an estimate, or n.d."
            ));
        }
    }
    Ok(())
}

fn error(file: &str, row: usize, column: &str, what: String) -> DataError {
    DataError::Cell { file: format!("{file}.csv"), row, column: column.to_owned(), what }
}

#[cfg(test)]
mod tests {
    use super::super::schema::schema;
    use super::super::sheet::Sheet;
    use super::super::sums::sums;
    use super::{date, validate};
    use crate::{facts, tools};

    fn shipped() -> Vec<Sheet> {
        let schema = schema().unwrap();
        let tables = facts::read_tables(&tools::root().join(facts::DATA)).unwrap();
        tables.into_iter().map(|table| Sheet::read(&schema, table).unwrap()).collect()
    }

    /// The shipped tables pass; damaged in ten ways, each says table, row and column, and what to do or expect.
    #[test]
    fn the_shipped_tables_are_sound_and_every_damage_is_named() {
        let mut sheets = shipped();
        assert_eq!(sheets.len(), schema().unwrap().len(), "every table of tables.csv is shipped");
        validate(&sheets).unwrap();
        assert!(sums(&sheets).unwrap().len() > 200);
        let damages = [
            ("production", "value_t", "-5", "is outside 0 to"),
            ("production", "value_t", "12,000", "is not a number"),
            ("production", "value_t", "NaN", "is not a number"),
            ("production", "country", "ATL", "is no country of countries.csv, nor WORLD"),
            ("production", "qualifier", "guessed", "is none of reported, estimated"),
            ("production", "qualifier", "withheld", "has no value and no bounds"),
            ("production", "source_id", "", "is empty: give a value"),
            ("production", "source_id", "somebody", "does not stand in sources.csv"),
            ("production", "year", "2024.5", "is not a whole number"),
            ("products", "hs6", "85051", "is not six digits"),
            ("trade", "importer", " CAN", "has space around it"),
            ("supply_shares_eu", "share", "1.4", "is outside 0 to 1"),
            ("export_controls", "status_as_of", "soon", "is not a date: write"),
            ("export_controls", "state", "maybe", "is none of in_force, suspended, disputed, reported"),
        ];
        for (table, column, cell, said) in damages {
            let at = sheets.iter().position(|sheet| sheet.name() == table).unwrap();
            let place = sheets[at].place(column).unwrap();
            let number = sheets[at].rows.iter().position(|row| !row[place].is_empty()).unwrap();
            let sound = std::mem::replace(&mut sheets[at].rows[number][place], cell.to_owned());
            let error = validate(&sheets).err().unwrap().to_string();
            let whole = format!("{table}.csv, row {}, column `{column}`", number + 2);
            assert!(error.contains(&whole) && error.contains(said), "{error}");
            sheets[at].rows[number][place] = sound;
        }
        let twice = sheets.iter().position(|sheet| sheet.name() == "groups").unwrap();
        let row = sheets[twice].rows[0].clone();
        sheets[twice].rows.push(row);
        assert!(validate(&sheets).err().unwrap().to_string().contains("stands twice: keys are unique"));
        sheets[twice].rows.pop();
        // A thousand tonnes read as a tonne: each cell is sound, the whole is not.
        let at = sheets.iter().position(|sheet| sheet.name() == "production").unwrap();
        let place = sheets[at].place("value_t").unwrap();
        let key = ["manganese", "mine", "production", "2024", "ZAF"];
        let row = sheets[at].rows.iter_mut().find(|row| row[..5] == key).unwrap();
        row[place] = "7400".to_owned();
        validate(&sheets).unwrap();
        let error = sums(&sheets).err().unwrap().to_string();
        assert!(
            error.contains("manganese mine production 2024") && error.contains("another unit"),
            "{error}"
        );
    }

    #[test]
    fn dates_may_be_estimated_planned_or_unknown_but_never_nonsense() {
        for sound in [
            "2026-11-23",
            "2026-10~",
            "2025-11-08 (planned)",
            "n.d.",
            "not stated",
            "",
            "2026",
            "2026-11-10 or 2027-01-10",
        ] {
            assert_eq!(date(sound), Ok(()), "{sound}");
        }
        for wrong in ["2026-13-01", "1026-11-23", "yesterday", "23.11.2026"] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }
}
