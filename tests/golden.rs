//! A picture per chart, width, language and kind of data, in git and reviewed like code.
//!
//! On a mismatch `*-changed.svg` lies beside the picture: look at both. `GOLDEN=write cargo test --test golden` writes
//! them anew, never in CI.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;

use offtake::atlas::{Atlas, Frame, Picture, Table, TableRuler, Theme, focus_centre, pick, tags};
use offtake::ledger::needed;
use offtake::paint;
use offtake::scene::{Scene, Shape, TextRuler};

/// Name of the picture, and what is asked. `full` has every figure; of `shares` no tonnes are published and trade cannot
/// tell the mineral apart; of `gap` nothing is known.
const SUBJECTS: &[(&str, &str)] = &[
    ("full", "mineral=natural-graphite"),
    ("shares", "mineral=germanium"),
    ("gap", "mineral=permanent-magnets&year=2025"),
];
const WIDTHS: [f64; 2] = [640.0, 320.0];
const CHARTS: [&str; 13] = [
    "dependency-map",
    "dependency-matrix",
    "supplier-bars",
    "origin-flow",
    "control-timeline",
    "trend",
    "shortfall-waterfall",
    "who-gets-it",
    "rules-side-by-side",
    "who-would-leave",
    "before-and-after",
    "pipeline",
    "end-uses",
];

fn draw(atlas: &Atlas, query: &str, width: f64, theme: &Theme) -> Picture {
    let choice = atlas.from_link(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    atlas
        .draw(&choice, &Frame { width, theme, ruler: &TableRuler })
        .unwrap_or_else(|error| panic!("{query}: {error}"))
}

#[test]
fn the_list_of_charts_is_the_catalogue() {
    let listed: Vec<String> =
        support::atlas().catalogue("en").unwrap().charts.into_iter().map(|e| e.id).collect();
    assert_eq!(listed, CHARTS);
}

#[test]
fn pictures_are_as_they_were_judged() {
    let atlas = support::atlas();
    let write = std::env::var("GOLDEN").is_ok_and(|value| value == "write") && std::env::var("CI").is_err();
    let mut changed = Vec::new();
    for chart in CHARTS {
        for (kind, subject) in SUBJECTS {
            for lang in ["en", "fr"] {
                for width in WIDTHS {
                    let picture =
                        draw(&atlas, &format!("chart={chart}&lang={lang}&{subject}"), width, &Theme::LIGHT);
                    let svg = paint::svg(&picture.scene).unwrap();
                    let name = format!("{chart}-{kind}-{lang}-{width}");
                    let path = support::root().join("tests/golden").join(format!("{name}.svg"));
                    let before = fs::read_to_string(&path).unwrap_or_default();
                    if write {
                        fs::write(&path, &svg).unwrap();
                    } else if before != svg {
                        fs::write(path.with_file_name(format!("{name}-changed.svg")), &svg).unwrap();
                        changed.push(name);
                    }
                }
            }
        }
    }
    assert!(changed.is_empty(), "changed: {}. Look at tests/golden/*-changed.svg", changed.join(", "));
}

/// Every chart of every mineral, at the narrowest and the widest, in both languages, for countries of all kinds.
#[test]
fn nothing_leaves_the_page_and_every_tag_is_found_at_its_centre() {
    let atlas = support::atlas();
    let minerals = atlas.catalogue("en").unwrap().minerals;
    let rules = atlas.catalogue("en").unwrap().rules;
    let measures = atlas.catalogue("en").unwrap().measures;
    let mut wrong = Vec::new();
    for mineral in &minerals {
        for (number, country) in ["CAN", "CHN", "MLT", "USA", "COD"].into_iter().enumerate() {
            for chart in CHARTS {
                for (lang, width) in [("en", 320.0), ("fr", 320.0), ("fr", 1280.0)] {
                    let rule = &rules[number % rules.len()].id;
                    let measure = &measures[(number + mineral.id.len()) % measures.len()].id;
                    let query = format!(
                        "chart={chart}&lang={lang}&mineral={}&country={country}&rule={rule}&measure={measure}",
                        mineral.id
                    );
                    let picture = draw(&atlas, &query, width, &Theme::DARK);
                    for fault in faults(&picture) {
                        wrong.push(format!("{query} at {width}: {fault}"));
                    }
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} faults, the first:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}

fn faults(picture: &Picture) -> Vec<String> {
    let scene = &picture.scene;
    let mut found = Vec::new();
    for (what, words) in [
        ("title", &picture.title),
        ("subtitle", &picture.subtitle),
        ("sentence", &picture.sentence),
        ("source", &picture.source),
    ] {
        if words.is_empty() || words.contains('⟨') || words.contains("NaN") || words.contains("inf ") {
            found.push(format!("{what} is {words:?}"));
        }
    }
    for row in &picture.table.rows {
        if row.len() != picture.table.columns.len() || row.iter().any(|cell| cell.contains('⟨')) {
            found.push(format!("row {row:?} under {:?}", picture.table.columns));
        }
    }
    for mark in &scene.marks {
        if let Shape::Text { words, at, anchor, size, bold } = &mark.shape {
            let wide = TableRuler.width(words, *size, *bold);
            let left = match anchor {
                offtake::scene::Anchor::Start => at.0,
                offtake::scene::Anchor::Middle => at.0 - wide / 2.0,
                offtake::scene::Anchor::End => at.0 - wide,
            };
            if left < -0.5 || left + wide > scene.width + 0.5 || at.1 > scene.height || at.1 - size < -0.5 {
                found.push(format!(
                    "text {words:?} leaves the page: {left:.1}..{:.1} of {}",
                    left + wide,
                    scene.width
                ));
            }
            if *size < 12.0 {
                found.push(format!("text {words:?} is {size} px"));
            }
            if words.contains('⟨') {
                found.push(format!("text {words:?}"));
            }
        }
    }
    found.extend(stray_points(scene));
    for tag in tags(scene) {
        match focus_centre(scene, &tag.id) {
            Some(centre) if pick(scene, centre).is_some_and(|hit| hit.id == tag.id) => {}
            centre => found.push(format!("tag {} is not found at {centre:?}", tag.id)),
        }
    }
    found
}

fn stray_points(scene: &Scene) -> Vec<String> {
    let mut found = Vec::new();
    for mark in &scene.marks {
        let points: Vec<(f64, f64)> = match &mark.shape {
            Shape::Polygon(ring) | Shape::Line(ring) => ring.clone(),
            Shape::Rect(area) => vec![(area.x, area.y), (area.x + area.width, area.y + area.height)],
            Shape::Dot { centre, .. } => vec![*centre],
            Shape::Text { at, .. } => vec![*at],
        };
        for (x, y) in points {
            if !(x.is_finite()
                && y.is_finite()
                && x >= -0.5
                && x <= scene.width + 0.5
                && y >= -0.5
                && y <= scene.height + 0.5)
            {
                found.push(format!(
                    "a mark leaves the page at {x}, {y} of {} × {}",
                    scene.width, scene.height
                ));
                break;
            }
        }
    }
    found
}

#[test]
fn a_frame_of_no_width_and_a_giant_one_are_still_drawn() {
    let atlas = support::atlas();
    for width in [0.0, 1.0, 50.0, 10_000.0] {
        for chart in CHARTS {
            let picture = draw(&atlas, &format!("chart={chart}"), width, &Theme::LIGHT);
            assert!(picture.scene.height.is_finite() && picture.scene.height > 0.0);
            assert!(paint::svg(&picture.scene).is_ok());
        }
    }
}

/// A change of a table, given where its columns are by name.
type Change<'a> = dyn Fn(&mut Table, &dyn Fn(&str) -> usize) + 'a;

/// The facts of one mineral, altered: every chart is drawn within its page, or the facts are refused with the row.
#[test]
fn odd_facts_are_drawn_whole_or_refused() {
    const LONG: &str = "République très unie des provinces et territoires du Grand Nord lointain";
    assert!(LONG.chars().count() > 60);
    let all: Vec<String> = support::ledger().countries.iter().map(|row| row.id.code().to_owned()).collect();
    let odd = |change: &Change<'_>| {
        let mut tables: Vec<Table> = Vec::new();
        for table in support::tables() {
            let at = |name: &str| table.columns.iter().position(|known| known == name).unwrap();
            let ours = |row: &&Vec<String>| match table.name.as_str() {
                "trade" => ["250410", "250490"].contains(&row[at("hs6")].as_str()),
                "production" => row[at("mineral_id")] == "natural_graphite",
                _ => true,
            };
            let mut own = Table {
                name: table.name.clone(),
                columns: table.columns.clone(),
                rows: table.rows.iter().filter(ours).cloned().collect(),
            };
            change(&mut own, &at);
            tables.push(own);
        }
        let borders = fs::read(support::root().join("www/borders.bin")).unwrap();
        Atlas::from_tables(&needed(&tables), &borders)
    };
    let one = odd(&|table, at| match table.name.as_str() {
        "trade" => table.rows.retain(|row| row[at("importer")] == "CAN" && row[at("exporter")] == "CHN"),
        "production" => table.rows.retain(|row| row[at("country")] == "CHN"),
        _ => {}
    });
    let many = odd(&|table, at| {
        if table.name == "groups" {
            let row = table.rows.iter().find(|row| row[at("group_id")] == "g7").unwrap().clone();
            table.rows.retain(|row| row[at("group_id")] != "g7");
            for code in all.iter().filter(|code| *code != "CHN").take(200) {
                let mut member = row.clone();
                member[at("iso3")] = code.clone();
                table.rows.push(member);
            }
        }
    });
    let long = odd(&|table, at| {
        if table.name == "countries" {
            for row in
                table.rows.iter_mut().filter(|row| ["CAN", "JPN", "USA"].contains(&row[at("iso3")].as_str()))
            {
                row[at("name_fr")] = LONG.to_owned();
                row[at("name_en")] = LONG.to_owned();
            }
        }
    });
    let huge = odd(&|table, _| {
        for name in ["tonnes", "value_t"] {
            if let Some(at) = table.columns.iter().position(|known| known == name)
                && ["trade", "production"].contains(&table.name.as_str())
            {
                table.rows.iter_mut().for_each(|row| row[at] = "987654321987654".to_owned());
            }
        }
    });
    let none = odd(&|table, _| {
        if ["trade", "production", "supply_shares_eu", "deals", "deal_parties"].contains(&table.name.as_str())
        {
            table.rows.clear();
        }
    });
    let mut wrong = Vec::new();
    for (what, atlas) in [("one country", one), ("200 allies", many), ("long names", long), ("huge", huge)] {
        let atlas = atlas.unwrap_or_else(|error| panic!("{what}: {error}"));
        for chart in CHARTS {
            for (lang, width) in [("en", 320.0), ("fr", 320.0), ("fr", 640.0)] {
                let picture = draw(&atlas, &format!("chart={chart}&lang={lang}"), width, &Theme::LIGHT);
                wrong.extend(
                    faults(&picture)
                        .into_iter()
                        .map(|fault| format!("{what}, {chart} {lang} {width}: {fault}")),
                );
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} faults, the first:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    // No year has figures then, so no link means one: that is said, not drawn.
    let error = none.unwrap().from_link("").unwrap_err().to_string();
    assert!(error.contains("2024"), "{error}");
    let negative = odd(&|table, at| {
        if table.name == "production" {
            table.rows[0][at("value_t")] = "-5".to_owned();
        }
    });
    let error = negative.err().unwrap().to_string();
    assert!(error.contains("production") && error.contains("value_t") && error.contains("-5"), "{error}");
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let (one, two) = (support::atlas(), support::atlas());
    let svg =
        |atlas: &Atlas| paint::svg(&draw(atlas, "chart=who-gets-it", 640.0, &Theme::LIGHT).scene).unwrap();
    assert_eq!(svg(&one), svg(&two));
}
