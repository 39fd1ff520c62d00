use std::path::Path;

use super::super::names::Minerals;
use super::super::sheet::Row;
use super::{SOURCE, open};
use crate::failure::Failure;

/// Every control with its state on a date: rows of `export_controls`.
///
/// The record words a state freely; `state` sorts it into four. `disputed` stands where public notes conflict.
pub fn controls(from: &Path) -> Result<Vec<Row>, Failure> {
    let raw = open(
        from,
        "export_controls.csv",
        &["control_id", "mineral", "status", "source", "status_as_of", "status_until"],
    )?;
    let minerals = Minerals::of("record")?;
    let mut rows = Vec::new();
    for cells in raw.rows() {
        let status = cells.text("status");
        let state = match status {
            _ if status.starts_with("in force") => "in_force",
            _ if status.starts_with("suspended") => "suspended",
            "disputed" => "disputed",
            "reported" => "reported",
            other => {
                return Err(
                    cells.wrong("status", format!("`{other}` does not say whether the control holds"))
                );
            }
        };
        let [control, mineral] = ["control_id", "mineral"].map(|column| cells.text(column));
        let terms = ["control_type", "target", "announced", "effective", "announcement_no", "issuer"];
        let read = ["status", "status_as_of", "status_until", "source", "source_date", "confidence"];
        let head = [control, minerals.id(mineral), mineral];
        let all = head.into_iter().chain(terms.map(|column| cells.text(column))).chain([state]);
        let all = all.chain(read.map(|column| cells.text(column))).chain([SOURCE]);
        rows.push(all.map(str::to_owned).collect());
    }
    Ok(rows)
}
