//! What a finished picture says where it is touched, in a file beside its page. `www/quick.js` answers with it before an engine
//! is there, and where none can run.

use std::fmt::Write;

use offtake::scene::{Mark, Point, REACH, Scene, Shape, Tag, focus_centre, tags};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::slim;

/// Half CSS px for one CSS px: the unit of the drawing.
const UNITS: f64 = 2.0;
/// In how many steps the script looks around a finger, the nearest first, and in how many again where it finds something.
const STEPS: u32 = 3;
const FINER: u32 = 8;

/// The two pictures of a page.
pub struct Pair<'a> {
    pub narrow: &'a Scene,
    pub wide: &'a Scene,
    /// Where the page writes the land of both once, as [`slim::pair`] does, which of its rings is that of each mark.
    pub land: Option<&'a [usize]>,
}

/// A place that answers.
struct Place<'a> {
    tag: &'a Tag,
    shape: &'a Shape,
    /// Which ring of the page's land it is.
    ring: Option<usize>,
    /// CSS px for one of the shape's.
    scale: f64,
}

/// The file of a page and its name. The name tells the picture too: a page that a browser kept finds no marks of a newer one.
pub fn file(pair: &Pair<'_>, svgs: [&str; 2]) -> (String, String) {
    let mut words: Vec<&str> = Vec::new();
    let [narrow, wide] = [pair.narrow, pair.wide].map(|scene| picture(pair, scene, &mut words));
    // How wide a line around a thing is that reaches a finger so far away, in CSS px: on the thing itself, then each step with
    // what is nearer in it.
    let width = |fine: u32| (2.0 * REACH * f64::from(fine) / f64::from(STEPS * FINER)).to_string();
    let step = |step: u32| std::iter::once(step + FINER).chain(step + 1..step + FINER).map(width).collect();
    let steps = (0..STEPS).map(|at| step(at * FINER));
    let reach: Vec<Vec<String>> = std::iter::once(vec![width(0)]).chain(steps).collect();
    let text = format!("{}\n", json!({ "words": words, "reach": reach, "narrow": narrow, "wide": wide }));
    let mut digest = Sha256::new();
    for part in svgs.into_iter().chain([text.as_str()]) {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let hash: String = digest.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    (format!("marks.{hash}.json"), text)
}

/// One picture: where the arrow keys walk, and what lies where, the last on top. Words are told by their place among `words`,
/// lengths in the unit of the drawing.
fn picture<'a>(pair: &Pair<'a>, scene: &'a Scene, words: &mut Vec<&'a str>) -> Value {
    let mut told = |tag: &'a Tag| {
        words.iter().position(|known| *known == tag.words).unwrap_or_else(|| {
            words.push(&tag.words);
            words.len() - 1
        })
    };
    let walk: Vec<Value> = tags(scene)
        .into_iter()
        .map(|tag| {
            let (x, y) = focus_centre(scene, &tag.id).unwrap_or_default();
            json!([told(tag), units(x), units(y)])
        })
        .collect();
    let mut shapes: Vec<(usize, Value, bool)> = Vec::new();
    for place in kept(places(pair, scene)) {
        let (tag, far) = (told(place.tag), place.far());
        match (place.ring, shapes.last_mut()) {
            (Some(ring), _) => shapes.push((tag, json!(ring), far)),
            // What follows itself is one path. Rings may turn either way, and would cut each other out.
            (None, Some((last, Value::String(path), false))) if *last == tag && !place.is_ring() => {
                path.push_str(&outline(place.shape));
            }
            _ => shapes.push((tag, json!(outline(place.shape)), far)),
        }
    }
    let shapes: Vec<Value> = shapes
        .into_iter()
        .map(|(tag, path, far)| if far { json!([tag, path, 1]) } else { json!([tag, path]) })
        .collect();
    json!({ "walk": walk, "shapes": shapes })
}

/// Every place of a picture, in painting order.
fn places<'a>(pair: &Pair<'a>, scene: &'a Scene) -> Vec<Place<'a>> {
    let own = |mark: &'a Mark| {
        let touched = !matches!(mark.shape, Shape::Line(_) | Shape::Text { .. });
        let tag = mark.tag.as_ref().filter(|_| touched)?;
        Some(Place { tag, shape: &mark.shape, ring: None, scale: 1.0 })
    };
    let (Some(here), Some(there), Some(rings)) = (&scene.pane, &pair.wide.pane, pair.land) else {
        return scene.marks.iter().filter_map(own).collect();
    };
    let scale = here.area.width / there.area.width;
    let land = pair.wide.marks.get(there.land.0..there.land.1).unwrap_or_default().iter().zip(rings);
    let land = land.filter_map(|(mark, ring)| {
        Some(Place { tag: mark.tag.as_ref()?, shape: &mark.shape, ring: Some(*ring), scale })
    });
    let before = scene.marks.iter().take(here.land.0).filter_map(own);
    let after = scene.marks.iter().skip(here.land.1).filter_map(own);
    before.chain(land).chain(after).collect()
}

/// Without what lies in a box of the same thing, with nothing of another between them that it could lie on.
fn kept(mut places: Vec<Place<'_>>) -> Vec<Place<'_>> {
    // Of two equal ones the lower goes, and then only what stays hides another.
    retain(&mut places, |place, _, above| !above.iter().any(|other| other.hides(place)));
    retain(&mut places, |place, beneath, _| {
        !beneath.iter().rev().take_while(|other| other.tag == place.tag).any(|other| other.hides(place))
    });
    places
}

/// Keeps the places of which a rule, told what is beneath and above, says so.
fn retain(places: &mut Vec<Place<'_>>, rule: impl Fn(&Place<'_>, &[Place<'_>], &[Place<'_>]) -> bool) {
    let stays: Vec<bool> =
        (0..places.len()).map(|at| rule(&places[at], &places[..at], &places[at + 1..])).collect();
    let mut stays = stays.into_iter();
    places.retain(|_| stays.next().unwrap_or(true));
}

impl Place<'_> {
    fn is_ring(&self) -> bool {
        matches!(self.shape, Shape::Polygon(_))
    }

    /// Whether a finger must be on it, as `scene::pick` has it for what is large.
    fn far(&self) -> bool {
        let (left, top, right, bottom) = bounds(self.shape);
        let size = (right - left) * (bottom - top) * self.scale * self.scale;
        self.is_ring() && size >= 4.0 * REACH * REACH
    }

    /// Whether another place of the same thing lies in this one, which is a box.
    fn hides(&self, other: &Place<'_>) -> bool {
        let (left, top, right, bottom) = bounds(self.shape);
        let (x, y, far_x, far_y) = bounds(other.shape);
        let inside = x >= left && y >= top && far_x <= right && far_y <= bottom;
        inside && matches!(self.shape, Shape::Rect(_)) && self.tag == other.tag && other.ring.is_none()
    }
}

/// Left, top, right and bottom.
fn bounds(shape: &Shape) -> (f64, f64, f64, f64) {
    match shape {
        Shape::Rect(area) => (area.x, area.y, area.x + area.width, area.y + area.height),
        Shape::Dot { centre: (x, y), radius } => (x - radius, y - radius, x + radius, y + radius),
        Shape::Polygon(ring) | Shape::Line(ring) => ring.iter().fold(
            (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY),
            |(left, top, right, bottom), (x, y)| (left.min(*x), top.min(*y), right.max(*x), bottom.max(*y)),
        ),
        Shape::Text { at: (x, y), .. } => (*x, *y, *x, *y),
    }
}

/// As the data of an SVG path; boxes and dots turn the same way.
fn outline(shape: &Shape) -> String {
    let mut path = String::new();
    // Writing to a string cannot fail.
    let _ = match shape {
        Shape::Rect(_) => {
            let (left, top, right, bottom) = bounds(shape);
            let (x, y) = (units(left), units(top));
            let (width, height) = (units(right) - x, units(bottom) - y);
            write!(path, "M{x} {y}h{width}v{height}h{}z", -width)
        }
        Shape::Dot { centre: (x, y), radius } => {
            let (x, y, radius) = (units(*x), units(*y), units(*radius));
            let around = 2 * radius;
            write!(
                path,
                "M{} {y}a{radius} {radius} 0 0 1 {around} 0 {radius} {radius} 0 0 1 {} 0z",
                x - radius,
                -around
            )
        }
        Shape::Polygon(ring) => {
            let corners: Vec<(i64, i64)> = ring.iter().map(|(x, y): &Point| (units(*x), units(*y))).collect();
            slim::ring(&mut path, &corners);
            Ok(())
        }
        Shape::Line(_) | Shape::Text { .. } => Ok(()),
    };
    path
}

fn units(px: f64) -> i64 {
    (UNITS * px).round() as i64
}

#[cfg(test)]
mod tests {
    use offtake::atlas::{Atlas, Frame, TableRuler, Theme};
    use offtake::scene::{Rect, holds, pick};

    use super::super::slim::pair as paired;
    use super::*;
    use crate::{facts, tools};

    /// The pictures of a chart at both widths.
    fn drawn(atlas: &Atlas, query: &str) -> [Scene; 2] {
        let choice = atlas.from_link(query).unwrap();
        [344.0, 720.0].map(|width| {
            let frame = Frame { width, theme: &Theme::LIGHT, ruler: &TableRuler };
            atlas.draw(&choice, &frame).unwrap().scene
        })
    }

    fn read(scenes: &[Scene; 2], land: Option<&[usize]>) -> Value {
        let pair = Pair { narrow: &scenes[0], wide: &scenes[1], land };
        serde_json::from_str(&file(&pair, ["", ""]).1).unwrap()
    }

    /// What is left out changes no answer: at every point of a grid the topmost place is what the engine finds there.
    #[test]
    fn every_place_that_is_left_answers_as_the_picture_does() {
        let atlas = facts::atlas(&tools::root()).unwrap();
        let mut saved = 0;
        for chart in atlas.catalogue("en").unwrap().charts {
            let scenes = drawn(&atlas, &format!("lang=en&chart={}", chart.id));
            let pair = Pair { narrow: &scenes[0], wide: &scenes[1], land: None };
            for scene in &scenes {
                let all = places(&pair, scene);
                let count = all.len();
                let left = kept(all);
                saved += count - left.len();
                let ink = &scene.marks[0].ink;
                let left: Vec<Mark> = left
                    .iter()
                    .map(|place| Mark::tagged(place.shape.clone(), ink.clone(), place.tag))
                    .collect();
                let grid = |most: f64| (0..40).map(move |step| most * f64::from(step) / 40.0);
                for at in grid(scene.height).flat_map(|y| grid(scene.width).map(move |x| (x, y))) {
                    if let Some(on) = left.iter().rev().find(|mark| holds(mark, at)) {
                        assert_eq!(on.tag.as_ref(), pick(scene, at), "{} at {at:?}", chart.id);
                    }
                }
                let lost = |tag: &&&Tag| !left.iter().any(|mark| mark.tag.as_ref() == Some(**tag));
                // Nothing that a finger finds is lost.
                assert_eq!(tags(scene).iter().filter(lost).count(), 0, "{}", chart.id);
            }
        }
        assert!(saved > 100, "{saved} were left out");
    }

    /// The rings of the page are the marks of the land, one for one: the script counts them.
    #[test]
    fn the_land_of_a_page_has_a_ring_for_every_mark() {
        let scenes = drawn(&facts::atlas(&tools::root()).unwrap(), "lang=en&chart=dependency-map");
        let page = paired("land", &scenes[0], &scenes[1], &slim::slim).unwrap().unwrap();
        let svg = &page.narrow;
        let land = &svg[svg.find("<g id=").unwrap()..svg.find("</g></g>").unwrap()];
        let (from, to) = scenes[1].pane.unwrap().land;
        let rings =
            land.split("d=\"").skip(1).map(|path| path.split('"').next().unwrap().matches('m').count());
        assert_eq!(rings.sum::<usize>(), to - from);
        let found = read(&scenes, Some(&page.rings));
        let shapes = found["narrow"]["shapes"].as_array().unwrap();
        let rings: Vec<u64> = shapes.iter().filter_map(|shape| shape[1].as_u64()).collect();
        // The land keeps its order where it is touched: the last is on top.
        let marks: Vec<usize> =
            rings.iter().map(|ring| page.rings.iter().position(|at| *at as u64 == *ring).unwrap()).collect();
        assert!(marks.len() > 100 && marks.is_sorted(), "{marks:?}");
        for (at, shape) in shapes.iter().filter(|shape| shape[1].is_u64()).enumerate() {
            let mark = &scenes[1].marks[from + marks[at]];
            let words =
                found["words"][usize::try_from(shape[0].as_u64().unwrap()).unwrap()].as_str().unwrap();
            assert_eq!(mark.tag.as_ref().unwrap().words, words, "{at}");
        }
    }

    #[test]
    fn shapes_are_written_in_the_unit_of_the_drawing() {
        let area = Rect { x: 1.0, y: 2.0, width: 10.0, height: 4.5 };
        assert_eq!(outline(&Shape::Rect(area)), "M2 4h20v9h-20z");
        let dot = Shape::Dot { centre: (5.0, 6.0), radius: 1.5 };
        assert_eq!(outline(&dot), "M7 12a3 3 0 0 1 6 0 3 3 0 0 1 -6 0z");
        assert_eq!(outline(&Shape::Polygon(vec![(1.0, 1.0), (3.0, 1.0), (3.0, 2.0)])), "m2 2 4 0 0 2z");
    }

    #[test]
    fn another_picture_has_another_name() {
        let scenes = drawn(&facts::atlas(&tools::root()).unwrap(), "lang=en&chart=supplier-bars");
        let pair = Pair { narrow: &scenes[0], wide: &scenes[1], land: None };
        let (name, text) = file(&pair, ["a", "b"]);
        assert_eq!((name.clone(), text.clone()), file(&pair, ["a", "b"]));
        assert_ne!(name, file(&pair, ["a", "c"]).0);
        assert!(name.starts_with("marks.") && name.ends_with(".json") && text.contains("\"words\""));
    }
}
