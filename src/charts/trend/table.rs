//! The table: every figure that is drawn.

use super::super::behind;
use super::super::chart::{DataTable, Subject};
use super::super::measure::Measure;
use super::super::time_columns::Flag;
use super::panels::{drawn, imported_share};
use crate::supply::{History, TradeUnit};
use crate::terms::{Date, Reading, Tonnes};

/// Years, then months, then controls: every figure that is drawn, in columns of its own kind.
pub(super) fn table(
    subject: &Subject<'_>,
    history: &History,
    flags: &[Flag],
    dated: &[(Date, &Measure)],
) -> DataTable {
    let words = subject.words;
    let unit = match history.unit {
        TradeUnit::Tonnes => "t",
        TradeUnit::ThousandDollars => "kusd",
    };
    let args = [
        ("of_supplier", words.of_country(subject.network.restricted)),
        ("of_viewer", words.of_country(subject.viewer)),
        ("supplier", words.the_country(subject.network.restricted)),
        ("from_supplier", words.from_country(subject.network.restricted)),
    ];
    let head = |key: &str| words.say(&format!("trend.column_{key}"), &args);
    let mut columns = vec![head("period"), head(&format!("exports_{unit}"))];
    let own = subject.viewer != subject.network.restricted;
    if own {
        columns.extend([head(&format!("imports_{unit}")), head(&format!("part_{unit}")), head("share")]);
    }
    let monthly = !history.months.is_empty();
    if monthly {
        columns.push(head("month"));
    }
    columns.push(head("control"));
    let width = columns.len();
    let cell = |reading: Reading<f64>| match reading {
        Reading::Known(value) => words.amount(Tonnes(drawn(history.unit, value))),
        Reading::NotReported | Reading::NotApplicable => words.plain("table.gap"),
    };
    let (mut rows, mut behind) = (Vec::new(), Vec::new());
    for year in &history.years {
        let mut row = vec![year.year.to_string(), cell(year.exports)];
        if own {
            let share =
                imported_share(year).map_or_else(|| words.plain("table.gap"), |part| words.percent(part));
            row.extend([cell(year.imports), cell(year.from_restricted), share]);
        }
        row.resize(width, String::new());
        rows.push(row);
        behind.push(Some(behind::trade(&subject.network.mineral)));
    }
    for month in &history.months {
        let mut row = vec![words.month(month.month)];
        row.resize(width, String::new());
        row[width - 2] = cell(month.tonnes.map(|tonnes| tonnes.0));
        rows.push(row);
        behind.push(Some(behind::months()));
    }
    for (flag, (date, measure)) in flags.iter().zip(dated) {
        let mut row = vec![words.date(*date)];
        row.resize(width, String::new());
        row[width - 1] = flag.lines.iter().flatten().cloned().collect::<Vec<String>>().join(". ");
        rows.push(row);
        behind.push(Some(behind::controls(&measure.names)));
    }
    DataTable { columns, rows, behind, all_behind: Some(behind::all(subject)) }
}
