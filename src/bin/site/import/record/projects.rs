use std::collections::BTreeMap;
use std::path::Path;

use super::super::names::Countries;
use super::super::raw::{Raw, RawRow};
use super::super::sheet::{Row, row};
use super::{SOURCE, open, optional};
use crate::failure::Failure;

/// Projects that make one of our minerals, and whether their tonnes count what trade counts. Oxides and single rare
/// earths are contained weight while trade in compounds is gross: those may not be set against each other.
const PROJECTS: &str = include_str!("../record_projects.csv");

/// What the record's words for a role and a state mean: whether a party takes part of the output, and how far it has come.
const WORDS: &str = include_str!("../record_words.csv");

/// The projects, from the first row of each deal: rows of `deals`.
pub fn deals(from: &Path) -> Result<Vec<Row>, Failure> {
    let columns = ["deal_id", "project", "country", "mineral", "capacity_t_per_year", "start_year"];
    let raw = open(from, "deals.csv", &columns)?;
    let ours = Raw::parse("record_projects.csv".into(), PROJECTS, &["deal_id", "mineral_id", "comparable"])?;
    let countries = Countries::open()?;
    let mut deals: BTreeMap<&str, Row> = BTreeMap::new();
    for cells in raw.rows() {
        let [id, project, product] = ["deal_id", "project", "mineral"].map(|column| cells.text(column));
        if deals.contains_key(id) {
            continue;
        }
        let made = ours.rows().find(|known| known.text("deal_id") == id);
        let (mineral, comparable) =
            made.map_or(("", "no"), |made| (made.text("mineral_id"), made.text("comparable")));
        let capacity = optional(&cells, "capacity_t_per_year")?;
        let host = countries.code(cells.text("country")).unwrap_or_default();
        let [start, model, url, date, confidence] =
            ["start_year", "allocation_model", "source", "source_date", "confidence"]
                .map(|column| cells.text(column));
        let head = [id, project, host, product, mineral, &capacity, comparable, start, model];
        deals
            .insert(id, head.into_iter().chain([url, date, confidence, SOURCE]).map(str::to_owned).collect());
    }
    Ok(deals.into_values().collect())
}

/// Who takes, pays or lends in each project: rows of `deal_parties`.
pub fn parties(from: &Path) -> Result<Vec<Row>, Failure> {
    let columns =
        ["deal_id", "party", "party_country", "offtake_share", "share_basis", "count_in_sum", "years"];
    let raw = open(from, "deals.csv", &columns)?;
    let words = Raw::parse("record_words.csv".into(), WORDS, &["column", "words", "means"])?;
    let countries = Countries::open()?;
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut rows = Vec::new();
    for cells in raw.rows() {
        let id = cells.text("deal_id");
        let number = numbers.entry(id).or_default();
        *number += 1;
        let share = optional(&cells, "offtake_share")?;
        let [party, role, currency, instrument, status, status_date] =
            ["party", "party_role", "finance_currency", "finance_instrument", "status", "status_date"]
                .map(|column| cells.text(column));
        let [url, date, confidence] =
            ["source", "source_date", "confidence"].map(|column| cells.text(column));
        rows.push(row([
            id,
            &format!("{number:02}"),
            party,
            countries.code(cells.text("party_country")).unwrap_or_default(),
            role,
            meaning(&words, &cells, "party_role")?,
            &optional(&cells, "offtake_t_per_year")?,
            &share,
            if share.is_empty() { "" } else { basis(&cells)? },
            if cells.text("count_in_sum") == "yes" { "yes" } else { "no" },
            &optional(&cells, "years")?,
            &optional(&cells, "finance_amount_m")?,
            currency,
            instrument,
            &optional(&cells, "price_floor_usd_per_kg")?,
            meaning(&words, &cells, "status")?,
            status,
            status_date,
            url,
            date,
            confidence,
            SOURCE,
        ]));
    }
    Ok(rows)
}

/// What the words of a column mean. Words that nobody has read yet stop the import: a guess could turn a letter into a contract.
fn meaning<'a>(words: &'a Raw, row: &RawRow<'_>, column: &str) -> Result<&'a str, Failure> {
    let text = row.text(column);
    let mut known = words.rows().filter(|known| known.text("column") == column);
    let found = known.find(|known| known.text("words") == text).map(|known| known.text("means"));
    found.ok_or_else(|| {
        row.wrong(column, format!("`{text}` is not in record_words.csv: say there what it means"))
    })
}

/// How a share is known, from the words that the record begins with.
fn basis(row: &RawRow<'_>) -> Result<&'static str, Failure> {
    let text = row.text("share_basis");
    let starts = [
        ("published", "published"),
        ("computed", "computed"),
        ("proxy", "proxy"),
        ("priority", "priority"),
        ("one analyst", "proxy"),
        ("partner holds", "priority"),
    ];
    starts
        .iter()
        .find(|(start, _)| text.starts_with(start))
        .map(|(_, basis)| *basis)
        .ok_or_else(|| row.wrong("share_basis", format!("`{text}` does not say how the share is known")))
}
