//! The dependency map: every country by one measure, the restricted supplier and the reader's country named.

use crate::terms::{Map, Order, Set};

use super::behind;
use super::chart::{Chart, DataTable, Frame, Need, Picture, Said, Subject};
use super::map_label;
use super::sheet::{Key, LABEL, MARGIN, Sheet};
use crate::geo::Fit;
use crate::scene::{Anchor, Color, Ink, Mark, Point, Rect, Scene, Shape, Tag};
use crate::terms::{Country, Reading, Share};

pub(super) const CHART: Chart =
    Chart { id: "dependency-map", needs: &[Need::Borders, Need::ViewerAsOne, Need::NoMarket], draw };

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, subject, frame);
    view.said.beside(scene)
}

/// What the map says, before any room on the page.
struct View {
    said: Said,
    /// How dark measured countries are, and the words that the pointer finds there.
    values: Map<Country, (Share, Tag)>,
    /// Countries whose figure is withheld.
    withheld: Map<Country, Tag>,
    supplier: (Country, Tag),
    viewer: (Country, String),
    /// Ends and middle of the scale.
    scale: [String; 3],
    /// What land without a value means.
    empty: String,
    withheld_words: String,
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let network = subject.network;
    let supplier = network.restricted;
    let id = subject.metric.id;
    let mineral = &network.mineral;
    let everyone: Set<Country> =
        subject.borders.outlines.iter().filter_map(|outline| outline.country).map(as_one(subject)).collect();
    let everyone: Vec<Country> = everyone.into_iter().collect();
    let mut measured: Map<Country, Share> = Map::new();
    let mut withheld: Map<Country, Tag> = Map::new();
    let readings = subject.metric.of_each(network, &everyone);
    for (country, reading) in everyone.into_iter().zip(readings) {
        match reading {
            Reading::Known(share) => {
                measured.insert(country, share);
            }
            Reading::NotReported if !subject.metric.needs_trade && network.output.contains_key(&country) => {
                let said = words.say("map.withheld_tag", &[("country", words.country(country).into())]);
                withheld.insert(country, Tag { id: country.code().into(), words: said });
            }
            Reading::NotReported | Reading::NotApplicable => {}
        }
    }
    let args = [
        ("mineral", words.mineral(mineral)),
        ("of_mineral", words.of_mineral(mineral)),
        ("supplier", words.the_country(supplier)),
        ("from_supplier", words.from_country(supplier)),
        ("in_supplier", words.within_country(supplier)),
        ("viewer", words.the_country(subject.viewer)),
        ("of_viewer", words.of_country(subject.viewer)),
        ("year", network.year.to_string().into()),
        ("group", words.plain(&format!("group.{}.name", subject.group)).into()),
        ("stage", words.plain(&format!("stage.{}.verb", network.stage.id())).into()),
        ("period", words.years(network.shares_of.as_deref().unwrap_or_default()).into()),
    ];
    let with = |more: Vec<(&'static str, crate::wording::Arg)>| {
        let mut all = args.to_vec();
        all.extend(more);
        all
    };
    let half = measured.iter().filter(|(_, share)| share.0 > 0.5).count();
    let counts = || vec![("count", words.counted(half)), ("of", words.counted(measured.len()))];
    let own = measured.get(&subject.viewer).copied();
    let of_supplier = network.output_share(supplier).known();
    // Shares of supply are a mean of years of their own, and have words of their own.
    let mean = network.shares_of.as_ref().filter(|_| !subject.metric.needs_trade);
    let mean_key = |key: &str| if mean.is_some() { format!("{key}_mean") } else { key.to_owned() };
    let title = if subject.metric.needs_trade {
        match (&network.trade, own) {
            (Reading::NotApplicable, _) => words.say("map.no_code", &args),
            (Reading::NotReported, _) => words.say("map.no_year", &args),
            _ if subject.metric.needs_output && of_supplier.is_none() => words.say("map.no_output", &args),
            _ if subject.metric.needs_output && measured.is_empty() => words.say("map.no_trace", &args),
            (_, Some(share)) => {
                words.say(&format!("map.{id}.title"), &with(vec![("share", words.percent(share).into())]))
            }
            (_, None) => {
                let who = if subject.viewer == supplier { "supplier_title" } else { "no_viewer" };
                let own_words = format!("map.{id}.{who}");
                let key = if words.has(&own_words) { own_words } else { format!("map.{who}") };
                words.say(&key, &with(counts()))
            }
        }
    } else {
        match of_supplier {
            Some(share) => words.say(
                &mean_key("map.output-share.title"),
                &with(vec![("share", words.percent(share).into())]),
            ),
            None => words.say("map.no_output", &args),
        }
    };
    let form = subject.sources.form.as_deref().unwrap_or("none");
    let subtitle_args = with(vec![("form", words.plain(&format!("form.{form}")).into())]);
    let subtitle = words.say(&mean_key(&format!("map.{id}.subtitle")), &subtitle_args);
    let mut sentence = title.clone();
    if subject.metric.needs_trade && !measured.is_empty() && id == "restricted-share" {
        sentence = format!("{sentence} {}", words.say("map.alt", &with(counts())));
    }
    let allied = subject.allies.iter().filter_map(|ally| measured.get(ally).map(|share| (*ally, *share)));
    let weight = |share: Share| if subject.metric.high_is_safe { -share.0 } else { share.0 };
    if let Some((ally, share)) = allied.max_by(|a, b| weight(a.1).total_cmp(&weight(b.1)).then(b.0.cmp(&a.0)))
    {
        let more = vec![("country", words.the_country(ally)), ("share", words.percent(share).into())];
        sentence = format!("{sentence} {}", words.say(&format!("map.{id}.ally"), &with(more)));
    }
    let source = super::source_line(
        words,
        &[
            if subject.metric.needs_output { &subject.sources.production } else { &None },
            if subject.metric.needs_trade { &subject.sources.trade } else { &None },
        ],
        subject.metric.needs_output && !network.estimated.is_empty(),
    );
    let values = measured
        .iter()
        .map(|(country, share)| {
            let mut more =
                vec![("country", words.country(*country).into()), ("share", words.percent(*share).into())];
            more.push((
                "tonnes",
                amount(subject, *country).map_or_else(String::new, |t| words.tonnes(t)).into(),
            ));
            (
                *country,
                (
                    dark(*share, subject),
                    Tag {
                        id: country.code().into(),
                        words: words.say(&mean_key(&format!("map.{id}.tag")), &with(more)),
                    },
                ),
            )
        })
        .collect();
    let supplier_words = match (of_supplier, subject.metric.needs_trade) {
        (Some(share), false) => words.say(
            &mean_key("map.output-share.tag"),
            &with(vec![
                ("country", words.country(supplier).into()),
                ("share", words.percent(share).into()),
                ("tonnes", amount(subject, supplier).map_or_else(String::new, |t| words.tonnes(t)).into()),
            ]),
        ),
        _ => words.say("map.supplier_tag", &with(vec![("country", words.country(supplier).into())])),
    };
    let said = Said { title, subtitle, sentence, source, table: table(subject, &measured) };
    View {
        said,
        values,
        withheld,
        supplier: (supplier, Tag { id: supplier.code().into(), words: supplier_words }),
        viewer: (subject.viewer, words.country(subject.viewer)),
        scale: [0.0, 0.5, 1.0].map(|part| words.percent(dark(Share(part), subject))),
        empty: words.plain(match (measured.is_empty(), subject.metric.needs_trade) {
            (true, _) => "map.empty_all",
            (false, true) if subject.metric.needs_output => "map.empty_traced",
            (false, true) => "map.empty_trade",
            (false, false) => "map.empty_output",
        }),
        withheld_words: words.plain("map.withheld"),
    }
}

/// Whose figure a country's outline shows: its own, or that of the reader's group.
fn as_one(subject: &Subject<'_>) -> impl Fn(Country) -> Country {
    |country| if subject.viewers.contains(&country) { subject.viewer } else { country }
}

/// How dark a share is painted, 0 to 1: dark is dependent.
fn dark(share: Share, subject: &Subject<'_>) -> Share {
    if subject.metric.high_is_safe { Share(1.0 - share.0) } else { share }
}

/// The tonnes behind a country's share: its imports, or its output.
fn amount(subject: &Subject<'_>, country: Country) -> Option<crate::terms::Tonnes> {
    if subject.metric.needs_trade {
        subject.network.imports(country).known()
    } else if subject.network.shares_of.is_some() {
        None
    } else {
        subject.network.output.get(&country).and_then(|reading| reading.known())
    }
}

fn table(subject: &Subject<'_>, measured: &Map<Country, Share>) -> DataTable {
    let words = subject.words;
    let mut rows: Vec<(Country, Share)> =
        measured.iter().map(|(country, share)| (*country, *share)).collect();
    rows.order_by(|a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(&b.0)));
    let kind = if subject.metric.needs_trade { "imports" } else { "output" };
    DataTable {
        columns: vec![
            words.plain("table.country"),
            words.plain(&format!("metric.{}.name", subject.metric.id)),
            words.plain(&format!("table.{kind}")),
        ],
        behind: rows
            .iter()
            .map(|(country, _)| {
                // A producer that imports nothing has a share of supply too.
                let bought = subject.metric.needs_trade
                    && (!subject.metric.needs_output || subject.network.imports(*country).known().is_some());
                Some(if bought {
                    behind::imports(subject, *country)
                } else {
                    behind::output(subject, Some(*country))
                })
            })
            .collect(),
        all_behind: Some(behind::all(subject)),
        rows: rows
            .into_iter()
            .map(|(country, share)| {
                let tonnes =
                    amount(subject, country).map_or_else(|| words.plain("table.gap"), |t| words.amount(t));
                vec![words.country(country), words.percent(share), tonnes]
            })
            .collect(),
    }
}

fn place(view: &View, subject: &Subject<'_>, frame: &Frame<'_>) -> Scene {
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    let fit = Fit::new(MARGIN, sheet.top, sheet.width());
    let mut names: Vec<(Point, Vec<Vec<Point>>, String, Color)> = Vec::new();
    let mut dots: Vec<Mark> = Vec::new();
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
        for ring in &rings {
            sheet.scene.marks.push(Mark {
                shape: Shape::Polygon(ring.clone()),
                ink: ink.clone(),
                tag: tag.clone(),
            });
        }
        if (outline.dot || rings.is_empty() || (is_viewer && wide < SMALL)) && (tag.is_some() || is_viewer) {
            dots.push(dot(centre, &ink, tag, is_viewer, frame));
        }
        if is_viewer {
            names.push((centre, rings, view.viewer.1.clone(), fill_of(&ink)));
        } else if country == Some(view.supplier.0) {
            names.push((centre, rings, subject.words.country(view.supplier.0), fill_of(&ink)));
        }
    }
    for (_, rings, words, _) in &names {
        for ring in rings.iter().filter(|ring| *words == view.viewer.1 && breadth(ring) >= SMALL) {
            sheet.scene.marks.push(Mark::plain(
                Shape::Line(ring.iter().chain(ring.first()).copied().collect()),
                Ink::Outline { color: theme.own, width: if frame.width < 480.0 { 1.0 } else { 1.5 } },
            ));
        }
    }
    sheet.scene.marks.append(&mut dots);
    // A group is named once, where it is widest.
    let widest = |rings: &[Vec<Point>]| rings.iter().map(|ring| breadth(ring)).fold(0.0, f64::max);
    let named = names.iter().filter(|name| name.2 == view.viewer.1).map(|name| widest(&name.1));
    let most = named.fold(0.0, f64::max);
    names.retain(|(_, rings, words, _)| *words != view.viewer.1 || widest(rings) >= most);
    // Names that have a place of their own first: the others make way for them.
    names.retain(|(centre, rings, words, fill)| {
        !map_label::inside(&mut sheet.scene, frame, *centre, rings, words, *fill)
    });
    let within = (sheet.top, sheet.top + fit.height());
    for (centre, rings, words, _) in &names {
        map_label::beside(&mut sheet.scene, frame, *centre, rings, words, within);
    }
    sheet.top += fit.height() + 8.0;
    if !view.values.is_empty() {
        scale(&mut sheet, view, frame);
    }
    let mut keys = vec![Key::Square(Ink::Fill(theme.land), view.empty.clone())];
    if !view.withheld.is_empty() {
        let hatch = Ink::Hatch { ground: theme.ground, lines: theme.hatch, spacing: 4.0 };
        keys.push(Key::Square(hatch, view.withheld_words.clone()));
    }
    sheet.keys(&keys);
    sheet.top -= SOURCE_TIGHT;
    sheet.finish()
}

/// Outlines narrower than this, in CSS px, get a dot: they would be overlooked.
const SMALL: f64 = 4.0;

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

/// The keys above the source line bring their own space.
const SOURCE_TIGHT: f64 = 8.0;

fn look(view: &View, theme: &crate::scene::Theme, country: Option<Country>) -> (Ink, Option<Tag>) {
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
        None => (edged(theme.land), None),
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
