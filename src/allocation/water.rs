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
/// assert_eq!(water_fill(300.0, &[100.0, 200.0, 300.0], &[1.0; 3]), [100.0, 100.0, 100.0]);
/// ```
pub fn water_fill(available: f64, claims: &[f64], weights: &[f64]) -> Vec<f64> {
    let mut given = vec![0.0; claims.len()];
    let mut order: Vec<usize> = (0..claims.len().min(weights.len()))
        .filter(|&j| weights[j] > 0.0)
        .collect();
    order.sort_by(|&a, &b| {
        (claims[a] / weights[a])
            .total_cmp(&(claims[b] / weights[b]))
            .then(a.cmp(&b))
    });
    // Weights still to be served, summed from the back: subtracting as we go could lose a small weight beside a large one.
    let mut weight_from = vec![0.0; order.len() + 1];
    for (place, &j) in order.iter().enumerate().rev() {
        weight_from[place] = weight_from[place + 1] + weights[j];
    }
    let mut rest = available;
    for (place, &j) in order.iter().enumerate() {
        if rest * weights[j] >= weight_from[place] * claims[j] {
            given[j] = claims[j].min(rest);
            rest -= given[j];
            continue;
        }
        let level = rest / weight_from[place];
        for &left in &order[place..] {
            given[left] = (weights[left] * level).min(claims[left]);
        }
        break;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::water_fill;

    #[test]
    fn small_claims_are_met_before_large_ones_share_the_rest() {
        assert_eq!(
            water_fill(200.0, &[20.0, 200.0, 300.0], &[1.0; 3]),
            [20.0, 90.0, 90.0]
        );
    }

    #[test]
    fn weights_scale_the_level() {
        assert_eq!(water_fill(100.0, &[80.0, 80.0], &[3.0, 1.0]), [75.0, 25.0]);
    }

    #[test]
    fn a_weight_of_zero_gets_nothing_even_when_there_is_plenty() {
        assert_eq!(
            water_fill(1000.0, &[30.0, 40.0, 50.0], &[0.8, 0.2, 0.0]),
            [30.0, 40.0, 0.0]
        );
    }

    #[test]
    fn plenty_meets_every_claim_and_no_more() {
        assert_eq!(water_fill(1000.0, &[1.0, 0.0, 2.5], &[1.0; 3]), [1.0, 0.0, 2.5]);
    }

    #[test]
    fn nothing_to_give_gives_nothing() {
        assert_eq!(water_fill(0.0, &[1.0, 2.0], &[1.0; 2]), [0.0, 0.0]);
        assert!(water_fill(5.0, &[], &[]).is_empty());
    }

    #[test]
    fn a_tiny_weight_beside_a_large_one_makes_no_tonnes() {
        let given = water_fill(10.0, &[10.0, 10.0], &[1.0, 1e-17]);
        assert!(given.iter().sum::<f64>() <= 10.0, "{given:?}");
    }
}
