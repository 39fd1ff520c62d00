//! `cargo site serve`: build, serve `dist/`, rebuild on change.

mod answer;
mod watch;

use std::io::Write;
use std::net::TcpListener;
use std::path::PathBuf;
use std::thread;

use crate::failure::Failure;
use crate::{build, tools};

/// How to serve.
#[derive(clap::Args)]
pub struct Args {
    /// Port on 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Serve what was built before, and do not watch for changes
    #[arg(long)]
    no_build: bool,
    /// The folder to serve
    #[arg(long, default_value = "dist")]
    dir: PathBuf,
}

/// Serves until it is stopped.
pub fn run(args: &Args) -> Result<(), Failure> {
    // Before the build: a port that is taken should be said at once.
    let listener = TcpListener::bind(("127.0.0.1", args.port)).map_err(|error| Failure::Step {
        step: format!("Listening on port {}", args.port),
        detail: format!(": {error}"),
        remedy: format!(
            "Another program may use it: choose one with `--port {}`",
            args.port.saturating_add(1)
        ),
    })?;
    let dir = tools::root().join(&args.dir);
    if args.no_build && !dir.join("index.html").is_file() {
        return Err(Failure::Choice(format!(
            "{} is not built yet: run `cargo site build` first",
            dir.display()
        )));
    }
    if !args.no_build {
        build::run(&build::Args {
            out: args.dir.clone(),
            quick: true,
            local: true,
            keep_wasm: false,
            address: None,
            freeze: false,
            zip: false,
        })?;
    }
    let address = listener.local_addr().map_err(Failure::reading(&dir))?;
    println!("http://{address}/");
    std::io::stdout().flush().map_err(Failure::writing(&dir))?;
    let answering = thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let dir = dir.clone();
            // A browser opens more connections than it uses: each waits in a thread of its own.
            thread::spawn(move || answer::give(stream, &dir));
        }
    });
    if !args.no_build {
        eprintln!("  watching src/ and www/; stop with Ctrl-C");
        watch::rebuild_on_change(&args.dir)?;
    }
    // A thread that panicked has said so itself.
    let _ = answering.join();
    Ok(())
}
