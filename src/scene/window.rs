use super::mark::{Point, Rect};
use crate::terms::within;

/// How many times larger than the whole a part may be shown: beyond that an outline shows its corners.
const MOST: f64 = 8.0;
/// How much nearer one step brings it.
const STEP: f64 = 2.0;
/// The part of what is seen by which one step moves it.
const ASIDE: f64 = 0.25;

/// Which part of something larger, such as a map of the world, is seen through its pane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// The middle of what is seen, in parts of the whole's width, 0 to 1.
    pub x: f64,
    /// The middle of what is seen, in parts of the whole's height, 0 to 1.
    pub y: f64,
    /// How many times larger than the whole it is shown, 1 to 8.
    pub zoom: f64,
}

/// Where on the page a window is, and what in it is worth going nearer to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pane {
    /// The box that the window fills.
    pub area: Rect,
    /// Where the heart of the matter lies, in parts of the whole.
    pub heart: Point,
    /// Which of the page's marks are land: drawn to the scale of the whole, edges apart, whatever the width of the page.
    pub land: (usize, usize),
}

impl Window {
    /// All of it.
    pub const WHOLE: Window = Window { x: 0.5, y: 0.5, zoom: 1.0 };

    /// The nearest window that shows nothing beyond the edges of the whole. What is no number shows all.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::Window;
    /// // Nothing beyond the edge is shown, and no more than eight times as large.
    /// let far = Window { x: 0.01, y: 0.5, zoom: 2.0 };
    /// assert_eq!(far.sound(), Window { x: 0.25, y: 0.5, zoom: 2.0 });
    /// assert_eq!(Window { zoom: 100.0, ..Window::WHOLE }.sound().zoom, 8.0);
    /// assert_eq!(Window { x: f64::NAN, ..far }.sound(), Window::WHOLE);
    /// ```
    pub fn sound(self) -> Window {
        if !(self.x.is_finite() && self.y.is_finite() && self.zoom.is_finite()) {
            return Window::WHOLE;
        }
        let zoom = self.zoom.clamp(1.0, MOST);
        let half = 0.5 / zoom;
        Window { x: within(self.x, half, 1.0 - half), y: within(self.y, half, 1.0 - half), zoom }
    }

    fn shows(self, (x, y): Point) -> bool {
        let half = 0.5 / self.zoom;
        (self.x - x).abs() <= half && (self.y - y).abs() <= half
    }

    /// The box on the page, in CSS px, that all of it would fill, most of it outside the pane.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Rect, Window};
    /// let pane = Rect { x: 10.0, y: 20.0, width: 600.0, height: 300.0 };
    /// assert_eq!(Window::WHOLE.whole(&pane), pane);
    /// // Twice as large, the upper left quarter fills the pane.
    /// let corner = Window { x: 0.25, y: 0.25, zoom: 2.0 };
    /// assert_eq!(corner.whole(&pane), Rect { x: 10.0, y: 20.0, width: 1200.0, height: 600.0 });
    /// ```
    pub fn whole(self, pane: &Rect) -> Rect {
        let (width, height) = (pane.width * self.zoom, pane.height * self.zoom);
        let (middle, centre) = (pane.x + pane.width / 2.0, pane.y + pane.height / 2.0);
        Rect { x: middle - self.x * width, y: centre - self.y * height, width, height }
    }

    /// The window after fingers, or the pointer, went from some places on the page to others: what was under them stays
    /// under them. One of them moves it; two also draw it nearer, by as much as they spread.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Rect, Window};
    /// let pane = Rect { x: 0.0, y: 0.0, width: 600.0, height: 300.0 };
    /// let near = Window { zoom: 2.0, ..Window::WHOLE };
    /// // One finger moves it: 120 px to the right shows what lay 120 px to the left, a tenth of the map.
    /// assert!((near.dragged(&[(300.0, 100.0)], &[(420.0, 100.0)], &pane).x - 0.4).abs() < 1e-12);
    /// // Two fingers that spread to twice their distance draw it nearer by as much.
    /// let spread = near.dragged(&[(250.0, 150.0), (350.0, 150.0)], &[(200.0, 150.0), (400.0, 150.0)], &pane);
    /// assert_eq!(spread, Window { zoom: 4.0, ..near });
    /// ```
    pub fn dragged(self, from: &[Point], to: &[Point], pane: &Rect) -> Window {
        let (Some(before), Some(after)) = (middle(from), middle(to)) else { return self };
        let spread = |points: &[Point]| match points {
            [one, two, ..] => libm::hypot(two.0 - one.0, two.1 - one.1),
            _ => 0.0,
        };
        let wider = if spread(from) > 0.0 && spread(to) > 0.0 { spread(to) / spread(from) } else { 1.0 };
        let zoom = (self.zoom * wider).clamp(1.0, MOST);
        let (cx, cy) = pane.centre();
        let along = |at: f64, before: f64, after: f64, middle: f64, size: f64| {
            at + (before - middle) / (size * self.zoom) - (after - middle) / (size * zoom)
        };
        Window {
            x: along(self.x, before.0, after.0, cx, pane.width),
            y: along(self.y, before.1, after.1, cy, pane.height),
            zoom,
        }
        .sound()
    }

    /// The window after a step that a button or a key asks for: `in`, `out`, `left`, `right`, `up`, `down`; any other word
    /// shows all. Going nearer goes to the heart of what is seen, while that is seen.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::Window;
    /// let heart = (0.3, 0.4);
    /// let near = Window::WHOLE.stepped("in", heart);
    /// assert_eq!(near, Window { x: 0.3, y: 0.4, zoom: 2.0 });
    /// assert!(near.stepped("right", heart).x > near.x);
    /// assert_eq!(near.stepped("out", heart), Window::WHOLE);
    /// assert_eq!(near.stepped("whole", heart), Window::WHOLE);
    /// ```
    pub fn stepped(self, step: &str, heart: Point) -> Window {
        let aside = ASIDE / self.zoom;
        let next = match step {
            "in" if self.shows(heart) => Window { x: heart.0, y: heart.1, zoom: self.zoom * STEP },
            "in" => Window { zoom: self.zoom * STEP, ..self },
            "out" => Window { zoom: self.zoom / STEP, ..self },
            "left" => Window { x: self.x - aside, ..self },
            "right" => Window { x: self.x + aside, ..self },
            "up" => Window { y: self.y - aside, ..self },
            "down" => Window { y: self.y + aside, ..self },
            _ => Window::WHOLE,
        };
        next.sound()
    }
}

fn middle(points: &[Point]) -> Option<Point> {
    let count = points.len().min(2);
    let sum = points.iter().take(2).fold((0.0, 0.0), |(x, y), point| (x + point.0, y + point.1));
    (count > 0).then(|| (sum.0 / count as f64, sum.1 / count as f64))
}

#[cfg(test)]
mod tests {
    use super::{Rect, Window};

    const PANE: Rect = Rect { x: 10.0, y: 20.0, width: 600.0, height: 300.0 };

    #[test]
    fn the_whole_fills_its_pane() {
        assert_eq!(Window::WHOLE.whole(&PANE), PANE);
    }

    #[test]
    fn what_is_under_two_fingers_stays_under_them() {
        let before = Window { x: 0.4, y: 0.6, zoom: 2.0 };
        let after =
            before.dragged(&[(200.0, 100.0), (300.0, 150.0)], &[(180.0, 90.0), (330.0, 165.0)], &PANE);
        assert!((after.zoom - 3.0).abs() < 1e-12);
        let part = |window: Window, x: f64| (x - window.whole(&PANE).x) / window.whole(&PANE).width;
        for (from, to) in [(200.0, 180.0), (300.0, 330.0)] {
            assert!((part(before, from) - part(after, to)).abs() < 1e-12);
        }
    }

    #[test]
    fn nothing_beyond_the_edge_is_ever_shown() {
        let far = Window::WHOLE.stepped("in", (0.02, 0.9));
        assert_eq!(far, Window { x: 0.25, y: 0.75, zoom: 2.0 });
        assert_eq!(far.stepped("in", (0.02, 0.9)), Window { x: 0.125, y: 0.875, zoom: 4.0 });
        assert_eq!(far.stepped("in", (0.9, 0.1)), Window { zoom: 4.0, ..far }, "it is out of sight");
        assert_eq!(far.stepped("left", (0.5, 0.5)), far);
        assert_eq!(far.dragged(&[(100.0, 100.0)], &[(5_000.0, -900.0)], &PANE).x, 0.25);
        assert_eq!(Window { x: f64::NAN, ..Window::WHOLE }.sound(), Window::WHOLE);
        assert_eq!(Window { zoom: 1e9, ..Window::WHOLE }.sound().zoom, 8.0);
        assert_eq!(far.dragged(&[], &[], &PANE), far);
        assert_eq!(far.dragged(&[(1.0, 1.0), (1.0, 1.0)], &[(1.0, 1.0), (1.0, 1.0)], &PANE), far);
    }

    #[test]
    fn nearer_and_back_again_is_where_it_was() {
        let mut window = Window::WHOLE;
        for step in ["in", "in", "right", "left", "out", "out"] {
            window = window.stepped(step, (0.3, 0.4));
        }
        assert_eq!(window, Window::WHOLE);
        assert_eq!(window.stepped("in", (0.3, 0.4)).stepped("whole", (0.3, 0.4)), Window::WHOLE);
    }
}
