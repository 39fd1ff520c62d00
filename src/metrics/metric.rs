use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

/// A measure of dependency: one number for one country in one network.
///
/// A metric cannot fail: where the figures are missing it answers with a gap.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Id in links, with hyphens.
    pub id: &'static str,
    /// The measure, 0 to 1.
    pub measure: fn(&SupplyNetwork, Country) -> Reading<Share>,
    /// Whether it needs trade (else production).
    pub needs_trade: bool,
}
