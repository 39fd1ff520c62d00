use super::metric::Metric;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric = Metric { id: "output-share", measure: output_share, needs_trade: false };

/// A country's share of all reported world output at the mineral's shown stage.
///
/// - Takes: the network's output, tonnes as its table counts them.
/// - Gives: a share of 0 to 1 of the sum of named countries and the lumped rest (not of the publisher's rounded total).
/// - Gaps: `NotReported` for a country that is not listed or whose figure is withheld.
/// - Source: the output table's publisher, U.S. Geological Survey.
pub fn output_share(network: &SupplyNetwork, of: Country) -> Reading<Share> {
    network.output_share(of)
}
