//! The page of the public record: every row of controls, effects, projects and models, each with an anchor that a
//! sentence of the story can lead to.

use super::super::slots::escaped;
use super::package::{Package, Resource};
use super::reader::{Place, Reader};
use super::rest;
use crate::failure::Failure;

/// Tables of the record, in the order of the page. The first column names a row; with a column `row`, both do.
const TABLES: [&str; 6] =
    ["export_controls", "export_effects", "sector_effects", "deals", "deal_parties", "allocation_models"];
/// The page, below the language's folder.
const PAGE: &str = "data/record/";

/// Where a row stands, below the language's folder.
pub fn address(table: &str, row: &str) -> String {
    format!("{PAGE}#{table}-{row}")
}

/// The first row of that name, with its table: `E01`, `D20-01`.
pub fn row<'a>(package: &'a Package, name: &str) -> Option<(&'a Resource, &'a Vec<String>)> {
    TABLES.iter().filter_map(|table| package.resource(table)).find_map(|table| {
        table.table.rows.iter().find(|row| named(table, row) == name).map(|row| (table, row))
    })
}

fn named(table: &Resource, row: &[String]) -> String {
    let first = row.first().map_or("", String::as_str);
    match table.cell(row, "row") {
        "" => first.to_owned(),
        number => format!("{first}-{number}"),
    }
}

/// Writes the page.
pub fn write(reader: &Reader, place: &Place<'_>, package: &Package) -> Result<(), Failure> {
    let tables: String = TABLES
        .iter()
        .filter_map(|name| package.resource(name))
        .map(|table| {
            // A control stands once for each mineral that it names: the first row has the anchor.
            let mut last = String::new();
            let rows: Vec<(Option<String>, &Vec<String>)> = table
                .table
                .rows
                .iter()
                .map(|row| {
                    let name = named(table, row);
                    let anchor = (name != last).then(|| escaped(&format!("{}-{name}", table.name)));
                    last = name;
                    (anchor, row)
                })
                .collect();
            let title = table.title.html(reader.language);
            format!(
                "<h2 id=\"{}\">{title}</h2>\n{}\n",
                escaped(&table.name),
                rest::rows_html(reader, package, table, &rows, "../")
            )
        })
        .collect();
    reader.page(place, "data-record.html", PAGE, |name, _| (name == "tables").then(|| tables.clone()))
}
