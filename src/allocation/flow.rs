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
/// - Takes: supply by project, limits by project and buyer (finite), caps by buyer; 0 or more.
/// - Source: J. Edmonds, R. M. Karp, Journal of the ACM 19 (1972) 248-264.
pub(super) fn saturate(supply: &[f64], limits: &[Vec<f64>], caps: &[f64]) -> Cut {
    let (projects, buyers) = (supply.len(), caps.len());
    // A residue below this is rounding. Relative, so that a network in kilogrammes gives the answer of one in tonnes.
    let rounding = 1e-13 * supply.iter().chain(caps).copied().fold(0.0, f64::max);
    let mut stock = supply.to_vec();
    let mut want = caps.to_vec();
    let mut flow = vec![vec![0.0; buyers]; projects];
    // Whatever fits goes first, so that only the rest has to be searched for.
    for (project, row) in flow.iter_mut().enumerate() {
        for (buyer, tonnes) in row.iter_mut().enumerate() {
            let fits = stock[project].min(want[buyer]).min(limits[project][buyer]);
            *tonnes = fits;
            stock[project] -= fits;
            want[buyer] -= fits;
        }
    }
    loop {
        let (search, target) = search(&stock, &want, limits, &flow, rounding);
        let Some(target) = target else {
            return close(supply, limits, caps, flow, &search);
        };
        // Back along the path: buyer, project, buyer … up to a project with stock.
        let mut amount = want[target];
        let mut path = Vec::new();
        let mut buyer = target;
        while let Some(project) = search.buyer[buyer] {
            amount = amount.min(limits[project][buyer] - flow[project][buyer]);
            path.push((project, buyer, true));
            match search.project[project] {
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
    let buyers = want.len();
    let mut found = Search { project: vec![None; stock.len()], buyer: vec![None; buyers] };
    let mut open: VecDeque<usize> = (0..stock.len()).filter(|&i| stock[i] > rounding).collect();
    for &project in &open {
        found.project[project] = Some(None);
    }
    while let Some(project) = open.pop_front() {
        for buyer in 0..buyers {
            if found.buyer[buyer].is_some() || limits[project][buyer] - flow[project][buyer] <= rounding {
                continue;
            }
            found.buyer[buyer] = Some(project);
            if want[buyer] > rounding {
                return (found, Some(buyer));
            }
            for (other, given) in flow.iter().enumerate() {
                if found.project[other].is_none() && given[buyer] > rounding {
                    found.project[other] = Some(Some(buyer));
                    open.push_back(other);
                }
            }
        }
    }
    (found, None)
}

fn close(supply: &[f64], limits: &[Vec<f64>], caps: &[f64], flow: Vec<Vec<f64>>, search: &Search) -> Cut {
    let open: Vec<bool> = search.buyer.iter().map(Option::is_some).collect();
    let mut capacity_of_closed = 0.0;
    for (project, supply) in supply.iter().enumerate() {
        if search.project[project].is_none() {
            capacity_of_closed += supply;
        } else {
            capacity_of_closed +=
                (0..caps.len()).filter(|&j| !open[j]).map(|j| limits[project][j]).sum::<f64>();
        }
    }
    Cut { delivered: flow.iter().flatten().sum(), open, capacity_of_closed, flow }
}
