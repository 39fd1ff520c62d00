//! Export controls and projects that name a mineral: each row with the address where it was read.

use super::super::slots::escaped;
use super::mineral::head;
use super::package::{Package, Resource};
use super::reader::Reader;

/// A table that may be wider than the screen.
pub fn across(label: &str, inner: &str) -> String {
    format!(
        "<div class=\"across\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table class=\"rows\">{inner}</table></div>"
    )
}

/// Rows of a table that name a mineral.
pub fn naming<'a>(table: &'a Resource, mineral: &str) -> Vec<&'a Vec<String>> {
    table.table.rows.iter().filter(|row| table.cell(row, "mineral_id") == mineral).collect()
}

/// The export controls on a mineral; nothing where there are none.
pub fn controls(reader: &Reader, package: &Package, mineral: &str) -> String {
    section(
        reader,
        package,
        mineral,
        "export_controls",
        "controls",
        |table, row| {
            let get = |column: &str| table.cell(row, column);
            let what = [get("control_type"), get("target")].join(", ");
            let dates = [get("announced"), get("effective")].map(escaped).join("<br>");
            let read = reader.with("data.as_of", &[("date", get("status_as_of"))]);
            let state = reader.term("states", get("status"));
            let status = format!("{state} {} ({read})", escaped(get("status_until")));
            vec![reader.foreign(get("issuer")), reader.foreign(&what), dates, status]
        },
        &["issuer", "what", "dates", "status", "source"],
    )
}

/// The projects that make a mineral; nothing where there are none.
pub fn deals(reader: &Reader, package: &Package, mineral: &str) -> String {
    section(
        reader,
        package,
        mineral,
        "deals",
        "deals",
        |table, row| {
            let get = |column: &str| table.cell(row, column);
            let tonnes = get("capacity_t");
            let tonnes = if tonnes.is_empty() { reader.say("data.none") } else { reader.figure(tonnes) };
            vec![
                reader.foreign(get("project")),
                reader.country(get("host")),
                reader.foreign(get("product")),
                tonnes,
                escaped(get("start_year")),
            ]
        },
        &["project", "host", "product", "capacity", "start", "source"],
    )
}

fn section(
    reader: &Reader,
    package: &Package,
    mineral: &str,
    table: &str,
    name: &str,
    cells: impl Fn(&Resource, &[String]) -> Vec<String>,
    columns: &[&str],
) -> String {
    let Some(table) = package.resource(table) else { return String::new() };
    let rows = naming(table, mineral);
    if rows.is_empty() {
        return String::new();
    }
    let heading = reader.say(&format!("data.{name}"));
    let body: String = rows
        .iter()
        .map(|row| {
            let mut cells = cells(table, row);
            cells.push(origin(reader, table, row));
            let cells: String = cells
                .iter()
                .zip(columns)
                .map(|(cell, column)| format!("<td{}>{cell}</td>", class(column)))
                .collect();
            format!("<tr>{cells}</tr>\n")
        })
        .collect();
    let inner = format!("{}<tbody>\n{body}</tbody>", head(reader, columns));
    format!("<h2 id=\"{name}\">{heading}</h2>\n{}\n", across(&heading, &inner))
}

fn class(column: &str) -> &'static str {
    match column {
        "capacity" => " class=\"n\"",
        "dates" => " class=\"d\"",
        _ => "",
    }
}

/// The address where a row was read, named by its host, and the date.
pub fn origin(reader: &Reader, table: &Resource, row: &[String]) -> String {
    let (address, date) = (table.cell(row, "source_url"), table.cell(row, "source_date"));
    let host = address.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let host = host.trim_start_matches("www.");
    if host.is_empty() {
        return reader.foreign(table.cell(row, "source_id"));
    }
    format!(
        "<a href=\"{}\" rel=\"noopener\">{}</a> <span class=\"d\">{}</span>",
        escaped(address),
        escaped(host),
        escaped(date)
    )
}
