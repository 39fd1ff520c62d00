//! `cargo site share`: who gets what under every rule for every mineral under control, the two models of August 2025 beside the
//! contracts as they stand, where sharing is not stable, and what comes when. CSV on standard output.

use std::collections::BTreeSet;

use clap::ValueEnum;
use offtake::atlas::{Atlas, Choice, DivisionFigures, MoneyFigures, SharingFigures};
use offtake::ledger::Ledger;
use offtake::scenario;
use offtake::supply;
use offtake::terms::Mineral;

use crate::failure::Failure;
use crate::measure::{header, print};
use crate::{facts, tools};

/// What to print.
#[derive(clap::Args)]
pub struct Args {
    /// Which table
    #[arg(value_enum, default_value_t = Table::Rules)]
    table: Table,
    /// Only this mineral, as links write it
    #[arg(long)]
    mineral: Option<String>,
    /// Who shares: a group of groups.csv
    #[arg(long, default_value = "g7")]
    allies: String,
    /// Per cent of China's exports that stop
    #[arg(long, default_value = "100")]
    stop: String,
    /// Year of the trade; the newest without
    #[arg(long)]
    year: Option<String>,
    /// Only this project of the mineral, by its id, or `all`, `by-year`, `own`
    #[arg(long, requires = "mineral")]
    project: Option<String>,
    /// Tonnes a year to divide; those of the project without
    #[arg(long, requires = "mineral")]
    tonnes: Option<String>,
    /// Who buys everything under a single-market deal; whom the record names without
    #[arg(long)]
    market: Option<String>,
    /// The year of `by-year`
    #[arg(long)]
    by: Option<String>,
    /// Public money behind the project, present value in any one currency; nobody publishes it
    #[arg(long, requires = "years")]
    money: Option<f64>,
    /// Years over which the project delivers
    #[arg(long, requires = "money")]
    years: Option<f64>,
    /// What a tonne is worth to an ally, such as `CAN=3`; once for each ally
    #[arg(long = "value", value_name = "COUNTRY=VALUE")]
    values: Vec<String>,
    /// Draws behind a band
    #[arg(long, default_value_t = 1024)]
    draws: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Table {
    /// Every ally under every rule
    Rules,
    /// One market and capacity sharing, with the contracts of the project
    Models,
    /// Every division judged: how even, how sure, how stable, at whose expense
    Judged,
    /// Every contract on record: published, computed and unknown parts
    Contracts,
    /// Divisions that somebody would leave
    Unstable,
    /// What projects bring from 2025 to 2040
    Pipeline,
}

/// The two models of August 2025.
const MODELS: [&str; 2] = ["single-market", "capacity-sharing"];

/// Prints.
pub fn run(args: &Args) -> Result<(), Failure> {
    let root = tools::root();
    if args.table == Table::Contracts {
        let ledger = Ledger::from_tables(&facts::read_tables(&root.join(facts::DATA))?)?;
        if let Some(mineral) = &args.mineral {
            let atlas = facts::atlas(&root)?;
            atlas.from_link(&format!("mineral={mineral}")).map_err(|error| explained(&atlas, &error))?;
        }
        return print(&contracts(&ledger, args.mineral.as_deref())?);
    }
    let atlas = facts::atlas(&root)?;
    let minerals = args.mineral.clone().map_or_else(|| atlas.under_control(), |mineral| vec![mineral]);
    let mut rows = vec![columns(args.table)];
    for mineral in minerals {
        let choice = choice(&atlas, args, &mineral)?;
        if args.table == Table::Pipeline {
            rows.extend(pipeline(&atlas, &choice, args.draws)?);
            continue;
        }
        let sharing = atlas.sharing(&choice, &money(args)?).map_err(|error| explained(&atlas, &error))?;
        match args.table {
            Table::Judged => rows.extend(judged(&atlas, &choice, &sharing)?),
            Table::Unstable => rows.extend(unstable(&sharing)),
            Table::Models => rows.extend(divided(&atlas, &sharing, |rule| MODELS.contains(&rule))),
            _ => rows.extend(divided(&atlas, &sharing, |_| true)),
        }
    }
    print(&rows)
}

fn choice(atlas: &Atlas, args: &Args, mineral: &str) -> Result<Choice, Failure> {
    let mut link = format!("mineral={mineral}&allies={}&stop={}", args.allies, args.stop);
    let own = [
        ("year", &args.year),
        ("project", &args.project),
        ("tonnes", &args.tonnes),
        ("market", &args.market),
        ("by", &args.by),
    ];
    for (key, value) in own {
        link.push_str(&value.as_ref().map_or_else(String::new, |value| format!("&{key}={value}")));
    }
    atlas.from_link(&link).map_err(|error| explained(atlas, &error))
}

/// What money the caller knows of.
fn money(args: &Args) -> Result<MoneyFigures, Failure> {
    let value = |given: &String| {
        let pair =
            given.split_once('=').and_then(|(code, value)| Some((code.to_owned(), value.parse().ok()?)));
        pair.ok_or_else(|| {
            Failure::Choice(format!("--value {given}: write it as COUNTRY=VALUE, such as CAN=3"))
        })
    };
    let values = args.values.iter().map(value).collect::<Result<_, _>>()?;
    Ok(MoneyFigures { amount: args.money, years: args.years, values })
}

fn explained(atlas: &Atlas, error: &offtake::atlas::Error) -> Failure {
    Failure::Choice(atlas.explain("en", error))
}

fn columns(table: Table) -> Vec<String> {
    header(match table {
        Table::Unstable => {
            &["mineral", "year", "project", "assumed", "rule", "who_would_leave", "smallest_transfer_t"]
        }
        Table::Judged => &[
            "mineral",
            "year",
            "project",
            "project_t",
            "assumed",
            "rule",
            "covered",
            "covered_p5",
            "covered_p95",
            "least_coverage",
            "least_p5",
            "least_p95",
            "mean_coverage",
            "gini",
            "gini_p5",
            "gini_p95",
            "jain",
            "envious_pairs",
            "premium_t",
            "premium_p5",
            "premium_p95",
            "price_of_fairness",
            "cost_per_tonne",
            "who_would_leave",
            "smallest_transfer_t",
            "concentration_rises_in",
            "note",
        ],
        Table::Pipeline => &[
            "mineral",
            "year",
            "project",
            "standing",
            "start",
            "planned_t",
            "p5_t",
            "p50_t",
            "p95_t",
            "note",
        ],
        _ => &[
            "mineral",
            "year",
            "project",
            "project_t",
            "assumed",
            "terms",
            "rule",
            "ally",
            "imports_t",
            "lost_t",
            "contract_published_t",
            "contract_computed_t",
            "contract_unknown",
            "received_t",
            "dependency_after",
            "hhi_before",
            "hhi_after",
            "against_one_market_t",
            "note",
        ],
    })
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| {
        format!("{:.4}", value).trim_end_matches('0').trim_end_matches('.').to_owned()
    })
}

fn yes(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

/// A row an ally for each rule asked for; a gap is an empty cell. Contracts come first where the project has any.
fn divided(atlas: &Atlas, sharing: &SharingFigures, wanted: impl Fn(&str) -> bool) -> Vec<Vec<String>> {
    let why = sharing.undivided.map(|id| atlas.say("en", &format!("missing.{id}")));
    let why = why.as_deref();
    let mut rows = Vec::new();
    let bound = sharing.contracts.published + sharing.contracts.computed > 0.0;
    let first = if bound { sharing.contracts_first.as_slice() } else { &[] };
    for (terms, divisions) in [("open", sharing.open.as_slice()), ("contracts first", first)] {
        for division in divisions.iter().filter(|division| wanted(&division.rule)) {
            rows.extend(division_rows(sharing, terms, division, why));
        }
    }
    rows
}

fn division_rows(
    sharing: &SharingFigures,
    terms: &str,
    division: &DivisionFigures,
    why: Option<&str>,
) -> Vec<Vec<String>> {
    let row = |(place, ally): (usize, &offtake::atlas::AllyFigures)| {
        let at = |list: &[Option<f64>]| number(list.get(place).copied().flatten());
        let index = division.herfindahl.get(place).copied().flatten();
        let note = match (&division.problem, ally.lost) {
            _ if why.is_some() => why.unwrap_or_default().to_owned(),
            (Some(problem), _) => problem.clone(),
            (None, None) => "not reported".to_owned(),
            (None, Some(_)) if index.is_some_and(|(before, after)| after > before + 1e-12) => {
                "concentration rises".to_owned()
            }
            _ => String::new(),
        };
        vec![
            sharing.mineral.clone(),
            sharing.year.to_string(),
            sharing.project.clone(),
            number(sharing.tonnes),
            yes(sharing.assumed),
            terms.to_owned(),
            division.rule.clone(),
            ally.country.clone(),
            number(ally.imports),
            number(ally.lost),
            number(Some(ally.published)),
            number(Some(ally.computed)),
            yes(ally.more),
            at(&division.received),
            at(&division.dependency_after),
            number(index.map(|(before, _)| before)),
            number(index.map(|(_, after)| after)),
            at(&division.against_one_market),
            note,
        ]
    };
    sharing.allies.iter().enumerate().map(row).collect()
}

/// A row a division, judged; what cannot be told stands in the note with its reason.
fn judged(atlas: &Atlas, choice: &Choice, sharing: &SharingFigures) -> Result<Vec<Vec<String>>, Failure> {
    let mut rows = Vec::new();
    for division in &sharing.open {
        let asked = Choice { rule: division.rule.clone(), terms: "open".to_owned(), ..choice.clone() };
        let sure = match division.problem {
            Some(_) => None,
            None => atlas.judged_band(&asked).map_err(|error| explained(atlas, &error))?,
        };
        let ends = |band: Option<[f64; 3]>| [0, 2].map(|at| number(band.map(|band| band[at])));
        let rising = sharing
            .allies
            .iter()
            .zip(&division.herfindahl)
            .filter(|(_, index)| index.is_some_and(|(before, after)| after > before + 1e-12));
        let rising: Vec<&str> = rising.map(|(ally, _)| ally.country.as_str()).collect();
        let reasons: Vec<String> =
            division.missing.iter().map(|(figure, why)| format!("{figure}: {why}")).collect();
        let note = division.problem.clone().unwrap_or_else(|| reasons.join("; "));
        let envious =
            if division.problem.is_some() { String::new() } else { division.envy.len().to_string() };
        let mut row = vec![
            sharing.mineral.clone(),
            sharing.year.to_string(),
            sharing.project.clone(),
            number(sharing.tonnes),
            yes(sharing.assumed),
            division.rule.clone(),
            number(division.covered),
        ];
        row.extend(ends(sure.map(|sure| sure.covered.map(|share| share.0))));
        row.push(number(division.least_coverage));
        row.extend(ends(sure.map(|sure| sure.least_coverage.map(|share| share.0))));
        row.extend([number(division.mean_coverage), number(division.gini)]);
        row.extend(ends(sure.map(|sure| sure.gini)));
        row.extend([number(division.jain), envious, number(division.premium)]);
        row.extend(ends(sure.and_then(|sure| sure.premium).map(|band| band.map(|tonnes| tonnes.0))));
        row.extend([
            number(division.price_of_fairness),
            number(division.cost_per_tonne),
            division.blocking.join(" "),
            number(division.smallest_transfer),
            rising.join(" "),
            note,
        ]);
        rows.push(row);
    }
    Ok(rows)
}

/// A row a division that somebody would leave.
fn unstable(sharing: &SharingFigures) -> Vec<Vec<String>> {
    let left = sharing.open.iter().filter(|division| division.stable == Some(false));
    left.map(|division| {
        vec![
            sharing.mineral.clone(),
            sharing.year.to_string(),
            sharing.project.clone(),
            yes(sharing.assumed),
            division.rule.clone(),
            division.blocking.join(" "),
            number(division.smallest_transfer),
        ]
    })
    .collect()
}

/// Every project with a contract, or those of one mineral: a row a party, then one for the rest.
fn contracts(ledger: &Ledger, only: Option<&str>) -> Result<Vec<Vec<String>>, Failure> {
    let mut rows = vec![header(&[
        "mineral",
        "project",
        "name",
        "standing",
        "capacity_t",
        "party",
        "country",
        "basis",
        "share",
        "tonnes",
        "binds",
    ])];
    let minerals: BTreeSet<&Mineral> = ledger
        .deals
        .iter()
        .map(|deal| &deal.mineral)
        .filter(|mineral| only.is_none_or(|only| mineral.slug() == only))
        .collect();
    for project in minerals.into_iter().flat_map(|mineral| {
        supply::projects(ledger, mineral).into_iter().map(move |project| (mineral, project))
    }) {
        let (mineral, project) = project;
        if project.contracts.is_empty() {
            continue;
        }
        let tonnes = project.tonnes.known().map(|tonnes| tonnes.0);
        let head = [
            mineral.slug(),
            project.id.clone(),
            project.name.clone(),
            project.standing.id().to_owned(),
            number(tonnes),
        ];
        let of = |share: Option<f64>| number(share.and_then(|share| tonnes.map(|tonnes| share * tonnes)));
        for contract in &project.contracts {
            let share = contract.share.known().map(|share| share.0);
            let country = contract.country.map_or_else(String::new, |country| country.code().to_owned());
            let basis = format!("{:?}", contract.basis).to_lowercase();
            let tail =
                [contract.party.clone(), country, basis, number(share), of(share), yes(contract.binds())];
            rows.push(head.iter().cloned().chain(tail).collect());
        }
        let held = scenario::held(&project.name, &project.contracts)
            .map_err(|error| Failure::Choice(error.to_string()))?;
        let rest = Some(held.unknown.0);
        let tail = [
            "nobody publishes who".to_owned(),
            String::new(),
            "unknown".to_owned(),
            number(rest),
            of(rest),
            String::new(),
        ];
        rows.push(head.into_iter().chain(tail).collect());
    }
    Ok(rows)
}

/// What comes when: all together by year, then each project.
fn pipeline(atlas: &Atlas, choice: &Choice, draws: usize) -> Result<Vec<Vec<String>>, Failure> {
    let found = atlas.pipeline(choice, draws).map_err(|error| explained(atlas, &error))?;
    let mut rows = Vec::new();
    let need = match (found.need, found.need_missing) {
        (Some(need), _) => format!("allies buy {} t a year from China", number(Some(need))),
        (None, why) => why.unwrap_or_default(),
    };
    for project in &found.projects {
        let note = if project.gaps.is_empty() {
            String::new()
        } else {
            format!("not counted: {}", project.gaps.join(", "))
        };
        let start = project.start.map_or_else(String::new, |year| year.to_string());
        let head =
            [choice.mineral.clone(), String::new(), project.id.clone(), project.standing.clone(), start];
        rows.push(
            head.into_iter()
                .chain([number(project.tonnes), String::new(), String::new(), String::new(), note])
                .collect(),
        );
    }
    if found.projects.iter().all(|project| !project.gaps.is_empty()) {
        return Ok(rows);
    }
    for year in &found.years {
        let head =
            [choice.mineral.clone(), year.year.to_string(), "all".to_owned(), String::new(), String::new()];
        let planned = number(Some(year.planned.iter().sum()));
        let band = year.all.map(|tonnes| number(Some(tonnes)));
        rows.push(head.into_iter().chain([planned]).chain(band).chain([need.clone()]).collect());
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use offtake::atlas::MoneyFigures;
    use offtake::ledger::Ledger;

    use super::{choice, contracts, divided, pipeline, unstable};
    use crate::{facts, tools};

    fn args(table: super::Table) -> super::Args {
        let (allies, stop) = ("g7".to_owned(), "100".to_owned());
        let (mineral, year, project, tonnes, market, by) = (None, None, None, None, None, None);
        let (money, years, values) = (None, None, Vec::new());
        super::Args {
            table,
            mineral,
            allies,
            stop,
            year,
            project,
            tonnes,
            market,
            by,
            money,
            years,
            values,
            draws: 64,
        }
    }

    #[test]
    fn every_mineral_under_control_has_its_table_and_every_row_its_columns() {
        let atlas = facts::atlas(&tools::root()).unwrap();
        let minerals = atlas.under_control();
        for known in ["gallium", "antimony", "natural-graphite", "permanent-magnets", "tungsten"] {
            assert!(minerals.iter().any(|mineral| mineral == known), "{known}");
        }
        let mut left = 0;
        for mineral in &minerals {
            let choice = choice(&atlas, &args(super::Table::Rules), mineral).unwrap();
            let sharing = atlas.sharing(&choice, &MoneyFigures::default()).unwrap();
            let rows = divided(&atlas, &sharing, |_| true);
            // A row without tonnes says why.
            assert!(rows.iter().all(|row| !row[13].is_empty() || !row[18].is_empty()), "{mineral}");
            assert!(rows.len() >= sharing.allies.len() * offtake::allocation::ALL.len(), "{mineral}");
            assert!(rows.iter().all(|row| row.len() == super::columns(super::Table::Rules).len()));
            let leavers = unstable(&sharing);
            assert!(leavers.iter().all(|row| row.len() == super::columns(super::Table::Unstable).len()));
            left += leavers.len();
            let rows = pipeline(&atlas, &choice, 64).unwrap();
            assert!(rows.iter().all(|row| row.len() == super::columns(super::Table::Pipeline).len()));
        }
        assert!(left > 10, "sharing is not always stable, and that is told");
    }

    #[test]
    fn money_of_one_s_own_prices_fairness_and_dependency() {
        let atlas = facts::atlas(&tools::root()).unwrap();
        let mut asked = args(super::Table::Judged);
        asked.mineral = Some("permanent-magnets".to_owned());
        asked.money = Some(1e9);
        asked.years = Some(10.0);
        let allies = ["CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"];
        asked.values = allies.iter().map(|code| format!("{code}=1")).collect();
        let choice = choice(&atlas, &asked, "permanent-magnets").unwrap();
        let sharing = atlas.sharing(&choice, &super::money(&asked).unwrap()).unwrap();
        let rows = super::judged(&atlas, &choice, &sharing).unwrap();
        assert!(rows.iter().all(|row| row.len() == super::columns(super::Table::Judged).len()));
        let at =
            |column: &str| super::columns(super::Table::Judged).iter().position(|one| one == column).unwrap();
        let proportional = rows.iter().find(|row| row[at("rule")] == "proportional").unwrap();
        let cell = |column: &str| proportional[at(column)].parse::<f64>().unwrap();
        // Every tonne is worth the same to all: nothing is lost to fairness. 7,000 t a year for ten years.
        assert_eq!(cell("price_of_fairness"), 0.0);
        assert!((cell("cost_per_tonne") - 1e9 / 70_000.0).abs() < 1e-3);
        assert!(cell("covered_p5") < cell("covered_p95") && cell("premium_t") > 0.0);
        asked.values = vec!["CAN:1".to_owned()];
        assert!(super::money(&asked).unwrap_err().to_string().contains("COUNTRY=VALUE"));
    }

    #[test]
    fn what_nobody_publishes_stays_in_a_row_of_its_own() {
        let ledger =
            Ledger::from_tables(&facts::read_tables(&tools::root().join(facts::DATA)).unwrap()).unwrap();
        let rows = contracts(&ledger, Some("natural-graphite")).unwrap();
        assert!(rows.iter().skip(1).all(|row| row[0] == "natural-graphite"));
        let of = |project: &str| rows.iter().filter(|row| row[1] == project).collect::<Vec<_>>();
        let graphite = of("D20");
        assert_eq!(graphite[0][7..10], ["computed", "0.2913", "30000"]);
        assert_eq!(graphite[1][5..10], ["Panasonic Energy", "JPN", "unknown", "", ""]);
        assert_eq!(graphite.last().unwrap()[7..10], ["unknown", "0.7087", "73000"]);
    }
}
