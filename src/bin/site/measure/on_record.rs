//! What tables hold of a mineral beyond the facts that pictures need.

use std::collections::BTreeMap;

use offtake::ledger::Table;
use offtake::metrics;
use offtake::supply::SupplyNetwork;
use offtake::terms::{Country, Tonnes};

/// What measures may ask for beside trade, output and use.
pub struct OnRecord {
    /// By country, governance from 0 to 10, 10 the worst: the newest year up to the network's.
    pub governance: BTreeMap<Country, f64>,
    /// Net import reliance of the United States as the USGS prints it, per cent.
    pub reliance: Option<String>,
    /// Stocks of the United States at the end of the year, where one row has them all.
    pub stock: Option<Tonnes>,
    /// Index of world supply and of the European Union's sourcing, weighted by governance and trade: the higher stage.
    pub governed: BTreeMap<String, f64>,
    /// By branch that uses the mineral in the European Union, its value added in million euro.
    pub value_added: BTreeMap<String, f64>,
}

/// The years of the European Union's study of 2023.
const STUDY: std::ops::RangeInclusive<u16> = 2016..=2020;

impl OnRecord {
    /// Reads them for a network's mineral and year.
    pub fn of(tables: &[Table], network: &SupplyNetwork) -> OnRecord {
        let year: u16 = network.year.0;
        let mineral = network.mineral.id();
        let years = cells(tables, "governance", ["iso3", "year", "value"]);
        let newest = years.iter().filter_map(|[_, of, _]| of.parse().ok()).filter(|of| *of <= year).max();
        let governance =
            newest.map_or_else(BTreeMap::new, |newest: u16| mean_governance(&years, newest..=newest));
        let unit = |unit: &str| match unit {
            "metric tons" => Some(1.0),
            "thousand metric tons" => Some(1000.0),
            "kilograms" => Some(0.001),
            _ => None,
        };
        let columns = ["mineral_id", "kind", "year", "value", "unit"];
        let stocks: Vec<Option<f64>> = cells(tables, "us_statistics", columns)
            .into_iter()
            .filter(|[of, kind, at, ..]| *of == mineral && *kind == "stocks" && at.parse() == Ok(year))
            .map(|[.., value, name]| {
                value.parse::<f64>().ok().zip(unit(name)).map(|(value, unit)| value * unit)
            })
            .collect();
        let stock = match stocks[..] {
            [Some(tonnes)] => Some(Tonnes(tonnes)),
            _ => None,
        };
        let columns = ["mineral_id", "metric", "scope", "year", "raw"];
        let reliance = cells(tables, "published_scores", columns)
            .into_iter()
            .find(|[of, metric, scope, at, _]| {
                (*of, *metric, *scope) == (mineral, "net_import_reliance", "USA") && at.parse() == Ok(year)
            })
            .map(|[.., raw]| raw.to_owned());
        let value_added = cells(tables, "end_uses", ["mineral_id", "scope", "sector", "value_added_meur"])
            .into_iter()
            .filter(|[of, scope, ..]| *of == mineral && *scope == "EU")
            .filter_map(|[.., sector, value]| Some((sector.to_owned(), value.parse().ok()?)))
            .collect();
        OnRecord { governance, reliance, stock, governed: governed(tables, mineral), value_added }
    }
}

/// The mean of the six indicators over some years, on a scale of 0 to 10.
fn mean_governance(rows: &[[&str; 3]], years: std::ops::RangeInclusive<u16>) -> BTreeMap<Country, f64> {
    let mut sums: BTreeMap<Country, (f64, f64)> = BTreeMap::new();
    for [country, year, value] in rows {
        let (Ok(country), Ok(year), Ok(value)) =
            (Country::parse(country), year.parse(), value.parse::<f64>())
        else {
            continue;
        };
        if years.contains(&year) {
            let sum = sums.entry(country).or_default();
            *sum = (sum.0 + value, sum.1 + 1.0);
        }
    }
    let scaled = |(country, (sum, count)): (Country, (f64, f64))| {
        (country, metrics::scaled_governance(sum / count).clamp(0.0, 10.0))
    };
    sums.into_iter().map(scaled).collect()
}

/// Σ share² · governance · trade by scope, at the stage where it is higher.
fn governed(tables: &[Table], mineral: &str) -> BTreeMap<String, f64> {
    let governance = mean_governance(&cells(tables, "governance", ["iso3", "year", "value"]), STUDY);
    let columns = ["mineral_id", "stage", "scope", "country", "share", "trade_parameter"];
    let mut sums: BTreeMap<(&str, &str), Option<f64>> = BTreeMap::new();
    for [of, stage, scope, country, share, trade] in cells(tables, "supply_shares_eu", columns) {
        let (Ok(share), Ok(trade)) = (share.parse::<f64>(), trade.parse::<f64>()) else { continue };
        if of != mineral {
            continue;
        }
        let weight = Country::parse(country).ok().and_then(|country| governance.get(&country));
        let part = weight.and_then(|weight| metrics::governed_concentration(&[share], &[*weight], &[trade]));
        let sum = sums.entry((scope, stage)).or_insert(Some(0.0));
        *sum = sum.zip(part).map(|(sum, part)| sum + part);
    }
    let mut highest: BTreeMap<String, f64> = BTreeMap::new();
    for ((scope, _), sum) in sums {
        if let Some(sum) = sum {
            let most = highest.entry(scope.to_owned()).or_insert(sum);
            *most = most.max(sum);
        }
    }
    highest
}

/// Cells of some columns of a table, row by row; none of a table or column that is not there.
fn cells<'a, const N: usize>(tables: &'a [Table], name: &str, columns: [&str; N]) -> Vec<[&'a str; N]> {
    let Some(table) = tables.iter().find(|table| table.name == name) else { return Vec::new() };
    let places = columns.map(|column| table.columns.iter().position(|known| known == column));
    let cell =
        |row: &'a [String], place: Option<usize>| place.and_then(|at| row.get(at)).map_or("", String::as_str);
    table.rows.iter().map(|row| places.map(|place| cell(row, place))).collect()
}
