//! The lists in which a reader finds a mineral or a country, with and without scripts.

use super::super::slots::escaped;
use super::mineral::Found;
use super::reader::Reader;

/// Every mineral, linked to its page.
pub fn minerals(reader: &Reader) -> String {
    let item = |entry: &offtake::atlas::Entry| {
        format!("<li><a href=\"{}/\">{}</a></li>\n", escaped(&entry.id), escaped(&entry.label))
    };
    reader.catalogue.minerals.iter().map(item).collect()
}

/// Every country of which there are rows, linked to its entry.
pub fn countries(reader: &Reader, found: &Found) -> String {
    let known = reader.catalogue.countries.iter().filter(|entry| found.contains_key(&entry.id));
    let item = |entry: &offtake::atlas::Entry| {
        format!("<li><a href=\"countries/#{}\">{}</a></li>\n", escaped(&entry.id), escaped(&entry.label))
    };
    known.map(item).collect()
}

/// Every country with links to its rows on the pages of minerals.
pub fn entries(reader: &Reader, found: &Found) -> String {
    let (imports, production) = (reader.say("data.imports_short"), reader.say("data.production_short"));
    let item = |entry: &offtake::atlas::Entry| {
        let rows = found.get(&entry.id)?;
        let id = escaped(&entry.id);
        let lines: Vec<String> = rows
            .iter()
            .map(|(mineral, buys, makes)| {
                let page = format!("../{}/", escaped(&mineral.id));
                let label = escaped(&mineral.label);
                let link = |anchor: String, words: &str| {
                    format!("<a href=\"{page}#{anchor}\" aria-label=\"{label}, {words}\">{words}</a>")
                };
                let mut links = Vec::new();
                if *buys {
                    links.push(link(format!("imports-{id}"), &imports));
                }
                if let Some(year) = makes {
                    links.push(link(format!("production-{id}-{}", escaped(year)), &production));
                }
                let links = links.join(", ");
                let words = reader.with_html("data.entry", &[("mineral", &label), ("links", &links)]);
                format!("<li>{words}</li>")
            })
            .collect();
        Some(format!(
            "<section id=\"{id}\" data-name=\"{label}\"><h2>{label}</h2><ul>{}</ul></section>\n",
            lines.concat(),
            label = escaped(&entry.label)
        ))
    };
    reader.catalogue.countries.iter().filter_map(item).collect()
}
