//! One project's output divided by any rule of the menu, as plain figures.

use serde::Deserialize;

use super::analysis::AnalysisError;
use super::subject::one_of;
use crate::allocation::{self, Claim, Shortage};
use crate::scenario::ScenarioError;
use crate::terms::{Country, Share, Tonnes};

/// Somebody who lacks tonnes: [`Claim`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClaimFigures {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// What it lacks, tonnes a year.
    pub tonnes: f64,
    /// What it uses in all, tonnes a year; null where that is not known. Rules that look at use need it.
    #[serde(rename = "use", deserialize_with = "serde::Deserialize::deserialize")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub use_: Option<f64>,
    /// Its part of the project, 0 to 1; null where that is not known. Rules that look at capital need it.
    #[serde(deserialize_with = "serde::Deserialize::deserialize")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub owned: Option<f64>,
    /// What a tonne's delivery to it costs; null where that is not known. The rule of least cost needs it.
    #[serde(deserialize_with = "serde::Deserialize::deserialize")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub cost: Option<f64>,
}

/// What there is to divide, and who claims it: [`Shortage`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ShortageFigures {
    /// Tonnes a year.
    pub available: f64,
    /// Who lacks what.
    pub claims: Vec<ClaimFigures>,
    /// Who buys everything under a single-market deal; null without one.
    #[serde(deserialize_with = "serde::Deserialize::deserialize")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub market: Option<String>,
}

/// Tonnes by claim under a rule, by its id in links: `proportional`, `talmud` …
///
/// # Errors
/// [`AnalysisError`] naming the rule, the country or the figure.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::{ClaimFigures, ShortageFigures, divide};
/// let claim = |country: &str, tonnes| ClaimFigures {
///     country: country.to_owned(), tonnes, use_: None, owned: None, cost: None,
/// };
/// // From: the table of Mishnah Ketubot 93a: claims of 100, 200 and 300, of which 200 are there.
/// let claims = vec![claim("CAN", 100.0), claim("DEU", 200.0), claim("JPN", 300.0)];
/// let shortage = ShortageFigures { available: 200.0, claims, market: None };
/// assert_eq!(divide(&shortage, "talmud").unwrap(), [50.0, 75.0, 75.0]);
/// assert!(divide(&shortage, "by-lot").unwrap_err().to_string().contains("talmud"));
/// ```
pub fn divide(figures: &ShortageFigures, rule: &str) -> Result<Vec<f64>, AnalysisError> {
    let rule = one_of("rule", rule, allocation::ALL, |rule| rule.id)?;
    let claims = claims(&figures.claims)?;
    let market = figures.market.as_deref().map(Country::parse).transpose()?;
    let shortage = Shortage { available: Tonnes(figures.available), claims, market };
    let shares = (rule.share_out)(&shortage).map_err(ScenarioError::from)?;
    Ok(shares.into_iter().map(|tonnes| tonnes.0).collect())
}

/// Claims that make sense, or what does not.
pub(super) fn claims(figures: &[ClaimFigures]) -> Result<Vec<Claim>, AnalysisError> {
    let mut claims = Vec::with_capacity(figures.len());
    for row in figures {
        let mut claim = Claim::new(Country::parse(&row.country)?, Tonnes(row.tonnes));
        for (what, value) in [("use", row.use_), ("cost", row.cost)] {
            let sound = value.is_none_or(|value| value.is_finite() && value >= 0.0);
            if !sound {
                return Err(AnalysisError::Number { what, value: value.unwrap_or_default(), range: "0 up" });
            }
        }
        if let Some(value) = row.owned.filter(|part| !(0.0..=1.0).contains(part)) {
            return Err(AnalysisError::Number { what: "owned", value, range: "0 to 1" });
        }
        if let Some(tonnes) = row.use_ {
            claim = claim.using(Tonnes(tonnes));
        }
        if let Some(part) = row.owned {
            claim = claim.owning(Share(part));
        }
        if let Some(cost) = row.cost {
            claim = claim.costing(cost);
        }
        claims.push(claim);
    }
    let owned: f64 = figures.iter().filter_map(|row| row.owned).sum();
    if owned > 1.0 + 1e-9 {
        return Err(AnalysisError::Number {
            what: "owned, of all together,",
            value: owned,
            range: "at most 1",
        });
    }
    Ok(claims)
}
