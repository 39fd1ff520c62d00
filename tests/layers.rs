//! The import law: which room may name which other room, and who alone may name the outside crates.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Room -> the rooms it may import.
const LAW: &[(&str, &[&str])] = &[
    ("terms", &[]),
    ("scene", &["terms"]),
    ("ledger", &["terms"]),
    ("geo", &["terms"]),
    ("wording", &["terms"]),
    ("chance", &["terms"]),
    ("paint", &["scene", "terms"]),
    ("supply", &["ledger", "terms"]),
    ("metrics", &["supply", "terms"]),
    ("disruption", &["supply", "terms"]),
    ("allocation", &["supply", "chance", "terms"]),
    ("scenario", &["allocation", "disruption", "metrics", "supply", "chance", "terms"]),
    (
        "charts",
        &["scenario", "metrics", "allocation", "disruption", "supply", "geo", "wording", "scene", "terms"],
    ),
    (
        "atlas",
        &[
            "charts",
            "scenario",
            "metrics",
            "allocation",
            "disruption",
            "supply",
            "ledger",
            "geo",
            "wording",
            "scene",
            "terms",
        ],
    ),
    ("wasm", &["atlas", "paint", "terms"]),
    ("lib", &[]),
];

/// Outside crates that belong to one room.
const OWNERS: &[(&str, &[&str])] = &[
    ("plotters", &["paint"]),
    ("plotters_backend", &["paint", "wasm"]),
    ("wasm_bindgen", &["wasm"]),
    ("web_sys", &["wasm"]),
    ("js_sys", &["wasm"]),
    ("serde_wasm_bindgen", &["wasm"]),
    ("std::fs", &[]),
    ("std::time", &[]),
    ("HashMap", &[]),
];

fn sources() -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("bin") {
                    open.push(path);
                }
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.insert(path, text);
            }
        }
    }
    found
}

fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Code lines only: docs may link anywhere.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn every_room_imports_only_what_the_law_allows() {
    let law: BTreeMap<&str, &[&str]> = LAW.iter().copied().collect();
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let room = room_of(&path);
        let Some(allowed) = law.get(room.as_str()) else {
            broken.push(format!("{} is in a room that the law does not know", path.display()));
            continue;
        };
        for line in code(&text) {
            let named = line.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
                Some(group) => group
                    .split(['}', ';'])
                    .next()
                    .unwrap_or("")
                    .split(',')
                    .map(|part| part.trim().split("::").next().unwrap_or("").to_owned())
                    .collect::<Vec<_>>(),
                None => vec![
                    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_owned(),
                ],
            });
            for other in named.filter(|other| law.contains_key(other.as_str())) {
                if other == room {
                    broken.push(format!("{}: use `super`, not `crate::{room}`: {line}", path.display()));
                } else if !allowed.contains(&other.as_str()) {
                    broken.push(format!("{}: {room} may not import {other}: {line}", path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn outside_crates_stay_in_their_room() {
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let room = room_of(&path);
        for line in code(&text) {
            for (name, owners) in OWNERS {
                let hit = line.match_indices(name).any(|(at, _)| {
                    let after = line[at + name.len()..].chars().next();
                    let before = line[..at].chars().next_back();
                    !after.is_some_and(|c| c.is_alphanumeric() || c == '_')
                        && !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
                });
                if hit && !owners.contains(&room.as_str()) {
                    broken.push(format!("{}: {name} does not belong here: {line}", path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
