//! `datapackage.json`: the tables as a Frictionless Data Package, version 2.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::failure::Failure;

use super::editions::hex;
use super::schema::ColumnSchema;
use super::sheet::Sheet;

const OURS: &str = "https://creativecommons.org/licenses/by/4.0/";

/// Describes the tables.
pub fn describe(sheets: &[Sheet], files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Failure> {
    let sources = sheets.iter().find(|sheet| sheet.name() == "sources");
    let known: Vec<&Sheet> = sources.into_iter().collect();
    let resources: Vec<Value> = sheets
        .iter()
        .zip(files)
        .map(|(sheet, (path, bytes))| {
            let mut used: Vec<&str> =
                ["source_id", "used_source_id"].iter().flat_map(|name| sheet.column(name)).collect();
            used.sort_unstable();
            used.dedup();
            let (from, licences) = credits(&known, &used);
            let mut schema = json!({
                "fields": sheet.schema.columns.iter().map(field).collect::<Vec<_>>(),
                "primaryKey": sheet.schema.columns.iter().filter(|c| c.key).map(|c| c.name.clone()).collect::<Vec<_>>(),
                "missingValues": [""],
            });
            let foreign: Vec<Value> = sheet.schema.columns.iter().filter_map(foreign).collect();
            if !foreign.is_empty() {
                schema["foreignKeys"] = Value::Array(foreign);
            }
            json!({
                "name": sheet.name(), "title": sheet.schema.title[0], "title_fr": sheet.schema.title[1],
                "path": path, "type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
                "bytes": bytes.len(), "hash": format!("sha256:{}", hex(&Sha256::digest(bytes))),
                "rows": sheet.rows.len(), "sources": from, "licenses": licences, "schema": schema,
            })
        })
        .collect();
    let all: Vec<&str> = known.iter().flat_map(|sheet| sheet.column("source_id")).collect();
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "offtake", "title": "Who supplies critical minerals to whom, and who shares",
        "title_fr": "Qui fournit les minéraux critiques à qui, et qui partage",
        "version": env!("CARGO_PKG_VERSION"),
        "created": "2026-11-23T00:00:00Z",
        "licenses": [{ "name": "CC-BY-4.0", "title": "Our compilation; each source's own licence stands in sources.csv", "path": OURS }],
        "sources": credits(&known, &all).0, "resources": resources,
    });
    let text = serde_json::to_string_pretty(&package)
        .map_err(|error| Failure::Choice(format!("datapackage.json cannot be written: {error}")))?;
    Ok((text + "\n").into_bytes())
}

/// The sources and licences behind a table; ours alone where a table has no source of its own.
fn credits(sources: &[&Sheet], used: &[&str]) -> (Vec<Value>, Vec<Value>) {
    let mut from = Vec::new();
    let mut licences: Vec<Value> = Vec::new();
    for sheet in sources {
        for row in sheet.rows.iter().filter(|row| used.contains(&sheet.cell(row, "source_id"))) {
            let title = format!("{}, {}", sheet.cell(row, "publisher"), sheet.cell(row, "title"));
            from.push(json!({ "title": title, "path": sheet.cell(row, "url") }));
            let licence =
                json!({ "title": sheet.cell(row, "licence"), "path": sheet.cell(row, "licence_url") });
            if !licences.contains(&licence) {
                licences.push(licence);
            }
        }
    }
    if licences.is_empty() {
        licences.push(json!({ "name": "CC-BY-4.0", "title": "CC BY 4.0", "path": OURS }));
    }
    (from, licences)
}

fn field(column: &ColumnSchema) -> Value {
    let mut constraints = Map::new();
    if column.required {
        constraints.insert("required".to_owned(), json!(true));
    }
    // Types decide how a bound is written: a year is a whole number.
    let bound = |value: f64| if column.kind == "number" { json!(value) } else { json!(value as i64) };
    for (name, value) in [("minimum", column.minimum), ("maximum", column.maximum)] {
        if let Some(value) = value {
            constraints.insert(name.to_owned(), bound(value));
        }
    }
    if !column.one_of.is_empty() {
        constraints.insert("enum".to_owned(), json!(column.one_of));
    }
    if column.name == "hs6" {
        constraints.insert("pattern".to_owned(), json!("[0-9]{6}"));
    }
    let mut field = json!({
        "name": column.name, "type": column.kind, "title": column.title[0], "title_fr": column.title[1],
    });
    if !constraints.is_empty() {
        field["constraints"] = Value::Object(constraints);
    }
    field
}

/// A reference to another table. Places are checked by the import alone: they may be WORLD or OTHER.
fn foreign(column: &ColumnSchema) -> Option<Value> {
    let table = column.refers.as_deref().filter(|table| *table != "places")?;
    let key = match table {
        "countries" => "iso3",
        "minerals" => "mineral_id",
        "sources" => "source_id",
        _ => "deal_id",
    };
    Some(json!({ "fields": [column.name], "reference": { "resource": table, "fields": [key] } }))
}
