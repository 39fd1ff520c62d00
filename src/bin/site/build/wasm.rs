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

/// Compiles the library.
pub fn compile(quick: bool) -> Result<(), Failure> {
    let mut cargo = tools::cargo();
    cargo.args([
        "build",
        "--quiet",
        "--lib",
        "--no-default-features",
        "--target",
        TARGET,
        "--profile",
        profile(quick),
    ]);
    cargo.arg("--target-dir").arg(folder());
    tools::run(&mut cargo, "The compiler's message above says what to mend")
}

/// Writes `offtake.js`, `offtake_bg.wasm` and `offtake.d.ts`.
pub fn bind(out: &Path, quick: bool) -> Result<(), Failure> {
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
