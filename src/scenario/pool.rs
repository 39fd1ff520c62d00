use super::band::PARTS;
use super::error::ScenarioError;
use super::priors::used;
use crate::allocation::{Claim, Rule, Shortage};
use crate::chance::{quantiles, uniform};
use crate::disruption::Aim;
use crate::terms::{Country, Tonnes};

/// Projects whose output is one pool, and who claims how much of it. Tonnes a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// Name and output of each project.
    pub projects: Vec<(String, f64)>,
    /// Who claims how much, with what rules look at beside.
    pub claims: Vec<Claim>,
    /// Who buys everything under a single-market deal.
    pub market: Option<Country>,
}

impl Pool {
    /// Divides the pool under a rule: tonnes by claim.
    ///
    /// # Errors
    /// [`ScenarioError`] naming the project or the ally and the remedy: no project, amounts below 0 or undefined, what the rule
    /// wants and is not there.
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::{ALL, Claim};
    /// use offtake::scenario::Pool;
    /// use offtake::terms::{Country, Tonnes};
    /// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
    /// // From: the public record (D01, D04): 10X and Independence; CEPII BACI, HS 850511, magnets that China sold
    /// // Germany and the United States in 2024.
    /// let mut pool = Pool {
    ///     projects: vec![("10X".to_owned(), 7000.0), ("Independence".to_owned(), 3000.0)],
    ///     claims: vec![claim("DEU", 12_606.8), claim("USA", 8678.5)],
    ///     market: None,
    /// };
    /// let rule = ALL.iter().find(|rule| rule.id == "proportional").unwrap();
    /// let given = pool.divided(rule).unwrap();
    /// assert!((given[0].0 - 5922.8).abs() < 0.05 && (given[1].0 - 4077.2).abs() < 0.05);
    /// pool.projects.clear();
    /// assert!(pool.divided(rule).unwrap_err().to_string().contains("name at least one"));
    /// ```
    pub fn divided(&self, rule: &Rule) -> Result<Vec<Tonnes>, ScenarioError> {
        self.checked()?;
        let available = self.projects.iter().map(|(_, output)| Tonnes(*output)).sum();
        Ok((rule.share_out)(&Shortage { available, claims: self.claims.clone(), market: self.market })?)
    }

    /// Divides many times, with leaks and with plants that may not run as designed: what each claim gets, 5th, 50th and 95th
    /// percentile.
    ///
    /// # Errors
    /// As [`Pool::divided`].
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::{ALL, Claim};
    /// use offtake::scenario::Pool;
    /// use offtake::terms::{Country, Tonnes};
    /// // From: CEPII BACI, HS 2504, graphite that China sold the United States in 2024; the public record (D20):
    /// // Matawinie.
    /// let claims = vec![Claim::new(Country::UNITED_STATES, Tonnes(33_214.4))];
    /// let pool = Pool { projects: vec![("Matawinie".to_owned(), 103_000.0)], claims, market: None };
    /// let rule = ALL.iter().find(|rule| rule.id == "proportional").unwrap();
    /// // The mine brings more than is lost in every draw: what is lost, less what leaks, is what is got.
    /// let [low, middle, high] = pool.bands(rule, 2025, 512).unwrap()[0];
    /// assert!(0.7 * 33_214.4 <= low && low < middle && middle < high && high <= 33_214.4);
    /// ```
    pub fn bands(&self, rule: &Rule, seed: u64, draws: usize) -> Result<Vec<[f64; 3]>, ScenarioError> {
        self.checked()?;
        let (least, most) = Aim::General.leakage();
        let mut samples: Vec<Vec<f64>> = vec![Vec::with_capacity(draws); self.claims.len()];
        let mut drawn =
            Shortage { available: Tonnes::ZERO, claims: self.claims.clone(), market: self.market };
        for draw in 0..draws as u64 {
            let leakage = least.0 + (most.0 - least.0) * uniform(seed, draw, 0);
            for (now, claim) in drawn.claims.iter_mut().zip(&self.claims) {
                now.tonnes = Tonnes(claim.tonnes.0 * (1.0 - leakage));
            }
            let output = |(place, (_, output)): (usize, &(String, f64))| {
                let first = 1 + 2 * place as u64;
                Tonnes(output * used(uniform(seed, draw, first), uniform(seed, draw, first + 1)))
            };
            drawn.available = self.projects.iter().enumerate().map(output).sum();
            for (sample, tonnes) in samples.iter_mut().zip((rule.share_out)(&drawn)?) {
                sample.push(tonnes.0);
            }
        }
        Ok(samples.iter().map(|sample| quantiles(sample, PARTS).unwrap_or_default()).collect())
    }

    fn checked(&self) -> Result<(), ScenarioError> {
        if self.projects.is_empty() {
            return Err(ScenarioError::NoProjects);
        }
        if self.claims.is_empty() {
            return Err(ScenarioError::NoBuyer(self.projects[0].0.clone()));
        }
        match self.projects.iter().find(|(_, output)| !(output.is_finite() && *output >= 0.0)) {
            Some((name, amount)) => Err(ScenarioError::BadAmount { name: name.clone(), amount: *amount }),
            None => Ok(()),
        }
    }
}
