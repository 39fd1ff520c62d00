//! One question (mineral, restriction, project, allies, rule), one answer; the same under every rule, judged.

mod answer;
mod band;
mod contracts;
mod error;
mod every_rule;
mod example;
mod judgement;
mod missing;
mod pipeline;
mod pool;
mod price_floor;
mod priors;
mod project;
mod relief;
mod rerouted;
mod shared_network;
mod stability;

pub use crate::chance::{
    lognormal, normal, quantile, ramped_output, rank_interval, spread, triangular, uniform,
};
pub use answer::{AllyAnswer, Answer, Question, answer, known};
pub use band::{Band, Bands, JudgedBand, SEED, bands, missing_band};
pub use contracts::{Contracted, Held, Terms, held};
pub use error::ScenarioError;
pub use every_rule::{Judged, UnderRule, every_rule};
pub use example::matawinie;
pub use judgement::{Concentration, Judgement, Money, PublicMoney, judge};
pub use missing::{Figure, Missing};
pub use pipeline::{Need, PIPELINE_YEARS, Pipeline, PipelineGap, PipelineYear, need, pipeline};
pub use pool::Pool;
pub use price_floor::{FloorCost, floor_cost};
pub use project::{Dated, Plant, Project};
pub use relief::Relief;
pub use rerouted::rerouted;
pub use shared_network::{NetworkAnswer, NetworkRule, SharedNetwork};
pub use stability::{Coalition, Stability};
