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
/// use offtake::disruption::{Buyer, Restriction, waterfall};
/// use offtake::terms::{Country, Share, Tonnes};
/// let all = Restriction {
///     cut: Share(1.0), leakage: Share(0.0), fungibility: Share(0.0), horizon_years: 1.0, spare: Tonnes(8.0),
/// };
/// let buyer = Buyer {
///     country: Country::UNITED_STATES, use_: Tonnes(80.0), from_restricted: Tonnes(50.0), targeted: true,
///     stock: Tonnes(10.0), substitutable: Share(0.1),
/// };
/// let steps = waterfall(&all, &[buyer]).unwrap();
/// assert_eq!(steps[0].shortfall, Tonnes(24.0)); // 50 lost - 10 stock - 8 spare - 8 substituted
/// ```
pub fn waterfall(restriction: &Restriction, buyers: &[Buyer]) -> Result<Vec<Steps>, DisruptionError> {
    restriction.checked()?;
    for buyer in buyers {
        buyer.checked()?;
    }
    let gross: Vec<f64> = buyers
        .iter()
        .map(|buyer| {
            let hit = if buyer.targeted { 1.0 } else { 0.0 };
            restriction.cut.0 * hit * (1.0 - restriction.leakage.0) * buyer.from_restricted.0
        })
        .collect();
    let lost: f64 = gross.iter().sum();
    let used: f64 = buyers.iter().map(|buyer| buyer.use_.0).sum();
    let theta = restriction.fungibility.0;
    let passed: Vec<f64> = buyers
        .iter()
        .zip(&gross)
        .map(|(buyer, own)| {
            let spread = if used > 0.0 { buyer.use_.0 / used * lost } else { 0.0 };
            let part = (1.0 - theta) * own + theta * spread;
            // A re-exporter may lose more than it uses: the rest is its customers' loss, not its own.
            if buyer.use_.0 > 0.0 { part.min(buyer.use_.0) } else { 0.0 }
        })
        .collect();
    let released: Vec<f64> =
        buyers.iter().zip(&passed).map(|(buyer, part)| part.min(buyer.stock.0 / restriction.horizon_years)).collect();
    let open: Vec<f64> = passed.iter().zip(&released).map(|(part, stock)| part - stock).collect();
    let all_open: f64 = open.iter().sum();
    let covered = if all_open > 0.0 { (restriction.spare.0 / all_open).min(1.0) } else { 0.0 };
    Ok(buyers
        .iter()
        .enumerate()
        .map(|(index, buyer)| {
            let spare = open[index] * covered;
            let substitution = (open[index] - spare).min(buyer.substitutable.0 * buyer.use_.0);
            let shortfall = (open[index] - spare - substitution).max(0.0);
            Steps {
                country: buyer.country,
                gross_loss: Tonnes(gross[index]),
                after_pass_through: Tonnes(passed[index]),
                stock_release: Tonnes(released[index]),
                spare: Tonnes(spare),
                substitution: Tonnes(substitution),
                shortfall: Tonnes(shortfall),
                shortfall_share: Share(if buyer.use_.0 > 0.0 { shortfall / buyer.use_.0 } else { 0.0 }),
            }
        })
        .collect())
}

impl Restriction {
    fn checked(&self) -> Result<(), DisruptionError> {
        let bad = |what, value| Err(DisruptionError::BadRestriction { what, value });
        for (what, share) in [("cut", self.cut), ("leakage", self.leakage), ("fungibility", self.fungibility)] {
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
