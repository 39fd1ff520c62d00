/// An industry that a shortfall reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExposedIndustry {
    /// Its value added in a year, in any one currency.
    pub value_added: f64,
    /// The part of its need for the mineral that is unmet, 0 to 1.
    pub shortfall: f64,
    /// By how much its output falls for each unit of shortfall; 1 where nothing better is known.
    pub stop: f64,
}

/// The value added of industries that a shortfall would stop, if each of them stopped in step with its missing input.
///
/// A first-order bound in the manner of Leontief, not a forecast of output: no substitution, no price, no second round.
///
/// - Gives: Σ value added · min(1, shortfall · stop), in the currency taken. `None` for a shortfall outside 0 to 1 or an
///   amount below 0 or no number.
/// - Source: our definition, after the scenarios of U.S. Geological Survey Open-File Report 2025-1047, which go on to an
///   input-output model.
///
/// # Example
/// ```
/// use offtake::metrics::{ExposedIndustry, value_added_exposed};
/// // From: European Commission, study of 2023: gallium goes to electronics (77,000 million euro of value added) and
/// // electrical equipment (89,422); 69 per cent of what the Union used came from China.
/// let stopped = |value_added| ExposedIndustry { value_added, shortfall: 0.69, stop: 1.0 };
/// let exposed = value_added_exposed(&[stopped(77_000.0), stopped(89_422.0)]).unwrap();
/// assert!((exposed - 114_831.18).abs() < 5e-3);
/// ```
pub fn value_added_exposed(industries: &[ExposedIndustry]) -> Option<f64> {
    let amount = |value: f64| value.is_finite() && value >= 0.0;
    let sound = industries.iter().all(|industry| {
        amount(industry.value_added) && amount(industry.stop) && (0.0..=1.0).contains(&industry.shortfall)
    });
    if !sound {
        return None;
    }
    let exposed = industries
        .iter()
        .map(|industry| industry.value_added * (industry.shortfall * industry.stop).min(1.0));
    Some(exposed.sum())
}

/// What is to be expected of scenarios with a probability each: Σ probability · value added exposed.
///
/// - Takes: probabilities of 0 to 1, which need not add up to 1 (the rest is that nothing happens), and what each
///   scenario exposes. There is no probability to start from: it is the reader's.
/// - Gives: `None` for a probability outside 0 to 1, probabilities of more than 1 in all, or an amount below 0 or no number.
///
/// # Example
/// ```
/// use offtake::metrics::expected_loss;
/// // From: USGS Open-File Report 2024-1057, billions of dollars that the United States lose without China's gallium,
/// // without its germanium, and without both.
/// let losses = [3.1, 0.4, 3.4];
/// // As if the three were equally likely; a probability is the reader's.
/// assert!((expected_loss(&losses.map(|loss| (1.0 / 3.0, loss))).unwrap() - 2.3).abs() < 1e-12);
/// assert_eq!(expected_loss(&losses.map(|loss| (1.0, loss))), None);
/// ```
pub fn expected_loss(scenarios: &[(f64, f64)]) -> Option<f64> {
    let sound = scenarios
        .iter()
        .all(|(chance, exposed)| (0.0..=1.0).contains(chance) && exposed.is_finite() && *exposed >= 0.0);
    // Thirds and tenths add up to a hair more than 1.
    if !sound || scenarios.iter().map(|(chance, _)| chance).sum::<f64>() > 1.0 + 1e-9 {
        return None;
    }
    Some(scenarios.iter().map(|(chance, exposed)| chance * exposed).sum())
}

#[cfg(test)]
mod tests {
    use super::{ExposedIndustry, value_added_exposed};

    #[test]
    fn no_industry_loses_more_than_it_makes() {
        let industry = ExposedIndustry { value_added: 7.0, shortfall: 1.0, stop: 50.0 };
        assert_eq!(value_added_exposed(&[industry]), Some(7.0));
        assert_eq!(value_added_exposed(&[]), Some(0.0));
    }

    #[test]
    fn a_shortfall_of_more_than_all_is_refused() {
        let industry = ExposedIndustry { value_added: 7.0, shortfall: 1.5, stop: 1.0 };
        assert_eq!(value_added_exposed(&[industry]), None);
        assert_eq!(value_added_exposed(&[ExposedIndustry { shortfall: f64::NAN, ..industry }]), None);
    }
}
