use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::water_fill;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "emergency-sharing",
    share_out: emergency_sharing,
    properties: Properties { nothing_wasted: false, claiming_more_never_hurts: false, ..BY_MORE_THAN_CLAIMS },
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
/// use offtake::terms::{Country, Share, Tonnes};
/// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
/// let claims = vec![claim("DEU", 20.0).using(Tonnes(100.0)), claim("ITA", 4.0).using(Tonnes(100.0))];
/// let shortage = Shortage { available: Tonnes(6.0), claims, market: None };
/// let rule = ALL.iter().find(|rule| rule.id == "emergency-sharing").unwrap();
/// // 24 of 200 t are 12 per cent: each does without 10 t, so that Italy lacks nothing.
/// assert_eq!((rule.share_out)(&shortage).unwrap(), [Tonnes(6.0), Tonnes(0.0)]);
/// ```
pub fn emergency_sharing(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    let uses = shortage.uses()?;
    let (lost, used): (f64, f64) = (claims.iter().sum(), uses.iter().sum());
    let restraint = RESTRAINT[usize::from(used > 0.0 && lost >= DEEP * used)];
    let rights: Vec<f64> =
        claims.iter().zip(&uses).map(|(claim, use_)| (claim - restraint * use_).max(0.0)).collect();
    Ok(water_fill(shortage.available.0, &rights, &rights).into_iter().map(Tonnes).collect())
}
