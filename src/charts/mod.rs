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
mod rule_panels;
#[cfg(feature = "sharing")]
mod rules_side_by_side;
#[cfg(feature = "sharing")]
mod rules_title;
#[cfg(feature = "sharing")]
mod sharing_words;
mod sheet;
#[cfg(feature = "sharing")]
mod shortfall_waterfall;
mod source;
mod stage_bars;
mod supplier_bars;
mod time_columns;
mod trend;
#[cfg(feature = "sharing")]
mod unit_squares;
#[cfg(feature = "sharing")]
mod who_gets_it;
#[cfg(feature = "sharing")]
mod who_would_leave;

use source::source_line;

pub use chart::{Chart, DataTable, Family, Frame, Need, Picture, SectorUse, Sources, Subject};
pub use measure::{Measure, State};

/// All charts, in the order in which menus show them.
pub const ALL: &[Chart] = &[
    #[cfg(feature = "maps")]
    dependency_map::CHART,
    #[cfg(feature = "ties")]
    dependency_matrix::CHART,
    #[cfg(feature = "bars")]
    supplier_bars::CHART,
    #[cfg(feature = "ties")]
    origin_flow::CHART,
    #[cfg(feature = "bars")]
    control_timeline::CHART,
    #[cfg(feature = "ties")]
    trend::CHART,
    #[cfg(feature = "sharing")]
    shortfall_waterfall::CHART,
    #[cfg(feature = "sharing")]
    who_gets_it::CHART,
    #[cfg(feature = "sharing")]
    rules_side_by_side::CHART,
    #[cfg(feature = "sharing")]
    who_would_leave::CHART,
    #[cfg(feature = "sharing")]
    before_and_after::CHART,
    #[cfg(feature = "sharing")]
    pipeline::CHART,
    #[cfg(feature = "bars")]
    end_uses::CHART,
];
