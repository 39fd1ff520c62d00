//! Before and after: how much of its imports each ally gets from the restricted supplier, today, if one market takes the
//! project's tonnes, and under the rule.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Need, Picture, Said, Subject};
use super::sharing_words;
use super::sheet::{Key, LABEL, MARGIN, RANGE, Sheet, fitted};
use crate::scenario::{Concentration, SEED};
use crate::scene::{Anchor, Ink, Mark, Rect, Role, Scene, Shape, Tag};
use crate::terms::{Country, Order, Reading, Share};

pub(super) const CHART: Chart =
    Chart { id: "before-and-after", family: Family::Sharing, needs: &[Need::Bands, Need::Judged], draw };

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    rows: Vec<Row>,
    /// Ends and middle of the axis.
    ticks: [(f64, String); 3],
    /// Meaning of ring, dot, tick and line.
    keys: [String; 4],
}

/// One ally with its three shares, 0 to 1.
struct Row {
    country: Country,
    name: String,
    own: bool,
    before: Share,
    after: Share,
    one_market: Share,
    /// 5th and 95th percentile of the share under the rule.
    band: Option<[Share; 2]>,
    value: String,
    tag: Tag,
}

impl Row {
    /// Whether it would be another share if one market bought everything.
    fn moves(&self) -> bool {
        (self.one_market.0 - self.before.0).abs() > 1e-9
    }
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let args = sharing_words::arguments(subject);
    let mut rows: Vec<Row> = Vec::new();
    for (ally, alone) in subject.answer.allies.iter().zip(&subject.one_market.allies) {
        if let (Reading::Known(before), Reading::Known(after), Reading::Known(one_market)) =
            (ally.dependency_before, ally.dependency_after, alone.dependency_after)
        {
            rows.push(row(subject, ally.country, before, after, one_market));
        }
    }
    rows.order_by(|a, b| b.before.0.total_cmp(&a.before.0).then(a.country.cmp(&b.country)));
    let own = rows.iter().find(|row| row.own);
    // The reader's country if it depends at all, else the ally that depends most.
    let told = own.filter(|row| row.before.0 > 0.0).or(rows.first());
    let title = match (sharing_words::uncomputed(subject, &args), told) {
        (Some(why), _) => why,
        (None, Some(row)) if row.before.0 > 0.0 => {
            // Two shares that are written alike are one share.
            let [before, after, alone] =
                [row.before, row.after, row.one_market].map(|share| words.percent(share));
            let key = match subject.rule.id {
                "single-market" => "dumbbell.one",
                _ if after == alone => "dumbbell.shared_same",
                _ if before == alone => "dumbbell.shared_none",
                _ => "dumbbell.shared",
            };
            let mut all = args.clone();
            all.extend([
                ("of_country", words.of_country(row.country)),
                ("before", before.into()),
                ("after", after.into()),
                ("alone", alone.into()),
            ]);
            words.say(key, &all)
        }
        _ => words.say("gets.nobody_buys", &args),
    };
    let mut sentence = title.clone();
    if let Some(first) = rows.first().filter(|row| row.before.0 > 0.0) {
        let mut all = args.clone();
        all.push(("first", first.tag.words.clone().into()));
        sentence = format!("{sentence} {}", words.say("dumbbell.alt", &all));
    }
    for said in [sureness(subject, own), rising(subject)].into_iter().flatten() {
        sentence = format!("{sentence} {said}");
    }
    let sources = &subject.sources;
    let said = Said {
        title,
        subtitle: words.say("dumbbell.subtitle", &args).trim_end().to_owned(),
        sentence,
        source: super::source_line(words, &[&sources.trade, &sources.project], false),
        table: table(subject),
    };
    View {
        said,
        rows,
        ticks: [0.0, 0.5, 1.0].map(|share| (share, words.percent(Share(share)))),
        keys: ["dumbbell.key_before", "dumbbell.key_after", "dumbbell.key_one_market", "gets.key_band"]
            .map(|key| words.say(key, &args)),
    }
}

fn row(subject: &Subject<'_>, country: Country, before: Share, after: Share, one_market: Share) -> Row {
    let words = subject.words;
    let name = words.country(country);
    let [was, is, alone] = [before, after, one_market].map(|share| words.percent(share));
    let value = if was == is { was.clone() } else { format!("{was} → {is}") };
    let said = words.say(
        "dumbbell.tag",
        &[
            ("name", name.clone().into()),
            ("before", was.into()),
            ("after", is.into()),
            ("alone", alone.into()),
        ],
    );
    let tag = Tag { id: country.code().into(), words: said };
    let band = band(subject, country);
    Row { country, name, own: country == subject.viewer, before, after, one_market, band, value, tag }
}

/// How sure the share under the rule is.
fn band(subject: &Subject<'_>, country: Country) -> Option<[Share; 2]> {
    let found = subject.bands.allies.iter().find(|band| band.country == country)?;
    match found.dependency_after {
        [Reading::Known(low), _, Reading::Known(high)] => Some([low, high]),
        _ => None,
    }
}

/// The same in words, for the reader's country.
fn sureness(subject: &Subject<'_>, own: Option<&Row>) -> Option<String> {
    let words = subject.words;
    let [low, high] = own.filter(|row| row.before.0 > 0.0)?.band?;
    Some(words.say(
        "dumbbell.band",
        &[
            ("low", words.percent(low).into()),
            ("high", words.percent(high).into()),
            ("draws", words.count(subject.bands.draws).into()),
            ("seed", SEED.to_string().into()),
        ],
    ))
}

/// Whose imports are more concentrated than before: the project's country can become the new dominant supplier.
fn rising(subject: &Subject<'_>) -> Option<String> {
    let words = subject.words;
    let concentration = &subject.judged?.concentration;
    let rising = concentration.iter().filter(|(_, index)| index.rises());
    let list: Vec<String> = rising.map(|(country, _)| words.country(*country)).collect();
    let host = subject.project.host.known();
    let host =
        host.map_or_else(|| words.plain("dumbbell.a_new_supplier").into(), |host| words.the_country(host));
    (!list.is_empty())
        .then(|| words.say("dumbbell.rises", &[("list", list.join(", ").into()), ("host", host)]))
}

fn table(subject: &Subject<'_>) -> DataTable {
    let words = subject.words;
    let columns = [
        "table.country",
        "dumbbell.before",
        "dumbbell.one_market",
        "dumbbell.after",
        "dumbbell.band_column",
        "dumbbell.index_before",
        "dumbbell.index_after",
    ]
    .map(|key| words.plain(key))
    .to_vec();
    let index = |country: Country, of: fn(&Concentration) -> f64| {
        let found = subject.judged.and_then(|judged| judged.concentration.get(&country));
        found.map_or_else(|| words.plain("table.gap"), |found| words.index(of(found)))
    };
    let share = |reading: Reading<Share>| {
        reading.known().map_or_else(|| words.plain("table.gap"), |share| words.percent(share))
    };
    let pairs = subject.answer.allies.iter().zip(&subject.one_market.allies);
    let rows = pairs
        .map(|(ally, alone)| {
            vec![
                words.country(ally.country),
                share(ally.dependency_before),
                share(alone.dependency_after),
                share(ally.dependency_after),
                band(subject, ally.country).map_or_else(
                    || words.plain("table.gap"),
                    |[low, high]| format!("{}–{}", words.percent(low), words.percent(high)),
                ),
                index(ally.country, |found| found.before),
                index(ally.country, |found| found.after),
            ]
        })
        .collect();
    let behind = subject
        .answer
        .allies
        .iter()
        .map(|ally| ally.use_.known().map(|_| behind::imports(subject, ally.country)))
        .collect();
    DataTable { columns, rows, behind, all_behind: Some(behind::all(subject)) }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    const RADIUS: f64 = 6.0;
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    if view.rows.is_empty() {
        return sheet.finish();
    }
    let narrow = frame.width < 480.0;
    let widest = |text: fn(&Row) -> &str| {
        view.rows.iter().map(|row| frame.ruler.width(text(row), LABEL, true)).fold(0.0, f64::max)
    };
    let name_width = widest(|row| &row.name).min(0.34 * sheet.width());
    let value_width = if narrow { 0.0 } else { widest(|row| &row.value) + 16.0 };
    let left = if narrow { MARGIN + RADIUS } else { MARGIN + name_width + 16.0 };
    let room = (MARGIN + sheet.width() - left - value_width - RADIUS).max(1.0);
    let at = |share: Share| left + room * share.0.clamp(0.0, 1.0);
    let ring = Ink::Edged { fill: theme.ground, edge: theme.restricted, width: 2.0 };
    let [before, after, one_market, band] = view.keys.clone();
    let mut keys = vec![Key::Dot(ring.clone(), before), Key::Dot(Ink::Fill(theme.ally), after)];
    if view.rows.iter().any(Row::moves) {
        keys.push(Key::Tick(theme.ink, one_market));
    }
    if view.rows.iter().any(|row| row.band.is_some()) {
        keys.push(Key::Span(theme.ink, band));
    }
    sheet.keys(&keys);
    sheet.top += 4.0;
    for (number, (share, words)) in view.ticks.iter().enumerate() {
        let x = at(Share(*share));
        let (anchor, x) = match number {
            0 => (Anchor::Start, x - RADIUS),
            1 => (Anchor::Middle, x),
            _ => (Anchor::End, x + RADIUS),
        };
        sheet.scene.text(words.as_str(), (x, sheet.top + LABEL), anchor, LABEL, false, theme.soft);
    }
    sheet.top += 20.0;
    let top_of_rows = sheet.top;
    let band = if narrow { 42.0 } else { 28.0 };
    let middle_of = |top: f64| if narrow { top + 28.0 } else { top + 14.0 };
    for row in &view.rows {
        let back = Rect { x: 0.0, y: sheet.top, width: frame.width, height: band };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &row.tag));
        sheet.top += band;
    }
    for (share, _) in &view.ticks {
        sheet.scene.hairline(
            (at(Share(*share)), top_of_rows),
            (at(Share(*share)), sheet.top),
            theme.hairline,
        );
    }
    for (number, row) in view.rows.iter().enumerate() {
        let top = top_of_rows + band * number as f64;
        let middle = middle_of(top);
        let color = if row.own { theme.own } else { theme.ink };
        let end = MARGIN + sheet.width();
        if narrow {
            let free = sheet.width() - frame.ruler.width(&row.value, LABEL, row.own) - 8.0;
            let name = fitted(&row.name, free, row.own, frame);
            // The names stand on the grid lines: a patch of ground keeps them readable.
            let patch = Rect { x: 0.0, y: top, width: frame.width, height: 19.0 };
            sheet.scene.marks.push(Mark::plain(Shape::Rect(patch), Ink::Fill(theme.ground)));
            sheet.scene.text(name, (MARGIN, top + 14.0), Anchor::Start, LABEL, row.own, color);
            sheet.scene.text(row.value.as_str(), (end, top + 14.0), Anchor::End, LABEL, row.own, color);
        } else {
            let name = fitted(&row.name, name_width, row.own, frame);
            sheet.scene.text(name, (MARGIN + name_width, middle + 4.0), Anchor::End, LABEL, row.own, color);
            sheet.scene.text(row.value.as_str(), (end, middle + 4.0), Anchor::End, LABEL, row.own, color);
        }
        let (low, high) = (at(row.after), at(row.before));
        let bar = Rect { x: low, y: middle - 1.5, width: (high - low).max(0.0), height: 3.0 };
        sheet.scene.marks.push(Mark::plain(Shape::Rect(bar), Ink::Fill(theme.other)));
        // Who gets nothing then stays as today, which has a sign of its own.
        if row.moves() {
            let tick = Rect { x: at(row.one_market) - 1.5, y: middle - 9.0, width: 3.0, height: 18.0 };
            sheet.scene.marks.push(Mark::plain(Shape::Rect(tick), Ink::Fill(theme.ink)));
        }
        if let Some([least, most]) = row.band.filter(|[least, most]| most.0 > least.0) {
            let (from, to) = (at(least), at(most));
            let line = Rect { x: from, y: middle + 8.0, width: to - from, height: 2.0 };
            if line.width >= RANGE {
                sheet.scene.marks.push(Mark::plain(Shape::Rect(line), Ink::Fill(theme.ink)));
            }
        }
        let before = Shape::Dot { centre: (high, middle), radius: RADIUS };
        sheet.scene.marks.push(Mark::tagged(before, ring.clone(), &row.tag));
        let role = if row.own { Role::Own } else { Role::Ally };
        let after = Shape::Dot { centre: (low, middle), radius: RADIUS - 1.5 };
        sheet.scene.marks.push(Mark::tagged(after, Ink::Fill(theme.role(role)), &row.tag));
    }
    sheet.finish()
}
