use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::water_fill;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "proportional-to-capital",
    share_out: proportional_to_capital,
    properties: Properties {
        nothing_wasted: false,
        inflation_is_useless: true,
        in_stages_alike: true,
        ..BY_MORE_THAN_CLAIMS
    },
};

/// Each owner gets its part of the output; what one does not need goes to the other owners by their parts.
///
/// - Takes: a shortage in which somebody's part of the capital is known; who owns nothing gets nothing.
/// - Gives: min(claim, part · level), the level being that at which everything is given out that owners claim.
/// - Errors: [`ClaimsError::NoOwners`]; amounts as [`Shortage::checked`].
/// - Source: the Wagerup gallium venture of Alcoa, Sojitz and the states behind them, October 2025; water-filling by weight.
///
/// # Example
/// ```
/// use offtake::allocation::{ALL, Claim, Shortage};
/// use offtake::terms::{Country, Share, Tonnes};
/// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
/// let claims = vec![claim("AUS", 80.0).owning(Share(0.5)), claim("JPN", 10.0).owning(Share(0.3)), claim("USA", 50.0).owning(Share(0.2))];
/// let mut shortage = Shortage { available: Tonnes(100.0), claims, market: None };
/// let rule = ALL.iter().find(|rule| rule.id == "proportional-to-capital").unwrap();
/// assert_eq!((rule.share_out)(&shortage).unwrap()[1], Tonnes(10.0));
/// shortage.claims = vec![claim("AUS", 80.0)];
/// assert!((rule.share_out)(&shortage).is_err());
/// ```
pub fn proportional_to_capital(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    let parts = shortage.parts();
    if !claims.is_empty() && !parts.iter().any(|part| *part > 0.0) {
        return Err(ClaimsError::NoOwners);
    }
    Ok(water_fill(shortage.available.0, &claims, &parts).into_iter().map(Tonnes).collect())
}
