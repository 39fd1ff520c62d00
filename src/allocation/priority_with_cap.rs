use super::priority::priority;
use super::properties::{BY_MORE_THAN_CLAIMS, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use super::water::water_fill;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "priority-with-cap",
    share_out: priority_with_cap,
    properties: Properties { in_stages_alike: true, cuts_alike: true, ..BY_MORE_THAN_CLAIMS },
};

/// Up to 7,200 t of the 9,600 t that Lynas makes a year go to Japan first.
const CAP: f64 = 7200.0 / 9600.0;

/// One partner is served first, but from no more than three quarters of the output; the others share what is left by what
/// they claim, and what they do not want is the partner's again.
///
/// - Takes: a shortage with its market, the partner.
/// - Gives: min(claim, ¾ · available) to the partner; the same part of each other claim; then what is over.
/// - Errors: [`ClaimsError::NoMarket`] without a market; amounts as [`Shortage::checked`].
/// - Source: the terms of Lynas and JARE (JOGMEC and Sojitz) of March 2023.
///
/// # Example
/// ```
/// use offtake::allocation::{ALL, Claim, Shortage};
/// use offtake::terms::{Country, Tonnes};
/// let claim = |code: &str, tonnes| Claim::new(Country::parse(code).unwrap(), Tonnes(tonnes));
/// // From: CEPII BACI, HS 850511, magnets that China sold Germany, Japan and the United States in 2024; the public
/// // record (D01): 10X makes 7,000 t, here on the terms of Lynas.
/// let claims = vec![claim("DEU", 12_606.8), claim("JPN", 3714.5), claim("USA", 8678.5)];
/// let shortage = Shortage { available: Tonnes(7000.0), claims, market: Some(Country::UNITED_STATES) };
/// let rule = ALL.iter().find(|rule| rule.id == "priority-with-cap").unwrap();
/// let given: Vec<f64> = (rule.share_out)(&shortage).unwrap().iter().map(|tonnes| tonnes.0.round()).collect();
/// assert_eq!(given, [1352.0, 398.0, 5250.0]); // three quarters, though the United States claim more
/// ```
pub fn priority_with_cap(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let market = shortage.checked()?.market.ok_or(ClaimsError::NoMarket)?;
    let claims = shortage.amounts();
    let is_partner = |j: usize| shortage.claims[j].claimant == market;
    let sum = |partner: bool| -> f64 {
        (0..claims.len()).filter(|&j| is_partner(j) == partner).map(|j| claims[j]).sum()
    };
    let (own, others) = (sum(true), sum(false));
    let tiers = [own, others, own];
    let given = priority(shortage.available.0, &tiers, &[CAP * shortage.available.0, others, own]);
    let first = (given[0] + given[2]).min(own);
    let part = |j: usize, partner: bool| if is_partner(j) == partner { claims[j] } else { 0.0 };
    let of = |partner: bool, amount: f64| {
        let wanted: Vec<f64> = (0..claims.len()).map(|j| part(j, partner)).collect();
        water_fill(amount, &wanted, &wanted)
    };
    Ok(of(true, first).iter().zip(of(false, given[1])).map(|(one, other)| Tonnes(one + other)).collect())
}
