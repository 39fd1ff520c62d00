//! The U.S. Geological Survey: production by country, U.S. use, U.S. import sources.

use std::path::Path;

use crate::failure::Failure;

use super::names::Countries;
use super::raw::{Letters, Raw, RawRow, plain};
use super::sheet::{Column, Sheet};

/// Our mineral, its stage, its name in MCS 2026, in MCS 2025 and in figure 3. Germanium has no world table and magnets
/// have no chapter.
const CHAPTERS: [(&str, &str, &str, &str, &str); 12] = [
    ("gallium", "refinery", "GALLIUM", "Gallium", "Gallium"),
    ("germanium", "refinery", "GERMANIUM", "", "Germanium"),
    ("antimony", "mine", "ANTIMONY", "Antimony", "Antimony"),
    ("natural_graphite", "mine", "GRAPHITE (NATURAL)", "Graphite", "Graphite, natural"),
    ("tungsten", "mine", "TUNGSTEN", "Tungsten", "Tungsten"),
    ("bismuth", "refinery", "BISMUTH", "Bismuth", "Bismuth"),
    ("tellurium", "refinery", "TELLURIUM", "Tellurium", "Tellurium"),
    ("indium", "refinery", "INDIUM", "Indium", "Indium"),
    ("molybdenum", "mine", "MOLYBDENUM", "Molybdenum", "Molybdenum"),
    ("magnesium", "refinery", "MAGNESIUM METAL", "Magnesium metal", "Magnesium, metal"),
    ("rare_earths", "mine", "RARE EARTHS", "Rare earths", "Rare Earths, compounds and metals"),
    ("permanent_magnets", "manufacture", "", "", ""),
];

/// A printed figure, read: tonnes, bounds, how it was given.
struct Figure {
    value: String,
    low: String,
    high: String,
    qualifier: &'static str,
}

/// Reads production of 2023 (MCS 2025), 2024 and 2025 (MCS 2026).
pub fn production(from: &Path) -> Result<Sheet, Failure> {
    const COLUMNS: &[Column] = &[
        ("mineral_id", "string", "Mineral"),
        ("stage", "string", "mine, refinery or manufacture"),
        ("year", "year", "Year"),
        (
            "country",
            "string",
            "ISO 3166-1 alpha-3, or OTHER for the lumped rest, or WORLD for the publisher's own total",
        ),
        ("value_t", "number", "Tonnes; empty for a gap, which is never 0"),
        ("low_t", "number", "Lower end of a range or bound"),
        ("high_t", "number", "Upper end of a range or bound"),
        ("qualifier", "string", "reported, estimated, rounded, withheld, not_available or range"),
        ("raw", "string", "The cell as printed"),
        ("raw_unit", "string", "Its unit as printed"),
        ("source_id", "string", "Source"),
    ];
    let countries = Countries::open()?;
    let mut rows = Vec::new();
    let path = from.join("usgs/MCS2026_Commodities_Data.csv");
    let raw = Raw::open(
        &path,
        Letters::Windows,
        &["MCS_chapter", "Section", "Country", "Statistics", "Unit", "Year", "Value", "Notes"],
    )?;
    for row in raw.rows() {
        let Some((mineral, stage, ..)) = chapter(|known| known.2, row.text("MCS_chapter")) else {
            continue;
        };
        if row.text("Statistics") != "Production" || !row.text("Section").starts_with("World") {
            continue;
        }
        let country = place(&countries, &row, "Country")?;
        let figure = figure(&row, "Value", row.text("Unit"), row.text("Notes"), &country)?;
        rows.push(production_row(
            mineral,
            stage,
            row.text("Year"),
            &country,
            &figure,
            row.text("Value"),
            row.text("Unit"),
            "usgs_mcs_2026",
        ));
    }
    let path = from.join("usgs/MCS2025_World_Data.csv");
    let raw = Raw::open(
        &path,
        Letters::Utf8,
        &["COMMODITY", "COUNTRY", "TYPE", "UNIT_MEAS", "PROD_2023", "PROD_NOTES"],
    )?;
    for row in raw.rows() {
        let Some((mineral, stage, ..)) = chapter(|known| known.3, row.text("COMMODITY")) else {
            continue;
        };
        let kind = row.text("TYPE").to_lowercase();
        if !kind.contains("production") || kind.contains("capacity") {
            continue;
        }
        let country = place(&countries, &row, "COUNTRY")?;
        // MCS 2025 leaves a cell empty both for nothing and for no figure: a gap, since it may be either.
        if row.text("PROD_2023").is_empty() && country != "WORLD" {
            continue;
        }
        let figure = figure(&row, "PROD_2023", row.text("UNIT_MEAS"), row.text("PROD_NOTES"), &country)?;
        rows.push(production_row(
            mineral,
            stage,
            "2023",
            &country,
            &figure,
            row.text("PROD_2023"),
            row.text("UNIT_MEAS"),
            "usgs_mcs_2025",
        ));
    }
    Ok(Sheet::sorted("production", "Production by country, stage and year", COLUMNS, rows))
}

/// Reads what the United States uses, as published.
pub fn demand(from: &Path) -> Result<Sheet, Failure> {
    const COLUMNS: &[Column] = &[
        ("mineral_id", "string", "Mineral"),
        ("iso3", "string", "Who uses it"),
        ("year", "year", "Year"),
        ("kind", "string", "Consumption as the publisher names it"),
        ("value_t", "number", "Tonnes; empty for a gap"),
        ("qualifier", "string", "reported, estimated, withheld, not_available or range"),
        ("raw", "string", "The cell as printed"),
        ("source_id", "string", "Source"),
    ];
    let path = from.join("usgs/MCS2026_Commodities_Data.csv");
    let raw = Raw::open(
        &path,
        Letters::Windows,
        &["MCS_chapter", "Section", "Statistics_detail", "Unit", "Year", "Value", "Notes"],
    )?;
    let mut rows = Vec::new();
    for row in raw.rows() {
        let Some((mineral, ..)) = chapter(|known| known.2, row.text("MCS_chapter")) else {
            continue;
        };
        let detail = row.text("Statistics_detail");
        let wanted = ["Consumption, apparent", "Consumption, reported", "Consumption, estimated"];
        // Rows below these, such as apparent consumption of one compound, are parts and no totals.
        if !row.text("Section").starts_with("Salient") || !wanted.contains(&detail) {
            continue;
        }
        let figure = figure(&row, "Value", row.text("Unit"), row.text("Notes"), "USA")?;
        let cells = [
            mineral,
            "USA",
            row.text("Year"),
            detail,
            &figure.value,
            figure.qualifier,
            row.text("Value"),
            "usgs_mcs_2026",
        ];
        rows.push(cells.map(str::to_owned).to_vec());
    }
    Ok(Sheet::sorted("demand", "Use as published", COLUMNS, rows))
}

/// Reads where U.S. imports come from, 2021-24.
pub fn import_sources(from: &Path) -> Result<Sheet, Failure> {
    const COLUMNS: &[Column] = &[
        ("mineral_id", "string", "Mineral"),
        ("supplier", "string", "ISO 3166-1 alpha-3, or OTHER"),
        ("share", "number", "Part of U.S. imports, 0 to 1"),
        ("period", "string", "Years"),
        ("source_id", "string", "Source"),
    ];
    let path = from.join("usgs/MCS2026_Fig3_Major_Import_Sources.csv");
    let raw = Raw::open(&path, Letters::Utf8, &["Commodity", "Import_Source_2021_24", "Percent"])?;
    let countries = Countries::open()?;
    let mut rows = Vec::new();
    for row in raw.rows() {
        let Some((mineral, ..)) = chapter(|known| known.4, row.text("Commodity")) else {
            continue;
        };
        let supplier = match row.text("Import_Source_2021_24") {
            "Other" => "OTHER".to_owned(),
            _ => place(&countries, &row, "Import_Source_2021_24")?,
        };
        let share = plain(row.number("Percent")? / 100.0);
        rows.push([*mineral, &supplier, &share, "2021-24", "usgs_mcs_2026"].map(str::to_owned).to_vec());
    }
    Ok(Sheet::sorted("us_import_sources", "Where U.S. imports come from", COLUMNS, rows))
}

type Chapter = (&'static str, &'static str, &'static str, &'static str, &'static str);

fn chapter(name: fn(&Chapter) -> &'static str, given: &str) -> Option<&'static Chapter> {
    CHAPTERS.iter().find(|known| !name(known).is_empty() && name(known).eq_ignore_ascii_case(given))
}

fn place(countries: &Countries, row: &RawRow<'_>, column: &str) -> Result<String, Failure> {
    let name = row.text(column);
    let lower = name.to_lowercase();
    if lower.starts_with("world total") || lower == "world" {
        return Ok("WORLD".to_owned());
    }
    if lower.starts_with("other countr") || lower == "other" {
        return Ok("OTHER".to_owned());
    }
    let code = countries.code(name);
    code.map(str::to_owned)
        .ok_or_else(|| row.wrong(column, format!("`{name}` is not known: add it to aliases.csv")))
}

/// Reads a printed figure. Nothing becomes 0 but the em-dash, which the publisher defines as zero.
fn figure(row: &RawRow<'_>, column: &str, unit: &str, notes: &str, country: &str) -> Result<Figure, Failure> {
    let factor = match unit.to_lowercase().as_str() {
        "metric tons" => 1.0,
        "kilograms" => 0.001,
        "thousand metric tons" => 1000.0,
        _ => return Err(row.wrong("Unit", format!("`{unit}` is not a unit we know"))),
    };
    let text = row.text(column);
    let gap = |qualifier| Figure { value: String::new(), low: String::new(), high: String::new(), qualifier };
    let number = |text: &str| -> Result<String, Failure> {
        // A question mark is a minus sign that the publisher's export mangled: not a quantity of production.
        match text.trim().replace(',', "").parse::<f64>() {
            Ok(value) if value.is_finite() && value >= 0.0 => Ok(plain(value * factor)),
            _ => Err(row.wrong(column, format!("`{text}` is not a figure we can read"))),
        }
    };
    Ok(match text {
        "W" => gap("withheld"),
        "" | "NA" => gap("not_available"),
        "s" => Figure {
            value: String::new(),
            low: "0".to_owned(),
            high: plain(0.5 * factor),
            qualifier: "range",
        },
        "—" | "--" => Figure { value: "0".to_owned(), qualifier: "reported", ..gap("reported") },
        _ if text.starts_with('>') => Figure { low: number(&text[1..])?, ..gap("range") },
        _ if text.starts_with('<') => {
            Figure { low: "0".to_owned(), high: number(&text[1..])?, ..gap("range") }
        }
        _ => match text.split_once(" - ").or_else(|| text.split_once('–')) {
            Some((low, high)) => Figure { low: number(low)?, high: number(high)?, ..gap("range") },
            None => {
                let estimated = notes.to_lowercase().contains("estimated") && !notes.starts_with("Reported");
                let qualifier = match (country, estimated) {
                    ("WORLD", _) => "rounded",
                    (_, true) => "estimated",
                    (_, false) => "reported",
                };
                Figure { value: number(text)?, qualifier, ..gap("reported") }
            }
        },
    })
}

#[allow(clippy::too_many_arguments, reason = "one cell each, in the order of the columns")]
fn production_row(
    mineral: &str,
    stage: &str,
    year: &str,
    country: &str,
    figure: &Figure,
    raw: &str,
    unit: &str,
    source: &str,
) -> Vec<String> {
    let cells = [
        mineral,
        stage,
        year,
        country,
        &figure.value,
        &figure.low,
        &figure.high,
        figure.qualifier,
        raw,
        unit,
        source,
    ];
    cells.map(str::to_owned).to_vec()
}

#[cfg(test)]
mod tests {
    use super::super::raw::Raw;
    use super::figure;

    fn read(value: &str, unit: &str, country: &str, notes: &str) -> (String, String, String, String) {
        let raw = Raw::parse("t.csv".into(), &format!("Value\n\"{value}\"\n"), &["Value"]).unwrap();
        let row = raw.rows().next().unwrap();
        let f = figure(&row, "Value", unit, notes, country).unwrap();
        (f.value, f.low, f.high, f.qualifier.to_owned())
    }

    fn four(value: &str, low: &str, high: &str, qualifier: &str) -> (String, String, String, String) {
        (value.into(), low.into(), high.into(), qualifier.into())
    }

    #[test]
    fn every_code_of_the_publisher_keeps_its_meaning() {
        assert_eq!(read("839,000", "kilograms", "CHN", ""), four("839", "", "", "reported"));
        assert_eq!(
            read("953", "thousand metric tons", "CHN", "Reported."),
            four("953000", "", "", "reported")
        );
        assert_eq!(read("6,000", "kilograms", "RUS", "Estimated."), four("6", "", "", "estimated"));
        assert_eq!(read("848,000", "kilograms", "WORLD", ""), four("848", "", "", "rounded"));
        assert_eq!(read("—", "metric tons", "USA", ""), four("0", "", "", "reported"));
        assert_eq!(read("W", "metric tons", "USA", ""), four("", "", "", "withheld"));
        assert_eq!(read("NA", "metric tons", "USA", ""), four("", "", "", "not_available"));
        assert_eq!(read(">95", "metric tons", "USA", ""), four("", "95", "", "range"));
        assert_eq!(read("<25", "metric tons", "USA", ""), four("", "0", "25", "range"));
        assert_eq!(read("10,000 - 15,000", "metric tons", "WORLD", ""), four("", "10000", "15000", "range"));
        assert_eq!(read("s", "thousand metric tons", "USA", ""), four("", "0", "500", "range"));
    }

    #[test]
    fn a_mangled_minus_is_no_figure() {
        let raw = Raw::parse("t.csv".into(), "Value\n?1\n", &["Value"]).unwrap();
        let row = raw.rows().next().unwrap();
        let error = figure(&row, "Value", "metric tons", "", "USA").err().unwrap().to_string();
        assert!(error.contains("t.csv") && error.contains("row 2") && error.contains("Value"), "{error}");
    }
}
