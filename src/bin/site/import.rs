//! `cargo site import`: from the publishers' files to our own tidy tables, each row citing its publisher.
//!
//! Everything is read and checked in memory first; only then is anything written.

mod changes;
mod datapackage;
mod editions;
mod eu;
mod figure;
mod governance;
mod iea;
mod months;
mod names;
mod raw;
mod record;
mod schema;
mod sheet;
mod sums;
mod trade;
mod united_states;
mod usgs;
mod validate;
mod weigh;

use std::fs;
use std::path::{Path, PathBuf};

use offtake::ledger::Ledger;

use crate::failure::Failure;
use crate::{borders, facts, tools};
use sheet::Sheet;

/// Where the files are, and where the tables go.
#[derive(clap::Args)]
pub struct Args {
    /// Folder with the publishers' files: usgs/, trade/, eu_crm/, iea/, governance/, policy/
    #[arg(long)]
    from: PathBuf,
    /// Folder for the tables
    #[arg(long, default_value = facts::DATA)]
    out: PathBuf,
    /// Write tables that have fewer rows than before
    #[arg(long)]
    accept: bool,
    /// Folder of the npm package world-atlas 2.0.2: also rebuilds www/borders.bin
    #[arg(long)]
    outlines: Option<PathBuf>,
}

/// Imports.
pub fn run(args: &Args) -> Result<(), Failure> {
    let root = tools::root();
    let (sheets, strangers) = tools::step("read the publishers' files", || sheets(&args.from))?;
    for line in strangers {
        eprintln!("  note: {line}");
    }
    let held = tools::step("check", || check(&sheets))?;
    let out = if args.out.is_absolute() { args.out.clone() } else { root.join(&args.out) };
    fs::create_dir_all(&out).map_err(Failure::writing(&out))?;
    for line in changes::changes(&facts::read_tables(&out)?, &sheets, args.accept)? {
        eprintln!("  {line}");
    }
    let rows: usize = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    write(&out, &sheets)?;
    eprintln!("  {} tables, {rows} rows, {held} sums within their tolerance", sheets.len());
    if let Some(atlas) = &args.outlines {
        tools::step("build the borders", || borders::build(atlas, &root.join(facts::BORDERS)))?;
    }
    Ok(())
}

/// Everything that must hold before a table is written; the number of sums that were held against a whole.
fn check(sheets: &[Sheet]) -> Result<usize, Failure> {
    validate::validate(sheets)?;
    let held = sums::sums(sheets)?;
    let tables: Vec<_> = sheets.iter().map(Sheet::table).collect();
    Ledger::from_tables(&tables)?;
    Ok(held.len())
}

fn write(out: &Path, sheets: &[Sheet]) -> Result<(), Failure> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for sheet in sheets {
        files.push((format!("{}.csv", sheet.name()), sheet.bytes()?));
    }
    let package = datapackage::describe(sheets, &files)?;
    files.push(("datapackage.json".to_owned(), package));
    // All beside first, then all moved: a full disk leaves the old tables whole.
    for (name, bytes) in &files {
        let path = out.join(format!("{name}.new"));
        fs::write(&path, bytes).map_err(Failure::writing(&path))?;
    }
    for (name, _) in &files {
        let path = out.join(name);
        fs::rename(out.join(format!("{name}.new")), &path).map_err(Failure::writing(&path))?;
    }
    // A table that is gone was accepted as gone: its file would be a stranger in the package.
    for entry in fs::read_dir(out).map_err(Failure::reading(out))? {
        let path = entry.map_err(Failure::reading(out))?.path();
        let known = files.iter().any(|(name, _)| path.file_name().is_some_and(|file| file == name.as_str()));
        if !known && path.extension().is_some_and(|end| end == "csv") {
            fs::remove_file(&path).map_err(Failure::writing(&path))?;
        }
    }
    Ok(())
}

/// Every table, by name, and a line for every file that is not the edition we know.
fn sheets(from: &Path) -> Result<(Vec<Sheet>, Vec<String>), Failure> {
    let schema = schema::schema()?;
    let sheet = |name: &str, rows| Sheet::new(&schema, name, rows);
    let (files, strangers) = editions::editions(from)?;
    let mut sheets = vec![sheet("source_files", files)?];
    for name in ["sources", "minerals", "countries"] {
        sheets.push(sheet(name, names::by_hand(name)?)?);
    }
    let mut world = usgs::world(from)?;
    world.production.extend(iea::supply(from)?);
    weigh::choose(&mut world.production);
    let production = sheet("production", world.production)?;
    let products = sheet("products", names::by_hand("products")?)?;
    let trade = sheet("trade", trade::trade(from)?)?;
    let mut demand = united_states::demand(from)?;
    demand.extend(iea::demand(from)?);
    demand.extend(weigh::proxies(&demand, &trade, &products));
    let mut scores = united_states::reliance(from)?;
    scores.extend(eu::scores()?);
    let mut uses = eu::end_uses(from)?;
    uses.extend(record::end_uses(from)?);
    sheets.extend([
        sheet("production_differences", weigh::in_production(&production))?,
        sheet("trade_differences", weigh::in_trade(&trade, &products))?,
        sheet("demand", demand)?,
        sheet("published_scores", scores)?,
        sheet("end_uses", uses)?,
        sheet("reserves", world.reserves)?,
        sheet("supply_shares_eu", eu::supply_shares(from)?)?,
        sheet("us_import_sources", united_states::import_sources(from)?)?,
        sheet("us_statistics", united_states::statistics(from)?)?,
        sheet("governance", governance::governance(from)?)?,
        sheet("groups", record::groups(from)?)?,
        sheet("export_controls", record::controls(from)?)?,
        sheet("export_effects", record::effects(from)?)?,
        sheet("export_months", months::exports(from)?)?,
        sheet("sector_effects", record::sector_effects(from)?)?,
        sheet("allocation_models", record::models(from)?)?,
        sheet("deals", record::deals(from)?)?,
        sheet("deal_parties", record::parties(from)?)?,
        production,
        products,
        trade,
    ]);
    sheets.sort_by(|a, b| a.name().cmp(b.name()));
    Ok((sheets, strangers))
}
