use super::herfindahl::herfindahl;

/// Above this index suppliers are few, in a country's imports and in the world's exports alike. CEPII, GeoDep.
const CONCENTRATED: f64 = 0.4;
/// Above this ratio of imports to exports what is bought cannot be made good from own sales. Ibid.
const IRREPLACEABLE: f64 = 1.0;
/// Years out of three in which a dependency must show. Ibid.
const YEARS: usize = 2;

/// CEPII's tests of a country's dependency on a product, for one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoDependency {
    /// Herfindahl–Hirschman index of the country's suppliers.
    pub imports: f64,
    /// The same of the world's exporters of the product.
    pub world_exports: f64,
    /// Imports over exports; `None` without exports, when the test holds.
    pub over_exports: Option<f64>,
}

impl GeoDependency {
    /// Takes a country's imports by supplier, the world's exports by exporter, and the country's exports, in one unit.
    ///
    /// - Gives: `None` without imports or world exports, or for a negative or undefined amount.
    /// - Source: CEPII, GeoDep database; its file writes 9999 for imports over exports without exports.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::GeoDependency;
    /// // Nine tenths from one supplier that also makes eight tenths of the world's exports; few own sales.
    /// let product = GeoDependency::of(&[90.0, 10.0], &[800.0, 100.0, 100.0], 20.0).unwrap();
    /// assert!(product.dependent());
    /// // The same bought from a crowded world market: another seller can be found.
    /// assert!(!GeoDependency::of(&[90.0, 10.0], &[300.0, 300.0, 400.0], 20.0).unwrap().dependent());
    /// ```
    pub fn of(imports: &[f64], world_exports: &[f64], exports: f64) -> Option<GeoDependency> {
        if !(exports.is_finite() && exports >= 0.0) {
            return None;
        }
        let bought: f64 = imports.iter().sum();
        Some(GeoDependency {
            imports: herfindahl(imports)?,
            world_exports: herfindahl(world_exports)?,
            over_exports: if exports > 0.0 { Some(bought / exports) } else { None },
        })
    }

    /// Whether the three tests of one year hold, each strictly.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::GeoDependency;
    /// // Imports twice as large as exports, but from five equal suppliers.
    /// assert!(!GeoDependency::of(&[20.0; 5], &[800.0, 200.0], 50.0).unwrap().dependent());
    /// ```
    pub fn dependent(&self) -> bool {
        self.imports > CONCENTRATED
            && self.world_exports > CONCENTRATED
            && self.over_exports.is_none_or(|ratio| ratio > IRREPLACEABLE)
    }

    /// The fourth test: whether the other three hold in at least two of three years running.
    ///
    /// - Takes: three years, `None` for one without figures.
    /// - Gives: `None` where the missing years would decide.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::GeoDependency;
    /// let yes = GeoDependency::of(&[9.0, 1.0], &[8.0, 1.0, 1.0], 0.0);
    /// let no = GeoDependency::of(&[5.0, 5.0, 5.0], &[8.0, 1.0, 1.0], 0.0);
    /// assert_eq!(GeoDependency::lasting(&[yes, no, yes]), Some(true));
    /// assert_eq!(GeoDependency::lasting(&[no, None, no]), Some(false));
    /// assert_eq!(GeoDependency::lasting(&[yes, None, no]), None);
    /// ```
    pub fn lasting(years: &[Option<GeoDependency>; 3]) -> Option<bool> {
        let held = years.iter().flatten().filter(|year| year.dependent()).count();
        let missing = years.iter().filter(|year| year.is_none()).count();
        if held >= YEARS {
            Some(true)
        } else if held + missing < YEARS {
            Some(false)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::GeoDependency;

    #[test]
    fn each_test_can_fail_alone() {
        let with = |imports: &[f64], world: &[f64], exports| {
            GeoDependency::of(imports, world, exports).unwrap().dependent()
        };
        let (few, many) = ([9.0, 1.0], [1.0, 1.0, 1.0]);
        assert!(with(&few, &few, 0.0) && with(&few, &few, 9.9));
        assert!(!with(&many, &few, 0.0));
        assert!(!with(&few, &many, 0.0));
        assert!(!with(&few, &few, 10.0), "as much sold as bought");
    }

    #[test]
    fn nothing_imported_is_no_test() {
        assert_eq!(GeoDependency::of(&[], &[1.0], 0.0), None);
        assert_eq!(GeoDependency::of(&[1.0], &[0.0], 0.0), None);
        assert_eq!(GeoDependency::of(&[1.0], &[1.0], f64::NAN), None);
    }
}
