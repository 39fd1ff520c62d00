use super::rule::ClaimsError;

/// Doubling with every claim, 20 take about a second.
const MOST_CLAIMS: usize = 20;

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
