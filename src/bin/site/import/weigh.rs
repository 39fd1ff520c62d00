//! Two sources for one figure: both are kept, one is used, and the difference is a table of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::raw::plain;
use super::sheet::{Row, Sheet, row};

/// Sources of production, the one to use first, and why it goes before the next.
const PREFERENCE: [&str; 3] = ["usgs_mcs_2026", "usgs_mcs_2025", "iea_minerals_2025"];
const LATER: &str = "later edition";
const NATIONAL: &str = "national statistics first";
const ONE_NOMENCLATURE: &str = "one nomenclature for all years";
/// The only year of which both nomenclatures have tonnes.
const BOTH: &str = "2024";

/// Marks which rows of `production` are used: of one mineral, stage, measure and year all come from one source, since
/// parts of two publishers make no whole.
pub fn choose(rows: &mut [Row]) {
    // mineral, stage, measure, year; country; …; used; source
    let group = |row: &Row| row[..4].to_vec();
    let rank =
        |row: &Row| PREFERENCE.iter().position(|known| row.last().is_some_and(|source| source == known));
    let mut best: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row[5].is_empty()) {
        if let Some(rank) = rank(row) {
            let entry = best.entry(group(row)).or_insert(rank);
            *entry = rank.min(*entry);
        }
    }
    for row in rows {
        let used = best.get(&group(row)).is_none_or(|best| rank(row) == Some(*best));
        let at = row.len() - 2;
        row[at] = if used { "yes" } else { "no" }.to_owned();
    }
}

/// Every figure of production that two sources give: rows of `production_differences`.
pub fn in_production(sheet: &Sheet) -> Vec<Row> {
    let cell = |row: &Row, name: &str| sheet.cell(row, name).to_owned();
    let key = |row: &Row| ["mineral_id", "stage", "measure", "year", "country"].map(|name| cell(row, name));
    let mut used: BTreeMap<[String; 5], (f64, String)> = BTreeMap::new();
    let value = |row: &Row| sheet.cell(row, "value_t").parse::<f64>().ok();
    for row in sheet.rows.iter().filter(|row| sheet.cell(row, "used") == "yes") {
        if let Some(value) = value(row) {
            used.insert(key(row), (value, cell(row, "source_id")));
        }
    }
    let mut rows = Vec::new();
    for other in sheet.rows.iter().filter(|row| sheet.cell(row, "used") == "no") {
        let key = key(other);
        // The lumped rest is of other countries with each publisher.
        if key[4] == "OTHER" {
            continue;
        }
        if let (Some(theirs), Some((ours, source))) = (value(other), used.get(&key)) {
            let reason = if cell(other, "source_id").starts_with("usgs") { LATER } else { NATIONAL };
            let [mineral, stage, _, year, country] = &key;
            let difference = signed(theirs - ours);
            let ours = plain(*ours);
            let head = [mineral.as_str(), stage, year, country, source, &ours];
            let tail = [sheet.cell(other, "source_id"), &plain(theirs), &difference, reason];
            rows.push(head.iter().chain(&tail).map(|cell| (*cell).to_owned()).collect());
        }
    }
    rows
}

/// Exports by country of the codes that stand in both nomenclatures: rows of `trade_differences`.
pub fn in_trade(trade: &Sheet, products: &Sheet) -> Vec<Row> {
    let used: BTreeMap<&str, &str> = products
        .rows
        .iter()
        .filter(|row| products.cell(row, "used") == "yes" && products.cell(row, "nomenclature") == "HS92")
        .map(|row| (products.cell(row, "hs6"), products.cell(row, "mineral_id")))
        .collect();
    let twice: BTreeSet<&str> = products
        .rows
        .iter()
        .filter(|row| products.cell(row, "nomenclature") == "HS17")
        .map(|row| products.cell(row, "hs6"))
        .filter(|hs6| used.contains_key(hs6))
        .collect();
    let mut sums: BTreeMap<(&str, &str), [f64; 2]> = BTreeMap::new();
    for row in trade.rows.iter().filter(|row| trade.cell(row, "year") == BOTH) {
        let hs6 = trade.cell(row, "hs6");
        if let (true, Ok(tonnes)) = (twice.contains(hs6), trade.cell(row, "tonnes").parse::<f64>()) {
            let side = usize::from(trade.cell(row, "nomenclature") == "HS17");
            sums.entry((hs6, trade.cell(row, "exporter"))).or_default()[side] += tonnes;
        }
    }
    let given = |(hs6, exporter): (&str, &str), [ours, theirs]: [f64; 2]| {
        let (ours, theirs) = ((ours * 1e3).round() / 1e3, (theirs * 1e3).round() / 1e3);
        let difference = signed(theirs - ours);
        let mineral = used.get(hs6).copied().unwrap_or_default();
        (ours > 0.0 && theirs > 0.0 && difference != "0").then(|| {
            let (ours, theirs) = (plain(ours), plain(theirs));
            let head = [mineral, hs6, BOTH, exporter, "cepii_baci_hs92", &ours];
            let tail = ["cepii_baci_hs17", &theirs, &difference, ONE_NOMENCLATURE];
            head.iter().chain(&tail).map(|cell| (*cell).to_owned()).collect()
        })
    };
    sums.into_iter().filter_map(|(key, sum)| given(key, sum)).collect()
}

/// Net imports of the traded form where nobody publishes use: rows of `demand`, marked as a proxy.
pub fn proxies(published: &[Row], trade: &Sheet, products: &Sheet) -> Vec<Row> {
    let used: BTreeMap<(&str, &str), &str> = products
        .rows
        .iter()
        .filter(|row| products.cell(row, "used") == "yes")
        .map(|row| {
            (
                (products.cell(row, "nomenclature"), products.cell(row, "hs6")),
                products.cell(row, "mineral_id"),
            )
        })
        .collect();
    let mut net: BTreeMap<(&str, &str, &str), f64> = BTreeMap::new();
    for cells in trade.rows.iter().filter(|cells| trade.cell(cells, "year") == BOTH) {
        let code = (trade.cell(cells, "nomenclature"), trade.cell(cells, "hs6"));
        if let (Some(mineral), Ok(tonnes)) = (used.get(&code), trade.cell(cells, "tonnes").parse::<f64>()) {
            let source = trade.cell(cells, "source_id");
            *net.entry((mineral, trade.cell(cells, "importer"), source)).or_default() += tonnes;
            *net.entry((mineral, trade.cell(cells, "exporter"), source)).or_default() -= tonnes;
        }
    }
    let known = |mineral: &str, country: &str| {
        published
            .iter()
            .any(|row| row[0] == mineral && row[1] == country && row[2] == BOTH && !row[5].is_empty())
    };
    net.into_iter()
        .map(|(key, tonnes)| (key, (tonnes * 1e3).round() / 1e3))
        .filter(|((mineral, country, _), tonnes)| *tonnes > 0.0 && !known(mineral, country))
        .map(|((mineral, country, source), tonnes)| {
            let kind = "Net imports of the traded form";
            let value = plain(tonnes);
            row([mineral, country, BOTH, "observed", kind, "", "", "", &value, "proxy", "", "", source])
        })
        .collect()
}

fn signed(value: f64) -> String {
    let size = plain(value.abs());
    if value < 0.0 && size != "0" { format!("-{size}") } else { size }
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn of_one_year_all_figures_come_from_one_source() {
        let row = |country: &str, value: &str, source: &str| -> Vec<String> {
            [
                "cobalt",
                "mine",
                "production",
                "2024",
                country,
                value,
                "",
                "",
                "reported",
                "b",
                "r",
                "u",
                "",
                source,
            ]
            .map(str::to_owned)
            .to_vec()
        };
        let mut rows = vec![
            row("COD", "220000", "usgs_mcs_2026"),
            row("COD", "181796", "iea_minerals_2025"),
            row("FIN", "9", "iea_minerals_2025"),
        ];
        choose(&mut rows);
        let used: Vec<&str> = rows.iter().map(|row| row[12].as_str()).collect();
        assert_eq!(used, ["yes", "no", "no"]);
    }
}
