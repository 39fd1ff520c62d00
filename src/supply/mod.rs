//! Who supplies whom: one mineral, one year.

mod absorption;
mod example;
mod flows;
mod group;
mod network;
mod origin;
mod project;
mod read;
mod sold_out;
mod trace;

pub use crate::ledger::NewestImports;
pub use example::canadas_graphite;
pub use flows::{Flows, OriginError};
pub use group::GroupError;
pub use network::{Flow, SupplyNetwork};
pub use origin::{Origin, Part};
pub use project::{AlliedProject, Basis, Contract, projects};
pub use read::network;
pub use trace::{Path, Repair, Trace, Traced};
