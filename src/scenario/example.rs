use super::project::Project;
use crate::supply::{Basis, Contract};
use crate::terms::{Country, Map, Reading, Share, Standing, Tonnes};

/// The second phase of the graphite mine at Matawinie, Canada, as its contracts of 2026 stand: the example of these docs.
///
/// - Output: 103,000 t a year. Canada's government takes 30,000 t of it; Panasonic and Traxys take parts that nobody
///   publishes. The market of a single-market deal is the United States, which is an assumption: the project has none.
/// - Source: Nouveau Monde Graphite, 30 March 2026 and 15 February 2024; Government of Canada, 31 October 2025.
///
/// # Example
/// ```
/// use offtake::scenario::{held, matawinie};
/// let mine = matawinie();
/// let held = held(&mine.name, &mine.contracts).unwrap();
/// assert!((held.computed.0 - 30_000.0 / 103_000.0).abs() < 1e-12);
/// // Of seven in ten tonnes nobody publishes who takes them.
/// assert!((held.unknown.0 - 73_000.0 / 103_000.0).abs() < 1e-12);
/// ```
pub fn matawinie() -> Project {
    const OUTPUT: f64 = 103_000.0;
    let contract = |party: &str, code: &str, tonnes: Option<f64>| Contract {
        party: party.to_owned(),
        country: Country::parse(code).ok(),
        share: tonnes.map_or(Reading::NotReported, |tonnes| Reading::Known(Share(tonnes / OUTPUT))),
        basis: if tonnes.is_some() { Basis::Computed } else { Basis::Unknown },
        standing: Standing::Contracted,
    };
    Project {
        id: "D20".to_owned(),
        name: "Nouveau Monde Graphite, Matawinie phase 2".to_owned(),
        host: Country::parse("CAN").map_or(Reading::NotReported, Reading::Known),
        tonnes: Reading::Known(Tonnes(OUTPUT)),
        market: Some(Country::UNITED_STATES),
        owners: Map::new(),
        contracts: vec![
            contract("Government of Canada", "CAN", Some(30_000.0)),
            contract("Panasonic Energy", "JPN", None),
            contract("Traxys North America", "LUX", None),
        ],
        plants: Vec::new(),
        source: None,
    }
}
