//! The dependency map on the page: countries by colour, arcs, names, scale.

use super::chart::{Frame, Subject};
use super::dependency_map::{View, as_one};
use super::flow_arcs;
use super::map_label::{Label, Names};
use super::sheet::{Key, LABEL, MARGIN, Sheet};
use crate::geo::Fit;
use crate::scene::{
    Anchor, Color, Ink, Mark, Pane, Point, Rect, Scene, Shape, Tag, Theme, clip_line, clip_ring,
};
use crate::terms::{Country, Map};

/// Outlines narrower than this, in CSS px, get a dot: they would be overlooked.
const SMALL: f64 = 4.0;
/// Room for a button of the page on the edge of a near map, in CSS px.
const BUTTON: f64 = 32.0;
/// The keys above the source line bring their own space.
const SOURCE_TIGHT: f64 = 8.0;

/// A country whose name may stand on the map.
struct Named {
    centre: Point,
    rings: Vec<Vec<Point>>,
    fill: Color,
}

pub(super) fn place(view: &View, subject: &Subject<'_>, frame: &Frame<'_>) -> Scene {
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    let map = Rect {
        x: MARGIN,
        y: sheet.top,
        width: sheet.width(),
        height: Fit::new(MARGIN, sheet.top, sheet.width()).height(),
    };
    let whole = subject.window.whole(&map);
    let fit = Fit::new(whole.x, whole.y, whole.width);
    // The edge of the map is that of the land on it: only a nearer look is cut.
    let near = whole != map;
    let seen = |ring: Vec<Point>| if near { clip_ring(&ring, &map) } else { ring };
    let mut named: Map<Country, Named> = Map::new();
    let mut dots: Vec<Mark> = Vec::new();
    let mut own_edges: Vec<Vec<Point>> = Vec::new();
    let first = sheet.scene.marks.len();
    for outline in &subject.borders.outlines {
        let country = outline.country.map(as_one(subject));
        let (ink, tag) = look(view, theme, country);
        let centre = fit.place(outline.centre.0, outline.centre.1);
        let is_viewer = country == Some(view.viewer.0);
        let rings: Vec<Vec<Point>> = outline
            .rings
            .iter()
            .map(|ring| thinned(ring.iter().map(|(lon, lat)| fit.place(*lon, *lat))))
            .filter(|ring| ring.len() > 2)
            .collect();
        let wide = rings.iter().map(|ring| breadth(ring)).fold(0.0, f64::max);
        if is_viewer {
            let large = rings.iter().filter(|ring| breadth(ring) >= SMALL);
            own_edges.extend(large.map(|ring| ring.iter().chain(ring.first()).copied().collect()));
        }
        let rings: Vec<Vec<Point>> = rings.into_iter().map(&seen).filter(|ring| ring.len() > 2).collect();
        for ring in &rings {
            sheet.scene.marks.push(Mark {
                shape: Shape::Polygon(ring.clone()),
                ink: ink.clone(),
                tag: tag.clone(),
            });
        }
        let small = outline.dot || rings.is_empty() || (is_viewer && wide < SMALL);
        if small && (tag.is_some() || is_viewer) && map.holds(centre) {
            dots.push(dot(centre, &ink, tag, is_viewer, frame));
        }
        // Of a group the widest member bears the name.
        let widest = |named: &Named| named.rings.iter().map(|ring| breadth(ring)).fold(0.0, f64::max);
        if let Some(country) = country.filter(|_| map.holds(centre)) {
            let this = Named { centre, rings, fill: fill_of(&ink) };
            if named.get(&country).is_none_or(|other| widest(&this) > widest(other)) {
                named.insert(country, this);
            }
        }
    }
    let land = (first, sheet.scene.marks.len());
    let width = if frame.width < 480.0 { 1.0 } else { 1.5 };
    for edge in
        own_edges.iter().flat_map(|edge| if near { clip_line(edge, &map) } else { vec![edge.clone()] })
    {
        sheet.scene.marks.push(Mark::plain(Shape::Line(edge), Ink::Outline { color: theme.own, width }));
    }
    let home = flow_arcs::home(subject).unwrap_or_default();
    let home = fit.place(home.0, home.1);
    let mut ends = arcs(&mut sheet.scene, view, subject, frame, (&fit, home), &map);
    sheet.scene.marks.append(&mut dots);
    sheet.scene.marks.append(&mut ends);
    // The buttons that move a near map lie on its edges.
    let edge = if near { BUTTON } else { 0.0 };
    let free = Rect {
        x: map.x + edge,
        y: map.y + edge,
        width: (map.width - 2.0 * edge).max(0.0),
        height: (map.height - 2.0 * edge).max(0.0),
    };
    names(&mut sheet.scene, view, subject, frame, &named, &free);
    let heart = named.get(&view.viewer.0).map_or(map.centre(), |viewer| viewer.centre);
    let part = |at: f64, start: f64, size: f64| if size > 0.0 { (at - start) / size } else { 0.5 };
    sheet.scene.pane = Some(Pane {
        area: map,
        heart: (part(heart.0, whole.x, whole.width), part(heart.1, whole.y, whole.height)),
        land,
    });
    sheet.top += map.height + 8.0;
    if !view.values.is_empty() {
        scale(&mut sheet, view, frame);
    }
    let mut keys = vec![
        Key::Square(Ink::Fill(theme.restricted), view.supplier_words.clone()),
        Key::Square(Ink::Fill(theme.land), view.empty.clone()),
    ];
    if !view.withheld.is_empty() {
        let hatch = Ink::Hatch { ground: theme.ground, lines: theme.hatch, spacing: 4.0 };
        keys.push(Key::Square(hatch, view.withheld_words.clone()));
    }
    sheet.keys(&keys);
    if let Some(words) = &view.arcs {
        sheet.paragraph(words, LABEL, false, theme.soft);
        sheet.top += SOURCE_TIGHT;
    }
    sheet.top -= SOURCE_TIGHT;
    sheet.finish()
}

/// The arcs of the reader's purchases, the widest undermost; gives the dots at their ends, which lie on top. The pointer
/// finds the countries under them, whose words say what they sell.
fn arcs(
    scene: &mut Scene,
    view: &View,
    subject: &Subject<'_>,
    frame: &Frame<'_>,
    (fit, home): (&Fit, Point),
    map: &Rect,
) -> Vec<Mark> {
    let theme = frame.theme;
    let widest = if frame.width < 480.0 { 6.0 } else { 10.0 };
    let mut ends = Vec::new();
    let most = view.purchases.first().map_or(1.0, |purchase| purchase.tonnes.0);
    for purchase in flow_arcs::drawn(&view.purchases) {
        let country = purchase.from;
        let Some(outline) = subject.borders.outlines.iter().find(|outline| outline.country == Some(country))
        else {
            continue;
        };
        let from = fit.place(outline.centre.0, outline.centre.1);
        let width = (widest * purchase.tonnes.0 / most).max(0.75);
        let color = theme.role(purchase.role);
        let ribbon = clip_ring(&flow_arcs::ribbon(from, home, width, map), map);
        let ink = Ink::Edged { fill: color, edge: theme.ground, width: 0.5 };
        scene.marks.push(Mark::plain(Shape::Polygon(ribbon), ink.clone()));
        if map.holds(from) {
            let radius = (width / 2.0 + 1.0).max(2.5);
            ends.push(Mark::plain(Shape::Dot { centre: from, radius }, ink));
        }
    }
    if !ends.is_empty() && map.holds(home) {
        let ink = Ink::Edged { fill: theme.own, edge: theme.ground, width: 1.0 };
        ends.push(Mark::plain(Shape::Dot { centre: home, radius: widest / 2.0 }, ink));
    }
    ends
}

/// The names of the reader's country and of the restricted supplier, and those of the suppliers whose arcs have room for
/// one, with what they sell.
fn names(
    scene: &mut Scene,
    view: &View,
    subject: &Subject<'_>,
    frame: &Frame<'_>,
    named: &Map<Country, Named>,
    map: &Rect,
) {
    let words = subject.words;
    let sold = |country: Country| {
        let found = flow_arcs::drawn(&view.purchases).find(|purchase| purchase.from == country);
        found.map(|purchase| words.tonnes(purchase.tonnes))
    };
    let with_tonnes = |country: Country| match sold(country) {
        Some(tonnes) => format!("{} {tonnes}", words.country(country)),
        // The reader's own share is what the title is about.
        None => match view.values.get(&country).filter(|_| country == view.viewer.0) {
            Some((share, _)) => words.say(
                "map.own",
                &[("name", words.country(country).into()), ("share", words.percent(*share).into())],
            ),
            None => words.country(country),
        },
    };
    // Those that must be named first; a phone has room for one more.
    let more = if frame.width < 480.0 { 1 } else { 4 };
    let others = flow_arcs::drawn(&view.purchases).map(|purchase| purchase.from);
    let others = others.filter(|country| *country != view.supplier.0).take(more);
    let wanted: Vec<(Country, bool)> = [view.viewer.0, view.supplier.0]
        .into_iter()
        .map(|country| (country, true))
        .chain(others.map(|country| (country, false)))
        .collect();
    let mut left: Vec<(Label<'_>, bool)> = Vec::new();
    let mut board = Names::over(scene, frame, map, view.viewer.0.code());
    let mut seen: Vec<Country> = Vec::new();
    let texts: Vec<String> = wanted.iter().map(|(country, _)| with_tonnes(*country)).collect();
    // Names that have a place of their own first: the others make way for them.
    for ((country, must), text) in wanted.into_iter().zip(&texts) {
        let Some(place) = named.get(&country).filter(|_| !seen.contains(&country)) else { continue };
        seen.push(country);
        let dot = sold(country).is_some();
        let label = Label { words: text, centre: place.centre, rings: &place.rings, fill: place.fill, dot };
        // Where arcs end there is a dot, and no room for letters.
        let ends = dot || (country == view.viewer.0 && !view.purchases.is_empty());
        if ends || !board.inside(&label) {
            left.push((label, must));
        }
    }
    for (label, must) in left {
        board.beside(&label, must);
    }
}

/// A dot that stands for a small state.
fn dot(centre: Point, ink: &Ink, tag: Option<Tag>, own: bool, frame: &Frame<'_>) -> Mark {
    let edge = if own { frame.theme.own } else { frame.theme.ground };
    let radius = match (own, frame.width < 480.0) {
        (true, _) => 4.0,
        (false, true) => 1.5,
        (false, false) => 2.5,
    };
    let ink = if own || frame.width >= 480.0 {
        Ink::Edged { fill: fill_of(ink), edge, width: 1.0 }
    } else {
        Ink::Fill(fill_of(ink))
    };
    Mark { shape: Shape::Dot { centre, radius }, ink, tag }
}

/// Points closer together than a screen can show are one point.
fn thinned(points: impl Iterator<Item = Point>) -> Vec<Point> {
    const APART: f64 = 0.6;
    let mut kept: Vec<Point> = Vec::new();
    for (x, y) in points {
        let near = kept.last().is_some_and(|(px, py)| (px - x).abs() < APART && (py - y).abs() < APART);
        if !near {
            kept.push((x, y));
        }
    }
    kept
}

fn look(view: &View, theme: &Theme, country: Option<Country>) -> (Ink, Option<Tag>) {
    let edged = |fill: Color| Ink::Edged { fill, edge: theme.ground, width: 0.5 };
    let Some(country) = country else {
        return (edged(theme.land), None);
    };
    if country == view.supplier.0 {
        return (edged(theme.restricted), Some(view.supplier.1.clone()));
    }
    if let Some((share, tag)) = view.values.get(&country) {
        return (edged(theme.dependency(share.0)), Some(tag.clone()));
    }
    match view.withheld.get(&country) {
        Some(tag) => {
            (Ink::Hatch { ground: theme.ground, lines: theme.hatch, spacing: 4.0 }, Some(tag.clone()))
        }
        None => (edged(theme.land), view.sellers.get(&country).cloned()),
    }
}

fn fill_of(ink: &Ink) -> Color {
    match ink {
        Ink::Fill(color) | Ink::Outline { color, .. } => *color,
        Ink::Edged { fill, .. } => *fill,
        Ink::Hatch { ground, .. } => *ground,
    }
}

fn breadth(ring: &[Point]) -> f64 {
    let (low, high) = ring
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (x, _)| (low.min(*x), high.max(*x)));
    if high > low { high - low } else { 0.0 }
}

/// The colours of the scale with their ends named.
fn scale(sheet: &mut Sheet<'_>, view: &View, frame: &Frame<'_>) {
    const STEP: f64 = 28.0;
    let top = sheet.top;
    for (index, color) in frame.theme.scale.iter().enumerate() {
        let swatch = Rect { x: MARGIN + STEP * index as f64, y: top, width: STEP, height: 8.0 };
        sheet.scene.marks.push(Mark::plain(Shape::Rect(swatch), Ink::Fill(*color)));
    }
    let whole = STEP * frame.theme.scale.len() as f64;
    let places =
        [(MARGIN, Anchor::Start), (MARGIN + whole / 2.0, Anchor::Middle), (MARGIN + whole, Anchor::End)];
    for ((x, anchor), words) in places.into_iter().zip(&view.scale) {
        sheet.scene.text(words.as_str(), (x, top + 21.0), anchor, LABEL, false, frame.theme.soft);
    }
    sheet.top += 30.0;
}
