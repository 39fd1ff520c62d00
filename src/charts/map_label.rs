//! Names on the map: inside a country where there is room, else beside it where they hide least.

use super::chart::Frame;
use super::sheet::{LABEL, fitted};
use crate::scene::{Anchor, Color, Ink, Mark, Point, Rect, Scene, Shape, holds};
use crate::terms::{self, Order};

/// Air on each side of a name, in CSS px.
const AIR: f64 = 3.0;
const HEIGHT: f64 = 16.0;

/// A name and the country that it is the name of.
pub(super) struct Label<'a> {
    pub(super) words: &'a str,
    pub(super) centre: Point,
    pub(super) rings: &'a [Vec<Point>],
    /// What the country is painted in.
    pub(super) fill: Color,
    /// Whether it belongs to a dot in the middle: then it stands beside that, not at the end of the land.
    pub(super) dot: bool,
}

/// The map on which names are written, one after the other.
pub(super) struct Names<'a> {
    scene: &'a mut Scene,
    frame: &'a Frame<'a>,
    map: &'a Rect,
    /// The tag of the reader's country.
    own: &'a str,
    /// The boxes of the marks that were there before: most of them are nowhere near a name.
    boxes: Vec<Rect>,
}

impl<'a> Names<'a> {
    /// A map with nothing written on it yet.
    pub(super) fn over(scene: &'a mut Scene, frame: &'a Frame<'a>, map: &'a Rect, own: &'a str) -> Names<'a> {
        let boxes = scene.marks.iter().map(box_of).collect();
        Names { scene, frame, map, own, boxes }
    }

    /// Writes a name inside its country, if there is room and nothing else is painted there.
    pub(super) fn inside(&mut self, label: &Label<'_>) -> bool {
        let wide = self.width(label);
        let Some((middle, room)) = stretch(label.rings, label.centre) else { return false };
        let plate =
            Rect { x: middle - wide / 2.0, y: label.centre.1 - HEIGHT / 2.0, width: wide, height: HEIGHT };
        if room < wide || !self.clear(&plate, label.fill) || !within(&plate, self.map) {
            return false;
        }
        let at = (middle, label.centre.1 + 4.0);
        self.scene.text(self.words(label), at, Anchor::Middle, LABEL, true, label.fill.letters());
        true
    }

    /// Writes a name beside its country, within the map and clear of the names that stand already. One that need not be
    /// there is left out where it would hide another.
    pub(super) fn beside(&mut self, label: &Label<'_>, must: bool) {
        let wide = self.width(label);
        let centre = label.centre;
        let rings = if label.dot { &[] } else { label.rings };
        let (left, top, right, bottom) = bounds(rings, centre);
        let beside = [
            (right + 4.0, centre.1 - HEIGHT / 2.0),
            (left - 4.0 - wide, centre.1 - HEIGHT / 2.0),
            (centre.0 - wide / 2.0, top - 4.0 - HEIGHT),
            (centre.0 - wide / 2.0, bottom + 4.0),
            // At the corners, still on the level of the country: above or below it would name a neighbour.
            (left - 4.0 - wide, top),
            (left - 4.0 - wide, bottom - HEIGHT),
        ];
        let nearest = self.map.x;
        let farthest = (nearest + self.map.width - wide).max(nearest);
        let highest = self.map.y;
        let lowest = (highest + self.map.height - HEIGHT).max(highest);
        // The first of equals: right, left, above, below.
        let mut best: Option<(usize, Rect)> = None;
        for (x, y) in beside {
            let x = terms::within(x, nearest, farthest);
            let plate = Rect { x, y: terms::within(y, highest, lowest), width: wide, height: HEIGHT };
            // To hide another name is worse than to hide any land, and so is to lie on the land of the reader's country: there
            // it would be read as its name.
            let taken = self.scene.marks.iter().any(|mark| writes_on(mark, &plate, self.frame))
                || (!must && self.on_own(&plate));
            if taken && !must {
                continue;
            }
            let cost = self.hidden(&plate) + if taken { 100 } else { 0 };
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, plate));
            }
        }
        if let Some((_, plate)) = best {
            // With an edge it is a card that lies on the map: without, land would seem to end there.
            let (fill, edge) = (self.frame.theme.ground, self.frame.theme.hairline);
            self.scene.marks.push(Mark::plain(Shape::Rect(plate), Ink::Edged { fill, edge, width: 1.0 }));
            let at = (plate.x + AIR, plate.y + 12.0);
            self.scene.text(self.words(label), at, Anchor::Start, LABEL, true, self.frame.theme.own);
        }
    }

    /// A name that is wider than the map is cut; the tag has all of it.
    fn words(&self, label: &Label<'_>) -> String {
        fitted(label.words, (self.map.width - 2.0 * AIR).max(1.0), true, self.frame)
    }

    fn width(&self, label: &Label<'_>) -> f64 {
        self.frame.ruler.width(&self.words(label), LABEL, true) + 2.0 * AIR
    }

    /// The marks on which a box may lie.
    fn near<'b>(&'b self, plate: &'b Rect) -> impl DoubleEndedIterator<Item = &'b Mark> {
        let marks = self.boxes.iter().zip(&self.scene.marks);
        marks.filter(|(area, _)| meets(area, plate)).map(|(_, mark)| mark)
    }

    /// How much that has something to say lies under a box.
    fn hidden(&self, plate: &Rect) -> usize {
        let near: Vec<&Mark> = self.near(plate).filter(|mark| mark.tag.is_some()).collect();
        spots(plate).filter(|spot| near.iter().any(|mark| holds(mark, *spot))).count()
    }

    /// Whether a box lies on the land of the reader's country.
    fn on_own(&self, plate: &Rect) -> bool {
        let own = |mark: &Mark| mark.tag.as_ref().is_some_and(|tag| tag.id == self.own);
        let near: Vec<&Mark> = self.near(plate).filter(|mark| own(mark)).collect();
        spots(plate).any(|spot| near.iter().any(|mark| holds(mark, spot)))
    }

    /// Whether all that lies under a box is one colour, and no name.
    fn clear(&self, plate: &Rect, fill: Color) -> bool {
        let near: Vec<&Mark> = self.near(plate).collect();
        let of_it = |spot: Point| {
            let top = near.iter().rev().find(|mark| holds(mark, spot));
            top.is_none_or(|mark| match &mark.ink {
                Ink::Fill(color) | Ink::Edged { fill: color, .. } | Ink::Hatch { ground: color, .. } => {
                    *color == fill
                }
                Ink::Outline { .. } => true,
            })
        };
        spots(plate).all(of_it) && !self.scene.marks.iter().any(|mark| writes_on(mark, plate, self.frame))
    }
}

/// Points spread over a box.
fn spots(plate: &Rect) -> impl Iterator<Item = Point> {
    let Rect { x, y, width, height } = *plate;
    let parts = (0..=8).flat_map(|i| (0..=2).map(move |j| (f64::from(i) / 8.0, f64::from(j) / 2.0)));
    parts.map(move |(u, v)| (x + u * width, y + v * height))
}

fn meets(one: &Rect, two: &Rect) -> bool {
    one.x <= two.x + two.width
        && two.x <= one.x + one.width
        && one.y <= two.y + two.height
        && two.y <= one.y + one.height
}

fn within(inner: &Rect, outer: &Rect) -> bool {
    outer.holds((inner.x, inner.y)) && outer.holds((inner.x + inner.width, inner.y + inner.height))
}

/// The box around a mark. Lines and letters hold nothing: theirs is nowhere.
fn box_of(mark: &Mark) -> Rect {
    match &mark.shape {
        Shape::Polygon(ring) => around(ring),
        Shape::Rect(area) => *area,
        Shape::Dot { centre: (x, y), radius } => {
            Rect { x: x - radius, y: y - radius, width: 2.0 * radius, height: 2.0 * radius }
        }
        Shape::Line(_) | Shape::Text { .. } => Rect { x: -1.0, y: -1.0, width: 0.0, height: 0.0 },
    }
}

fn around(ring: &[Point]) -> Rect {
    let nothing = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
    let (left, top, right, bottom) =
        ring.iter().fold(nothing, |(l, t, r, b), (x, y)| (l.min(*x), t.min(*y), r.max(*x), b.max(*y)));
    Rect { x: left, y: top, width: right - left, height: bottom - top }
}

/// Whether a mark is text that reaches into a box.
fn writes_on(mark: &Mark, area: &Rect, frame: &Frame<'_>) -> bool {
    let Shape::Text { words, at: (x, y), anchor, size, bold } = &mark.shape else { return false };
    // Most text is nowhere near, and measuring is not free.
    if y - size >= area.y + area.height || y + 3.0 <= area.y {
        return false;
    }
    let wide = frame.ruler.width(words, *size, *bold);
    let left = match anchor {
        Anchor::Start => *x,
        Anchor::Middle => x - wide / 2.0,
        Anchor::End => x - wide,
    };
    left < area.x + area.width && left + wide > area.x
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
    let area = around(ring);
    (area.x, area.y, area.x + area.width, area.y + area.height)
}
