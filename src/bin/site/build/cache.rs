//! What takes long to make is kept under `target/` by what it was made from.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{read, write};
use crate::failure::Failure;

/// Where it is kept, below the package's root. Deleting it costs time only.
const FOLDER: &str = "target/made";

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
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn where_one_input_ends_counts() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
    }
}
