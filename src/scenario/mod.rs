//! One question (mineral, restriction, project, allies, rule), one answer.

mod answer;
mod error;

pub use answer::{AllyAnswer, Answer, Project, Question, answer};
pub use error::ScenarioError;
