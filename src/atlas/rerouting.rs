//! Rerouting of plain figures: what buyers still miss when those who are not restricted send elsewhere what they may move.

use serde::{Deserialize, Serialize};

use super::analysis::AnalysisError;
use crate::scenario::rerouted;
use crate::supply::{Flow, SupplyNetwork};
use crate::terms::{Country, Map, Mineral, Order, Reading, Set, Share, Stage, Tonnes, Year};

/// Trade, a restriction, and what others can put against it: [`rerouted`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ReroutingFigures {
    /// Who sells to whom how many tonnes a year; countries by ISO 3166-1 alpha-3 code.
    pub trade: Vec<(String, String, f64)>,
    /// Whose exports stop.
    pub restricted: String,
    /// Which part of them, 0 to 1.
    pub cut: f64,
    /// Spare capacity of others, tonnes a year.
    pub spare: Vec<(String, f64)>,
    /// Which part of each sale may go elsewhere, 0 to 1; null where nothing binds and new customers are served.
    // A missing key is an error; only null frees everything.
    #[serde(deserialize_with = "serde::Deserialize::deserialize")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub free: Option<f64>,
}

/// What a buyer still misses.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct UnmetFigures {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Tonnes of its former imports that nobody sends.
    pub tonnes: f64,
    /// The same as a part of its former imports.
    pub share: f64,
}

/// What every buyer still misses when what may move goes where most is missing, by code.
///
/// # Errors
/// [`AnalysisError`] naming the country or the figure.
///
/// # Example
/// ```
/// use offtake::atlas::analysis::{ReroutingFigures, reroute};
/// let row = |from: &str, to: &str, tonnes| (from.to_owned(), to.to_owned(), tonnes);
/// // From: CEPII BACI, HS 2504, Canada's largest suppliers in 2024. China stops half, and nobody may send elsewhere what
/// // it sells.
/// let stuck = ReroutingFigures {
///     trade: vec![row("CHN", "CAN", 3427.0), row("USA", "CAN", 4545.2)],
///     restricted: "CHN".to_owned(), cut: 0.5, spare: vec![], free: Some(0.0),
/// };
/// assert_eq!(reroute(&stuck).unwrap()[0].tonnes, 1713.5);
/// // From: USGS MCS 2025 and 2026: Mozambique mined 98,000 t in 2023 and 39,000 t in 2024; what it has mined it may mine
/// // again.
/// let eased = ReroutingFigures { spare: vec![("MOZ".to_owned(), 98_000.0 - 39_000.0)], free: None, ..stuck.clone() };
/// assert!(reroute(&eased).unwrap().iter().all(|one| one.tonnes == 0.0));
/// assert!(reroute(&ReroutingFigures { cut: 1.5, ..stuck }).is_err());
/// ```
pub fn reroute(figures: &ReroutingFigures) -> Result<Vec<UnmetFigures>, AnalysisError> {
    part("cut", figures.cut)?;
    figures.free.map_or(Ok(()), |free| part("free", free))?;
    let mut trade = Vec::with_capacity(figures.trade.len());
    for (from, to, tonnes) in &figures.trade {
        amount("trade", *tonnes)?;
        let (from, to) = (Country::parse(from)?, Country::parse(to)?);
        trade.push(Flow { from, to, tonnes: Tonnes(*tonnes) });
    }
    trade.order_by(|a, b| a.from.cmp(&b.from).then(a.to.cmp(&b.to)));
    let mut spare = Map::new();
    for (country, tonnes) in &figures.spare {
        amount("spare", *tonnes)?;
        let sum: &mut Tonnes = spare.entry(Country::parse(country)?).or_insert(Tonnes::ZERO);
        *sum = *sum + Tonnes(*tonnes);
    }
    let network = SupplyNetwork {
        mineral: Mineral::new("own"),
        year: Year(0),
        restricted: Country::parse(&figures.restricted)?,
        stage: Stage::Mine,
        output: Map::new(),
        other_output: Reading::NotReported,
        world_output: Reading::NotReported,
        estimated: Set::new(),
        shares_of: None,
        trade: Reading::Known(trade),
        addable: false,
    };
    let found = rerouted(&network, Share(figures.cut), &spare, figures.free.map(Share))?;
    let unmet = found.known().unwrap_or_default();
    Ok(unmet
        .iter()
        .map(|one| UnmetFigures {
            country: one.buyer.code().to_owned(),
            tonnes: one.tonnes.0,
            share: one.share.0,
        })
        .collect())
}

fn part(what: &'static str, value: f64) -> Result<(), AnalysisError> {
    if (0.0..=1.0).contains(&value) {
        Ok(())
    } else {
        Err(AnalysisError::Number { what, value, range: "0 to 1" })
    }
}

fn amount(what: &'static str, value: f64) -> Result<(), AnalysisError> {
    let sound = value.is_finite() && value >= 0.0;
    if sound { Ok(()) } else { Err(AnalysisError::Number { what, value, range: "0 t up" }) }
}

#[cfg(test)]
mod tests {
    use super::{ReroutingFigures, reroute};

    fn figures() -> ReroutingFigures {
        let row = |from: &str, to: &str, tonnes| (from.to_owned(), to.to_owned(), tonnes);
        ReroutingFigures {
            trade: vec![row("CHN", "JPN", 40.0), row("VNM", "JPN", 10.0), row("VNM", "USA", 30.0)],
            restricted: "CHN".to_owned(),
            cut: 1.0,
            spare: vec![],
            free: Some(0.0),
        }
    }

    #[test]
    fn nothing_is_made_by_moving_it() {
        let stuck = reroute(&figures()).unwrap();
        assert_eq!((stuck[0].tonnes, stuck[0].share, stuck[1].tonnes), (40.0, 0.8, 0.0));
        let moved = reroute(&ReroutingFigures { free: Some(0.2), ..figures() }).unwrap();
        let sum: f64 = moved.iter().map(|one| one.tonnes).sum();
        assert!((sum - 40.0).abs() < 1e-9 && moved[0].tonnes < 40.0, "{moved:?}");
    }

    #[test]
    fn figures_that_are_none_are_named() {
        let message = |bad: ReroutingFigures| reroute(&bad).unwrap_err().to_string();
        let with = |tonnes| vec![("CHN".to_owned(), "JPN".to_owned(), tonnes)];
        assert!(message(ReroutingFigures { trade: with(-1.0), ..figures() }).contains("trade is -1"));
        assert!(message(ReroutingFigures { trade: with(f64::NAN), ..figures() }).contains("NaN"));
        assert!(message(ReroutingFigures { free: Some(2.0), ..figures() }).contains("free is 2"));
        assert!(message(ReroutingFigures { restricted: "156".to_owned(), ..figures() }).contains("156"));
        let spare = vec![("CAN".to_owned(), f64::INFINITY)];
        assert!(message(ReroutingFigures { spare, ..figures() }).contains("spare is inf"));
        assert_eq!(reroute(&ReroutingFigures { trade: vec![], ..figures() }), Ok(vec![]));
    }
}
