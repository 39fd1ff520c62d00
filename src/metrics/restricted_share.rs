use super::metric::Metric;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric = Metric { id: "restricted-share", measure: restricted_share, needs_trade: true };

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
