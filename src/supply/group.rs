use crate::terms::{Map, Set};

use super::network::{Flow, SupplyNetwork};
use crate::terms::{Country, Reading, Tonnes};

/// Countries that cannot be taken as one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GroupError {
    /// Nobody is in it.
    #[error("a group needs a member")]
    Empty,
    /// The restricted supplier is in it.
    #[error("{0} is the restricted supplier and cannot be a member of the group that depends on it")]
    HasRestricted(Country),
    /// The group's own code is the code of a country outside it.
    #[error("the code {0} is that of a country outside the group: take a member's, or one of XAA to XZZ")]
    CodeTaken(Country),
}

impl SupplyNetwork {
    /// The network in which a group (the G7, the European Union) is one country, under one code.
    ///
    /// Only for questions of which the group is the unit: trade among members is gone, so a member's own dependency on
    /// another member cannot be seen here.
    ///
    /// - Trade: a member's flows with outsiders are the group's, added up; flows among members are dropped.
    /// - Output: the sum of the members listed. A member's withheld figure makes the group's a gap; what the others are
    ///   known to make then counts with the lumped rest, so that the world's sum stays.
    /// - Code: a member's, or one that ISO 3166-1 leaves to its users (XAA to XZZ).
    ///
    /// # Errors
    /// [`GroupError`]: no member, the restricted supplier among them, or a code that an outsider has.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::supply::network;
    /// use offtake::terms::{Country, Mineral, Year};
    /// let [germany, france, both] = ["DEU", "FRA", "XEU"].map(|code| Country::parse(code).unwrap());
    /// let magnets = Mineral::new("permanent_magnets");
    /// let magnets = network(&facts("permanent_magnets"), &magnets, Year(2024), Country::CHINA);
    /// let as_one = magnets.with_group_as_one(&[germany, france], both).unwrap();
    /// // What they sell to each other is no import of both: together they buy less than one by one.
    /// let tonnes = |country| as_one.imports(country).known().or(magnets.imports(country).known()).unwrap().0;
    /// assert!(tonnes(both) < tonnes(germany) + tonnes(france));
    /// let share = as_one.import_share(Country::CHINA, both).known().unwrap();
    /// assert!((share.0 - 0.82).abs() < 5e-3);
    /// # }
    /// ```
    pub fn with_group_as_one(&self, members: &[Country], code: Country) -> Result<SupplyNetwork, GroupError> {
        let members: Set<Country> = members.iter().copied().collect();
        if members.is_empty() {
            return Err(GroupError::Empty);
        }
        if members.contains(&self.restricted) {
            return Err(GroupError::HasRestricted(self.restricted));
        }
        if !members.contains(&code) && self.names(code) {
            return Err(GroupError::CodeTaken(code));
        }
        let named = |country: Country| if members.contains(&country) { code } else { country };
        let mut network = self.clone();
        network.estimated = self.estimated.iter().map(|country| named(*country)).collect();
        if let Reading::Known(trade) = &self.trade {
            let mut sums: Map<(Country, Country), Tonnes> = Map::new();
            for flow in trade {
                let (from, to) = (named(flow.from), named(flow.to));
                if from != to || from != code {
                    let sum = sums.entry((from, to)).or_default();
                    *sum = *sum + flow.tonnes;
                }
            }
            let flows: Vec<Flow> =
                sums.into_iter().map(|((from, to), tonnes)| Flow { from, to, tonnes }).collect();
            network.trade = if flows.is_empty() { Reading::NotReported } else { Reading::Known(flows) };
        }
        let own: Vec<Reading<Tonnes>> =
            self.output.iter().filter(|(who, _)| members.contains(who)).map(|(_, made)| *made).collect();
        network.output.retain(|who, _| !members.contains(who));
        if !own.is_empty() {
            let known: Tonnes = own.iter().filter_map(|made| made.known()).sum();
            if own.iter().all(|made| made.known().is_some()) {
                network.output.insert(code, Reading::Known(known));
            } else {
                network.output.insert(code, Reading::NotReported);
                let rest = self.other_output.known().unwrap_or(Tonnes::ZERO) + known;
                if rest > Tonnes::ZERO {
                    network.other_output = Reading::Known(rest);
                }
            }
        }
        Ok(network)
    }

    /// Whether any figure is about a country.
    fn names(&self, country: Country) -> bool {
        let traded = match &self.trade {
            Reading::Known(trade) => trade.iter().any(|flow| flow.from == country || flow.to == country),
            Reading::NotReported | Reading::NotApplicable => false,
        };
        traded || country == self.restricted || self.output.contains_key(&country)
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::{Flow, SupplyNetwork};
    use super::super::read::network;
    use super::GroupError;
    use crate::ledger::Ledger;
    use crate::terms::{Country, Mineral, Reading, Tonnes, Year};

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    fn example() -> SupplyNetwork {
        let mut made = network(&Ledger::default(), &Mineral::new("graphite"), Year(2024), Country::CHINA);
        let flow = |from: &str, to: &str, tonnes| Flow {
            from: country(from),
            to: country(to),
            tonnes: Tonnes(tonnes),
        };
        made.trade =
            Reading::Known(vec![flow("CHN", "CAN", 10.0), flow("CHN", "USA", 5.0), flow("USA", "CAN", 9.0)]);
        made.output = [("CAN", Some(20.0)), ("CHN", Some(100.0)), ("USA", None)]
            .into_iter()
            .map(|(code, made)| {
                (country(code), made.map_or(Reading::NotReported, |t| Reading::Known(Tonnes(t))))
            })
            .collect();
        made
    }

    #[test]
    fn a_withheld_member_makes_a_gap_and_the_world_keeps_its_sum() {
        let before = example();
        let as_one = before.with_group_as_one(&[country("CAN"), country("USA")], country("XGA")).unwrap();
        assert_eq!(as_one.imports(country("XGA")), Reading::Known(Tonnes(15.0)));
        assert_eq!(as_one.output[&country("XGA")], Reading::NotReported);
        assert_eq!(as_one.output_total(), before.output_total());
        assert_eq!(as_one.output_share(Country::CHINA), before.output_share(Country::CHINA));
    }

    #[test]
    fn a_group_that_trades_with_nobody_outside_has_no_trade_on_record() {
        let mut network = example();
        network.restricted = country("RUS");
        let everyone = [country("CAN"), country("CHN"), country("USA")];
        let as_one = network.with_group_as_one(&everyone, country("XGA")).unwrap();
        assert_eq!(as_one.trade, Reading::NotReported);
    }

    #[test]
    fn nobody_the_restricted_supplier_and_a_taken_code_are_refused() {
        let refused = |members: &[&str], code| {
            let members: Vec<Country> = members.iter().map(|code| country(code)).collect();
            example().with_group_as_one(&members, country(code)).err()
        };
        assert_eq!(refused(&[], "XGA"), Some(GroupError::Empty));
        assert_eq!(refused(&["CAN", "CHN"], "XGA"), Some(GroupError::HasRestricted(Country::CHINA)));
        assert_eq!(refused(&["CAN"], "USA"), Some(GroupError::CodeTaken(country("USA"))));
        assert_eq!(refused(&["CAN"], "CAN"), None);
    }
}
