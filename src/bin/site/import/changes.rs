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
            lines.push(format!("{}: other columns, {} rows before, {} now", sheet.name(), old.rows.len(), sheet.rows.len()));
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
    let keys: Vec<usize> = (0..sheet.schema.columns.len()).filter(|at| sheet.schema.columns[*at].key).collect();
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
