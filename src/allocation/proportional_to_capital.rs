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
        cuts_alike: true,
        consistent: true,
        splitting_is_useless: true,
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
/// // From: the public record (D63): half of the 590 t of Caremag, France, goes to Japan, the rest counts as France's here;
/// // CEPII BACI, HS 284690, rare earths of all kinds that China sold them and the United States in 2024.
/// let claims = vec![
///     claim("FRA", 125.5).owning(Share(0.5)), claim("JPN", 6014.8).owning(Share(0.5)), claim("USA", 9399.4),
/// ];
/// let mut shortage = Shortage { available: Tonnes(590.0), claims, market: None };
/// let rule = ALL.iter().find(|rule| rule.id == "proportional-to-capital").unwrap();
/// assert_eq!((rule.share_out)(&shortage).unwrap(), [Tonnes(125.5), Tonnes(464.5), Tonnes(0.0)]);
/// shortage.claims = vec![claim("USA", 9399.4)];
/// assert!((rule.share_out)(&shortage).is_err()); // nobody owns anything
/// ```
pub fn proportional_to_capital(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    let parts = shortage.parts();
    if !claims.is_empty() && !parts.iter().any(|part| *part > 0.0) {
        return Err(ClaimsError::NoOwners);
    }
    Ok(water_fill(shortage.available.0, &claims, &parts).into_iter().map(Tonnes).collect())
}
