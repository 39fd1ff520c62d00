use super::metric::Metric;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric = Metric::of_trade("largest-supplier-share", largest_supplier_share);

/// How much of a country's imports comes from its largest supplier, whoever that is.
///
/// - Takes: the network's trade, tonnes of gross product weight.
/// - Gives: a share in 1/n ..= 1 for n suppliers.
/// - Gaps: `NotReported` without recorded imports, `NotApplicable` where no code tells the mineral apart or all flows are 0.
pub fn largest_supplier_share(network: &SupplyNetwork, of: Country) -> Reading<Share> {
    network.flows_into(of).and_then(|flows| match flows.first() {
        Some(largest) => network.import_share(largest.from, of),
        None => Reading::NotReported,
    })
}

#[cfg(test)]
mod tests {
    use super::super::example::{country, network};
    use super::largest_supplier_share;
    use crate::terms::{Reading, Share};

    #[test]
    fn the_largest_supplier_need_not_be_the_restricted_one() {
        let flows = [("CHN", "USA", 30.0), ("THA", "USA", 60.0), ("MEX", "USA", 30.0)];
        assert_eq!(largest_supplier_share(&network(&flows, &[]), country("USA")), Reading::Known(Share(0.5)));
    }

    #[test]
    fn two_equal_suppliers_have_a_half_each() {
        let flows = [("CHN", "USA", 30.0), ("THA", "USA", 30.0)];
        assert_eq!(largest_supplier_share(&network(&flows, &[]), country("USA")), Reading::Known(Share(0.5)));
    }

    #[test]
    fn gaps_stay_gaps() {
        let mut network = network(&[("CHN", "USA", 0.0)], &[]);
        assert_eq!(largest_supplier_share(&network, country("USA")), Reading::NotApplicable);
        assert_eq!(largest_supplier_share(&network, country("JPN")), Reading::NotReported);
        network.trade = Reading::NotApplicable;
        assert_eq!(largest_supplier_share(&network, country("JPN")), Reading::NotApplicable);
    }
}
