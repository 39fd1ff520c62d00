//! The cases: restrictions that have happened and can be checked, each figure with the row that it stands in.

use offtake::disruption::{Aim, Hindcast, PriceCase, QuantityCase, price_hindcast, quantity_hindcast};
use offtake::ledger::Ledger;
use offtake::supply;
use offtake::terms::{Country, Mineral, Reading, Share, Tonnes, Year};

use super::super::data::{Package, mineral_row, record_address, record_row};
use crate::failure::Failure;

/// Imports of the United States before and in the year of China's ban on sales to it (December 2024 to November 2025).
const QUANTITIES: [(&str, &str, &str); 3] = [
    ("antimony", "antimony", "Imports for consumption: Oxide"),
    ("gallium", "gallium", "Imports for consumption: Metal"),
    ("germanium", "germanium", "Imports for consumption: Germanium metal"),
];
const BAN: (&str, &str) = ("2024", "2025");

/// A price that moved, and what is known of the loss behind it.
struct Moved {
    key: &'static str,
    mineral: &'static str,
    statistic: &'static str,
    years: (&'static str, &'static str),
    /// The row of the record that says by how much exports fell.
    effect: &'static str,
    /// China's part in what everyone else buys: the least and the greatest that the tables allow.
    part: (Part, Part),
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// In the trade of the mineral outside China, in the year before the price of the end.
    Trade,
    /// In U.S. imports.
    Imports,
    /// In what the world makes: with what China uses itself, so no less than its part outside.
    Output,
    /// All of it.
    Whole,
}

const PRICES: [Moved; 4] = [
    Moved {
        key: "antimony",
        mineral: "antimony",
        statistic: "Price, metal, average, dollars per pound",
        years: ("2023", "2025"),
        effect: "E09",
        part: (Part::Trade, Part::Imports),
    },
    Moved {
        key: "gallium",
        mineral: "gallium",
        statistic: "Price, average unit value of imports, dollars per kilogram",
        years: ("2024", "2025"),
        effect: "E38",
        part: (Part::Imports, Part::Output),
    },
    Moved {
        key: "germanium",
        mineral: "germanium",
        statistic: "Price, annual average, dollars per kilogram: Germanium metal",
        years: ("2023", "2025"),
        effect: "E10",
        part: (Part::Imports, Part::Whole),
    },
    Moved {
        key: "tungsten",
        mineral: "tungsten",
        statistic: "Price, concentrate, average in-warehouse Rotterdam, dollars per dry metric ton unit of tungsten trioxide",
        years: ("2024", "2025"),
        effect: "E17",
        part: (Part::Trade, Part::Trade),
    },
];

/// A figure, and where its row stands, below the language's folder; no place for what is an assumption.
#[derive(Clone)]
pub struct Cited {
    pub value: f64,
    pub at: Option<String>,
}

/// What went into a case.
pub enum Given {
    /// Imports before, and China's part in them.
    Imports { before: Cited, part: Cited },
    /// What became of China's exports, and its least and greatest part outside.
    Exports { change: Change, at: String, part: [Cited; 2] },
}

/// What became of exports, in per cent of those before.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Change {
    /// In a year.
    Year(f64),
    /// In the first quarter, which stands for the year.
    Quarter(f64),
    /// Three months without any.
    NoneForMonths,
}

/// One case, computed.
pub struct Told {
    /// Its words.
    pub key: &'static str,
    pub unit: &'static str,
    pub given: Given,
    /// Figures of the year before and of the year itself.
    pub observed: [Cited; 2],
    /// Model and fact.
    pub found: Hindcast,
}

/// All cases, quantities first.
///
/// # Errors
/// [`Failure::Choice`] naming the table and the row that is not there.
pub fn cases(package: &Package, ledger: &Ledger) -> Result<Vec<Told>, Failure> {
    let mut told = Vec::new();
    for (key, mineral, statistic) in QUANTITIES {
        let [before, after] = statistics(package, mineral, statistic, BAN)?;
        let part = import_share(package, mineral)?;
        let case = QuantityCase {
            buyer: Country::UNITED_STATES,
            before: Tonnes(before.value),
            from_restricted: Tonnes(before.value * part.value),
            cut: Share(1.0),
            aim: Aim::Targeted,
            after: Tonnes(after.value),
        };
        let found = quantity_hindcast(&case).map_err(|error| Failure::Choice(error.to_string()))?;
        let unit = unit(package, mineral, statistic)?;
        let given = Given::Imports { before: before.clone(), part };
        told.push(Told { key, unit, given, observed: [before, after], found });
    }
    for moved in &PRICES {
        let [before, after] = statistics(package, moved.mineral, moved.statistic, moved.years)?;
        let (change, drop) = exports(package, moved.effect)?;
        let part = |part: Part| match part {
            Part::Trade => part_outside(ledger, moved.mineral),
            Part::Imports => import_share(package, moved.mineral),
            Part::Output => output_share(ledger, moved.mineral),
            Part::Whole => Ok(Cited { value: 1.0, at: None }),
        };
        let part = [part(moved.part.0)?, part(moved.part.1)?];
        let case = PriceCase {
            drop,
            part_outside: (Share(part[0].value), Share(part[1].value)),
            ratio: after.value / before.value,
        };
        let found = price_hindcast(&case)
            .ok_or_else(|| Failure::Choice(format!("{}: no price from these shares", moved.effect)))?;
        let at = record_address("export_effects", moved.effect);
        let given = Given::Exports { change, at, part };
        told.push(Told { key: moved.key, unit: "", given, observed: [before, after], found });
    }
    Ok(told)
}

/// A figure in a row of a mineral's page.
fn figure(
    package: &Package,
    table: &str,
    mineral: &str,
    keys: &[(&str, &str)],
    column: &str,
) -> Result<Cited, Failure> {
    let missing =
        || Failure::Choice(format!("{table}: no {column} of {mineral} for {keys:?}: the hindcast needs it"));
    let (row, at) = mineral_row(package, table, mineral, keys).ok_or_else(missing)?;
    let of = package.resource(table).ok_or_else(missing)?;
    let value = of.cell(row, column).parse().map_err(|_| missing())?;
    Ok(Cited { value, at: Some(at) })
}

/// A statistic of the United States in two years.
fn statistics(
    package: &Package,
    mineral: &str,
    statistic: &str,
    years: (&str, &str),
) -> Result<[Cited; 2], Failure> {
    let of = |year| {
        figure(package, "us_statistics", mineral, &[("statistic", statistic), ("year", year)], "value")
    };
    Ok([of(years.0)?, of(years.1)?])
}

/// The symbol of the unit in which a statistic was published.
fn unit(package: &Package, mineral: &str, statistic: &str) -> Result<&'static str, Failure> {
    let keys = [("statistic", statistic), ("year", BAN.0)];
    let row = mineral_row(package, "us_statistics", mineral, &keys);
    let table = package.resource("us_statistics");
    match row.zip(table).map(|((row, _), table)| table.cell(row, "unit")) {
        Some("metric tons") => Ok("t"),
        Some("kilograms") => Ok("kg"),
        other => Err(Failure::Choice(format!(
            "us_statistics: {statistic} of {mineral} is in {other:?}: the hindcast knows metric tons and kilograms"
        ))),
    }
}

fn import_share(package: &Package, mineral: &str) -> Result<Cited, Failure> {
    figure(package, "us_import_sources", mineral, &[("supplier", Country::CHINA.code())], "share")
}

fn known(reading: Reading<Share>, what: &str, mineral: &str, at: &str) -> Result<Cited, Failure> {
    let missing = || Failure::Choice(format!("{what}: none of {mineral} in 2024: the hindcast needs it"));
    let value = reading.known().ok_or_else(missing)?.0;
    Ok(Cited { value, at: Some(format!("data/{}/#{at}", Mineral::new(mineral).slug())) })
}

fn part_outside(ledger: &Ledger, mineral: &str) -> Result<Cited, Failure> {
    let network = supply::network(ledger, &Mineral::new(mineral), Year(2024), Country::CHINA);
    known(network.part_outside(), "trade", mineral, "trade")
}

fn output_share(ledger: &Ledger, mineral: &str) -> Result<Cited, Failure> {
    let network = supply::network(ledger, &Mineral::new(mineral), Year(2024), Country::CHINA);
    known(network.output_share(Country::CHINA), "production", mineral, "production-CHN-2024")
}

/// What became of exports, and the part that fell away, the least and the greatest: a change as printed; where a quarter
/// without exports is all that is known, a quarter at least. A rise is no loss.
fn exports(package: &Package, effect: &str) -> Result<(Change, (Share, Share)), Failure> {
    let missing = || Failure::Choice(format!("export_effects: no change in {effect}: the hindcast needs it"));
    let (table, row) = record_row(package, effect).ok_or_else(missing)?;
    let period = table.cell(row, "period");
    if let Ok(change) = table.cell(row, "change_pct").parse::<f64>() {
        let fall = Share((-change / 100.0).max(0.0));
        let change = if period.contains('Q') { Change::Quarter(change) } else { Change::Year(change) };
        return Ok((change, (fall, fall)));
    }
    match (table.cell(row, "value"), period.split_once('/')) {
        ("0", Some(_)) => Ok((Change::NoneForMonths, (Share(0.25), Share(1.0)))),
        _ => Err(missing()),
    }
}

#[cfg(test)]
mod tests {
    use offtake::ledger::Ledger;

    use super::{Change, Given, Package, cases};
    use crate::{facts, tools};

    #[test]
    fn the_record_gives_the_cases_that_were_worked_by_hand() {
        let root = tools::root();
        let package = Package::open(&root).unwrap();
        let ledger = Ledger::from_tables(&facts::read_tables(&root.join(facts::DATA)).unwrap()).unwrap();
        let told = cases(&package, &ledger).unwrap();
        assert_eq!(told.len(), 7);
        assert_eq!([told[0].unit, told[1].unit, told[2].unit], ["t", "kg", "kg"]);
        // Germanium metal: 21,000 kg, 23 per cent of it from China, then 7,000 kg; half to all of a ban leaks.
        let germanium = told[2].found;
        assert!((germanium.least - 18_585.0).abs() < 1e-6 && germanium.greatest == 21_000.0);
        assert!((germanium.miss() + 11_585.0).abs() < 1e-6);
        // The price of antimony, 5.49 then 25 dollars a pound.
        assert!((told[3].found.observed - 25.0 / 5.49).abs() < 1e-12 && told[3].found.holds());
        // Gallium: exports rose a little, so that the model says that the price stayed. It rose by a third.
        let gallium = &told[4];
        assert!((gallium.found.observed - 580.0 / 439.0).abs() < 1e-12);
        assert_eq!((gallium.found.least, gallium.found.greatest), (1.0, 1.0));
        assert!((gallium.found.miss() - (580.0 / 439.0 - 1.0)).abs() < 1e-12);
        assert!(matches!(gallium.given, Given::Exports { change: Change::Year(change), .. } if change > 0.0));
    }

    #[test]
    fn every_figure_has_a_row() {
        let root = tools::root();
        let package = Package::open(&root).unwrap();
        let ledger = Ledger::from_tables(&facts::read_tables(&root.join(facts::DATA)).unwrap()).unwrap();
        for told in cases(&package, &ledger).unwrap() {
            assert!(told.observed.iter().all(|cited| cited.at.is_some()), "{}", told.key);
            if let Given::Imports { before, part } = &told.given {
                assert!(before.at.is_some() && part.at.is_some(), "{}", told.key);
            }
        }
    }
}
