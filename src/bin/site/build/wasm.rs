//! The library as wasm with its JavaScript: what other projects do with wasm-pack, without installing anything.

use std::path::{Path, PathBuf};

use offtake::atlas::{Family, family_of};
use wasm_bindgen_cli_support::Bindgen;

use super::crew;
use crate::failure::Failure;
use crate::tools;

const TARGET: &str = "wasm32-unknown-unknown";

fn profile(quick: bool) -> &'static str {
    if quick { "wasm-quick" } else { "wasm" }
}

/// A target folder of its own: the program that runs us holds the lock of the other.
fn target(lane: usize) -> PathBuf {
    let name = if lane == 0 { "wasm".to_owned() } else { format!("wasm-{}", lane + 1) };
    tools::root().join("target").join(name)
}

/// How many engines are compiled at once. One of them keeps one processor busy, and has a folder for what all depend on.
const LANES: usize = 2;

/// The engine of the pages, below the package's root.
const PAGES: &str = "target/pages";

/// The engines of frames: each draws one family of charts of facts, whose name it bears.
const FRAMES: &str = "target/frames";

/// An engine.
pub struct Engine {
    /// Where it lies, below the package's root.
    pub folder: String,
    /// The features that it is compiled with.
    features: &'static str,
    /// What its names begin with among the assets.
    pub begin: String,
}

/// What pages show, what a family of charts shows, and what the npm package has and only the workbench calls.
pub fn engines() -> Vec<Engine> {
    let engine = |folder: &str, features, begin: &str| Engine {
        folder: folder.to_owned(),
        features,
        begin: begin.to_owned(),
    };
    let frames = Family::OF_FACTS.map(|family| {
        let family = family.id();
        engine(&format!("{FRAMES}/{family}"), family, &format!("{family}/"))
    });
    [engine("pkg", "analysis", "bench/"), engine(PAGES, "sharing", "")].into_iter().chain(frames).collect()
}

/// The engine of a frame with a chart, as its page names it.
pub fn engine_of(chart: &str) -> String {
    family_of(chart).map_or_else(|| "offtake".to_owned(), |family| format!("{}/offtake", family.id()))
}

/// Whether every engine is there.
pub fn built(root: &Path) -> bool {
    engines().iter().all(|engine| root.join(&engine.folder).join("offtake_bg.wasm").is_file())
}

/// Builds the engines. In a hurry all are one and the same.
pub fn build(root: &Path, quick: bool) -> Result<(), Failure> {
    let engines = engines();
    let made = |engine: &Engine, lane: usize, compiled: bool| {
        let Engine { folder, features, .. } = engine;
        let from = target(lane);
        if !compiled {
            tools::step(&format!("compile {folder} to wasm"), || compile(&from, quick, features))?;
        }
        tools::step(&format!("bind {folder} to JavaScript"), || bind(&from, &root.join(folder), quick))
    };
    if quick {
        return engines.iter().enumerate().try_for_each(|(at, engine)| made(engine, 0, at > 0));
    }
    crew::each((0..LANES).collect(), |lane| {
        engines.iter().skip(lane).step_by(LANES).try_for_each(|engine| made(engine, lane, false))
    })
}

fn compile(target: &Path, quick: bool, features: &str) -> Result<(), Failure> {
    let mut cargo = tools::cargo();
    cargo.args([
        "build",
        "--quiet",
        "--lib",
        "--no-default-features",
        "--features",
        features,
        "--target",
        TARGET,
        "--profile",
        profile(quick),
    ]);
    cargo.arg("--target-dir").arg(target);
    tools::run(&mut cargo, "The compiler's message above says what to mend")
}

/// Writes `offtake.js`, `offtake_bg.wasm` and `offtake.d.ts`.
fn bind(target: &Path, out: &Path, quick: bool) -> Result<(), Failure> {
    let wasm = target.join(TARGET).join(profile(quick)).join("offtake.wasm");
    let failed = |error: &dyn std::fmt::Display| Failure::Step {
        step: "wasm-bindgen".to_owned(),
        detail: format!(": {error:#}"),
        remedy: "Its version in Cargo.toml must equal that of wasm-bindgen-cli-support".to_owned(),
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&wasm).out_name("offtake").typescript(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.web(true).map_err(|error| failed(&error))?.generate(out).map_err(|error| failed(&error))
}
