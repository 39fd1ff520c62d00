//! Origin flow: who made what reaches the reader's country, and who sold it: face value beside look-through.

use super::behind;
use super::chart::{Chart, DataTable, Frame, Picture, Said, Subject};
use super::sheet::{LABEL, MARGIN, Sheet};
use super::supplier_bars::fitted;
use super::who_gets_it::{self, Args};
use crate::metrics;
use crate::scene::{Anchor, Color, Ink, Mark, Point, Rect, Role, Scene, Shape, Tag, Theme};
use crate::supply::{Path, Paths};
use crate::terms::{Country, Map, Order, Reading, Share, Tonnes};

pub(super) const CHART: Chart = Chart { id: "origin-flow", needs: &[], draw };

/// How many countries a column names; the rest is one band.
const NAMED: usize = 6;

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    /// Who made it, then who sold it, from the top.
    columns: [Vec<Node>; 2],
    links: Vec<Link>,
    /// Whether the origins are traced: else colours follow the sellers.
    traced: bool,
    heads: [String; 3],
    notes: Vec<String>,
}

/// A band of a column.
struct Node {
    name: String,
    share: String,
    part: f64,
    paint: Paint,
    own: bool,
    tag: Tag,
}

#[derive(Clone, Copy, PartialEq)]
enum Paint {
    Of(Role),
    Unknown,
}

/// From a maker by way of a seller.
struct Link {
    made: usize,
    sold: usize,
    part: f64,
}

/// Who stands in a column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    One(Country),
    Others,
    /// Made by nobody on record; or sold by nobody: a country's own.
    None,
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let mut args = who_gets_it::arguments(subject);
    args.push(("of_viewer", words.of_country(subject.viewer)));
    let (network, viewer) = (subject.network, subject.viewer);
    // The measure says whether there is an answer: what it does not tell is not drawn either.
    let measure = metrics::ALL.iter().find(|metric| metric.id == "origin-share").map(|metric| metric.measure);
    let made = measure.map_or(Reading::NotReported, |measure| measure(network, viewer));
    let traced = match (made, network.trace()) {
        (Reading::Known(share), Reading::Known(trace)) => {
            trace.paths(viewer).map(|paths| (share, paths, trace.repairs.len()))
        }
        _ => None,
    };
    let face = || Some(at_face_value(&network.flows_into(viewer).known()?));
    let paths = if viewer == network.restricted {
        None
    } else {
        traced.as_ref().map(|(_, paths, _)| paths.clone()).or_else(face)
    };
    let title = title(subject, traced.as_ref().map(|(share, _, _)| *share), paths.as_ref(), &mut args);
    let mut notes = Vec::new();
    match (&paths, &traced) {
        (Some(_), Some((_, _, repairs))) => {
            notes.push(words.say("origin.estimate", &[("mended", words.counted(*repairs))]));
        }
        (Some(_), None) => {
            let key =
                if made == Reading::NotApplicable { "map.no_trace" } else { "map.origin-share.no_viewer" };
            notes.push(words.say(key, &args));
        }
        _ => {}
    }
    let sentence = std::iter::once(title.clone()).chain(notes.clone()).collect::<Vec<_>>().join(" ");
    let (columns, links) =
        paths.as_ref().map_or_else(Default::default, |paths| parts(subject, paths, traced.is_some()));
    let subtitle = match (&paths, &traced) {
        (None, _) => "origin.subtitle_none",
        (_, Some(_)) => "origin.subtitle",
        (_, None) => "origin.subtitle_face",
    };
    let estimates = traced.is_some() && !network.estimated.is_empty();
    let production = if traced.is_some() { subject.sources.production.clone() } else { None };
    let said = Said {
        title,
        subtitle: words.say(subtitle, &args),
        sentence,
        source: super::source_line(words, &[&production, &subject.sources.trade], estimates),
        table: table(subject, paths.as_ref(), &columns, &links),
    };
    let heads = [words.plain("origin.made"), words.plain("origin.sold"), words.country(viewer)];
    View { said, columns, links, traced: traced.is_some(), heads, notes }
}

/// Imports by seller, their makers not known.
fn at_face_value(flows: &[crate::supply::Flow]) -> Paths {
    Paths {
        supply: flows.iter().map(|flow| flow.tonnes).sum(),
        parts: flows
            .iter()
            .map(|flow| Path { made: None, sold: Some(flow.from), tonnes: flow.tonnes })
            .collect(),
    }
}

/// The part of a supply that a country sold straight: what the records say at face value.
fn sold_by(paths: &Paths, seller: Country) -> Share {
    let sold: Tonnes =
        paths.parts.iter().filter(|path| path.sold == Some(seller)).map(|path| path.tonnes).sum();
    Share(if paths.supply.0 > 0.0 { sold.0 / paths.supply.0 } else { 0.0 })
}

fn title(subject: &Subject<'_>, made: Option<Share>, paths: Option<&Paths>, args: &mut Args) -> String {
    let (words, network) = (subject.words, subject.network);
    let Some(paths) = paths else {
        let key = match (&network.trade, subject.viewer == network.restricted) {
            (Reading::NotApplicable, _) => "map.no_code",
            (Reading::NotReported, _) => "map.no_year",
            (Reading::Known(_), true) => "origin.supplier",
            (Reading::Known(_), false) => "map.no_viewer",
        };
        return words.say(key, args);
    };
    args.push(("face", words.percent(sold_by(paths, network.restricted)).into()));
    args.push(("total", words.tonnes(paths.supply).into()));
    match made {
        Some(made) => {
            args.push(("made", words.percent(made).into()));
            words.say("origin.title", args)
        }
        None => words.say("origin.title_face", args),
    }
}

/// The bands of both columns and what runs between them.
fn parts(subject: &Subject<'_>, paths: &Paths, traced: bool) -> ([Vec<Node>; 2], Vec<Link>) {
    let who = |country: Option<Country>| country.map_or(Who::None, Who::One);
    let makers = ranked(subject, paths, |path| who(path.made));
    let sellers = ranked(subject, paths, |path| who(path.sold));
    let place = |ranked: &[Who], one: Who| {
        let own = ranked.iter().position(|known| *known == one);
        own.or_else(|| ranked.iter().position(|known| *known == Who::Others)).unwrap_or(0)
    };
    let mut sums: Map<(usize, usize), f64> = Map::new();
    for path in &paths.parts {
        let ends = (place(&makers, who(path.made)), place(&sellers, who(path.sold)));
        *sums.entry(ends).or_insert(0.0) += path.tonnes.0 / paths.supply.0;
    }
    let links: Vec<Link> = sums.into_iter().map(|((made, sold), part)| Link { made, sold, part }).collect();
    let of = |end: fn(&Link) -> usize, at: usize| -> f64 {
        links.iter().filter(|link| end(link) == at).map(|link| link.part).sum()
    };
    let made = makers.iter().enumerate().map(|(at, who)| {
        let unknown = if traced { "origin.unknown" } else { "origin.untraced" };
        node(subject, "made", *who, unknown, of(|link| link.made, at), paths.supply)
    });
    let sold = sellers
        .iter()
        .enumerate()
        .map(|(at, who)| node(subject, "sold", *who, "origin.own", of(|link| link.sold, at), paths.supply));
    let columns = [made.collect(), sold.collect()];
    (columns, links)
}

/// Who is named, from the top: the restricted supplier, the largest others, the rest, nobody.
fn ranked(subject: &Subject<'_>, paths: &Paths, of: impl Fn(&Path) -> Who) -> Vec<Who> {
    let mut sums: Map<Who, f64> = Map::new();
    for path in &paths.parts {
        *sums.entry(of(path)).or_insert(0.0) += path.tonnes.0;
    }
    let nobody = sums.contains_key(&Who::None);
    let mut all: Vec<(Who, f64)> = sums.into_iter().filter(|(who, _)| *who != Who::None).collect();
    let first = |who: &Who| *who == Who::One(subject.network.restricted);
    all.order_by(|a, b| first(&b.0).cmp(&first(&a.0)).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0)));
    let named = if all.len() == NAMED + 1 { all.len() } else { NAMED };
    let rest = all.len() > named;
    let mut found: Vec<Who> = all.into_iter().take(named).map(|(who, _)| who).collect();
    if rest {
        found.push(Who::Others);
    }
    if nobody {
        found.push(Who::None);
    }
    found
}

fn node(subject: &Subject<'_>, column: &str, who: Who, nobody: &str, part: f64, supply: Tonnes) -> Node {
    let words = subject.words;
    let (name, paint, id) = match who {
        Who::One(country) => {
            let role = if country == subject.network.restricted {
                Role::Restricted
            } else if country == subject.viewer {
                Role::Own
            } else if subject.allies.contains(&country) {
                Role::Ally
            } else {
                Role::Other
            };
            (words.country(country), Paint::Of(role), country.code().to_owned())
        }
        Who::Others => (words.plain("origin.others"), Paint::Of(Role::Other), "others".to_owned()),
        Who::None if column == "sold" => (words.plain(nobody), Paint::Of(Role::Own), "own".to_owned()),
        Who::None => (words.plain(nobody), Paint::Unknown, "unknown".to_owned()),
    };
    let share = words.percent(Share(part));
    let said = words.say(
        &format!("origin.tag_{column}"),
        &[
            ("name", name.clone().into()),
            ("share", share.clone().into()),
            ("tonnes", words.tonnes(Tonnes(part * supply.0)).into()),
        ],
    );
    let own = who == Who::One(subject.viewer);
    Node { name, share, part, paint, own, tag: Tag { id: format!("{column}-{id}"), words: said } }
}

fn table(
    subject: &Subject<'_>,
    paths: Option<&Paths>,
    [made, sold]: &[Vec<Node>; 2],
    links: &[Link],
) -> DataTable {
    let words = subject.words;
    let columns =
        ["origin.made", "origin.sold", "steps.size", "origin.part"].map(|key| words.plain(key)).to_vec();
    let mut sorted: Vec<&Link> = links.iter().collect();
    sorted.order_by(|a, b| b.part.total_cmp(&a.part).then((a.made, a.sold).cmp(&(b.made, b.sold))));
    let supply = paths.map_or(Tonnes::ZERO, |paths| paths.supply);
    let cells = |link: &&Link| -> Option<Vec<String>> {
        Some(vec![
            made.get(link.made)?.name.clone(),
            sold.get(link.sold)?.name.clone(),
            words.amount(Tonnes(link.part * supply.0)),
            words.percent(Share(link.part)),
        ])
    };
    let rows: Vec<Vec<String>> = sorted.iter().filter_map(cells).collect();
    let behind = rows.iter().map(|_| Some(behind::trade(subject))).collect();
    DataTable { columns, rows, behind, all_behind: Some(behind::all(subject)) }
}

/// A band of a column on the page.
struct Bar {
    top: f64,
    height: f64,
    /// Upper edge and height of the room that it and its label have.
    slot: (f64, f64),
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    const BAR: f64 = 10.0;
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    if !view.links.is_empty() {
        let narrow = frame.width < 520.0;
        let scale = if narrow { 260.0 } else { 300.0 };
        // On a narrow page the share stands under the name.
        let line = if narrow { 32.0 } else { 18.0 };
        let widest = |nodes: &[Node]| {
            let wide = |node: &Node| {
                let (name, share) = (width(frame, &node.name, node.own), width(frame, &node.share, node.own));
                if narrow { f64::max(name, share) } else { name + 6.0 + share }
            };
            nodes.iter().map(wide).fold(0.0, f64::max).min(if narrow { 0.27 } else { 0.28 } * sheet.width())
        };
        let labels = [widest(&view.columns[0]), widest(&view.columns[1])];
        let first = MARGIN + labels[0] + 6.0;
        let last = (MARGIN + sheet.width() - BAR).max(first + 2.0 * BAR);
        let free = last - first - 2.0 * BAR;
        // The sellers' labels stand on what runs on from them.
        let second = last - BAR - f64::max(free / 2.0, (labels[1] + 24.0).min(free));
        let xs = [first, second, last];
        heads(&mut sheet, view, frame, xs, BAR);
        let top = sheet.top;
        let stacks = [stack(&view.columns[0], scale, line, top), stack(&view.columns[1], scale, line, top)];
        let deep = |bars: &[Bar]| bars.last().map_or(0.0, |bar| bar.slot.0 + bar.slot.1 - top);
        let depth = deep(&stacks[0]).max(deep(&stacks[1])).max(scale);
        let [made, sold] = stacks.map(|bars| lowered(bars, depth, top));
        tagged_grounds(&mut sheet, view, [&made, &sold], xs, BAR);
        ribbons(&mut sheet, view, theme, [&made, &sold], xs, (BAR, scale, top + (depth - scale) / 2.0));
        for ((nodes, bars), (x, label)) in view.columns.iter().zip([&made, &sold]).zip([
            (xs[0], (xs[0] - 6.0, Anchor::End, labels[0])),
            (xs[1], (xs[1] + BAR + 6.0, Anchor::Start, labels[1])),
        ]) {
            for (node, bar) in nodes.iter().zip(bars) {
                let body = Rect { x, y: bar.top, width: BAR, height: bar.height.max(1.0) };
                let ink = match node.paint {
                    Paint::Of(role) => Ink::Fill(theme.role(role)),
                    Paint::Unknown => unknown(theme),
                };
                sheet.scene.marks.push(Mark::tagged(Shape::Rect(body), ink, &node.tag));
                caption(&mut sheet, node, bar, label, narrow, frame);
            }
        }
        let end = Rect { x: last, y: top + (depth - scale) / 2.0, width: BAR, height: scale };
        sheet.scene.marks.push(Mark::plain(Shape::Rect(end), Ink::Fill(theme.own)));
        sheet.top = top + depth + 8.0;
    }
    for note in &view.notes {
        sheet.paragraph(note, 13.0, false, theme.soft);
    }
    sheet.finish()
}

fn width(frame: &Frame<'_>, words: &str, bold: bool) -> f64 {
    frame.ruler.width(words, LABEL, bold)
}

fn unknown(theme: &Theme) -> Ink {
    Ink::Hatch { ground: theme.ground, lines: theme.hatch, spacing: 4.0 }
}

/// What each column is, over it.
fn heads(sheet: &mut Sheet<'_>, view: &View, frame: &Frame<'_>, [first, second, last]: [f64; 3], bar: f64) {
    let theme = frame.theme;
    let base = sheet.top + LABEL;
    let [made, sold, into] = &view.heads;
    let places = [
        (made, first + bar, Anchor::End, false, first + bar - MARGIN),
        (sold, second, Anchor::Start, false, (last - second) / 2.0),
        (into, last + bar, Anchor::End, true, (last - second) / 2.0),
    ];
    for (words, x, anchor, bold, room) in places {
        let words = fitted(words, room, bold, frame);
        let color = if bold { theme.own } else { theme.soft };
        sheet.scene.text(words, (x, base), anchor, LABEL, bold, color);
    }
    sheet.top += 24.0;
}

/// Bands below one another, each with room for its label.
fn stack(nodes: &[Node], scale: f64, line: f64, top: f64) -> Vec<Bar> {
    let mut y = top;
    let bar = |node: &Node| {
        let height = node.part * scale;
        let room = height.max(line) + 2.0;
        let bar = Bar { top: y + (room - height) / 2.0, height, slot: (y, room) };
        y += room;
        bar
    };
    nodes.iter().map(bar).collect()
}

/// A column in the middle of the depth.
fn lowered(mut bars: Vec<Bar>, depth: f64, top: f64) -> Vec<Bar> {
    let deep = bars.last().map_or(0.0, |bar| bar.slot.0 + bar.slot.1 - top);
    for bar in &mut bars {
        bar.top += (depth - deep) / 2.0;
        bar.slot.0 += (depth - deep) / 2.0;
    }
    bars
}

/// The room of each band, for fingers: bars are thin.
fn tagged_grounds(sheet: &mut Sheet<'_>, view: &View, bars: [&[Bar]; 2], xs: [f64; 3], bar: f64) {
    let ground = sheet.scene.ground;
    let spans = [(MARGIN, xs[0] + bar), (xs[1], xs[2])];
    for ((nodes, bars), (from, to)) in view.columns.iter().zip(bars).zip(spans) {
        for (node, bar) in nodes.iter().zip(bars) {
            let area = Rect { x: from, y: bar.slot.0, width: (to - from).max(1.0), height: bar.slot.1 };
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(area), Ink::Fill(ground), &node.tag));
        }
    }
}

fn ribbons(
    sheet: &mut Sheet<'_>,
    view: &View,
    theme: &Theme,
    [made, sold]: [&[Bar]; 2],
    xs: [f64; 3],
    (bar, scale, end): (f64, f64, f64),
) {
    let mut from: Vec<f64> = made.iter().map(|bar| bar.top).collect();
    let mut to: Vec<f64> = sold.iter().map(|bar| bar.top).collect();
    let mut last = end;
    // Links stand in order of makers, then sellers: each maker's part arrives as one band.
    let mut painted: Vec<(bool, Ink, [Vec<Point>; 2])> = Vec::new();
    for link in &view.links {
        let height = link.part * scale;
        let (Some(a), Some(b)) = (from.get_mut(link.made), to.get_mut(link.sold)) else { continue };
        let maker = view.columns[0].get(link.made).map_or(Paint::Unknown, |node| node.paint);
        let seller = view.columns[1].get(link.sold).map_or(Paint::Unknown, |node| node.paint);
        let one = ribbon((xs[0] + bar, *a), (xs[1], *b), height);
        let two = ribbon((xs[1] + bar, *b), (xs[2], last), height);
        let second = if view.traced { maker } else { seller };
        painted.push((maker == Paint::Of(Role::Restricted), veil(maker, theme), [one, Vec::new()]));
        painted.push((second == Paint::Of(Role::Restricted), veil(second, theme), [Vec::new(), two]));
        *a += height;
        *b += height;
        last += height;
    }
    // The restricted supplier's on top.
    for top in [false, true] {
        for (_, ink, rings) in painted.iter().filter(|(restricted, _, _)| *restricted == top) {
            for ring in rings.iter().filter(|ring| !ring.is_empty()) {
                sheet.scene.marks.push(Mark::plain(Shape::Polygon(ring.clone()), ink.clone()));
            }
        }
    }
}

fn veil(paint: Paint, theme: &Theme) -> Ink {
    let tint = |color: Color, part: f64| Ink::Edged {
        fill: color.veiled(theme.ground, part),
        edge: theme.ground,
        width: 0.5,
    };
    match paint {
        Paint::Of(Role::Restricted) => tint(theme.restricted, 0.35),
        Paint::Of(role) => tint(theme.role(role), 0.22),
        Paint::Unknown => unknown(theme),
    }
}

/// A band from one edge to another that leaves and arrives level.
fn ribbon((x0, y0): Point, (x1, y1): Point, height: f64) -> Vec<Point> {
    const STEPS: u8 = 16;
    let upper = (0..=STEPS).map(|step| {
        let t = f64::from(step) / f64::from(STEPS);
        (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t * t * (3.0 - 2.0 * t))
    });
    let upper: Vec<Point> = upper.collect();
    let lower = upper.iter().rev().map(|(x, y)| (*x, y + height.max(0.5)));
    upper.iter().copied().chain(lower).collect()
}

/// Name and share beside a band, one below the other on a narrow page.
fn caption(
    sheet: &mut Sheet<'_>,
    node: &Node,
    bar: &Bar,
    (x, anchor, room): (f64, Anchor, f64),
    narrow: bool,
    frame: &Frame<'_>,
) {
    let color = if node.own { frame.theme.own } else { frame.theme.ink };
    let middle = bar.slot.0 + bar.slot.1 / 2.0;
    let mut line = |words: String, y: f64| sheet.scene.text(words, (x, y), anchor, LABEL, node.own, color);
    if narrow {
        line(fitted(&node.name, room, node.own, frame), middle - 3.0);
        line(node.share.clone(), middle + 11.0);
    } else {
        let name = fitted(&node.name, room - 6.0 - width(frame, &node.share, node.own), node.own, frame);
        line(format!("{name}\u{a0}{}", node.share), middle + 4.0);
    }
}
