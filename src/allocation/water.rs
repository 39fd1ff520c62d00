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
    let mut order: Vec<usize> = (0..claims.len().min(weights.len())).filter(|&j| weights[j] > 0.0).collect();
    order.sort_by(|&a, &b| (claims[a] / weights[a]).total_cmp(&(claims[b] / weights[b])).then(a.cmp(&b)));
    let mut weight: f64 = order.iter().map(|&j| weights[j]).sum();
    let mut rest = available;
    for (place, &j) in order.iter().enumerate() {
        if rest * weights[j] >= weight * claims[j] {
            given[j] = claims[j];
            rest -= claims[j];
            weight -= weights[j];
            continue;
        }
        let level = rest / weight;
        for &left in &order[place..] {
            given[left] = weights[left] * level;
        }
        break;
    }
    given
}
