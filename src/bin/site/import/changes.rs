//! What an import changes: rows, totals by mineral, the largest moves. A table does not shrink unasked.

use std::collections::BTreeMap;

use offtake::ledger::Table;

use crate::failure::Failure;

use super::sheet::{Row, Sheet};

/// How many of the largest moves are told.
const TOLD: usize = 10;

/// What differs between the tables as they stand and as they would be, in lines for the reader.
///
/// # Errors
/// A table with fewer rows than before, unless that is accepted.
pub fn changes(before: &[Table], after: &[Sheet], accept: bool) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    let mut shrunk = Vec::new();
    for sheet in after {
        let Some(old) = before.iter().find(|table| table.name == sheet.name()) else {
            lines.push(format!("{}: new, {} rows", sheet.name(), sheet.rows.len()));
            continue;
        };
        if old.rows.len() > sheet.rows.len() {
            shrunk.push(format!("{} from {} to {} rows", sheet.name(), old.rows.len(), sheet.rows.len()));
        }
        if old.columns == sheet.table().columns && old.rows != sheet.rows {
            lines.extend(differences(old, sheet));
        } else if old.columns != sheet.table().columns {
            lines.push(format!(
                "{}: other columns, {} rows before, {} now",
                sheet.name(),
                old.rows.len(),
                sheet.rows.len()
            ));
        }
    }
    for old in before.iter().filter(|table| !after.iter().any(|sheet| sheet.name() == table.name)) {
        shrunk.push(format!("{} from {} rows to none", old.name, old.rows.len()));
    }
    if !shrunk.is_empty() && !accept {
        return Err(Failure::Choice(format!(
            "this import would shrink {}. Nothing was written. If the publisher has withdrawn these rows, run it again \
             with --accept",
            shrunk.join("; ")
        )));
    }
    Ok(lines)
}

fn differences(old: &Table, sheet: &Sheet) -> Vec<String> {
    let keys: Vec<usize> =
        (0..sheet.schema.columns.len()).filter(|at| sheet.schema.columns[*at].key).collect();
    let by_key = |rows: &[Row]| -> BTreeMap<Vec<String>, Row> {
        rows.iter().map(|row| (keys.iter().map(|at| row[*at].clone()).collect(), row.clone())).collect()
    };
    let (was, is) = (by_key(&old.rows), by_key(&sheet.rows));
    let added = is.keys().filter(|key| !was.contains_key(*key)).count();
    let gone = was.keys().filter(|key| !is.contains_key(*key)).count();
    let altered = is.iter().filter(|(key, row)| was.get(*key).is_some_and(|old| old != *row)).count();
    let mut lines = vec![format!("{}: {added} rows added, {gone} gone, {altered} altered", sheet.name())];
    let Some(value) = sheet.place("value_t").or_else(|| sheet.place("tonnes")) else {
        return lines;
    };
    let number = |row: Option<&Row>| row.and_then(|row| row[value].parse::<f64>().ok());
    let group = sheet.place("mineral_id").or_else(|| sheet.place("hs6")).unwrap_or(0);
    let mut totals: BTreeMap<String, [f64; 2]> = BTreeMap::new();
    for (side, rows) in [&old.rows, &sheet.rows].into_iter().enumerate() {
        for row in rows {
            totals.entry(row[group].clone()).or_default()[side] += number(Some(row)).unwrap_or_default();
        }
    }
    for (name, [before, now]) in totals.into_iter().filter(|(_, [before, now])| (before - now).abs() > 1e-6) {
        lines.push(format!("  {name}: {before:.1} t before, {now:.1} t now"));
    }
    let mut moves: Vec<(f64, String)> = is
        .iter()
        .filter_map(|(key, row)| {
            let (before, now) = (number(was.get(key))?, number(Some(row))?);
            Some(((now - before).abs(), format!("  {}: {before} t, now {now} t", key.join(" "))))
        })
        .filter(|(size, _)| *size > 0.0)
        .collect();
    moves.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    lines.extend(moves.into_iter().take(TOLD).map(|(_, line)| line));
    lines
}

#[cfg(test)]
mod tests {
    use offtake::ledger::Table;

    use super::super::schema::schema;
    use super::super::sheet::{Sheet, row};
    use super::changes;

    fn sheet(tonnes: &[(&str, &str)]) -> Sheet {
        let rows = tonnes.iter().map(|(country, value)| {
            row([
                "gallium",
                "refinery",
                "production",
                "2024",
                country,
                value,
                "",
                "",
                "reported",
                "b",
                value,
                "u",
                "yes",
                "s",
            ])
        });
        Sheet::new(&schema().unwrap(), "production", rows.collect()).unwrap()
    }

    #[test]
    fn what_moves_is_told_with_totals_and_the_largest_first() {
        let before: Table = sheet(&[("CHN", "600"), ("JPN", "3")]).table();
        let after = sheet(&[("CHN", "839"), ("JPN", "4"), ("RUS", "6")]);
        let lines = changes(std::slice::from_ref(&before), &[after], false).unwrap();
        assert_eq!(lines[0], "production: 1 rows added, 0 gone, 2 altered");
        assert_eq!(lines[1], "  gallium: 603.0 t before, 849.0 t now");
        assert!(lines[2].ends_with("CHN s: 600 t, now 839 t") && lines[3].contains("JPN"), "{lines:?}");
        assert!(changes(&[before], &[sheet(&[("CHN", "600"), ("JPN", "3")])], false).unwrap().is_empty());
    }

    #[test]
    fn a_table_shrinks_only_when_asked() {
        let before = sheet(&[("CHN", "600"), ("JPN", "3")]).table();
        let error = changes(std::slice::from_ref(&before), &[sheet(&[("CHN", "600")])], false)
            .unwrap_err()
            .to_string();
        assert!(error.contains("production from 2 to 1 rows") && error.contains("--accept"), "{error}");
        assert!(changes(std::slice::from_ref(&before), &[sheet(&[("CHN", "600")])], true).is_ok());
        let gone = changes(&[before], &[], false).unwrap_err().to_string();
        assert!(gone.contains("production from 2 rows to none"), "{gone}");
    }
}
