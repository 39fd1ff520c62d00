//! Rows of figures: what is made, traded and used.

use super::check::Known;
use super::error::DataError;
use super::fact::{Demand, EndUse, Production, Qualifier, SupplyShare, Trade};
use super::rows::Row;
use crate::terms::Stage;

/// Kinds of published use that count all of it, the later before the earlier where a country has several.
const WHOLE_USE: [&str; 3] = ["Consumption, apparent", "Consumption, reported", "Consumption, estimated"];

/// Capacity, outlooks and the figures of a source that is not used are for readers of the file.
pub(super) fn production(row: Row<'_>, known: &Known) -> Result<Option<Production>, DataError> {
    if row.text("measure") != "production" || row.text("qualifier") == "projected" || !row.flag("used")? {
        return Ok(None);
    }
    let stage = row.some("stage")?;
    let country = match row.text("country") {
        "WORLD" | "OTHER" => None,
        _ => Some(row.country("country", &known.countries)?),
    };
    let qualifier = match row.text("qualifier") {
        "reported" => Qualifier::Reported,
        "estimated" => Qualifier::Estimated,
        "rounded" => Qualifier::Rounded,
        "withheld" => Qualifier::Withheld,
        "not_available" => Qualifier::NotAvailable,
        "range" => Qualifier::Range,
        other => return Err(row.wrong("qualifier", format!("`{other}` is not a qualifier"))),
    };
    Ok(Some(Production {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        stage: Stage::from_id(&stage)
            .ok_or_else(|| row.wrong("stage", format!("`{stage}` is not a stage")))?,
        year: row.year("year")?,
        country,
        world: row.text("country") == "WORLD",
        value: row.tonnes("value_t")?,
        qualifier,
        source: row.source(&known.sources)?,
    }))
}

/// Shares of world supply of one of our minerals. A bound such as `<0.1%` is a gap here, and supply to the EU is for
/// readers of the file.
pub(super) fn supply_share(row: Row<'_>, known: &Known) -> Result<Option<SupplyShare>, DataError> {
    if row.text("mineral_id").is_empty() || row.text("scope") != "world" {
        return Ok(None);
    }
    let stage = row.some("stage")?;
    Ok(Some(SupplyShare {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        stage: Stage::from_id(&stage)
            .ok_or_else(|| row.wrong("stage", format!("`{stage}` is not a stage")))?,
        country: row.country("country", &known.countries)?,
        share: row.share("share")?,
        period: row.some("period")?,
        source: row.source(&known.sources)?,
    }))
}

pub(super) fn trade(row: Row<'_>, known: &Known) -> Result<Trade, DataError> {
    Ok(Trade {
        nomenclature: row.some("nomenclature")?,
        hs6: row.some("hs6")?,
        year: row.year("year")?,
        exporter: row.country("exporter", &known.countries)?,
        importer: row.country("importer", &known.countries)?,
        tonnes: row.tonnes("tonnes")?,
        source: row.source(&known.sources)?,
    })
}

/// Use as a country's own statistics publish it. Outlooks, proxies and parts of the whole are for readers of the file.
pub(super) fn demand(row: Row<'_>, known: &Known) -> Result<Option<Demand>, DataError> {
    let published = row.text("scenario") == "observed" && row.text("qualifier") != "proxy";
    if !published || row.text("country") == "WORLD" || !WHOLE_USE.contains(&row.text("kind")) {
        return Ok(None);
    }
    Ok(Some(Demand {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        country: row.country("country", &known.countries)?,
        year: row.year("year")?,
        value: row.tonnes("value_t")?,
        source: row.source(&known.sources)?,
    }))
}

/// Uses in the European Union, which one study gives for whole minerals. Parts of other wholes are for readers of the file.
pub(super) fn end_use(row: Row<'_>, known: &Known) -> Result<Option<EndUse>, DataError> {
    if row.text("mineral_id").is_empty() || row.text("scope") != "EU" {
        return Ok(None);
    }
    Ok(Some(EndUse {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        sector: row.text("sector").split(' ').next().unwrap_or_default().to_owned(),
        share: row.share("share")?,
        period: row.some("period")?,
        source: row.source(&known.sources)?,
    }))
}
