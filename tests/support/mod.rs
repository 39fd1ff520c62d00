//! What several tests share: the shipped facts as an atlas. Each test uses its part.
#![allow(dead_code, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use offtake::atlas::{Atlas, Table};

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every table of `www/data`, as text.
pub fn tables() -> Vec<Table> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("www/data"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "csv"))
        .collect();
    files.sort();
    files.iter().map(|path| table(path)).collect()
}

fn table(path: &Path) -> Table {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let columns = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    Table { name, columns, rows }
}

/// The atlas that a browser opens: the shipped facts, packed and unpacked again.
pub fn atlas() -> Atlas {
    let slim = offtake::ledger::needed(&tables());
    let borders = fs::read(root().join("www/borders.bin")).unwrap();
    Atlas::open(&offtake::ledger::pack(&slim), &borders).unwrap()
}
