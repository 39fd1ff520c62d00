//! Who would leave: under every rule, who would have more alone, with their own part of the project, and how many tonnes would
//! have to change hands to keep all in. Rules under which the same would leave share a bar.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Need, Picture, Said, Subject};
use super::sharing_words;
use super::sheet::{LABEL, MARGIN, Sheet};
use crate::scenario::{Judgement, Missing, Stability, UnderRule};
use crate::scene::{Anchor, Ink, Mark, Rect, Role, Scene, Shape, Tag, wrap};
use crate::terms::{Country, Order, Tonnes};
use crate::wording::Arg;

pub(super) const CHART: Chart =
    Chart { id: "who-would-leave", family: Family::Sharing, needs: &[Need::EveryRule], draw };

/// So many rules are named on the picture at most: more are counted.
const NAMED: usize = 4;

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    bars: Vec<Bar>,
    /// Rules under which nobody would leave, and those of which it cannot be told.
    notes: Vec<Note>,
}

/// What is told in words: on the picture in short, where it is pointed at with the names of the rules.
struct Note {
    shown: String,
    tag: Tag,
}

/// Rules under which the same would leave.
struct Bar {
    /// The chosen one first, then in the order of the menus.
    names: Vec<String>,
    /// Whether the chosen rule is one of them.
    chosen: bool,
    role: Role,
    who: Vec<Country>,
    transfer: Tonnes,
    value: String,
    tag: Tag,
}

/// What is known of a division; `None` where it cannot be told.
fn stability(under: &UnderRule) -> Option<&Stability> {
    let judgement: &Judgement = &under.outcome.as_ref().ok()?.judgement;
    judgement.stability.as_ref().ok()
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let mut args = sharing_words::arguments(subject);
    let name = |under: &UnderRule| sharing_words::output_is(subject, under.rule.id);
    let mut bars: Vec<Bar> = Vec::new();
    let (mut stay, mut untold) = (Vec::new(), Vec::new());
    let told = subject.every_rule.iter().filter(|under| stability(under).is_some()).count();
    let mut some = 0;
    let nothing_lost = subject.one_market.lost.0 <= 0.0;
    let why = sharing_words::indivisible(subject, &args)
        .or_else(|| nothing_lost.then(|| words.say(sharing_words::nothing_lost(subject), &args)));
    let rules = if why.is_some() || told == 0 { &[][..] } else { subject.every_rule };
    for under in rules {
        let Some(stability) = stability(under) else {
            untold.push(name(under));
            continue;
        };
        match &stability.blocking {
            None => stay.push(name(under)),
            Some(_) => {
                some += 1;
                leave(subject, under, stability, &mut bars);
            }
        }
    }
    bars.order_by(|a, b| b.transfer.0.total_cmp(&a.transfer.0));
    let chosen = rules.iter().find(|under| under.rule.id == subject.rule.id);
    args.push(("rule", sharing_words::output_is(subject, subject.rule.id).into()));
    args.push(("some", words.counted(some)));
    args.push(("count", words.counted(told)));
    // Where it is always the same who would leave, they are named once.
    let same = bars.first().map(|bar| bar.who.clone()).filter(|who| bars.iter().all(|bar| bar.who == *who));
    if let Some(who) = &same {
        args.push(("who", everyone(subject, who)));
        for bar in &mut bars {
            let transfer = words.tonnes(bar.transfer);
            bar.value = words.say("leave.value_same", &[("transfer", transfer.into())]);
        }
    }
    for bar in &mut bars {
        let head = if bar.chosen { "rules.head_chosen" } else { "rules.head" };
        if let Some(first) = bar.names.first_mut() {
            *first = words.say(head, &[("rule", first.as_str().into())]);
        }
    }
    let kind = |key: &str| format!("leave.{key}{}", if same.is_some() { "_same" } else { "" });
    let title = match (why, chosen.and_then(stability)) {
        (Some(why), _) => why,
        _ if told == 0 => untellable(subject),
        _ if some == 0 => words.say("leave.none", &args),
        (_, None) => words.say("leave.title_untold", &args),
        (_, Some(Stability { blocking: None, .. })) => words.say(&kind("title_stays"), &args),
        (_, Some(Stability { blocking: Some(coalition), .. })) => {
            if same.is_none() {
                args.push(("who", everyone(subject, &coalition.members)));
            }
            words.say(&kind("title"), &args)
        }
    };
    let mut sentence = title.clone();
    if let Some(bar) = bars.iter().find(|bar| bar.chosen).or(bars.first()) {
        sentence = format!("{sentence} {}", bar.tag.words);
    }
    // A few rules are named.
    let stayed = if stay.len() <= NAMED { "stay" } else { "stay_count" };
    let note = |id: &str, shown: &str, names: &[String]| {
        let list = names.join(&words.plain("contract.apart"));
        let args = [("list", list.into()), ("count", words.counted(names.len()))];
        let said = |key: &str| words.say(&format!("leave.{key}"), &args);
        (!names.is_empty())
            .then(|| Note { shown: said(shown), tag: Tag { id: id.to_owned(), words: said(id) } })
    };
    let sources = &subject.sources;
    let said = Said {
        title,
        subtitle: words.say(&kind("subtitle"), &args).trim_end().to_owned(),
        sentence,
        source: super::source_line(words, &[&sources.trade, &sources.project], false),
        table: table(subject, rules),
    };
    let notes = [note("stay", stayed, &stay), note("untold", "untold", &untold)];
    View { said, bars, notes: notes.into_iter().flatten().collect() }
}

/// Why it can be told of no rule.
fn untellable(subject: &Subject<'_>) -> String {
    let mut judged = subject.every_rule.iter().filter_map(|under| under.outcome.as_ref().ok());
    let why = judged.find_map(|judged| judged.judgement.stability.as_ref().err().copied());
    subject.words.plain(&format!("missing.{}", why.unwrap_or(Missing::NoOwners).id()))
}

/// Adds a rule to the bar of those under which the same would leave, or makes one.
fn leave(subject: &Subject<'_>, under: &UnderRule, stability: &Stability, bars: &mut Vec<Bar>) {
    /// Tonnes that are written alike.
    const SEEN: f64 = 1e-3;
    let words = subject.words;
    let Some(coalition) = &stability.blocking else { return };
    let name = sharing_words::output_is(subject, under.rule.id);
    let transfer = stability.smallest_transfer();
    let chosen = under.rule.id == subject.rule.id;
    let same = |bar: &&mut Bar| {
        bar.who == coalition.members && (bar.transfer.0 - transfer.0).abs() <= SEEN * transfer.0.max(1.0)
    };
    if let Some(bar) = bars.iter_mut().find(same) {
        bar.names.insert(if chosen { 0 } else { bar.names.len() }, name);
        bar.chosen |= chosen;
        return;
    }
    let list: Vec<String> = coalition.members.iter().map(|one| words.country(*one)).collect();
    let args: [(&str, Arg); 4] = [
        ("rule", name.clone().into()),
        ("list", Arg::Words(list.join(", "), list.len() > 1)),
        ("gain", words.tonnes(coalition.gain).into()),
        ("transfer", words.tonnes(transfer).into()),
    ];
    let own = coalition.members.contains(&subject.viewer);
    bars.push(Bar {
        names: vec![name],
        chosen,
        role: if own { Role::Own } else { Role::Ally },
        who: coalition.members.clone(),
        transfer,
        value: words.say("leave.value", &args),
        tag: Tag { id: under.rule.id.to_owned(), words: words.say("leave.tag", &args) },
    });
}

/// Countries as the subject of a verb.
fn everyone(subject: &Subject<'_>, members: &[Country]) -> Arg {
    let names: Vec<Arg> = members.iter().map(|one| subject.words.the_country(*one)).collect();
    match names.as_slice() {
        [one] => one.clone(),
        many => {
            let text = |name: &Arg| match name {
                Arg::Words(text, _) => text.clone(),
            };
            Arg::Words(many.iter().map(text).collect::<Vec<_>>().join(", "), true)
        }
    }
}

/// A row a rule.
fn table(subject: &Subject<'_>, rules: &[UnderRule]) -> DataTable {
    let words = subject.words;
    let columns = ["rules.rule", "leave.who", "leave.gain", "rules.transfer"].map(|key| words.plain(key));
    let rows: Vec<Vec<String>> = rules
        .iter()
        .map(|under| {
            let rest = match stability(under) {
                None => ["table.gap"; 3].map(|key| words.plain(key)),
                Some(Stability { blocking: None, .. }) => {
                    let none = words.amount(Tonnes::ZERO);
                    [words.plain("rules.nobody"), none.clone(), none]
                }
                Some(held @ Stability { blocking: Some(coalition), .. }) => {
                    let list: Vec<String> = coalition.members.iter().map(|one| words.country(*one)).collect();
                    [list.join(", "), words.amount(coalition.gain), words.amount(held.smallest_transfer())]
                }
            };
            let name = words.plain(&format!("rule.{}.name", under.rule.id));
            std::iter::once(name).chain(rest).collect()
        })
        .collect();
    let trade = format!("{}#trade", behind::all(subject));
    let behind = rows.iter().map(|_| Some(trade.clone())).collect();
    DataTable { columns: columns.to_vec(), rows, behind, all_behind: Some(behind::all(subject)) }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    const LEADING: f64 = 15.0;
    const BAR: f64 = 12.0;
    const GAP: f64 = 14.0;
    let theme = frame.theme;
    let mut sheet = Sheet::begin(frame, &view.said);
    let most = view.bars.iter().map(|bar| bar.transfer.0).fold(0.0, f64::max);
    let width = sheet.width();
    // The words stand behind the bars where that leaves them room, else under them.
    let widest = view.bars.iter().map(|bar| frame.ruler.width(&bar.value, LABEL, false)).fold(0.0, f64::max);
    let beside = widest + 8.0 <= 0.5 * width;
    let room = if beside { width - widest - 8.0 } else { width };
    for bar in &view.bars {
        let heading = wrap(&bar.names.join(" · "), width, LABEL, bar.chosen, frame.ruler).lines;
        let lines = heading.len() as f64 * LEADING;
        let long = (room * bar.transfer.0 / most.max(f64::MIN_POSITIVE)).max(1.0);
        let value = wrap(&bar.value, width, LABEL, false, frame.ruler).lines;
        let height = lines + BAR + 4.0 + if beside { 0.0 } else { value.len() as f64 * LEADING };
        let top = sheet.top;
        let back = Rect { x: MARGIN, y: top, width, height };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &bar.tag));
        let color = if bar.chosen { theme.own } else { theme.ink };
        for (at, words) in heading.iter().enumerate() {
            let baseline = top + 11.0 + at as f64 * LEADING;
            sheet.scene.text(words.as_str(), (MARGIN, baseline), Anchor::Start, LABEL, bar.chosen, color);
        }
        let y = top + lines + 3.0;
        let drawn = Rect { x: MARGIN, y, width: long, height: BAR };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(drawn), Ink::Fill(theme.role(bar.role)), &bar.tag));
        let (x, mut baseline) =
            if beside { (MARGIN + long + 8.0, y + 10.0) } else { (MARGIN, y + BAR + 12.0) };
        for words in &value {
            sheet.scene.text(words.as_str(), (x, baseline), Anchor::Start, LABEL, false, theme.ink);
            baseline += LEADING;
        }
        sheet.top += height + GAP;
    }
    for note in &view.notes {
        let (under, top) = (sheet.scene.marks.len(), sheet.top);
        sheet.paragraph(&note.shown, LABEL, false, theme.soft);
        let back = Rect { x: MARGIN, y: top, width, height: sheet.top - top };
        sheet.scene.marks.insert(under, Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &note.tag));
        sheet.top += 6.0;
    }
    sheet.finish()
}
