/// What nodes have that sell all they have, to fixed customers in fixed parts.
///
/// Each has what it is given from elsewhere, and its part of what the others of them have, who sell all of that: a set of
/// equations, solved by taking out one node at a time. Nothing is ever subtracted (state reduction, as in `absorption`), so
/// that goods may go round a thousand times before they leave and no digit is lost.
///
/// - Takes: by node, the parts of its sales that go to each node of the list; the part that goes elsewhere; what it is given
///   from elsewhere; the most that it can have. Parts of a node add up to 1.
/// - Gives: by node, what it has. A ring that nobody feeds has nothing.
pub(super) fn sold_out(
    mut parts: Vec<Vec<f64>>,
    mut elsewhere: Vec<f64>,
    mut given: Vec<f64>,
    most: &[f64],
) -> Vec<f64> {
    let nodes = given.len();
    let mut leaves = vec![0.0; nodes];
    for out in (0..nodes).rev() {
        let onward = std::mem::take(&mut parts[out]);
        // What goes round through nodes that are taken out already comes back and is sold again.
        leaves[out] = onward[..out].iter().sum::<f64>() + elsewhere[out];
        if leaves[out] > 0.0 {
            // Parts of what leaves: none is larger than 1, however little leaves.
            let leaving: Vec<f64> = onward[..out].iter().map(|part| part / leaves[out]).collect();
            let away = elsewhere[out] / leaves[out];
            for before in 0..out {
                let into = parts[before][out];
                for (part, leaving) in parts[before].iter_mut().zip(&leaving) {
                    *part += into * leaving;
                }
                elsewhere[before] += into * away;
            }
            let has = given[out];
            for (given, leaving) in given.iter_mut().zip(&leaving) {
                *given += has * leaving;
            }
        }
        parts[out] = onward;
    }
    let mut has = vec![0.0; nodes];
    for node in 0..nodes {
        let bought: f64 = has[..node].iter().zip(&parts).map(|(has, row)| has * row[node]).sum();
        if leaves[node] > 0.0 {
            // Amounts at the end of all numbers leave no other bound.
            has[node] = ((given[node] + bought) / leaves[node]).min(most[node]);
        }
    }
    has
}

#[cfg(test)]
mod tests {
    use super::sold_out;

    #[test]
    fn goods_that_go_round_are_counted_each_time() {
        // The first has 1 t of its own, sells half to the second and half away; the second sells all of it back.
        let has = sold_out(vec![vec![0.0, 0.5], vec![1.0, 0.0]], vec![0.5, 0.0], vec![1.0, 0.0], &[9.0; 2]);
        assert_eq!(has, [2.0, 1.0]);
    }

    #[test]
    fn a_ring_that_nobody_feeds_has_nothing_even_if_it_leaks_slowly() {
        let leak = 1e-9;
        let has =
            sold_out(vec![vec![0.0, 1.0 - leak], vec![1.0, 0.0]], vec![leak, 0.0], vec![0.0, 0.0], &[9.0; 2]);
        assert_eq!(has, [0.0, 0.0]);
        let closed = sold_out(vec![vec![0.0, 1.0], vec![1.0, 0.0]], vec![0.0; 2], vec![0.0; 2], &[9.0; 2]);
        assert_eq!(closed, [0.0, 0.0]);
    }

    #[test]
    fn many_rounds_lose_no_digit() {
        // One part in a million leaves at each round, so that what is given passes a million times.
        let leak = 1e-6;
        let has =
            sold_out(vec![vec![0.0, 1.0 - leak], vec![1.0, 0.0]], vec![leak, 0.0], vec![3.0, 0.0], &[1e9; 2]);
        assert!((has[0] - 3e6).abs() < 1e-3 && (has[1] - 3e6 * (1.0 - leak)).abs() < 1e-3, "{has:?}");
    }
}
