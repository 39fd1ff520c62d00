//! The drawing of an origin flow: columns of bands, and what runs between them.

use super::super::chart::Frame;
use super::super::sheet::{LABEL, MARGIN, Sheet};
use super::super::supplier_bars::fitted;
use super::{Node, Paint, View};
use crate::scene::{Anchor, Color, Ink, Mark, Point, Rect, Role, Scene, Shape, Theme};

/// Bands thinner than this are not drawn, in CSS px.
const THREAD: f64 = 0.3;

/// A band of a column on the page.
struct Bar {
    top: f64,
    height: f64,
    /// Upper edge and height of the room that it and its label have.
    slot: (f64, f64),
}

pub(super) fn place(view: &View, frame: &Frame<'_>) -> Scene {
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
            nodes.iter().map(wide).fold(0.0, f64::max).min(if narrow { 0.29 } else { 0.28 } * sheet.width())
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
    let mut painted: Vec<(Paint, f64, Vec<Point>)> = Vec::new();
    for link in &view.links {
        let height = link.part * scale;
        let (Some(a), Some(b)) = (from.get_mut(link.made), to.get_mut(link.sold)) else { continue };
        let maker = view.columns[0].get(link.made).map_or(Paint::Unknown, |node| node.paint);
        let seller = view.columns[1].get(link.sold).map_or(Paint::Unknown, |node| node.paint);
        painted.push((maker, height, ribbon((xs[0] + bar, *a), (xs[1], *b), height)));
        let onward = if view.traced { maker } else { seller };
        painted.push((onward, height, ribbon((xs[1] + bar, *b), (xs[2], last), height)));
        *a += height;
        *b += height;
        last += height;
    }
    // Threads that no eye could follow stand in the table alone. The restricted supplier's are on top.
    painted.retain(|(_, height, _)| *height >= THREAD);
    let restricted = Paint::Of(Role::Restricted);
    for top in [false, true] {
        for (paint, height, ring) in painted.iter().filter(|(paint, _, _)| (*paint == restricted) == top) {
            let ink = veil(*paint, *height, theme);
            sheet.scene.marks.push(Mark::plain(Shape::Polygon(ring.clone()), ink));
        }
    }
}

/// How a band is coloured: thin ones have no edge, which would be all of them.
fn veil(paint: Paint, height: f64, theme: &Theme) -> Ink {
    let tint = |color: Color, part: f64| {
        let fill = color.veiled(theme.ground, part);
        if height < 3.0 { Ink::Fill(fill) } else { Ink::Edged { fill, edge: theme.ground, width: 0.5 } }
    };
    match paint {
        Paint::Of(Role::Restricted) => tint(theme.restricted, 0.35),
        Paint::Of(role) => tint(theme.role(role), 0.22),
        Paint::Unknown if height < 3.0 => Ink::Fill(theme.hatch),
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
