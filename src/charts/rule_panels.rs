//! Rules side by side on the page: a panel of bars for each division, under the names of its rules.

use super::chart::Frame;
use super::rules_side_by_side::{Panel, View};
use super::sheet::{LABEL, MARGIN, Sheet, fitted};
use crate::scene::{Anchor, Ink, Mark, Rect, Role, Scene, Shape, wrap};

/// So many names may stand over a panel.
const STACKED: usize = 4;

pub(super) fn place(view: &View, frame: &Frame<'_>) -> Scene {
    const GAP: f64 = 20.0;
    const ROW: f64 = 16.0;
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    if view.panels.is_empty() {
        return sheet.finish();
    }
    // Many names over a narrow panel would make a tower of words.
    let crowded = view.panels.iter().any(|panel| panel.names.len() > 2);
    let columns = match frame.width {
        width if width < 480.0 && crowded => 1,
        width if width < 480.0 => 2,
        width if width < 900.0 => 3,
        _ => 5,
    };
    let columns = columns.min(view.panels.len().max(if frame.width < 480.0 { 1 } else { 2 }));
    let width = ((sheet.width() - GAP * (columns as f64 - 1.0)) / columns as f64).max(1.0);
    let names = view.panels.iter().flat_map(|panel| &panel.rows);
    let label = names.map(|row| frame.ruler.width(&row.name, LABEL, true)).fold(0.0, f64::max);
    let label = label.min(width * 0.6);
    let many = |panel: &Panel| panel.names.len() > STACKED;
    for line in lines(&view.panels, columns) {
        // Many names stand beside their bars, over the other columns: a tower of words would leave a hole beside it.
        let beside = columns > 1 && line.iter().any(|panel| many(panel));
        let heads: Vec<Vec<(String, bool)>> = line
            .iter()
            .map(|panel| match many(panel) {
                true => vec![(panel.short.clone(), panel.chosen.is_some())],
                false => heading(panel, width, frame),
            })
            .collect();
        let head = heads.iter().map(Vec::len).max().unwrap_or(1) as f64 * 15.0 + 6.0;
        let most = line.iter().map(|panel| panel.rows.len()).max().unwrap_or(0) as f64;
        let leave = |panel: &Panel| -> Vec<String> {
            let said = panel.leave.as_ref().map(|said| wrap(said, width, LABEL, false, frame.ruler).lines);
            said.unwrap_or_default()
        };
        let below = line.iter().map(|panel| leave(panel).len()).max().unwrap_or(0) as f64 * 15.0;
        let mut tallest = head + most * ROW + 16.0 + below;
        if let Some(panel) = line.iter().find(|_| beside) {
            let area = Rect { x: MARGIN + width + GAP, y: sheet.top, width, height: 0.0 };
            tallest = tallest.max(names_beside(panel, area, columns - 1, GAP, frame, &mut sheet.scene));
        }
        // Where there is one column, under them.
        if let Some(panel) = line.iter().find(|panel| !beside && many(panel)) {
            let area = Rect { x: MARGIN, y: sheet.top + tallest + 4.0, width, height: 0.0 };
            tallest += 4.0 + names_beside(panel, area, 1, GAP, frame, &mut sheet.scene);
        }
        for (number, (panel, block)) in line.iter().zip(&heads).enumerate() {
            let x = MARGIN + number as f64 * (width + GAP);
            // Names stand on their bars, and the bars of a line beside each other.
            let mut y = sheet.top + head - 6.0 - block.len() as f64 * 15.0;
            let lines = block.len() as f64 * 15.0;
            let back = Rect { x, y, width, height: lines };
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &panel.tag));
            if panel.chosen.is_some() {
                // The chosen rule: a rule of the reader's own colour above its name.
                let rule = Rect { x, y: y - 6.0, width, height: 3.0 };
                sheet.scene.marks.push(Mark::plain(Shape::Rect(rule), Ink::Fill(theme.own)));
            }
            for (at, (words, chosen)) in block.iter().enumerate() {
                let color = if *chosen { theme.own } else { theme.ink };
                // Of many names only the chosen one stands out.
                let bold = *chosen || panel.chosen.is_none() || many(panel);
                let baseline = y + 11.0 + at as f64 * 15.0;
                sheet.scene.text(words.as_str(), (x, baseline), Anchor::Start, LABEL, bold, color);
            }
            y = sheet.top + head;
            if let Some(reason) = &panel.reason {
                let said = wrap(reason, width, LABEL, false, frame.ruler);
                for (at, words) in said.lines.iter().enumerate() {
                    let baseline = y + 11.0 + at as f64 * 15.0;
                    sheet.scene.text(words.as_str(), (x, baseline), Anchor::Start, LABEL, false, theme.soft);
                }
                tallest = tallest.max(head + said.lines.len() as f64 * 15.0);
                continue;
            }
            let (left, room) = (x + label + 6.0, (width - label - 6.0).max(1.0));
            for row in &panel.rows {
                let back = Rect { x, y, width, height: ROW };
                sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &row.tag));
                let color = if row.role == Role::Own { theme.own } else { theme.soft };
                let own = row.role == Role::Own;
                let name = fitted(&row.name, label, own, frame);
                sheet.scene.text(name, (x, y + 12.0), Anchor::Start, LABEL, own, color);
                // The whole loss in outline, what comes back filled.
                // The reader's own is thicker, since a number may stand in it.
                let air = if own { 1.0 } else { 3.0 };
                let whole = Rect { x: left, y: y + air, width: room, height: ROW - 2.0 * air };
                let outline = Ink::Outline { color: theme.hairline, width: 1.0 };
                sheet.scene.marks.push(Mark::plain(Shape::Rect(whole), outline));
                let got = Rect { width: room * row.part, ..whole };
                sheet.scene.marks.push(Mark::tagged(
                    Shape::Rect(got),
                    Ink::Fill(theme.role(row.role)),
                    &row.tag,
                ));
                if own {
                    // What the title is about: behind the bar, or in its end where there is no room left.
                    let end = left + got.width;
                    let wide = frame.ruler.width(&row.value, LABEL, true) + 4.0;
                    let place = match (end + wide <= left + room, wide + 4.0 <= got.width) {
                        (true, _) => Some((end + 4.0, Anchor::Start, theme.own)),
                        (_, true) => Some((end - 4.0, Anchor::End, theme.own.letters())),
                        _ => None,
                    };
                    if let Some((x, anchor, color)) = place {
                        sheet.scene.text(row.value.as_str(), (x, y + 12.0), anchor, LABEL, true, color);
                    }
                }
                y += ROW;
            }
            let [low, high] = &view.ends;
            // Where both ends would touch, the far one says enough.
            let wide = |end: &str| frame.ruler.width(end, LABEL, false);
            if wide(low) + wide(high) + 8.0 <= room {
                sheet.scene.text(low.as_str(), (left, y + 12.0), Anchor::Start, LABEL, false, theme.soft);
            }
            sheet.scene.text(high.as_str(), (left + room, y + 12.0), Anchor::End, LABEL, false, theme.soft);
            for (at, words) in leave(panel).iter().enumerate() {
                let baseline = y + 27.0 + at as f64 * 15.0;
                sheet.scene.text(words.as_str(), (x, baseline), Anchor::Start, LABEL, false, theme.ink);
            }
        }
        sheet.top += tallest + GAP;
    }
    if let Some(note) = &view.note {
        sheet.paragraph(note, LABEL, false, theme.soft);
    }
    sheet.finish()
}

/// Panels in lines of so many columns; those of many names go first, each in a line of its own.
fn lines(panels: &[Panel], columns: usize) -> Vec<Vec<&Panel>> {
    let (alone, others): (Vec<&Panel>, Vec<&Panel>) =
        panels.iter().partition(|panel| columns > 1 && panel.names.len() > STACKED);
    let alone = alone.into_iter().map(|panel| vec![panel]);
    alone.chain(others.chunks(columns).map(<[&Panel]>::to_vec)).collect()
}

/// The names of many rules, in columns as even as whole names allow; how far down they reach.
fn names_beside(
    panel: &Panel,
    area: Rect,
    columns: usize,
    gap: f64,
    frame: &Frame<'_>,
    scene: &mut Scene,
) -> f64 {
    const LEADING: f64 = 15.0;
    let theme = frame.theme;
    let blocks: Vec<Vec<String>> =
        items(panel).map(|name| wrap(&name, area.width, LABEL, true, frame.ruler).lines).collect();
    let all: usize = blocks.iter().map(Vec::len).sum();
    let most = all.div_ceil(columns.max(1));
    let (mut column, mut line, mut tallest) = (0, 0, 0);
    for (number, block) in blocks.iter().enumerate() {
        if line > 0 && line + block.len() > most && column + 1 < columns {
            (column, line) = (column + 1, 0);
        }
        let chosen = panel.chosen == Some(number);
        let color = if chosen { theme.own } else { theme.ink };
        for words in block {
            let at = (area.x + column as f64 * (area.width + gap), area.y + 11.0 + line as f64 * LEADING);
            scene.text(words.as_str(), at, Anchor::Start, LABEL, chosen, color);
            line += 1;
        }
        tallest = tallest.max(line);
    }
    tallest as f64 * LEADING
}

/// The names of a panel's rules in lines, and whether each line is of the chosen one.
fn heading(panel: &Panel, width: f64, frame: &Frame<'_>) -> Vec<(String, bool)> {
    let mut lines = Vec::new();
    for (number, name) in items(panel).enumerate() {
        let block = wrap(&name, width, LABEL, true, frame.ruler);
        lines.extend(block.lines.into_iter().map(|line| (line, panel.chosen == Some(number))));
    }
    lines
}

/// The names of a panel's rules: of several each has a bullet, or two would read as one.
fn items(panel: &Panel) -> impl Iterator<Item = String> {
    let bullet = if panel.names.len() > 1 { "• " } else { "" };
    panel.names.iter().map(move |name| format!("{bullet}{name}"))
}
