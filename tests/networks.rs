//! Networks of projects and buyers against an oracle: a linear program solver that shares no code with ours.
//!
//! Ten thousand networks are drawn with a fixed seed. Of each the most that can be delivered, the fairest delivery and the
//! least worst dependency, the cheapest delivery are found twice, by our flows and by the oracle.
#![allow(clippy::unwrap_used, clippy::panic)]

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use offtake::allocation::{Network, least_dependency, leximin, min_worst_dependency, transport_within};
use offtake::chance::Pcg64;

const DRAWN: usize = 10_000;
const NEAR: f64 = 1e-6;

/// A network as plain numbers: supplies, demands, and limits of deals, `None` being no limit.
struct Drawn {
    supply: Vec<f64>,
    demand: Vec<f64>,
    limits: Vec<Vec<Option<f64>>>,
    weights: Vec<f64>,
    uses: Vec<f64>,
    costs: Vec<Vec<f64>>,
}

fn drawn(chance: &mut Pcg64) -> Drawn {
    let mut below = |most: u64| chance.next_u64() % most;
    let (projects, buyers) = (1 + below(3) as usize, 1 + below(4) as usize);
    let demand: Vec<f64> = (0..buyers).map(|_| below(60) as f64).collect();
    let limit = |kind: u64, tonnes: u64| match kind {
        0 => Some(0.0),
        1 => Some(tonnes as f64),
        _ => None,
    };
    Drawn {
        supply: (0..projects).map(|_| below(80) as f64).collect(),
        limits: (0..projects).map(|_| (0..buyers).map(|_| limit(below(4), below(40))).collect()).collect(),
        // Coverage of need, or tonnes.
        weights: if below(2) == 0 { demand.clone() } else { vec![1.0; buyers] },
        uses: demand.iter().map(|demand| demand + 1.0 + below(100) as f64).collect(),
        costs: (0..projects).map(|_| (0..buyers).map(|_| below(50) as f64).collect()).collect(),
        demand,
    }
}

impl Drawn {
    fn network(&self) -> Network {
        Network::new(&self.supply, &self.demand, &self.limits).unwrap()
    }

    /// A program over the tonnes of every deal, within supplies, demands and limits; the tonnes add their `gain`, by
    /// project and buyer, to what is made greatest.
    fn program(&self, gain: impl Fn(usize, usize) -> f64) -> (Problem, Vec<Vec<Variable>>) {
        let mut program = Problem::new(OptimizationDirection::Maximize);
        let deals: Vec<Vec<Variable>> = self
            .limits
            .iter()
            .enumerate()
            .map(|(i, row)| {
                let deal = |(j, limit): (usize, &Option<f64>)| {
                    program.add_var(gain(i, j), (0.0, limit.unwrap_or(f64::INFINITY)))
                };
                row.iter().enumerate().map(deal).collect()
            })
            .collect();
        for (row, supply) in deals.iter().zip(&self.supply) {
            let sum: Vec<(Variable, f64)> = row.iter().map(|deal| (*deal, 1.0)).collect();
            program.add_constraint(sum, ComparisonOp::Le, *supply);
        }
        for (j, demand) in self.demand.iter().enumerate() {
            program.add_constraint(received(&deals, j), ComparisonOp::Le, *demand);
        }
        (program, deals)
    }

    /// The most that can be delivered.
    fn most(&self) -> f64 {
        self.program(|_, _| 1.0).0.solve().unwrap().objective()
    }

    /// The fairest delivery, one level after the other.
    fn fairest(&self) -> Vec<f64> {
        let count = self.demand.len();
        let mut settled: Vec<Option<f64>> =
            (0..count).map(|j| (self.demand[j] <= 0.0 || self.weights[j] <= 0.0).then_some(0.0)).collect();
        while settled.contains(&None) {
            let open: Vec<usize> = (0..count).filter(|&j| settled[j].is_none()).collect();
            let (mut program, deals) = self.program(|_, _| 0.0);
            let level = program.add_var(1.0, (0.0, f64::INFINITY));
            self.hold(&mut program, &deals, &settled, 0.0);
            for &j in &open {
                let mut above = received(&deals, j);
                above.push((level, -self.weights[j]));
                program.add_constraint(above, ComparisonOp::Ge, 0.0);
            }
            let reached = program.solve().unwrap().objective();
            // Those who can get no more while nobody falls below the level are settled.
            let mut stuck = Vec::new();
            for &j in &open {
                let (mut program, deals) = self.program(|_, buyer| if buyer == j { 1.0 } else { 0.0 });
                self.hold(&mut program, &deals, &settled, reached);
                if program.solve().unwrap().objective() <= reached * self.weights[j] + NEAR {
                    stuck.push(j);
                }
            }
            assert!(!stuck.is_empty(), "the oracle settles nobody at {reached}");
            for j in stuck {
                settled[j] = Some(reached * self.weights[j]);
            }
        }
        settled.into_iter().flatten().collect()
    }

    /// Settled buyers keep theirs, the others get at least the level; a hair of room for the solver's rounding.
    fn hold(&self, program: &mut Problem, deals: &[Vec<Variable>], settled: &[Option<f64>], level: f64) {
        for (j, settled) in settled.iter().enumerate() {
            let least = settled.unwrap_or(level * self.weights[j]) - 1e-9;
            program.add_constraint(received(deals, j), ComparisonOp::Ge, least);
        }
    }

    /// The least that the highest part of use left unmet can be.
    fn least_worst(&self) -> f64 {
        let count = self.demand.len();
        let (mut program, deals) = self.program(|_, _| 0.0);
        let worst = program.add_var(-1.0, (0.0, f64::INFINITY));
        for j in 0..count {
            let mut met = received(&deals, j);
            met.push((worst, self.uses[j]));
            program.add_constraint(met, ComparisonOp::Ge, self.demand[j]);
        }
        -program.solve().unwrap().objective()
    }
}

impl Drawn {
    /// What the greatest delivery costs at least.
    fn cheapest(&self) -> f64 {
        // More than any detour can save: a tonne delivered always counts for more.
        const TONNE: f64 = 1000.0;
        let all = self.program(|i, j| TONNE - self.costs[i][j]).0.solve().unwrap().objective();
        TONNE * self.most() - all
    }

    /// Whether buyers can get these tonnes.
    fn can(&self, given: &[f64]) -> bool {
        let network = Network::new(&self.supply, given, &self.limits).unwrap();
        network.shortfall() < NEAR
    }

    /// Whether tonnes could go from a buyer to one that stays more dependent.
    fn could_be_evener(&self, given: &[f64]) -> bool {
        let left = |j: usize| (self.demand[j] - given[j]) / self.uses[j];
        let pairs = (0..given.len()).flat_map(|j| (0..given.len()).map(move |k| (j, k)));
        pairs.filter(|(j, k)| left(*j) > left(*k) + 1e-4 && given[*k] > 1e-3).any(|(j, k)| {
            let mut moved = given.to_vec();
            moved[j] += 1e-3;
            moved[k] -= 1e-3;
            self.can(&moved)
        })
    }
}

fn received(deals: &[Vec<Variable>], buyer: usize) -> Vec<(Variable, f64)> {
    deals.iter().map(|row| (row[buyer], 1.0)).collect()
}

#[test]
fn ten_thousand_networks_agree_with_the_oracle() {
    let mut chance = Pcg64::new(20_250_831, 3);
    let mut wrong = Vec::new();
    for number in 0..DRAWN {
        let drawn = drawn(&mut chance);
        let network = drawn.network();
        let given = leximin(&network, &drawn.weights).unwrap();
        let fairest = drawn.fairest();
        let room = NEAR * (1.0 + drawn.demand.iter().sum::<f64>());
        if given.iter().zip(&fairest).any(|(ours, theirs)| (ours - theirs).abs() > room) {
            wrong.push(format!("{number}: fairest {given:?}, oracle {fairest:?}"));
        }
        // No tonne is lost to fairness, unless a weight shuts a buyer out.
        if drawn.weights.iter().zip(&drawn.demand).all(|(weight, demand)| *weight > 0.0 || *demand == 0.0) {
            let (sum, most) = (given.iter().sum::<f64>(), drawn.most());
            if (sum - most).abs() > room {
                wrong.push(format!("{number}: delivered {sum}, oracle {most}"));
            }
        }
        let worst = min_worst_dependency(&network, &drawn.uses).unwrap().highest_after;
        let least = drawn.least_worst();
        let evened = least_dependency(&network, &drawn.uses).unwrap();
        let left =
            (0..evened.len()).map(|j| (drawn.demand[j] - evened[j]) / drawn.uses[j]).fold(0.0, f64::max);
        let (sum, most) = (evened.iter().sum::<f64>(), drawn.most());
        if (left - least).abs() > NEAR || (sum - most).abs() > room || drawn.could_be_evener(&evened) {
            wrong.push(format!("{number}: evened {evened:?} leaves {left}, oracle {least}; {sum} of {most}"));
        }
        let plan = transport_within(&network, &drawn.costs).unwrap();
        let cheapest = drawn.cheapest();
        if (plan.cost - cheapest).abs() > 1e-5 * (1.0 + cheapest) {
            wrong.push(format!("{number}: costs {}, oracle {cheapest}", plan.cost));
        }
        if (worst - least).abs() > NEAR {
            wrong.push(format!("{number}: worst {worst}, oracle {least}"));
        }
    }
    assert!(wrong.is_empty(), "{} mismatches, the first: {}", wrong.len(), wrong[0]);
}
