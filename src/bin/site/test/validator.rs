//! The data package before a stranger's eye: the `frictionless` validator, in a Python environment of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::{facts, tools};

const REMEDY: &str = "Install Python 3.9 or newer with venv: https://www.python.org, or on Debian `apt-get install python3-venv`";

/// Validates the package that lies in `www/data`.
pub fn validate(root: &Path) -> Result<(), Failure> {
    let program = installed(root)?;
    let mut validate = Command::new(program);
    validate.current_dir(root.join(facts::DATA)).args(["validate", "datapackage.json"]);
    // Its table of results is for people; ours go to standard error like every other step's.
    validate.env("NO_COLOR", "1").env("COLUMNS", "100").stdout(std::io::stderr());
    tools::run(&mut validate, "The validator's table above names file, row and field")
}

/// The validator, installed anew where the requirements are newer than it.
fn installed(root: &Path) -> Result<PathBuf, Failure> {
    let folder = root.join("target/validator");
    let program = folder.join("bin/frictionless");
    let requirements = root.join("tests/requirements.txt");
    let time = |file: &Path| std::fs::metadata(file).and_then(|data| data.modified()).ok();
    if program.is_file() && time(&program) >= time(&requirements) {
        return Ok(program);
    }
    tools::step("install the validator of the data package", || {
        let python = python()?;
        let mut venv = Command::new(&python);
        venv.args(["-m", "venv", "--clear"]).arg(&folder).stdout(std::io::stderr());
        tools::run(&mut venv, REMEDY)?;
        let mut pip = Command::new(folder.join("bin/python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
        pip.arg(&requirements).stdout(std::io::stderr());
        tools::run(&mut pip, "Look whether the Python package index can be reached")
    })?;
    Ok(program)
}

/// A Python with venv, installed where we may.
fn python() -> Result<PathBuf, Failure> {
    let able =
        |python: &Path| tools::output(Command::new(python).args(["-c", "import ensurepip, venv"])).is_some();
    let find = || tools::find("python3").filter(|python| able(python));
    if let Some(found) = find() {
        return Ok(found);
    }
    tools::apt_install(&["python3-venv"], REMEDY)?;
    find().ok_or_else(|| Failure::MissingProgram { program: "python3".to_owned(), remedy: REMEDY.to_owned() })
}
