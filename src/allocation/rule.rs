use super::properties::Properties;
use crate::terms::{Country, Plain, Reading, Share, Tonnes};

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
    /// What it uses in all; rules that look at need beside loss want it.
    pub use_: Reading<Tonnes>,
    /// Its part of the capital behind the output; rules that look at ownership want it.
    pub owned: Reading<Share>,
    /// What a tonne's delivery to it costs, in any one currency; rules that look at cost want it.
    pub cost: Reading<f64>,
}

impl Claim {
    /// A claim of which only the tonnes are known.
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::Claim;
    /// use offtake::terms::{Country, Reading, Tonnes};
    /// // From: CEPII BACI, HS 2504, natural graphite that China sold Canada in 2024.
    /// let claim = Claim::new(Country::parse("CAN").unwrap(), Tonnes(3427.0));
    /// assert_eq!(claim.use_, Reading::NotReported);
    /// ```
    pub fn new(claimant: Country, tonnes: Tonnes) -> Claim {
        Claim {
            claimant,
            tonnes,
            use_: Reading::NotReported,
            owned: Reading::NotReported,
            cost: Reading::NotReported,
        }
    }

    /// The same claim by one who uses so much in all.
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::Claim;
    /// use offtake::terms::{Country, Reading, Tonnes};
    /// // From: CEPII BACI, HS 2504, natural graphite that Canada imported in 2024, from China and in all.
    /// let claim = Claim::new(Country::parse("CAN").unwrap(), Tonnes(3427.0)).using(Tonnes(9693.5));
    /// assert_eq!(claim.use_, Reading::Known(Tonnes(9693.5)));
    /// ```
    pub fn using(self, tonnes: Tonnes) -> Claim {
        Claim { use_: Reading::Known(tonnes), ..self }
    }

    /// The same claim by one who owns that part.
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::Claim;
    /// use offtake::terms::{Country, Reading, Share, Tonnes};
    /// // From: the public record (D60): Japan's partners own half of the gallium venture at Wagerup, 100 t a year.
    /// let claim = Claim::new(Country::parse("JPN").unwrap(), Tonnes(100.0)).owning(Share(0.5));
    /// assert_eq!(claim.owned, Reading::Known(Share(0.5)));
    /// ```
    pub fn owning(self, share: Share) -> Claim {
        Claim { owned: Reading::Known(share), ..self }
    }

    /// The same claim by one to whom a tonne's delivery costs that much.
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::Claim;
    /// use offtake::terms::{Country, Reading, Tonnes};
    /// // From: G. B. Dantzig, Linear Programming and Extensions, 1963, 3.3: 325 cases for New York, at 90 dollars a case
    /// // and thousand miles.
    /// let claim = Claim::new(Country::parse("NYC").unwrap(), Tonnes(325.0)).costing(90.0 * 2.5);
    /// assert_eq!(claim.cost, Reading::Known(225.0));
    /// ```
    pub fn costing(self, cost: f64) -> Claim {
        Claim { cost: Reading::Known(cost), ..self }
    }
}

/// A rule that divides a shortage.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Id in links, with hyphens.
    pub id: &'static str,
    /// Tonnes for each claim, in the order of the claims.
    pub share_out: fn(&Shortage) -> Result<Vec<Tonnes>, ClaimsError>,
    /// What the rule promises; each promise, and each that it does not make, is a test.
    pub properties: Properties,
}

/// What is wrong with the claims.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ClaimsError {
    /// A claim that is negative or not a number.
    #[error("the claim of {claimant} is {} t: a claim is 0 t or more, and finite", Plain(*tonnes))]
    BadClaim {
        /// Whose claim.
        claimant: Country,
        /// What it says.
        tonnes: f64,
    },
    /// An amount to divide that is negative or not a number.
    #[error("there are {} t to divide: give 0 t or more, and a finite number", Plain(*.0))]
    BadAvailable(f64),
    /// A single-market deal without its market.
    #[error("a single-market deal needs its market: name the country that buys the output")]
    NoMarket,
    /// A rule by ownership where nobody's part is known.
    #[error("nobody's part of the project is published: choose a rule that does not divide by ownership")]
    NoOwners,
    /// A rule by need where a claimant's use is not known.
    #[error("what {0} uses is not known: choose a rule that does not divide by use")]
    NoUse(Country),
    /// A rule by cost where a claimant's is not known.
    #[error(
        "what delivery to {0} costs is not published: give your own costs, or choose a rule that does not divide by cost"
    )]
    NoCost(Country),
    /// A cost that is negative or not a number.
    #[error("delivery to {claimant} costs {} a tonne: a cost is 0 or more, and finite", Plain(*cost))]
    BadCost {
        /// Whose.
        claimant: Country,
        /// What it says.
        cost: f64,
    },
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
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::{Claim, Shortage};
    /// use offtake::terms::{Country, Tonnes};
    /// // From: CEPII BACI, HS 2504, what China sold the United States in 2024, with a wrong sign; the public record
    /// // (D20): Matawinie.
    /// let claims = vec![Claim::new(Country::UNITED_STATES, Tonnes(-33_214.4))];
    /// let shortage = Shortage { available: Tonnes(103_000.0), claims, market: None };
    /// let wrong = shortage.checked().unwrap_err().to_string();
    /// assert_eq!(wrong, "the claim of USA is -33214.4 t: a claim is 0 t or more, and finite");
    /// ```
    pub fn checked(&self) -> Result<&Shortage, ClaimsError> {
        if !self.available.0.is_finite() || self.available.0 < 0.0 {
            return Err(ClaimsError::BadAvailable(self.available.0));
        }
        match self.claims.iter().find(|claim| !claim.tonnes.0.is_finite() || claim.tonnes.0 < 0.0) {
            Some(claim) => Err(ClaimsError::BadClaim { claimant: claim.claimant, tonnes: claim.tonnes.0 }),
            None => Ok(self),
        }
    }

    /// Divides by the claims alone.
    pub(super) fn by_claims(&self, divide: fn(f64, &[f64]) -> Vec<f64>) -> Result<Vec<Tonnes>, ClaimsError> {
        let claims = self.checked()?.amounts();
        Ok(divide(self.available.0, &claims).into_iter().map(Tonnes).collect())
    }

    /// The claims as plain numbers.
    pub(super) fn amounts(&self) -> Vec<f64> {
        self.claims.iter().map(|claim| claim.tonnes.0).collect()
    }

    /// What each claimant uses, and at least what it claims.
    pub(super) fn uses(&self) -> Result<Vec<f64>, ClaimsError> {
        let of = |claim: &Claim| match claim.use_.known() {
            Some(tonnes) if tonnes.0.is_finite() && tonnes.0 >= 0.0 => Ok(tonnes.0.max(claim.tonnes.0)),
            Some(tonnes) => Err(ClaimsError::BadClaim { claimant: claim.claimant, tonnes: tonnes.0 }),
            None => Err(ClaimsError::NoUse(claim.claimant)),
        };
        // Not collected as one result: such a list grows step by step.
        let mut uses = Vec::with_capacity(self.claims.len());
        for claim in &self.claims {
            uses.push(of(claim)?);
        }
        Ok(uses)
    }

    /// What delivery to each claimant costs.
    pub(super) fn costs(&self) -> Result<Vec<f64>, ClaimsError> {
        let of = |claim: &Claim| match claim.cost.known() {
            Some(cost) if cost.is_finite() && cost >= 0.0 => Ok(cost),
            Some(cost) => Err(ClaimsError::BadCost { claimant: claim.claimant, cost }),
            None => Err(ClaimsError::NoCost(claim.claimant)),
        };
        self.claims.iter().map(of).collect()
    }

    /// Each claimant's part of the capital; 0 for one who is not known to own any.
    pub(super) fn parts(&self) -> Vec<f64> {
        self.claims
            .iter()
            .map(|claim| claim.owned.known().map_or(0.0, |share| share.0.clamp(0.0, 1.0)))
            .collect()
    }
}
