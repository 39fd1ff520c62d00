use crate::terms::Map;

use super::answer::Question;
use super::missing::{Figure, Missing};
use crate::allocation::{Network, NetworkError, blocking_coalition, smallest_transfer};
use crate::terms::{Country, Tonnes};

/// Whether a division holds without anyone's wanting to leave with its own part of the project.
#[derive(Clone, Debug, PartialEq)]
pub struct Stability {
    /// The coalition that would gain most by leaving; `None` if nobody would.
    pub blocking: Option<Coalition>,
    /// The fewest tonnes that must change hands so that nobody would leave: to an ally above 0, from it below.
    pub transfer: Map<Country, Tonnes>,
}

/// Allies that would do better with their own parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Coalition {
    /// Who, in the order of the question.
    pub members: Vec<Country>,
    /// What every one of them would gain at least.
    pub gain: Tonnes,
}

impl Stability {
    /// Tonnes that change hands in all.
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::Stability;
    /// use offtake::terms::{Country, Map, Tonnes};
    /// let [france, japan] = ["FRA", "JPN"].map(|code| Country::parse(code).unwrap());
    /// // From: the public record (D63): Caremag, half of whose 590 t are Japan's; tonnes as in the example of
    /// // `allocation::smallest_transfer`.
    /// let transfer = Map::from([(france, Tonnes(113.44)), (japan, Tonnes(-113.44))]);
    /// assert_eq!(Stability { blocking: None, transfer }.smallest_transfer(), Tonnes(113.44));
    /// ```
    pub fn smallest_transfer(&self) -> Tonnes {
        self.transfer.values().map(|tonnes| tonnes.max(Tonnes::ZERO)).sum()
    }
}

/// Whether anyone would leave. Whose part of the output is published counts as owning that part.
pub(super) fn stability(
    question: &Question<'_>,
    countries: &[Country],
    lost: &[f64],
    received: &[f64],
) -> Figure<Stability> {
    let pool = question.project.tonnes.known().ok_or(Missing::NoTonnes)?.0;
    let part = |country: &Country| question.project.owners.get(country).map_or(0.0, |part| part.0);
    let parts: Vec<f64> = countries.iter().map(part).collect();
    if !parts.iter().any(|part| *part > 0.0) {
        return Err(Missing::NoOwners);
    }
    let network = Network::new(&[pool], lost, &[vec![None; lost.len()]]).map_err(|_| Missing::NothingLost)?;
    let found = match blocking_coalition(&network, std::slice::from_ref(&parts), received) {
        Err(NetworkError::TooMany { .. }) => return Err(Missing::TooManyOwners),
        // A question whose parts or amounts make no sense has been refused before it was answered.
        Err(_) => return Err(Missing::NoOwners),
        Ok(found) => found,
    };
    let moved = smallest_transfer(pool, lost, &parts, received);
    Ok(Stability {
        transfer: if found.is_some() {
            countries.iter().copied().zip(moved.into_iter().map(Tonnes)).collect()
        } else {
            Map::new()
        },
        blocking: found.map(|blocking| Coalition {
            members: blocking.members.iter().map(|j| countries[*j]).collect(),
            gain: Tonnes(blocking.gain),
        }),
    })
}
