//! Pipeline: what allied projects plan year by year and by state, what may come of it, and what is bought from the restricted
//! supplier.

use super::behind;
use super::chart::{Chart, DataTable, Frame, Need, Picture, Said, Subject};
use super::sheet::{Key, LABEL, MARGIN, Sheet};
use super::who_gets_it;
use crate::scenario::{Pipeline, PipelineGap, PipelineYear};
use crate::scene::{Anchor, Ink, Mark, Rect, Scene, Shape, Tag, Theme};
use crate::terms::{Share, Standing, Tonnes, Year};

pub(super) const CHART: Chart = Chart { id: "pipeline", needs: &[Need::Pipeline], draw };

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    columns: Vec<Column>,
    /// What is bought from the restricted supplier, where it can be set beside the plans.
    need: Option<(Tonnes, String)>,
    /// Heights of the grid, from 0.
    ticks: Vec<(f64, String)>,
    /// States that occur, with their words.
    states: Vec<(Standing, String)>,
    key_band: String,
    notes: Vec<String>,
}

/// One year.
struct Column {
    year: Year,
    /// Planned tonnes by state.
    parts: [Tonnes; 4],
    /// 5th, 50th and 95th percentile.
    band: [Tonnes; 3],
    tag: Tag,
}

fn planned(row: &PipelineYear) -> Tonnes {
    row.planned.iter().copied().sum()
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let mut args = who_gets_it::arguments(subject);
    let found = subject.pipeline;
    let rows: &[PipelineYear] = found.map_or(&[], |found| &found.years);
    let need = found.and_then(|found| found.need.as_ref().ok()).filter(|need| need.tonnes.0 > 0.0);
    let most = rows.iter().map(planned).fold(Tonnes::ZERO, Tonnes::max);
    // The first year in which the plans are at their height.
    let peak = rows.iter().find(|row| most.0 > 0.0 && planned(row) == most);
    // The first year in which half of that is likelier than not; else the last.
    let later = rows.iter().find(|row| 2.0 * row.all[1].0 >= most.0).or(rows.last());
    if let Some(found) = found {
        args.push(("draws", words.count(found.drawn.1).into()));
        args.push(("seed", found.drawn.0.to_string().into()));
    }
    if let Some(need) = need {
        args.push(("bought", words.tonnes(need.tonnes).into()));
    }
    let title = match peak {
        None => words.say("pipeline.none", &args),
        Some(row) => {
            args.extend([
                ("peak", row.year.to_string().into()),
                ("planned", words.tonnes(most).into()),
                ("later", later.map_or(String::new(), |row| row.year.to_string()).into()),
                ("least", words.tonnes(later.map_or(Tonnes::ZERO, |row| row.all[0])).into()),
                ("most", words.tonnes(later.map_or(Tonnes::ZERO, |row| row.all[2])).into()),
            ]);
            match need {
                Some(need) => {
                    args.push(("share", words.percent(Share(most.0 / need.tonnes.0)).into()));
                    words.say("pipeline.title", &args)
                }
                None => words.say("pipeline.title_alone", &args),
            }
        }
    };
    let columns: Vec<Column> =
        if peak.is_some() { rows.iter().map(|row| column(subject, row)).collect() } else { Vec::new() };
    let notes = found.map_or_else(Vec::new, |found| notes(subject, found, &args));
    let sentence = std::iter::once(title.clone()).chain(notes.clone()).collect::<Vec<_>>().join(" ");
    let top = columns.iter().map(|one| one.parts.iter().copied().sum::<Tonnes>().max(one.band[2]));
    let top = top.fold(need.map_or(Tonnes::ZERO, |need| need.tonnes), Tonnes::max);
    let states =
        Standing::OPEN.iter().enumerate().filter(|(at, _)| rows.iter().any(|row| row.planned[*at].0 > 0.0));
    let states = states.map(|(_, state)| (*state, state_words(subject, *state)));
    let sources = &subject.sources;
    let projects: Vec<Option<String>> = sources.projects.iter().cloned().map(Some).collect();
    let trade = need.and(sources.trade.clone());
    let all: Vec<&Option<String>> = std::iter::once(&trade).chain(&projects).collect();
    let subtitle = if peak.is_some() { "pipeline.subtitle" } else { "pipeline.subtitle_none" };
    let said = Said {
        title,
        subtitle: words.say(subtitle, &args),
        sentence,
        source: super::source_line(words, &all, false),
        table: table(subject, &columns),
    };
    View {
        need: need.map(|need| (need.tonnes, words.say("pipeline.key_need", &args))),
        ticks: ticks(top.0).into_iter().map(|tick| (tick, words.amount(Tonnes(tick)))).collect(),
        states: states.collect(),
        key_band: words.plain("pipeline.key_band"),
        said,
        columns,
        notes,
    }
}

fn state_words(subject: &Subject<'_>, state: Standing) -> String {
    subject.words.plain(&format!("pipeline.{}", state.id()))
}

/// Round heights from 0 to the first that is not below the top, three or four steps.
fn ticks(top: f64) -> Vec<f64> {
    if !(top.is_finite() && top > 0.0) {
        return Vec::new();
    }
    let unit = libm::pow(10.0, libm::floor(libm::log10(top / 3.0)));
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|size| size * unit).find(|step| step * 4.0 >= top);
    let step = step.unwrap_or(10.0 * unit);
    let count = libm::ceil(top / step - 1e-9) as usize;
    (0..=count).map(|number| number as f64 * step).collect()
}

fn column(subject: &Subject<'_>, row: &PipelineYear) -> Column {
    let words = subject.words;
    let parts =
        Standing::OPEN.iter().zip(row.planned).filter(|(_, tonnes)| tonnes.0 > 0.0).map(|(state, tonnes)| {
            let pair =
                [("name", state_words(subject, *state).into()), ("value", words.tonnes(tonnes).into())];
            words.say("bars.tag", &pair)
        });
    let parts: Vec<String> = parts.collect();
    let key = if parts.is_empty() { "pipeline.tag_none" } else { "pipeline.tag" };
    let said = words.say(
        key,
        &[
            ("year", row.year.to_string().into()),
            ("parts", parts.join(", ").into()),
            ("least", words.tonnes(row.all[0]).into()),
            ("most", words.tonnes(row.all[2]).into()),
        ],
    );
    let tag = Tag { id: row.year.to_string(), words: said };
    Column { year: row.year, parts: row.planned, band: row.all, tag }
}

/// What is not in the picture, and why.
fn notes(subject: &Subject<'_>, found: &Pipeline, args: &who_gets_it::Args) -> Vec<String> {
    let words = subject.words;
    let mut notes = Vec::new();
    match &found.need {
        Err(missing) => {
            let why = words.plain(&format!("pipeline.{}", missing.id()));
            notes.push(words.say("pipeline.no_need", &[("why", why.into())]));
        }
        Ok(need) if need.tonnes.0 <= 0.0 => notes.push(words.say("gets.nobody_buys", args)),
        Ok(need) => {
            if !need.unknown.is_empty() {
                let names: Vec<String> = need.unknown.iter().map(|country| words.country(*country)).collect();
                notes.push(words.say("pipeline.least", &[("countries", names.join(", ").into())]));
            }
            if found.projects.is_empty() {
                notes.push(words.say("pipeline.bought", args));
            }
        }
    }
    type Holds = fn(&PipelineGap) -> bool;
    // Each project once, with what is missing first of all.
    let reasons: [(&str, Holds); 3] = [
        ("pipeline.no_tonnes", |gap| gap.no_tonnes),
        ("pipeline.other_tonnes", |gap| !gap.no_tonnes && gap.other_tonnes),
        ("pipeline.no_start", |gap| !gap.no_tonnes && !gap.other_tonnes && gap.no_start),
    ];
    for (key, holds) in reasons {
        let names: Vec<&str> =
            found.gaps.iter().filter(|gap| holds(gap)).map(|gap| gap.project.name.as_str()).collect();
        if !names.is_empty() {
            notes.push(words.say(key, &[("projects", names.join("; ").into())]));
        }
    }
    notes
}

fn table(subject: &Subject<'_>, columns: &[Column]) -> DataTable {
    let words = subject.words;
    let header = [
        "pipeline.year",
        "pipeline.column_built",
        "pipeline.column_contracted",
        "pipeline.column_conditional",
    ]
    .into_iter()
    .chain(["pipeline.column_letter", "pipeline.p5", "pipeline.p50", "pipeline.p95"]);
    let rows = columns.iter().map(|one| {
        let figures = one.parts.iter().chain(&one.band).map(|tonnes| words.amount(*tonnes));
        std::iter::once(one.year.to_string()).chain(figures).collect()
    });
    DataTable {
        columns: header.map(|key| words.plain(key)).collect(),
        rows: rows.collect(),
        behind: columns.iter().map(|_| Some(behind::deals(subject))).collect(),
        all_behind: Some(behind::all(subject)),
    }
}

/// The firmer, the fuller.
fn ink(state: Standing, theme: &Theme) -> Ink {
    let edged =
        |part| Ink::Edged { fill: theme.ally.veiled(theme.ground, part), edge: theme.ally, width: 1.0 };
    match state {
        Standing::Built => Ink::Fill(theme.ally),
        Standing::Contracted => edged(0.6),
        Standing::Conditional => edged(0.25),
        Standing::Letter | Standing::Lapsed => edged(0.0),
    }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    if !view.columns.is_empty() {
        let mut keys: Vec<Key> =
            view.states.iter().map(|(state, words)| Key::Square(ink(*state, theme), words.clone())).collect();
        keys.push(Key::Tick(theme.ink, view.key_band.clone()));
        if let Some((_, words)) = &view.need {
            keys.push(Key::Square(Ink::Fill(theme.restricted), words.clone()));
        }
        sheet.keys(&keys);
        sheet.top += 12.0;
        plot(view, frame, &mut sheet);
    }
    for note in &view.notes {
        sheet.top += 6.0;
        sheet.paragraph(note, 13.0, false, theme.soft);
    }
    sheet.finish()
}

fn plot(view: &View, frame: &Frame<'_>, sheet: &mut Sheet<'_>) {
    let theme = frame.theme;
    let height = if frame.width < 480.0 { 200.0 } else { 260.0 };
    let widest =
        view.ticks.iter().map(|(_, words)| frame.ruler.width(words, LABEL, false)).fold(0.0, f64::max);
    let left = MARGIN + widest + 8.0;
    let right = (MARGIN + sheet.width()).max(left + 1.0);
    let slot = (right - left) / view.columns.len() as f64;
    let (top, bottom) = (sheet.top, sheet.top + height);
    let largest = view.ticks.last().map_or(1.0, |(tick, _)| *tick);
    let at = |tonnes: f64| bottom - height * tonnes / largest;
    for (number, column) in view.columns.iter().enumerate() {
        let back = Rect { x: left + slot * number as f64, y: top, width: slot, height };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &column.tag));
    }
    for (tick, words) in &view.ticks {
        let y = at(*tick);
        sheet.scene.hairline((left, y), (right, y), if *tick > 0.0 { theme.hairline } else { theme.soft });
        sheet.scene.text(words.as_str(), (left - 8.0, y + 4.0), Anchor::End, LABEL, false, theme.soft);
    }
    for (number, column) in view.columns.iter().enumerate() {
        let x = left + slot * number as f64;
        // The bar to the left, its band beside it: neither hides the other.
        let (bar, thick) = ((slot * 0.5).max(1.0), if slot > 30.0 { 3.0 } else { 2.0 });
        let mut base = 0.0;
        for (state, tonnes) in Standing::OPEN.iter().zip(column.parts).filter(|(_, tonnes)| tonnes.0 > 0.0) {
            let (low, high) = (at(base), at(base + tonnes.0));
            let body = Rect { x: x + slot * 0.12, y: high, width: bar, height: (low - high).max(1.0) };
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(body), ink(*state, theme), &column.tag));
            base += tonnes.0;
        }
        let [least, middle, most] = column.band.map(|tonnes| at(tonnes.0));
        if column.band[2].0 > 0.0 {
            let middle_x = x + slot * 0.8;
            let whisker =
                Rect { x: middle_x - thick / 2.0, y: most, width: thick, height: (least - most).max(1.0) };
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(whisker), Ink::Fill(theme.ink), &column.tag));
            let dot = Shape::Dot { centre: (middle_x, middle), radius: thick };
            let ring = Ink::Edged { fill: theme.ground, edge: theme.ink, width: 1.0 };
            sheet.scene.marks.push(Mark::tagged(dot, ring, &column.tag));
        }
        if column.year.0 % 5 == 0 {
            let half = frame.ruler.width("2040", LABEL, false) / 2.0;
            let label = ((x + slot / 2.0).min(right - half), bottom + 18.0);
            sheet.scene.text(column.year.to_string(), label, Anchor::Middle, LABEL, false, theme.soft);
        }
    }
    if let Some((need, _)) = &view.need {
        let line = Rect { x: left, y: at(need.0) - 1.0, width: right - left, height: 2.0 };
        sheet.scene.marks.push(Mark::plain(Shape::Rect(line), Ink::Fill(theme.restricted)));
    }
    sheet.top = bottom + 30.0;
}

#[cfg(test)]
mod tests {
    use super::ticks;

    #[test]
    fn ticks_are_round_and_reach_the_top() {
        assert_eq!(ticks(29_900.0), [0.0, 10_000.0, 20_000.0, 30_000.0]);
        assert_eq!(ticks(100.0), [0.0, 50.0, 100.0]);
        assert_eq!(ticks(7.0), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert!(ticks(0.0).is_empty() && ticks(f64::NAN).is_empty());
    }
}
