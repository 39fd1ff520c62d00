//! What is not known of a project before it runs, as draws.

use crate::chance::{lognormal, triangular, uniform};

/// A quarter of plants never reach design: T. McCarthy, P. Ward, 1999, as told by others. Theirs lies in the first range of
/// what is used of capacity, that of the rest in the second.
const BAD_PART: f64 = 0.25;
const USED: [(f64, f64); 2] = [(0.5, 0.9), (0.85, 1.0)];
/// Delay as a part of the time to build: least, most likely, most. Four fifths of recent projects were late or dear, by 20 to
/// 30 per cent, the largest by half: McKinsey, November 2024.
const DELAY: (f64, f64, f64) = (0.0, 0.25, 0.9);
/// Years to full output, lognormal: median and spread. A third reach it within a year, a tenth not after four: reviews of
/// start-ups in the trade press (SME, Soutex).
const CLIMB: (f64, f64) = (2.0, 0.6);
/// No climb is quicker than half a year or slower than six: the chances of that lognormal below these.
const WITHIN: (f64, f64) = (0.010_430_504_126_476_392, 0.966_451_256_928_081_3);

/// One draw of what is not known of a project.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Priors {
    /// Whether it starts at all: it does if this is not below the part that never do.
    pub starts: f64,
    /// Years late.
    pub delay: f64,
    /// Years from first to full output.
    pub climb: f64,
    /// The part of its capacity that is used.
    pub used: f64,
}

impl Priors {
    /// The draw of a project in a scenario. It depends on the project's id alone, so that another project beside it changes
    /// nothing.
    pub(super) fn drawn(seed: u64, draw: u64, project: &str, building: f64) -> Priors {
        let first = number(project);
        let chance = |variable: u64| uniform(seed, draw, first.wrapping_add(variable));
        let (least, mode, most) = DELAY;
        let climb = WITHIN.0 + (WITHIN.1 - WITHIN.0) * chance(2);
        Priors {
            starts: chance(0),
            // Of these constants both have a value for every chance.
            delay: building * triangular(chance(1), least, mode, most).unwrap_or(mode),
            climb: lognormal(climb, CLIMB.0, CLIMB.1).unwrap_or(CLIMB.0),
            used: used(chance(3), chance(4)),
        }
    }
}

/// The part of its capacity that a plant uses, from two chances: whether it runs badly, and how badly or well.
pub(super) fn used(badly: f64, how: f64) -> f64 {
    let (low, high) = USED[usize::from(badly >= BAD_PART)];
    low + (high - low) * how
}

/// A number for an id: FNV-1a, 64 bits.
fn number(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::Priors;

    #[test]
    fn draws_keep_to_their_ranges_and_medians() {
        let drawn: Vec<Priors> = (0..4000).map(|draw| Priors::drawn(1, draw, "D01", 4.0)).collect();
        for prior in &drawn {
            assert!((0.0..=3.6).contains(&prior.delay), "{prior:?}");
            assert!((0.5..=6.0).contains(&prior.climb), "{prior:?}");
            assert!((0.5..=1.0).contains(&prior.used), "{prior:?}");
        }
        let part =
            |test: fn(&Priors) -> bool| drawn.iter().filter(|prior| test(prior)).count() as f64 / 4000.0;
        // Of the untruncated lognormal half lies below its median, (0.5 − 0.0104) / 0.956 of what is kept.
        assert!((part(|prior| prior.climb < 2.0) - 0.512).abs() < 0.03);
        // The triangular's mode lies at (0.25 − 0) / 0.9 of its chance.
        assert!((part(|prior| prior.delay < 1.0) - 0.278).abs() < 0.03);
        assert!((part(|prior| prior.used < 0.85) - 0.25 * 0.875).abs() < 0.03);
        assert_ne!(Priors::drawn(1, 0, "D01", 4.0), Priors::drawn(1, 0, "D04", 4.0));
    }
}
