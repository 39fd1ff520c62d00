//! `cargo site import`: from the publishers' files to our own tidy tables, each row citing its publisher.
//!
//! Everything is read and checked in memory first; only then is anything written.

mod datapackage;
mod governance;
mod names;
mod policy;
mod raw;
mod sheet;
mod trade;
mod usgs;

use std::fs;
use std::path::PathBuf;

use offtake::ledger::Ledger;

use crate::failure::Failure;
use crate::{borders, facts, tools};
use sheet::Sheet;

/// Where the files are, and where the tables go.
#[derive(clap::Args)]
pub struct Args {
    /// Folder with the publishers' files: usgs/, trade/, governance/, policy/
    #[arg(long)]
    from: PathBuf,
    /// Folder for the tables
    #[arg(long, default_value = facts::DATA)]
    out: PathBuf,
    /// Folder of the npm package world-atlas 2.0.2: also rebuilds www/borders.bin
    #[arg(long)]
    outlines: Option<PathBuf>,
}

/// Imports.
pub fn run(args: &Args) -> Result<(), Failure> {
    let root = tools::root();
    let sheets = tools::step("read the publishers' files", || sheets(args))?;
    tools::step("check", || {
        let tables: Vec<_> = sheets.iter().map(Sheet::table).collect();
        Ok(Ledger::from_tables(&tables)?)
    })?;
    let out = if args.out.is_absolute() { args.out.clone() } else { root.join(&args.out) };
    fs::create_dir_all(&out).map_err(Failure::writing(&out))?;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for sheet in &sheets {
        files.push((format!("{}.csv", sheet.name), sheet.bytes()?));
        eprintln!("  {}: {} rows", sheet.name, sheet.rows.len());
    }
    files.push(("datapackage.json".to_owned(), datapackage::describe(&sheets)?));
    // All beside first, then all moved: a full disk leaves the old tables whole.
    for (name, bytes) in &files {
        let path = out.join(format!("{name}.new"));
        fs::write(&path, bytes).map_err(Failure::writing(&path))?;
    }
    for (name, _) in &files {
        let path = out.join(name);
        fs::rename(out.join(format!("{name}.new")), &path).map_err(Failure::writing(&path))?;
    }
    if let Some(atlas) = &args.outlines {
        tools::step("build the borders", || borders::build(atlas, &root.join(facts::BORDERS)))?;
    }
    Ok(())
}

fn sheets(args: &Args) -> Result<Vec<Sheet>, Failure> {
    let from = &args.from;
    let mut sheets = vec![
        names::sources()?,
        names::minerals()?,
        names::countries()?,
        names::products()?,
        usgs::production(from)?,
        usgs::demand(from)?,
        usgs::import_sources(from)?,
        trade::trade(from)?,
        governance::governance(from)?,
        policy::groups(from)?,
        policy::controls(from)?,
        policy::deals(from)?,
        policy::parties(from)?,
    ];
    sheets.sort_by(|a, b| a.name.cmp(b.name));
    Ok(sheets)
}
