use std::path::Path;

use super::super::names::Minerals;
use super::super::sheet::Row;
use super::{SOURCE, open};
use crate::failure::Failure;

/// Kinds of things that a control names, and the words by which the record names them.
const KINDS: [(&str, &[&str]); 10] = [
    ("ores", &["ore ", "ores"]),
    ("metal", &["metal"]),
    ("alloys", &["alloy"]),
    ("oxides", &["oxide", "ga2o3"]),
    ("compounds", &["compound", "gan,", "gaas", "salt"]),
    ("magnets", &["magnet"]),
    ("graphite", &["graphite"]),
    ("diamond", &["diamond"]),
    ("equipment", &["equipment", "press", "wire saw"]),
    ("technology", &["technolog"]),
];

/// What a control covers, as kinds: the record's own sentence stays with it.
fn scope(text: &str) -> String {
    let text = text.to_lowercase();
    let named = KINDS.iter().filter(|(_, words)| words.iter().any(|word| text.contains(word)));
    named.map(|(kind, _)| *kind).collect::<Vec<_>>().join("; ")
}

/// Every control with its state on a date: rows of `export_controls`.
///
/// The record words a state freely; `state` sorts it into four. `disputed` stands where public notes conflict.
pub fn controls(from: &Path) -> Result<Vec<Row>, Failure> {
    let raw = open(
        from,
        "export_controls.csv",
        &["control_id", "mineral", "product_scope", "status", "source", "status_as_of", "status_until"],
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
        let scope = scope(cells.text("product_scope"));
        let head = [control, minerals.id(mineral), mineral, &scope];
        let all = head.into_iter().chain(terms.map(|column| cells.text(column))).chain([state]);
        let all = all.chain(read.map(|column| cells.text(column))).chain([SOURCE]);
        rows.push(all.map(str::to_owned).collect());
    }
    Ok(rows)
}
