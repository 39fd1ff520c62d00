//! The International Energy Agency's data explorer: mining and refining by country today and in its outlook, and demand.

use std::fs;
use std::path::Path;

use offtake::ledger::DataError;
use serde_json::{Map, Value};

use crate::failure::Failure;

use super::names::{Countries, Minerals};
use super::raw::plain;
use super::sheet::{Row, row};

const FILE: &str = "iea_cm_explorer_2025ed.json";
const SOURCE: &str = "iea_minerals_2025";
const UNIT: &str = "thousand metric tons";
/// The last year that is no outlook.
const LAST_OBSERVED: u16 = 2024;
const STAGES: [(&str, &str); 2] = [("mining", "mine"), ("refining", "refinery")];
const SCENARIOS: [&str; 3] = ["STEPS", "APS", "NZE"];
/// What a tonne is where it is not the contained metal.
const BASES: [(&str, &str, &str); 4] = [
    ("copper", "refinery", "refined copper"),
    ("natural_graphite", "mine", "natural graphite"),
    ("natural_graphite", "refinery", "battery-grade graphite, natural and synthetic"),
    ("magnet_rare_earths", "", "contained magnet rare earths"),
];

/// Supply by country: rows of `production`.
pub fn supply(from: &Path) -> Result<Vec<Row>, Failure> {
    let (countries, minerals) = (Countries::open()?, Minerals::of("iea")?);
    let explorer = open(from)?;
    let mut rows = Vec::new();
    for (name, stages) in object(&explorer, "supply")? {
        let mineral = known(&minerals, name)?;
        for (theirs, stage) in STAGES {
            let path = format!("supply.{name}.{theirs}");
            let tables = object(stages, theirs).map_err(|_| wrong(&path, "is missing"))?;
            let named = tables.get("countries").and_then(Value::as_object);
            for (place, years) in named.ok_or_else(|| wrong(&path, "has no countries"))? {
                // The sheet's foot notes stand among the countries, with nothing beside them.
                if years.as_object().is_none_or(|years| years.values().all(Value::is_null)) {
                    continue;
                }
                let code = match place.as_str() {
                    "Rest of world" => "OTHER",
                    _ => countries.code(place).ok_or_else(|| {
                        wrong(&path, &format!("`{place}` is not known: add it to aliases.csv"))
                    })?,
                };
                production(&mut rows, mineral, stage, code, years, &path)?;
            }
            production(
                &mut rows,
                mineral,
                stage,
                "WORLD",
                tables.get("total").unwrap_or(&Value::Null),
                &path,
            )?;
        }
    }
    Ok(rows)
}

fn production(
    rows: &mut Vec<Row>,
    mineral: &str,
    stage: &str,
    place: &str,
    years: &Value,
    path: &str,
) -> Result<(), Failure> {
    let years = years.as_object().ok_or_else(|| wrong(path, &format!("{place} has no years")))?;
    for (year, figure) in years {
        let (tonnes, raw) = tonnes(figure, &format!("{path}.{place}.{year}"))?;
        let qualifier = if year_of(year, path)? > LAST_OBSERVED { "projected" } else { "reported" };
        let basis = BASES
            .iter()
            .find(|(known, at, _)| *known == mineral && (at.is_empty() || *at == stage))
            .map_or_else(|| format!("contained {mineral}"), |(_, _, basis)| (*basis).to_owned());
        let head = [mineral, stage, "production", year, place, &tonnes, "", "", qualifier];
        let tail = [basis.as_str(), &raw, UNIT, "yes", SOURCE];
        rows.push(head.iter().chain(&tail).map(|cell| (*cell).to_owned()).collect());
    }
    Ok(())
}

/// Demand of the world by scenario: rows of `demand`.
pub fn demand(from: &Path) -> Result<Vec<Row>, Failure> {
    let minerals = Minerals::of("iea")?;
    let explorer = open(from)?;
    let mut rows = Vec::new();
    for (name, sheets) in object(&explorer, "totalDemand")? {
        let mineral = known(&minerals, name)?;
        let path = format!("totalDemand.{name}");
        let kind = if name == "Graphite" { "Total demand, graphite of all kinds" } else { "Total demand" };
        let total = object(sheets, "totalDemand").map_err(|_| wrong(&path, "has no total"))?;
        let mut add = |year: &str, scenario: &str, figure: &Value| -> Result<(), Failure> {
            let (tonnes, raw) = tonnes(figure, &format!("{path}.{scenario}.{year}"))?;
            let qualifier = if scenario == "observed" { "reported" } else { "projected" };
            let cells =
                [mineral, "WORLD", year, scenario, kind, &tonnes, "", "", "", qualifier, &raw, UNIT, SOURCE];
            rows.push(row(cells));
            Ok(())
        };
        for (key, value) in total {
            match value.as_object() {
                None => add(key, "observed", value)?,
                Some(years) if SCENARIOS.contains(&key.as_str()) => {
                    for (year, figure) in years {
                        add(year, key, figure)?;
                    }
                }
                Some(_) => return Err(wrong(&path, &format!("`{key}` is not a scenario that we know"))),
            }
        }
    }
    Ok(rows)
}

fn open(from: &Path) -> Result<Value, Failure> {
    let path = from.join("iea").join(FILE);
    let text = fs::read_to_string(&path).map_err(Failure::reading(&path))?;
    serde_json::from_str(&text).map_err(|error| {
        DataError::Cell {
            file: FILE.to_owned(),
            row: error.line(),
            column: format!("{}", error.column()),
            what: format!("is not JSON: {error}"),
        }
        .into()
    })
}

fn object<'a>(of: &'a Value, key: &str) -> Result<&'a Map<String, Value>, Failure> {
    of.get(key).and_then(Value::as_object).ok_or_else(|| wrong(key, "is missing"))
}

fn known<'a>(minerals: &'a Minerals, name: &str) -> Result<&'a str, Failure> {
    match minerals.id(name) {
        "" => Err(wrong(name, "is not known: add it to mineral_aliases.csv")),
        id => Ok(id),
    }
}

/// Thousand tonnes as tonnes, to the kilogram, and as printed.
fn tonnes(figure: &Value, path: &str) -> Result<(String, String), Failure> {
    match figure.as_f64() {
        Some(value) if value.is_finite() && value >= 0.0 => {
            Ok((plain((value * 1e6).round() / 1e3), figure.to_string()))
        }
        _ => Err(wrong(path, &format!("`{figure}` is not a number of 0 or more"))),
    }
}

fn year_of(text: &str, path: &str) -> Result<u16, Failure> {
    text.parse().map_err(|_| wrong(path, &format!("`{text}` is not a year")))
}

fn wrong(path: &str, what: &str) -> Failure {
    let (file, column) = (FILE.to_owned(), path.to_owned());
    DataError::Cell { file, row: 1, column, what: what.to_owned() }.into()
}
