//! Columns in time over a baseline of zero, with lines at dates: a panel of a picture.

use super::chart::Frame;
use super::sheet::LABEL;
use crate::scene::{Anchor, Ink, Mark, Rect, Scene, Shape, Tag, TextBlock, Theme, wrap};
use crate::terms::within;

/// Height of the columns in CSS px.
const TALL: f64 = 132.0;
/// Height of the numbers of dates, and of a row of them.
const BADGE: f64 = 18.0;
const TIER: f64 = BADGE + 2.0;
/// As many rows of numbers may stand above each other.
const TIERS: usize = 3;

/// One set of columns; places are in years.
pub(super) struct Panel {
    /// What it shows.
    pub(super) heading: String,
    /// In which unit, and of what.
    pub(super) note: String,
    /// What those hear who do not see it.
    pub(super) said: String,
    /// First and last place on the axis.
    pub(super) span: (f64, f64),
    /// Where the figures end.
    pub(super) known_until: f64,
    pub(super) columns: Vec<Column>,
    /// Marks of the scale, from zero.
    pub(super) ticks: Vec<(f64, String)>,
    /// Before and after a date.
    pub(super) means: Option<[Mean; 2]>,
}

/// A mean: from where to where it is taken, what it is, and the same in words.
pub(super) struct Mean {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) value: f64,
    pub(super) words: String,
}

/// One period. Without parts it is a gap.
pub(super) struct Column {
    pub(super) from: f64,
    pub(super) to: f64,
    /// From the ground up.
    pub(super) parts: Vec<(f64, Part)>,
    pub(super) tag: Tag,
}

impl Column {
    /// What its parts come to.
    pub(super) fn height(&self) -> f64 {
        self.parts.iter().map(|(value, _)| value).sum()
    }
}

/// Whose tonnes a part of a column is.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// The restricted supplier's.
    Restricted,
    /// Everyone else's.
    Other,
}

/// A date with its number.
pub(super) struct Flag {
    pub(super) number: String,
    pub(super) at: f64,
    /// Whether what began then holds.
    pub(super) holds: bool,
    /// Name, state, and what it is told with, for the list.
    pub(super) lines: [Option<String>; 3],
    pub(super) tag: Tag,
}

/// No figure is a hatch.
pub(super) fn gap_ink(theme: &Theme) -> Ink {
    Ink::Hatch { ground: theme.ground, lines: theme.hatch, spacing: 3.0 }
}

/// A number in a box: full for what holds, an outline for what does not.
pub(super) fn badge(number: &str, area: Rect, holds: bool, theme: &Theme, scene: &mut Scene) {
    let (ink, letters) = match holds {
        true => (Ink::Fill(theme.ink), theme.ground),
        false => (Ink::Edged { fill: theme.ground, edge: theme.soft, width: 1.0 }, theme.ink),
    };
    let at = (area.x + area.width / 2.0, area.y + 13.0);
    scene.marks.push(Mark::plain(Shape::Rect(area), ink));
    scene.text(number, at, Anchor::Middle, LABEL, true, letters);
}

/// Panels side by side, each with its left edge and width; how far down the page they reach.
pub(super) fn row(
    panels: &[Panel],
    flags: &[Flag],
    areas: &[(f64, f64)],
    top: f64,
    frame: &Frame<'_>,
    scene: &mut Scene,
) -> f64 {
    let heads: Vec<(TextBlock, TextBlock)> = panels
        .iter()
        .zip(areas)
        .map(|(panel, (_, wide))| {
            let block = |words: &str, size, bold| wrap(words, *wide, size, bold, frame.ruler);
            (block(&panel.heading, 14.0, true), block(&panel.note, LABEL, false))
        })
        .collect();
    let head = heads.iter().map(|(heading, note)| heading.height() + note.height()).fold(0.0, f64::max);
    let axes: Vec<Axis> =
        panels.iter().zip(areas).map(|(panel, area)| Axis::of(panel, *area, frame)).collect();
    let badges: Vec<Vec<Badge<'_>>> =
        panels.iter().zip(&axes).map(|(panel, axis)| badges(panel, flags, axis, frame)).collect();
    let tiers = badges.iter().flatten().map(|badge| badge.tier + 1).max().unwrap_or(1);
    let ground = top + head + 8.0 + tiers as f64 * TIER + 2.0 + TALL;
    for (at, (panel, (heading, note))) in panels.iter().zip(&heads).enumerate() {
        let (Some((left, _)), Some(axis), Some(badges)) = (areas.get(at), axes.get(at), badges.get(at))
        else {
            continue;
        };
        let mut y = top;
        for (block, bold, color) in [(heading, true, frame.theme.ink), (note, false, frame.theme.soft)] {
            for line in &block.lines {
                scene.text(line.as_str(), (*left, y + block.size), Anchor::Start, block.size, bold, color);
                y += block.leading;
            }
        }
        columns(panel, badges, axis, ground, frame, scene);
    }
    ground + 20.0
}

/// Where the years of a panel stand.
struct Axis {
    start: f64,
    room: f64,
    span: (f64, f64),
}

impl Axis {
    /// Beside the marks of the scale, in an area from its left edge on.
    fn of(panel: &Panel, (left, wide): (f64, f64), frame: &Frame<'_>) -> Axis {
        let width = |(_, words): &(f64, String)| frame.ruler.width(words, LABEL, false);
        let label = panel.ticks.iter().map(width).fold(0.0, f64::max);
        Axis { start: left + label + 8.0, room: (wide - label - 8.0).max(1.0), span: panel.span }
    }

    fn across(&self, place: f64) -> f64 {
        let (first, last) = self.span;
        self.start + self.room * ((place - first) / (last - first)).clamp(0.0, 1.0)
    }
}

fn columns(
    panel: &Panel,
    badges: &[Badge<'_>],
    axis: &Axis,
    ground: f64,
    frame: &Frame<'_>,
    scene: &mut Scene,
) {
    let theme = frame.theme;
    let (start, room) = (axis.start, axis.room);
    let most = panel.ticks.last().map_or(1.0, |(value, _)| *value).max(f64::MIN_POSITIVE);
    let across = |place: f64| axis.across(place);
    let up = |value: f64| ground - TALL * (value / most).clamp(0.0, 1.0);
    for column in &panel.columns {
        let (from, to) = (across(column.from), across(column.to));
        let back = Rect { x: from, y: ground - TALL, width: to - from, height: TALL };
        scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &column.tag));
    }
    for (value, words) in &panel.ticks {
        let y = up(*value);
        scene.hairline((start, y), (start + room, y), theme.hairline);
        scene.text(words.as_str(), (start - 8.0, y + 4.0), Anchor::End, LABEL, false, theme.soft);
    }
    for column in &panel.columns {
        let (from, to) = (across(column.from), across(column.to));
        // Years stand apart; months are too many for gaps of any width.
        let inset = if column.to - column.from > 0.5 { 0.2 * (to - from) } else { 0.08 * (to - from) };
        let body = |low: f64, high: f64| Rect {
            x: from + inset,
            y: up(high),
            width: (to - from - 2.0 * inset).max(0.5),
            height: up(low) - up(high),
        };
        if column.parts.is_empty() {
            let strip = Rect { y: ground - 7.0, height: 7.0, ..body(0.0, 0.0) };
            scene.marks.push(Mark::tagged(Shape::Rect(strip), gap_ink(theme), &column.tag));
        }
        let mut sum = 0.0;
        for (value, part) in &column.parts {
            let color = match part {
                Part::Restricted => theme.restricted,
                Part::Other => theme.other,
            };
            if *value > 0.0 {
                let shape = Shape::Rect(body(sum, sum + value));
                scene.marks.push(Mark::tagged(shape, Ink::Fill(color), &column.tag));
            }
            sum += value;
        }
    }
    for Mean { from, to, value, .. } in panel.means.iter().flatten() {
        let (x, y, width) = (across(*from), up(*value), across(*to) - across(*from));
        for (ink, half) in [(theme.ground, 2.5), (theme.ink, 1.5)] {
            let line = Rect { x, y: y - half, width, height: 2.0 * half };
            scene.marks.push(Mark::plain(Shape::Rect(line), Ink::Fill(ink)));
        }
    }
    dates(badges, axis, ground, frame, scene);
    if let Some(means) = &panel.means {
        told(means, badges, axis, ground, frame, scene);
    }
    years(panel, (start, room), ground, frame, scene, &across);
}

/// Dates that share a number in a box, how far up it stands, and its left edge and width.
struct Badge<'a> {
    flags: Vec<&'a Flag>,
    tier: usize,
    x: f64,
    width: f64,
}

impl Badge<'_> {
    /// Where its box ends.
    fn foot(&self, ground: f64) -> f64 {
        ground - TALL - 4.0 - self.tier as f64 * TIER
    }

    /// What it says: one number, or the first and the last.
    fn words(flags: &[&Flag]) -> String {
        match flags {
            [] => String::new(),
            [one] => one.number.clone(),
            [one, .., other] => format!("{}–{}", one.number, other.number),
        }
    }
}

/// A box for every date of a panel: one that would touch another stands above it, and where there is no room left above
/// shares its box.
fn badges<'a>(panel: &Panel, flags: &'a [Flag], axis: &Axis, frame: &Frame<'_>) -> Vec<Badge<'a>> {
    let place = |flags: &[&Flag]| {
        let width = (frame.ruler.width(&Badge::words(flags), LABEL, true) + 8.0).max(BADGE).min(axis.room);
        let ends =
            [flags.first(), flags.last()].map(|flag| flag.map_or(axis.start, |one| axis.across(one.at)));
        let rightmost = (axis.start + axis.room - width).max(axis.start);
        (within((ends[0] + ends[1] - width) / 2.0, axis.start, rightmost), width)
    };
    let mut badges: Vec<Badge<'a>> = Vec::new();
    for flag in flags.iter().filter(|flag| (panel.span.0..=panel.span.1).contains(&flag.at)) {
        let (x, width) = place(&[flag]);
        let taken = |tier: usize, badges: &[Badge<'_>]| {
            badges.iter().any(|badge| badge.tier == tier && badge.x + badge.width + 2.0 > x)
        };
        match ((0..TIERS).find(|tier| !taken(*tier, &badges)), badges.last_mut()) {
            (Some(tier), _) => badges.push(Badge { flags: vec![flag], tier, x, width }),
            (None, Some(last)) => {
                last.flags.push(flag);
                (last.x, last.width) = place(&last.flags);
            }
            (None, None) => {}
        }
    }
    badges
}

/// A line down each date from its number above.
fn dates(badges: &[Badge<'_>], axis: &Axis, ground: f64, frame: &Frame<'_>, scene: &mut Scene) {
    let theme = frame.theme;
    for badge in badges {
        let top = badge.foot(ground);
        for flag in &badge.flags {
            let x = axis.across(flag.at);
            let line = |half: f64, y: f64, height: f64| Rect { x: x - half, y, width: 2.0 * half, height };
            scene
                .marks
                .push(Mark::plain(Shape::Rect(line(1.75, top, ground - top)), Ink::Fill(theme.ground)));
            // What does not hold is a broken line.
            let whole = ground - top;
            let (ink, dash, step) =
                if flag.holds { (theme.ink, whole, whole) } else { (theme.soft, 4.0, 8.0) };
            let mut y = top;
            while y < ground {
                let height = dash.min(ground - y);
                scene.marks.push(Mark::plain(Shape::Rect(line(0.75, y, height)), Ink::Fill(ink)));
                y += step;
            }
        }
    }
    for one in badges {
        let area = Rect { x: one.x, y: one.foot(ground) - BADGE, width: one.width, height: BADGE };
        badge(&Badge::words(&one.flags), area, one.flags.iter().any(|flag| flag.holds), theme, scene);
    }
}

/// What two means are, before the box of the date between them, where there is room.
fn told(
    [before, after]: &[Mean; 2],
    badges: &[Badge<'_>],
    axis: &Axis,
    ground: f64,
    frame: &Frame<'_>,
    scene: &mut Scene,
) {
    const MONTH: f64 = 1.0 / 12.0;
    // Days are parts of a year, months are twelfths: the first of a month may lie two days before it.
    const DAYS: f64 = 3.0 / 366.0;
    let between = |flag: &&Flag| (before.to - DAYS..=before.to + MONTH).contains(&flag.at);
    let Some(badge) = badges.iter().find(|badge| badge.flags.iter().any(between)) else { return };
    let words = format!("{} → {}", before.words, after.words);
    let end = badge.x - 6.0;
    let start = end - frame.ruler.width(&words, LABEL, true);
    let mut others = badges.iter().filter(|one| one.tier == badge.tier && one.x < badge.x);
    if start < axis.start || others.any(|one| one.x + one.width > start) {
        return;
    }
    let baseline = badge.foot(ground) - BADGE / 2.0 + 4.0;
    scene.text(words, (end, baseline), Anchor::End, LABEL, true, frame.theme.ink);
}

/// Names of years under their middle, as many as fit.
fn years(
    panel: &Panel,
    (start, room): (f64, f64),
    ground: f64,
    frame: &Frame<'_>,
    scene: &mut Scene,
    across: &dyn Fn(f64) -> f64,
) {
    let (first, last) = (panel.span.0.floor() as u16, panel.span.1.ceil() as u16);
    let wide = frame.ruler.width("2000", LABEL, false);
    let year = room / (panel.span.1 - panel.span.0).max(f64::MIN_POSITIVE);
    let step = [1, 2, 5, 10].into_iter().find(|step| f64::from(*step) * year >= wide + 8.0).unwrap_or(10);
    for name in (first..last).filter(|name| name % step == 0) {
        let middle = across(f64::from(name) + 0.5);
        if f64::from(name) + 0.5 > panel.span.1 {
            continue;
        }
        if middle - wide / 2.0 >= start && middle + wide / 2.0 <= start + room {
            let at = (middle, ground + 15.0);
            scene.text(name.to_string(), at, Anchor::Middle, LABEL, false, frame.theme.soft);
        }
    }
}

/// A step of 1, 2 or 5 times a power of ten, at most four of them to the highest.
pub(super) fn round_step(highest: f64) -> f64 {
    let quarter = highest / 4.0;
    if !(quarter.is_finite() && quarter >= f64::MIN_POSITIVE) {
        return 1.0;
    }
    let mut unit = 1.0;
    while unit * 10.0 <= quarter {
        unit *= 10.0;
    }
    let mut parts = 1.0;
    while parts * quarter < 1.0 {
        parts *= 10.0;
    }
    let steps = [1.0, 2.0, 5.0, 10.0].map(|times| times * unit / parts);
    steps.into_iter().find(|step| highest / step <= 4.0).unwrap_or(unit * 10.0 / parts)
}

#[cfg(test)]
mod tests {
    use super::round_step;

    #[test]
    fn a_scale_has_round_steps_and_at_most_four() {
        for (highest, step) in [(103_000.0, 50_000.0), (80.0, 20.0), (104.0, 50.0), (1.0, 0.5), (0.0, 1.0)] {
            assert_eq!(round_step(highest), step, "{highest}");
        }
    }
}
