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
        consistent: true,
        merging_is_useless: true,
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
/// // From: CEPII BACI, HS 8106, bismuth that China sold Germany, Japan and the United States in 2024; the public record
/// // (D48): NICO in Canada, 1,700 t a year.
/// let claims = vec![claim("DEU", 952.4), claim("JPN", 195.5), claim("USA", 777.4)];
/// let shortage = Shortage { available: Tonnes(1700.0), claims, market: None };
/// let rule = ALL.iter().find(|rule| rule.id == "maximum-delivered").unwrap();
/// let given = (rule.share_out)(&shortage).unwrap();
/// assert_eq!(given[1..], [Tonnes(195.5), Tonnes(777.4)]);
/// assert!((given[0].0 - 727.1).abs() < 1e-9);
/// ```
pub fn maximum_delivered(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    Ok(in_order(shortage.available.0, &claims, &claims).into_iter().map(Tonnes).collect())
}
