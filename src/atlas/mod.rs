//! The front desk: a choice in (also as a link), a picture out. Knows every id that can be asked for.

mod allies;
pub mod analysis;
mod catalogue;
mod choice;
mod cite;
mod desk;
mod division;
mod error;
mod held;
mod hindcasts;
mod inputs;
mod judging;
mod link;
mod measures;
mod network;
mod on_record;
mod own_figures;
mod own_project;
mod pipeline;
mod pool;
mod price_floor;
mod projects;
mod rerouting;
mod sharing;
mod short;
mod subject;
mod sureness;
mod viewer;
mod views;

pub use catalogue::{Catalogue, Entry};
pub use choice::Choice;
pub use cite::Citation;
pub use desk::Atlas;
pub use error::{ChoiceError, Error};
pub use held::{family_of, files_of, packed_words};
pub use inputs::Input;
pub use network::{MineralNetwork, NetworkDivision, NetworkFigures, share_network, share_network_bands};
pub use on_record::{
    Figure, HistoryFigures, MeasureFigures, RecordedContract, RecordedProject, StageFigures, SupplyFigures,
};
pub use own_figures::{OwnTable, Verdict};
pub use pipeline::{PipelineFigures, PlannedFigures, YearFigures};
pub use price_floor::PriceFloor;
pub use sharing::{AllyFigures, ContractFigures, DivisionFigures, MoneyFigures, SharingFigures};
pub use sureness::Chances;
pub use views::{Controls, Views};

pub use crate::charts::{DataTable, Family, Frame, Picture};
pub use crate::ledger::{Table, unpack};
pub use crate::scene::{
    Pane, Scene, TableRuler, Tag, TextRuler, Theme, Tween, WAY_MS, Window, focus_centre, pick, tags,
};
