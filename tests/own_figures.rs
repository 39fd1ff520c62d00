//! A reader's own figures: what is taken drives the pictures and says so, what is wrong is named by row and column and
//! changes nothing.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use offtake::atlas::{Atlas, Frame, Picture, TableRuler, Theme};
use proptest::prelude::*;

fn draw(atlas: &Atlas, query: &str) -> Picture {
    let choice = atlas.from_link(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    let frame = Frame { width: 640.0, theme: &Theme::LIGHT, ruler: &TableRuler };
    atlas.draw(&choice, &frame).unwrap_or_else(|error| panic!("{query}: {error}"))
}

#[test]
fn own_tables_take_the_place_of_published_ones_and_say_so() {
    let mut atlas = support::atlas();
    let bars = "chart=supplier-bars&mineral=gallium&year=2024&country=JPN";
    let before = draw(&atlas, bars);
    let said = atlas.take_own(
        "en",
        "production",
        b"mineral,year,country,tonnes\ngallium,2024,Chine,60\ngallium,2024,JPN,40\n",
    );
    let said = said.unwrap();
    assert!(said.taken && said.said.starts_with("2 rows of your production take the place"), "{said:?}");
    let own = draw(&atlas, bars);
    assert!(own.title.contains("60%"), "{}", own.title);
    assert!(own.source.contains("your own figures"), "{}", own.source);
    assert!(!own.source.contains("USGS"), "{}", own.source);
    let drawn = format!("{:?}", own.scene);
    assert!(drawn.contains("world output (your own figures)"), "it stands on the picture");
    assert!(
        own.table.behind.iter().all(Option::is_none) && own.table.all_behind.is_none(),
        "no published row is behind it"
    );
    // Another year is as it was published.
    let other = draw(&atlas, "chart=supplier-bars&mineral=gallium&year=2023");
    assert!(!other.source.contains("own figures"), "{}", other.source);
    atlas.drop_own();
    assert_eq!(draw(&atlas, bars), before);
}

#[test]
fn own_trade_moves_every_chart_that_shows_trade_and_no_link() {
    let mut atlas = support::atlas();
    // Trade statistics have no code for gallium: the reader may know better.
    let table = "\u{feff}minéral;année;exportateur;importateur;tonnes\r\nGallium;2030;Chine;Canada;\"1 200,5\"\r\ngallium;2030;AUS;CAN;300\r\ngallium;2030;chn;Japon;400\r\n";
    let verdict = atlas.take_own("fr", "trade", table.as_bytes()).unwrap();
    assert!(verdict.taken, "{verdict:?}");
    assert_eq!(
        atlas.from_link("").unwrap().year,
        support::atlas().from_link("").unwrap().year,
        "links mean what they meant"
    );
    for chart in [
        "dependency-map",
        "supplier-bars",
        "shortfall-waterfall",
        "who-gets-it",
        "before-and-after",
        "rules-side-by-side",
    ] {
        let query = format!(
            "chart={chart}&mineral=gallium&year=2030&country=CAN&tonnes=100&measure=restricted-share"
        );
        let picture = draw(&atlas, &query);
        assert!(picture.source.contains("your own figures"), "{chart}: {}", picture.source);
        let text = format!("{:?}", picture.table);
        // Four fifths from China; half of 1,200 t stops in Canada beside 200 t in Japan, so of 100 t Canada gets 75.
        let shown = ["80%", "1,200", "600", "\"75\""];
        assert!(shown.iter().any(|number| text.contains(number)), "{chart}: {text}");
    }
}

#[test]
fn own_use_and_own_projects_are_there_to_be_chosen() {
    let mut atlas = support::atlas();
    let file = b"project,mineral,country,tonnes,start,parts\n\"Mine, big\",antimony,AUS,5000,2027,JPN 30; CAN 40 %\n";
    assert!(atlas.take_own("en", "projects", file).unwrap().taken);
    let choice = atlas.from_link("mineral=antimony&project=own1&chart=who-gets-it").unwrap();
    assert_eq!((choice.tonnes, choice.market.as_str()), (5000.0, "CAN"));
    let picture = draw(&atlas, "mineral=antimony&project=own1&chart=who-gets-it&stop=100");
    assert!(picture.subtitle.contains("Mine, big"), "{}", picture.subtitle);
    assert!(picture.source.contains("your own figures"), "{}", picture.source);
    let verdict =
        atlas.take_own("en", "demand", b"mineral,year,country,tonnes\nantimony,2024,CAN,\n").unwrap();
    assert!(verdict.taken, "an empty cell is a gap: {verdict:?}");
    atlas.drop_own();
    assert!(atlas.from_link("mineral=antimony&project=own1").is_err());
}

/// The cells of a table without what stands in brackets, where a picture says what form the tonnes are in, or whose.
fn numbers(picture: &Picture) -> Vec<Vec<&str>> {
    let plain = |cell: &'_ String| -> usize { cell.find(" (").unwrap_or(cell.len()) };
    picture.table.rows.iter().map(|row| row.iter().map(|cell| &cell[..plain(cell)]).collect()).collect()
}

#[test]
fn a_template_read_back_changes_no_number() {
    for (lang, kind) in
        [("en", "production"), ("fr", "production"), ("en", "trade"), ("fr", "trade"), ("fr", "demand")]
    {
        for mineral in ["natural-graphite", "antimony", "tungsten"] {
            let mut atlas = support::atlas();
            let charts = ["supplier-bars", "dependency-map", "who-gets-it", "shortfall-waterfall"];
            let query = |chart: &str| format!("lang={lang}&chart={chart}&mineral={mineral}&country=JPN");
            let before = charts.map(|chart| draw(&atlas, &query(chart)));
            let choice = atlas.from_link(&query("who-gets-it")).unwrap();
            let template = atlas.own_template(kind, &choice).unwrap();
            let verdict = atlas.take_own(lang, kind, template.as_bytes()).unwrap();
            assert!(
                verdict.taken,
                "{lang} {kind} {mineral}: {verdict:?}\n{}",
                &template[..400.min(template.len())]
            );
            for (before, chart) in before.into_iter().zip(charts) {
                let after = draw(&atlas, &query(chart));
                assert_eq!(after.title, before.title, "{lang} {kind} {mineral} {chart}");
                assert_eq!(numbers(&after), numbers(&before), "{lang} {kind} {mineral} {chart}");
            }
        }
    }
}

/// What is wrong, and what a sentence about it must say: where, what was found, what to do.
#[test]
fn every_fault_is_named_with_its_place_and_remedy_and_changes_nothing() {
    let mut atlas = support::atlas();
    let head = "mineral,year,country,tonnes\n";
    let row = |row: &str| format!("{head}gallium,2024,CHN,1\n{row}\n").into_bytes();
    let cases: Vec<(Vec<u8>, &[&str])> = vec![
        (vec![b'x'; 6_000_000], &["5 MB", "Keep only"]),
        (b"\x89PNG\r\n\x1a\n\0\0\0".to_vec(), &["not a text file", "CSV"]),
        (b"PK\x03\x04xlsx".to_vec(), &["workbook", "CSV"]),
        (b"".to_vec(), &["empty", "template"]),
        (head.as_bytes().to_vec(), &["no row"]),
        (b"mineral,year,country\ngallium,2024,CHN\n".to_vec(), &["“tonnes”", "mineral, year, country"]),
        (b"mineral,year,year,country,tonnes\n".to_vec(), &["“year” twice"]),
        (b"mineral,year,country,tonnes,notes\ngallium,2024,CHN,1,x\n".to_vec(), &["“notes”", "take it out"]),
        (row("gallium,2024,Atlantis,5"), &["Row 3", "“country”", "“Atlantis”", "three letters"]),
        (row("kryptonite,2024,JPN,5"), &["Row 3", "“mineral”", "“kryptonite”"]),
        (row("gallium,24,JPN,5"), &["Row 3", "“year”", "“24”", "four digits"]),
        (row("gallium,2024,JPN,-5"), &["Row 3", "“tonnes”", "“-5”", "0 or more"]),
        (row("gallium,2024,JPN,NaN"), &["Row 3", "“NaN”"]),
        (row("gallium,2024,JPN,\"1,234\""), &["Row 3", "“1,234”", "thousands"]),
        (row("gallium,2024,JPN"), &["Row 3", "3 cells", "has 4"]),
        (row("gallium,2024,JPN,1,2"), &["Row 3", "5 cells"]),
        (row("gallium,2024,china,2"), &["Row 3", "row 2"]),
        (row(",2024,JPN,5"), &["Row 3", "“mineral” is empty"]),
    ];
    let before = draw(&atlas, "chart=supplier-bars&mineral=gallium");
    for (file, words) in cases {
        let verdict = atlas.take_own("en", "production", &file).unwrap();
        let all = format!("{} {}", verdict.said, verdict.faults.join(" "));
        assert!(!verdict.taken, "{all}");
        for word in words {
            assert!(all.contains(word), "{word} is not in: {all}");
        }
        let french = atlas.take_own("fr", "production", &file).unwrap();
        assert_eq!(french.faults.len(), verdict.faults.len());
        assert!(!format!("{french:?}").contains('⟨'), "{french:?}");
        assert!(!atlas.has_own());
    }
    assert_eq!(draw(&atlas, "chart=supplier-bars&mineral=gallium"), before);
}

#[test]
fn of_many_faults_twenty_are_told_and_the_rest_counted() {
    let mut atlas = support::atlas();
    let rows: String = (0..60).map(|at| format!("gallium,2024,Nowhere{at},5\n")).collect();
    let verdict = atlas
        .take_own("en", "production", format!("mineral,year,country,tonnes\n{rows}").as_bytes())
        .unwrap();
    assert_eq!(verdict.faults.len(), 20);
    assert!(verdict.said.contains("60") && verdict.said.contains("40"), "{}", verdict.said);
}

#[test]
fn a_refused_table_leaves_the_one_before_in_use() {
    let mut atlas = support::atlas();
    assert!(
        atlas
            .take_own("en", "production", b"mineral,year,country,tonnes\ngallium,2024,CHN,7\n")
            .unwrap()
            .taken
    );
    let before = draw(&atlas, "chart=supplier-bars&mineral=gallium&year=2024");
    assert!(
        !atlas
            .take_own("en", "production", b"mineral,year,country,tonnes\ngallium,2024,CHN,x\n")
            .unwrap()
            .taken
    );
    assert_eq!(draw(&atlas, "chart=supplier-bars&mineral=gallium&year=2024"), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever a file holds, it is taken or refused in words, never a panic.
    #[test]
    fn any_file_is_taken_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), kind in 0..4usize) {
        let mut atlas = support::small_atlas();
        let kind = ["production", "trade", "demand", "projects"][kind];
        let verdict = atlas.take_own("en", kind, &bytes).unwrap();
        prop_assert!(verdict.taken == verdict.faults.is_empty());
    }

    /// Cells that programs write are read as they were, whatever the separator.
    #[test]
    fn what_a_program_writes_is_read_as_it_was(tonnes in 0.0..1e9f64, separator in prop_oneof![Just(b','), Just(b';'), Just(b'\t')]) {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(["project", "mineral", "country", "tonnes"]).unwrap();
        writer.write_record(["A \"B\", C; D\nE", "antimony", "AUS", &format!("{tonnes:.4}")]).unwrap();
        let bytes = writer.into_inner().unwrap();
        let mut atlas = support::small_atlas();
        let verdict = atlas.take_own("en", "projects", &bytes).unwrap();
        prop_assert!(verdict.taken, "{verdict:?}");
        let choice = atlas.from_link("mineral=antimony&project=own1").unwrap();
        prop_assert_eq!(choice.tonnes, format!("{tonnes:.4}").parse::<f64>().unwrap());
    }
}
