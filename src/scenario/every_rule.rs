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
/// See `tests/sharing.rs`, which asks every mineral under control.
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
