//! Who supplies whom: one mineral, one year.

mod absorption;
mod example;
mod flows;
mod group;
mod history;
mod network;
mod origin;
mod project;
mod read;
mod sold_out;
mod trace;

pub use crate::ledger::{NewestImports, TradeUnit};
pub use example::canadas_graphite;
pub use flows::{Flows, OriginError};
pub use group::GroupError;
pub use history::{History, TradeMonth, TradeYear, history};
pub use network::{Flow, SupplyNetwork};
pub use origin::{Origin, Part};
pub use project::{AlliedProject, Basis, Contract, part_taken, projects};
pub use read::{network, other_stage};
pub use trace::{Path, Repair, Trace, Traced};
