//! The pages and files under `data/`: every table in every format, and what a reader needs to trust and cite them.

mod archive;
mod changes;
mod cite;
mod finder;
mod imports;
mod json;
mod mineral;
mod package;
mod public_record;
mod reader;
mod record;
mod rest;
mod shares;
mod tables;
mod xlsx;

use offtake::atlas::Atlas;
use offtake::ledger::Ledger;
use offtake::wording::Language;

use super::cache::kept;
use super::slots::escaped;
use super::story::Story;
use super::{hindcast, method, promises, write};
use crate::facts;
use crate::failure::Failure;

pub use archive::zipped;
use mineral::Found;
pub use package::Package;
use package::{DESCRIPTION, Resource};
pub use public_record::{address as record_address, row as record_row};
pub use reader::{Place, Reader};
pub use rest::row as mineral_row;

/// Changes with the way files are made, so that old ones are made again.
const FORMAT: u32 = 1;

/// A file to take away.
pub struct Download {
    name: String,
    /// `csv`, `json` …
    ending: &'static str,
    bytes: usize,
}

impl Download {
    /// A link from a page, with the size. `up` leads from the page to the site's root.
    fn link(&self, reader: &Reader, up: &str) -> String {
        format!(
            "<span><a href=\"{up}data/{name}\" download aria-label=\"{name}\">{}</a>\u{a0}<small>{}</small></span>",
            self.ending.to_uppercase(),
            reader.size(self.bytes),
            name = escaped(&self.name),
        )
    }
}

/// The date of the newest change of the data.
pub fn date(root: &std::path::Path) -> Result<String, Failure> {
    let newest = changes::read(root, &changes::CHANGES)?.into_iter().next();
    let newest = newest.ok_or_else(|| Failure::Choice("www/changes.toml names no change".to_owned()))?;
    Ok(newest.date().to_owned())
}

/// Writes downloads and pages.
pub fn write_all(place: &Place<'_>, atlas: &Atlas) -> Result<(), Failure> {
    let package = Package::open(place.root)?;
    let mut downloads = Vec::new();
    for resource in &package.resources {
        downloads.push(files(place, &package, resource)?);
    }
    let whole = whole(place, &package)?;
    let changes = changes::read(place.root, &changes::CHANGES)?;
    let corrections = changes::read(place.root, &changes::CORRECTIONS)?;
    let ledger = Ledger::from_tables(&facts::read_tables(&place.root.join(facts::DATA))?)?;
    let cases = hindcast::cases(&package, &ledger)?;
    let judged = promises::judged(atlas)?;
    for (ending, text) in cite::files(place, &package) {
        let name = format!("{}.{ending}", package.name);
        write(&place.out.join("data").join(name), text.as_bytes())?;
    }
    for language in Language::ALL {
        let reader = Reader::new(atlas, language)?;
        let up = "../../";
        for (kept, entries, title) in [
            (&changes::CHANGES, &changes, package.title.plain(language).to_owned()),
            (&changes::CORRECTIONS, &corrections, reader.plain("page.corrections_feed_title")),
        ] {
            let feed =
                changes::feed(language, &package, entries, kept, &title, place.address.unwrap_or("../"));
            write(&place.out.join("data").join(changes::feed_name(language, kept)), feed.as_bytes())?;
        }
        let mut found = Found::new();
        for entry in &reader.catalogue.minerals {
            mineral::write(&reader, place, &package, entry, &mut found)?;
        }
        public_record::write(&reader, place, &package)?;
        let story = Story::open(place.root, &package, atlas, language, &judged)?;
        hindcast::write(&story, place, &cases)?;
        method::write(&reader, place, atlas)?;
        promises::write(&story, &package, place, &judged)?;
        reader.page(place, "data-countries.html", "data/countries/", |name, _| match name {
            "entries" => Some(finder::entries(&reader, &found)),
            _ => None,
        })?;
        reader.page(place, "corrections.html", "corrections/", |name, _| match name {
            "corrections" if corrections.is_empty() => {
                Some(format!("<p>{}</p>", reader.say("page.corrections_none")))
            }
            "corrections" => {
                let list = changes::list(&reader, &corrections, &changes::CORRECTIONS);
                Some(format!("<ul class=\"sources\">\n{list}</ul>"))
            }
            "feed" => Some(changes::feed_name(language, &changes::CORRECTIONS)),
            _ => None,
        })?;
        reader.page(place, "offline.html", "offline/", |_, _| None)?;
        // Whole pages of prose: each language has its own.
        for name in ["accessibility", "privacy"] {
            let template = format!("{name}.{}.html", language.id());
            reader.page(place, &template, &format!("{name}/"), |_, _| None)?;
        }
        let here = place.address.unwrap_or(up);
        reader.page(place, "data.html", "data/", |name, _| match name {
            "title" => Some(package.title.html(language)),
            "version" => Some(reader.with(
                "data.version",
                &[("version", package.version.as_str()), ("date", package.created.as_str())],
            )),
            "whole" => Some(whole.link(&reader, up)),
            "description" => Some(DESCRIPTION.to_owned()),
            "licence" => Some(licence(&package)),
            "tables" => Some(tables::tables(&reader, &package, &downloads, up)),
            "cite" => Some(cite::apa(&reader, place, &package)),
            "bibtex" => Some(escaped(&cite::bibtex(place, &package))),
            "ris" => Some(escaped(&cite::ris(place, &package))),
            "json_ld" => Some(cite::json_ld(&reader, &package, &downloads, &whole, here)),
            "name" => Some(escaped(&package.name)),
            "changes" => Some(changes::list(&reader, &changes, &changes::CHANGES)),
            "feed" => Some(changes::feed_name(language, &changes::CHANGES)),
            "minerals" => Some(finder::minerals(&reader)),
            "countries" => Some(finder::countries(&reader, &found)),
            "sources" => Some(tables::sources(&reader, &package)),
            _ => None,
        })?;
    }
    Ok(())
}

/// A table as JSON and as a workbook, beside the CSV that is there already.
fn files(place: &Place<'_>, package: &Package, resource: &Resource) -> Result<Vec<Download>, Failure> {
    let mut made = vec![Download { name: resource.path.clone(), ending: "csv", bytes: resource.csv.len() }];
    type Make = fn(&Package, &Resource) -> Result<Vec<u8>, Failure>;
    for (ending, make) in [("json", json::table as Make), ("xlsx", xlsx::table)] {
        let name = format!("{}.{ending}", resource.name);
        let kind = format!("{ending}-{FORMAT}");
        // The description says types and meanings; a change of it is rare and changes every file.
        let inputs = [resource.name.as_bytes(), &package.description, &resource.csv];
        let bytes = kept(place.root, &kind, &inputs, || make(package, resource))?;
        write(&place.out.join("data").join(&name), &bytes)?;
        made.push(Download { name, ending, bytes: bytes.len() });
    }
    Ok(made)
}

/// The package as one file.
fn whole(place: &Place<'_>, package: &Package) -> Result<Download, Failure> {
    let mut files: Vec<(&str, &[u8])> = vec![(DESCRIPTION, &package.description)];
    files.extend(package.resources.iter().map(|resource| (resource.path.as_str(), resource.csv.as_slice())));
    let inputs: Vec<&[u8]> = files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]).collect();
    let bytes = kept(place.root, &format!("zip-{FORMAT}"), &inputs, || archive::zipped(&files))?;
    let name = format!("{}-data.zip", package.name);
    write(&place.out.join("data").join(&name), &bytes)?;
    Ok(Download { name, ending: "zip", bytes: bytes.len() })
}

/// The licences of the compilation, linked.
fn licence(package: &Package) -> String {
    let link = |[name, _, address]: &[String; 3]| {
        format!("<a rel=\"license noopener\" href=\"{}\">{}</a>", escaped(address), escaped(name))
    };
    package.licences.iter().map(link).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use offtake::atlas::{Frame, TableRuler, Theme};

    use super::{Place, write_all};
    use crate::{facts, tools};

    #[test]
    fn every_row_of_every_picture_leads_to_an_anchor_that_is_there() {
        let root = tools::root();
        let out = std::env::temp_dir().join(format!("offtake-data-{}", std::process::id()));
        let atlas = facts::atlas(&root).unwrap();
        write_all(&Place { root: &root, out: &out, assets: "assets", address: None }, &atlas).unwrap();
        let frame = Frame { width: 640.0, theme: &Theme::LIGHT, ruler: &TableRuler };
        let mut pages: BTreeMap<String, String> = BTreeMap::new();
        let mut followed = 0;
        for lang in ["en", "fr"] {
            let catalogue = atlas.catalogue(lang).unwrap();
            for (chart, mineral) in
                catalogue.charts.iter().flat_map(|c| catalogue.minerals.iter().map(move |m| (c, m)))
            {
                let query = format!("lang={lang}&chart={}&mineral={}", chart.id, mineral.id);
                let table = atlas.draw(&atlas.from_link(&query).unwrap(), &frame).unwrap().table;
                assert_eq!(table.behind.len(), table.rows.len(), "{query}");
                for path in table.behind.iter().chain([&table.all_behind]).flatten() {
                    let (page, anchor) = path.split_once('#').unwrap_or((path, ""));
                    let file = out.join(lang).join(page).join("index.html");
                    let page = pages
                        .entry(format!("{lang}/{page}"))
                        .or_insert_with(|| fs::read_to_string(&file).unwrap());
                    let there = anchor.is_empty() || page.contains(&format!("id=\"{anchor}\""));
                    assert!(there, "{query} leads to {path}, which is not there");
                    followed += 1;
                }
            }
        }
        assert!(followed > 1000, "only {followed} links");
        assert!(pages.values().all(|page| !page.contains('⟨')));
        fs::remove_dir_all(&out).unwrap();
    }
}
