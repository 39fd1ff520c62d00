//! The library as wasm with its JavaScript: what other projects do with wasm-pack, without installing anything.

use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::failure::Failure;
use crate::tools;

const TARGET: &str = "wasm32-unknown-unknown";

fn profile(quick: bool) -> &'static str {
    if quick { "wasm-quick" } else { "wasm" }
}

/// A target folder of its own: the program that runs us holds the lock of the other.
fn folder() -> PathBuf {
    tools::root().join("target/wasm")
}

/// The engine of the pages, below the package's root.
pub const PAGES: &str = "target/pages";

/// The engine of frames with one chart of facts: it knows no other chart.
pub const FRAME: &str = "target/frame";

/// Where each engine goes and the features that it is compiled with: what the npm package has and no page calls, what pages
/// show, what a chart of facts shows.
const ENGINES: [(&str, &str); 3] = [("pkg", "analysis"), (PAGES, "sharing"), (FRAME, "")];

/// Whether every engine is there.
pub fn built(root: &Path) -> bool {
    ENGINES.iter().all(|(folder, _)| root.join(folder).join("offtake_bg.wasm").is_file())
}

/// Builds the engines. In a hurry all are one and the same.
pub fn build(root: &Path, quick: bool) -> Result<(), Failure> {
    for (at, (folder, features)) in ENGINES.iter().enumerate() {
        if at == 0 || !quick {
            tools::step(&format!("compile {folder} to wasm"), || compile(quick, features))?;
        }
        tools::step("bind it to JavaScript", || bind(&root.join(folder), quick))?;
    }
    Ok(())
}

fn compile(quick: bool, features: &str) -> Result<(), Failure> {
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
    cargo.arg("--target-dir").arg(folder());
    tools::run(&mut cargo, "The compiler's message above says what to mend")
}

/// Writes `offtake.js`, `offtake_bg.wasm` and `offtake.d.ts`.
fn bind(out: &Path, quick: bool) -> Result<(), Failure> {
    let wasm = folder().join(TARGET).join(profile(quick)).join("offtake.wasm");
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
