use offtake::allocation::{self, Claim, Shortage};
use offtake::terms::{Country, Tonnes};
use serde_json::json;

use super::Answer;
use super::inputs::{CaseError, Inputs, refused};

pub fn claims_rules(inputs: &Inputs<'_>) -> Answer {
    let estate = inputs.amount("estate")?;
    let claims = inputs.amounts("claims")?;
    if claims.is_empty() {
        return Err(CaseError::NoAnswer("nobody claims anything: give `claims` at least one amount"));
    }
    Ok(json!({
        "proportional": registered("proportional", estate, &claims)?,
        "cea": registered("constrained-equal-awards", estate, &claims)?,
        "cel": allocation::constrained_equal_losses(estate, &claims),
        "talmud": allocation::talmud(estate, &claims),
        "piniles": allocation::piniles(estate, &claims),
        "random_arrival": allocation::random_arrival(estate, &claims).map_err(refused)?,
        "minimal_overlap": allocation::minimal_overlap(estate, &claims),
        "constrained_egalitarian": allocation::constrained_egalitarian(estate, &claims),
        "adjusted_proportional": allocation::adjusted_proportional(estate, &claims),
        "equal_split_uncapped": allocation::equal_split(estate, claims.len()),
        "equal_split_capped_waste": allocation::equal_split_within_claims(estate, &claims),
    }))
}

/// The rule that readers choose, asked as the page asks it.
fn registered(id: &'static str, estate: f64, claims: &[f64]) -> Result<Vec<f64>, CaseError> {
    let rule = allocation::ALL.iter().find(|rule| rule.id == id);
    let rule = rule.ok_or(CaseError::NoAnswer("the rule is not in the table of rules"))?;
    let mut named = Vec::with_capacity(claims.len());
    for (place, tonnes) in claims.iter().enumerate() {
        named.push(Claim::new(nameless(place)?, Tonnes(*tonnes)));
    }
    let shortage = Shortage { available: Tonnes(estate), claims: named, market: None };
    let shares = (rule.share_out)(&shortage).map_err(refused)?;
    Ok(shares.into_iter().map(|tonnes| tonnes.0).collect())
}

/// A code for somebody without a country: AAA, AAB … Cases have places, not names.
pub fn nameless(place: usize) -> Result<Country, CaseError> {
    if place >= 26 * 26 * 26 {
        return Err(CaseError::NoAnswer("more than 17,576 claimants"));
    }
    let letter = |number: usize| char::from(b'A' + (number % 26) as u8);
    let code: String = [letter(place / 676), letter(place / 26), letter(place)].iter().collect();
    Country::parse(&code).map_err(refused)
}
