//! Rings of (longitude, latitude) in degrees: cut at the edge of the map, rounded, measured.

use offtake::geo::equal_earth;

/// The last point joins the first and is not repeated.
pub type Ring = Vec<(f64, f64)>;

/// Cuts a ring that crosses 180 degrees into rings that do not.
///
/// # Errors
/// A text when the ring circles a pole, or crosses so often that two pieces would hang together by a line.
pub fn cut(ring: &Ring) -> Result<Vec<Ring>, String> {
    let Some(first) = ring.first() else {
        return Ok(Vec::new());
    };
    // Follow the ring without jumps; it may leave -180..=180.
    let mut longitude = first.0;
    let mut smooth = Ring::new();
    for point in ring {
        longitude += near(point.0 - longitude);
        smooth.push((longitude, point.1));
    }
    if (longitude + near(first.0 - longitude) - first.0).abs() > 1.0 {
        return Err(format!("the ring at {first:?} circles a pole"));
    }
    let mut pieces = Vec::new();
    for turn in [-360.0, 0.0, 360.0] {
        let (west, east) = (turn - 180.0, turn + 180.0);
        for edge in [west, east] {
            if crossings(&smooth, edge) > 2 {
                return Err(format!("the ring at {first:?} crosses 180 degrees more than twice"));
            }
        }
        let piece: Ring = half(&half(&smooth, |x| x - west), |x| east - x);
        let piece: Ring = piece.into_iter().map(|(x, y)| (x - turn, y)).collect();
        if area(&piece) > 0.0 {
            pieces.push(piece);
        }
    }
    Ok(pieces)
}

/// A difference of longitudes by the shorter way round.
fn near(difference: f64) -> f64 {
    difference - 360.0 * (difference / 360.0).round()
}

fn crossings(ring: &Ring, edge: f64) -> usize {
    let sides: Vec<bool> = ring.iter().filter(|point| point.0 != edge).map(|point| point.0 > edge).collect();
    sides.iter().zip(sides.iter().cycle().skip(1)).filter(|(here, next)| here != next).count()
}

/// The part of a ring where `depth` of the longitude is not negative. Source: Sutherland, Hodgman (1974), "Reentrant
/// polygon clipping", Communications of the ACM 17(1), 32-42.
fn half(ring: &Ring, depth: impl Fn(f64) -> f64) -> Ring {
    let mut kept = Ring::new();
    for (&here, &next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let (a, b) = (depth(here.0), depth(next.0));
        if a >= 0.0 {
            kept.push(here);
        }
        if (a > 0.0 && b < 0.0) || (a < 0.0 && b > 0.0) {
            let part = a / (a - b);
            kept.push((here.0 + part * (next.0 - here.0), here.1 + part * (next.1 - here.1)));
        }
    }
    kept
}

/// Rounds to the fiftieths of a degree of the borders file and drops points that have become the same.
pub fn round(ring: &Ring) -> Ring {
    let mut rounded: Ring =
        ring.iter().map(|(x, y)| ((x * 50.0).round() / 50.0, (y * 50.0).round() / 50.0)).collect();
    rounded.dedup();
    while rounded.len() > 1 && rounded.first() == rounded.last() {
        rounded.pop();
    }
    rounded
}

fn edges(ring: &Ring) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Area on the globe in squared radii: on the Equal Earth plane, where areas are true.
pub fn area(ring: &Ring) -> f64 {
    let plane: Ring = ring.iter().map(|(x, y)| equal_earth(*x, *y)).collect();
    edges(&plane).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
}

/// Whether a point lies inside, by counting the edges to its east.
pub fn contains(ring: &Ring, (x, y): (f64, f64)) -> bool {
    let east = |(a, b): &((f64, f64), (f64, f64))| {
        (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0
    };
    edges(ring).filter(east).count() % 2 == 1
}

/// A point inside and far from the edges as they look on the map: the best of a grid, then of ever finer grids around
/// it. `None` when the ring has no inside to speak of.
pub fn centre(ring: &Ring) -> Option<(f64, f64)> {
    let plane: Ring = ring.iter().map(|(x, y)| equal_earth(*x, *y)).collect();
    let bound = |pick: fn(f64, f64) -> f64, start: f64| {
        ring.iter().fold((start, start), |found, point| (pick(found.0, point.0), pick(found.1, point.1)))
    };
    let (low, high) = (bound(f64::min, f64::INFINITY), bound(f64::max, f64::NEG_INFINITY));
    let mut middle = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
    let mut reach = ((high.0 - low.0) / 2.0, (high.1 - low.1) / 2.0);
    let mut best: Option<(f64, (f64, f64))> = None;
    for _ in 0..4 {
        for column in -16..=16 {
            for row in -16..=16 {
                let place = (
                    middle.0 + reach.0 * f64::from(column) / 16.0,
                    middle.1 + reach.1 * f64::from(row) / 16.0,
                );
                if contains(ring, place) {
                    let room = room(&plane, equal_earth(place.0, place.1));
                    if best.is_none_or(|(most, _)| room > most) {
                        best = Some((room, place));
                    }
                }
            }
        }
        middle = best?.1;
        reach = (reach.0 / 8.0, reach.1 / 8.0);
    }
    best.map(|(_, place)| place)
}

/// Squared distance from a point to the nearest edge.
fn room(ring: &Ring, point: (f64, f64)) -> f64 {
    let distance = |(a, b): ((f64, f64), (f64, f64))| {
        let (along, off) = ((b.0 - a.0, b.1 - a.1), (point.0 - a.0, point.1 - a.1));
        let length = along.0 * along.0 + along.1 * along.1;
        let part =
            if length > 0.0 { ((off.0 * along.0 + off.1 * along.1) / length).clamp(0.0, 1.0) } else { 0.0 };
        let (x, y) = (off.0 - part * along.0, off.1 - part * along.1);
        x * x + y * y
    };
    edges(ring).map(distance).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::{Ring, area, centre, contains, cut, round};

    #[test]
    fn a_ring_across_180_degrees_becomes_two_that_meet_at_the_edge() {
        let across: Ring = vec![(170.0, 60.0), (-170.0, 60.0), (-170.0, 70.0), (170.0, 70.0)];
        let pieces = cut(&across).unwrap();
        assert_eq!(pieces.len(), 2);
        assert!(pieces[0].iter().all(|point| (170.0..=180.0).contains(&point.0)), "{:?}", pieces[0]);
        assert!(pieces[1].iter().all(|point| (-180.0..=-170.0).contains(&point.0)), "{:?}", pieces[1]);
        assert!((area(&pieces[0]) / area(&pieces[1]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_ring_that_stays_on_one_side_is_left_as_it_is() {
        let square: Ring = vec![(170.0, 60.0), (180.0, 60.0), (180.0, 70.0), (170.0, 70.0)];
        assert_eq!(cut(&square).unwrap(), [square]);
        // -180 and 180 are one place: this triangle touches the edge from the east of the map.
        assert_eq!(
            cut(&vec![(179.0, 1.0), (-180.0, 1.0), (180.0, 0.0)]).unwrap(),
            [[(179.0, 1.0), (180.0, 1.0), (180.0, 0.0)]]
        );
    }

    #[test]
    fn a_ring_around_a_pole_is_refused() {
        let around: Ring = vec![(-120.0, -80.0), (0.0, -80.0), (120.0, -80.0)];
        assert!(cut(&around).unwrap_err().contains("pole"));
    }

    #[test]
    fn the_centre_of_a_horseshoe_is_in_its_arm_and_not_in_its_mouth() {
        let shoe: Ring = vec![
            (0.0, 0.0),
            (9.0, 0.0),
            (9.0, 9.0),
            (6.0, 9.0),
            (6.0, 3.0),
            (3.0, 3.0),
            (3.0, 9.0),
            (0.0, 9.0),
        ];
        let found = centre(&shoe).unwrap();
        assert!(contains(&shoe, found) && !contains(&shoe, (4.5, 6.0)), "{found:?}");
        assert_eq!(centre(&vec![(1.0, 1.0), (2.0, 1.0), (1.5, 1.0)]), None);
    }

    #[test]
    fn rounding_drops_points_that_fall_together() {
        let ring: Ring = vec![(0.0, 0.0), (0.001, 0.0), (1.009, 0.0), (1.0, 1.0), (0.0, 0.004)];
        assert_eq!(round(&ring), [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]);
    }
}
