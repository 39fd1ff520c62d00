use crate::allocation::ClaimsError;
use crate::disruption::DisruptionError;

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
}
