//! What the U.S. Geological Survey says of the United States: use, where imports come from, net import reliance.

use std::path::Path;

use crate::failure::Failure;

use super::figure::{Figure, percent, printed, tonnes};
use super::names::{Countries, Minerals, place};
use super::raw::{Letters, Raw, RawRow, plain};
use super::sheet::{Row, row};
use super::usgs::{Chapters, EDITION_2026, release_2026};

/// What follows says of which use: apparent or estimated, of which form.
const RELIANCE: &str = "Net import reliance as a percentage of ";

/// Use, as published: rows of `demand`.
pub fn demand(from: &Path) -> Result<Vec<Row>, Failure> {
    let chapters = Chapters::open()?;
    let mut rows = Vec::new();
    for cells in release_2026(from)?.rows() {
        let Some(mineral) = chapters.mineral(&cells) else {
            continue;
        };
        if !cells.text("Section").starts_with("Salient") || cells.text("Statistics") != "Consumption" {
            continue;
        }
        let figure = printed(&cells, "Value", tonnes(&cells, "Unit")?, cells.text("Notes"), false)?;
        let year = cells.year("Year")?.to_string();
        let Figure { value, low, high, qualifier } = &figure;
        rows.push(row([
            mineral,
            "USA",
            &year,
            "observed",
            cells.text("Statistics_detail"),
            value,
            low,
            high,
            "",
            qualifier,
            cells.text("Value"),
            cells.text("Unit"),
            EDITION_2026,
        ]));
    }
    Ok(rows)
}

/// What is kept of the statistics, and what it is called in our table.
const KINDS: [(&str, &str); 4] =
    [("Import", "imports"), ("Export", "exports"), ("Price", "price"), ("Stock", "stocks")];

/// Imports, exports, prices and stocks in the units of the publisher: rows of `us_statistics`.
pub fn statistics(from: &Path) -> Result<Vec<Row>, Failure> {
    let chapters = Chapters::open()?;
    let mut rows = Vec::new();
    for cells in release_2026(from)?.rows() {
        let Some(mineral) = chapters.mineral(&cells) else {
            continue;
        };
        let kind = KINDS.iter().find(|(theirs, _)| *theirs == cells.text("Statistics"));
        let Some((_, kind)) = kind.filter(|_| cells.text("Section").starts_with("Salient")) else {
            continue;
        };
        // `Variable, depending on size` is a gap; it stays in the row as printed.
        let words = cells.text("Value").starts_with("Variable");
        let figure = if words {
            gap("not_available")
        } else {
            printed(&cells, "Value", 1.0, cells.text("Notes"), false)?
        };
        let year = cells.year("Year")?.to_string();
        let Figure { value, low, high, qualifier } = &figure;
        rows.push(row([
            mineral,
            kind,
            cells.text("Statistics_detail"),
            &year,
            value,
            low,
            high,
            cells.text("Unit"),
            qualifier,
            cells.text("Value"),
            EDITION_2026,
        ]));
    }
    Ok(rows)
}

/// A figure that is not there.
fn gap(qualifier: &'static str) -> Figure {
    Figure { value: String::new(), low: String::new(), high: String::new(), qualifier }
}

/// Where U.S. imports come from, 2021 to 2024: rows of `us_import_sources`.
pub fn import_sources(from: &Path) -> Result<Vec<Row>, Failure> {
    let path = from.join("usgs/MCS2026_Fig3_Major_Import_Sources.csv");
    let raw = Raw::open(&path, Letters::Utf8, &["Commodity", "Import_Source_2021_24", "Percent"])?;
    let (countries, minerals) = (Countries::open()?, Minerals::of("usgs_fig3")?);
    let mut rows = Vec::new();
    for cells in raw.rows() {
        let mineral = minerals.id(cells.text("Commodity"));
        if mineral.is_empty() {
            continue;
        }
        let supplier = place(&countries, &cells, "Import_Source_2021_24")?;
        let share = plain(cells.number("Percent")? / 100.0);
        rows.push(row([mineral, &supplier, &share, "2021-24", EDITION_2026]));
    }
    Ok(rows)
}

/// Net import reliance, as published: rows of `published_scores`.
pub fn reliance(from: &Path) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    let mut add = |mineral: &str, form: &str, year: &str, figure: &Figure, raw: &str| {
        let points = |text: &str| text.parse::<f64>().map_or(String::new(), |part| plain(part * 100.0));
        let (value, low, high) = (points(&figure.value), points(&figure.low), points(&figure.high));
        let metric = "net_import_reliance";
        let cells = [
            mineral,
            metric,
            "USA",
            form,
            year,
            &value,
            &low,
            &high,
            figure.qualifier,
            "percent",
            raw,
            EDITION_2026,
        ];
        rows.push(row(cells));
    };
    let chapters = Chapters::open()?;
    for cells in release_2026(from)?.rows() {
        let Some(mineral) = chapters.mineral(&cells) else {
            continue;
        };
        let Some(form) = cells.text("Statistics_detail").strip_prefix(RELIANCE) else {
            continue;
        };
        let year = cells.year("Year")?.to_string();
        let figure = scored(&cells)?;
        let text = cells.text("Value");
        add(mineral, form, &year, &figure, text);
    }
    Ok(rows)
}

/// A reliance in per cent, a bound of it, or a net exporter, who has none.
fn scored(cells: &RawRow<'_>) -> Result<Figure, Failure> {
    Ok(match cells.text("Value") {
        "E" => gap("net_exporter"),
        "NA" | "" => gap("not_available"),
        "W" => gap("withheld"),
        _ => {
            let figure = percent(cells, "Value")?;
            let estimated = cells.text("Notes").starts_with("Estimated") && figure.qualifier == "reported";
            if estimated { Figure { qualifier: "estimated", ..figure } } else { figure }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::raw::Raw;
    use super::scored;

    #[test]
    fn a_net_exporter_has_no_reliance_and_a_bound_stays_a_bound() {
        let read = |value: &str, notes: &str| {
            let raw =
                Raw::parse("t.csv".into(), &format!("Value,Notes\n{value},{notes}\n"), &["Value"]).unwrap();
            let figure = scored(&raw.rows().next().unwrap()).unwrap();
            [figure.value, figure.low, figure.high, figure.qualifier.to_owned()]
        };
        assert_eq!(read("E", ""), ["", "", "", "net_exporter"]);
        assert_eq!(read(">95", ""), ["", "0.95", "1", "range"]);
        assert_eq!(read("<25", "Estimated."), ["", "0", "0.25", "range"]);
        assert_eq!(read("91", "Estimated. -- Defined so."), ["0.91", "", "", "estimated"]);
        assert_eq!(read("86", ""), ["0.86", "", "", "reported"]);
    }
}
