//! The words that every room shares: country, mineral, stage, year, tonnes, share, reading, standing.

mod country;
mod date;
mod mineral;
mod quantity;
mod reading;
mod stage;
mod standing;
mod year;

pub use country::{BadCountry, Country};
pub use date::Date;
pub use mineral::Mineral;
pub use quantity::{Share, Tonnes};
pub use reading::Reading;
pub use stage::Stage;
pub use standing::Standing;
pub use year::Year;
