//! The way from one picture to the next. What stands for the same thing in both goes from where it was to where it will
//! be; what there is more of in one place and less in another travels between them. Nothing comes from nowhere.

use super::mark::{Ink, Mark, Point, Rect, Scene, Shape};
use super::theme::Color;
use crate::terms::{Map, Order};

/// How long the way takes, in ms.
pub const WAY_MS: f64 = 360.0;
/// By how much the last of those that travel starts later than the first, in ms.
const STAGGER_MS: f64 = 90.0;

/// How a picture comes about from the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct Tween {
    /// For each mark of the next picture: what it was, and how many ms later than the rest it starts.
    starts: Vec<Option<(Mark, f64)>>,
}

impl Tween {
    /// The way between two pictures. None where they are not two states of one: other sizes of page, other grounds, another
    /// window, or nothing that moves.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Ink, Mark, Rect, Scene, Shape, Tag, Theme, Tween};
    /// let page = |width| {
    ///     let mut page = Scene::new(320.0, 100.0, Theme::LIGHT.ground);
    ///     let bar = Shape::Rect(Rect { x: 10.0, y: 10.0, width, height: 12.0 });
    ///     let japan = Tag { id: "JPN".into(), words: "Japan".into() };
    ///     page.marks.push(Mark::tagged(bar, Ink::Fill(Theme::LIGHT.ally), &japan));
    ///     page
    /// };
    /// assert!(Tween::between(&page(40.0), &page(90.0)).is_some());
    /// assert_eq!(Tween::between(&page(40.0), &page(40.0)), None, "nothing moves");
    /// let wider = Scene { width: 640.0, ..page(90.0) };
    /// assert_eq!(Tween::between(&page(40.0), &wider), None, "another page is no state of this one");
    /// ```
    pub fn between(before: &Scene, after: &Scene) -> Option<Tween> {
        let area = |scene: &Scene| scene.pane.map(|pane| pane.area);
        if before.width != after.width
            || before.ground != after.ground
            || area(before).is_some() != area(after).is_some()
        {
            return None;
        }
        let mut known: Map<(&str, u8, usize), usize> = Map::new();
        for (at, key) in keys(before).into_iter().enumerate() {
            known.insert(key, at);
        }
        let mut left = vec![true; before.marks.len()];
        let mut starts: Vec<Option<(Mark, f64)>> = Vec::with_capacity(after.marks.len());
        for (mark, key) in after.marks.iter().zip(keys(after)) {
            let found = known.get(&key).copied().filter(|at| alike(&before.marks[*at], mark));
            if let Some(at) = found {
                left[at] = false;
            }
            starts.push(found.map(|at| (before.marks[at].clone(), 0.0)));
        }
        travel(before, after, &left, &mut starts);
        for (start, mark) in starts.iter_mut().zip(&after.marks) {
            if start.as_ref().is_some_and(|(from, _)| from.shape == mark.shape && from.ink == mark.ink) {
                *start = None;
            }
        }
        starts.iter().any(Option::is_some).then_some(Tween { starts })
    }

    /// The picture so many ms after it set off; the next one itself when the time is over.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Ink, Mark, Scene, Shape, Tag, Theme, Tween, WAY_MS};
    /// let page = |x| {
    ///     let mut page = Scene::new(320.0, 100.0, Theme::LIGHT.ground);
    ///     let dot = Shape::Dot { centre: (x, 40.0), radius: 4.0 };
    ///     let japan = Tag { id: "JPN".into(), words: "Japan".into() };
    ///     page.marks.push(Mark::tagged(dot, Ink::Fill(Theme::LIGHT.ally), &japan));
    ///     page
    /// };
    /// let (before, after) = (page(100.0), page(200.0));
    /// let way = Tween::between(&before, &after).unwrap();
    /// assert_eq!(way.at(&after, 0.0), before);
    /// let Shape::Dot { centre: (x, _), .. } = way.at(&after, 100.0).marks[0].shape else { panic!("not a dot") };
    /// assert!(100.0 < x && x < 200.0);
    /// assert_eq!(way.at(&after, WAY_MS), after);
    /// ```
    pub fn at(&self, after: &Scene, ms: f64) -> Scene {
        let mut scene = after.clone();
        if !ms.is_finite() || ms >= WAY_MS {
            return scene;
        }
        for (mark, start) in scene.marks.iter_mut().zip(&self.starts) {
            let Some((from, late)) = start else { continue };
            let part = eased(((ms - late) / (WAY_MS - STAGGER_MS)).clamp(0.0, 1.0));
            mark.shape = mixed(&from.shape, &mark.shape, part);
            mark.ink = tinted(&from.ink, &mark.ink, part);
        }
        scene
    }
}

/// What a mark is called: by the thing it stands for, or that was named last, its kind, and how many such came before.
fn keys(scene: &Scene) -> Vec<(&str, u8, usize)> {
    let mut counts: Map<(&str, u8), usize> = Map::new();
    let mut last = "";
    let mut keys = Vec::with_capacity(scene.marks.len());
    for mark in &scene.marks {
        // Marks without a name belong to the thing before them, as a value does to its bar.
        let (id, kind) = match &mark.tag {
            Some(tag) => {
                last = &tag.id;
                (last, kind(mark))
            }
            None => (last, kind(mark) + 16),
        };
        let count = counts.entry((id, kind)).or_insert(0);
        keys.push((id, kind, *count));
        *count += 1;
    }
    keys
}

fn kind(mark: &Mark) -> u8 {
    let shape = match mark.shape {
        Shape::Polygon(_) => 0,
        Shape::Rect(_) => 1,
        Shape::Dot { .. } => 2,
        Shape::Line(_) => 3,
        Shape::Text { .. } => 4,
    };
    shape + if matches!(mark.ink, Ink::Outline { .. }) { 8 } else { 0 }
}

/// Whether one can become the other step by step: as many points, one kind of ink, letters of one size.
fn alike(before: &Mark, after: &Mark) -> bool {
    std::mem::discriminant(&before.ink) == std::mem::discriminant(&after.ink)
        && match (&before.shape, &after.shape) {
            (Shape::Polygon(a), Shape::Polygon(b)) | (Shape::Line(a), Shape::Line(b)) => a.len() == b.len(),
            (Shape::Text { size, anchor, bold, .. }, Shape::Text { size: s, anchor: a, bold: b, .. }) => {
                size == s && anchor == a && bold == b
            }
            _ => true,
        }
}

/// Pairs what has lost its place with what has none yet: squares of one size, in their order, one after the other.
fn travel(before: &Scene, after: &Scene, left: &[bool], starts: &mut [Option<(Mark, f64)>]) {
    let square = |mark: &Mark| match (&mark.shape, &mark.tag) {
        (Shape::Rect(area), Some(_)) if (area.width - area.height).abs() < 1e-6 => Some(area.width),
        _ => None,
    };
    let mut free: Vec<(usize, f64)> = before
        .marks
        .iter()
        .enumerate()
        .filter(|(at, _)| left[*at])
        .filter_map(|(at, mark)| square(mark).map(|side| (at, side)))
        .collect();
    free.order_by(|a, b| a.0.cmp(&b.0));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (to, mark) in after.marks.iter().enumerate().filter(|(to, _)| starts[*to].is_none()) {
        let Some(side) = square(mark) else { continue };
        let found = free
            .iter()
            .position(|(at, other)| (other - side).abs() < 1e-6 && alike(&before.marks[*at], mark));
        if let Some(place) = found {
            pairs.push((free.remove(place).0, to));
        }
    }
    let last = pairs.len().saturating_sub(1).max(1) as f64;
    for (number, (from, to)) in pairs.into_iter().enumerate() {
        starts[to] = Some((before.marks[from].clone(), STAGGER_MS * number as f64 / last));
    }
}

/// Slow, quick, slow: a cubic.
fn eased(part: f64) -> f64 {
    part * part * (3.0 - 2.0 * part)
}

fn mix(a: f64, b: f64, part: f64) -> f64 {
    a + (b - a) * part
}

fn mixed(from: &Shape, to: &Shape, part: f64) -> Shape {
    let point = |a: &Point, b: &Point| (mix(a.0, b.0, part), mix(a.1, b.1, part));
    let points = |a: &[Point], b: &[Point]| a.iter().zip(b).map(|(a, b)| point(a, b)).collect();
    match (from, to) {
        (Shape::Polygon(a), Shape::Polygon(b)) => Shape::Polygon(points(a, b)),
        (Shape::Line(a), Shape::Line(b)) => Shape::Line(points(a, b)),
        (Shape::Rect(a), Shape::Rect(b)) => Shape::Rect(Rect {
            x: mix(a.x, b.x, part),
            y: mix(a.y, b.y, part),
            width: mix(a.width, b.width, part),
            height: mix(a.height, b.height, part),
        }),
        (Shape::Dot { centre, radius }, Shape::Dot { centre: c, radius: r }) => {
            Shape::Dot { centre: point(centre, c), radius: mix(*radius, *r, part) }
        }
        (Shape::Text { at, .. }, Shape::Text { words, at: a, anchor, size, bold }) => {
            Shape::Text { words: words.clone(), at: point(at, a), anchor: *anchor, size: *size, bold: *bold }
        }
        _ => to.clone(),
    }
}

fn tinted(from: &Ink, to: &Ink, part: f64) -> Ink {
    let color = |a: &Color, b: &Color| {
        let channel = |a: u8, b: u8| libm::round(mix(f64::from(a), f64::from(b), part)) as u8;
        Color(channel(a.0, b.0), channel(a.1, b.1), channel(a.2, b.2))
    };
    match (from, to) {
        (Ink::Fill(a), Ink::Fill(b)) => Ink::Fill(color(a, b)),
        (Ink::Edged { fill: a, .. }, Ink::Edged { fill: b, edge, width }) => {
            Ink::Edged { fill: color(a, b), edge: *edge, width: *width }
        }
        _ => to.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::mark::Tag;
    use super::super::theme::Theme;
    use super::{Color, Ink, Mark, Rect, Scene, Shape, Tween, WAY_MS};

    fn tag(id: &str) -> Tag {
        Tag { id: id.into(), words: id.into() }
    }

    fn page(marks: Vec<Mark>) -> Scene {
        Scene { marks, ..Scene::new(300.0, 100.0, Theme::LIGHT.ground) }
    }

    fn bar(id: &str, width: f64) -> Mark {
        let area = Rect { x: 10.0, y: 5.0, width, height: 12.0 };
        Mark::tagged(Shape::Rect(area), Ink::Fill(Color(0, 0, 0)), &tag(id))
    }

    fn square(id: &str, x: f64) -> Mark {
        let area = Rect { x, y: 0.0, width: 8.0, height: 8.0 };
        Mark::tagged(Shape::Rect(area), Ink::Fill(Color(0, 0, 0)), &tag(id))
    }

    fn areas(scene: &Scene) -> Vec<Rect> {
        let area = |mark: &Mark| match mark.shape {
            Shape::Rect(area) => Some(area),
            _ => None,
        };
        scene.marks.iter().filter_map(area).collect()
    }

    #[test]
    fn a_bar_grows_from_where_it_was_though_the_order_changed() {
        let (before, after) =
            (page(vec![bar("A", 40.0), bar("B", 10.0)]), page(vec![bar("B", 90.0), bar("A", 20.0)]));
        let way = Tween::between(&before, &after).unwrap();
        let first = areas(&way.at(&after, 0.0));
        assert_eq!((first[0].width, first[1].width), (10.0, 40.0));
        let half = areas(&way.at(&after, 135.0));
        assert!((half[0].width - 50.0).abs() < 1e-9 && (half[1].width - 30.0).abs() < 1e-9);
        for late in [WAY_MS, 1e9, f64::NAN, f64::INFINITY] {
            assert_eq!(way.at(&after, late), after);
        }
        const { assert!(WAY_MS <= 400.0) };
    }

    #[test]
    fn tonnes_travel_from_who_has_less_to_who_has_more_one_after_the_other() {
        let before = page(vec![square("A", 0.0), square("A", 10.0), square("A", 20.0), square("B", 100.0)]);
        let after = page(vec![square("A", 0.0), square("B", 100.0), square("B", 110.0), square("B", 120.0)]);
        let way = Tween::between(&before, &after).unwrap();
        let first: Vec<f64> = areas(&way.at(&after, 0.0)).iter().map(|area| area.x).collect();
        assert_eq!(first, [0.0, 100.0, 10.0, 20.0], "what stays does not move, what travels sets off from A");
        let midway: Vec<f64> = areas(&way.at(&after, 100.0)).iter().map(|area| area.x).collect();
        assert!(midway[2] > 10.0 && midway[3] - 20.0 < midway[2] - 10.0, "{midway:?}");
        // No square is lost or made.
        assert_eq!(midway.len(), 4);
    }

    #[test]
    fn what_an_interruption_finds_is_where_the_next_way_begins() {
        let [one, two, three] = [10.0, 90.0, 30.0].map(|width| page(vec![bar("A", width)]));
        let shown = Tween::between(&one, &two).unwrap().at(&two, 100.0);
        let next = Tween::between(&shown, &three).unwrap();
        assert_eq!(next.at(&three, 0.0).marks, shown.marks);
        assert_eq!(next.at(&three, WAY_MS), three);
    }

    #[test]
    fn pictures_that_are_not_two_states_of_one_are_cut() {
        let (one, two) = (page(vec![bar("A", 10.0)]), page(vec![bar("A", 20.0)]));
        assert_eq!(Tween::between(&one, &one), None);
        assert_eq!(Tween::between(&one, &Scene { width: 200.0, ..two.clone() }), None);
        assert_eq!(Tween::between(&one, &Scene { ground: Theme::DARK.ground, ..two }), None);
        // A shape that has other corners than before is simply there.
        let ring = |points: &[(f64, f64)]| {
            page(vec![Mark::tagged(Shape::Polygon(points.into()), Ink::Fill(Color(9, 9, 9)), &tag("A"))])
        };
        let (three, four) = (
            ring(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]),
            ring(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]),
        );
        assert_eq!(Tween::between(&three, &four), None);
    }
}
