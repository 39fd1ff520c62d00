//! What a restriction does: from tonnes lost to need unmet, step by step.

mod error;
mod price;
mod waterfall;

pub use error::DisruptionError;
pub use price::{Clearing, Need, Seller, clearing};
pub use waterfall::{Buyer, Restriction, Steps, waterfall};
