//! `cargo site`: everything that is done with this project, from raw figures to a served page. One file a command.

mod borders;
mod build;
mod check;
mod draw;
mod facts;
mod failure;
mod import;
mod measure;
mod raster;
mod serve;
mod share;
mod solve;
mod test;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo site",
    bin_name = "cargo site",
    version,
    about = "Build, serve, draw, solve, import and test offtake"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read the publishers' files and write the tidy tables of www/data
    Import(import::Args),
    /// Build wasm, npm package, facts and finished pages into dist/
    Build(build::Args),
    /// Build, then serve dist/ and rebuild on change
    Serve(serve::Args),
    /// Draw one chart as SVG or PNG on standard output, without a browser
    Draw(Box<draw::Args>),
    /// Print every measure of a group's members as CSV, or where looking through re-exports changes most
    Measure(measure::Args),
    /// Print who gets what under every rule as CSV, as contracts stand, or what comes when
    Share(share::Args),
    /// Answer a JSON file of cases with the engine
    Solve(solve::Args),
    /// Set up what tests need and run them all
    Test(test::Args),
    /// Check format, lints (native and wasm32) and the types of the page's scripts
    Check(check::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Import(args) => import::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Draw(args) => draw::run(&args),
        Command::Measure(args) => measure::run(&args),
        Command::Share(args) => share::run(&args),
        Command::Solve(args) => solve::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Check(args) => check::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}
