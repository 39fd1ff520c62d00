use crate::terms::{Map, Set};

use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share, Tonnes};

/// How the exports that are left could be sent to other buyers: what any flow solver needs to know, and how to read its
/// answer. The solver is not chosen here; the network of the `allocation` room takes these very three lists.
///
/// Contracts bind: a supplier changes what it sells to a buyer by no more than the part `free` of it, so that the rest stays
/// where it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Rerouting {
    /// Suppliers that are not restricted.
    pub suppliers: Vec<Country>,
    /// All that buy, but the restricted supplier.
    pub buyers: Vec<Country>,
    /// By supplier, tonnes that may go elsewhere than they did, spare capacity included.
    pub movable: Vec<f64>,
    /// By buyer, tonnes of its former imports that no firm sale covers.
    pub needs: Vec<f64>,
    /// From supplier to buyer, the most that may be moved there; `None` without a limit.
    pub limits: Vec<Vec<Option<f64>>>,
    /// By buyer, what it imported.
    imports: Vec<f64>,
}

/// What rerouting leaves unmet for one buyer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unmet {
    /// Who.
    pub buyer: Country,
    /// Tonnes of its former imports that nobody sends.
    pub tonnes: Tonnes,
    /// The same as a part of its former imports.
    pub share: Share,
}

impl Rerouting {
    /// Takes the trade of a network at face value, the part of the restricted supplier's sales that stops, spare capacity
    /// by country, and how much of each sale is free to move: `None` where nothing binds and new customers are served.
    ///
    /// - Gives: a gap where trade is one; `NotApplicable` for shares outside 0 to 1 or a spare capacity below 0.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::disruption::Rerouting;
    /// use offtake::supply::network;
    /// use offtake::terms::{Country, Map, Mineral, Reading, Share, Year};
    /// let tungsten = Mineral::new("tungsten");
    /// let tungsten = network(&facts("tungsten"), &tungsten, Year(2024), Country::CHINA);
    /// // Nothing more comes from China; every other seller may move a fifth of each sale.
    /// let problem = Rerouting::of(&tungsten, Share(1.0), &Map::new(), Some(Share(0.2))).known().unwrap();
    /// let total = |tonnes: &[f64]| tonnes.iter().sum::<f64>();
    /// assert!(0.0 < total(&problem.movable) && total(&problem.movable) < total(&problem.needs));
    /// // A plan that moves nothing leaves every need but what stays where it is: as much as China sold.
    /// let sold: f64 = problem.unmet(&vec![0.0; problem.needs.len()]).iter().map(|unmet| unmet.tonnes.0).sum();
    /// assert!((sold - total(&problem.needs)).abs() < 1e-6);
    /// // More than all of a restriction is none.
    /// assert_eq!(Rerouting::of(&tungsten, Share(1.5), &Map::new(), None), Reading::NotApplicable);
    /// # }
    /// ```
    pub fn of(
        network: &SupplyNetwork,
        cut: Share,
        spare: &Map<Country, Tonnes>,
        free: Option<Share>,
    ) -> Reading<Rerouting> {
        let trade = match &network.trade {
            Reading::Known(trade) => trade,
            Reading::NotReported => return Reading::NotReported,
            Reading::NotApplicable => return Reading::NotApplicable,
        };
        let part = |share: Share| (0.0..=1.0).contains(&share.0);
        let sound = spare.values().all(|tonnes| tonnes.0.is_finite() && tonnes.0 >= 0.0);
        if !part(cut) || !free.is_none_or(part) || !sound {
            return Reading::NotApplicable;
        }
        let restricted = network.restricted;
        let able = spare.iter().filter(|(_, tonnes)| tonnes.0 > 0.0).map(|(country, _)| *country);
        let suppliers: Set<Country> =
            trade.iter().map(|flow| flow.from).chain(able).filter(|from| *from != restricted).collect();
        let buyers: Set<Country> = trade.iter().map(|flow| flow.to).filter(|to| *to != restricted).collect();
        let mut sold: Map<(Country, Country), f64> = Map::new();
        for flow in trade.iter().filter(|flow| flow.from != flow.to) {
            *sold.entry((flow.from, flow.to)).or_default() += flow.tonnes.0;
        }
        let sale = |from: Country, to: Country| sold.get(&(from, to)).copied().unwrap_or(0.0);
        let moving = free.map_or(1.0, |free| free.0);
        let (suppliers, buyers): (Vec<Country>, Vec<Country>) =
            (suppliers.into_iter().collect(), buyers.into_iter().collect());
        let movable = |from: &Country| {
            let sales: f64 = buyers.iter().map(|to| sale(*from, *to)).sum();
            moving * sales + spare.get(from).map_or(0.0, |tonnes| tonnes.0)
        };
        let needed = |to: &Country| {
            let elsewhere: f64 = suppliers.iter().map(|from| sale(*from, *to)).sum();
            moving * elsewhere + cut.0 * sale(restricted, *to)
        };
        let limit = |from: Country, to: Country| match free {
            None if from == to => Some(0.0),
            None => None,
            Some(free) => Some(2.0 * free.0 * sale(from, to)),
        };
        Reading::Known(Rerouting {
            movable: suppliers.iter().map(movable).collect(),
            needs: buyers.iter().map(needed).collect(),
            limits: suppliers
                .iter()
                .map(|from| buyers.iter().map(|to| limit(*from, *to)).collect())
                .collect(),
            imports: buyers
                .iter()
                .map(|to| suppliers.iter().chain([&restricted]).map(|from| sale(*from, *to)).sum())
                .collect(),
            suppliers,
            buyers,
        })
    }

    /// What each buyer still misses when it receives these tonnes of those that may move; a buyer that the list leaves out
    /// receives none.
    ///
    /// # Example
    /// ```
    /// use offtake::disruption::Rerouting;
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::{Country, Map, Share};
    /// // China stops half its natural graphite, and nobody else sends more.
    /// let stuck = Rerouting::of(&canadas_graphite(), Share(0.5), &Map::new(), Some(Share(0.0))).known().unwrap();
    /// let unmet = stuck.unmet(&[]);
    /// assert_eq!(unmet.iter().find(|one| one.buyer.code() == "CAN").unwrap().tonnes.0, 1713.5);
    /// ```
    pub fn unmet(&self, received: &[f64]) -> Vec<Unmet> {
        let rows = self.buyers.iter().zip(&self.needs).zip(&self.imports).enumerate();
        rows.map(|(place, ((buyer, need), imports))| {
            let left = (need - received.get(place).copied().unwrap_or(0.0)).max(0.0);
            let share = if *imports > 0.0 { left / imports } else { 0.0 };
            Unmet { buyer: *buyer, tonnes: Tonnes(left), share: Share(share) }
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::terms::Map;

    use super::Rerouting;
    use crate::supply::{Flow, SupplyNetwork};
    use crate::terms::{Country, Mineral, Reading, Share, Stage, Tonnes, Year};

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    fn network(trade: &[(&str, &str, f64)]) -> SupplyNetwork {
        let flow = |(from, to, tonnes): &(&str, &str, f64)| Flow {
            from: country(from),
            to: country(to),
            tonnes: Tonnes(*tonnes),
        };
        SupplyNetwork {
            mineral: Mineral::new("tungsten"),
            year: Year(2024),
            restricted: Country::CHINA,
            stage: Stage::Refinery,
            output: Map::new(),
            other_output: Reading::NotReported,
            world_output: Reading::NotReported,
            estimated: Default::default(),
            shares_of: None,
            trade: Reading::Known(trade.iter().map(flow).collect()),
            addable: false,
        }
    }

    #[test]
    fn without_freedom_everyone_bears_its_own_loss() {
        let network = network(&[("CHN", "JPN", 40.0), ("VNM", "JPN", 10.0), ("VNM", "USA", 30.0)]);
        let problem = Rerouting::of(&network, Share(0.5), &Map::new(), Some(Share(0.0))).known().unwrap();
        assert_eq!(problem.movable, [0.0]);
        let unmet = problem.unmet(&[]);
        assert_eq!((unmet[0].tonnes, unmet[0].share), (Tonnes(20.0), Share(0.4)));
        assert_eq!(unmet[1].tonnes, Tonnes::ZERO);
    }

    #[test]
    fn spare_capacity_makes_a_supplier_of_a_country_that_sold_nothing() {
        let spare = Map::from([(country("CAN"), Tonnes(7.0)), (country("AUS"), Tonnes::ZERO)]);
        let network = network(&[("CHN", "JPN", 40.0), ("CAN", "CHN", 5.0)]);
        let problem = Rerouting::of(&network, Share(1.0), &spare, None).known().unwrap();
        assert_eq!(problem.suppliers, [country("CAN")]);
        assert_eq!(problem.buyers, [country("JPN")], "what goes to the restricted supplier stays");
        assert_eq!((problem.movable, problem.limits), (vec![7.0], vec![vec![None]]));
    }

    #[test]
    fn shares_that_are_none_and_missing_trade_are_gaps() {
        let mut network = network(&[("CHN", "JPN", 40.0)]);
        let nothing = Map::new();
        assert_eq!(Rerouting::of(&network, Share(1.5), &nothing, None), Reading::NotApplicable);
        assert_eq!(
            Rerouting::of(&network, Share(1.0), &nothing, Some(Share(f64::NAN))),
            Reading::NotApplicable
        );
        network.trade = Reading::NotReported;
        assert_eq!(Rerouting::of(&network, Share(1.0), &nothing, None), Reading::NotReported);
    }
}
