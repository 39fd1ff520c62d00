//! Facts that come to a page one mineral and one year at a time.

use super::choice::Choice;
use super::desk::{Atlas, DEFAULT_MINERAL};
use super::error::Error;
use super::link;
use crate::ledger::{DataError, unpack};
use crate::terms::{Mineral, Year};

impl Atlas {
    /// The next file of facts that a query needs, by its id: `tungsten`, then perhaps `tungsten-2023`. `None` where all
    /// are here, or where mineral or year are not known, which [`Atlas::from_link`] then says.
    pub fn needs(&self, query: &str) -> Option<String> {
        let pairs = link::pairs(query);
        let given =
            |key: &str| pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        let slug = given("mineral").unwrap_or(DEFAULT_MINERAL);
        let year = given("year").and_then(|year| year.parse().ok()).map_or_else(|| self.default_year(), Year);
        self.check_mineral(slug).ok()?;
        self.ledger.missing(&Mineral::new(slug), year).map(|missing| file(&missing))
    }

    /// Adds a packed file of facts by its id.
    ///
    /// # Errors
    /// [`Error::Data`] when it is cut short, altered, of another version or of another mineral.
    pub fn add(&mut self, id: &str, facts: &[u8]) -> Result<(), Error> {
        let year = id.rsplit_once('-').and_then(|(slug, year)| Some((slug, Year(year.parse().ok()?))));
        let (slug, year) = year.map_or((id, None), |(slug, year)| (slug, Some(year)));
        self.check_mineral(slug)?;
        Ok(self.ledger.add(&unpack(facts)?, &Mineral::new(slug), year)?)
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
