//! How to cite the package: for people, for reference managers, for search engines.

use serde_json::{Value, json};

use super::super::slots::escaped;
use super::Download;
use super::package::Package;
use super::reader::{Place, Reader};

/// Where the package can be had: as the build was told, else as its description says.
fn home<'a>(place: &'a Place<'_>, package: &'a Package) -> Option<&'a str> {
    place.address.or(package.homepage.as_deref())
}

fn year(package: &Package) -> &str {
    package.created.split('-').next().unwrap_or_default()
}

/// A reference in the style of the American Psychological Association, for HTML.
pub fn apa(reader: &Reader, place: &Place<'_>, package: &Package) -> String {
    let address = home(place, package)
        .map_or_else(String::new, |address| format!(" {}{}/data/", escaped(address), reader.language.id()));
    format!(
        "{}. ({}). <cite>{}</cite> (Version {}) [{}].{address}",
        escaped(&package.name),
        escaped(year(package)),
        package.title.html(reader.language),
        escaped(&package.version),
        reader.say("data.cite_note"),
    )
}

/// For BibTeX, as the widely known `@misc`.
pub fn bibtex(place: &Place<'_>, package: &Package) -> String {
    let address = home(place, package)
        .map_or_else(String::new, |address| format!("  howpublished = {{\\url{{{address}en/data/}}}},\n"));
    format!(
        "@misc{{{name}_{year},\n  author = {{{{{name}}}}},\n  title = {{{{{}}}}},\n  year = {{{year}}},\n{address}  note = \
         {{Data set, version {}, {}}}\n}}\n",
        package.title.en,
        package.version,
        package.created,
        name = package.name,
        year = year(package),
    )
}

/// For EndNote, Zotero and the like.
pub fn ris(place: &Place<'_>, package: &Package) -> String {
    let mut lines = vec![
        ("TY", "DATA".to_owned()),
        ("AU", package.name.clone()),
        ("TI", package.title.en.clone()),
        ("PY", year(package).to_owned()),
        ("DA", package.created.replace('-', "/")),
        ("ET", package.version.clone()),
    ];
    lines.extend(home(place, package).map(|address| ("UR", format!("{address}en/data/"))));
    lines.push(("ER", String::new()));
    lines.iter().map(|(tag, value)| format!("{tag}  - {value}\r\n")).collect()
}

/// The package as schema.org has it. `here` leads to the site's root.
pub fn json_ld(
    reader: &Reader,
    package: &Package,
    downloads: &[Vec<Download>],
    whole: &Download,
    here: &str,
) -> String {
    let language = reader.language;
    let file = |download: &Download, format: &str| {
        json!({
            "@type": "DataDownload", "name": download.name, "encodingFormat": format,
            "contentUrl": format!("{here}data/{}", download.name),
        })
    };
    let mut distribution = vec![file(whole, "application/zip")];
    let tables = downloads.iter().flatten().filter(|download| download.ending == "csv");
    distribution.extend(tables.map(|download| file(download, "text/csv")));
    let mut data = json!({
        "@context": "https://schema.org/", "@type": "Dataset",
        "name": package.title.plain(language), "description": reader.plain("data.lead"),
        "inLanguage": language.id(), "url": format!("{here}{}/data/", language.id()),
        "version": package.version, "dateModified": package.created, "isAccessibleForFree": true,
        "creator": { "@type": "Organization", "name": package.name },
        "license": package.licences.iter().map(|[_, _, address]| address.as_str()).collect::<Vec<_>>(),
        "distribution": distribution,
        "isBasedOn": publications(package),
    });
    if let (Some((first, last)), Some(data)) = (span(package), data.as_object_mut()) {
        data.insert("temporalCoverage".to_owned(), Value::from(format!("{first}/{last}")));
    }
    // Whatever a title holds, it cannot end the element.
    data.to_string().replace('<', "\\u003c")
}

fn publications(package: &Package) -> Vec<Value> {
    let Some(sources) = package.resource("sources") else { return Vec::new() };
    let publication = |row: &Vec<String>| {
        let cell = |column: &str| sources.cell(row, column);
        json!({
            "@type": "CreativeWork", "name": cell("title"), "url": cell("url"), "version": cell("edition"),
            "publisher": { "@type": "Organization", "name": cell("publisher") },
        })
    };
    sources.table.rows.iter().map(publication).collect()
}

/// First and last year of all tables.
fn span(package: &Package) -> Option<(&str, &str)> {
    let years = package.resources.iter().flat_map(|resource| resource.values("year"));
    let years: Vec<&str> =
        years.filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())).collect();
    Some((years.iter().min()?, years.iter().max()?))
}

/// The language-neutral files, each with its ending.
pub fn files(place: &Place<'_>, package: &Package) -> [(&'static str, String); 2] {
    [("bib", bibtex(place, package)), ("ris", ris(place, package))]
}

#[cfg(test)]
mod tests {
    use super::super::package::Package;
    use super::super::reader::Place;
    use super::{bibtex, ris, span};
    use offtake::wording::Language;
    use std::path::Path;

    #[test]
    fn references_name_title_version_and_address() {
        let package = Package::open(&crate::tools::root()).unwrap();
        let root = Path::new("");
        let place = Place { root, out: root, assets: "", address: Some("https://a.example/") };
        let (bib, ris) = (bibtex(&place, &package), ris(&place, &package));
        for expected in
            [package.title.plain(Language::English), &package.version, "https://a.example/en/data/"]
        {
            assert!(bib.contains(expected) && ris.contains(expected), "{expected}: {bib} {ris}");
        }
        assert_eq!(bib.matches('{').count(), bib.matches('}').count());
        assert!(ris.starts_with("TY  - DATA\r\n") && ris.ends_with("ER  - \r\n"));
        let (first, last) = span(&package).unwrap();
        assert!(first < last);
    }
}
