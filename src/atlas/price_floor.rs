//! What a price floor on record costs whoever promised it, at a market price that the reader may move.

use serde::Serialize;

use super::choice::Choice;
use super::desk::Atlas;
use super::error::Error;
use crate::ledger::{Deal, DealParty};
use crate::scenario::floor_cost;
use crate::terms::{Mineral, Standing, Tonnes};
use crate::wording::{Arg, Language};

/// Where nobody publishes for how many tonnes a floor holds.
const FOR_EXAMPLE: Tonnes = Tonnes(1000.0);

/// A price floor and what it costs at the choice's price.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PriceFloor {
    /// The deal that sets it.
    pub deal: String,
    /// Who pays, ISO 3166-1 alpha-3; empty where the record names no country.
    pub payer: String,
    /// The least that is paid, US dollars a kilogram.
    pub floor: f64,
    /// What the market pays, US dollars a kilogram.
    pub price: f64,
    /// What the payer adds, US dollars on every kilogram.
    pub per_kg: f64,
    /// The tonnes a year that it holds for, where published.
    pub tonnes: Option<f64>,
    /// Millions of US dollars a year, where tonnes are published.
    pub a_year: Option<f64>,
    /// Whether the choice's mineral is of the family that price floors on record are for.
    pub near: bool,
    /// The same in words.
    pub sentence: String,
}

impl Atlas {
    /// The price floor that a choice is about, and what it costs at the choice's price: that of its project, else the first on
    /// record. `None` where the facts have none.
    ///
    /// # Errors
    /// As [`Atlas::draw`], for an unknown id.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("magnet_rare_earths");
    /// let floor = |query: &str| {
    ///     let choice = atlas.from_link(&format!("mineral=magnet-rare-earths&{query}")).unwrap();
    ///     atlas.price_floor(&choice).unwrap().unwrap()
    /// };
    /// // Japan takes 5,000 t a year from Lynas at 110 dollars at least.
    /// let lynas = floor("project=D61&price=70");
    /// assert_eq!((lynas.payer.as_str(), lynas.per_kg, lynas.a_year), ("JPN", 40.0, Some(200.0)));
    /// assert!(lynas.sentence.contains("200 million dollars a year"), "{}", lynas.sentence);
    /// // For how many tonnes the floor of MP Materials holds is not published.
    /// let other = floor("project=D63&price=70");
    /// assert_eq!((other.deal.as_str(), other.payer.as_str(), other.a_year), ("D02", "USA", None));
    /// assert_eq!(floor("price=150").per_kg, 0.0);
    /// # }
    /// ```
    pub fn price_floor(&self, choice: &Choice) -> Result<Option<PriceFloor>, Error> {
        self.check(choice)?;
        let words = self.words(&choice.lang)?;
        let Some((party, floor)) = self.floor_of(&choice.project) else { return Ok(None) };
        let tonnes = party.tonnes.known();
        let cost = floor_cost(floor, choice.price, tonnes.unwrap_or(FOR_EXAMPLE));
        let deal = self.ledger.deals.iter().find(|deal| deal.id == party.deal);
        let mineral = Mineral::new(&choice.mineral);

        // English counts one dollar, French less than two.
        let counted = |value: f64| {
            let plural = match words.language() {
                Language::English => value != 1.0,
                Language::French => value >= 2.0,
            };
            Arg::Words(words.price(value), plural)
        };
        let who =
            party.country.map_or_else(|| words.party(&party.party).into(), |who| words.the_country(who));
        let mut args = vec![
            ("mineral", words.mineral(&mineral)),
            ("price", words.price(choice.price).into()),
            ("floor", words.price(floor).into()),
            ("who", who),
            ("gap", counted(cost.per_kg)),
            ("sum", counted(cost.a_year)),
        ];
        let mut said = Vec::new();
        if !self.floored(|deal| deal.mineral == mineral) {
            said.push(words.say("floor.elsewhere", &args));
        }
        said.push(words.say(if cost.per_kg > 0.0 { "floor.below" } else { "floor.above" }, &args));
        if cost.per_kg > 0.0 {
            args.push(("tonnes", words.tonnes(tonnes.unwrap_or(FOR_EXAMPLE)).into()));
            args.push(("project", deal.map_or_else(String::new, |deal| deal.project.clone()).into()));
            let known = tonnes.is_some() && deal.is_some();
            said.push(words.say(if known { "floor.a_year" } else { "floor.no_tonnes" }, &args));
            said.push(words.plain("floor.estimate"));
        }
        if let Some(usual) = self.newest_price() {
            let short = self.ledger.sources.iter().find(|source| source.id == usual.source);
            let published = [
                ("year", usual.year.to_string().into()),
                ("usual", words.price(usual.usd_kg).into()),
                ("source", short.map_or("", |source| source.short.as_str()).into()),
            ];
            said.push(words.say(if usual.estimated { "floor.estimated" } else { "floor.mean" }, &published));
        }
        Ok(Some(PriceFloor {
            deal: party.deal.clone(),
            payer: party.country.map_or_else(String::new, |country| country.code().to_owned()),
            floor,
            price: choice.price,
            per_kg: cost.per_kg,
            tonnes: tonnes.map(|tonnes| tonnes.0),
            a_year: tonnes.map(|_| cost.a_year),
            near: self.floored(|deal| self.family(&deal.mineral) == self.family(&mineral)),
            sentence: said.join(" "),
        }))
    }

    /// The price that a link means when it names none: the newest that is published; 0 where none is.
    pub(super) fn default_price(&self) -> f64 {
        self.newest_price().map_or(0.0, |price| price.usd_kg)
    }

    fn newest_price(&self) -> Option<&crate::ledger::Price> {
        self.ledger.prices.iter().max_by_key(|price| price.year)
    }

    /// The row that sets a project's floor, that of its firm tonnes if there are several; else the first on record. A letter
    /// sets none.
    fn floor_of(&self, project: &str) -> Option<(&DealParty, f64)> {
        let firm = self.ledger.deal_parties.iter().filter(|party| party.standing <= Standing::Contracted);
        let floors = firm.filter_map(|party| Some((party, party.price_floor?)));
        fn rank<'a>(party: &'a DealParty, project: &str) -> (bool, &'a str, bool) {
            (party.deal != project, &party.deal, !party.counts)
        }
        floors.min_by(|(a, _), (b, _)| rank(a, project).cmp(&rank(b, project)))
    }

    /// Whether a deal with a price floor is so.
    fn floored(&self, is: impl Fn(&Deal) -> bool) -> bool {
        let floors = |deal: &&Deal| {
            let mut parties = self.ledger.deal_parties.iter().filter(|party| party.deal == deal.id);
            parties.any(|party| party.price_floor.is_some())
        };
        self.ledger.deals.iter().filter(floors).any(is)
    }

    /// The family of a mineral, or itself where it has none.
    fn family(&self, mineral: &Mineral) -> Option<Mineral> {
        let row = self.ledger.minerals.iter().find(|row| row.id == *mineral)?;
        Some(row.family.clone().unwrap_or_else(|| row.id.clone()))
    }
}
