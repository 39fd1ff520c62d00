//! Who supplies whom: one mineral, one year.

mod linear;
mod network;
mod origin;
mod read;

pub use network::{Flow, SupplyNetwork};
pub use origin::{Flows, Origin, OriginError};
pub use read::network;
