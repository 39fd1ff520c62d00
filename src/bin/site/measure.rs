//! `cargo site measure`: every measure of every mineral for a group's members as CSV, or the cases where looking through
//! re-exports changes most.

mod every;
mod on_record;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use offtake::disruption::Unmet;
use offtake::ledger::{Ledger, Table};
use offtake::scenario::rerouted;
use offtake::supply::{self, SupplyNetwork};
use offtake::terms::{Country, Map, Reading, Share, Year};

use self::every::Asked;
use crate::failure::Failure;
use crate::{facts, tools};

/// What to measure.
#[derive(clap::Args)]
pub struct Args {
    /// Whose dependency: a group of groups.csv
    #[arg(long, default_value = "g7")]
    group: String,
    /// Year of the figures
    #[arg(long, default_value_t = 2024)]
    year: u16,
    /// One mineral, as links write it: natural-graphite; all of them if left out
    #[arg(long)]
    mineral: Option<String>,
    /// Only so many cases: those where the share made in China differs most from the share bought there
    #[arg(long)]
    look_through: Option<usize>,
    /// Count the group as one country: trade between its members is left out
    #[arg(long)]
    as_one: bool,
    /// What the members would miss if China stopped this many per cent of its exports and others sent elsewhere what they may move
    #[arg(long, value_name = "PER CENT")]
    cut: Option<f64>,
    /// Every measure there is, with what is missing for it where it has no value
    #[arg(long)]
    every: bool,
    /// The part of each sale that others may move, in per cent; all of it if left out
    #[arg(long, value_name = "PER CENT", requires = "cut")]
    free: Option<f64>,
}

/// Prints CSV on standard output.
pub fn run(args: &Args) -> Result<(), Failure> {
    let tables = facts::read_tables(&tools::root().join(facts::DATA))?;
    let ledger = Ledger::from_tables(&tables)?;
    let members: BTreeSet<Country> =
        ledger.groups.iter().filter(|row| row.group == args.group).map(|row| row.member).collect();
    if members.is_empty() {
        let known: BTreeSet<&str> = ledger.groups.iter().map(|row| row.group.as_str()).collect();
        let known = known.into_iter().collect::<Vec<_>>().join(", ");
        return Err(Failure::Choice(format!("`{}` is not a group we know. Known: {known}", args.group)));
    }
    for (name, given) in [("--cut", args.cut), ("--free", args.free)] {
        if let Some(given) = given.filter(|given| !(0.0..=100.0).contains(given)) {
            return Err(Failure::Choice(format!("{name} {given}: give per cent from 0 to 100")));
        }
    }
    if let Some(slug) =
        args.mineral.as_ref().filter(|slug| ledger.minerals.iter().all(|row| row.id.slug() != **slug))
    {
        let known = ledger.minerals.iter().map(|row| row.id.slug()).collect::<Vec<_>>().join(", ");
        return Err(Failure::Choice(format!("`{slug}` is not a mineral we know. Known: {known}")));
    }
    let of_year = |year: u16| -> Vec<SupplyNetwork> {
        let asked = ledger
            .minerals
            .iter()
            .filter(|row| args.mineral.as_ref().is_none_or(|slug| row.id.slug() == *slug));
        asked.map(|row| supply::network(&ledger, &row.id, Year(year), Country::CHINA)).collect()
    };
    let networks = of_year(args.year);
    if args.every {
        let years = [networks, of_year(args.year.saturating_sub(1)), of_year(args.year.saturating_sub(2))];
        return print(&every_measure(args, &ledger, &tables, &years, &members)?);
    }
    let (networks, members) = if args.as_one { as_one(&networks, &members)? } else { (networks, members) };
    let rows = match (args.look_through, args.cut) {
        (Some(most), _) => look_through(&networks, &members, most),
        (None, Some(cut)) => unmet(&networks, &members, cut, args.free)?,
        (None, None) => matrix(&ledger, &networks, &members),
    };
    print(&rows)
}

/// The code that ISO 3166-1 leaves to its users, for a group that counts as one country.
const AS_ONE: &str = "XAA";

fn as_one(
    networks: &[SupplyNetwork],
    members: &BTreeSet<Country>,
) -> Result<(Vec<SupplyNetwork>, BTreeSet<Country>), Failure> {
    let wrong = |error: &dyn std::fmt::Display| Failure::Choice(error.to_string());
    let code = Country::parse(AS_ONE).map_err(|error| wrong(&error))?;
    let members: Vec<Country> = members.iter().copied().collect();
    let joined: Result<Vec<_>, _> =
        networks.iter().map(|one| one.with_group_as_one(&members, code)).collect();
    Ok((joined.map_err(|error| wrong(&error))?, BTreeSet::from([code])))
}

/// A row a mineral, member (or the group as one) and measure: its value, or the figures that are missing.
fn every_measure(
    args: &Args,
    ledger: &Ledger,
    tables: &[Table],
    years: &[Vec<SupplyNetwork>; 3],
    members: &BTreeSet<Country>,
) -> Result<Vec<Vec<String>>, Failure> {
    let mut rows = vec![header(&["mineral", "year", "country", "measure", "value", "missing"])];
    let all: Vec<Country> = members.iter().copied().collect();
    let mut joined: Vec<Vec<SupplyNetwork>> = Vec::new();
    let mut asking = members.clone();
    if args.as_one {
        for networks in years {
            let (networks, one) = as_one(networks, members)?;
            joined.push(networks);
            asking = one;
        }
    }
    for (place, apart) in years[0].iter().enumerate() {
        let network = |year: usize| match joined.get(year) {
            Some(networks) => &networks[place],
            None => &years[year][place],
        };
        for country in &asking {
            let asked = Asked {
                ledger,
                tables,
                networks: [network(0), network(1), network(2)],
                apart,
                country: *country,
                members: if args.as_one { &all } else { &[] },
                union: args.as_one && args.group == "eu",
                cut: Share(args.cut.unwrap_or(100.0) / 100.0),
            };
            for (measure, found) in every::every(&asked) {
                let (value, missing) = match found {
                    Ok(value) => (value, String::new()),
                    Err(missing) => (String::new(), missing.join("; ")),
                };
                let mut row =
                    vec![apart.mineral.id().to_owned(), apart.year.to_string(), country.code().to_owned()];
                row.extend([measure.to_owned(), value, missing]);
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

/// A row a mineral and member: what it would miss if nobody sent more, and if what may move went where most is missing.
fn unmet(
    networks: &[SupplyNetwork],
    members: &BTreeSet<Country>,
    cut: f64,
    free: Option<f64>,
) -> Result<Vec<Vec<String>>, Failure> {
    let mut rows = vec![header(&[
        "mineral",
        "year",
        "country",
        "missing_t",
        "missing",
        "rerouted_t",
        "rerouted",
        "gap",
    ])];
    let share = |percent: f64| Share(percent / 100.0);
    for network in networks {
        let ask = |free| {
            rerouted(network, share(cut), &Map::new(), free)
                .map_err(|error| Failure::Choice(error.to_string()))
        };
        let (stuck, moved) = (ask(Some(Share(0.0)))?, ask(free.map(share))?);
        for country in members {
            let of = |all: &Reading<Vec<Unmet>>| match all {
                Reading::Known(all) => all.iter().find(|one| one.buyer == *country).copied(),
                _ => None,
            };
            let mut row =
                vec![network.mineral.id().to_owned(), network.year.to_string(), country.code().to_owned()];
            let (stuck, moved) = (of(&stuck), of(&moved));
            for one in [stuck, moved] {
                row.push(one.map_or_else(String::new, |one| format!("{:.1}", one.tonnes.0)));
                row.push(one.map_or_else(String::new, |one| format!("{:.4}", one.share.0)));
            }
            row.push(if stuck.is_none() { "no imports on record".to_owned() } else { String::new() });
            rows.push(row);
        }
    }
    Ok(rows)
}

/// A row a mineral, member and metric: its value, or why there is none, and who published the figures.
fn matrix(ledger: &Ledger, networks: &[SupplyNetwork], members: &BTreeSet<Country>) -> Vec<Vec<String>> {
    let mut rows = vec![header(&["mineral", "year", "country", "metric", "value", "gap", "sources"])];
    let members: Vec<Country> = members.iter().copied().collect();
    for network in networks {
        for metric in offtake::metrics::ALL {
            let sources = sources(ledger, network, metric.needs_output, metric.needs_trade);
            for (country, reading) in members.iter().zip(metric.of_each(network, &members)) {
                let (value, gap) = match reading {
                    Reading::Known(share) => (format!("{:.4}", share.0), ""),
                    Reading::NotReported => (String::new(), "not reported"),
                    Reading::NotApplicable => (String::new(), "not applicable"),
                };
                rows.push(vec![
                    network.mineral.id().to_owned(),
                    network.year.to_string(),
                    country.code().to_owned(),
                    metric.id.to_owned(),
                    value,
                    gap.to_owned(),
                    sources.clone(),
                ]);
            }
        }
    }
    rows
}

/// The members' supplies whose share made in the restricted supplier lies furthest from the share bought straight there.
fn look_through(networks: &[SupplyNetwork], members: &BTreeSet<Country>, most: usize) -> Vec<Vec<String>> {
    let mut cases: Vec<(f64, Vec<String>)> = Vec::new();
    for network in networks {
        let Reading::Known(trace) = network.trace() else { continue };
        let straight = trace.straight_from(network.restricted);
        for (country, traced) in trace.made_in(network.restricted) {
            let Some(face) = straight.get(&country).filter(|_| members.contains(&country)) else { continue };
            let supply = network.imports(country).known().map_or(0.0, |tonnes| tonnes.0);
            let more = traced.share.0 - face.0;
            let shares = [face.0, traced.share.0, traced.unknown.0].map(|share| format!("{share:.4}"));
            let mut row =
                vec![network.mineral.id().to_owned(), network.year.to_string(), country.code().to_owned()];
            row.extend(shares);
            row.push(format!("{supply:.0}"));
            cases.push((more.abs(), row));
        }
    }
    // Equal differences in order of mineral and country, as they came.
    cases.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut rows =
        vec![header(&["mineral", "year", "country", "bought_there", "made_there", "unknown", "imports_t"])];
    rows.extend(cases.into_iter().take(most).map(|(_, row)| row));
    rows
}

pub fn header(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|column| (*column).to_owned()).collect()
}

/// Ids of the sources behind a mineral's output and trade of the network's year.
fn sources(ledger: &Ledger, network: &SupplyNetwork, output: bool, trade: bool) -> String {
    let mut found = BTreeSet::new();
    if output {
        let of = ledger.production.iter().filter(|row| {
            row.mineral == network.mineral && row.year == network.year && row.stage == network.stage
        });
        found.extend(of.map(|row| row.source.as_str()));
        if network.shares_of.is_some() {
            let of = ledger.supply_shares.iter().filter(|row| row.mineral == network.mineral);
            found.extend(of.map(|row| row.source.as_str()));
        }
    }
    if trade {
        for product in ledger.products.iter().filter(|row| row.used && row.mineral == network.mineral) {
            let row = ledger.trade.iter().find(|row| {
                row.year == network.year && row.hs6 == product.hs6 && row.nomenclature == product.nomenclature
            });
            found.extend(row.map(|row| row.source.as_str()));
        }
    }
    found.into_iter().collect::<Vec<_>>().join(" ")
}

pub fn print(rows: &[Vec<String>]) -> Result<(), Failure> {
    let out = PathBuf::from("standard output");
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|error| Failure::Choice(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| Failure::Choice(error.to_string()))?;
    std::io::stdout().write_all(&bytes).map_err(Failure::writing(&out))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use offtake::ledger::Ledger;
    use offtake::supply::{Flow, network};
    use offtake::terms::{Country, Mineral, Reading, Tonnes, Year};

    use super::{look_through, matrix};

    #[test]
    fn a_gap_is_written_as_one_and_a_detour_comes_first() {
        let country = |code: &str| Country::parse(code).unwrap();
        let flow = |from, to, tonnes| Flow { from: country(from), to: country(to), tonnes: Tonnes(tonnes) };
        let ledger = Ledger::default();
        let mut graphite = network(&ledger, &Mineral::new("graphite"), Year(2024), Country::CHINA);
        graphite.addable = true;
        graphite.output.insert(Country::CHINA, Reading::Known(Tonnes(100.0)));
        graphite.trade = Reading::Known(vec![
            flow("CHN", "FRA", 10.0),
            flow("CHN", "NLD", 30.0),
            flow("NLD", "ITA", 20.0),
        ]);
        let members = BTreeSet::from([country("CAN"), country("FRA"), country("ITA")]);
        let found = look_through(std::slice::from_ref(&graphite), &members, 1);
        assert_eq!(found[1], ["graphite", "2024", "ITA", "0.0000", "1.0000", "0.0000", "20"]);
        assert_eq!(found.len(), 2);
        let rows = matrix(&ledger, &[graphite], &members);
        assert_eq!(rows.len(), 1 + 3 * offtake::metrics::ALL.len());
        assert_eq!(rows[1][2..6], ["CAN", "restricted-share", "", "not reported"]);
    }
}
