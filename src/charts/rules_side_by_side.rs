//! Rules side by side: what part of its loss each ally gets back under every rule, the chosen one marked. Rules that divide
//! alike share a panel: what differs is what is seen.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Need, Picture, Said, Subject};
use super::{rule_panels, sharing_words};
use crate::allocation::ClaimsError;
use crate::scenario::{Figure, Judged, Judgement, ScenarioError, Stability, UnderRule};
use crate::scene::{Role, Tag};
use crate::terms::{Country, Order, Share};

pub(super) const CHART: Chart =
    Chart { id: "rules-side-by-side", family: Family::Sharing, needs: &[Need::EveryRule], draw };

/// Allies that are shown, those that lose most; the table has no more.
const SHOWN: usize = 7;

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = rule_panels::place(&view, frame);
    view.said.beside(scene)
}

pub(super) struct View {
    pub(super) said: Said,
    pub(super) panels: Vec<Panel>,
    /// Ends of every panel's scale.
    pub(super) ends: [String; 2],
    /// Allies that are not shown.
    pub(super) note: Option<String>,
}

/// Rules that divide alike, or that cannot be computed for one reason.
pub(super) struct Panel {
    /// In the order of the menus.
    pub(super) names: Vec<String>,
    /// The name of one rule, or how many there are.
    pub(super) short: String,
    /// Which of them is the chosen one.
    pub(super) chosen: Option<usize>,
    pub(super) rows: Vec<Row>,
    /// Why it has no rows.
    pub(super) reason: Option<String>,
    /// Who would have more alone, with their own part of the project, than in this division.
    pub(super) leave: Option<String>,
    pub(super) tag: Tag,
}

/// One ally under one rule.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) role: Role,
    /// The part of its loss that it gets back.
    pub(super) part: f64,
    /// The same in words.
    pub(super) value: String,
    pub(super) tag: Tag,
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let mut args = sharing_words::arguments(subject);
    let mut losers: Vec<(Country, f64)> = subject
        .one_market
        .allies
        .iter()
        .filter_map(|ally| ally.lost.known().map(|lost| (ally.country, lost.0)))
        .filter(|(_, lost)| *lost > 0.0)
        .collect();
    losers.order_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let all = losers.len();
    let viewer = losers.iter().position(|(country, _)| *country == subject.viewer);
    // The reader's country is shown wherever it stands.
    if let Some(place) = viewer.filter(|place| *place >= SHOWN) {
        losers.swap(place, SHOWN - 1);
    }
    losers.truncate(SHOWN);
    let panels: Vec<Panel> = if subject.project.tonnes.known().is_some() && !losers.is_empty() {
        let mut alike: Vec<Divided<'_>> = Vec::new();
        for under in subject.every_rule {
            let divided = divided(subject, under, &losers);
            match alike.iter_mut().find(|known| known.looks_like(&divided)) {
                Some(known) => known.rules.push(under),
                None => alike.push(divided),
            }
        }
        alike.into_iter().map(|divided| panel(subject, divided)).collect()
    } else {
        Vec::new()
    };
    let title = match sharing_words::indivisible(subject, &args) {
        Some(why) => why,
        None if losers.is_empty() => words.say(sharing_words::nothing_lost(subject), &args),
        None => finding(subject, &panels, losers.first().map(|first| first.0), &mut args),
    };
    let mut sentence = title.clone();
    if let Some(panel) = panels.iter().find(|panel| panel.chosen.is_some()) {
        let name = panel.chosen.and_then(|chosen| panel.names.get(chosen)).cloned().unwrap_or_default();
        sentence = format!("{sentence} {}", list(subject, name, &panel.rows, panel.reason.as_deref()));
    }
    let hidden = all - losers.len();
    let sources = &subject.sources;
    let said = Said {
        title,
        subtitle: words.say("rules.subtitle", &args).trim_end().to_owned(),
        sentence,
        source: super::source_line(words, &[&sources.trade, &sources.project], false),
        table: table(subject, &losers),
    };
    View {
        said,
        panels,
        ends: [0.0, 1.0].map(|part| words.percent(Share(part))),
        note: (hidden > 0).then(|| words.say("rules.hidden", &[("count", words.counted(hidden))])),
    }
}

/// Under which rule the reader's country, or the ally that loses most, fares best and worst.
fn finding(
    subject: &Subject<'_>,
    panels: &[Panel],
    largest: Option<Country>,
    args: &mut sharing_words::Args,
) -> String {
    let words = subject.words;
    let code = |country: Country| move |row: &&Row| row.tag.id.ends_with(country.code());
    let shown =
        |country: Country| panels.iter().any(|panel| panel.rows.iter().any(|row| code(country)(&row)));
    let Some(told) = Some(subject.viewer).filter(|viewer| shown(*viewer)).or(largest) else {
        return words.say("gets.nobody_buys", args);
    };
    let mut parts: Vec<(f64, &str)> = Vec::new();
    for panel in panels {
        if let Some(row) = panel.rows.iter().find(code(told)) {
            parts.push((row.part, panel.names.first().map_or("", String::as_str)));
        }
    }
    // The first of equals, in the order of the menus.
    let best = parts.iter().copied().reduce(|best, one| if one.0 > best.0 { one } else { best });
    let worst = parts.iter().copied().reduce(|worst, one| if one.0 < worst.0 { one } else { worst });
    let (Some(best), Some(worst)) = (best, worst) else {
        return words.say("gets.no_project", args);
    };
    // As many rules as give what is written like the best.
    let as_best = |row: &Row| words.percent(Share(row.part)) == words.percent(Share(best.0));
    let told_by = |panel: &&Panel| panel.rows.iter().any(|row| code(told)(&row));
    let some = panels
        .iter()
        .filter(told_by)
        .filter(|panel| panel.rows.iter().any(|row| code(told)(&row) && as_best(row)));
    let names =
        |panels: &mut dyn Iterator<Item = &Panel>| panels.map(|panel| panel.names.len()).sum::<usize>();
    args.push(("some", words.counted(names(&mut some.into_iter()))));
    args.push(("count", words.counted(names(&mut panels.iter().filter(told_by)))));
    args.push(("who", words.the_country(told)));
    args.push(("high", words.percent(Share(best.0)).into()));
    args.push(("low", words.percent(Share(worst.0)).into()));
    args.push(("worst", worst.1.into()));
    words.say(if best.0 - worst.0 < 1e-9 { "rules.same" } else { "rules.title" }, args)
}

/// What rules that divide alike give.
struct Divided<'a> {
    rules: Vec<&'a UnderRule>,
    /// The part of its loss that each ally gets back.
    parts: Vec<(Country, f64)>,
    reason: Option<String>,
}

impl Divided<'_> {
    /// Whether a picture of the two would be the same.
    fn looks_like(&self, other: &Divided<'_>) -> bool {
        const SEEN: f64 = 1e-3;
        let mut pairs = self.parts.iter().zip(&other.parts);
        self.reason == other.reason
            && self.parts.len() == other.parts.len()
            && pairs.all(|(one, two)| one.0 == two.0 && (one.1 - two.1).abs() < SEEN)
    }
}

fn divided<'a>(subject: &Subject<'_>, under: &'a UnderRule, losers: &[(Country, f64)]) -> Divided<'a> {
    let judged = under.outcome.as_ref().ok();
    let part = |country: Country| judged.and_then(|judged| part(judged, country));
    Divided {
        rules: vec![under],
        parts: losers.iter().filter_map(|(country, _)| Some((*country, part(*country)?))).collect(),
        reason: under.outcome.as_ref().err().map(|error| reason(subject, error)),
    }
}

fn panel(subject: &Subject<'_>, Divided { rules, parts, reason }: Divided<'_>) -> Panel {
    let words = subject.words;
    let names: Vec<String> =
        rules.iter().map(|under| sharing_words::output_is(subject, under.rule.id)).collect();
    let id = rules.first().map_or("", |under| under.rule.id);
    let short = match names.as_slice() {
        [name] => name.clone(),
        many => words.say("rules.alike", &[("count", words.counted(many.len()))]),
    };
    let mut rows = Vec::new();
    for (country, part) in parts {
        let role = if country == subject.viewer { Role::Own } else { Role::Ally };
        let named = words.country(country);
        let value = words.percent(Share(part));
        let said = words.say(
            "rules.tag",
            &[
                ("rule", short.clone().into()),
                ("name", named.clone().into()),
                ("value", value.clone().into()),
            ],
        );
        rows.push(Row {
            name: named,
            role,
            part,
            value,
            tag: Tag { id: format!("{id}-{}", country.code()), words: said },
        });
    }
    let leaving = rules.iter().find_map(|under| {
        let judged = under.outcome.as_ref().ok()?;
        leavers(subject, judged.judgement.stability.as_ref().ok()?)
    });
    let leave = leaving.map(|list| words.say("rules.leave", &[("list", list.into())]));
    let said = list(subject, names.join(&words.plain("control.or")), &rows, reason.as_deref());
    let said = leave.as_ref().map_or_else(|| said.clone(), |leave| format!("{said} {leave}"));
    let chosen = rules.iter().position(|under| under.rule.id == subject.rule.id);
    Panel { names, short, chosen, rows, reason, leave, tag: Tag { id: id.to_owned(), words: said } }
}

/// Who would leave a division; `None` where nobody would.
fn leavers(subject: &Subject<'_>, stability: &Stability) -> Option<String> {
    let members = stability.blocking.as_ref()?.members.iter();
    let who: Vec<String> = members.map(|one| subject.words.country(*one)).collect();
    Some(who.join(", "))
}

/// What each ally gets back under a rule, in a sentence.
fn list(subject: &Subject<'_>, rule: String, rows: &[Row], reason: Option<&str>) -> String {
    let words = subject.words;
    let parts: Vec<String> =
        rows.iter().map(|row| format!("{} {}", row.name, words.percent(Share(row.part)))).collect();
    let list = reason.map_or_else(|| parts.join(", "), str::to_owned);
    words.say("rules.panel", &[("rule", rule.into()), ("list", list.into())])
}

/// The part of its loss that an ally gets back.
fn part(judged: &Judged, country: Country) -> Option<f64> {
    let ally = judged.answer.allies.iter().find(|ally| ally.country == country)?;
    let (lost, received) = (ally.lost.known()?, ally.received.known()?);
    let part = received.0 / lost.0;
    // Where only rounding is missing, all is back: 99.9% beside 100% would read as a difference between rules.
    (lost.0 > 0.0).then(|| if part > 1.0 - 1e-9 { 1.0 } else { part.max(0.0) })
}

fn reason(subject: &Subject<'_>, error: &ScenarioError) -> String {
    let key = match error {
        ScenarioError::Claims(ClaimsError::NoOwners) => "rules.no_owners",
        ScenarioError::Claims(ClaimsError::NoCost(_)) => "rules.no_costs",
        ScenarioError::Claims(ClaimsError::NoUse(_)) => "rules.no_use",
        _ => "rules.not_computed",
    };
    subject.words.plain(key)
}

/// What is said of every division, in the order of the columns.
const JUDGED: [&str; 10] =
    ["least", "mean", "covered", "gini", "jain", "envy", "premium", "stable", "transfer", "rises"];

/// A division judged, a cell for each of [`JUDGED`]; a figure that cannot be told says why.
fn judged_cells(subject: &Subject<'_>, judgement: &Judgement) -> Vec<String> {
    let words = subject.words;
    fn told<T>(subject: &Subject<'_>, figure: Figure<T>, say: impl Fn(T) -> String) -> String {
        figure.map_or_else(|why| subject.words.plain(&format!("missing.{}", why.id())), say)
    }
    let part = |figure| told(subject, figure, |share| words.percent(share));
    let index = |figure| told(subject, figure, |value| words.index(value));
    let stability = judgement.stability.as_ref().map_err(|why| *why);
    let rising = judgement.concentration.iter().filter(|(_, index)| index.rises());
    let rising: Vec<String> = rising.map(|(country, _)| words.country(*country)).collect();
    vec![
        part(judgement.least_coverage),
        part(judgement.mean_coverage),
        part(judgement.covered),
        index(judgement.gini),
        index(judgement.jain),
        words.count(judgement.envy.len()),
        told(subject, judgement.premium, |tonnes| words.amount(tonnes)),
        told(subject, stability, |stability| match leavers(subject, stability) {
            None => words.plain("rules.stays"),
            Some(list) => words.say("rules.leaves", &[("list", list.into())]),
        }),
        told(subject, stability, |stability| words.amount(stability.smallest_transfer())),
        if rising.is_empty() { words.plain("rules.nobody") } else { rising.join(", ") },
    ]
}

/// A row a rule: each ally's part, the division judged, each ally's tonnes.
fn table(subject: &Subject<'_>, losers: &[(Country, f64)]) -> DataTable {
    let words = subject.words;
    let gap = || words.plain("table.gap");
    let mut columns = vec![words.plain("rules.rule")];
    columns.extend(losers.iter().map(|(country, _)| words.country(*country)));
    columns.extend(JUDGED.map(|key| words.plain(&format!("rules.{key}"))));
    columns.extend(
        losers
            .iter()
            .map(|(country, _)| words.say("rules.tonnes", &[("name", words.country(*country).into())])),
    );
    let rows: Vec<Vec<String>> = subject
        .every_rule
        .iter()
        .filter(|_| !losers.is_empty())
        .map(|under| {
            let mut row = vec![words.plain(&format!("rule.{}.name", under.rule.id))];
            let judged = under.outcome.as_ref().ok();
            row.extend(losers.iter().map(|(country, _)| {
                let part = judged.and_then(|judged| part(judged, *country));
                part.map_or_else(gap, |part| words.percent(Share(part)))
            }));
            row.extend(judged.map_or_else(
                || JUDGED.iter().map(|_| gap()).collect(),
                |judged| judged_cells(subject, &judged.judgement),
            ));
            row.extend(losers.iter().map(|(country, _)| {
                let ally = judged
                    .and_then(|judged| judged.answer.allies.iter().find(|ally| ally.country == *country));
                ally.and_then(|ally| ally.received.known()).map_or_else(gap, |tonnes| words.amount(tonnes))
            }));
            row
        })
        .collect();
    let trade = format!("{}#trade", behind::all(subject));
    let behind = rows.iter().map(|_| Some(trade.clone())).collect();
    DataTable { columns, rows, behind, all_behind: Some(behind::all(subject)) }
}
