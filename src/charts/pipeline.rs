//! Pipeline: what allied projects may bring year by year, by how firm they are, against what allies buy from the
//! restricted supplier.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Need, Picture, Said, Subject};
use super::sharing_words;
use super::sheet::{Key, LABEL, MARGIN, Sheet};
use super::time_columns::round_step;
use crate::scenario::{Missing, Pipeline, PipelineGap, PipelineYear};
use crate::scene::{Anchor, Ink, Mark, Rect, Scene, Shape, Tag, Theme, wrap};
use crate::supply::AlliedProject;
use crate::terms::{Share, Standing, Tonnes, within};

pub(super) const CHART: Chart =
    Chart { id: "pipeline", family: Family::Sharing, needs: &[Need::Pipeline], draw };

/// Height of the drawing in CSS px.
const TALL: f64 = 220.0;

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    columns: Vec<Column>,
    /// What is needed, in tonnes, with its words.
    need: Option<(f64, String)>,
    /// Marks of the scale.
    ticks: Vec<(f64, String)>,
    /// Standings that occur, with their words.
    keys: Vec<(Standing, String)>,
    /// Meaning of the line, where there are draws.
    band: Option<String>,
    /// How to read it, what the chosen year's plans are worth, and projects that are not counted.
    note: Option<String>,
}

/// One year.
struct Column {
    label: String,
    /// Whether it is the year that is asked about.
    chosen: bool,
    /// Plans by standing, from the ground up.
    planned: [f64; 4],
    /// 5th, 50th and 95th percentile.
    band: [f64; 3],
    /// The 50th percentile in words, for the year that is asked about.
    middle: Option<String>,
    tag: Tag,
}

impl Column {
    /// How far up it is drawn.
    fn reach(&self) -> f64 {
        self.planned.iter().sum::<f64>().max(self.band[2])
    }
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let mut args = sharing_words::arguments(subject);
    args.push(("group", words.plain(&format!("group.{}.name", subject.group)).into()));
    let Some(pipeline) = subject.pipeline.filter(|pipeline| !pipeline.projects.is_empty()) else {
        return none(subject, &args);
    };
    args.push(("draws", words.count(pipeline.drawn.1).into()));
    args.push(("seed", pipeline.drawn.0.to_string().into()));
    let need = pipeline.need.as_ref().ok().filter(|need| need.tonnes.0 > 0.0);
    if let Some(need) = need {
        args.push(("needed", words.tonnes(need.tonnes).into()));
        args.push(("of_year", need.year.to_string().into()));
    }
    let told = pipeline.years.iter().find(|year| year.year == subject.by);
    let drawn = pipeline.drawn.1 > 0;
    if let Some(told) = told {
        args.push(("planned", words.tonnes(told.planned.into_iter().sum()).into()));
        let [low, middle, high] = told.all;
        args.push(("low", words.tonnes(low).into()));
        args.push(("middle", words.tonnes(middle).into()));
        args.push(("high", words.tonnes(high).into()));
        args.push(("then", subject.by.to_string().into()));
        if let Some(need) = need {
            // More than is needed is said as a multiple of one hundred per cent.
            args.push(("share", words.percent(Share(middle.0 / need.tonnes.0)).into()));
        }
    }
    let title = words.say(
        match &pipeline.need {
            // Draws are still to come.
            _ if !drawn => "pipeline.title_plan",
            Ok(_) if need.is_some() => "pipeline.title",
            Ok(_) => "pipeline.title_none_bought",
            Err(Missing::NoCode) => "pipeline.title_no_code",
            Err(Missing::NoTrade) => "pipeline.title_no_trade",
            Err(_) => "pipeline.title_alone",
        },
        &args,
    );
    let columns: Vec<Column> = pipeline.years.iter().map(|year| column(subject, year)).collect();
    let highest = columns
        .iter()
        .map(|column| column.planned.iter().sum::<f64>().max(column.band[2]))
        .chain(need.map(|need| need.tonnes.0))
        .fold(0.0, f64::max);
    let step = round_step(highest);
    let count = (highest / step).ceil().max(1.0) as usize;
    let ticks = (0..=count).map(|at| at as f64 * step).map(|value| (value, words.amount(Tonnes(value))));
    let keys: Vec<(Standing, String)> = Standing::OPEN
        .into_iter()
        .enumerate()
        .filter(|(place, _)| {
            columns.iter().any(|column| column.planned.get(*place).is_some_and(|t| *t > 0.0))
        })
        .map(|(_, standing)| (standing, words.plain(&format!("pipeline.{}", standing.id()))))
        .collect();
    let unknown = need.map_or(&[][..], |need| &need.unknown);
    let named: Vec<String> = unknown.iter().map(|country| words.country(*country)).collect();
    let least =
        (!named.is_empty()).then(|| words.say("pipeline.at_least", &[("list", named.join(", ").into())]));
    let states = told.and_then(|told| states(subject, told, drawn));
    // All of it stands on the picture: a file has no sentence beside it.
    let how = words.say(if drawn { "pipeline.how" } else { "pipeline.how_plan" }, &args);
    let notes: Vec<String> =
        [Some(how), states, note(subject, &pipeline.gaps), least].into_iter().flatten().collect();
    let note = notes.join(" ");
    let sentence = format!("{title} {note}");
    let heading = words.say("pipeline.need_column", &args);
    let said = Said {
        title,
        subtitle: subtitle(subject, pipeline, &args),
        sentence,
        source: super::source_line(
            words,
            &[
                &Some(words.plain("pipeline.source")),
                if need.is_some() { &subject.sources.trade } else { &None },
            ],
            false,
        ),
        table: table(subject, &pipeline.years, need.map(|need| (heading.as_str(), need.tonnes))),
    };
    View {
        said,
        columns,
        need: need.map(|need| (need.tonnes.0, words.say("pipeline.need", &args))),
        ticks: ticks.collect(),
        keys,
        band: drawn.then(|| words.plain("pipeline.band")),
        note: Some(note),
    }
}

/// What is drawn, and which of it the reader assumes.
fn subtitle(subject: &Subject<'_>, pipeline: &Pipeline, args: &sharing_words::Args) -> String {
    let words = subject.words;
    let said = words.say("pipeline.subtitle", args);
    let assumed =
        |project: &&AlliedProject| project.id == subject.project.id && subject.project.source.is_none();
    let Some(own) = pipeline.projects.iter().find(assumed) else { return said };
    let own = [
        (
            "project",
            if own.name.is_empty() { words.plain("pipeline.unnamed") } else { own.name.clone() }.into(),
        ),
        ("tonnes", own.tonnes.known().map_or_else(String::new, |tonnes| words.tonnes(tonnes)).into()),
        ("from", own.start.map_or_else(String::new, |start| start.to_string()).into()),
    ];
    format!("{said}. {}", words.say("pipeline.assumed", &own))
}

/// Nothing can be counted: why, and what is on record.
fn none(subject: &Subject<'_>, args: &sharing_words::Args) -> View {
    let words = subject.words;
    let title = words.say("pipeline.none", args);
    let note = subject.pipeline.and_then(|pipeline| note(subject, &pipeline.gaps));
    let said = Said {
        sentence: note.as_ref().map_or_else(|| title.clone(), |note| format!("{title} {note}")),
        title,
        subtitle: words.say("pipeline.subtitle_none", args),
        source: super::source_line(words, &[&Some(words.plain("pipeline.source"))], false),
        table: table(subject, &[], None),
    };
    View { said, columns: Vec::new(), need: None, ticks: Vec::new(), keys: Vec::new(), band: None, note }
}

fn column(subject: &Subject<'_>, year: &PipelineYear) -> Column {
    let words = subject.words;
    let [low, middle, high] = year.all;
    let said = words.say(
        "pipeline.tag",
        &[
            ("year", year.year.to_string().into()),
            ("planned", words.tonnes(year.planned.into_iter().sum()).into()),
            ("middle", words.tonnes(middle).into()),
            ("low", words.tonnes(low).into()),
            ("high", words.tonnes(high).into()),
        ],
    );
    let tag = Tag { id: year.year.to_string(), words: said };
    // As the title tells it.
    let told = year.year == subject.by && middle.0 > 0.0;
    Column {
        label: year.year.to_string(),
        chosen: year.year == subject.by,
        planned: year.planned.map(|tonnes| tonnes.0),
        band: year.all.map(|tonnes| tonnes.0),
        middle: told.then(|| words.say("pipeline.middle", &[("middle", words.tonnes(middle).into())])),
        tag,
    }
}

/// What plans of each standing come to in the chosen year.
fn states(subject: &Subject<'_>, year: &PipelineYear, drawn: bool) -> Option<String> {
    let words = subject.words;
    let of = |(place, standing): (usize, Standing)| {
        let planned = year.planned.get(place).copied().filter(|tonnes| tonnes.0 > 0.0)?;
        let [low, _, high] = year.by_standing.get(place).copied()?;
        let args = [
            ("standing", words.plain(&format!("pipeline.{}", standing.id())).into()),
            ("planned", words.tonnes(planned).into()),
            ("low", words.tonnes(low).into()),
            ("high", words.tonnes(high).into()),
        ];
        Some(words.say(if drawn { "pipeline.state" } else { "pipeline.state_plan" }, &args))
    };
    let list: Vec<String> = Standing::OPEN.into_iter().enumerate().filter_map(of).collect();
    let args =
        [("then", year.year.to_string().into()), ("list", list.join(&words.plain("contract.apart")).into())];
    Some(words.say(if list.is_empty() { "pipeline.no_plan" } else { "pipeline.states" }, &args))
}

/// The projects that are left out, each with its reason.
fn note(subject: &Subject<'_>, gaps: &[PipelineGap]) -> Option<String> {
    let words = subject.words;
    let one = |gap: &PipelineGap| {
        let key = match gap {
            gap if gap.no_tonnes && gap.no_start => "pipeline.no_both",
            gap if gap.no_tonnes => "pipeline.no_tonnes",
            gap if gap.no_start => "pipeline.no_start",
            _ => "pipeline.other_tonnes",
        };
        format!("{} ({})", gap.project.name, words.plain(key))
    };
    let list: Vec<String> = gaps.iter().map(one).collect();
    (!list.is_empty()).then(|| words.say("pipeline.not_counted", &[("list", list.join(", ").into())]))
}

fn table(subject: &Subject<'_>, years: &[PipelineYear], need: Option<(&str, Tonnes)>) -> DataTable {
    let words = subject.words;
    let mut columns = vec![words.plain("pipeline.year")];
    columns.extend(Standing::OPEN.map(|standing| words.plain(&format!("pipeline.{}", standing.id()))));
    columns.extend(["P5", "P50", "P95"].map(str::to_owned));
    columns.extend(need.map(|(heading, _)| heading.to_owned()));
    columns.extend(Standing::OPEN.map(|standing| {
        let named = words.plain(&format!("pipeline.{}", standing.id()));
        words.say("pipeline.state_band", &[("standing", named.into())])
    }));
    let rows: Vec<Vec<String>> = years
        .iter()
        .map(|year| {
            let mut row = vec![year.year.to_string()];
            let all = year.planned.into_iter().chain(year.all).chain(need.map(|(_, tonnes)| tonnes));
            row.extend(all.map(|tonnes| words.tonnes(tonnes)));
            let band = |[low, _, high]: [Tonnes; 3]| format!("{}–{}", words.amount(low), words.tonnes(high));
            row.extend(year.by_standing.map(band));
            row
        })
        .collect();
    let deals = format!("{}#deals", behind::all(subject));
    let behind = rows.iter().map(|_| Some(deals.clone())).collect();
    DataTable { columns, rows, behind, all_behind: Some(behind::all(subject)) }
}

/// What binds is filled; what does not yet is an outline.
fn ink(standing: Standing, theme: &Theme) -> Ink {
    match standing {
        Standing::Built => Ink::Fill(theme.ally),
        // Edged, so that the pale half stands out from the ground as the rest does.
        Standing::Contracted => {
            Ink::Edged { fill: theme.ally.towards(theme.ground), edge: theme.ally, width: 1.0 }
        }
        Standing::Conditional => Ink::Edged { fill: theme.ground, edge: theme.ally, width: 1.5 },
        Standing::Letter | Standing::Lapsed => {
            Ink::Edged { fill: theme.ground, edge: theme.other, width: 1.0 }
        }
    }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    if !view.columns.is_empty() {
        let mut keys: Vec<Key> = view
            .keys
            .iter()
            .map(|(standing, words)| Key::Square(ink(*standing, theme), words.clone()))
            .collect();
        keys.extend(view.band.clone().map(|band| Key::Cross(theme.ink, band)));
        sheet.keys(&keys);
        sheet.top += 8.0;
        bars(view, frame, &mut sheet);
    }
    if let Some(note) = &view.note {
        let block = wrap(note, sheet.width(), LABEL, false, frame.ruler);
        sheet.top += 4.0;
        for line in &block.lines {
            let at = (MARGIN, sheet.top + LABEL);
            sheet.scene.text(line.as_str(), at, Anchor::Start, LABEL, false, theme.soft);
            sheet.top += block.leading;
        }
    }
    sheet.finish()
}

fn bars(view: &View, frame: &Frame<'_>, sheet: &mut Sheet<'_>) {
    let theme = frame.theme;
    let most = view.ticks.last().map_or(1.0, |(value, _)| *value).max(f64::MIN_POSITIVE);
    let label =
        view.ticks.iter().map(|(_, words)| frame.ruler.width(words, LABEL, false)).fold(0.0, f64::max);
    let left = MARGIN + label + 8.0;
    let room = (MARGIN + sheet.width() - left).max(1.0);
    // Room for the words of the need above the highest line.
    let top = sheet.top + 18.0;
    let ground = top + TALL;
    let at = |value: f64| ground - TALL * (value / most).clamp(0.0, 1.0);
    let step = room / view.columns.len().max(1) as f64;
    for (number, column) in view.columns.iter().enumerate() {
        let back = Rect { x: left + number as f64 * step, y: top, width: step, height: TALL };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &column.tag));
        if column.chosen {
            sheet.scene.marks.push(Mark::plain(Shape::Rect(back), Ink::Fill(theme.land)));
        }
    }
    for (value, words) in &view.ticks {
        sheet.scene.hairline((left, at(*value)), (left + room, at(*value)), theme.hairline);
        sheet.scene.text(
            words.as_str(),
            (left - 8.0, at(*value) + 4.0),
            Anchor::End,
            LABEL,
            false,
            theme.soft,
        );
    }
    for (number, column) in view.columns.iter().enumerate() {
        let x = left + number as f64 * step;
        let mut sum = 0.0;
        for (standing, tonnes) in Standing::OPEN.into_iter().zip(column.planned) {
            if tonnes <= 0.0 {
                continue;
            }
            let (low, high) = (at(sum), at(sum + tonnes));
            let bar = Rect { x: x + step * 0.2, y: high, width: step * 0.6, height: low - high };
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(bar), ink(standing, theme), &column.tag));
            sum += tonnes;
        }
        let [low, middle, high] = column.band;
        if high > 0.0 {
            // A halo keeps the line readable on every bar.
            let halo = Rect { x: x + step * 0.5 - 2.0, y: at(high), width: 4.0, height: at(low) - at(high) };
            sheet.scene.marks.push(Mark::plain(Shape::Rect(halo), Ink::Fill(theme.ground)));
            let halo =
                Rect { x: x + step * 0.3 - 1.0, y: at(middle) - 2.0, width: step * 0.4 + 2.0, height: 4.0 };
            sheet.scene.marks.push(Mark::plain(Shape::Rect(halo), Ink::Fill(theme.ground)));
            let band = Rect { x: x + step * 0.5 - 1.0, y: at(high), width: 2.0, height: at(low) - at(high) };
            sheet.scene.marks.push(Mark::plain(Shape::Rect(band), Ink::Fill(theme.ink)));
            let median = Rect { x: x + step * 0.3, y: at(middle) - 1.0, width: step * 0.4, height: 2.0 };
            sheet.scene.marks.push(Mark::plain(Shape::Rect(median), Ink::Fill(theme.ink)));
        }
        // The year that is asked about is named, and none beside it whose label would touch its own.
        let chosen = view.columns.iter().position(|column| column.chosen);
        let away = chosen.map_or(f64::INFINITY, |chosen| (chosen as f64 - number as f64).abs() * step);
        if column.chosen || (number % 5 == 0 && away > 40.0) {
            let middle = (x + step * 0.5).min(left + room - 14.0);
            let color = if column.chosen { theme.ink } else { theme.soft };
            let at = (middle, ground + 16.0);
            sheet.scene.text(column.label.as_str(), at, Anchor::Middle, LABEL, column.chosen, color);
        }
    }
    for (number, column) in view.columns.iter().enumerate() {
        let Some(words) = &column.middle else { continue };
        let wide = frame.ruler.width(words, LABEL, true);
        let middle = within(left + (number as f64 + 0.5) * step, left + wide / 2.0, left + room - wide / 2.0);
        // Above all that stands under it.
        let under = view.columns.iter().enumerate().filter(|(other, _)| {
            let x = left + (*other as f64 + 0.5) * step;
            (x - middle).abs() < (wide + step) / 2.0
        });
        let y = at(under.map(|(_, column)| column.reach()).fold(0.0, f64::max)) - 6.0;
        // Where the line of the need and its words are, there is no room.
        if view.need.as_ref().is_some_and(|(need, _)| (-10.0..34.0).contains(&(y - at(*need) + 12.0))) {
            continue;
        }
        let patch = Rect { x: middle - wide / 2.0 - 2.0, y: y - 12.0, width: wide + 4.0, height: 16.0 };
        sheet.scene.marks.push(Mark::plain(Shape::Rect(patch), Ink::Fill(theme.ground)));
        sheet.scene.text(words.as_str(), (middle, y), Anchor::Middle, LABEL, true, theme.ink);
    }
    if let Some((need, words)) = &view.need {
        let y = at(*need);
        let line = Rect { x: left, y: y - 1.5, width: room, height: 3.0 };
        sheet.scene.marks.push(Mark::plain(Shape::Rect(line), Ink::Fill(theme.restricted)));
        // The line's words stand on it, on a patch of ground where bars may reach.
        let wide = frame.ruler.width(words, LABEL, true).min(room);
        let patch = Rect { x: left, y: y - 20.0, width: wide + 4.0, height: 17.0 };
        sheet.scene.marks.push(Mark::plain(Shape::Rect(patch), Ink::Fill(theme.ground)));
        sheet.scene.text(words.as_str(), (left, y - 7.0), Anchor::Start, LABEL, true, theme.restricted);
    }
    sheet.top = ground + 28.0;
}
