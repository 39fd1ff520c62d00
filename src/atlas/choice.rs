use serde::{Deserialize, Serialize};

/// Everything that a picture depends on, as ids. No field is optional, so that a misspelt key is a missing key and
/// fails loudly; [`Atlas::from_link`](super::Atlas::from_link) fills in what a link leaves out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Choice {
    /// Which chart, for example `dependency-map`.
    pub chart: String,
    /// Language, `en` or `fr`.
    pub lang: String,
    /// Mineral, as links write it: `natural-graphite`.
    pub mineral: String,
    /// The reader's own country, ISO 3166-1 alpha-3, or a group that counts as one: `eu`, `g7`, `nato`.
    pub country: String,
    /// Year of the figures.
    pub year: u16,
    /// Per cent of the restricted supplier's exports that stop, 0 to 100.
    pub stop: f64,
    /// The rule that divides the project's output.
    pub rule: String,
    /// The group of allies that shares.
    pub allies: String,
    /// The project, by its id in the deals, or `own`.
    pub project: String,
    /// Tonnes a year to divide; 0 where no figure is published.
    pub tonnes: f64,
    /// The country that buys everything under a single-market deal.
    pub market: String,
    /// The measure of the map.
    pub measure: String,
}
