use super::error::DisruptionError;
use super::leakage::Aim;
use super::price_band::price_band;
use super::waterfall::{Buyer, Restriction, waterfall};
use crate::terms::{Country, Share, Tonnes};

/// A restriction that has happened to one buyer, in one traded form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantityCase {
    /// Who bought.
    pub buyer: Country,
    /// What it imported in the year before.
    pub before: Tonnes,
    /// How much of that came from the restricted supplier.
    pub from_restricted: Tonnes,
    /// The part that was to stop.
    pub cut: Share,
    /// At whom it was aimed.
    pub aim: Aim,
    /// What it imported in the year after.
    pub after: Tonnes,
}

/// What the model says beside what happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hindcast {
    /// The least that the model says.
    pub least: f64,
    /// The most that it says.
    pub greatest: f64,
    /// What happened.
    pub observed: f64,
}

impl Hindcast {
    /// Whether what happened is what the model says.
    ///
    /// # Example
    /// ```
    /// use offtake::disruption::Hindcast;
    /// // From: USGS MCS 2026, germanium metal at 1,392 then 4,100 dollars a kilogram, beside the example of
    /// // `price_hindcast`.
    /// assert!(Hindcast { least: 1.24, greatest: 11.84, observed: 4100.0 / 1392.0 }.holds());
    /// // And what the United States imported of it, in tonnes, beside that of `quantity_hindcast`.
    /// assert!(!Hindcast { least: 18.585, greatest: 21.0, observed: 7.0 }.holds());
    /// ```
    pub fn holds(&self) -> bool {
        self.miss() == 0.0
    }

    /// How far what happened lies above (or, below 0, under) all that the model says; 0 within.
    ///
    /// # Example
    /// ```
    /// use offtake::disruption::Hindcast;
    /// // From: USGS MCS 2026, germanium metal that the United States imported: 21 t in 2024, 7 t in 2025; antimony
    /// // oxide: 24,000 t, then 39,000 t.
    /// assert_eq!(Hindcast { least: 18.585, greatest: 21.0, observed: 7.0 }.miss(), 7.0 - 18.585);
    /// assert_eq!(Hindcast { least: 24_000.0, greatest: 24_000.0, observed: 39_000.0 }.miss(), 15_000.0);
    /// ```
    pub fn miss(&self) -> f64 {
        if self.observed > self.greatest {
            self.observed - self.greatest
        } else if self.observed < self.least {
            self.observed - self.least
        } else {
            0.0
        }
    }
}

/// Imports in the year after, by the waterfall over the band of leakage of the aim, without stocks or substitutes.
///
/// # Errors
/// As [`waterfall`].
///
/// # Example
/// ```
/// use offtake::disruption::{Aim, QuantityCase, quantity_hindcast};
/// use offtake::terms::{Country, Share, Tonnes};
/// // From: USGS MCS 2026, germanium metal, United States, 2024 to 2025: 21,000 then 7,000 kg, 23 per cent from China
/// // before.
/// let germanium = QuantityCase {
///     buyer: Country::UNITED_STATES, before: Tonnes(21.0), from_restricted: Tonnes(4.83), cut: Share(1.0),
///     aim: Aim::Targeted, after: Tonnes(7.0),
/// };
/// let found = quantity_hindcast(&germanium).unwrap();
/// assert!((found.least - 18.585).abs() < 1e-9 && found.greatest == 21.0);
/// assert!(!found.holds() && (found.miss() + 11.585).abs() < 1e-9); // far less came than the model says
/// ```
pub fn quantity_hindcast(case: &QuantityCase) -> Result<Hindcast, DisruptionError> {
    let (least, greatest) = case.aim.leakage();
    let imports = |leakage: Share| -> Result<f64, DisruptionError> {
        let restriction = Restriction {
            cut: case.cut,
            leakage,
            fungibility: Share(0.0),
            horizon_years: 1.0,
            spare: Tonnes::ZERO,
        };
        let buyer = Buyer {
            country: case.buyer,
            use_: case.before,
            from_restricted: case.from_restricted,
            targeted: true,
            stock: Tonnes::ZERO,
            substitutable: Share(0.0),
        };
        let steps = waterfall(&restriction, &[buyer])?;
        Ok(case.before.0 - steps.iter().map(|step| step.shortfall.0).sum::<f64>())
    };
    Ok(Hindcast { least: imports(least)?, greatest: imports(greatest)?, observed: case.after.0 })
}

/// A restriction that has moved a price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceCase {
    /// The part of the restricted supplier's exports to all that fell away, the least and the greatest.
    pub drop: (Share, Share),
    /// Its part in the supply of everyone else before, the least and the greatest.
    pub part_outside: (Share, Share),
    /// New price over old price.
    pub ratio: f64,
}

/// By how many per cent supply and use yield together to a price that grows by one, the least and the greatest to be
/// reckoned with in a year. Our judgement: no table by mineral can be cited.
pub const ELASTICITIES: (f64, f64) = (0.2, 1.0);

/// Price ratios by [`price_band`] for the loss to everyone but the restricted supplier: drop of its exports · its part.
///
/// - Gives: `None` for shares outside 0 to 1 or with the greatest before the least, for a ratio that is not above 0, or where
///   all may be lost.
///
/// # Example
/// ```
/// use offtake::disruption::{PriceCase, price_hindcast};
/// use offtake::terms::Share;
/// // From: USGS MCS 2026, germanium metal at 1,392 then 4,100 dollars a kilogram; the public record (E10): China's
/// // exports fell by 39 per cent. Its part outside China is between a half and all.
/// let germanium =
///     PriceCase { drop: (Share(0.39), Share(0.39)), part_outside: (Share(0.5), Share(1.0)), ratio: 4100.0 / 1392.0 };
/// assert!(price_hindcast(&germanium).unwrap().holds());
/// ```
pub fn price_hindcast(case: &PriceCase) -> Option<Hindcast> {
    let shares = [case.drop.0, case.drop.1, case.part_outside.0, case.part_outside.1];
    let sound = shares.iter().all(|share| (0.0..=1.0).contains(&share.0))
        && case.drop.0.0 <= case.drop.1.0
        && case.part_outside.0.0 <= case.part_outside.1.0
        && case.ratio.is_finite()
        && case.ratio > 0.0;
    if !sound {
        return None;
    }
    let (least, greatest) = ELASTICITIES;
    let (mild, _) = price_band(Share(case.drop.0.0 * case.part_outside.0.0), least, greatest)?;
    let (_, harsh) = price_band(Share(case.drop.1.0 * case.part_outside.1.0), least, greatest)?;
    Some(Hindcast { least: mild, greatest: harsh, observed: case.ratio })
}

#[cfg(test)]
mod tests {
    use super::{Aim, Hindcast, PriceCase, QuantityCase, price_hindcast, quantity_hindcast};
    use crate::terms::{Country, Share, Tonnes};

    #[test]
    fn a_ban_that_leaks_altogether_takes_nothing() {
        let case = QuantityCase {
            buyer: Country::UNITED_STATES,
            before: Tonnes(100.0),
            from_restricted: Tonnes(60.0),
            cut: Share(1.0),
            aim: Aim::Targeted,
            after: Tonnes(100.0),
        };
        let found = quantity_hindcast(&case).unwrap();
        assert_eq!((found.least, found.greatest, found.holds()), (70.0, 100.0, true));
        let general = quantity_hindcast(&QuantityCase { aim: Aim::General, ..case }).unwrap();
        assert_eq!((general.least, general.miss()), (40.0, 100.0 - general.greatest));
        assert!(quantity_hindcast(&QuantityCase { cut: Share(2.0), ..case }).is_err());
    }

    #[test]
    fn a_miss_has_a_sign() {
        let found = |observed| Hindcast { least: 1.0, greatest: 2.0, observed }.miss();
        assert_eq!([found(0.5), found(1.5), found(3.0)], [-0.5, 0.0, 1.0]);
    }

    #[test]
    fn a_market_that_may_lose_everything_has_no_price() {
        let all = (Share(1.0), Share(1.0));
        assert_eq!(price_hindcast(&PriceCase { drop: all, part_outside: all, ratio: 2.0 }), None);
        let bad = (Share(-0.1), Share(0.5));
        assert_eq!(price_hindcast(&PriceCase { drop: bad, part_outside: bad, ratio: 2.0 }), None);
        let (half, turned) = ((Share(0.5), Share(0.5)), (Share(0.6), Share(0.4)));
        assert_eq!(price_hindcast(&PriceCase { drop: turned, part_outside: half, ratio: 2.0 }), None);
        assert_eq!(price_hindcast(&PriceCase { drop: half, part_outside: half, ratio: f64::NAN }), None);
    }
}
