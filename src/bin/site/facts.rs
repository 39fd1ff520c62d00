//! The tidy tables of `www/data`, as text, as packed facts and as an atlas.

use std::fs;
use std::path::{Path, PathBuf};

use offtake::atlas::Atlas;
use offtake::ledger::{DataError, Packed, Table, needed};

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
pub fn packed(root: &Path) -> Result<Packed, Failure> {
    // The same check as in the browser, here where row and column can still be named in the file.
    Ok(offtake::ledger::packed(&read_tables(&root.join(DATA))?)?)
}

/// The outlines of the map.
pub fn borders(root: &Path) -> Result<Vec<u8>, Failure> {
    let path = root.join(BORDERS);
    fs::read(&path).map_err(Failure::reading(&path))
}

/// The atlas of the shipped facts.
pub fn atlas(root: &Path) -> Result<Atlas, Failure> {
    Ok(Atlas::from_tables(&needed(&read_tables(&root.join(DATA))?), &borders(root)?)?)
}

#[cfg(test)]
mod tests {
    use super::packed;
    use crate::tools;

    /// What a reader pays, compressed as it is served. Magnets, with the most flows of one year, are the largest.
    #[test]
    fn the_facts_of_a_mineral_stay_small() {
        let size = |bytes: &[u8]| {
            let mut out = Vec::new();
            let parameters =
                brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
            brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters).unwrap();
            out.len()
        };
        let packed = packed(&tools::root()).unwrap();
        let base = size(&packed.base);
        let sizes: Vec<(usize, &str)> =
            packed.minerals.iter().map(|(mineral, bytes)| (size(bytes), mineral.as_str())).collect();
        let (times, sizes): (Vec<_>, Vec<_>) =
            sizes.into_iter().partition(|(_, mineral)| mineral.ends_with(offtake::ledger::HISTORY));
        let (largest, mineral) = sizes.iter().max().unwrap();
        let (longest, of) = times.iter().max().unwrap();
        let all = base + sizes.iter().map(|(size, _)| size).sum::<usize>();
        println!("base {base}, largest {mineral} {largest}, all {all}, largest in time {of} {longest} bytes");
        assert!(base <= 10_000, "{base} bytes for what every page needs");
        assert!(*largest <= 10_000, "{largest} bytes for {mineral}");
        // All years of all countries come only where a picture shows time.
        assert!(*longest <= 16_000, "{longest} bytes for {of}");
        assert!(all <= 150_000, "{all} bytes for everything");
    }
}
