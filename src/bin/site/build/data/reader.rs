//! One reader: a language with its words, its names of countries and minerals, and the frame of a page.

use std::collections::BTreeMap;
use std::path::Path;

use offtake::atlas::{Atlas, Catalogue};
use offtake::terms::{Map, Share, Tonnes};
use offtake::wording::{Arg, Language, Phrases, Words};

use super::super::cache::kept;
use super::super::slots::{self, escaped, fill};
use super::super::{head, write};
use crate::failure::Failure;

/// Where pages are written, and what they lean on.
pub struct Place<'a> {
    pub root: &'a Path,
    pub out: &'a Path,
    /// Asset folder below the site.
    pub assets: &'a str,
    /// Where the site will stand, with its last slash; `None` where nobody has said.
    pub address: Option<&'a str>,
}

/// The language of a page.
pub struct Reader {
    pub language: Language,
    pub catalogue: Catalogue,
    words: Words,
    countries: BTreeMap<String, String>,
}

impl Reader {
    /// The reader of a language.
    pub fn new(atlas: &Atlas, language: Language) -> Result<Reader, Failure> {
        let catalogue = atlas.catalogue(language.id())?;
        let countries = catalogue.countries.iter().map(|entry| (entry.id.clone(), entry.label.clone()));
        Ok(Reader {
            language,
            words: Words::new(language, Phrases::of(language), Map::new(), Map::new()),
            countries: countries.collect(),
            catalogue,
        })
    }

    /// A phrase for HTML.
    pub fn say(&self, key: &str) -> String {
        escaped(&self.words.plain(key))
    }

    /// A phrase as it is.
    pub fn plain(&self, key: &str) -> String {
        self.words.plain(key)
    }

    /// A phrase with a count in its slot `{count}`.
    pub fn counted(&self, key: &str, count: usize) -> String {
        escaped(&self.words.say(key, &[("count", self.words.counted(count))]))
    }

    /// A phrase with words in its slots, for HTML; what is put in is text.
    pub fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Arg)> = args.iter().map(|(name, words)| (*name, Arg::from(*words))).collect();
        escaped(&self.words.say(key, &args))
    }

    /// A phrase with HTML in its slots.
    pub fn with_html(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Arg)> = args.iter().map(|(name, html)| (*name, Arg::from(*html))).collect();
        self.words.say(key, &args)
    }

    /// A number of the tables with every digit that it was published with, grouped and pointed as the language does.
    pub fn figure(&self, text: &str) -> String {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let Ok(number) = whole.parse::<usize>() else { return escaped(text) };
        let whole = self.words.count(number);
        match (part, self.language) {
            ("", _) => whole,
            (part, Language::English) => format!("{whole}.{part}"),
            (part, Language::French) => format!("{whole},{part}"),
        }
    }

    /// Tonnes as the pictures write them.
    pub fn tonnes(&self, tonnes: f64) -> String {
        escaped(&self.words.tonnes(Tonnes(tonnes)))
    }

    /// A part of 1 as the pictures write it.
    pub fn percent(&self, part: f64) -> String {
        escaped(&self.words.percent(Share(part)))
    }

    /// A file's size.
    pub fn size(&self, bytes: usize) -> String {
        self.counted("data.size", bytes.div_ceil(1000))
    }

    /// A value that the tables write as an id, in words; the id itself, marked as English, where there are none.
    pub fn term(&self, kind: &str, id: &str) -> String {
        let words: Vec<&str> =
            id.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let slug = words.join("-");
        let key = format!("data.{kind}.{slug}");
        if self.words.has(&key) { self.say(&key) } else { self.foreign(id) }
    }

    /// A source's short name: a publisher's own, but for what has words of its own.
    pub fn source(&self, short: &str) -> String {
        let key = format!("source.{}", short.replace(' ', "-"));
        if self.words.has(&key) { self.say(&key) } else { escaped(short) }
    }

    /// A text of the tables, which is English.
    pub fn foreign(&self, text: &str) -> String {
        match self.language {
            Language::English => escaped(text),
            Language::French if text.is_empty() || !text.contains(char::is_alphabetic) => escaped(text),
            Language::French => format!("<span lang=\"en\">{}</span>", escaped(text)),
        }
    }

    /// A country's name; what the table writes where it is none.
    pub fn country(&self, code: &str) -> String {
        match self.countries.get(code) {
            Some(name) => escaped(name),
            None => self.term("nations", code),
        }
    }

    /// Writes a page of this language. `path` is below the language's folder and ends with a slash.
    pub fn page(
        &self,
        place: &Place<'_>,
        template: &str,
        path: &str,
        slot: impl Fn(&str, &str) -> Option<String>,
    ) -> Result<(), Failure> {
        let file = place.root.join("www").join(template);
        let text = slots::template(place.root, template)?;
        let lang = self.language.id();
        let up = format!("../{}", "../".repeat(path.matches('/').count()));
        let other = self.catalogue.languages.iter().find(|language| language.id != lang);
        let page = fill(&file, &text, |name, word| match name {
            "lang" => Some(lang.to_owned()),
            "other_lang" => other.map(|language| language.id.clone()),
            "other_language" => other.map(|language| escaped(&language.label)),
            "up" => Some(up.clone()),
            "path" => Some(path.to_owned()),
            "assets" => Some(format!("{up}{}/", place.assets)),
            "say" => Some(self.say(word)),
            _ => slot(name, word),
        })?;
        let (title, description) = head::said(&page)?;
        let card = head::card(title, description);
        let card = kept(place.root, "words-1", &[card.as_bytes()], || crate::raster::png(&card, 1.0))?;
        write(&place.out.join(head::card_file(lang, path)), &card)?;
        // Absolute where an address is known: that is what search engines ask for.
        let here = place.address.unwrap_or(&up);
        let page = head::dressed(&page, &head::Stand { here, lang, path })?;
        write(&place.out.join(lang).join(path).join("index.html"), page.as_bytes())
    }
}
