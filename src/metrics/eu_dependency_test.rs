use super::herfindahl::herfindahl;

/// Above this index of extra-EU imports the first test holds. European Commission, SWD(2021) 352.
const CONCENTRATED: f64 = 0.4;
/// Above this share of extra-EU in all imports the second holds. Ibid.
const FOREIGN: f64 = 0.5;
/// Above this ratio of extra-EU imports to exports the third holds. Ibid.
const IRREPLACEABLE: f64 = 1.0;

/// The European Commission's three tests of a product's foreign dependency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EuDependency {
    /// Herfindahl–Hirschman index of the extra-EU suppliers.
    pub concentration: f64,
    /// Extra-EU imports in all imports, 0 to 1.
    pub foreign: f64,
    /// Extra-EU imports over exports; `None` without exports, when the test holds.
    pub over_exports: Option<f64>,
}

impl EuDependency {
    /// Takes imports by extra-EU supplier, imports from within, and exports, in one unit. `None` without extra-EU
    /// imports, or for a negative or undefined amount.
    ///
    /// - Source: European Commission, SWD(2021) 352, Strategic dependencies and capacities.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::EuDependency;
    /// let product = EuDependency::of(&[70.0, 10.0, 10.0, 10.0], 20.0, 40.0).unwrap();
    /// assert!(product.dependent());
    /// assert!(!EuDependency::of(&[40.0, 30.0, 30.0], 10.0, 50.0).unwrap().dependent());
    /// ```
    pub fn of(foreign_by_supplier: &[f64], from_within: f64, exports: f64) -> Option<EuDependency> {
        let concentration = herfindahl(foreign_by_supplier)?;
        if !(from_within.is_finite() && from_within >= 0.0 && exports.is_finite() && exports >= 0.0) {
            return None;
        }
        let foreign: f64 = foreign_by_supplier.iter().sum();
        Some(EuDependency {
            concentration,
            foreign: foreign / (foreign + from_within),
            over_exports: if exports > 0.0 { Some(foreign / exports) } else { None },
        })
    }

    /// Whether all three tests hold, each strictly.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::EuDependency;
    /// // One supplier of all, no exports: nothing could stand in.
    /// assert!(EuDependency::of(&[100.0], 0.0, 0.0).unwrap().dependent());
    /// ```
    pub fn dependent(&self) -> bool {
        self.concentration > CONCENTRATED
            && self.foreign > FOREIGN
            && self.over_exports.is_none_or(|ratio| ratio > IRREPLACEABLE)
    }
}
