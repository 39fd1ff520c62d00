use super::band::PARTS;
use super::error::ScenarioError;
use super::priors::used;
use crate::allocation::{Network, least_dependency, leximin, transport_within};
use crate::chance::{quantiles, uniform};
use crate::disruption::Aim;

/// Projects and buyers by name, who may buy how much of what, and what is bound already. Tonnes a year.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedNetwork {
    /// Name and output of each project.
    pub projects: Vec<(String, f64)>,
    /// Name, need and use of each buyer. Use matters to the rule by dependency alone.
    pub buyers: Vec<(String, f64, f64)>,
    /// By project, then buyer: the most that it may buy, contracts included; `None` without a limit, 0 where it may not.
    pub limits: Vec<Vec<Option<f64>>>,
    /// By project, then buyer: tonnes under contract, which are fixed first.
    pub contracts: Vec<Vec<f64>>,
    /// By project, then buyer: cost of a tonne's delivery; `None` where nobody knows.
    pub costs: Option<Vec<Vec<f64>>>,
}

/// A rule that divides the output of several projects at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkRule {
    /// The coverage of need is made level.
    LevelCoverage,
    /// Tonnes are made level.
    LevelTonnes,
    /// As much as possible is delivered, by shortest paths first.
    MaximumDelivered,
    /// As much as possible is delivered, at the least cost.
    MinimumCost,
    /// The highest remaining dependency is lowered, then the next.
    LeastWorstDependency,
}

impl NetworkRule {
    /// Every rule.
    pub const ALL: [NetworkRule; 5] = [
        NetworkRule::LevelCoverage,
        NetworkRule::LevelTonnes,
        NetworkRule::MaximumDelivered,
        NetworkRule::MinimumCost,
        NetworkRule::LeastWorstDependency,
    ];

    /// Its id.
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::NetworkRule;
    /// assert_eq!(NetworkRule::LevelCoverage.id(), "level-coverage");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            NetworkRule::LevelCoverage => "level-coverage",
            NetworkRule::LevelTonnes => "level-tonnes",
            NetworkRule::MaximumDelivered => "maximum-delivered",
            NetworkRule::MinimumCost => "minimum-cost",
            NetworkRule::LeastWorstDependency => "least-worst-dependency",
        }
    }
}

/// Who gets what.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkAnswer {
    /// By buyer: contracts and what the rule adds.
    pub received: Vec<f64>,
    /// By project, then buyer. Where costs are known the cheapest way to give everyone its tonnes; else
    /// one way of several.
    pub flow: Vec<Vec<f64>>,
    /// Σ tonnes · cost; `None` where costs are not known.
    pub cost: Option<f64>,
    /// By project: tonnes that nobody gets.
    pub unallocated: Vec<f64>,
}

impl SharedNetwork {
    /// Divides under a rule: contracts first, then the rest.
    ///
    /// # Errors
    /// [`ScenarioError`] naming the project and the buyer: no project, a project that nobody may buy from, a limit below a
    /// contract, contracts beyond the project, amounts below 0 or undefined, costs that are missing.
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::{NetworkRule, SharedNetwork};
    /// // From: the public record (D20): Matawinie, 30,000 t of it Canada's; CEPII BACI, HS 2504, what China sold Canada,
    /// // Japan and the United States in 2024, and what they imported in all.
    /// let network = SharedNetwork {
    ///     projects: vec![("Matawinie".to_owned(), 103_000.0)],
    ///     buyers: vec![
    ///         ("CAN".to_owned(), 3427.0, 9693.5), ("JPN".to_owned(), 41_139.7, 46_207.0),
    ///         ("USA".to_owned(), 33_214.4, 71_585.7),
    ///     ],
    ///     limits: vec![vec![None; 3]],
    ///     contracts: vec![vec![30_000.0, 0.0, 0.0]],
    ///     costs: None,
    /// };
    /// // What Canada has under contract leaves 73,000 t for 74,354.1 t.
    /// let answer = network.divided(NetworkRule::LevelCoverage).unwrap();
    /// assert_eq!(answer.received[0], 30_000.0);
    /// assert!((answer.received[1] - 73_000.0 * 41_139.7 / 74_354.1).abs() < 1e-6);
    /// ```
    pub fn divided(&self, rule: NetworkRule) -> Result<NetworkAnswer, ScenarioError> {
        self.checked(rule)?;
        let given = self.given(rule)?;
        // What each gets is settled: the cheapest way to bring it, or any where nobody knows what is cheap.
        let settled = Network::new(&self.left(), &given, &self.room())?;
        let more = match &self.costs {
            Some(costs) => transport_within(&settled, costs)?.flow,
            None => settled.delivery(),
        };
        let flow: Vec<Vec<f64>> = more
            .iter()
            .zip(&self.contracts)
            .map(|(row, bound)| row.iter().zip(bound).map(|(more, bound)| bound + more).collect())
            .collect();
        let total = |costs: &Vec<Vec<f64>>| -> f64 {
            flow.iter().flatten().zip(costs.iter().flatten()).map(|(tonnes, cost)| tonnes * cost).sum()
        };
        Ok(NetworkAnswer {
            received: self.with_contracts(&given),
            cost: self.costs.as_ref().map(total),
            unallocated: (self.projects.iter().zip(&flow))
                .map(|((_, output), row)| (output - row.iter().sum::<f64>()).max(0.0))
                .collect(),
            flow,
        })
    }

    /// What the rule adds to the contracts, by buyer.
    fn given(&self, rule: NetworkRule) -> Result<Vec<f64>, ScenarioError> {
        let needs = self.missing();
        let free = Network::new(&self.left(), &needs, &self.room())?;
        Ok(match rule {
            NetworkRule::LevelCoverage => leximin(&free, &needs)?,
            NetworkRule::LevelTonnes => leximin(&free, &vec![1.0; needs.len()])?,
            NetworkRule::LeastWorstDependency => {
                let uses: Vec<f64> = self.buyers.iter().map(|(_, _, use_)| *use_).collect();
                least_dependency(&free, &uses)?
            }
            NetworkRule::MaximumDelivered => received(&free.delivery(), needs.len()),
            NetworkRule::MinimumCost => {
                let costs = self.costs.as_deref().unwrap_or_default();
                received(&transport_within(&free, costs)?.flow, needs.len())
            }
        })
    }

    fn with_contracts(&self, given: &[f64]) -> Vec<f64> {
        received(&self.contracts, given.len()).iter().zip(given).map(|(bound, more)| bound + more).collect()
    }

    /// Divides many times, with leaks and with plants that may not run as designed: what each buyer gets, 5th, 50th and 95th
    /// percentile. Contracts shrink with their project's output.
    ///
    /// # Errors
    /// As [`SharedNetwork::divided`].
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::{NetworkRule, SharedNetwork};
    /// // From: the public record (D20): Matawinie, 30,000 t of it Canada's; CEPII BACI, HS 2504, what China sold both in
    /// // 2024, and what their largest suppliers did in all.
    /// let network = SharedNetwork {
    ///     projects: vec![("Matawinie".to_owned(), 103_000.0)],
    ///     buyers: vec![("CAN".to_owned(), 3427.0, 9598.3), ("USA".to_owned(), 33_214.4, 39_995.4)],
    ///     limits: vec![vec![None, None]],
    ///     contracts: vec![vec![30_000.0, 0.0]],
    ///     costs: None,
    /// };
    /// let [canada, states] = network.bands(NetworkRule::LevelCoverage, 2025, 512).unwrap()[..] else { panic!() };
    /// // A contract is kept though less is lost, and shrinks with the mine's output.
    /// assert!(15_000.0 <= canada[0] && canada[2] <= 30_000.0);
    /// assert!(0.7 * 33_214.4 <= states[0] && states[2] <= 33_214.4);
    /// ```
    pub fn bands(&self, rule: NetworkRule, seed: u64, draws: usize) -> Result<Vec<[f64; 3]>, ScenarioError> {
        self.checked(rule)?;
        let (least, most) = Aim::General.leakage();
        let mut samples: Vec<Vec<f64>> = vec![Vec::with_capacity(draws); self.buyers.len()];
        let mut drawn = self.clone();
        for draw in 0..draws as u64 {
            let leakage = least.0 + (most.0 - least.0) * uniform(seed, draw, 0);
            for (now, (_, need, _)) in drawn.buyers.iter_mut().zip(&self.buyers) {
                now.1 = need * (1.0 - leakage);
            }
            for (place, (_, output)) in self.projects.iter().enumerate() {
                let first = 1 + 2 * place as u64;
                let part = used(uniform(seed, draw, first), uniform(seed, draw, first + 1));
                drawn.projects[place].1 = output * part;
                for (now, bound) in drawn.contracts[place].iter_mut().zip(&self.contracts[place]) {
                    *now = bound * part;
                }
            }
            let given = drawn.given(rule)?;
            for (sample, tonnes) in samples.iter_mut().zip(drawn.with_contracts(&given)) {
                sample.push(tonnes);
            }
        }
        Ok(samples.iter().map(|sample| quantiles(sample, PARTS).unwrap_or_default()).collect())
    }

    /// What projects have left after their contracts.
    fn left(&self) -> Vec<f64> {
        let bound = self.contracts.iter().map(|row| row.iter().sum::<f64>());
        self.projects.iter().zip(bound).map(|((_, output), bound)| (output - bound).max(0.0)).collect()
    }

    /// What each buyer may still buy of each project.
    fn room(&self) -> Vec<Vec<Option<f64>>> {
        let of = |(limits, bound): (&Vec<Option<f64>>, &Vec<f64>)| -> Vec<Option<f64>> {
            limits.iter().zip(bound).map(|(limit, bound)| limit.map(|most| (most - bound).max(0.0))).collect()
        };
        self.limits.iter().zip(&self.contracts).map(of).collect()
    }

    /// What each buyer still needs.
    fn missing(&self) -> Vec<f64> {
        let had = received(&self.contracts, self.buyers.len());
        self.buyers.iter().zip(had).map(|((_, need, _), had)| (need - had).max(0.0)).collect()
    }

    fn checked(&self, rule: NetworkRule) -> Result<(), ScenarioError> {
        let sound = |amount: f64| amount.is_finite() && amount >= 0.0;
        if self.projects.is_empty() {
            return Err(ScenarioError::NoProjects);
        }
        for (list, found) in [
            ("rows of limits", self.limits.len()),
            ("rows of contracts", self.contracts.len()),
            ("rows of costs", self.costs.as_ref().map_or(self.projects.len(), Vec::len)),
        ] {
            self.fits(list, found, self.projects.len())?;
        }
        for (name, need, use_) in &self.buyers {
            if let Some(amount) = [*need, *use_].into_iter().find(|amount| !sound(*amount)) {
                return Err(ScenarioError::BadAmount { name: name.clone(), amount });
            }
        }
        for (place, (project, output)) in self.projects.iter().enumerate() {
            let (limits, bound) = (&self.limits[place], &self.contracts[place]);
            self.fits("limits of a project", limits.len(), self.buyers.len())?;
            self.fits("contracts of a project", bound.len(), self.buyers.len())?;
            if !sound(*output) {
                return Err(ScenarioError::BadAmount { name: project.clone(), amount: *output });
            }
            for ((name, _, _), (limit, bound)) in self.buyers.iter().zip(limits.iter().zip(bound)) {
                if let Some(amount) = limit.iter().chain([bound]).copied().find(|amount| !sound(*amount)) {
                    return Err(ScenarioError::BadAmount { name: format!("{project} to {name}"), amount });
                }
                if let Some(most) = limit.filter(|most| most + 1e-9 * output < *bound) {
                    let (project, ally) = (project.clone(), name.clone());
                    return Err(ScenarioError::CapBelowContract {
                        project,
                        ally,
                        cap: most,
                        contract: *bound,
                    });
                }
            }
            if limits.iter().all(|limit| limit.is_some_and(|most| most <= 0.0)) {
                return Err(ScenarioError::NoBuyer(project.clone()));
            }
            let sum: f64 = bound.iter().sum();
            if sum > output * (1.0 + 1e-9) {
                let most = (0..bound.len()).max_by(|a, b| bound[*a].total_cmp(&bound[*b]));
                let party =
                    most.and_then(|j| self.buyers.get(j)).map_or(String::new(), |buyer| buyer.0.clone());
                return Err(ScenarioError::Overcommitted {
                    project: project.clone(),
                    sum: sum / output,
                    party,
                });
            }
        }
        match &self.costs {
            None if rule == NetworkRule::MinimumCost => {
                Err(ScenarioError::NoCosts(self.projects[0].0.clone()))
            }
            _ => Ok(()),
        }
    }

    fn fits(&self, what: &'static str, found: usize, expected: usize) -> Result<(), ScenarioError> {
        if found == expected {
            return Ok(());
        }
        Err(crate::allocation::NetworkError::Length { what, found, expected }.into())
    }
}

/// Sums by buyer.
fn received(flow: &[Vec<f64>], buyers: usize) -> Vec<f64> {
    (0..buyers).map(|j| flow.iter().filter_map(|row| row.get(j)).sum()).collect()
}
