//! `cargo site solve`: answers a JSON file of cases with the engine, one result a case, on standard output.

mod adapters;

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::failure::Failure;

/// What to solve.
#[derive(clap::Args)]
pub struct Args {
    /// A JSON file: {"cases": [{"id": …, "rule": …, "inputs": {…}}, …]}
    file: PathBuf,
}

/// Prints {"results": [{"id", "got"} or {"id", "error"}, …]}; an answer with gaps says under "null" what they mean. Cases that fail do not stop the others, but the command fails.
pub fn run(args: &Args) -> Result<(), Failure> {
    let text = fs::read_to_string(&args.file).map_err(Failure::reading(&args.file))?;
    let cases = adapters::cases(&text)
        .map_err(|error| Failure::Choice(format!("{}: {error}", args.file.display())))?;
    let mut failed = 0;
    let mut results = Vec::with_capacity(cases.len());
    for case in &cases {
        let id = case.get("id").cloned().unwrap_or(Value::Null);
        results.push(match adapters::answer(case) {
            Ok(got) => match adapters::reason(&case["rule"], &got) {
                None => json!({ "id": id, "got": got }),
                Some(reason) => json!({ "id": id, "got": got, "null": reason }),
            },
            Err(error) => {
                failed += 1;
                json!({ "id": id, "error": error.to_string() })
            }
        });
    }
    let out = PathBuf::from("standard output");
    let mut text = format!("{:#}", json!({ "results": results }));
    text.push('\n');
    std::io::stdout().write_all(text.as_bytes()).map_err(Failure::writing(&out))?;
    if failed == 0 {
        return Ok(());
    }
    Err(Failure::Step {
        step: format!("{failed} of {} cases", cases.len()),
        detail: String::new(),
        remedy: "Each says what is wrong under `error` in its result".to_owned(),
    })
}
