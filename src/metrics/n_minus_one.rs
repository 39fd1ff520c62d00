use super::buffer::without_largest_supplier;
use super::metric::Metric;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric =
    Metric { high_is_safe: true, ..Metric::of_trade("n-minus-one", n_minus_one) };

/// How much of a country's imports would still come if its largest supplier fell out and nobody else sold more.
///
/// - Takes: the network's trade, tonnes of gross product weight.
/// - Gives: a share of 0 to 1, 0 for a country with one supplier; alone among the measures, more is safer.
/// - Gaps: `NotReported` without recorded imports, `NotApplicable` where no code tells the mineral apart or all flows are 0.
/// - Source: after Regulation (EU) 2017/1938, Annex II, with imports as the need. See [`without_largest_supplier`] for the
///   test with own output, stocks and use.
pub fn n_minus_one(network: &SupplyNetwork, of: Country) -> Reading<Share> {
    network.flows_into(of).and_then(|flows| {
        let tonnes: Vec<f64> = flows.iter().map(|flow| flow.tonnes.0).collect();
        let left = without_largest_supplier(&tonnes, 0.0, 0.0, tonnes.iter().sum());
        left.map_or(Reading::NotApplicable, |left| Reading::Known(Share(left.max(0.0))))
    })
}

#[cfg(test)]
mod tests {
    use super::super::example::{country, network};
    use super::n_minus_one;
    use crate::terms::{Reading, Share};

    #[test]
    fn what_is_left_is_what_the_others_sell() {
        let flows = [("CHN", "JPN", 30.0), ("USA", "JPN", 10.0), ("CHN", "KOR", 5.0)];
        let network = network(&flows, &[]);
        assert_eq!(n_minus_one(&network, country("JPN")), Reading::Known(Share(0.25)));
        assert_eq!(n_minus_one(&network, country("KOR")), Reading::Known(Share(0.0)));
    }

    #[test]
    fn gaps_stay_gaps() {
        let empty = network(&[("CHN", "JPN", 0.0)], &[]);
        assert_eq!(n_minus_one(&empty, country("DEU")), Reading::NotReported);
        assert_eq!(n_minus_one(&empty, country("JPN")), Reading::NotApplicable);
    }
}
