use crate::terms::{Map, Order};

use super::catalogue::{Catalogue, Entry};
use super::choice::Choice;
use super::error::{ChoiceError, Error};
use super::subject::{self, OWN};
use super::{held, link, viewer};
use crate::charts::{self, Chart, Frame, Picture, Subject};
use crate::geo::Borders;
use crate::ledger::{DataError, Ledger, Table, unpack};
use crate::terms::{Mineral, Year};
use crate::wording::{Arg, CountryName, Language, MineralName, Phrases, Words};
use crate::{allocation, metrics};

/// What a link means when it names nothing.
const DEFAULT_CHART: &str = "dependency-map";
pub(super) const DEFAULT_MINERAL: &str = "natural-graphite";
const DEFAULT_COUNTRY: &str = "CAN";
const DEFAULT_ALLIES: &str = "g7";
const DEFAULT_RULE: &str = "proportional";
const DEFAULT_STOP: f64 = 50.0;
/// More than the world mines of anything here but iron: a typing error, not a plant.
const MOST_TONNES: f64 = 1e9;

/// The facts, the borders and the words of one page.
pub struct Atlas {
    pub(super) ledger: Ledger,
    borders: Borders,
    pub(super) words: Map<Language, Words>,
}

impl Atlas {
    /// Opens the packed facts that every page needs, and borders. Words and each mineral's own facts are
    /// [added](Atlas::add) when they are [needed](Atlas::needs).
    ///
    /// # Errors
    /// [`Error::Data`] or [`Error::Borders`] when either is cut short, altered or of another version.
    pub fn open(facts: &[u8], borders: &[u8]) -> Result<Atlas, Error> {
        Ok(Atlas {
            ledger: Ledger::from_tables(&unpack(facts)?)?,
            borders: Borders::open(borders)?,
            words: Map::new(),
        })
    }

    /// Opens tables of text, as a program with a file system has them; every language is there.
    ///
    /// # Errors
    /// [`Error::Data`] naming table, row and column; [`Error::Borders`].
    pub fn from_tables(tables: &[Table], borders: &[u8]) -> Result<Atlas, Error> {
        let ledger = Ledger::from_tables(tables)?;
        let borders = Borders::open(borders)?;
        let mut atlas = Atlas { ledger, borders, words: Map::new() };
        for language in Language::ALL {
            atlas.speak(language, Phrases::of(language));
        }
        Ok(atlas)
    }

    /// Everything that can be asked for, labelled in a language.
    ///
    /// # Errors
    /// [`Error::Choice`] for an unknown language.
    pub fn catalogue(&self, lang: &str) -> Result<Catalogue, Error> {
        let words = self.words(lang)?;
        let by_label = |mut entries: Vec<Entry>| {
            entries
                .order_by(|a, b| sortable(&a.label).cmp(&sortable(&b.label)).then_with(|| a.id.cmp(&b.id)));
            entries
        };
        let mut projects: Vec<Entry> = Vec::new();
        for row in &self.ledger.minerals {
            for deal in subject::deals(&self.ledger, &row.id) {
                projects.push(Entry::new(deal.id.clone(), deal.project.clone()).with_note(row.id.slug()));
            }
        }
        Ok(Catalogue {
            charts: charts::ALL
                .iter()
                .map(|chart| Entry::new(chart.id, words.plain(&format!("chart.{}.name", chart.id))))
                .collect(),
            languages: Language::ALL.iter().map(|known| Entry::new(known.id(), known.own_name())).collect(),
            minerals: by_label(
                self.ledger
                    .minerals
                    .iter()
                    .map(|row| Entry::new(row.id.slug(), words.mineral_label(&row.id)))
                    .collect(),
            ),
            countries: by_label(
                self.ledger
                    .countries
                    .iter()
                    .map(|row| Entry::new(row.id.code(), words.country(row.id)))
                    .collect(),
            ),
            groups: viewer::groups()
                .map(|group| Entry::new(group, words.plain(&format!("group.{group}.label"))))
                .collect(),
            years: self.years().iter().map(|year| Entry::new(year.to_string(), year.to_string())).collect(),
            rules: allocation::ALL
                .iter()
                .map(|rule| {
                    Entry::new(rule.id, words.plain(&format!("rule.{}.name", rule.id)))
                        .with_note(words.plain(&format!("rule.{}.note", rule.id)))
                })
                .collect(),
            allies: self
                .groups()
                .into_iter()
                .map(|group| {
                    let label = words.plain(&format!("group.{group}.label"));
                    Entry::new(group, label)
                })
                .collect(),
            measures: metrics::ALL
                .iter()
                .map(|metric| Entry::new(metric.id, words.plain(&format!("metric.{}.name", metric.id))))
                .collect(),
            projects,
        })
    }

    /// The choice that a query means. What it leaves out gets the default, which may depend on the mineral; keys that
    /// we do not know are ignored.
    ///
    /// # Errors
    /// [`Error::Choice`] naming the parameter, what was given and what is known.
    pub fn from_link(&self, query: &str) -> Result<Choice, Error> {
        let pairs = link::pairs(query);
        let given =
            |key: &str| pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.clone());
        let text = |key: &str, default: &str| given(key).unwrap_or_else(|| default.to_owned());
        let mut choice = Choice {
            chart: text("chart", DEFAULT_CHART),
            lang: text("lang", Language::English.id()),
            mineral: text("mineral", DEFAULT_MINERAL),
            country: text("country", DEFAULT_COUNTRY),
            year: self.default_year().0,
            stop: DEFAULT_STOP,
            rule: text("rule", DEFAULT_RULE),
            allies: String::new(),
            project: String::new(),
            tonnes: 0.0,
            market: String::new(),
            measure: String::new(),
        };
        choice.country =
            viewer::group(&choice.country).map_or_else(|| choice.country.to_ascii_uppercase(), str::to_owned);
        choice.allies = text("allies", usual_allies(&choice.country));
        if let Some(year) = given("year") {
            choice.year = year.parse().map_err(|_| self.unknown_year(&year))?;
        }
        if let Some(stop) = given("stop") {
            choice.stop = number("stop", &stop, 100.0)?;
        }
        self.check_mineral(&choice.mineral)?;
        self.check_held(&choice)?;
        if !self.groups().contains(&choice.allies) {
            return Err(
                ChoiceError::Unknown { kind: "allies", given: choice.allies, known: self.groups() }.into()
            );
        }
        self.fill_in(&mut choice, given("project"));
        if let Some(tonnes) = given("tonnes") {
            choice.tonnes = number("tonnes", &tonnes, MOST_TONNES)?;
        }
        if let Some(market) = given("market") {
            choice.market = market.to_ascii_uppercase();
        }
        if let Some(measure) = given("measure") {
            choice.measure = measure;
        }
        self.check(&choice)?;
        Ok(choice)
    }

    /// The shortest query that [`Atlas::from_link`] turns back into this choice, without chart and language, which
    /// stand in the path: `""`, or `?mineral=gallium&stop=80`.
    pub fn link(&self, choice: &Choice) -> String {
        let mut plain = choice.clone();
        self.fill_in(&mut plain, None);
        let default_project = plain.project.clone();
        self.fill_in(&mut plain, Some(choice.project.clone()));
        let year = self.default_year().to_string();
        let differing = [
            ("mineral", choice.mineral.clone(), DEFAULT_MINERAL.to_owned()),
            ("country", choice.country.clone(), DEFAULT_COUNTRY.to_owned()),
            ("year", choice.year.to_string(), year),
            ("stop", choice.stop.to_string(), DEFAULT_STOP.to_string()),
            ("rule", choice.rule.clone(), DEFAULT_RULE.to_owned()),
            ("allies", choice.allies.clone(), usual_allies(&choice.country).to_owned()),
            ("project", choice.project.clone(), default_project),
            ("tonnes", choice.tonnes.to_string(), plain.tonnes.to_string()),
            ("market", choice.market.clone(), plain.market),
            ("measure", choice.measure.clone(), plain.measure),
        ];
        let pairs: Vec<(&str, String)> = differing
            .into_iter()
            .filter(|(_, is, usual)| is != usual)
            .map(|(key, is, _)| (key, is))
            .collect();
        link::query(&pairs)
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
        let settled = subject::settle(&self.ledger, choice, chart)?;
        let subject = Subject {
            network: &settled.network,
            viewer: settled.viewer,
            viewers: &settled.viewers,
            metric: settled.metric,
            group: &choice.allies,
            allies: &settled.allies,
            cut: settled.cut,
            rule: settled.rule,
            project: &settled.project,
            assumed: settled.assumed,
            uncomputed: settled.uncomputed,
            answer: &settled.answer,
            one_market: &settled.one_market,
            bands: (&settled.bands, settled.draws),
            every_rule: &settled.every_rule,
            pipeline: settled.pipeline.as_ref(),
            controls: &settled.controls,
            uses: &settled.uses,
            borders: &self.borders,
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
                    ("low", low.to_string().into()),
                    ("high", high.to_string().into()),
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

    fn words(&self, lang: &str) -> Result<&Words, Error> {
        if let Some(missing) = Language::from_id(lang).filter(|language| !self.words.contains_key(language)) {
            return Err(DataError::NotHeld(held::words_file(missing)).into());
        }
        let known = Language::from_id(lang).and_then(|language| self.words.get(&language));
        known.ok_or_else(|| {
            let known = Language::ALL.iter().map(|language| language.id().to_owned()).collect();
            ChoiceError::Unknown { kind: "lang", given: lang.to_owned(), known }.into()
        })
    }

    /// Sets what follows from mineral, year and allies: project (unless given), tonnes, market, measure.
    fn fill_in(&self, choice: &mut Choice, project: Option<String>) {
        let mineral = Mineral::new(&choice.mineral);
        let deals = subject::deals(&self.ledger, &mineral);
        choice.project =
            project.unwrap_or_else(|| deals.first().map_or(OWN.to_owned(), |deal| deal.id.clone()));
        let deal = deals.into_iter().find(|deal| deal.id == choice.project);
        choice.tonnes = match deal.and_then(|deal| deal.capacity.known()) {
            Some(tonnes) => tonnes.0,
            None => subject::assumed_tonnes(&self.ledger, &mineral, Year(choice.year), &choice.allies),
        };
        choice.market = subject::market(&self.ledger, deal).code().to_owned();
        let traded = self.ledger.products.iter().any(|product| product.mineral == mineral && product.used);
        choice.measure = if traded { "restricted-share" } else { "output-share" }.to_owned();
    }

    pub(super) fn check(&self, choice: &Choice) -> Result<(), Error> {
        let unknown = |kind: &'static str, given: &str, known: Vec<String>| -> Result<(), Error> {
            if known.iter().any(|id| id == given) {
                return Ok(());
            }
            Err(ChoiceError::Unknown { kind, given: given.to_owned(), known }.into())
        };
        self.words(&choice.lang)?;
        subject::one_of("chart", &choice.chart, charts::ALL, |chart| chart.id)?;
        self.check_mineral(&choice.mineral)?;
        self.check_held(choice)?;
        let countries: Vec<String> =
            self.ledger.countries.iter().map(|row| row.id.code().to_owned()).collect();
        unknown("market", &choice.market, countries.clone())?;
        let groups = viewer::groups().map(str::to_owned);
        unknown("country", &choice.country, countries.into_iter().chain(groups).collect())?;
        if !self.years().contains(&Year(choice.year)) {
            return Err(self.unknown_year(&choice.year.to_string()).into());
        }
        unknown("allies", &choice.allies, self.groups())?;
        subject::one_of("rule", &choice.rule, allocation::ALL, |rule| rule.id)?;
        subject::one_of("measure", &choice.measure, metrics::ALL, |metric| metric.id)?;
        let deals = subject::deals(&self.ledger, &Mineral::new(&choice.mineral));
        let projects = deals.iter().map(|deal| deal.id.clone()).chain([OWN.to_owned()]).collect();
        unknown("project", &choice.project, projects)?;
        number("stop", &choice.stop.to_string(), 100.0)?;
        number("tonnes", &choice.tonnes.to_string(), MOST_TONNES)?;
        Ok(())
    }

    pub(super) fn check_mineral(&self, slug: &str) -> Result<(), Error> {
        let known: Vec<String> = self.ledger.minerals.iter().map(|row| row.id.slug()).collect();
        if known.iter().any(|id| id == slug) {
            return Ok(());
        }
        Err(ChoiceError::Unknown { kind: "mineral", given: slug.to_owned(), known }.into())
    }

    fn unknown_year(&self, given: &str) -> ChoiceError {
        let known = self.years().iter().map(Year::to_string).collect();
        ChoiceError::Unknown { kind: "year", given: given.to_owned(), known }
    }

    /// Years with production or trade, oldest first.
    fn years(&self) -> Vec<Year> {
        let mut years: Vec<Year> = self.ledger.years.iter().map(|row| row.year).collect();
        years.order();
        years.dedup();
        years
    }

    /// The newest year with trade: production runs a year ahead, as an estimate.
    pub(super) fn default_year(&self) -> Year {
        let traded = self.ledger.years.iter().filter(|row| row.traded);
        traded.map(|row| row.year).max().unwrap_or(Year(2024))
    }

    /// Groups in the order of the menus: the smallest first. One country alone shares with nobody.
    fn groups(&self) -> Vec<String> {
        let mut sizes: Map<&str, usize> = Map::new();
        for row in &self.ledger.groups {
            *sizes.entry(&row.group).or_default() += 1;
        }
        let mut groups: Vec<(usize, String)> = sizes
            .into_iter()
            .filter(|(_, size)| *size > 1)
            .map(|(group, size)| (size, group.to_owned()))
            .collect();
        groups.order();
        groups.into_iter().map(|(_, group)| group).collect()
    }
}

fn number(kind: &'static str, given: &str, high: f64) -> Result<f64, ChoiceError> {
    match given.parse::<f64>() {
        Ok(value) if (0.0..=high).contains(&value) => Ok(value),
        _ => Err(ChoiceError::Number { kind, given: given.to_owned(), low: 0.0, high }),
    }
}

/// The group that shares, where a link names none: the reader's own, if they are one.
fn usual_allies(country: &str) -> &str {
    viewer::group(country).unwrap_or(DEFAULT_ALLIES)
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

/// A label for sorting: accents off, so that Égypte stands under E.
fn sortable(label: &str) -> String {
    label
        .to_ascii_lowercase()
        .chars()
        .map(|letter| match letter {
            'à' | 'â' | 'å' | 'À' | 'Â' | 'Å' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
            'î' | 'ï' | 'Î' | 'Ï' => 'i',
            'ô' | 'ö' | 'Ô' | 'Ö' => 'o',
            'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => 'u',
            'ç' | 'Ç' => 'c',
            other => other,
        })
        .collect()
}
