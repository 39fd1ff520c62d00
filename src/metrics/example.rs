use crate::terms::{Map, Set};

use crate::supply::{Flow, SupplyNetwork};
use crate::terms::{Country, Mineral, Reading, Stage, Tonnes, Year};

/// A country by its code, for tests.
pub(super) fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

/// A network for tests: `(from, to, tonnes)`, and `(country, output)` where `None` is a withheld figure.
pub(super) fn network(trade: &[(&str, &str, f64)], output: &[(&str, Option<f64>)]) -> SupplyNetwork {
    let flow = |(from, to, tonnes): &(&str, &str, f64)| Flow {
        from: country(from),
        to: country(to),
        tonnes: Tonnes(*tonnes),
    };
    let reading =
        |value: Option<f64>| value.map_or(Reading::NotReported, |tonnes| Reading::Known(Tonnes(tonnes)));
    SupplyNetwork {
        mineral: Mineral::new("gallium"),
        year: Year(2023),
        restricted: Country::CHINA,
        stage: Stage::Mine,
        output: output.iter().map(|(code, value)| (country(code), reading(*value))).collect::<Map<_, _>>(),
        other_output: Reading::NotReported,
        world_output: Reading::NotReported,
        shares_of: None,
        estimated: Set::new(),
        trade: Reading::Known(trade.iter().map(flow).collect()),
        addable: true,
    }
}
