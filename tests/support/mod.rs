//! What several tests share: the shipped facts as an atlas. Each test uses its part.
#![allow(dead_code, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use offtake::atlas::{Atlas, Table, packed_words};
use offtake::ledger::{Ledger, Packed, packed};

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every table of `www/data`, as text, read once.
pub fn tables() -> &'static [Table] {
    static TABLES: OnceLock<Vec<Table>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut files: Vec<PathBuf> = fs::read_dir(root().join("www/data"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "csv"))
            .collect();
        files.sort();
        files.iter().map(|path| table(path)).collect()
    })
}

fn table(path: &Path) -> Table {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let columns = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    Table { name, columns, rows }
}

/// The facts, read once and checked.
pub fn ledger() -> &'static Ledger {
    static LEDGER: OnceLock<Ledger> = OnceLock::new();
    LEDGER.get_or_init(|| Ledger::from_tables(tables()).unwrap())
}

/// The atlas of a page before any mineral's facts but those of antimony: quick to open many times.
pub fn small_atlas() -> Atlas {
    static PACKED: OnceLock<Packed> = OnceLock::new();
    let packed = PACKED.get_or_init(|| packed(tables()).unwrap());
    let borders = fs::read(root().join("www/borders.bin")).unwrap();
    let mut atlas = Atlas::open(&packed.base, &borders).unwrap();
    let antimony = packed.minerals.iter().filter(|(id, _)| id == "antimony");
    for (id, bytes) in packed_words().iter().chain(antimony) {
        atlas.add(id, bytes).unwrap();
    }
    atlas
}

/// The atlas that a browser opens: the shipped facts, packed and unpacked again, with those of every mineral added.
pub fn atlas() -> Atlas {
    static PACKED: OnceLock<Packed> = OnceLock::new();
    let packed = PACKED.get_or_init(|| packed(tables()).unwrap());
    let borders = fs::read(root().join("www/borders.bin")).unwrap();
    let mut atlas = Atlas::open(&packed.base, &borders).unwrap();
    for (id, bytes) in packed.minerals.iter().chain(&packed_words()) {
        atlas.add(id, bytes).unwrap();
    }
    atlas
}
