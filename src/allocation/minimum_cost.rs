use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::in_order;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "minimum-cost",
    share_out: minimum_cost,
    properties: Properties {
        in_stages_alike: true,
        cuts_alike: true,
        consistent: true,
        merging_is_useless: true,
        splitting_is_useless: true,
        ..BY_MORE_THAN_CLAIMS
    },
};

/// As much as can be delivered is, at the least cost: the cheapest to reach are served first.
///
/// - Takes: a shortage in which the cost of a tonne's delivery to everyone is known. Nobody publishes these costs, and no
///   distance stands in for them: they are the reader's.
/// - Gives: each claim in full, in order of cost, as far as the output goes; claims of equal cost the same part.
/// - Errors: [`ClaimsError::NoCost`] naming who; amounts as [`Shortage::checked`].
/// - Source: the transport problem of F. L. Hitchcock, Journal of Mathematics and Physics 20 (1941) 224-230, with one
///   project. For networks see [`super::transport`].
///
/// # Example
/// ```
/// use offtake::allocation::{ALL, Claim, ClaimsError, Shortage};
/// use offtake::terms::{Country, Tonnes};
/// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
/// // From: G. B. Dantzig, Linear Programming and Extensions, 1963, 3.3: 600 cases from San Diego for New York, Chicago
/// // and Topeka, at 90 dollars a case and thousand miles.
/// let claims = vec![
///     claim("NYC", 325.0).costing(225.0), claim("CHI", 300.0).costing(162.0), claim("TOP", 275.0).costing(126.0),
/// ];
/// let mut shortage = Shortage { available: Tonnes(600.0), claims, market: None };
/// let rule = ALL.iter().find(|rule| rule.id == "minimum-cost").unwrap();
/// assert_eq!((rule.share_out)(&shortage).unwrap(), [Tonnes(25.0), Tonnes(300.0), Tonnes(275.0)]);
/// shortage.claims[1] = claim("CHI", 300.0);
/// assert_eq!((rule.share_out)(&shortage), Err(ClaimsError::NoCost(Country::parse("CHI").unwrap())));
/// ```
pub fn minimum_cost(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    let costs = shortage.costs()?;
    Ok(in_order(shortage.available.0, &claims, &costs).into_iter().map(Tonnes).collect())
}
