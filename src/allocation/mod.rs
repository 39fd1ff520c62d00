//! Who gets the tonnes: every rule that divides what is there among those who claim it. One file
//! a rule; the table at the foot lists those that a reader can choose, the others take plain numbers.

mod adjusted_proportional;
mod capacity_sharing;
mod constrained_egalitarian;
mod constrained_equal_awards;
mod constrained_equal_losses;
mod emergency_sharing;
mod equal_split;
mod equity_proportional;
#[cfg(test)]
mod example;
mod fairness;
mod flow;
mod iea_sharing;
mod least_worst_dependency;
mod leximin;
mod maximum_delivered;
mod minimal_overlap;
mod minimum_cost;
mod network;
mod piniles;
mod priority;
mod priority_with_cap;
mod properties;
mod proportional;
mod proportional_to_capital;
mod protected_first;
mod random_arrival;
mod rule;
mod single_market;
mod single_market_resale;
mod stability;
mod talmud;
mod transport;
mod value;
mod water;
mod weighted_nash;
mod worst_dependency;

pub use adjusted_proportional::adjusted_proportional;
pub use constrained_egalitarian::constrained_egalitarian;
pub use constrained_equal_losses::constrained_equal_losses;
pub use equal_split::{equal_split, equal_split_within_claims};
pub use equity_proportional::{equity_passed_on, equity_strict};
pub use fairness::{FairnessBounds, fairness_bounds, gini, jain, justified_envy};
pub use iea_sharing::{Member, Selective, Settlement, iea_selective, iea_sharing};
pub use leximin::leximin;
pub use minimal_overlap::minimal_overlap;
pub use network::{Network, NetworkError};
pub use piniles::piniles;
pub use priority::priority;
pub use properties::Properties;
pub use random_arrival::random_arrival;
pub use rule::{Claim, ClaimsError, Rule, Shortage};
pub use stability::{Blocking, blocking_coalition, smallest_transfer};
pub use talmud::talmud;
pub use transport::{Transport, transport, transport_within};
pub use value::{PriceOfFairness, price_of_fairness, value_forgone};
pub use water::water_fill;
pub use worst_dependency::{WorstDependency, least_dependency, min_worst_dependency};

/// The rule of a single market, whatever else there is.
pub const SINGLE_MARKET: &Rule = &single_market::RULE;

/// Ids of all rules, in the order of [`ALL`]: whoever checks an id need not carry the rules.
pub const IDS: [&str; ALL.len()] = {
    let mut ids = [""; ALL.len()];
    let mut at = 0;
    while at < ids.len() {
        ids[at] = ALL[at].id;
        at += 1;
    }
    ids
};

/// All rules, in the order in which menus show them.
pub const ALL: &[Rule] = &[
    single_market::RULE,
    single_market_resale::RULE,
    capacity_sharing::RULE,
    proportional::RULE,
    proportional_to_capital::RULE,
    equal_split::RULE,
    constrained_equal_awards::RULE,
    constrained_equal_losses::RULE,
    talmud::RULE,
    piniles::RULE,
    random_arrival::RULE,
    priority_with_cap::RULE,
    emergency_sharing::RULE,
    protected_first::RULE,
    least_worst_dependency::RULE,
    weighted_nash::RULE,
    maximum_delivered::RULE,
    minimum_cost::RULE,
];
