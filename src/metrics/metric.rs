use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

/// Measures many countries in one go, in their order.
pub type AtOnce = fn(&SupplyNetwork, &[Country]) -> Vec<Reading<Share>>;

/// A measure of dependency: one number for one country in one network.
///
/// A metric cannot fail: where the figures are missing it answers with a gap.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Id in links, with hyphens.
    pub id: &'static str,
    /// The measure, 0 to 1.
    pub measure: fn(&SupplyNetwork, Country) -> Reading<Share>,
    /// The same for many countries, where one country alone is as much work as all of them.
    pub at_once: Option<AtOnce>,
    /// Whether it needs trade.
    pub needs_trade: bool,
    /// Whether it needs output.
    pub needs_output: bool,
    /// Whether more of it is safer, so that pictures turn their colours round.
    pub high_is_safe: bool,
}

impl Metric {
    /// A measure of trade alone.
    pub(super) const fn of_trade(
        id: &'static str,
        measure: fn(&SupplyNetwork, Country) -> Reading<Share>,
    ) -> Metric {
        Metric { id, measure, at_once: None, needs_trade: true, needs_output: false, high_is_safe: false }
    }

    /// The measure of each country, in their order.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics;
    /// use offtake::supply::canadas_graphite;
    /// use offtake::terms::{Country, Reading, Share};
    /// let canada = Country::parse("CAN").unwrap();
    /// let share = metrics::ALL.iter().find(|metric| metric.id == "restricted-share").unwrap();
    /// let each = share.of_each(&canadas_graphite(), &[canada, Country::UNITED_STATES]);
    /// assert_eq!(each[0], Reading::Known(Share(3427.0 / 9598.3)));
    /// assert_eq!(each[1], Reading::Known(Share(33_214.4 / 39_995.4)));
    /// ```
    pub fn of_each(&self, network: &SupplyNetwork, countries: &[Country]) -> Vec<Reading<Share>> {
        match self.at_once {
            Some(at_once) => at_once(network, countries),
            None => countries.iter().map(|country| (self.measure)(network, *country)).collect(),
        }
    }
}
