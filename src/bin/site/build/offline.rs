//! The worker that keeps opened pages for readers without a network: `www/sw.js`, told what this build has.

use std::path::Path;

use super::assets::files_below;
use super::slots::fill;
use super::{read, write};
use crate::failure::Failure;

/// Its file, below the site. Browsers look there for a newer one; the address may not change.
const FILE: &str = "sw.js";

/// Writes the worker. `assets` is the asset folder below the site.
pub fn write_all(root: &Path, out: &Path, assets: &str) -> Result<(), Failure> {
    let folder = out.join(assets);
    let files = files_below(&folder)?;
    // Facts lie in a folder of their own, and come with the page that asks for them.
    let core: Vec<&str> = files
        .iter()
        .filter(|path| path.parent() == Some(&folder))
        .filter_map(|path| path.file_name()?.to_str())
        .collect();
    let path = root.join("www").join(FILE);
    let text = String::from_utf8_lossy(&read(&path)?).into_owned();
    let filled = fill(&path, &text, |name, _| match name {
        "assets" => Some(assets.to_owned()),
        "core" => Some(core.join(" ")),
        _ => None,
    })?;
    write(&out.join(FILE), filled.as_bytes())
}
