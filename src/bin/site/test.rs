//! `cargo site test`: sets up what tests need, then runs all of them.

mod validator;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::ValueEnum;

use crate::failure::Failure;
use crate::{build, check, tools};

/// Which tests to run.
#[derive(clap::Args)]
pub struct Args {
    /// Only these parts; all but `embeds`, `peers` and `lighthouse` without
    #[arg(value_enum)]
    parts: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Format, lints, types
    Check,
    /// Unit, doc, reference, law, golden and data tests
    Rust,
    /// The data package, by the validator frictionless
    Data,
    /// The built package in Node
    Boundary,
    /// The built pages in Chromium; every way to embed also in Firefox and WebKit
    Browser,
    /// The speed of the built package in Chromium, beside a linear program's
    Bench,
    /// What one frame and ten cost on a slow phone
    Embeds,
    /// Redrawing beside Plot, ECharts, Vega-Lite and d3, whose 120 MB of packages are fetched
    Peers,
    /// What Lighthouse finds on a phone; its 190 MB of packages are fetched
    Lighthouse,
}

/// Runs the tests.
pub fn run(args: &Args) -> Result<(), Failure> {
    let wanted = |part: Part| args.parts.is_empty() || args.parts.contains(&part);
    let root = tools::root();
    if wanted(Part::Rust) {
        tools::step("tests in Rust", || {
            let mut cargo = tools::cargo();
            cargo.args(["test", "--quiet", "--features", "site"]);
            // The program that runs us cannot be rebuilt in place; nothing changes when it is up to date.
            tools::run(&mut cargo, "A failing test's message stands above")
        })?;
    }
    if wanted(Part::Data) {
        tools::step("validate the data package", || validator::validate(&root))?;
    }
    // What takes minutes and fetches much is run where it is asked for.
    let asked = |part: Part| args.parts.contains(&part);
    let built = [Part::Boundary, Part::Browser, Part::Bench, Part::Check];
    let rare = [Part::Embeds, Part::Peers, Part::Lighthouse];
    if built.into_iter().any(wanted) || rare.into_iter().any(asked) {
        build::run(&build::Args {
            out: "dist".into(),
            quick: false,
            local: true,
            keep_wasm: false,
            address: None,
            freeze: false,
            zip: false,
        })?;
        tools::node_packages()?;
    }
    if wanted(Part::Check) {
        check::run(&check::Args {})?;
    }
    if wanted(Part::Boundary) {
        tools::step("tests of the package in Node", || node(&root, "boundary", None))?;
    }
    if wanted(Part::Browser) {
        let chromium = chromium()?;
        others();
        tools::step("tests in browsers", || node(&root, "browser", Some(&chromium)))?;
    }
    if wanted(Part::Bench) {
        let chromium = chromium()?;
        tools::step("speed in Chromium", || node(&root, "bench", Some(&chromium)))?;
    }
    for (part, what, folder) in [
        (Part::Embeds, "frames on a slow phone", "bench/embeds"),
        (Part::Peers, "redrawing beside others", "bench/peers"),
        (Part::Lighthouse, "Lighthouse", "bench/lighthouse"),
    ] {
        if asked(part) {
            let packages = format!("tests/{folder}");
            if root.join(&packages).join("package.json").is_file() {
                tools::node_packages_in(&packages)?;
            }
            let chromium = chromium()?;
            tools::step(what, || node(&root, folder, Some(&chromium)))?;
        }
    }
    eprintln!("  all that was asked for passed");
    Ok(())
}

/// Runs the test files of a folder with Node's own runner.
fn node(root: &Path, folder: &str, chromium: Option<&Path>) -> Result<(), Failure> {
    let path = root.join("tests").join(folder);
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&path).map_err(Failure::reading(&path))? {
        let file = entry.map_err(Failure::reading(&path))?.path();
        if file.to_string_lossy().ends_with(".test.js") {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        // Without files Node would look for tests everywhere, in its packages too.
        return Err(Failure::Choice(format!(
            "{} holds no `*.test.js`: nothing would be tested",
            path.display()
        )));
    }
    let mut node = Command::new("node");
    // What is timed runs alone; of the rest two files at once leave a small machine time to answer.
    let at_once = if folder.starts_with("bench") { "--test-concurrency=1" } else { "--test-concurrency=2" };
    node.current_dir(root.join("tests")).args(["--test", at_once]).args(&files);
    node.env("OFFTAKE_SITE", tools::own_program()?);
    if let Some(chromium) = chromium {
        node.env("OFFTAKE_CHROMIUM", chromium);
    }
    for (name, found) in OTHERS.map(|(name, places)| (name, place(places))) {
        if let (None, Some(found)) = (std::env::var_os(name), found) {
            node.env(name, found);
        }
    }
    tools::run(&mut node, "A failing test's message stands above")
}

/// A Chromium: the one that `OFFTAKE_CHROMIUM` names, one of the usual names, or Debian's, installed if we may.
fn chromium() -> Result<PathBuf, Failure> {
    const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let remedy =
        "Install Chromium and name it in OFFTAKE_CHROMIUM, or run as root where apt-get can install it";
    if let Some(named) = std::env::var_os("OFFTAKE_CHROMIUM") {
        return Ok(named.into());
    }
    let find = || NAMES.iter().find_map(|name| tools::find(name));
    if let Some(found) = find() {
        return Ok(found);
    }
    tools::apt_install(&["chromium", "fonts-liberation"], remedy)?;
    find().ok_or_else(|| Failure::MissingProgram { program: NAMES[0].to_owned(), remedy: remedy.to_owned() })
}

/// Other engines: the variable that names a program, and where it usually lies. A name without a slash is in the search path.
const OTHERS: [(&str, &[&str]); 3] = [
    ("OFFTAKE_FIREFOX", &["firefox-esr", "firefox"]),
    ("OFFTAKE_WEBKIT", &["WebKitWebDriver"]),
    (
        "OFFTAKE_MINIBROWSER",
        &[
            "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        ],
    ),
];

fn place(places: &[&str]) -> Option<PathBuf> {
    places.iter().find_map(|place| match place.contains('/') {
        true => Some(PathBuf::from(place)).filter(|path| path.is_file()),
        false => tools::find(place),
    })
}

/// Firefox and WebKit: installed if we may. Where they cannot be had, their tests say so and the others run.
fn others() {
    let here =
        OTHERS.iter().all(|(name, places)| std::env::var_os(name).is_some() || place(places).is_some());
    if here && tools::find("Xvfb").is_some() {
        return;
    }
    let remedy = "Install Firefox, WebKitGTK's driver and Xvfb by hand, or name them in OFFTAKE_FIREFOX, OFFTAKE_WEBKIT and OFFTAKE_MINIBROWSER";
    if let Err(failure) = tools::apt_install(&["firefox-esr", "webkit2gtk-driver", "xvfb"], remedy) {
        eprintln!("  without other engines than Chromium: {failure}");
    }
}
