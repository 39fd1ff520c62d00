use crate::terms::{Map, Set};

use super::flows::Flows;
use super::network::SupplyNetwork;
use super::origin::Part;
use crate::terms::{Country, Reading, Share, Tonnes};

/// A network made fit for tracing tonnes to where they were made, and what had to be mended for that.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    countries: Vec<Country>,
    flows: Flows,
    /// What the records did not explain, by country.
    pub repairs: Vec<Repair>,
}

/// Records of a country that do not fit together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Repair {
    /// It sold more than it had by its own recorded production and its purchases: its sales were scaled down.
    SoldMoreThanItHad {
        /// Who.
        country: Country,
    },
    /// It has no recorded production and sold more than it bought: the rest is supply of unknown origin.
    SoldOfUnknownOrigin {
        /// Who.
        country: Country,
        /// How much.
        tonnes: Tonnes,
    },
}

/// A country's supply as one other country sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traced {
    /// The share of supply (own output and imports) that the other country made, or that passed through it: at least this
    /// much.
    pub share: Share,
    /// The share of unknown origin, of which any part may be the other country's too.
    pub unknown: Share,
}

/// Where more than this part of all traded tonnes is of unknown origin, output and trade do not describe the same goods:
/// most cobalt sold under the code of metal is matte of countries that refine none. Our judgement: one half.
const MOST_UNEXPLAINED: f64 = 0.5;

impl SupplyNetwork {
    /// Output and trade put together, so that tonnes can be traced.
    ///
    /// - Mended before: a country's trade with itself is dropped; a country that sold more than it had sells what it had
    ///   ([`Repair::SoldMoreThanItHad`]); where no production is on record, the missing tonnes are of unknown origin
    ///   ([`Repair::SoldOfUnknownOrigin`]), as is all supply of a ring of re-exporters that nobody feeds.
    /// - Gaps: `NotApplicable` where trade does not weigh what output weighs ([`SupplyNetwork::addable`]), has no code of its
    ///   own or is mostly of unknown origin, and where output is published as shares; `NotReported` where output or trade of
    ///   the year is missing, or an amount is none.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::supply::network;
    /// use offtake::terms::{Country, Mineral, Reading, Year};
    /// let graphite = Mineral::new("natural_graphite");
    /// let mut graphite = network(&facts("natural_graphite"), &graphite, Year(2024), Country::CHINA);
    /// // The United States buy nearly three fifths of what they use from China or from others who had it from there.
    /// let made_in_china = graphite.trace().known().unwrap().made_in(Country::CHINA);
    /// assert!((made_in_china[&Country::UNITED_STATES].share.0 - 0.599).abs() < 5e-4);
    /// // Without anyone's output nothing can be traced.
    /// graphite.output.clear();
    /// assert_eq!(graphite.trace(), Reading::NotReported);
    /// # }
    /// ```
    pub fn trace(&self) -> Reading<Trace> {
        let trade = match &self.trade {
            Reading::NotApplicable => return Reading::NotApplicable,
            _ if !self.addable || self.shares_of.is_some() => return Reading::NotApplicable,
            Reading::NotReported => return Reading::NotReported,
            Reading::Known(trade) => trade,
        };
        if !self.output.values().any(|output| output.known().is_some()) {
            return Reading::NotReported;
        }
        let everyone: Set<Country> =
            trade.iter().flat_map(|flow| [flow.from, flow.to]).chain(self.output.keys().copied()).collect();
        let countries: Vec<Country> = everyone.into_iter().collect();
        let places: Map<Country, usize> =
            countries.iter().enumerate().map(|(place, country)| (*country, place)).collect();
        let production: Vec<Option<f64>> = countries
            .iter()
            .map(|country| self.output.get(country).and_then(|output| output.known()).map(|tonnes| tonnes.0))
            .collect();
        let mut flows = vec![vec![0.0; countries.len()]; countries.len()];
        for flow in trade {
            if let (Some(from), Some(to)) = (places.get(&flow.from), places.get(&flow.to)) {
                flows[*from][*to] += flow.tonnes.0;
            }
        }
        let traded: f64 = flows.iter().flatten().sum();
        let Ok(flows) = Flows::mended(&production, &flows) else {
            return Reading::NotReported;
        };
        if flows.unexplained().iter().sum::<f64>() > MOST_UNEXPLAINED * traded {
            return Reading::NotApplicable;
        }
        Reading::Known(Trace { repairs: repairs(&countries, &flows), countries, flows })
    }
}

/// A part of a country's supply: who made it, and who sold it to the country.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Path {
    /// Who made it; `None` where no record says.
    pub made: Option<Country>,
    /// Who sold it; the country itself for its own output, `None` for supply that no record explains.
    pub sold: Option<Country>,
    /// Its part of the country's supply.
    pub share: Share,
}

impl Trace {
    /// A country's supply by who made it and who sold it: the parts add up to 1. Empty for a country without supply.
    ///
    /// Every seller's goods are a fair sample of its own supply, as for [`Flows::origin`].
    ///
    /// # Example
    /// ```
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::Country;
    /// let canada = Country::parse("CAN").unwrap();
    /// let trace = canadas_graphite().trace().known().unwrap();
    /// let by_the_united_states = trace.paths_into(canada).into_iter().filter(|path| path.sold == Some(Country::UNITED_STATES));
    /// let made_in_china = by_the_united_states.filter(|path| path.made == Some(Country::CHINA));
    /// assert!((made_in_china.map(|path| path.share.0).sum::<f64>() - 0.393).abs() < 5e-4);
    /// ```
    pub fn paths_into(&self, importer: Country) -> Vec<Path> {
        let traced = self.flows.origin();
        let Ok(place) = self.countries.binary_search(&importer) else { return Vec::new() };
        let Some(direct) = traced.direct.get(place).and_then(Option::as_ref) else { return Vec::new() };
        let mut paths = Vec::new();
        let mut add = |made, sold, share: f64| {
            if share > 0.0 {
                paths.push(Path { made, sold, share: Share(share) });
            }
        };
        for (seller, (code, part)) in self.countries.iter().zip(direct).enumerate() {
            if seller == place {
                add(Some(importer), Some(importer), *part);
                continue;
            }
            let made = traced.origin.get(seller).and_then(Option::as_ref);
            for (maker, share) in self.countries.iter().zip(made.into_iter().flatten()) {
                add(Some(*maker), Some(*code), part * share);
            }
            add(None, Some(*code), part * traced.unknown.get(seller).copied().unwrap_or(0.0));
        }
        add(None, None, 1.0 - direct.iter().sum::<f64>());
        paths
    }

    /// By country with any supply, the share of it that `origin` made, whoever sold it last.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::Country;
    /// let canada = Country::parse("CAN").unwrap();
    /// let made = canadas_graphite().trace().known().unwrap().made_in(Country::CHINA);
    /// // 36 per cent straight from China, more than twice that looked through the United States.
    /// assert!((made[&canada].share.0 - 0.750).abs() < 5e-4);
    /// assert!(made[&canada].unknown.0 > 0.1); // nobody mines graphite in the Emirates
    /// ```
    pub fn made_in(&self, origin: Country) -> Map<Country, Traced> {
        self.by_country(origin, |place| self.flows.made_in(place).unwrap_or_default())
    }

    /// By country with any supply, the share of it that `through` made or that passed through it at any step.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::Country;
    /// let canada = Country::parse("CAN").unwrap();
    /// let passed = canadas_graphite().trace().known().unwrap().passed_through(Country::UNITED_STATES);
    /// assert!((passed[&canada].share.0 - 4545.2 / 9598.3).abs() < 1e-12);
    /// ```
    pub fn passed_through(&self, through: Country) -> Map<Country, Traced> {
        self.by_country(through, |place| self.flows.passed(place).unwrap_or_default())
    }

    /// By country with any supply, the share of it that comes straight from `supplier`: the face value to set beside
    /// [`Trace::made_in`].
    ///
    /// # Example
    /// ```
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::Country;
    /// let canada = Country::parse("CAN").unwrap();
    /// let straight = canadas_graphite().trace().known().unwrap().straight_from(Country::CHINA);
    /// assert!((straight[&canada].0 - 3427.0 / 9598.3).abs() < 1e-12);
    /// ```
    pub fn straight_from(&self, supplier: Country) -> Map<Country, Share> {
        let traced = self.flows.origin();
        let Ok(place) = self.countries.binary_search(&supplier) else {
            return Map::new();
        };
        let shares = self.countries.iter().zip(traced.direct);
        shares.filter_map(|(country, row)| Some((*country, Share(*row?.get(place)?)))).collect()
    }

    fn by_country(&self, other: Country, parts: impl Fn(usize) -> Vec<Option<Part>>) -> Map<Country, Traced> {
        let Ok(place) = self.countries.binary_search(&other) else {
            return Map::new();
        };
        let traced = |part: Part| Traced { share: Share(part.there), unknown: Share(part.unknown) };
        let all = self.countries.iter().zip(parts(place));
        all.filter_map(|(country, part)| part.map(|part| (*country, traced(part)))).collect()
    }
}

fn repairs(countries: &[Country], flows: &Flows) -> Vec<Repair> {
    let scaled = flows.scaled().iter().map(|node| Repair::SoldMoreThanItHad { country: countries[*node] });
    let unknown = countries.iter().zip(flows.unexplained()).filter(|(_, tonnes)| **tonnes > 0.0);
    let unknown = unknown
        .map(|(country, tonnes)| Repair::SoldOfUnknownOrigin { country: *country, tonnes: Tonnes(*tonnes) });
    scaled.chain(unknown).collect()
}

#[cfg(test)]
mod tests {
    use super::super::network::{Flow, SupplyNetwork};
    use super::super::read::network;
    use super::Repair;
    use crate::ledger::Ledger;
    use crate::terms::{Country, Mineral, Reading, Share, Tonnes, Year};

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    fn supply(output: &[(&str, Reading<Tonnes>)], trade: &[(&str, &str, f64)]) -> SupplyNetwork {
        let mut made = network(&Ledger::default(), &Mineral::new("graphite"), Year(2024), Country::CHINA);
        made.addable = true;
        made.output = output.iter().map(|(code, tonnes)| (country(code), *tonnes)).collect();
        let flow = |(from, to, tonnes): &(&str, &str, f64)| Flow {
            from: country(from),
            to: country(to),
            tonnes: Tonnes(*tonnes),
        };
        made.trade = Reading::Known(trade.iter().map(flow).collect());
        made
    }

    #[test]
    fn a_seller_whose_output_is_withheld_or_unlisted_sells_tonnes_of_unknown_origin() {
        let output = [("CHN", Reading::Known(Tonnes(100.0))), ("USA", Reading::NotReported)];
        let network = supply(
            &output,
            &[
                ("CHN", "JPN", 10.0),
                ("USA", "JPN", 20.0),
                ("BEL", "JPN", 10.0),
                ("CHN", "BEL", 5.0),
                ("CHN", "KOR", 9.0),
            ],
        );
        let trace = network.trace().known().unwrap();
        assert_eq!(
            trace.repairs,
            [
                Repair::SoldOfUnknownOrigin { country: country("BEL"), tonnes: Tonnes(5.0) },
                Repair::SoldOfUnknownOrigin { country: country("USA"), tonnes: Tonnes(20.0) },
            ]
        );
        let paths = trace.paths_into(country("JPN"));
        let of = |made: Option<&str>, sold: &str| {
            let path =
                paths.iter().find(|path| path.made == made.map(country) && path.sold == Some(country(sold)));
            path.map_or(0.0, |path| path.share.0)
        };
        assert_eq!([of(Some("CHN"), "CHN"), of(Some("CHN"), "BEL"), of(None, "BEL")], [0.25, 0.125, 0.125]);
        assert!((paths.iter().map(|path| path.share.0).sum::<f64>() - 1.0).abs() < 1e-12);
        let japan = trace.made_in(Country::CHINA)[&country("JPN")];
        assert_eq!(japan.share, Share(0.375), "10 t straight and 5 t by way of Belgium, of 40 t");
        assert_eq!(japan.unknown, Share(0.625));
        assert_eq!(trace.straight_from(Country::CHINA)[&country("JPN")], Share(0.25));
        assert_eq!(trace.passed_through(country("BEL"))[&country("JPN")].share, Share(0.25));
    }

    #[test]
    fn a_seller_on_record_is_scaled_down_and_named() {
        let network = supply(&[("CHN", Reading::Known(Tonnes(10.0)))], &[("CHN", "JPN", 15.0)]);
        let trace = network.trace().known().unwrap();
        assert_eq!(trace.repairs, [Repair::SoldMoreThanItHad { country: Country::CHINA }]);
        assert_eq!(trace.made_in(Country::CHINA)[&country("JPN")].share, Share(1.0));
    }

    #[test]
    fn what_cannot_be_added_is_not_applicable_and_what_is_missing_not_reported() {
        let whole = supply(&[("CHN", Reading::Known(Tonnes(10.0)))], &[("CHN", "JPN", 5.0)]);
        let with = |change: fn(&mut SupplyNetwork)| {
            let mut network = whole.clone();
            change(&mut network);
            network.trace()
        };
        assert_eq!(with(|network| network.addable = false), Reading::NotApplicable);
        assert_eq!(with(|network| network.trade = Reading::NotApplicable), Reading::NotApplicable);
        assert_eq!(with(|network| network.trade = Reading::NotReported), Reading::NotReported);
        assert_eq!(with(|network| network.output.clear()), Reading::NotReported);
        let matte = |tonnes| {
            supply(&[("CHN", Reading::Known(Tonnes(10.0)))], &[("COD", "CHN", tonnes), ("CHN", "JPN", 5.0)])
                .trace()
        };
        assert!(matte(4.0).known().is_some());
        assert_eq!(matte(9.0), Reading::NotApplicable, "who sells most is not on record");
        let nonsense =
            |tonnes| supply(&[("CHN", Reading::Known(Tonnes(10.0)))], &[("CHN", "JPN", tonnes)]).trace();
        assert_eq!(nonsense(-1.0), Reading::NotReported);
        assert_eq!(nonsense(f64::NAN), Reading::NotReported);
    }

    #[test]
    fn a_country_that_no_record_names_has_no_share_in_anything() {
        let network = supply(&[("CHN", Reading::Known(Tonnes(10.0)))], &[("CHN", "JPN", 5.0)]);
        let trace = network.trace().known().unwrap();
        assert!(trace.made_in(country("FRA")).is_empty() && trace.straight_from(country("FRA")).is_empty());
    }
}
