//! Who shares: a group, then single countries that join it and that leave it, as a link writes them: `g7.AUS.-USA`.

use super::error::ChoiceError;
use crate::ledger::Ledger;
use crate::terms::{Country, Map, Order};

/// What pictures call a group that the reader has put together.
pub(super) const CHOSEN: &str = "chosen";
const EXAMPLE: &str = "g7.AUS.-USA";

/// A group as the reader wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Allies {
    /// The group it starts from.
    pub(super) group: String,
    /// Who joins it, and who leaves it.
    joins: Map<Country, bool>,
}

impl Allies {
    /// Reads a list. Whoever joins a group that they are in, or leaves one that they are not in, changes nothing.
    ///
    /// # Errors
    /// [`ChoiceError`] for a group or a country that is not known, and for a group that nobody is left in.
    pub(super) fn read(ledger: &Ledger, groups: &[String], text: &str) -> Result<Allies, ChoiceError> {
        let mut parts = text.split('.');
        let group = parts.next().unwrap_or_default().to_owned();
        if !groups.contains(&group) {
            return Err(ChoiceError::Unknown { kind: "allies", given: group, known: groups.to_vec() });
        }
        let mut allies = Allies { group, joins: Map::new() };
        for part in parts {
            let (code, joins) = part.strip_prefix('-').map_or((part, true), |code| (code, false));
            let known = Country::parse(code).ok().filter(|code| {
                let mut countries = ledger.countries.iter();
                countries.any(|row| row.id == *code)
            });
            let Some(country) = known else { return Err(form(text)) };
            allies.set(ledger, country, joins);
        }
        if allies.members(ledger).is_empty() { Err(form(text)) } else { Ok(allies) }
    }

    /// Lets a country join or leave.
    pub(super) fn set(&mut self, ledger: &Ledger, country: Country, joins: bool) {
        self.joins.retain(|known, _| *known != country);
        if of_group(ledger, &self.group).contains(&country) != joins {
            self.joins.insert(country, joins);
        }
    }

    /// Everybody in it, by code.
    pub(super) fn members(&self, ledger: &Ledger) -> Vec<Country> {
        let mut members = of_group(ledger, &self.group);
        members.retain(|member| !self.joins.contains_key(member));
        members.extend(self.who(true));
        members.order();
        members
    }

    /// Who joins the group, or leaves it.
    pub(super) fn who(&self, joins: bool) -> impl Iterator<Item = Country> {
        self.joins.iter().filter(move |(_, how)| **how == joins).map(|(country, _)| *country)
    }

    /// The name that pictures look up: the group's own, or that of a group put together.
    pub(super) fn named(&self) -> &str {
        if self.joins.is_empty() { &self.group } else { CHOSEN }
    }

    /// As a link writes it.
    pub(super) fn text(&self) -> String {
        let joined = self.who(true).map(|country| format!(".{country}"));
        let left = self.who(false).map(|country| format!(".-{country}"));
        joined.chain(left).fold(self.group.clone(), |text, part| text + &part)
    }
}

fn form(text: &str) -> ChoiceError {
    ChoiceError::Form { kind: "allies", given: text.to_owned(), example: EXAMPLE }
}

/// The members of a list that has been checked, by code.
pub(super) fn members(ledger: &Ledger, text: &str) -> Vec<Country> {
    let group = text.split('.').next().unwrap_or_default().to_owned();
    Allies::read(ledger, &[group], text).map_or_else(|_| Vec::new(), |allies| allies.members(ledger))
}

/// The members of a published group, by code.
pub(super) fn of_group(ledger: &Ledger, group: &str) -> Vec<Country> {
    let mut members: Vec<Country> =
        ledger.groups.iter().filter(|row| row.group == group).map(|row| row.member).collect();
    members.order();
    members.dedup();
    members
}

#[cfg(test)]
mod tests {
    use super::Allies;
    use crate::ledger::{CountryRow, GroupMember, Ledger};
    use crate::terms::Country;

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    fn ledger() -> Ledger {
        let row = |code: &str| CountryRow {
            id: country(code),
            name_en: String::new(),
            article_en: String::new(),
            name_fr: String::new(),
            gender_fr: String::new(),
        };
        let member = |code: &str| GroupMember {
            group: "two".to_owned(),
            member: country(code),
            source: String::new(),
        };
        Ledger {
            countries: ["AUS", "CAN", "JPN"].map(row).to_vec(),
            groups: ["CAN", "JPN"].map(member).to_vec(),
            ..Ledger::default()
        }
    }

    fn read(text: &str) -> Result<Allies, String> {
        let groups = ["two".to_owned()];
        Allies::read(&ledger(), &groups, text).map_err(|error| error.to_string())
    }

    #[test]
    fn countries_join_and_leave_a_group() {
        let allies = read("two.-JPN.aus").unwrap();
        assert_eq!(allies.members(&ledger()), [country("AUS"), country("CAN")]);
        assert_eq!((allies.text().as_str(), allies.named()), ("two.AUS.-JPN", "chosen"));
    }

    #[test]
    fn who_changes_nothing_is_not_in_the_link() {
        let allies = read("two.CAN.-AUS").unwrap();
        assert_eq!((allies.text().as_str(), allies.named()), ("two", "two"));
        assert_eq!(read("two.AUS.-AUS").unwrap().text(), "two", "the later word counts");
    }

    #[test]
    fn what_is_no_list_of_allies_is_refused() {
        for text in ["", "three", "two.XXX", "two.", "two.-", "two.CANADA", "two.-CAN.-JPN", "CAN"] {
            let said = read(text).unwrap_err();
            assert!(said.contains("allies"), "{text}: {said}");
        }
    }
}
