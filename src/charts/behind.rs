//! Where the rows behind a picture stand, below the language's folder of the site.

use super::chart::Subject;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Mineral};

/// Every row of the picture's mineral.
pub(super) fn all(subject: &Subject<'_>) -> String {
    format!("data/{}/", subject.network.mineral.slug())
}

/// The rows of what a country buys. The page holds the newest year: for another one it is the place that says so.
pub(super) fn imports(subject: &Subject<'_>, importer: Country) -> String {
    // The rows of a group are those of many.
    let of_many = importer == subject.viewer && !subject.viewers.is_empty();
    if subject.newest_trade == Some(subject.network.year) && !of_many {
        format!("{}#imports-{}", all(subject), importer.code())
    } else {
        trade(&subject.network.mineral)
    }
}

/// The trade of a mineral.
pub(super) fn trade(mineral: &Mineral) -> String {
    format!("data/{}/#trade", mineral.slug())
}

/// The table of exports by month.
pub(super) fn months() -> String {
    "data/#table-export_months".to_owned()
}

/// The row of what a country makes at a stage; without a country, all of them.
pub(super) fn output(subject: &Subject<'_>, network: &SupplyNetwork, producer: Option<Country>) -> String {
    // The stage that pictures show has the short anchor.
    let own = network.stage == subject.network.stage;
    let stage = if own { String::new() } else { format!("{}-", network.stage.id()) };
    match (producer, &network.shares_of) {
        // A share is a mean of years of its own.
        (Some(country), Some(_)) if own => format!("{}#production-{}", all(subject), country.code()),
        (_, Some(_)) if !own => format!("{}#supply_shares_eu", all(subject)),
        (Some(country), _) => {
            format!("{}#{stage}production-{}-{}", all(subject), country.code(), network.year)
        }
        (None, _) => format!("{}#production", all(subject)),
    }
}

/// The rows of the export controls that name a mineral.
pub(super) fn controls(mineral: &Mineral) -> String {
    format!("data/{}/#controls", mineral.slug())
}

/// The rows of who has a part in which project.
pub(super) fn contracts() -> String {
    "data/record/#deal_parties".to_owned()
}

/// The rows of what a mineral is used for.
pub(super) fn end_uses(subject: &Subject<'_>) -> String {
    format!("{}#end_uses", all(subject))
}
