use super::answer::{Answer, Question, answer};
use super::error::ScenarioError;
use super::judgement::{Judgement, Money, judge};
use super::missing::Missing;
use crate::allocation::{ALL, Rule};

/// What one rule makes of a question.
#[derive(Clone, Debug)]
pub struct UnderRule {
    /// Which rule.
    pub rule: &'static Rule,
    /// Its answer, judged; or why it cannot be computed for this project and these allies.
    pub outcome: Result<Judged, ScenarioError>,
}

/// An answer and what is to be said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Who gets what.
    pub answer: Answer,
    /// How even, how stable, at whose expense.
    pub judgement: Judgement,
}

/// Answers a question under every rule, in the order of the menus, and judges each division against the single market's.
///
/// - Takes: a question, whose own rule does not matter, and what money is known of.
/// - Gives: an entry a rule. A rule that cannot be computed, say by ownership where no part is published, has its reason.
/// - Cost: random arrival counts all orders; the others take microseconds.
///
/// # Example
/// ```
/// # use offtake::allocation::ALL;
/// # use offtake::scenario::{Question, Relief, Terms};
/// use offtake::scenario::{matawinie, Money, every_rule};
/// use offtake::supply::canadas_graphite;
/// use offtake::terms::{Country, Map, Share, Tonnes};
/// let (graphite, demand, project) = (canadas_graphite(), Map::new(), matawinie());
/// let canada = Country::parse("CAN").unwrap();
/// let question = Question {
///     network: &graphite,
///     demand: &demand,
///     allies: &[canada, Country::UNITED_STATES],
///     cut: Share(1.0),
///     project: &project,
///     rule: ALL.iter().find(|rule| rule.id == "proportional").unwrap(),
///     terms: Terms::Open,
///     relief: Relief::default(),
/// };
/// let all = every_rule(&question, &Money::default());
/// assert_eq!(all.len(), ALL.len());
/// // Whose part of the mine is whose is not published: a rule by ownership says so.
/// let by_owner = all.iter().find(|one| one.rule.id == "proportional-to-capital").unwrap();
/// assert!(by_owner.outcome.is_err());
/// ```
pub fn every_rule(question: &Question<'_>, money: &Money<'_>) -> Vec<UnderRule> {
    let under = |rule: &'static Rule| answer(&Question { rule, ..*question });
    let single = ALL.iter().find(|rule| rule.id == "single-market");
    let alone = single.and_then(|rule| under(rule).ok());
    let judged = |rule: &'static Rule| -> Result<Judged, ScenarioError> {
        let question = Question { rule, ..*question };
        let answer = answer(&question)?;
        let judgement = judge(&question, &answer, alone.as_ref().ok_or(Missing::MarketUnknown), money)?;
        Ok(Judged { answer, judgement })
    };
    ALL.iter().map(|rule| UnderRule { rule, outcome: judged(rule) }).collect()
}
