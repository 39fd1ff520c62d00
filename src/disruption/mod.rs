//! What a restriction does: from tonnes lost to need unmet, step by step.

mod waterfall;

pub use waterfall::{Buyer, Restriction, Steps, waterfall};
