//! Every other table that names a mineral, as it stands: a table that joins the package needs no line of code here.

use offtake::terms::Mineral;

use super::super::slots::escaped;
use super::package::{Package, Resource};
use super::reader::Reader;
use super::record::{across, naming, origin};
use super::tables::source_link;

/// Tables that have a section of their own.
const SHOWN: [&str; 5] = ["minerals", "production", "trade", "export_controls", "deals"];
/// More rows than this are left to the download.
const MOST: usize = 400;

/// One closed list a table.
pub fn html(reader: &Reader, package: &Package, mineral: &str, up: &str) -> String {
    let tables = package.resources.iter().filter(|table| !SHOWN.contains(&table.name.as_str()));
    tables.map(|table| one(reader, package, table, mineral, up)).collect()
}

fn one(reader: &Reader, package: &Package, table: &Resource, mineral: &str, up: &str) -> String {
    let rows = naming(table, mineral);
    if rows.is_empty() || rows.len() > MOST {
        return String::new();
    }
    let rows: Vec<(Option<String>, &Vec<String>)> =
        rows.into_iter().map(|row| (Some(table.anchor(row)), row)).collect();
    format!(
        "<details id=\"{}\"><summary>{} <span>{}</span></summary>{}</details>\n",
        escaped(&table.name),
        table.title.html(reader.language),
        reader.counted("data.rows", rows.len()),
        rows_html(reader, package, table, &rows, up),
    )
}

/// The first row of a mineral with these cells, and where it stands, below the language's folder.
pub fn row<'a>(
    package: &'a Package,
    table: &str,
    mineral: &str,
    cells: &[(&str, &str)],
) -> Option<(&'a Vec<String>, String)> {
    let table = package.resource(table)?;
    let mut rows = naming(table, mineral).into_iter();
    let row = rows.find(|row| cells.iter().all(|(column, value)| table.cell(row, column) == *value))?;
    Some((row, format!("data/{}/#{}", Mineral::new(mineral).slug(), table.anchor(row))))
}

/// Rows of a table as a table of HTML, each with its anchor if it has one.
pub fn rows_html(
    reader: &Reader,
    package: &Package,
    table: &Resource,
    rows: &[(Option<String>, &Vec<String>)],
    up: &str,
) -> String {
    let columns: Vec<(usize, &str)> = table
        .fields
        .iter()
        .enumerate()
        .map(|(at, field)| (at, field.name.as_str()))
        .filter(|(_, name)| !["mineral_id", "source_url", "source_date"].contains(name))
        .collect();
    let head: String = columns
        .iter()
        .filter_map(|(at, name)| table.fields.get(*at).map(|field| (field, name)))
        .map(|(field, name)| {
            let title = field.title.html(reader.language);
            let words = if title.is_empty() { escaped(name) } else { title };
            format!("<th scope=\"col\">{words}</th>")
        })
        .collect();
    let body: String = rows
        .iter()
        .map(|(anchor, row)| {
            let cells: String = columns
                .iter()
                .map(|(at, name)| {
                    let text = row.get(*at).map_or("", String::as_str);
                    let number = table.fields.get(*at).is_some_and(super::package::Field::is_number);
                    match *name {
                        "source_id" if table.cell(row, "source_url").is_empty() => {
                            format!("<td>{}</td>", source_link(reader, package, text, up))
                        }
                        "source_id" => format!("<td>{}</td>", origin(reader, table, row)),
                        _ if number => format!("<td class=\"n\">{}</td>", escaped(text)),
                        "iso3" | "country" | "supplier" => format!("<td>{}</td>", reader.country(text)),
                        "qualifier" => format!("<td>{}</td>", reader.term("qualifier", text)),
                        "stage" => format!("<td>{}</td>", reader.term("stages", text)),
                        _ => format!("<td>{}</td>", reader.foreign(text)),
                    }
                })
                .collect();
            let anchor = anchor.as_ref().map_or_else(String::new, |id| format!(" id=\"{id}\""));
            format!("<tr{anchor}>{cells}</tr>\n")
        })
        .collect();
    let plain = table.title.plain(reader.language);
    across(&escaped(plain), &format!("<thead><tr>{head}</tr></thead><tbody>\n{body}</tbody>"))
}
