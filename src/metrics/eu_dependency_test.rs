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
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::metrics::EuDependency;
    /// # use offtake::supply::network;
    /// # use offtake::terms::{Country, Map, Mineral, Year};
    /// # let facts = facts("permanent_magnets");
    /// # let in_union = |one| facts.groups.iter().any(|row| row.group == "eu" && row.member == one);
    /// # let magnets = network(&facts, &Mineral::new("permanent_magnets"), Year(2024), Country::CHINA);
    /// # let (mut foreign, mut from_within, mut exports) = (Map::new(), 0.0, 0.0);
    /// # for flow in magnets.trade.known().unwrap() {
    /// #     match (in_union(flow.from), in_union(flow.to)) {
    /// #         (false, true) => *foreign.entry(flow.from).or_insert(0.0) += flow.tonnes.0,
    /// #         (true, true) => from_within += flow.tonnes.0,
    /// #         _ => (),
    /// #     }
    /// #     exports += if in_union(flow.from) { flow.tonnes.0 } else { 0.0 };
    /// # }
    /// # let foreign_by_supplier: Vec<f64> = foreign.into_values().collect();
    /// // The Union's trade in permanent magnets in 2024, added up from CEPII BACI.
    /// let magnets = EuDependency::of(&foreign_by_supplier, from_within, exports).unwrap();
    /// assert!((magnets.concentration - 0.828).abs() < 5e-4 && (magnets.foreign - 0.806).abs() < 5e-4);
    /// assert!((magnets.over_exports.unwrap() - 3.198).abs() < 5e-4);
    /// # }
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
    /// // From: CEPII BACI, 2024, the Union's imports of permanent magnets (HS 850511) and of refined copper (HS 740311).
    /// let magnets = EuDependency { concentration: 0.828, foreign: 0.806, over_exports: Some(3.198) };
    /// let copper = EuDependency { concentration: 0.227, foreign: 0.421, over_exports: Some(0.581) };
    /// assert!(magnets.dependent() && !copper.dependent());
    /// ```
    pub fn dependent(&self) -> bool {
        self.concentration > CONCENTRATED
            && self.foreign > FOREIGN
            && self.over_exports.is_none_or(|ratio| ratio > IRREPLACEABLE)
    }
}
