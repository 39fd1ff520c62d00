//! What the model says of restrictions that have happened, beside what happened, errors included.

use offtake::disruption::{Aim, Hindcast, PriceCase, QuantityCase, price_hindcast, quantity_hindcast};
use offtake::ledger::Ledger;
use offtake::supply;
use offtake::terms::{Country, Mineral, Share, Tonnes, Year};

use super::data::{Package, Place, record_address, record_row};
use super::slots::escaped;
use super::story::Story;
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

#[derive(Clone, Copy)]
enum Part {
    /// In the trade of the mineral outside China, in the year before the price of the end.
    Trade,
    /// In U.S. imports.
    Imports,
    /// All of it.
    Whole,
}

const PRICES: [Moved; 3] = [
    Moved {
        key: "antimony",
        mineral: "antimony",
        statistic: "Price, metal, average, dollars per pound",
        years: ("2023", "2025"),
        effect: "E09",
        part: (Part::Trade, Part::Imports),
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

/// One case, computed.
pub struct Told {
    /// Its words.
    key: &'static str,
    mineral: &'static str,
    unit: &'static str,
    before: f64,
    effect: Option<&'static str>,
    /// The least part of exports that fell away, where it was printed.
    fell: Option<Share>,
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
        let figure = |year| {
            figure(package, "us_statistics", mineral, &[("statistic", statistic), ("year", year)], "value")
        };
        let (before, after) = (figure(BAN.0)?, figure(BAN.1)?);
        let case = QuantityCase {
            buyer: Country::UNITED_STATES,
            before: Tonnes(before),
            from_restricted: Tonnes(before * import_share(package, mineral)?.0),
            cut: Share(1.0),
            aim: Aim::Targeted,
            after: Tonnes(after),
        };
        let found = quantity_hindcast(&case).map_err(|error| Failure::Choice(error.to_string()))?;
        let unit = unit(package, mineral, statistic)?;
        told.push(Told { key, mineral, unit, before, effect: None, fell: None, found });
    }
    for moved in &PRICES {
        let figure = |year| {
            figure(
                package,
                "us_statistics",
                moved.mineral,
                &[("statistic", moved.statistic), ("year", year)],
                "value",
            )
        };
        let (before, after) = (figure(moved.years.0)?, figure(moved.years.1)?);
        let part = |part: Part| match part {
            Part::Trade => part_outside(ledger, moved.mineral),
            Part::Imports => import_share(package, moved.mineral),
            Part::Whole => Ok(Share(1.0)),
        };
        let case = PriceCase {
            drop: drop(package, moved.effect)?,
            part_outside: (part(moved.part.0)?, part(moved.part.1)?),
            ratio: after / before,
        };
        let found = price_hindcast(&case)
            .ok_or_else(|| Failure::Choice(format!("{}: no price from these shares", moved.effect)))?;
        told.push(Told {
            key: moved.key,
            mineral: moved.mineral,
            unit: "",
            before,
            effect: Some(moved.effect),
            fell: Some(case.drop.0).filter(|least| *least == case.drop.1),
            found,
        });
    }
    Ok(told)
}

fn figure(
    package: &Package,
    table: &str,
    mineral: &str,
    keys: &[(&str, &str)],
    column: &str,
) -> Result<f64, Failure> {
    cell(package, table, mineral, keys, column).and_then(|cell| cell.parse().ok()).ok_or_else(|| {
        Failure::Choice(format!("{table}: no {column} of {mineral} for {keys:?}: the hindcast needs it"))
    })
}

fn cell<'a>(
    package: &'a Package,
    table: &str,
    mineral: &str,
    keys: &[(&str, &str)],
    column: &str,
) -> Option<&'a str> {
    let table = package.resource(table)?;
    let mut rows = table.table.rows.iter().filter(|row| table.cell(row, "mineral_id") == mineral);
    let row = rows.find(|row| keys.iter().all(|(column, value)| table.cell(row, column) == *value))?;
    Some(table.cell(row, column))
}

/// The symbol of the unit in which a statistic was published.
fn unit(package: &Package, mineral: &str, statistic: &str) -> Result<&'static str, Failure> {
    let keys = [("statistic", statistic), ("year", BAN.0)];
    match cell(package, "us_statistics", mineral, &keys, "unit") {
        Some("metric tons") => Ok("t"),
        Some("kilograms") => Ok("kg"),
        other => Err(Failure::Choice(format!(
            "us_statistics: {statistic} of {mineral} is in {other:?}: the hindcast knows metric tons and kilograms"
        ))),
    }
}

fn import_share(package: &Package, mineral: &str) -> Result<Share, Failure> {
    figure(package, "us_import_sources", mineral, &[("supplier", Country::CHINA.code())], "share").map(Share)
}

fn part_outside(ledger: &Ledger, mineral: &str) -> Result<Share, Failure> {
    let network = supply::network(ledger, &Mineral::new(mineral), Year(2024), Country::CHINA);
    let part = network.part_outside().known();
    part.ok_or_else(|| Failure::Choice(format!("trade: none of {mineral} in 2024: the hindcast needs it")))
}

/// How much exports fell: a change as printed; where a quarter without exports is all that is known, a quarter at least.
fn drop(package: &Package, effect: &str) -> Result<(Share, Share), Failure> {
    let missing = || Failure::Choice(format!("export_effects: no change in {effect}: the hindcast needs it"));
    let (table, row) = record_row(package, effect).ok_or_else(missing)?;
    if let Ok(change) = table.cell(row, "change_pct").parse::<f64>() {
        let fall = Share(-change / 100.0);
        return Ok((fall, fall));
    }
    match (table.cell(row, "value"), table.cell(row, "period").split_once('/')) {
        ("0", Some(_)) => Ok((Share(0.25), Share(1.0))),
        _ => Err(missing()),
    }
}

/// Writes the page of a language.
pub fn write(story: &Story<'_>, place: &Place<'_>, cases: &[Told]) -> Result<(), Failure> {
    let (mut quantities, mut prices) = (String::new(), String::new());
    for told in cases {
        let row = row(story, told)?;
        if told.effect.is_some() { prices.push_str(&row) } else { quantities.push_str(&row) }
    }
    let say = |key: &str| story.plain(key);
    let words: Result<Vec<(&str, String)>, Failure> = [
        "title",
        "lead",
        "quantity_head",
        "quantity_idea",
        "price_head",
        "price_idea",
        "lesson",
        "what",
        "before",
        "model",
        "fact",
        "verdict",
        "why",
    ]
    .into_iter()
    .map(|key| Ok((key, say(&format!("hindcast.{key}"))?)))
    .collect();
    let words = words?;
    story.reader().page(place, "hindcast.html", "hindcast/", |name, word| match name {
        "hindcast" => words.iter().find(|(key, _)| *key == word).map(|(_, said)| said.clone()),
        "quantities" => Some(quantities.clone()),
        "prices" => Some(prices.clone()),
        _ => None,
    })
}

fn row(story: &Story<'_>, told: &Told) -> Result<String, Failure> {
    let kind = if told.effect.is_some() { "price" } else { "quantity" };
    let rows = format!("../data/{}/#us_statistics", Mineral::new(told.mineral).slug());
    let amount = |value: f64| -> String {
        let number = story.amount(value);
        match told.effect {
            Some(_) => format!("×\u{a0}{number}"),
            None => format!("{number}\u{a0}{}", told.unit),
        }
    };
    let linked = |text: String| format!("<a class=\"figure\" href=\"{}\">{text}</a>", escaped(&rows));
    let before = match told.effect {
        None => linked(amount(told.before)),
        Some(effect) => {
            let address = format!("../{}", record_address("export_effects", effect));
            let said = match told.fell {
                Some(part) => story
                    .plain("hindcast.loss")?
                    .replace("[change]", &format!("\u{2212}{}", story.percent(part))),
                None => story.plain("hindcast.loss_none")?,
            };
            format!("<a class=\"figure\" href=\"{}\">{said}</a>", escaped(&address))
        }
    };
    let verdict = match told.found.miss() {
        0.0 => story.plain("hindcast.holds")?,
        miss if miss > 0.0 => {
            story.plain("hindcast.above")?.replace("[miss]", &amount(miss).replace("×\u{a0}", ""))
        }
        miss => story.plain("hindcast.below")?.replace("[miss]", &amount(-miss).replace("×\u{a0}", "")),
    };
    Ok(format!(
        "<tr><th scope=\"row\">{}</th><td>{before}</td><td>{} – {}</td><td>{}</td><td>{verdict}</td><td>{}</td></tr>\n",
        story.plain(&format!("hindcast.{kind}_{}", told.key))?,
        amount(told.found.least),
        amount(told.found.greatest),
        linked(amount(told.found.observed)),
        story.plain(&format!("hindcast.{kind}_{}_why", told.key))?,
    ))
}

#[cfg(test)]
mod tests {
    use offtake::ledger::Ledger;

    use super::{Package, cases};
    use crate::{facts, tools};

    #[test]
    fn the_record_gives_the_cases_that_were_worked_by_hand() {
        let root = tools::root();
        let package = Package::open(&root).unwrap();
        let ledger = Ledger::from_tables(&facts::read_tables(&root.join(facts::DATA)).unwrap()).unwrap();
        let told = cases(&package, &ledger).unwrap();
        assert_eq!(told.len(), 6);
        assert_eq!([told[0].unit, told[1].unit, told[2].unit], ["t", "kg", "kg"]);
        // Germanium metal: 21,000 kg, 23 per cent of it from China, then 7,000 kg; half to all of a ban leaks.
        let germanium = told[2].found;
        assert!((germanium.least - 18_585.0).abs() < 1e-6 && germanium.greatest == 21_000.0);
        assert!((germanium.miss() + 11_585.0).abs() < 1e-6);
        // The price of antimony, 5.49 then 25 dollars a pound.
        assert!((told[3].found.observed - 25.0 / 5.49).abs() < 1e-12 && told[3].found.holds());
        // Errors are shown as errors.
        assert!(told.iter().any(|told| !told.found.holds()));
    }
}
