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
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::metrics::GeoDependency;
    /// # use offtake::supply::network;
    /// # use offtake::terms::{Country, Map, Mineral, Year};
    /// # let magnets = network(&facts("permanent_magnets"), &Mineral::new("permanent_magnets"), Year(2024), Country::CHINA);
    /// # let flows = magnets.flows_into(Country::UNITED_STATES).known().unwrap();
    /// # let imports: Vec<f64> = flows.iter().map(|flow| flow.tonnes.0).collect();
    /// # let mut sold: Map<Country, f64> = Map::new();
    /// # for flow in magnets.trade.known().unwrap() {
    /// #     *sold.entry(flow.from).or_default() += flow.tonnes.0;
    /// # }
    /// # let exports = sold[&Country::UNITED_STATES];
    /// # let world_exports: Vec<f64> = sold.into_values().collect();
    /// // What the United States bought of permanent magnets in 2024, and who sold them anywhere, added up from CEPII BACI.
    /// let magnets = GeoDependency::of(&imports, &world_exports, exports).unwrap();
    /// assert!((magnets.imports - 0.603).abs() < 5e-4 && (magnets.world_exports - 0.541).abs() < 5e-4);
    /// assert!((magnets.over_exports.unwrap() - 5.91).abs() < 5e-3);
    /// # }
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
    /// // From: CEPII BACI, permanent magnets (HS 850511), 2024. Japan buys from several, and sells more than it buys.
    /// let germany = GeoDependency { imports: 0.717, world_exports: 0.541, over_exports: Some(3.04) };
    /// let japan = GeoDependency { imports: 0.286, world_exports: 0.541, over_exports: Some(0.96) };
    /// assert!(germany.dependent() && !japan.dependent());
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
    /// let year = |imports, world_exports, ratio| Some(GeoDependency { imports, world_exports, over_exports: Some(ratio) });
    /// // From: CEPII BACI, lithium carbonates (HS 283691): Japan in 2020 to 2022, France in 2022 to 2024.
    /// let japan = [year(0.564, 0.473, 354.76), year(0.551, 0.499, 79.63), year(0.366, 0.588, 94.96)];
    /// let france = [year(0.409, 0.588, 2.79), year(0.240, 0.522, 2.30), year(0.253, 0.582, 4.20)];
    /// assert_eq!(GeoDependency::lasting(&japan), Some(true));
    /// assert_eq!(GeoDependency::lasting(&france), Some(false));
    /// // Without 2021 nobody could tell.
    /// assert_eq!(GeoDependency::lasting(&[japan[0], None, japan[2]]), None);
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
