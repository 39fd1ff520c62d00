//! Rows that name things: sources, countries, groups, minerals, codes of trade.

use super::check::Known;
use super::error::DataError;
use super::fact::{CountryRow, FigureYear, GroupMember, MineralRow, Product, Source};
use super::rows::Row;
use crate::terms::{Mineral, Stage};

pub(super) fn source(row: Row<'_>) -> Result<Source, DataError> {
    Ok(Source {
        id: row.some("source_id")?,
        publisher: row.some("publisher")?,
        title: row.some("title")?,
        short: row.some("short")?,
        licence: row.some("licence")?,
        url: row.own("url"),
    })
}

pub(super) fn country(row: Row<'_>) -> Result<CountryRow, DataError> {
    let gender_fr = row.some("gender_fr")?;
    if !["m", "f", "p", "n"].contains(&gender_fr.as_str()) {
        return Err(row.wrong("gender_fr", format!("`{gender_fr}` is none of m, f, p, n")));
    }
    Ok(CountryRow {
        id: row.country("iso3", &[])?,
        name_en: row.some("name_en")?,
        article_en: row.own("article_en"),
        name_fr: row.some("name_fr")?,
        gender_fr,
    })
}

pub(super) fn mineral(row: Row<'_>) -> Result<MineralRow, DataError> {
    let stage = row.some("stage")?;
    Ok(MineralRow {
        id: Mineral::new(&row.some("mineral_id")?),
        name_en: row.some("name_en")?,
        number_en: row.some("number_en")?,
        name_fr: row.some("name_fr")?,
        gender_fr: row.some("gender_fr")?,
        stage: Stage::from_id(&stage)
            .ok_or_else(|| row.wrong("stage", format!("`{stage}` is none of mine, refinery, manufacture")))?,
        family: row.text("family").split("; ").filter(|id| !id.is_empty()).map(Mineral::new).next(),
        parts: row.text("parts").split("; ").filter(|id| !id.is_empty()).map(Mineral::new).collect(),
        basis: row.own("basis"),
    })
}

pub(super) fn figure_year(row: Row<'_>, known: &Known) -> Result<FigureYear, DataError> {
    Ok(FigureYear {
        mineral: row.mineral("mineral_id", &known.minerals)?,
        year: row.year("year")?,
        traded: row.flag("traded")?,
    })
}

/// A party that is not counted as a member is for readers of the file.
pub(super) fn group(row: Row<'_>, known: &Known) -> Result<Option<GroupMember>, DataError> {
    if !row.flag("member")? {
        return Ok(None);
    }
    Ok(Some(GroupMember {
        group: row.some("group_id")?,
        member: row.country("iso3", &known.countries)?,
        source: row.source(&known.sources)?,
    }))
}

pub(super) fn product(row: Row<'_>, known: &Known) -> Result<Product, DataError> {
    let hs6 = row.some("hs6")?;
    if hs6.len() != 6 || !hs6.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(row.wrong("hs6", format!("`{hs6}` is not six digits")));
    }
    Ok(Product {
        nomenclature: row.some("nomenclature")?,
        hs6,
        mineral: row.mineral("mineral_id", &known.minerals)?,
        form: row.some("form")?,
        tells_apart: row.flag("tells_apart")?,
        used: row.flag("used")?,
    })
}
