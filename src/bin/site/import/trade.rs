//! Bilateral trade: CEPII's BACI in two editions of the Harmonized System, kept apart.

use std::collections::BTreeSet;
use std::path::Path;

use crate::failure::Failure;

use super::names::{self, Countries};
use super::raw::{Letters, Raw};
use super::sheet::{Column, Sheet};

const COLUMNS: &[Column] = &[
    ("nomenclature", "string", "Edition of the Harmonized System"),
    ("hs6", "string", "Trade code"),
    ("year", "year", "Year"),
    ("exporter", "string", "Who sells"),
    ("importer", "string", "Who buys"),
    ("value_kusd", "number", "Thousand US dollars"),
    ("tonnes", "number", "Gross product weight; empty where not given"),
    ("coverage", "string", "complete; or trimmed: small flows are left out and there are no tonnes"),
    ("source_id", "string", "Source"),
];
const FILES: [(&str, &str, &str); 2] = [
    ("HS92", "baci_hs92_2012_2024.csv.gz", "cepii_baci_hs92"),
    ("HS17", "baci_hs17_v202601_2017_2024.csv.gz", "cepii_baci_hs17"),
];
/// BACI's codes for groups of countries that are no country: trade of unknown members.
const NO_COUNTRY: [&str; 2] = ["R20", "ZA1"];

/// Reads both editions.
pub fn trade(from: &Path) -> Result<Sheet, Failure> {
    let countries = Countries::open()?;
    let products = names::products()?;
    let codes: BTreeSet<(&str, &str)> =
        products.rows.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
    let mut rows = Vec::new();
    for (nomenclature, file, source) in FILES {
        let path = from.join("trade").join(file);
        let raw = Raw::open(
            &path,
            Letters::Utf8,
            &["year", "exporter_iso3", "importer_iso3", "hs6", "value_kusd", "qty_t"],
        )?;
        for row in raw.rows() {
            let hs6 = row.text("hs6");
            let sides = [row.text("exporter_iso3"), row.text("importer_iso3")];
            if !codes.contains(&(nomenclature, hs6)) || sides.iter().any(|side| NO_COUNTRY.contains(side)) {
                continue;
            }
            let code = |column: &str| {
                let name = row.text(column);
                countries.code(name).ok_or_else(|| {
                    row.wrong(column, format!("`{name}` is not a country: add it to aliases.csv"))
                })
            };
            let tonnes = if row.text("qty_t").is_empty() {
                String::new()
            } else {
                super::raw::plain(row.number("qty_t")?)
            };
            let coverage = match row.text("coverage") {
                "" => "complete",
                other => other,
            };
            rows.push(
                [
                    nomenclature,
                    hs6,
                    &row.year("year")?.to_string(),
                    code("exporter_iso3")?,
                    code("importer_iso3")?,
                    &super::raw::plain(row.number("value_kusd")?),
                    &tonnes,
                    coverage,
                    source,
                ]
                .map(str::to_owned)
                .to_vec(),
            );
        }
    }
    Ok(Sheet::sorted("trade", "Bilateral trade by product and year", COLUMNS, rows))
}
