//! The list of tables and the list of sources, as HTML.

use super::super::slots::escaped;
use super::Download;
use super::package::{Package, Resource};
use super::reader::Reader;

/// Every table: title, rows, sources, licences, downloads, columns.
pub fn tables(reader: &Reader, package: &Package, downloads: &[Vec<Download>], up: &str) -> String {
    package
        .resources
        .iter()
        .zip(downloads)
        .map(|(resource, downloads)| table(reader, package, resource, downloads, up))
        .collect()
}

fn table(
    reader: &Reader,
    package: &Package,
    resource: &Resource,
    downloads: &[Download],
    up: &str,
) -> String {
    let name = escaped(&resource.name);
    let title = resource.title.html(reader.language);
    let rows = reader.counted("data.rows", resource.table.rows.len());
    let links: Vec<String> = downloads.iter().map(|one| one.link(reader, up)).collect();
    let columns: String = resource
        .fields
        .iter()
        .map(|field| {
            format!(
                "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td></tr>",
                escaped(&field.name),
                reader.term("type", &field.kind),
                field.title.html(reader.language)
            )
        })
        .collect();
    let region = format!("{}: {}", reader.say("data.columns_head"), resource.title.plain(reader.language));
    format!(
        "<section class=\"set\" id=\"table-{name}\">\n<h3>{title}</h3>\n<p><code>{name}</code> · {rows} · {}</p>\n\
         <p class=\"get\">{}</p>\n<details><summary>{}</summary><div class=\"across\" tabindex=\"0\" role=\"region\" \
         aria-label=\"{}\"><table class=\"words\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th \
         scope=\"col\">{}</th></tr></thead><tbody>{columns}</tbody></table></div></details>\n</section>\n",
        provenance(reader, package, resource),
        links.join(" "),
        reader.counted("data.columns", resource.fields.len()),
        escaped(&region),
        reader.say("data.column"),
        reader.say("data.kind"),
        reader.say("data.meaning"),
    )
}

/// Where a table's figures come from and under which licence.
fn provenance(reader: &Reader, package: &Package, resource: &Resource) -> String {
    let named = resource.values("source_id");
    let listed: Vec<String> = named.iter().map(|id| source_link(reader, package, id, "")).collect();
    let mut licences: Vec<String> = resource.licences.clone();
    if licences.is_empty() {
        licences.extend(named.iter().filter_map(|id| source(package, id, "licence")).map(str::to_owned));
    }
    if licences.is_empty() {
        licences.extend(package.licences.iter().map(|[name, _, _]| name.clone()));
    }
    licences.sort();
    licences.dedup();
    let licences: Vec<String> = licences.iter().map(|licence| reader.term("licence", licence)).collect();
    let licences = licences.join(", ");
    if listed.is_empty() { licences } else { format!("{} · {licences}", listed.join(", ")) }
}

/// A source's short name, linked to its entry in the list of sources. `page` leads to the page that holds the list.
pub fn source_link(reader: &Reader, package: &Package, id: &str, page: &str) -> String {
    let short = source(package, id, "short").unwrap_or(id);
    format!("<a href=\"{page}#source-{}\">{}</a>", escaped(id), reader.source(short))
}

/// A cell of a source's row.
fn source<'a>(package: &'a Package, id: &str, column: &str) -> Option<&'a str> {
    let sources = package.resource("sources")?;
    let row = sources.table.rows.iter().find(|row| sources.cell(row, "source_id") == id)?;
    Some(sources.cell(row, column)).filter(|cell| !cell.is_empty())
}

/// Every source with publisher, title, edition, licence and address.
pub fn sources(reader: &Reader, package: &Package) -> String {
    let Some(sources) = package.resource("sources") else { return String::new() };
    let item = |row: &Vec<String>| {
        let cell = |column: &str| sources.cell(row, column);
        let title = reader.foreign(cell("title"));
        let title = if cell("url").starts_with("http") {
            format!("<a href=\"{}\" rel=\"noopener\">{title}</a>", escaped(cell("url")))
        } else {
            title
        };
        let edition = reader.with("data.edition", &[("edition", cell("edition"))]);
        format!(
            "<li id=\"source-{}\">{}, {title}. {edition} {}.</li>\n",
            escaped(cell("source_id")),
            reader.foreign(cell("publisher")),
            reader.term("licence", cell("licence")),
        )
    };
    sources.table.rows.iter().map(item).collect()
}
