//! Every function that the library offers has an example in its docs, one that asserts something. `cargo test --doc` runs
//! them; here it is held that they are there.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What a program for wasm alone sees: its functions are tried in a browser.
const ELSEWHERE: &[&str] = &["wasm"];

/// The rooms that compute with figures of the world.
const COMPUTING: &[&str] = &["supply", "metrics", "disruption", "allocation", "chance", "scenario", "atlas"];
/// Where an example has its figures from: the tables, or an example of these docs, which says itself where it has them from.
const READING: &[&str] = &["example_facts.rs", "canadas_graphite(", "matawinie("];
/// How an example begins a comment that says whose the figures are that it types in.
const FROM: &str = "// From: ";

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The file of a module that is declared in another one's folder.
fn file_of(folder: &Path, module: &str) -> PathBuf {
    let alone = folder.join(format!("{module}.rs"));
    if alone.exists() { alone } else { folder.join(module).join("mod.rs") }
}

/// What stands before the tests of a file.
fn tested(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

/// The modules that a file opens to everyone.
fn open_modules(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect()
}

/// The names that a module offers: what it makes public of the files below it, and what stands in it.
fn offered(text: &str, names: &mut BTreeSet<String>) {
    let code: Vec<&str> = tested(text).lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    for line in &code {
        for kind in ["pub struct ", "pub enum ", "pub fn ", "pub const fn "] {
            if let Some(rest) = line.strip_prefix(kind) {
                names.insert(word(rest).to_owned());
            }
        }
    }
    for passed_on in code.join("\n").split("\npub use ").skip(1) {
        let path = passed_on.split(';').next().unwrap_or("");
        assert!(!path.contains('*'), "nobody can tell what `pub use {path}` offers");
        // What is another room's is held there.
        if !path.starts_with("crate::") {
            let ends = path.split(['{', '}', ',']).map(|part| part.trim().rsplit("::").next().unwrap_or(""));
            names.extend(ends.map(word).filter(|name| !name.is_empty()).map(str::to_owned));
        }
    }
}

/// The letters at the head of a text that make a name.
fn word(text: &str) -> &str {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or("")
}

/// Whose methods a line opens: the type of an `impl` that is not of a trait.
fn owner(line: &str) -> Option<&str> {
    let mut rest = line.strip_prefix("impl")?;
    if rest.starts_with('<') {
        let mut depth = 0;
        let end = rest.find(|letter| {
            depth += match letter {
                '<' => 1,
                '>' => -1,
                _ => 0,
            };
            depth == 0
        });
        rest = &rest[end? + 1..];
    }
    (!rest.contains(" for ")).then(|| word(rest.trim_start()))
}

/// Public functions of a file, with their owners, whose docs have no example that asserts anything.
fn without_example(text: &str, names: &BTreeSet<String>) -> Vec<String> {
    let lines: Vec<&str> = tested(text).lines().collect();
    let (mut of, mut found) = (None, Vec::new());
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with("impl") {
            of = Some(owner(line).unwrap_or(""));
        } else if *line == "}" {
            of = None;
        }
        let indent = if of.is_some() { "    " } else { "" };
        let function = ["pub fn ", "pub const fn "]
            .into_iter()
            .find_map(|kind| line.strip_prefix(indent).and_then(|rest| rest.strip_prefix(kind)));
        let Some(name) = function.map(word) else { continue };
        if names.contains(of.unwrap_or(name)) && !asserts(&lines[..at]) {
            found.push(of.map_or_else(|| name.to_owned(), |of| format!("{of}::{name}")));
        }
    }
    found
}

/// Whether the docs at the end of some lines hold a block that runs and asserts.
fn asserts(above: &[&str]) -> bool {
    let docs = above.iter().rev().map(|line| line.trim_start());
    let docs: Vec<&str> = docs.take_while(|line| line.starts_with("///") || line.starts_with("#[")).collect();
    let (mut inside, mut runs) = (false, false);
    for line in docs.iter().rev().filter_map(|line| line.strip_prefix("///")).map(str::trim) {
        if let Some(kind) = line.strip_prefix("```") {
            inside = !inside;
            // Blocks of another kind are shown and not run.
            runs = inside && kind.is_empty();
        } else if runs && line.contains("assert") {
            return true;
        }
    }
    false
}

/// Examples that type in figures and do not say whose they are, each by its line.
fn of_nobody(text: &str) -> Vec<usize> {
    let (mut found, mut block) = (Vec::new(), None);
    for (at, line) in tested(text).lines().enumerate() {
        let docs = line.trim_start().strip_prefix("///").map(str::trim);
        match (docs, &mut block) {
            (Some(fence), None) if fence.starts_with("```") => block = Some((at + 1, Vec::new())),
            (Some(fence), Some((begins, lines))) if fence.starts_with("```") => {
                let named = lines.iter().any(|line: &&str| {
                    line.starts_with(FROM) || READING.iter().any(|source| line.contains(source))
                });
                if !named && lines.iter().any(|line| has_figure(line)) {
                    found.push(*begins);
                }
                block = None;
            }
            (Some(line), Some((_, lines))) => lines.push(line),
            (None, _) => block = None,
            _ => (),
        }
    }
    found
}

/// Whether a line of code has a number with a decimal point other than 0 and 1, which are nobody's.
fn has_figure(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or("");
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
    code.split(|letter: char| !is_part(letter)).any(|word| {
        // A range has two numbers; a field of a tuple follows a name.
        word.split("..").any(|number| {
            let number = number.replace('_', "");
            number.contains('.') && number.parse().is_ok_and(|value: f64| value != 0.0 && value != 1.0)
        })
    })
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_function_on_offer_is_shown_at_work() {
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let library = read(&source.join("lib.rs"));
    let rooms: Vec<&str> =
        open_modules(&library).into_iter().filter(|room| !ELSEWHERE.contains(room)).collect();
    assert!(rooms.len() > 10, "{rooms:?}");
    let (mut missing, mut functions) = (Vec::new(), 0);
    for room in rooms {
        let (head, folder) = (file_of(&source, room), source.join(room));
        let mut names = BTreeSet::new();
        offered(&read(&head), &mut names);
        for module in open_modules(&read(&head)) {
            offered(&read(&file_of(&folder, module)), &mut names);
        }
        let below = if folder.exists() { files(&folder) } else { Vec::new() };
        for file in below.into_iter().chain((!head.starts_with(&folder)).then_some(head)) {
            let text = read(&file);
            functions += tested(&text).matches("pub fn ").count();
            let place = file.strip_prefix(&source).unwrap().display().to_string();
            missing.extend(
                without_example(&text, &names).into_iter().map(|name| format!("src/{place}: {name}")),
            );
        }
    }
    assert!(functions > 300, "{functions} functions were seen");
    assert!(missing.is_empty(), "no example that asserts anything:\n{}", missing.join("\n"));
}

#[test]
fn every_figure_in_an_example_has_an_owner() {
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut named) = (Vec::new(), 0);
    for file in COMPUTING.iter().flat_map(|room| files(&source.join(room))) {
        let text = read(&file);
        named += text.matches(&format!("/// {FROM}")).count();
        let place = file.strip_prefix(&source).unwrap().display();
        found.extend(of_nobody(&text).into_iter().map(|line| format!("src/{place}:{line}")));
    }
    assert!(named > 100, "{named} examples say whose their figures are");
    assert!(
        found.is_empty(),
        "figures of nobody: read the tables or begin a comment with `{FROM}`:\n{}",
        found.join("\n")
    );
}

/// A room with one function on offer of each kind, and some that are not.
const ROOM: &str = "\
use super::x;
pub use self::parts::{Part, inner::Whole};
pub use self::parts::cut;
pub use crate::elsewhere::other;
pub(super) use self::parts::hidden;
pub mod open;
/// A thing.
pub struct Thing(u8);
";

#[test]
fn a_function_without_example_is_found() {
    let mut names = BTreeSet::new();
    offered(ROOM, &mut names);
    assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), ["Part", "Thing", "Whole", "cut"]);
    assert_eq!(open_modules(ROOM), ["open"]);

    let file = "\
/// Cuts.
///
/// ```
/// assert_eq!(cut(2), 1);
/// ```
#[must_use]
pub fn cut(whole: u8) -> u8 {
}
/// Not on offer.
pub fn other() {}
impl<T: Into<Vec<u8>>> Whole<T> {
    /// Shown, but not run.
    /// ```text
    /// assert!(true)
    /// ```
    pub fn shown(&self) {}
    /// Runs, and says nothing.
    /// ```
    /// Whole::mute();
    /// ```
    pub const fn mute() {}
    /// ```
    /// assert!(Whole::sound());
    /// ```
    pub fn sound() {}
    fn own(&self) {}
    pub(super) fn of_the_room(&self) {}
}
impl Iterator for Part {
    pub fn next() {}
}
impl Hidden {
    pub fn unseen() {}
}
#[cfg(test)]
mod tests {
    pub fn cut() {}
}
";
    assert_eq!(without_example(file, &names), ["Whole::shown", "Whole::mute"]);
    assert_eq!(without_example(&file.replace("assert_eq!(cut(2), 1);", "cut(2);"), &names)[0], "cut");
}

#[test]
fn a_figure_of_nobody_is_found() {
    let with =
        |line: &str| format!("/// ```\n/// {line}\n/// assert!(half(45.0));\n/// ```\npub fn half() {{}}\n");
    assert_eq!(of_nobody(&with("use offtake::half;")), [1]);
    assert_eq!(of_nobody(&with("// From the top.")), [1]);
    assert!(of_nobody(&with("// From: USGS MCS 2026, gallium.")).is_empty());
    assert!(of_nobody(&with("let graphite = canadas_graphite();")).is_empty());

    let figures = ["f(-33_214.4)", "[0.0, 2.5]", "0.25..1.0", "x.0 * 7.5", "(1.0 / 3.0)"];
    assert!(figures.iter().all(|line| has_figure(line)), "{figures:?}");
    let none = ["x.0.0 + y[1].0", "0.0..1.0", "assert_eq!(n, 42)", "(a - b).abs() < 1e-9", "zip(y) // 3.5 t"];
    assert!(!none.iter().any(|line| has_figure(line)), "{none:?}");
}
