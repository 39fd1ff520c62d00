//! Rules side by side: what each ally gets under every rule, on one scale, and what is to be said of each division.

use super::behind;
use super::chart::{Chart, DataTable, Frame, Need, Picture, Said, Subject};
use super::sheet::{LABEL, MARGIN, Sheet};
use super::supplier_bars::fitted;
use super::who_gets_it::{self, Args};
use crate::allocation::ClaimsError;
use crate::scenario::{Answer, Figure, Judged, Missing, ScenarioError, UnderRule};
use crate::scene::{Anchor, Ink, Mark, Rect, Role, Scene, Shape, Tag, wrap};
use crate::terms::{Country, Order, Reading, Share, Tonnes};

pub(super) const CHART: Chart = Chart { id: "rules-side-by-side", needs: &[Need::EveryRule], draw };

/// How many allies a panel names; the others are one row.
const NAMED: usize = 7;

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    panels: Vec<Panel>,
    notes: Vec<String>,
}

/// One rule.
struct Panel {
    name: String,
    chosen: bool,
    /// What each ally gets; or why that cannot be computed.
    rows: Result<Vec<Row>, String>,
    tag: Tag,
}

/// One ally, or those that are not named.
struct Row {
    name: String,
    own: bool,
    /// The part of its loss made good, 0 to 1.
    part: f64,
    value: String,
    tag: Tag,
}

/// An ally with a loss, or the others together, whatever the rule.
struct Line {
    /// One, or all that are not named.
    countries: Vec<Country>,
    name: String,
    own: bool,
    lost: Tonnes,
}

impl Line {
    /// What its countries get together.
    fn received(&self, answer: &Answer) -> Tonnes {
        let ours = answer.allies.iter().filter(|ally| self.countries.contains(&ally.country));
        ours.filter_map(|ally| ally.received.known()).sum()
    }

    /// The part of its loss that this is. What falls short by rounding alone falls short by nothing.
    fn part(&self, received: Tonnes) -> f64 {
        let part = received.0 / self.lost.0;
        if (part - 1.0).abs() < 1e-9 { 1.0 } else { part }
    }
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let args = who_gets_it::arguments(subject);
    let gap = gap(subject, &args);
    let lines = if gap.is_none() { lines(subject) } else { Vec::new() };
    let panels: Vec<Panel> = if lines.is_empty() {
        Vec::new()
    } else {
        subject.rules.iter().map(|under| panel(subject, under, &lines)).collect()
    };
    let title = gap.unwrap_or_else(|| title(subject, &lines, &args));
    let mut sentence = title.clone();
    if let Some(chosen) = panels.iter().find(|panel| panel.chosen) {
        sentence = format!(
            "{sentence} {} {}",
            chosen.tag.words,
            words.plain(&format!("rule.{}.note", subject.rule.id))
        );
    }
    let lost = |reading: Reading<Tonnes>| reading.known();
    let named = |keep: &dyn Fn(Option<Tonnes>) -> bool| -> Vec<String> {
        let allies = subject.answer.allies.iter().filter(|ally| ally.country != subject.network.restricted);
        allies.filter(|ally| keep(lost(ally.lost))).map(|ally| words.country(ally.country)).collect()
    };
    let mut notes = Vec::new();
    if !panels.is_empty() {
        for (key, names) in [
            ("sides.lose_nothing", named(&|lost| lost.is_some_and(|lost| lost.0 <= 0.0))),
            ("gets.unknown", named(&|lost| lost.is_none())),
        ] {
            if !names.is_empty() {
                notes.push(words.say(key, &[("countries", names.join(", ").into())]));
            }
        }
    }
    let sources = &subject.sources;
    let said = Said {
        title,
        subtitle: words.say("sides.subtitle", &args).trim_end().to_owned(),
        sentence,
        source: super::source_line(words, &[&sources.trade, &sources.project], false),
        table: table(subject, &lines, !panels.is_empty()),
    };
    View { said, panels, notes }
}

/// Why there is nothing to divide, if so.
fn gap(subject: &Subject<'_>, args: &Args) -> Option<String> {
    let key = match &subject.network.trade {
        Reading::NotApplicable => "gets.no_code",
        Reading::NotReported => "map.no_year",
        Reading::Known(_) if subject.project.tonnes.known().is_none() => "gets.no_project",
        Reading::Known(_) if subject.answer.lost.0 > 0.0 => return None,
        Reading::Known(_) if subject.cut.0 > 0.0 => "gets.nobody_buys",
        Reading::Known(_) => "gets.nothing_lost",
    };
    Some(subject.words.say(key, args))
}

/// Allies that lose something, the largest loss first, the reader's own among the named.
fn lines(subject: &Subject<'_>) -> Vec<Line> {
    let words = subject.words;
    let mut losers: Vec<(Country, Tonnes)> = subject
        .answer
        .allies
        .iter()
        .filter_map(|ally| Some((ally.country, ally.lost.known().filter(|lost| lost.0 > 0.0)?)))
        .collect();
    losers.order_by(|a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(&b.0)));
    if let Some(own) = losers.iter().position(|(country, _)| *country == subject.viewer)
        && own >= NAMED
    {
        let own = losers.remove(own);
        losers.insert(NAMED - 1, own);
    }
    // One that is left is named too: "one other" takes the same room.
    let named = if losers.len() == NAMED + 1 { losers.len() } else { NAMED.min(losers.len()) };
    let rest = losers.split_off(named);
    let mut lines: Vec<Line> = losers
        .into_iter()
        .map(|(country, lost)| Line {
            countries: vec![country],
            name: words.country(country),
            own: country == subject.viewer,
            lost,
        })
        .collect();
    lines.order_by(|a, b| b.lost.0.total_cmp(&a.lost.0));
    if !rest.is_empty() {
        lines.push(Line {
            name: words.say("sides.others", &[("count", words.count(rest.len()).into())]),
            own: false,
            lost: rest.iter().map(|(_, lost)| *lost).sum(),
            countries: rest.into_iter().map(|(country, _)| country).collect(),
        });
    }
    lines
}

fn title(subject: &Subject<'_>, lines: &[Line], args: &Args) -> String {
    let words = subject.words;
    let judged: Vec<&Judged> = subject.rules.iter().filter_map(|under| under.outcome.as_ref().ok()).collect();
    let empty = |judged: &&&Judged| {
        let losers =
            judged.answer.allies.iter().filter(|ally| ally.lost.known().is_some_and(|lost| lost.0 > 0.0));
        losers.into_iter().any(|ally| ally.received.known().is_some_and(|got| got.0 <= 0.0))
    };
    let mut args = args.clone();
    args.extend([
        ("rules", words.counted(judged.len())),
        ("empty", words.counted(judged.iter().filter(empty).count())),
    ]);
    let Some(own) = lines.iter().find(|line| line.own) else {
        return words.say("sides.title_group", &args);
    };
    let parts = judged.iter().map(|judged| own.part(own.received(&judged.answer)));
    let (least, most) =
        parts.fold((f64::INFINITY, 0.0_f64), |(least, most), part| (least.min(part), most.max(part)));
    let [least, most] = [least, most].map(|part| words.percent(Share(part)));
    let key = if least == most { "sides.title_same" } else { "sides.title" };
    args.extend([("least", least.into()), ("most", most.into())]);
    words.say(key, &args)
}

fn panel(subject: &Subject<'_>, under: &UnderRule, lines: &[Line]) -> Panel {
    let words = subject.words;
    let chosen = under.rule.id == subject.rule.id;
    let how = [("how", words.plain(&format!("rule.{}.name", under.rule.id)).into())];
    let name = words.say(if chosen { "sides.chosen" } else { "sides.rule_name" }, &how);
    let rows = match &under.outcome {
        Ok(judged) => Ok(lines.iter().map(|line| row(subject, under.rule.id, &name, line, judged)).collect()),
        Err(error) => Err(words.say("sides.not_computed", &[("why", why(subject, error).into())])),
    };
    let said = match &rows {
        Ok(rows) => {
            let rows: &Vec<Row> = rows;
            let all: Vec<String> = rows.iter().map(|row| format!("{} {}", row.name, row.value)).collect();
            all.join("; ")
        }
        Err(reason) => reason.clone(),
    };
    let said = words.say("bars.tag", &[("name", name.clone().into()), ("value", said.into())]);
    Panel { name, chosen, rows, tag: Tag { id: under.rule.id.to_owned(), words: format!("{said}.") } }
}

/// Why a rule cannot be computed, in the reader's words where there are any.
fn why(subject: &Subject<'_>, error: &ScenarioError) -> String {
    let missing = match error {
        ScenarioError::Claims(ClaimsError::NoOwners) => Missing::NoOwners,
        ScenarioError::Claims(ClaimsError::NoCost(_)) => Missing::NoCosts,
        other => return other.to_string(),
    };
    subject.words.plain(&format!("missing.{}", missing.id()))
}

fn row(subject: &Subject<'_>, rule: &str, rule_name: &str, line: &Line, judged: &Judged) -> Row {
    let words = subject.words;
    let received = line.received(&judged.answer);
    let part = line.part(received);
    let value = value(subject, received, part);
    let who = match &line.countries[..] {
        [country] => country.code(),
        _ => "others",
    };
    let said = words.say(
        "sides.tag",
        &[
            ("name", line.name.clone().into()),
            ("rule", rule_name.into()),
            ("received", words.tonnes(received).into()),
            ("lost", words.tonnes(line.lost).into()),
            ("share", words.percent(Share(part)).into()),
        ],
    );
    let tag = Tag { id: format!("{rule}-{who}"), words: said };
    Row { name: line.name.clone(), own: line.own, part, value, tag }
}

fn value(subject: &Subject<'_>, received: Tonnes, part: f64) -> String {
    format!("{} · {}", subject.words.tonnes(received), subject.words.percent(Share(part)))
}

fn table(subject: &Subject<'_>, lines: &[Line], any: bool) -> DataTable {
    let words = subject.words;
    let judgements = ["sides.covered", "sides.least", "sides.gini", "sides.envy"];
    let columns: Vec<String> = std::iter::once(words.plain("sides.rule"))
        .chain(lines.iter().map(|line| line.name.clone()))
        .chain(judgements.map(|key| words.plain(key)))
        .collect();
    let rules = if any { subject.rules } else { &[] };
    let rows = rules.iter().map(|under| {
        let how = [("how", words.plain(&format!("rule.{}.name", under.rule.id)).into())];
        let mut cells = vec![words.say("sides.rule_name", &how)];
        match &under.outcome {
            Ok(judged) => {
                let of = |line: &Line| {
                    let received = line.received(&judged.answer);
                    value(subject, received, line.part(received))
                };
                cells.extend(lines.iter().map(of));
                let judgement = &judged.judgement;
                let told = |figure: Figure<String>| {
                    figure.unwrap_or_else(|missing| words.plain(&format!("missing.{}", missing.id())))
                };
                cells.push(told(judgement.covered.map(|share| words.percent(share))));
                cells.push(told(judgement.least_coverage.map(|share| words.percent(share))));
                cells.push(told(judgement.gini.map(|gini| words.index(gini))));
                cells.push(words.count(judgement.envy.len()));
            }
            Err(error) => {
                let reason = words.say("sides.not_computed", &[("why", why(subject, error).into())]);
                cells.extend((1..columns.len()).map(|_| reason.clone()));
            }
        }
        cells
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let behind = rows.iter().map(|_| Some(behind::trade(subject))).collect();
    DataTable { columns, rows, behind, all_behind: Some(behind::all(subject)) }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    const GAP: f64 = 28.0;
    const LEAST: f64 = 270.0;
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    let across = (libm::floor((sheet.width() + GAP) / (LEAST + GAP)) as usize).clamp(1, 4);
    let width = ((sheet.width() - GAP * (across - 1) as f64) / across as f64).max(1.0);
    let rows = || view.panels.iter().filter_map(|panel| panel.rows.as_ref().ok()).flatten();
    let widest = |text: fn(&Row) -> &str| {
        rows().map(|row| frame.ruler.width(text(row), LABEL, row.own)).fold(0.0, f64::max)
    };
    let columns = [widest(|row| &row.name).min(0.32 * width), widest(|row| &row.value)];
    for band in view.panels.chunks(across) {
        let top = sheet.top;
        let mut deepest = top;
        for (number, panel) in band.iter().enumerate() {
            let left = MARGIN + (width + GAP) * number as f64;
            let bottom = draw_panel(&mut sheet, panel, frame, (left, top), width, columns);
            deepest = f64::max(deepest, bottom);
        }
        sheet.top = deepest + 18.0;
    }
    for note in &view.notes {
        sheet.paragraph(note, 13.0, false, theme.soft);
    }
    sheet.finish()
}

/// One rule; gives how far down it reaches.
fn draw_panel(
    sheet: &mut Sheet<'_>,
    panel: &Panel,
    frame: &Frame<'_>,
    (left, top): (f64, f64),
    width: f64,
    [names, values]: [f64; 2],
) -> f64 {
    const BAND: f64 = 18.0;
    let theme = frame.theme;
    let heading = wrap(&panel.name, width, LABEL, true, frame.ruler);
    let mut y = top;
    // The chosen rule has a heavy line over it, the others a hairline.
    let line = Rect { x: left, y, width, height: if panel.chosen { 3.0 } else { 1.0 } };
    let color = if panel.chosen { theme.ink } else { theme.hairline };
    sheet.scene.marks.push(Mark::plain(Shape::Rect(line), Ink::Fill(color)));
    y += 6.0;
    let over = Rect { x: left, y, width, height: heading.height() + 4.0 };
    sheet.scene.marks.push(Mark::tagged(Shape::Rect(over), Ink::Fill(theme.ground), &panel.tag));
    for words in &heading.lines {
        sheet.scene.text(words.as_str(), (left, y + LABEL), Anchor::Start, LABEL, true, theme.ink);
        y += heading.leading;
    }
    y += 4.0;
    let rows = match &panel.rows {
        Ok(rows) => rows,
        Err(reason) => {
            for words in wrap(reason, width, LABEL, false, frame.ruler).lines {
                sheet.scene.text(words, (left, y + LABEL), Anchor::Start, LABEL, false, theme.soft);
                y += 16.0;
            }
            return y;
        }
    };
    let start = left + names + 8.0;
    let room = (width - names - values - 16.0).max(1.0);
    for row in rows {
        let back = Rect { x: left, y, width, height: BAND };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &row.tag));
        let color = if row.own { theme.own } else { theme.ink };
        let base = y + 13.0;
        let name = fitted(&row.name, names, row.own, frame);
        sheet.scene.text(name, (left, base), Anchor::Start, LABEL, row.own, color);
        sheet.scene.text(row.value.as_str(), (left + width, base), Anchor::End, LABEL, row.own, color);
        // The outline is the whole loss, the same width for all.
        let whole = Rect { x: start, y: y + 4.0, width: room, height: 10.0 };
        let part = Rect { width: (room * row.part.clamp(0.0, 1.0)).max(1.0), ..whole };
        if row.part > 0.0 {
            let role = theme.role(if row.own { Role::Own } else { Role::Ally });
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(part), Ink::Fill(role), &row.tag));
        }
        let outline = Ink::Outline { color: theme.restricted, width: 1.0 };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(whole), outline, &row.tag));
        y += BAND;
    }
    y
}
