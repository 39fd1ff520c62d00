use super::properties::{EVEN, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use crate::terms::{Share, Tonnes};

pub(super) const RULE: Rule = Rule {
    id: "proportional",
    share_out: proportional,
    properties: Properties {
        in_stages_alike: true,
        self_dual: true,
        cuts_alike: true,
        consistent: true,
        half_for_half: true,
        moving_claims_is_useless: true,
        merging_is_useless: true,
        splitting_is_useless: true,
        ..EVEN
    },
};

/// Everyone gets the same part of its claim.
///
/// - Takes: a shortage.
/// - Gives: claim × available / all claims; the claims themselves when there is enough.
/// - Errors: amounts as [`Shortage::checked`].
/// - Source: Aristotle's rule; W. Thomson, How to Divide When There Isn't Enough, Cambridge 2019.
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
/// let rule = ALL.iter().find(|rule| rule.id == "proportional").unwrap();
/// let given: Vec<f64> = (rule.share_out)(&shortage).unwrap().iter().map(|tonnes| tonnes.0.round()).collect();
/// assert_eq!(given, [841.0, 173.0, 686.0]); // 88 per cent of each claim
/// ```
pub fn proportional(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let all: Tonnes = shortage.checked()?.claims.iter().map(|claim| claim.tonnes).sum();
    let part = if all > shortage.available { Share(shortage.available.0 / all.0) } else { Share(1.0) };
    Ok(shortage.claims.iter().map(|claim| claim.tonnes * part).collect())
}

#[cfg(test)]
mod tests {
    use super::super::example::{given, shortage};
    use super::{ClaimsError, proportional};

    #[test]
    fn claims_of_one_two_and_three_hundred_get_sixths_thirds_and_halves() {
        assert_eq!(given(proportional, 300.0, &[100.0, 200.0, 300.0]), [50.0, 100.0, 150.0]);
        assert_eq!(given(proportional, 0.0, &[100.0, 200.0]), [0.0, 0.0]);
    }

    #[test]
    fn enough_for_all_meets_every_claim_and_leaves_the_rest() {
        assert_eq!(given(proportional, 1000.0, &[100.0, 200.0]), [100.0, 200.0]);
    }

    #[test]
    fn nobody_claiming_anything_is_no_division_by_zero() {
        assert_eq!(given(proportional, 10.0, &[0.0, 0.0]), [0.0, 0.0]);
        assert_eq!(given(proportional, 0.0, &[0.0]), [0.0]);
        assert!(given(proportional, 10.0, &[]).is_empty());
    }

    #[test]
    fn a_negative_or_endless_amount_is_an_error() {
        assert_eq!(proportional(&shortage(-1.0, &[1.0])), Err(ClaimsError::BadAvailable(-1.0)));
        assert!(proportional(&shortage(f64::NAN, &[1.0])).is_err());
        assert!(matches!(proportional(&shortage(1.0, &[f64::INFINITY])), Err(ClaimsError::BadClaim { .. })));
        assert!(matches!(proportional(&shortage(1.0, &[-2.0])), Err(ClaimsError::BadClaim { .. })));
    }
}
