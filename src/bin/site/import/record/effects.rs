use std::collections::BTreeMap;
use std::path::Path;

use super::super::names::Minerals;
use super::super::raw::{Raw, plain};
use super::super::sheet::{Row, row};
use super::{SOURCE, open, optional, optional_percent};
use crate::failure::Failure;

/// Effects that were read after the record was closed, in its columns.
const LATER: &str = include_str!("../record_effects.csv");

/// What the controls have done to tonnes and prices: rows of `export_effects`.
pub fn effects(from: &Path) -> Result<Vec<Row>, Failure> {
    let columns = ["effect_id", "mineral", "metric", "value", "change_pct", "period"];
    let raw = open(from, "export_effects.csv", &columns)?;
    let later = Raw::parse("record_effects.csv".into(), LATER, &columns)?;
    let minerals = Minerals::of("record")?;
    let mut rows = Vec::new();
    for cells in raw.rows().chain(later.rows()) {
        let text = cells.text("change_pct");
        let change = match text.parse::<f64>() {
            Ok(change) if change >= -100.0 && change.is_finite() => plain(change),
            _ if text.is_empty() => String::new(),
            _ => {
                return Err(
                    cells.wrong("change_pct", format!("`{text}` is not a change of -100 per cent or more"))
                );
            }
        };
        let [id, mineral, metric, unit, baseline] =
            ["effect_id", "mineral", "metric", "unit", "baseline"].map(|column| cells.text(column));
        let value = optional(&cells, "value")?;
        let rest = ["period", "geography", "linked_control", "source", "source_date", "confidence"];
        let head = [id, minerals.id(mineral), mineral, metric, &value, unit, baseline, &change];
        let all = head.into_iter().chain(rest.map(|column| cells.text(column))).chain([SOURCE]);
        rows.push(all.map(str::to_owned).collect());
    }
    Ok(rows)
}

/// Published shares of use: rows of `end_uses`.
pub fn end_uses(from: &Path) -> Result<Vec<Row>, Failure> {
    let raw = open(
        from,
        "sectors.csv",
        &["row_id", "sector", "mineral", "row_type", "use", "share_pct", "share_basis"],
    )?;
    let minerals = Minerals::of("record")?;
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut rows = Vec::new();
    for cells in raw.rows().filter(|cells| cells.text("row_type") == "use share") {
        let mineral = minerals.id(cells.text("mineral"));
        if mineral.is_empty() {
            return Err(cells.wrong("mineral", "is not one of ours: add it to mineral_aliases.csv"));
        }
        let number = numbers.entry(mineral.to_owned()).or_default();
        *number += 1;
        let share = optional_percent(&cells, "share_pct")?;
        let [application, sector, scope, period] =
            ["use", "sector", "share_basis", "year"].map(|column| cells.text(column));
        let [url, confidence] = ["source", "confidence"].map(|column| cells.text(column));
        // The record says so where a share is only nearly so.
        let qualifier =
            if scope.contains("nearly") || scope.contains("almost") { "estimated" } else { "reported" };
        let number = format!("{number:02}");
        let head = [mineral, &number, application, &share, "", "", qualifier, sector, "", scope, period];
        rows.push(head.into_iter().chain([url, confidence, SOURCE]).map(str::to_owned).collect());
    }
    Ok(rows)
}

/// Sectors that were hit or are exposed: rows of `sector_effects`.
pub fn sector_effects(from: &Path) -> Result<Vec<Row>, Failure> {
    let raw = open(from, "sectors.csv", &["row_id", "sector", "mineral", "row_type", "impact", "country"])?;
    let minerals = Minerals::of("record")?;
    let mut rows = Vec::new();
    for cells in raw.rows().filter(|cells| cells.text("row_type") != "use share") {
        let share = optional_percent(&cells, "share_pct")?;
        let [id, mineral, sector, kind] =
            ["row_id", "mineral", "sector", "row_type"].map(|column| cells.text(column));
        let [measured, scope, effect] = ["use", "share_basis", "impact"].map(|column| cells.text(column));
        let period =
            if cells.text("impact_date").is_empty() { cells.text("year") } else { cells.text("impact_date") };
        let [place, url, confidence] = ["country", "source", "confidence"].map(|column| cells.text(column));
        rows.push(row([
            id,
            minerals.id(mineral),
            mineral,
            sector,
            kind,
            measured,
            &share,
            scope,
            effect,
            place,
            period,
            url,
            confidence,
            SOURCE,
        ]));
    }
    Ok(rows)
}
