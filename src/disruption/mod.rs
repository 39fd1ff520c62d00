//! What a restriction does: from tonnes lost to need unmet, step by step.

mod error;
mod hindcast;
mod leakage;
mod over_time;
mod price;
mod price_band;
mod rerouting;
mod waterfall;

pub use error::DisruptionError;
pub use hindcast::{ELASTICITIES, Hindcast, PriceCase, QuantityCase, price_hindcast, quantity_hindcast};
pub use leakage::Aim;
pub use over_time::{Drawing, Period, over_time};
pub use price::{Clearing, Need, Seller, clearing};
pub use price_band::{implied_elasticity, losses_behind, price_band};
pub use rerouting::{Rerouting, Unmet};
pub use waterfall::{Buyer, Restriction, Steps, waterfall};
