//! Who gets it: what each ally loses to the restriction, and what the project's output makes good under a rule.

use super::behind;
use super::chart::{Chart, DataTable, Frame, Need, Picture, Said, Subject};
use super::sheet::{Key, LABEL, MARGIN, Sheet};
use super::supplier_bars::fitted;
use crate::disruption::Aim;
use crate::scenario::{AllyAnswer, SEED};
use crate::scene::{Anchor, Ink, Mark, Rect, Role, Scene, Shape, Tag};
use crate::terms::{Country, Order, Reading, Share, Tonnes};
use crate::wording::Arg;

pub(super) const CHART: Chart = Chart { id: "who-gets-it", needs: &[Need::Sharing, Need::Bands], draw };

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    rows: Vec<Row>,
    /// Allies whose figures nobody publishes.
    unknown: Option<String>,
    /// Meaning of outline, filled bar and tick.
    keys: [String; 3],
    largest: Tonnes,
}

/// One ally whose figures are known.
struct Row {
    name: String,
    own: bool,
    lost: Tonnes,
    received: Tonnes,
    one_market: Tonnes,
    value: String,
    tag: Tag,
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let args = arguments(subject);
    let with = |more: Args| {
        let mut all = args.clone();
        all.extend(more);
        all
    };
    let mut rows: Vec<(Country, Row)> = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    for (ally, alone) in subject.answer.allies.iter().zip(&subject.one_market.allies) {
        match (ally.lost, ally.received) {
            (Reading::Known(lost), Reading::Known(received)) => {
                rows.push((ally.country, row(subject, ally, lost, received, alone)));
            }
            // A loss that is known with nothing received on record is the project's gap, not the ally's.
            (Reading::Known(_), _) => {}
            _ if ally.country != subject.network.restricted => unknown.push(words.country(ally.country)),
            _ => {}
        }
    }
    rows.order_by(|a, b| b.1.lost.0.total_cmp(&a.1.lost.0).then(a.0.cmp(&b.0)));
    let losers = rows.iter().filter(|(_, row)| row.lost.0 > 0.0).count();
    let title = title(subject, losers, &with);
    let mut sentence = title.clone();
    if let Some((_, own)) = rows.iter().find(|(country, _)| *country == subject.viewer) {
        let ally = subject.answer.allies.iter().find(|ally| ally.country == subject.viewer);
        let share = |reading: Option<Reading<Share>>| {
            reading
                .and_then(Reading::known)
                .map_or_else(|| words.plain("table.gap"), |share| words.percent(share))
        };
        sentence = format!(
            "{sentence} {}",
            words.say(
                "gets.alt_viewer",
                &with(vec![
                    ("lost", words.tonnes(own.lost).into()),
                    ("received", words.tonnes(own.received).into()),
                    ("before", share(ally.map(|ally| ally.unmet_before)).into()),
                    ("after", share(ally.map(|ally| ally.unmet_after)).into()),
                ]),
            )
        );
    }
    if let Some(said) = sureness(subject) {
        sentence = format!("{sentence} {said}");
    }
    // What the rule is, with what of it is our assumption, stands wherever it divides.
    if subject.answer.lost.0 > 0.0 {
        sentence = format!("{sentence} {}", words.plain(&format!("rule.{}.note", subject.rule.id)));
    }
    let sources = &subject.sources;
    let said = Said {
        title,
        subtitle: words.say("gets.subtitle", &args).trim_end().to_owned(),
        sentence,
        source: super::source_line(words, &[&sources.trade, &sources.project], false),
        table: table(subject),
    };
    View {
        said,
        largest: rows.iter().map(|(_, row)| row.lost.max(row.one_market)).fold(Tonnes::ZERO, Tonnes::max),
        unknown: if unknown.is_empty() || subject.network.trade.clone().known().is_none() {
            None
        } else {
            Some(words.say("gets.unknown", &with(vec![("countries", unknown.join(", ").into())])))
        },
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        keys: ["gets.key_lost", "gets.key_received", "gets.key_one_market"].map(|key| words.say(key, &args)),
    }
}

/// What fills the slots of the phrases.
pub(super) type Args = Vec<(&'static str, Arg)>;

pub(super) fn arguments(subject: &Subject<'_>) -> Args {
    let words = subject.words;
    let network = subject.network;
    let tonnes = subject.project.tonnes.known().map_or_else(|| words.plain("table.gap"), |t| words.tonnes(t));
    let market = subject.project.market.unwrap_or(Country::UNITED_STATES);
    let said = [("tonnes", Arg::from(tonnes.as_str())), ("project", subject.project.name.as_str().into())];
    let project = match (subject.project.tonnes.known(), subject.assumed) {
        (None, _) => String::new(),
        (Some(_), true) => words.say("gets.assumed", &said),
        (Some(_), false) => words.say("gets.project", &said),
    };
    vec![
        ("mineral", words.mineral(&network.mineral)),
        ("of_mineral", words.of_mineral(&network.mineral)),
        ("supplier", words.the_country(network.restricted)),
        ("of_supplier", words.of_country(network.restricted)),
        ("from_supplier", words.from_country(network.restricted)),
        ("viewer", words.the_country(subject.viewer)),
        ("year", network.year.to_string().into()),
        ("cut", words.percent(subject.cut).into()),
        ("project", project.into()),
        ("tonnes", tonnes.into()),
        ("market", words.the_country(market)),
        ("to_market", words.within_country(market)),
        ("how", words.plain(&format!("rule.{}.name", subject.rule.id)).into()),
        ("group", words.plain(&format!("group.{}.name", subject.group)).into()),
        ("form", words.plain(&format!("form.{}", subject.sources.form.as_deref().unwrap_or("none"))).into()),
    ]
}

fn title(subject: &Subject<'_>, losers: usize, with: &dyn Fn(Args) -> Args) -> String {
    let words = subject.words;
    match &subject.network.trade {
        Reading::NotApplicable => return words.say("gets.no_code", &with(vec![])),
        Reading::NotReported => return words.say("map.no_year", &with(vec![])),
        Reading::Known(_) => {}
    }
    if let Some(missing) = subject.uncomputed {
        return words.say(&format!("gets.{}", missing.id()), &with(vec![]));
    }
    if subject.project.tonnes.known().is_none() {
        return words.say("gets.no_project", &with(vec![]));
    }
    let lost = subject.answer.lost;
    if lost.0 <= 0.0 {
        return words
            .say(if subject.cut.0 > 0.0 { "gets.nobody_buys" } else { "gets.nothing_lost" }, &with(vec![]));
    }
    let part = |tonnes: Tonnes| words.percent(Share(tonnes.0 / lost.0));
    let market = subject.project.market;
    let of_market =
        subject.one_market.allies.iter().find(|ally| Some(ally.country) == market).and_then(|ally| {
            match (ally.lost, ally.received) {
                (Reading::Known(lost), Reading::Known(received)) if lost.0 > 0.0 => {
                    Some(Share(received.0 / lost.0))
                }
                _ => None,
            }
        });
    let more = vec![
        ("covered", part(subject.answer.delivered).into()),
        ("allies", words.counted(losers)),
        (
            "of_market",
            of_market.map_or_else(|| words.plain("table.gap"), |share| words.percent(share)).into(),
        ),
    ];
    let key = match (subject.rule.id, of_market) {
        ("single-market", Some(_)) => "gets.title_one_market",
        ("single-market", None) => "gets.title_market_needs_none",
        (_, Some(_)) => "gets.title_shared",
        (_, None) => "gets.title_shared_market_needs_none",
    };
    words.say(key, &with(more))
}

fn row(subject: &Subject<'_>, ally: &AllyAnswer, lost: Tonnes, received: Tonnes, alone: &AllyAnswer) -> Row {
    let words = subject.words;
    let name = words.country(ally.country);
    let share = if lost.0 > 0.0 { Some(Share(received.0 / lost.0)) } else { None };
    let value = match share {
        Some(share) => words.say(
            "gets.value",
            &[
                ("received", words.amount(received).into()),
                ("lost", words.tonnes(lost).into()),
                ("share", words.percent(share).into()),
            ],
        ),
        None => words.plain("gets.value_none"),
    };
    let one_market = alone.received.known().unwrap_or(Tonnes::ZERO);
    let said = words.say("bars.tag", &[("name", name.clone().into()), ("value", value.clone().into())]);
    let tag = Tag { id: ally.country.code().into(), words: said };
    Row { name, own: ally.country == subject.viewer, lost, received, one_market, value, tag }
}

/// How sure the viewer's answer is: what may be missing when some leaks and the plant may run badly.
fn sureness(subject: &Subject<'_>) -> Option<String> {
    let words = subject.words;
    let (bands, draws) = subject.bands;
    let own = subject.answer.allies.iter().find(|ally| ally.country == subject.viewer)?;
    own.lost.known().filter(|lost| lost.0 > 0.0)?;
    let band = bands.iter().find(|band| band.country == subject.viewer)?;
    let [Reading::Known(least), Reading::Known(middle), Reading::Known(most)] = band.unmet_after else {
        return None;
    };
    let leak = Aim::General.leakage().1;
    Some(words.say(
        "gets.alt_band",
        &[
            ("leak", words.percent(leak).into()),
            ("least", words.percent(least).into()),
            ("middle", words.percent(middle).into()),
            ("most", words.percent(most).into()),
            ("draws", words.count(draws).into()),
            ("seed", SEED.to_string().into()),
        ],
    ))
}

/// The band of an ally's missing part, as a cell.
fn band_cell(subject: &Subject<'_>, country: Country) -> String {
    let words = subject.words;
    let band = subject.bands.0.iter().find(|band| band.country == country).map(|band| band.unmet_after);
    match band {
        Some([Reading::Known(least), Reading::Known(middle), Reading::Known(most)]) => {
            format!("{}–{} ({})", words.percent(least), words.percent(most), words.percent(middle))
        }
        _ => words.plain("table.gap"),
    }
}

fn table(subject: &Subject<'_>) -> DataTable {
    let words = subject.words;
    let columns = [
        "country",
        "imports",
        "from_restricted",
        "lost",
        "received",
        "received_alone",
        "before",
        "after",
        "band",
    ]
    .map(|key| words.plain(&format!("table.{key}")))
    .to_vec();
    let amount = |reading: Reading<Tonnes>| {
        reading.known().map_or_else(|| words.plain("table.gap"), |tonnes| words.amount(tonnes))
    };
    let share = |reading: Reading<Share>| {
        reading.known().map_or_else(|| words.plain("table.gap"), |share| words.percent(share))
    };
    let rows = subject
        .answer
        .allies
        .iter()
        .zip(&subject.one_market.allies)
        .map(|(ally, alone)| {
            vec![
                words.country(ally.country),
                amount(ally.use_),
                amount(ally.from_restricted),
                amount(ally.lost),
                amount(ally.received),
                amount(alone.received),
                share(ally.unmet_before),
                share(ally.unmet_after),
                band_cell(subject, ally.country),
            ]
        })
        .collect();
    let behind = subject.answer.allies.iter().map(|ally| {
        // No imports on record, no row to lead to.
        ally.use_.known().map(|_| behind::imports(subject, ally.country))
    });
    DataTable { columns, rows, behind: behind.collect(), all_behind: Some(behind::all(subject)) }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    const BAND: f64 = 30.0;
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    let narrow = frame.width < 480.0;
    let widest = |texts: &mut dyn Iterator<Item = &str>| {
        texts.map(|text| frame.ruler.width(text, LABEL, true)).fold(0.0, f64::max)
    };
    let name_width = widest(&mut view.rows.iter().map(|row| row.name.as_str())).min(0.34 * sheet.width());
    let value_width =
        if narrow { 0.0 } else { widest(&mut view.rows.iter().map(|row| row.value.as_str())) + 8.0 };
    let left = if narrow { MARGIN } else { MARGIN + name_width + 8.0 };
    let room = (MARGIN + sheet.width() - left - value_width).max(1.0);
    let scale = |tonnes: Tonnes| {
        if view.largest.0 > 0.0 { room * tonnes.0 / view.largest.0 } else { 0.0 }
    };
    if !view.rows.is_empty() {
        let outline = Ink::Outline { color: theme.restricted, width: 1.0 };
        sheet.keys(&[
            Key::Square(outline, view.keys[0].clone()),
            Key::Square(Ink::Fill(theme.ally), view.keys[1].clone()),
            Key::Tick(theme.ink, view.keys[2].clone()),
        ]);
    }
    for row in &view.rows {
        let top = sheet.top;
        let color = if row.own { theme.own } else { theme.ink };
        let band = if narrow { BAND + 12.0 } else { BAND };
        let bar_top = if narrow { top + 20.0 } else { top + 6.0 };
        let back = Rect { x: 0.0, y: top, width: frame.width, height: band };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &row.tag));
        if narrow {
            let free = sheet.width() - frame.ruler.width(&row.value, LABEL, row.own) - 8.0;
            let name = fitted(&row.name, free, row.own, frame);
            sheet.scene.text(name, (MARGIN, top + 14.0), Anchor::Start, LABEL, row.own, color);
            let end = MARGIN + sheet.width();
            sheet.scene.text(row.value.as_str(), (end, top + 14.0), Anchor::End, LABEL, row.own, color);
        } else {
            let name = fitted(&row.name, name_width, row.own, frame);
            sheet.scene.text(name, (left - 8.0, top + 19.0), Anchor::End, LABEL, row.own, color);
        }
        let box_of =
            |tonnes: Tonnes| Rect { x: left, y: bar_top, width: scale(tonnes).max(1.0), height: 18.0 };
        let role = if row.own { Role::Own } else { Role::Ally };
        if row.received.0 > 0.0 {
            let ink = Ink::Fill(theme.role(role));
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(box_of(row.received)), ink, &row.tag));
        }
        let outline = Ink::Outline { color: theme.restricted, width: 1.0 };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(box_of(row.lost)), outline, &row.tag));
        if row.one_market.0 > 0.0 {
            let x = left + scale(row.one_market);
            let tick = Rect { x: x - 1.5, y: bar_top - 3.0, width: 3.0, height: 24.0 };
            sheet.scene.marks.push(Mark::plain(Shape::Rect(tick), Ink::Fill(theme.ink)));
        }
        if !narrow {
            let x = left + scale(row.lost.max(row.one_market)) + 8.0;
            sheet.scene.text(row.value.as_str(), (x, top + 19.0), Anchor::Start, LABEL, row.own, color);
        }
        sheet.top += band;
    }
    if let Some(unknown) = &view.unknown {
        sheet.top += 8.0;
        sheet.paragraph(unknown, 13.0, false, theme.soft);
    }
    sheet.finish()
}
