use crate::terms::Order;

/// Weighted water-filling, exact: `x_j = min(claim_j, weight_j · level)`, with the level at which everything is given out.
///
/// - Takes: an amount of 0 or more; claims and weights of 0 or more, as long as each other. A weight of 0 gets nothing.
/// - Gives: one amount a claim; they add up to the smaller of the amount and of the claims that have weight.
/// - No bisection and no tolerance: claims are met in the order of claim by weight until the level is found.
/// - Source: the constrained equal awards rule is weight 1; see METHODS.md.
///
/// # Example
/// ```
/// use offtake::allocation::water_fill;
/// // From: the claims of Mishnah Ketubot 93a; equal awards as the R package ClaimsProblems gives them.
/// assert_eq!(water_fill(300.0, &[100.0, 200.0, 300.0], &[1.0; 3]), [100.0, 100.0, 100.0]);
/// ```
pub fn water_fill(available: f64, claims: &[f64], weights: &[f64]) -> Vec<f64> {
    fill(available, claims, weights).0
}

/// Claims met one after the other, the one with the smallest key first, as far as the amount goes; equal keys get the same part
/// of their claims. Keys are finite.
pub(super) fn in_order(available: f64, claims: &[f64], keys: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..claims.len().min(keys.len())).collect();
    order.order_by(|&a, &b| keys[a].total_cmp(&keys[b]).then(a.cmp(&b)));
    let mut given = vec![0.0; claims.len()];
    let mut rest = available;
    for rank in order.chunk_by(|&a, &b| keys[a] == keys[b]) {
        let claimed: f64 = rank.iter().rev().map(|&j| claims[j]).sum();
        let part = if claimed > rest { rest / claimed } else { 1.0 };
        for &j in rank {
            given[j] = claims[j] * part;
        }
        rest = (available - given.iter().sum::<f64>()).max(0.0);
    }
    given
}

/// The same part of every claim, all of it where there is enough: [`water_fill`] with claims as weights, where all are met at
/// one level and nothing has to be put in order.
pub(super) fn in_proportion(available: f64, claims: &[f64]) -> Vec<f64> {
    let all: f64 = claims.iter().rev().sum();
    let part = if all > available { available / all } else { 1.0 };
    claims.iter().map(|claim| claim * part).collect()
}

/// The level of [`water_fill`]; infinite where every claim is met.
pub(super) fn water_level(available: f64, claims: &[f64], weights: &[f64]) -> f64 {
    fill(available, claims, weights).1
}

fn fill(available: f64, claims: &[f64], weights: &[f64]) -> (Vec<f64>, f64) {
    let mut given = vec![0.0; claims.len()];
    // The level at which each is met, divided once and not once a comparison.
    let mut order = Vec::with_capacity(claims.len());
    let all = claims.iter().zip(weights).enumerate();
    order.extend(
        all.filter(|(_, (_, weight))| **weight > 0.0).map(|(j, (claim, weight))| (claim / weight, j)),
    );
    order.order_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // Summed from the end: taking weights off the whole one by one would lose a small one beside a large one.
    let mut weight_from = vec![0.0; order.len() + 1];
    for place in (0..order.len()).rev() {
        weight_from[place] = weight_from[place + 1] + weights[order[place].1];
    }
    let mut rest = available;
    for (place, &(_, j)) in order.iter().enumerate() {
        if rest * weights[j] >= weight_from[place] * claims[j] {
            given[j] = claims[j];
            rest = (rest - claims[j]).max(0.0);
            continue;
        }
        let level = rest / weight_from[place];
        for &(_, left) in &order[place..] {
            given[left] = weights[left] * level;
        }
        return (given, level);
    }
    (given, f64::INFINITY)
}

/// The amounts nearest to each other between a floor and a roof each: `x_j = level` kept within `floor_j ..= roof_j`, with the
/// level at which they add up to what is there. Exact: the sum grows in straight pieces between the bounds.
pub(super) fn level_between(available: f64, floor: &[f64], roof: &[f64]) -> Vec<f64> {
    let at = |level: f64| -> Vec<f64> {
        floor.iter().zip(roof).map(|(floor, roof)| level.min(*roof).max(*floor)).collect()
    };
    let sum = |level: f64| at(level).iter().sum::<f64>();
    let mut bends: Vec<f64> = floor.iter().chain(roof).copied().collect();
    bends.order_by(f64::total_cmp);
    let mut below = 0.0;
    for bend in bends {
        let (before, here) = (sum(below), sum(bend));
        if here >= available {
            let level = if here > before {
                below + (bend - below) * (available - before) / (here - before)
            } else {
                bend
            };
            return at(level);
        }
        below = bend;
    }
    at(below)
}

#[cfg(test)]
mod tests {
    use super::water_fill;

    #[test]
    fn a_tiny_weight_beside_a_huge_one_is_not_lost() {
        let given = water_fill(2.0, &[1.0, 5.0], &[1e18, 1e-18]);
        assert_eq!(given[0], 1.0);
        assert!((given[1] - 1.0).abs() < 1e-12, "{given:?}");
    }

    #[test]
    fn without_weight_nothing_is_given_though_there_is_enough() {
        assert_eq!(water_fill(100.0, &[30.0, 40.0, 50.0], &[0.8, 0.2, 0.0]), [30.0, 40.0, 0.0]);
    }

    #[test]
    fn nothing_to_divide_gives_nothing() {
        assert_eq!(water_fill(0.0, &[0.0, 5.0], &[1.0, 1.0]), [0.0, 0.0]);
    }
}
