//! The rules for figures of one's own: a pool and claims on it.

use serde::Deserialize;

use super::analysis::AnalysisError;
use super::subject;
use crate::allocation::{self, Claim, Rule};
use crate::scenario::{Pool, SEED, ScenarioError};
use crate::terms::{Country, Reading, Share, Tonnes};

/// Projects whose output is one pool, and claims on it: [`Pool`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PoolFigures {
    /// Name and output of each project, tonnes a year.
    pub projects: Vec<(String, f64)>,
    /// Who claims how much.
    pub claims: Vec<ClaimFigures>,
    /// Who buys everything under a single-market deal, ISO 3166-1 alpha-3; null where nobody does.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub market: Option<String>,
}

/// One claim. A null is not known: a rule that wants it says so.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClaimFigures {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Tonnes a year.
    pub tonnes: f64,
    /// What it uses in all.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub uses: Option<f64>,
    /// Its part of the capital, 0 to 1.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub owns: Option<f64>,
    /// Cost of a tonne's delivery to it.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub cost: Option<f64>,
}

impl PoolFigures {
    fn pool(&self) -> Result<Pool, AnalysisError> {
        let mut claims = Vec::with_capacity(self.claims.len());
        for claim in &self.claims {
            let reading = |value: Option<f64>| value.map_or(Reading::NotReported, Reading::Known);
            claims.push(Claim {
                claimant: Country::parse(&claim.country)?,
                tonnes: Tonnes(claim.tonnes),
                use_: reading(claim.uses).map(Tonnes),
                owned: reading(claim.owns).map(Share),
                cost: reading(claim.cost),
            });
        }
        let market = self.market.as_deref().map(Country::parse).transpose()?;
        Ok(Pool { projects: self.projects.clone(), claims, market })
    }
}

fn rule(id: &str) -> Result<&'static Rule, AnalysisError> {
    Ok(subject::one_of("rule", id, allocation::ALL, |rule| rule.id)?)
}

/// Divides a pool under any rule of the menus: tonnes by claim.
///
/// # Errors
/// [`AnalysisError`] naming the project or the ally and the remedy, or the rules that are known.
///
/// # Example
/// ```
/// use offtake::atlas::{ClaimFigures, PoolFigures, divide};
/// let claim = |country: &str, tonnes| ClaimFigures { country: country.to_owned(), tonnes, uses: None, owns: None, cost: None };
/// let mut pool = PoolFigures {
///     projects: vec![("Plant".to_owned(), 200.0)],
///     claims: vec![claim("CAN", 100.0), claim("JPN", 200.0), claim("USA", 300.0)],
///     market: None,
/// };
/// assert_eq!(divide(&pool, "talmud").unwrap(), [50.0, 75.0, 75.0]);
/// pool.claims[1].tonnes = -1.0;
/// assert!(divide(&pool, "talmud").unwrap_err().to_string().contains("the claim of JPN is -1 t"));
/// ```
pub fn divide(figures: &PoolFigures, by: &str) -> Result<Vec<f64>, AnalysisError> {
    Ok(figures.pool()?.divided(rule(by)?)?.into_iter().map(|tonnes| tonnes.0).collect())
}

/// The same with leaks and with plants that may not run as designed: 5th, 50th and 95th percentile of what each claim gets.
///
/// # Errors
/// As [`divide`].
pub fn divide_bands(figures: &PoolFigures, by: &str, draws: usize) -> Result<Vec<[f64; 3]>, AnalysisError> {
    Ok(figures.pool()?.bands(rule(by)?, SEED, draws)?)
}

/// First come, first served, averaged over all orders of at most 20 claims.
///
/// # Errors
/// [`AnalysisError`] for more claims, with how many can be counted.
pub fn random_arrival(available: f64, claims: &[f64]) -> Result<Vec<f64>, AnalysisError> {
    Ok(allocation::random_arrival(available, claims).map_err(ScenarioError::from)?)
}
