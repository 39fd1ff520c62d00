//! The tidy tables of `www/data`, as text, as packed facts and as an atlas.

use std::fs;
use std::path::{Path, PathBuf};

use offtake::atlas::Atlas;
use offtake::ledger::{DataError, Table, needed, pack};

use crate::failure::Failure;

/// Where the tables lie, below the package's root.
pub const DATA: &str = "www/data";
/// Where the outlines of the map lie.
pub const BORDERS: &str = "www/borders.bin";

/// Every table of a folder, in the order of names.
pub fn read_tables(folder: &Path) -> Result<Vec<Table>, Failure> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(Failure::reading(folder))? {
        let path = entry.map_err(Failure::reading(folder))?.path();
        if path.extension().is_some_and(|end| end == "csv") {
            files.push(path);
        }
    }
    files.sort();
    files.iter().map(|path| read_table(path)).collect()
}

fn read_table(path: &Path) -> Result<Table, Failure> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let wrong = |error: csv::Error| DataError::Cell {
        file: name.clone(),
        row: error.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(0)),
        column: "all".to_owned(),
        what: error.to_string(),
    };
    let mut reader = csv::Reader::from_path(path).map_err(wrong)?;
    let columns = reader.headers().map_err(wrong)?.iter().map(str::to_owned).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        rows.push(record.map_err(wrong)?.iter().map(str::to_owned).collect());
    }
    Ok(Table { name, columns, rows })
}

/// The facts as a browser opens them.
pub fn packed(root: &Path) -> Result<Vec<u8>, Failure> {
    let tables = read_tables(&root.join(DATA))?;
    // The same check as in the browser, here where row and column can still be named in the file.
    offtake::ledger::Ledger::from_tables(&tables)?;
    Ok(pack(&needed(&tables)))
}

/// The outlines of the map.
pub fn borders(root: &Path) -> Result<Vec<u8>, Failure> {
    let path = root.join(BORDERS);
    fs::read(&path).map_err(Failure::reading(&path))
}

/// The atlas of the shipped facts.
pub fn atlas(root: &Path) -> Result<Atlas, Failure> {
    Ok(Atlas::open(&packed(root)?, &borders(root)?)?)
}
