use offtake::atlas::Scene;
use offtake::paint::{PaintError, svg};

use super::unseen::{Area, area};
use super::{joined, numbers, same_ring, seen, shape, trace};

/// Half CSS px for one CSS px: the unit of the drawing.
const UNITS: f64 = 2.0;
/// As [`super::UNSEEN`], for land: three quarters of a CSS px. Most of a map's bytes are its corners, and the picture
/// stands until the canvas comes.
const UNSEEN: i64 = 9;

/// How what is no land is written in fewer bytes.
pub type Thin = dyn Fn(&str) -> String;

/// Two widths of one picture for one page.
pub struct Paired {
    pub narrow: String,
    /// It uses the land of the narrow one.
    pub wide: String,
    /// Which ring of the page's land is that of each mark of it.
    pub rings: Vec<usize>,
}

/// Two widths of one picture for one page, in fewer bytes: land that both draw to their scale is written once, with the corners
/// that the wider one shows. `id` is its name in the page. `None` for what has no land, or more in it than colours and hatching.
pub fn pair(id: &str, narrow: &Scene, wide: &Scene, thin: &Thin) -> Result<Option<Paired>, PaintError> {
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
    // Hatching is as wide apart at any width.
    let hatches =
        |drawn: &str| joined(&drawn.lines().filter(|line| is_hatch(line)).collect::<Vec<_>>().join("\n"));
    let first = first + &hatches(&svg(&part(narrow, small.land))?);
    let again = again + &hatches(&drawn);
    let narrow = around(narrow, small.land, &first, thin)?;
    Ok(Some(Paired { narrow, wide: around(wide, large.land, &again, thin)?, rings: land.order }))
}

/// Whether it is one of the straight lines that fill a shape.
fn is_hatch(line: &str) -> bool {
    shape(line).is_some_and(|shape| shape.fill.is_none() && shape.points.split(' ').count() == 2)
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
    paths: String,
    /// Which ring of the paths is that of each mark.
    order: Vec<usize>,
    /// The line around each outline.
    edge: (&'a str, f64),
}

/// The outlines of one colour that are one path.
struct Tint<'a> {
    fill: &'a str,
    /// Whether a line goes around them. Around what is hatched none does.
    edged: bool,
    rings: Vec<Ring>,
}

struct Ring {
    /// Its place in the list of land.
    mark: usize,
    corners: Vec<(i64, i64)>,
    area: Area,
}

impl Land<'_> {
    /// Reads it from an SVG of land alone.
    fn of(svg: &str) -> Option<Land<'_>> {
        let mut edge = None;
        let mut tints: Vec<Tint<'_>> = Vec::new();
        // Head, ground and end are no land.
        let mut lines = svg.lines().skip(2).filter(|line| *line != "</svg>" && !is_hatch(line)).peekable();
        let mut mark = 0;
        while let Some(line) = lines.next() {
            let inner = shape(line)?;
            let fill = inner.fill?;
            let around = lines.peek().and_then(|line| shape(line)).filter(|outer| outer.fill.is_none());
            if let Some(outer) = &around {
                if !same_ring(inner.points, outer.points)
                    || *edge.get_or_insert(outer.stroke?) != outer.stroke?
                {
                    return None;
                }
                lines.next();
            }
            let mut corners = seen(&numbers(inner.points), true, UNSEEN);
            // What lies on another of its path stays filled where both turn the same way.
            if turns_left(&corners) {
                corners.reverse();
            }
            put(&mut tints, Tint::new(fill, around.is_some()), Ring { mark, corners, area: area(line)? });
            mark += 1;
        }
        // From one to the next it is less far then, which takes fewer letters.
        for tint in &mut tints {
            tint.rings.sort_by_key(|ring| ring.corners.first().copied());
        }
        let (stroke, width) = edge?;
        let mut order = vec![0; mark];
        for (at, ring) in tints.iter().flat_map(|tint| &tint.rings).enumerate() {
            *order.get_mut(ring.mark)? = at;
        }
        Some(Land {
            paths: tints.iter().map(Tint::path).collect(),
            order,
            edge: (stroke, width.parse().ok()?),
        })
    }
}

impl<'a> Tint<'a> {
    fn new(fill: &'a str, edged: bool) -> Tint<'a> {
        Tint { fill, edged, rings: Vec::new() }
    }

    fn path(&self) -> String {
        let edge = if self.edged { "" } else { " stroke=\"none\"" };
        let mut path = format!("<path fill=\"{}\"{edge} d=\"", self.fill);
        let mut pen = (0, 0);
        for ring in &self.rings {
            trace(&mut path, pen, &ring.corners);
            path.push('z');
            pen = ring.corners.first().copied().unwrap_or(pen);
        }
        path + "\"/>"
    }
}

/// Puts an outline into a path of its colour, as far down as none lies between that it may lie in or around: neighbours that only
/// touch can be painted in any order, and what lies in a country comes after it.
fn put<'a>(tints: &mut Vec<Tint<'a>>, mut like: Tint<'a>, ring: Ring) {
    let near = |tint: &Tint<'_>| tint.rings.iter().any(|other| holds(other, &ring) || holds(&ring, other));
    for at in (0..tints.len()).rev() {
        if (tints[at].fill, tints[at].edged) == (like.fill, like.edged) {
            tints[at].rings.push(ring);
            return;
        }
        if near(&tints[at]) {
            break;
        }
    }
    like.rings.push(ring);
    tints.push(like);
}

/// Whether an outline lies in another, by the middle of it.
fn holds(outer: &Ring, inner: &Ring) -> bool {
    let ((left, top, right, bottom), (x, y, far_x, far_y)) = (outer.area, inner.area);
    if left > x || top > y || right < far_x || bottom < far_y {
        return false;
    }
    let (x, y) = (f64::midpoint(x, far_x), f64::midpoint(y, far_y));
    let corners = outer.corners.iter().map(|(x, y)| (*x as f64, *y as f64));
    let next = corners.clone().cycle().skip(1);
    // A ray to the right leaves what it is in one time more than it enters it.
    let crossed = corners.zip(next).filter(|((from_x, from_y), (to_x, to_y))| {
        (*from_y > y) != (*to_y > y) && x < from_x + (y - from_y) / (to_y - from_y) * (to_x - from_x)
    });
    crossed.count() % 2 == 1
}

fn turns_left(ring: &[(i64, i64)]) -> bool {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|((x, y), (next_x, next_y))| x * next_y - next_x * y).sum::<i64>() < 0
}

#[cfg(test)]
mod tests {
    use super::super::tests::{differ, pixels};
    use super::super::{gathered, joined, slim};
    use super::{Land, Scene, pair, svg};
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
        for query in [
            "lang=en&chart=dependency-map",
            "lang=fr&chart=dependency-map&mineral=gallium&country=eu",
            "lang=en&chart=dependency-map&mineral=tellurium",
        ] {
            let [narrow, wide] = drawn(&atlas, query);
            let Some(pair) = pair("land", &narrow, &wide, &|svg| joined(&gathered(svg))).unwrap() else {
                panic!("{query}: not paired")
            };
            // Alone, with the land that it uses.
            let (_, land) = pair.narrow.split_once("<g id=").unwrap();
            let (land, _) = land.split_once("</g></g>").unwrap();
            let whole = pair.wide.replacen("<use ", &format!("<defs><g id={land}</g></defs><use "), 1);
            for (scene, svg_of) in [(&narrow, &pair.narrow), (&wide, &whole)] {
                let (one, two) = (pixels(&svg(scene).unwrap()), pixels(svg_of));
                assert!(differ(&one, &two) < 0.002, "{query} at {}: {}", scene.width, differ(&one, &two));
            }
            let apart = slim(&svg(&narrow).unwrap()).len() + slim(&svg(&wide).unwrap()).len();
            let together = pair.narrow.len() + pair.wide.len();
            assert!(together * 10 < apart * 6, "{together} of {apart}");
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
        // What comes later of the colour joins it past what lies beside it, and not past what it lies in.
        let apart = page(
            &(ring("#111", "1,1 4,1 4,3")
                + &ring("#222", "1,9 9,9 9,19 1,19")
                + &ring("#111", "6,1 9,1 9,3")
                + &ring("#111", "4,12 6,12 6,14 4,14")),
        );
        let land = Land::of(&apart).unwrap();
        assert_eq!(land.paths.matches("<path").count(), 3, "{}", land.paths);
        assert_eq!(land.order, [0, 2, 1, 3]);
        assert!(
            Land::of(&page("<polygon fill=\"#111\" points=\"1,1 4,1 4,3\"/>\n<circle r=\"3\"/>\n")).is_none()
        );
        let [narrow, wide] = drawn(&facts::atlas(&tools::root()).unwrap(), "lang=en&chart=supplier-bars");
        assert!(pair("land", &narrow, &wide, &slim).unwrap().is_none());
    }
}
