//! Every picture. One file a chart; this table is the list.

#[cfg(feature = "sharing")]
mod before_and_after;
mod behind;
mod chart;
#[cfg(feature = "sharing")]
mod contract_strip;
mod control_timeline;
mod dependency_map;
mod dependency_matrix;
mod end_uses;
mod flow_arcs;
mod map_drawing;
mod map_label;
mod measure;
mod origin_flow;
#[cfg(feature = "sharing")]
mod pipeline;
#[cfg(feature = "sharing")]
mod rules_side_by_side;
mod sheet;
#[cfg(feature = "sharing")]
mod shortfall_waterfall;
mod source;
mod supplier_bars;
mod time_columns;
mod trend;
#[cfg(feature = "sharing")]
mod unit_squares;
#[cfg(feature = "sharing")]
mod who_gets_it;

use source::source_line;

pub use chart::{Chart, DataTable, Frame, Need, Picture, SectorUse, Sources, Subject};
pub use measure::{Measure, State};

/// All charts, in the order in which menus show them.
pub const ALL: &[Chart] = &[
    dependency_map::CHART,
    dependency_matrix::CHART,
    supplier_bars::CHART,
    origin_flow::CHART,
    control_timeline::CHART,
    trend::CHART,
    #[cfg(feature = "sharing")]
    shortfall_waterfall::CHART,
    #[cfg(feature = "sharing")]
    who_gets_it::CHART,
    #[cfg(feature = "sharing")]
    rules_side_by_side::CHART,
    #[cfg(feature = "sharing")]
    before_and_after::CHART,
    #[cfg(feature = "sharing")]
    pipeline::CHART,
    end_uses::CHART,
];
