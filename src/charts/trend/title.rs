//! The finding: what was exported before and after a control, or else how the years compare.

use super::super::chart::Subject;
use super::super::measure::Measure;
use super::{Args, binds, with};
use crate::supply::{History, TradeUnit};
use crate::terms::{Date, Reading, Share, Tonnes, Year};
use crate::wording::{Arg, Language, Words};

pub(super) fn title(
    subject: &Subject<'_>,
    history: &History,
    dated: &[(Date, &Measure)],
    args: &Args,
) -> String {
    let words = subject.words;
    let binding = || dated.iter().filter(|(_, measure)| binds(measure));
    let change = |before: f64, after: f64| if after < before { "less" } else { "more" };
    let single = history.alone;
    if let Some((date, before, after)) =
        binding().find_map(|(date, _)| history.around(*date).map(|(before, after)| (*date, before, after)))
    {
        let key = if single { "month" } else { "bundle" };
        let more: Args = vec![
            ("date", words.date(date).into()),
            ("before", words.tonnes(before).into()),
            ("after", words.tonnes(after).into()),
        ];
        return words.say(&format!("trend.{key}_{}", change(before.0, after.0)), &with(args, more));
    }
    if let Some((date, before, after)) = binding()
        .find_map(|(date, _)| history.years_around(*date).map(|(before, after)| (*date, before, after)))
        && let (Reading::Known(low), Reading::Known(high)) = (before.exports, after.exports)
    {
        let more: Args = vec![
            ("date", words.date(date).into()),
            ("before", amount(words, history.unit, low).into()),
            ("after", amount(words, history.unit, high).into()),
            ("year", before.year.to_string().into()),
            ("next", after.year.to_string().into()),
        ];
        return words.say("trend.years", &with(args, more));
    }
    let until = history.months.last().map(|row| row.month).or_else(|| {
        let last = history.years.iter().rev().find(|row| row.exports.known().is_some())?;
        Some(Date { year: last.year, month: 12, day: 31 })
    });
    let later = binding().map(|(date, _)| *date).find(|date| until.is_some_and(|until| *date > until));
    let tail = match later {
        Some(date) => words.say("trend.tail", &[("date", words.date(date).into())]),
        None => ".".to_owned(),
    };
    let known: Vec<(Year, f64)> = history
        .years
        .iter()
        .filter_map(|row| row.exports.known().map(|exports| (row.year, exports)))
        .collect();
    let (Some((first_year, first)), Some((year, last))) = (known.first(), known.last()) else {
        return without_years(subject, history, args, &tail);
    };
    let what = match history.unit {
        TradeUnit::Tonnes => "trend.what_t",
        TradeUnit::ThousandDollars => "trend.what_kusd",
    };
    let mut all = with(args, vec![("amount", amount(words, history.unit, *last).into())]);
    let what = words.say(what, &all);
    let ratio = last / first;
    all.extend([
        ("what", what.into()),
        ("year", year.to_string().into()),
        ("first", first_year.to_string().into()),
        ("times", words.times(ratio).into()),
        ("change", words.percent(Share((ratio - 1.0).abs())).into()),
        ("tail", tail.into()),
    ]);
    let key = match ratio {
        _ if known.len() == 1 => "only",
        ratio if !ratio.is_finite() => "from_none",
        ratio if ratio >= 2.0 => "times",
        ratio if ratio > 1.005 => "more",
        ratio if ratio < 0.995 => "less",
        _ => "same",
    };
    words.say(&format!("trend.{key}"), &all)
}

/// No year of its own: months of a code that it shares, or nothing.
fn without_years(subject: &Subject<'_>, history: &History, args: &Args, tail: &str) -> String {
    let words = subject.words;
    let year: Vec<f64> =
        history.months.iter().rev().take(12).filter_map(|row| Some(row.tonnes.known()?.0)).collect();
    match (history.months.last(), subject.network.trade.clone()) {
        (Some(last), _) if year.len() == 12 => {
            let more: Args = vec![
                ("after", words.tonnes(Tonnes(year.iter().sum::<f64>() / 12.0)).into()),
                ("year", last.month.year.to_string().into()),
                ("tail", tail.into()),
            ];
            words.say("trend.bundle", &with(args, more))
        }
        (_, Reading::NotApplicable) => words.say("trend.no_code", args),
        _ => words.say("trend.none", args),
    }
}

pub(super) fn amount(words: &Words, unit: TradeUnit, value: f64) -> String {
    match unit {
        TradeUnit::Tonnes => words.tonnes(Tonnes(value)),
        TradeUnit::ThousandDollars => {
            let millions = value / 1000.0;
            // French counts below two in the singular.
            let plural = words.language() != Language::French || millions >= 2.0;
            words.say("trend.dollars", &[("amount", Arg::Words(words.amount(Tonnes(millions)), plural))])
        }
    }
}
