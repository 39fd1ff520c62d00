use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::in_order;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "maximum-delivered",
    share_out: maximum_delivered,
    properties: Properties {
        equals_alike: true,
        claiming_more_never_hurts: false,
        in_stages_alike: true,
        ..BY_MORE_THAN_CLAIMS
    },
};

/// As much as can be delivered is, and of all ways to do so the one that supplies most claimants in full: the smallest first.
///
/// - Takes: a shortage. In one pool many divisions deliver the most; among networks it is the greatest flow.
/// - Gives: each claim in full, in order of size, as far as the output goes; equal claims share what is left alike.
/// - Errors: amounts as [`Shortage::checked`].
/// - Source: for the total, L. R. Ford, D. R. Fulkerson, Canadian Journal of Mathematics 8 (1956) 399-404; the choice among
///   equal totals is ours. See [`super::Network::deliverable`].
///
/// # Example
/// ```
/// use offtake::allocation::{ALL, Claim, Shortage};
/// use offtake::terms::{Country, Tonnes};
/// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
/// let claims = vec![claim("CAN", 60.0), claim("ITA", 10.0), claim("JPN", 20.0)];
/// let shortage = Shortage { available: Tonnes(50.0), claims, market: None };
/// let rule = ALL.iter().find(|rule| rule.id == "maximum-delivered").unwrap();
/// assert_eq!((rule.share_out)(&shortage).unwrap(), [Tonnes(20.0), Tonnes(10.0), Tonnes(20.0)]);
/// ```
pub fn maximum_delivered(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    Ok(in_order(shortage.available.0, &claims, &claims).into_iter().map(Tonnes).collect())
}
