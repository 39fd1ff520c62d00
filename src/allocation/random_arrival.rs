use super::properties::{EVEN, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use crate::chance::Pcg32;
use crate::terms::{Order, Tonnes};

pub(super) const RULE: Rule = Rule {
    id: "random-arrival",
    share_out: any_number,
    properties: Properties { inflation_is_useless: true, self_dual: true, half_for_half: true, ..EVEN },
};

/// Up to here all orders are counted; a millisecond or two for so many claims.
const MOST_CLAIMS: usize = 20;
/// Orders drawn where they cannot all be counted: a share then errs by about half a per cent of the largest claim.
const ORDERS: usize = 10_000;
const SEED: u64 = 2025;

/// The rule for any number of claims: exact for few, else the mean over orders drawn with a fixed seed.
fn any_number(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let claims = shortage.checked()?.amounts();
    let available = shortage.available.0;
    let given = if claims.len() <= MOST_CLAIMS {
        random_arrival(available, &claims)?
    } else {
        drawn(available, &claims)
    };
    Ok(given.into_iter().map(Tonnes).collect())
}

/// The mean over orders of coming, each drawn and then also taken backwards.
fn drawn(available: f64, claims: &[f64]) -> Vec<f64> {
    let mut chance = Pcg32::new(SEED, claims.len() as u64);
    let mut order: Vec<usize> = (0..claims.len()).collect();
    let mut given = vec![0.0; claims.len()];
    let mut serve = |order: &mut dyn Iterator<Item = &usize>| {
        let mut rest = available;
        for &j in order {
            let taken = claims[j].min(rest);
            given[j] += taken;
            rest -= taken;
        }
    };
    for _ in 0..ORDERS / 2 {
        for last in (1..order.len()).rev() {
            order.swap(last, chance.next_u32() as usize % (last + 1));
        }
        serve(&mut order.iter());
        serve(&mut order.iter().rev());
    }
    given.iter().map(|sum| sum / ORDERS as f64).collect()
}

/// First come, first served, averaged over all orders of coming: the Shapley value of the shortage.
///
/// - Takes: tonnes to divide and at most 20 claims, 0 or more. - Gives: one amount a claim; the claims themselves when there
///   is enough.
/// - Source: B. O'Neill, Mathematical Social Sciences 2 (1982) 345-371.
///
/// # Errors
/// [`ClaimsError::TooMany`] for more claims: their orders cannot all be counted.
///
/// # Example
/// ```
/// use offtake::allocation::random_arrival;
/// // From: the claims of Mishnah Ketubot 93a; amounts as the R package ClaimsProblems gives them.
/// let given = random_arrival(200.0, &[100.0, 200.0, 300.0]).unwrap();
/// assert!((given[0] - 100.0 / 3.0).abs() < 1e-9 && (given[1] - 250.0 / 3.0).abs() < 1e-9);
/// ```
pub fn random_arrival(available: f64, claims: &[f64]) -> Result<Vec<f64>, ClaimsError> {
    let count = claims.len();
    if count > MOST_CLAIMS {
        return Err(ClaimsError::TooMany { claims: count, most: MOST_CLAIMS });
    }
    if claims.iter().sum::<f64>() <= available {
        return Ok(claims.to_vec());
    }
    // s! (n − s − 1)! / n! for s who came before; nobody comes after all.
    let mut chance = vec![0.0; count + 1];
    for before in 0..count {
        let fewer = if before == 0 { 1.0 } else { chance[before - 1] * before as f64 };
        chance[before] = fewer / (count - before) as f64;
    }
    // Whoever comes gets what all up to them hold less what those before them hold. So a set that holds min(sum, available)
    // counts for each of its members as those up to them, and against each other claim as those before.
    let against = |size: usize| chance[size];
    let either = |size: usize| chance[size] + if size == 0 { 0.0 } else { chance[size - 1] };
    // Sets are made of either half: sums of the one are looked up in the sorted sums of the other, so that the work doubles
    // with every second claim only.
    let (early, late) = claims.split_at(count / 2);
    let (first, second) = (sums(early), sums(late));
    let (beside_first, beside_second) = (Half::of(&second), Half::of(&first));
    let all: f64 = held(&first, &beside_first, available, against).iter().sum();
    let given = |sums: &[f64], beside: &Half| of_members(held(sums, beside, available, either));
    let counted = [given(&first, &beside_first), given(&second, &beside_second)].concat();
    Ok(counted.iter().zip(claims).map(|(with, claim)| (with - all).clamp(0.0, *claim)).collect())
}

/// The sum of every set of claims, a bit of its place for each claim.
fn sums(claims: &[f64]) -> Vec<f64> {
    claims.iter().fold(vec![0.0], |without, claim| {
        let with = without.iter().map(|sum| sum + claim);
        without.iter().copied().chain(with).collect()
    })
}

/// For each set of one half, what it holds together with every set of the other, each weighed by how many they are.
fn held(sums: &[f64], beside: &Half, available: f64, weight: impl Fn(usize) -> f64) -> Vec<f64> {
    let of = |(set, sum): (usize, &f64)| -> f64 {
        let size = set.count_ones() as usize;
        beside.held(*sum, available).enumerate().map(|(more, held)| weight(size + more) * held).sum()
    };
    sums.iter().enumerate().map(of).collect()
}

/// For each claim, the sum over the sets that it is in.
fn of_members(mut of_sets: Vec<f64>) -> Vec<f64> {
    let mut given = Vec::new();
    while of_sets.len() > 1 {
        let with = of_sets.split_off(of_sets.len() / 2);
        given.push(with.iter().sum());
        // The claims before it are in sets with it and without.
        of_sets.iter_mut().zip(with).for_each(|(without, with)| *without += with);
    }
    given.reverse();
    given
}

/// The sets of half of the claims by how many they are, each list sorted, with its running sums.
struct Half(Vec<(Vec<f64>, Vec<f64>)>);

impl Half {
    fn of(of_sets: &[f64]) -> Half {
        let mut by_size: Vec<Vec<f64>> = vec![Vec::new(); of_sets.len().ilog2() as usize + 1];
        for (set, sum) in of_sets.iter().enumerate() {
            by_size[set.count_ones() as usize].push(*sum);
        }
        let running = |mut sums: Vec<f64>| {
            sums.order_by(f64::total_cmp);
            let mut all = vec![0.0];
            all.extend(sums.iter().scan(0.0, |all, sum| {
                *all += sum;
                Some(*all)
            }));
            (sums, all)
        };
        Half(by_size.into_iter().map(running).collect())
    }

    /// What all sets of a size hold beside a sum, min(sum + theirs, available) each, for every size.
    fn held(&self, sum: f64, available: f64) -> impl Iterator<Item = f64> {
        self.0.iter().map(move |(sums, all)| {
            let short = sums.partition_point(|theirs| sum + theirs < available);
            short as f64 * sum + all[short] + (sums.len() - short) as f64 * available
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{drawn, random_arrival};
    use crate::chance::Pcg64;

    #[test]
    fn drawn_orders_come_near_to_all_of_them() {
        let claims: Vec<f64> = (1..=12).map(f64::from).collect();
        let (near, exact) = (drawn(30.0, &claims), random_arrival(30.0, &claims).unwrap());
        assert!((near.iter().sum::<f64>() - 30.0).abs() < 1e-9);
        for (near, exact) in near.iter().zip(exact) {
            assert!((near - exact).abs() < 0.01 * 12.0, "{near} {exact}");
        }
    }

    /// The same counted set by set.
    fn counted(available: f64, claims: &[f64]) -> Vec<f64> {
        let count = claims.len();
        let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
        let of = |j: usize| {
            let before = |set: &usize| set >> j & 1 == 0;
            let part = |set: usize| {
                let had: f64 = (0..count).filter(|k| set >> k & 1 == 1).map(|k| claims[k]).sum();
                let size = set.count_ones() as usize;
                let chance = factorial(size) * factorial(count - size - 1) / factorial(count);
                chance * claims[j].min((available - had).max(0.0))
            };
            (0..1 << count).filter(before).map(part).sum()
        };
        (0..count).map(of).collect()
    }

    #[test]
    fn halves_give_what_all_sets_give() {
        let mut chance = Pcg64::new(20, 25);
        for count in 0..=11 {
            for _ in 0..40 {
                let claims: Vec<f64> = (0..count).map(|_| (chance.next_u64() % 50) as f64 / 4.0).collect();
                let available = claims.iter().sum::<f64>() * (chance.next_u64() % 11) as f64 / 10.0;
                let found = random_arrival(available, &claims).unwrap();
                for (one, other) in found.iter().zip(counted(available, &claims)) {
                    assert!((one - other).abs() < 1e-9, "{available} {claims:?} {one} {other}");
                }
            }
        }
    }

    #[test]
    fn twenty_claims_are_counted_and_add_up() {
        let claims: Vec<f64> = (1..=20).map(f64::from).collect();
        let given = random_arrival(77.0, &claims).unwrap();
        assert!((given.iter().sum::<f64>() - 77.0).abs() < 1e-9);
        // Of equal claims each gets the same, and the order of claims does not matter.
        let turned: Vec<f64> = claims.iter().rev().copied().collect();
        for (one, other) in given.iter().zip(random_arrival(77.0, &turned).unwrap().iter().rev()) {
            assert!((one - other).abs() < 1e-9);
        }
    }
}
