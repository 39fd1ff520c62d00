//! The World Bank's governance indicators: six dimensions, the last ten years.

use std::path::Path;

use crate::failure::Failure;

use super::names::Countries;
use super::raw::{Letters, Raw};
use super::sheet::{Column, Sheet};

const COLUMNS: &[Column] = &[
    ("iso3", "string", "Country"),
    ("year", "year", "Year"),
    ("dimension", "string", "voice, stability, effectiveness, regulation, law or corruption"),
    ("value", "number", "Estimate, about -2.5 (weak) to 2.5 (strong)"),
    ("source_id", "string", "Source"),
];
const DIMENSIONS: [(&str, &str); 6] = [
    ("wgi_va", "voice"),
    ("wgi_ps", "stability"),
    ("wgi_ge", "effectiveness"),
    ("wgi_rq", "regulation"),
    ("wgi_rl", "law"),
    ("wgi_cc", "corruption"),
];
/// Ten years are what a measure of governance today can need.
const FROM: u16 = 2015;

/// The Netherlands Antilles, dissolved in 2010, which the file carries on.
const ANTILLES: &str = "ANT";

/// Reads `governance/country_wgi_6dims.csv`.
pub fn governance(from: &Path) -> Result<Sheet, Failure> {
    let path = from.join("governance/country_wgi_6dims.csv");
    let raw = Raw::open(&path, Letters::Utf8, &["country_iso3", "year", "wgi_va", "wgi_cc"])?;
    let countries = Countries::open()?;
    let mut rows = Vec::new();
    for row in raw.rows() {
        let year = row.year("year")?;
        if year < FROM || row.text("country_iso3") == ANTILLES {
            continue;
        }
        let name = row.text("country_iso3");
        let code = countries.code(name).ok_or_else(|| {
            row.wrong("country_iso3", format!("`{name}` is not known: add it to aliases.csv"))
        })?;
        for (column, dimension) in DIMENSIONS {
            let text = row.text(column);
            if text.is_empty() {
                continue;
            }
            let value: f64 =
                text.parse().ok().filter(|value: &f64| (-4.0..=4.0).contains(value)).ok_or_else(|| {
                    row.wrong(column, format!("`{text}` is not an indicator between -4 and 4"))
                })?;
            rows.push(
                [code, &year.to_string(), dimension, &format!("{value:.4}"), "world_bank_wgi"]
                    .map(str::to_owned)
                    .to_vec(),
            );
        }
    }
    Ok(Sheet::sorted("governance", "Worldwide Governance Indicators", COLUMNS, rows))
}
