use crate::terms::Order;

use super::trace::Trace;
use crate::terms::{Country, Tonnes};

/// How a country's supply comes to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Paths {
    /// All of it: own output and imports, records mended.
    pub supply: Tonnes,
    /// Its parts, the largest first. They add up to the supply.
    pub parts: Vec<Path>,
}

/// Tonnes by who made them and who sold them last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Path {
    /// Who made them; `None` where no record says.
    pub made: Option<Country>,
    /// Who sold them to the country; `None` for what it did not buy.
    pub sold: Option<Country>,
    /// How much, estimated: each seller's sales are taken as a fair sample of its supply.
    pub tonnes: Tonnes,
}

impl Trace {
    /// How a country's supply comes to it: face value by `sold`, looked through by `made`. `None` without supply.
    ///
    /// - Source: as [`crate::supply::Flows::origin`], one step taken apart.
    pub fn paths(&self, into: Country) -> Option<Paths> {
        let place = self.countries.binary_search(&into).ok()?;
        let traced = self.flows.origin();
        let supply = *traced.supply.get(place)?;
        if supply <= 0.0 {
            return None;
        }
        let mut parts = Vec::new();
        let mut add = |made: Option<Country>, sold: Option<Country>, tonnes: f64| {
            if tonnes > 0.0 {
                parts.push(Path { made, sold, tonnes: Tonnes(tonnes) });
            }
        };
        add(Some(into), None, self.flows.production[place]);
        add(None, None, self.flows.unexplained()[place]);
        for (seller, row) in self.flows.flows.iter().enumerate() {
            let (bought, sold) = (row[place], Some(self.countries[seller]));
            let Some(origin) = traced.origin[seller].as_ref().filter(|_| bought > 0.0) else { continue };
            add(None, sold, bought * traced.unknown[seller]);
            for (maker, part) in self.countries.iter().zip(origin) {
                add(Some(*maker), sold, bought * part);
            }
        }
        parts.order_by(|a, b| {
            b.tonnes.0.total_cmp(&a.tonnes.0).then(a.made.cmp(&b.made)).then(a.sold.cmp(&b.sold))
        });
        Some(Paths { supply: Tonnes(supply), parts })
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::{Flow, SupplyNetwork};
    use super::super::read::network;
    use super::Path;
    use crate::ledger::Ledger;
    use crate::terms::{Country, Mineral, Reading, Tonnes, Year};

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    fn supply(output: &[(&str, f64)], trade: &[(&str, &str, f64)]) -> SupplyNetwork {
        let mut made = network(&Ledger::default(), &Mineral::new("graphite"), Year(2024), Country::CHINA);
        made.addable = true;
        let known = |tonnes: f64| Reading::Known(Tonnes(tonnes));
        made.output = output.iter().map(|(code, tonnes)| (country(code), known(*tonnes))).collect();
        let flow = |(from, to, tonnes): &(&str, &str, f64)| Flow {
            from: country(from),
            to: country(to),
            tonnes: Tonnes(*tonnes),
        };
        made.trade = Reading::Known(trade.iter().map(flow).collect());
        made
    }

    /// Japan makes 10 t and buys 30 t from the Netherlands, whose 40 t are 20 of China's, 10 of Brazil's and 10 of which no
    /// record says who made them, and 10 t from China.
    #[test]
    fn tonnes_are_split_as_their_seller_got_them() {
        let network = supply(
            &[("CHN", 100.0), ("BRA", 50.0), ("JPN", 10.0)],
            &[
                ("CHN", "NLD", 20.0),
                ("BRA", "NLD", 10.0),
                ("NLD", "JPN", 30.0),
                ("NLD", "KOR", 10.0),
                ("CHN", "JPN", 10.0),
            ],
        );
        let trace = network.trace().known().unwrap();
        let paths = trace.paths(country("JPN")).unwrap();
        assert_eq!(paths.supply, Tonnes(50.0));
        let path = |made: Option<&str>, sold: Option<&str>, tonnes| Path {
            made: made.map(country),
            sold: sold.map(country),
            tonnes: Tonnes(tonnes),
        };
        let expected = [
            path(Some("CHN"), Some("NLD"), 15.0),
            path(Some("CHN"), Some("CHN"), 10.0),
            path(Some("JPN"), None, 10.0),
            path(None, Some("NLD"), 7.5),
            path(Some("BRA"), Some("NLD"), 7.5),
        ];
        assert_eq!(paths.parts.len(), expected.len());
        for (found, wanted) in paths.parts.iter().zip(expected) {
            assert_eq!((found.made, found.sold), (wanted.made, wanted.sold));
            assert!((found.tonnes.0 - wanted.tonnes.0).abs() < 1e-9, "{found:?}");
        }
        let made = trace.made_in(Country::CHINA)[&country("JPN")];
        assert!((made.share.0 - 0.5).abs() < 1e-12 && (made.unknown.0 - 0.15).abs() < 1e-12);
        assert!((trace.straight_from(Country::CHINA)[&country("JPN")].0 - 0.2).abs() < 1e-12);
        assert_eq!(trace.paths(country("FRA")), None);
    }
}
