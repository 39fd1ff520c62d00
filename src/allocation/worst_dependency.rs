use super::network::{Network, NetworkError, amounts, length};
use super::water::water_fill;

/// Where allied tonnes lower the highest dependency most.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize, tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct WorstDependency {
    /// Restricted tonnes over use, by buyer, before. `None` for a buyer that uses nothing.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(number | null)[]"))]
    pub before: Vec<Option<f64>>,
    /// The highest dependency that is left, 0 or more.
    pub highest_after: f64,
    /// Restricted tonnes that can be replaced in all.
    pub replaced: f64,
}

/// Sends allied tonnes where dependency on the restricted supplier is highest, one tonne for one tonne.
///
/// - Takes: a network whose demands are the restricted tonnes of each buyer, and each buyer's use. A buyer without use is left
///   out.
///
/// # Errors
/// [`NetworkError`] for a list of uses that does not match.
///
/// # Example
/// ```
/// use offtake::allocation::{Network, min_worst_dependency};
/// // From: CEPII BACI, HS 850511, magnets that China sold Germany, Japan and the United States in 2024, and what they
/// // imported in all; the public record (D01, D04): 10X makes 7,000 t for the United States alone, Independence 3,000 t,
/// // taken here as open to all.
/// let limits = [vec![Some(0.0), Some(0.0), None], vec![None; 3]];
/// let network = Network::new(&[7000.0, 3000.0], &[12_606.8, 3714.5, 8678.5], &limits).unwrap();
/// let best = min_worst_dependency(&network, &[14_908.1, 10_332.4, 11_218.4]).unwrap();
/// // Germany depends most and may have 3,000 t: still 64 per cent of its imports.
/// assert!((best.highest_after - 9606.8 / 14_908.1).abs() < 1e-9);
/// ```
pub fn min_worst_dependency(network: &Network, uses: &[f64]) -> Result<WorstDependency, NetworkError> {
    length("uses", uses.len(), network.demand.len())?;
    amounts("use", uses)?;
    let restricted = &network.demand;
    let counted: Vec<usize> = (0..uses.len()).filter(|&j| uses[j] > 0.0).collect();
    let needs = |level: f64| -> Vec<f64> {
        (0..uses.len())
            .map(|j| if uses[j] > 0.0 { (restricted[j] - level * uses[j]).max(0.0) } else { 0.0 })
            .collect()
    };
    let mut level = 0.0;
    // From below: as long as the needs at a level cannot be met, the cut tells by how much it must rise.
    for _ in 0..=2 * uses.len() {
        let wanted = needs(level);
        let cut = network.saturate(&wanted);
        if cut.delivered >= wanted.iter().sum::<f64>() - network.rounding() {
            break;
        }
        let closed: Vec<usize> = counted.iter().copied().filter(|&j| !cut.open[j]).collect();
        let raised = level_left(&closed, restricted, uses, cut.capacity_of_closed);
        if raised <= level {
            break;
        }
        level = raised;
    }
    let before =
        (0..uses.len()).map(|j| if uses[j] > 0.0 { Some(restricted[j] / uses[j]) } else { None }).collect();
    Ok(WorstDependency { before, highest_after: level, replaced: network.deliverable() })
}

/// The delivery that lowers the highest dependency as far as can be, then the next highest, and so on.
///
/// - Takes: as [`min_worst_dependency`]; a buyer without use gets nothing.
/// - Gives: tonnes by buyer. They are unique, and add up to all that can be delivered to buyers with use.
///
/// # Errors
/// [`NetworkError`] for a list of uses that does not match.
///
/// # Example
/// ```
/// use offtake::allocation::{Network, least_dependency};
/// // From: CEPII BACI, HS 8106, bismuth that China sold Germany, Japan and the United States in 2024, and what they
/// // imported in all; the public record (D48): NICO in Canada, 1,700 t a year.
/// let network = Network::new(&[1700.0], &[952.4, 195.5, 777.4], &[vec![None; 3]]).unwrap();
/// let given = least_dependency(&network, &[1120.0, 267.8, 1841.9]).unwrap();
/// assert_eq!(given.iter().map(|tonnes| tonnes.round()).collect::<Vec<_>>(), [874.0, 177.0, 649.0]);
/// ```
pub fn least_dependency(network: &Network, uses: &[f64]) -> Result<Vec<f64>, NetworkError> {
    length("uses", uses.len(), network.demand.len())?;
    amounts("use", uses)?;
    let restricted = &network.demand;
    let mut settled: Vec<Option<f64>> =
        uses.iter().map(|use_| if *use_ > 0.0 { None } else { Some(0.0) }).collect();
    let mut flow = vec![vec![0.0; uses.len()]; network.supply.len()];
    while settled.contains(&None) {
        let active: Vec<usize> = (0..uses.len()).filter(|&j| settled[j].is_none()).collect();
        let needs = |level: f64| -> Vec<f64> {
            (0..uses.len())
                .map(|j| settled[j].unwrap_or_else(|| (restricted[j] - level * uses[j]).max(0.0)))
                .collect()
        };
        let mut level = 0.0;
        let mut cut = network.saturate_from(&needs(level), flow);
        // Each cut is new and the level rises: there are fewer rounds than buyers. The count only guards against rounding.
        for _ in 0..=2 * uses.len() {
            if cut.delivered >= needs(level).iter().sum::<f64>() - network.rounding() {
                break;
            }
            let closed: Vec<usize> = active.iter().copied().filter(|&j| !cut.open[j]).collect();
            let spoken_for: f64 = (0..uses.len()).filter(|&j| !cut.open[j]).filter_map(|j| settled[j]).sum();
            let raised =
                level_left(&closed, restricted, uses, (cut.capacity_of_closed - spoken_for).max(0.0));
            if closed.is_empty() || raised <= level {
                break;
            }
            level = raised;
            cut = network.saturate_from(&needs(level), cut.flow);
        }
        let reached = needs(level);
        let full = |j: &usize| reached[*j] >= restricted[*j] - network.rounding();
        let mut done: Vec<usize> = active.iter().copied().filter(|j| !cut.open[*j] || full(j)).collect();
        if done.is_empty() {
            done = active;
        }
        for j in done {
            settled[j] = Some(reached[j]);
        }
        flow = cut.flow;
    }
    Ok(settled.into_iter().map(|tonnes| tonnes.unwrap_or(0.0)).collect())
}

/// The level t at which Σ max(0, restricted − t · use) is what can be delivered: what stays is shared like water, the most
/// dependent first, so t falls out of an exact sort.
fn level_left(closed: &[usize], restricted: &[f64], uses: &[f64], capacity: f64) -> f64 {
    let claims: Vec<f64> = closed.iter().map(|&j| restricted[j]).collect();
    let weights: Vec<f64> = closed.iter().map(|&j| uses[j]).collect();
    let stays = (claims.iter().sum::<f64>() - capacity).max(0.0);
    // Everyone keeps min(restricted, t · use) restricted tonnes: the filling of `stays` by use.
    let kept = water_fill(stays, &claims, &weights);
    kept.iter().zip(&weights).map(|(kept, weight)| kept / weight).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::{Network, min_worst_dependency};

    #[test]
    fn enough_allied_tonnes_leave_no_dependency() {
        let network = Network::new(&[100.0], &[40.0, 30.0], &[vec![None, None]]).unwrap();
        let best = min_worst_dependency(&network, &[100.0, 0.0]).unwrap();
        assert_eq!(best.highest_after, 0.0);
        assert_eq!(best.before, [Some(0.4), None]);
    }
}
