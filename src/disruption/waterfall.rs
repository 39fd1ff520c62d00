use super::error::DisruptionError;
use crate::terms::{Country, Share, Tonnes};

/// A restriction of exports, and what the rest of the world can put against it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Restriction {
    /// Part of the exports that stops.
    pub cut: Share,
    /// Part of the loss that finds another way: rerouting, evasion.
    pub leakage: Share,
    /// 0: contracts are rigid, each buyer bears its own loss. 1: one world market, the loss spreads over all use.
    pub fungibility: Share,
    /// Years over which stocks are spread; above 0.
    pub horizon_years: f64,
    /// Spare capacity elsewhere that can deliver within the horizon, tonnes a year.
    pub spare: Tonnes,
}

/// A country that buys from the restricted supplier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Buyer {
    /// Who.
    pub country: Country,
    /// What it uses in a year.
    pub use_: Tonnes,
    /// What it gets from the restricted supplier in a year.
    pub from_restricted: Tonnes,
    /// Whether the restriction is aimed at it.
    pub targeted: bool,
    /// What it has in stock.
    pub stock: Tonnes,
    /// Part of its use that something else can replace.
    pub substitutable: Share,
}

/// The steps from loss to need unmet, for one buyer, in tonnes a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steps {
    /// Who.
    pub country: Country,
    /// Stopped, less what leaks.
    pub gross_loss: Tonnes,
    /// Its part of the loss after the market has spread it; never more than its use.
    pub after_pass_through: Tonnes,
    /// Made good from stocks.
    pub stock_release: Tonnes,
    /// Made good by spare capacity.
    pub spare: Tonnes,
    /// Made good by substitutes.
    pub substitution: Tonnes,
    /// Not made good.
    pub shortfall: Tonnes,
    /// The shortfall as a part of use; 0 where nothing is used.
    pub shortfall_share: Share,
}

/// What a restriction does to each buyer, step by step. The order of steps is fixed, each is 0 or more, and they add up.
///
/// # Errors
/// [`DisruptionError::BadBuyer`] and [`DisruptionError::BadRestriction`] for amounts below 0, shares outside 0 to 1, or
/// numbers that are none.
///
/// # Example
/// ```
/// use offtake::disruption::{Aim, Buyer, Restriction, waterfall};
/// use offtake::terms::{Country, Share, Tonnes};
/// let (_, leakage) = Aim::General.leakage();
/// let all = Restriction {
///     cut: Share(1.0), leakage, fungibility: Share(0.0), horizon_years: 1.0, spare: Tonnes::ZERO,
/// };
/// // From: CEPII BACI, HS 8106, bismuth that the United States imported in 2024, from China and in all; USGS MCS 2026:
/// // 365 t in stock at its end.
/// let buyer = Buyer {
///     country: Country::UNITED_STATES, use_: Tonnes(1841.9), from_restricted: Tonnes(777.4), targeted: true,
///     stock: Tonnes(365.0), substitutable: Share(0.0),
/// };
/// // 777.4 t stop, three tenths leak, and the stock makes good most of the rest.
/// let steps = waterfall(&all, &[buyer]).unwrap();
/// assert!((steps[0].gross_loss.0 - 544.18).abs() < 1e-9 && (steps[0].shortfall.0 - 179.18).abs() < 1e-9);
/// ```
pub fn waterfall(restriction: &Restriction, buyers: &[Buyer]) -> Result<Vec<Steps>, DisruptionError> {
    restriction.checked()?;
    for buyer in buyers {
        buyer.checked()?;
    }
    // Asked thousands of times for a band: the answer's own list holds what later steps need of earlier ones.
    let gross = |buyer: &Buyer| {
        let hit = if buyer.targeted { 1.0 } else { 0.0 };
        restriction.cut.0 * hit * (1.0 - restriction.leakage.0) * buyer.from_restricted.0
    };
    let lost: f64 = buyers.iter().map(gross).sum();
    let used: f64 = buyers.iter().map(|buyer| buyer.use_.0).sum();
    let theta = restriction.fungibility.0;
    let mut all_open = 0.0;
    let mut steps = Vec::with_capacity(buyers.len());
    for buyer in buyers {
        let own = gross(buyer);
        let spread = if used > 0.0 { buyer.use_.0 / used * lost } else { 0.0 };
        let part = (1.0 - theta) * own + theta * spread;
        // A re-exporter may lose more than it uses: the rest is its customers' loss, not its own.
        let passed = if buyer.use_.0 > 0.0 { part.min(buyer.use_.0) } else { 0.0 };
        let released = passed.min(buyer.stock.0 / restriction.horizon_years);
        all_open += passed - released;
        steps.push(Steps {
            country: buyer.country,
            gross_loss: Tonnes(own),
            after_pass_through: Tonnes(passed),
            stock_release: Tonnes(released),
            spare: Tonnes::ZERO,
            substitution: Tonnes::ZERO,
            shortfall: Tonnes::ZERO,
            shortfall_share: Share(0.0),
        });
    }
    let covered = if all_open > 0.0 { (restriction.spare.0 / all_open).min(1.0) } else { 0.0 };
    for (step, buyer) in steps.iter_mut().zip(buyers) {
        let open = step.after_pass_through.0 - step.stock_release.0;
        let spare = open * covered;
        let substitution = (open - spare).min(buyer.substitutable.0 * buyer.use_.0);
        let shortfall = (open - spare - substitution).max(0.0);
        step.spare = Tonnes(spare);
        step.substitution = Tonnes(substitution);
        step.shortfall = Tonnes(shortfall);
        if buyer.use_.0 > 0.0 {
            step.shortfall_share = Share(shortfall / buyer.use_.0);
        }
    }
    Ok(steps)
}

impl Restriction {
    fn checked(&self) -> Result<(), DisruptionError> {
        let bad = |what, value| Err(DisruptionError::BadRestriction { what, value });
        for (what, share) in [("cut", self.cut), ("leakage", self.leakage), ("fungibility", self.fungibility)]
        {
            if !(0.0..=1.0).contains(&share.0) {
                return bad(what, share.0);
            }
        }
        if !(self.horizon_years.is_finite() && self.horizon_years > 0.0) {
            return bad("horizon in years", self.horizon_years);
        }
        if !(self.spare.0.is_finite() && self.spare.0 >= 0.0) {
            return bad("spare capacity", self.spare.0);
        }
        Ok(())
    }
}

impl Buyer {
    fn checked(&self) -> Result<(), DisruptionError> {
        let bad = |what, value| Err(DisruptionError::BadBuyer { country: self.country, what, value });
        let amounts = [("use", self.use_), ("purchase", self.from_restricted), ("stock", self.stock)];
        for (what, tonnes) in amounts {
            if !(tonnes.0.is_finite() && tonnes.0 >= 0.0) {
                return bad(what, tonnes.0);
            }
        }
        if !(0.0..=1.0).contains(&self.substitutable.0) {
            return bad("substitutable share", self.substitutable.0);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Buyer, DisruptionError, Restriction, Steps, waterfall};
    use crate::terms::{Country, Share, Tonnes};

    const TOTAL_CUT: Restriction = Restriction {
        cut: Share(1.0),
        leakage: Share(0.0),
        fungibility: Share(0.0),
        horizon_years: 1.0,
        spare: Tonnes::ZERO,
    };

    fn buyer(code: &str, use_: f64, from_restricted: f64) -> Buyer {
        Buyer {
            country: Country::parse(code).unwrap(),
            use_: Tonnes(use_),
            from_restricted: Tonnes(from_restricted),
            targeted: true,
            stock: Tonnes::ZERO,
            substitutable: Share(0.0),
        }
    }

    fn four_buyers() -> Vec<Buyer> {
        let rows = [
            ("USA", 80.0, 50.0, 0.1),
            ("JPN", 60.0, 30.0, 0.1),
            ("KOR", 25.0, 10.0, 0.05),
            ("DEU", 35.0, 0.0, 0.2),
        ];
        rows.iter()
            .map(|(code, use_, bought, part)| Buyer {
                substitutable: Share(*part),
                ..buyer(code, *use_, *bought)
            })
            .collect()
    }

    fn adds_up(steps: &Steps) {
        let sum = steps.stock_release + steps.spare + steps.substitution + steps.shortfall;
        assert!((sum.0 - steps.after_pass_through.0).abs() < 1e-9, "{steps:?}");
    }

    #[test]
    fn a_cut_aimed_at_one_buyer_hits_that_buyer_alone_when_contracts_are_rigid() {
        let mut buyers = four_buyers();
        for buyer in &mut buyers[1..] {
            buyer.targeted = false;
        }
        buyers[0].stock = Tonnes(10.0);
        let steps = waterfall(&Restriction { spare: Tonnes(8.0), ..TOTAL_CUT }, &buyers).unwrap();
        let shortfalls: Vec<f64> = steps.iter().map(|step| step.shortfall.0).collect();
        assert_eq!(shortfalls, [24.0, 0.0, 0.0, 0.0]);
        assert_eq!(steps[0].shortfall_share, Share(0.3));
        steps.iter().for_each(adds_up);
    }

    #[test]
    fn one_world_market_spreads_the_same_loss_by_use() {
        let one_market = Restriction { fungibility: Share(1.0), ..TOTAL_CUT };
        let steps = waterfall(&one_market, &four_buyers()).unwrap();
        let passed: Vec<f64> = steps.iter().map(|step| step.after_pass_through.0).collect();
        // 90 t are lost, 200 t used: each loses 45 % of its use, and no tonne of the loss goes missing.
        for (got, expected) in passed.iter().zip([36.0, 27.0, 11.25, 15.75]) {
            assert!((got - expected).abs() < 1e-12);
        }
        assert!((passed.iter().sum::<f64>() - 90.0).abs() < 1e-12);
        steps.iter().for_each(adds_up);
    }

    #[test]
    fn a_re_exporter_loses_no_more_than_it_uses() {
        let steps = waterfall(&TOTAL_CUT, &[buyer("THA", 20.0, 50.0), buyer("NLD", 0.0, 50.0)]).unwrap();
        assert_eq!(steps[0].gross_loss, Tonnes(50.0));
        assert_eq!(steps[0].after_pass_through, Tonnes(20.0));
        assert_eq!(steps[1].shortfall, Tonnes(0.0));
        assert_eq!(steps[1].shortfall_share, Share(0.0));
    }

    #[test]
    fn a_restriction_that_leaks_all_of_it_hurts_nobody() {
        let steps = waterfall(&Restriction { leakage: Share(1.0), ..TOTAL_CUT }, &four_buyers()).unwrap();
        assert!(steps.iter().all(|step| step.shortfall == Tonnes(0.0)));
    }

    #[test]
    fn stocks_last_for_the_whole_horizon() {
        let stocked = Buyer { stock: Tonnes(10.0), ..buyer("USA", 80.0, 50.0) };
        let steps = waterfall(&Restriction { horizon_years: 2.0, ..TOTAL_CUT }, &[stocked]).unwrap();
        assert_eq!(steps[0].stock_release, Tonnes(5.0));
    }

    #[test]
    fn spare_capacity_is_shared_by_open_need() {
        let spare = Restriction { spare: Tonnes(20.0), ..TOTAL_CUT };
        let steps = waterfall(&spare, &[buyer("USA", 80.0, 30.0), buyer("JPN", 60.0, 10.0)]).unwrap();
        assert_eq!([steps[0].spare, steps[1].spare], [Tonnes(15.0), Tonnes(5.0)]);
    }

    #[test]
    fn nobody_buying_is_an_empty_answer() {
        assert_eq!(waterfall(&TOTAL_CUT, &[]), Ok(vec![]));
    }

    #[test]
    fn numbers_that_make_no_sense_are_named() {
        let bad_cut = waterfall(&Restriction { cut: Share(1.5), ..TOTAL_CUT }, &[]);
        assert_eq!(bad_cut, Err(DisruptionError::BadRestriction { what: "cut", value: 1.5 }));
        assert!(waterfall(&Restriction { horizon_years: 0.0, ..TOTAL_CUT }, &[]).is_err());
        assert!(waterfall(&Restriction { spare: Tonnes(f64::NAN), ..TOTAL_CUT }, &[]).is_err());
        assert!(waterfall(&TOTAL_CUT, &[buyer("USA", -1.0, 0.0)]).is_err());
        assert!(waterfall(&TOTAL_CUT, &[buyer("USA", f64::INFINITY, 0.0)]).is_err());
    }
}
