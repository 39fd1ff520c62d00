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
/// // From: the claims of Mishnah Ketubot 93a; amounts as the R package ClaimsProblems gives them.
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
/// // From: Ibn Ezra's estate of 120, claimed whole, half, a third and a quarter, as told by O'Neill.
/// assert!((minimal_overlap(120.0, &[120.0, 60.0, 40.0, 30.0]).unwrap()[3] - 7.5).abs() < 1e-12);
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
/// // From: the garment of Bava Metzia 2a, claimed half by one and whole by the other; amounts as the R package
/// // ClaimsProblems gives them.
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
/// // From: the public record (D48): NICO in Canada, 1,700 t of bismuth a year, for four.
/// assert_eq!(equal_split(1700.0, 4).unwrap(), [425.0; 4]);
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
/// // From: the public record (D63): half of the 590 t of Caremag, France, goes to Japan, the rest counts as France's
/// // here; CEPII BACI, HS 284690, rare earths of all kinds that China sold them in 2024.
/// assert_eq!(equity_strict(590.0, &[6014.8, 125.5], &[0.5, 0.5]).unwrap(), [295.0, 125.5]);
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
/// // From: the public record (D63): half of the 590 t of Caremag, France, goes to Japan, the rest counts as France's
/// // here; CEPII BACI, HS 284690, rare earths of all kinds that China sold them in 2024.
/// assert_eq!(equity_passed_on(590.0, &[6014.8, 125.5], &[0.5, 0.5]).unwrap(), [464.5, 125.5]);
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
/// // From: the public record (D61): while Lynas makes up to 9,600 t, Japan may have 7,200 t of them first.
/// assert_eq!(priority(9600.0, &[9600.0, 9600.0], &[Some(7200.0), None]).unwrap(), [7200.0, 2400.0]);
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
/// // From: the claims of Mishnah Ketubot 93a; equal awards as the R package ClaimsProblems gives them.
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
/// // From: CEPII BACI, HS 2504, natural graphite that Japan, Germany and the United States imported in 2024, in all and
/// // from China; the treaty, article 2: reserves for 90 days.
/// let member = |base, lost| Member { base, available: base - lost, commitment: base * 90.0 / 365.0 };
/// let members = [member(46_207.0, 41_139.7), member(50_474.8, 18_357.8), member(71_585.7, 33_214.4)];
/// let (shortfall, settled) = iea_sharing(&members, 0.10).unwrap();
/// assert_eq!((shortfall.round(), settled[0].right.round()), (75_885.0, 15_681.0));
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
/// // From: CEPII BACI, HS 2504: Japan imported 46,207.0 t of natural graphite in 2024, 41,139.7 t of it from China;
/// // Germany 50,474.8 t, the United States 71,585.7 t.
/// let settled = iea_selective(46_207.0, 41_139.7, &[50_474.8, 71_585.7]).unwrap();
/// assert_eq!(settled.right.round(), 37_905.0);
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
/// // From: CEPII BACI, HS 850511, magnets that China sold the United States and Germany in 2024; the public record (D01,
/// // D04): 10X and Independence make 10,000 t, for the United States alone.
/// assert_eq!(deliverable(&[10_000.0], &[8678.5, 12_606.8], &[vec![None, Some(0.0)]]).unwrap(), 8678.5);
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
/// // From: CEPII BACI, HS 8106, bismuth that China sold Germany, Japan and the United States in 2024; the public record
/// // (D48): NICO in Canada, 1,700 t a year.
/// let needs = [952.4, 195.5, 777.4];
/// let given = leximin(&[1700.0], &needs, &[vec![None; 3]], &needs).unwrap();
/// assert!(given.iter().zip(needs).all(|(given, need)| (given / need - 1700.0 / 1925.3).abs() < 1e-9));
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
/// // From: the beer distribution problem of the PuLP documentation, and its optimum.
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
/// // From: CEPII BACI, HS 8106, bismuth that China sold Germany, Japan and the United States in 2024, and what they
/// // imported in all; the public record (D48): NICO in Canada, 1,700 t a year.
/// let (needs, uses) = ([952.4, 195.5, 777.4], [1120.0, 267.8, 1841.9]);
/// let best = min_worst_dependency(&[1700.0], &needs, &[vec![None; 3]], &uses).unwrap();
/// assert!((best.highest_after - 225.3 / 3229.7).abs() < 1e-9);
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
/// // From: CEPII BACI, HS 8106, bismuth that China sold Germany, Japan and the United States in 2024, and what they
/// // paid, in thousand dollars a tonne; the public record (D48): NICO in Canada, 1,700 t a year.
/// let (needs, values) = ([952.4, 195.5, 777.4], [11.757, 10.831, 9.704]);
/// let found = price_of_fairness(&[1700.0], &needs, &[vec![None; 3]], &values).unwrap();
/// assert!((found.price - 0.0136).abs() < 5e-5); // 18,672 against 18,418
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
/// // From: CEPII BACI, HS 8106, bismuth that China sold Germany, Japan and the United States in 2024, and what they
/// // paid, in thousand dollars a tonne; the public record (D48): NICO in Canada, 1,700 t a year.
/// let (needs, values) = ([952.4, 195.5, 777.4], [11.757, 10.831, 9.704]);
/// // Given equal awards.
/// let given = [752.25, 195.5, 752.25];
/// let forgone = value_forgone(&[1700.0], &needs, &[vec![None; 3]], &values, &given).unwrap();
/// assert!((forgone - 0.0220).abs() < 5e-5);
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
/// // From: the public record (D63): half of the 590 t of Caremag, France, goes to Japan, the rest counts as France's
/// // here; CEPII BACI, HS 284690, rare earths of all kinds that China sold them in 2024.
/// // Shared by need Japan has 578 t, France 12 t: France would rather keep its own part.
/// let (needs, by_need) = ([6014.8, 125.5], [590.0 * 6014.8 / 6140.3, 590.0 * 125.5 / 6140.3]);
/// let found = blocking_coalition(&[590.0], &needs, &[vec![None; 2]], &[vec![0.5, 0.5]], &by_need).unwrap();
/// assert_eq!(found.unwrap().members, [1]);
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
/// // From: the public record (D63): half of the 590 t of Caremag, France, goes to Japan, the rest counts as France's
/// // here; CEPII BACI, HS 284690, rare earths of all kinds that China sold them in 2024.
/// let (needs, by_need) = ([6014.8, 125.5], [590.0 * 6014.8 / 6140.3, 590.0 * 125.5 / 6140.3]);
/// let moved = smallest_transfer(590.0, &needs, &[0.5, 0.5], &by_need).unwrap();
/// assert!((moved[1] - 113.44).abs() < 5e-3); // to France, which needs 125.5 t and has 12 t
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
