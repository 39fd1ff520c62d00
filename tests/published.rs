//! Our number against the published one. Who published it, where, and how far the two may lie apart stands in each row.
//!
//! A row that disagrees is not deleted: it says why, and the test holds that it does disagree, so that the reason goes when
//! it no longer applies. The European Commission's 22 supply risks of 2017, five economic importances and ten net import
//! reliances of the U.S. Geological Survey are in `cases/reference_cases.json`, which `reference.rs` runs.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;

use offtake::disruption::{
    Aim, Hindcast, PriceCase, QuantityCase, price_band, price_hindcast, quantity_hindcast,
};
use offtake::ledger::Ledger;
use offtake::metrics::{self, Balance};
use offtake::supply::{self, SupplyNetwork};
use offtake::terms::{Country, Mineral, Share, Tonnes, Year};

/// What we say.
#[derive(Clone, Copy, Debug)]
enum Ours {
    Is(f64),
    /// Anything from the first to the second.
    Within(f64, f64),
}

struct Row {
    what: &'static str,
    ours: Ours,
    source: &'static str,
    page: &'static str,
    value: f64,
    tolerance: f64,
    /// Why the two disagree, where they do.
    why: Option<&'static str>,
}

impl Row {
    fn agrees(&self) -> bool {
        let (least, greatest) = match self.ours {
            Ours::Is(ours) => (ours, ours),
            Ours::Within(least, greatest) => (least, greatest),
        };
        self.value >= least - self.tolerance && self.value <= greatest + self.tolerance
    }
}

fn row(
    what: &'static str,
    ours: Ours,
    (source, page): (&'static str, &'static str),
    value: f64,
    tolerance: f64,
) -> Row {
    Row { what, ours, source, page, value, tolerance, why: None }
}

fn because(row: Row, why: &'static str) -> Row {
    Row { why: Some(why), ..row }
}

const MCS_2025: &str = "U.S. Geological Survey, Mineral Commodity Summaries 2025";
const MCS_2026: &str = "U.S. Geological Survey, Mineral Commodity Summaries 2026";
const EU_2023: &str = "European Commission, Study on the critical raw materials for the EU 2023";

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

fn network(ledger: &Ledger, mineral: &str, year: u16) -> SupplyNetwork {
    supply::network(ledger, &Mineral::new(mineral), Year(year), Country::CHINA)
}

/// World output as we add it up.
fn world(ledger: &Ledger, mineral: &str, year: u16) -> Ours {
    Ours::Is(network(ledger, mineral, year).output_total().known().unwrap().0)
}

fn output_share(ledger: &Ledger, mineral: &str, year: u16, code: &str) -> Ours {
    Ours::Is(network(ledger, mineral, year).output_share(country(code)).known().unwrap().0)
}

/// China's share of the imports of the United States in several years together.
fn from_china(ledger: &Ledger, mineral: &str, years: std::ops::RangeInclusive<u16>) -> Ours {
    let (mut part, mut all) = (0.0, 0.0);
    for year in years {
        let network = network(ledger, mineral, year);
        all += network.imports(Country::UNITED_STATES).known().map_or(0.0, |tonnes| tonnes.0);
        let from = network.imports_from(Country::CHINA, Country::UNITED_STATES);
        part += from.known().map_or(0.0, |tonnes| tonnes.0);
    }
    Ours::Is(part / all)
}

/// China's part in what everyone else buys of the traded form.
fn part_outside(ledger: &Ledger, mineral: &str, year: u16) -> Share {
    network(ledger, mineral, year).part_outside().known().unwrap()
}

fn production(ledger: &Ledger) -> Vec<Row> {
    let page = |page| (MCS_2026, page);
    vec![
        row(
            "world graphite 2024, t",
            world(ledger, "natural_graphite", 2024),
            page("Graphite, world mine production"),
            1_550_000.0,
            5_000.0,
        ),
        row(
            "world antimony 2024, t",
            world(ledger, "antimony", 2024),
            page("Antimony, world mine production"),
            119_000.0,
            500.0,
        ),
        row(
            "world gallium 2024, t",
            world(ledger, "gallium", 2024),
            page("Gallium, world low-purity production"),
            848.0,
            0.5,
        ),
        row(
            "world tungsten 2024, t",
            world(ledger, "tungsten", 2024),
            page("Tungsten, world mine production"),
            82_000.0,
            500.0,
        ),
        row(
            "world magnesium 2024, t",
            world(ledger, "magnesium", 2024),
            page("Magnesium metal, world primary production"),
            1_080_000.0,
            5_000.0,
        ),
        row(
            "world bismuth 2024, t",
            world(ledger, "bismuth", 2024),
            page("Bismuth, world refinery production"),
            16_300.0,
            50.0,
        ),
        row(
            "world gallium 2023, t",
            world(ledger, "gallium", 2023),
            (MCS_2025, "Gallium, world low-purity production"),
            633.0,
            0.5,
        ),
        because(
            row(
                "China's share of graphite mined 2024",
                output_share(ledger, "natural_graphite", 2024, "CHN"),
                (
                    "International Energy Agency, Critical Minerals Data Explorer 2025",
                    "Graphite, mining, 2024: 1,580 of 1,847 kt",
                ),
                1580.0 / 1847.235,
                0.01,
            ),
            "the two publishers count China's and the world's graphite differently: 1,270 of 1,550 kt here",
        ),
        row(
            "China's share of tungsten mined",
            output_share(ledger, "tungsten", 2023, "CHN"),
            (EU_2023, "global supply, extraction, mean of 2016 to 2020"),
            0.826,
            0.01,
        ),
        because(
            row(
                "China's share of gallium made",
                output_share(ledger, "gallium", 2023, "CHN"),
                (EU_2023, "global supply, processing, mean of 2016 to 2020"),
                0.938,
                0.02,
            ),
            "the study means 2016 to 2020; since then China's output has grown and the others' has not",
        ),
        row(
            "index of four suppliers with 30, 30, 20 and 20 per cent",
            Ours::Is(metrics::herfindahl(&[30.0, 30.0, 20.0, 20.0]).unwrap() * 10_000.0),
            ("U.S. Department of Justice, Herfindahl-Hirschman index", "the page's own example"),
            2600.0,
            1e-9,
        ),
    ]
}

fn imports(ledger: &Ledger) -> Vec<Row> {
    let sources = (MCS_2026, "figure 3, major import sources 2021-24");
    let balance = |primary, secondary, imports, exports, drawn_from_stock| {
        let balance = Balance { primary, secondary, imports, exports, drawn_from_stock };
        Ours::Is(balance.net_import_reliance().unwrap())
    };
    let graphite = network(ledger, "natural_graphite", 2024);
    let bought = graphite.imports(Country::UNITED_STATES).known().unwrap();
    vec![
        row(
            "U.S. graphite imports 2024, t: CEPII beside the USGS",
            Ours::Is(bought.0),
            (MCS_2026, "Graphite, salient statistics"),
            73_900.0,
            3_000.0,
        ),
        row(
            "U.S. graphite from China",
            from_china(ledger, "natural_graphite", 2021..=2024),
            sources,
            0.46,
            0.03,
        ),
        row("U.S. bismuth from China", from_china(ledger, "bismuth", 2021..=2024), sources, 0.56, 0.02),
        row("U.S. tungsten from China", from_china(ledger, "tungsten", 2021..=2024), sources, 0.26, 0.03),
        because(
            row(
                "U.S. rare earths from China",
                from_china(ledger, "rare_earths", 2021..=2024),
                sources,
                0.71,
                0.03,
            ),
            "the USGS counts cerium and metals too, by oxide content; our trade is compounds other than cerium, by gross weight",
        ),
        because(
            row("U.S. antimony from China", from_china(ledger, "antimony", 2024..=2024), sources, 0.55, 0.05),
            "the USGS counts oxide, four fifths of what the country buys; our trade is unwrought metal, in tonnes for 2024 alone",
        ),
        row(
            "U.S. antimony, net import reliance 2024",
            balance(588.0, 3330.0, 28_920.0, 4260.0, 0.0),
            (MCS_2026, "Antimony, salient statistics"),
            0.86,
            0.005,
        ),
        row(
            "U.S. tin, net import reliance 2024",
            balance(0.0, 8550.0, 25_400.0, 596.0, 1300.0),
            (MCS_2026, "Tin, salient statistics"),
            0.75,
            0.005,
        ),
        row(
            "U.S. refined zinc, net import reliance 2024",
            balance(220.0, 0.0, 590.0, 2.0, 0.0),
            (MCS_2026, "Zinc, salient statistics"),
            0.73,
            0.005,
        ),
    ]
}

/// A figure of the United States, as the USGS prints it.
fn us(mineral: &str, statistic: &str, year: &str) -> f64 {
    let rows = cells("us_statistics", ["mineral_id", "statistic", "year", "value"]);
    let row = rows.iter().find(|row| row[..3] == [mineral, statistic, year]).unwrap();
    row[3].parse().unwrap()
}

/// A figure of the record of effects.
fn effect(id: &str, column: &'static str) -> f64 {
    let rows = cells("export_effects", ["effect_id", column]);
    rows.iter().find(|row| row[0] == id).unwrap()[1].parse().unwrap()
}

/// China's share of what the United States imported in 2021-24, as the USGS prints it.
fn import_share(mineral: &str) -> f64 {
    let shares = cells("us_import_sources", ["mineral_id", "supplier", "share"]);
    shares.iter().find(|row| row[..2] == [mineral, "CHN"]).unwrap()[2].parse().unwrap()
}

/// Imports in the year before China's ban and in its year.
fn quantity(mineral: &str, statistic: &str) -> Hindcast {
    let part = import_share(mineral);
    let (before, after) = (us(mineral, statistic, "2024"), us(mineral, statistic, "2025"));
    let case = QuantityCase {
        buyer: Country::UNITED_STATES,
        before: Tonnes(before),
        from_restricted: Tonnes(before * part),
        cut: Share(1.0),
        aim: Aim::Targeted,
        after: Tonnes(after),
    };
    quantity_hindcast(&case).unwrap()
}

fn hindcast(what: &'static str, found: Hindcast, from: (&'static str, &'static str)) -> Row {
    row(what, Ours::Within(found.least, found.greatest), from, found.observed, 0.0)
}

/// China's ban on sales of antimony, gallium and germanium to the United States, December 2024 to November 2025. Shares from
/// China before are the USGS's of 2021-24.
fn quantities() -> Vec<Row> {
    vec![
        because(
            hindcast(
                "U.S. antimony oxide imports 2025, t",
                quantity("antimony", "Imports for consumption: Oxide"),
                (MCS_2026, "Antimony, imports, oxide, 2024 and 2025e"),
            ),
            "nothing was missing, as the model's upper end says: goods came by way of Thailand and Mexico; and use grew, 28,600 then 45,000 t, which the model does not know",
        ),
        because(
            hindcast(
                "U.S. gallium metal imports 2025, kg",
                quantity("gallium", "Imports for consumption: Metal"),
                (MCS_2026, "Gallium, imports, metal, 2024 and 2025e"),
            ),
            "nothing was missing, as the model's upper end says; use stood at 19,000 kg, so buyers built stocks, which the model does not know",
        ),
        because(
            hindcast(
                "U.S. germanium metal imports 2025, kg",
                quantity("germanium", "Imports for consumption: Germanium metal"),
                (MCS_2026, "Germanium, imports, metal, 2024 and 2025e"),
            ),
            "at face value only 23 per cent came from China, and what other sellers had from there is not seen; buyers turned to dioxide, 11,000 then 17,000 kg",
        ),
    ]
}

fn prices(ledger: &Ledger) -> Vec<Row> {
    let price = |drop: (f64, f64), part: (Share, Share), ratio: f64| {
        price_hindcast(&PriceCase { drop: (Share(drop.0), Share(drop.1)), part_outside: part, ratio })
            .unwrap()
    };
    // China's exports of gallium in 2024, as reported (record, E37, kg), against those and what others make of primary metal.
    let exported = effect("E37", "value") / 1000.0;
    let network = network(ledger, "gallium", 2024);
    let made = |code: &str| network.output.get(&country(code)).and_then(|made| made.known()).unwrap().0;
    let others = network.output_total().known().unwrap().0 - made("CHN");
    let (least, greatest) = price_band(Share(exported / (exported + others)), 0.2, 1.0).unwrap();
    let part = (Share(import_share("gallium")), network.output_share(Country::CHINA).known().unwrap());
    vec![
        // Exports of antimony fell by 57 per cent (first quarter of 2025; Reuters). China's part outside: between its part in
        // traded metal and its part in what the United States buys of metal and oxide.
        hindcast(
            "antimony price 2025 over 2023",
            price((0.57, 0.57), (part_outside(ledger, "antimony", 2024), Share(0.55)), 25.0 / 5.49),
            (MCS_2026, "Antimony, price, USD a pound: 5.49 and 25e"),
        ),
        // Exports of germanium fell by 39 per cent (first quarter of 2025; Reuters). China's part outside: at least that in
        // what the United States buys.
        hindcast(
            "germanium metal price 2025 over 2023",
            price((0.39, 0.39), (Share(0.23), Share(1.0)), 4100.0 / 1392.0),
            (MCS_2026, "Germanium, price, USD a kilogram: 1,392 and 4,100e"),
        ),
        // China exported no ammonium paratungstate from March to May 2025 (Argus): a quarter of a year at least.
        hindcast(
            "tungsten concentrate price 2025 over 2024",
            price(
                (0.25, 1.0),
                (part_outside(ledger, "tungsten", 2024), part_outside(ledger, "tungsten", 2024)),
                380.0 / 252.0,
            ),
            (MCS_2026, "Tungsten, price, USD a metric-tonne unit: 252 and 380e"),
        ),
        because(
            row(
                "gallium price if China exported none: old price times",
                Ours::Within(least, greatest),
                (
                    "U.S. Geological Survey, Open-File Report 2024-1057 and release of 19 November 2024",
                    "more than 150 per cent up",
                ),
                2.5,
                0.0,
            ),
            "ours is the first year without stocks, scrap or new plants and loses nine tenths of outside supply; the USGS lets other producers start up",
        ),
        // By Chinese customs exports grew from 60,880 to 62,615 kg (record, E38): no loss. China's part outside: at least that
        // in what the United States buys, at most that in what the world makes.
        because(
            hindcast(
                "gallium import price 2025 over 2024",
                price(
                    (
                        (-effect("E38", "change_pct") / 100.0).max(0.0),
                        (-effect("E38", "change_pct") / 100.0).max(0.0),
                    ),
                    part,
                    580.0 / 439.0,
                ),
                (MCS_2026, "Gallium, price, USD a kilogram: 439 and 580e"),
            ),
            "no tonnes were lost over the year, so the model moves nothing; a month without exports, fewer destinations and fear are nothing it knows",
        ),
    ]
}

/// Cells of some columns of a table, row by row.
fn cells<const N: usize>(name: &str, columns: [&str; N]) -> Vec<[&'static str; N]> {
    let table = support::tables().iter().find(|table| table.name == name).unwrap();
    let places = columns.map(|column| table.columns.iter().position(|known| known == column).unwrap());
    table.rows.iter().map(|row| places.map(|place| row[place].as_str())).collect()
}

/// Mean of the six indicators over the study's years, on the Commission's scale.
fn governance() -> BTreeMap<&'static str, f64> {
    let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for [country, year, value] in cells("governance", ["iso3", "year", "value"]) {
        if let (Ok(2016..=2020), Ok(value)) = (year.parse::<u16>(), value.parse::<f64>()) {
            let sum = sums.entry(country).or_default();
            *sum = (sum.0 + value, sum.1 + 1.0);
        }
    }
    sums.into_iter().map(|(country, (sum, n))| (country, metrics::scaled_governance(sum / n))).collect()
}

/// Supply risks of 2023 as far as the study's open figures go: shares, trade and governance are known; import reliance,
/// recycling (here: up to a half) and substitution (here: 0.8 to 1) are not. The higher stage counts.
fn eu_supply_risks() -> Vec<Row> {
    let governance = governance();
    let mut weighed: BTreeMap<(&str, &str), BTreeMap<&str, f64>> = BTreeMap::new();
    for [mineral, stage, scope, country, share, trade] in
        cells("supply_shares_eu", ["mineral_id", "stage", "scope", "country", "share", "trade_parameter"])
    {
        if let (Ok(share), Ok(trade), Some(weight)) =
            (share.parse::<f64>(), trade.parse::<f64>(), governance.get(country))
        {
            let part = metrics::governed_concentration(&[share], &[*weight], &[trade]).unwrap();
            *weighed.entry((mineral, stage)).or_default().entry(scope).or_default() += part;
        }
    }
    let mut rows = Vec::new();
    for [mineral, metric, year, value] in cells("published_scores", ["mineral_id", "metric", "year", "value"])
    {
        if (metric, year) != ("eu_supply_risk", "2023") {
            continue;
        }
        let (mut least, mut greatest) = (0.0_f64, 0.0_f64);
        for (_, scopes) in weighed.iter().filter(|((of, _), _)| *of == mineral) {
            let low = scopes.values().copied().fold(f64::INFINITY, f64::min);
            let high = scopes.values().copied().fold(0.0, f64::max);
            (least, greatest) = (least.max(low * 0.5 * 0.8), greatest.max(high));
        }
        let page = "supply risk, 2023; printed to 0.1";
        rows.push(row(mineral, Ours::Within(least, greatest), (EU_2023, page), value.parse().unwrap(), 0.05));
    }
    rows
}

fn all() -> Vec<Row> {
    let ledger = Ledger::from_tables(support::tables()).unwrap();
    let mut rows = production(&ledger);
    rows.extend(eu_supply_risks());
    rows.extend(imports(&ledger));
    rows.extend(quantities());
    rows.extend(prices(&ledger));
    rows
}

#[test]
fn our_numbers_are_the_published_ones_or_say_why_not() {
    let mut wrong = Vec::new();
    let rows = all();
    for row in &rows {
        let said = format!(
            "{}: ours {:?}, {} ± {} in {}, {}",
            row.what, row.ours, row.value, row.tolerance, row.source, row.page
        );
        println!("{} {said}", if row.agrees() { "agrees " } else { "differs" });
        match (row.agrees(), row.why) {
            (false, None) => wrong.push(format!("differs without a reason: {said}")),
            (true, Some(why)) => wrong.push(format!("agrees, so the reason is gone ({why}): {said}")),
            (true, None) | (false, Some(_)) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let explained = rows.iter().filter(|row| row.why.is_some()).count();
    assert!(explained * 2 < rows.len(), "{explained} of {} rows disagree", rows.len());
}

#[test]
fn every_row_names_its_source_once() {
    let mut seen = BTreeMap::new();
    for row in all() {
        assert!(!row.source.is_empty() && !row.page.is_empty() && row.value.is_finite(), "{}", row.what);
        assert!(row.why.is_none_or(|why| why.len() > 40), "{}: a reason, not a word", row.what);
        assert!(seen.insert(row.what, ()).is_none(), "{} stands twice", row.what);
    }
}
