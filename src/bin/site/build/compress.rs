//! A `.br` beside everything that compresses, so that no server has to do it.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use super::assets::files_below;
use super::{read, write};
use crate::failure::Failure;

/// Endings of files that shrink.
const TEXTS: [&str; 8] = ["html", "js", "css", "wasm", "bin", "json", "csv", "svg"];

/// How hard to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// For readers far away: a minute of work, a third smaller.
    Best,
    /// For the machine at hand.
    Fast,
}

/// Compresses a site on all processors.
pub fn all(out: &Path, effort: Effort) -> Result<(), Failure> {
    let files: Vec<PathBuf> = files_below(out)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| TEXTS.iter().any(|text| end == *text)))
        .collect();
    let left = Mutex::new(files.into_iter());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let work = || {
            // The lock is let go before the file is compressed.
            let next = || left.lock().ok().and_then(|mut left| left.next());
            while let Some(path) = next() {
                one(&path, effort)?;
            }
            Ok(())
        };
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let done = threads.into_iter().map(|thread| {
            thread.join().unwrap_or_else(|_| {
                Err(Failure::Step {
                    step: "Compressing".to_owned(),
                    detail: String::new(),
                    remedy: "The message above says why".to_owned(),
                })
            })
        });
        // All are waited for; the first failure is said.
        let done: Vec<Result<(), Failure>> = done.collect();
        done.into_iter().collect()
    })
}

fn one(path: &Path, effort: Effort) -> Result<(), Failure> {
    let bytes = read(path)?;
    // The best effort costs minutes on the data's megabytes and gains little there.
    let quality = match effort {
        Effort::Best if bytes.len() <= 1_000_000 => 11,
        Effort::Best => 7,
        Effort::Fast => 4,
    };
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut small, &params).map_err(Failure::writing(path))?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".br");
    write(&path.with_file_name(name), &small)
}
