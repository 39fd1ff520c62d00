use super::metric::Metric;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric = Metric::of_trade("restricted-share", restricted_share);

/// How much of a country's imports comes from the restricted supplier, at face value: re-exports are not looked
/// through.
///
/// - Takes: the network's trade, tonnes of gross product weight.
/// - Gives: a share of 0 to 1; 0 for a country that imports, but not from there.
/// - Gaps: `NotReported` without recorded imports, `NotApplicable` where no trade code tells the mineral apart and for
///   the restricted supplier itself.
/// - Source: the benchmark of Regulation (EU) 2024/1252, Article 5, is put on this share.
pub fn restricted_share(network: &SupplyNetwork, of: Country) -> Reading<Share> {
    if of == network.restricted {
        return Reading::NotApplicable;
    }
    network.import_share(network.restricted, of)
}

#[cfg(test)]
mod tests {
    use super::super::example::{country, network};
    use super::restricted_share;
    use crate::terms::{Reading, Share};

    #[test]
    fn goods_that_come_by_way_of_another_country_are_not_looked_through() {
        let flows = [("CHN", "THA", 200.0), ("THA", "USA", 180.0), ("MEX", "USA", 50.0)];
        let network = network(&flows, &[]);
        assert_eq!(restricted_share(&network, country("USA")), Reading::Known(Share(0.0)));
        assert_eq!(restricted_share(&network, country("THA")), Reading::Known(Share(1.0)));
    }

    #[test]
    fn the_restricted_supplier_does_not_depend_on_itself() {
        let network = network(&[("MMR", "CHN", 10.0)], &[]);
        assert_eq!(restricted_share(&network, country("CHN")), Reading::NotApplicable);
    }

    #[test]
    fn a_country_without_recorded_imports_is_a_gap_and_not_free_of_dependency() {
        let network = network(&[("CHN", "JPN", 10.0)], &[]);
        assert_eq!(restricted_share(&network, country("FRA")), Reading::NotReported);
    }
}
