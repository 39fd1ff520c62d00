//! What pictures say, held to figures that were come by another way.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use offtake::atlas::{Frame, Picture, TableRuler, Theme};

fn picture(query: &str) -> Picture {
    let atlas = support::atlas();
    let choice = atlas.from_link(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    atlas.draw(&choice, &Frame { width: 640.0, theme: &Theme::LIGHT, ruler: &TableRuler }).unwrap()
}

/// Two plants of the record's magnets: 3,000 t from 2027 and 7,000 t from 2028 are planned.
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
