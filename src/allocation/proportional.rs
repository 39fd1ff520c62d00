use super::rule::{ClaimsError, Rule, Shortage};
use crate::terms::{Share, Tonnes};

pub(super) const RULE: Rule = Rule {
    id: "proportional",
    share_out: proportional,
};

/// Everyone gets the same part of its claim.
///
/// - Takes: a shortage.
/// - Gives: claim × available / all claims; the claims themselves when there is enough.
/// - Errors: amounts as [`Shortage::checked`].
/// - Source: Aristotle's rule; W. Thomson, How to Divide When There Isn't Enough, Cambridge 2019.
///
/// # Example
/// ```
/// use offtake::allocation::{ALL, Claim, Shortage};
/// use offtake::terms::{Country, Tonnes};
/// let claim = |code: &str, tonnes| Claim { claimant: Country::parse(code).unwrap(), tonnes: Tonnes(tonnes) };
/// let claims = vec![claim("CAN", 100.0), claim("JPN", 200.0), claim("USA", 300.0)];
/// let shortage = Shortage { available: Tonnes(300.0), claims, market: None };
/// let rule = ALL.iter().find(|rule| rule.id == "proportional").unwrap();
/// assert_eq!((rule.share_out)(&shortage).unwrap(), [Tonnes(50.0), Tonnes(100.0), Tonnes(150.0)]);
/// ```
pub fn proportional(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let all: Tonnes = shortage.checked()?.claims.iter().map(|claim| claim.tonnes).sum();
    let part = if all > shortage.available {
        Share(shortage.available.0 / all.0)
    } else {
        Share(1.0)
    };
    Ok(shortage.claims.iter().map(|claim| claim.tonnes * part).collect())
}
