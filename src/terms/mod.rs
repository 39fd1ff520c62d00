//! The words that every room shares: country, mineral, stage, year, tonnes, share, reading, standing; and how numbers are
//! written.

mod country;
mod date;
mod decimal;
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
pub use decimal::{Plain, fixed, number, plain, within};
pub use map::{Entry, Map, Set};
pub use mineral::Mineral;
pub use order::Order;
pub use quantity::{Share, Tonnes};
pub use reading::Reading;
pub use stage::Stage;
pub use standing::Standing;
pub use year::Year;
