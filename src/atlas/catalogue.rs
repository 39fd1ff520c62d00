//! What can be asked for: menus, and the years and groups that the facts know.

use serde::Serialize;

use super::desk::Atlas;
use super::error::Error;
use super::{projects, subject, viewer};
use crate::scenario::PIPELINE_YEARS;
use crate::terms::{Map, Order, Year};
use crate::wording::{Language, sortable};
use crate::{allocation, charts, metrics};

/// Everything that can be asked for, with labels in one language: what menus are made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Catalogue {
    /// Charts.
    pub charts: Vec<Entry>,
    /// Languages.
    pub languages: Vec<Entry>,
    /// Minerals, by label.
    pub minerals: Vec<Entry>,
    /// Countries, by label.
    pub countries: Vec<Entry>,
    /// Groups that a reader may take as one country of their own.
    pub groups: Vec<Entry>,
    /// Years with figures.
    pub years: Vec<Entry>,
    /// Rules.
    pub rules: Vec<Entry>,
    /// Groups of allies.
    pub allies: Vec<Entry>,
    /// Measures of the map.
    pub measures: Vec<Entry>,
    /// Projects on record with published tonnes or takers; `note` names the mineral. Then several at once and the reader's own,
    /// for every mineral: `all` and `by-year` where the mineral has a project whose tonnes trade counts too.
    pub projects: Vec<Entry>,
    /// What contracts do to a division.
    pub terms: Vec<Entry>,
    /// Years by which projects are counted, the first and the last.
    pub by_years: Vec<Entry>,
}

/// One line of a menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Entry {
    /// What a link says.
    pub id: String,
    /// What a reader sees.
    pub label: String,
    /// A sentence about it, or nothing.
    pub note: String,
}

impl Entry {
    pub(super) fn new(id: impl Into<String>, label: impl Into<String>) -> Entry {
        Entry { id: id.into(), label: label.into(), note: String::new() }
    }

    pub(super) fn with_note(mut self, note: impl Into<String>) -> Entry {
        self.note = note.into();
        self
    }
}

impl Atlas {
    /// Everything that can be asked for, labelled in a language.
    ///
    /// # Errors
    /// [`Error::Choice`] for an unknown language.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let menus = atlas("natural_graphite").catalogue("fr").unwrap();
    /// let japan = menus.countries.iter().find(|entry| entry.id == "JPN").unwrap();
    /// assert_eq!(japan.label, "Japon");
    /// // A project names its mineral, so that a menu of one mineral can be made.
    /// let project = menus.projects.iter().find(|entry| entry.id == "D20").unwrap();
    /// assert_eq!(project.note, "natural-graphite");
    /// # }
    /// ```
    pub fn catalogue(&self, lang: &str) -> Result<Catalogue, Error> {
        let words = self.words(lang)?;
        let mut projects: Vec<Entry> = Vec::new();
        for row in &self.ledger.minerals {
            for deal in projects::listed(&self.ledger, &row.id) {
                projects.push(Entry::new(deal.id.clone(), deal.project.clone()).with_note(row.id.slug()));
            }
        }
        for id in [projects::ALL, projects::BY_YEAR, projects::OWN] {
            projects.push(Entry::new(id, words.plain(&format!("project.{id}"))));
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
            rules: allocation::IDS
                .iter()
                .map(|rule| {
                    Entry::new(*rule, words.plain(&format!("rule.{rule}.name")))
                        .with_note(words.plain(&format!("rule.{rule}.note")))
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
            terms: subject::TERMS
                .iter()
                .map(|(id, _)| Entry::new(*id, words.plain(&format!("terms.{id}"))))
                .collect(),
            by_years: PIPELINE_YEARS.map(|year| Entry::new(year.to_string(), year.to_string())).collect(),
            measures: metrics::ALL
                .iter()
                .map(|metric| Entry::new(metric.id, words.plain(&format!("metric.{}.name", metric.id))))
                .collect(),
            projects,
        })
    }

    /// Years with production or trade, oldest first.
    pub(super) fn years(&self) -> Vec<Year> {
        let mut years: Vec<Year> = self.ledger.years.iter().map(|row| row.year).collect();
        years.order();
        years.dedup();
        years
    }

    /// The newest year with trade: production runs a year ahead, as an estimate.
    pub(super) fn default_year(&self) -> Year {
        // A reader's own figures do not move what links mean.
        let published = self.own.published.as_ref().unwrap_or(&self.ledger);
        let traded = published.years.iter().filter(|row| row.traded);
        traded.map(|row| row.year).max().unwrap_or(Year(2024))
    }

    /// Groups in the order of the menus: the smallest first. One country alone shares with nobody.
    pub(super) fn groups(&self) -> Vec<String> {
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

/// Entries in the order of their labels.
pub(super) fn by_label(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.order_by(|a, b| sortable(&a.label).cmp(&sortable(&b.label)).then_with(|| a.id.cmp(&b.id)));
    entries
}
