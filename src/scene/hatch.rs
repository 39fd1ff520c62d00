use super::mark::Point;
use crate::terms::Order;

/// The parts of 45-degree lines, `spacing` apart, that lie inside a ring (even-odd). Lines are pinned to the page, not
/// to the ring, so that hatched neighbours share one pattern.
///
/// # Example
/// ```
/// use offtake::scene::hatch_lines;
/// let square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
/// let lines = hatch_lines(&square, 3.0);
/// assert_eq!(lines.len(), 4);
/// assert!(lines.iter().all(|((x0, y0), (x1, y1))| (x0 + y0 - x1 - y1).abs() < 1e-9), "45 degrees");
/// ```
pub fn hatch_lines(ring: &[Point], spacing: f64) -> Vec<(Point, Point)> {
    let sound = ring.iter().all(|(x, y)| x.is_finite() && y.is_finite());
    if ring.len() < 3 || !sound || !(spacing.is_finite() && spacing > 0.0) {
        return Vec::new();
    }
    // Along a hatch line x + y is constant: c. Cutting the ring's edges with x + y = c gives the ends.
    let sums = ring.iter().map(|(x, y)| x + y);
    let (low, high) =
        sums.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), c| (low.min(c), high.max(c)));
    let step = spacing * std::f64::consts::SQRT_2;
    let mut lines = Vec::new();
    let mut number = (low / step).ceil();
    while number * step <= high {
        let c = number * step;
        let mut cuts: Vec<f64> = Vec::new();
        for (index, &(x0, y0)) in ring.iter().enumerate() {
            let (x1, y1) = ring[(index + 1) % ring.len()];
            let (from, to) = (x0 + y0 - c, x1 + y1 - c);
            if (from < 0.0) != (to < 0.0) {
                cuts.push(x0 + (x1 - x0) * from / (from - to));
            }
        }
        cuts.order_by(f64::total_cmp);
        for pair in cuts.chunks_exact(2) {
            lines.push(((pair[0], c - pair[0]), (pair[1], c - pair[1])));
        }
        number += 1.0;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::hatch_lines;

    #[test]
    fn lines_stay_inside_a_square() {
        let square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        let lines = hatch_lines(&square, 3.0);
        assert_eq!(lines.len(), 4);
        for ((x0, y0), (x1, y1)) in lines {
            for value in [x0, y0, x1, y1] {
                assert!((-1e-9..=10.0 + 1e-9).contains(&value), "{value}");
            }
        }
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert!(hatch_lines(&[], 3.0).is_empty());
        assert!(hatch_lines(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)], 0.0).is_empty());
        assert!(hatch_lines(&[(f64::NAN, 0.0), (1.0, 0.0), (1.0, 1.0)], 1.0).is_empty());
    }
}
