use crate::geo::GeoError;
use crate::ledger::DataError;
use crate::scenario::ScenarioError;
use crate::terms::Plain;

/// The one public error, by who can mend it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The facts or the borders cannot be used: ours to mend.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The outlines of the map cannot be used: ours to mend.
    #[error(transparent)]
    Borders(#[from] GeoError),
    /// An id or a number that we do not know: the caller's to mend.
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    /// A scenario that cannot be computed: its author's to mend.
    #[error(transparent)]
    Claims(#[from] ScenarioError),
}

impl Error {
    /// A short word for programs: `data`, `borders`, `choice` or `claims`.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::atlas::Atlas;
    /// assert_eq!(atlas("antimony").from_link("stop=200").unwrap_err().code(), "choice");
    /// assert_eq!(Atlas::open(b"<!doctype html>", &[]).err().unwrap().code(), "data");
    /// # }
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            Error::Data(_) => "data",
            Error::Borders(_) => "borders",
            Error::Choice(_) => "choice",
            Error::Claims(_) => "claims",
        }
    }
}

/// What is wrong with a choice.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChoiceError {
    /// An id that is not in the catalogue.
    #[error("unknown {kind} `{given}`; known: {}", known.join(", "))]
    Unknown {
        /// The parameter.
        kind: &'static str,
        /// What was given.
        given: String,
        /// What would have been known.
        known: Vec<String>,
    },
    /// A list that is not written as such lists are.
    #[error("{kind} `{given}` is not written as `{example}`")]
    Form {
        /// The parameter.
        kind: &'static str,
        /// What was given.
        given: String,
        /// What could have been.
        example: &'static str,
    },
    /// A number that is none, or out of range.
    #[error("{kind} `{given}` is not a number from {} to {}", Plain(*low), Plain(*high))]
    Number {
        /// The parameter.
        kind: &'static str,
        /// What was given.
        given: String,
        /// The smallest that makes sense.
        low: f64,
        /// The largest that makes sense.
        high: f64,
    },
}
