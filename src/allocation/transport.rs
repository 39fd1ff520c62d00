use super::network::{Network, NetworkError, amounts, length};

/// The cheapest delivery plan.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize, tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Transport {
    /// Tonnes by project, then buyer. Other plans may cost the same.
    pub flow: Vec<Vec<f64>>,
    /// Σ tonnes · cost.
    pub cost: f64,
    /// Need that cannot be met.
    pub shortfall: f64,
}

/// Delivers as much as can be delivered, at the least cost.
///
/// - Takes: supply by project and need by buyer, 0 or more; cost a tonne by project and buyer, 0 or more.
/// - Source: successive shortest paths; R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows, 1993, section 9.7.
///
/// # Errors
/// [`NetworkError`] for lists that do not match or amounts that make no sense.
///
/// # Example
/// ```
/// use offtake::allocation::transport;
/// // From: the beer distribution problem of the PuLP documentation, and its optimum.
/// let cost = [vec![2.0, 4.0, 5.0, 2.0, 1.0], vec![3.0, 1.0, 3.0, 2.0, 3.0]];
/// let plan = transport(&[1000.0, 4000.0], &[500.0, 900.0, 1800.0, 200.0, 700.0], &cost).unwrap();
/// assert_eq!(plan.cost, 8600.0);
/// ```
pub fn transport(supply: &[f64], needs: &[f64], cost: &[Vec<f64>]) -> Result<Transport, NetworkError> {
    let anyone = vec![vec![None; needs.len()]; supply.len()];
    transport_within(&Network::new(supply, needs, &anyone)?, cost)
}

/// The same within a network's limits.
///
/// # Errors
/// As [`transport`].
///
/// # Example
/// ```
/// use offtake::allocation::{Network, transport_within};
/// // From: G. B. Dantzig, Linear Programming and Extensions, 1963, 3.3: Seattle and San Diego serve New York, Chicago
/// // and Topeka, at 90 dollars a case and thousand miles.
/// let cost = [[2.5, 1.7, 1.8], [2.5, 1.8, 1.4]].map(|miles| miles.map(|thousands| 90.0 * thousands).to_vec());
/// let network = |limits: &[Vec<Option<f64>>]| Network::new(&[350.0, 600.0], &[325.0, 300.0, 275.0], limits).unwrap();
/// let free = transport_within(&network(&[vec![None; 3], vec![None; 3]]), &cost).unwrap();
/// assert!((free.cost - 153_675.0).abs() < 1e-6); // as published
/// // With the road from Seattle to Chicago closed it costs 2,700 dollars more.
/// let closed = transport_within(&network(&[vec![None, Some(0.0), None], vec![None; 3]]), &cost).unwrap();
/// assert!((closed.cost - 156_375.0).abs() < 1e-6);
/// ```
pub fn transport_within(network: &Network, cost: &[Vec<f64>]) -> Result<Transport, NetworkError> {
    let (supply, needs, limits) = (&network.supply, &network.demand, &network.limits);
    length("rows of costs", cost.len(), supply.len())?;
    for row in cost {
        length("costs of a project", row.len(), needs.len())?;
        amounts("cost", row)?;
    }
    let rounding = 1e-13 * supply.iter().chain(needs).copied().fold(0.0, f64::max);
    let mut stock = supply.clone();
    let mut want = needs.clone();
    let mut flow = vec![vec![0.0; needs.len()]; supply.len()];
    while let Some((target, back)) = cheapest(&stock, &want, (cost, limits), &flow, rounding) {
        let mut path = Vec::new();
        let mut amount = want[target];
        let mut buyer = target;
        // A path visits a project once; the bound only guards against rounding.
        for _ in 0..=supply.len() {
            let Some(project) = back.buyer[buyer] else { break };
            amount = amount.min(limits[project][buyer] - flow[project][buyer]);
            path.push((project, buyer, true));
            match back.project[project] {
                Some(from) => {
                    amount = amount.min(flow[project][from]);
                    path.push((project, from, false));
                    buyer = from;
                }
                None => {
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
    let total = flow.iter().flatten().zip(cost.iter().flatten()).map(|(tonnes, cost)| tonnes * cost).sum();
    Ok(Transport { flow, cost: total, shortfall: want.iter().sum() })
}

struct Back {
    /// The buyer that a project takes back from; `None` where it gives from stock.
    project: Vec<Option<usize>>,
    /// The project that a buyer is reached from.
    buyer: Vec<Option<usize>>,
}

/// The cheapest path to a buyer that still wants something, by Bellman and Ford.
fn cheapest(
    stock: &[f64],
    want: &[f64],
    (cost, limits): (&[Vec<f64>], &[Vec<f64>]),
    flow: &[Vec<f64>],
    rounding: f64,
) -> Option<(usize, Back)> {
    let (projects, buyers) = (stock.len(), want.len());
    let mut of_project: Vec<f64> =
        stock.iter().map(|left| if *left > rounding { 0.0 } else { f64::INFINITY }).collect();
    let mut of_buyer = vec![f64::INFINITY; buyers];
    let mut back = Back { project: vec![None; projects], buyer: vec![None; buyers] };
    let largest = cost.iter().flatten().copied().fold(0.0, f64::max);
    // A gain this small is rounding and could send the search in circles.
    let less = |new: f64, old: f64| new < old - 1e-12 * largest;
    for _ in 0..projects + buyers {
        let mut changed = false;
        for i in 0..projects {
            for j in 0..buyers {
                if of_project[i].is_finite()
                    && limits[i][j] - flow[i][j] > rounding
                    && less(of_project[i] + cost[i][j], of_buyer[j])
                {
                    of_buyer[j] = of_project[i] + cost[i][j];
                    back.buyer[j] = Some(i);
                    changed = true;
                }
                if flow[i][j] > rounding
                    && of_buyer[j].is_finite()
                    && less(of_buyer[j] - cost[i][j], of_project[i])
                {
                    of_project[i] = of_buyer[j] - cost[i][j];
                    back.project[i] = Some(j);
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    let reached = (0..buyers).filter(|&j| want[j] > rounding && of_buyer[j].is_finite());
    reached.min_by(|&a, &b| of_buyer[a].total_cmp(&of_buyer[b])).map(|target| (target, back))
}

#[cfg(test)]
mod tests {
    use super::transport;

    #[test]
    fn need_beyond_supply_is_named_as_shortfall() {
        let plan = transport(&[10.0], &[8.0, 5.0], &[vec![2.0, 1.0]]).unwrap();
        assert_eq!((plan.shortfall, plan.cost), (3.0, 15.0));
    }

    #[test]
    fn free_delivery_ends() {
        let plan = transport(&[10.0, 5.0], &[8.0, 5.0], &[vec![0.0, 0.0], vec![0.0, 0.0]]).unwrap();
        assert_eq!((plan.shortfall, plan.cost), (0.0, 0.0));
    }
}
