//! The facts of a page: those of every mineral come by themselves.

use crate::terms::Map;

use super::check::{read, read_some};
use super::error::DataError;
use super::fact::{EndUse, FigureYear, Ledger, Product};
use super::figures::{self, end_use, production, supply_share, trade};
use super::table::Table;
use crate::terms::{Mineral, Year};

impl Ledger {
    /// Adds facts of one mineral to those of a page: its own, or its trade of one earlier year.
    ///
    /// # Errors
    /// [`DataError`] as for [`Ledger::from_tables`], or when they are of another mineral; nothing is added then.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::ledger::{Ledger, packed, unpack};
    /// use offtake::terms::Mineral;
    /// let packed = packed(&tables("gallium")).unwrap();
    /// let mut page = Ledger::from_tables(&unpack(&packed.base).unwrap()).unwrap();
    /// assert!(page.production.is_empty());
    /// let (_, gallium) = packed.minerals.iter().find(|(id, _)| id == "gallium").unwrap();
    /// page.add(&unpack(gallium).unwrap(), &Mineral::new("gallium"), None).unwrap();
    /// assert!(!page.production.is_empty());
    /// # }
    /// ```
    pub fn add(&mut self, tables: &[Table], mineral: &Mineral, year: Option<Year>) -> Result<(), DataError> {
        let known = self.known();
        let trade = read(tables, "trade", |row| trade(row, &known))?;
        let earlier = year.is_some();
        let (mut production, mut shares, mut demand) = (Vec::new(), Vec::new(), Vec::new());
        let mut uses = Vec::new();
        if !earlier {
            production = read_some(tables, "production", |row| self::production(row, &known))?;
            shares = read_some(tables, "supply_shares_eu", |row| supply_share(row, &known))?;
            demand = read_some(tables, "demand", |row| figures::demand(row, &known))?;
            uses = read_some(tables, "end_uses", |row| end_use(row, &known))?;
        }
        let codes: Vec<&Product> =
            self.products.iter().filter(|product| product.used && product.mineral == *mineral).collect();
        let ours = trade.iter().all(|row| {
            year.is_none_or(|year| row.year == year)
                && codes.iter().any(|code| code.hs6 == row.hs6 && code.nomenclature == row.nomenclature)
        });
        let others = production.iter().any(|row| row.mineral != *mineral)
            || shares.iter().any(|row| row.mineral != *mineral)
            || uses.iter().any(|row: &EndUse| row.mineral != *mineral);
        if !ours || others {
            return Err(DataError::Pack(format!("they are not of {mineral}, or not of the year")));
        }
        if self.held.insert((mineral.clone(), year)) {
            self.production.extend(production);
            self.supply_shares.extend(shares);
            self.trade.extend(trade);
            self.demand.extend(demand);
            self.end_uses.extend(uses);
        }
        Ok(())
    }

    /// The facts that a mineral and a year need and that are not here yet: the mineral's own, or its trade of an earlier
    /// year. `None` where nothing is missing.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::ledger::{Ledger, packed, unpack};
    /// use offtake::terms::{Mineral, Year};
    /// let (gallium, packed) = (Mineral::new("gallium"), packed(&tables("gallium")).unwrap());
    /// let page = Ledger::from_tables(&unpack(&packed.base).unwrap()).unwrap();
    /// assert_eq!(page.missing(&gallium, Year(2024)), Some((gallium.clone(), None)));
    /// // All tables together leave nothing to fetch.
    /// assert_eq!(facts("gallium").missing(&gallium, Year(2024)), None);
    /// # }
    /// ```
    pub fn missing(&self, mineral: &Mineral, year: Year) -> Option<(Mineral, Option<Year>)> {
        let own = (mineral.clone(), None);
        if !self.held.contains(&own) {
            return Some(own);
        }
        let traded =
            || self.years.iter().filter(|row| row.mineral == *mineral && row.traded).map(|row| row.year);
        let earlier = traded().any(|known| known == year) && traded().max() != Some(year);
        let of_year = (mineral.clone(), Some(year));
        (earlier && !self.held.contains(&of_year)).then_some(of_year)
    }

    /// Years with production or trade, by mineral.
    pub(super) fn years_with_figures(&self) -> Vec<FigureYear> {
        let mut years: Map<(Mineral, Year), bool> =
            self.production.iter().map(|row| ((row.mineral.clone(), row.year), false)).collect();
        let codes = self.codes();
        for row in self.trade.iter().filter(|row| row.tonnes.known().is_some()) {
            if let Some(mineral) = codes.get(&(row.nomenclature.as_str(), row.hs6.as_str())) {
                years.insert(((*mineral).clone(), row.year), true);
            }
        }
        years.into_iter().map(|((mineral, year), traded)| FigureYear { mineral, year, traded }).collect()
    }

    /// Which mineral a trade code is of, by nomenclature and code: those that tell it apart.
    pub(super) fn codes(&self) -> Map<(&str, &str), &Mineral> {
        let used = self.products.iter().filter(|product| product.used);
        used.map(|product| ((product.nomenclature.as_str(), product.hs6.as_str()), &product.mineral))
            .collect()
    }
}
