use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{Claim, ClaimsError, Rule, Shortage};
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "single-market",
    share_out: single_market,
    properties: Properties {
        nothing_wasted: false,
        inflation_is_useless: true,
        in_stages_alike: true,
        cuts_alike: true,
        consistent: true,
        splitting_is_useless: true,
        ..BY_MORE_THAN_CLAIMS
    },
};

/// One market takes what it needs; nobody else gets any, and what it does not need is left over.
///
/// - Takes: a shortage with its market.
/// - Gives: the market's claim or all that is there, whichever is less; 0 for everyone else.
/// - Errors: [`ClaimsError::NoMarket`] without a market; amounts as [`Shortage::checked`].
/// - Source: the terms of the U.S. Department of Defense and MP Materials of July 2025, taken strictly.
///
/// # Example
/// ```
/// use offtake::allocation::{ALL, Claim, ClaimsError, Shortage};
/// use offtake::terms::{Country, Tonnes};
/// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
/// // From: CEPII BACI, HS 850511, magnets that China sold Germany and the United States in 2024; the public record (D01,
/// // D04): 10X and Independence, 10,000 t a year.
/// let claims = vec![claim("DEU", 12_606.8), claim("USA", 8678.5)];
/// let mut shortage = Shortage { available: Tonnes(10_000.0), claims, market: Some(Country::UNITED_STATES) };
/// let rule = ALL.iter().find(|rule| rule.id == "single-market").unwrap();
/// assert_eq!((rule.share_out)(&shortage).unwrap(), [Tonnes(0.0), Tonnes(8678.5)]); // 1,321.5 t are left over
/// shortage.market = None;
/// assert_eq!((rule.share_out)(&shortage), Err(ClaimsError::NoMarket));
/// ```
pub fn single_market(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let market = shortage.checked()?.market.ok_or(ClaimsError::NoMarket)?;
    let mut rest = shortage.available;
    let take = |claim: &Claim| {
        if claim.claimant != market {
            return Tonnes::ZERO;
        }
        // The market may be listed twice; together its claims get no more than there is.
        let taken = claim.tonnes.min(rest);
        rest = rest - taken;
        taken
    };
    Ok(shortage.claims.iter().map(take).collect())
}

#[cfg(test)]
mod tests {
    use super::super::example::shortage;
    use super::single_market;
    use super::{ClaimsError, Shortage};
    use crate::terms::{Country, Tonnes};

    fn to_the_united_states(available: f64, claims: &[f64]) -> Vec<Tonnes> {
        let market = Some(Country::UNITED_STATES);
        single_market(&Shortage { market, ..shortage(available, claims) }).unwrap()
    }

    #[test]
    fn the_market_takes_all_it_needs_and_nobody_else_gets_any() {
        assert_eq!(to_the_united_states(100.0, &[80.0, 60.0]), [Tonnes(80.0), Tonnes(0.0)]);
    }

    #[test]
    fn a_market_that_needs_more_takes_everything() {
        assert_eq!(to_the_united_states(50.0, &[80.0, 60.0]), [Tonnes(50.0), Tonnes(0.0)]);
    }

    #[test]
    fn a_market_listed_twice_gets_no_more_than_there_is() {
        let mut twice = shortage(50.0, &[40.0, 40.0]);
        twice.claims[1].claimant = Country::UNITED_STATES;
        twice.market = Some(Country::UNITED_STATES);
        assert_eq!(single_market(&twice), Ok(vec![Tonnes(40.0), Tonnes(10.0)]));
    }

    #[test]
    fn a_market_without_a_claim_leaves_all_of_it() {
        let elsewhere = Shortage { market: Some(Country::CHINA), ..shortage(50.0, &[80.0]) };
        assert_eq!(single_market(&elsewhere), Ok(vec![Tonnes(0.0)]));
    }

    #[test]
    fn no_market_is_an_error() {
        assert_eq!(single_market(&shortage(1.0, &[1.0])), Err(ClaimsError::NoMarket));
    }
}
