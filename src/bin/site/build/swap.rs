//! The new site in the place of the old one.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// What every site of ours has, and hardly any other folder: pages, and assets named by what is in them.
const OURS: [&str; 4] = ["404.html", "assets", "embed", "index.html"];

/// Refuses to replace a folder that is neither empty nor a site of ours: replacing deletes what is there.
pub fn may_replace(out: &Path) -> Result<(), Failure> {
    let refused = |what: &str| {
        Failure::Choice(format!(
            "{} {what}: it would be deleted. Choose a new folder with `--out`, or delete this one yourself",
            out.display()
        ))
    };
    let mut entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(_) => return Err(refused("is not a folder")),
    };
    let site = OURS.iter().all(|name| out.join(name).exists()) && !out.join("Cargo.toml").exists();
    if entries.next().is_none() || site {
        Ok(())
    } else {
        Err(refused("holds something else than a built site"))
    }
}

/// A folder's neighbour: `dist` and `new` give `dist.new`.
pub fn beside(out: &Path, ending: &str) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Puts a new site in the place of the old one, which stays until the new one stands.
pub fn put(fresh: &Path, out: &Path) -> Result<(), Failure> {
    let old = beside(out, "old");
    remove(&old)?;
    let had = out.exists();
    if had {
        fs::rename(out, &old).map_err(Failure::writing(out))?;
    }
    if let Err(error) = fs::rename(fresh, out) {
        if had {
            // Nothing better can be done where this fails too; the old site is then in `old`.
            let _ = fs::rename(&old, out);
        }
        return Err(Failure::writing(out)(error));
    }
    remove(&old)
}

/// Removes a folder with all that is in it; one that is not there is fine.
pub fn remove(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::writing(folder)(error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, PathBuf, beside, fs, may_replace, put, remove};

    /// A folder of this test alone.
    fn folder(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("offtake-swap-{name}-{}", std::process::id()));
        remove(&path).unwrap();
        fs::create_dir_all(&path).unwrap();
        path
    }

    fn site(path: &Path, words: &str) {
        for name in ["assets", "embed"] {
            fs::create_dir_all(path.join(name)).unwrap();
        }
        for name in ["404.html", "index.html"] {
            fs::write(path.join(name), words).unwrap();
        }
    }

    #[test]
    fn only_a_site_or_an_empty_folder_is_replaced() {
        let here = folder("guard");
        assert!(may_replace(&here.join("not-there")).is_ok());
        assert!(may_replace(&here).is_ok());
        fs::write(here.join("letters.txt"), "dear").unwrap();
        assert!(may_replace(&here).unwrap_err().to_string().contains("--out"));
        assert!(may_replace(&here.join("letters.txt")).is_err());
        site(&here, "ours");
        assert!(may_replace(&here).is_ok());
        fs::write(here.join("Cargo.toml"), "").unwrap();
        assert!(may_replace(&here).is_err());
        remove(&here).unwrap();
    }

    #[test]
    fn the_old_site_goes_only_when_the_new_one_stands() {
        let here = folder("put");
        let (out, fresh) = (here.join("dist"), here.join("dist.new"));
        assert_eq!(beside(&out, "new"), fresh);
        site(&out, "old");
        assert!(put(&fresh, &out).is_err());
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "old");
        site(&fresh, "new");
        put(&fresh, &out).unwrap();
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "new");
        assert!(!fresh.exists() && !here.join("dist.old").exists());
        remove(&here).unwrap();
    }
}
