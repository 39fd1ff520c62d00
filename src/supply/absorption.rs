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
    for out in 0..states {
        // Taken from their place while the other rows change.
        let (mut onward, ending) = (std::mem::take(&mut steps[out]), std::mem::take(&mut ends[out]));
        onward[out] = 0.0;
        let leaving = onward.iter().chain(&ending).sum::<f64>();
        for row in (0..states).filter(|row| *row != out) {
            let into = std::mem::replace(&mut steps[row][out], 0.0);
            if into <= 0.0 || leaving <= 0.0 {
                continue;
            }
            let part = into / leaving;
            add(&mut steps[row], part, &onward);
            add(&mut ends[row], part, &ending);
        }
        (steps[out], ends[out]) = (onward, ending);
    }
    for row in &mut ends {
        let whole = row.iter().sum::<f64>();
        if whole > 0.0 {
            row.iter_mut().for_each(|part| *part /= whole);
        }
    }
    ends
}

fn add(to: &mut [f64], part: f64, amounts: &[f64]) {
    for (sum, amount) in to.iter_mut().zip(amounts) {
        *sum += part * amount;
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
    fn a_state_without_an_end_has_no_parts() {
        let ends = absorbed(vec![vec![0.0, 1.0], vec![1.0, 0.0]], vec![vec![0.0], vec![0.0]]);
        assert_eq!(ends, [[0.0], [0.0]]);
    }
}
