//! Words on real pictures: dark enough on what lies under them, never on each other, never covered.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeSet;

use offtake::atlas::{Frame, TableRuler, Theme};
use offtake::scene::{Anchor, Color, Ink, Mark, Rect, Scene, Shape, TextRuler, holds};

const WIDTHS: [f64; 6] = [320.0, 375.0, 480.0, 640.0, 900.0, 1280.0];

/// WCAG 2.2 contrast.
fn contrast(one: Color, two: Color) -> f64 {
    let luminance = |Color(red, green, blue): Color| {
        let [r, g, b] = [red, green, blue].map(|value| {
            let part = f64::from(value) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    };
    let (one, two) = (luminance(one), luminance(two));
    one.max(two) / one.min(two)
}

/// A line of text where its letters are: from the height of capitals to below the baseline.
struct Line<'a> {
    at: usize,
    words: &'a str,
    area: Rect,
    size: f64,
    bold: bool,
    color: Color,
}

fn lines(scene: &Scene) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    for (at, mark) in scene.marks.iter().enumerate() {
        let Shape::Text { words, at: (x, y), anchor, size, bold } = &mark.shape else { continue };
        let Ink::Fill(color) = mark.ink else { panic!("{words:?} is not filled and so not painted") };
        let width = TableRuler.width(words, *size, *bold);
        let left = match anchor {
            Anchor::Start => *x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let area = Rect { x: left, y: y - 0.72 * size, width, height: 0.9 * size };
        if !words.trim().is_empty() {
            found.push(Line { at, words, area, size: *size, bold: *bold, color });
        }
    }
    found
}

fn paints(mark: &Mark) -> Option<Color> {
    match (&mark.shape, &mark.ink) {
        (Shape::Text { .. } | Shape::Line(_), _) | (_, Ink::Outline { .. }) => None,
        (_, Ink::Fill(color) | Ink::Edged { fill: color, .. } | Ink::Hatch { ground: color, .. }) => {
            Some(*color)
        }
    }
}

fn spots(area: &Rect) -> Vec<(f64, f64)> {
    let across = (area.width / 6.0).ceil().max(2.0) as u32;
    let part = |step: u32, of: u32| f64::from(step) / f64::from(of);
    (0..=across)
        .flat_map(|i| (0..=2).map(move |j| (i, j)))
        .map(|(i, j)| (area.x + part(i, across) * area.width, area.y + part(j, 2) * area.height))
        .collect()
}

/// The paint under a spot, of the marks before one.
fn under(scene: &Scene, before: usize, spot: (f64, f64)) -> Color {
    let below = scene.marks[..before].iter().rev();
    below.filter(|mark| holds(mark, spot)).find_map(paints).unwrap_or(scene.ground)
}

fn faults(scene: &Scene) -> Vec<String> {
    let mut found = Vec::new();
    let lines = lines(scene);
    for (number, line) in lines.iter().enumerate() {
        let area = &line.area;
        if area.x < -0.5
            || area.x + area.width > scene.width + 0.5
            || area.y + area.height > scene.height + 0.5
        {
            found.push(format!("{:?} leaves the page", line.words));
        }
        // Text of 24 px, or of 18.7 px in bold, is large.
        let large = line.size >= 24.0 || (line.bold && line.size >= 18.7);
        let wanted = if large { 3.0 } else { 4.5 };
        let least = spots(area)
            .into_iter()
            .map(|spot| contrast(line.color, under(scene, line.at, spot)))
            .fold(f64::INFINITY, f64::min);
        if least < wanted {
            found.push(format!("{:?} has {least:.2}:1 on what is under it", line.words));
        }
        let covered = scene.marks[line.at + 1..]
            .iter()
            .filter(|mark| paints(mark).is_some())
            .any(|mark| spots(area).into_iter().any(|spot| holds(mark, spot)));
        if covered {
            found.push(format!("{:?} is painted over", line.words));
        }
        for other in &lines[number + 1..] {
            let across =
                (area.x + area.width).min(other.area.x + other.area.width) - area.x.max(other.area.x);
            let down =
                (area.y + area.height).min(other.area.y + other.area.height) - area.y.max(other.area.y);
            if across > 0.5 && down > 0.5 {
                found.push(format!(
                    "{:?} and {:?} lie on each other by {across:.0} × {down:.0}",
                    line.words, other.words
                ));
            }
        }
    }
    found
}

/// Every chart of every mineral, in both languages, from a phone to a desk.
#[test]
fn words_are_read_on_what_is_under_them_and_never_collide() {
    let atlas = support::atlas();
    let catalogue = atlas.catalogue("en").unwrap();
    let mut wrong = BTreeSet::new();
    let mut pictures = 0;
    for (number, mineral) in catalogue.minerals.iter().enumerate() {
        for chart in &catalogue.charts {
            for lang in ["en", "fr"] {
                let country = ["CAN", "JPN", "LTU", "USA", "GBR", "eu"][number % 6];
                let query =
                    format!("chart={}&lang={lang}&mineral={}&country={country}", chart.id, mineral.id);
                let choice = atlas.from_link(&query).unwrap_or_else(|error| panic!("{query}: {error}"));
                for (step, width) in WIDTHS.into_iter().enumerate() {
                    let theme = if (number + step) % 2 == 0 { &Theme::LIGHT } else { &Theme::DARK };
                    let picture = atlas.draw(&choice, &Frame { width, theme, ruler: &TableRuler }).unwrap();
                    pictures += 1;
                    for fault in faults(&picture.scene) {
                        wrong.insert(format!("{query} at {width}: {fault}"));
                    }
                }
            }
        }
    }
    assert!(pictures > 1_000, "only {pictures} pictures");
    let shown: Vec<&String> = wrong.iter().collect();
    if let Ok(path) = std::env::var("FAULTS") {
        std::fs::write(path, shown.iter().map(|one| format!("{one}\n")).collect::<String>()).unwrap();
    }
    assert!(wrong.is_empty(), "{} faults, the first: {:#?}", wrong.len(), &shown[..shown.len().min(20)]);
}

/// Letters of a reader whose font runs wider than the one that finished pictures are laid out for.
struct Wider;

const WIDER: f64 = 1.12;

impl TextRuler for Wider {
    fn width(&self, words: &str, size: f64, bold: bool) -> f64 {
        WIDER * TableRuler.width(words, size, bold)
    }
}

/// The legend of the map says something else for each measure, and stands on the narrowest canvas too.
#[test]
fn every_measure_of_the_map_is_legible_on_a_phone() {
    let atlas = support::atlas();
    let mut wrong = BTreeSet::new();
    let mut pictures = 0;
    for lang in ["en", "fr"] {
        for measure in &atlas.catalogue(lang).unwrap().measures {
            for mineral in ["natural-graphite", "antimony"] {
                let query =
                    format!("chart=dependency-map&lang={lang}&mineral={mineral}&measure={}", measure.id);
                // Some measures are of one mineral only.
                let Ok(choice) = atlas.from_link(&query) else { continue };
                for width in [304.0, 320.0] {
                    let frame = Frame { width, theme: &Theme::LIGHT, ruler: &TableRuler };
                    let scene = atlas.draw(&choice, &frame).unwrap().scene;
                    wrong.extend(
                        faults(&scene).into_iter().map(|fault| format!("{query} at {width}: {fault}")),
                    );
                    let scene = atlas.draw(&choice, &Frame { ruler: &Wider, ..frame }).unwrap().scene;
                    pictures += 1;
                    for line in lines(&scene) {
                        // Lines of prose and of the legend begin at the left; names on the map lie where they can.
                        let cut = line.area.x < 40.0 && line.area.x + WIDER * line.area.width > width;
                        if cut || line.words.contains('…') {
                            wrong.insert(format!("{query} at {width}: {:?} is cut", line.words));
                        }
                    }
                }
            }
        }
    }
    assert!(pictures > 60, "only {pictures} pictures");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A name that is too long for its place stands in more lines.
#[test]
fn the_flow_of_origin_cuts_no_name() {
    let atlas = support::atlas();
    let mut wrong = BTreeSet::new();
    let mut named = 0;
    for mineral in &atlas.catalogue("en").unwrap().minerals {
        for (country, lang) in ["CAN", "JPN", "USA", "eu"].iter().flat_map(|one| [(one, "en"), (one, "fr")]) {
            let query = format!("chart=origin-flow&lang={lang}&mineral={}&country={country}", mineral.id);
            for width in [304.0, 398.0, 560.0, 736.0] {
                let frame = Frame { width, theme: &Theme::LIGHT, ruler: &TableRuler };
                let scene = atlas.draw(&atlas.from_link(&query).unwrap(), &frame).unwrap().scene;
                named += lines(&scene).len();
                let cut = lines(&scene).into_iter().filter(|line| line.words.contains('…'));
                wrong.extend(cut.map(|line| format!("{query} at {width}: {}", line.words)));
                wrong.extend(faults(&scene).into_iter().map(|fault| format!("{query} at {width}: {fault}")));
            }
        }
    }
    assert!(named > 10_000, "only {named} lines");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Lists are joined where they are told: so the spaces of French are held on what readers see.
#[test]
fn french_pictures_have_no_break_spaces_before_high_punctuation() {
    let atlas = support::atlas();
    let catalogue = atlas.catalogue("fr").unwrap();
    let mut wrong = BTreeSet::new();
    for mineral in &catalogue.minerals {
        for chart in &catalogue.charts {
            let query = format!("chart={}&lang=fr&mineral={}", chart.id, mineral.id);
            let frame = Frame { width: 640.0, theme: &Theme::LIGHT, ruler: &TableRuler };
            let picture = atlas.draw(&atlas.from_link(&query).unwrap(), &frame).unwrap();
            let mut said: Vec<String> =
                vec![picture.title, picture.subtitle, picture.sentence, picture.source];
            said.extend(lines(&picture.scene).into_iter().map(|line| line.words.to_owned()));
            said.extend(picture.scene.marks.iter().filter_map(|mark| Some(mark.tag.as_ref()?.words.clone())));
            said.extend(picture.table.columns.into_iter().chain(picture.table.rows.into_iter().flatten()));
            for text in said {
                let letters: Vec<char> = text.chars().collect();
                let bare = letters.windows(2).any(|pair| ":;?!»%".contains(pair[1]) && pair[0] != '\u{a0}');
                if bare {
                    wrong.insert(format!("{query}: {text}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} texts, as {:#?}", wrong.len(), wrong.iter().take(5).collect::<Vec<_>>());
}

/// A mark in a colour that means something stands out from what it is painted on. Not so on the map and in the matrix, whose
/// scale begins near the ground: there the value is written in the mark or beside it.
#[test]
fn marks_that_mean_something_stand_out_at_three_to_one() {
    let atlas = support::atlas();
    let catalogue = atlas.catalogue("en").unwrap();
    let mut wrong = BTreeSet::new();
    let mut judged = 0;
    for mineral in &catalogue.minerals {
        let marked = |id: &str| !["dependency-map", "dependency-matrix"].contains(&id);
        for chart in catalogue.charts.iter().filter(|chart| marked(&chart.id)) {
            for theme in [Theme::LIGHT, Theme::DARK] {
                let choice = atlas.from_link(&format!("chart={}&mineral={}", chart.id, mineral.id)).unwrap();
                let frame = Frame { width: 640.0, theme: &theme, ruler: &TableRuler };
                let scene = atlas.draw(&choice, &frame).unwrap().scene;
                for (at, mark) in scene.marks.iter().enumerate() {
                    let (lines, area) = match (&mark.ink, &mark.shape) {
                        (Ink::Hatch { lines, .. }, Shape::Rect(area)) => (*lines, area),
                        (Ink::Outline { color, .. } | Ink::Edged { edge: color, .. }, Shape::Rect(area))
                            if mark.tag.is_some() =>
                        {
                            (*color, area)
                        }
                        (Ink::Fill(color), Shape::Rect(area))
                            if mark.tag.is_some() && *color != scene.ground =>
                        {
                            (*color, area)
                        }
                        _ => continue,
                    };
                    if area.width < 0.5 || area.height < 0.5 {
                        continue;
                    }
                    judged += 1;
                    let back = match mark.ink {
                        Ink::Hatch { ground, .. } => ground,
                        // A line is read against what is outside of it.
                        Ink::Outline { .. } | Ink::Edged { .. } => {
                            under(&scene, at, (area.centre().0, area.y - 1.5))
                        }
                        _ => under(&scene, at, area.centre()),
                    };
                    let found = contrast(lines, back);
                    if found < 3.0 {
                        wrong.insert(format!("{} {} on {}: {found:.2}", chart.id, lines.hex(), back.hex()));
                    }
                }
            }
        }
    }
    assert!(judged > 1_000, "only {judged} marks");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
