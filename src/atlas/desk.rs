//! The facts, the borders and the words of one page: opened, spoken and drawn.

use super::choice::Choice;
use super::error::{ChoiceError, Error};
use super::own_figures::Own;
use super::sureness::Chances;
use super::{held, subject, viewer};
use crate::allocation::ClaimsError;
use crate::charts::{self, Chart, Frame, Picture, Subject};
use crate::geo::Borders;
use crate::ledger::{DataError, Ledger, Table, unpack};
use crate::scenario::ScenarioError;
use crate::scene::Window;
use crate::terms::{Map, Share, Tonnes, plain};
use crate::wording::{Arg, CountryName, Language, MineralName, Phrases, Words};

/// For charts that show none.
static NO_BORDERS: Borders = Borders { outlines: Vec::new() };

/// The facts, the borders and the words of one page.
pub struct Atlas {
    pub(super) ledger: Ledger,
    /// Of a map; until one is asked for there may be none.
    pub(super) borders: Option<Borders>,
    pub(super) words: Map<Language, Words>,
    pub(super) own: Own,
}

impl Atlas {
    /// Opens the packed facts that every page needs, and borders. Words and each mineral's own facts are
    /// [added](Atlas::add) when they are [needed](Atlas::needs); borders too, where no bytes are given for them.
    ///
    /// # Errors
    /// [`Error::Data`] or [`Error::Borders`] when either is cut short, altered or of another version.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::Atlas;
    /// use offtake::ledger::packed;
    /// let facts = packed(&tables("antimony")).unwrap();
    /// let atlas = Atlas::open(&facts.base, &[]).unwrap();
    /// assert_eq!(atlas.needs("mineral=antimony").as_deref(), Some("words-en"), "what to fetch and add next");
    /// assert_eq!(Atlas::open(&facts.base[1..], &[]).err().unwrap().code(), "data");
    /// # }
    /// ```
    pub fn open(facts: &[u8], borders: &[u8]) -> Result<Atlas, Error> {
        Ok(Atlas {
            ledger: Ledger::from_tables(&unpack(facts)?)?,
            borders: if borders.is_empty() { None } else { Some(Borders::open(borders)?) },
            words: Map::new(),
            own: Own::default(),
        })
    }

    /// Opens tables of text, as a program with a file system has them; every language is there.
    ///
    /// # Errors
    /// [`Error::Data`] naming table, row and column; [`Error::Borders`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::Atlas;
    /// use offtake::geo::close;
    /// let mut tables = tables("antimony");
    /// let atlas = Atlas::from_tables(&tables, &close(&[])).unwrap();
    /// assert_eq!(atlas.needs("mineral=antimony&lang=fr"), None, "all is here");
    /// tables.retain(|table| table.name != "trade");
    /// let error = Atlas::from_tables(&tables, &close(&[])).err().unwrap();
    /// assert!(error.to_string().contains("trade"));
    /// # }
    /// ```
    pub fn from_tables(tables: &[Table], borders: &[u8]) -> Result<Atlas, Error> {
        let ledger = Ledger::from_tables(tables)?;
        let borders = Some(Borders::open(borders)?);
        let mut atlas = Atlas { ledger, borders, words: Map::new(), own: Own::default() };
        for language in Language::ALL {
            atlas.speak(language, Phrases::of(language));
        }
        Ok(atlas)
    }

    /// Draws a choice.
    ///
    /// # Errors
    /// [`Error::Choice`] for an unknown id; [`Error::Claims`] for a scenario that cannot be computed.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::{Frame, TableRuler, Theme};
    /// let atlas = atlas("natural_graphite");
    /// let choice = atlas.from_link("chart=dependency-map&country=JPN").unwrap();
    /// let frame = Frame { width: 640.0, theme: &Theme::LIGHT, ruler: &TableRuler };
    /// let picture = atlas.draw(&choice, &frame).unwrap();
    /// assert_eq!(picture.title, "Japan gets 89% of its imports of natural graphite from China.");
    /// assert!(picture.table.rows.iter().any(|row| row[0] == "Japan"));
    /// # }
    /// ```
    pub fn draw(&self, choice: &Choice, frame: &Frame<'_>) -> Result<Picture, Error> {
        self.draw_with(choice, frame, Chances::Here)
    }

    /// Draws a choice with draws that were made elsewhere, or are still to come.
    ///
    /// # Errors
    /// As for [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::{Chances, Frame, TableRuler, Theme};
    /// let atlas = atlas("permanent_magnets");
    /// let choice = atlas.from_link("chart=who-gets-it&mineral=permanent-magnets").unwrap();
    /// let frame = Frame { width: 640.0, theme: &Theme::LIGHT, ruler: &TableRuler };
    /// let (now, whole) = (atlas.draw_with(&choice, &frame, Chances::Later).unwrap(), atlas.draw(&choice, &frame).unwrap());
    /// assert!(now.scene.marks.len() < whole.scene.marks.len(), "no bands yet");
    /// let drawn = atlas.chances(&choice).unwrap();
    /// assert_eq!(atlas.draw_with(&choice, &frame, Chances::Given(&drawn)).unwrap(), whole);
    /// # }
    /// ```
    pub fn draw_with(
        &self,
        choice: &Choice,
        frame: &Frame<'_>,
        chances: Chances<'_>,
    ) -> Result<Picture, Error> {
        self.draw_through(choice, frame, chances, Window::WHOLE)
    }

    /// Draws a choice as it is seen through a window, if the chart has one.
    ///
    /// # Errors
    /// As for [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::{Chances, Frame, TableRuler, Theme, Window};
    /// let atlas = atlas("natural_graphite");
    /// let choice = atlas.from_link("chart=dependency-map").unwrap();
    /// let frame = Frame { width: 640.0, theme: &Theme::LIGHT, ruler: &TableRuler };
    /// let near = Window { x: 0.5, y: 0.3, zoom: 4.0 };
    /// let (europe, world) =
    ///     (atlas.draw_through(&choice, &frame, Chances::Here, near).unwrap(), atlas.draw(&choice, &frame).unwrap());
    /// assert_eq!((&europe.title, &europe.table), (&world.title, &world.table), "the same figures");
    /// assert_ne!(europe.scene.marks, world.scene.marks);
    /// # }
    /// ```
    pub fn draw_through(
        &self,
        choice: &Choice,
        frame: &Frame<'_>,
        chances: Chances<'_>,
        window: Window,
    ) -> Result<Picture, Error> {
        let mut picture = None;
        self.draw_each(choice, chances, window, &mut |subject, chart| {
            picture = Some(self.sourced((chart.draw)(subject, frame)));
        })?;
        // Settled without an error, so it was drawn.
        picture.ok_or_else(|| DataError::MissingTable("pictures".to_owned()).into())
    }

    /// Draws a choice on several frames; what it says is computed once.
    ///
    /// # Errors
    /// As for [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::{Frame, TableRuler, Theme};
    /// let atlas = atlas("natural_graphite");
    /// let choice = atlas.from_link("chart=supplier-bars").unwrap();
    /// let frames = [320.0, 1280.0].map(|width| Frame { width, theme: &Theme::DARK, ruler: &TableRuler });
    /// let pictures = atlas.draw_at(&choice, &frames).unwrap();
    /// assert_eq!([pictures[0].scene.width, pictures[1].scene.width], [320.0, 1280.0]);
    /// assert_eq!(pictures[0], atlas.draw(&choice, &frames[0]).unwrap());
    /// # }
    /// ```
    pub fn draw_at(&self, choice: &Choice, frames: &[Frame<'_>]) -> Result<Vec<Picture>, Error> {
        let mut pictures = Vec::new();
        self.draw_each(choice, Chances::Here, Window::WHOLE, &mut |subject, chart| {
            pictures.extend(frames.iter().map(|frame| self.sourced((chart.draw)(subject, frame))));
        })?;
        Ok(pictures)
    }

    /// A picture with figures of the reader's own leads to no published rows.
    fn sourced(&self, mut picture: Picture) -> Picture {
        if self.has_own() {
            picture.table.behind.fill(None);
            picture.table.all_behind = None;
        }
        picture
    }

    fn draw_each(
        &self,
        choice: &Choice,
        chances: Chances<'_>,
        window: Window,
        draw: &mut dyn FnMut(&Subject<'_>, &Chart),
    ) -> Result<(), Error> {
        self.check(choice)?;
        let chart = subject::one_of("chart", &choice.chart, charts::ALL, |chart| chart.id)?;
        let settled = subject::settle(&self.ledger, choice, chart, chances)?;
        let divided = &settled.divided;
        let subject = Subject {
            network: &settled.network,
            viewer: settled.viewer,
            viewers: &settled.viewers,
            metric: settled.metric,
            window: window.sound(),
            group: &settled.group,
            allies: &settled.allies,
            cut: settled.cut,
            relief: settled.relief,
            rule: divided.rule,
            project: &divided.project,
            terms: divided.terms,
            by: settled.by,
            assumed: divided.assumed,
            uncomputed: divided.uncomputed,
            answer: &divided.answer,
            one_market: &divided.one_market,
            bands: &divided.bands,
            judged: divided.judged.as_ref(),
            missing: divided.missing,
            every_rule: &divided.every_rule,
            pipeline: divided.pipeline.as_ref(),
            controls: &settled.controls,
            uses: &settled.uses,
            other_stage: settled.other_stage.as_ref(),
            history: settled.history.as_ref(),
            rows_by: settled.rows_by,
            columns_by: settled.columns_by.as_ref(),
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
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// assert_eq!(atlas.say("fr", "chart.trend.name"), "Le commerce dans le temps");
    /// assert_eq!(atlas.say("fr", "chart.pie.name"), "⟨chart.pie.name⟩");
    /// # }
    /// ```
    pub fn say(&self, lang: &str, key: &str) -> String {
        self.words(lang).map_or_else(|_| format!("⟨{key}⟩"), |words| words.plain(key))
    }

    /// An error as a sentence for the reader. A language that is not here gets another one.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// let error = atlas.from_link("mineral=unobtainium").unwrap_err();
    /// assert!(atlas.explain("en", &error).contains("unobtainium"));
    /// assert!(atlas.explain("fr", &error).contains("minéral inconnu"));
    /// # }
    /// ```
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
            Error::Choice(ChoiceError::Form { kind, given, example }) => words.say(
                &format!("error.form.{kind}"),
                &[("given", given.as_str().into()), ("example", (*example).into())],
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
            Error::Data(DataError::NotHeld(file)) => {
                words.say("error.not_held", &[("file", file.as_str().into())])
            }
            Error::Data(_) | Error::Borders(_) => words.plain("error.data"),
            Error::Claims(inner) => {
                words.say("error.claims", &[("what", scenario_words(words, inner).into())])
            }
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

/// What is wrong with a scenario and the remedy, in the reader's language where it is one that a page can be asked.
fn scenario_words(words: &Words, error: &ScenarioError) -> String {
    let part = |part: f64| -> Arg { words.percent(Share(part)).into() };
    let tonnes = |tonnes: f64| -> Arg { words.tonnes(Tonnes(tonnes)).into() };
    match error {
        ScenarioError::NoProjects => words.plain("error.no_projects"),
        ScenarioError::NoBuyer(project) => {
            words.say("error.no_buyer", &[("project", project.as_str().into())])
        }
        ScenarioError::CapBelowContract { project, ally, cap, contract } => words.say(
            "error.cap_below_contract",
            &[
                ("project", project.as_str().into()),
                ("ally", ally.as_str().into()),
                ("cap", tonnes(*cap)),
                ("contract", tonnes(*contract)),
            ],
        ),
        ScenarioError::BadAmount { name, amount } => words
            .say("error.bad_amount", &[("name", name.as_str().into()), ("amount", plain(*amount).into())]),
        ScenarioError::Claims(ClaimsError::BadClaim { claimant, tonnes }) => words.say(
            "error.bad_amount",
            &[("name", words.country(*claimant).into()), ("amount", plain(*tonnes).into())],
        ),
        ScenarioError::Claims(ClaimsError::NoMarket) => words.plain("error.no_market"),
        ScenarioError::Overcommitted { project, sum, party } => words.say(
            "error.overcommitted",
            &[("project", project.as_str().into()), ("sum", part(*sum)), ("who", party.as_str().into())],
        ),
        ScenarioError::Overowned { project, sum, largest } => words.say(
            "error.overowned",
            &[
                ("project", project.as_str().into()),
                ("sum", part(*sum)),
                ("who", words.country(*largest).into()),
            ],
        ),
        other => other.to_string(),
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
