use std::collections::{BTreeMap, BTreeSet};

use super::network::{Flow, SupplyNetwork};
use crate::ledger::{Ledger, Product, Qualifier};
use crate::terms::{Country, Mineral, Reading, Stage, Tonnes, Year};

/// The network of one mineral in one year, as the facts have it.
///
/// - Output: the stage that the mineral's row names; a gap for every figure that is withheld or not available.
/// - Trade: the products marked as used, their codes added (they are one form), rows without tonnes left out.
///   `NotApplicable` where no code tells the mineral apart, `NotReported` where the year has no tonnes.
pub fn network(ledger: &Ledger, mineral: &Mineral, year: Year, restricted: Country) -> SupplyNetwork {
    let stage = ledger.minerals.iter().find(|row| row.id == *mineral).map_or(Stage::Mine, |row| row.stage);
    let mut output = BTreeMap::new();
    let mut estimated = BTreeSet::new();
    let mut other_output = Reading::NotReported;
    let mut world_output = Reading::NotReported;
    let of_year =
        ledger.production.iter().filter(|row| row.mineral == *mineral && row.year == year && row.stage == stage);
    for row in of_year {
        match (row.country, row.world) {
            (Some(country), _) => {
                output.insert(country, row.value);
                if row.qualifier == Qualifier::Estimated {
                    estimated.insert(country);
                }
            }
            (None, true) => world_output = row.value,
            (None, false) => other_output = row.value,
        }
    }
    SupplyNetwork {
        mineral: mineral.clone(),
        year,
        restricted,
        stage,
        output,
        other_output,
        world_output,
        estimated,
        trade: trade(ledger, mineral, year),
    }
}

fn trade(ledger: &Ledger, mineral: &Mineral, year: Year) -> Reading<Vec<Flow>> {
    let used: Vec<&Product> =
        ledger.products.iter().filter(|product| product.used && product.mineral == *mineral).collect();
    if used.is_empty() {
        return Reading::NotApplicable;
    }
    let mut sums: BTreeMap<(Country, Country), Tonnes> = BTreeMap::new();
    for row in ledger.trade.iter().filter(|row| row.year == year) {
        let ours = used.iter().any(|product| product.hs6 == row.hs6 && product.nomenclature == row.nomenclature);
        if let (true, Reading::Known(tonnes)) = (ours, row.tonnes) {
            let sum = sums.entry((row.exporter, row.importer)).or_default();
            *sum = *sum + tonnes;
        }
    }
    if sums.is_empty() {
        return Reading::NotReported;
    }
    Reading::Known(sums.into_iter().map(|((from, to), tonnes)| Flow { from, to, tonnes }).collect())
}
