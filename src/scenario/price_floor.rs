use crate::terms::Tonnes;

/// A thousand kilograms a tonne, a million dollars.
const MILLIONS: f64 = 1000.0 / 1e6;

/// What a price floor costs whoever has promised it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FloorCost {
    /// US dollars on every kilogram.
    pub per_kg: f64,
    /// Millions of US dollars a year.
    pub a_year: f64,
}

/// What a price floor costs at a market price: the floor less the price, nothing where the market pays as much or more.
///
/// - Takes: floor and price in US dollars a kilogram, 0 or more, of the same goods; the tonnes a year that it holds for.
/// - Gives: dollars on every kilogram, and millions of dollars a year.
/// - One price stands for the whole year: what the market pays above the floor in some months makes good nothing.
///
/// # Example
/// ```
/// use offtake::scenario::{FloorCost, floor_cost};
/// use offtake::terms::Tonnes;
/// // From: the public record, D61-02 (5,000 t a year at 110 dollars at least); USGS MCS 2026, oxide of neodymium and
/// // praseodymium, 69 dollars in 2025 and 124 in 2022.
/// assert_eq!(floor_cost(110.0, 69.0, Tonnes(5000.0)), FloorCost { per_kg: 41.0, a_year: 205.0 });
/// assert_eq!(floor_cost(110.0, 124.0, Tonnes(5000.0)), FloorCost { per_kg: 0.0, a_year: 0.0 });
/// ```
pub fn floor_cost(floor: f64, price: f64, tonnes: Tonnes) -> FloorCost {
    let per_kg = (floor - price).max(0.0);
    FloorCost { per_kg, a_year: per_kg * tonnes.0 * MILLIONS }
}
