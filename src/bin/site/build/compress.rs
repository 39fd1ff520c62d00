//! A `.br` beside everything that compresses, so that no server has to do it.

use std::path::{Path, PathBuf};

use super::assets::files_below;
use super::cache::kept;
use super::{crew, read, write};
use crate::failure::Failure;

/// Endings of files that shrink.
const TEXTS: [&str; 9] = ["html", "js", "css", "wasm", "bin", "json", "csv", "svg", "atom"];

/// How hard to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// For readers far away: a minute of work, a third smaller.
    Best,
    /// For the machine at hand.
    Fast,
}

/// Compresses a site on all processors.
pub fn all(root: &Path, out: &Path, effort: Effort) -> Result<(), Failure> {
    let files: Vec<PathBuf> = files_below(out)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| TEXTS.iter().any(|text| end == *text)))
        // What came with its own, from a frozen version.
        .filter(|path| !beside(path).is_file())
        .collect();
    crew::each(files, |path| one(root, &path, effort))
}

fn one(root: &Path, path: &Path, effort: Effort) -> Result<(), Failure> {
    let bytes = read(path)?;
    let quality = quality(effort, bytes.len());
    let small = if bytes.len() > worth_keeping(effort) {
        kept(root, &format!("br-{quality}"), &[&bytes], || packed(path, &bytes, quality))?
    } else {
        packed(path, &bytes, quality)?
    };
    write(&beside(path), &small)
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".br");
    path.with_file_name(name)
}

/// Files longer than this, in bytes, are compressed once: the same table is not tried again. While working, only tables
/// take long enough, and pages change too often.
fn worth_keeping(effort: Effort) -> usize {
    match effort {
        Effort::Best => 20_000,
        Effort::Fast => 1_000_000,
    }
}

/// The best effort costs minutes on the data's megabytes and gains little there.
fn quality(effort: Effort, bytes: usize) -> i32 {
    match (effort, bytes) {
        (Effort::Best, ..=1_000_000) => 11,
        (Effort::Best, ..=4_000_000) => 7,
        (Effort::Best, _) => 5,
        (Effort::Fast, ..=1_000_000) => 4,
        (Effort::Fast, _) => 2,
    }
}

fn packed(path: &Path, bytes: &[u8], quality: i32) -> Result<Vec<u8>, Failure> {
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &params).map_err(Failure::writing(path))?;
    Ok(small)
}

#[cfg(test)]
mod tests {
    use super::{Effort, quality};

    #[test]
    fn the_longer_a_file_the_less_is_tried() {
        let efforts = |effort| [1_000, 2_000_000, 20_000_000].map(|bytes| quality(effort, bytes));
        assert_eq!(efforts(Effort::Best), [11, 7, 5]);
        assert_eq!(efforts(Effort::Fast), [4, 2, 2]);
    }
}
