use crate::terms::Order;

/// Claims laid on the tonnes so that as few tonnes as possible are claimed twice; each tonne is then shared equally by those
/// who claim it.
///
/// - Takes: tonnes to divide and claims, 0 or more. - Gives: one amount a claim; the claims themselves when there is enough.
/// - Source: B. O'Neill, Mathematical Social Sciences 2 (1982) 345-371, after Ibn Ezra.
///
/// # Example
/// ```
/// use offtake::allocation::minimal_overlap;
/// // From: Ibn Ezra's estate of 120, claimed whole, half, a third and a quarter, as told by O'Neill.
/// let given = minimal_overlap(120.0, &[120.0, 60.0, 40.0, 30.0]);
/// let his = [80.0 + 5.0 / 6.0, 20.0 + 5.0 / 6.0, 10.0 + 5.0 / 6.0, 7.5];
/// assert!(given.iter().zip(his).all(|(given, his)| (given - his).abs() < 1e-12));
/// ```
pub fn minimal_overlap(available: f64, claims: &[f64]) -> Vec<f64> {
    if available >= claims.iter().sum() {
        return claims.to_vec();
    }
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.order_by(|&a, &b| claims[a].total_cmp(&claims[b]).then(a.cmp(&b)));
    // Above this height claims lie side by side; below it they lie one within the other.
    let nested = height(available, &order, claims);
    let mut given = vec![0.0; claims.len()];
    let (mut below, mut share) = (0.0, 0.0);
    for (place, &j) in order.iter().enumerate() {
        let top = claims[j].min(nested);
        share += (top - below) / (order.len() - place) as f64;
        below = top;
        given[j] = share + (claims[j].min(available) - nested).max(0.0);
    }
    given
}

/// The height t at which the parts of claims above t fill the rest, Σ max(0, claim − t) = available − t; all that is there
/// if one claim covers it.
fn height(available: f64, order: &[usize], claims: &[f64]) -> f64 {
    let largest = order.last().map_or(0.0, |&j| claims[j]);
    if largest >= available {
        return available;
    }
    // With the k largest above t: their sum − k t = available − t.
    let mut above = 0.0;
    for (count, &j) in order.iter().rev().enumerate() {
        above += claims[j];
        let next = order.len().checked_sub(count + 2).map_or(0.0, |place| claims[order[place]]);
        if count == 0 {
            continue;
        }
        let height = (above - available) / count as f64;
        if height >= next {
            return height;
        }
    }
    0.0
}
