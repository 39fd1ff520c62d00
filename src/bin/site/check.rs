//! `cargo site check`: format, lints on both targets, and the types of the page's scripts.

use std::process::Command;

use crate::failure::Failure;
use crate::{build, tools};

/// What to check: everything.
#[derive(clap::Args)]
pub struct Args {}

/// Checks.
pub fn run(_: &Args) -> Result<(), Failure> {
    let root = tools::root();
    tools::step("format", || tools::run(tools::cargo().args(["fmt", "--check"]), "Run `cargo fmt`"))?;
    let lints = "Mend what clippy says above";
    tools::step("lints, native", || {
        let mut clippy = tools::cargo();
        clippy.args(["clippy", "--quiet", "--all-targets", "--features", "site"]).arg("--target-dir");
        clippy.arg(root.join("target/check")).args(["--", "-D", "warnings"]);
        tools::run(&mut clippy, lints)
    })?;
    tools::wasm_target()?;
    tools::step("lints, wasm32", || {
        let mut clippy = tools::cargo();
        clippy.args([
            "clippy",
            "--quiet",
            "--lib",
            "--no-default-features",
            "--features",
            "analysis",
            "--target",
            "wasm32-unknown-unknown",
        ]);
        clippy.arg("--target-dir").arg(root.join("target/check")).args(["--", "-D", "warnings"]);
        tools::run(&mut clippy, lints)
    })?;
    if !root.join("pkg/offtake.d.ts").is_file() {
        build::run(&build::Args {
            out: "dist".into(),
            quick: true,
            local: true,
            keep_wasm: false,
            address: None,
            freeze: false,
            zip: false,
        })?;
    }
    tools::node_packages()?;
    tools::step("types of the scripts", || {
        let mut tsc = Command::new("node");
        tsc.current_dir(root.join("tests")).args(["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"]);
        tools::run(&mut tsc, "Mend what tsc says above")
    })
}
