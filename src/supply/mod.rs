//! Who supplies whom: one mineral, one year.

mod network;
mod read;

pub use network::{Flow, SupplyNetwork};
pub use read::network;
