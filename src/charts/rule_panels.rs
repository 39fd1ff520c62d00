//! Rules side by side on the page: a panel of bars for each division, those that tell most first and large.

use super::chart::Frame;
use super::rules_side_by_side::{Panel, Row, View};
use super::sheet::{Key, LABEL, MARGIN, Sheet, fitted};
use crate::scene::{Anchor, Ink, Mark, Rect, Role, Scene, Shape, wrap};

const GAP: f64 = 18.0;
const ROW: f64 = 16.0;
const LEADING: f64 = 15.0;

pub(super) fn place(view: &View, frame: &Frame<'_>) -> Scene {
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    if view.leads.is_empty() && view.others.is_empty() {
        return sheet.finish();
    }
    let [back, missing] = view.keys.clone();
    let empty = Ink::Outline { color: theme.hairline, width: 1.0 };
    sheet.keys(&[Key::Square(Ink::Fill(theme.ally), back), Key::Square(empty, missing)]);
    sheet.top += 6.0;
    let narrow = frame.width < 480.0;
    let leads = if narrow { 1 } else { view.leads.len().clamp(1, 2) };
    let cell = Cell::of(&view.leads, leads, sheet.width(), frame);
    lines(&mut sheet, &view.leads, &cell, frame);
    if !view.others.is_empty() {
        // Few are as easy to read below each other.
        let others = match (narrow, view.others.len()) {
            (true, few) if few <= 3 => 1,
            (true, _) => 2,
            (false, _) if frame.width < 900.0 => 3,
            _ => 6,
        };
        let cell = Cell::of(&view.others, others, sheet.width(), frame);
        if !view.leads.is_empty() {
            sheet.paragraph(&view.others_head, LABEL + 2.0, true, theme.ink);
            sheet.top += 2.0;
        }
        if cell.coded {
            sheet.paragraph(&view.codes, LABEL, false, theme.soft);
        }
        sheet.top += 8.0;
        lines(&mut sheet, &view.others, &cell, frame);
    }
    if let Some(note) = &view.note {
        sheet.paragraph(note, LABEL, false, theme.soft);
    }
    sheet.finish()
}

/// What panels in lines of so many columns have in common.
struct Cell {
    columns: usize,
    width: f64,
    /// Width of the names of allies.
    label: f64,
    /// Whether allies are called by their codes.
    coded: bool,
    /// Whether every bar has its number.
    numbered: bool,
}

impl Cell {
    fn of(panels: &[Panel], columns: usize, page: f64, frame: &Frame<'_>) -> Cell {
        let width = ((page - GAP * (columns as f64 - 1.0)) / columns as f64).max(1.0);
        let widest = |name: fn(&Row) -> &str| {
            let rows = panels.iter().flat_map(|panel| &panel.rows);
            rows.map(|row| frame.ruler.width(name(row), LABEL, true)).fold(0.0, f64::max)
        };
        let named = widest(|row| &row.name);
        // Bars are what is compared: names do not take half of their room.
        let coded = named > width * 0.5;
        let label = if coded { widest(|row| &row.code) } else { named }.min(width * 0.6);
        Cell { columns, width, label, coded, numbered: columns <= 2 && !coded }
    }

    fn name<'a>(&self, row: &'a Row) -> &'a str {
        if self.coded { &row.code } else { &row.name }
    }
}

fn lines(sheet: &mut Sheet<'_>, panels: &[Panel], cell: &Cell, frame: &Frame<'_>) {
    for line in panels.chunks(cell.columns) {
        let heads: Vec<Vec<String>> =
            line.iter().map(|panel| wrapped(&panel.head, cell.width, true, frame)).collect();
        let head = heads.iter().map(Vec::len).max().unwrap_or(1) as f64 * LEADING + 6.0;
        let mut tallest: f64 = 0.0;
        for (number, (panel, lines)) in line.iter().zip(&heads).enumerate() {
            let at = (MARGIN + number as f64 * (cell.width + GAP), sheet.top);
            tallest = tallest.max(draw(sheet, panel, lines, cell, at, head, frame));
        }
        sheet.top += tallest + GAP;
    }
}

fn wrapped(words: &str, width: f64, bold: bool, frame: &Frame<'_>) -> Vec<String> {
    wrap(words, width, LABEL, bold, frame.ruler).lines
}

/// Draws a panel whose names of rules end `head` below its top; how tall it is.
fn draw(
    sheet: &mut Sheet<'_>,
    panel: &Panel,
    lines: &[String],
    cell: &Cell,
    (x, top): (f64, f64),
    head: f64,
    frame: &Frame<'_>,
) -> f64 {
    let theme = frame.theme;
    let width = cell.width;
    let scene = &mut sheet.scene;
    // Names stand on their bars, and the bars of a line beside each other.
    let high = lines.len() as f64 * LEADING;
    let mut y = top + head - 6.0 - high;
    let back = Rect { x, y, width, height: high };
    scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &panel.tag));
    if panel.chosen {
        // The chosen rule: a rule of the reader's own colour above its name.
        let rule = Rect { x, y: y - 6.0, width, height: 3.0 };
        scene.marks.push(Mark::plain(Shape::Rect(rule), Ink::Fill(theme.own)));
    }
    for words in lines {
        let color = if panel.chosen { theme.own } else { theme.ink };
        scene.text(words.as_str(), (x, y + 11.0), Anchor::Start, LABEL, true, color);
        y += LEADING;
    }
    y = top + head;
    let (left, room) = (x + cell.label + 6.0, (width - cell.label - 6.0).max(1.0));
    for row in &panel.rows {
        let own = row.role == Role::Own;
        let back = Rect { x, y, width, height: ROW };
        scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &row.tag));
        let color = if own { theme.own } else { theme.soft };
        let name = fitted(cell.name(row), cell.label, own, frame);
        scene.text(name, (x, y + 12.0), Anchor::Start, LABEL, own, color);
        // The whole loss in outline, what comes back filled.
        // A bar is thicker where a number may stand in it.
        let air = if own || cell.numbered { 1.0 } else { 3.0 };
        let whole = Rect { x: left, y: y + air, width: room, height: ROW - 2.0 * air };
        let outline = Ink::Outline { color: theme.hairline, width: 1.0 };
        scene.marks.push(Mark::plain(Shape::Rect(whole), outline));
        let got = Rect { width: room * row.part, ..whole };
        scene.marks.push(Mark::tagged(Shape::Rect(got), Ink::Fill(theme.role(row.role)), &row.tag));
        if own || cell.numbered {
            // Behind the bar, or in its end where there is no room left.
            let fill = theme.role(row.role);
            let end = left + got.width;
            let wide = frame.ruler.width(&row.value, LABEL, own) + 4.0;
            let place = match (end + wide <= left + room, wide + 4.0 <= got.width) {
                (true, _) => Some((end + 4.0, Anchor::Start, color)),
                (_, true) => Some((end - 4.0, Anchor::End, fill.letters())),
                _ => None,
            };
            if let Some((x, anchor, color)) = place {
                scene.text(row.value.as_str(), (x, y + 12.0), anchor, LABEL, own, color);
            }
        }
        y += ROW;
    }
    y += 2.0;
    let below = [(&panel.reason, theme.soft), (&panel.leave, theme.ink), (&panel.alike, theme.soft)];
    for (words, color) in below {
        for words in words.iter().flat_map(|words| wrapped(words, width, false, frame)) {
            scene.text(words, (x, y + 12.0), Anchor::Start, LABEL, false, color);
            y += LEADING;
        }
    }
    y - top
}
