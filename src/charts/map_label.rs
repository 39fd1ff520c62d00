//! Names on the map: inside a country where there is room, else beside it where they hide least.

use super::chart::Frame;
use super::sheet::{LABEL, MARGIN};
use crate::scene::{Anchor, Color, Ink, Mark, Point, Rect, Scene, Shape, holds};
use crate::terms::{Order, within};

/// Air on each side of a name, in CSS px.
const AIR: f64 = 3.0;
const HEIGHT: f64 = 16.0;

/// Writes a country's name inside it, if there is room.
pub(super) fn inside(
    scene: &mut Scene,
    frame: &Frame<'_>,
    centre: Point,
    rings: &[Vec<Point>],
    words: &str,
    fill: Color,
) -> bool {
    let wide = frame.ruler.width(words, LABEL, true) + 2.0 * AIR;
    if let Some((middle, room)) = stretch(rings, centre)
        && room >= wide
    {
        scene.text(words, (middle, centre.1 + 4.0), Anchor::Middle, LABEL, true, fill.letters());
        return true;
    }
    false
}

/// Writes a country's name beside it, within the map and clear of the names that stand already.
pub(super) fn beside(
    scene: &mut Scene,
    frame: &Frame<'_>,
    centre: Point,
    rings: &[Vec<Point>],
    words: &str,
    (highest, lowest): (f64, f64),
) {
    let wide = frame.ruler.width(words, LABEL, true) + 2.0 * AIR;
    let (left, top, right, bottom) = bounds(rings, centre);
    let beside = [
        (right + 4.0, centre.1 - HEIGHT / 2.0),
        (left - 4.0 - wide, centre.1 - HEIGHT / 2.0),
        (centre.0 - wide / 2.0, top - 4.0 - HEIGHT),
        (centre.0 - wide / 2.0, bottom + 4.0),
        (left - 4.0 - wide, top - HEIGHT),
        (left - 4.0 - wide, bottom),
    ];
    let farthest = (frame.width - MARGIN - wide).max(MARGIN);
    let lowest = (lowest - HEIGHT).max(highest);
    let plates = beside.map(|(x, y)| Rect {
        x: within(x, MARGIN, farthest),
        y: within(y, highest, lowest),
        width: wide,
        height: HEIGHT,
    });
    let taken = |plate: &Rect| scene.marks.iter().any(|mark| writes_on(mark, plate, frame));
    let hidden = |plate: &Rect| -> usize {
        let spots = (0..=8).flat_map(|i| (0..=2).map(move |j| (f64::from(i) / 8.0, f64::from(j) / 2.0)));
        let spots = spots.map(|(u, v)| (plate.x + u * plate.width, plate.y + v * plate.height));
        spots.filter(|spot| scene.marks.iter().any(|mark| mark.tag.is_some() && holds(mark, *spot))).count()
    };
    // The first of equals: right, left, above, below.
    let mut best: Option<(usize, Rect)> = None;
    for plate in plates {
        // To hide another name is worse than to hide any land.
        let cost = hidden(&plate) + if taken(&plate) { 100 } else { 0 };
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, plate));
        }
    }
    if let Some((_, plate)) = best {
        scene.marks.push(Mark::plain(Shape::Rect(plate), Ink::Fill(frame.theme.ground)));
        let at = (plate.x + AIR, plate.y + 12.0);
        scene.text(words, at, Anchor::Start, LABEL, true, frame.theme.own);
    }
}

/// Whether a mark is text that reaches into a box.
fn writes_on(mark: &Mark, area: &Rect, frame: &Frame<'_>) -> bool {
    let Shape::Text { words, at: (x, y), anchor, size, bold } = &mark.shape else { return false };
    let wide = frame.ruler.width(words, *size, *bold);
    let left = match anchor {
        Anchor::Start => *x,
        Anchor::Middle => x - wide / 2.0,
        Anchor::End => x - wide,
    };
    left < area.x + area.width && left + wide > area.x && y - size < area.y + area.height && y + 3.0 > area.y
}

/// The middle and the length of the level line through a point, as far as it stays inside the ring that holds it.
fn stretch(rings: &[Vec<Point>], (x, y): Point) -> Option<(f64, f64)> {
    for ring in rings {
        let mut cuts: Vec<f64> = Vec::new();
        for (index, &(x0, y0)) in ring.iter().enumerate() {
            let (x1, y1) = ring[(index + 1) % ring.len()];
            if (y0 > y) != (y1 > y) {
                cuts.push(x0 + (y - y0) / (y1 - y0) * (x1 - x0));
            }
        }
        cuts.order_by(f64::total_cmp);
        if let Some(pair) = cuts.chunks_exact(2).find(|pair| pair[0] <= x && x <= pair[1]) {
            return Some(((pair[0] + pair[1]) / 2.0, pair[1] - pair[0]));
        }
    }
    None
}

/// The box around the ring that holds a point; around the point where none does.
fn bounds(rings: &[Vec<Point>], centre: Point) -> (f64, f64, f64, f64) {
    let inside = rings.iter().find(|ring| stretch(std::slice::from_ref(ring), centre).is_some());
    let Some(ring) = inside else {
        return (centre.0 - 4.0, centre.1 - 4.0, centre.0 + 4.0, centre.1 + 4.0);
    };
    let nothing = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
    ring.iter().fold(nothing, |(l, t, r, b), (x, y)| (l.min(*x), t.min(*y), r.max(*x), b.max(*y)))
}
