//! One question (mineral, restriction, project, allies, rule), one answer.

mod answer;

pub use answer::{AllyAnswer, Answer, Project, Question, answer};
