//! What has changed in the data, kept by hand in `www/changes.toml`: a list on the page, and an Atom feed (RFC 4287).

use std::fs;
use std::path::Path;

use offtake::wording::{Language, Phrases};
use sha2::{Digest, Sha256};

use super::super::slots::escaped;
use super::package::Package;
use super::reader::Reader;
use crate::failure::Failure;

const FILE: &str = "www/changes.toml";

/// One change.
pub struct Change {
    /// Never changes, whatever becomes of the words.
    id: String,
    /// ISO date.
    date: String,
    en: String,
    fr: String,
}

impl Change {
    /// ISO date.
    pub fn date(&self) -> &str {
        &self.date
    }

    fn words(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::French => &self.fr,
        }
    }
}

/// Every change, newest first.
pub fn read(root: &Path) -> Result<Vec<Change>, Failure> {
    let file = root.join(FILE);
    parse(&fs::read_to_string(&file).map_err(Failure::reading(&file))?)
}

fn parse(text: &str) -> Result<Vec<Change>, Failure> {
    let phrases = Phrases::read(&[text]);
    let mut ids: Vec<&str> =
        phrases.iter().filter_map(|(key, _)| key.rsplit_once('.').map(|(id, _)| id)).collect();
    ids.dedup();
    let mut changes = Vec::new();
    for id in ids {
        let get = |key: &str| {
            phrases.get(&format!("{id}.{key}")).map(str::to_owned).ok_or_else(|| {
                Failure::Choice(format!(
                    "{FILE}: [{id}] has no `{key}`. Every change has `date`, `en` and `fr`"
                ))
            })
        };
        changes.push(Change { id: id.to_owned(), date: get("date")?, en: get("en")?, fr: get("fr")? });
    }
    changes.sort_by(|a, b| b.date.cmp(&a.date).then(b.id.cmp(&a.id)));
    Ok(changes)
}

/// The changes as items of a list.
pub fn list(reader: &Reader, changes: &[Change]) -> String {
    let item = |change: &Change| {
        format!(
            "<li id=\"change-{}\"><time datetime=\"{date}\">{date}</time> {}</li>\n",
            escaped(&change.id),
            escaped(change.words(reader.language)),
            date = escaped(&change.date),
        )
    };
    changes.iter().map(item).collect()
}

/// The feed's file name.
pub fn feed_name(language: Language) -> &'static str {
    match language {
        Language::English => "changes.atom",
        Language::French => "changes.fr.atom",
    }
}

/// The feed of a language. `here` leads from the feed, or from anywhere, to the site's root.
pub fn feed(language: Language, package: &Package, changes: &[Change], here: &str) -> String {
    let lang = language.id();
    let page = format!("{here}{lang}/data/");
    let updated = changes.first().map_or(package.created.as_str(), |change| &change.date);
    let entries: String = changes
        .iter()
        .map(|change| {
            format!(
                "<entry>\n<title>{}</title>\n<id>{}</id>\n<updated>{}T00:00:00Z</updated>\n<link rel=\"alternate\" \
                 type=\"text/html\" href=\"{}#change-{}\"/>\n</entry>\n",
                escaped(change.words(language)),
                lasting(&format!("{}/{lang}/{}", package.name, change.id)),
                escaped(&change.date),
                escaped(&page),
                escaped(&change.id),
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n\
         <title>{}</title>\n<id>{}</id>\n<updated>{}T00:00:00Z</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}data/{}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" hreflang=\"{lang}\" href=\"{}\"/>\n{entries}</feed>\n",
        escaped(package.title.plain(language)),
        lasting(&format!("{}/{lang}", package.name)),
        escaped(updated),
        escaped(&package.name),
        escaped(here),
        feed_name(language),
        escaped(&page),
    )
}

/// A UUID of version 8 (RFC 9562) made from a name: the same wherever the site stands.
fn lasting(name: &str) -> String {
    let mut bytes: Vec<u8> = Sha256::digest(name.as_bytes()).iter().copied().take(16).collect();
    for (at, kept, set) in [(6, 0x0f, 0x80), (8, 0x3f, 0x80)] {
        if let Some(byte) = bytes.get_mut(at) {
            *byte = *byte & kept | set;
        }
    }
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let group = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().concat();
    format!("urn:uuid:{}-{}-{}-{}-{}", group(0, 4), group(4, 6), group(6, 8), group(8, 10), group(10, 16))
}

#[cfg(test)]
mod tests {
    use super::{Language, Package, feed, lasting, parse, read};

    const TWO: &str = "[a]\ndate = \"2026-01-02\"\nen = \"A < B\"\nfr = \"a\"\n[b]\ndate = \"2026-02-03\"\nen = \"B\"\nfr = \"b\"\n";

    #[test]
    fn the_newest_change_comes_first_and_dates_the_feed() {
        let package = Package::open(&crate::tools::root()).unwrap();
        let feed = feed(Language::English, &package, &parse(TWO).unwrap(), "https://a.example/");
        assert!(feed.find(">B<").unwrap() < feed.find("A &lt; B").unwrap());
        assert!(feed.contains("</id>\n<updated>2026-02-03T00:00:00Z</updated>"), "{feed}");
        assert!(feed.contains("href=\"https://a.example/data/changes.atom\""));
    }

    #[test]
    fn a_change_without_french_is_refused() {
        let error = parse("[a]\ndate = \"2026-01-02\"\nen = \"A\"\n").map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("[a]") && error.contains("`fr`"), "{error}");
    }

    #[test]
    fn identities_last() {
        assert_eq!(lasting("offtake/en"), "urn:uuid:6b0db90b-3c50-8885-9aab-035dcc048787");
        assert!(!read(&crate::tools::root()).unwrap().is_empty());
    }
}
