//! Whether the publishers' files are the editions that we know.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::failure::Failure;

use super::names;
use super::sheet::Row;

/// The files as they lie there: rows of `source_files`, and a line for each that is not the edition we know.
pub fn editions(from: &Path) -> Result<(Vec<Row>, Vec<String>), Failure> {
    let mut strangers = Vec::new();
    let mut rows = names::by_hand("source_files")?;
    for row in &mut rows {
        // file, source_id, sha256, bytes, from, note
        let path = from.join(&row[0]);
        let bytes = fs::read(&path).map_err(|error| missing(&path, row, &error))?;
        let sha = hex(&Sha256::digest(&bytes));
        if sha != row[2] {
            strangers.push(format!(
                "{} is not the edition we know (sha256 {}…, {} bytes; this one has {}…, {} bytes). The known one is had \
                 from {}. If this is a new edition, say so in source_files.csv and sources.csv",
                row[0],
                &row[2][..12],
                row[3],
                &sha[..12],
                bytes.len(),
                row[4],
            ));
            row[2] = sha;
            row[3] = bytes.len().to_string();
        }
    }
    Ok((rows, strangers))
}

fn missing(path: &Path, row: &Row, error: &std::io::Error) -> Failure {
    let sources = names::by_hand("sources").unwrap_or_default();
    // source_id, publisher, title, …
    let from = sources.iter().find(|source| source[0] == row[1]);
    let from = from.map_or_else(String::new, |source| format!("{}, {}: ", source[1], source[2]));
    Failure::Choice(format!("{}: {error}. It holds {}; get it from {from}{}", path.display(), row[5], row[4]))
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
