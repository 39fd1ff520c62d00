use super::network::{Network, NetworkError, amounts, length};
use super::water::water_level;

/// The fairest delivery: the buyer that is worst off gets as much as it can, then the next, and so on.
///
/// With the demands as weights the coverage of need is made level, with ones the tonnes. No tonne is lost: the total is the
/// most that can be delivered. The same delivery maximises Σ weight · ln tonnes, the (weighted) Nash welfare, and every
/// other even-handed measure; no further method is needed.
///
/// - Takes: a network and a weight by buyer, 0 or more; a buyer without weight or demand gets nothing.
/// - Gives: tonnes by buyer. They are unique; who delivers to whom is not.
/// - Source: N. Megiddo, Mathematical Programming 7 (1974) 97-107; S. Fujishige, Mathematics of Operations Research 5 (1980)
///   186-196. The level is lowered from cut to cut, each time in closed form.
///
/// # Errors
/// [`NetworkError`] for weights that do not match.
///
/// # Example
/// ```
/// use offtake::allocation::{Network, leximin};
/// // From: CEPII BACI, HS 8106, bismuth that China sold Germany, Japan and the United States in 2024; the public record
/// // (D48): NICO in Canada, 1,700 t a year.
/// let needs = [952.4, 195.5, 777.4];
/// let network = Network::new(&[1700.0], &needs, &[vec![None; 3]]).unwrap();
/// let given = leximin(&network, &needs).unwrap();
/// assert!(given.iter().zip(needs).all(|(given, need)| (given / need - 1700.0 / 1925.3).abs() < 1e-9));
/// ```
pub fn leximin(network: &Network, weights: &[f64]) -> Result<Vec<f64>, NetworkError> {
    length("weights", weights.len(), network.demand.len())?;
    amounts("weight", weights)?;
    let demand = &network.demand;
    let rounding = network.rounding();
    let mut settled: Vec<Option<f64>> = (0..demand.len())
        .map(|j| if demand[j] <= 0.0 || weights[j] <= 0.0 { Some(0.0) } else { None })
        .collect();
    let mut flow = vec![vec![0.0; demand.len()]; network.supply.len()];
    while settled.contains(&None) {
        let active: Vec<usize> = (0..demand.len()).filter(|&j| settled[j].is_none()).collect();
        let mut level = active.iter().map(|&j| demand[j] / weights[j]).fold(0.0, f64::max);
        let caps = |level: f64| -> Vec<f64> {
            (0..demand.len()).map(|j| settled[j].unwrap_or((level * weights[j]).min(demand[j]))).collect()
        };
        let mut cut = network.saturate_from(&caps(level), flow);
        // Each cut is new and the level falls: there are fewer rounds than buyers. The count only guards against rounding.
        for _ in 0..=2 * demand.len() {
            if cut.delivered >= caps(level).iter().sum::<f64>() - rounding {
                break;
            }
            let closed: Vec<usize> = active.iter().copied().filter(|&j| !cut.open[j]).collect();
            let spoken_for: f64 =
                (0..demand.len()).filter(|&j| !cut.open[j]).filter_map(|j| settled[j]).sum();
            let claims: Vec<f64> = closed.iter().map(|&j| demand[j]).collect();
            let shares: Vec<f64> = closed.iter().map(|&j| weights[j]).collect();
            let lower = water_level((cut.capacity_of_closed - spoken_for).max(0.0), &claims, &shares);
            if closed.is_empty() || lower >= level {
                break;
            }
            level = lower;
            cut = network.saturate_from(&caps(level), cut.flow);
        }
        let reached = caps(level);
        let mut done: Vec<usize> =
            active.iter().copied().filter(|&j| reached[j] >= demand[j] - rounding || !cut.open[j]).collect();
        if done.is_empty() {
            done = active;
        }
        for j in done {
            settled[j] = Some(if reached[j] >= demand[j] - rounding { demand[j] } else { reached[j] });
        }
        flow = cut.flow;
    }
    Ok(settled.into_iter().map(|tonnes| tonnes.unwrap_or(0.0)).collect())
}

#[cfg(test)]
mod tests {
    use super::{Network, leximin};

    #[test]
    fn a_buyer_behind_a_bottleneck_does_not_hold_the_others_down() {
        let limits = [vec![None, Some(0.0), Some(0.0)], vec![Some(0.0), None, None]];
        let network = Network::new(&[10.0, 90.0], &[25.0, 40.0, 15.0], &limits).unwrap();
        let given = leximin(&network, &[25.0, 40.0, 15.0]).unwrap();
        for (given, expected) in given.iter().zip([10.0, 40.0, 15.0]) {
            assert!((given - expected).abs() < 1e-9, "{given} {expected}");
        }
    }

    #[test]
    fn a_crumb_beside_a_mountain_does_not_hold_the_others_down() {
        // One buyer may take 80 g and misses five million tonnes, the next can buy nothing, the third is served by the project.
        let network =
            Network::new(&[38.0], &[37.0, 5.4e6, 12.0], &[vec![Some(77.0), Some(8e-5), Some(0.0)]]).unwrap();
        let given = leximin(&network, &[37.0, 5.4e6, 12.0]).unwrap();
        assert!((given[0] - 37.0).abs() < 1e-4, "{given:?}");
    }

    #[test]
    fn grammes_are_divided_like_tonnes() {
        let of = |unit: f64| {
            let network =
                Network::new(&[70.0 * unit], &[60.0 * unit, 40.0 * unit], &[vec![Some(20.0 * unit), None]])
                    .unwrap();
            leximin(&network, &[1.0, 1.0]).unwrap()
        };
        for (small, large) in of(1e-9).iter().zip(of(1.0)) {
            assert!((small * 1e9 - large).abs() < 1e-6, "{small} {large}");
        }
    }
}
