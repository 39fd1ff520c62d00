//! What comes to a page when a query asks for it: words by language, facts by mineral and year.

use super::choice::{Choice, DEFAULT_CHART, DEFAULT_MINERAL};
use super::desk::Atlas;
use super::error::Error;
use super::link;
use crate::charts::{self, Family, Need};
use crate::geo::Borders;
use crate::ledger::{DataError, HISTORY, Ledger, NEWEST_IMPORTS, Table, pack, unpack};
use crate::terms::{Mineral, Year};
use crate::wording::{Language, Phrases, Words};

/// What the ids of words begin with: those of every picture, those of pictures that share and of menus, and those that only
/// the workbench says.
const WORDS: &str = "words-";
const SHARING: &str = "sharing-";
const BENCH: &str = "bench-";
/// The id of the outlines of the map.
const BORDERS: &str = "borders";

/// The words of pictures and errors by id, `words-fr`, packed as [`Atlas::add`] takes them. The words of pages stand in the
/// pages.
///
/// # Example
/// ```
/// use offtake::atlas::packed_words;
/// use offtake::ledger::unpack;
/// let files = packed_words();
/// let (_, bytes) = files.iter().find(|(id, _)| id == "words-fr").unwrap();
/// let phrases = &unpack(bytes).unwrap()[0];
/// assert!(phrases.rows.contains(&vec!["chart.trend.name".to_owned(), "Le commerce dans le temps".to_owned()]));
/// ```
pub fn packed_words() -> Vec<(String, Vec<u8>)> {
    let file = |name: String, language, keep: &dyn Fn(&str) -> bool| {
        let phrases = Phrases::of(language);
        let rows = phrases.iter().filter(|(key, _)| keep(key));
        let table = Table {
            name: name.clone(),
            columns: ["key", "text"].map(str::to_owned).to_vec(),
            rows: rows.map(|(key, text)| vec![key.to_owned(), text.to_owned()]).collect(),
        };
        (name, pack(&[table]))
    };
    let of = |key: &str, sections: &[&str]| {
        key.split_once('.').is_some_and(|(section, _)| sections.contains(&section))
    };
    let elsewhere = |key: &str| of(key, &["page", "data", "bench"]) || of(key, SHARED);
    let bench = |language: Language| format!("{BENCH}{}", language.id());
    let mut files = Vec::new();
    for language in Language::ALL {
        files.push(file(words_file(language), language, &|key| !elsewhere(key)));
        files.push(file(sharing_file(language), language, &|key| of(key, SHARED)));
        files.push(file(bench(language), language, &|key| of(key, &["bench"])));
    }
    files
}

/// Sections of words that no chart of facts says.
const SHARED: &[&str] = &[
    "rule", "gets", "contract", "party", "terms", "project", "missing", "steps", "dumbbell", "rules",
    "pipeline", "floor", "leave",
];

/// The id of a language's words of sharing.
fn sharing_file(language: Language) -> String {
    format!("{SHARING}{}", language.id())
}

/// The id of a language's words.
pub(super) fn words_file(language: Language) -> String {
    format!("{WORDS}{}", language.id())
}

/// What a chart needs.
fn needs(chart: &str) -> &'static [Need] {
    charts::ALL.iter().find(|one| one.id == chart).map_or(&[], |one| one.needs)
}

/// The family whose engine draws a chart of facts in a frame; `None` for a chart of a project, a rule or a scenario, which takes
/// the engine of pages.
///
/// # Example
/// ```
/// use offtake::atlas::family_of;
/// assert_eq!(family_of("dependency-map").map(|family| family.id()), Some("maps"));
/// assert_eq!(family_of("end-uses"), family_of("supplier-bars"), "they stand in one article");
/// assert_eq!(family_of("who-gets-it"), None, "it needs a project and a rule");
/// assert_eq!(family_of("pie"), None);
/// ```
pub fn family_of(chart: &str) -> Option<Family> {
    let family = charts::ALL.iter().find(|one| one.id == chart)?.family;
    (family != Family::Sharing).then_some(family)
}

/// Ids of the files that a chart of a mineral needs beside words and the mineral's facts.
///
/// # Example
/// ```
/// use offtake::atlas::files_of;
/// assert_eq!(files_of("dependency-map", "gallium"), ["borders"]);
/// assert_eq!(files_of("trend", "gallium"), ["gallium-history"]);
/// assert!(files_of("supplier-bars", "gallium").is_empty());
/// ```
pub fn files_of(chart: &str, mineral: &str) -> Vec<String> {
    let file = |need: &Need| match need {
        Need::Borders => Some(BORDERS.to_owned()),
        Need::EveryMineral => Some(NEWEST_IMPORTS.to_owned()),
        Need::History => Some(format!("{mineral}-{HISTORY}")),
        _ => None,
    };
    needs(chart).iter().filter_map(file).collect()
}

impl Atlas {
    /// The next file that a query needs, by its id: `words-en`, `borders`, `tungsten`, then perhaps `tungsten-2023`. `None` where all
    /// are here, or where mineral or year are not known, which [`Atlas::from_link`] then says, in English where the
    /// language is not known either.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::{Atlas, packed_words};
    /// use offtake::ledger::packed;
    /// let facts = packed(&tables("antimony")).unwrap();
    /// let files: Vec<(String, Vec<u8>)> = packed_words().into_iter().chain(facts.minerals).collect();
    /// let mut atlas = Atlas::open(&facts.base, &[]).unwrap();
    /// let mut fetched = Vec::new();
    /// while let Some(id) = atlas.needs("chart=supplier-bars&mineral=antimony&lang=fr") {
    ///     let (_, bytes) = files.iter().find(|(known, _)| *known == id).unwrap();
    ///     atlas.add(&id, bytes).unwrap();
    ///     fetched.push(id);
    /// }
    /// assert_eq!(fetched, ["words-fr", "sharing-fr", "antimony"]);
    /// # }
    /// ```
    pub fn needs(&self, query: &str) -> Option<String> {
        let pairs = link::pairs(query);
        let given =
            |key: &str| pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        let language = given("lang").and_then(Language::from_id).unwrap_or(Language::English);
        if !self.words.contains_key(&language) {
            return Some(words_file(language));
        }
        // One of them stands for all.
        let shares = |words: &Words| words.has("gets.title_shared");
        if cfg!(feature = "sharing") && !self.words.get(&language).is_some_and(shares) {
            return Some(sharing_file(language));
        }
        let chart = given("chart").unwrap_or(DEFAULT_CHART);
        if let Some(lacking) = self.lacks(chart) {
            return Some(lacking.to_owned());
        }
        let slug = given("mineral").unwrap_or(DEFAULT_MINERAL);
        let year = given("year").and_then(|year| year.parse().ok()).map_or_else(|| self.default_year(), Year);
        self.check_mineral(slug).ok()?;
        if let Some(history) = self.lacks_history(chart, slug) {
            return Some(history);
        }
        self.ledger.missing(&Mineral::new(slug), year).map(|missing| file(&missing))
    }

    /// Adds a packed file by its id.
    ///
    /// # Errors
    /// [`Error::Data`] when it is cut short, altered, of another version or of another mineral.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::{Atlas, packed_words};
    /// use offtake::ledger::packed;
    /// let facts = packed(&tables("antimony")).unwrap();
    /// let mut atlas = Atlas::open(&facts.base, &[]).unwrap();
    /// let (_, words) = packed_words().into_iter().find(|(id, _)| id == "words-fr").unwrap();
    /// atlas.add("words-fr", &words).unwrap();
    /// assert_eq!(atlas.say("fr", "chart.trend.name"), "Le commerce dans le temps");
    /// let (_, antimony) = facts.minerals.iter().find(|(id, _)| id == "antimony").unwrap();
    /// assert!(atlas.add("gallium", antimony).is_err());
    /// assert!(atlas.add("antimony", antimony).is_ok());
    /// # }
    /// ```
    pub fn add(&mut self, id: &str, facts: &[u8]) -> Result<(), Error> {
        if let Some(language) = id.strip_prefix(WORDS).and_then(Language::from_id) {
            let phrases = phrases(id, facts)?;
            // Frames that share an atlas may each fetch them: what was learned since stays.
            if !self.words.contains_key(&language) {
                self.speak(language, phrases);
            }
            return Ok(());
        }
        let more =
            id.strip_prefix(SHARING).or_else(|| id.strip_prefix(BENCH)).filter(|_| cfg!(feature = "sharing"));
        if let Some(language) = more.and_then(Language::from_id) {
            let more = phrases(id, facts)?;
            if let Some(words) = self.words.get_mut(&language) {
                words.learn(more);
            }
            return Ok(());
        }
        if cfg!(feature = "maps") && id == BORDERS {
            self.borders = Some(Borders::open(facts)?);
            return Ok(());
        }
        if cfg!(feature = "ties") && id == NEWEST_IMPORTS {
            self.published_mut().add_newest(&unpack(facts)?)?;
            self.settle_own();
            return Ok(());
        }
        let history = id.strip_suffix(HISTORY).filter(|_| cfg!(feature = "ties"));
        if let Some(slug) = history.and_then(|rest| rest.strip_suffix('-')) {
            self.check_mineral(slug)?;
            self.published_mut().add_history(&unpack(facts)?, &Mineral::new(slug))?;
            self.settle_own();
            return Ok(());
        }
        let year = id.rsplit_once('-').and_then(|(slug, year)| Some((slug, Year(year.parse().ok()?))));
        let (slug, year) = year.map_or((id, None), |(slug, year)| (slug, Some(year)));
        self.check_mineral(slug)?;
        self.published_mut().add(&unpack(facts)?, &Mineral::new(slug), year)?;
        self.settle_own();
        Ok(())
    }

    /// What is published, whatever the reader has put in its place.
    fn published_mut(&mut self) -> &mut Ledger {
        self.own.published.as_mut().unwrap_or(&mut self.ledger)
    }

    /// What a chart shows beside its mineral, and is not here.
    fn lacks(&self, chart: &str) -> Option<&'static str> {
        let needs = needs(chart);
        if needs.contains(&Need::EveryMineral) && self.ledger.newest.is_empty() {
            return Some(NEWEST_IMPORTS);
        }
        (needs.contains(&Need::Borders) && self.borders.is_none()).then_some(BORDERS)
    }

    /// The file with a mineral's trade in time, where a chart shows it and it is not here.
    fn lacks_history(&self, chart: &str, slug: &str) -> Option<String> {
        let lacks =
            needs(chart).contains(&Need::History) && !self.ledger.held_history.contains(&Mineral::new(slug));
        lacks.then(|| format!("{slug}-{HISTORY}"))
    }

    /// Whether all that a choice needs is here.
    pub(super) fn check_held(&self, choice: &Choice) -> Result<(), Error> {
        if let Some(lacking) = self.lacks(&choice.chart) {
            return Err(DataError::NotHeld(lacking.to_owned()).into());
        }
        if let Some(history) = self.lacks_history(&choice.chart, &choice.mineral) {
            return Err(DataError::NotHeld(history).into());
        }
        match self.ledger.missing(&Mineral::new(&choice.mineral), Year(choice.year)) {
            Some(missing) => Err(DataError::NotHeld(file(&missing)).into()),
            None => Ok(()),
        }
    }
}

/// The words of a packed file.
fn phrases(id: &str, packed: &[u8]) -> Result<Phrases, Error> {
    let mut tables = unpack(packed)?;
    let Some(table) = tables.pop().filter(|table| table.name == id) else {
        return Err(DataError::Pack(format!("they are not `{id}`")).into());
    };
    let pair = |row: Vec<String>| {
        let mut cells = row.into_iter();
        cells.next().zip(cells.next())
    };
    Ok(Phrases::from_pairs(table.rows.into_iter().filter_map(pair)))
}

/// The id of a file of facts.
fn file((mineral, year): &(Mineral, Option<Year>)) -> String {
    year.map_or_else(|| mineral.slug(), |year| format!("{}-{year}", mineral.slug()))
}
