//! An SVG as plotters writes it, in fewer bytes: outlines as one relative path instead of a filled shape and a line around
//! it, without corners and boxes that nobody can see, the font named once. It shows the same.

mod gathered;
mod joined;
mod pair;
mod unseen;

use std::fmt::Write;

use joined::{Look, Piece, join};

pub use gathered::gathered;
pub use pair::{Paired, Thin, pair};

const FONT: &str = "font-family";

/// A shape of one line of the SVG.
struct Shape<'a> {
    points: &'a str,
    fill: Option<&'a str>,
    stroke: Option<(&'a str, &'a str)>,
}

/// The same picture in fewer bytes, every shape by itself, as who opens the file wants them.
pub fn slim(svg: &str) -> String {
    written(svg, pieces(svg))
}

/// The same picture in fewer bytes and elements: shapes of one look are one path.
pub fn joined(svg: &str) -> String {
    written(svg, join(pieces(svg)))
}

fn written(svg: &str, pieces: Vec<Piece<'_>>) -> String {
    let mut out = String::with_capacity(svg.len() / 2);
    for piece in &pieces {
        piece.write(&mut out);
    }
    match svg.split_once("<text").and_then(|(_, rest)| attribute(rest, FONT)) {
        Some(font) => out.replacen("<svg ", &format!("<svg {FONT}=\"{font}\" "), 1),
        None => out,
    }
}

/// What stands on a page, in its order, but for what nobody sees.
fn pieces(svg: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut painted = unseen::Painted::default();
    let mut lines = elements(svg).into_iter().peekable();
    while let Some(line) = lines.next() {
        if painted.unseen(line) {
            continue;
        }
        if let Some(shape) = shape(line) {
            // An outline goes around what was filled just before.
            let next = lines.peek().and_then(|next| self::shape(next));
            let around = next.filter(|next| {
                shape.fill.is_some() && next.fill.is_none() && same_ring(shape.points, next.points)
            });
            let stroke = around.as_ref().map_or(shape.stroke, |around| around.stroke);
            let outline = around.and_then(|_| lines.next());
            if let Some(outline) = outline {
                painted.unseen(outline);
            }
            let corners = seen(&numbers(shape.points), shape.fill.is_some(), UNSEEN);
            let area = unseen::area(outline.unwrap_or(line));
            out.push(Piece::outline(corners, Look { fill: shape.fill, stroke }, area));
        } else if line.starts_with("<text") {
            let face = attribute(line, FONT).unwrap_or_default();
            let text = line.replace(&format!(" {FONT}=\"{face}\""), "");
            let text = text.replace("26.000000000000004", "26").replace(" text-anchor=\"start\"", "");
            out.push(Piece::other(text.replace('\n', ""), line));
        } else {
            out.push(
                Piece::plain(line)
                    .unwrap_or_else(|| Piece::other(line.replace(" stroke=\"none\"", ""), line)),
            );
        }
    }
    out
}

/// The elements of an SVG as it is written: a line each, but for words, which stand on a line of their own.
fn elements(svg: &str) -> Vec<&str> {
    const END: &str = "</text>";
    let mut found = Vec::new();
    let mut rest = svg;
    while !rest.is_empty() {
        let end =
            if rest.starts_with("<text") { rest.find(END).map(|at| at + END.len()) } else { rest.find('\n') };
        let (element, after) = end.and_then(|end| rest.split_at_checked(end)).unwrap_or((rest, ""));
        found.push(element);
        rest = after.strip_prefix('\n').unwrap_or(after);
    }
    found
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn shape(line: &str) -> Option<Shape<'_>> {
    if !line.starts_with("<polygon") && !line.starts_with("<polyline") || attribute(line, "opacity").is_some()
    {
        return None;
    }
    let painted = |name| attribute(line, name).filter(|value| *value != "none");
    let width = attribute(line, "stroke-width").unwrap_or("1");
    Some(Shape {
        points: attribute(line, "points")?.trim(),
        fill: painted("fill"),
        stroke: painted("stroke").map(|stroke| (stroke, width)),
    })
}

/// Whether a line goes around a ring and back to where it began.
fn same_ring(ring: &str, line: &str) -> bool {
    let first = ring.split(' ').next().unwrap_or_default();
    line.strip_prefix(ring).is_some_and(|rest| rest.trim() == first) || ring == line
}

/// Writes a ring that answers a finger, with the corners that are seen.
pub fn ring(line: &mut String, corners: &[(i64, i64)]) {
    trace(line, (0, 0), &seen(corners, true, UNSEEN));
    line.push('z');
}

fn numbers(points: &str) -> Vec<(i64, i64)> {
    let number = |point: &str| {
        let (x, y) = point.split_once(',')?;
        Some((x.parse().ok()?, y.parse().ok()?))
    };
    points.split(' ').filter_map(number).collect()
}

/// Writes a line of corners, each by how far it is from the one before it, the first from where the pen is.
fn trace(line: &mut String, pen: (i64, i64), corners: &[(i64, i64)]) {
    let mut from = pen;
    for (at, (x, y)) in corners.iter().enumerate() {
        let (across, down) = (x - from.0, y - from.1);
        from = (*x, *y);
        let first = match at {
            0 => "m",
            _ if (across, down) == (0, 0) => continue,
            _ if across < 0 => "",
            _ => " ",
        };
        let second = if down < 0 { "" } else { " " };
        // Writing to a string cannot fail.
        let _ = write!(line, "{first}{across}{second}{down}");
    }
}

/// How far a line may be from a corner that it leaves out, squared, in quarters of the unit of the drawing, half a CSS px.
const UNSEEN: i64 = 4;

/// The corners of an outline that are seen: none of those left out is further off than `limit` says. Shapes of few corners
/// are left alone.
fn seen(points: &[(i64, i64)], closed: bool, limit: i64) -> Vec<(i64, i64)> {
    const FEW: usize = 12;
    let (Some(first), true) = (points.first().copied(), points.len() > FEW) else { return points.to_vec() };
    if !closed {
        let mut kept = Vec::new();
        between(points, limit, &mut kept);
        kept.extend(points.last());
        return kept;
    }
    // A ring is two lines, from its first corner to the one furthest away and back.
    let away = |(x, y): (i64, i64)| (x - first.0).pow(2) + (y - first.1).pow(2);
    let far = (0..points.len()).max_by_key(|at| away(points[*at])).unwrap_or(0);
    let back: Vec<(i64, i64)> = points[far..].iter().copied().chain([first]).collect();
    let mut kept = Vec::new();
    between(&points[..=far], limit, &mut kept);
    between(&back, limit, &mut kept);
    if kept.len() < 3 { points.to_vec() } else { kept }
}

/// The corners of a line that are seen, without its last (Douglas and Peucker, 1973).
fn between(line: &[(i64, i64)], limit: i64, kept: &mut Vec<(i64, i64)>) {
    let [first, inner @ .., last] = line else { return };
    let (across, down) = (last.0 - first.0, last.1 - first.1);
    let length = across.pow(2) + down.pow(2);
    // The square of how far a corner is off, times that of the length where there is one.
    let off = |(x, y): &(i64, i64)| {
        let (x, y) = (x - first.0, y - first.1);
        if length == 0 { x.pow(2) + y.pow(2) } else { (x * down - y * across).pow(2) }
    };
    let furthest = inner.iter().enumerate().max_by_key(|(_, point)| off(point));
    match furthest {
        Some((at, point)) if 4 * off(point) > limit * length.max(1) => {
            between(&line[..=at + 1], limit, kept);
            between(&line[at + 1..], limit, kept);
        }
        _ => kept.push(*first),
    }
}

#[cfg(test)]
mod tests {
    use super::{UNSEEN, gathered, joined, seen, slim};
    use crate::raster::png;
    use crate::{facts, tools};
    use offtake::atlas::{Frame, TableRuler, Theme};
    use offtake::paint;

    #[test]
    fn a_shape_and_its_outline_become_one_path() {
        let svg = "<svg width=\"9\" height=\"9\">\n<polygon fill=\"#A83A22\" points=\"1,1 4,1 4,3\"/>\n\
            <polyline fill=\"none\" stroke=\"#FFFFFF\" stroke-width=\"2\" points=\"1,1 4,1 4,3 1,1\"/>\n</svg>\n";
        let path = "<path d=\"m1 1 3 0 0 2z\" fill=\"#A83A22\" stroke=\"#FFFFFF\" stroke-width=\"2\"/>";
        assert_eq!(slim(svg), format!("<svg width=\"9\" height=\"9\">{path}</svg>"));
    }

    #[test]
    fn corners_that_nobody_sees_are_left_out_and_others_stay() {
        // A long straight with a bump of one unit, and a spike of nine.
        let mut ring: Vec<(i64, i64)> = (0..20).map(|x| (10 * x, i64::from(x == 7))).collect();
        ring.extend([(190, 100), (100, 91), (10, 100)]);
        assert_eq!(seen(&ring, true, UNSEEN), [(0, 0), (190, 0), (190, 100), (100, 91), (10, 100)]);
        assert_eq!(seen(&ring[..20], false, UNSEEN), [(0, 0), (190, 0)]);
        let few = [(0, 0), (5, 0), (10, 0), (10, 9)];
        assert_eq!(seen(&few, true, UNSEEN), few);
        // An island smaller than what is left out does not vanish.
        let dot: Vec<(i64, i64)> = (0..13).map(|at| (at % 2, at % 3 / 2)).collect();
        assert_eq!(seen(&dot, true, UNSEEN), dot);
    }

    pub(super) fn pixels(svg: &str) -> Vec<u8> {
        resvg::tiny_skia::Pixmap::decode_png(&png(svg, 1.0).unwrap()).unwrap().data().to_vec()
    }

    /// The part of two pictures that differs by more than smoothing does.
    pub(super) fn differ(one: &[u8], two: &[u8]) -> f64 {
        assert_eq!(one.len(), two.len());
        let off = one.iter().zip(two).filter(|(a, b)| a.abs_diff(**b) > 48).count();
        off as f64 / one.len() as f64
    }

    #[test]
    fn every_chart_looks_the_same() {
        let atlas = facts::atlas(&tools::root()).unwrap();
        for chart in atlas.catalogue("en").unwrap().charts {
            let choice = atlas.from_link(&format!("lang=fr&chart={}", chart.id)).unwrap();
            let frame = Frame { width: 344.0, theme: &Theme::LIGHT, ruler: &TableRuler };
            let svg = paint::svg(&atlas.draw(&choice, &frame).unwrap().scene).unwrap();
            let whole = pixels(&svg);
            for thin in [slim(&svg), joined(&svg), joined(&gathered(&svg))] {
                assert!(thin.len() < svg.len(), "{}", chart.id);
                let off = differ(&whole, &pixels(&thin));
                assert!(off < 0.001, "{}: {off}", chart.id);
            }
        }
    }
}
