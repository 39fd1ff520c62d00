//! What has changed in the data, and what was wrong and is mended: two lists kept by hand, each on a page and as an Atom
//! feed (RFC 4287).

use std::fs;
use std::path::Path;

use offtake::wording::{Language, Phrases};
use sha2::{Digest, Sha256};

use super::super::slots::escaped;
use super::package::Package;
use super::reader::Reader;
use crate::failure::Failure;

/// A list that is kept by hand.
pub struct Kept {
    file: &'static str,
    /// Of the feed, without language and ending.
    name: &'static str,
    /// The page that shows it, below the language's folder.
    page: &'static str,
    /// Before an entry's name in its anchor.
    anchor: &'static str,
}

/// What has changed in the data.
pub const CHANGES: Kept = Kept { file: "www/changes.toml", name: "changes", page: "data/", anchor: "change" };
/// What was wrong and is mended.
pub const CORRECTIONS: Kept =
    Kept { file: "www/corrections.toml", name: "corrections", page: "corrections/", anchor: "correction" };

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
pub fn read(root: &Path, kept: &Kept) -> Result<Vec<Change>, Failure> {
    let file = root.join(kept.file);
    parse(&fs::read_to_string(&file).map_err(Failure::reading(&file))?, kept.file)
}

fn parse(text: &str, file: &str) -> Result<Vec<Change>, Failure> {
    let phrases = Phrases::read(&[text]);
    let mut ids: Vec<&str> =
        phrases.iter().filter_map(|(key, _)| key.rsplit_once('.').map(|(id, _)| id)).collect();
    ids.dedup();
    let mut changes = Vec::new();
    for id in ids {
        let get = |key: &str| {
            phrases.get(&format!("{id}.{key}")).map(str::to_owned).ok_or_else(|| {
                Failure::Choice(format!(
                    "{file}: [{id}] has no `{key}`. Every change has `date`, `en` and `fr`"
                ))
            })
        };
        changes.push(Change { id: id.to_owned(), date: get("date")?, en: get("en")?, fr: get("fr")? });
    }
    changes.sort_by(|a, b| b.date.cmp(&a.date).then(b.id.cmp(&a.id)));
    Ok(changes)
}

/// The changes as items of a list.
pub fn list(reader: &Reader, changes: &[Change], kept: &Kept) -> String {
    let item = |change: &Change| {
        format!(
            "<li id=\"{}-{}\"><time datetime=\"{date}\">{date}</time> {}</li>\n",
            kept.anchor,
            escaped(&change.id),
            escaped(change.words(reader.language)),
            date = escaped(&change.date),
        )
    };
    changes.iter().map(item).collect()
}

/// The feed's file name.
pub fn feed_name(language: Language, kept: &Kept) -> String {
    match language {
        Language::English => format!("{}.atom", kept.name),
        Language::French => format!("{}.fr.atom", kept.name),
    }
}

/// The feed of a language, under its title. `here` leads from the feed, or from anywhere, to the site's root.
pub fn feed(
    language: Language,
    package: &Package,
    changes: &[Change],
    kept: &Kept,
    title: &str,
    here: &str,
) -> String {
    let lang = language.id();
    let page = format!("{here}{lang}/{}", kept.page);
    // The feed of changes came first: its name is the package's alone, and lasts.
    let own = if kept.name == CHANGES.name { lang.to_owned() } else { format!("{}/{lang}", kept.name) };
    let updated = changes.first().map_or(package.created.as_str(), |change| &change.date);
    let entries: String = changes
        .iter()
        .map(|change| {
            format!(
                "<entry>\n<title>{}</title>\n<id>{}</id>\n<updated>{}T00:00:00Z</updated>\n<link rel=\"alternate\" \
                 type=\"text/html\" href=\"{}#{}-{}\"/>\n</entry>\n",
                escaped(change.words(language)),
                lasting(&format!("{}/{own}/{}", package.name, change.id)),
                escaped(&change.date),
                escaped(&page),
                kept.anchor,
                escaped(&change.id),
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n\
         <title>{}</title>\n<id>{}</id>\n<updated>{}T00:00:00Z</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}data/{}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" hreflang=\"{lang}\" href=\"{}\"/>\n{entries}</feed>\n",
        escaped(title),
        lasting(&format!("{}/{own}", package.name)),
        escaped(updated),
        escaped(&package.name),
        escaped(here),
        feed_name(language, kept),
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
    use super::{CHANGES, CORRECTIONS, Language, Package, feed, lasting, parse, read};

    const TWO: &str = "[a]\ndate = \"2026-01-02\"\nen = \"A < B\"\nfr = \"a\"\n[b]\ndate = \"2026-02-03\"\nen = \"B\"\nfr = \"b\"\n";

    #[test]
    fn the_newest_change_comes_first_and_dates_the_feed() {
        let package = Package::open(&crate::tools::root()).unwrap();
        let two = parse(TWO, "a.toml").unwrap();
        let of = |kept| feed(Language::English, &package, &two, kept, "T", "https://a.example/");
        let other = of(&CORRECTIONS);
        let feed = of(&CHANGES);
        assert!(feed.find(">B<").unwrap() < feed.find("A &lt; B").unwrap());
        assert!(feed.contains("</id>\n<updated>2026-02-03T00:00:00Z</updated>"), "{feed}");
        assert!(feed.contains("href=\"https://a.example/data/changes.atom\""));
        // Two feeds never name two entries alike.
        let ids = |feed: &str| -> Vec<String> {
            feed.split("<id>").skip(1).map(|rest| rest[..45].to_owned()).collect()
        };
        assert!(ids(&feed).iter().all(|id| !ids(&other).contains(id)));
        assert!(other.contains("https://a.example/en/corrections/#correction-a"), "{other}");
    }

    #[test]
    fn a_change_without_french_is_refused() {
        let error =
            parse("[a]\ndate = \"2026-01-02\"\nen = \"A\"\n", "a.toml").map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("[a]") && error.contains("`fr`"), "{error}");
    }

    #[test]
    fn identities_last() {
        assert_eq!(lasting("offtake/en"), "urn:uuid:6b0db90b-3c50-8885-9aab-035dcc048787");
        assert!(!read(&crate::tools::root(), &CHANGES).unwrap().is_empty());
        assert!(read(&crate::tools::root(), &CORRECTIONS).is_ok());
    }
}
