use crate::allocation::{ClaimsError, NetworkError};
use crate::disruption::DisruptionError;
use crate::terms::Country;

/// A scenario that cannot be computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// The claims on the project make no sense.
    #[error(transparent)]
    Claims(#[from] ClaimsError),
    /// The restriction makes no sense.
    #[error(transparent)]
    Disruption(#[from] DisruptionError),
    /// A network makes no sense.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// A value a tonne that is missing, negative or not a number.
    #[error("a tonne's value to {country} is {}: give every ally a value of 0 or more, and finite", value.map_or("not given".to_owned(), |value| value.to_string()))]
    BadValue {
        /// Whose value.
        country: Country,
        /// What it says, if anything.
        value: Option<f64>,
    },
    /// Contracts that give away more than the project makes.
    #[error(
        "the contracts of {project} give away {sum} of it, {party} the most: lower parts until they add up to at most 1"
    )]
    Overcommitted {
        /// Which project.
        project: String,
        /// The sum of parts.
        sum: f64,
        /// Who has the largest.
        party: String,
    },
    /// Parts of a project that add up to more than the project.
    #[error(
        "the parts of {project} add up to {sum}: {largest} has the largest; lower parts until they add up to at most 1"
    )]
    Overowned {
        /// Which project.
        project: String,
        /// The sum of parts.
        sum: f64,
        /// Who has the largest part.
        largest: Country,
    },
}
