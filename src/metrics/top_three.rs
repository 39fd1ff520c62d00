use super::metric::Metric;
use super::supplier_count::top_share;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric = Metric::of_trade("top-three", top_three);

/// How much of a country's imports comes from its three largest suppliers together.
///
/// - Takes: the network's trade, tonnes of gross product weight.
/// - Gives: a share of up to 1; 1 for a country with three suppliers or fewer.
/// - Gaps: `NotReported` without recorded imports, `NotApplicable` where no code tells the mineral apart or all flows are 0.
/// - Source: see [`top_share`].
pub fn top_three(network: &SupplyNetwork, of: Country) -> Reading<Share> {
    network.flows_into(of).and_then(|flows| {
        let tonnes: Vec<f64> = flows.iter().map(|flow| flow.tonnes.0).collect();
        top_share(&tonnes, 3).map_or(Reading::NotApplicable, |share| Reading::Known(Share(share.min(1.0))))
    })
}

#[cfg(test)]
mod tests {
    use super::super::example::{country, network};
    use super::top_three;
    use crate::terms::{Reading, Share};

    #[test]
    fn the_fourth_supplier_is_left_out() {
        let flows = [("CHN", "JPN", 40.0), ("USA", "JPN", 20.0), ("DEU", "JPN", 20.0), ("KAZ", "JPN", 20.0)];
        assert_eq!(top_three(&network(&flows, &[]), country("JPN")), Reading::Known(Share(0.8)));
        assert_eq!(top_three(&network(&flows[..2], &[]), country("JPN")), Reading::Known(Share(1.0)));
    }

    #[test]
    fn gaps_stay_gaps() {
        let empty = network(&[("CHN", "JPN", 0.0)], &[]);
        assert_eq!(top_three(&empty, country("DEU")), Reading::NotReported);
        assert_eq!(top_three(&empty, country("JPN")), Reading::NotApplicable);
    }
}
