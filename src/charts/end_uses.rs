//! End uses: which branches of industry take a mineral, by the published shares of one study.
//!
//! Branches, not applications: the study words its 120 applications in English alone, while it puts each under one of a
//! dozen branches of the NACE, which both languages can name. The applications stand in the rows behind the picture.
//! One source and one place make the whole; the record's single shares, of other places and years, are never added.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Picture, Said, SectorUse, Subject};
use super::sheet::{LABEL, MARGIN, Sheet, fitted};
use crate::scene::{Anchor, Ink, Mark, Rect, Scene, Shape, Tag};
use crate::terms::{Order, Reading, Share};

pub(super) const CHART: Chart = Chart { id: "end-uses", family: Family::Bars, needs: &[], draw };

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    rows: Vec<Row>,
    /// Said where the published shares are no whole.
    note: Option<String>,
}

struct Row {
    name: String,
    share: Reading<Share>,
    value: String,
    /// A branch, not the rest.
    branch: bool,
    tag: Tag,
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let some = |used: &&SectorUse| used.share.known().is_none_or(|share| share.0 > 0.0);
    let mut rows: Vec<Row> = subject.uses.iter().filter(some).map(|used| row(subject, used)).collect();
    // Largest first, the rest after every branch, gaps last.
    let size = |row: &Row| row.share.known().map_or(-1.0, |share| share.0);
    rows.order_by(|a, b| {
        let rank = |row: &Row| (row.share.known().is_none(), !row.branch);
        rank(a).cmp(&rank(b)).then(size(b).total_cmp(&size(a))).then(a.tag.id.cmp(&b.tag.id))
    });
    let period = subject.uses.first().map(|used| words.years(&used.period)).unwrap_or_default();
    let mut args = vec![("mineral", words.mineral(&subject.network.mineral)), ("period", period.into())];
    let first = rows.first().and_then(|row| row.share.known().map(|share| (row, share)));
    let title = match first {
        Some((row, share)) => {
            args.push(("share", words.percent(share).into()));
            args.push(("sector", row.name.clone().into()));
            words.say(if share.0 < 0.9995 { "uses.title" } else { "uses.title_all" }, &args)
        }
        None => words.say("uses.none", &args),
    };
    let mut sentence = title.clone();
    for row in rows.iter().skip(1) {
        sentence = format!("{sentence} {}.", row.tag.words);
    }
    let all: f64 = rows.iter().filter_map(|row| row.share.known()).map(|share| share.0).sum();
    let note = (!rows.is_empty() && (all - 1.0).abs() > 0.015)
        .then(|| words.say("uses.over", &[("share", words.percent(Share(all)).into())]));
    let columns = ["uses.branch", "uses.part"].map(|key| words.plain(key)).to_vec();
    let cells = rows.iter().map(|row| vec![row.name.clone(), row.value.clone()]).collect();
    let behind = rows.iter().map(|_| Some(behind::end_uses(subject))).collect();
    let subtitle = if rows.is_empty() { "uses.subtitle_none" } else { "uses.subtitle" };
    let said = Said {
        title,
        subtitle: words.say(subtitle, &args),
        sentence,
        source: super::source_line(words, &[&subject.sources.uses], false),
        table: DataTable { columns, rows: cells, behind, all_behind: Some(behind::all(subject)) },
    };
    View { said, rows, note }
}

fn row(subject: &Subject<'_>, used: &SectorUse) -> Row {
    let words = subject.words;
    let name = words.plain(&format!("uses.{}", used.sector));
    let value = match used.share.known().map(|share| words.percent(share)) {
        Some(share) if used.least => words.say("uses.least", &[("share", share.into())]),
        Some(share) => share,
        None => words.plain("uses.gap"),
    };
    let said = words.say("bars.tag", &[("name", name.clone().into()), ("value", value.clone().into())]);
    let tag = Tag { id: used.sector.clone(), words: said };
    Row { name, share: used.share, value, branch: used.sector != "other", tag }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    let narrow = frame.width < 480.0;
    let widest = |text: fn(&Row) -> &str| {
        view.rows.iter().map(|row| frame.ruler.width(text(row), LABEL, false)).fold(0.0, f64::max)
    };
    let name_width = widest(|row| &row.name).min(0.4 * sheet.width());
    let left = if narrow { MARGIN } else { MARGIN + name_width + 8.0 };
    let room = (MARGIN + sheet.width() - left - widest(|row| &row.value) - 8.0).max(1.0);
    // Of a whole: the axis is all of it.
    let (band, bar_top, thick) = if narrow { (42.0, 20.0, 14.0) } else { (28.0, 5.0, 18.0) };
    for row in &view.rows {
        let top = sheet.top;
        let back = Rect { x: 0.0, y: top, width: frame.width, height: band };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &row.tag));
        let free = if narrow { sheet.width() } else { name_width };
        let name = fitted(&row.name, free, false, frame);
        let (at, anchor) = if narrow {
            ((MARGIN, top + 15.0), Anchor::Start)
        } else {
            ((left - 8.0, top + 18.0), Anchor::End)
        };
        sheet.scene.text(name, at, anchor, LABEL, false, theme.ink);
        let length = row.share.known().map_or(24.0, |share| (room * share.0.clamp(0.0, 1.0)).max(1.0));
        let ink = match row.share {
            Reading::Known(_) if row.branch => Ink::Fill(theme.soft),
            Reading::Known(_) => Ink::Fill(theme.other),
            _ => Ink::Hatch { ground: theme.ground, lines: theme.hatch, spacing: 4.0 },
        };
        let body = Rect { x: left, y: top + bar_top, width: length.min(room), height: thick };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(body), ink, &row.tag));
        let end = (left + length.min(room) + 6.0, top + bar_top + thick / 2.0 + 4.0);
        sheet.scene.text(row.value.as_str(), end, Anchor::Start, LABEL, false, theme.ink);
        sheet.top += band;
    }
    if let Some(note) = &view.note {
        sheet.top += 8.0;
        sheet.paragraph(note, 13.0, false, theme.soft);
    }
    sheet.finish()
}
