//! Rules side by side: what part of its loss each ally gets back under every rule, the chosen one marked. Rules that divide
//! alike share a panel: what differs is what is seen.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Need, Picture, Said, Subject};
use super::rules_title::Divisions;
use super::{rule_panels, sharing_words};
use crate::allocation::{ClaimsError, SINGLE_MARKET};
use crate::scenario::{Figure, Judged, Judgement, ScenarioError, Stability, UnderRule};
use crate::scene::{Role, Tag};
use crate::terms::{Country, Order, Share};

pub(super) const CHART: Chart =
    Chart { id: "rules-side-by-side", family: Family::Sharing, needs: &[Need::EveryRule], draw };

/// Allies that are shown, those that lose most; the table has no more.
const SHOWN: usize = 7;
/// More rules than this with one result are told of first.
const MANY: usize = 4;

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = rule_panels::place(&view, frame);
    view.said.beside(scene)
}

pub(super) struct View {
    pub(super) said: Said,
    /// What tells most: the one market, the chosen rule, and what many rules come to.
    pub(super) leads: Vec<Panel>,
    pub(super) others: Vec<Panel>,
    /// What stands over the others.
    pub(super) others_head: String,
    /// What a filled and an empty part of a bar mean.
    pub(super) keys: [String; 2],
    /// The codes of allies, spelled out.
    pub(super) codes: String,
    /// Allies that are not shown.
    pub(super) note: Option<String>,
}

/// Rules that divide alike, or that cannot be computed for one reason.
pub(super) struct Panel {
    /// The chosen one of its rules, the one market, or the first in the order of the menus.
    pub(super) head: String,
    pub(super) chosen: bool,
    /// Its other rules.
    pub(super) alike: Option<String>,
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
    pub(super) code: String,
    pub(super) role: Role,
    /// The part of its loss that it gets back.
    pub(super) part: f64,
    /// The same in words.
    pub(super) value: String,
    pub(super) tag: Tag,
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let args = sharing_words::arguments(subject);
    let mut losers: Vec<(Country, f64)> = subject
        .one_market
        .allies
        .iter()
        .filter_map(|ally| ally.lost.known().map(|lost| (ally.country, lost.0)))
        .filter(|(_, lost)| *lost > 0.0)
        .collect();
    losers.order_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let everyone = losers.clone();
    let viewer = losers.iter().position(|(country, _)| *country == subject.viewer);
    // The reader's country is shown wherever it stands.
    if let Some(place) = viewer.filter(|place| *place >= SHOWN) {
        losers.swap(place, SHOWN - 1);
    }
    losers.truncate(SHOWN);
    let divisible = subject.project.tonnes.known().is_some() && !losers.is_empty();
    let mut alike: Vec<Divided<'_>> = Vec::new();
    for under in subject.every_rule.iter().filter(|_| divisible) {
        let divided = divided(subject, under, &losers);
        match alike.iter_mut().find(|known| known.looks_like(&divided)) {
            Some(known) => known.rules.push(under),
            None => alike.push(divided),
        }
    }
    let subtitle = words.say("rules.subtitle", &args).trim_end().to_owned();
    let title = match sharing_words::indivisible(subject, &args) {
        Some(why) => why,
        None if losers.is_empty() => words.say(sharing_words::nothing_lost(subject), &args),
        None => Divisions { subject, alike: &alike, everyone: &everyone }.finding(args),
    };
    let mut sentence = title.clone();
    if let Some(divided) = alike.iter().find(|divided| divided.has(subject.rule.id)) {
        let rule = sharing_words::output_is(subject, subject.rule.id);
        sentence = format!("{sentence} {}", list(subject, rule, divided));
    }
    let hidden = everyone.len() - losers.len();
    let sources = &subject.sources;
    let said = Said {
        title,
        subtitle,
        sentence,
        source: super::source_line(words, &[&sources.trade, &sources.project], false),
        table: table(subject, &losers),
    };
    // The one market and the chosen rule say most, then what many rules come to.
    let single = |divided: &Divided<'_>| divided.has(SINGLE_MARKET.id);
    let (mut leads, others): (Vec<Divided<'_>>, Vec<Divided<'_>>) = alike
        .into_iter()
        .partition(|divided| single(divided) || divided.has(subject.rule.id) || divided.rules.len() > MANY);
    leads.sort_by_key(|divided| (!single(divided), !divided.has(subject.rule.id)));
    let panels = |some: Vec<Divided<'_>>| some.into_iter().map(|divided| panel(subject, divided)).collect();
    let code = |(country, _): &(Country, f64)| format!("{}\u{a0}{}", country.code(), words.country(*country));
    View {
        said,
        leads: panels(leads),
        others: panels(others),
        others_head: words.plain("rules.others"),
        keys: ["rules.key_back", "rules.key_missing"].map(|key| words.plain(key)),
        codes: losers.iter().map(code).collect::<Vec<_>>().join(" · "),
        note: (hidden > 0).then(|| words.say("rules.hidden", &[("count", words.counted(hidden))])),
    }
}

/// What rules that divide alike give.
pub(super) struct Divided<'a> {
    pub(super) rules: Vec<&'a UnderRule>,
    /// The part of its loss that each ally gets back.
    parts: Vec<(Country, f64)>,
    reason: Option<String>,
}

impl Divided<'_> {
    pub(super) fn has(&self, rule: &str) -> bool {
        self.rules.iter().any(|under| under.rule.id == rule)
    }

    /// The part of its loss that an ally gets back.
    pub(super) fn part(&self, country: Country) -> Option<f64> {
        self.parts.iter().find(|(of, _)| *of == country).map(|(_, part)| *part)
    }

    /// The rule whose name stands over its panel: the chosen one, the one market, or the first in the order of the menus.
    fn first(&self, subject: &Subject<'_>) -> Option<&UnderRule> {
        let of = |rule: &str| self.rules.iter().find(|under| under.rule.id == rule);
        of(subject.rule.id).or(of(SINGLE_MARKET.id)).or(self.rules.first()).copied()
    }

    pub(super) fn head(&self, subject: &Subject<'_>) -> String {
        self.first(subject).map_or_else(String::new, |under| sharing_words::output_is(subject, under.rule.id))
    }

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

fn panel(subject: &Subject<'_>, divided: Divided<'_>) -> Panel {
    let words = subject.words;
    let rule = divided.head(subject);
    let id = divided.first(subject).map_or("", |under| under.rule.id);
    let others: Vec<String> = divided
        .rules
        .iter()
        .filter(|under| under.rule.id != id)
        .map(|under| sharing_words::output_is(subject, under.rule.id))
        .collect();
    let alike = (!others.is_empty()).then(|| {
        let list = others.join(&words.plain("rules.between"));
        words.say("rules.alike", &[("count", words.counted(others.len())), ("list", list.into())])
    });
    let mut rows = Vec::new();
    for (country, part) in &divided.parts {
        let role = if *country == subject.viewer { Role::Own } else { Role::Ally };
        let name = words.country(*country);
        let value = words.percent(Share(*part));
        let args =
            [("rule", rule.clone().into()), ("name", name.clone().into()), ("value", value.clone().into())];
        let tag = Tag { id: format!("{id}-{}", country.code()), words: words.say("rules.tag", &args) };
        rows.push(Row { name, code: country.code().to_owned(), role, part: *part, value, tag });
    }
    let leaving = divided.rules.iter().find_map(|under| {
        let judged = under.outcome.as_ref().ok()?;
        leavers(subject, judged.judgement.stability.as_ref().ok()?)
    });
    let leave = leaving.map(|list| words.say("rules.leave", &[("list", list.into())]));
    let said = list(subject, rule.clone(), &divided);
    let said = [Some(&said), alike.as_ref(), leave.as_ref()].into_iter().flatten();
    let said = said.map(String::as_str).collect::<Vec<_>>().join(" ");
    let chosen = divided.has(subject.rule.id);
    Panel {
        head: words.say(if chosen { "rules.head_chosen" } else { "rules.head" }, &[("rule", rule.into())]),
        chosen,
        alike,
        rows,
        reason: divided.reason,
        leave,
        tag: Tag { id: id.to_owned(), words: said },
    }
}

/// Who would leave a division; `None` where nobody would.
fn leavers(subject: &Subject<'_>, stability: &Stability) -> Option<String> {
    let members = stability.blocking.as_ref()?.members.iter();
    let who: Vec<String> = members.map(|one| subject.words.country(*one)).collect();
    Some(who.join(", "))
}

/// What each ally gets back under a rule, in a sentence.
fn list(subject: &Subject<'_>, rule: String, divided: &Divided<'_>) -> String {
    let words = subject.words;
    let part = |(country, part): &(Country, f64)| {
        format!("{} {}", words.country(*country), words.percent(Share(*part)))
    };
    let list = divided
        .reason
        .clone()
        .unwrap_or_else(|| divided.parts.iter().map(part).collect::<Vec<_>>().join(", "));
    words.say("rules.panel", &[("rule", rule.into()), ("list", list.into())])
}

/// The part of its loss that an ally gets back.
pub(super) fn part(judged: &Judged, country: Country) -> Option<f64> {
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
