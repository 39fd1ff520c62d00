//! What a pane lets see of a shape. Nothing clips on the way to the screen: a point that is off the page would be put on
//! its edge.

use super::mark::{Point, Rect};

/// The part of a ring inside a box, one edge of the box after the other (I. Sutherland, G. Hodgman, "Reentrant polygon
/// clipping", Communications of the ACM 17, 1974). A ring that the box cuts in two keeps a seam along the box.
///
/// # Example
/// ```
/// use offtake::scene::{Rect, clip_ring};
/// let pane = Rect { x: 0.0, y: 0.0, width: 10.0, height: 10.0 };
/// let half_outside = [(5.0, 2.0), (15.0, 2.0), (15.0, 8.0), (5.0, 8.0)];
/// let kept = clip_ring(&half_outside, &pane);
/// assert_eq!(kept.len(), 4);
/// assert!(kept.iter().all(|point| pane.holds(*point)) && kept.contains(&(10.0, 8.0)));
/// assert!(clip_ring(&[(20.0, 2.0), (30.0, 2.0), (30.0, 8.0)], &pane).is_empty());
/// ```
pub fn clip_ring(ring: &[Point], area: &Rect) -> Vec<Point> {
    if ring.iter().all(|point| area.holds(*point)) {
        return ring.to_vec();
    }
    let (right, bottom) = (area.x + area.width, area.y + area.height);
    let edges: [(bool, f64, f64); 4] =
        [(false, area.x, 1.0), (false, right, -1.0), (true, area.y, 1.0), (true, bottom, -1.0)];
    let mut kept = ring.to_vec();
    for (down, limit, sign) in edges {
        let inward = |(x, y): Point| sign * (if down { y } else { x } - limit);
        let mut next: Vec<Point> = Vec::with_capacity(kept.len());
        for (index, &point) in kept.iter().enumerate() {
            let before = kept[(index + kept.len() - 1) % kept.len()];
            let (a, b) = (inward(before), inward(point));
            if (a < 0.0) != (b < 0.0) {
                next.push(along(before, point, a / (a - b)));
            }
            if b >= 0.0 {
                next.push(point);
            }
        }
        kept = next;
    }
    kept
}

/// The parts of an open line inside a box.
///
/// # Example
/// ```
/// use offtake::scene::{Rect, clip_line};
/// let pane = Rect { x: 0.0, y: 0.0, width: 10.0, height: 10.0 };
/// // A line that leaves and comes back is two.
/// let line = [(5.0, 2.0), (15.0, 2.0), (15.0, 8.0), (5.0, 8.0)];
/// assert_eq!(clip_line(&line, &pane), [vec![(5.0, 2.0), (10.0, 2.0)], vec![(10.0, 8.0), (5.0, 8.0)]]);
/// ```
pub fn clip_line(points: &[Point], area: &Rect) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut end: Option<Point> = None;
    for pair in points.windows(2) {
        let Some((from, to)) = stretch(pair[0], pair[1], area) else {
            end = None;
            continue;
        };
        match parts.last_mut() {
            Some(part) if end == Some(from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
        end = Some(to);
    }
    parts
}

/// The part of a straight line inside a box (Y.-D. Liang, B. Barsky, 1984).
fn stretch(from: Point, to: Point, area: &Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut low, mut high) = (0.0, 1.0);
    for (step, room) in [
        (-dx, from.0 - area.x),
        (dx, area.x + area.width - from.0),
        (-dy, from.1 - area.y),
        (dy, area.y + area.height - from.1),
    ] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            low = f64::max(low, room / step);
        } else {
            high = f64::min(high, room / step);
        }
    }
    let start = if low > 0.0 { along(from, to, low) } else { from };
    let end = if high < 1.0 { along(from, to, high) } else { to };
    (low <= high).then_some((start, end))
}

fn along(from: Point, to: Point, part: f64) -> Point {
    (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)
}

#[cfg(test)]
mod tests {
    use super::{Rect, clip_line, clip_ring};

    const AREA: Rect = Rect { x: 0.0, y: 0.0, width: 10.0, height: 10.0 };

    #[test]
    fn a_ring_is_cut_at_the_edges_of_the_box() {
        let square = [(5.0, 5.0), (15.0, 5.0), (15.0, 15.0), (5.0, 15.0)];
        // The same ring; it starts where the last edge let it in.
        assert_eq!(clip_ring(&square, &AREA), [(5.0, 10.0), (5.0, 5.0), (10.0, 5.0), (10.0, 10.0)]);
        let inside = [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0)];
        assert_eq!(clip_ring(&inside, &AREA), inside);
        assert!(clip_ring(&[(20.0, 1.0), (30.0, 1.0), (30.0, 2.0)], &AREA).is_empty());
        // A ring around the box is the box.
        let around = [(-5.0, -5.0), (50.0, -5.0), (50.0, 50.0), (-5.0, 50.0)];
        let mut corners = clip_ring(&around, &AREA);
        corners.sort_by(|a, b| a.partial_cmp(b).unwrap());
        assert_eq!(corners, [(0.0, 0.0), (0.0, 10.0), (10.0, 0.0), (10.0, 10.0)]);
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two() {
        let line = [(1.0, 5.0), (5.0, 5.0), (15.0, 5.0), (15.0, 8.0), (5.0, 8.0)];
        assert_eq!(
            clip_line(&line, &AREA),
            [vec![(1.0, 5.0), (5.0, 5.0), (10.0, 5.0)], vec![(10.0, 8.0), (5.0, 8.0)]]
        );
        assert!(clip_line(&[(-1.0, 0.0), (-1.0, 9.0)], &AREA).is_empty());
        assert_eq!(clip_line(&[(-5.0, 5.0), (15.0, 5.0)], &AREA), [vec![(0.0, 5.0), (10.0, 5.0)]]);
    }
}
