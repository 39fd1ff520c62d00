use std::path::Path;

use super::super::names::{Countries, country};
use super::super::raw::Raw;
use super::super::sheet::{Row, row};
use super::{SOURCE, open};
use crate::failure::Failure;

const GROUPS: &str = include_str!("../record_groups.csv");
/// Roles that make a country one of the group. A party that only takes part, or is only reported, is not.
const MEMBERS: [&str; 7] =
    ["member", "partner country", "lead", "signatory", "founder", "action plan party", "state investor"];
/// The European Union as a party: it is no country.
const UNION: &str = "EUU";

/// Who belongs to which group, and since when: rows of `groups`.
pub fn groups(from: &Path) -> Result<Vec<Row>, Failure> {
    let raw = open(
        from,
        "alliances.csv",
        &["group", "iso3", "role", "member_since", "as_of", "source", "confidence"],
    )?;
    let ids = Raw::parse("record_groups.csv".into(), GROUPS, &["group", "group_id"])?;
    let countries = Countries::open()?;
    let mut rows = Vec::new();
    for cells in raw.rows() {
        let name = cells.text("group");
        let id = ids.rows().find(|known| known.text("group") == name).map(|known| known.text("group_id"));
        let id = id.ok_or_else(|| {
            cells.wrong("group", format!("`{name}` is not known: add it to record_groups.csv"))
        })?;
        let code = match cells.text("iso3") {
            UNION => UNION.to_owned(),
            _ => country(&countries, &cells, "iso3")?,
        };
        let role = cells.text("role");
        let member = if MEMBERS.contains(&role) && code != UNION { "yes" } else { "no" };
        let [since, as_of, url, date, confidence] =
            ["member_since", "as_of", "source", "source_date", "confidence"].map(|column| cells.text(column));
        rows.push(row([id, &code, role, member, since, as_of, url, date, confidence, SOURCE]));
    }
    Ok(rows)
}
