use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::in_order;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "single-market-resale",
    share_out: single_market_resale,
    properties: Properties {
        in_stages_alike: true,
        cuts_alike: true,
        consistent: true,
        splitting_is_useless: true,
        ..BY_MORE_THAN_CLAIMS
    },
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
/// use offtake::terms::{Country, Tonnes};
/// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
/// // From: CEPII BACI, HS 850511, magnets that China sold Germany, Japan and the United States in 2024; the public
/// // record (D01, D04): 10X and Independence, 10,000 t a year.
/// let claims = vec![claim("DEU", 12_606.8), claim("JPN", 3714.5), claim("USA", 8678.5)];
/// let shortage = Shortage { available: Tonnes(10_000.0), claims, market: Some(Country::UNITED_STATES) };
/// let rule = ALL.iter().find(|rule| rule.id == "single-market-resale").unwrap();
/// let given: Vec<f64> = (rule.share_out)(&shortage).unwrap().iter().map(|tonnes| tonnes.0.round()).collect();
/// assert_eq!(given, [1021.0, 301.0, 8679.0]);
/// ```
pub fn single_market_resale(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let market = shortage.checked()?.market.ok_or(ClaimsError::NoMarket)?;
    let claims = shortage.amounts();
    let turns: Vec<f64> =
        shortage.claims.iter().map(|claim| if claim.claimant == market { 0.0 } else { 1.0 }).collect();
    Ok(in_order(shortage.available.0, &claims, &turns).into_iter().map(Tonnes).collect())
}
