//! Control timeline: every Chinese export control on the mineral, from its announcement on, and whether it holds.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Picture, Said, Subject};
use super::measure::{Measure, State};
use super::sheet::{Key, LABEL, MARGIN, Sheet};
use crate::scene::{Anchor, Ink, Mark, Rect, Scene, Shape, Tag, Theme, wrap};
use crate::terms::{Date, Year};
use crate::wording::{Arg, Words};

pub(super) const CHART: Chart = Chart { id: "control-timeline", family: Family::Bars, needs: &[], draw };

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    rows: Vec<Row>,
    /// First and last place on the axis, in years.
    span: (f64, f64),
    /// The day on which the newest state was read, in years.
    read: Option<(f64, String)>,
    /// What a thin line before a bar means, where there is one.
    announced: Option<String>,
    /// States that occur, with their meaning.
    states: Vec<(State, String)>,
}

/// One control; places are in years.
struct Row {
    name: String,
    /// Its state in words.
    said: String,
    state: State,
    announced: f64,
    /// From where the bar is drawn.
    begins: f64,
    /// From where on it is suspended.
    suspended: f64,
    /// The end of what is known.
    ends: f64,
    /// The end of a term that is still to come.
    until: Option<f64>,
    tag: Tag,
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let network = subject.network;
    let read = subject.controls.iter().filter_map(|measure| measure.read).max();
    let now = read.map_or(0.0, Date::in_years);
    let args = vec![
        ("mineral", words.mineral(&network.mineral)),
        ("of_mineral", words.of_mineral(&network.mineral)),
        ("supplier", words.the_country(network.restricted)),
        ("of_supplier", words.of_country(network.restricted)),
        ("date", read.map_or_else(String::new, |date| words.date(date)).into()),
    ];
    let rows: Vec<Row> = subject.controls.iter().filter_map(|measure| row(subject, measure, now)).collect();
    let title = title(subject, &args);
    let mut sentence = title.clone();
    for row in &rows {
        sentence = format!("{sentence} {}", row.tag.words);
    }
    let first = rows.iter().map(|row| row.announced).fold(f64::INFINITY, f64::min);
    let last = rows.iter().filter_map(|row| row.until).fold(now, f64::max);
    let states = State::ALL
        .into_iter()
        .filter(|state| rows.iter().any(|row| row.state == *state))
        .map(|state| (state, words.plain(&format!("control.state_{}", state.id()))))
        .collect();
    let announced =
        rows.iter().any(|row| row.begins > row.announced).then(|| words.plain("control.state_announced"));
    let read_words = words.say("control.read", &args);
    let said = Said {
        title,
        subtitle: words
            .say(if rows.is_empty() { "control.subtitle_none" } else { "control.subtitle" }, &args),
        sentence,
        source: super::source_line(words, &[&Some(words.plain("control.source"))], false),
        table: table(subject),
    };
    View {
        said,
        span: if rows.is_empty() { (0.0, 1.0) } else { (first.floor(), last + 0.1) },
        read: if rows.is_empty() { None } else { read.map(|date| (date.in_years(), read_words)) },
        rows,
        announced,
        states,
    }
}

fn title(subject: &Subject<'_>, args: &[(&'static str, Arg)]) -> String {
    let words = subject.words;
    let with = |more: Vec<(&'static str, Arg)>| {
        let mut all = args.to_vec();
        all.extend(more);
        all
    };
    if subject.controls.is_empty() {
        return words.say("control.none", args);
    }
    // A licence for magnets of some rare earths is none for all magnets.
    let all_of_it = subject.network.mineral.id() != "permanent_magnets";
    let own = |measure: &&Measure| all_of_it && measure.own;
    let everyone = |measure: &&Measure| measure.target == "all_countries";
    let holds = |measure: &&Measure| measure.state == State::InForce;
    let since = |measure: &Measure| {
        measure.effective.or(measure.announced).map_or_else(String::new, |date| words.date(date))
    };
    let controls = subject.controls;
    let licence = controls.iter().filter(own).filter(everyone).filter(holds).find(|m| m.kind == "licence");
    let listed = controls.iter().filter(own).filter(holds).find(|m| m.kind == "exporter_whitelist");
    let other = controls.iter().find(|measure| measure.state == State::InForce);
    let head = [("licence", licence), ("listed", listed), ("other", other)]
        .into_iter()
        .find_map(|(key, measure)| measure.map(|measure| (key, measure)))
        .map(|(key, measure)| {
            words.say(&format!("control.title_{key}"), &with(vec![("since", since(measure).into())]))
        });
    let suspended: Vec<&Measure> = controls.iter().filter(|m| m.state == State::Suspended).collect();
    let until = suspended.iter().filter_map(|measure| measure.until.first()).min();
    let until = until.map_or_else(|| words.plain("table.gap"), |date| words.date(*date));
    let ban = suspended.iter().any(|m| m.kind == "country_ban" && m.target == "united_states");
    let tail = match (ban && suspended.len() == 1, suspended.len()) {
        (_, 0) => None,
        (true, _) => Some(words.say("control.tail_ban", &with(vec![("until", until.into())]))),
        (false, number) => Some(words.say(
            if head.is_some() { "control.tail_some" } else { "control.title_suspended" },
            &with(vec![("until", until.into()), ("count", words.counted(number))]),
        )),
    };
    match (head, tail) {
        (Some(head), Some(tail)) => format!("{head}{tail}"),
        (Some(head), None) => format!("{head}."),
        (None, Some(tail)) => tail,
        (None, None) => words.say("control.title_reported", args),
    }
}

/// What it asks, and of whom: `Licence · all countries`.
pub(super) fn name(subject: &Subject<'_>, measure: &Measure) -> String {
    let words = subject.words;
    let kind = words.plain(&format!("control.kind_{}", measure.kind));
    let target = words.plain(&format!("control.target_{}", measure.target));
    if measure.own {
        return format!("{kind} · {target}");
    }
    let Arg::Words(family, _) = words.mineral(&measure.names);
    format!("{kind} ({family}) · {target}")
}

/// The state in words with its dates: `suspended until 27 November 2026`.
pub(super) fn said(words: &Words, measure: &Measure) -> String {
    let date =
        |date: Option<Date>| date.map_or_else(|| words.plain("control.no_date"), |date| words.date(date));
    let until: Vec<String> = measure.until.iter().map(|until| words.date(*until)).collect();
    let args = [
        ("since", Arg::from(date(measure.effective.or(measure.announced)))),
        ("announced", date(measure.announced).into()),
        ("until", until.join(&words.plain("control.or")).into()),
        ("date", date(measure.read).into()),
    ];
    let term = if until.is_empty() { "" } else { "_until" };
    words.say(&format!("control.{}{term}", measure.state.id()), &args)
}

fn row(subject: &Subject<'_>, measure: &Measure, now: f64) -> Option<Row> {
    let words = subject.words;
    let announced = measure.announced.or(measure.effective)?.in_years();
    let begins = measure.effective.map_or(announced, Date::in_years).max(announced);
    let until = measure.until.iter().max().map(|date| date.in_years());
    let suspended = match measure.state {
        State::Suspended => measure.suspended.map_or(begins, Date::in_years),
        _ => f64::INFINITY,
    };
    let name = name(subject, measure);
    let said = said(words, measure);
    let tag = Tag {
        id: measure.id.clone(),
        words: words.say(
            "control.tag",
            &[
                ("name", name.clone().into()),
                ("state", said.clone().into()),
                ("number", measure.number.as_str().into()),
            ],
        ),
    };
    Some(Row {
        name,
        said,
        state: measure.state,
        announced,
        begins: begins.min(suspended),
        suspended,
        ends: until.map_or(now, |until| until.min(now)).max(announced),
        until: until.filter(|until| *until > now),
        tag,
    })
}

fn table(subject: &Subject<'_>) -> DataTable {
    let words = subject.words;
    let columns = ["measure", "announced", "effective", "state", "number"]
        .map(|key| words.plain(&format!("control.column_{key}")))
        .to_vec();
    let day = |date: Option<Date>| date.map_or_else(|| words.plain("table.gap"), |date| words.date(date));
    let rows = subject
        .controls
        .iter()
        .map(|measure| {
            let dates = [measure.announced, measure.effective].map(day);
            let [announced, effective] = dates;
            vec![name(subject, measure), announced, effective, said(words, measure), measure.number.clone()]
        })
        .collect();
    // The rows of a family stand on its own page.
    let behind = subject.controls.iter().map(|measure| Some(behind::controls(&measure.names)));
    DataTable { columns, rows, behind: behind.collect(), all_behind: Some(behind::all(subject)) }
}

/// Told by pattern first: full, outline, hatch, pale with an edge.
fn ink(state: State, theme: &Theme) -> Ink {
    match state {
        State::InForce => Ink::Fill(theme.restricted),
        State::Suspended => Ink::Outline { color: theme.restricted, width: 1.5 },
        State::Disputed => Ink::Hatch { ground: theme.ground, lines: theme.restricted, spacing: 4.0 },
        State::Reported => Ink::Edged { fill: theme.land, edge: theme.other, width: 1.0 },
    }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    const THICK: f64 = 12.0;
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    if view.rows.is_empty() {
        return sheet.finish();
    }
    // One of the steps at which a page keeps room: within a step a wider picture is never taller.
    let wide = frame.width >= 600.0;
    let text_width = if wide { 0.46 * sheet.width() } else { sheet.width() };
    let left = if wide { MARGIN + text_width + 16.0 } else { MARGIN };
    let room = (MARGIN + sheet.width() - left).max(1.0);
    let (first, last) = view.span;
    let at = |place: f64| left + room * ((place - first) / (last - first)).clamp(0.0, 1.0);
    let mut keys: Vec<Key> =
        view.states.iter().map(|(state, words)| Key::Square(ink(*state, theme), words.clone())).collect();
    keys.extend(view.announced.clone().map(|words| Key::Span(theme.restricted, words)));
    if let Some((_, words)) = &view.read {
        keys.push(Key::Tick(theme.soft, words.clone()));
    }
    sheet.keys(&keys);
    sheet.top += 4.0;
    let years: Vec<u16> = ((first as u16)..=(last as u16)).collect();
    let pace = room / (last - first);
    for year in &years {
        let x = at(Date::new_year(Year(*year)).in_years());
        let words = year.to_string();
        // The name of a year stands where the year begins, if the year is long enough on the page.
        if x + frame.ruler.width(&words, LABEL, false) <= left + room && pace >= 34.0 {
            sheet.scene.text(words, (x, sheet.top + LABEL), Anchor::Start, LABEL, false, theme.soft);
        }
    }
    sheet.top += 18.0;
    let top_of_rows = sheet.top;
    // Rows are as high as their words; the grid goes under all of them.
    let blocks: Vec<(Vec<String>, Vec<String>)> = view
        .rows
        .iter()
        .map(|row| {
            let lines = |words: &str, bold| wrap(words, text_width, LABEL, bold, frame.ruler).lines;
            (lines(&row.name, true), lines(&row.said, false))
        })
        .collect();
    let height = |(name, said): &(Vec<String>, Vec<String>)| {
        16.0 * (name.len() + said.len()) as f64 + if wide { 12.0 } else { THICK + 18.0 }
    };
    let bottom = top_of_rows + blocks.iter().map(height).sum::<f64>();
    let mut top = top_of_rows;
    for (row, block) in view.rows.iter().zip(&blocks) {
        let back = Rect { x: 0.0, y: top, width: frame.width, height: height(block) };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &row.tag));
        top += height(block);
    }
    for year in &years {
        let x = at(Date::new_year(Year(*year)).in_years());
        sheet.scene.hairline((x, top_of_rows), (x, bottom), theme.hairline);
    }
    let mut top = top_of_rows;
    for (row, block) in view.rows.iter().zip(&blocks) {
        let lines = (block.0.len() + block.1.len()) as f64;
        if !wide {
            // Words stand on the grid here: a patch of ground keeps them readable.
            let patch = Rect { x: 0.0, y: top, width: frame.width, height: 16.0 * lines + 6.0 };
            sheet.scene.marks.push(Mark::plain(Shape::Rect(patch), Ink::Fill(theme.ground)));
        }
        let mut baseline = top + 16.0;
        for (words, bold, color) in block
            .0
            .iter()
            .map(|words| (words, true, theme.ink))
            .chain(block.1.iter().map(|words| (words, false, theme.soft)))
        {
            sheet.scene.text(words.as_str(), (MARGIN, baseline), Anchor::Start, LABEL, bold, color);
            baseline += 16.0;
        }
        let middle = if wide { top + height(block) / 2.0 } else { top + 16.0 * lines + 6.0 + THICK / 2.0 };
        bar(&mut sheet, row, middle, THICK, theme, &at);
        if let Some((read, _)) = view.read.as_ref().filter(|_| !wide) {
            let tick = Rect { x: at(*read) - 0.75, y: middle - 9.0, width: 1.5, height: 18.0 };
            sheet.scene.marks.push(Mark::plain(Shape::Rect(tick), Ink::Fill(theme.soft)));
        }
        top += height(block);
    }
    if let Some((read, _)) = &view.read {
        let x = at(*read);
        if wide {
            let line = Rect { x: x - 0.75, y: top_of_rows, width: 1.5, height: bottom - top_of_rows };
            sheet.scene.marks.push(Mark::plain(Shape::Rect(line), Ink::Fill(theme.soft)));
        }
    }
    sheet.top = bottom;
    sheet.finish()
}

/// Thin from the announcement, then thick, in the pattern of what held when; thin again over a term still to come.
fn bar(sheet: &mut Sheet<'_>, row: &Row, middle: f64, thick: f64, theme: &Theme, at: &dyn Fn(f64) -> f64) {
    let mut part = |from: f64, to: f64, height: f64, ink: Ink| {
        let (from, to) = (at(from), at(to));
        let body = Rect { x: from, y: middle - height / 2.0, width: (to - from).max(1.5), height };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(body), ink, &row.tag));
    };
    let color = if row.state == State::Reported { theme.other } else { theme.restricted };
    if row.begins > row.announced {
        part(row.announced, row.begins.min(row.ends), 2.0, Ink::Fill(color));
    }
    if row.state == State::Suspended {
        if row.suspended > row.begins {
            part(row.begins, row.suspended, thick, Ink::Fill(color));
        }
        part(row.suspended, row.until.unwrap_or(row.ends), thick, ink(State::Suspended, theme));
        return;
    }
    if row.state == State::Disputed {
        part(row.begins, row.until.unwrap_or(row.ends), thick, ink(State::Disputed, theme));
        return;
    }
    part(row.begins, row.ends, thick, ink(row.state, theme));
    if let Some(until) = row.until {
        part(row.ends, until, 2.0, Ink::Fill(color));
    }
}
