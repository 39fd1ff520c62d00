//! What comes to a page when a query asks for it: words by language, facts by mineral and year.

use super::choice::{Choice, DEFAULT_MINERAL};
use super::desk::Atlas;
use super::error::Error;
use super::link;
use crate::charts::{self, Need};
use crate::geo::Borders;
use crate::ledger::{DataError, NEWEST_IMPORTS, Table, pack, unpack};
use crate::terms::{Mineral, Year};
use crate::wording::{Language, Phrases};

/// What the ids of words begin with.
const WORDS: &str = "words-";
/// The id of the outlines of the map.
const BORDERS: &str = "borders";

/// The words of pictures and errors by id, `words-fr`, packed as [`Atlas::add`] takes them. The words of pages stand in the
/// pages.
pub fn packed_words() -> Vec<(String, Vec<u8>)> {
    let file = |language| {
        let phrases = Phrases::of(language);
        let rows = phrases.iter().filter(|(key, _)| !key.starts_with("page.") && !key.starts_with("data."));
        let table = Table {
            name: words_file(language),
            columns: ["key", "text"].map(str::to_owned).to_vec(),
            rows: rows.map(|(key, text)| vec![key.to_owned(), text.to_owned()]).collect(),
        };
        (words_file(language), pack(&[table]))
    };
    Language::ALL.into_iter().map(file).collect()
}

/// The id of a language's words.
pub(super) fn words_file(language: Language) -> String {
    format!("{WORDS}{}", language.id())
}

/// Whether the engine of facts alone draws a chart.
pub fn of_facts(chart: &str) -> bool {
    charts::ALL.iter().any(|one| one.id == chart && !one.needs.contains(&Need::Sharing))
}

/// Ids of the files that a chart needs beside words and its mineral's facts.
pub fn files_of(chart: &str) -> Vec<&'static str> {
    let needs = charts::ALL.iter().find(|one| one.id == chart).map_or(&[][..], |one| one.needs);
    let file = |need: &Need| match need {
        Need::Borders => Some(BORDERS),
        Need::EveryMineral => Some(NEWEST_IMPORTS),
        _ => None,
    };
    needs.iter().filter_map(file).collect()
}

impl Atlas {
    /// The next file that a query needs, by its id: `words-en`, `borders`, `tungsten`, then perhaps `tungsten-2023`. `None` where all
    /// are here, or where mineral or year are not known, which [`Atlas::from_link`] then says, in English where the
    /// language is not known either.
    pub fn needs(&self, query: &str) -> Option<String> {
        let pairs = link::pairs(query);
        let given =
            |key: &str| pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        let language = given("lang").and_then(Language::from_id).unwrap_or(Language::English);
        if !self.words.contains_key(&language) {
            return Some(words_file(language));
        }
        if let Some(lacking) = given("chart").and_then(|chart| self.lacks(chart)) {
            return Some(lacking.to_owned());
        }
        let slug = given("mineral").unwrap_or(DEFAULT_MINERAL);
        let year = given("year").and_then(|year| year.parse().ok()).map_or_else(|| self.default_year(), Year);
        self.check_mineral(slug).ok()?;
        self.ledger.missing(&Mineral::new(slug), year).map(|missing| file(&missing))
    }

    /// Adds a packed file by its id.
    ///
    /// # Errors
    /// [`Error::Data`] when it is cut short, altered, of another version or of another mineral.
    pub fn add(&mut self, id: &str, facts: &[u8]) -> Result<(), Error> {
        if let Some(language) = id.strip_prefix(WORDS).and_then(Language::from_id) {
            let mut tables = unpack(facts)?;
            let Some(table) = tables.pop().filter(|table| table.name == id) else {
                return Err(DataError::Pack(format!("they are not `{id}`")).into());
            };
            let pair = |row: Vec<String>| {
                let mut cells = row.into_iter();
                cells.next().zip(cells.next())
            };
            self.speak(language, Phrases::from_pairs(table.rows.into_iter().filter_map(pair)));
            return Ok(());
        }
        if id == BORDERS {
            self.borders = Some(Borders::open(facts)?);
            return Ok(());
        }
        if id == NEWEST_IMPORTS {
            return Ok(self.ledger.add_newest(&unpack(facts)?)?);
        }
        let year = id.rsplit_once('-').and_then(|(slug, year)| Some((slug, Year(year.parse().ok()?))));
        let (slug, year) = year.map_or((id, None), |(slug, year)| (slug, Some(year)));
        self.check_mineral(slug)?;
        Ok(self.ledger.add(&unpack(facts)?, &Mineral::new(slug), year)?)
    }

    /// What a chart shows beside its mineral, and is not here.
    pub(super) fn lacks(&self, chart: &str) -> Option<&'static str> {
        let needs = charts::ALL.iter().find(|one| one.id == chart)?.needs;
        if needs.contains(&Need::EveryMineral) && self.ledger.newest.is_empty() {
            return Some(NEWEST_IMPORTS);
        }
        (needs.contains(&Need::Borders) && self.borders.is_none()).then_some(BORDERS)
    }

    /// Whether all that a choice needs is here.
    pub(super) fn check_held(&self, choice: &Choice) -> Result<(), Error> {
        match self.ledger.missing(&Mineral::new(&choice.mineral), Year(choice.year)) {
            Some(missing) => Err(DataError::NotHeld(file(&missing)).into()),
            None => Ok(()),
        }
    }
}

/// The id of a file of facts.
fn file((mineral, year): &(Mineral, Option<Year>)) -> String {
    year.map_or_else(|| mineral.slug(), |year| format!("{}-{year}", mineral.slug()))
}
