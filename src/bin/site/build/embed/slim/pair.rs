use std::fmt::Write;

use offtake::atlas::Scene;
use offtake::paint::{PaintError, svg};

use super::{numbers, same_ring, seen, shape, trace};

/// Half CSS px for one CSS px: the unit of the drawing.
const UNITS: f64 = 2.0;
/// As [`super::UNSEEN`], for land: three quarters of a CSS px. Most of a map's bytes are its corners, and the picture
/// stands until the canvas comes.
const UNSEEN: i64 = 9;

/// How what is no land is written in fewer bytes.
pub type Thin = dyn Fn(&str) -> String;

/// Two widths of one picture for one page, in fewer bytes: land that both draw to their scale is written once, with the corners
/// that the wider one shows. `id` is its name in the page. `None` for what has no land, or more in it than plain colours.
pub fn pair(
    id: &str,
    narrow: &Scene,
    wide: &Scene,
    thin: &Thin,
) -> Result<Option<(String, String)>, PaintError> {
    let (Some(small), Some(large)) = (&narrow.pane, &wide.pane) else { return Ok(None) };
    let drawn = svg(&part(wide, large.land))?;
    let Some(land) = Land::of(&drawn) else { return Ok(None) };
    let scale = small.area.width / large.area.width;
    let place = |small: f64, large: f64| UNITS * (small - scale * large);
    let edge = |width: f64| format!("stroke=\"{}\" stroke-width=\"{}\"", land.edge.0, hundredths(width));
    // The phone's comes first in the page and is whole as soon as it is there.
    let first = format!(
        "<g transform=\"matrix({scale:.5} 0 0 {scale:.5} {} {})\" {}><g id=\"{id}\">{}</g></g>",
        hundredths(place(small.area.x, large.area.x)),
        hundredths(place(small.area.y, large.area.y)),
        edge(land.edge.1 / scale),
        land.paths,
    );
    let again = format!("<use href=\"#{id}\" {}/>", edge(land.edge.1));
    Ok(Some((around(narrow, small.land, &first, thin)?, around(wide, large.land, &again, thin)?)))
}

/// The wider of a pair with the land that it uses of the other.
pub fn alone(first: &str, again: &str) -> Option<String> {
    let (_, land) = first.split_once("<g id=")?;
    let (land, _) = land.split_once("</g></g>")?;
    let (before, used) = again.split_once("<use href=\"#")?;
    let (_, used) = used.split_once('"')?;
    let (edge, after) = used.split_once("/>")?;
    Some(format!("{before}<g{edge}><g id={land}</g></g>{after}"))
}

/// The page with some of its marks alone.
fn part(scene: &Scene, (from, to): (usize, usize)) -> Scene {
    let marks = scene.marks.get(from..to).unwrap_or_default().to_vec();
    Scene { marks, pane: None, ..scene.clone() }
}

/// The page with other words for some of its marks.
fn around(scene: &Scene, (from, to): (usize, usize), words: &str, thin: &Thin) -> Result<String, PaintError> {
    let before = thin(&svg(&part(scene, (0, from)))?);
    let after = svg(&part(scene, (to, scene.marks.len())))?;
    // Head and ground stand in the first part.
    let after = thin(&after.lines().skip(2).collect::<Vec<_>>().join("\n"));
    Ok(format!("{}{words}{after}", before.trim_end_matches("</svg>")))
}

fn hundredths(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

struct Land<'a> {
    /// A path for all neighbours in the list that have one colour.
    paths: String,
    /// The line around each outline.
    edge: (&'a str, f64),
}

impl Land<'_> {
    /// Reads it from an SVG of land alone.
    fn of(svg: &str) -> Option<Land<'_>> {
        let mut paths = String::new();
        let mut edge = None;
        let mut color = "";
        let mut pen = (0, 0);
        // Head, ground and end are no land.
        let mut lines = svg.lines().skip(2).filter(|line| *line != "</svg>");
        while let Some(line) = lines.next() {
            let inner = shape(line)?;
            let outer = lines.next().and_then(shape)?;
            let fill = inner.fill.filter(|_| same_ring(inner.points, outer.points))?;
            if *edge.get_or_insert(outer.stroke?) != outer.stroke? {
                return None;
            }
            if fill != color {
                paths.push_str(if color.is_empty() { "" } else { "\"/>" });
                // Writing to a string cannot fail.
                let _ = write!(paths, "<path fill=\"{fill}\" d=\"");
                (color, pen) = (fill, (0, 0));
            }
            let mut ring = seen(&numbers(inner.points), true, UNSEEN);
            // What lies on another of its path stays filled where both turn the same way.
            if turns_left(&ring) {
                ring.reverse();
            }
            trace(&mut paths, pen, &ring);
            paths.push('z');
            pen = ring.first().copied().unwrap_or(pen);
        }
        paths.push_str(if color.is_empty() { "" } else { "\"/>" });
        let (stroke, width) = edge?;
        Some(Land { paths, edge: (stroke, width.parse().ok()?) })
    }
}

fn turns_left(ring: &[(i64, i64)]) -> bool {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|((x, y), (next_x, next_y))| x * next_y - next_x * y).sum::<i64>() < 0
}

#[cfg(test)]
mod tests {
    use super::super::slim;
    use super::super::tests::{differ, pixels};
    use super::{Land, Scene, alone, pair, svg};
    use crate::{facts, tools};
    use offtake::atlas::{Atlas, Frame, TableRuler, Theme};

    /// A view at both widths.
    fn drawn(atlas: &Atlas, query: &str) -> [Scene; 2] {
        let frame = |width| Frame { width, theme: &Theme::LIGHT, ruler: &TableRuler };
        let choice = atlas.from_link(query).unwrap();
        [344.0, 720.0].map(|width| atlas.draw(&choice, &frame(width)).unwrap().scene)
    }

    /// Both look as they do apart, where the land is written and where it is used.
    #[test]
    fn land_written_once_looks_the_same() {
        let atlas = facts::atlas(&tools::root()).unwrap();
        for query in
            ["lang=en&chart=dependency-map", "lang=fr&chart=dependency-map&mineral=gallium&country=eu"]
        {
            let [narrow, wide] = drawn(&atlas, query);
            let Some((first, again)) = pair("land", &narrow, &wide, &slim).unwrap() else {
                panic!("{query}: not paired")
            };
            let whole = alone(&first, &again).unwrap();
            for (scene, svg_of) in [(&narrow, &first), (&wide, &whole)] {
                let (one, two) = (pixels(&svg(scene).unwrap()), pixels(svg_of));
                assert!(differ(&one, &two) < 0.002, "{query} at {}: {}", scene.width, differ(&one, &two));
            }
            let apart = slim(&svg(&narrow).unwrap()).len() + slim(&svg(&wide).unwrap()).len();
            assert!((first.len() + again.len()) * 10 < apart * 6, "{} of {apart}", first.len() + again.len());
        }
    }

    #[test]
    fn only_plain_land_is_written_once() {
        let page = |shapes: &str| format!("<svg>\n<rect/>\n{shapes}</svg>\n");
        let ring = |fill: &str, points: &str| {
            format!(
                "<polygon fill=\"{fill}\" points=\"{points}\"/>\n<polyline fill=\"none\" stroke=\"#FFF\" stroke-width=\"1\" points=\"{points}\"/>\n"
            )
        };
        // Two of one colour are one path, both turned the same way.
        let two = page(
            &(ring("#111", "1,1 4,1 4,3") + &ring("#111", "6,1 6,3 9,3") + &ring("#222", "1,9 4,9 4,12")),
        );
        let land = Land::of(&two).unwrap();
        assert_eq!(
            land.paths,
            "<path fill=\"#111\" d=\"m1 1 3 0 0 2zm8 2-3 0 0-2z\"/><path fill=\"#222\" d=\"m1 9 3 0 0 3z\"/>"
        );
        assert_eq!(land.edge, ("#FFF", 1.0));
        assert!(
            Land::of(&page("<polygon fill=\"#111\" points=\"1,1 4,1 4,3\"/>\n<circle r=\"3\"/>\n")).is_none()
        );
        let [narrow, wide] = drawn(&facts::atlas(&tools::root()).unwrap(), "lang=en&chart=supplier-bars");
        assert!(pair("land", &narrow, &wide, &slim).unwrap().is_none());
    }
}
