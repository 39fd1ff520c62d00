use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::in_order;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "single-market-resale",
    share_out: single_market_resale,
    properties: Properties { in_stages_alike: true, ..BY_MORE_THAN_CLAIMS },
};

/// One market takes what it needs first, and sells what is left to the others in proportion to what they claim.
///
/// - Takes: a shortage with its market.
/// - Gives: the market's claim or all that is there; of the rest, the same part of each other claim.
/// - Errors: [`ClaimsError::NoMarket`] without a market; amounts as [`Shortage::checked`].
/// - Source: ours, after the terms of the U.S. Department of Defense and MP Materials of July 2025, which name no limit on
///   the nationality of commercial customers.
///
/// # Example
/// ```
/// use offtake::allocation::{ALL, Claim, Shortage};
/// use offtake::terms::{Country, Share, Tonnes};
/// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
/// let claims = vec![claim("CAN", 200.0), claim("JPN", 100.0), claim("USA", 120.0)];
/// let shortage = Shortage { available: Tonnes(150.0), claims, market: Some(Country::UNITED_STATES) };
/// let rule = ALL.iter().find(|rule| rule.id == "single-market-resale").unwrap();
/// assert_eq!((rule.share_out)(&shortage).unwrap(), [Tonnes(20.0), Tonnes(10.0), Tonnes(120.0)]);
/// ```
pub fn single_market_resale(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let market = shortage.checked()?.market.ok_or(ClaimsError::NoMarket)?;
    let claims = shortage.amounts();
    let turns: Vec<f64> =
        shortage.claims.iter().map(|claim| if claim.claimant == market { 0.0 } else { 1.0 }).collect();
    Ok(in_order(shortage.available.0, &claims, &turns).into_iter().map(Tonnes).collect())
}
