//! What pictures say, held to figures that were come by another way.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use offtake::atlas::{Frame, Picture, TableRuler, Theme};
use offtake::metrics;
use offtake::supply;
use offtake::terms::{Country, Mineral, Reading, Year};

fn picture(query: &str) -> Picture {
    let atlas = support::atlas();
    let choice = atlas.from_link(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    atlas.draw(&choice, &Frame { width: 640.0, theme: &Theme::LIGHT, ruler: &TableRuler }).unwrap()
}

/// A share of 1 % to 99 % as a picture writes it.
fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// A figure from a cell: `1,230 t · 31%` gives 1230 and 31.
fn figures(cell: &str) -> (f64, f64) {
    let (tonnes, share) = cell.split_once(" · ").unwrap_or_else(|| panic!("{cell:?}"));
    let number = |text: &str| -> f64 {
        let bare: String = text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '.').collect();
        bare.parse().unwrap()
    };
    (number(tonnes), number(share))
}

#[test]
fn an_origin_flow_says_both_shares_as_the_measures_have_them() {
    let measure = metrics::ALL.iter().find(|metric| metric.id == "origin-share").unwrap().measure;
    let (mut traced, mut face) = (0, 0);
    for mineral in support::atlas().catalogue("en").unwrap().minerals {
        let id = Mineral::new(&mineral.id);
        let network = supply::network(support::ledger(), &id, Year(2024), Country::CHINA);
        for code in ["CAN", "DEU", "JPN", "USA"] {
            let viewer = Country::parse(code).unwrap();
            let query = format!("chart=origin-flow&mineral={}&country={code}&year=2024", mineral.id);
            let shown = picture(&query);
            let shares: f64 = match measure(&network, viewer) {
                Reading::Known(made) => {
                    traced += 1;
                    let straight = network.trace().known().unwrap().straight_from(Country::CHINA)[&viewer];
                    for share in [made, straight].into_iter().filter(|share| (0.01..0.99).contains(&share.0))
                    {
                        assert!(
                            shown.title.contains(&percent(share.0)),
                            "{query}: {share:?}: {}",
                            shown.title
                        );
                    }
                    assert!(straight.0 <= made.0 + 1e-9 || shown.title.contains("At face value"));
                    1.0
                }
                _ if network.flows_into(viewer).known().is_some() => {
                    face += 1;
                    let share = network.import_share(Country::CHINA, viewer).known().unwrap();
                    if (0.01..0.99).contains(&share.0) {
                        assert!(shown.title.contains(&percent(share.0)), "{query}: {}", shown.title);
                    }
                    assert!(shown.sentence.len() > shown.title.len(), "{query} does not say why");
                    1.0
                }
                _ => 0.0,
            };
            assert_eq!(shown.table.rows.is_empty(), shares == 0.0, "{query}");
        }
    }
    assert!(traced > 5 && face > 5, "{traced} traced, {face} at face value");
}

/// Half of what each of the G7 bought from China is lost; 1,000 t are shared. In proportion, everyone gets 1,000 t over the
/// sum of losses; one market gets what it lost, at most 1,000 t.
#[test]
fn rules_side_by_side_divide_as_worked_out_from_the_imports() {
    let id = Mineral::new("natural-graphite");
    let network = supply::network(support::ledger(), &id, Year(2024), Country::CHINA);
    let g7 = ["CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"];
    let lost = |code: &str| {
        let bought = network.imports_from(Country::CHINA, Country::parse(code).unwrap());
        0.5 * bought.known().unwrap().0
    };
    let all: f64 = g7.iter().map(|code| lost(code)).sum();
    assert!(all > 2_000.0);
    let query =
        "chart=rules-side-by-side&mineral=natural-graphite&year=2024&project=own&tonnes=1000&market=JPN";
    let shown = picture(query);
    assert_eq!(shown.table.columns.len(), 1 + g7.len() + 4);
    let row = |name: &str| shown.table.rows.iter().find(|row| row[0] == name).unwrap();
    let proportional = row("Shared in proportion to the loss");
    for cell in &proportional[1..=g7.len()] {
        assert!((figures(cell).1 - 100_000.0 / all).abs() <= 0.5, "{cell} of {all}");
    }
    assert_eq!(proportional[g7.len() + 3], "0.00", "all alike: no inequality");
    assert_eq!(proportional[g7.len() + 4], "0", "nobody has reason to envy anybody");
    let single = row("Sold to one market");
    let japan = shown.table.columns.iter().position(|name| name == "Japan").unwrap();
    assert!((figures(&single[japan]).0 - lost("JPN").min(1_000.0)).abs() < 5.0, "{}", single[japan]);
    for (at, cell) in single.iter().enumerate().take(g7.len() + 1).skip(1).filter(|(at, _)| *at != japan) {
        assert_eq!(figures(cell).0, 0.0, "{at}: {cell}");
    }
    // One of seven has it all: the Gini coefficient is 6/7.
    assert_eq!(single[g7.len() + 3], "0.86");
    let cost = row("Delivered at the least cost");
    assert!(cost[1].contains("nobody publishes what delivery"), "{}", cost[1]);
    assert_eq!(shown.table.rows.len(), support::atlas().catalogue("en").unwrap().rules.len());
}

/// Two allies of the record's magnets: 3,000 t from 2027 and 7,000 t from 2028 are planned.
#[test]
fn a_pipeline_adds_up_what_is_planned_and_says_what_is_left_out() {
    let shown = picture("chart=pipeline&mineral=permanent-magnets&year=2024");
    let row = |year: &str| shown.table.rows.iter().find(|row| row[0] == year).unwrap();
    let number = |cell: &str| -> f64 { cell.replace(',', "").parse().unwrap() };
    let planned = |year: &str| -> f64 { row(year)[1..=4].iter().map(|cell| number(cell)).sum() };
    assert_eq!(
        [planned("2026"), planned("2027"), planned("2028"), planned("2040")],
        [0.0, 3_000.0, 10_000.0, 10_000.0]
    );
    for row in &shown.table.rows {
        let [least, middle, most] = [5, 6, 7].map(|at: usize| number(&row[at]));
        assert!(least <= middle && middle <= most && most <= 10_000.0, "{row:?}");
    }
    assert!(
        shown.title.starts_with("By 2028, allied projects plan 10,000\u{a0}t of permanent magnets a year")
    );
    assert!(shown.sentence.contains("no first year published: Vulcan"), "{}", shown.sentence);
    let empty = picture("chart=pipeline&mineral=natural-graphite&year=2024");
    assert!(
        empty.table.rows.is_empty() && empty.sentence.contains("Nouveau Monde Graphite"),
        "{}",
        empty.sentence
    );
}
