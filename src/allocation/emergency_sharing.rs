use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::in_proportion;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "emergency-sharing",
    share_out: emergency_sharing,
    properties: Properties {
        nothing_wasted: false,
        claiming_more_never_hurts: false,
        merging_is_useless: true,
        newcomers_help_nobody: false,
        ..BY_MORE_THAN_CLAIMS
    },
};

/// From a group's loss of 12 per cent of use on, each member does without 10 per cent; below, without 7.
const DEEP: f64 = 0.12;
const RESTRAINT: [f64; 2] = [0.07, 0.10];

/// Each ally first does without a small part of what it uses; what it lacks beyond that is shared in proportion.
///
/// - Takes: a shortage in which everyone's use is known.
/// - Gives: E · right / Σ rights, at most the right, with right = max(0, claim − restraint · use).
/// - Errors: [`ClaimsError::NoUse`] naming who; amounts as [`Shortage::checked`].
/// - Source: Agreement on an International Energy Program, 1974, articles 8, 13, 14 and 17, for a group without stocks:
///   restraint of 7 or 10 per cent, the trigger of one member being 7. See [`super::iea_sharing`] for the treaty's own sums.
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
/// let rule = ALL.iter().find(|rule| rule.id == "emergency-sharing").unwrap();
/// let given: Vec<f64> = (rule.share_out)(&shortage).unwrap().iter().map(|tonnes| tonnes.0.round()).collect();
/// // Each first does without a tenth of its use; what it lacks beyond that is shared in proportion.
/// assert_eq!(given, [5953.0, 4047.0]);
/// ```
pub fn emergency_sharing(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    let uses = shortage.uses()?;
    let (lost, used): (f64, f64) = (claims.iter().sum(), uses.iter().sum());
    let restraint = RESTRAINT[usize::from(used > 0.0 && lost >= DEEP * used)];
    let rights: Vec<f64> =
        claims.iter().zip(&uses).map(|(claim, use_)| (claim - restraint * use_).max(0.0)).collect();
    Ok(in_proportion(shortage.available.0, &rights).into_iter().map(Tonnes).collect())
}
