use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::water_fill;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "least-worst-dependency",
    share_out: least_worst_dependency,
    properties: Properties {
        in_stages_alike: true,
        cuts_alike: true,
        consistent: true,
        merging_is_useless: true,
        ..BY_MORE_THAN_CLAIMS
    },
};

/// Tonnes go where the missing part of use is largest, until those are level.
///
/// - Takes: a shortage in which everyone's use is known.
/// - Gives: claim − min(claim, level · use), with the level at which everything is given out: no other division leaves the
///   worst-off with a smaller missing part.
/// - Errors: [`ClaimsError::NoUse`] naming who; amounts as [`Shortage::checked`].
/// - Source: ours; equal losses relative to use. For networks see [`super::min_worst_dependency`].
///
/// # Example
/// ```
/// use offtake::allocation::{ALL, Claim, Shortage};
/// use offtake::terms::{Country, Tonnes};
/// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
/// // From: CEPII BACI, HS 8106, bismuth that China sold Germany, Japan and the United States in 2024, and what they
/// // imported in all; the public record (D48): NICO in Canada, 1,700 t a year.
/// let claims = vec![
///     claim("DEU", 952.4).using(Tonnes(1120.0)), claim("JPN", 195.5).using(Tonnes(267.8)),
///     claim("USA", 777.4).using(Tonnes(1841.9)),
/// ];
/// let shortage = Shortage { available: Tonnes(1700.0), claims, market: None };
/// let rule = ALL.iter().find(|rule| rule.id == "least-worst-dependency").unwrap();
/// let given: Vec<f64> = (rule.share_out)(&shortage).unwrap().iter().map(|tonnes| tonnes.0.round()).collect();
/// assert_eq!(given, [874.0, 177.0, 649.0]); // each misses 7 per cent of what it uses
/// ```
pub fn least_worst_dependency(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    let uses = shortage.uses()?;
    let missing = (claims.iter().sum::<f64>() - shortage.available.0).max(0.0);
    let kept = water_fill(missing, &claims, &uses);
    Ok(claims.iter().zip(kept).map(|(claim, kept)| Tonnes((claim - kept).max(0.0))).collect())
}
