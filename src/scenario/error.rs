use crate::allocation::{ClaimsError, NetworkError};
use crate::disruption::DisruptionError;
use crate::terms::{Country, Plain, plain};

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
    #[error("a tonne's value to {country} is {}: give every ally a value of 0 or more, and finite", said(*value))]
    BadValue {
        /// Whose value.
        country: Country,
        /// What it says, if anything.
        value: Option<f64>,
    },
    /// Public money that is negative, not a number, or not given with its years.
    #[error(
        "public money of {} over {} years makes no sense: give an amount of 0 or more and years above 0, both or neither",
        said(*amount), said(*years)
    )]
    BadMoney {
        /// The amount, if one is given.
        amount: Option<f64>,
        /// The years, if they are given.
        years: Option<f64>,
    },
    /// Nothing to divide.
    #[error("there is no project to share: name at least one")]
    NoProjects,
    /// A project that nobody may buy from.
    #[error("nobody may buy from {0}: raise one ally's limit above 0, or leave the project out")]
    NoBuyer(String),
    /// A limit below what is under contract.
    #[error(
        "{ally} may buy {} t of {project} and has {} t under contract: raise the limit to the contract, or lower the contract",
        Plain(*cap),
        Plain(*contract)
    )]
    CapBelowContract {
        /// Which project.
        project: String,
        /// Which ally.
        ally: String,
        /// The limit, tonnes.
        cap: f64,
        /// Under contract, tonnes.
        contract: f64,
    },
    /// An amount below 0 or not a number.
    #[error("{name}: {} t make no sense: amounts are 0 or more, and finite", Plain(*amount))]
    BadAmount {
        /// Of which project or ally.
        name: String,
        /// What it says.
        amount: f64,
    },
    /// Costs that nobody knows.
    #[error(
        "what delivery from {0} costs is not published: give your own costs, or choose a rule that does not divide by cost"
    )]
    NoCosts(String),
    /// Contracts that give away more than the project makes.
    #[error(
        "the contracts of {project} give away {} of it, {party} the most: lower parts until they add up to at most 1",
        Plain(*sum)
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
        "the parts of {project} add up to {}: {largest} has the largest; lower parts until they add up to at most 1",
        Plain(*sum)
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

fn said(value: Option<f64>) -> String {
    value.map_or_else(|| "not given".to_owned(), plain)
}
