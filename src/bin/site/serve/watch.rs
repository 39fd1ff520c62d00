//! Rebuilding when a file changes, and only what the change touches.

use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use notify::{EventKind, RecursiveMode, Watcher};

use crate::failure::Failure;
use crate::{build, tools};

/// Editors write a file in several steps: wait until they are done.
const QUIET: Duration = Duration::from_millis(150);

/// Watches `src/` and `www/` and rebuilds. A build that fails is said; what was served before stays.
pub fn rebuild_on_change(out: &Path) -> Result<(), Failure> {
    let failed = |error: notify::Error| Failure::Step {
        step: "Watching for changes".to_owned(),
        detail: format!(": {error}"),
        remedy: "Use `--no-build` to serve without watching".to_owned(),
    };
    let root = tools::root();
    let (send, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if let Ok(event) = event
            && !matches!(event.kind, EventKind::Access(_))
        {
            // The receiver lives as long as the program.
            let _ = send.send(event.paths);
        }
    })
    .map_err(failed)?;
    for folder in ["src", "www"] {
        watcher.watch(&root.join(folder), RecursiveMode::Recursive).map_err(failed)?;
    }
    while let Ok(mut paths) = changes.recv() {
        // Until it is quiet; a channel that is closed ends the outer loop.
        while let Ok(more) = changes.recv_timeout(QUIET) {
            paths.extend(more);
        }
        let rust = paths.iter().any(|path| path.starts_with(root.join("src")));
        let done = if rust {
            // This program was compiled from the same folder: the new one must do the building.
            let mut cargo = tools::cargo();
            cargo.args(["site", "build", "--quick", "--out"]).arg(out);
            tools::run(&mut cargo, "Mend what the message above says; the last good site is served")
        } else {
            build::run(&build::Args {
                out: out.to_owned(),
                quick: true,
                local: true,
                keep_wasm: true,
                address: None,
                freeze: false,
                zip: false,
            })
        };
        match done {
            Ok(()) => eprintln!("  rebuilt; reload the page"),
            Err(failure) => eprintln!("error: {failure}"),
        }
    }
    Ok(())
}
