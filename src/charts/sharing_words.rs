//! What pictures of a shared output say in common: which loss, which project, which rule, and why nothing can be divided.

use super::chart::Subject;
use crate::scenario::{AllyAnswer, Missing, Terms};
use crate::terms::{Country, Reading};
use crate::wording::Arg;

/// What fills the slots of the phrases.
pub(super) type Args = Vec<(&'static str, Arg)>;

/// What output is under a rule: sold to the one market by name, or as the menus say it.
pub(super) fn output_is(subject: &Subject<'_>, rule: &str) -> String {
    let words = subject.words;
    match subject.project.market {
        Some(market) if rule == "single-market" => words.say(
            "rules.single",
            &[("market", words.the_country(market)), ("to_market", words.within_country(market))],
        ),
        _ => words.plain(&format!("rule.{rule}.name")),
    }
}

pub(super) fn arguments(subject: &Subject<'_>) -> Args {
    let words = subject.words;
    let network = subject.network;
    let tonnes = subject.project.tonnes.known().map_or_else(|| words.plain("table.gap"), |t| words.tonnes(t));
    let market = subject.project.market.unwrap_or(Country::UNITED_STATES);
    let count = subject.project.plants.len();
    let said = [
        ("tonnes", Arg::from(tonnes.as_str())),
        ("project", subject.project.name.as_str().into()),
        ("count", words.counted(count)),
        ("by", subject.by.to_string().into()),
    ];
    let dated = subject.project.plants.iter().any(|plant| plant.dated.is_some());
    let named = subject.project.source.is_none() && !subject.project.name.is_empty();
    let key = match (subject.project.tonnes.known(), subject.assumed) {
        (None, _) => None,
        (Some(_), true) if named => Some("gets.assumed_named"),
        (Some(_), true) => Some("gets.assumed"),
        (Some(_), false) if dated => Some("gets.planned"),
        (Some(_), false) if count > 0 => Some("gets.several"),
        (Some(_), false) => Some("gets.project"),
    };
    let project = key.map_or_else(String::new, |key| words.say(key, &said));
    let rule = words.plain(&format!("rule.{}.name", subject.rule.id));
    let how = match subject.terms {
        Terms::Open => rule,
        Terms::ContractsFirst => words.say("gets.how_first", &[("how", rule.into())]),
        Terms::AsTheyStand => words.plain("gets.how_stand"),
    };
    let relief = relief(subject);
    let project = if relief.is_empty() { project } else { format!("{relief} {project}") };
    vec![
        ("mineral", words.mineral(&network.mineral)),
        ("of_mineral", words.of_mineral(&network.mineral)),
        ("supplier", words.the_country(network.restricted)),
        ("of_supplier", words.of_country(network.restricted)),
        ("from_supplier", words.from_country(network.restricted)),
        ("viewer", words.the_country(subject.viewer)),
        ("year", network.year.to_string().into()),
        ("cut", words.percent(subject.cut).into()),
        ("days", days(subject).into()),
        ("project", project.into()),
        ("tonnes", tonnes.into()),
        ("market", words.the_country(market)),
        ("to_market", words.within_country(market)),
        ("how", how.into()),
        ("by", subject.by.to_string().into()),
        ("group", words.plain(&format!("group.{}.name", subject.group)).into()),
        ("form", words.plain(&format!("form.{}", subject.sources.form.as_deref().unwrap_or("none"))).into()),
    ]
}

/// What the reader says of leaks and stocks; nothing where nothing is said.
fn relief(subject: &Subject<'_>) -> String {
    let words = subject.words;
    let relief = subject.relief;
    let args = [("leak", Arg::from(words.percent(relief.leakage))), ("days", days(subject).into())];
    match (relief.leakage.0 > 0.0, relief.stock_days > 0.0) {
        (false, false) => String::new(),
        (true, false) => words.say("gets.leaks", &args),
        (false, true) => words.say("gets.stocks", &args),
        (true, true) => words.say("gets.leaks_and_stocks", &args),
    }
}

/// Days of stocks, which links give as whole numbers.
fn days(subject: &Subject<'_>) -> String {
    subject.words.count(libm::round(subject.relief.stock_days) as usize)
}

/// Why nobody loses anything.
pub(super) fn nothing_lost(subject: &Subject<'_>) -> &'static str {
    let bought = |ally: &AllyAnswer| ally.from_restricted.known().is_some_and(|tonnes| tonnes.0 > 0.0);
    if !subject.answer.allies.iter().any(bought) {
        "gets.nobody_buys"
    } else if subject.cut.0 <= 0.0 {
        "gets.nothing_lost"
    } else if subject.relief.leakage.0 >= 1.0 {
        "gets.all_leaks"
    } else {
        "gets.stocks_last"
    }
}

/// Why nothing of the project can be divided, whatever the rule; as a sentence.
pub(super) fn indivisible(subject: &Subject<'_>, args: &Args) -> Option<String> {
    let words = subject.words;
    let key = match (&subject.network.trade, subject.uncomputed) {
        (Reading::NotApplicable, _) => "gets.no_code",
        (Reading::NotReported, _) => "map.no_year",
        (_, Some(Missing::NotComparable)) => "gets.not_comparable",
        (_, Some(Missing::NotPlanned)) => "gets.not_planned",
        _ if subject.project.tonnes.known().is_none() => "gets.no_project",
        _ => return None,
    };
    Some(words.say(key, args))
}

/// The same, or why the chosen rule cannot.
pub(super) fn uncomputed(subject: &Subject<'_>, args: &Args) -> Option<String> {
    let of_rule = |missing: Missing| subject.words.say(&format!("gets.{}", missing.id()), args);
    indivisible(subject, args).or_else(|| subject.uncomputed.map(of_rule))
}
