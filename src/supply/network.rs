use crate::terms::{Map, Order, Set};

use crate::terms::{Country, Mineral, Reading, Share, Stage, Tonnes, Year};

/// One mineral in one year: who makes it, and who sells it to whom.
///
/// Production is contained metal (or the compound its table states); trade is gross product weight of the one form
/// that carries the mineral's trade. The two are added only where [`SupplyNetwork::addable`] says that they may be.
#[derive(Clone, Debug, PartialEq)]
pub struct SupplyNetwork {
    /// Which mineral.
    pub mineral: Mineral,
    /// Which year.
    pub year: Year,
    /// The supplier whose exports may stop.
    pub restricted: Country,
    /// Stage at which `output` is counted.
    pub stage: Stage,
    /// Output of each country that the publisher lists. A listed country may be a gap.
    pub output: Map<Country, Reading<Tonnes>>,
    /// Output of the countries that the publisher lumps together.
    pub other_output: Reading<Tonnes>,
    /// The publisher's own (rounded) world total.
    pub world_output: Reading<Tonnes>,
    /// Countries whose figure is marked as an estimate.
    pub estimated: Set<Country>,
    /// The years of a mean, for example `2016-2020`, where no tonnes are published: output then counts parts of world
    /// supply, 1 being all of it, and may not be set against tonnes.
    pub shares_of: Option<String>,
    /// Bilateral trade, sorted by exporter, then importer. `NotApplicable` where no code tells the mineral apart,
    /// `NotReported` where the year has no tonnes.
    pub trade: Reading<Vec<Flow>>,
    /// Whether a tonne of trade weighs what a tonne of output weighs: the same stage, and nearly all of it the mineral.
    pub addable: bool,
}

/// Tonnes from one country to another in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    /// Who sells.
    pub from: Country,
    /// Who buys.
    pub to: Country,
    /// Gross product weight.
    pub tonnes: Tonnes,
}

impl SupplyNetwork {
    /// All that a country imported. `NotReported` where trade is known but shows no import by that country.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::{Country, Reading};
    /// let canada = Country::parse("CAN").unwrap();
    /// let bought = canadas_graphite().imports(canada).known().unwrap();
    /// assert!((bought.0 - 9598.3).abs() < 1e-9);
    /// assert_eq!(canadas_graphite().imports(Country::CHINA), Reading::NotReported);
    /// ```
    pub fn imports(&self, of: Country) -> Reading<Tonnes> {
        self.bought(self.restricted, of).map(|(all, _)| all)
    }

    /// What a country imported from one supplier; 0 where it imports, but not from there.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::{Country, Reading, Tonnes};
    /// let canada = Country::parse("CAN").unwrap();
    /// assert_eq!(canadas_graphite().imports_from(Country::CHINA, canada), Reading::Known(Tonnes(3427.0)));
    /// ```
    pub fn imports_from(&self, supplier: Country, of: Country) -> Reading<Tonnes> {
        self.bought(supplier, of).map(|(_, part)| part)
    }

    /// The share of a country's imports that comes from one supplier.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::Country;
    /// let canada = Country::parse("CAN").unwrap();
    /// let share = canadas_graphite().import_share(Country::CHINA, canada).known().unwrap();
    /// assert!((share.0 - 0.357).abs() < 1e-4); // 3,427 of 9,598 t
    /// ```
    pub fn import_share(&self, supplier: Country, of: Country) -> Reading<Share> {
        self.bought(supplier, of).and_then(|(all, part)| match all.0 > 0.0 {
            true => Reading::Known(Share(part.0 / all.0)),
            false => Reading::NotApplicable,
        })
    }

    /// The restricted supplier's part in what everyone else buys.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::canadas_graphite;
    /// // China's part in what Canada and the United States buy.
    /// let part = canadas_graphite().part_outside().known().unwrap();
    /// assert!((part.0 - 36_641.4 / 49_593.7).abs() < 1e-12);
    /// ```
    pub fn part_outside(&self) -> Reading<Share> {
        self.trade.clone().and_then(|trade| {
            let sum = |keep: &dyn Fn(&Flow) -> bool| -> f64 {
                trade
                    .iter()
                    .filter(|flow| flow.to != self.restricted && keep(flow))
                    .map(|flow| flow.tonnes.0)
                    .sum()
            };
            let all = sum(&|_| true);
            if all <= 0.0 {
                return Reading::NotApplicable;
            }
            Reading::Known(Share(sum(&|flow| flow.from == self.restricted) / all))
        })
    }

    /// The flows into a country, largest first, equal ones by exporter.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::{Country, Tonnes};
    /// let canada = Country::parse("CAN").unwrap();
    /// let flows = canadas_graphite().flows_into(canada).known().unwrap();
    /// assert_eq!(flows.len(), 7);
    /// assert_eq!((flows[0].from, flows[0].tonnes), (Country::UNITED_STATES, Tonnes(4545.2)));
    /// ```
    pub fn flows_into(&self, importer: Country) -> Reading<Vec<Flow>> {
        self.recorded().and_then(|trade| {
            let mut into: Vec<Flow> =
                trade.iter().filter(|flow| flow.to == importer && flow.from != importer).copied().collect();
            if into.is_empty() {
                return Reading::NotReported;
            }
            into.order_by(|a, b| b.tonnes.0.total_cmp(&a.tonnes.0).then(a.from.cmp(&b.from)));
            Reading::Known(into)
        })
    }

    /// All that a country bought, and what of it from one supplier: the flows of [`Self::flows_into`], gone through once.
    fn bought(&self, supplier: Country, of: Country) -> Reading<(Tonnes, Tonnes)> {
        self.recorded().and_then(|trade| {
            let (mut all, mut part, mut any) = (Tonnes::ZERO, Tonnes::ZERO, false);
            for flow in trade.iter().filter(|flow| flow.to == of && flow.from != of) {
                any = true;
                all = all + flow.tonnes;
                part = if flow.from == supplier { part + flow.tonnes } else { part };
            }
            if any { Reading::Known((all, part)) } else { Reading::NotReported }
        })
    }

    fn recorded(&self) -> Reading<&[Flow]> {
        match &self.trade {
            Reading::Known(trade) => Reading::Known(trade),
            Reading::NotReported => Reading::NotReported,
            Reading::NotApplicable => Reading::NotApplicable,
        }
    }

    /// The sum of all reported output: the lumped rest included, withheld figures not.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::{Reading, Tonnes};
    /// assert_eq!(canadas_graphite().output_total(), Reading::Known(Tonnes(1_394_000.0)));
    /// ```
    pub fn output_total(&self) -> Reading<Tonnes> {
        if self.shares_of.is_some() {
            // Published shares are of the whole, though they may not add up to it.
            return Reading::Known(Tonnes(1.0));
        }
        let named: Vec<Tonnes> = self.output.values().filter_map(|reading| reading.known()).collect();
        if named.is_empty() {
            return Reading::NotReported;
        }
        let rest = self.other_output.known().unwrap_or(Tonnes::ZERO);
        Reading::Known(named.into_iter().sum::<Tonnes>() + rest)
    }

    /// A country's share of all reported output.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::{Country, Reading};
    /// let graphite = canadas_graphite();
    /// let china = graphite.output_share(Country::CHINA).known().unwrap();
    /// assert!((china.0 - 1_270_000.0 / 1_394_000.0).abs() < 1e-12);
    /// assert_eq!(graphite.output_share(Country::UNITED_STATES), Reading::NotReported);
    /// ```
    pub fn output_share(&self, of: Country) -> Reading<Share> {
        let own = self.output.get(&of).copied().unwrap_or(Reading::NotReported);
        own.and_then(|own| {
            self.output_total().and_then(|all| {
                if all.0 <= 0.0 { Reading::NotApplicable } else { Reading::Known(Share(own.0 / all.0)) }
            })
        })
    }
}
