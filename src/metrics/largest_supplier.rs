use super::metric::Metric;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric =
    Metric { id: "largest-supplier-share", measure: largest_supplier_share, needs_trade: true };

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
