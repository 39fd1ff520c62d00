//! Every measure of dependency. One file a metric; the table at the foot lists those that a reader can choose, the others
//! take plain numbers.

mod buffer;
mod concentration;
mod displacement;
mod economic_importance;
mod eu_dependency_test;
mod eu_supply_risk;
#[cfg(test)]
mod example;
mod geo_dependency;
mod herfindahl;
mod herfindahl_bounds;
mod largest_supplier;
mod metric;
mod n_minus_one;
mod net_import_reliance;
mod origin_share;
mod output_concentration;
mod output_share;
mod raw_materials_act;
mod restricted_share;
mod supplier_count;
mod top_three;
mod touch_share;
mod usgs_supply_risk;
mod value_added_exposed;

pub use buffer::{days_of_cover, without_largest_supplier};
pub use displacement::{Displacement, displacement};
pub use economic_importance::economic_importance;
pub use eu_dependency_test::EuDependency;
pub use eu_supply_risk::{EuSupplyRisk, MOST_SHARES, governed_concentration, scaled_governance};
pub use geo_dependency::GeoDependency;
pub use herfindahl::{herfindahl, normalised_herfindahl};
pub use herfindahl_bounds::{BoundsError, herfindahl_bounds, herfindahl_with_rest};
pub use metric::{AtOnce, Metric};
pub use net_import_reliance::Balance;
pub use output_concentration::output_concentration;
pub use raw_materials_act::{OneThirdCountry, Within};
pub use supplier_count::{effective_suppliers, entropy_suppliers, top_share};
pub use usgs_supply_risk::{Industry, Producer, UsgsSupplyRisk};
pub use value_added_exposed::{ExposedIndustry, expected_loss, value_added_exposed};

/// All metrics, in the order in which menus show them.
pub const ALL: &[Metric] = &[
    restricted_share::METRIC,
    largest_supplier::METRIC,
    top_three::METRIC,
    n_minus_one::METRIC,
    concentration::METRIC,
    output_share::METRIC,
    origin_share::METRIC,
    touch_share::METRIC,
];

/// The metric that asks least of the figures.
pub const RESTRICTED_SHARE: Metric = restricted_share::METRIC;

/// The ids of all, for who checks one and computes none.
pub const IDS: [&str; ALL.len()] = {
    let mut ids = [""; ALL.len()];
    let mut at = 0;
    while at < ids.len() {
        ids[at] = ALL[at].id;
        at += 1;
    }
    ids
};
