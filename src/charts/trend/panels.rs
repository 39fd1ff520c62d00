//! The panels: months and years of exports, years of imports.

use super::super::chart::Subject;
use super::super::measure::Measure;
use super::super::time_columns::{Column, Mean, Panel, Part, round_step};
use super::title::amount;
use super::{Args, binds, with};
use crate::scene::Tag;
use crate::supply::{History, TradeUnit, TradeYear};
use crate::terms::{Date, Reading, Share, Tonnes, Year};
use crate::wording::Words;

/// As drawn: tonnes, or million dollars.
pub(super) fn drawn(unit: TradeUnit, value: f64) -> f64 {
    match unit {
        TradeUnit::Tonnes => value,
        TradeUnit::ThousandDollars => value / 1000.0,
    }
}

/// Gaps from the last figure to the end of the axis, a year each.
fn missing(words: &Words, from: f64, to: f64, key: &str) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut start = from;
    while start < to {
        let end = (start.floor() + 1.0).min(to);
        let label = format!("{}", start.floor() as u16);
        columns.push(gap(words, label, (start, end), key));
        start = start.floor() + 1.0;
    }
    columns
}

fn gap(words: &Words, label: String, (from, to): (f64, f64), key: &str) -> Column {
    let said = words.say("trend.gap_tag", &[("period", label.clone().into())]);
    Column { from, to, parts: Vec::new(), tag: Tag { id: format!("{key}-{label}"), words: said } }
}

fn ticks(words: &Words, columns: &[Column]) -> Vec<(f64, String)> {
    let highest = columns.iter().map(Column::height).fold(0.0, f64::max);
    let step = round_step(highest);
    let count = (highest / step).ceil().max(1.0) as usize;
    (0..=count).map(|at| at as f64 * step).map(|value| (value, words.amount(Tonnes(value)))).collect()
}

pub(super) fn months(
    subject: &Subject<'_>,
    history: &History,
    dated: &[(Date, &Measure)],
    args: &Args,
    last_control: Option<f64>,
) -> Option<Panel> {
    let words = subject.words;
    let (first, last) = (history.months.first()?, history.months.last()?);
    let place = |date: Date| f64::from(date.year.0) + f64::from(date.month - 1) / 12.0;
    let end = place(last.month) + 1.0 / 12.0;
    let mut columns: Vec<Column> = history
        .months
        .iter()
        .map(|row| {
            let (from, label) = (place(row.month), words.month(row.month));
            let to = from + 1.0 / 12.0;
            match row.tonnes {
                Reading::Known(tonnes) => Column {
                    from,
                    to,
                    parts: vec![(tonnes.0, Part::Restricted)],
                    tag: Tag {
                        id: format!("month-{label}"),
                        words: words.say(
                            "trend.exports_tag",
                            &with(
                                args,
                                vec![("period", label.into()), ("value", words.tonnes(tonnes).into())],
                            ),
                        ),
                    },
                },
                Reading::NotReported | Reading::NotApplicable => gap(words, label, (from, to), "month"),
            }
        })
        .collect();
    let span = ((place(first.month)).floor(), last_control.map_or(end, |last| end.max(last + 0.1)));
    columns.extend(missing(words, end, span.1, "month"));
    let means = dated.iter().filter(|(_, measure)| binds(measure)).find_map(|(date, _)| {
        let (before, after) = history.around(*date)?;
        let at = place(Date { day: 1, ..*date });
        let next = if date.day > 1 { at + 1.0 / 12.0 } else { at };
        let mean = |from: f64, value: Tonnes| Mean {
            from,
            to: from + 1.0,
            value: value.0,
            words: words.tonnes(value),
        };
        Some([mean(at - 1.0, before), mean(next, after)])
    });
    let partners = history.months.iter().map(|row| row.partners).max().unwrap_or(0) as usize;
    let note = if history.alone { "trend.months_note" } else { "trend.bundle_note" };
    let heading = words.say("trend.months", args);
    Some(Panel {
        said: format!("{heading}."),
        heading,
        note: words.say(note, &with(args, vec![("count", words.counted(partners))])),
        span,
        known_until: end,
        ticks: ticks(words, &columns),
        columns,
        means,
    })
}

pub(super) fn exports(
    subject: &Subject<'_>,
    history: &History,
    args: &Args,
    last_control: Option<f64>,
) -> Option<Panel> {
    let words = subject.words;
    let last = history.years.iter().rev().find(|row| row.exports.known().is_some())?;
    let known = last.exports.known()?;
    let more: Args =
        vec![("value", amount(words, history.unit, known).into()), ("year", last.year.to_string().into())];
    let column = |row: &TradeYear, id: &str, (from, to): (f64, f64)| {
        let label = row.year.to_string();
        let Some(value) = row.exports.known() else { return gap(words, label, (from, to), id) };
        let more: Args =
            vec![("period", label.clone().into()), ("value", amount(words, history.unit, value).into())];
        Column {
            from,
            to,
            parts: vec![(drawn(history.unit, value), Part::Restricted)],
            tag: Tag {
                id: format!("{id}-{label}"),
                words: words.say("trend.exports_tag", &with(args, more)),
            },
        }
    };
    Some(years(
        subject,
        history,
        last_control,
        "exports",
        words.say("trend.exports", &with(args, more)),
        args,
        &column,
    ))
}

/// The part of a year's imports that came from the restricted supplier; nothing is a part of none.
pub(super) fn imported_share(row: &TradeYear) -> Option<Share> {
    let (all, part) = (row.imports.known()?, row.from_restricted.known()?);
    Some(Share(if all > 0.0 { part / all } else { 0.0 }))
}

pub(super) fn imports(
    subject: &Subject<'_>,
    history: &History,
    args: &Args,
    last_control: Option<f64>,
) -> Option<Panel> {
    let words = subject.words;
    // What the supplier buys says nothing about leaning on it.
    if history.years.is_empty() || subject.viewer == subject.network.restricted {
        return None;
    }
    let share = |row: &TradeYear| {
        let (all, part) = (row.imports.known()?, row.from_restricted.known()?);
        Some((all, part, imported_share(row)?))
    };
    let said = |row: &TradeYear, key: &str| {
        let (all, _, share) = share(row)?;
        let more: Args = vec![
            ("period", row.year.to_string().into()),
            ("value", amount(words, history.unit, all).into()),
            ("share", words.percent(share).into()),
        ];
        Some(words.say(key, &with(args, more)))
    };
    let heading = history.years.iter().rev().find_map(|row| said(row, "trend.imports"));
    let heading = heading.unwrap_or_else(|| words.say("trend.no_imports", args));
    let column = |row: &TradeYear, id: &str, (from, to): (f64, f64)| {
        let label = row.year.to_string();
        match (share(row), said(row, "trend.imports_tag")) {
            (Some((all, part, _)), Some(said)) => Column {
                from,
                to,
                parts: vec![
                    (drawn(history.unit, part), Part::Restricted),
                    (drawn(history.unit, all - part), Part::Other),
                ],
                tag: Tag { id: format!("{id}-{label}"), words: said },
            },
            _ => gap(words, label, (from, to), id),
        }
    };
    Some(years(subject, history, last_control, "imports", heading, args, &column))
}

/// How a year becomes a column: the year, the panel's id, and from where to where it stands.
type ColumnOf<'a> = dyn Fn(&TradeYear, &str, (f64, f64)) -> Column + 'a;

/// A panel of years.
fn years(
    subject: &Subject<'_>,
    history: &History,
    last_control: Option<f64>,
    id: &str,
    heading: String,
    args: &Args,
    column: &ColumnOf<'_>,
) -> Panel {
    let words = subject.words;
    let place = |year: Year| f64::from(year.0);
    let mut columns: Vec<Column> =
        history.years.iter().map(|row| column(row, id, (place(row.year), place(row.year) + 1.0))).collect();
    let first = history.years.first().map_or(0.0, |row| place(row.year));
    let end = history.years.last().map_or(first + 1.0, |row| place(row.year) + 1.0);
    let span = (first, last_control.map_or(end, |last| end.max(last + 0.1)));
    columns.extend(missing(words, end, span.1, id));
    let mut note = words.say(
        match history.unit {
            TradeUnit::Tonnes => "trend.note_t",
            TradeUnit::ThousandDollars => "trend.note_kusd",
        },
        args,
    );
    // Years whose small flows are missing come before those whose are not.
    if let Some(row) = history.years.iter().rev().find(|row| !row.whole) {
        let until = words.say("trend.trimmed", &[("year", row.year.to_string().into())]);
        note = format!("{note} {until}");
    }
    Panel {
        said: format!("{heading}."),
        heading,
        note,
        span,
        known_until: end,
        ticks: ticks(words, &columns),
        columns,
        means: None,
    }
}
