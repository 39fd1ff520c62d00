use std::collections::VecDeque;

/// A greatest delivery and what holds it back.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cut {
    /// All that is delivered.
    pub delivered: f64,
    /// By buyer: whether more could still reach it, if it took more.
    pub open: Vec<bool>,
    /// What can reach the buyers that are not open, whatever they take.
    pub capacity_of_closed: f64,
    /// A delivery that reaches it, by project, then buyer. Others may.
    pub flow: Vec<Vec<f64>>,
}

/// The greatest flow from projects to buyers, by shortest paths first (Edmonds and Karp; at most nodes · edges searches).
///
/// - Takes: supply by project, limits by project and buyer (finite), caps by buyer; 0 or more; and a delivery within supply
///   and limits to begin with, as large as supply by caps: of the same network under other caps, or nothing. What is cut off
///   does not depend on it. A way with room for `slack` or less is cut off: whoever takes a delivery for complete that misses
///   so much must not take what is missing for room.
/// - Source: J. Edmonds, R. M. Karp, Journal of the ACM 19 (1972) 248-264.
pub(super) fn saturate(
    supply: &[f64],
    limits: &[Vec<f64>],
    caps: &[f64],
    slack: f64,
    mut flow: Vec<Vec<f64>>,
) -> Cut {
    // A residue below this is rounding. Relative, so that a network in kilogrammes gives the answer of one in tonnes.
    let rounding = 1e-13 * supply.iter().chain(caps).copied().fold(0.0, f64::max);
    let mut stock = supply.to_vec();
    let mut want = caps.to_vec();
    // What is delivered already stays as far as the caps allow, and whatever fits goes next, so that only the rest has to be
    // searched for.
    for (row, stock) in flow.iter_mut().zip(&mut stock) {
        for (tonnes, want) in row.iter_mut().zip(&mut want) {
            *tonnes = less(*tonnes, *want);
            *stock -= *tonnes;
            *want -= *tonnes;
        }
        *stock = stock.max(0.0);
    }
    for ((row, stock), limits) in flow.iter_mut().zip(&mut stock).zip(limits) {
        for ((tonnes, want), limit) in row.iter_mut().zip(&mut want).zip(limits) {
            let fits = less(less(*stock, *want), limit - *tonnes);
            if fits > 0.0 {
                *tonnes += fits;
                *stock -= fits;
                *want -= fits;
            }
        }
    }
    loop {
        let (found, target) = search(&stock, &want, limits, &flow, rounding);
        let Some(target) = target else {
            let none = found.project.iter().all(Option::is_none);
            let found =
                if none { found } else { search(&stock, &want, limits, &flow, slack.max(rounding)).0 };
            return close(supply, limits, flow, &found);
        };
        // Back along the path: buyer, project, buyer … up to a project with stock.
        let mut amount = want[target];
        let mut path = Vec::new();
        let mut buyer = target;
        while let Some(project) = found.buyer[buyer] {
            amount = amount.min(limits[project][buyer] - flow[project][buyer]);
            path.push((project, buyer, true));
            match found.project[project] {
                Some(Some(from)) => {
                    amount = amount.min(flow[project][from]);
                    path.push((project, from, false));
                    buyer = from;
                }
                _ => {
                    amount = amount.min(stock[project]);
                    stock[project] -= amount;
                    break;
                }
            }
        }
        for (project, buyer, forward) in path {
            flow[project][buyer] += if forward { amount } else { -amount };
        }
        want[target] -= amount;
    }
}

/// The smaller of two numbers that are numbers: `f64::min` also answers for what is none, by a call each time.
pub(super) fn less(one: f64, other: f64) -> f64 {
    if one < other { one } else { other }
}

struct Search {
    /// How a project was reached: not at all, from its own stock, or by taking back from a buyer.
    project: Vec<Option<Option<usize>>>,
    /// From which project a buyer was reached.
    buyer: Vec<Option<usize>>,
}

/// What can be reached, as far as to the first buyer that still wants something; all of it where there is none.
fn search(
    stock: &[f64],
    want: &[f64],
    limits: &[Vec<f64>],
    flow: &[Vec<f64>],
    rounding: f64,
) -> (Search, Option<usize>) {
    let mut found = Search { project: vec![None; stock.len()], buyer: vec![None; want.len()] };
    let mut open: VecDeque<usize> = (0..stock.len()).filter(|&i| stock[i] > rounding).collect();
    for &project in &open {
        found.project[project] = Some(None);
    }
    while let Some(project) = open.pop_front() {
        let room = limits[project].iter().zip(&flow[project]).map(|(limit, tonnes)| limit - tonnes);
        for (buyer, ((reached, room), want)) in found.buyer.iter_mut().zip(room).zip(want).enumerate() {
            if reached.is_some() || room <= rounding {
                continue;
            }
            *reached = Some(project);
            if *want > rounding {
                return (found, Some(buyer));
            }
            for (other, (reached, given)) in found.project.iter_mut().zip(flow).enumerate() {
                if reached.is_none() && given.as_slice()[buyer] > rounding {
                    *reached = Some(Some(buyer));
                    open.push_back(other);
                }
            }
        }
    }
    (found, None)
}

fn close(supply: &[f64], limits: &[Vec<f64>], flow: Vec<Vec<f64>>, search: &Search) -> Cut {
    let open: Vec<bool> = search.buyer.iter().map(Option::is_some).collect();
    let mut capacity_of_closed = 0.0;
    for (project, supply) in supply.iter().enumerate() {
        if search.project[project].is_none() {
            capacity_of_closed += supply;
        } else {
            let closed = limits[project].iter().zip(&open).filter(|(_, open)| !**open);
            capacity_of_closed += closed.map(|(limit, _)| limit).sum::<f64>();
        }
    }
    Cut { delivered: flow.iter().flatten().sum(), open, capacity_of_closed, flow }
}
