use super::herfindahl::herfindahl;
use super::metric::Metric;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric = Metric { id: "concentration", measure: concentration, needs_trade: true };

/// How concentrated a country's import suppliers are: the Herfindahl–Hirschman index of its imports.
///
/// - Takes: the network's trade, tonnes of gross product weight.
/// - Gives: 1/n ..= 1 for n suppliers, 1 being a single one.
/// - Gaps: `NotReported` without recorded imports, `NotApplicable` where no code tells the mineral apart or all flows are 0.
/// - Source: see [`herfindahl`].
pub fn concentration(network: &SupplyNetwork, of: Country) -> Reading<Share> {
    network.flows_into(of).and_then(|flows| {
        let tonnes: Vec<f64> = flows.iter().map(|flow| flow.tonnes.0).collect();
        herfindahl(&tonnes).map_or(Reading::NotApplicable, |index| Reading::Known(Share(index)))
    })
}
