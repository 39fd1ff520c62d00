//! What a restriction does: from tonnes lost to need unmet, step by step.

mod error;
mod leakage;
mod over_time;
mod price;
mod rerouting;
mod waterfall;

pub use error::DisruptionError;
pub use leakage::Aim;
pub use over_time::{Drawing, Period, over_time};
pub use price::{Clearing, Need, Seller, clearing};
pub use rerouting::{Rerouting, Unmet};
pub use waterfall::{Buyer, Restriction, Steps, waterfall};
