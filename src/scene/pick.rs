use super::mark::{Mark, Point, Scene, Shape, Tag};
use crate::terms::Order;

/// How far from a small mark a finger may land and still find it, in CSS px (half of the 24 px of WCAG 2.5.8).
pub const REACH: f64 = 12.0;

/// The tag under a point: the topmost mark that holds it, else the nearest mark within reach of a finger.
///
/// # Example
/// ```
/// use offtake::scene::{Ink, Mark, Scene, Shape, Tag, Theme, pick};
/// let mut scene = Scene::new(320.0, 100.0, Theme::LIGHT.ground);
/// let malta = Tag { id: "MLT".into(), words: "Malta".into() };
/// let dot = Shape::Dot { centre: (60.0, 40.0), radius: 2.0 };
/// scene.marks.push(Mark::tagged(dot, Ink::Fill(Theme::LIGHT.ally), &malta));
/// assert_eq!(pick(&scene, (72.0, 40.0)), Some(&malta), "a finger may miss it by 10 px");
/// assert_eq!(pick(&scene, (82.0, 40.0)), None);
/// ```
pub fn pick(scene: &Scene, at: Point) -> Option<&Tag> {
    let tagged = || scene.marks.iter().rev().filter_map(|mark| mark.tag.as_ref().map(|tag| (mark, tag)));
    if let Some((_, tag)) = tagged().find(|(mark, _)| holds(mark, at)) {
        return Some(tag);
    }
    let mut nearest: Option<(f64, &Tag)> = None;
    for (mark, tag) in tagged() {
        let away = distance(mark, at);
        if away <= REACH && nearest.is_none_or(|(best, _)| away < best) {
            nearest = Some((away, tag));
        }
    }
    nearest.map(|(_, tag)| tag)
}

/// Every tag once, in painting order: the order in which the arrow keys walk.
///
/// # Example
/// ```
/// use offtake::scene::{Ink, Mark, Scene, Shape, Tag, Theme, tags};
/// let mut scene = Scene::new(320.0, 100.0, Theme::LIGHT.ground);
/// let tag = |id: &str| Tag { id: id.into(), words: id.into() };
/// // Two islands of one country, then another country.
/// for (id, x) in [("JPN", 60.0), ("JPN", 70.0), ("FJI", 90.0)] {
///     let dot = Shape::Dot { centre: (x, 40.0), radius: 3.0 };
///     scene.marks.push(Mark::tagged(dot, Ink::Fill(Theme::LIGHT.ally), &tag(id)));
/// }
/// assert_eq!(tags(&scene), [&tag("JPN"), &tag("FJI")]);
/// ```
pub fn tags(scene: &Scene) -> Vec<&Tag> {
    let mut seen: Vec<&Tag> = Vec::new();
    for tag in scene.marks.iter().filter_map(|mark| mark.tag.as_ref()) {
        if !seen.iter().any(|known| known.id == tag.id) {
            seen.push(tag);
        }
    }
    seen
}

/// A point at which the thing with this id is found by [`pick`], for the focus ring and for tests.
///
/// # Example
/// ```
/// use offtake::scene::{Ink, Mark, Rect, Scene, Shape, Tag, Theme, focus_centre, pick};
/// let mut scene = Scene::new(320.0, 100.0, Theme::LIGHT.ground);
/// let tag = |id: &str| Tag { id: id.into(), words: id.into() };
/// let ink = || Ink::Fill(Theme::LIGHT.ally);
/// let host = Rect { x: 10.0, y: 10.0, width: 80.0, height: 40.0 };
/// scene.marks.push(Mark::tagged(Shape::Rect(host), ink(), &tag("ITA")));
/// scene.marks.push(Mark::tagged(Shape::Dot { centre: (50.0, 30.0), radius: 5.0 }, ink(), &tag("SMR")));
/// // The enclave lies on the middle of its host: the ring goes beside it.
/// let at = focus_centre(&scene, "ITA").unwrap();
/// assert_eq!(pick(&scene, at), Some(&tag("ITA")));
/// ```
pub fn focus_centre(scene: &Scene, id: &str) -> Option<Point> {
    let marks = || scene.marks.iter().filter(|mark| mark.tag.as_ref().is_some_and(|tag| tag.id == id));
    let found_there = |centre: &Point| pick(scene, *centre).is_some_and(|tag| tag.id == id);
    // The largest of the mark's parts first: of an archipelago the main island.
    let mut parts: Vec<&Mark> = marks().collect();
    parts.order_by(|a, b| size(b).total_cmp(&size(a)));
    let first = parts.first().map(|mark| centre(mark));
    // A neighbour's dot may lie on the middle: then any spot that is free will do.
    parts.iter().flat_map(|mark| std::iter::once(centre(mark)).chain(spots(mark))).find(found_there).or(first)
}

/// Points spread over the box of a mark.
fn spots(mark: &Mark) -> impl Iterator<Item = Point> {
    const ACROSS: u8 = 9;
    let (left, top, right, bottom) = match &mark.shape {
        Shape::Polygon(ring) => bounds(ring),
        Shape::Rect(area) => (area.x, area.y, area.x + area.width, area.y + area.height),
        Shape::Dot { centre: (x, y), radius } => (x - radius, y - radius, x + radius, y + radius),
        Shape::Line(_) | Shape::Text { .. } => (0.0, 0.0, 0.0, 0.0),
    };
    let part = |step: u8| f64::from(step) / f64::from(ACROSS - 1);
    let steps = (0..ACROSS).flat_map(|i| (0..ACROSS).map(move |j| (i, j)));
    let mark = mark.clone();
    steps
        .map(move |(i, j)| (left + part(i) * (right - left), top + part(j) * (bottom - top)))
        .filter(move |spot| holds(&mark, *spot))
}

/// Whether a point lies on a mark. Lines and text hold nothing.
///
/// # Example
/// ```
/// use offtake::scene::{Ink, Mark, Shape, Theme, holds};
/// let dot = Mark::plain(Shape::Dot { centre: (60.0, 40.0), radius: 5.0 }, Ink::Fill(Theme::LIGHT.ink));
/// assert!(holds(&dot, (64.0, 43.0)) && !holds(&dot, (65.0, 43.0)));
/// let line = Mark::plain(Shape::Line(vec![(0.0, 0.0), (9.0, 0.0)]), Ink::Fill(Theme::LIGHT.ink));
/// assert!(!holds(&line, (4.0, 0.0)));
/// ```
pub fn holds(mark: &Mark, (x, y): Point) -> bool {
    match &mark.shape {
        Shape::Polygon(ring) => inside(ring, (x, y)),
        Shape::Rect(area) => area.holds((x, y)),
        Shape::Dot { centre, radius } => (centre.0 - x).powi(2) + (centre.1 - y).powi(2) <= radius * radius,
        Shape::Line(_) | Shape::Text { .. } => false,
    }
}

/// Whether a point lies in a ring (even-odd).
///
/// # Example
/// ```
/// use offtake::scene::inside;
/// // A ring that bends around a bay.
/// let bay = [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (6.0, 9.0), (6.0, 3.0), (3.0, 3.0), (3.0, 9.0), (0.0, 9.0)];
/// assert!(inside(&bay, (1.0, 8.0)) && inside(&bay, (4.5, 1.0)));
/// assert!(!inside(&bay, (4.5, 8.0)));
/// ```
pub fn inside(ring: &[Point], (x, y): Point) -> bool {
    let mut odd = false;
    for (index, &(x0, y0)) in ring.iter().enumerate() {
        let (x1, y1) = ring[(index + 1) % ring.len()];
        if (y0 > y) != (y1 > y) && x < x0 + (y - y0) / (y1 - y0) * (x1 - x0) {
            odd = !odd;
        }
    }
    odd
}

fn distance(mark: &Mark, (x, y): Point) -> f64 {
    match &mark.shape {
        Shape::Rect(area) => {
            let across = (area.x - x).max(x - area.x - area.width).max(0.0);
            let down = (area.y - y).max(y - area.y - area.height).max(0.0);
            libm::hypot(across, down)
        }
        Shape::Dot { centre, radius } => (libm::hypot(centre.0 - x, centre.1 - y) - radius).max(0.0),
        Shape::Polygon(ring) if size(mark) < 4.0 * REACH * REACH => {
            ring.iter().map(|(px, py)| libm::hypot(px - x, py - y)).fold(f64::INFINITY, f64::min)
        }
        Shape::Polygon(_) | Shape::Line(_) | Shape::Text { .. } => f64::INFINITY,
    }
}

fn bounds(ring: &[Point]) -> (f64, f64, f64, f64) {
    ring.iter()
        .fold((f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY), |(l, t, r, b), (x, y)| {
            (l.min(*x), t.min(*y), r.max(*x), b.max(*y))
        })
}

fn size(mark: &Mark) -> f64 {
    match &mark.shape {
        Shape::Polygon(ring) => {
            let (left, top, right, bottom) = bounds(ring);
            (right - left) * (bottom - top)
        }
        Shape::Rect(area) => area.width * area.height,
        Shape::Dot { radius, .. } => 4.0 * radius * radius,
        Shape::Line(_) | Shape::Text { .. } => 0.0,
    }
}

/// A point inside the mark: for a ring that bends around its own middle, the middle of its longest inner stretch.
fn centre(mark: &Mark) -> Point {
    match &mark.shape {
        Shape::Polygon(ring) => {
            let (left, top, right, bottom) = bounds(ring);
            let middle = ((left + right) / 2.0, (top + bottom) / 2.0);
            if inside(ring, middle) {
                return middle;
            }
            let y = middle.1;
            let mut cuts: Vec<f64> = Vec::new();
            for (index, &(x0, y0)) in ring.iter().enumerate() {
                let (x1, y1) = ring[(index + 1) % ring.len()];
                if (y0 > y) != (y1 > y) {
                    cuts.push(x0 + (y - y0) / (y1 - y0) * (x1 - x0));
                }
            }
            cuts.order_by(f64::total_cmp);
            let longest = cuts.chunks_exact(2).max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])));
            longest.map_or(middle, |pair| ((pair[0] + pair[1]) / 2.0, y))
        }
        Shape::Rect(area) => area.centre(),
        Shape::Dot { centre, .. } => *centre,
        Shape::Line(points) => points.first().copied().unwrap_or((0.0, 0.0)),
        Shape::Text { at, .. } => *at,
    }
}

#[cfg(test)]
mod tests {
    use super::super::mark::{Ink, Rect};
    use super::super::theme::{Color, Theme};
    use super::{Mark, Scene, Shape, Tag, focus_centre, pick, tags};

    fn tag(id: &str) -> Tag {
        Tag { id: id.into(), words: id.into() }
    }

    fn page() -> Scene {
        let ink = Ink::Fill(Color(0, 0, 0));
        let mut scene = Scene::new(100.0, 100.0, Theme::LIGHT.ground);
        let square = Rect { x: 10.0, y: 10.0, width: 50.0, height: 50.0 };
        let bent = vec![(10.0, 70.0), (90.0, 70.0), (90.0, 74.0), (14.0, 74.0), (14.0, 98.0), (10.0, 98.0)];
        scene.marks.push(Mark::tagged(Shape::Rect(square), ink.clone(), &tag("square")));
        scene.marks.push(Mark::tagged(
            Shape::Dot { centre: (30.0, 30.0), radius: 3.0 },
            ink.clone(),
            &tag("dot"),
        ));
        scene.marks.push(Mark::tagged(Shape::Polygon(bent), ink, &tag("bent")));
        scene
    }

    #[test]
    fn the_topmost_mark_is_found_and_a_finger_may_miss_a_little() {
        let scene = page();
        assert_eq!(pick(&scene, (30.0, 31.0)).map(|tag| tag.id.as_str()), Some("dot"));
        assert_eq!(pick(&scene, (50.0, 50.0)).map(|tag| tag.id.as_str()), Some("square"));
        assert_eq!(pick(&scene, (65.0, 30.0)).map(|tag| tag.id.as_str()), Some("square"));
        assert_eq!(pick(&scene, (95.0, 30.0)), None);
    }

    #[test]
    fn every_tag_is_found_at_its_own_centre() {
        let scene = page();
        assert_eq!(tags(&scene).len(), 3);
        for found in tags(&scene) {
            let centre = focus_centre(&scene, &found.id).unwrap();
            assert_eq!(pick(&scene, centre), Some(found));
        }
    }
}
