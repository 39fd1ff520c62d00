use std::path::{Path, PathBuf};

use offtake::ledger::DataError;

/// Why a command stopped. Every message names the remedy.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file that cannot be read or written.
    #[error("{}: {error}. Check that it exists and that you may {verb} it", path.display())]
    File { path: PathBuf, verb: &'static str, error: std::io::Error },
    /// Facts or sources that cannot be used.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Facts, borders or a choice that the atlas refuses.
    #[error(transparent)]
    Atlas(#[from] offtake::atlas::Error),
    /// A program that is needed and not there.
    #[error("`{program}` was not found. {remedy}")]
    MissingProgram { program: String, remedy: String },
    /// A step that ran and failed.
    #[error("{step} failed{detail}. {remedy}")]
    Step { step: String, detail: String, remedy: String },
    /// A word on the command line that we do not know, or a choice that makes no sense.
    #[error("{0}")]
    Choice(String),
}

impl Failure {
    /// For `map_err` after reading a file.
    pub fn reading(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
        let path = path.to_owned();
        move |error| Failure::File { path, verb: "read", error }
    }

    /// For `map_err` after writing a file.
    pub fn writing(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
        let path = path.to_owned();
        move |error| Failure::File { path, verb: "write", error }
    }
}
