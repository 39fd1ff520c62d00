//! What pictures say, held to figures that were come by another way.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use offtake::atlas::{Frame, Picture, TableRuler, Theme};
use offtake::supply;
use offtake::terms::{Country, Mineral, Year};

fn picture(query: &str) -> Picture {
    let atlas = support::atlas();
    let choice = atlas.from_link(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    atlas.draw(&choice, &Frame { width: 640.0, theme: &Theme::LIGHT, ruler: &TableRuler }).unwrap()
}

fn number(cell: &str) -> f64 {
    let bare: String = cell.chars().filter(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    bare.parse().unwrap()
}

/// Half of what each of the G7 bought from China is lost; 1,000 t are shared. In proportion, everyone gets 1,000 t over the
/// sum of losses; one market gets 1,000 t of what it lost, the others nothing.
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
    assert!(all > 2_000.0 && lost("JPN") > 2_000.0);
    let query =
        "chart=rules-side-by-side&mineral=natural-graphite&year=2024&project=own&tonnes=1000&market=JPN";
    let shown = picture(query);
    let row = |name: &str| shown.table.rows.iter().find(|row| row[0] == name).unwrap();
    for cell in &row("shared in proportion to the loss")[1..=g7.len()] {
        assert!((number(cell) - 100_000.0 / all).abs() <= 0.5, "{cell} of {all}");
    }
    assert_eq!(row("shared in proportion to the loss")[g7.len() + 2], "0.00", "all alike: no inequality");
    let single = row("sold to one market");
    let japan = shown.table.columns.iter().position(|name| name == "Japan").unwrap();
    assert!((number(&single[japan]) - 100_000.0 / lost("JPN")).abs() <= 0.5, "{}", single[japan]);
    for (at, cell) in single.iter().enumerate().take(g7.len() + 1).skip(1).filter(|(at, _)| *at != japan) {
        assert_eq!(number(cell), 0.0, "{at}: {cell}");
    }
    // The same in tonnes: all that the project makes goes to the seven.
    let tonnes = |row: &[String]| -> f64 { row[g7.len() + 4..].iter().map(|cell| number(cell)).sum() };
    assert!((tonnes(row("shared in proportion to the loss")) - 1_000.0).abs() <= 10.0);
    assert!((tonnes(single) - 1_000.0).abs() <= 1.0);
    // One of seven has it all: the Gini coefficient is 6/7.
    assert_eq!(single[g7.len() + 2], "0.86");
}

/// Two plants of the record's magnets: 3,000 t from 2027 and 7,000 t from 2028 are planned.
#[test]
fn a_pipeline_adds_up_what_is_planned_and_says_what_is_left_out() {
    let shown = picture("chart=pipeline&mineral=permanent-magnets&year=2024");
    let row = |year: &str| shown.table.rows.iter().find(|row| row[0] == year).unwrap();
    let planned = |year: &str| -> f64 { row(year)[1..=4].iter().map(|cell| number(cell)).sum() };
    assert_eq!(["2026", "2027", "2028", "2040"].map(planned), [0.0, 3_000.0, 10_000.0, 10_000.0]);
    for row in &shown.table.rows {
        let [least, middle, most] = [5, 6, 7].map(|at: usize| number(&row[at]));
        assert!(least <= middle && middle <= most && most <= 10_000.0, "{row:?}");
    }
    assert!(shown.sentence.contains("Vulcan"), "{}", shown.sentence);
    let empty = picture("chart=pipeline&mineral=natural-graphite&year=2024");
    assert!(empty.table.rows.is_empty() && empty.sentence.contains("Nouveau Monde"), "{}", empty.sentence);
}

/// Where a project covers every loss most rules divide alike: one panel says so, and no rule is lost.
#[test]
fn rules_that_divide_alike_share_a_panel_and_each_is_named_once() {
    for (query, panels) in
        [("mineral=natural-graphite", 2..9), ("mineral=natural-graphite&project=own&tonnes=1000", 9..19)]
    {
        let shown = picture(&format!("chart=rules-side-by-side&year=2024&{query}"));
        let heads: Vec<_> = offtake::scene::tags(&shown.scene)
            .into_iter()
            .filter(|tag| tag.words.starts_with("If output is "))
            .collect();
        assert!(panels.contains(&heads.len()), "{query}: {} panels", heads.len());
        for row in &shown.table.rows {
            let names = |words: &str| {
                let rules = words.trim_start_matches("If output is ").split(':').next().unwrap_or_default();
                rules.split(" or ").any(|name| name == row[0])
            };
            let times = heads.iter().filter(|tag| names(&tag.words)).count();
            assert_eq!(times, 1, "{query}: {} stands over {times} panels", row[0]);
        }
    }
}
