//! The whole package as one zip: the same bytes for the same tables.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::failure::Failure;

/// Packs files, sorted by name, all of the same moment.
pub fn zipped(files: &[(&str, &[u8])]) -> Result<Vec<u8>, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Step {
        step: "Packing the tables into a zip".to_owned(),
        detail: format!(": {error}"),
        remedy: "Look at the names of the tables".to_owned(),
    };
    let mut sorted = files.to_vec();
    sorted.sort_by_key(|(name, _)| *name);
    // The format's zero: no clock.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in sorted {
        zip.start_file(name, options).map_err(|error| failed(&error))?;
        zip.write_all(bytes).map_err(|error| failed(&error))?;
    }
    Ok(zip.finish().map_err(|error| failed(&error))?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::zipped;

    #[test]
    fn the_order_of_files_does_not_matter() {
        let (a, b) = (("a.csv", &b"x\n1\n"[..]), ("b.csv", &b"y\n2\n"[..]));
        let once = zipped(&[a, b]).unwrap();
        assert_eq!(&once[..2], b"PK");
        assert_eq!(once, zipped(&[b, a]).unwrap());
    }
}
