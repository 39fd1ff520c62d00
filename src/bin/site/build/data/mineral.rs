//! A page per mineral: every row behind its pictures, with an anchor for each number and the source beside it.

use std::collections::BTreeMap;

use offtake::atlas::Entry;
use offtake::terms::Mineral;

use super::super::slots::escaped;
use super::imports::{self, Imports};
use super::package::{Package, Resource};
use super::reader::{Place, Reader};
use super::record;
use super::rest;
use super::shares;
use super::tables::source_link;
use crate::failure::Failure;

/// From a mineral's page to the page of tables.
const UP: &str = "../";

/// Where a country's rows stand: mineral's slug and name, whether it imports, the newest year of its production.
pub type Found = BTreeMap<String, Vec<(Entry, bool, Option<String>)>>;

/// Writes a mineral's page, and adds to the countries what of theirs stands on it.
pub fn write(
    reader: &Reader,
    place: &Place<'_>,
    package: &Package,
    entry: &Entry,
    found: &mut Found,
) -> Result<(), Failure> {
    let id = Mineral::new(&entry.id);
    let imports = imports::of(package, id.id());
    let (production, producers) = production(reader, package, id.id());
    let importers = imports.iter().flat_map(|imports| imports.countries());
    let mut countries: BTreeMap<&str, (bool, Option<String>)> = BTreeMap::new();
    for country in importers {
        countries.entry(country).or_default().0 = true;
    }
    for (country, year) in &producers {
        countries.entry(country).or_default().1 = Some(year.clone());
    }
    for (country, (buys, makes)) in countries {
        found.entry(country.to_owned()).or_default().push((entry.clone(), buys, makes));
    }
    let label = entry.label.as_str();
    let year = imports.as_ref().map_or("", |imports: &Imports<'_>| imports.year);
    let path = format!("data/{}/", entry.id);
    reader.page(place, "data-mineral.html", &path, |name, word| match name {
        "mineral" => Some(escaped(&entry.id)),
        // The mineral's name in a phrase.
        "with" => Some(reader.with(word, &[("mineral", label), ("year", year)])),
        "production" => Some(production.clone()),
        "trade_heading" if imports.is_some() => Some(reader.with("data.trade", &[("year", year)])),
        "trade_heading" => Some(reader.say("data.trade_short")),
        "trade" => Some(match &imports {
            Some(imports) => format!(
                "<p>{}</p>\n{}",
                reader.say("data.trade_idea"),
                imports::html(reader, package, imports, UP)
            ),
            None => format!("<p>{}</p>", reader.say("data.trade_none")),
        }),
        "controls" => Some(record::controls(reader, package, id.id())),
        "deals" => Some(record::deals(reader, package, id.id())),
        "rest" => Some(rest::html(reader, package, id.id(), UP)),
        _ => None,
    })
}

/// Every production row, the newest year first, and the newest year of each producer. Rows that the pictures use stand
/// open; capacity, outlooks and the figures of other sources in a list of their own.
fn production(reader: &Reader, package: &Package, mineral: &str) -> (String, BTreeMap<String, String>) {
    let Some(table) = package.resource("production") else { return (String::new(), BTreeMap::new()) };
    let get = |row: &Vec<String>, column: &str| table.cell(row, column).to_owned();
    let shown = stage_shown(package, mineral);
    let used = |row: &Vec<String>| {
        table.cell(row, "used") == "yes"
            && table.cell(row, "measure") == "production"
            && table.cell(row, "qualifier") != "projected"
    };
    let mut rows: Vec<&Vec<String>> =
        table.table.rows.iter().filter(|row| table.cell(row, "mineral_id") == mineral).collect();
    let size = |row: &Vec<String>| table.cell(row, "value_t").parse::<f64>().unwrap_or(-1.0);
    // Countries before the lump of others and the world's total.
    let lump = |row: &Vec<String>| table.cell(row, "country").len() != 3;
    rows.sort_by(|a, b| {
        let stage = (table.cell(a, "stage") != shown).cmp(&(table.cell(b, "stage") != shown));
        let year = get(b, "year").cmp(&get(a, "year"));
        stage.then(year).then(lump(a).cmp(&lump(b))).then(size(b).total_cmp(&size(a)))
    });
    let (open, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| used(row));
    let mut producers: BTreeMap<String, String> = BTreeMap::new();
    for row in open.iter().filter(|row| !lump(row) && table.cell(row, "stage") == shown) {
        let newest = producers.entry(get(row, "country")).or_default();
        *newest = newest.as_str().max(table.cell(row, "year")).to_owned();
    }
    let title = reader.say("data.production");
    // The stage that pictures show has the short anchor.
    let anchor = |row: &Vec<String>| {
        let name = format!("production-{}-{}", get(row, "country"), get(row, "year"));
        if table.cell(row, "stage") == shown { name } else { format!("{}-{name}", get(row, "stage")) }
    };
    let columns = ["country", "year", "stage", "value", "printed", "quality", "source"];
    let body: String =
        open.iter().map(|row| line(reader, package, table, row, Some(anchor(row)), None)).collect();
    let mut html = String::new();
    // A world total alone names nobody: then shares say who supplies.
    let shares = shares::html(reader, package, mineral, shown, UP).filter(|_| producers.is_empty());
    if !open.is_empty() {
        html = format!(
            "<p>{} {}.</p>\n{}",
            reader.say("data.production_idea"),
            reader.foreign(open.first().map_or("", |row| table.cell(row, "basis"))),
            record::across(&title, &format!("{}<tbody>\n{body}</tbody>", head(reader, &columns)))
        );
    } else if shares.is_none() {
        html = format!("<p>{}</p>", reader.say("data.production_none"));
    }
    html.push_str(&shares.unwrap_or_default());
    if !others.is_empty() {
        let columns = ["country", "year", "stage", "kind", "value", "printed", "quality", "source"];
        let body: String = others
            .iter()
            .map(|row| {
                let kind = match (table.cell(row, "measure"), table.cell(row, "qualifier")) {
                    ("capacity", _) => "capacity",
                    (_, "projected") => "projected",
                    _ => "crosscheck",
                };
                line(reader, package, table, row, None, Some(reader.say(&format!("data.kinds.{kind}"))))
            })
            .collect();
        let title = reader.say("data.production_others");
        html.push_str(&format!(
            "<details id=\"production-others\"><summary>{title} <span>{}</span></summary>{}</details>\n",
            reader.counted("data.rows", others.len()),
            record::across(&title, &format!("{}<tbody>\n{body}</tbody>", head(reader, &columns)))
        ));
    }
    (html, producers)
}

/// One row of production.
fn line(
    reader: &Reader,
    package: &Package,
    table: &Resource,
    row: &[String],
    anchor: Option<String>,
    kind: Option<String>,
) -> String {
    let get = |column: &str| table.cell(row, column);
    format!(
        "<tr{}><th scope=\"row\">{}</th><td>{}</td><td>{}</td>{}<td class=\"n\">{}</td><td class=\"d\">{}</td><td>{}</td><td class=\"d\">{}</td></tr>\n",
        anchor.map_or_else(String::new, |id| format!(" id=\"{}\"", escaped(&id))),
        reader.country(get("country")),
        escaped(get("year")),
        reader.term("stages", get("stage")),
        kind.map_or_else(String::new, |kind| format!("<td>{kind}</td>")),
        value(reader, table, row),
        printed(reader, table, row),
        reader.term("qualifier", get("qualifier")),
        source_link(reader, package, get("source_id"), UP),
    )
}

/// The stage whose production the pictures of a mineral show.
fn stage_shown<'a>(package: &'a Package, mineral: &str) -> &'a str {
    let Some(minerals) = package.resource("minerals") else { return "" };
    let row = minerals.table.rows.iter().find(|row| minerals.cell(row, "mineral_id") == mineral);
    row.map_or("", |row| minerals.cell(row, "stage"))
}

/// The figure with every digit; a range as its bounds.
fn value(reader: &Reader, table: &Resource, row: &[String]) -> String {
    let [value, low, high] = ["value_t", "low_t", "high_t"].map(|column| table.cell(row, column));
    match (value.is_empty(), low.is_empty() && high.is_empty()) {
        (false, _) => reader.figure(value),
        (true, false) => format!("{}\u{2013}{}", reader.figure(low), reader.figure(high)),
        (true, true) => reader.say("data.none"),
    }
}

/// What stands in print, where it differs from the figure.
fn printed(reader: &Reader, table: &Resource, row: &[String]) -> String {
    let [raw, unit] = ["raw", "raw_unit"].map(|column| table.cell(row, column));
    // `W` and `NA` are no amounts.
    let amount = raw.contains(|letter: char| letter.is_ascii_digit());
    let unit =
        if unit.is_empty() || !amount { String::new() } else { format!(" {}", reader.term("units", unit)) };
    format!("{}{unit}", escaped(raw))
}

/// Columns whose cells are numbers.
const NUMBERS: [&str; 4] = ["value", "share", "dollars", "capacity"];

/// The header of a table, by the names of its columns' words.
pub fn head(reader: &Reader, columns: &[&str]) -> String {
    let cells: String = columns
        .iter()
        .map(|column| {
            let class = if NUMBERS.contains(column) { " class=\"n\"" } else { "" };
            format!("<th scope=\"col\"{class}>{}</th>", reader.say(&format!("data.{column}")))
        })
        .collect();
    format!("<thead><tr>{cells}</tr></thead>")
}
