//! Rows of the public record: export controls, projects and their parties.

use super::check::Known;
use super::error::DataError;
use super::fact::{Control, Deal, DealParty, FLOOR_PRICE, Price};
use super::rows::Row;
use crate::terms::{Standing, Year};

/// A control that names none of our minerals is for readers of the file.
pub(super) fn control(row: Row<'_>, known: &Known) -> Result<Option<Control>, DataError> {
    if row.text("mineral_id").is_empty() {
        return Ok(None);
    }
    Ok(Some(Control {
        id: row.some("control_id")?,
        mineral: row.mineral("mineral_id", &known.minerals)?,
        kind: row.own("control_type"),
        scope: row.own("scope"),
        target: row.own("target"),
        announced: row.own("announced"),
        effective: row.own("effective"),
        number: row.own("announcement_no"),
        status: row.some("state")?,
        status_as_of: row.own("status_as_of"),
        status_until: row.own("status_until"),
        source: row.source(&known.sources)?,
    }))
}

/// A deal without a mineral of ours or without a host is for readers of the file.
pub(super) fn deal(row: Row<'_>, known: &Known) -> Result<Option<Deal>, DataError> {
    if row.text("mineral_id").is_empty() || row.text("host").is_empty() {
        return Ok(None);
    }
    Ok(Some(Deal {
        id: row.some("deal_id")?,
        project: row.some("project")?,
        host: row.country("host", &known.countries)?,
        mineral: row.mineral("mineral_id", &known.minerals)?,
        capacity: row.tonnes("capacity_t")?,
        comparable: row.flag("comparable")?,
        start: if row.text("start_year").is_empty() { None } else { Some(row.year("start_year")?) },
        // A date may be an estimate (`2025-07~`), or missing.
        read: row.text("source_date").get(..4).and_then(|year| year.parse().ok()).map(Year),
        source: row.source(&known.sources)?,
    }))
}

pub(super) fn party(row: Row<'_>, known: &Known) -> Result<DealParty, DataError> {
    let state = row.text("state");
    Ok(DealParty {
        deal: row.some("deal_id")?,
        country: if row.text("country").is_empty() {
            None
        } else {
            Some(row.country("country", &known.countries)?)
        },
        party: row.own("party"),
        takes: row.flag("takes")?,
        tonnes: row.tonnes("tonnes")?,
        share: row.share("share")?,
        share_basis: row.own("share_basis"),
        counts: row.flag("counts")?,
        price_floor: match row.text("price_floor_usd_kg") {
            "" => None,
            _ => Some(row.amount("price_floor_usd_kg")?),
        },
        standing: Standing::from_id(state)
            .ok_or_else(|| row.wrong("state", format!("`{state}` does not say how far it has come")))?,
        source: row.source(&known.sources)?,
    })
}

/// Of all that is published of prices, that of what price floors are on.
pub(super) fn price(row: Row<'_>, known: &Known) -> Result<Option<Price>, DataError> {
    if (row.text("mineral_id"), row.text("statistic")) != FLOOR_PRICE {
        return Ok(None);
    }
    Ok(Some(Price {
        year: row.year("year")?,
        usd_kg: row.amount("value")?,
        estimated: row.text("qualifier") == "estimated",
        source: row.source(&known.sources)?,
    }))
}
