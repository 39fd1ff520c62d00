//! What pictures say, held to figures that were come by another way.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use offtake::atlas::{Frame, Picture, TableRuler, TextRuler, Theme};
use offtake::scene::{Mark, Rect, Shape};
use offtake::supply;
use offtake::terms::{Country, Mineral, Stage, Year};

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
    let gini = shown.table.columns.iter().position(|name| name == "Gini").unwrap();
    assert_eq!(row("shared in proportion to the loss")[gini], "0.00", "all alike: no inequality");
    let single = row("sold to one market");
    let japan = shown.table.columns.iter().position(|name| name == "Japan").unwrap();
    assert!((number(&single[japan]) - 100_000.0 / lost("JPN")).abs() <= 0.5, "{}", single[japan]);
    for (at, cell) in single.iter().enumerate().take(g7.len() + 1).skip(1).filter(|(at, _)| *at != japan) {
        assert_eq!(number(cell), 0.0, "{at}: {cell}");
    }
    // The same in tonnes, in the last columns: all that the project makes goes to the seven.
    let tonnes =
        |row: &[String]| -> f64 { row[row.len() - g7.len()..].iter().map(|cell| number(cell)).sum() };
    assert!(
        shown.table.columns[shown.table.columns.len() - g7.len()..].iter().all(|name| name.ends_with(", t"))
    );
    assert!((tonnes(row("shared in proportion to the loss")) - 1_000.0).abs() <= 10.0);
    assert!((tonnes(single) - 1_000.0).abs() <= 1.0);
    // One of seven has it all: the Gini coefficient is 6/7.
    assert_eq!(single[gini], "0.86");
}

/// The new magnet plant is the United States' by contract. Sold to it alone, it stays; shared in proportion to the loss, it
/// would have more alone.
#[test]
fn a_panel_of_rules_says_who_would_leave() {
    let said = |shown: &Picture| -> Vec<String> {
        let words = |mark: &Mark| match &mark.shape {
            Shape::Text { words, .. } => Some(words.clone()),
            _ => None,
        };
        let all = shown.scene.marks.iter().filter_map(words);
        all.filter(|words| words.starts_with("United States would")).collect()
    };
    let shown = picture("chart=rules-side-by-side&mineral=permanent-magnets&project=D01");
    let stable = shown.table.columns.iter().position(|name| name == "Would all stay?").unwrap();
    let cell = |rule: &str| &shown.table.rows.iter().find(|row| row[0] == rule).unwrap()[stable];
    assert_eq!(
        (cell("sold to one market").as_str(), cell("shared in equal amounts").as_str()),
        ("yes", "no: United States")
    );
    assert!(
        said(&shown).len() > 5 && said(&shown).iter().all(|words| words.starts_with("United States would"))
    );
    let marked = |rule: &str| {
        shown.scene.marks.iter().any(|mark| {
            mark.tag.as_ref().is_some_and(|tag| {
                tag.id == rule && tag.words.ends_with("United States would do better alone")
            })
        })
    };
    assert!(marked("proportional") && !marked("single-market"));
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

/// Where a project covers every loss most rules divide alike: one panel says so, and no rule is lost. What the title tells of
/// stands first: the one market, then the chosen rule.
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
                let (head, rest) = words.trim_start_matches("If output is ").split_once(':').unwrap();
                let alike = rest
                    .split_once("this result: ")
                    .and_then(|(_, list)| list.split('.').next())
                    .unwrap_or("");
                // The one market is called by its name.
                let market = row[0] == "sold to one market";
                let alone = |name: &str| market && name.starts_with("sold to ") && name.ends_with(" alone");
                alike.split("; ").chain([head]).any(|name| name == row[0] || alone(name))
            };
            let times = heads.iter().filter(|tag| names(&tag.words)).count();
            assert_eq!(times, 1, "{query}: {} stands over {times} panels", row[0]);
        }
        assert_eq!([&heads[0].id, &heads[1].id], ["single-market", "proportional"], "{query}");
        assert!(shown.title.contains("alone"), "{}", shown.title);
    }
}

/// The European Union as the reader: what its 27 members buy from each other is left out, so its share from China lies
/// above what their imports would make of it.
#[test]
fn a_group_as_the_reader_is_one_country() {
    let id = Mineral::new("natural-graphite");
    let network = supply::network(support::ledger(), &id, Year(2024), Country::CHINA);
    let members: Vec<Country> =
        support::ledger().groups.iter().filter(|row| row.group == "eu").map(|row| row.member).collect();
    assert_eq!(members.len(), 27);
    let flows = network.trade.clone().known().unwrap();
    let into: Vec<_> = flows.iter().filter(|flow| members.contains(&flow.to)).collect();
    let outside = |flow: &&&supply::Flow| !members.contains(&flow.from);
    let bought: f64 = into.iter().filter(outside).map(|flow| flow.tonnes.0).sum();
    let china: f64 = into.iter().filter(|flow| flow.from == Country::CHINA).map(|flow| flow.tonnes.0).sum();
    assert!(bought < into.iter().map(|flow| flow.tonnes.0).sum::<f64>());
    let shown = picture("chart=dependency-map&mineral=natural-graphite&year=2024&country=EU");
    let row = shown.table.rows.iter().find(|row| row[0] == "European Union").unwrap();
    assert!((number(&row[1]) - 100.0 * china / bought).abs() <= 0.5, "{} of {bought}", row[1]);
    assert!(shown.table.rows.iter().all(|row| row[0] != "Germany"), "a member has no row of its own");
    assert!(shown.title.starts_with("The European Union gets"), "{}", shown.title);
    let named = |mark: &&Mark| matches!(&mark.shape, Shape::Text { words, .. } if words.starts_with("European Union"));
    assert_eq!(shown.scene.marks.iter().filter(named).count(), 1, "named once");
    let french = picture("chart=origin-flow&mineral=natural-graphite&year=2024&country=nato&lang=fr");
    assert!(french.title.contains("de l’OTAN"), "{}", french.title);
}

#[test]
fn a_group_stays_in_its_link_and_shares_with_itself() {
    let atlas = support::atlas();
    let choice = atlas.from_link("country=EU").unwrap();
    assert_eq!((choice.country.as_str(), choice.allies.as_str()), ("eu", "eu"));
    assert_eq!(atlas.link(&choice), "?country=eu");
    let other = atlas.from_link("country=eu&allies=g7").unwrap();
    assert_eq!(atlas.from_link(&atlas.link(&other)).unwrap(), other);
    assert!(atlas.from_link("country=wagerup").is_err(), "a list of signatories is not a reader");
}

#[test]
fn the_heads_of_the_matrix_stay_apart() {
    let atlas = support::atlas();
    for (query, width) in [("allies=nato", 720.0), ("allies=nato", 640.0), ("allies=eu", 320.0), ("", 304.0)]
    {
        let choice = atlas.from_link(&format!("chart=dependency-matrix&{query}")).unwrap();
        let frame = Frame { width, theme: &Theme::LIGHT, ruler: &TableRuler };
        let shown = atlas.draw(&choice, &frame).unwrap();
        let mut heads: Vec<(f64, f64)> = Vec::new();
        for mark in &shown.scene.marks {
            if let Shape::Text { words, at, size, bold, .. } = &mark.shape
                && Country::parse(words).is_ok()
            {
                let half = TableRuler.width(words, *size, *bold) / 2.0;
                heads.push((at.0 - half, at.0 + half));
            }
        }
        assert!(heads.len() > 2, "{query} at {width}: {} heads", heads.len());
        for pair in heads.windows(2) {
            assert!(pair[1].0 - pair[0].1 >= 3.0, "{query} at {width}: {pair:?}");
        }
    }
}

/// A code says little to who does not know it: a name of two words takes two lines before it gives way.
#[test]
fn the_matrix_of_the_g7_has_names_where_there_is_room_for_words() {
    let heads = |lang: &str, width: f64| -> Vec<String> {
        let choice = support::atlas().from_link(&format!("chart=dependency-matrix&lang={lang}")).unwrap();
        let frame = Frame { width, theme: &Theme::LIGHT, ruler: &TableRuler };
        let shown = support::atlas().draw(&choice, &frame).unwrap();
        let words = shown.scene.marks.into_iter().filter_map(|mark| match mark.shape {
            Shape::Text { words, .. } => Some(words),
            _ => None,
        });
        words.collect()
    };
    for width in [640.0, 736.0] {
        let english = heads("en", width);
        assert!(
            ["Kingdom", "Germany"].iter().all(|word| english.iter().any(|head| head == word)),
            "{english:?}"
        );
        assert!(!english.iter().any(|head| head == "GBR"), "{english:?}");
    }
    assert!(heads("fr", 736.0).iter().any(|head| head == "Allemagne"));
    assert!(heads("en", 304.0).iter().any(|head| head == "CAN"));
}

/// China's monthly exports of graphite powder and flakes, summed here from the table of months: twelve before the licence of
/// December 2023, twelve from that month on.
#[test]
fn a_trend_says_what_the_months_before_and_after_a_control_come_to() {
    let months = support::tables().iter().find(|table| table.name == "export_months").unwrap();
    let at = |name: &str| months.columns.iter().position(|known| known == name).unwrap();
    let mean = |code: &str, from: &str, to: &str| {
        let rows = months.rows.iter().filter(|row| {
            row[at("hs6")] == code && row[at("month")].as_str() >= from && row[at("month")].as_str() <= to
        });
        let values: Vec<f64> = rows.map(|row| row[at("value_t")].parse().unwrap()).collect();
        assert_eq!(values.len(), 12);
        values.iter().sum::<f64>() / 12.0
    };
    let shown = picture("chart=trend&mineral=natural-graphite");
    let (before, after) = (mean("250410", "2022-12", "2023-11"), mean("250410", "2023-12", "2024-11"));
    // Each number stands before its unit.
    let mut parts: Vec<&str> = shown.title.split("\u{a0}t").collect();
    parts.pop();
    let numbers: Vec<f64> = parts.iter().map(|part| number(part.rsplit(' ').next().unwrap())).collect();
    assert_eq!(numbers.len(), 2, "{}", shown.title);
    for (said, expected) in numbers.into_iter().zip([after, before]) {
        assert!((said - expected).abs() <= 0.005 * expected, "{said}, not {expected}");
    }
    assert!(after < before && shown.title.contains("down from"), "{}", shown.title);
    // The table has every year, every month and every control that is drawn.
    let rows = |ends: &str| shown.table.rows.iter().filter(|row| row[0].ends_with(ends)).count();
    assert_eq!(rows("2024"), 1 + 12 + 1, "the year, its months, the control of December 2024");
    // A code of several metals is never one of them.
    let gallium = picture("chart=trend&mineral=gallium");
    assert!(
        gallium.title.starts_with("Under the customs code that gallium shares with other metals"),
        "{}",
        gallium.title
    );
    assert!(
        gallium.sentence.contains("811292")
            || gallium
                .scene
                .marks
                .iter()
                .any(|mark| matches!(&mark.shape, Shape::Text { words, .. } if words.contains("811292")))
    );
    assert!(gallium.table.rows.iter().all(|row| row[0].len() > 4), "no year of gallium's own trade");
}

/// A year without record is a hatch and a gap in the table, not a column of no height.
#[test]
fn a_trend_draws_a_gap_where_no_year_is_on_record() {
    let shown = picture("chart=trend&mineral=molybdenum&country=MLT");
    let gaps: Vec<&Vec<String>> = shown.table.rows.iter().filter(|row| row[2] == "not reported").collect();
    assert!(!gaps.is_empty(), "{:?}", shown.table.rows);
    for row in gaps {
        let tag = offtake::scene::tags(&shown.scene)
            .into_iter()
            .find(|tag| tag.id == format!("imports-{}", row[0]));
        assert_eq!(tag.unwrap().words, format!("{}: no figure on record", row[0]));
    }
}

/// Who mines, refines, exports and sells: four parts where all are on record, each withheld figure a hatch of its own.
#[test]
fn suppliers_stand_by_stage_and_a_withheld_figure_is_shown_as_such() {
    let shown = picture("chart=supplier-bars&mineral=lithium&year=2024&country=USA");
    let mut parts: Vec<&str> = shown.table.rows.iter().map(|row| row[1].split(':').next().unwrap()).collect();
    parts.dedup();
    assert_eq!(
        parts,
        ["Mined", "Refined", "Exported", "The United States’ imports (compounds, gross weight)"]
    );
    let mined =
        supply::other_stage(support::ledger(), &Mineral::new("lithium"), Year(2024), Country::CHINA).unwrap();
    let china = mined.output_share(Country::CHINA).known().unwrap().0;
    let row = |part: &str, name: &str| {
        let mut rows = shown.table.rows.iter().filter(|row| row[1].starts_with(part) && row[0] == name);
        rows.next().unwrap_or_else(|| panic!("{part} {name}: {:?}", shown.table.rows))[2].clone()
    };
    assert!((number(&row("Mined", "China")) - 100.0 * china).abs() <= 0.5, "{china}");
    assert_eq!(row("Mined", "United States"), "withheld");
    let network = supply::network(support::ledger(), &Mineral::new("lithium"), Year(2024), Country::CHINA);
    let flows = network.trade.clone().known().unwrap();
    let all: f64 = flows.iter().map(|flow| flow.tonnes.0).sum();
    let chile: f64 = flows.iter().filter(|flow| flow.from.code() == "CHL").map(|flow| flow.tonnes.0).sum();
    let said = row("Exported", "Chile");
    let share = number(said.rsplit('·').next().unwrap());
    assert!((share - 100.0 * chile / all).abs() <= 0.5, "{said}, not {}", chile / all);
}

/// The boxes of a tag's marks, and where the bands of a picture begin and end, from top to bottom.
fn boxes(shown: &Picture, id: &str) -> Vec<Rect> {
    let marks = shown.scene.marks.iter().filter(|mark| mark.tag.as_ref().is_some_and(|tag| tag.id == id));
    let area = |mark: &Mark| match &mark.shape {
        Shape::Rect(area) => Some(*area),
        _ => None,
    };
    marks.filter_map(area).collect()
}

fn bands(shown: &Picture) -> Option<(f64, f64)> {
    let rings = shown.scene.marks.iter().filter_map(|mark| match &mark.shape {
        Shape::Polygon(ring) => Some(ring),
        _ => None,
    });
    let heights: Vec<f64> = rings.flatten().map(|point| point.1).collect();
    let ends =
        (heights.iter().copied().fold(f64::INFINITY, f64::min), heights.iter().copied().fold(0.0, f64::max));
    (!heights.is_empty()).then_some(ends)
}

/// Mine, refinery and importer stand in the order in which tonnes go, each a whole of its own but for what can be traced:
/// nobody publishes which mine feeds which refinery.
#[test]
fn every_stage_on_record_stands_in_the_picture_of_origin() {
    let share = |id: &str, stage: Stage, country: &str| {
        let mineral = Mineral::new(id);
        let own = supply::network(support::ledger(), &mineral, Year(2024), Country::CHINA);
        let other = supply::other_stage(support::ledger(), &mineral, Year(2024), Country::CHINA);
        let network = if own.stage == stage { own } else { other.unwrap() };
        network.output_share(Country::parse(country).unwrap()).known().unwrap().0
    };
    let row = |shown: &Picture, of: &str, name: &str| {
        let rows = &shown.table.rows;
        let found = rows.iter().find(|row| row[2].starts_with(of) && (row[0] == name || row[1] == name));
        let cell = &found.unwrap_or_else(|| panic!("{of} {name}: {rows:?}"))[3];
        // Tonnes first, where they are on record.
        cell.rsplit(" · ").next().unwrap().to_owned()
    };
    let says = |shown: &Picture, words: &str| {
        let text =
            |mark: &Mark| matches!(&mark.shape, Shape::Text { words: said, .. } if said.starts_with(words));
        shown.scene.marks.iter().any(text)
    };

    // Refined copper is traced from the refinery on: its mines stand above, and no band reaches them.
    let copper = picture("chart=origin-flow&mineral=copper&year=2024&country=DEU");
    let chile = 100.0 * share("copper", Stage::Mine, "CHL");
    assert!((number(&row(&copper, "Mined", "Chile")) - chile).abs() <= 0.5, "{chile}");
    let mine = boxes(&copper, "mine-CHL");
    assert!(mine[0].y + mine[0].height < bands(&copper).unwrap().0, "{mine:?} {:?}", bands(&copper));
    assert!(says(&copper, "Refined in") && says(&copper, "Nobody publishes which mine"));
    assert!(says(&copper, "own output  59%"), "a name is cut only where it does not fit");

    // Raw graphite is traced from the mine on, and refined after that.
    let graphite = picture("chart=origin-flow&mineral=natural-graphite&year=2024&country=CAN");
    assert!(says(&graphite, "Mined in") && boxes(&graphite, "mine-CHN").is_empty());
    assert!(boxes(&graphite, "refinery-CHN")[0].y > bands(&graphite).unwrap().1);

    // What cannot be traced is three bars, each as long as its share.
    let lithium = picture("chart=origin-flow&mineral=lithium&year=2024&country=USA");
    assert_eq!(bands(&lithium), None);
    let [mined, refined, bought] =
        ["mine-CHN", "refinery-CHN", "bought-CHN"].map(|id| boxes(&lithium, id)[0]);
    assert!(mined.y < refined.y && refined.y < bought.y);
    for (area, stage) in [(mined, Stage::Mine), (refined, Stage::Refinery)] {
        let (part, whole) = (share("lithium", stage, "CHN"), lithium.scene.width - 16.0);
        assert!((area.width / whole - part).abs() < 0.01, "{stage:?}: {} of {whole}, {part}", area.width);
    }
    assert_eq!(row(&lithium, "Mined", "United States"), "withheld");
    assert!(says(&lithium, "United States  withheld"));
    assert!(row(&lithium, "The United States’ imports", "Chile").ends_with('%'));

    // Of vanadium's refiners the study names 89 %; the rest is a gap, and drawn as one.
    let vanadium = picture("chart=origin-flow&mineral=vanadium&year=2024&country=JPN");
    let named: f64 = support::ledger()
        .supply_shares
        .iter()
        .filter(|row| row.mineral == Mineral::new("vanadium") && row.stage == Stage::Refinery)
        .filter_map(|row| row.share.known())
        .map(|share| share.0)
        .sum();
    let gap = boxes(&vanadium, "refinery-unknown")[0].width / (vanadium.scene.width - 16.0);
    assert!(named < 0.95 && (gap - (1.0 - named)).abs() < 0.01, "{gap} of a bar, {named} named");

    // Trade does not tell gallium apart: what is known of it stands alone, and nothing is there to join.
    let gallium = picture("chart=origin-flow&mineral=gallium&year=2024&country=JPN");
    assert!(!boxes(&gallium, "refinery-CHN").is_empty() && boxes(&gallium, "bought-CHN").is_empty());
    assert!(!says(&gallium, "Nobody publishes which mine"));
    // What a mark says stands in the table too, tonnes with it.
    for shown in [&copper, &graphite, &lithium, &vanadium, &gallium] {
        for mark in &shown.scene.marks {
            let Some(said) = mark.tag.as_ref().map(|tag| &tag.words) else { continue };
            let value = said.rsplit(": ").next().unwrap();
            let told = shown.table.rows.iter().any(|row| row[3] == value);
            assert!(told, "{said} is in no row of {:?}", shown.table.rows);
        }
    }
    let nothing = picture("chart=origin-flow&mineral=permanent-magnets&year=2025");
    assert!(nothing.table.rows.is_empty() && nothing.scene.marks.iter().all(|mark| mark.tag.is_none()));
}

/// The rows of the matrix go down along the column that sorts them, its columns along the row that sorts them; the finding
/// stays the reader's.
#[test]
fn the_matrix_is_sorted_by_any_column_and_any_row() {
    let usual = picture("chart=dependency-matrix");
    let part = |cell: &str| if cell.starts_with("not") { -1.0 } else { number(cell) };
    let shown = picture("chart=dependency-matrix&rows=jpn&columns=permanent-magnets");
    assert_eq!(shown.title, usual.title);
    assert!(
        shown.subtitle.contains("Japan") && shown.subtitle.contains("Permanent magnets"),
        "{}",
        shown.subtitle
    );
    let japan = shown.table.columns.iter().position(|name| name == "Japan").unwrap();
    let down: Vec<f64> = shown.table.rows.iter().map(|row| part(&row[japan])).collect();
    assert!(down.windows(2).all(|pair| pair[0] >= pair[1]) && down[0] > down[down.len() - 1], "{down:?}");
    let magnets = shown.table.rows.iter().find(|row| row[0] == "Permanent magnets").unwrap();
    // The reader's own country stands first.
    let across: Vec<f64> = magnets[2..].iter().map(|cell| part(cell)).collect();
    assert!(across.windows(2).all(|pair| pair[0] >= pair[1]), "{across:?}");
    let named = picture("chart=dependency-matrix&rows=name&columns=name");
    assert!(named.table.rows.windows(2).all(|pair| pair[0][0] < pair[1][0]));
    assert!(named.table.columns[2..].windows(2).all(|pair| pair[0] < pair[1]), "{:?}", named.table.columns);
    let outside = picture("chart=dependency-matrix&rows=POL");
    assert!(outside.table.columns.contains(&"Poland".to_owned()), "whoever sorts the rows has a column");
    let atlas = support::atlas();
    let link = "?rows=JPN&columns=name";
    assert_eq!(atlas.link(&atlas.from_link(link).unwrap()), link);
    assert_eq!(atlas.link(&atlas.from_link("country=DEU&rows=DEU").unwrap()), "?country=DEU");
    assert!(atlas.from_link("rows=Atlantis").is_err() && atlas.from_link("columns=unobtainium").is_err());
}
