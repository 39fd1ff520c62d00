//! What the workbench shows: one scenario or two side by side in one link, and one change to either.

use serde::Serialize;

use super::allies::Allies;
use super::catalogue::{Entry, by_label};
use super::choice::{self, Choice};
use super::desk::Atlas;
use super::error::Error;
use super::own_project::OwnProject;
use super::projects;
use super::subject;
use super::{link, short, viewer};
use crate::terms::{Country, Mineral, plain};
use crate::{allocation, charts, metrics};

/// Pairs of the first scenario and of the second.
type Parted = (Vec<(String, String)>, Vec<(String, String)>);

/// What the parameters of the second scenario begin with: it has those of the first but for these.
const SECOND: &str = "b.";
/// Says that there is a second scenario, where it says nothing else.
const BOTH: (&str, &str) = ("b", "same");
/// The chart in which every control of the workbench can be seen to matter.
const CHART: &str = "who-gets-it";
/// What follows from the mineral, from the project.
const OF_MINERAL: [&str; 6] = ["project", "own", "tonnes", "market", "measure", "columns"];
const OF_PROJECT: [&str; 3] = ["own", "tonnes", "market"];

/// One scenario, or two to compare.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Views {
    /// The first.
    pub first: Choice,
    /// The second, beside it.
    pub second: Option<Choice>,
    /// The shortest query that means them, without language.
    pub link: String,
}

/// What the controls of one scenario show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Controls {
    /// Value by name of control.
    pub values: Vec<(String, String)>,
    /// The group's countries, and those that joined it: `note` is `in` or `out`.
    pub allies: Vec<Entry>,
    /// Projects of the mineral with published tonnes, and the reader's own.
    pub projects: Vec<Entry>,
    /// Years with figures.
    pub years: Vec<Entry>,
    /// What the rule does.
    pub rule: String,
    /// What a price floor costs at the price, or that none is on the mineral.
    pub floor: String,
    /// Whether a price matters here.
    pub priced: bool,
}

impl Atlas {
    /// The scenarios that a query of the workbench means.
    ///
    /// # Errors
    /// As [`Atlas::from_link`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let views = atlas("natural_graphite").views("?stop=80&b.rule=talmud").unwrap();
    /// let second = views.second.unwrap();
    /// assert_eq!((views.first.rule.as_str(), second.rule.as_str()), ("proportional", "talmud"));
    /// assert_eq!(second.stop, 80.0, "the second is as the first but for what is said of it");
    /// assert_eq!(views.link, "?stop=80&b.rule=talmud");
    /// # }
    /// ```
    pub fn views(&self, query: &str) -> Result<Views, Error> {
        let (own, others) = self.parted(query)?;
        let first = self.from_link(&joined(&own))?;
        let second = match others.is_empty() {
            true => None,
            false => Some(self.from_link(&joined(&self.beside(&first, others)))?),
        };
        let link = self.views_link(&first, second.as_ref());
        Ok(Views { first, second, link })
    }

    /// The next file that a query of the workbench needs, as [`Atlas::needs`] says it.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::{Atlas, packed_words};
    /// use offtake::ledger::packed;
    /// let facts = packed(&tables("antimony")).unwrap();
    /// let mut atlas = Atlas::open(&facts.base, &[]).unwrap();
    /// for (id, bytes) in packed_words().iter().chain(facts.minerals.iter().filter(|(id, _)| id == "antimony")) {
    ///     atlas.add(id, bytes).unwrap();
    /// }
    /// assert_eq!(atlas.views_need("?mineral=antimony"), None);
    /// assert_eq!(atlas.views_need("?mineral=antimony&b.mineral=gallium").as_deref(), Some("gallium"));
    /// # }
    /// ```
    pub fn views_need(&self, query: &str) -> Option<String> {
        let Ok((own, others)) = self.parted(query) else { return None };
        let second = || {
            let both = own.iter().cloned().chain(others.iter().cloned()).collect::<Vec<_>>();
            self.needs(&joined(&both))
        };
        self.needs(&joined(&own)).or_else(second)
    }

    /// The shortest query that [`Atlas::views`] turns back into these scenarios.
    fn views_link(&self, first: &Choice, second: Option<&Choice>) -> String {
        let mut pairs = self.said(first);
        if let Some(second) = second {
            let mut differing: Vec<(String, String)> = Vec::new();
            // What differs may change what is usual for the rest: the mineral first, then the project.
            for key in ["mineral", "country", "project", ""] {
                let usual = self.from_link(&joined(&self.beside(first, differing.clone())));
                let usual = usual.map_or_else(|_| Vec::new(), |usual| all(&usual));
                for ((name, value), (_, usual)) in all(second).into_iter().zip(usual) {
                    let due = key.is_empty() || key == name;
                    if due && value != usual && !differing.iter().any(|(known, _)| known == name) {
                        differing.push((name.to_owned(), value));
                    }
                }
            }
            if differing.is_empty() {
                pairs.push((BOTH.0.to_owned(), BOTH.1.to_owned()));
            }
            pairs.extend(differing.into_iter().map(|(key, value)| (format!("{SECOND}{key}"), value)));
        }
        let plain = joined(&pairs);
        if plain.len() <= short::LONGEST {
            return plain;
        }
        short::pack(&pairs, SECOND).map_or(plain, |packed| format!("?{}={packed}", short::KEY))
    }

    /// The link after one change to the first or the second scenario. Beside the parameters of a link, names are `with` and
    /// `without` for one ally, `own.name`, `own.host`, `own.start`, `own.parts` for the reader's project, and `compare` for
    /// a second scenario, `yes` or `no`.
    ///
    /// # Errors
    /// As [`Atlas::from_link`], for a value that makes no sense.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// assert_eq!(atlas.change("?stop=80", false, "without", "USA").unwrap(), "?stop=80&allies=g7.-USA");
    /// assert_eq!(atlas.change("?stop=80", true, "rule", "talmud").unwrap(), "?stop=80&b.rule=talmud");
    /// assert_eq!(atlas.change("?stop=80&b.rule=talmud", false, "compare", "no").unwrap(), "?stop=80");
    /// assert!(atlas.change("", false, "stop", "200").is_err());
    /// # }
    /// ```
    pub fn change(&self, query: &str, second: bool, name: &str, value: &str) -> Result<String, Error> {
        let mut views = self.views(query)?;
        if name == "compare" {
            let second = Some(&views.first).filter(|_| value == "yes");
            return Ok(self.views_link(&views.first, second));
        }
        let old = if second { views.second.as_ref().unwrap_or(&views.first) } else { &views.first };
        // What a link leaves out is the chart of the workbench, not that of a page.
        let mut pairs = vec![("chart".to_owned(), old.chart.clone()), ("lang".to_owned(), old.lang.clone())];
        pairs.extend(self.said(old));
        let follow: &[&str] = match name {
            "mineral" => &OF_MINERAL,
            "project" => &OF_PROJECT,
            _ => &[],
        };
        pairs.retain(|(key, _)| !follow.contains(&key.as_str()));
        pairs.push(self.changed(old, name, value)?);
        let changed = self.from_link(&joined(&pairs))?;
        if second {
            views.second = Some(changed)
        } else {
            views.first = changed
        }
        Ok(self.views_link(&views.first, views.second.as_ref()))
    }

    /// A change as a parameter of a link.
    fn changed(&self, old: &Choice, name: &str, value: &str) -> Result<(String, String), Error> {
        let text = |key: &str, value: String| Ok((key.to_owned(), value));
        match name {
            "with" | "without" => {
                let mut allies = Allies::read(&self.ledger, &self.groups(), &old.allies)?;
                allies.set(&self.ledger, viewer::parse("ally", value)?, name == "with");
                text("allies", allies.text())
            }
            "own.name" | "own.host" | "own.start" | "own.parts" => {
                let mut own: Vec<String> = old.own.split('~').map(str::to_owned).collect();
                own.resize(4, String::new());
                let place =
                    ["own.name", "own.host", "own.start", "own.parts"].iter().position(|one| *one == name);
                if let Some(field) = place.and_then(|place| own.get_mut(place)) {
                    *field = value.replace('~', " ").trim().to_owned();
                }
                text("own", own.join("~"))
            }
            _ => text(name, value.to_owned()),
        }
    }

    /// What the controls of a scenario show.
    ///
    /// # Errors
    /// As [`Atlas::draw`], for an unknown id.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// let controls = atlas.controls(&atlas.from_link("allies=g7.-USA&own=Plant~CAN~2028~JPN30").unwrap()).unwrap();
    /// let states = controls.allies.iter().find(|entry| entry.id == "USA").unwrap();
    /// assert_eq!(states.note, "out");
    /// assert!(controls.values.contains(&("own.parts".to_owned(), "JPN 30".to_owned())));
    /// # }
    /// ```
    pub fn controls(&self, choice: &Choice) -> Result<Controls, Error> {
        let words = self.words(&choice.lang)?;
        let own = OwnProject::read(&self.ledger, &choice.own)?;
        let allies = Allies::read(&self.ledger, &self.groups(), &choice.allies)?;
        let code =
            |country: Option<Country>| country.map_or_else(String::new, |country| country.code().to_owned());
        let parts: Vec<String> =
            own.parts.iter().map(|(country, part)| format!("{country} {}", plain(*part))).collect();
        let mut values: Vec<(String, String)> =
            all(choice).into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        for (key, value) in [
            ("allies", allies.group.clone()),
            ("own.name", own.name.clone()),
            ("own.host", code(own.host)),
            ("own.start", own.start.map_or_else(String::new, |start| start.to_string())),
            ("own.parts", parts.join(", ")),
        ] {
            values.retain(|(known, _)| known != key);
            values.push((key.to_owned(), value));
        }
        let member =
            |country: Country, note: &str| Entry::new(country.code(), words.country(country)).with_note(note);
        let inside = allies.members(&self.ledger).into_iter().map(|country| member(country, "in"));
        let mut everyone: Vec<Entry> = inside.collect();
        everyone.extend(allies.who(false).map(|country| member(country, "out")));
        let mineral = Mineral::new(&choice.mineral);
        let listed = projects::listed(&self.ledger, &mineral);
        let projects = projects::ids(&self.ledger, &mineral).into_iter().map(|id| {
            let deal = listed.iter().find(|deal| deal.id == id);
            let label =
                deal.map_or_else(|| words.plain(&format!("project.{id}")), |deal| deal.project.clone());
            Entry::new(id, label)
        });
        let floor = self.price_floor(choice)?;
        Ok(Controls {
            values,
            allies: by_label(everyone),
            projects: projects.collect(),
            years: self.years().iter().map(|year| Entry::new(year.to_string(), year.to_string())).collect(),
            rule: words.plain(&format!("rule.{}.note", choice.rule)),
            priced: floor.as_ref().is_some_and(|floor| floor.near),
            floor: floor.map_or_else(String::new, |floor| floor.sentence),
        })
    }

    /// The parameters of a scenario that are not what is usual, the chart among them.
    fn said(&self, choice: &Choice) -> Vec<(String, String)> {
        let mut pairs = link::pairs(&self.link(choice));
        if choice.chart != CHART {
            pairs.insert(0, ("chart".to_owned(), choice.chart.clone()));
        }
        pairs
    }

    /// The parameters of the first scenario, and those of the second by their own names; none where there is no second.
    fn parted(&self, query: &str) -> Result<Parted, Error> {
        let mut pairs = link::pairs(query);
        if let Some(at) = pairs.iter().position(|(key, _)| key == short::KEY) {
            let (_, packed) = pairs.remove(at);
            pairs.extend(short::unpack(&packed, SECOND, &self.ids())?);
        }
        let mut own = vec![("chart".to_owned(), CHART.to_owned())];
        let mut others = Vec::new();
        for (key, value) in pairs {
            match key.strip_prefix(SECOND) {
                Some(name) => others.push((name.to_owned(), value)),
                None if key == BOTH.0 => others.push((key, value)),
                None => own.push((key, value)),
            }
        }
        Ok((own, others))
    }

    /// Every id that a packed link may name by its number.
    pub(super) fn ids(&self) -> Vec<String> {
        let known = charts::ALL.iter().map(|chart| chart.id);
        let known = known.chain(allocation::ALL.iter().map(|rule| rule.id));
        let known = known.chain(metrics::ALL.iter().map(|metric| metric.id)).map(str::to_owned);
        let known = known.chain(subject::TERMS.iter().map(|(id, _)| (*id).to_owned()));
        let known = known.chain([choice::BY_NAME.to_owned()]);
        known.chain(self.ledger.minerals.iter().map(|row| row.id.slug())).collect()
    }

    /// The parameters of a second scenario: those of the first, but for what is said of it and what follows from that.
    fn beside(&self, first: &Choice, said: Vec<(String, String)>) -> Vec<(String, String)> {
        let given = |key: &str| said.iter().any(|(known, _)| known == key);
        let mut pairs: Vec<(String, String)> =
            all(first).into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let follows = |key: &str| {
            (given("mineral") && OF_MINERAL.contains(&key))
                || (given("project") && OF_PROJECT.contains(&key))
                || (given("country") && key == "rows")
        };
        pairs.retain(|(key, _)| !follows(key));
        pairs.push(("lang".to_owned(), first.lang.clone()));
        pairs.extend(said);
        pairs
    }
}

/// Every parameter of a choice but the language, as links write them.
fn all(choice: &Choice) -> Vec<(&'static str, String)> {
    let mut pairs = vec![("chart", choice.chart.clone())];
    pairs.extend(choice.parameters());
    pairs
}

fn joined(pairs: &[(String, String)]) -> String {
    let pairs: Vec<(&str, String)> = pairs.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    link::query(&pairs)
}
