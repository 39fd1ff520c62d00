use crate::terms::Map;

use super::metric::Metric;
use crate::supply::{SupplyNetwork, Traced};
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric = Metric {
    id: "origin-share",
    measure: origin_share,
    at_once: Some(origin_shares),
    needs_trade: true,
    needs_output: true,
    high_is_safe: false,
};

/// How much of a country's supply (its own output and its imports) the restricted supplier made, whoever sold it last.
///
/// - Takes: the network's output and trade, where one may be added to the other.
/// - Gives: a share of 0 to 1. It is the least that the records allow: supply of unknown origin counts as made elsewhere.
/// - Gaps: `NotApplicable` where trade does not weigh what output weighs, and for the restricted supplier itself;
///   `NotReported` where output or trade is missing, where the country's own output is withheld, and where it has no
///   supply on record of which any origin is known.
/// - Source: as [`crate::supply::Flows::origin`].
///
/// # Example
/// ```
/// use offtake::metrics;
/// use offtake::supply::canadas_graphite;
/// use offtake::terms::Country;
/// let share = metrics::ALL.iter().find(|metric| metric.id == "origin-share").unwrap();
/// let canada = (share.measure)(&canadas_graphite(), Country::parse("CAN").unwrap()).known().unwrap();
/// // Little more than a third comes straight from China, three quarters were made there.
/// assert!((canada.0 - 0.750).abs() < 5e-4);
/// ```
pub fn origin_share(network: &SupplyNetwork, of: Country) -> Reading<Share> {
    origin_shares(network, &[of]).pop().unwrap_or(Reading::NotReported)
}

fn origin_shares(network: &SupplyNetwork, countries: &[Country]) -> Vec<Reading<Share>> {
    let traced = network.trace().map(|trace| trace.made_in(network.restricted));
    countries.iter().map(|country| read(network, &traced, *country)).collect()
}

/// A country's share out of those of all.
pub(super) fn read(
    network: &SupplyNetwork,
    traced: &Reading<Map<Country, Traced>>,
    of: Country,
) -> Reading<Share> {
    let traced = match traced {
        Reading::Known(traced) => traced,
        Reading::NotReported => return Reading::NotReported,
        Reading::NotApplicable => return Reading::NotApplicable,
    };
    if of == network.restricted {
        return Reading::NotApplicable;
    }
    if network.output.get(&of).is_some_and(|own| own.known().is_none()) {
        return Reading::NotReported;
    }
    match traced.get(&of) {
        Some(traced) if traced.unknown.0 < 1.0 => Reading::Known(traced.share),
        _ => Reading::NotReported,
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{country, network};
    use super::origin_share;
    use crate::terms::{Reading, Share};

    const TRADE: [(&str, &str, f64); 3] =
        [("CHN", "THA", 200.0), ("THA", "USA", 150.0), ("MEX", "USA", 50.0)];

    #[test]
    fn goods_that_come_by_way_of_another_country_are_looked_through() {
        let output = [("CHN", Some(1000.0)), ("MEX", Some(60.0))];
        let network = network(&TRADE, &output);
        assert_eq!(origin_share(&network, country("USA")), Reading::Known(Share(0.75)));
        assert_eq!(origin_share(&network, country("THA")), Reading::Known(Share(1.0)));
        assert_eq!(origin_share(&network, country("MEX")), Reading::Known(Share(0.0)));
        assert_eq!(origin_share(&network, country("CHN")), Reading::NotApplicable);
        assert_eq!(origin_share(&network, country("FRA")), Reading::NotReported);
    }

    #[test]
    fn own_output_is_part_of_supply_unless_it_is_withheld() {
        let with = |own| network(&TRADE, &[("CHN", Some(1000.0)), ("MEX", Some(60.0)), ("USA", own)]);
        assert_eq!(origin_share(&with(Some(100.0)), country("USA")), Reading::Known(Share(0.5)));
        assert_eq!(origin_share(&with(None), country("USA")), Reading::NotReported);
    }

    #[test]
    fn supply_of_wholly_unknown_origin_is_not_free_of_dependency() {
        let network = network(&[("NLD", "BEL", 5.0), ("CHN", "FRA", 6.0)], &[("CHN", Some(10.0))]);
        assert_eq!(origin_share(&network, country("BEL")), Reading::NotReported);
    }

    #[test]
    fn tonnes_that_cannot_be_added_are_not_applicable() {
        let mut network = network(&TRADE, &[("CHN", Some(1000.0))]);
        network.addable = false;
        assert_eq!(origin_share(&network, country("USA")), Reading::NotApplicable);
    }
}
