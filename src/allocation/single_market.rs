use super::rule::{ClaimsError, Rule, Shortage};
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "single-market",
    share_out: single_market,
};

/// One market takes what it needs; nobody else gets any, and what it does not need is left over.
///
/// - Takes: a shortage with its market.
/// - Gives: the market's claim or all that is there, whichever is less; 0 for everyone else.
/// - Errors: [`ClaimsError::NoMarket`] without a market; amounts as [`Shortage::checked`].
/// - Source: the terms of the U.S. Department of Defense and MP Materials of July 2025, taken strictly.
///
/// # Example
/// ```
/// use offtake::allocation::{ALL, Claim, ClaimsError, Shortage};
/// use offtake::terms::{Country, Tonnes};
/// let claim = |code: &str, tonnes| Claim { claimant: Country::parse(code).unwrap(), tonnes: Tonnes(tonnes) };
/// let claims = vec![claim("CAN", 200.0), claim("USA", 100.0)];
/// let mut shortage = Shortage { available: Tonnes(150.0), claims, market: Some(Country::UNITED_STATES) };
/// let rule = ALL.iter().find(|rule| rule.id == "single-market").unwrap();
/// assert_eq!((rule.share_out)(&shortage).unwrap(), [Tonnes(0.0), Tonnes(100.0)]); // 50 t are left over
/// shortage.market = None;
/// assert_eq!((rule.share_out)(&shortage), Err(ClaimsError::NoMarket));
/// ```
pub fn single_market(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let market = shortage.checked()?.market.ok_or(ClaimsError::NoMarket)?;
    let take = |claim: &super::rule::Claim| {
        if claim.claimant == market {
            claim.tonnes.min(shortage.available)
        } else {
            Tonnes::ZERO
        }
    };
    Ok(shortage.claims.iter().map(take).collect())
}
