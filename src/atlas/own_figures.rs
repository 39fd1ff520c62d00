//! A reader's own figures in an atlas: taken, refused with every fault in words, given up, and a template to begin with.

use serde::Serialize;

use super::choice::Choice;
use super::desk::Atlas;
use super::error::{ChoiceError, Error};
use crate::ledger::{Fault, MOST_BYTES, NoTable, OwnFigures, OwnKind};
use crate::supply;
use crate::terms::{Country, Map, Mineral, Reading, Tonnes, Year, plain};
use crate::wording::{Arg, Language, Words};

/// Faults that are said in full.
const TOLD: usize = 20;

/// What became of a reader's own table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Verdict {
    /// Whether its figures are in use.
    pub taken: bool,
    /// What became of it, in a sentence.
    pub said: String,
    /// What is wrong with it, one sentence a fault.
    pub faults: Vec<String>,
}

/// One kind of table that a reader may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OwnTable {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What its columns hold.
    pub columns: String,
}

/// The figures of each kind that a reader gave, and the facts without them.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    pub(super) figures: Map<OwnKind, OwnFigures>,
    pub(super) published: Option<crate::ledger::Ledger>,
    /// How many tables were given so far.
    pub(super) given: u32,
}

impl Atlas {
    /// The kinds of tables that a reader may give.
    ///
    /// # Errors
    /// [`Error::Choice`] for an unknown language.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let tables = atlas("antimony").own_tables("fr").unwrap();
    /// let ids: Vec<&str> = tables.iter().map(|table| table.id.as_str()).collect();
    /// assert_eq!(ids, ["production", "trade", "demand", "projects"]);
    /// assert!(tables[1].columns.contains("exportateur"));
    /// # }
    /// ```
    pub fn own_tables(&self, lang: &str) -> Result<Vec<OwnTable>, Error> {
        let words = self.words(lang)?;
        let table = |kind: OwnKind| OwnTable {
            id: kind.id().to_owned(),
            label: words.plain(&format!("bench.kind_{}", kind.id())),
            columns: words.say("bench.columns", &[("columns", columns(words, kind).into())]),
        };
        Ok(OwnKind::ALL.into_iter().map(table).collect())
    }

    /// What to say of a file of so many bytes before it is read; nothing where it can be.
    ///
    /// # Errors
    /// [`Error::Choice`] for an unknown language.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("antimony");
    /// assert_eq!(atlas.own_too_large("en", 4e6).unwrap(), None);
    /// let verdict = atlas.own_too_large("en", 50e6).unwrap().unwrap();
    /// assert!(!verdict.taken && verdict.faults[0].contains("larger than 5 MB"));
    /// # }
    /// ```
    pub fn own_too_large(&self, lang: &str, bytes: f64) -> Result<Option<Verdict>, Error> {
        let words = self.words(lang)?;
        let too_large = || refused(words, OwnKind::Trade, &[Fault::NoTable(NoTable::TooLarge)]);
        Ok((bytes > MOST_BYTES as f64).then(too_large))
    }

    /// Takes a reader's own table in place of what is published of the same minerals and years, and of the table of that
    /// kind that they gave before. One with a fault changes nothing.
    ///
    /// # Errors
    /// [`Error::Choice`] for an unknown language or kind; what is wrong with the table is no error, but a [`Verdict`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let mut atlas = atlas("natural_graphite");
    /// let table = b"mineral,year,exporter,importer,tonnes\nnatural-graphite,2024,CHN,CAN,50\n";
    /// assert!(atlas.take_own("en", "trade", table).unwrap().taken);
    /// assert!(atlas.has_own());
    /// // What is wrong is said row by row, and nothing changes.
    /// let table = b"mineral,year,exporter,importer,tonnes\nnatural-graphite,2024,CHN,CAN,much\n";
    /// let verdict = atlas.take_own("en", "trade", table).unwrap();
    /// assert!(!verdict.taken && verdict.faults[0].contains("much"));
    /// # }
    /// ```
    pub fn take_own(&mut self, lang: &str, kind: &str, bytes: &[u8]) -> Result<Verdict, Error> {
        let known = || OwnKind::ALL.iter().map(|kind| kind.id().to_owned()).collect();
        let kind = OwnKind::from_id(kind).ok_or_else(|| ChoiceError::Unknown {
            kind: "table",
            given: kind.to_owned(),
            known: known(),
        })?;
        let published = self.own.published.as_ref().unwrap_or(&self.ledger);
        let read = published.read_own(kind, bytes);
        let words = self.words(lang)?;
        match read {
            Ok(figures) => {
                let about = figures.about().into_iter().map(|(mineral, year)| {
                    let label = words.mineral_label(&mineral);
                    year.map_or_else(|| label.clone(), |year| format!("{label} {year}"))
                });
                let args = [
                    ("count", words.counted(figures.len())),
                    ("about", short(about.collect(), words).into()),
                ];
                let said = words.say(&format!("bench.taken_{}", kind.id()), &args);
                self.own.figures.insert(kind, figures);
                self.own.given += 1;
                self.settle_own();
                Ok(Verdict { taken: true, said, faults: Vec::new() })
            }
            Err(faults) => Ok(refused(words, kind, &faults)),
        }
    }

    /// Gives a reader's own figures up: what is published is back.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let mut atlas = atlas("natural_graphite");
    /// let choice = atlas.from_link("chart=supplier-bars&country=CAN").unwrap();
    /// let share = |atlas: &offtake::atlas::Atlas| {
    ///     let inputs = atlas.inputs(&choice).unwrap();
    ///     inputs.into_iter().find(|input| input.id == "metric.restricted-share").unwrap().text
    /// };
    /// let table = b"mineral,year,exporter,importer,tonnes\nnatural-graphite,2024,CHN,CAN,50\n";
    /// atlas.take_own("en", "trade", table).unwrap();
    /// assert_eq!(share(&atlas), "100%");
    /// atlas.drop_own();
    /// assert_eq!(share(&atlas), "35%");
    /// # }
    /// ```
    pub fn drop_own(&mut self) {
        self.own.figures = Map::new();
        if let Some(published) = self.own.published.take() {
            self.ledger = published;
        }
    }

    /// Whether figures of a reader's own are in use.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let mut atlas = atlas("natural_graphite");
    /// assert!(!atlas.has_own());
    /// let table = b"mineral,year,country,tonnes\nnatural-graphite,2024,CAN,20000\n";
    /// atlas.take_own("en", "production", table).unwrap();
    /// assert!(atlas.has_own());
    /// # }
    /// ```
    pub fn has_own(&self) -> bool {
        cfg!(feature = "bench") && self.own.published.is_some()
    }

    /// A table of a kind as a file: the header in a language, and what is published of a choice's mineral and year.
    ///
    /// # Errors
    /// As [`Atlas::draw`]; [`Error::Choice`] for an unknown kind.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// let choice = atlas.from_link("lang=fr&country=CAN").unwrap();
    /// let file = atlas.own_template("production", &choice).unwrap();
    /// // As French spreadsheets read it.
    /// assert!(file.starts_with("\u{feff}minéral;année;pays;tonnes\r\n"));
    /// assert!(file.contains("natural-graphite;2024;CAN;11700\r\n"));
    /// # }
    /// ```
    pub fn own_template(&self, kind: &str, choice: &Choice) -> Result<String, Error> {
        self.check(choice)?;
        let kind = OwnKind::from_id(kind).ok_or_else(|| ChoiceError::Unknown {
            kind: "table",
            given: kind.to_owned(),
            known: OwnKind::ALL.iter().map(|kind| kind.id().to_owned()).collect(),
        })?;
        let words = self.words(&choice.lang)?;
        let french = words.language() == Language::French;
        // As spreadsheets of that language read it.
        let separator = if french { ';' } else { ',' };
        let head = kind.columns().iter().map(|(name, of_french, _)| if french { of_french } else { name });
        let mut lines: Vec<Vec<String>> = vec![head.map(|name| (*name).to_owned()).collect()];
        lines.extend(self.published_rows(kind, choice, french));
        let cell = |text: &String| match text.contains([separator, '"', '\n']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text.clone(),
        };
        let line = |cells: &Vec<String>| {
            cells.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string()) + "\r\n"
        };
        Ok(format!("\u{feff}{}", lines.iter().map(line).collect::<String>()))
    }

    /// What is published of a choice's mineral and year; without anything, one row that shows the form, its figure a gap.
    fn published_rows(&self, kind: OwnKind, choice: &Choice, french: bool) -> Vec<Vec<String>> {
        let ledger = self.own.published.as_ref().unwrap_or(&self.ledger);
        let (mineral, year) = (Mineral::new(&choice.mineral), Year(choice.year));
        let number = |tonnes: Reading<Tonnes>| {
            let text = tonnes.known().map_or_else(String::new, |tonnes| plain(tonnes.0));
            if french { text.replace('.', ",") } else { text }
        };
        let of_year = |who: &str, tonnes| {
            vec![choice.mineral.clone(), year.to_string(), who.to_owned(), number(tonnes)]
        };
        let network = supply::network(ledger, &mineral, year, Country::CHINA);
        let mut rows: Vec<Vec<String>> = match kind {
            // Where only shares are published there are no tonnes to begin with.
            OwnKind::Production if network.shares_of.is_some() => Vec::new(),
            OwnKind::Production => {
                let named = network.output.iter().map(|(country, tonnes)| of_year(country.code(), *tonnes));
                let others = [("OTHER", network.other_output), ("WORLD", network.world_output)];
                let others = others.into_iter().filter(|(_, tonnes)| tonnes.known().is_some());
                named.chain(others.map(|(who, tonnes)| of_year(who, tonnes))).collect()
            }
            OwnKind::Trade => {
                let flows = network.trade.known().unwrap_or_default().into_iter();
                flows
                    .map(|flow| {
                        let mut row = of_year(flow.from.code(), Reading::Known(flow.tonnes));
                        row.insert(3, flow.to.code().to_owned());
                        row
                    })
                    .collect()
            }
            OwnKind::Demand => {
                let ours = ledger.demand.iter().filter(|row| row.mineral == mineral && row.year == year);
                ours.map(|row| of_year(row.country.code(), row.value)).collect()
            }
            OwnKind::Projects => {
                let projects = supply::projects(ledger, &mineral).into_iter();
                projects
                    .map(|project| {
                        let start = project.start.map_or_else(String::new, |start| start.to_string());
                        let (host, tonnes) = (project.host.code().to_owned(), number(project.tonnes));
                        vec![project.name, choice.mineral.clone(), host, tonnes, start, String::new()]
                    })
                    .collect()
            }
        };
        if rows.is_empty() {
            let mut row = of_year("CAN", Reading::NotReported);
            match kind {
                OwnKind::Trade => row.insert(2, "CHN".to_owned()),
                OwnKind::Projects => {
                    row = ["", &choice.mineral, "CAN", "", "2028", "JPN 30; CAN 40"]
                        .map(str::to_owned)
                        .to_vec();
                }
                _ => {}
            }
            rows.push(row);
        }
        rows
    }

    /// Puts the reader's own figures among what is published.
    pub(super) fn settle_own(&mut self) {
        if !cfg!(feature = "bench") || self.own.figures.is_empty() {
            return;
        }
        let published = match self.own.published.take() {
            Some(published) => published,
            None => self.ledger.clone(),
        };
        let mut all = OwnFigures::default();
        for figures in self.own.figures.values() {
            all.extend(figures);
        }
        self.ledger = published.with_own(&all);
        self.own.published = Some(published);
    }
}

/// A table that was not taken.
fn refused(words: &Words, kind: OwnKind, faults: &[Fault]) -> Verdict {
    let told: Vec<String> = faults.iter().take(TOLD).map(|fault| say(words, kind, fault)).collect();
    let more = faults.len() - told.len();
    let key = if more > 0 { "bench.refused_more" } else { "bench.refused" };
    let args = [("count", words.counted(faults.len())), ("more", words.counted(more))];
    Verdict { taken: false, said: words.say(key, &args), faults: told }
}

/// The columns of a kind in a language, those that may be missing in brackets.
fn columns(words: &Words, kind: OwnKind) -> String {
    let french = words.language() == Language::French;
    let name = |(name, of_french, may_miss): &(&str, &str, bool)| {
        let name = if french { of_french } else { name };
        if *may_miss { format!("({name})") } else { (*name).to_owned() }
    };
    kind.columns().iter().map(name).collect::<Vec<_>>().join(", ")
}

/// A list that stays a line.
fn short(mut list: Vec<String>, words: &Words) -> String {
    const MOST: usize = 4;
    let more = list.len().saturating_sub(MOST);
    list.truncate(MOST);
    let all = list.join(", ");
    if more == 0 {
        all
    } else {
        words.say("bench.and_more", &[("list", all.into()), ("count", words.counted(more))])
    }
}

/// A fault as a sentence: where, what was found, what is expected.
fn say(words: &Words, kind: OwnKind, fault: &Fault) -> String {
    let number = |number: usize| Arg::from(words.count(number));
    match fault {
        Fault::NoTable(NoTable::TooLarge) => {
            words.say("bench.fault_large", &[("most", number(MOST_BYTES / 1_000_000))])
        }
        Fault::NoTable(NoTable::Empty) => words.plain("bench.fault_empty"),
        Fault::NoTable(NoTable::Workbook) => words.plain("bench.fault_workbook"),
        Fault::NoTable(NoTable::Binary) => words.plain("bench.fault_binary"),
        Fault::NoRows => words.plain("bench.fault_no_rows"),
        Fault::TooManyRows { found, most } => {
            words.say("bench.fault_rows", &[("found", number(*found)), ("most", number(*most))])
        }
        Fault::Columns { column, times, found } => {
            let french = words.language() == Language::French;
            let named = kind.columns().iter().find(|(name, ..)| name == column);
            let named = named.map_or(*column, |(name, of_french, _)| if french { of_french } else { name });
            let key = if *times == 0 { "bench.fault_column" } else { "bench.fault_column_twice" };
            let args = [
                ("column", named.into()),
                ("found", clipped(&found.join(", ")).into()),
                ("columns", columns(words, kind).into()),
            ];
            words.say(key, &args)
        }
        Fault::Stranger { column } => words.say(
            "bench.fault_stranger",
            &[("column", clipped(column).into()), ("columns", columns(words, kind).into())],
        ),
        Fault::Width { row, found, expected } => words.say(
            "bench.fault_width",
            &[("row", number(*row)), ("found", words.counted(*found)), ("expected", number(*expected))],
        ),
        Fault::Cell { row, column, found, wanted } => {
            let key = if found.is_empty() { "bench.fault_cell_empty" } else { "bench.fault_cell" };
            let wanted = words.plain(&format!("bench.wanted_{}", wanted.id()));
            let args = [
                ("row", number(*row)),
                ("column", clipped(column).into()),
                ("found", clipped(found).into()),
                ("wanted", wanted.into()),
            ];
            words.say(key, &args)
        }
        Fault::Twice { row, before } => {
            words.say("bench.fault_twice", &[("row", number(*row)), ("before", number(*before))])
        }
    }
}

/// What stood in a cell, short enough for a sentence.
fn clipped(text: &str) -> String {
    const MOST: usize = 60;
    let flat: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if flat.chars().count() <= MOST { flat } else { flat.chars().take(MOST).collect::<String>() + "…" }
}
