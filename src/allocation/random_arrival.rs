use super::properties::{EVEN, Properties};
use super::rule::{ClaimsError, Rule, Shortage};
use crate::chance::Pcg32;
use crate::terms::{Order, Tonnes};

pub(super) const RULE: Rule = Rule {
    id: "random-arrival",
    share_out: any_number,
    properties: Properties { inflation_is_useless: true, self_dual: true, ..EVEN },
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
    // s! (n − s − 1)! / n! for s who came before.
    let mut chance = vec![1.0 / count.max(1) as f64; count];
    for before in 1..count {
        chance[before] = chance[before - 1] * before as f64 / (count - before) as f64;
    }
    // Who came before is somebody of either half: sums of the one are looked up in the sorted sums of the other, so that
    // the work doubles with every second claim only.
    let (early, late) = claims.split_at(count / 2);
    let given = |claim: f64, before: &[f64], beside: &Half| -> f64 {
        let part = |(size, sum): (usize, f64)| beside.part(available - sum, claim, &chance[size..]);
        subsets(before).map(part).sum::<f64>().min(claim)
    };
    let of_half = |half: &[f64], other: &[f64]| -> Vec<f64> {
        let beside = Half::of(other);
        let without = |j: usize| -> Vec<f64> { [&half[..j], &half[j + 1..]].concat() };
        (0..half.len()).map(|j| given(half[j], &without(j), &beside)).collect()
    };
    Ok([of_half(early, late), of_half(late, early)].concat())
}

/// Every set of claims: how many, and their sum.
fn subsets(claims: &[f64]) -> impl Iterator<Item = (usize, f64)> {
    let sum = |set: usize| {
        claims.iter().enumerate().filter(|(j, _)| set >> j & 1 == 1).map(|(_, claim)| claim).sum()
    };
    (0_usize..1 << claims.len()).map(move |set| (set.count_ones() as usize, sum(set)))
}

/// The sets of half of the claims by how many they are, each list sorted, with its running sums.
struct Half(Vec<(Vec<f64>, Vec<f64>)>);

impl Half {
    fn of(claims: &[f64]) -> Half {
        let mut sums: Vec<Vec<f64>> = vec![Vec::new(); claims.len() + 1];
        for (size, sum) in subsets(claims) {
            sums[size].push(sum);
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
        Half(sums.into_iter().map(running).collect())
    }

    /// What is left for a claim, min(claim, left − sum) or nothing, each set weighed by the chance of its size.
    fn part(&self, left: f64, claim: f64, chance: &[f64]) -> f64 {
        if left <= 0.0 {
            return 0.0;
        }
        let of_size = |((sums, all), chance): (&(Vec<f64>, Vec<f64>), &f64)| {
            let whole = sums.partition_point(|sum| *sum < left - claim);
            let any = sums.partition_point(|sum| *sum < left);
            chance * (whole as f64 * claim + (any - whole) as f64 * left - (all[any] - all[whole]))
        };
        self.0.iter().zip(chance).map(of_size).sum()
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
