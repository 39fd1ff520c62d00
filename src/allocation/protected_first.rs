use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::in_proportion;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "protected-first",
    share_out: protected_first,
    properties: Properties {
        in_stages_alike: true,
        consistent: true,
        merging_is_useless: true,
        ..BY_MORE_THAN_CLAIMS
    },
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
/// use offtake::terms::{Country, Tonnes};
/// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
/// // From: CEPII BACI, HS 850511, magnets that China sold Germany and the United States in 2024, and what they imported in
/// // all; the public record (D01, D04): 10X and Independence, 10,000 t a year.
/// let claims = vec![
///     claim("DEU", 12_606.8).using(Tonnes(14_908.1)), claim("USA", 8678.5).using(Tonnes(11_218.4)),
/// ];
/// let shortage = Shortage { available: Tonnes(10_000.0), claims, market: None };
/// let rule = ALL.iter().find(|rule| rule.id == "protected-first").unwrap();
/// let given: Vec<f64> = (rule.share_out)(&shortage).unwrap().iter().map(|tonnes| tonnes.0.round()).collect();
/// // 8,222 t bring both to half of their use; what is left covers an eighth of what they still lack.
/// assert_eq!(given, [6167.0, 3833.0]);
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
