use super::network::{Flow, SupplyNetwork};
use super::read::network;
use crate::ledger::Ledger;
use crate::terms::{Country, Mineral, Reading, Tonnes, Year};

/// Natural graphite for Canada in 2024, small enough to check by hand: the example of these docs.
///
/// - Trade: its seven largest suppliers, and what the United States bought from China and Mexico.
/// - Output: China, Madagascar and Mozambique; what others sold is of unknown origin here.
/// - Source: CEPII BACI, release of January 2026, HS 2504; U.S. Geological Survey, Mineral Commodity Summaries 2026.
///
/// # Example
/// ```
/// use offtake::supply::canadas_graphite;
/// use offtake::terms::{Country, Reading, Tonnes};
/// let graphite = canadas_graphite();
/// let canada = Country::parse("CAN").unwrap();
/// assert_eq!(graphite.imports_from(Country::CHINA, canada), Reading::Known(Tonnes(3427.0)));
/// ```
pub fn canadas_graphite() -> SupplyNetwork {
    const TRADE: [(&str, &str, f64); 9] = [
        ("ARE", "CAN", 946.0),
        ("CHN", "CAN", 3427.0),
        ("CHN", "USA", 33214.4),
        ("GBR", "CAN", 56.4),
        ("MDG", "CAN", 36.1),
        ("MEX", "CAN", 548.1),
        ("MEX", "USA", 6781.0),
        ("MOZ", "CAN", 39.5),
        ("USA", "CAN", 4545.2),
    ];
    const OUTPUT: [(&str, f64); 3] = [("CHN", 1_270_000.0), ("MDG", 85_000.0), ("MOZ", 39_000.0)];
    let mut graphite =
        network(&Ledger::default(), &Mineral::new("natural_graphite"), Year(2024), Country::CHINA);
    graphite.addable = true;
    let flow = |(from, to, tonnes): (&str, &str, f64)| {
        Some(Flow { from: Country::parse(from).ok()?, to: Country::parse(to).ok()?, tonnes: Tonnes(tonnes) })
    };
    graphite.trade = Reading::Known(TRADE.into_iter().filter_map(flow).collect());
    let made = |(code, tonnes)| Some((Country::parse(code).ok()?, Reading::Known(Tonnes(tonnes))));
    graphite.output = OUTPUT.into_iter().filter_map(made).collect();
    graphite
}
