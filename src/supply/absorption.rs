/// Where chains of steps end, as parts of each state's whole.
///
/// States are taken out one at a time and their steps given to the states before them (state reduction). Nothing is
/// ever subtracted, so that each part is right to its last digits even where goods go round many times before they
/// leave; elimination with `1 − x` on its diagonal loses them there.
///
/// - Takes: by state, how much steps on to each state, and how much ends in each way; 0 or more, in any unit, which may
///   differ from row to row.
/// - Gives: by state, the part that ends in each way; parts of 0 for a state that has no end.
/// - Source: W. K. Grassmann, M. I. Taksar, D. P. Heyman, Operations Research 33 (1985) 1107-1116.
pub(super) fn absorbed(mut steps: Vec<Vec<f64>>, mut ends: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let states = steps.len();
    for (row, (steps, ends)) in steps.iter_mut().zip(&mut ends).enumerate() {
        steps[row] = 0.0;
        // Shares of the row: no product of two of them grows beyond all numbers.
        whole(steps, ends);
    }
    for out in 0..states {
        // Taken from their place while the other rows change.
        let (mut onward, mut ending) = (std::mem::take(&mut steps[out]), std::mem::take(&mut ends[out]));
        onward[out] = 0.0;
        whole(&mut onward, &mut ending);
        for row in (0..states).filter(|row| *row != out) {
            let into = std::mem::replace(&mut steps[row][out], 0.0);
            if into > 0.0 {
                // Nothing steps on to states that are taken out.
                add(&mut steps[row][out + 1..], into, &onward[out + 1..]);
                add(&mut ends[row], into, &ending);
            }
        }
        (steps[out], ends[out]) = (onward, ending);
    }
    for row in &mut ends {
        whole(row, &mut []);
    }
    ends
}

/// Makes parts of one whole add up to 1, unless all are 0.
fn whole(some: &mut [f64], others: &mut [f64]) {
    let sum = some.iter().chain(others.iter()).sum::<f64>();
    if sum > 0.0 {
        some.iter_mut().chain(others).for_each(|part| *part /= sum);
    }
}

fn add(to: &mut [f64], into: f64, shares: &[f64]) {
    for (sum, share) in to.iter_mut().zip(shares) {
        *sum += into * share;
    }
}

#[cfg(test)]
mod tests {
    use super::absorbed;

    #[test]
    fn a_ring_that_leaks_a_crumb_keeps_its_last_digits() {
        // Of each billion tonnes that go round, one comes from the first end and three from the second.
        let steps = vec![vec![0.0, 1e9], vec![1e9, 0.0]];
        let ends = absorbed(steps, vec![vec![1.0, 0.0], vec![0.0, 3.0]]);
        let exact = (1e9 + 3.0) / (4e9 + 3.0);
        assert!((ends[0][0] - exact).abs() < 1e-15, "{} {exact}", ends[0][0]);
        assert!((ends[0][0] + ends[0][1] - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_crumb_beside_a_mountain_is_not_lost() {
        let steps = vec![vec![0.0, 0.0], vec![3.6e-44, 0.0]];
        let ends = absorbed(steps, vec![vec![2.7e291, 0.0], vec![0.0, 0.0]]);
        assert_eq!(ends, [[1.0, 0.0], [1.0, 0.0]]);
    }

    #[test]
    fn a_state_without_an_end_has_no_parts() {
        let ends = absorbed(vec![vec![0.0, 1.0], vec![1.0, 0.0]], vec![vec![0.0], vec![0.0]]);
        assert_eq!(ends, [[0.0], [0.0]]);
    }
}
