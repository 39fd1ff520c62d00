/// How unequal amounts are: the Gini coefficient, mean difference over twice the mean, each with its weight.
///
/// - Takes: amounts and weights of 0 or more, as long as each other. Weight 1 counts heads; need as weight counts tonnes.
/// - Gives: 0 (all equal) up to 1 − 1/n; 0 where all amounts are 0. `None` for nobody, or numbers below 0 or undefined.
/// - Source: C. Gini 1912, the population form.
///
/// # Example
/// ```
/// use offtake::allocation::gini;
/// // From: CEPII BACI, HS 850511, magnets that China sold Germany, Japan and the United States in 2024; the public
/// // record (D01): 10X sells its 7,000 t to the United States alone.
/// let coverage = [0.0, 0.0, 7000.0 / 8678.5];
/// assert!((gini(&coverage, &[1.0; 3]).unwrap() - 2.0 / 3.0).abs() < 1e-12);
/// assert!((gini(&coverage, &[12_606.8, 3714.5, 8678.5]).unwrap() - 0.653).abs() < 5e-4); // by need
/// ```
pub fn gini(amounts: &[f64], weights: &[f64]) -> Option<f64> {
    let sound = |list: &[f64]| list.iter().all(|number| number.is_finite() && *number >= 0.0);
    let whole: f64 = weights.iter().sum();
    if amounts.len() != weights.len() || !sound(amounts) || !sound(weights) || whole <= 0.0 {
        return None;
    }
    let mean: f64 = amounts.iter().zip(weights).map(|(amount, weight)| amount * weight).sum::<f64>() / whole;
    if mean == 0.0 {
        return Some(0.0);
    }
    let mut differences = 0.0;
    for (one, one_weight) in amounts.iter().zip(weights) {
        for (other, other_weight) in amounts.iter().zip(weights) {
            differences += one_weight * other_weight * (one - other).abs();
        }
    }
    Some(differences / (2.0 * whole * whole * mean))
}

/// How equal amounts are: Jain's index, (Σ x)² / (n Σ x²). If k of n get the same and the rest nothing, it is k/n.
///
/// - Takes: amounts of 0 or more. - Gives: 1/n ..= 1; 1 where all are 0, by our convention. `None` for nobody, or numbers
///   below 0 or undefined.
/// - Source: R. Jain, D.-M. Chiu, W. Hawe, DEC Research Report TR-301, 1984.
///
/// # Example
/// ```
/// use offtake::allocation::jain;
/// // From: Jain, Chiu and Hawe: 20 of 100 users are served alike, the others not at all.
/// let mut users = [0.0; 100];
/// users[..20].fill(1.0);
/// assert!((jain(&users).unwrap() - 0.2).abs() < 1e-12);
/// ```
pub fn jain(amounts: &[f64]) -> Option<f64> {
    if amounts.is_empty() || !amounts.iter().all(|amount| amount.is_finite() && *amount >= 0.0) {
        return None;
    }
    let sum: f64 = amounts.iter().sum();
    if sum == 0.0 {
        return Some(1.0);
    }
    // Shares first, so that large amounts cannot overflow when squared.
    let squares: f64 = amounts.iter().map(|amount| (amount / sum) * (amount / sum)).sum();
    Some(1.0 / (amounts.len() as f64 * squares))
}

/// The most that fairness can cost, as a part of the best total, when all claimants could reach the same most alone.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize, tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct FairnessBounds {
    /// For proportional fairness (the Nash solution).
    pub proportional: f64,
    /// For max-min fairness.
    pub max_min: f64,
}

/// The bounds for a number of claimants. `None` for nobody.
///
/// - Source: D. Bertsimas, V. F. Farias, N. Trichakis, Operations Research 59 (2011) 17-31, theorems 1 and 2.
///
/// # Example
/// ```
/// use offtake::allocation::fairness_bounds;
/// // From: theorem 2, for two: 1 - 4 · 2 / 3².
/// assert!((fairness_bounds(2).unwrap().max_min - 1.0 / 9.0).abs() < 1e-15);
/// ```
pub fn fairness_bounds(claimants: u32) -> Option<FairnessBounds> {
    if claimants == 0 {
        return None;
    }
    let n = f64::from(claimants);
    Some(FairnessBounds {
        proportional: 1.0 - (2.0 * n.sqrt() - 1.0) / n,
        max_min: 1.0 - 4.0 * n / ((n + 1.0) * (n + 1.0)),
    })
}

/// Who has reason to envy whom: the one has a smaller part of its need, and the other has tonnes that the first could have
/// been given instead. Pairs of places, the envious first.
///
/// - Takes: coverage by buyer, 0 to 1, and `None` for one that needs nothing; tonnes by project, then buyer; limits by
///   project, then buyer, `None` where there is none. Lists as long as each other; what is missing counts as 0 tonnes.
/// - Source: justified envy after A. Abdulkadiroğlu, T. Sönmez, American Economic Review 93 (2003) 729-747, with coverage in
///   the place of priority.
///
/// # Example
/// ```
/// use offtake::allocation::justified_envy;
/// // From: CEPII BACI, HS 8106, bismuth that China sold Germany, Japan and the United States in 2024; the public record
/// // (D48): NICO in Canada, 1,700 t a year.
/// let coverage = [Some(1.0), Some(1.0), Some(552.1 / 777.4)];
/// let flow = [vec![952.4, 195.5, 552.1]];
/// assert_eq!(justified_envy(&coverage, &flow, &[vec![None; 3]]), [(2, 0), (2, 1)]);
/// // Who may not buy more has no reason to envy.
/// assert_eq!(justified_envy(&coverage, &flow, &[vec![None, None, Some(552.1)]]), []);
/// ```
pub fn justified_envy(
    coverage: &[Option<f64>],
    flow: &[Vec<f64>],
    limits: &[Vec<Option<f64>>],
) -> Vec<(usize, usize)> {
    /// A smaller difference of coverage is rounding.
    const NEAR: f64 = 1e-9;
    let could_give = |one: usize, other: usize| {
        flow.iter().zip(limits).any(|(tonnes, limits)| {
            let at = |place: usize| tonnes.get(place).copied().unwrap_or(0.0);
            let room = limits.get(one).copied().flatten().is_none_or(|most| at(one) < most);
            room && at(other) > 0.0
        })
    };
    let mut pairs = Vec::new();
    for (one, less) in coverage.iter().enumerate() {
        for (other, more) in coverage.iter().enumerate() {
            if let (Some(less), Some(more)) = (less, more)
                && *less < more - NEAR
                && could_give(one, other)
            {
                pairs.push((one, other));
            }
        }
    }
    pairs
}
