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
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
/// # fn main() {
/// use offtake::scenario::rerouted;
/// use offtake::supply::network;
/// use offtake::terms::{Country, Map, Mineral, Share, Year};
/// let tungsten = Mineral::new("tungsten");
/// let tungsten = network(&facts("tungsten"), &tungsten, Year(2024), Country::CHINA);
/// let missing = |free: f64, code: &str| {
///     let unmet = rerouted(&tungsten, Share(1.0), &Map::new(), Some(Share(free))).unwrap().known().unwrap();
///     unmet.iter().find(|one| one.buyer.code() == code).unwrap().tonnes.0
/// };
/// // Nobody moves anything: Japan misses the 155 t that China sold it.
/// assert_eq!(missing(0.0, "JPN").round(), 155.0);
/// // Others move a fifth of each sale: Japan misses less, and Canada, that loses little itself, more.
/// assert!(missing(0.2, "JPN") < missing(0.0, "JPN") && missing(0.2, "CAN") > missing(0.0, "CAN"));
/// # }
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
