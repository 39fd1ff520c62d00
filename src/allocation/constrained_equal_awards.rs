use super::properties::{EVEN, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::water_fill;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "constrained-equal-awards",
    share_out: constrained_equal_awards,
    properties: Properties {
        inflation_is_useless: true,
        in_stages_alike: true,
        cuts_alike: true,
        consistent: true,
        merging_is_useless: true,
        ..EVEN
    },
};

/// Everyone gets the same tonnes, but none more than it claims.
///
/// - Takes: a shortage.
/// - Gives: min(claim, level), the level being that at which everything is given out.
/// - Errors: amounts as [`Shortage::checked`].
/// - Source: Maimonides; W. Thomson, How to Divide When There Isn't Enough, Cambridge 2019.
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
/// let rule = ALL.iter().find(|rule| rule.id == "constrained-equal-awards").unwrap();
/// assert_eq!((rule.share_out)(&shortage).unwrap(), [Tonnes(752.25), Tonnes(195.5), Tonnes(752.25)]);
/// ```
pub fn constrained_equal_awards(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims: Vec<f64> = shortage.checked()?.claims.iter().map(|claim| claim.tonnes.0).collect();
    let weights = vec![1.0; claims.len()];
    Ok(water_fill(shortage.available.0, &claims, &weights).into_iter().map(Tonnes).collect())
}

#[cfg(test)]
mod tests {
    use super::super::example::given;
    use super::constrained_equal_awards;

    #[test]
    fn three_hundred_among_claims_of_one_two_and_three_hundred_is_a_hundred_each() {
        assert_eq!(given(constrained_equal_awards, 300.0, &[100.0, 200.0, 300.0]), [100.0; 3]);
    }

    #[test]
    fn nobody_gets_more_than_it_claims() {
        assert_eq!(given(constrained_equal_awards, 500.0, &[100.0, 200.0, 300.0]), [100.0, 200.0, 200.0]);
        assert_eq!(given(constrained_equal_awards, 900.0, &[100.0, 200.0, 300.0]), [100.0, 200.0, 300.0]);
    }

    #[test]
    fn the_order_of_claims_does_not_matter() {
        assert_eq!(given(constrained_equal_awards, 340.0, &[260.0, 18.0, 120.0]), [202.0, 18.0, 120.0]);
    }
}
