//! The facts, the borders and the words of one page: opened, spoken and drawn.

use super::choice::Choice;
use super::error::{ChoiceError, Error};
use super::{held, subject, viewer};
use crate::charts::{self, Chart, Frame, Picture, Subject};
use crate::geo::Borders;
use crate::ledger::{DataError, Ledger, Table, unpack};
use crate::terms::{Map, plain};
use crate::wording::{Arg, CountryName, Language, MineralName, Phrases, Words};

/// For charts that show none.
static NO_BORDERS: Borders = Borders { outlines: Vec::new() };

/// The facts, the borders and the words of one page.
pub struct Atlas {
    pub(super) ledger: Ledger,
    /// Of a map; until one is asked for there may be none.
    pub(super) borders: Option<Borders>,
    pub(super) words: Map<Language, Words>,
}

impl Atlas {
    /// Opens the packed facts that every page needs, and borders. Words and each mineral's own facts are
    /// [added](Atlas::add) when they are [needed](Atlas::needs); borders too, where no bytes are given for them.
    ///
    /// # Errors
    /// [`Error::Data`] or [`Error::Borders`] when either is cut short, altered or of another version.
    pub fn open(facts: &[u8], borders: &[u8]) -> Result<Atlas, Error> {
        Ok(Atlas {
            ledger: Ledger::from_tables(&unpack(facts)?)?,
            borders: if borders.is_empty() { None } else { Some(Borders::open(borders)?) },
            words: Map::new(),
        })
    }

    /// Opens tables of text, as a program with a file system has them; every language is there.
    ///
    /// # Errors
    /// [`Error::Data`] naming table, row and column; [`Error::Borders`].
    pub fn from_tables(tables: &[Table], borders: &[u8]) -> Result<Atlas, Error> {
        let ledger = Ledger::from_tables(tables)?;
        let borders = Some(Borders::open(borders)?);
        let mut atlas = Atlas { ledger, borders, words: Map::new() };
        for language in Language::ALL {
            atlas.speak(language, Phrases::of(language));
        }
        Ok(atlas)
    }

    /// Draws a choice.
    ///
    /// # Errors
    /// [`Error::Choice`] for an unknown id; [`Error::Claims`] for a scenario that cannot be computed.
    pub fn draw(&self, choice: &Choice, frame: &Frame<'_>) -> Result<Picture, Error> {
        let mut picture = None;
        self.draw_each(choice, &mut |subject, chart| picture = Some((chart.draw)(subject, frame)))?;
        // Settled without an error, so it was drawn.
        picture.ok_or_else(|| DataError::MissingTable("pictures".to_owned()).into())
    }

    /// Draws a choice on several frames; what it says is computed once.
    ///
    /// # Errors
    /// As for [`Atlas::draw`].
    pub fn draw_at(&self, choice: &Choice, frames: &[Frame<'_>]) -> Result<Vec<Picture>, Error> {
        let mut pictures = Vec::new();
        self.draw_each(choice, &mut |subject, chart| {
            pictures.extend(frames.iter().map(|frame| (chart.draw)(subject, frame)));
        })?;
        Ok(pictures)
    }

    fn draw_each(&self, choice: &Choice, draw: &mut dyn FnMut(&Subject<'_>, &Chart)) -> Result<(), Error> {
        self.check(choice)?;
        let chart = subject::one_of("chart", &choice.chart, charts::ALL, |chart| chart.id)?;
        if let Some(lacking) = self.lacks(chart.id) {
            return Err(DataError::NotHeld(lacking.to_owned()).into());
        }
        let settled = subject::settle(&self.ledger, choice, chart)?;
        let subject = Subject {
            network: &settled.network,
            viewer: settled.viewer,
            viewers: &settled.viewers,
            metric: settled.metric,
            group: &choice.allies,
            allies: &settled.allies,
            cut: settled.cut,
            rule: settled.divided.rule,
            project: &settled.project,
            assumed: settled.assumed,
            uncomputed: settled.divided.uncomputed,
            answer: &settled.divided.answer,
            one_market: &settled.divided.one_market,
            bands: (&settled.divided.bands, settled.divided.draws),
            missing: settled.divided.missing,
            every_rule: &settled.divided.every_rule,
            pipeline: settled.divided.pipeline.as_ref(),
            controls: &settled.controls,
            uses: &settled.uses,
            newest: &self.ledger.newest,
            borders: self.borders.as_ref().unwrap_or(&NO_BORDERS),
            words: self.words(&choice.lang)?,
            sources: settled.sources,
            newest_trade: settled.newest_trade,
        };
        draw(&subject, chart);
        Ok(())
    }

    /// A phrase of a language, for a page's template; `⟨key⟩` where there is none.
    pub fn say(&self, lang: &str, key: &str) -> String {
        self.words(lang).map_or_else(|_| format!("⟨{key}⟩"), |words| words.plain(key))
    }

    /// An error as a sentence for the reader. A language that is not here gets another one.
    pub fn explain(&self, lang: &str, error: &Error) -> String {
        let fallback = self.words.values().next();
        let Some(words) = self.words(lang).ok().or(fallback) else {
            return error.to_string();
        };
        let kind = |id: &str| -> Arg { words.plain(&format!("error.kind.{id}")).into() };
        match error {
            Error::Choice(ChoiceError::Unknown { kind: id, given, known }) => words.say(
                "error.unknown",
                &[("given", given.as_str().into()), ("kind", kind(id)), ("known", known.join(", ").into())],
            ),
            Error::Choice(ChoiceError::Number { kind: id, given, low, high }) => words.say(
                "error.number",
                &[
                    ("given", given.as_str().into()),
                    ("kind", kind(id)),
                    ("low", plain(*low).into()),
                    ("high", plain(*high).into()),
                ],
            ),
            Error::Data(_) | Error::Borders(_) => words.plain("error.data"),
            Error::Claims(inner) => words.say("error.claims", &[("what", inner.to_string().into())]),
        }
    }

    /// Speaks a language from now on.
    pub(super) fn speak(&mut self, language: Language, phrases: Phrases) {
        self.words.insert(language, named(&self.ledger, language, phrases));
    }

    pub(super) fn words(&self, lang: &str) -> Result<&Words, Error> {
        if let Some(missing) = Language::from_id(lang).filter(|language| !self.words.contains_key(language)) {
            return Err(DataError::NotHeld(held::words_file(missing)).into());
        }
        let known = Language::from_id(lang).and_then(|language| self.words.get(&language));
        known.ok_or_else(|| {
            let known = Language::ALL.iter().map(|language| language.id().to_owned()).collect();
            ChoiceError::Unknown { kind: "lang", given: lang.to_owned(), known }.into()
        })
    }
}

fn named(ledger: &Ledger, language: Language, phrases: Phrases) -> Words {
    let countries = ledger.countries.iter().map(|row| {
        let (name, article) = match language {
            Language::English => (&row.name_en, &row.article_en),
            Language::French => (&row.name_fr, &row.gender_fr),
        };
        (row.id, CountryName { name: name.clone(), article: article.clone(), whole: None })
    });
    let groups = viewer::groups().filter_map(|group| {
        let said = |part: &str| phrases.get(&format!("group.{group}.{part}")).map(str::to_owned);
        let name = CountryName { name: said("label")?, article: String::new(), whole: said("name") };
        Some((viewer::code(group)?, name))
    });
    let countries: Map<_, _> = countries.chain(groups).collect();
    let minerals = ledger.minerals.iter().map(|row| {
        let (name, plural) = match language {
            Language::English => (&row.name_en, row.number_en == "p"),
            Language::French => (&row.name_fr, row.gender_fr.ends_with('p')),
        };
        (row.id.clone(), MineralName { name: name.clone(), plural })
    });
    Words::new(language, phrases, countries, minerals.collect())
}
