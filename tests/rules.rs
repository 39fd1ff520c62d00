//! What each rule promises, and what it does not: every cell of the table that readers see is held here.
//!
//! A promise is held by every one of many drawn shortages; a promise that is not made is broken by at least one of them.
#![allow(clippy::unwrap_used, clippy::panic)]

use offtake::allocation::{ALL, Claim, Rule, Shortage};
use offtake::chance::Pcg64;
use offtake::terms::{Country, Share, Tonnes};

const DRAWN: usize = 4000;
/// Rounding, as a part of all claims.
const NEAR: f64 = 1e-9;

fn country(place: usize) -> Country {
    Country::parse(["USA", "CAN", "JPN", "DEU", "FRA", "ITA"][place]).unwrap()
}

/// A shortage of two to five claimants with whole tonnes, so that equal claims and round halves are common. Use is at least
/// the claim, some own nothing, parts add up to 1, costs are small and often alike, and the United States are the market.
fn drawn(chance: &mut Pcg64) -> Shortage {
    let mut below = |most: u64| (chance.next_u64() % most) as f64;
    let count = 2 + below(4) as usize;
    let mut paid: Vec<f64> = (0..count).map(|_| below(5)).collect();
    paid[0] += 1.0;
    let whole: f64 = paid.iter().sum();
    let claims: Vec<Claim> = paid
        .iter()
        .enumerate()
        .map(|(place, paid)| {
            let tonnes = below(12);
            let claim = Claim::new(country(place), Tonnes(tonnes));
            claim.using(Tonnes(tonnes + below(200))).owning(Share(paid / whole)).costing(below(3))
        })
        .collect();
    let all: f64 = claims.iter().map(|claim| claim.tonnes.0).sum();
    let available = Tonnes((below(13) / 10.0 * all).floor());
    Shortage { available, claims, market: Some(country(0)) }
}

fn given(rule: &Rule, shortage: &Shortage) -> Vec<f64> {
    let shares = (rule.share_out)(shortage).unwrap_or_else(|error| panic!("{}: {error}", rule.id));
    shares.iter().map(|tonnes| tonnes.0).collect()
}

fn with(shortage: &Shortage, available: f64, claims: &[f64]) -> Shortage {
    let renewed = shortage.claims.iter().zip(claims);
    let claims = renewed.map(|(claim, tonnes)| Claim { tonnes: Tonnes(*tonnes), ..*claim }).collect();
    Shortage { available: Tonnes(available), claims, market: shortage.market }
}

/// Whether a promise holds for one shortage. `other` is drawn with it, for promises about two shortages.
fn holds(promise: &str, rule: &Rule, shortage: &Shortage, other: u64) -> bool {
    let claims: Vec<f64> = shortage.claims.iter().map(|claim| claim.tonnes.0).collect();
    let all: f64 = claims.iter().sum();
    let available = shortage.available.0;
    let room = NEAR * (1.0 + all);
    let first = given(rule, shortage);
    let pairs = || (0..claims.len()).flat_map(|j| (0..claims.len()).map(move |k| (j, k)));
    match promise {
        "nothing-wasted" => (first.iter().sum::<f64>() - available.min(all)).abs() <= room,
        "equals-alike" => pairs().all(|(j, k)| claims[j] != claims[k] || (first[j] - first[k]).abs() <= room),
        "order-kept" => pairs()
            .filter(|(j, k)| claims[*k] > claims[*j])
            .all(|(j, k)| first[k] >= first[j] - room && claims[k] - first[k] >= claims[j] - first[j] - room),
        "more-hurts-nobody" => {
            let more = given(rule, &with(shortage, available + (other % 5) as f64, &claims));
            first.iter().zip(more).all(|(less, more)| more >= less - room)
        }
        "claiming-more-never-hurts" => {
            let j = other as usize % claims.len();
            let mut claimed = claims.clone();
            claimed[j] += ((other >> 8) % 6) as f64;
            given(rule, &with(shortage, available, &claimed))[j] >= first[j] - room
        }
        "inflation-is-useless" => {
            let cut: Vec<f64> = claims.iter().map(|claim| claim.min(available)).collect();
            let again = given(rule, &with(shortage, available, &cut));
            first.iter().zip(again).all(|(one, other)| (one - other).abs() <= room)
        }
        "in-stages-alike" => {
            let early = (available * ((other % 9) as f64 / 8.0)).floor();
            let one = given(rule, &with(shortage, early, &claims));
            let left: Vec<f64> =
                claims.iter().zip(&one).map(|(claim, given)| (claim - given).max(0.0)).collect();
            let two = given(rule, &with(shortage, available - early, &left));
            (0..claims.len()).all(|j| (one[j] + two[j] - first[j]).abs() <= room)
        }
        "cuts-alike" => {
            let less = (available * ((other % 9) as f64 / 8.0)).floor();
            let direct = given(rule, &with(shortage, less, &claims));
            let again = given(rule, &with(shortage, less, &first));
            direct.iter().zip(again).all(|(one, other)| (one - other).abs() <= room)
        }
        // The market is not one that comes, leaves or joins: without it these rules say nothing.
        "newcomers-help-nobody" => {
            let stay = shortage.claims.len() - 1;
            let fewer = Shortage { claims: shortage.claims[..stay].to_vec(), ..shortage.clone() };
            given(rule, &fewer).iter().zip(&first).all(|(before, after)| *after <= before + room)
        }
        "consistent" => {
            let stay = shortage.claims.len() - 1;
            let left = (available - first[stay]).max(0.0);
            let fewer = Shortage {
                claims: shortage.claims[..stay].to_vec(),
                available: Tonnes(left),
                market: shortage.market,
            };
            given(rule, &fewer).iter().zip(&first).all(|(alone, before)| (alone - before).abs() <= room)
        }
        "half-for-half" => {
            let half = given(rule, &with(shortage, all / 2.0, &claims));
            half.iter().zip(&claims).all(|(given, claim)| (given - claim / 2.0).abs() <= room)
        }
        "moving-claims-is-useless" => {
            let (j, k) = (other as usize % claims.len(), (other >> 8) as usize % claims.len());
            if j == k {
                return true;
            }
            let mut moved = claims.clone();
            let part = (claims[j] * ((other >> 16) % 5) as f64 / 4.0).floor();
            moved[j] -= part;
            moved[k] += part;
            let after = given(rule, &with(shortage, available, &moved));
            after[j] + after[k] <= first[j] + first[k] + room
        }
        "merging-is-useless" | "splitting-is-useless" => {
            let (j, last) = (other as usize % (claims.len() - 1), claims.len() - 1);
            let (one, two) = (shortage.claims[j], shortage.claims[last]);
            // Who pays less to be reached is not the same as who joins.
            if one.cost != two.cost {
                return true;
            }
            let mut joined = shortage.clone();
            joined.claims.pop();
            let used = one.use_.known().unwrap() + two.use_.known().unwrap();
            let owned = one.owned.known().unwrap().0 + two.owned.known().unwrap().0;
            let both = Claim { tonnes: one.tonnes + two.tonnes, ..one };
            joined.claims[j] = both.using(used).owning(Share(owned));
            let together = given(rule, &joined)[j];
            let apart = first[j] + first[last];
            if promise == "merging-is-useless" { together <= apart + room } else { together >= apart - room }
        }
        "self-dual" => {
            if available > all {
                return true;
            }
            let missing = given(rule, &with(shortage, all - available, &claims));
            (0..claims.len()).all(|j| (claims[j] - missing[j] - first[j]).abs() <= room)
        }
        stranger => panic!("no test of the promise {stranger}"),
    }
}

#[test]
fn every_promise_is_kept_and_every_other_is_broken_somewhere() {
    let mut wrong = Vec::new();
    for rule in ALL {
        for (promise, made) in rule.properties.all() {
            let mut chance = Pcg64::new(20_251_031, 7);
            let broken = (0..DRAWN).find_map(|_| {
                let shortage = drawn(&mut chance);
                let other = chance.next_u64();
                (!holds(promise, rule, &shortage, other)).then_some(shortage)
            });
            match (made, broken) {
                (true, Some(shortage)) => wrong.push(format!("{} breaks {promise}: {shortage:?}", rule.id)),
                (false, None) => {
                    wrong.push(format!("{} keeps {promise}, which it does not promise", rule.id))
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
