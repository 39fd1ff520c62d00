//! Shortfall, step by step: from what the restricted supplier sells to the reader's country to the need that stays unmet.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Need, Picture, Said, Subject};
use super::sharing_words;
use super::sheet::{LABEL, MARGIN, Sheet, fitted};
use crate::disruption::Aim;
use crate::scenario::SEED;
use crate::scene::{Anchor, Color, Ink, Mark, Rect, Scene, Shape, Tag};
use crate::terms::{Country, Reading, Share, Tonnes};
use crate::wording::Arg;

pub(super) const CHART: Chart =
    Chart { id: "shortfall-waterfall", family: Family::Sharing, needs: &[Need::MissingBand], draw };

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    steps: Vec<Step>,
    /// What may be missing in the end: 5th and 95th percentile, tonnes a year.
    band: Option<(f64, f64)>,
    /// How sure that is, and what is not counted.
    notes: Vec<String>,
}

/// One bar from `low` to `high`, in tonnes a year.
struct Step {
    kind: Kind,
    name: String,
    low: f64,
    high: f64,
    value: String,
    tag: Tag,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// What is bought from the restricted supplier.
    Bought,
    /// What it still sends, or what makes up for the loss without the project.
    Kept,
    /// What the project sends.
    Project,
    /// What is lost.
    Lost,
    /// What is missing in the end.
    Missing,
}

/// The sums that the steps are made of: of the reader's country, or of the group where that is not a member.
#[derive(Default)]
struct Sums {
    use_: f64,
    bought: f64,
    gross: f64,
    borne: f64,
    stocks: f64,
    spare: f64,
    substitutes: f64,
    shortfall: f64,
    received: f64,
}

fn sums(subject: &Subject<'_>, of: Option<Country>) -> Option<Sums> {
    let mut sums = Sums::default();
    let mut any = false;
    for step in subject.answer.steps.iter().filter(|step| of.is_none_or(|of| step.country == of)) {
        let Some(ally) = subject.answer.allies.iter().find(|ally| ally.country == step.country) else {
            continue;
        };
        any = true;
        let tonnes = |reading: Reading<Tonnes>| reading.known().map_or(0.0, |tonnes| tonnes.0);
        sums.use_ += tonnes(ally.use_);
        sums.bought += tonnes(ally.from_restricted);
        sums.received += tonnes(ally.received);
        sums.gross += step.gross_loss.0;
        sums.borne += step.after_pass_through.0;
        sums.stocks += step.stock_release.0;
        sums.spare += step.spare.0;
        sums.substitutes += step.substitution.0;
        sums.shortfall += step.shortfall.0;
    }
    any.then_some(sums)
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let member = subject.allies.contains(&subject.viewer) && subject.viewer != subject.network.restricted;
    let (who, of_who) = if member {
        (words.the_country(subject.viewer), Some(subject.viewer))
    } else {
        (words.plain(&format!("group.{}.name", subject.group)).into(), None)
    };
    let sums = sums(subject, of_who);
    let mut args = sharing_words::arguments(subject);
    args.push(("who", who));
    let title = title(subject, sums.as_ref(), &mut args);
    let found = sums.filter(|sums| sums.bought > 0.0 && sums.gross > 0.0);
    let steps = found.as_ref().map_or_else(Vec::new, |sums| steps(subject, sums, &args));
    let mut sentence = title.clone();
    if let Some(last) = steps.last() {
        sentence = format!("{sentence} {}.", last.tag.words);
    }
    let band = subject.missing.filter(|_| found.is_some());
    let sure = band.map(|(band, draws)| sureness(subject, band, draws));
    if let Some(sure) = &sure {
        sentence = format!("{sentence} {sure}");
    }
    let not_counted = found.as_ref().map(|sums| {
        let left_out = [
            ("leakage", subject.cut.0 * sums.bought - sums.gross),
            ("stocks", sums.stocks),
            ("spare", sums.spare),
            ("substitutes", sums.substitutes),
        ];
        let names: Vec<String> = left_out
            .iter()
            .filter(|(_, tonnes)| tonnes.abs() < 1e-9 * sums.bought.max(1.0))
            .map(|(key, _)| words.plain(&format!("steps.without_{key}")))
            .collect();
        let named = [("list", Arg::from(names.join(", ")))];
        if names.is_empty() { String::new() } else { words.say("steps.not_counted", &named) }
    });
    let columns = ["steps.step", "steps.size"].map(|key| words.plain(key)).to_vec();
    let behind = match of_who {
        Some(country) => behind::imports(subject, country),
        None => behind::all(subject),
    };
    let said = Said {
        title,
        subtitle: words.say("steps.subtitle", &args).trim_end().to_owned(),
        sentence,
        source: super::source_line(words, &[&subject.sources.trade, &subject.sources.project], false),
        table: table(subject, columns, &steps, band.map(|(band, _)| band), &behind),
    };
    let notes = sure.into_iter().chain(not_counted).filter(|note| !note.is_empty()).collect();
    View { said, steps, band: band.map(|(band, _)| (band[0].0, band[2].0)), notes }
}

/// What may be missing when some of the loss leaks and the plant may run badly.
fn sureness(subject: &Subject<'_>, band: [Tonnes; 3], draws: usize) -> String {
    let words = subject.words;
    let [least, middle, most] = band.map(|tonnes| Arg::from(words.tonnes(tonnes)));
    let args = [
        ("leak", words.percent(Aim::General.leakage().1).into()),
        ("least", least),
        ("middle", middle),
        ("most", most),
        ("draws", words.count(draws).into()),
        ("seed", SEED.to_string().into()),
    ];
    let key = match (nothing(band[2].0), subject.project.tonnes.known()) {
        (true, _) => "steps.band_none",
        (false, None) => "steps.band_alone",
        (false, Some(_)) => "steps.band",
    };
    words.say(key, &args)
}

/// Whether so few tonnes are rounding alone.
fn nothing(tonnes: f64) -> bool {
    tonnes < 1e-6
}

fn table(
    subject: &Subject<'_>,
    columns: Vec<String>,
    steps: &[Step],
    band: Option<[Tonnes; 3]>,
    behind: &str,
) -> DataTable {
    let words = subject.words;
    let mut rows: Vec<Vec<String>> =
        steps.iter().map(|step| vec![step.name.clone(), step.value.clone()]).collect();
    let keys = ["steps.missing_low", "steps.missing_middle", "steps.missing_high"];
    for (key, tonnes) in keys.into_iter().zip(band.into_iter().flatten()) {
        rows.push(vec![words.plain(key), words.tonnes(tonnes)]);
    }
    let behind = rows.iter().map(|_| Some(behind.to_owned())).collect();
    DataTable { columns, rows, behind, all_behind: Some(behind::all(subject)) }
}

fn title(subject: &Subject<'_>, sums: Option<&Sums>, args: &mut sharing_words::Args) -> String {
    let words = subject.words;
    match &subject.network.trade {
        Reading::NotApplicable => return words.say("gets.no_code", args),
        Reading::NotReported => return words.say("map.no_year", args),
        Reading::Known(_) => {}
    }
    let Some(sums) = sums else {
        return words.say("steps.no_imports", args);
    };
    if subject.cut.0 <= 0.0 {
        return words.say("gets.nothing_lost", args);
    }
    if sums.gross <= 0.0 && sums.bought > 0.0 {
        return words.say("gets.all_leaks", args);
    }
    if sums.gross <= 0.0 {
        return words.say("steps.buys_none", args);
    }
    let missing = sums.shortfall - sums.received;
    args.extend([
        ("lost", words.tonnes(Tonnes(sums.gross)).into()),
        ("received", words.tonnes(Tonnes(sums.received)).into()),
        ("stocks", words.tonnes(Tonnes(sums.stocks)).into()),
        ("missing", words.tonnes(Tonnes(missing.max(0.0))).into()),
        ("share", words.percent(Share(missing.max(0.0) / sums.use_)).into()),
    ]);
    let whole = missing <= 1e-9 * sums.shortfall;
    let key = match (sums.received > 0.0, whole) {
        (true, true) => "steps.title_closed",
        (true, false) => "steps.title_part",
        (false, _) if subject.project.tonnes.known().is_some() => "steps.title_open",
        (false, _) => "steps.title_alone",
    };
    match (sums.stocks > 0.0, sums.shortfall > 0.0) {
        (false, _) => words.say(key, args),
        (true, true) => words.say(&format!("{key}_stocks"), args),
        (true, false) => words.say("steps.title_stocks", args),
    }
}

fn steps(subject: &Subject<'_>, sums: &Sums, args: &sharing_words::Args) -> Vec<Step> {
    let words = subject.words;
    let nothing = 1e-9 * sums.bought;
    let mut steps: Vec<Step> = Vec::new();
    let mut push = |kind: Kind, key: &str, low: f64, high: f64| {
        let name = words.say(&format!("steps.{key}"), args);
        let tonnes = words.tonnes(Tonnes(high - low));
        let value = match kind {
            Kind::Bought | Kind::Lost | Kind::Kept | Kind::Project => tonnes,
            Kind::Missing => words.say(
                "steps.missing_value",
                &[
                    ("missing", tonnes.into()),
                    ("share", words.percent(Share((high - low) / sums.use_)).into()),
                ],
            ),
        };
        let said = words.say("bars.tag", &[("name", name.clone().into()), ("value", value.clone().into())]);
        steps.push(Step { kind, name, low, high, value, tag: Tag { id: key.to_owned(), words: said } });
    };
    push(Kind::Bought, "bought", 0.0, sums.bought);
    let stopped = (subject.cut.0 * sums.bought).min(sums.bought);
    let mut left = sums.bought;
    let mut less = |kind: Kind, key: &str, size: f64| {
        if size > nothing {
            push(kind, key, (left - size).max(0.0), left);
            left = (left - size).max(0.0);
        }
    };
    less(Kind::Kept, "still_comes", sums.bought - stopped);
    less(Kind::Kept, "leakage", stopped - sums.gross);
    less(Kind::Kept, "passed_on", sums.gross - sums.borne);
    let made_good = sums.stocks + sums.spare + sums.substitutes + sums.received;
    if made_good > nothing {
        push(Kind::Lost, "lost", 0.0, sums.borne);
    }
    let mut left = sums.borne;
    let mut less = |kind: Kind, key: &str, size: f64| {
        if size > nothing {
            push(kind, key, (left - size).max(0.0), left);
            left = (left - size).max(0.0);
        }
    };
    less(Kind::Kept, "stocks", sums.stocks);
    less(Kind::Kept, "spare", sums.spare);
    less(Kind::Kept, "substitutes", sums.substitutes);
    less(Kind::Project, "project", sums.received);
    push(Kind::Missing, "missing", 0.0, (sums.shortfall - sums.received).max(0.0));
    steps
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    let narrow = frame.width < 560.0;
    let widest = |text: fn(&Step) -> &str, bold: bool| {
        view.steps.iter().map(|step| frame.ruler.width(text(step), LABEL, bold)).fold(0.0, f64::max)
    };
    let name_width = widest(|step| &step.name, true).min(0.4 * sheet.width());
    let left = if narrow { MARGIN } else { MARGIN + name_width + 8.0 };
    let value_width = if narrow { 0.0 } else { widest(|step| &step.value, true) + 8.0 };
    let room = (MARGIN + sheet.width() - left - value_width).max(1.0);
    let largest = view.steps.iter().map(|step| step.high).fold(0.0, f64::max);
    let value_at = |step: &Step| match view.band {
        Some((_, most)) if step.kind == Kind::Missing => step.high.max(most),
        _ => step.high,
    };
    let at = |tonnes: f64| left + if largest > 0.0 { room * tonnes / largest } else { 0.0 };
    let (band, bar_top, thick) = if narrow { (46.0, 20.0, 16.0) } else { (32.0, 6.0, 20.0) };
    for (number, step) in view.steps.iter().enumerate() {
        let top = sheet.top;
        let bold = matches!(step.kind, Kind::Lost | Kind::Missing);
        let back = Rect { x: 0.0, y: top, width: frame.width, height: band };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &step.tag));
        let (name_at, anchor) = if narrow {
            ((MARGIN, top + 14.0), Anchor::Start)
        } else {
            ((left - 8.0, top + 20.0), Anchor::End)
        };
        let free = if narrow {
            sheet.width() - frame.ruler.width(&step.value, LABEL, bold) - 8.0
        } else {
            name_width
        };
        let name = fitted(&step.name, free, bold, frame);
        sheet.scene.text(name, name_at, anchor, LABEL, bold, theme.ink);
        let ink = match step.kind {
            Kind::Bought => Ink::Outline { color: theme.restricted, width: 1.5 },
            Kind::Kept => Ink::Fill(theme.other),
            Kind::Project => Ink::Fill(theme.ally),
            Kind::Lost => Ink::Fill(theme.restricted),
            Kind::Missing => Ink::Hatch { ground: theme.ground, lines: theme.restricted, spacing: 4.0 },
        };
        let (from, to) = (at(step.low), at(step.high));
        let body = Rect { x: from, y: top + bar_top, width: (to - from).max(1.0), height: thick };
        // Nothing missing is no bar.
        if step.high > step.low {
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(body), ink, &step.tag));
            if step.kind == Kind::Missing {
                let edge = Ink::Outline { color: theme.restricted, width: 1.5 };
                sheet.scene.marks.push(Mark::tagged(Shape::Rect(body), edge, &step.tag));
            }
        }
        if let Some((least, most)) =
            view.band.filter(|(_, most)| step.kind == Kind::Missing && !nothing(*most))
        {
            whisker(&mut sheet.scene, (at(least), at(most)), top + bar_top + thick / 2.0, theme.ink);
        }
        // From the end of one step to the beginning of the next.
        if number + 1 < view.steps.len() {
            let x = if matches!(step.kind, Kind::Kept | Kind::Project) { from } else { to };
            let next = top + band + bar_top;
            sheet.scene.hairline((x, top + bar_top + thick), (x, next), theme.soft);
        }
        if narrow {
            let end = MARGIN + sheet.width();
            sheet.scene.text(step.value.as_str(), (end, top + 14.0), Anchor::End, LABEL, bold, theme.ink);
        } else {
            let place = (at(value_at(step)) + 8.0, top + 20.0);
            sheet.scene.text(step.value.as_str(), place, Anchor::Start, LABEL, bold, theme.ink);
        }
        sheet.top += band;
    }
    for note in &view.notes {
        sheet.top += 8.0;
        sheet.paragraph(note, 13.0, false, theme.soft);
    }
    sheet.finish()
}

/// A line with an end at either side.
fn whisker(scene: &mut Scene, (low, high): (f64, f64), y: f64, color: Color) {
    let end = |x: f64| vec![(x, y - 5.0), (x, y + 5.0)];
    for line in [vec![(low, y), (high, y)], end(low), end(high)] {
        scene.marks.push(Mark::plain(Shape::Line(line), Ink::Outline { color, width: 1.5 }));
    }
}
