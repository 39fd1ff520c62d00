use crate::terms::Map;

use super::band::SEED;
use super::contracts::{Held, held};
use super::error::ScenarioError;
use super::priors::{Priors, used};
use crate::chance::{ramped_output, uniform};
use crate::supply::Contract;
use crate::terms::{Country, Reading, Share, Tonnes, Year};

/// A project whose output is divided, or several as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Its id in the deals, or what the reader calls it: `own`, `all`.
    pub id: String,
    /// Its name, empty for the reader's own.
    pub name: String,
    /// Where it stands: nowhere yet for the reader's own, a gap where several stand in several countries.
    pub host: Reading<Country>,
    /// Tonnes a year; a gap where none are published.
    pub tonnes: Reading<Tonnes>,
    /// Who buys everything under a single-market deal.
    pub market: Option<Country>,
    /// Whose part of it is known, by country.
    pub owners: Map<Country, Share>,
    /// Who takes its output under contract; for several projects each [`Plant`] has its own.
    pub contracts: Vec<Contract>,
    /// The projects behind several as one; empty for one.
    pub plants: Vec<Plant>,
    /// Where its tonnes were read.
    pub source: Option<String>,
}

/// One of several projects that are divided together.
#[derive(Clone, Debug, PartialEq)]
pub struct Plant {
    /// Its id in the deals.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub host: Country,
    /// Tonnes a year: what it is planned to make or, in a draw, what it makes.
    pub tonnes: Tonnes,
    /// Whose part of it is known, by country.
    pub owners: Map<Country, Share>,
    /// Who takes its output under contract.
    pub contracts: Vec<Contract>,
    /// The year that is asked about, where it is one: it may come late, and climbs.
    pub dated: Option<Dated>,
}

/// A year of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The year that is asked about.
    pub at: Year,
    /// The first year of output, as planned.
    pub start: Year,
    /// In which year the plan was read.
    pub read: Option<Year>,
}

impl Dated {
    /// Years from when the plan was read to its first year.
    fn building(self) -> f64 {
        self.read.map_or(0.0, |read| (f64::from(self.start.0) - f64::from(read.0)).max(0.0))
    }
}

impl Plant {
    /// What it makes in one of many worlds.
    fn drawn(&self, place: usize, draw: u64) -> Tonnes {
        let full = self.tonnes.0;
        match self.dated {
            Some(dated) => {
                let Priors { delay, climb, used, .. } = Priors::drawn(SEED, draw, &self.id, dated.building());
                let (start, at) = (f64::from(dated.start.0), f64::from(dated.at.0));
                Tonnes(ramped_output(full, used, start, delay, climb, at))
            }
            None => Tonnes(full * part_used(place, draw)),
        }
    }
}

/// The part of its capacity that the plant at a place uses in one of many worlds.
fn part_used(place: usize, draw: u64) -> f64 {
    // Variable 0 is the leakage; each plant has two of its own.
    let first = 1 + 2 * place as u64;
    used(uniform(SEED, draw, first), uniform(SEED, draw, first + 1))
}

/// What plants make together. Whose part of it is known is put into `owners`, in which others than the plants' own keep
/// nothing.
fn together(plants: &[Plant], owners: &mut Map<Country, Share>) -> Tonnes {
    let tonnes: Tonnes = plants.iter().map(|plant| plant.tonnes).sum();
    for part in owners.values_mut() {
        *part = Share(0.0);
    }
    for plant in plants {
        // In a world in which nothing runs yet, parts are those of equal plants.
        let weight = if tonnes.0 > 0.0 { plant.tonnes.0 / tonnes.0 } else { 1.0 / plants.len() as f64 };
        for (country, part) in &plant.owners {
            let sum = owners.entry(*country).or_insert(Share(0.0));
            *sum = Share((sum.0 + part.0 * weight).min(1.0));
        }
    }
    tonnes
}

impl Project {
    /// Several projects as one.
    ///
    /// - Takes: what to call it, who buys everything under a single-market deal, and plants whose tonnes are known.
    /// - Gives: tonnes as their sum; a country's part as the mean of its parts, weighed by tonnes; a gap for tonnes without
    ///   plants.
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::{Plant, Project};
    /// use offtake::terms::{Country, Map, Reading, Share, Tonnes};
    /// let [australia, canada, japan] = ["AUS", "CAN", "JPN"].map(|code| Country::parse(code).unwrap());
    /// let plant = |id: &str, host, tonnes, owners| Plant {
    ///     id: id.to_owned(), name: id.to_owned(), host, tonnes: Tonnes(tonnes), owners, contracts: vec![], dated: None,
    /// };
    /// // From: the public record (D60, D41): gallium from Wagerup, half of it Japan's, and from Saguenay.
    /// let wagerup = plant("D60", australia, 100.0, Map::from_iter([(japan, Share(0.5))]));
    /// let saguenay = plant("D41", canada, 4.0, Map::new());
    /// let both = Project::of_plants("all", String::new(), None, vec![wagerup, saguenay]);
    /// assert_eq!(both.tonnes, Reading::Known(Tonnes(104.0)));
    /// assert!((both.owners[&japan].0 - 50.0 / 104.0).abs() < 1e-12);
    /// ```
    pub fn of_plants(id: &str, name: String, market: Option<Country>, plants: Vec<Plant>) -> Project {
        let mut owners = Map::new();
        let tonnes = together(&plants, &mut owners);
        let first = plants.first().map(|plant| plant.host);
        let host = match first {
            Some(first) if plants.iter().all(|plant| plant.host == first) => Reading::Known(first),
            _ => Reading::NotReported,
        };
        Project {
            id: id.to_owned(),
            name,
            host,
            tonnes: if plants.is_empty() { Reading::NotReported } else { Reading::Known(tonnes) },
            market,
            owners,
            contracts: Vec::new(),
            plants,
            source: None,
        }
    }

    /// What to call it in a message: its name, or its id.
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::{Project, matawinie};
    /// assert_eq!(matawinie().label(), "Nouveau Monde Graphite, Matawinie phase 2");
    /// assert_eq!(Project { name: String::new(), ..matawinie() }.label(), "D20");
    /// ```
    pub fn label(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }

    /// Each project in it with its name, what it makes of an output of all, and its contracts.
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::matawinie;
    /// use offtake::terms::Tonnes;
    /// let mine = matawinie();
    /// // In a year in which it makes half of its capacity.
    /// let [(name, made, contracts)] = mine.parts(Tonnes(51_500.0))[..] else { panic!() };
    /// assert_eq!((name, made, contracts.len()), (mine.label(), Tonnes(51_500.0), 3));
    /// ```
    pub fn parts(&self, output: Tonnes) -> Vec<(&str, Tonnes, &[Contract])> {
        if self.plants.is_empty() {
            return vec![(self.label(), output, self.contracts.as_slice())];
        }
        let of = |plant: &'_ Plant| plant.tonnes;
        let all: Tonnes = self.plants.iter().map(of).sum();
        let scale = if all.0 > 0.0 { output.0 / all.0 } else { 0.0 };
        self.plants
            .iter()
            .map(|plant| (plant.name.as_str(), Tonnes(plant.tonnes.0 * scale), plant.contracts.as_slice()))
            .collect()
    }

    /// Who holds which part of the output of all together, as contracts stand.
    ///
    /// # Errors
    /// As [`held`].
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::matawinie;
    /// let held = matawinie().held().unwrap();
    /// assert!((held.published.0 + held.computed.0 + held.unknown.0 - 1.0).abs() < 1e-12);
    /// assert!((held.computed.0 - 30_000.0 / 103_000.0).abs() < 1e-12);
    /// ```
    pub fn held(&self) -> Result<Held, ScenarioError> {
        let (mut published, mut computed) = (0.0, 0.0);
        // A project without tonnes is parted all the same.
        let output = self.tonnes.known().filter(|tonnes| tonnes.0 > 0.0).unwrap_or(Tonnes(1.0));
        for (name, tonnes, contracts) in self.parts(output) {
            let of = held(name, contracts)?;
            let weight = tonnes.0 / output.0;
            published += of.published.0 * weight;
            computed += of.computed.0 * weight;
        }
        let unknown = Share((1.0 - published - computed).max(0.0));
        Ok(Held { published: Share(published), computed: Share(computed), unknown })
    }

    /// Makes of a copy of the project what it is in one of many worlds: late, slow or badly, each plant by itself. A copy for
    /// all worlds, since names and contracts are the same in each.
    pub(super) fn draw(&self, draw: u64, copy: &mut Project) {
        if self.plants.is_empty() {
            copy.tonnes = self.tonnes.map(|full| Tonnes(full.0 * part_used(0, draw)));
            return;
        }
        for (place, (plant, now)) in self.plants.iter().zip(&mut copy.plants).enumerate() {
            now.tonnes = plant.drawn(place, draw);
        }
        copy.tonnes = Reading::Known(together(&copy.plants, &mut copy.owners));
    }

    /// Checks that its parts make one project at most.
    pub(super) fn checked(&self) -> Result<(), ScenarioError> {
        let sum: f64 = self.owners.values().map(|part| part.0).sum();
        let largest = self.owners.iter().max_by(|a, b| a.1.0.total_cmp(&b.1.0));
        match largest {
            Some((largest, _)) if sum.is_nan() || sum > 1.0 + 1e-9 => {
                Err(ScenarioError::Overowned { project: self.label().to_owned(), sum, largest: *largest })
            }
            _ => Ok(()),
        }
    }
}
