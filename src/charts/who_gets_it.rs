//! Who gets it: what each ally loses to the restriction, and what the project's output makes good under a rule.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Need, Picture, Said, Subject};
use super::contract_strip::{self, Strip};
use super::sharing_words::{Args, arguments, indivisible, nothing_lost, uncomputed};
use super::sheet::{Key, LABEL, MARGIN, RANGE, Sheet, fitted};
use super::unit_squares::{self, Grid};
use crate::disruption::Aim;
use crate::scenario::{AllyAnswer, SEED, Terms};
use crate::scene::{Anchor, Ink, Mark, Rect, Role, Scene, Shape, Tag, Theme};
use crate::supply::Basis;
use crate::terms::{Country, Order, Reading, Share, Tonnes};

pub(super) const CHART: Chart =
    Chart { id: "who-gets-it", family: Family::Sharing, needs: &[Need::Bands, Need::Judged], draw };

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
    /// Signs with their meanings.
    keys: Vec<(Sign, String)>,
    largest: Tonnes,
    terms: Terms,
    strip: Option<Strip>,
    /// Whether contracts are the finding, and so come first.
    bound: bool,
}

/// One ally whose figures are known.
struct Row {
    name: String,
    own: bool,
    lost: Tonnes,
    /// By published part, by computed part, by the rule.
    received: [Tonnes; 3],
    one_market: Tonnes,
    /// 5th and 95th percentile of what it gets.
    band: Option<[Tonnes; 2]>,
    value: String,
    tag: Tag,
}

impl Row {
    fn all(&self) -> Tonnes {
        self.received.into_iter().sum()
    }

    /// Whether contracts bring more than was lost.
    fn more(&self) -> bool {
        self.all().0 > self.lost.0 * (1.0 + 1e-9)
    }

    /// From where to where squares are outlined: what is not made good, or all of a loss of which more is made good, so that
    /// its end is seen.
    fn outlined(&self) -> Option<(Tonnes, Tonnes)> {
        let from = if self.more() { Tonnes::ZERO } else { self.all() };
        // Less than a thousandth is what is left of rounding.
        (self.lost.0 - from.0 > self.lost.0 * 1e-3).then_some((from, self.lost))
    }
}

/// What a sign on the picture means.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    /// All that was lost, outlined.
    Lost,
    /// What of it is not made good.
    Missing,
    Contract(Basis),
    Rule,
    OneMarket,
    Band,
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
    if let Some(why) = indivisible(subject, &args).filter(|why| *why != title) {
        sentence = format!("{sentence} {why}");
    }
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
                    ("received", words.tonnes(own.received.into_iter().sum()).into()),
                    ("before", share(ally.map(|ally| ally.unmet_before)).into()),
                    ("after", share(ally.map(|ally| ally.unmet_after)).into()),
                ]),
            )
        );
    }
    for said in [sureness(subject), judged(subject)].into_iter().flatten() {
        sentence = format!("{sentence} {said}");
    }
    // What the rule is, with what of it is our assumption, stands wherever it divides.
    if subject.answer.lost.0 > 0.0 && subject.terms != Terms::AsTheyStand {
        sentence = format!("{sentence} {}", words.plain(&format!("rule.{}.note", subject.rule.id)));
    }
    let sources = &subject.sources;
    // Where nothing can be divided the picture shows contracts alone.
    let alone = indivisible(subject, &args).is_some() && contract_strip::known(subject).is_some();
    let subtitle = if alone { "contract.subtitle" } else { "gets.subtitle" };
    let strip = contract_strip::strip(subject);
    let said = Said {
        title,
        subtitle: words.say(subtitle, &args).trim_end().to_owned(),
        sentence,
        source: super::source_line(words, &[&sources.trade, &sources.project], false),
        table: table(subject, strip.as_ref()),
    };
    let largest = rows
        .iter()
        .map(|(_, row)| row.lost.max(row.one_market).max(row.all()))
        .fold(Tonnes::ZERO, Tonnes::max);
    let unit = words.tonnes(unit_squares::unit(largest));
    let key = |(at, sign): (usize, Sign)| {
        let said = words.say(key_of(sign, subject.terms), &args);
        // How much a square is stands with the first that is one.
        let args = || [("key", said.as_str().into()), ("unit", unit.as_str().into())];
        (sign, if at == 0 { words.say("gets.key_unit", &args()) } else { said.clone() })
    };
    View {
        bound: bound(subject, &args).is_some(),
        said,
        terms: subject.terms,
        largest,
        unknown: if unknown.is_empty() || subject.network.trade.clone().known().is_none() {
            None
        } else {
            Some(words.say("gets.unknown", &with(vec![("countries", unknown.join(", ").into())])))
        },
        keys: signs(rows.iter().map(|(_, row)| row)).into_iter().enumerate().map(key).collect(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        strip,
    }
}

/// The signs that occur.
fn signs<'a>(rows: impl Iterator<Item = &'a Row> + Clone) -> Vec<Sign> {
    let some = |at: usize| rows.clone().any(|row| row.received[at].0 > 0.0);
    let contracts = [(Basis::Published, some(0)), (Basis::Computed, some(1))];
    let mut signs = Vec::new();
    signs.extend(contracts.iter().filter(|(_, some)| *some).map(|(basis, _)| Sign::Contract(*basis)));
    if some(2) {
        signs.push(Sign::Rule);
    }
    if rows.clone().any(|row| row.outlined().is_some()) {
        signs.push(if rows.clone().any(Row::more) { Sign::Lost } else { Sign::Missing });
    }
    if rows.clone().any(|row| row.band.is_some()) {
        signs.push(Sign::Band);
    }
    if rows.clone().any(|row| row.one_market.0 > 0.0) {
        signs.push(Sign::OneMarket);
    }
    signs
}

fn key_of(sign: Sign, terms: Terms) -> &'static str {
    match sign {
        Sign::Lost => "gets.key_lost",
        Sign::Missing => "gets.key_missing",
        Sign::Contract(Basis::Published) => "gets.key_published",
        Sign::Contract(_) => "gets.key_computed",
        Sign::Rule if terms == Terms::Open => "gets.key_received",
        Sign::Rule => "gets.key_rule",
        Sign::OneMarket => "gets.key_one_market",
        Sign::Band => "gets.key_band",
    }
}

/// How a part of what is received is drawn.
fn ink_of(sign: Sign, terms: Terms, own: bool, theme: &Theme) -> Ink {
    match sign {
        Sign::Lost | Sign::Missing => Ink::Outline { color: theme.restricted, width: 1.0 },
        Sign::Contract(basis) => contract_strip::ink(basis, theme),
        // Beside contracts, what a rule would give is paler than what is signed.
        Sign::Rule if terms != Terms::Open => {
            Ink::Edged { fill: theme.ally.towards(theme.ground), edge: theme.ally, width: 1.0 }
        }
        Sign::Rule => Ink::Fill(theme.role(if own { Role::Own } else { Role::Ally })),
        Sign::OneMarket | Sign::Band => Ink::Fill(theme.ink),
    }
}

/// What contracts bind, where that is the finding: contracts are asked about, or nothing else can be said.
fn bound(subject: &Subject<'_>, args: &Args) -> Option<String> {
    let words = subject.words;
    let nothing_else = indivisible(subject, args).is_some();
    if subject.terms == Terms::Open && !nothing_else {
        return None;
    }
    let Some(known) = contract_strip::known(subject) else {
        let real = subject.terms == Terms::AsTheyStand && !subject.project.name.is_empty() && !nothing_else;
        return real
            .then(|| words.say("contract.title_none", &[("project", subject.project.name.as_str().into())]));
    };
    if subject.terms == Terms::ContractsFirst && !nothing_else && subject.answer.unknown.0 <= 0.0 {
        return None;
    }
    let key = match (known.bound.0, known.unknown.0) {
        (_, unknown) if unknown <= 1e-9 => "contract.title_all",
        (bound, _) if bound <= 1e-9 => "contract.title_unknown",
        _ => "contract.title",
    };
    Some(words.say(
        key,
        &[
            ("project", subject.project.name.as_str().into()),
            ("bound", words.percent(known.bound).into()),
            ("unknown", words.percent_left(known.bound).into()),
            ("list", known.list.into()),
        ],
    ))
}

fn title(subject: &Subject<'_>, losers: usize, with: &dyn Fn(Args) -> Args) -> String {
    let words = subject.words;
    if let Some(said) = bound(subject, &with(vec![])).or_else(|| uncomputed(subject, &with(vec![]))) {
        return said;
    }
    let lost = subject.answer.lost;
    if lost.0 <= 0.0 {
        return words.say(nothing_lost(subject), &with(vec![]));
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
    // A contract may bring more than is lost: all of the loss is covered then.
    let share = if lost.0 > 0.0 { Some(Share((received.0 / lost.0).min(1.0))) } else { None };
    // More is never so many of fewer.
    let more = received.0 > lost.0;
    // Where takers are not published, what is on record is the least.
    let least = ally.contracted.more || subject.answer.unknown.0 > 0.0;
    let value = match share {
        Some(share) => words.say(
            match (more, least) {
                (true, true) => "gets.value_more_least",
                (true, false) => "gets.value_more",
                (false, true) => "gets.value_least",
                (false, false) => "gets.value",
            },
            &[
                ("received", if more { words.tonnes(received) } else { words.amount(received) }.into()),
                ("lost", words.tonnes(lost).into()),
                ("share", words.percent(share).into()),
            ],
        ),
        None => words.plain("gets.value_none"),
    };
    let one_market = alone.received.known().unwrap_or(Tonnes::ZERO);
    let said = words.say("bars.tag", &[("name", name.clone().into()), ("value", value.clone().into())]);
    let tag = Tag { id: ally.country.code().into(), words: said };
    let by_rule = (received - ally.contracted.known()).max(Tonnes::ZERO);
    let received = [ally.contracted.published, ally.contracted.computed, by_rule];
    let found = subject.bands.allies.iter().find(|band| band.country == ally.country);
    let band = found.filter(|_| lost.0 > 0.0).map(|band| [band.received[0], band.received[2]]);
    Row { name, own: ally.country == subject.viewer, lost, received, one_market, band, value, tag }
}

/// What sharing costs who would have bought alone, and whether anyone would rather keep its own part.
fn judged(subject: &Subject<'_>) -> Option<String> {
    let words = subject.words;
    let judged = subject.judged.filter(|_| subject.answer.lost.0 > 0.0)?;
    let mut said = Vec::new();
    if let (Ok(premium), Some(market)) = (judged.premium, subject.project.market)
        && premium.0 > 0.0
    {
        let args = [("market", words.the_country(market)), ("premium", words.tonnes(premium).into())];
        said.push(words.say("gets.premium", &args));
    }
    match &judged.stability {
        Ok(stability) => match &stability.blocking {
            None => said.push(words.plain("gets.stays")),
            Some(coalition) => {
                let who: Vec<String> = coalition.members.iter().map(|one| words.country(*one)).collect();
                let transfer = words.tonnes(stability.smallest_transfer());
                let args = [("list", who.join(", ").into()), ("transfer", transfer.into())];
                said.push(words.say("gets.leaves", &args));
            }
        },
        Err(missing) => said.push(words.plain(&format!("missing.{}", missing.id()))),
    }
    if subject.answer.unknown.0 > 0.0 {
        let unknown = words.tonnes(subject.answer.unknown);
        said.push(words.say("gets.at_least", &[("unknown", unknown.into())]));
    }
    Some(said.join(" "))
}

/// How sure the viewer's answer is: what may be missing when some leaks and the plant may run badly.
fn sureness(subject: &Subject<'_>) -> Option<String> {
    let words = subject.words;
    let bands = &subject.bands.allies;
    let own = subject.answer.allies.iter().find(|ally| ally.country == subject.viewer)?;
    own.lost.known().filter(|lost| lost.0 > 0.0)?;
    let band = bands.iter().find(|band| band.country == subject.viewer)?;
    let [Reading::Known(least), Reading::Known(middle), Reading::Known(most)] = band.unmet_after else {
        return None;
    };
    let said = subject.relief.leakage.0 > 0.0;
    let leak = if said { subject.relief.leakage } else { Aim::General.leakage().1 };
    let [low, _, high] = subject.bands.judged?.covered;
    // "0% to 0%" is a band for nobody.
    let key = match (said, most.0 > 0.0) {
        (true, _) => "gets.alt_band_leak",
        (false, true) if words.percent(low) == words.percent(high) => "gets.alt_band_even",
        (false, true) => "gets.alt_band",
        (false, false) => "steps.band_none",
    };
    Some(words.say(
        key,
        &[
            ("leak", words.percent(leak).into()),
            ("least", words.percent(least).into()),
            ("middle", words.percent(middle).into()),
            ("most", words.percent(most).into()),
            ("low", words.percent(low).into()),
            ("high", words.percent(high).into()),
            ("draws", words.count(subject.bands.draws).into()),
            ("seed", SEED.to_string().into()),
        ],
    ))
}

/// The band of an ally's missing part, as a cell.
fn band_cell(subject: &Subject<'_>, country: Country) -> String {
    let words = subject.words;
    let band = subject.bands.allies.iter().find(|band| band.country == country).map(|band| band.unmet_after);
    match band {
        Some([Reading::Known(least), Reading::Known(middle), Reading::Known(most)]) => {
            format!("{}–{} ({})", words.percent(least), words.percent(most), words.percent(middle))
        }
        _ => words.plain("table.gap"),
    }
}

fn table(subject: &Subject<'_>, strip: Option<&Strip>) -> DataTable {
    let words = subject.words;
    let mut columns = [
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
    let mut rows: Vec<Vec<String>> = subject
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
    let led = subject.answer.allies.iter().map(|ally| {
        // No imports on record, no row to lead to.
        ally.use_.known().map(|_| behind::imports(subject, ally.country))
    });
    let mut behind: Vec<Option<String>> = led.collect();
    // Who has a contract stands below the allies, in a column of its own.
    if let Some(strip) = strip {
        columns.push(words.plain("table.contract"));
        let width = columns.len();
        for row in &mut rows {
            row.push(String::new());
        }
        for (who, said) in strip.said() {
            let mut row = vec![who.map_or_else(|| words.plain("table.gap"), str::to_owned)];
            row.resize(width - 1, String::new());
            row.push(said.to_owned());
            rows.push(row);
            behind.push(Some(behind::contracts()));
        }
    }
    DataTable { columns, rows, behind, all_behind: Some(behind::all(subject)) }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    const BETWEEN: f64 = 12.0;
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
    let grid = Grid::new(view.largest, room);
    let strip = |sheet: &mut Sheet<'_>| {
        if let Some(strip) = &view.strip {
            contract_strip::place(strip, frame, sheet);
        }
    };
    let first = view.bound || view.rows.is_empty();
    if first {
        strip(&mut sheet);
    }
    if !view.keys.is_empty() {
        let key = |(sign, words): &(Sign, String)| match sign {
            Sign::OneMarket => Key::Tick(theme.ink, words.clone()),
            Sign::Band => Key::Span(theme.ink, words.clone()),
            sign => Key::Square(ink_of(*sign, view.terms, false, theme), words.clone()),
        };
        sheet.keys(&view.keys.iter().map(key).collect::<Vec<_>>());
    }
    for row in &view.rows {
        let top = sheet.top;
        let color = if row.own { theme.own } else { theme.ink };
        // A name above its squares on a phone, else beside them.
        let band = grid.height().max(if narrow { 0.0 } else { LABEL }) + if narrow { 30.0 } else { BETWEEN };
        let bar_top = if narrow { top + 20.0 } else { top + BETWEEN / 2.0 };
        let line = top + (band + LABEL) / 2.0 - 2.0;
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
            sheet.scene.text(name, (left - 8.0, line), Anchor::End, LABEL, row.own, color);
        }
        // What is missing is empty squares, and what is received fills them.
        if let Some(outlined) = row.outlined() {
            let outline = ink_of(Sign::Missing, view.terms, row.own, theme);
            grid.place(&mut sheet.scene, (left, bar_top), outlined, &outline, &row.tag);
        }
        let signs = [Sign::Contract(Basis::Published), Sign::Contract(Basis::Computed), Sign::Rule];
        let mut from = Tonnes::ZERO;
        for (sign, tonnes) in signs.into_iter().zip(row.received).filter(|(_, tonnes)| tonnes.0 > 0.0) {
            let ink = ink_of(sign, view.terms, row.own, theme);
            grid.place(&mut sheet.scene, (left, bar_top), (from, from + tonnes), &ink, &row.tag);
            from = from + tonnes;
        }
        // Nothing for sure is no band.
        if let Some([low, high]) = row.band.filter(|band| band[1].0 > 0.0) {
            let (from, to) = (left + grid.length(low), left + grid.length(high));
            // Under the squares, which it would hide.
            let line = Rect { x: from, y: bar_top + grid.height() + 2.0, width: to - from, height: 2.0 };
            if line.width >= RANGE {
                sheet.scene.marks.push(Mark::plain(Shape::Rect(line), Ink::Fill(theme.ink)));
            }
        }
        if row.one_market.0 > 0.0 {
            let x = left + grid.length(row.one_market);
            let tick = Rect { x: x - 1.5, y: bar_top - 3.0, width: 3.0, height: grid.height() + 6.0 };
            sheet.scene.marks.push(Mark::plain(Shape::Rect(tick), Ink::Fill(theme.ink)));
        }
        if !narrow {
            let x = left + grid.reach(row.lost.max(row.one_market).max(row.all())) + 8.0;
            sheet.scene.text(row.value.as_str(), (x, line), Anchor::Start, LABEL, row.own, color);
        }
        sheet.top += band;
    }
    if let Some(unknown) = &view.unknown {
        sheet.top += 8.0;
        sheet.paragraph(unknown, 13.0, false, theme.soft);
    }
    if !first {
        sheet.top += 12.0;
        strip(&mut sheet);
    }
    sheet.finish()
}
