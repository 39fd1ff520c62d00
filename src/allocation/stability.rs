use super::network::{Network, NetworkError, amounts, length};

/// Buyers that would do better with their own parts of the projects.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize, tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Blocking {
    /// Its members, in order.
    pub members: Vec<usize>,
    /// Tonnes that every member could gain at least.
    pub gain: f64,
}

/// Every further owner doubles the coalitions.
const MOST_OWNERS: usize = 12;

/// The coalition that would gain most by leaving and using its own parts of the projects; `None` if nobody would.
///
/// A coalition can use a project up to what its members own of it. It blocks if it can give every member more than it gets,
/// without payments between them. Who owns nothing brings nothing to a coalition but its own need: a coalition that blocks
/// with it gains as much without it, so that only coalitions of owners are tried.
///
/// - Takes: the network; owners' shares by project and buyer, 0 to 1, adding up to at most 1 a project; what each buyer gets.
///   At most 12 owners.
/// - Source: our test, on G. Owen, Mathematical Programming 9 (1975) 358-370.
///
/// # Errors
/// [`NetworkError`] for lists that do not match, shares of more than a whole project, or too many owners.
///
/// # Example
/// ```
/// use offtake::allocation::{Network, blocking_coalition};
/// // From: the public record (D63): half of the 590 t of Caremag, France, goes to Japan, the rest counts as France's here;
/// // CEPII BACI, HS 284690, rare earths of all kinds that China sold them in 2024.
/// let network = Network::new(&[590.0], &[6014.8, 125.5], &[vec![None; 2]]).unwrap();
/// // Shared by need Japan has 578 t, France 12 t: France would rather keep its own part.
/// let by_need = [590.0 * 6014.8 / 6140.3, 590.0 * 125.5 / 6140.3];
/// let blocking = blocking_coalition(&network, &[vec![0.5, 0.5]], &by_need);
/// assert_eq!(blocking.unwrap().unwrap().members, [1]);
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
    let able: Vec<usize> = (0..buyers).filter(|&j| owners.iter().any(|row| row[j] > 0.0)).collect();
    if able.len() > MOST_OWNERS {
        return Err(NetworkError::TooMany { owners: able.len(), most: MOST_OWNERS });
    }
    // A gain below a millionth of the largest amount is not worth leaving for.
    let threshold = 1e-6 * network.demand.iter().copied().fold(0.0, f64::max);
    let mut best: Option<Blocking> = None;
    for coalition in 1_usize..1 << able.len() {
        let of = able.iter().enumerate().filter(|(place, _)| coalition >> place & 1 == 1);
        let members: Vec<usize> = of.map(|(_, buyer)| *buyer).collect();
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

/// Tonnes that each buyer must be given more, or can give up, so that no coalition would rather keep its own part of one
/// pool: the fewest that will do.
///
/// In one pool a set of owners can do better together only if its members lack something and have less than their parts. So
/// each owner must have its part or all that it needs, whichever is less; that is also enough. Who has more gives up the
/// excess in proportion to it.
///
/// - Takes: tonnes in the pool; need, part (0 to 1, together at most 1) and what it gets, by buyer.
/// - Gives: by buyer, tonnes above 0 to receive, below 0 to give; they add up to what is drawn from tonnes that nobody has,
///   which is 0 where everything is given out. All 0: nobody would leave.
/// - Source: ours; the least that makes [`blocking_coalition`] find nobody, which a test holds.
///
/// # Example
/// ```
/// use offtake::allocation::smallest_transfer;
/// // From: the public record (D63): half of the 590 t of Caremag, France, goes to Japan, the rest counts as France's here;
/// // CEPII BACI, HS 284690, rare earths of all kinds that China sold them in 2024.
/// let by_need = [590.0 * 6014.8 / 6140.3, 590.0 * 125.5 / 6140.3];
/// // France needs 125.5 t, less than its part, and has 12 t.
/// let moved = smallest_transfer(590.0, &[6014.8, 125.5], &[0.5, 0.5], &by_need);
/// assert!((moved[1] - 113.44).abs() < 5e-3 && (moved[0] + moved[1]).abs() < 1e-9);
/// ```
pub fn smallest_transfer(pool: f64, needs: &[f64], parts: &[f64], given: &[f64]) -> Vec<f64> {
    let owed: Vec<f64> = needs.iter().zip(parts).map(|(need, part)| need.min(part * pool)).collect();
    let lacking: Vec<f64> = owed.iter().zip(given).map(|(owed, given)| (owed - given).max(0.0)).collect();
    let excess: Vec<f64> = owed.iter().zip(given).map(|(owed, given)| (given - owed).max(0.0)).collect();
    let free = (pool - given.iter().sum::<f64>()).max(0.0);
    let (missing, spare) = (lacking.iter().sum::<f64>(), excess.iter().sum::<f64>());
    // What nobody has goes first; it takes nothing from anyone.
    let from_others = (missing - free).max(0.0);
    let part = if spare > 0.0 { (from_others / spare).min(1.0) } else { 0.0 };
    lacking.iter().zip(excess).map(|(lacking, excess)| lacking - part * excess).collect()
}

#[cfg(test)]
mod tests {
    use super::{Network, blocking_coalition, smallest_transfer};
    use crate::chance::Pcg64;

    #[test]
    fn after_the_smallest_transfer_nobody_would_leave_and_with_less_somebody_would() {
        let mut chance = Pcg64::new(5, 5);
        let (mut moved_often, mut stable_often) = (0, 0);
        for _ in 0..400 {
            let mut below = |most: u64| (chance.next_u64() % most) as f64;
            let needs: Vec<f64> = (0..5).map(|_| below(60)).collect();
            let pool = 1.0 + below(150);
            let paid: Vec<f64> = (0..5).map(|_| below(4)).collect();
            let whole = paid.iter().sum::<f64>().max(1.0);
            let parts: Vec<f64> = paid.iter().map(|paid| paid / whole).collect();
            let all: f64 = needs.iter().sum();
            let given: Vec<f64> =
                needs.iter().map(|need| if all > 0.0 { need * (pool / all).min(1.0) } else { 0.0 }).collect();
            let network = Network::new(&[pool], &needs, &[vec![None; 5]]).unwrap();
            let owners = [parts.clone()];
            let blocked = |given: &[f64]| blocking_coalition(&network, &owners, given).unwrap().is_some();
            let moved = smallest_transfer(pool, &needs, &parts, &given);
            let after = |by: f64| -> Vec<f64> {
                given.iter().zip(&moved).map(|(given, moved)| (given + by * moved).max(0.0)).collect()
            };
            let most = moved.iter().copied().fold(0.0, f64::max);
            assert!(!blocked(&after(1.0)), "{pool} {needs:?} {parts:?} {given:?} {moved:?}");
            assert_eq!(most > 1e-3, blocked(&given), "{pool} {needs:?} {parts:?} {given:?} {moved:?}");
            if most > 0.1 {
                assert!(blocked(&after(0.99)));
                moved_often += 1;
            } else {
                stable_often += 1;
            }
        }
        assert!(moved_often > 50 && stable_often > 50, "{moved_often} {stable_often}");
    }

    #[test]
    fn who_owns_nothing_does_not_count_towards_the_limit() {
        let network = Network::new(&[100.0], &[10.0; 20], &[vec![None; 20]]).unwrap();
        let mut owners = vec![0.0; 20];
        owners[7] = 1.0;
        assert_eq!(blocking_coalition(&network, &[owners], &[5.0; 20]).unwrap().unwrap().members, [7]);
    }

    #[test]
    fn shared_ownership_makes_equal_sharing_stable() {
        let network = Network::new(&[90.0], &[60.0; 3], &[vec![None; 3]]).unwrap();
        let owners = [vec![1.0 / 3.0; 3]];
        assert_eq!(blocking_coalition(&network, &owners, &[30.0; 3]).unwrap(), None);
    }
}
