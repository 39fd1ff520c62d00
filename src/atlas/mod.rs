//! The front desk: a choice in (also as a link), a picture out. Knows every id that can be asked for.

pub mod analysis;
mod catalogue;
mod choice;
mod desk;
mod division;
mod error;
mod held;
mod hindcasts;
mod link;
mod measures;
mod network;
mod pipeline;
mod rerouting;
mod sharing;
mod subject;
mod viewer;

pub use catalogue::{Catalogue, Entry};
pub use choice::Choice;
pub use desk::Atlas;
pub use error::{ChoiceError, Error};
pub use held::{files_of, of_facts, packed_words};
pub use network::{MineralNetwork, NetworkDivision, NetworkFigures, share_network, share_network_bands};
pub use pipeline::{PipelineFigures, PlannedFigures, YearFigures};
pub use sharing::{AllyFigures, ContractFigures, DivisionFigures, SharingFigures};

pub use crate::charts::{DataTable, Frame, Picture};
pub use crate::ledger::{Table, unpack};
pub use crate::scene::{Scene, TableRuler, Tag, TextRuler, Theme, focus_centre, pick, tags};
