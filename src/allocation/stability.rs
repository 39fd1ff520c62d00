use super::network::{Network, NetworkError, amounts, length};

/// Buyers that would do better with their own parts of the projects.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocking {
    /// Its members, in order.
    pub members: Vec<usize>,
    /// Tonnes that every member could gain at least.
    pub gain: f64,
}

/// Every further buyer doubles the coalitions.
const MOST_BUYERS: usize = 12;

/// The coalition that would gain most by leaving and using its own parts of the projects; `None` if nobody would.
///
/// A coalition can use a project up to what its members own of it. It blocks if it can give every member more than it gets,
/// without payments between them.
///
/// - Takes: the network; owners' shares by project and buyer, 0 to 1, adding up to at most 1 a project; what each buyer gets.
///   At most 12 buyers.
/// - Source: our test, on G. Owen, Mathematical Programming 9 (1975) 358-370.
///
/// # Errors
/// [`NetworkError`] for lists that do not match, shares of more than a whole project, or too many buyers.
///
/// # Example
/// ```
/// use offtake::allocation::{Network, blocking_coalition};
/// let network = Network::new(&[100.0], &[80.0, 60.0, 40.0], &[vec![None; 3]]).unwrap();
/// // One buyer paid for all of it, but the output is shared by need: it would rather keep its own.
/// let blocking = blocking_coalition(&network, &[vec![1.0, 0.0, 0.0]], &[400.0 / 9.0, 300.0 / 9.0, 200.0 / 9.0]);
/// assert_eq!(blocking.unwrap().unwrap().members, [0]);
/// ```
pub fn blocking_coalition(
    network: &Network,
    owners: &[Vec<f64>],
    given: &[f64],
) -> Result<Option<Blocking>, NetworkError> {
    let buyers = network.demand.len();
    length("amounts given", given.len(), buyers)?;
    amounts("amount given", given)?;
    length("rows of owners", owners.len(), network.supply.len())?;
    for (project, row) in owners.iter().enumerate() {
        length("owners of a project", row.len(), buyers)?;
        amounts("owner's share", row)?;
        let sum: f64 = row.iter().sum();
        if sum > 1.0 + 1e-9 {
            return Err(NetworkError::Overowned { project, sum });
        }
    }
    if buyers > MOST_BUYERS {
        return Err(NetworkError::TooMany { buyers, most: MOST_BUYERS });
    }
    // A gain below a millionth of the largest amount is not worth leaving for.
    let threshold = 1e-6 * network.demand.iter().copied().fold(0.0, f64::max);
    let mut best: Option<Blocking> = None;
    for coalition in 1_usize..1 << buyers {
        let members: Vec<usize> = (0..buyers).filter(|j| coalition >> j & 1 == 1).collect();
        let gain = gain_of(network, owners, given, &members);
        if gain > best.as_ref().map_or(threshold, |found| found.gain) {
            best = Some(Blocking { members, gain });
        }
    }
    Ok(best)
}

/// The most that every member can gain at once. The amount is lowered from cut to cut until it can be delivered.
fn gain_of(network: &Network, owners: &[Vec<f64>], given: &[f64], members: &[usize]) -> f64 {
    let own = Network {
        supply: (network.supply.iter().zip(owners))
            .map(|(supply, row)| supply * members.iter().map(|&j| row[j]).sum::<f64>())
            .collect(),
        demand: network.demand.clone(),
        limits: network.limits.clone(),
    };
    let mut gain = members.iter().map(|&j| network.demand[j] - given[j]).fold(f64::INFINITY, f64::min);
    for _ in 0..=2 * members.len() {
        if gain <= 0.0 {
            return 0.0;
        }
        let mut caps = vec![0.0; given.len()];
        for &j in members {
            caps[j] = given[j] + gain;
        }
        let cut = own.saturate(&caps);
        let closed: Vec<usize> = members.iter().copied().filter(|&j| !cut.open[j]).collect();
        if cut.delivered >= caps.iter().sum::<f64>() - own.rounding() || closed.is_empty() {
            return gain;
        }
        let had: f64 = closed.iter().map(|&j| given[j]).sum();
        let lower = (cut.capacity_of_closed - had) / closed.len() as f64;
        if lower >= gain {
            return gain;
        }
        gain = lower;
    }
    gain.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::{Network, blocking_coalition};

    #[test]
    fn shared_ownership_makes_equal_sharing_stable() {
        let network = Network::new(&[90.0], &[60.0; 3], &[vec![None; 3]]).unwrap();
        let owners = [vec![1.0 / 3.0; 3]];
        assert_eq!(blocking_coalition(&network, &owners, &[30.0; 3]).unwrap(), None);
    }
}
