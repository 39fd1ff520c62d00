//! Bilateral trade: CEPII's BACI in two editions of the Harmonized System, kept apart.

use std::collections::BTreeSet;
use std::path::Path;

use crate::failure::Failure;

use super::names::{self, Countries};
use super::raw::{Letters, Raw, plain};
use super::sheet::{Row, row};

const FILES: [(&str, &str, &str); 2] = [
    ("HS92", "baci_hs92_2012_2024.csv.gz", "cepii_baci_hs92"),
    ("HS17", "baci_hs17_v202601_2017_2024.csv.gz", "cepii_baci_hs17"),
];
/// BACI's codes for groups of countries that are no country: trade of unknown members.
const NO_COUNTRY: [&str; 2] = ["R20", "ZA1"];

/// Both editions, the codes that `products.csv` names: rows of `trade`.
pub fn trade(from: &Path) -> Result<Vec<Row>, Failure> {
    let countries = Countries::open()?;
    let products = names::by_hand("products")?;
    let codes: BTreeSet<(&str, &str)> =
        products.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
    let mut rows = Vec::new();
    for (nomenclature, file, source) in FILES {
        let path = from.join("trade").join(file);
        let columns = ["year", "exporter_iso3", "importer_iso3", "hs6", "value_kusd", "qty_t"];
        let raw = Raw::open(&path, Letters::Utf8, &columns)?;
        for cells in raw.rows() {
            let hs6 = cells.text("hs6");
            let sides = [cells.text("exporter_iso3"), cells.text("importer_iso3")];
            if !codes.contains(&(nomenclature, hs6)) || sides.iter().any(|side| NO_COUNTRY.contains(side)) {
                continue;
            }
            let year = cells.year("year")?.to_string();
            let exporter = names::country(&countries, &cells, "exporter_iso3")?;
            let importer = names::country(&countries, &cells, "importer_iso3")?;
            let value = plain(cells.number("value_kusd")?);
            let tonnes =
                if cells.text("qty_t").is_empty() { String::new() } else { plain(cells.number("qty_t")?) };
            let coverage =
                if cells.text("coverage").is_empty() { "complete" } else { cells.text("coverage") };
            rows.push(row([
                nomenclature,
                hs6,
                &year,
                &exporter,
                &importer,
                &value,
                &tonnes,
                coverage,
                source,
            ]));
        }
    }
    Ok(rows)
}
