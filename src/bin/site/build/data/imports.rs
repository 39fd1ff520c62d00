//! Who imported a mineral from whom in the newest year: the codes that carry its pictures.

use std::collections::BTreeMap;

use super::super::slots::escaped;
use super::mineral::head;
use super::package::{Package, Resource};
use super::reader::Reader;
use super::tables::source_link;

/// The rows of one mineral in one year, by importer.
pub struct Imports<'a> {
    pub year: &'a str,
    table: &'a Resource,
    importers: BTreeMap<&'a str, Vec<&'a Vec<String>>>,
}

impl Imports<'_> {
    /// Who imports.
    pub fn countries(&self) -> impl Iterator<Item = &str> {
        self.importers.keys().copied()
    }

    fn tonnes(&self, row: &[String]) -> Option<f64> {
        self.table.cell(row, "tonnes").parse().ok()
    }

    /// All that an importer bought, in tonnes; `None` where no row has any, and pictures show none.
    fn total(&self, rows: &[&Vec<String>]) -> Option<f64> {
        let known: Vec<f64> = rows.iter().filter_map(|row| self.tonnes(row)).collect();
        (!known.is_empty()).then(|| known.iter().sum())
    }
}

/// The imports of a mineral; `None` where no code carries its pictures or none of its rows is there.
pub fn of<'a>(package: &'a Package, mineral: &str) -> Option<Imports<'a>> {
    let (products, table) = (package.resource("products")?, package.resource("trade")?);
    let codes: Vec<(&str, &str)> = products
        .table
        .rows
        .iter()
        .filter(|row| products.cell(row, "mineral_id") == mineral && products.cell(row, "used") == "yes")
        .map(|row| (products.cell(row, "nomenclature"), products.cell(row, "hs6")))
        .collect();
    // Columns are looked up once: this table is the long one.
    let [nomenclature, hs6, year, importer] =
        ["nomenclature", "hs6", "year", "importer"].map(|name| table.column(name));
    let get = |row: &'a Vec<String>, at: Option<usize>| -> &'a str {
        at.and_then(|at| row.get(at)).map_or("", String::as_str)
    };
    let ours: Vec<&Vec<String>> = table
        .table
        .rows
        .iter()
        .filter(|row| codes.contains(&(get(row, nomenclature), get(row, hs6))))
        .collect();
    let newest = ours.iter().map(|row| get(row, year)).max()?;
    let mut importers: BTreeMap<&str, Vec<&Vec<String>>> = BTreeMap::new();
    for row in ours.into_iter().filter(|row| get(row, year) == newest) {
        importers.entry(get(row, importer)).or_default().push(row);
    }
    let mut imports = Imports { year: newest, table, importers };
    let mut sorted = std::mem::take(&mut imports.importers);
    for rows in sorted.values_mut() {
        let size = |row: &Vec<String>| imports.tonnes(row).unwrap_or(-1.0);
        rows.sort_by(|a, b| size(b).total_cmp(&size(a)));
    }
    imports.importers = sorted;
    Some(imports)
}

/// One closed list an importer, the largest first; an anchor inside opens it.
pub fn html(reader: &Reader, package: &Package, imports: &Imports<'_>, up: &str) -> String {
    let mut importers: Vec<_> = imports.importers.iter().collect();
    let size = |rows: &[&Vec<String>]| imports.total(rows).unwrap_or(-1.0);
    importers.sort_by(|a, b| size(b.1).total_cmp(&size(a.1)));
    let head = head(reader, &["supplier", "code", "value", "dollars"]);
    let one = |(country, rows): (&&str, &Vec<&Vec<String>>)| {
        let name = reader.country(country);
        let total = imports.total(rows).map_or_else(|| reader.say("data.none"), |total| reader.tonnes(total));
        let body: String = rows.iter().map(|row| line(reader, imports.table, row)).collect();
        let sources: Vec<String> = distinct(imports.table, rows, "source_id")
            .iter()
            .map(|id| source_link(reader, package, id, up))
            .collect();
        let coverage: Vec<String> = distinct(imports.table, rows, "coverage")
            .iter()
            .map(|coverage| reader.term("coverage", coverage))
            .collect();
        format!(
            "<details><summary>{name} <span>{total}</span></summary><table class=\"rows\" id=\"imports-{}\"><caption>{} · \
             {} · {}</caption>{head}<tbody>\n{body}</tbody></table></details>\n",
            escaped(country),
            reader.with_html("data.imports_of", &[("country", &name), ("year", imports.year)]),
            sources.join(", "),
            coverage.join(", "),
        )
    };
    importers.into_iter().map(one).collect()
}

/// The different values of a column among some rows.
fn distinct<'a>(table: &Resource, rows: &[&'a Vec<String>], column: &str) -> Vec<&'a str> {
    let mut values: Vec<&str> = rows.iter().map(|row| table.cell(row, column)).collect();
    values.sort_unstable();
    values.dedup();
    values
}

fn line(reader: &Reader, table: &Resource, row: &[String]) -> String {
    let get = |column: &str| table.cell(row, column);
    let figure = |text: &str| if text.is_empty() { reader.say("data.none") } else { reader.figure(text) };
    format!(
        "<tr><th scope=\"row\">{}<td>{}<td class=n>{}<td class=n>{}\n",
        reader.country(get("exporter")),
        escaped(get("hs6")),
        figure(get("tonnes")),
        figure(get("value_kusd")),
    )
}
