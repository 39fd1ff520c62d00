/// What the European Commission's formula for supply risk takes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Deserialize, tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct EuSupplyRisk {
    /// Concentration of world supply, weighted by governance and trade ([`governed_concentration`]), about 0 to 10.
    // A missing key is an error; only null is a gap.
    #[cfg_attr(
        target_arch = "wasm32",
        serde(deserialize_with = "serde::Deserialize::deserialize"),
        tsify(type = "number | null")
    )]
    pub world: Option<f64>,
    /// The same of what the EU buys.
    #[cfg_attr(
        target_arch = "wasm32",
        serde(deserialize_with = "serde::Deserialize::deserialize"),
        tsify(type = "number | null")
    )]
    pub sourcing: Option<f64>,
    /// (imports − exports) / (production + imports − exports) of the EU; clamped to 0 to 1.
    #[cfg_attr(
        target_arch = "wasm32",
        serde(deserialize_with = "serde::Deserialize::deserialize"),
        tsify(type = "number | null")
    )]
    pub import_reliance: Option<f64>,
    /// Part of the input that comes from old scrap, 0 to 1.
    pub recycling: f64,
    /// How little can be substituted, 0 to 1; 1 = no substitute.
    pub substitution: f64,
}

impl EuSupplyRisk {
    /// Supply risk as in the lists of critical raw materials of 2017, 2020 and 2023.
    ///
    /// [W · r/2 + E · (1 − r/2)] · (1 − recycling) · substitution. Even at full import reliance half of the weight
    /// stays on what the EU buys. Where the EU's sourcing or its reliance is missing, world supply stands alone, and
    /// the reverse.
    ///
    /// - Gives: about 0 to 10; the Commission calls 1.0 and more critical if economic importance is 2.8 or more.
    ///   `None` where both concentrations are missing, one is below 0, recycling or substitution is outside 0 to 1, or a
    ///   figure is no number.
    /// - Source: European Commission, Study on the review of the list of Critical Raw Materials, 2017. Checked against
    ///   its tables 3, 18 and 19.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::EuSupplyRisk;
    /// // From: the study of 2017, tables 3, 18 and 19, antimony.
    /// let antimony = EuSupplyRisk {
    ///     world: Some(7.1), sourcing: Some(5.7), import_reliance: Some(1.0), recycling: 0.28, substitution: 0.9,
    /// };
    /// assert!((antimony.value().unwrap() - 4.1472).abs() < 1e-12); // printed: 4.3, from unrounded inputs
    /// ```
    pub fn value(&self) -> Option<f64> {
        let sound =
            [self.world, self.sourcing].iter().flatten().all(|index| index.is_finite() && *index >= 0.0)
                && self.import_reliance.is_none_or(f64::is_finite)
                && [self.recycling, self.substitution].iter().all(|part| (0.0..=1.0).contains(part));
        if !sound {
            return None;
        }
        let both = match (self.world, self.sourcing, self.import_reliance) {
            (Some(world), Some(sourcing), Some(reliance)) => {
                let weight = reliance.clamp(0.0, 1.0) / 2.0;
                Some(world * weight + sourcing * (1.0 - weight))
            }
            (Some(world), _, _) => Some(world),
            (None, sourcing, _) => sourcing,
        };
        both.map(|concentration| concentration * (1.0 - self.recycling) * self.substitution)
    }

    /// The values that the unrounded inputs may have given, if each input is rounded as the study prints it:
    /// concentrations and substitution to 0.1, reliance and recycling to 0.01.
    ///
    /// The formula is straight in each input, so its extremes are at the corners.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::EuSupplyRisk;
    /// // From: the study of 2017, tables 3, 18 and 19, antimony.
    /// let antimony = EuSupplyRisk {
    ///     world: Some(7.1), sourcing: Some(5.7), import_reliance: Some(1.0), recycling: 0.28, substitution: 0.9,
    /// };
    /// let (low, high) = antimony.rounding_interval().unwrap();
    /// assert!(low < 4.3 && 4.3 < high); // what the study prints
    /// ```
    pub fn rounding_interval(&self) -> Option<(f64, f64)> {
        let around = |value: f64, half: f64, most: f64| [(value - half).max(0.0), (value + half).min(most)];
        let maybe = |value: Option<f64>, half: f64, most: f64| match value {
            Some(value) => around(value, half, most).map(Some),
            None => [None, None],
        };
        let world = maybe(self.world, 0.05, f64::INFINITY);
        let sourcing = maybe(self.sourcing, 0.05, f64::INFINITY);
        let reliance = maybe(self.import_reliance, 0.005, 1.0);
        let recycling = around(self.recycling, 0.005, 1.0);
        let substitution = around(self.substitution, 0.05, 1.0);
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for corner in 0_usize..32 {
            let side = |bit: usize| corner >> bit & 1;
            let value = EuSupplyRisk {
                world: world[side(0)],
                sourcing: sourcing[side(1)],
                import_reliance: reliance[side(2)],
                recycling: recycling[side(3)],
                substitution: substitution[side(4)],
            }
            .value()?;
            low = low.min(value);
            high = high.max(value);
        }
        Some((low, high))
    }
}

/// The most that the shares of one whole make, as published: the European Commission's study of 2023 prints columns that add
/// up to 1.06.
pub const MOST_SHARES: f64 = 1.06;

/// Whether shares can be parts of one whole. They may leave some of it out.
pub(super) fn parts_of_one(shares: &[f64]) -> bool {
    shares.iter().all(|share| (0.0..=1.0).contains(share)) && shares.iter().sum::<f64>() <= MOST_SHARES
}

/// Concentration weighted by governance and trade: Σ share² · governance · trade.
///
/// - Takes: shares of 0 to 1 (not taken anew: an incomplete list gives its own part), governance 0 to 10 with 10 the
///   worst ([`scaled_governance`]), trade 0.8 for a member of the EU, 1 without a measure, above 1 for export limits.
/// - Gives: 0 to about 10. `None` for lists of different length, shares that are none or make more than [`MOST_SHARES`], and
///   weights out of range.
/// - Source: as [`EuSupplyRisk::value`].
///
/// # Example
/// ```
/// use offtake::metrics::governed_concentration;
/// // From: the study of 2017, pages 41-42: Nigeria's part in the tantalum that the Union bought.
/// assert!((governed_concentration(&[0.81], &[6.92], &[1.0]).unwrap() - 4.540_212).abs() < 1e-9);
/// // Parts of more than one whole are no shares.
/// assert_eq!(governed_concentration(&[0.81, 0.81], &[6.92, 6.92], &[1.0, 1.0]), None);
/// ```
pub fn governed_concentration(shares: &[f64], governance: &[f64], trade: &[f64]) -> Option<f64> {
    let sound = shares.len() == governance.len()
        && shares.len() == trade.len()
        && parts_of_one(shares)
        && governance.iter().all(|weight| (0.0..=10.0).contains(weight))
        && trade.iter().all(|weight| weight.is_finite() && *weight >= 0.0);
    let parts = shares.iter().zip(governance).zip(trade);
    sound.then(|| parts.map(|((share, governance), trade)| share * share * governance * trade).sum())
}

/// The mean of the six World Governance Indicators, −2.5 to 2.5, put on a scale of 0 to 10 with 10 the worst.
///
/// The straight scale is our reading of the Commission's method.
///
/// # Example
/// ```
/// use offtake::metrics::scaled_governance;
/// // From: World Bank WGI, China, 2024: voice, stability, effectiveness, regulation, law, corruption.
/// let six = [-1.6532, -0.1533, 0.8958, -0.0713, -0.5793, 0.0887];
/// assert!((scaled_governance(six.iter().sum::<f64>() / 6.0) - 5.491).abs() < 5e-4);
/// ```
pub fn scaled_governance(mean: f64) -> f64 {
    (2.5 - mean) * 2.0
}

#[cfg(test)]
mod tests {
    use super::{EuSupplyRisk, governed_concentration};

    const SOUND: EuSupplyRisk = EuSupplyRisk {
        world: Some(4.0),
        sourcing: Some(2.0),
        import_reliance: Some(0.5),
        recycling: 0.0,
        substitution: 1.0,
    };

    #[test]
    fn reliance_moves_half_of_the_weight_at_most_and_counts_from_nothing() {
        assert_eq!(SOUND.value(), Some(2.5));
        let with = |reliance| EuSupplyRisk { import_reliance: Some(reliance), ..SOUND }.value();
        assert_eq!(
            [with(1.0), with(7.0), with(0.0), with(-3.0)],
            [Some(3.0), Some(3.0), Some(2.0), Some(2.0)]
        );
    }

    #[test]
    fn figures_that_are_none_have_no_answer() {
        for bad in [
            EuSupplyRisk { recycling: 1.2, ..SOUND },
            EuSupplyRisk { substitution: -0.1, ..SOUND },
            EuSupplyRisk { world: Some(f64::NAN), ..SOUND },
            EuSupplyRisk { sourcing: Some(-1.0), ..SOUND },
            EuSupplyRisk { import_reliance: Some(f64::INFINITY), ..SOUND },
            EuSupplyRisk { world: None, sourcing: None, ..SOUND },
        ] {
            assert_eq!(bad.value(), None, "{bad:?}");
        }
        assert_eq!(governed_concentration(&[0.5], &[11.0], &[1.0]), None);
        assert_eq!(governed_concentration(&[0.5], &[1.0], &[f64::NAN]), None);
        assert_eq!(governed_concentration(&[0.5], &[1.0, 2.0], &[1.0]), None);
        assert_eq!(governed_concentration(&[], &[], &[]), Some(0.0));
    }
}
