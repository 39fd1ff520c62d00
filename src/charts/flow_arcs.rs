//! Curved arcs on the map: who sells how many tonnes to the reader's country. An arc says who, whom and how much, not by
//! which way.

use super::chart::Subject;
use crate::scene::{Point, Rect, Role};
use crate::terms::{Country, Tonnes};

/// As many arcs as an eye can follow.
const MOST: usize = 6;
/// A smaller part of all imports is left to the table, unless it is the restricted supplier's.
const LEAST: f64 = 0.01;

/// What the reader's country buys from one supplier.
pub(super) struct Purchase {
    pub(super) from: Country,
    pub(super) tonnes: Tonnes,
    pub(super) role: Role,
}

/// Everything that the reader's country buys, largest first. Empty where the measure is not one of imports, where none
/// are on record, and for a group whose middle lies outside it: there is nowhere for an arc to end.
pub(super) fn purchases(subject: &Subject<'_>) -> Vec<Purchase> {
    if !subject.metric.needs_trade || subject.metric.needs_output || home(subject).is_none() {
        return Vec::new();
    }
    let flows = subject.network.flows_into(subject.viewer).known().unwrap_or_default();
    let bought = flows.into_iter().filter(|flow| flow.tonnes.0 > 0.0);
    bought
        .map(|flow| Purchase {
            from: flow.from,
            tonnes: flow.tonnes,
            role: match flow.from {
                from if from == subject.network.restricted => Role::Restricted,
                from if subject.allies.contains(&from) => Role::Ally,
                _ => Role::Other,
            },
        })
        .collect()
}

/// Those of the purchases that get an arc.
pub(super) fn drawn(all: &[Purchase]) -> impl Iterator<Item = &Purchase> {
    let sum: f64 = all.iter().map(|purchase| purchase.tonnes.0).sum();
    all.iter().enumerate().filter_map(move |(rank, purchase)| {
        let large = rank < MOST && purchase.tonnes.0 >= LEAST * sum;
        (large || purchase.role == Role::Restricted).then_some(purchase)
    })
}

/// Where arcs end, in degrees: in the middle of the reader's country. Of a group it is the mean of its members' middles,
/// if that lies on the land of one of them.
pub(super) fn home(subject: &Subject<'_>) -> Option<Point> {
    let outlines = &subject.borders.outlines;
    if subject.viewers.is_empty() {
        let own = outlines.iter().find(|outline| outline.country == Some(subject.viewer));
        return own.map(|outline| outline.centre);
    }
    let ours = || {
        let member = |country| subject.viewers.contains(&country);
        outlines.iter().filter(move |outline| outline.country.is_some_and(member))
    };
    let count = ours().count() as f64;
    let (east, north) =
        ours().fold((0.0, 0.0), |(x, y), outline| (x + outline.centre.0, y + outline.centre.1));
    let middle = (east / count, north / count);
    ours()
        .any(|outline| outline.rings.iter().any(|ring| crate::scene::inside(ring, middle)))
        .then_some(middle)
}

/// An arc of one width between two places, bent upwards as far as the map has room.
pub(super) fn ribbon(from: Point, to: Point, width: f64, map: &Rect) -> Vec<Point> {
    const STEPS: u8 = 24;
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let far = libm::hypot(across, down).max(1e-6);
    // The side of the straight line that points up the page.
    let up = if across < 0.0 { (down / far, -across / far) } else { (-down / far, across / far) };
    let up = if up.1 > 0.0 { (-up.0, -up.1) } else { up };
    let mut bow = 0.25 * far;
    let middle = |bow: f64| (from.0 + across / 2.0 + up.0 * bow, from.1 + down / 2.0 + up.1 * bow);
    let at = |bow: f64, t: f64| {
        let (control, s) = (middle(2.0 * bow), 1.0 - t);
        let mix = |a: f64, b: f64, c: f64| s * s * a + 2.0 * s * t * b + t * t * c;
        (mix(from.0, control.0, to.0), mix(from.1, control.1, to.1))
    };
    let steps = || (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
    for _ in 0..8 {
        let (left, right) = (map.x + width / 2.0, map.x + map.width - width / 2.0);
        let fits = |(x, y): Point| y >= map.y + width / 2.0 && x >= left && x <= right;
        if steps().all(|t| fits(at(bow, t))) {
            break;
        }
        bow *= 0.7;
    }
    let control = middle(2.0 * bow);
    let edge = |t: f64, side: f64| {
        // Along the curve: its derivative.
        let along = |a: f64, b: f64, c: f64| (1.0 - t) * (b - a) + t * (c - b);
        let (dx, dy) = (along(from.0, control.0, to.0), along(from.1, control.1, to.1));
        let length = libm::hypot(dx, dy).max(1e-6);
        let (x, y) = at(bow, t);
        (x - side * dy / length * width / 2.0, y + side * dx / length * width / 2.0)
    };
    let back: Vec<f64> = steps().collect();
    steps().map(|t| edge(t, 1.0)).chain(back.into_iter().rev().map(|t| edge(t, -1.0))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Purchase, Rect, Role, drawn, ribbon};
    use crate::terms::{Country, Tonnes};

    const MAP: Rect = Rect { x: 0.0, y: 0.0, width: 600.0, height: 300.0 };

    #[test]
    fn a_ribbon_is_as_wide_as_it_is_told_and_stays_on_the_map() {
        for (from, to) in [
            ((100.0, 100.0), (500.0, 120.0)),
            ((500.0, 20.0), (100.0, 30.0)),
            ((300.0, 200.0), (301.0, 20.0)),
            ((30.0, 250.0), (30.0, 20.0)),
        ] {
            let edge = ribbon(from, to, 8.0, &MAP);
            let half = edge.len() / 2;
            for (one, two) in edge[..half].iter().zip(edge[half..].iter().rev()) {
                let wide = libm::hypot(one.0 - two.0, one.1 - two.1);
                assert!((wide - 8.0).abs() < 1e-9, "{wide}");
            }
            for (x, y) in &edge {
                assert!(*y >= -0.5 && *x >= -0.5 && *x <= 600.5, "{x} {y}");
            }
            let middle = ((edge[0].0 + edge[49].0) / 2.0, (edge[0].1 + edge[49].1) / 2.0);
            assert!((middle.0 - from.0).abs() < 1e-9 && (middle.1 - from.1).abs() < 1e-9);
        }
    }

    #[test]
    fn an_arc_of_no_length_is_still_a_shape() {
        assert!(
            ribbon((5.0, 5.0), (5.0, 5.0), 2.0, &MAP).iter().all(|(x, y)| x.is_finite() && y.is_finite())
        );
    }

    #[test]
    fn the_restricted_supplier_has_an_arc_however_little_it_sells() {
        let sells = |code: &str, tonnes: f64, role| Purchase {
            from: Country::parse(code).unwrap(),
            tonnes: Tonnes(tonnes),
            role,
        };
        let mut all: Vec<Purchase> = ["USA", "DEU", "JPN", "BRA", "IND", "KOR", "MEX"]
            .map(|code| sells(code, 100.0, Role::Other))
            .into();
        all.push(sells("CHN", 0.1, Role::Restricted));
        let kept: Vec<&str> = drawn(&all).map(|purchase| purchase.from.code()).collect();
        assert_eq!(kept, ["USA", "DEU", "JPN", "BRA", "IND", "KOR", "CHN"]);
    }
}
