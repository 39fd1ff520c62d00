//! What allied projects may bring of a mineral year by year, as plain figures.

use crate::terms::Map;

use serde::Serialize;

use super::allies;
use super::choice::Choice;
use super::desk::Atlas;
use super::error::Error;
use super::projects;
use crate::scenario::{self, PIPELINE_YEARS, Pipeline, PipelineGap, SEED};
use crate::supply::{self, AlliedProject};
use crate::terms::{Country, Mineral, Tonnes, Year};

/// The pipeline of a mineral beside what the group buys from the restricted supplier.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PipelineFigures {
    /// Year by year. Lists by standing: built, contracted, conditional, letter.
    pub years: Vec<YearFigures>,
    /// Projects that are counted, then those that are not, with the reason.
    pub projects: Vec<PlannedFigures>,
    /// What the group buys from the restricted supplier, tonnes; null with the reason beside it.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub need: Option<f64>,
    /// Why there is no need.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub need_missing: Option<String>,
    /// Members whose purchases are not on record: the need is a least.
    pub need_unknown: Vec<String>,
    /// How many draws.
    pub draws: usize,
}

/// One year, tonnes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct YearFigures {
    /// Which.
    pub year: u16,
    /// What plans say, by standing.
    pub planned: [f64; 4],
    /// 5th, 50th and 95th percentile by standing.
    pub by_standing: [[f64; 3]; 4],
    /// The same for all together.
    pub all: [f64; 3],
}

/// One project.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PlannedFigures {
    /// Its id in the deals.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `built`, `contracted`, `conditional` or `letter`.
    pub standing: String,
    /// Tonnes a year at full capacity.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub tonnes: Option<f64>,
    /// First year of output.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub start: Option<u16>,
    /// Why it is not counted: `no tonnes`, `no start`, `other tonnes`; empty for one that is.
    pub gaps: Vec<String>,
}

impl Atlas {
    /// What allied projects may bring of a choice's mineral, beside what its allies buy.
    ///
    /// # Errors
    /// As [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("permanent_magnets");
    /// let choice = atlas.from_link("mineral=permanent-magnets&allies=g7").unwrap();
    /// let figures = atlas.pipeline(&choice, 256).unwrap();
    /// let of_2030 = figures.years.iter().find(|row| row.year == 2030).unwrap();
    /// // 10X and Independence, both of MP Materials: 10,000 t, two sevenths of what the G7 bought from China.
    /// assert_eq!(of_2030.planned, [7000.0, 3000.0, 0.0, 0.0]);
    /// assert!(of_2030.all[1] < 10_000.0, "half of the draws bring less: plants come late and start slowly");
    /// assert_eq!(figures.need.unwrap().round(), 34_603.0);
    /// # }
    /// ```
    pub fn pipeline(&self, choice: &Choice, draws: usize) -> Result<PipelineFigures, Error> {
        self.check(choice)?;
        let mineral = Mineral::new(&choice.mineral);
        let network = supply::network(&self.ledger, &mineral, Year(choice.year), Country::CHINA);
        let allies = allies::members(&self.ledger, &choice.allies);
        let need = scenario::need(&network, &allies);
        let projects = projects::planned(&self.ledger, choice);
        Ok(figures(&scenario::pipeline(&projects, need, PIPELINE_YEARS, &Map::new(), SEED, draws)))
    }
}

fn figures(pipeline: &Pipeline) -> PipelineFigures {
    let counted = pipeline.projects.iter().map(|project| planned(project, Vec::new()));
    let others = pipeline.gaps.iter().map(|gap| planned(&gap.project, reasons(gap)));
    let need = pipeline.need.as_ref();
    PipelineFigures {
        years: pipeline
            .years
            .iter()
            .map(|row| YearFigures {
                year: row.year.0,
                planned: row.planned.map(|tonnes| tonnes.0),
                by_standing: row.by_standing.map(band),
                all: band(row.all),
            })
            .collect(),
        projects: counted.chain(others).collect(),
        need: need.ok().map(|need| need.tonnes.0),
        need_missing: need.err().map(ToString::to_string),
        need_unknown: need.map_or_else(
            |_| Vec::new(),
            |need| need.unknown.iter().map(|country| country.code().to_owned()).collect(),
        ),
        draws: pipeline.drawn.1,
    }
}

fn band(tonnes: [Tonnes; 3]) -> [f64; 3] {
    tonnes.map(|tonnes| tonnes.0)
}

fn reasons(gap: &PipelineGap) -> Vec<String> {
    let all = [(gap.no_tonnes, "no tonnes"), (gap.no_start, "no start"), (gap.other_tonnes, "other tonnes")];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason.to_owned()).collect()
}

fn planned(project: &AlliedProject, gaps: Vec<String>) -> PlannedFigures {
    PlannedFigures {
        id: project.id.clone(),
        name: project.name.clone(),
        standing: project.standing.id().to_owned(),
        tonnes: project.tonnes.known().map(|tonnes| tonnes.0),
        start: project.start.map(|year| year.0),
        gaps,
    }
}
