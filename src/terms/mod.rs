//! The words that every room shares: country, mineral, stage, year, tonnes, share, reading, standing.

mod country;
mod date;
mod map;
mod mineral;
mod order;
mod quantity;
mod reading;
mod stage;
mod standing;
mod year;

pub use country::{BadCountry, Country};
pub use date::Date;
pub use map::{Entry, Map, Set};
pub use mineral::Mineral;
pub use order::Order;
pub use quantity::{Share, Tonnes};
pub use reading::Reading;
pub use stage::Stage;
pub use standing::Standing;
pub use year::Year;
