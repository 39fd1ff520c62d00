//! Running other programs, and saying what is going on.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::failure::Failure;

/// The package's root: where Cargo runs us, else where we were built.
pub fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR");
    manifest.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from)
}

/// Does a step, and says on standard error what it is and how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    eprintln!("  {name} …");
    let start = Instant::now();
    let done = work()?;
    eprintln!("  {name}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(done)
}

/// Runs a program to its end; its output goes where ours goes.
pub fn run(command: &mut Command, remedy: &str) -> Result<(), Failure> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| missing(&program, &error, remedy))?;
    if status.success() {
        return Ok(());
    }
    let words: Vec<String> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    Err(Failure::Step {
        step: format!("`{program} {}`", words.join(" ")),
        detail: format!(" ({status})"),
        remedy: remedy.to_owned(),
    })
}

/// What a program prints on standard output; `None` where it is not there or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let done = command.output().ok().filter(|done| done.status.success())?;
    Some(String::from_utf8_lossy(&done.stdout).trim().to_owned())
}

fn missing(program: &str, error: &std::io::Error, remedy: &str) -> Failure {
    if error.kind() == std::io::ErrorKind::NotFound {
        return Failure::MissingProgram { program: program.to_owned(), remedy: remedy.to_owned() };
    }
    Failure::Step { step: format!("`{program}`"), detail: format!(": {error}"), remedy: remedy.to_owned() }
}

/// Where this program lies. Building the tests may put a new one in its place while it runs: then that one.
pub fn own_program() -> Result<PathBuf, Failure> {
    let path = std::env::current_exe().map_err(Failure::reading(&root()))?;
    let replaced = path.to_str().and_then(|text| text.strip_suffix(" (deleted)")).map(PathBuf::from);
    Ok(replaced.filter(|path| path.is_file()).unwrap_or(path))
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Sees to it that wasm32 can be compiled for.
pub fn wasm_target() -> Result<(), Failure> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let libraries = output(
        Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).current_dir(root()),
    );
    if libraries.is_some_and(|folder| PathBuf::from(folder).is_dir()) {
        return Ok(());
    }
    let remedy = "Install the target by hand: `rustup target add wasm32-unknown-unknown`; rustup is at https://rustup.rs";
    step("add the wasm32 target", || {
        run(Command::new("rustup").args(["target", "add", TARGET]).current_dir(root()), remedy)
    })
}

/// Where a program of the search path lies.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Installs Debian's packages where we are root and they can be had; does nothing elsewhere.
pub fn apt_install(packages: &[&str], remedy: &str) -> Result<(), Failure> {
    let root = output(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !root || find("apt-get").is_none() {
        return Ok(());
    }
    step(&format!("install {}", packages.join(", ")), || {
        let apt = |words: &[&str]| {
            let mut command = Command::new("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq").args(words).stdout(std::io::stderr());
            run(&mut command, remedy)
        };
        apt(&["update"])?;
        apt(&[&["install", "-y", "--no-install-recommends"], packages].concat())
    })
}

/// Sees to it that the packages of the tests are there.
pub fn node_packages() -> Result<(), Failure> {
    node_packages_in("tests")
}

/// Sees to it that the packages that a folder asks for are there.
pub fn node_packages_in(folder: &str) -> Result<(), Failure> {
    let tests = root().join(folder);
    let installed = tests.join("node_modules/.package-lock.json");
    let newer = |file: &PathBuf| std::fs::metadata(file).and_then(|data| data.modified()).ok();
    if newer(&installed) >= newer(&tests.join("package-lock.json")) && installed.is_file() {
        return Ok(());
    }
    let remedy = "Install Node 20 or newer, with npm: https://nodejs.org";
    step("install the packages of the tests", || {
        let mut npm = Command::new("npm");
        npm.current_dir(&tests).args(["ci", "--no-audit", "--no-fund", "--silent"]);
        // Tests use the system's browser; nothing may be downloaded beside the packages.
        npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").stdout(std::io::stderr());
        run(&mut npm, remedy)
    })
}
