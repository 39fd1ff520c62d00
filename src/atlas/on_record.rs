//! What the facts hold of a mineral, in numbers: its supply, its measures, its projects, its trade in time. A gap has no
//! number, and says why.

use serde::Serialize;

use super::choice::Choice;
use super::desk::Atlas;
use super::error::Error;
use super::{allies, viewer};
use crate::ledger::{DataError, HISTORY};
use crate::metrics;
use crate::supply::{self, Basis, SupplyNetwork, TradeUnit};
use crate::terms::{Country, Mineral, Reading, Share, Tonnes, Year};

/// A number, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Figure {
    /// The number; null for a gap.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub value: Option<f64>,
    /// `not-reported` where nobody publishes it, `not-applicable` where it makes no sense; null where there is a number.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "\"not-reported\" | \"not-applicable\" | null"))]
    pub gap: Option<&'static str>,
}

impl From<Reading<f64>> for Figure {
    fn from(reading: Reading<f64>) -> Figure {
        match reading {
            Reading::Known(value) => Figure { value: Some(value), gap: None },
            Reading::NotReported => Figure { value: None, gap: Some("not-reported") },
            Reading::NotApplicable => Figure { value: None, gap: Some("not-applicable") },
        }
    }
}

fn tonnes(reading: Reading<Tonnes>) -> Figure {
    reading.map(|tonnes| tonnes.0).into()
}

/// Who makes how much at one stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct StageFigures {
    /// `mine`, `refinery` or `manufacture`.
    pub stage: &'static str,
    /// The years of a mean where output counts parts of world supply, 1 being all of it; null where it counts tonnes.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub shares_of: Option<String>,
    /// By country that the publisher lists: its code, its output, and whether the figure is marked as an estimate.
    pub output: Vec<(String, Figure, bool)>,
    /// Of the countries that the publisher lumps together.
    pub other: Figure,
    /// The publisher's own world total.
    pub world: Figure,
}

impl StageFigures {
    fn of(network: &SupplyNetwork) -> StageFigures {
        let row = |(country, made): (&Country, &Reading<Tonnes>)| {
            (country.code().to_owned(), tonnes(*made), network.estimated.contains(country))
        };
        StageFigures {
            stage: network.stage.id(),
            shares_of: network.shares_of.clone(),
            output: network.output.iter().map(row).collect(),
            other: tonnes(network.other_output),
            world: tonnes(network.world_output),
        }
    }
}

/// One mineral's supply in one year: [`supply::network`] and [`supply::other_stage`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SupplyFigures {
    /// Who makes it, at the stage that pictures show.
    pub made: StageFigures,
    /// Who makes it a stage earlier or later, where anyone's output at it is on record.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "StageFigures | null"))]
    pub other_stage: Option<StageFigures>,
    /// Code of the seller, code of the buyer, tonnes of gross weight; null where trade is a gap.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "[string, string, number][] | null"))]
    pub trade: Option<Vec<(String, String, f64)>>,
    /// Why trade is a gap; null where it is none.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "\"not-reported\" | \"not-applicable\" | null"))]
    pub no_trade: Option<&'static str>,
    /// Whether a tonne of trade weighs what a tonne of output weighs.
    pub addable: bool,
}

/// One measure of several countries.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MeasureFigures {
    /// Its id, as links have it.
    pub id: &'static str,
    /// Whether more of it is safer.
    pub high_is_safe: bool,
    /// By country: its code, and a number of 0 to 1.
    pub of: Vec<(String, Figure)>,
}

/// An allied project on the public record: [`supply::projects`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RecordedProject {
    /// Its id in links.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands, ISO 3166-1 alpha-3.
    pub host: String,
    /// Tonnes a year at full capacity.
    pub tonnes: Figure,
    /// Whether these tonnes and those of the mineral's trade count the same thing.
    pub comparable: bool,
    /// First year of output; null where none is published.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub start: Option<u16>,
    /// `built`, `contracted`, `conditional` or `letter`.
    pub standing: &'static str,
    /// Who takes its output.
    pub contracts: Vec<RecordedContract>,
}

/// A party that takes part of a project's output.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RecordedContract {
    /// Who.
    pub party: String,
    /// Whose, ISO 3166-1 alpha-3; null where it is no one country's.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub country: Option<String>,
    /// Which part, 0 to 1.
    pub share: Figure,
    /// `published`, `computed` from published tonnes, or `unknown`.
    pub basis: &'static str,
    /// `built`, `contracted`, `conditional` or `letter`.
    pub standing: &'static str,
}

/// A mineral's trade in time: [`supply::history`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct HistoryFigures {
    /// `tonnes`, or `thousand-dollars` where tonnes are published of one year alone.
    pub unit: &'static str,
    /// By year, oldest first: the restricted supplier's exports, the reader's imports, those of them from the supplier, and
    /// whether small flows are in it.
    pub years: Vec<(u16, Figure, Figure, Figure, bool)>,
    /// The trade code of the months; null where there are none.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub code: Option<String>,
    /// By month, as `2023-12`: the restricted supplier's exports under that code, tonnes of gross weight.
    pub months: Vec<(String, Figure)>,
}

impl Atlas {
    fn supply_of(&self, choice: &Choice) -> Result<(Mineral, SupplyNetwork), Error> {
        self.check(choice)?;
        let mineral = Mineral::new(&choice.mineral);
        let network = supply::network(&self.ledger, &mineral, Year(choice.year), Country::CHINA);
        Ok((mineral, network))
    }

    /// Who makes a choice's mineral and who sells it to whom, in its year.
    ///
    /// # Errors
    /// As [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("cobalt");
    /// let choice = atlas.from_link("mineral=cobalt&year=2024").unwrap();
    /// let supply = atlas.supply(&choice).unwrap();
    /// let refined = |code: &str| supply.made.output.iter().find(|(country, ..)| country == code).unwrap().1.value;
    /// assert_eq!(refined("CHN").map(f64::round), Some(196_143.0));
    /// assert_eq!(supply.other_stage.unwrap().stage, "mine");
    /// # }
    /// ```
    pub fn supply(&self, choice: &Choice) -> Result<SupplyFigures, Error> {
        let (mineral, network) = self.supply_of(choice)?;
        let other = supply::other_stage(&self.ledger, &mineral, network.year, network.restricted);
        let flow =
            |flow: &supply::Flow| (flow.from.code().to_owned(), flow.to.code().to_owned(), flow.tonnes.0);
        let (trade, no_trade) = match &network.trade {
            Reading::Known(trade) => (Some(trade.iter().map(flow).collect()), None),
            Reading::NotReported => (None, Figure::from(Reading::NotReported).gap),
            Reading::NotApplicable => (None, Figure::from(Reading::NotApplicable).gap),
        };
        Ok(SupplyFigures {
            made: StageFigures::of(&network),
            other_stage: other.as_ref().map(StageFigures::of),
            trade,
            no_trade,
            addable: network.addable,
        })
    }

    /// Every measure of a choice's mineral in its year: of the reader's country, or their group as one, then of its allies.
    ///
    /// # Errors
    /// As [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// let choice = atlas.from_link("mineral=natural-graphite&country=CAN&year=2024&allies=g7").unwrap();
    /// let measures = atlas.measures(&choice).unwrap();
    /// let share = measures.iter().find(|measure| measure.id == "restricted-share").unwrap();
    /// // 3,427 t of 9,693 t came from China.
    /// assert_eq!(share.of[0].0, "CAN");
    /// assert!((share.of[0].1.value.unwrap() - 0.3535).abs() < 1e-4);
    /// # }
    /// ```
    pub fn measures(&self, choice: &Choice) -> Result<Vec<MeasureFigures>, Error> {
        let (_, network) = self.supply_of(choice)?;
        let (reader, members) = viewer::viewer(&self.ledger, &choice.country)?;
        let allies: Vec<Country> = allies::members(&self.ledger, &choice.allies)
            .into_iter()
            .filter(|ally| *ally != network.restricted && *ally != reader)
            .collect();
        // As a group the reader is another network: what its members sell to each other is no import.
        let as_one = match members.is_empty() {
            true => network.clone(),
            false => network.with_group_as_one(&members, reader).unwrap_or_else(|_| network.clone()),
        };
        let measure = |metric: &metrics::Metric| {
            let own = metric.of_each(&as_one, &[reader]).into_iter().map(|reading| (reader, reading));
            let of_allies = allies.iter().copied().zip(metric.of_each(&network, &allies));
            let figure = |(country, reading): (Country, Reading<Share>)| {
                (country.code().to_owned(), reading.map(|share| share.0).into())
            };
            MeasureFigures {
                id: metric.id,
                high_is_safe: metric.high_is_safe,
                of: own.chain(of_allies).map(figure).collect(),
            }
        };
        Ok(metrics::ALL.iter().map(measure).collect())
    }

    /// Every allied project of a choice's mineral, in the order of the record.
    ///
    /// # Errors
    /// As [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("gallium");
    /// let choice = atlas.from_link("mineral=gallium").unwrap();
    /// let projects = atlas.projects(&choice).unwrap();
    /// let wagerup = projects.iter().find(|project| project.id == "D60").unwrap();
    /// assert_eq!((wagerup.tonnes.value, wagerup.standing), (Some(100.0), "built"));
    /// // That a part is not published is said, and it is not 0.
    /// assert_eq!(wagerup.contracts[0].share.gap, Some("not-reported"));
    /// # }
    /// ```
    pub fn projects(&self, choice: &Choice) -> Result<Vec<RecordedProject>, Error> {
        self.check(choice)?;
        let contract = |contract: supply::Contract| RecordedContract {
            party: contract.party,
            country: contract.country.map(|country| country.code().to_owned()),
            share: contract.share.map(|share| share.0).into(),
            basis: match contract.basis {
                Basis::Published => "published",
                Basis::Computed => "computed",
                Basis::Unknown => "unknown",
            },
            standing: contract.standing.id(),
        };
        let project = |project: supply::AlliedProject| RecordedProject {
            id: project.id,
            name: project.name,
            host: project.host.code().to_owned(),
            tonnes: tonnes(project.tonnes),
            comparable: project.comparable,
            start: project.start.map(|year| year.0),
            standing: project.standing.id(),
            contracts: project.contracts.into_iter().map(contract).collect(),
        };
        Ok(supply::projects(&self.ledger, &Mineral::new(&choice.mineral)).into_iter().map(project).collect())
    }

    /// The trade of a choice's mineral in time, as its reader's country or group sees it.
    ///
    /// # Errors
    /// As [`Atlas::draw`]; [`Error::Data`] where the file of it, such as `gallium-history`, was not added.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// let choice = atlas.from_link("mineral=natural-graphite&country=CAN").unwrap();
    /// let history = atlas.history(&choice).unwrap();
    /// let (_, _, imports, from_china, _) = history.years.iter().find(|row| row.0 == 2024).unwrap();
    /// assert_eq!((imports.value.map(f64::round), from_china.value.map(f64::round)), (Some(9693.0), Some(3427.0)));
    /// assert!(history.months.iter().any(|(month, _)| month == "2023-12"));
    /// # }
    /// ```
    pub fn history(&self, choice: &Choice) -> Result<HistoryFigures, Error> {
        self.check(choice)?;
        let mineral = Mineral::new(&choice.mineral);
        if !self.ledger.held_history.contains(&mineral) {
            return Err(DataError::NotHeld(format!("{}-{HISTORY}", mineral.slug())).into());
        }
        let place = viewer::group(&choice.country).unwrap_or(&choice.country);
        let found = supply::history(&self.ledger, &mineral, place, Country::CHINA);
        let year = |row: &supply::TradeYear| {
            (row.year.0, row.exports.into(), row.imports.into(), row.from_restricted.into(), row.whole)
        };
        let month = |row: &supply::TradeMonth| {
            (format!("{}-{:02}", row.month.year, row.month.month), tonnes(row.tonnes))
        };
        Ok(HistoryFigures {
            unit: match found.unit {
                TradeUnit::Tonnes => "tonnes",
                TradeUnit::ThousandDollars => "thousand-dollars",
            },
            years: found.years.iter().map(year).collect(),
            months: found.months.iter().map(month).collect(),
            code: found.code,
        })
    }
}
