use std::collections::BTreeMap;
use std::path::Path;

use super::super::sheet::Row;
use super::{SOURCE, open};
use crate::failure::Failure;

/// What each model of sharing says: rows of `allocation_models`. The record's own sentences stay with it; the rule, its
/// force and its address are facts.
pub fn models(from: &Path) -> Result<Vec<Row>, Failure> {
    let raw = open(
        from,
        "models.csv",
        &["model_id", "model", "actor", "aspect", "formula_or_number", "binding", "in_use"],
    )?;
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut rows = Vec::new();
    for cells in raw.rows() {
        let id = cells.text("model_id");
        let number = numbers.entry(id).or_default();
        *number += 1;
        let number = number.to_string();
        let terms = ["model", "actor", "aspect", "formula_or_number", "binding", "in_use"];
        let read = ["source", "source_date", "confidence"];
        let all = [id, &number].into_iter().chain(terms.map(|column| cells.text(column)));
        rows.push(
            all.chain(read.map(|column| cells.text(column))).chain([SOURCE]).map(str::to_owned).collect(),
        );
    }
    Ok(rows)
}
