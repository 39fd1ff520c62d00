//! The public record: alliances, export controls and their effects, projects, models and uses, one fact a row with its
//! own address.

mod controls;
mod effects;
mod groups;
mod models;
mod projects;

use std::path::Path;

use crate::failure::Failure;

use super::raw::{Letters, Raw, RawRow, plain};

pub use controls::controls;
pub use effects::{effects, end_uses, sector_effects};
pub use groups::groups;
pub use models::models;
pub use projects::{deals, parties};

/// The record among the sources.
const SOURCE: &str = "policy_record";

fn open(from: &Path, file: &str, columns: &[&str]) -> Result<Raw, Failure> {
    Raw::open(&from.join("policy").join(file), Letters::Utf8, columns)
}

/// A number of 0 or more, or nothing.
fn optional(row: &RawRow<'_>, column: &str) -> Result<String, Failure> {
    if row.text(column).is_empty() { Ok(String::new()) } else { Ok(plain(row.number(column)?)) }
}

/// A share in per cent as a part of 1, or nothing.
fn optional_percent(row: &RawRow<'_>, column: &str) -> Result<String, Failure> {
    if row.text(column).is_empty() { Ok(String::new()) } else { Ok(plain(row.number(column)? / 100.0)) }
}
