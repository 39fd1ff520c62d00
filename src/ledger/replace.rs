//! Facts with a reader's own figures among them. Of a mineral and a year they take the place of all that is published of
//! the same kind: parts of two tables make no whole. Projects are added.

use super::fact::{FigureYear, Ledger, Product, Source};
use super::own::{OWN_SOURCE, OwnFigures};
use crate::terms::{Country, Map, Mineral, Order, Set, Year};

/// What a source line calls them: words have a phrase of that name.
const SHORT: &str = "own figures";

impl Ledger {
    /// These facts with a reader's own figures.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::ledger::OwnKind;
    /// let published = facts("gallium");
    /// let own = b"mineral,year,country,tonnes\ngallium,2024,Canada,40\n";
    /// let own = published.read_own(OwnKind::Production, own).unwrap();
    /// let mixed = published.with_own(&own);
    /// let made: Vec<_> = mixed.production.iter().filter(|row| row.mineral.id() == "gallium").collect();
    /// // The reader's figures stand alone for their year; those of other years stay.
    /// assert_eq!(made.iter().filter(|row| row.year.0 == 2024).count(), 1);
    /// assert!(made.iter().any(|row| row.year.0 == 2023));
    /// # }
    /// ```
    pub fn with_own(&self, own: &OwnFigures) -> Ledger {
        let mut ledger = self.clone();
        if own.is_empty() {
            return ledger;
        }
        ledger.sources.push(Source {
            id: OWN_SOURCE.to_owned(),
            publisher: String::new(),
            title: String::new(),
            short: SHORT.to_owned(),
            licence: String::new(),
            url: String::new(),
        });
        let stages: Set<_> = own.production.iter().map(|row| (&row.mineral, row.year, row.stage)).collect();
        ledger.production.retain(|row| !stages.contains(&(&row.mineral, row.year, row.stage)));
        ledger.production.extend(own.production.iter().cloned());
        let used: Set<_> = own.demand.iter().map(|row| (&row.mineral, row.year)).collect();
        ledger.demand.retain(|row| !used.contains(&(&row.mineral, row.year)));
        ledger.demand.extend(own.demand.iter().cloned());
        ledger.deals.extend(own.deals.iter().cloned());
        ledger.deal_parties.extend(own.parties.iter().cloned());
        ledger.trade_own(own);
        let made = own.production.iter().map(|row| (&row.mineral, row.year, false));
        let sold = own.trade.iter().map(|(mineral, row)| (mineral, row.year, true));
        let mut years: Map<(Mineral, Year), bool> =
            ledger.years.iter().map(|row| ((row.mineral.clone(), row.year), row.traded)).collect();
        for (mineral, year, traded) in made.chain(sold) {
            let known = years.entry((mineral.clone(), year)).or_insert(false);
            *known = *known || traded;
        }
        ledger.years =
            years.into_iter().map(|((mineral, year), traded)| FigureYear { mineral, year, traded }).collect();
        ledger
    }

    /// Trade: the codes that carry a mineral's pictures carry the reader's tonnes. A mineral without any gets one.
    fn trade_own(&mut self, own: &OwnFigures) {
        let newest: Map<Mineral, Year> = self.years.iter().filter(|row| row.traded).fold(
            Map::new(),
            |mut newest: Map<Mineral, Year>, row| {
                let year = newest.entry(row.mineral.clone()).or_insert(row.year);
                *year = (*year).max(row.year);
                newest
            },
        );
        let about: Set<(&Mineral, Year)> =
            own.trade.iter().map(|(mineral, row)| (mineral, row.year)).collect();
        for (mineral, year) in about.iter() {
            let codes: Vec<(String, String)> = self
                .products
                .iter()
                .filter(|product| product.used && product.mineral == **mineral)
                .map(|product| (product.nomenclature.clone(), product.hs6.clone()))
                .collect();
            let (nomenclature, hs6) = match codes.first() {
                Some(code) => code.clone(),
                None => {
                    self.products.push(Product {
                        nomenclature: OWN_SOURCE.to_owned(),
                        hs6: mineral.id().to_owned(),
                        mineral: (*mineral).clone(),
                        form: OWN_SOURCE.to_owned(),
                        tells_apart: true,
                        used: true,
                    });
                    (OWN_SOURCE.to_owned(), mineral.id().to_owned())
                }
            };
            let ours = |row: &super::fact::Trade| {
                row.year == *year
                    && codes.iter().any(|(of, code)| *of == row.nomenclature && *code == row.hs6)
            };
            self.trade.retain(|row| !ours(row));
            let rows = own.trade.iter().filter(|(of, row)| of == *mineral && row.year == *year);
            self.trade.extend(rows.map(|(_, row)| super::fact::Trade {
                nomenclature: nomenclature.clone(),
                hs6: hs6.clone(),
                ..row.clone()
            }));
            // Nothing of these years is to be fetched; what was the newest published year came with the mineral.
            self.held.insert(((*mineral).clone(), Some(*year)));
            if let Some(before) = newest.get(*mineral) {
                self.held.insert(((*mineral).clone(), Some(*before)));
            }
        }
        self.newest_own(own, &newest);
    }

    /// The newest imports of all minerals, where they are here: the reader's own, unless older than those published.
    fn newest_own(&mut self, own: &OwnFigures, newest: &Map<Mineral, Year>) {
        if self.newest.is_empty() {
            return;
        }
        let mut latest: Map<&Mineral, Year> = Map::new();
        for (mineral, row) in &own.trade {
            let year = latest.entry(mineral).or_insert(row.year);
            *year = (*year).max(row.year);
        }
        for (mineral, year) in
            latest.iter().filter(|(of, year)| newest.get(**of).is_none_or(|old| old <= *year))
        {
            let only = Ledger {
                groups: self.groups.clone(),
                products: self
                    .products
                    .iter()
                    .filter(|product| product.mineral == **mineral)
                    .cloned()
                    .collect(),
                trade: self.trade.iter().filter(|row| row.year == *year).cloned().collect(),
                years: vec![FigureYear { mineral: (*mineral).clone(), year: *year, traded: true }],
                ..Ledger::default()
            };
            self.newest.retain(|row| row.mineral != **mineral);
            self.newest.extend(only.newest_of_trade(Country::CHINA));
        }
        self.newest.order_by(|a, b| a.mineral.cmp(&b.mineral).then(a.country.cmp(&b.country)));
    }
}
