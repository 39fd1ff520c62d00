//! One question (mineral, restriction, project, allies, rule), one answer.

mod answer;
mod band;
mod error;

pub use answer::{AllyAnswer, Answer, Project, Question, answer};
pub use band::{Band, SEED, bands};
pub use error::ScenarioError;
