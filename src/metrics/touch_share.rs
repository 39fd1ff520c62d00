use super::metric::Metric;
use super::origin_share::read;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric = Metric {
    id: "touch-share",
    measure: touch_share,
    at_once: Some(touch_shares),
    needs_trade: true,
    needs_output: true,
    high_is_safe: false,
};

/// How much of a country's supply (its own output and its imports) the restricted supplier made or passed on at any step.
///
/// - Takes: the network's output and trade, where one may be added to the other.
/// - Gives: a share of 0 to 1, never less than [`origin_share`](super::origin_share::origin_share).
/// - Gaps: as there.
/// - Source: as [`crate::supply::Flows::touch`].
///
/// # Example
/// ```
/// use offtake::metrics;
/// use offtake::supply::canadas_graphite;
/// use offtake::terms::Country;
/// let mut graphite = canadas_graphite();
/// graphite.restricted = Country::UNITED_STATES;
/// let of = |id: &str| {
///     let share = metrics::ALL.iter().find(|metric| metric.id == id).unwrap();
///     (share.measure)(&graphite, Country::parse("CAN").unwrap()).known().unwrap().0
/// };
/// // The United States mine no graphite, and sell Canada nearly half of what it has.
/// assert!(of("origin-share") == 0.0 && (of("touch-share") - 0.4735).abs() < 5e-5);
/// ```
pub fn touch_share(network: &SupplyNetwork, of: Country) -> Reading<Share> {
    touch_shares(network, &[of]).pop().unwrap_or(Reading::NotReported)
}

fn touch_shares(network: &SupplyNetwork, countries: &[Country]) -> Vec<Reading<Share>> {
    let traced = network.trace().map(|trace| trace.passed_through(network.restricted));
    countries.iter().map(|country| read(network, &traced, *country)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::example::{country, network};
    use super::super::origin_share::origin_share;
    use super::touch_share;
    use crate::terms::{Reading, Share};

    #[test]
    fn what_was_made_elsewhere_and_passed_through_counts() {
        // Of 100 t that China has, it made 60; the rest came from Madagascar.
        let trade = [("MDG", "CHN", 40.0), ("CHN", "JPN", 50.0), ("MDG", "JPN", 50.0)];
        let network = network(&trade, &[("CHN", Some(60.0)), ("MDG", Some(90.0))]);
        assert_eq!(touch_share(&network, country("JPN")), Reading::Known(Share(0.5)));
        assert_eq!(origin_share(&network, country("JPN")), Reading::Known(Share(0.3)));
        assert_eq!(touch_share(&network, country("CHN")), Reading::NotApplicable);
    }
}
