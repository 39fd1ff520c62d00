//! What takes long to make is kept under `target/` by what it was made from.

use std::fs;
use std::path::Path;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::{read, write};
use crate::failure::Failure;

/// Where it is kept, below the package's root. Deleting it costs time only.
const FOLDER: &str = "target/made";

/// How long it is kept.
const KEPT_FOR: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// The bytes that `make` gives for these inputs; made only where they were not made before. `kind` says what is made, and
/// changes with how it is made.
pub fn kept(
    root: &Path,
    kind: &str,
    inputs: &[&[u8]],
    make: impl FnOnce() -> Result<Vec<u8>, Failure>,
) -> Result<Vec<u8>, Failure> {
    let file = root.join(FOLDER).join(format!("{kind}-{}", hash(inputs)));
    if file.is_file() {
        return read(&file);
    }
    let bytes = make()?;
    // Beside, then renamed: a build that is stopped leaves no half a file behind.
    let fresh = file.with_extension(format!("{}.new", std::process::id()));
    write(&fresh, &bytes)?;
    fs::rename(&fresh, &file).map_err(Failure::writing(&file))?;
    Ok(bytes)
}

/// Deletes what was made weeks ago. What is still needed of it is made again.
pub fn forget_old(root: &Path) -> Result<(), Failure> {
    let folder = root.join(FOLDER);
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(()) };
    for entry in entries {
        let entry = entry.map_err(Failure::reading(&folder))?;
        let made =
            entry.metadata().and_then(|data| data.modified()).map_err(Failure::reading(&entry.path()))?;
        if made.elapsed().is_ok_and(|age| age > KEPT_FOR) {
            fs::remove_file(entry.path()).map_err(Failure::writing(&entry.path()))?;
        }
    }
    Ok(())
}

fn hash(inputs: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for input in inputs {
        digest.update((input.len() as u64).to_le_bytes());
        digest.update(input);
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{fs, hash, kept};

    #[test]
    fn the_same_input_is_made_once() {
        let root = std::env::temp_dir().join(format!("offtake-cache-{}", std::process::id()));
        let make = |made: &str| kept(&root, "shout-1", &[b"in"], || Ok(made.as_bytes().to_vec())).unwrap();
        assert_eq!(make("first"), b"first");
        assert_eq!(make("second"), b"first");
        assert_eq!(kept(&root, "shout-2", &[b"in"], || Ok(b"other".to_vec())).unwrap(), b"other");
        super::forget_old(&root).unwrap();
        assert_eq!(make("third"), b"first");
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn where_one_input_ends_counts() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
    }
}
