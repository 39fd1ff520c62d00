//! Parts against wholes, and one publisher against another: tolerances are stated here and nowhere else.

use std::collections::BTreeMap;

use crate::failure::Failure;

use super::sheet::Sheet;

/// USGS totals are rounded to two or three figures, so that parts may miss them by half of the last: 909 t of gallium
/// stand against a printed total of 900.
const TOTAL: f64 = 0.055;
/// Where a part is withheld the total is not bound from above by the parts; it may not be below them by more than this.
const TOTAL_WITHHELD: f64 = 0.06;
/// The EU study's shares are rounded to whole per cents, and leave out what is not known: world vanadium sums to 0.887,
/// tungsten ores for the EU to 0.77.
const SHARES: (f64, f64) = (0.75, 1.06);
/// BACI in two nomenclatures: world exports of one code in tonnes.
const MIRROR: f64 = 0.12;
/// USGS shares of U.S. imports are whole per cents.
const IMPORT_SHARES: (f64, f64) = (0.96, 1.04);

/// A sum and what it was held against.
pub struct Held {
    /// What was summed.
    pub what: String,
    /// The sum of the parts, and the whole.
    pub sums: (f64, f64),
    /// Whether it is within its tolerance.
    pub holds: bool,
}

/// Checks the sums of all tables.
pub fn sums(sheets: &[Sheet]) -> Result<Vec<Held>, Failure> {
    let find = |name: &str| {
        sheets
            .iter()
            .find(|sheet| sheet.name() == name)
            .ok_or_else(|| Failure::Choice(format!("table `{name}` is missing")))
    };
    let mut held = totals(find("production")?);
    held.extend(shares(find("supply_shares_eu")?, &["scope", "material", "stage"], SHARES));
    held.extend(shares(find("us_import_sources")?, &["mineral_id", "period"], IMPORT_SHARES));
    held.extend(mirror(find("trade")?));
    match held.iter().find(|one| !one.holds) {
        Some(Held { what, sums: (parts, whole), .. }) => Err(Failure::Choice(format!(
            "{what}: the parts give {parts:.3}, the whole is {whole:.3}. Look at the publisher's table: a row is \
             missing, stands twice, or has another unit"
        ))),
        None => Ok(held),
    }
}

fn totals(sheet: &Sheet) -> Vec<Held> {
    let mut groups: BTreeMap<Vec<&str>, (f64, Option<f64>, bool)> = BTreeMap::new();
    for row in &sheet.rows {
        let key = ["mineral_id", "stage", "measure", "year", "source_id"].map(|name| sheet.cell(row, name));
        let group = groups.entry(key.to_vec()).or_default();
        match (sheet.cell(row, "country"), sheet.cell(row, "value_t").parse::<f64>()) {
            ("WORLD", Ok(total)) => group.1 = Some(total),
            ("WORLD", Err(_)) => {}
            (_, Ok(part)) => group.0 += part,
            (_, Err(_)) => group.2 = true,
        }
    }
    let held = |(key, (parts, total, withheld)): (Vec<&str>, (f64, Option<f64>, bool))| {
        // A total alone, as of scandium, has nothing to be held against.
        let total = total.filter(|total| parts > 0.0 && *total > 0.0)?;
        let off = (parts - total) / total;
        let holds = if withheld { off <= TOTAL_WITHHELD } else { off.abs() <= TOTAL };
        Some(Held { what: key.join(" "), sums: (parts, total), holds })
    };
    groups.into_iter().filter_map(held).collect()
}

/// Shares of one whole, bounds at their middle.
fn shares(sheet: &Sheet, key: &[&str], (least, most): (f64, f64)) -> Vec<Held> {
    let mut groups: BTreeMap<Vec<&str>, f64> = BTreeMap::new();
    for row in &sheet.rows {
        let number = |name: &str| sheet.cell(row, name).parse::<f64>().ok();
        let middle = || Some((number("low")? + number("high")?) / 2.0);
        let part = number("share").or_else(middle).unwrap_or_default();
        *groups.entry(key.iter().map(|name| sheet.cell(row, name)).collect()).or_default() += part;
    }
    let held = |(key, sum): (Vec<&str>, f64)| Held {
        what: format!("{} {}", sheet.name(), key.join(" ")),
        sums: (sum, 1.0),
        holds: (least..=most).contains(&sum),
    };
    groups.into_iter().map(held).collect()
}

fn mirror(sheet: &Sheet) -> Vec<Held> {
    let mut groups: BTreeMap<(&str, &str), [f64; 2]> = BTreeMap::new();
    for row in &sheet.rows {
        if let Ok(tonnes) = sheet.cell(row, "tonnes").parse::<f64>() {
            let side = usize::from(sheet.cell(row, "nomenclature") == "HS17");
            groups.entry((sheet.cell(row, "hs6"), sheet.cell(row, "year"))).or_default()[side] += tonnes;
        }
    }
    groups
        .into_iter()
        .filter(|(_, sums)| sums.iter().all(|sum| *sum > 0.0))
        .map(|((hs6, year), [ours, theirs])| Held {
            what: format!("trade {hs6} {year}, HS17 against HS92"),
            sums: (theirs, ours),
            holds: (theirs - ours).abs() <= MIRROR * ours,
        })
        .collect()
}
