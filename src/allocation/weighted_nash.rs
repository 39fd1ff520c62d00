use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::water_fill;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "weighted-nash",
    share_out: weighted_nash,
    properties: Properties {
        inflation_is_useless: true,
        in_stages_alike: true,
        cuts_alike: true,
        consistent: true,
        splitting_is_useless: true,
        ..BY_MORE_THAN_CLAIMS
    },
};

/// Everyone gets tonnes in proportion to what it uses, but none more than it claims.
///
/// - Takes: a shortage in which everyone's use is known.
/// - Gives: min(claim, level · use): what makes Σ use · ln tonnes greatest, the Nash bargain in which use is the weight.
/// - Errors: [`ClaimsError::NoUse`] naming who; amounts as [`Shortage::checked`].
/// - Source: J. Nash, Econometrica 18 (1950) 155-162; E. Kalai, International Journal of Game Theory 6 (1977) 129-133, for
///   weights.
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
/// let rule = ALL.iter().find(|rule| rule.id == "weighted-nash").unwrap();
/// let given: Vec<f64> = (rule.share_out)(&shortage).unwrap().iter().map(|tonnes| tonnes.0.round()).collect();
/// assert_eq!(given, [745.0, 178.0, 777.0]); // the United States have what they claim
/// ```
pub fn weighted_nash(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    let uses = shortage.uses()?;
    Ok(water_fill(shortage.available.0, &claims, &uses).into_iter().map(Tonnes).collect())
}
