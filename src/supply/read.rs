use crate::terms::{Map, Set};

use super::network::{Flow, SupplyNetwork};
use crate::ledger::{Ledger, Product, Qualifier};
use crate::terms::{Country, Mineral, Reading, Stage, Tonnes, Year};

/// The network of one mineral in one year, as the facts have it.
///
/// - Output: the stage that the mineral's row names; a gap for every figure that is withheld or not available. Where no
///   country's tonnes are published, shares of world supply stand in, and the network says so.
/// - Trade: the products marked as used, their codes added (they are one form), rows without tonnes left out.
///   `NotApplicable` where codes only bundle the mineral with others, `NotReported` where there is no code or no tonnes.
///
/// # Example
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
/// # fn main() {
/// use offtake::ledger::Ledger;
/// use offtake::supply::network;
/// use offtake::terms::{Country, Mineral, Reading, Year};
/// let graphite = Mineral::new("natural_graphite");
/// let of_2024 = network(&facts("natural_graphite"), &graphite, Year(2024), Country::CHINA);
/// let bought = of_2024.imports(Country::parse("CAN").unwrap()).known().unwrap();
/// assert_eq!(bought.0.round(), 9693.0);
/// // Without facts everything is a gap, and nothing is 0.
/// let empty = network(&Ledger::default(), &graphite, Year(2024), Country::CHINA);
/// assert_eq!(empty.imports(Country::UNITED_STATES), Reading::NotReported);
/// assert_eq!(empty.output_total(), Reading::NotReported);
/// # }
/// ```
pub fn network(ledger: &Ledger, mineral: &Mineral, year: Year, restricted: Country) -> SupplyNetwork {
    network_at(ledger, mineral, year, restricted, own_stage(ledger, mineral))
}

/// Who mines what others are shown to refine, or refines what others are shown to mine: the stage beside the mineral's own,
/// where anyone's output at it is on record. Tonnes of two stages are never counted in the same form: only shares within
/// each compare.
///
/// # Example
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
/// # fn main() {
/// use offtake::supply::other_stage;
/// use offtake::terms::{Country, Mineral, Stage, Year};
/// // Cobalt is shown as refined. Who mines it is on record too, and it is not China.
/// let mined = other_stage(&facts("cobalt"), &Mineral::new("cobalt"), Year(2024), Country::CHINA).unwrap();
/// assert_eq!(mined.stage, Stage::Mine);
/// assert!(mined.output[&Country::parse("COD").unwrap()].known() > mined.output[&Country::CHINA].known());
/// // Of gallium, a by-product, nobody publishes what is mined.
/// assert!(other_stage(&facts("gallium"), &Mineral::new("gallium"), Year(2024), Country::CHINA).is_none());
/// # }
/// ```
pub fn other_stage(
    ledger: &Ledger,
    mineral: &Mineral,
    year: Year,
    restricted: Country,
) -> Option<SupplyNetwork> {
    let stage = match own_stage(ledger, mineral) {
        Stage::Mine => Stage::Refinery,
        Stage::Refinery => Stage::Mine,
        Stage::Manufacture => return None,
    };
    let other = network_at(ledger, mineral, year, restricted, stage);
    (!other.output.is_empty()).then_some(other)
}

fn own_stage(ledger: &Ledger, mineral: &Mineral) -> Stage {
    ledger.minerals.iter().find(|row| row.id == *mineral).map_or(Stage::Mine, |row| row.stage)
}

fn network_at(
    ledger: &Ledger,
    mineral: &Mineral,
    year: Year,
    restricted: Country,
    stage: Stage,
) -> SupplyNetwork {
    let mut output = Map::new();
    let mut estimated = Set::new();
    let mut other_output = Reading::NotReported;
    let mut world_output = Reading::NotReported;
    let of_year = ledger
        .production
        .iter()
        .filter(|row| row.mineral == *mineral && row.year == year && row.stage == stage);
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
    let mut shares_of = None;
    if output.is_empty() {
        let of_stage =
            ledger.supply_shares.iter().filter(|row| row.mineral == *mineral && row.stage == stage);
        // A bound such as "less than 0.1 per cent" is no share that could be drawn.
        for row in of_stage {
            if let Reading::Known(share) = row.share {
                output.insert(row.country, Reading::Known(Tonnes(share.0)));
                shares_of = Some(row.period.clone());
            }
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
        addable: shares_of.is_none() && addable(ledger, mineral, stage),
        shares_of,
        trade: trade(ledger, mineral, year),
    }
}

/// The stage at which the tonnes of a traded form can be added to output. Ores and compounds weigh more than what is
/// counted of them, unwrought metal is one of several refined forms, and a bundle holds other minerals: these have none.
fn stage_of(form: &str) -> Option<Stage> {
    match form {
        "natural_graphite_raw" => Some(Stage::Mine),
        "metal" | "powder" => Some(Stage::Refinery),
        "magnet" => Some(Stage::Manufacture),
        _ => None,
    }
}

fn addable(ledger: &Ledger, mineral: &Mineral, stage: Stage) -> bool {
    let mut used =
        ledger.products.iter().filter(|product| product.used && product.mineral == *mineral).peekable();
    used.peek().is_some() && used.all(|product| stage_of(&product.form) == Some(stage))
}

fn trade(ledger: &Ledger, mineral: &Mineral, year: Year) -> Reading<Vec<Flow>> {
    let used: Vec<&Product> =
        ledger.products.iter().filter(|product| product.used && product.mineral == *mineral).collect();
    if used.is_empty() {
        // Codes that bundle it with others tell nothing; without any code we hold no figures at all.
        let bundled = ledger.products.iter().any(|product| product.mineral == *mineral);
        return if bundled { Reading::NotApplicable } else { Reading::NotReported };
    }
    let mut sums: Map<(Country, Country), Tonnes> = Map::new();
    for row in ledger.trade.iter().filter(|row| row.year == year) {
        let ours =
            used.iter().any(|product| product.hs6 == row.hs6 && product.nomenclature == row.nomenclature);
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

#[cfg(test)]
mod tests {
    use super::network;
    use crate::ledger::{Ledger, Product, Production, Qualifier, Trade};
    use crate::terms::{Country, Mineral, Reading, Stage, Tonnes, Year};

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    fn code(hs6: &str, used: bool) -> Product {
        Product {
            nomenclature: "HS17".to_owned(),
            hs6: hs6.to_owned(),
            mineral: Mineral::new("antimony"),
            form: "metal".to_owned(),
            tells_apart: used,
            used,
        }
    }

    fn flow(hs6: &str, year: u16, from: &str, tonnes: Reading<Tonnes>) -> Trade {
        Trade {
            nomenclature: "HS17".to_owned(),
            hs6: hs6.to_owned(),
            year: Year(year),
            exporter: country(from),
            importer: country("USA"),
            tonnes,
            source: "test".to_owned(),
        }
    }

    fn made(
        of: Option<&str>,
        world: bool,
        stage: Stage,
        value: Reading<Tonnes>,
        qualifier: Qualifier,
    ) -> Production {
        Production {
            mineral: Mineral::new("antimony"),
            stage,
            year: Year(2023),
            country: of.map(country),
            world,
            value,
            qualifier,
            source: "test".to_owned(),
        }
    }

    fn read(ledger: &Ledger) -> super::SupplyNetwork {
        network(ledger, &Mineral::new("antimony"), Year(2023), Country::CHINA)
    }

    #[test]
    fn the_codes_in_use_are_added_and_all_others_left_out() {
        let known = |tonnes| Reading::Known(Tonnes(tonnes));
        let ledger = Ledger {
            products: vec![code("811010", true), code("811020", true), code("811090", false)],
            trade: vec![
                flow("811010", 2023, "CHN", known(10.0)),
                flow("811020", 2023, "CHN", known(5.0)),
                flow("811090", 2023, "CHN", known(99.0)),
                flow("811010", 2022, "CHN", known(99.0)),
                flow("811010", 2023, "THA", Reading::NotReported),
            ],
            ..Ledger::default()
        };
        let network = read(&ledger);
        assert_eq!(network.imports_from(country("CHN"), country("USA")), known(15.0));
        assert_eq!(network.imports(country("USA")), known(15.0));
    }

    #[test]
    fn no_code_is_not_applicable_and_no_tonnes_are_not_reported() {
        assert_eq!(read(&Ledger::default()).trade, Reading::NotReported);
        let bundle = Ledger { products: vec![code("811292", false)], ..Ledger::default() };
        assert_eq!(read(&bundle).trade, Reading::NotApplicable);
        let silent = Ledger { products: vec![code("811010", true)], ..Ledger::default() };
        assert_eq!(read(&silent).trade, Reading::NotReported);
    }

    #[test]
    fn the_lumped_rest_and_the_world_are_no_countries_and_a_withheld_figure_is_a_gap() {
        let known = |tonnes| Reading::Known(Tonnes(tonnes));
        let ledger = Ledger {
            production: vec![
                made(Some("CHN"), false, Stage::Mine, known(60.0), Qualifier::Estimated),
                made(Some("USA"), false, Stage::Mine, Reading::NotReported, Qualifier::Withheld),
                made(None, false, Stage::Mine, known(5.0), Qualifier::Reported),
                made(None, true, Stage::Mine, known(66.0), Qualifier::Rounded),
            ],
            ..Ledger::default()
        };
        let network = read(&ledger);
        assert_eq!(network.output.len(), 2);
        assert_eq!(network.output[&country("USA")], Reading::NotReported);
        assert_eq!(network.output_total(), known(65.0));
        assert_eq!(network.world_output, known(66.0));
        assert!(network.estimated.contains(&country("CHN")));
    }

    #[test]
    fn metal_is_added_to_refined_output_and_not_to_ore() {
        let of_stage = |stage| {
            let mut ledger = Ledger { products: vec![code("811010", true)], ..Ledger::default() };
            super::addable(&ledger, &Mineral::new("antimony"), stage) && {
                ledger.products[0].form = "ore".to_owned();
                !super::addable(&ledger, &Mineral::new("antimony"), stage)
            }
        };
        assert!(of_stage(Stage::Refinery));
        assert!(!of_stage(Stage::Mine));
        assert!(!super::addable(&Ledger::default(), &Mineral::new("antimony"), Stage::Refinery));
    }
}
