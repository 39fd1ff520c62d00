//! The dependency matrix: every mineral with a trade code of its own by the members of the group, each cell the part bought
//! from the restricted supplier. Rows are sorted by a column, columns by a row: by the reader's country and the chosen mineral
//! unless the reader says otherwise.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Need, Picture, Said, Subject};
use super::sheet::{Key, LABEL, MARGIN, Sheet, fitted};
use crate::scene::{Anchor, Ink, Mark, Rect, Scene, Shape, Tag, wrap};
use crate::supply::NewestImports;
use crate::terms::{Country, Map, Mineral, Order, Set, Share, fixed};
use crate::wording::sortable;

pub(super) const CHART: Chart = Chart {
    id: "dependency-matrix",
    family: Family::Ties,
    needs: &[Need::EveryMineral, Need::NoMarket],
    draw,
};

/// The part from which a country leans on its supplier.
const HALF: f64 = 0.5;

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, subject, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    columns: Vec<Country>,
    rows: Vec<Row>,
}

/// A mineral.
struct Row {
    mineral: Mineral,
    name: String,
    chosen: bool,
    /// By column; none where no import is on record.
    cells: Vec<(Option<Share>, Tag)>,
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let shares: Map<(&Mineral, Country), Share> = subject
        .newest
        .iter()
        .filter_map(|row| part(row).map(|share| ((&row.mineral, row.country), share)))
        .collect();
    let share = |mineral: &Mineral, country: Country| shares.get(&(mineral, country)).copied();
    let chosen = &subject.network.mineral;
    let supplier = subject.network.restricted;
    let mut columns: Vec<Country> = subject.allies.iter().copied().filter(|ally| *ally != supplier).collect();
    let weight = |share: Option<Share>| share.map_or(-1.0, |share| share.0);
    let known: Set<Country> = subject.newest.iter().map(|row| row.country).collect();
    let drawn = |country: Country| known.contains(&country) && country != supplier;
    let reader = Some(subject.viewer).filter(|viewer| drawn(*viewer));
    // Whoever sorts the rows has a column, in the group or not.
    let sorting = subject.rows_by.filter(|country| drawn(*country));
    columns.extend(sorting.filter(|country| !columns.contains(country)));
    match subject.columns_by {
        Some(mineral) => columns.order_by(|a, b| {
            let (x, y) = (weight(share(mineral, *a)), weight(share(mineral, *b)));
            y.total_cmp(&x).then(a.cmp(b))
        }),
        None => columns.order_by(|a, b| sortable(&words.country(*a)).cmp(&sortable(&words.country(*b)))),
    }
    // The reader's own country stands first, in the group or not.
    if let Some(reader) = reader {
        columns.retain(|country| *country != reader);
        columns.insert(0, reader);
    }
    let minerals: Set<&Mineral> = subject.newest.iter().map(|row| &row.mineral).collect();
    let mut minerals: Vec<&Mineral> = minerals.into_iter().collect();
    let most = |mineral: &Mineral| {
        columns.iter().map(|country| weight(share(mineral, *country))).fold(-1.0, f64::max)
    };
    let leaning = |mineral: &Mineral| reader.map_or_else(|| most(mineral), |one| weight(share(mineral, one)));
    minerals.order_by(|a, b| leaning(b).total_cmp(&leaning(a)).then(a.cmp(b)));
    // The finding is the reader's own, however the rows are sorted.
    let top = minerals.first().copied();
    match (subject.rows_by, sorting) {
        (None, _) => minerals
            .order_by(|a, b| sortable(&words.mineral_label(a)).cmp(&sortable(&words.mineral_label(b)))),
        (_, Some(one)) => {
            minerals.order_by(|a, b| weight(share(b, one)).total_cmp(&weight(share(a, one))).then(a.cmp(b)))
        }
        // Nobody's column: as the group leans.
        (Some(_), None) => {}
    }
    let rows: Vec<Row> = minerals
        .iter()
        .filter(|_| !columns.is_empty())
        .map(|mineral| {
            let name = words.mineral_label(mineral);
            let cell = |country: &Country| {
                let found = share(mineral, *country);
                let args = [
                    ("name", name.clone().into()),
                    ("country", words.country(*country).into()),
                    ("value", found.map_or_else(String::new, |found| words.percent(found)).into()),
                ];
                let key = if found.is_some() { "matrix.tag" } else { "matrix.gap_tag" };
                let id = format!("{}-{}", mineral.slug(), country.code());
                (found, Tag { id, words: words.say(key, &args) })
            };
            let cells = columns.iter().map(cell).collect();
            Row { mineral: (*mineral).clone(), name, chosen: *mineral == chosen, cells }
        })
        .collect();
    let above = |mineral: &&&Mineral| leaning(mineral) > HALF;
    let mut args = vec![
        ("viewer", words.the_country(subject.viewer)),
        ("supplier", words.the_country(supplier)),
        ("from_supplier", words.from_country(supplier)),
        ("group", words.plain(&format!("group.{}.name", subject.group)).into()),
        ("count", words.counted(minerals.iter().filter(above).count())),
        ("of", words.counted(minerals.len())),
        ("year", years(subject.newest).into()),
    ];
    if let Some(first) = top {
        args.push(("mineral", words.mineral(first)));
        args.push(("share", words.percent(Share(leaning(first).max(0.0))).into()));
    }
    let title = match (rows.is_empty(), reader, minerals.iter().any(|mineral| above(&mineral))) {
        (true, ..) => words.say("matrix.none", &args),
        (_, None, _) => words.say("matrix.group", &args),
        (_, Some(_), true) => words.say("matrix.title", &args),
        (_, Some(_), false) => words.say("matrix.low", &args),
    };
    let first = rows.first().and_then(|row| row.cells.first()).map(|cell| cell.1.words.clone());
    let sentence = first.map_or_else(|| title.clone(), |first| format!("{title} {first}."));
    let mut subtitle = words.say("matrix.subtitle", &args);
    if subject.rows_by != Some(subject.viewer) || subject.columns_by != Some(chosen) {
        let by_name = || words.plain("matrix.by_name");
        let sorted = [
            ("rows", subject.rows_by.map_or_else(by_name, |country| words.country(country)).into()),
            (
                "columns",
                subject.columns_by.map_or_else(by_name, |mineral| words.mineral_label(mineral)).into(),
            ),
        ];
        subtitle = format!("{subtitle}. {}", words.say("matrix.sorted", &sorted));
    }
    let said = Said {
        title,
        subtitle,
        sentence,
        source: super::source_line(words, &[&subject.sources.newest], false),
        table: table(subject, &columns, &rows),
    };
    View { said, columns, rows }
}

fn part(row: &NewestImports) -> Option<Share> {
    let (all, part) = (row.imports.known()?, row.from_restricted.known()?);
    (all.0 > 0.0).then(|| Share(part.0 / all.0))
}

/// The newest years of all minerals: `2024`, or `2023-2024`.
fn years(newest: &[NewestImports]) -> String {
    let all = || newest.iter().map(|row| row.year);
    match (all().min(), all().max()) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (_, Some(last)) => last.to_string(),
        _ => String::new(),
    }
}

fn table(subject: &Subject<'_>, columns: &[Country], rows: &[Row]) -> DataTable {
    let words = subject.words;
    let mut heads = vec![words.plain("matrix.mineral")];
    heads.extend(columns.iter().map(|country| words.country(*country)));
    let line = |row: &Row| {
        let cell = |share: &Option<Share>| {
            share.map_or_else(|| words.plain("table.gap"), |share| words.percent(share))
        };
        std::iter::once(row.name.clone()).chain(row.cells.iter().map(|(share, _)| cell(share))).collect()
    };
    DataTable {
        columns: heads,
        behind: rows.iter().map(|row| Some(behind::trade(&row.mineral))).collect(),
        rows: rows.iter().map(line).collect(),
        all_behind: Some(behind::all(subject)),
    }
}

fn place(view: &View, subject: &Subject<'_>, frame: &Frame<'_>) -> Scene {
    const ROW: f64 = 22.0;
    /// A cell that still holds `100`; the code above it may need more.
    const CELL: f64 = 24.0;
    const WIDEST: f64 = 96.0;
    /// From one line of a heading to the next.
    const HEAD: f64 = 14.0;
    let theme = frame.theme;
    let words = subject.words;
    let mut sheet = Sheet::begin(frame, &view.said);
    if view.rows.is_empty() {
        return sheet.finish();
    }
    let wide = |text: &str, bold| frame.ruler.width(text, LABEL, bold);
    let names = view.rows.iter().map(|row| wide(&row.name, true)).fold(0.0, f64::max);
    let label = names.min(sheet.width() * 0.42) + 8.0;
    // Columns are dropped before their codes touch.
    let codes = view.columns.iter().map(|country| wide(country.code(), true) + 4.0);
    let least = codes.fold(CELL, f64::max);
    let fit = ((sheet.width() - label) / least).floor().max(1.0) as usize;
    let shown = view.columns.len().min(fit);
    let cell = ((sheet.width() - label) / shown as f64).clamp(1.0, WIDEST);
    let columns = view.columns.iter().take(shown);
    let full: Vec<String> = columns.clone().map(|country| words.country(*country)).collect();
    // All by name where every name fits in two lines, all by code where one does not.
    let room = cell - 4.0;
    let folded: Vec<Vec<String>> =
        full.iter().map(|name| wrap(name, room, LABEL, true, frame.ruler).lines).collect();
    let fits = |name: &String| name.split(' ').all(|word| wide(word, true) <= room);
    let named = full.iter().all(fits) && folded.iter().all(|lines| lines.len() <= 2);
    if !named {
        let code = |(country, name): (&Country, &String)| format!("{}\u{a0}{name}", country.code());
        let codes: Vec<String> = view.columns.iter().zip(&full).map(code).collect();
        sheet.paragraph(&codes.join(" · "), LABEL, false, theme.soft);
        sheet.top += 6.0;
    }
    let tall = if named { folded.iter().map(Vec::len).max().unwrap_or(1) } else { 1 };
    sheet.top += 12.0 + HEAD * (tall as f64 - 1.0);
    for (at, (country, lines)) in columns.zip(&folded).enumerate() {
        let own = *country == subject.viewer;
        let code = [country.code().to_owned()];
        let lines = if named { lines.as_slice() } else { &code };
        let color = if own { theme.own } else { theme.soft };
        for (line, text) in lines.iter().rev().enumerate() {
            let middle = (MARGIN + label + (at as f64 + 0.5) * cell, sheet.top - HEAD * line as f64);
            sheet.scene.text(text.as_str(), middle, Anchor::Middle, LABEL, own, color);
        }
    }
    sheet.top += 6.0;
    let top = sheet.top;
    let gap = || Ink::Hatch { ground: theme.ground, lines: theme.hatch, spacing: 4.0 };
    for row in &view.rows {
        let color = if row.chosen { theme.own } else { theme.ink };
        let name = fitted(&row.name, label - 8.0, row.chosen, frame);
        sheet.scene.text(name, (MARGIN, sheet.top + 15.0), Anchor::Start, LABEL, row.chosen, color);
        for (at, (share, tag)) in row.cells.iter().take(shown).enumerate() {
            let left = MARGIN + label + at as f64 * cell;
            let area = Rect { x: left, y: sheet.top, width: cell - 1.0, height: ROW - 1.0 };
            let fill = share.map(|share| theme.dependency(share.0));
            let ink = fill.map_or_else(gap, Ink::Fill);
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(area), ink, tag));
            if let (Some(share), Some(fill)) = (share, fill) {
                let middle = (left + cell / 2.0, sheet.top + 15.0);
                sheet.scene.text(bare(*share), middle, Anchor::Middle, LABEL, false, fill.letters());
            }
        }
        sheet.top += ROW;
    }
    if view.columns.first() == Some(&subject.viewer) {
        let (left, right) = (MARGIN + label - 1.0, MARGIN + label + cell);
        let border = vec![
            (left, top - 1.0),
            (right, top - 1.0),
            (right, sheet.top),
            (left, sheet.top),
            (left, top - 1.0),
        ];
        let own = Ink::Outline { color: theme.own, width: 2.0 };
        sheet.scene.marks.push(Mark::plain(Shape::Line(border), own));
    }
    sheet.top += 10.0;
    if view.rows.iter().any(|row| row.cells.iter().take(shown).any(|cell| cell.0.is_none())) {
        sheet.keys(&[Key::Square(gap(), words.plain("matrix.gap"))]);
    }
    let hidden = view.columns.len() - shown;
    if hidden > 0 {
        sheet.paragraph(
            &words.say("matrix.hidden", &[("count", words.counted(hidden))]),
            LABEL,
            false,
            theme.soft,
        );
    }
    sheet.finish()
}

/// A share in per cent without its sign, in two or three letters: what is neither none nor all is not called so.
fn bare(share: Share) -> String {
    let value = share.0 * 100.0;
    if value > 0.0 && value < 1.0 {
        "<1".to_owned()
    } else if value > 99.0 && value < 100.0 {
        ">99".to_owned()
    } else {
        fixed(value, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{bare, part, years};
    use crate::supply::NewestImports;
    use crate::terms::{Country, Mineral, Reading, Share, Tonnes, Year};

    fn row(year: u16, imports: f64, part: f64) -> NewestImports {
        NewestImports {
            mineral: Mineral::new("tungsten"),
            year: Year(year),
            country: Country::UNITED_STATES,
            imports: Reading::Known(Tonnes(imports)),
            from_restricted: Reading::Known(Tonnes(part)),
            source: String::new(),
        }
    }

    #[test]
    fn a_share_is_a_part_of_all_and_nothing_of_nothing() {
        assert_eq!(part(&row(2024, 80.0, 20.0)), Some(Share(0.25)));
        assert_eq!(part(&row(2024, 0.0, 0.0)), None);
        assert_eq!(years(&[row(2024, 1.0, 0.0), row(2023, 1.0, 0.0)]), "2023–2024");
        assert_eq!(years(&[row(2024, 1.0, 0.0)]), "2024");
        assert_eq!(
            [0.0, 0.004, 0.556, 0.998, 1.0].map(|part| bare(Share(part))),
            ["0", "<1", "56", ">99", "100"]
        );
    }
}
