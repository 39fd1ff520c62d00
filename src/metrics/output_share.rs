use super::metric::Metric;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric = Metric {
    id: "output-share",
    measure: output_share,
    at_once: None,
    needs_trade: false,
    needs_output: true,
    high_is_safe: false,
};

/// A country's share of all reported world output at the mineral's shown stage.
///
/// - Takes: the network's output, tonnes as its table counts them.
/// - Gives: a share of 0 to 1 of the sum of named countries and the lumped rest (not of the publisher's rounded total).
/// - Gaps: `NotReported` for a country that is not listed or whose figure is withheld.
/// - Source: the output table's publisher, U.S. Geological Survey.
pub fn output_share(network: &SupplyNetwork, of: Country) -> Reading<Share> {
    network.output_share(of)
}

#[cfg(test)]
mod tests {
    use super::super::example::{country, network};
    use super::output_share;
    use crate::terms::{Reading, Share, Tonnes};

    #[test]
    fn the_share_is_of_the_reported_sum_and_not_of_the_rounded_total() {
        let mut network = network(&[], &[("CHN", Some(60.0)), ("USA", Some(20.0))]);
        network.other_output = Reading::Known(Tonnes(20.0));
        network.world_output = Reading::Known(Tonnes(110.0));
        assert_eq!(output_share(&network, country("CHN")), Reading::Known(Share(0.6)));
    }

    #[test]
    fn a_withheld_or_unlisted_country_is_a_gap() {
        let network = network(&[], &[("CHN", Some(60.0)), ("USA", None)]);
        assert_eq!(output_share(&network, country("USA")), Reading::NotReported);
        assert_eq!(output_share(&network, country("FRA")), Reading::NotReported);
    }

    #[test]
    fn a_share_of_no_output_is_not_applicable() {
        let network = network(&[], &[("CHN", Some(0.0))]);
        assert_eq!(output_share(&network, country("CHN")), Reading::NotApplicable);
    }
}
