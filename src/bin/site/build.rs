//! `cargo site build`: wasm, npm package, facts and finished pages.

mod assets;
mod bench;
mod cache;
mod compress;
mod crew;
mod dark;
mod data;
pub mod embed;
mod found;
mod head;
mod hindcast;
mod method;
mod offline;
mod pages;
mod promises;
mod scenarios;
mod script;
mod slots;
mod story;
mod swap;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};

use compress::Effort;

use crate::failure::Failure;
use crate::{facts, tools};

/// What to build.
#[derive(clap::Args)]
pub struct Args {
    /// Where the site goes
    #[arg(long, default_value = "dist")]
    pub out: PathBuf,
    /// For the eye while working: smaller effort on speed and size
    #[arg(long)]
    pub quick: bool,
    /// Compress for this machine only: faster, larger
    #[arg(long)]
    pub local: bool,
    /// Keep the wasm of the last build: pages, scripts and facts only
    #[arg(long)]
    pub keep_wasm: bool,
    /// Where the site will stand, such as `https://your.host/`, for the links that others follow; without it they are relative
    #[arg(long, alias = "base")]
    pub address: Option<String>,
    /// Keep today's embeds for ever under /v/ and the date of the data
    #[arg(long)]
    pub freeze: bool,
    /// Also pack the site into a zip beside it
    #[arg(long)]
    pub zip: bool,
}

/// Builds the npm package in `pkg/` and the site in `dist/`.
pub fn run(args: &Args) -> Result<(), Failure> {
    let root = tools::root();
    let out = root.join(&args.out);
    // Before minutes are spent.
    swap::may_replace(&out)?;
    let package = root.join("pkg");
    if !args.keep_wasm || !wasm::built(&root) {
        tools::wasm_target()?;
        wasm::build(&root, args.quick)?;
    }
    tools::step("pack the facts", || {
        let packed = facts::packed(&root)?;
        update(&package.join("facts.bin"), &packed.base)?;
        let names: Vec<(String, Vec<u8>)> =
            packed.minerals.into_iter().chain(offtake::atlas::packed_words()).collect();
        only(&package.join("facts"), &names)?;
        update(&package.join("borders.bin"), &facts::borders(&root)?)
    })?;
    // Built beside, then swapped: whoever is served meanwhile sees the last good site.
    let fresh = swap::beside(&out, "new");
    swap::remove(&fresh)?;
    let done = finish(&root, &fresh, args).and_then(|()| swap::put(&fresh, &out));
    if done.is_ok() && args.zip {
        tools::step("pack the site", || packed(&out))?;
    }
    if done.is_err() {
        // The error is worth more than a half-built folder.
        let _ = swap::remove(&fresh);
    }
    done
}

fn finish(root: &Path, fresh: &Path, args: &Args) -> Result<(), Failure> {
    cache::forget_old(root)?;
    let assets = assets::write_all(root, fresh)?;
    offline::write_all(root, fresh, &assets)?;
    let atlas = facts::atlas(root)?;
    let address = args.address.as_ref().map(|address| format!("{}/", address.trim_end_matches('/')));
    let integrity = embed::integrity(root)?;
    tools::step("finish the pages", || {
        let place = embed::Place {
            root,
            out: fresh,
            address: address.as_deref(),
            bitmaps: !args.quick && !args.local,
            integrity: &integrity,
        };
        pages::write_all(place, &assets, &atlas)
    })?;
    tools::step("lay out the data", || {
        let place = data::Place { root, out: fresh, assets: &assets, address: address.as_deref() };
        data::write_all(&place, &atlas)
    })?;
    found::write_all(fresh, address.as_deref())?;
    let date = data::date(root)?;
    let old = root.join(&args.out);
    embed::frozen::carry(&old, fresh)?;
    if args.freeze && !embed::frozen::freeze(fresh, &date, &assets)? {
        eprintln!("  the data of {date} are frozen already: nothing was frozen");
    }
    embed::frozen::say_latest(fresh, &date)?;
    if let Some(address) = &address {
        // After a day is frozen: what is withdrawn is not of that day. A site without an address is nobody's to embed.
        for view in embed::withdrawn::keep(&old, fresh)? {
            eprintln!("  {view} is made no more: it stays as it was");
        }
        for (name, text) in embed::host::settings(address) {
            write(&fresh.join(name), text.as_bytes())?;
        }
    }
    let effort = if args.local || args.quick { Effort::Fast } else { Effort::Best };
    tools::step("compress", || compress::all(root, fresh, effort))
}

/// The whole site as one file beside it.
fn packed(out: &Path) -> Result<(), Failure> {
    let mut files = Vec::new();
    for path in assets::files_below(out)? {
        let name = path.strip_prefix(out).unwrap_or(&path).to_string_lossy().into_owned();
        files.push((name, read(&path)?));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    write(&swap::beside(out, "zip"), &data::zipped(&files)?)
}

/// Writes a file and the folders above it.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Failure::writing(folder))?;
    }
    fs::write(path, bytes).map_err(Failure::writing(path))
}

/// Writes a file where something else is in it: what others read meanwhile stays there, and as old as it is.
fn update(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if fs::read(path).is_ok_and(|old| old == bytes) { Ok(()) } else { write(path, bytes) }
}

/// Has in a folder packed facts of these names and nothing else.
fn only(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    let mut wanted = Vec::new();
    for (id, bytes) in files {
        let path = folder.join(format!("{id}.bin"));
        update(&path, bytes)?;
        wanted.push(path);
    }
    for path in assets::files_below(folder)?.iter().filter(|path| !wanted.contains(path)) {
        fs::remove_file(path).map_err(Failure::writing(path))?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(Failure::reading(path))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{fs, only, write};

    #[test]
    fn what_is_there_already_is_not_written_again() {
        let folder = std::env::temp_dir().join(format!("offtake-only-{}", std::process::id()));
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        for (name, words) in [("same.bin", "same"), ("other.bin", "before"), ("gone.bin", "gone")] {
            write(&folder.join(name), words.as_bytes()).unwrap();
            fs::File::options().write(true).open(folder.join(name)).unwrap().set_modified(old).unwrap();
        }
        let files = [("same", "same"), ("other", "after"), ("new", "new")];
        only(&folder, &files.map(|(id, words)| (id.to_owned(), words.as_bytes().to_vec()))).unwrap();
        let of = |name: &str| fs::metadata(folder.join(name)).unwrap().modified().unwrap();
        assert_eq!(of("same.bin"), old);
        assert_ne!(of("other.bin"), old);
        for (id, words) in files {
            assert_eq!(fs::read_to_string(folder.join(format!("{id}.bin"))).unwrap(), words);
        }
        assert!(!folder.join("gone.bin").exists());
        fs::remove_dir_all(&folder).unwrap();
    }
}
