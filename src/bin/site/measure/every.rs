//! Every measure that METHODS.md lists, for one country or group: its value on the figures of the tables, or which figures
//! are missing. Nothing is put in their place.

use std::collections::BTreeMap;

use offtake::disruption::Aim;
use offtake::ledger::{Ledger, Table};
use offtake::metrics::{self, EuDependency, ExposedIndustry, GeoDependency};
use offtake::supply::SupplyNetwork;
use offtake::terms::{Country, Reading, Share, Tonnes};

use super::on_record::OnRecord;

/// A mineral for one country or group in one year, and the two years before.
pub struct Asked<'a> {
    pub ledger: &'a Ledger,
    pub tables: &'a [Table],
    /// Newest first; a group counts as one country in them.
    pub networks: [&'a SupplyNetwork; 3],
    /// The newest as published, with trade among the group's members.
    pub apart: &'a SupplyNetwork,
    /// Its code, and its members where it is a group.
    pub country: Country,
    pub members: &'a [Country],
    /// Whether it is the European Union, for which some measures are made.
    pub union: bool,
    /// The part of the restricted supplier's exports that stops.
    pub cut: Share,
}

/// A value as text, or what is missing for it.
type Found = Result<String, Vec<String>>;

/// Measures in the order of METHODS.md: name, then value or what is missing.
pub fn every(asked: &Asked<'_>) -> Vec<(&'static str, Found)> {
    let network = asked.networks[0];
    let on_record = OnRecord::of(asked.tables, network);
    let mut found: Vec<(&'static str, Found)> = Vec::new();
    for metric in metrics::ALL {
        let reading = (metric.measure)(network, asked.country);
        found.push((metric.id, share(reading, metric.needs_trade, metric.needs_output)));
    }
    let bought = imports(network, asked.country);
    let tonnes: Option<Vec<f64>> =
        bought.as_ref().map(|flows| flows.iter().map(|(_, tonnes)| *tonnes).collect());
    let plain = |of: fn(&[f64]) -> Option<f64>| {
        number(tonnes.as_deref().and_then(of), || vec!["imports by supplier".to_owned()])
    };
    found.push(("normalised-index", plain(metrics::normalised_herfindahl)));
    found.push(("effective-suppliers", plain(metrics::effective_suppliers)));
    found.push(("effective-suppliers-by-entropy", plain(metrics::entropy_suppliers)));
    found.push(("index-weighted-by-governance", governed(&bought, &on_record)));
    found.push((
        "index-of-world-output",
        match metrics::output_concentration(network) {
            Reading::Known((least, greatest)) => Ok(range(least.0, greatest.0)),
            _ => missing(&["output of each country, or a world total that bounds what is withheld"]),
        },
    ));
    found.push(("net-import-reliance", reliance(asked, &on_record)));
    found.extend(of_the_union(asked, &on_record));
    found.push((
        "usgs-supply-risk",
        missing(&[
            "Policy Perception Index by country",
            "willingness to supply by country",
            "spending on it and operating profit by industry",
        ]),
    ));
    found.push(("cepii-dependency-test", lasting(asked)));
    found.push(("days-of-cover", cover(asked, &on_record)));
    found.push((
        "n-minus-one-of-use",
        missing(&["stocks that can be released", "spare capacity", "use in a year"]),
    ));
    found.push(("loss-if-cut", loss(asked)));
    found
}

/// Imports by supplier, tonnes.
fn imports(network: &SupplyNetwork, of: Country) -> Option<Vec<(Country, f64)>> {
    let flows = network.flows_into(of).known()?;
    Some(flows.iter().map(|flow| (flow.from, flow.tonnes.0)).collect())
}

/// The index with each supplier's governance, on shares taken anew; no trade parameter: that is the Union's.
fn governed(bought: &Option<Vec<(Country, f64)>>, on_record: &OnRecord) -> Found {
    let Some(bought) = bought else { return missing(&["imports by supplier"]) };
    let all: f64 = bought.iter().map(|(_, tonnes)| tonnes).sum();
    let without: Vec<String> = bought
        .iter()
        .filter(|(country, tonnes)| *tonnes > 0.0 && !on_record.governance.contains_key(country))
        .map(|(country, _)| format!("governance of {country}"))
        .collect();
    if !without.is_empty() {
        return Err(without);
    }
    let (mut shares, mut weights) = (Vec::new(), Vec::new());
    for (country, tonnes) in bought.iter().filter(|(_, tonnes)| *tonnes > 0.0) {
        shares.push(tonnes / all);
        weights.push(on_record.governance.get(country).copied().unwrap_or(10.0));
    }
    let index = metrics::governed_concentration(&shares, &weights, &vec![1.0; shares.len()]);
    number(index.filter(|_| all > 0.0), || vec!["imports above 0".to_owned()])
}

/// As published for the United States; else what nobody publishes.
fn reliance(asked: &Asked<'_>, on_record: &OnRecord) -> Found {
    match on_record.reliance.as_ref().filter(|_| asked.country == Country::UNITED_STATES) {
        Some(published) => Ok(format!("{published} per cent (published)")),
        None => missing(&["old scrap", "changes in stocks", "output, imports and exports of one stage"]),
    }
}

/// Measures of the European Union.
fn of_the_union(asked: &Asked<'_>, on_record: &OnRecord) -> Vec<(&'static str, Found)> {
    let for_union = |found: Found| {
        if asked.union { found } else { missing(&["asked of the European Union as one country alone"]) }
    };
    let index = |scope: &str| {
        for_union(number(on_record.governed.get(scope).copied(), || {
            vec![format!("shares of {scope} supply")]
        }))
    };
    vec![
        ("eu-index-of-world-supply", index("world")),
        ("eu-index-of-sourcing", index("eu")),
        (
            "eu-supply-risk",
            for_union(missing(&["import reliance", "recycling input rate", "substitution index"])),
        ),
        ("eu-economic-importance", for_union(missing(&["substitution index"]))),
        ("eu-dependency-test", for_union(union_test(asked))),
        ("benchmark-65-per-cent", for_union(missing(&["the Union's use in a year"]))),
        ("value-added-exposed-meur", for_union(exposed(asked, on_record))),
    ]
}

fn union_test(asked: &Asked<'_>) -> Found {
    let network = asked.networks[0];
    let (Some(bought), Reading::Known(trade)) = (imports(network, asked.country), &asked.apart.trade) else {
        return missing(&["imports by supplier"]);
    };
    let inside = |country: &Country| asked.members.contains(country);
    let within: f64 = trade
        .iter()
        .filter(|flow| flow.from != flow.to && inside(&flow.from) && inside(&flow.to))
        .map(|flow| flow.tonnes.0)
        .sum();
    let foreign: Vec<f64> = bought.iter().map(|(_, tonnes)| *tonnes).collect();
    let test = EuDependency::of(&foreign, within, exports(network, asked.country));
    test.map_or_else(|| missing(&["imports above 0"]), |test| Ok(yes(test.dependent())))
}

/// CEPII's test in the year and the two before.
fn lasting(asked: &Asked<'_>) -> Found {
    let of = |network: &&SupplyNetwork| {
        let bought = imports(network, asked.country)?;
        let Reading::Known(trade) = &network.trade else { return None };
        let mut sold: BTreeMap<Country, f64> = BTreeMap::new();
        for flow in trade.iter().filter(|flow| flow.from != flow.to) {
            *sold.entry(flow.from).or_default() += flow.tonnes.0;
        }
        let bought: Vec<f64> = bought.iter().map(|(_, tonnes)| *tonnes).collect();
        let world: Vec<f64> = sold.values().copied().collect();
        GeoDependency::of(&bought, &world, exports(network, asked.country))
    };
    let [now, before, earlier] = &asked.networks;
    match GeoDependency::lasting(&[of(now), of(before), of(earlier)]) {
        Some(holds) => Ok(yes(holds)),
        None => missing(&["imports by supplier in two of three years"]),
    }
}

fn exports(network: &SupplyNetwork, of: Country) -> f64 {
    let trade = network.trade.clone().known().unwrap_or_default();
    trade.iter().filter(|flow| flow.from == of && flow.to != of).map(|flow| flow.tonnes.0).sum()
}

/// Stocks over use, where both are published for the whole country in one row each.
fn cover(asked: &Asked<'_>, on_record: &OnRecord) -> Found {
    let network = asked.networks[0];
    let used = asked.ledger.demand.iter().find(|row| {
        row.mineral == network.mineral && row.country == asked.country && row.year == network.year
    });
    let used = used.and_then(|row| row.value.known());
    let stock = on_record.stock.filter(|_| asked.country == Country::UNITED_STATES);
    let days = stock.zip(used).and_then(|(stock, used)| metrics::days_of_cover(stock.0, used.0));
    let lacks = [(stock.is_none(), "stocks"), (used.is_none(), "use in a year")];
    let lacks = lacks.iter().filter(|(lacks, _)| *lacks).map(|(_, what)| (*what).to_owned());
    number(days, || lacks.collect())
}

/// Value added of the Union's branches that use it, as far as the part bought from the restricted supplier stops.
fn exposed(asked: &Asked<'_>, on_record: &OnRecord) -> Found {
    let network = asked.networks[0];
    let Reading::Known(part) = network.import_share(network.restricted, asked.country) else {
        return missing(&["imports by supplier"]);
    };
    if on_record.value_added.is_empty() {
        return missing(&["value added of the branches that use it"]);
    }
    let shortfall = (part.0 * asked.cut.0).min(1.0);
    let branch = |value_added: &f64| ExposedIndustry { value_added: *value_added, shortfall, stop: 1.0 };
    let branches: Vec<ExposedIndustry> = on_record.value_added.values().map(branch).collect();
    number(metrics::value_added_exposed(&branches), Vec::new)
}

/// What a cut takes, from the most that leaks to nothing that leaks.
fn loss(asked: &Asked<'_>) -> Found {
    let network = asked.networks[0];
    let bought = network.imports_from(network.restricted, asked.country);
    let Reading::Known(Tonnes(bought)) = bought else { return missing(&["imports by supplier"]) };
    let (least, most) = Aim::General.leakage();
    Ok(format!("{} t", range(asked.cut.0 * (1.0 - most.0) * bought, asked.cut.0 * (1.0 - least.0) * bought)))
}

fn share(reading: Reading<Share>, trade: bool, output: bool) -> Found {
    match (reading, trade, output) {
        (Reading::Known(share), ..) => Ok(figure(share.0)),
        (_, true, true) => missing(&["output and imports in tonnes that weigh the same"]),
        (Reading::NotReported, true, false) => missing(&["imports by supplier"]),
        (Reading::NotApplicable, true, false) => missing(&["a trade code of its own, with imports under it"]),
        (_, false, _) => missing(&["its output"]),
    }
}

fn number(found: Option<f64>, lacks: impl FnOnce() -> Vec<String>) -> Found {
    found.map(figure).ok_or_else(lacks)
}

fn missing(what: &[&str]) -> Found {
    Err(what.iter().map(|what| (*what).to_owned()).collect())
}

fn figure(value: f64) -> String {
    if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.4}") }
}

fn range(least: f64, greatest: f64) -> String {
    format!("{} to {}", figure(least), figure(greatest))
}

fn yes(holds: bool) -> String {
    if holds { "yes" } else { "no" }.to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use offtake::ledger::Ledger;
    use offtake::supply;
    use offtake::terms::{Country, Mineral, Share, Year};

    use super::{Asked, Found, every};
    use crate::{facts, tools};

    #[test]
    fn every_measure_has_a_value_or_names_what_is_missing() {
        let tables = facts::read_tables(&tools::root().join(facts::DATA)).unwrap();
        let ledger = Ledger::from_tables(&tables).unwrap();
        let ask = |mineral: &str, country: Country| -> BTreeMap<&'static str, Found> {
            let of = |year| supply::network(&ledger, &Mineral::new(mineral), Year(year), Country::CHINA);
            let [now, before, earlier] = [2024, 2023, 2022].map(of);
            let asked = Asked {
                ledger: &ledger,
                tables: &tables,
                networks: [&now, &before, &earlier],
                apart: &now,
                country,
                members: &[],
                union: false,
                cut: Share(1.0),
            };
            let found = every(&asked);
            let count = found.len();
            let found: BTreeMap<_, _> = found.into_iter().collect();
            assert_eq!(found.len(), count, "each stands once");
            found
        };
        for row in &ledger.minerals {
            for (measure, found) in ask(row.id.id(), Country::UNITED_STATES) {
                match found {
                    Ok(value) => assert!(!value.is_empty() && !value.contains("NaN"), "{measure}: {value}"),
                    Err(missing) => assert!(!missing.is_empty(), "{measure} of {}", row.id),
                }
            }
        }
        // 3,410 kg in stock of 18,700 kg used: USGS, Mineral Commodity Summaries 2026.
        let gallium = ask("gallium", Country::UNITED_STATES);
        let days: f64 = gallium["days-of-cover"].as_ref().unwrap().parse().unwrap();
        assert!((days - 365.0 * 3410.0 / 18_700.0).abs() < 1e-3);
        assert_eq!(gallium["net-import-reliance"], Ok("100 per cent (published)".to_owned()));
        assert!(gallium["restricted-share"].is_err(), "customs do not tell gallium apart");
        let japan = ask("tungsten", Country::parse("JPN").unwrap());
        assert_eq!(japan["days-of-cover"], Err(vec!["stocks".to_owned(), "use in a year".to_owned()]));
        assert!(japan["effective-suppliers"].is_ok() && japan["index-weighted-by-governance"].is_ok());
    }
}
