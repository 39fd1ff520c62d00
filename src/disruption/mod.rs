//! What a restriction does: from tonnes lost to need unmet, step by step.

mod error;
mod waterfall;

pub use error::DisruptionError;
pub use waterfall::{Buyer, Restriction, Steps, waterfall};
