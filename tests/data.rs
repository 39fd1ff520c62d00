//! The shipped facts: every row sourced and in range, the package as described, and anchors that a sceptic can look up.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;
use std::fs;

use offtake::ledger::{Ledger, Table, needed, pack, unpack};
use offtake::supply;
use offtake::terms::{Country, Mineral, Reading, Tonnes, Year};

fn ledger() -> Ledger {
    Ledger::from_tables(&support::tables()).unwrap()
}

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

fn table(name: &str) -> Table {
    support::tables().into_iter().find(|table| table.name == name).unwrap()
}

/// A cell of the row in which some columns have some values.
fn cell(table: &Table, of: &[(&str, &str)], column: &str) -> String {
    let at = |name: &str| table.columns.iter().position(|known| known == name).unwrap();
    let mut rows = table.rows.iter().filter(|row| of.iter().all(|(name, value)| row[at(name)] == *value));
    let row = rows.next().unwrap_or_else(|| panic!("{}: no row with {of:?}", table.name));
    row[at(column)].clone()
}

#[test]
fn the_tables_pass_their_own_check_and_every_row_names_a_known_source() {
    let sources: Vec<String> = ledger().sources.iter().map(|source| source.id.clone()).collect();
    for table in support::tables() {
        let Some(at) = table.columns.iter().position(|column| column == "source_id") else {
            assert_eq!(table.name, "countries", "a table without sources");
            continue;
        };
        for (number, row) in table.rows.iter().enumerate() {
            assert!(sources.contains(&row[at]), "{}, row {}: {}", table.name, number + 2, row[at]);
        }
    }
}

#[test]
fn published_figures_are_what_was_published() {
    let production = table("production");
    for (mineral, year, place, tonnes) in [
        // USGS, Mineral Commodity Summaries 2026: world tables of the chapters.
        ("gallium", "2024", "CHN", "839"),
        ("gallium", "2024", "WORLD", "848"),
        ("gallium", "2025", "WORLD", "900"),
        ("natural_graphite", "2024", "CHN", "1270000"),
        ("antimony", "2024", "WORLD", "119000"),
        ("magnesium", "2024", "CHN", "953000"),
        ("rare_earths", "2024", "USA", "45500"),
        // USGS, Mineral Commodity Summaries 2025.
        ("tungsten", "2023", "CHN", "66000"),
        ("gallium", "2023", "WORLD", "633"),
    ] {
        let of = [("mineral_id", mineral), ("year", year), ("country", place)];
        assert_eq!(cell(&production, &of, "value_t"), tonnes, "{of:?}");
    }
    let deals = table("deals");
    assert_eq!(cell(&deals, &[("deal_id", "D20")], "capacity_t"), "103000");
    assert_eq!(cell(&table("deal_parties"), &[("deal_id", "D20"), ("row", "01")], "share"), "0.291");
}

#[test]
fn a_withheld_figure_is_a_gap_and_a_dash_is_zero() {
    let production = table("production");
    let of = |place| [("mineral_id", "antimony"), ("year", "2025"), ("country", place)];
    assert_eq!(cell(&production, &of("USA"), "qualifier"), "withheld");
    assert_eq!(cell(&production, &of("USA"), "value_t"), "");
    assert_eq!(cell(&production, &of("CAN"), "raw"), "—");
    assert_eq!(cell(&production, &of("CAN"), "value_t"), "0");
}

/// The sum of the parts against the publisher's own rounded total: rounding to two or three figures is all the room there is.
#[test]
fn parts_add_up_to_the_publishers_totals() {
    let mut sums: BTreeMap<(Mineral, Year), (f64, f64, bool)> = BTreeMap::new();
    for row in ledger().production {
        let entry = sums.entry((row.mineral, row.year)).or_default();
        match (row.world, row.value) {
            (true, Reading::Known(Tonnes(total))) => entry.1 = total,
            (false, Reading::Known(Tonnes(part))) => entry.0 += part,
            (_, _) => entry.2 = true,
        }
    }
    for ((mineral, year), (parts, total, withheld)) in sums {
        let off = (parts - total).abs() / total;
        assert!(off <= if withheld { 0.06 } else { 0.055 }, "{mineral} {year}: parts {parts}, total {total}");
    }
}

/// Two publishers on one thing: BACI's U.S. imports of natural graphite against those of the USGS (73,900 t in 2024).
#[test]
fn trade_agrees_with_the_united_states_own_count() {
    let graphite = supply::network(&ledger(), &Mineral::new("natural_graphite"), Year(2024), Country::CHINA);
    let Reading::Known(Tonnes(imports)) = graphite.imports(country("USA")) else { panic!("no imports") };
    assert!((imports - 73_900.0).abs() / 73_900.0 < 0.05, "{imports}");
}

#[test]
fn a_bundle_is_never_shown_as_one_of_its_metals() {
    let ledger = ledger();
    for product in ledger.products.iter().filter(|product| product.used) {
        assert!(product.tells_apart, "{} is used for {}", product.hs6, product.mineral);
    }
    for mineral in ["gallium", "germanium", "indium", "tellurium"] {
        let network = supply::network(&ledger, &Mineral::new(mineral), Year(2024), Country::CHINA);
        assert_eq!(network.trade, Reading::NotApplicable, "{mineral}");
    }
}

#[test]
fn groups_are_whole() {
    let count = |group: &str| ledger().groups.iter().filter(|row| row.group == group).count();
    assert_eq!((count("g7"), count("nato"), count("eu"), count("production_alliance")), (7, 32, 27, 10));
}

#[test]
fn the_packed_facts_say_what_the_tables_say() {
    let slim = needed(&support::tables());
    assert_eq!(unpack(&pack(&slim)).unwrap(), slim);
    let (whole, packed) = (ledger(), Ledger::from_tables(&slim).unwrap());
    assert_eq!(packed.countries, whole.countries);
    for year in [2022, 2023, 2024] {
        for mineral in &whole.minerals {
            let network = |ledger: &Ledger| supply::network(ledger, &mineral.id, Year(year), Country::CHINA);
            assert_eq!(network(&packed), network(&whole), "{} {year}", mineral.id);
        }
    }
}

#[test]
fn the_package_describes_its_files() {
    let folder = support::root().join("www/data");
    let text = fs::read_to_string(folder.join("datapackage.json")).unwrap();
    let package: serde_json::Value = serde_json::from_str(&text).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), support::tables().len());
    for resource in resources {
        let bytes = fs::read(folder.join(resource["path"].as_str().unwrap())).unwrap();
        assert_eq!(resource["bytes"].as_u64().unwrap(), bytes.len() as u64, "{}", resource["name"]);
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(table(resource["name"].as_str().unwrap()).columns, names);
    }
}
