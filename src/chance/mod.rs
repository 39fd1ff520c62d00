//! What is not known exactly: repeatable random numbers, quantiles and how sure they are, and a project's ramp.

mod interval;
mod inverse;
mod quantile;
mod ramp;
mod random;

pub use interval::{RankInterval, rank_interval};
pub use inverse::{lognormal, normal, triangular};
pub use quantile::{Spread, quantile, quantiles, spread};
pub use ramp::ramped_output;
pub use random::{Pcg32, Pcg64, uniform};
