use super::error::ScenarioError;
use crate::allocation::{Network, leximin};
use crate::disruption::{Rerouting, Unmet};
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Map, Reading, Share, Tonnes};

/// What every buyer still misses of its imports when suppliers that are not restricted send what they may move to whom
/// it is missing most: [`Rerouting`] solved by [`leximin`], the worst-covered need first.
///
/// - Takes: the part of the restricted supplier's sales that stops; spare capacity by country; the part of each sale
///   that is free to move, `None` where nothing binds.
/// - Gives: tonnes and part of former imports by buyer, in order of codes; a gap where trade is one, or where a share
///   lies outside 0 to 1.
/// - Source: the two halves; joining them here keeps solvers out of `disruption`.
///
/// # Errors
/// [`ScenarioError::Network`] for amounts that no network can have.
///
/// # Example
/// ```
/// use offtake::ledger::Ledger;
/// use offtake::scenario::rerouted;
/// use offtake::supply::{Flow, network};
/// use offtake::terms::{Country, Map, Mineral, Reading, Share, Tonnes, Year};
/// let country = |code: &str| Country::parse(code).unwrap();
/// let flow = |from, to, tonnes| Flow { from: country(from), to: country(to), tonnes: Tonnes(tonnes) };
/// let mut tungsten = network(&Ledger::default(), &Mineral::new("tungsten"), Year(2024), Country::CHINA);
/// tungsten.trade = Reading::Known(vec![flow("CHN", "JPN", 40.0), flow("VNM", "JPN", 10.0), flow("VNM", "USA", 30.0)]);
/// // Nobody moves anything: Japan misses its 40 t. Viet Nam moves a fifth of each sale: the loss is shared.
/// let stuck = rerouted(&tungsten, Share(1.0), &Map::new(), Some(Share(0.0))).unwrap().known().unwrap();
/// assert_eq!([stuck[0].tonnes, stuck[1].tonnes], [Tonnes(40.0), Tonnes(0.0)]);
/// let moved = rerouted(&tungsten, Share(1.0), &Map::new(), Some(Share(0.2))).unwrap().known().unwrap();
/// assert!(moved[0].tonnes.0 < 40.0 && moved[1].tonnes.0 > 0.0);
/// ```
pub fn rerouted(
    network: &SupplyNetwork,
    cut: Share,
    spare: &Map<Country, Tonnes>,
    free: Option<Share>,
) -> Result<Reading<Vec<Unmet>>, ScenarioError> {
    let problem = match Rerouting::of(network, cut, spare, free) {
        Reading::Known(problem) => problem,
        Reading::NotReported => return Ok(Reading::NotReported),
        Reading::NotApplicable => return Ok(Reading::NotApplicable),
    };
    if problem.movable.iter().all(|tonnes| *tonnes <= 0.0) {
        return Ok(Reading::Known(problem.unmet(&[])));
    }
    let flow = Network::new(&problem.movable, &problem.needs, &problem.limits)?;
    let received = leximin(&flow, &problem.needs)?;
    Ok(Reading::Known(problem.unmet(&received)))
}
