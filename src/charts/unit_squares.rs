//! Tonnes as squares, each for as many: a row fills them column by column, so that its length still tells the amount.

use crate::scene::{Ink, Mark, Rect, Scene, Shape, Tag};
use crate::terms::Tonnes;

/// How many squares the longest row has at most.
const MOST: f64 = 90.0;
/// A square and its gap in CSS px, where there is room and at least.
const PITCHES: (f64, f64) = (12.0, 7.0);
/// Squares above each other, at least and at most.
const HIGH: (usize, usize) = (2, 4);
/// What a square leaves free to its neighbours.
const GAP: f64 = 1.0;

/// How tonnes become squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Grid {
    /// What a square stands for.
    unit: Tonnes,
    /// Squares above each other.
    high: usize,
    pitch: f64,
}

/// What a square stands for where the longest row is so much: 1, 2 or 5 times a power of ten.
pub(super) fn unit(largest: Tonnes) -> Tonnes {
    let least = (largest.0 / MOST).max(0.01);
    let mut power = 0.01;
    while power * 10.0 <= least * (1.0 + 1e-9) {
        power *= 10.0;
    }
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|times| times * power * (1.0 + 1e-9) >= least);
    // Ten hundredths are a tenth to the last bit only by dividing.
    let whole = step.unwrap_or(10.0) * (power * 100.0).round_ties_even();
    Tonnes(whole / 100.0)
}

impl Grid {
    /// The squares of rows of which the longest is so much, in so much room.
    pub fn new(largest: Tonnes, room: f64) -> Grid {
        let unit = unit(largest);
        let count = (largest.0 / unit.0).ceil().max(1.0);
        let pitch = |high: usize| (room / (count / high as f64).ceil()).floor();
        let high = (HIGH.0..HIGH.1).find(|high| pitch(*high) >= PITCHES.1).unwrap_or(HIGH.1);
        Grid { unit, high, pitch: pitch(high).clamp(3.0, PITCHES.0) }
    }

    /// Height of a row of squares.
    pub fn height(&self) -> f64 {
        self.high as f64 * self.pitch - GAP
    }

    /// How long so many tonnes are.
    pub fn length(&self, tonnes: Tonnes) -> f64 {
        tonnes.0 / (self.unit.0 * self.high as f64) * self.pitch
    }

    /// Where the squares of so many tonnes end.
    pub fn reach(&self, tonnes: Tonnes) -> f64 {
        (tonnes.0 / self.unit.0 / self.high as f64 - 1e-9).ceil().max(0.0) * self.pitch
    }

    /// Draws the squares between two amounts; a square that is only partly between them is as much narrower.
    pub fn place(
        &self,
        scene: &mut Scene,
        corner: (f64, f64),
        between: (Tonnes, Tonnes),
        ink: &Ink,
        tag: &Tag,
    ) {
        let (from, to) = (between.0.0 / self.unit.0, between.1.0 / self.unit.0);
        let side = self.pitch - GAP;
        let mut square = (from + 1e-9).floor();
        while square < to - 1e-9 {
            let (least, most) = ((from - square).max(0.0), (to - square).min(1.0));
            let (column, row) = ((square / self.high as f64).floor(), square % self.high as f64);
            let area = Rect {
                x: corner.0 + column * self.pitch + least * side,
                y: corner.1 + row * self.pitch,
                width: if most - least > 1.0 - 1e-9 { side } else { ((most - least) * side).max(1.0) },
                height: side,
            };
            scene.marks.push(Mark::tagged(Shape::Rect(area), ink.clone(), tag));
            square += 1.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Grid, unit};
    use crate::scene::{Color, Ink, Scene, Shape, Tag};
    use crate::terms::Tonnes;

    #[test]
    fn a_square_is_a_round_number_of_tonnes_and_a_row_has_at_most_ninety() {
        for (largest, square) in
            [(90.0, 1.0), (91.0, 2.0), (40_000.0, 500.0), (7.2, 0.1), (0.0, 0.01), (1e7, 200_000.0)]
        {
            assert_eq!(unit(Tonnes(largest)), Tonnes(square), "{largest}");
        }
    }

    #[test]
    fn squares_fit_in_their_room_and_are_wide_enough_to_tell_apart() {
        for room in [180.0, 288.0, 440.0, 900.0] {
            for largest in [3.0, 89.0, 1234.0, 40_500.0] {
                let grid = Grid::new(Tonnes(largest), room);
                assert!(grid.reach(Tonnes(largest)) <= room, "{largest} in {room}: {grid:?}");
                assert!(grid.pitch >= 7.0, "{largest} in {room}: {grid:?}");
            }
        }
    }

    #[test]
    fn the_area_of_squares_is_the_amount() {
        let grid = Grid::new(Tonnes(900.0), 400.0);
        let tag = Tag { id: "JPN".into(), words: String::new() };
        let mut scene = Scene::new(400.0, 40.0, Color(255, 255, 255));
        let ink = Ink::Fill(Color(0, 0, 0));
        grid.place(&mut scene, (0.0, 0.0), (Tonnes(0.0), Tonnes(255.0)), &ink, &tag);
        grid.place(&mut scene, (0.0, 0.0), (Tonnes(255.0), Tonnes(900.0)), &ink, &tag);
        let area: f64 = scene
            .marks
            .iter()
            .map(|mark| match mark.shape {
                Shape::Rect(area) => area.width * area.height,
                _ => 0.0,
            })
            .sum();
        let side = grid.pitch - 1.0;
        assert!((area / side / side - 90.0).abs() < 1e-6, "{area}");
        assert_eq!(scene.marks.len(), 91, "one square is in two parts");
    }
}
