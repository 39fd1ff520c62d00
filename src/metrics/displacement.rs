use super::herfindahl::herfindahl;

/// What allied tonnes in place of the restricted supplier's do to a buyer's concentration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Displacement {
    /// Herfindahl–Hirschman index before.
    pub before: f64,
    /// The index after. It can be higher: an ally that takes over a large part becomes the new dominant supplier.
    pub after: f64,
    /// Tonnes that changed supplier: never more than the restricted supplier delivered.
    pub tonnes: f64,
}

/// Moves tonnes from the restricted supplier to an ally and counts the concentration anew.
///
/// - Takes: tonnes by supplier; which of them is restricted; allied tonnes of 0 or more; which supplier the ally is, its
///   place being the list's length (or beyond) for a new one.
/// - Gives: both indices and the tonnes moved. `None` without tonnes, for a restricted supplier that is not in the list, and
///   for amounts that are negative or not finite.
///
/// # Example
/// ```
/// use offtake::metrics::displacement;
/// // From: CEPII BACI, HS 2504, Canada, 2024: what its seven largest suppliers sold it, the United States and China first.
/// let sold = [4545.2, 3427.0, 946.0, 548.1, 56.4, 39.5, 36.1];
/// // Were China's part bought from the United States too, Canada would lean on one supplier more than before.
/// let moved = displacement(&sold, 1, 3427.0, 0).unwrap();
/// assert!((moved.before - 0.3648).abs() < 5e-5 && (moved.after - 0.7029).abs() < 5e-5);
/// ```
pub fn displacement(
    by_supplier: &[f64],
    restricted: usize,
    allied: f64,
    ally: usize,
) -> Option<Displacement> {
    let before = herfindahl(by_supplier)?;
    let delivered = *by_supplier.get(restricted)?;
    if !(allied.is_finite() && allied >= 0.0) || ally == restricted {
        return None;
    }
    let tonnes = allied.min(delivered);
    let mut moved = by_supplier.to_vec();
    moved[restricted] -= tonnes;
    match moved.get_mut(ally) {
        Some(amount) => *amount += tonnes,
        None => moved.push(tonnes),
    }
    Some(Displacement { before, after: herfindahl(&moved)?, tonnes })
}

#[cfg(test)]
mod tests {
    use super::displacement;

    #[test]
    fn an_ally_that_becomes_dominant_raises_concentration() {
        let moved = displacement(&[25.0, 55.0, 20.0], 0, 25.0, 2).unwrap();
        assert!((moved.before - 0.405).abs() < 1e-12 && (moved.after - 0.505).abs() < 1e-12);
    }
}
