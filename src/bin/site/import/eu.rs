//! The European Commission's study of 2023: who supplies the world and the EU, and what for.

use std::collections::BTreeMap;
use std::path::Path;

use crate::failure::Failure;

use super::figure::{Figure, percent};
use super::names::{Countries, Minerals, country};
use super::raw::{Letters, Raw, plain};
use super::sheet::{Row, row};

const SOURCE: &str = "eu_crm_2023";
/// The study's figures are means of these years.
const PERIOD: &str = "2016-2020";
const SCORES: &str = include_str!("eu_scores.csv");

/// Shares of world supply and of supply to the EU: rows of `supply_shares_eu`.
pub fn supply_shares(from: &Path) -> Result<Vec<Row>, Failure> {
    let (countries, minerals) = (Countries::open()?, Minerals::of("eu")?);
    let mut rows = Vec::new();
    for (file, scope) in [("fact_GlobalSupplyShares_t.csv", "world"), ("fact_EUSupplyShares_t.csv", "eu")] {
        let raw = Raw::open(
            &from.join("eu_crm").join(file),
            Letters::Windows,
            &["Material", "Stage", "Country", "Share", "t"],
        )?;
        for cells in raw.rows() {
            let material = cells.text("Material");
            let mineral = minerals.id(material);
            if mineral.is_empty() {
                continue;
            }
            let stage = match cells.text("Stage") {
                "E" => "mine",
                "P" => "refinery",
                other => return Err(cells.wrong("Stage", format!("`{other}` is neither E nor P"))),
            };
            let code = country(&countries, &cells, "Country")?;
            let Figure { value, low, high, qualifier } = percent(&cells, "Share")?;
            let parameter = plain(cells.number("t")?);
            let head = [material, mineral, scope, stage, &code, &value, &low, &high, qualifier];
            let tail = [parameter.as_str(), cells.text("Share"), PERIOD, SOURCE];
            rows.push(head.iter().chain(&tail).map(|cell| (*cell).to_owned()).collect());
        }
    }
    Ok(rows)
}

/// What materials are used for in the EU: rows of `end_uses`.
pub fn end_uses(from: &Path) -> Result<Vec<Row>, Failure> {
    let minerals = Minerals::of("eu")?;
    let file = from.join("eu_crm/fact_MaterialUseShares.csv");
    let raw = Raw::open(&file, Letters::Windows, &["Material", "Application", "Share", "NACE_sector"])?;
    // The last column's heading ends in a letter that the file's own encoding has lost.
    let added = raw.column_starting("VA_in_million")?;
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut rows = Vec::new();
    for cells in raw.rows() {
        let mineral = minerals.id(cells.text("Material"));
        if mineral.is_empty() {
            continue;
        }
        let number = numbers.entry(mineral.to_owned()).or_default();
        *number += 1;
        let Figure { value, low, high, qualifier } = percent(&cells, "Share")?;
        let money = if cells.text(&added).is_empty() { String::new() } else { plain(cells.number(&added)?) };
        let sector = cells.text("NACE_sector").replace('\n', " ");
        let head =
            [mineral, &format!("{number:02}"), cells.text("Application"), &value, &low, &high, qualifier];
        let tail = [sector.as_str(), &money, "EU", PERIOD, "", "high", SOURCE];
        rows.push(head.iter().chain(&tail).map(|cell| (*cell).to_owned()).collect());
    }
    Ok(rows)
}

/// The study's own scores: rows of `published_scores`.
pub fn scores() -> Result<Vec<Row>, Failure> {
    let raw = Raw::parse("eu_scores.csv".into(), SCORES, &["mineral_id", "metric", "year", "value"])?;
    let mut rows = Vec::new();
    for cells in raw.rows() {
        let value = cells.text("value");
        let [mineral, metric, year] = ["mineral_id", "metric", "year"].map(|column| cells.text(column));
        rows.push(row([mineral, metric, "EU", "", year, value, "", "", "reported", "index", value, SOURCE]));
    }
    Ok(rows)
}
