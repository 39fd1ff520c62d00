//! Divisions that are no rule of the menus, and what makes a division fair, dear or unstable, on plain figures: each the
//! function of the same name of [`allocation`], behind a check of what is given.

use super::analysis::AnalysisError;
use crate::allocation::{
    self, Blocking, Member, Network, PriceOfFairness, Selective, Settlement, Transport, WorstDependency,
};
use crate::scenario::ScenarioError;

/// By project, then buyer: the most that it may buy; `None` without a limit.
type Limits = [Vec<Option<f64>>];

fn amounts(what: &'static str, values: &[f64]) -> Result<(), AnalysisError> {
    match values.iter().find(|value| !value.is_finite() || **value < 0.0) {
        Some(value) => {
            Err(AnalysisError::Number { what, value: *value, range: "a finite number of 0 or more" })
        }
        None => Ok(()),
    }
}

fn parts(what: &'static str, values: &[f64]) -> Result<(), AnalysisError> {
    match values.iter().find(|value| !(0.0..=1.0).contains(*value)) {
        Some(value) => Err(AnalysisError::Number { what, value: *value, range: "a number of 0 to 1" }),
        None => Ok(()),
    }
}

fn as_many(what: &'static str, found: usize, expected: usize) -> Result<(), AnalysisError> {
    match found == expected {
        true => Ok(()),
        false => Err(AnalysisError::Length { what, found, expected }),
    }
}

fn network(supply: &[f64], demand: &[f64], limits: &Limits) -> Result<Network, AnalysisError> {
    Ok(Network::new(supply, demand, limits).map_err(ScenarioError::from)?)
}

/// One of the rules of the literature that share out by claims alone.
fn by_claims(
    rule: fn(f64, &[f64]) -> Vec<f64>,
    available: f64,
    claims: &[f64],
) -> Result<Vec<f64>, AnalysisError> {
    amounts("what there is to divide", &[available])?;
    amounts("a claim", claims)?;
    Ok(rule(available, claims))
}

/// [`allocation::adjusted_proportional`].
///
/// # Errors
/// [`AnalysisError::Number`] for an amount that is negative or no number.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::adjusted_proportional;
/// assert_eq!(adjusted_proportional(200.0, &[100.0, 200.0, 300.0]).unwrap(), [40.0, 80.0, 80.0]);
/// assert!(adjusted_proportional(200.0, &[-100.0]).unwrap_err().to_string().contains("a claim is -100"));
/// ```
pub fn adjusted_proportional(available: f64, claims: &[f64]) -> Result<Vec<f64>, AnalysisError> {
    by_claims(allocation::adjusted_proportional, available, claims)
}

/// [`allocation::minimal_overlap`].
///
/// # Errors
/// As [`adjusted_proportional`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::minimal_overlap;
/// assert!((minimal_overlap(300.0, &[100.0, 200.0, 300.0]).unwrap()[2] - 550.0 / 3.0).abs() < 1e-12);
/// ```
pub fn minimal_overlap(available: f64, claims: &[f64]) -> Result<Vec<f64>, AnalysisError> {
    by_claims(allocation::minimal_overlap, available, claims)
}

/// [`allocation::constrained_egalitarian`].
///
/// # Errors
/// As [`adjusted_proportional`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::constrained_egalitarian;
/// assert_eq!(constrained_egalitarian(1.0, &[0.5, 1.0]).unwrap(), [0.5, 0.5]);
/// ```
pub fn constrained_egalitarian(available: f64, claims: &[f64]) -> Result<Vec<f64>, AnalysisError> {
    by_claims(allocation::constrained_egalitarian, available, claims)
}

/// [`allocation::equal_split`].
///
/// # Errors
/// As [`adjusted_proportional`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::equal_split;
/// assert_eq!(equal_split(10.0, 4).unwrap(), [2.5; 4]);
/// ```
pub fn equal_split(available: f64, claimants: usize) -> Result<Vec<f64>, AnalysisError> {
    amounts("what there is to divide", &[available])?;
    Ok(allocation::equal_split(available, claimants))
}

fn owned(output: f64, needs: &[f64], equity: &[f64]) -> Result<(), AnalysisError> {
    amounts("the output", &[output])?;
    amounts("a need", needs)?;
    parts("a part of the capital", equity)?;
    as_many("parts of the capital", equity.len(), needs.len())
}

/// [`allocation::equity_strict`].
///
/// # Errors
/// [`AnalysisError`] for an amount below 0, a part outside 0 to 1, or lists that do not match.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::equity_strict;
/// assert_eq!(equity_strict(100.0, &[80.0, 10.0, 50.0], &[0.5, 0.3, 0.2]).unwrap(), [50.0, 10.0, 20.0]);
/// ```
pub fn equity_strict(output: f64, needs: &[f64], equity: &[f64]) -> Result<Vec<f64>, AnalysisError> {
    owned(output, needs, equity)?;
    Ok(allocation::equity_strict(output, needs, equity))
}

/// [`allocation::equity_passed_on`].
///
/// # Errors
/// As [`equity_strict`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::equity_passed_on;
/// let given = equity_passed_on(100.0, &[80.0, 10.0, 50.0], &[0.5, 0.3, 0.2]).unwrap();
/// assert!((given[0] - 450.0 / 7.0).abs() < 1e-9 && given[1] == 10.0);
/// ```
pub fn equity_passed_on(output: f64, needs: &[f64], equity: &[f64]) -> Result<Vec<f64>, AnalysisError> {
    owned(output, needs, equity)?;
    Ok(allocation::equity_passed_on(output, needs, equity))
}

/// [`allocation::priority`]; `None` for a buyer without a limit.
///
/// # Errors
/// As [`equity_strict`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::priority;
/// // Japan comes first, for up to 7,200 t of the output of Lynas.
/// assert_eq!(priority(9000.0, &[8000.0, 5000.0], &[Some(7200.0), None]).unwrap(), [7200.0, 1800.0]);
/// ```
pub fn priority(output: f64, needs: &[f64], limits: &[Option<f64>]) -> Result<Vec<f64>, AnalysisError> {
    let limits: Vec<f64> = limits.iter().map(|limit| limit.unwrap_or(f64::MAX)).collect();
    amounts("the output", &[output])?;
    amounts("a need", needs)?;
    amounts("a limit", &limits)?;
    as_many("limits", limits.len(), needs.len())?;
    Ok(allocation::priority(output, needs, &limits))
}

/// [`allocation::water_fill`].
///
/// # Errors
/// As [`equity_strict`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::water_fill;
/// assert_eq!(water_fill(300.0, &[100.0, 200.0, 300.0], &[1.0; 3]).unwrap(), [100.0; 3]);
/// ```
pub fn water_fill(available: f64, claims: &[f64], weights: &[f64]) -> Result<Vec<f64>, AnalysisError> {
    amounts("what there is to divide", &[available])?;
    amounts("a claim", claims)?;
    amounts("a weight", weights)?;
    as_many("weights", weights.len(), claims.len())?;
    Ok(allocation::water_fill(available, claims, weights))
}

/// [`allocation::iea_sharing`]: the shortfall, and each member's settlement.
///
/// # Errors
/// As [`equity_strict`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::{Member, iea_sharing};
/// let member = |base, available, commitment| Member { base, available, commitment };
/// let members = [member(100.0, 95.0, 20.0), member(60.0, 30.0, 15.0), member(40.0, 25.0, 10.0)];
/// let (shortfall, settled) = iea_sharing(&members, 0.07).unwrap();
/// assert!((shortfall - 36.0).abs() < 1e-9 && (settled[0].obligation - 18.0).abs() < 1e-9);
/// ```
pub fn iea_sharing(members: &[Member], restraint: f64) -> Result<(f64, Vec<Settlement>), AnalysisError> {
    parts("the restraint", &[restraint])?;
    for member in members {
        amounts("a member's base use", &[member.base])?;
        amounts("a member's available supply", &[member.available])?;
        amounts("a member's commitment", &[member.commitment])?;
    }
    Ok(allocation::iea_sharing(members, restraint))
}

/// [`allocation::iea_selective`].
///
/// # Errors
/// As [`adjusted_proportional`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::iea_selective;
/// assert!((iea_selective(100.0, 20.0, &[60.0, 40.0]).unwrap().right - 13.0).abs() < 1e-9);
/// ```
pub fn iea_selective(base: f64, loss: f64, others: &[f64]) -> Result<Selective, AnalysisError> {
    amounts("base use", &[base])?;
    amounts("the loss", &[loss])?;
    amounts("another's base use", others)?;
    Ok(allocation::iea_selective(base, loss, others))
}

/// [`allocation::Network::deliverable`]: the most that can be delivered to all buyers together.
///
/// # Errors
/// [`AnalysisError::Network`] for lists that do not match, or an amount below 0.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::deliverable;
/// // 7,000 t of magnets a year for a market that would have to replace 5,000 t.
/// assert_eq!(deliverable(&[7000.0], &[5000.0, 9000.0], &[vec![None, Some(0.0)]]).unwrap(), 5000.0);
/// ```
pub fn deliverable(supply: &[f64], demand: &[f64], limits: &Limits) -> Result<f64, AnalysisError> {
    Ok(network(supply, demand, limits)?.deliverable())
}

/// [`allocation::leximin`]: tonnes by buyer with level coverage of the weights.
///
/// # Errors
/// As [`deliverable`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::leximin;
/// let given = leximin(&[100.0], &[40.0, 60.0, 100.0], &[vec![None; 3]], &[40.0, 60.0, 100.0]).unwrap();
/// assert!(given.iter().zip([20.0, 30.0, 50.0]).all(|(given, half)| (given - half).abs() < 1e-9));
/// ```
pub fn leximin(
    supply: &[f64],
    demand: &[f64],
    limits: &Limits,
    weights: &[f64],
) -> Result<Vec<f64>, AnalysisError> {
    let network = network(supply, demand, limits)?;
    Ok(allocation::leximin(&network, weights).map_err(ScenarioError::from)?)
}

/// [`allocation::transport_within`]: the cheapest delivery.
///
/// # Errors
/// As [`deliverable`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::transport;
/// let cost = [vec![2.0, 4.0, 5.0, 2.0, 1.0], vec![3.0, 1.0, 3.0, 2.0, 3.0]];
/// let anyone = vec![vec![None; 5]; 2];
/// let plan = transport(&[1000.0, 4000.0], &[500.0, 900.0, 1800.0, 200.0, 700.0], &anyone, &cost).unwrap();
/// assert_eq!(plan.cost, 8600.0);
/// ```
pub fn transport(
    supply: &[f64],
    demand: &[f64],
    limits: &Limits,
    cost: &[Vec<f64>],
) -> Result<Transport, AnalysisError> {
    let network = network(supply, demand, limits)?;
    Ok(allocation::transport_within(&network, cost).map_err(ScenarioError::from)?)
}

/// [`allocation::min_worst_dependency`].
///
/// # Errors
/// As [`deliverable`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::min_worst_dependency;
/// // 40 t for two who buy 60 t each from the restricted supplier: 20 t in 100 t and 60 t in 300 t are left.
/// let best = min_worst_dependency(&[40.0], &[60.0, 60.0], &[vec![None; 2]], &[100.0, 300.0]).unwrap();
/// assert!((best.highest_after - 0.2).abs() < 1e-9);
/// ```
pub fn min_worst_dependency(
    supply: &[f64],
    demand: &[f64],
    limits: &Limits,
    uses: &[f64],
) -> Result<WorstDependency, AnalysisError> {
    let network = network(supply, demand, limits)?;
    Ok(allocation::min_worst_dependency(&network, uses).map_err(ScenarioError::from)?)
}

/// [`allocation::price_of_fairness`].
///
/// # Errors
/// As [`deliverable`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::price_of_fairness;
/// let found = price_of_fairness(&[100.0], &[40.0, 60.0, 100.0], &[vec![None; 3]], &[5.0, 2.0, 1.0]).unwrap();
/// assert!((found.price - 0.34375).abs() < 1e-9); // 320 against 210
/// ```
pub fn price_of_fairness(
    supply: &[f64],
    demand: &[f64],
    limits: &Limits,
    values: &[f64],
) -> Result<PriceOfFairness, AnalysisError> {
    let network = network(supply, demand, limits)?;
    Ok(allocation::price_of_fairness(&network, values).map_err(ScenarioError::from)?)
}

/// [`allocation::value_forgone`].
///
/// # Errors
/// As [`deliverable`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::value_forgone;
/// let forgone = value_forgone(&[100.0], &[80.0, 60.0], &[vec![None; 2]], &[3.0, 1.0], &[50.0, 50.0]).unwrap();
/// assert_eq!(forgone, 60.0 / 260.0);
/// ```
pub fn value_forgone(
    supply: &[f64],
    demand: &[f64],
    limits: &Limits,
    values: &[f64],
    given: &[f64],
) -> Result<f64, AnalysisError> {
    let network = network(supply, demand, limits)?;
    Ok(allocation::value_forgone(&network, values, given).map_err(ScenarioError::from)?)
}

/// [`allocation::blocking_coalition`]: who would do better together alone; `None` where nobody would.
///
/// # Errors
/// As [`deliverable`]; for owners of more than a whole project, or too many of them.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::blocking_coalition;
/// let (needs, given) = ([80.0, 60.0, 40.0], [400.0 / 9.0, 300.0 / 9.0, 200.0 / 9.0]);
/// let owners = [vec![1.0, 0.0, 0.0]];
/// let found = blocking_coalition(&[100.0], &needs, &[vec![None; 3]], &owners, &given).unwrap();
/// assert_eq!(found.unwrap().members, [0]);
/// ```
pub fn blocking_coalition(
    supply: &[f64],
    demand: &[f64],
    limits: &Limits,
    owners: &[Vec<f64>],
    given: &[f64],
) -> Result<Option<Blocking>, AnalysisError> {
    let network = network(supply, demand, limits)?;
    Ok(allocation::blocking_coalition(&network, owners, given).map_err(ScenarioError::from)?)
}

/// [`allocation::smallest_transfer`].
///
/// # Errors
/// As [`equity_strict`].
///
/// # Example
/// ```
/// use offtake::atlas::analysis::smallest_transfer;
/// let moved = smallest_transfer(100.0, &[80.0, 60.0, 40.0], &[1.0, 0.0, 0.0], &[40.0, 36.0, 24.0]).unwrap();
/// assert_eq!(moved, [40.0, -24.0, -16.0]);
/// ```
pub fn smallest_transfer(
    pool: f64,
    needs: &[f64],
    owned: &[f64],
    given: &[f64],
) -> Result<Vec<f64>, AnalysisError> {
    amounts("the pool", &[pool])?;
    amounts("a need", needs)?;
    amounts("an amount given", given)?;
    parts("a part of the pool", owned)?;
    as_many("parts of the pool", owned.len(), needs.len())?;
    as_many("amounts given", given.len(), needs.len())?;
    Ok(allocation::smallest_transfer(pool, needs, owned, given))
}
