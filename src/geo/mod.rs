//! Borders, the Equal Earth projection, and both fitted into a box on the page.

mod borders;
mod error;
mod fit;
mod outline;
mod projection;
mod reader;

pub use borders::{Borders, close};
pub use error::GeoError;
pub use fit::Fit;
pub use outline::Outline;
pub use projection::{Extent, equal_earth, extent};
