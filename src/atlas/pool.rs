//! Several projects of one's own as one pool, divided by any rule of the menu, once or over many draws.

use serde::Deserialize;

use super::analysis::AnalysisError;
use super::division::{ClaimFigures, claims};
use super::subject;
use crate::allocation::{self, Rule};
use crate::scenario::{Pool, SEED, ScenarioError};
use crate::terms::Country;

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

impl PoolFigures {
    fn pool(&self) -> Result<Pool, AnalysisError> {
        let claims = claims(&self.claims)?;
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
/// use offtake::atlas::analysis::{ClaimFigures, PoolFigures, divide_pool};
/// let claim = |country: &str, tonnes| ClaimFigures {
///     country: country.to_owned(), tonnes, use_: None, owned: None, cost: None,
/// };
/// let mut pool = PoolFigures {
///     projects: vec![("Plant".to_owned(), 200.0)],
///     claims: vec![claim("CAN", 100.0), claim("JPN", 200.0), claim("USA", 300.0)],
///     market: None,
/// };
/// assert_eq!(divide_pool(&pool, "talmud").unwrap(), [50.0, 75.0, 75.0]);
/// pool.claims[1].tonnes = -1.0;
/// assert!(divide_pool(&pool, "talmud").unwrap_err().to_string().contains("the claim of JPN is -1 t"));
/// ```
pub fn divide_pool(figures: &PoolFigures, by: &str) -> Result<Vec<f64>, AnalysisError> {
    Ok(figures.pool()?.divided(rule(by)?)?.into_iter().map(|tonnes| tonnes.0).collect())
}

/// The same with leaks and with plants that may not run as designed: 5th, 50th and 95th percentile of what each claim gets.
///
/// # Errors
/// As [`divide_pool`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::{ClaimFigures, PoolFigures, divide_pool_bands};
/// let claim = |country: &str, tonnes| ClaimFigures {
///     country: country.to_owned(), tonnes, use_: None, owned: None, cost: None,
/// };
/// let pool = PoolFigures {
///     projects: vec![("Plant".to_owned(), 200.0)],
///     claims: vec![claim("CAN", 100.0), claim("USA", 300.0)],
///     market: None,
/// };
/// let bands = divide_pool_bands(&pool, "proportional", 256).unwrap();
/// let [low, middle, high] = bands[1];
/// assert!(low < middle && middle < high && high <= 150.0, "150 t, if the plant runs as designed");
/// ```
pub fn divide_pool_bands(
    figures: &PoolFigures,
    by: &str,
    draws: usize,
) -> Result<Vec<[f64; 3]>, AnalysisError> {
    Ok(figures.pool()?.bands(rule(by)?, SEED, draws)?)
}

/// First come, first served, averaged over all orders of at most 20 claims.
///
/// # Errors
/// [`AnalysisError`] for more claims, with how many can be counted.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::random_arrival;
/// // In one order the first gets all 100 t, in the other the second does.
/// assert_eq!(random_arrival(100.0, &[100.0, 200.0]).unwrap(), [50.0, 50.0]);
/// assert!(random_arrival(100.0, &[10.0; 21]).is_err());
/// ```
pub fn random_arrival(available: f64, claims: &[f64]) -> Result<Vec<f64>, AnalysisError> {
    Ok(allocation::random_arrival(available, claims).map_err(ScenarioError::from)?)
}
