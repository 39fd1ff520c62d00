//! Scripts, styles, wasm and facts in one folder named by what is in it, so that it can be kept for ever.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{dark, read, script, wasm, write};
use crate::facts::DATA;
use crate::failure::Failure;

/// What a figure needs of a style sheet. A page has more, and one style sheet: a second would be one more way to wait.
const FIGURE: &str = "figure.css";
const PAGES: &str = "style.css";

/// From `www/`.
const OURS: &[&str] = &[
    FIGURE,
    PAGES,
    "wide.css",
    "open.js",
    "beside.js",
    "chart.js",
    "sure.js",
    "draws.js",
    "easel.js",
    "live.js",
    "page.js",
    "embed.js",
    "closer.js",
    "download.js",
    "host.js",
    "gone.js",
    "newer.js",
    "look.js",
    "element.js",
    "codes.js",
    "embedding.js",
    "data.js",
    "offer.js",
    "explore.js",
    "explore.css",
    "own.js",
    "method.js",
    "offline.js",
    "search.js",
    "stir.js",
    "turns.js",
    "try-amp.js",
    "try-element.js",
    "try-messages.js",
];
/// What answers in an article before there is an engine: each is one file, with what it needs for that.
const AT_ONCE: [&str; 2] = ["embed.js", "element.js"];
const PARTS: [&str; 3] = ["host.js", "look.js", "quick.js"];

/// Copies assets and data into the site. Gives the asset folder's path below the site, for example `assets/1f0c…`.
pub fn write_all(root: &Path, out: &Path) -> Result<String, Failure> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for name in OURS {
        let mut bytes = read(&root.join("www").join(name))?;
        if *name == PAGES {
            bytes = [read(&root.join("www").join(FIGURE))?, bytes, dark::asked().into_bytes()].concat();
        }
        if AT_ONCE.contains(name) {
            bytes = at_once(root, &bytes)?.into_bytes();
        }
        files.push(((*name).to_owned(), script::spare(bytes)));
    }
    for wasm::Engine { begin, folder, .. } in wasm::engines() {
        let folder = root.join(folder);
        files.push((format!("{begin}offtake.js"), script::spare(read(&folder.join("offtake.js"))?)));
        files.push((format!("{begin}offtake_bg.wasm"), read(&folder.join("offtake_bg.wasm"))?));
    }
    files.push(("facts.bin".to_owned(), read(&root.join("pkg/facts.bin"))?));
    files.push(("facts/borders.bin".to_owned(), read(&root.join("pkg/borders.bin"))?));
    for path in files_below(&root.join("pkg/facts"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        files.push((format!("facts/{name}"), read(&path)?));
    }
    let mut digest = Sha256::new();
    for (name, bytes) in &files {
        digest.update(name.as_bytes());
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    }
    let hash: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let folder = format!("assets/{hash}");
    for (name, bytes) in &files {
        write(&out.join(&folder).join(name), bytes)?;
    }
    for path in files_below(&root.join(DATA))? {
        let name = path.file_name().unwrap_or_default();
        write(&out.join("data").join(name), &read(&path)?)?;
    }
    Ok(folder)
}

/// A script with its parts in it.
fn at_once(root: &Path, bytes: &[u8]) -> Result<String, Failure> {
    script::joined(&String::from_utf8_lossy(bytes), |name| {
        let known = PARTS.contains(&name).then(|| read(&root.join("www").join(name)));
        Ok(known.transpose()?.map(|part| String::from_utf8_lossy(&part).into_owned()))
    })
}

/// Every file below a folder, in the order of paths.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(Failure::reading(&folder))? {
            let path = entry.map_err(Failure::reading(&folder))?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}
