use crate::terms::{Country, Tonnes};

/// More is claimed than there is: what is there, and who claims how much.
#[derive(Clone, Debug, PartialEq)]
pub struct Shortage {
    /// Tonnes to divide.
    pub available: Tonnes,
    /// Who claims how much, in a fixed order. The answer has the same order.
    pub claims: Vec<Claim>,
    /// The one market that a single-market deal serves. Rules that share ignore it.
    pub market: Option<Country>,
}

/// One claim on the tonnes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claim {
    /// Who claims.
    pub claimant: Country,
    /// How much, 0 or more.
    pub tonnes: Tonnes,
}

/// A rule that divides a shortage.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Id in links, with hyphens.
    pub id: &'static str,
    /// Tonnes for each claim, in the order of the claims.
    pub share_out: fn(&Shortage) -> Result<Vec<Tonnes>, ClaimsError>,
}

/// What is wrong with the claims.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ClaimsError {
    /// A claim that is negative or not a number.
    #[error("the claim of {claimant} is {tonnes} t: a claim is 0 t or more, and finite")]
    BadClaim {
        /// Whose claim.
        claimant: Country,
        /// What it says.
        tonnes: f64,
    },
    /// An amount to divide that is negative or not a number.
    #[error("there are {0} t to divide: give 0 t or more, and a finite number")]
    BadAvailable(f64),
    /// A single-market deal without its market.
    #[error("a single-market deal needs its market: name the country that buys the output")]
    NoMarket,
    /// More claims than a rule can count through.
    #[error(
        "{claims} claims are too many for this rule, which counts all orders: give at most {most}, or pool the smallest"
    )]
    TooMany {
        /// Claims given.
        claims: usize,
        /// The most that it takes.
        most: usize,
    },
}

impl Shortage {
    /// Checks amounts once, so that no rule has to.
    ///
    /// # Errors
    /// [`ClaimsError::BadAvailable`] or [`ClaimsError::BadClaim`] for a negative, infinite or undefined amount.
    pub fn checked(&self) -> Result<&Shortage, ClaimsError> {
        if !self.available.0.is_finite() || self.available.0 < 0.0 {
            return Err(ClaimsError::BadAvailable(self.available.0));
        }
        match self.claims.iter().find(|claim| !claim.tonnes.0.is_finite() || claim.tonnes.0 < 0.0) {
            Some(claim) => Err(ClaimsError::BadClaim { claimant: claim.claimant, tonnes: claim.tonnes.0 }),
            None => Ok(self),
        }
    }
}
