use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "capacity-sharing",
    share_out: capacity_sharing,
    properties: Properties { cuts_alike: true, ..BY_MORE_THAN_CLAIMS },
};

/// The part of an owner's share of the output that it gets before anything is shared: half, so that neither ownership nor
/// need decides alone. Canada has published no rule; this one is ours.
const FLOOR: f64 = 0.5;

/// Everyone is brought to the same coverage of its claim, but each owner first gets half of its part of the output.
///
/// - Takes: a shortage; whose part of the capital is not known has no floor.
/// - Gives: max(floor, level · claim), the level being that at which everything is given out (or every claim met).
/// - Errors: amounts as [`Shortage::checked`].
/// - Source: ours, after the plan that Canada announced in August 2025 to share output with those who co-finance it; without
///   owners it is the leximin of coverage, which in one pool is the proportional rule.
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
/// let shortage = Shortage { available: Tonnes(590.0), claims, market: None };
/// let rule = ALL.iter().find(|rule| rule.id == "capacity-sharing").unwrap();
/// let given: Vec<f64> = (rule.share_out)(&shortage).unwrap().iter().map(|tonnes| tonnes.0.round()).collect();
/// assert_eq!(given, [126.0, 181.0, 283.0]); // France has what it claims, the others have 3 per cent of it
/// ```
pub fn capacity_sharing(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    let available = shortage.available.0.min(claims.iter().sum());
    let parts = shortage.parts();
    // Parts above 1 together would promise more than there is.
    let whole = parts.iter().sum::<f64>().max(1.0);
    let floors: Vec<f64> =
        claims.iter().zip(&parts).map(|(claim, part)| claim.min(FLOOR * part / whole * available)).collect();
    let mut held = vec![false; claims.len()];
    // The level falls with every floor that holds, so each is found in turn: no more rounds than claims.
    loop {
        let spoken_for: f64 =
            floors.iter().zip(&held).filter(|(_, held)| **held).map(|(floor, _)| floor).sum();
        let open: f64 = claims.iter().zip(&held).filter(|(_, held)| !**held).map(|(claim, _)| claim).sum();
        let level = if open > 0.0 { ((available - spoken_for).max(0.0) / open).min(1.0) } else { 0.0 };
        let next = (0..claims.len()).find(|&j| !held[j] && floors[j] > level * claims[j]);
        match next {
            Some(j) => held[j] = true,
            None => {
                let given = |j: usize| if held[j] { floors[j] } else { level * claims[j] };
                return Ok((0..claims.len()).map(|j| Tonnes(given(j))).collect());
            }
        }
    }
}
