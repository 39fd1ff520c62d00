//! Who gets the tonnes: every rule that divides what is there among those who claim it. One file a rule; this table is the list.

mod constrained_equal_awards;
#[cfg(test)]
mod example;
mod proportional;
mod rule;
mod single_market;
mod water;

pub use rule::{Claim, ClaimsError, Rule, Shortage};
pub use water::water_fill;

/// All rules, in the order in which menus show them.
pub const ALL: &[Rule] = &[
    single_market::RULE,
    proportional::RULE,
    constrained_equal_awards::RULE,
];
