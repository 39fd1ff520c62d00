//! The World Bank's governance indicators: six dimensions, the last ten years.

use std::path::Path;

use crate::failure::Failure;

use super::names::{Countries, country};
use super::raw::{Letters, Raw};
use super::sheet::{Row, row};

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

/// The six dimensions of every country: rows of `governance`.
pub fn governance(from: &Path) -> Result<Vec<Row>, Failure> {
    let path = from.join("governance/country_wgi_6dims.csv");
    let raw = Raw::open(&path, Letters::Utf8, &["country_iso3", "year", "wgi_va", "wgi_cc"])?;
    let countries = Countries::open()?;
    let mut rows = Vec::new();
    for cells in raw.rows() {
        let year = cells.year("year")?;
        if year < FROM || cells.text("country_iso3") == ANTILLES {
            continue;
        }
        let code = country(&countries, &cells, "country_iso3")?;
        for (column, dimension) in DIMENSIONS {
            let text = cells.text(column);
            if text.is_empty() {
                continue;
            }
            let value: f64 =
                text.parse().ok().filter(|value: &f64| (-4.0..=4.0).contains(value)).ok_or_else(|| {
                    cells.wrong(column, format!("`{text}` is not an indicator between -4 and 4"))
                })?;
            rows.push(row([&code, &year.to_string(), dimension, &format!("{value:.4}"), "world_bank_wgi"]));
        }
    }
    Ok(rows)
}
