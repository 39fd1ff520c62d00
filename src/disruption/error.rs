use crate::terms::{Country, Plain};

/// What is wrong with a restriction or a buyer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DisruptionError {
    /// A share outside 0 to 1, an amount below 0, or no number at all.
    #[error(
        "the {what} of the restriction is {}: shares go from 0 to 1, amounts from 0 up, a horizon is above 0",
        Plain(*value)
    )]
    BadRestriction {
        /// Which number.
        what: &'static str,
        /// What it says.
        value: f64,
    },
    /// The same in a buyer's figures.
    #[error("the {what} of {country} is {}: shares go from 0 to 1, amounts from 0 t up", Plain(*value))]
    BadBuyer {
        /// Whose figure.
        country: Country,
        /// Which number.
        what: &'static str,
        /// What it says.
        value: f64,
    },
}
