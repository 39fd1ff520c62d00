use super::rule::{Claim, Shortage};
use crate::terms::{Country, Tonnes};

/// A shortage for tests: the United States claims first, then AAB, AAC and so on.
pub(super) fn shortage(available: f64, claims: &[f64]) -> Shortage {
    let claimant = |place: usize| match place {
        0 => Country::UNITED_STATES,
        _ => Country::parse(&format!("AA{}", char::from(b'A' + u8::try_from(place).unwrap()))).unwrap(),
    };
    Shortage {
        available: Tonnes(available),
        claims: claims
            .iter()
            .enumerate()
            .map(|(place, tonnes)| Claim::new(claimant(place), Tonnes(*tonnes)))
            .collect(),
        market: None,
    }
}

/// What a rule gives, as plain numbers.
pub(super) fn given(
    rule: fn(&Shortage) -> Result<Vec<Tonnes>, super::rule::ClaimsError>,
    e: f64,
    d: &[f64],
) -> Vec<f64> {
    rule(&shortage(e, d)).unwrap().iter().map(|tonnes| tonnes.0).collect()
}
