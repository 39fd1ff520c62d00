use super::properties::{EVEN, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use crate::chance::Pcg32;
use crate::terms::Tonnes;

pub(super) const RULE: Rule = Rule {
    id: "random-arrival",
    share_out: any_number,
    properties: Properties { inflation_is_useless: true, self_dual: true, ..EVEN },
};

/// Doubling with every claim, 20 take about a second.
const MOST_CLAIMS: usize = 20;
/// As a registered rule it must answer while a slider moves.
const MOST_EXACT: usize = 15;
/// Orders drawn where they cannot all be counted: a share then errs by about half a per cent of the largest claim.
const ORDERS: usize = 10_000;
const SEED: u64 = 2025;

/// The rule for any number of claims: exact for few, else the mean over orders drawn with a fixed seed.
fn any_number(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    let available = shortage.available.0;
    let given = if claims.len() <= MOST_EXACT {
        random_arrival(available, &claims)?
    } else {
        drawn(available, &claims)
    };
    Ok(given.into_iter().map(Tonnes).collect())
}

/// The mean over orders of coming, each drawn and then also taken backwards.
fn drawn(available: f64, claims: &[f64]) -> Vec<f64> {
    let mut chance = Pcg32::new(SEED, claims.len() as u64);
    let mut order: Vec<usize> = (0..claims.len()).collect();
    let mut given = vec![0.0; claims.len()];
    let mut serve = |order: &mut dyn Iterator<Item = &usize>| {
        let mut rest = available;
        for &j in order {
            let taken = claims[j].min(rest);
            given[j] += taken;
            rest -= taken;
        }
    };
    for _ in 0..ORDERS / 2 {
        for last in (1..order.len()).rev() {
            order.swap(last, chance.next_u32() as usize % (last + 1));
        }
        serve(&mut order.iter());
        serve(&mut order.iter().rev());
    }
    given.iter().map(|sum| sum / ORDERS as f64).collect()
}

/// First come, first served, averaged over all orders of coming: the Shapley value of the shortage.
///
/// - Takes: tonnes to divide and at most 20 claims, 0 or more. - Gives: one amount a claim; the claims themselves when there
///   is enough.
/// - Source: B. O'Neill, Mathematical Social Sciences 2 (1982) 345-371.
///
/// # Errors
/// [`ClaimsError::TooMany`] for more claims: their orders cannot all be counted.
///
/// # Example
/// ```
/// use offtake::allocation::random_arrival;
/// let given = random_arrival(200.0, &[100.0, 200.0, 300.0]).unwrap();
/// assert!((given[0] - 100.0 / 3.0).abs() < 1e-9 && (given[1] - 250.0 / 3.0).abs() < 1e-9);
/// ```
pub fn random_arrival(available: f64, claims: &[f64]) -> Result<Vec<f64>, ClaimsError> {
    let count = claims.len();
    if count > MOST_CLAIMS {
        return Err(ClaimsError::TooMany { claims: count, most: MOST_CLAIMS });
    }
    if count == 0 {
        return Ok(Vec::new());
    }
    // Bit j of a set says that claimant j came before.
    let mut claimed = vec![0.0; 1 << count];
    for set in 1_usize..1 << count {
        let first = set.trailing_zeros() as usize;
        claimed[set] = claimed[set & (set - 1)] + claims[first];
    }
    // s! (n − s − 1)! / n! for s who came before.
    let mut chance = vec![1.0 / count as f64; count];
    for before in 1..count {
        chance[before] = chance[before - 1] * before as f64 / (count - before) as f64;
    }
    let mut given = vec![0.0; count];
    for (set, claimed) in claimed.iter().enumerate() {
        let left = (available - claimed).max(0.0);
        if left == 0.0 {
            continue;
        }
        let before = set.count_ones() as usize;
        for (j, claim) in claims.iter().enumerate() {
            if set >> j & 1 == 0 {
                given[j] += chance[before] * claim.min(left);
            }
        }
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::{drawn, random_arrival};

    #[test]
    fn drawn_orders_come_near_to_all_of_them() {
        let claims: Vec<f64> = (1..=12).map(f64::from).collect();
        let (near, exact) = (drawn(30.0, &claims), random_arrival(30.0, &claims).unwrap());
        assert!((near.iter().sum::<f64>() - 30.0).abs() < 1e-9);
        for (near, exact) in near.iter().zip(exact) {
            assert!((near - exact).abs() < 0.01 * 12.0, "{near} {exact}");
        }
    }
}
