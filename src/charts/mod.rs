//! Every picture. One file a chart; this table is the list.

mod behind;
mod chart;
mod dependency_map;
mod map_label;
mod sheet;
mod source;
mod supplier_bars;
mod who_gets_it;

use source::source_line;

pub use chart::{Chart, DataTable, Frame, Picture, Sources, Subject};

/// All charts, in the order in which menus show them.
pub const ALL: &[Chart] = &[dependency_map::CHART, supplier_bars::CHART, who_gets_it::CHART];
