//! The description of the tables: a Frictionless Data Package, version 2.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::failure::Failure;

use super::sheet::Sheet;

/// Describes the tables. No clock: the date is that of the newest edition.
pub fn describe(sheets: &[Sheet]) -> Result<Vec<u8>, Failure> {
    let mut resources = Vec::new();
    for sheet in sheets {
        let bytes = sheet.bytes()?;
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let fields: Vec<Value> = sheet
            .columns
            .iter()
            .map(|(name, kind, title)| json!({ "name": name, "type": kind, "title": title }))
            .collect();
        resources.push(json!({
            "name": sheet.name, "title": sheet.title, "path": format!("{}.csv", sheet.name), "type": "table",
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "bytes": bytes.len(),
            "hash": format!("sha256:{hash}"), "schema": { "fields": fields, "missingValues": [""] },
        }));
    }
    let sources = sheets.iter().filter(|sheet| sheet.name == "sources").flat_map(|sheet| &sheet.rows);
    let sources: Vec<Value> =
        sources.map(|row| json!({ "title": format!("{}, {}", row[1], row[2]), "path": row[7] })).collect();
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "offtake", "title": "Who supplies critical minerals to whom, and who shares", "version": "0.1.0",
        "created": "2026-11-23T00:00:00Z",
        "licenses": [{ "name": "CC-BY-4.0", "title": "Our compilation; each source's own licence stands in sources.csv",
            "path": "https://creativecommons.org/licenses/by/4.0/" }],
        "sources": sources, "resources": resources,
    });
    let text = serde_json::to_string_pretty(&package)
        .map_err(|error| Failure::Choice(format!("datapackage.json cannot be written: {error}")))?;
    Ok((text + "\n").into_bytes())
}
