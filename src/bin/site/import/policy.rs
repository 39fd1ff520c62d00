//! The public record: alliances, export controls, projects and who takes what of them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::failure::Failure;

use super::names::Countries;
use super::raw::{Letters, Raw, RawRow, plain};
use super::sheet::{Column, Sheet};

/// Groups of the record, and their ids. The EU takes part in the G7 but is not one of the seven.
const GROUPS: [(&str, &str); 4] = [
    ("G7", "g7"),
    ("NATO", "nato"),
    ("EU", "eu"),
    ("Critical Minerals Production Alliance, round 1", "production_alliance"),
];
const ROLES: [&str; 3] = ["member", "partner country", "lead"];

/// Minerals of the record's controls that are ours.
const CONTROLLED: [(&str, &str); 10] = [
    ("gallium", "gallium"),
    ("germanium", "germanium"),
    ("antimony", "antimony"),
    ("graphite", "natural_graphite"),
    ("tungsten", "tungsten"),
    ("tellurium", "tellurium"),
    ("bismuth", "bismuth"),
    ("molybdenum", "molybdenum"),
    ("indium", "indium"),
    ("rare earths (group)", "rare_earths"),
];

/// Projects that make one of our minerals, and whether their tonnes count what trade counts. Oxides and single rare
/// earths are contained weight while trade in compounds is gross: those may not be set against each other.
const MADE: [(&str, &str, bool); 17] = [
    ("D01", "permanent_magnets", true),
    ("D04", "permanent_magnets", true),
    ("D05", "permanent_magnets", true),
    ("D08", "antimony", false),
    ("D09", "antimony", false),
    ("D10", "antimony", false),
    ("D11", "germanium", false),
    ("D20", "natural_graphite", true),
    ("D22", "rare_earths", false),
    ("D41", "gallium", true),
    ("D42", "molybdenum", false),
    ("D47", "tungsten", false),
    ("D48", "bismuth", true),
    ("D60", "gallium", true),
    ("D65", "rare_earths", false),
    ("D66", "tungsten", false),
    ("D70", "permanent_magnets", true),
];

/// Reads who belongs to which group.
pub fn groups(from: &Path) -> Result<Sheet, Failure> {
    const COLUMNS: &[Column] = &[
        ("group_id", "string", "g7, nato, eu or production_alliance"),
        ("iso3", "string", "Member"),
        ("role", "string", "Role in the group"),
        ("source_url", "string", "Where it was read"),
        ("confidence", "string", "high, medium or low"),
        ("source_id", "string", "Source"),
    ];
    let raw = open(from, "alliances.csv", &["group", "iso3", "role", "source", "confidence"])?;
    let countries = Countries::open()?;
    let mut rows = Vec::new();
    for row in raw.rows() {
        let Some((_, id)) = GROUPS.iter().find(|(name, _)| *name == row.text("group")) else {
            continue;
        };
        if !ROLES.contains(&row.text("role")) {
            continue;
        }
        let code = country(&countries, &row, "iso3")?;
        let cells = [
            id,
            code.as_str(),
            row.text("role"),
            row.text("source"),
            row.text("confidence"),
            "policy_record",
        ];
        rows.push(cells.map(str::to_owned).to_vec());
    }
    Ok(Sheet::sorted("groups", "Groups of allies and their members", COLUMNS, rows))
}

/// Reads the export controls.
pub fn controls(from: &Path) -> Result<Sheet, Failure> {
    const COLUMNS: &[Column] = &[
        ("control_id", "string", "Key"),
        ("mineral_id", "string", "Mineral, where it is one of ours"),
        ("mineral", "string", "What the record names"),
        ("control_type", "string", "Licence, ban, quota, framework"),
        ("target", "string", "Against whom"),
        ("announced", "string", "Date of announcement; ~ marks an estimated date"),
        ("effective", "string", "Date from which it holds"),
        ("announcement_no", "string", "Number of the announcement"),
        ("issuer", "string", "Who issued it"),
        ("status", "string", "in force, suspended, disputed, reported"),
        ("status_as_of", "string", "Date on which the status was read"),
        ("status_until", "string", "Date until which the status holds"),
        ("source_url", "string", "Where it was read"),
        ("source_date", "string", "Date of what was read"),
        ("confidence", "string", "high, medium or low"),
        ("source_id", "string", "Source"),
    ];
    let raw =
        open(from, "export_controls.csv", &["control_id", "mineral", "status", "source", "status_until"])?;
    let rows = raw
        .rows()
        .map(|row| {
            let ours =
                CONTROLLED.iter().find(|(name, _)| *name == row.text("mineral")).map_or("", |(_, id)| id);
            let mut cells = vec![row.text("control_id").to_owned(), ours.to_owned()];
            let same = [
                "mineral",
                "control_type",
                "target",
                "announced",
                "effective",
                "announcement_no",
                "issuer",
                "status",
                "status_as_of",
                "status_until",
            ];
            cells.extend(same.iter().map(|column| row.text(column).to_owned()));
            cells.extend(
                ["source", "source_date", "confidence"].iter().map(|column| row.text(column).to_owned()),
            );
            cells.push("policy_record".to_owned());
            cells
        })
        .collect();
    Ok(Sheet::sorted("export_controls", "Export controls with their state on a date", COLUMNS, rows))
}

/// Reads the projects: the first row of each deal.
pub fn deals(from: &Path) -> Result<Sheet, Failure> {
    const COLUMNS: &[Column] = &[
        ("deal_id", "string", "Key"),
        ("project", "string", "Name"),
        ("host", "string", "Where it stands; empty for programmes of several countries"),
        ("product", "string", "What it makes, as the record names it"),
        ("mineral_id", "string", "Mineral, where it is one of ours"),
        ("capacity_t", "number", "Tonnes a year at full capacity; empty where not published"),
        ("comparable", "string", "yes: these tonnes count the same thing as trade in the mineral"),
        ("start_year", "year", "First year of output, if published"),
        ("allocation_model", "string", "single-market, shared, open or unknown"),
        ("source_url", "string", "Where it was read"),
        ("source_date", "string", "Date of what was read"),
        ("confidence", "string", "high, medium or low"),
        ("source_id", "string", "Source"),
    ];
    let raw = open(
        from,
        "deals.csv",
        &["deal_id", "project", "country", "mineral", "capacity_t_per_year", "start_year"],
    )?;
    let countries = Countries::open()?;
    let mut deals: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in raw.rows() {
        let id = row.text("deal_id");
        if deals.contains_key(id) {
            continue;
        }
        let made = MADE.iter().find(|(known, ..)| *known == id);
        let capacity = optional(&row, "capacity_t_per_year")?;
        let host = countries.code(row.text("country")).unwrap_or_default();
        let cells = [
            id,
            row.text("project"),
            host,
            row.text("mineral"),
            made.map_or("", |(_, mineral, _)| mineral),
            &capacity,
            if made.is_some_and(|(_, _, comparable)| *comparable) { "yes" } else { "no" },
            row.text("start_year"),
            row.text("allocation_model"),
            row.text("source"),
            row.text("source_date"),
            row.text("confidence"),
            "policy_record",
        ];
        deals.insert(id.to_owned(), cells.map(str::to_owned).to_vec());
    }
    Ok(Sheet::sorted("deals", "Allied projects and programmes", COLUMNS, deals.into_values().collect()))
}

/// Reads who takes, pays or lends in each project.
pub fn parties(from: &Path) -> Result<Sheet, Failure> {
    const COLUMNS: &[Column] = &[
        ("deal_id", "string", "Project"),
        ("row", "integer", "Number of the row within the project"),
        ("party", "string", "Name"),
        ("country", "string", "Its country; empty for several or none"),
        ("role", "string", "Buyer, lender, shareholder"),
        ("tonnes", "number", "Tonnes a year that it takes; empty where not published"),
        ("share", "number", "Part of the output, 0 to 1; empty where unknown, which is never 0"),
        ("share_basis", "string", "published, computed, proxy or priority; empty where there is no share"),
        ("counts", "string", "yes: may be added to the other shares of the project"),
        ("finance_amount_m", "number", "Money, millions"),
        ("finance_currency", "string", "Its currency"),
        ("instrument", "string", "Kind of money or contract"),
        ("status", "string", "Contract, letter, condition"),
        ("status_date", "string", "Date of the status"),
        ("source_url", "string", "Where it was read"),
        ("source_date", "string", "Date of what was read"),
        ("confidence", "string", "high, medium or low"),
        ("source_id", "string", "Source"),
    ];
    let raw = open(
        from,
        "deals.csv",
        &["deal_id", "party", "party_country", "offtake_share", "share_basis", "count_in_sum"],
    )?;
    let countries = Countries::open()?;
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut rows = Vec::new();
    for row in raw.rows() {
        let number = numbers.entry(row.text("deal_id").to_owned()).or_default();
        *number += 1;
        let share = optional(&row, "offtake_share")?;
        let basis = if share.is_empty() { "" } else { basis(&row)? };
        let cells = [
            row.text("deal_id"),
            &format!("{number:02}"),
            row.text("party"),
            countries.code(row.text("party_country")).unwrap_or_default(),
            row.text("party_role"),
            &optional(&row, "offtake_t_per_year")?,
            &share,
            basis,
            if row.text("count_in_sum") == "yes" { "yes" } else { "no" },
            &optional(&row, "finance_amount_m")?,
            row.text("finance_currency"),
            row.text("finance_instrument"),
            row.text("status"),
            row.text("status_date"),
            row.text("source"),
            row.text("source_date"),
            row.text("confidence"),
            "policy_record",
        ];
        rows.push(cells.map(str::to_owned).to_vec());
    }
    Ok(Sheet::sorted("deal_parties", "Who takes, pays or lends in each project", COLUMNS, rows))
}

fn open(from: &Path, file: &str, columns: &[&str]) -> Result<Raw, Failure> {
    Raw::open(&from.join("policy").join(file), Letters::Utf8, columns)
}

fn country(countries: &Countries, row: &RawRow<'_>, column: &str) -> Result<String, Failure> {
    let name = row.text(column);
    let code = countries.code(name);
    code.map(str::to_owned)
        .ok_or_else(|| row.wrong(column, format!("`{name}` is not known: add it to aliases.csv")))
}

fn optional(row: &RawRow<'_>, column: &str) -> Result<String, Failure> {
    if row.text(column).is_empty() { Ok(String::new()) } else { Ok(plain(row.number(column)?)) }
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
