//! Every measure of dependency. One file a metric; this table is the list.

mod concentration;
#[cfg(test)]
mod example;
mod herfindahl;
mod largest_supplier;
mod metric;
mod output_share;
mod restricted_share;

pub use herfindahl::herfindahl;
pub use metric::Metric;

/// All metrics, in the order in which menus show them.
pub const ALL: &[Metric] = &[
    restricted_share::METRIC,
    largest_supplier::METRIC,
    concentration::METRIC,
    output_share::METRIC,
];
