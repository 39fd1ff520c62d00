//! The shipped facts: every row sourced and in range, the package as described, and anchors that a sceptic can look up.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::OnceLock;

use offtake::ledger::{HISTORY, Ledger, NEWEST_IMPORTS, Table, TradeUnit, needed, packed, unpack};
use offtake::supply;
use offtake::terms::{Country, Mineral, Reading, Tonnes, Year};

fn ledger() -> &'static Ledger {
    static LEDGER: OnceLock<Ledger> = OnceLock::new();
    LEDGER.get_or_init(|| Ledger::from_tables(support::tables()).unwrap())
}

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

fn table(name: &str) -> &'static Table {
    support::tables().iter().find(|table| table.name == name).unwrap()
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
        let of = [
            ("mineral_id", mineral),
            ("year", year),
            ("country", place),
            ("used", "yes"),
            ("measure", "production"),
        ];
        assert_eq!(cell(production, &of, "value_t"), tonnes, "{of:?}");
    }
    // European Commission, 2023: world supply of 2016 to 2020, as printed and as a bound.
    let shares = table("supply_shares_eu");
    let of = [("mineral_id", "dysprosium"), ("scope", "world"), ("stage", "refinery"), ("country", "CHN")];
    assert_eq!(cell(shares, &of, "share"), "1");
    // International Energy Agency, 2025 edition, thousand tonnes there.
    let of = [
        ("mineral_id", "copper"),
        ("stage", "refinery"),
        ("year", "2024"),
        ("country", "CHN"),
        ("used", "no"),
    ];
    assert_eq!(
        cell(production, &[&of[..], &[("source_id", "iea_minerals_2025")]].concat(), "value_t"),
        "11860000"
    );
    assert_eq!(
        cell(table("reserves"), &[("mineral_id", "tungsten"), ("country", "WORLD")], "low_t"),
        "4700000"
    );
    let deals = table("deals");
    assert_eq!(cell(deals, &[("deal_id", "D20")], "capacity_t"), "103000");
    assert_eq!(cell(table("deal_parties"), &[("deal_id", "D20"), ("row", "01")], "share"), "0.291");
}

#[test]
fn a_withheld_figure_is_a_gap_and_a_dash_is_zero() {
    let production = table("production");
    let of = |place| [("mineral_id", "antimony"), ("year", "2025"), ("country", place)];
    assert_eq!(cell(production, &of("USA"), "qualifier"), "withheld");
    assert_eq!(cell(production, &of("USA"), "value_t"), "");
    assert_eq!(cell(production, &of("CAN"), "raw"), "—");
    assert_eq!(cell(production, &of("CAN"), "value_t"), "0");
}

/// Two publishers on one thing: BACI's U.S. imports of natural graphite against those of the USGS (73,900 t in 2024).
#[test]
fn trade_agrees_with_the_united_states_own_count() {
    let graphite = supply::network(ledger(), &Mineral::new("natural_graphite"), Year(2024), Country::CHINA);
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
        let network = supply::network(ledger, &Mineral::new(mineral), Year(2024), Country::CHINA);
        assert_eq!(network.trade, Reading::NotApplicable, "{mineral}");
    }
}

/// Contained and gross tonnes, ore and metal: of one mineral only codes of one form and one nomenclature are added.
#[test]
fn codes_that_are_added_hold_one_form() {
    let mut used: BTreeMap<Mineral, (String, String)> = BTreeMap::new();
    for product in ledger().products.iter().filter(|product| product.used) {
        let form = (product.nomenclature.clone(), product.form.clone());
        assert_eq!(*used.entry(product.mineral.clone()).or_insert(form.clone()), form, "{}", product.mineral);
    }
    assert!(used.len() >= 15, "{}", used.len());
}

#[test]
fn every_mineral_under_control_is_there_and_each_has_somebody_who_supplies_it() {
    let ledger = ledger();
    assert!(ledger.minerals.len() >= 24, "{}", ledger.minerals.len());
    let mut silent = Vec::new();
    for mineral in &ledger.minerals {
        let network = |year| supply::network(ledger, &mineral.id, Year(year), Country::CHINA);
        if (2023..=2025).all(|year| network(year).output.is_empty()) {
            silent.push(mineral.id.id().to_owned());
        }
    }
    assert_eq!(
        silent,
        ["permanent_magnets"],
        "magnets alone have no world table: their trade is the picture"
    );
    let controls = table("export_controls");
    let at = |name: &str| controls.columns.iter().position(|known| known == name).unwrap();
    let (mineral, named) = (at("mineral_id"), at("mineral"));
    let strangers: Vec<&str> =
        controls.rows.iter().filter(|row| row[mineral].is_empty()).map(|row| row[named].as_str()).collect();
    let groups = ["all dual-use items", "superhard materials", "lithium-ion battery chain"];
    assert!(strangers.iter().all(|name| groups.contains(name)), "{strangers:?}");
}

/// Public notes conflict on whether the suspension of October 2025 runs on: the state is disputed, with its date.
#[test]
fn a_state_that_is_disputed_is_shown_as_disputed() {
    let controls = table("export_controls");
    let of = [("control_id", "C20"), ("mineral_id", "rare_earths")];
    assert_eq!(cell(controls, &of, "state"), "disputed");
    assert_eq!(cell(controls, &of, "status_until"), "2026-11-10 or 2027-01-10");
    assert_eq!(cell(controls, &of, "status_as_of"), "2026-10-04");
}

#[test]
fn two_sources_for_one_figure_are_both_kept_and_the_choice_has_a_reason() {
    let differences = table("production_differences");
    let of =
        [("mineral_id", "lithium"), ("stage", "mine"), ("country", "AUS"), ("source_id", "usgs_mcs_2025")];
    assert_eq!(cell(differences, &of, "reason"), "later edition");
    let of = [
        ("mineral_id", "copper"),
        ("stage", "refinery"),
        ("country", "CHN"),
        ("source_id", "iea_minerals_2025"),
    ];
    assert_eq!(cell(differences, &of, "difference_t"), "-540000");
    assert_eq!(cell(differences, &of, "reason"), "national statistics first");
}

/// What nobody publishes stays a gap: germanium has no world table, yttrium a range and no countries.
#[test]
fn what_nobody_publishes_is_a_gap() {
    let production = table("production");
    assert!(production.rows.iter().all(|row| row[0] != "germanium"));
    let of = [("mineral_id", "yttrium"), ("country", "WORLD")];
    assert_eq!(
        (cell(production, &of, "value_t"), cell(production, &of, "low_t")),
        (String::new(), "10000".into())
    );
}

#[test]
fn groups_are_whole() {
    let count = |group: &str| ledger().groups.iter().filter(|row| row.group == group).count();
    assert_eq!((count("g7"), count("nato"), count("eu"), count("production_alliance")), (7, 32, 27, 10));
}

#[test]
fn the_packed_facts_say_what_the_tables_say() {
    let slim = needed(support::tables());
    let (whole, parts) = (ledger(), packed(support::tables()).unwrap());
    let mut packed = Ledger::from_tables(&unpack(&parts.base).unwrap()).unwrap();
    assert!(packed.production.is_empty() && packed.held.is_empty());
    for (mineral, bytes) in &parts.minerals {
        if let Some(slug) = mineral.strip_suffix(&format!("-{HISTORY}")) {
            let tables = unpack(bytes).unwrap();
            let empty = tables.iter().all(|table| table.rows.is_empty());
            assert!(packed.add_history(&tables, &Mineral::new("silver")).is_err() || empty, "{mineral}");
            packed.add_history(&tables, &Mineral::new(slug)).unwrap();
            continue;
        }
        let year = mineral.rsplit_once('-').and_then(|(_, year)| year.parse().ok()).map(Year);
        let slug = year.map_or(mineral.as_str(), |year| mineral.strip_suffix(&format!("-{year}")).unwrap());
        let tables = unpack(bytes).unwrap();
        if mineral == NEWEST_IMPORTS {
            packed.add_newest(&tables).unwrap();
            continue;
        }
        assert!(packed.add(&tables, &Mineral::new("silver"), year).is_err() || slug == "silver", "{mineral}");
        packed.add(&tables, &Mineral::new(slug), year).unwrap();
    }
    for row in packed.years.clone() {
        assert_eq!(packed.missing(&row.mineral, row.year), None);
    }
    assert_eq!(packed.countries, whole.countries);
    assert_eq!(packed.years, Ledger::from_tables(&slim).unwrap().years);
    assert!(!whole.newest.is_empty());
    assert_eq!(packed.newest, whole.newest);
    let cut = Ledger::from_tables(&slim).unwrap();
    assert_eq!(packed.history.len(), cut.history.len());
    assert!(cut.history.iter().all(|row| packed.history.contains(row)), "a year is lost on the way");
    // A code of several metals travels with each of them.
    assert_eq!(packed.export_months.len(), cut.export_months.len(), "a month is lost, or stands twice");
    assert!(cut.export_months.iter().all(|row| packed.export_months.contains(row)), "a month is lost");
    for year in [2022, 2023, 2024] {
        for mineral in &whole.minerals {
            let network = |ledger: &Ledger| supply::network(ledger, &mineral.id, Year(year), Country::CHINA);
            assert_eq!(network(&packed), network(whole), "{} {year}", mineral.id);
        }
    }
}

/// The table that a picture of every mineral reads says what each mineral's own trade says, gaps included.
#[test]
fn the_newest_imports_are_those_of_each_network() {
    let ledger = ledger();
    let members: BTreeSet<Country> = ledger.groups.iter().map(|row| row.member).collect();
    let mut compared = 0;
    for mineral in &ledger.minerals {
        let traded = ledger.years.iter().filter(|row| row.mineral == mineral.id && row.traded);
        let rows = || ledger.newest.iter().filter(|row| row.mineral == mineral.id);
        let Some(year) = traded.map(|row| row.year).max() else {
            assert_eq!(rows().count(), 0, "{} has no trade", mineral.id);
            continue;
        };
        let network = supply::network(ledger, &mineral.id, year, Country::CHINA);
        for member in &members {
            let what = format!("{} into {}", mineral.id, member.code());
            let Some(row) = rows().find(|row| row.country == *member) else {
                assert_eq!(network.imports(*member), Reading::NotReported, "{what}");
                continue;
            };
            let same = |ours: Reading<Tonnes>, theirs: Reading<Tonnes>| {
                let (ours, theirs) = (ours.known().unwrap().0, theirs.known().unwrap().0);
                assert!((ours - theirs).abs() <= 1e-9 * theirs, "{what}: {ours}, not {theirs}");
            };
            assert_eq!(row.year, year, "{what}");
            same(row.imports, network.imports(*member));
            same(row.from_restricted, network.imports_from(Country::CHINA, *member));
            compared += 1;
        }
    }
    assert_eq!(compared, ledger.newest.len(), "a row is of no member or no mineral");
    assert!(compared > 500, "{compared}");
}

/// Years that a picture of time draws are those of the trade table, row by row; a group has what its members bought outside
/// of it.
#[test]
fn the_history_says_what_the_trade_table_says() {
    let history = Ledger::from_tables(&needed(support::tables())).unwrap().history;
    let of = |mineral: &str, place: &str, year: u16| {
        let mut rows = history
            .iter()
            .filter(|row| row.mineral.id() == mineral && row.place == place && row.year == Year(year));
        let found = rows.next().unwrap_or_else(|| panic!("{mineral} {place} {year}"));
        assert!(rows.next().is_none(), "{mineral} {place} {year} stands twice");
        found.clone()
    };
    let trade = table("trade");
    let at = |name: &str| trade.columns.iter().position(|known| known == name).unwrap();
    let members: Vec<&str> =
        ledger().groups.iter().filter(|row| row.group == "eu").map(|row| row.member.code()).collect();
    for (mineral, codes, column, years) in [
        ("natural_graphite", &[("HS92", "250410"), ("HS92", "250490")][..], "tonnes", [2012, 2018, 2024]),
        ("tungsten", &[("HS92", "810110")], "tonnes", [2013, 2019, 2024]),
        // Tonnes of HS17 are published for one year alone.
        ("permanent_magnets", &[("HS17", "850511")], "value_kusd", [2017, 2023, 2024]),
    ] {
        for year in years {
            let sum = |into: &dyn Fn(&str, &str) -> bool, from: &dyn Fn(&str) -> bool| -> f64 {
                let rows = trade.rows.iter().filter(|row| {
                    codes.contains(&(row[at("nomenclature")].as_str(), row[at("hs6")].as_str()))
                        && row[at("year")] == year.to_string()
                        && into(&row[at("importer")], &row[at("exporter")])
                        && from(&row[at("exporter")])
                });
                rows.filter_map(|row| row[at(column)].parse::<f64>().ok()).sum()
            };
            for (place, into) in [
                ("JPN", &(|to: &str, _: &str| to == "JPN") as &dyn Fn(&str, &str) -> bool),
                ("eu", &|to, from| members.contains(&to) && !members.contains(&from)),
            ] {
                let row = of(mineral, place, year);
                let unit = if column == "tonnes" { TradeUnit::Tonnes } else { TradeUnit::ThousandDollars };
                assert_eq!((row.unit, row.whole), (unit, column == "tonnes" || year == 2024));
                for (found, expected) in [
                    (row.imports, sum(into, &|_| true)),
                    (row.from_restricted, sum(into, &|from| from == "CHN")),
                ] {
                    assert!(
                        (found - expected).abs() < 0.001,
                        "{mineral} {place} {year}: {found}, not {expected}"
                    );
                    assert!(expected > 0.0, "{mineral} {place} {year}: nothing to compare");
                }
            }
        }
    }
}

/// Every month from 2018 to 2024 once a code; a sum over some partners is near the year's exports as CEPII settles them,
/// never of another size.
#[test]
fn months_are_whole_and_of_the_size_of_the_years() {
    let months = table("export_months");
    let at = |name: &str| months.columns.iter().position(|known| known == name).unwrap();
    let codes: BTreeSet<&str> = months.rows.iter().map(|row| row[at("hs6")].as_str()).collect();
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["250410", "811292"]);
    for code in ["250410", "811292"] {
        let found: Vec<&str> = months
            .rows
            .iter()
            .filter(|row| row[at("hs6")] == code)
            .map(|row| row[at("month")].as_str())
            .collect();
        let expected: Vec<String> =
            (2018..=2024).flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}"))).collect();
        assert_eq!(found, expected, "{code}");
    }
    let trade = table("trade");
    let place = |name: &str| trade.columns.iter().position(|known| known == name).unwrap();
    for year in 2018..=2024 {
        let ours: f64 = months
            .rows
            .iter()
            .filter(|row| row[at("hs6")] == "250410" && row[at("month")].starts_with(&year.to_string()))
            .map(|row| row[at("value_t")].parse::<f64>().unwrap())
            .sum();
        let theirs: f64 = trade
            .rows
            .iter()
            .filter(|row| {
                row[place("nomenclature")] == "HS92"
                    && row[place("hs6")] == "250410"
                    && row[place("exporter")] == "CHN"
                    && row[place("year")] == year.to_string()
            })
            .filter_map(|row| row[place("tonnes")].parse::<f64>().ok())
            .sum();
        assert!((0.75..=1.0).contains(&(ours / theirs)), "{year}: {ours} of {theirs}");
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
        assert_eq!(
            resource["rows"].as_u64().unwrap(),
            table(resource["name"].as_str().unwrap()).rows.len() as u64
        );
        assert_eq!(table(resource["name"].as_str().unwrap()).columns, names);
    }
}
