use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::in_proportion;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "protected-first",
    share_out: protected_first,
    properties: Properties { in_stages_alike: true, ..BY_MORE_THAN_CLAIMS },
};

/// The part of a country's use that must not stop. No publisher says it for any mineral: an assumption of ours.
const PROTECTED: f64 = 0.5;

/// The most essential half of everyone's use is served first; what is left then goes by what is still missing.
///
/// - Takes: a shortage in which everyone's use is known.
/// - Gives: first up to what each claim has beyond the unprotected half of use, then the same part of each remaining claim.
/// - Errors: [`ClaimsError::NoUse`] naming who; amounts as [`Shortage::checked`].
/// - Source: after Regulation (EU) 2017/1938, article 13: solidarity serves protected customers first.
///
/// # Example
/// ```
/// use offtake::allocation::{ALL, Claim, Shortage};
/// use offtake::terms::{Country, Share, Tonnes};
/// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
/// let claims = vec![claim("DEU", 80.0).using(Tonnes(100.0)), claim("ITA", 40.0).using(Tonnes(100.0))];
/// let shortage = Shortage { available: Tonnes(60.0), claims, market: None };
/// let rule = ALL.iter().find(|rule| rule.id == "protected-first").unwrap();
/// // 30 t keep Germany at half of its use; of the 90 t still missing a third can be met.
/// let given = (rule.share_out)(&shortage).unwrap();
/// assert!((given[0].0 - (30.0 + 50.0 / 3.0)).abs() < 1e-9 && (given[1].0 - 40.0 / 3.0).abs() < 1e-9);
/// ```
pub fn protected_first(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    let uses = shortage.uses()?;
    let essential: Vec<f64> =
        claims.iter().zip(&uses).map(|(claim, use_)| (claim - (1.0 - PROTECTED) * use_).max(0.0)).collect();
    let mut given = in_proportion(shortage.available.0, &essential);
    let rest = (shortage.available.0 - given.iter().sum::<f64>()).max(0.0);
    let missing: Vec<f64> = claims.iter().zip(&given).map(|(claim, given)| claim - given).collect();
    for (given, more) in given.iter_mut().zip(in_proportion(rest, &missing)) {
        *given += more;
    }
    Ok(given.into_iter().map(Tonnes).collect())
}
