//! Trend: what the restricted supplier exported and what the reader's country imported, year by year and where it is
//! reported month by month, with the dates of export controls, and the means before and after one.

mod panels;
mod table;
mod title;

use super::chart::{Chart, Family, Frame, Need, Picture, Said, Subject};
use super::control_timeline as timeline;
use super::measure::{Measure, State};
use super::sheet::{Key, LABEL, MARGIN, Sheet};
use super::time_columns::{self, Column, Flag, Panel};
use crate::scene::{Anchor, Ink, Mark, Rect, Scene, Shape, Tag, wrap};
use crate::supply::{History, TradeYear};
use crate::terms::{Date, Order};
use crate::wording::Arg;
use title::amount;

pub(super) const CHART: Chart = Chart {
    id: "trend",
    family: Family::Ties,
    needs: &[Need::History, Need::NoMarket, Need::ViewerAsOne],
    draw,
};

/// A last month before a control that is so many times the mean of its year is told beside it: buyers who hurry are part of
/// the mean.
const RUSH: f64 = 1.5;
/// From this width on panels stand in pairs.
const PAIRS: f64 = 900.0;

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    panels: Vec<Panel>,
    flags: Vec<Flag>,
    heading: String,
    /// What the two parts of imports are, where they are drawn.
    keys: Option<[String; 2]>,
    means: Option<String>,
    gap: Option<String>,
    /// What the figures do not reach.
    note: Option<String>,
}

type Args = Vec<(&'static str, Arg)>;

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let empty = History::default();
    let history = subject.history.unwrap_or(&empty);
    let mut dated: Vec<(Date, &Measure)> = subject
        .controls
        .iter()
        // A dispute about a state is told with the state, on the picture of all controls.
        .filter(|measure| measure.kind != "status_dispute")
        .filter_map(|measure| {
            // What does not hold is told with the day of its announcement.
            let dates = [measure.effective, measure.announced];
            let [first, second] = if measure.state == State::InForce { dates } else { [dates[1], dates[0]] };
            Some((first.or(second)?, measure))
        })
        .collect();
    dated.order_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let mut args: Args = vec![
        ("mineral", words.mineral(&subject.network.mineral)),
        ("of_mineral", words.of_mineral(&subject.network.mineral)),
        ("supplier", words.the_country(subject.network.restricted)),
        ("of_supplier", words.of_country(subject.network.restricted)),
        ("from_supplier", words.from_country(subject.network.restricted)),
        ("viewer", words.the_country(subject.viewer)),
        ("of_viewer", words.of_country(subject.viewer)),
    ];
    let form = subject.sources.form.as_deref().unwrap_or("none");
    args.push(("form", words.plain(&format!("form.{form}")).into()));
    args.push(("code", history.code.clone().unwrap_or_default().into()));
    let title = title::title(subject, history, &dated, &args);
    let last_control = dated.last().map(|(date, _)| date.in_years());
    let flags: Vec<Flag> = dated
        .iter()
        .enumerate()
        .map(|(at, (date, measure))| flag(subject, history, at, *date, measure))
        .collect();
    let months = panels::months(subject, history, &dated, &args, last_control);
    // Where months stand on both sides of a control, years of the same exports would say less of it.
    let told = months.as_ref().is_some_and(|panel| panel.means.is_some());
    let panels: Vec<Panel> = [
        months,
        panels::exports(subject, history, &args, last_control).filter(|_| !told),
        panels::imports(subject, history, &args, last_control),
    ]
    .into_iter()
    .flatten()
    .collect();
    let end = panels.iter().map(|panel| panel.known_until).fold(0.0, f64::max);
    let later = !panels.is_empty() && last_control.is_some_and(|last| last >= end);
    let note = later
        .then(|| words.say("trend.later", &with(&args, vec![("year", (end as u16 - 1).to_string().into())])));
    let mut sentence = title.clone();
    for said in
        panels.iter().map(|panel| &panel.said).chain(flags.iter().map(|flag| &flag.tag.words)).chain(&note)
    {
        sentence = format!("{sentence} {said}");
    }
    let table = table::table(subject, history, &flags, &dated);
    let sources = [&subject.sources.history, &Some(words.plain("control.source"))];
    let said = Said {
        title,
        subtitle: words.say(if panels.is_empty() { "trend.subtitle_none" } else { "trend.subtitle" }, &args),
        sentence,
        source: super::source_line(words, if flags.is_empty() { &sources[..1] } else { &sources }, false),
        table,
    };
    let drawn = |is: fn(&Column) -> bool| panels.iter().any(|panel| panel.columns.iter().any(is));
    View {
        keys: drawn(|column| column.parts.len() > 1)
            .then(|| ["trend.from_supplier", "trend.from_others"].map(|key| words.say(key, &args))),
        means: panels.iter().any(|panel| panel.means.is_some()).then(|| words.plain("trend.means")),
        gap: drawn(|column| column.parts.is_empty()).then(|| words.plain("trend.gap")),
        heading: words.say("trend.controls", &args),
        said,
        panels,
        flags,
        note,
    }
}

fn with(args: &Args, more: Args) -> Args {
    args.iter().cloned().chain(more).collect()
}

/// Whether a control asks something of every exporter of the goods themselves, and holds: only then do all exports before
/// and after it say something about it.
fn binds(measure: &Measure) -> bool {
    measure.own
        && measure.state == State::InForce
        && measure.target == "all_countries"
        && ["licence", "exporter_whitelist"].contains(&measure.kind.as_str())
}

fn flag(subject: &Subject<'_>, history: &History, at: usize, date: Date, measure: &Measure) -> Flag {
    let words = subject.words;
    let months = history.around(date).filter(|_| binds(measure)).map(|(before, after)| {
        let rush = history.month_before(date).filter(|last| last.0 > RUSH * before.0);
        let mut args: Args =
            vec![("before", words.tonnes(before).into()), ("after", words.tonnes(after).into())];
        args.extend(rush.map(|rush| ("rush", words.tonnes(rush).into())));
        words.say(if rush.is_some() { "trend.around_rush" } else { "trend.around_months" }, &args)
    });
    let around = months.or_else(|| {
        let (before, after) = history.years_around(date).filter(|_| binds(measure))?;
        let said = |row: &TradeYear| {
            let exports = row.exports.known()?;
            Some(format!("{}\u{a0}({})", amount(words, history.unit, exports), row.year).into())
        };
        Some(words.say("trend.around_years", &[("before", said(before)?), ("after", said(after)?)]))
    });
    let (name, state) = (timeline::name(subject, measure), timeline::said(words, measure));
    let mut said = words.say(
        "control.tag",
        &[
            ("name", name.clone().into()),
            ("state", state.clone().into()),
            ("number", measure.number.as_str().into()),
        ],
    );
    if let Some(around) = &around {
        said = format!("{said} {around}");
    }
    Flag {
        number: (at + 1).to_string(),
        at: date.in_years(),
        holds: measure.state == State::InForce,
        lines: [Some(name), Some(state), around],
        tag: Tag { id: format!("control-{}", measure.id), words: said },
    }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    let mut keys = Vec::new();
    if let Some([supplier, others]) = &view.keys {
        keys.push(Key::Square(Ink::Fill(theme.restricted), supplier.clone()));
        keys.push(Key::Square(Ink::Fill(theme.other), others.clone()));
    }
    if let Some(means) = &view.means {
        keys.push(Key::Span(theme.ink, means.clone()));
    }
    if let Some(gap) = &view.gap {
        keys.push(Key::Square(time_columns::gap_ink(theme), gap.clone()));
    }
    if !keys.is_empty() {
        sheet.keys(&keys);
        sheet.top += 4.0;
    }
    let abreast = if frame.width >= PAIRS { 2 } else { 1 };
    for row in view.panels.chunks(abreast) {
        let gutter = 32.0;
        let wide = (sheet.width() - gutter * (abreast - 1) as f64) / abreast as f64;
        let areas: Vec<(f64, f64)> =
            (0..row.len()).map(|at| (MARGIN + at as f64 * (wide + gutter), wide)).collect();
        sheet.top = time_columns::row(row, &view.flags, &areas, sheet.top, frame, &mut sheet.scene);
        sheet.top += 16.0;
    }
    if !view.flags.is_empty() {
        sheet.paragraph(&view.heading, 14.0, true, theme.ink);
        sheet.top += 4.0;
    }
    for flag in &view.flags {
        listed(&mut sheet, flag, frame);
    }
    if let Some(note) = &view.note {
        sheet.top += 4.0;
        sheet.paragraph(note, LABEL, false, theme.soft);
    }
    sheet.finish()
}

/// A control in words, with the number that it has on the lines.
fn listed(sheet: &mut Sheet<'_>, flag: &Flag, frame: &Frame<'_>) {
    const LEADING: f64 = 16.0;
    let theme = frame.theme;
    let left = MARGIN + 26.0;
    let room = (sheet.width() - 26.0).max(1.0);
    let lines: Vec<(String, bool)> = flag
        .lines
        .iter()
        .flatten()
        .enumerate()
        .flat_map(|(at, words)| {
            let bold = at == 0;
            wrap(words, room, LABEL, bold, frame.ruler).lines.into_iter().map(move |line| (line, bold))
        })
        .collect();
    let height = LEADING * lines.len() as f64 + 6.0;
    let back = Rect { x: 0.0, y: sheet.top, width: frame.width, height };
    sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &flag.tag));
    let badge = Rect { x: MARGIN, y: sheet.top, width: 18.0, height: 18.0 };
    time_columns::badge(&flag.number, badge, flag.holds, theme, &mut sheet.scene);
    let mut baseline = sheet.top + 13.0;
    for (line, bold) in lines {
        let color = if bold { theme.ink } else { theme.soft };
        sheet.scene.text(line, (left, baseline), Anchor::Start, LABEL, bold, color);
        baseline += LEADING;
    }
    sheet.top += height;
}
