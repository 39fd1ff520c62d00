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
/// // From: the public record (D01, D04): 10X and Independence; CEPII BACI, HS 850511, magnets that China sold Germany
/// // and the United States in 2024.
/// let mut pool = PoolFigures {
///     projects: vec![("10X".to_owned(), 7000.0), ("Independence".to_owned(), 3000.0)],
///     claims: vec![claim("DEU", 12_606.8), claim("USA", 8678.5)],
///     market: None,
/// };
/// let given = divide_pool(&pool, "proportional").unwrap();
/// assert!((given[0] - 5922.8).abs() < 0.05 && (given[1] - 4077.2).abs() < 0.05);
/// pool.claims[1].tonnes = -8678.5;
/// assert!(divide_pool(&pool, "proportional").unwrap_err().to_string().contains("the claim of USA is -8678.5 t"));
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
/// // From: the public record (D01, D04): 10X and Independence; CEPII BACI, HS 850511, magnets that China sold Germany
/// // and the United States in 2024.
/// let pool = PoolFigures {
///     projects: vec![("10X".to_owned(), 7000.0), ("Independence".to_owned(), 3000.0)],
///     claims: vec![claim("DEU", 12_606.8), claim("USA", 8678.5)],
///     market: None,
/// };
/// let bands = divide_pool_bands(&pool, "proportional", 256).unwrap();
/// let [low, middle, high] = bands[1];
/// assert!(low < middle && middle < high && high <= 4077.25, "so much, if the plants run as designed");
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
/// // From: the claims of Mishnah Ketubot 93a; amounts as the R package ClaimsProblems gives them.
/// let given = random_arrival(200.0, &[100.0, 200.0, 300.0]).unwrap();
/// assert!((given[0] - 100.0 / 3.0).abs() < 1e-9 && (given[2] - 250.0 / 3.0).abs() < 1e-9);
/// // The orders of 21 are too many to count.
/// assert!(random_arrival(200.0, &[100.0; 21]).is_err());
/// ```
pub fn random_arrival(available: f64, claims: &[f64]) -> Result<Vec<f64>, AnalysisError> {
    Ok(allocation::random_arrival(available, claims).map_err(ScenarioError::from)?)
}
