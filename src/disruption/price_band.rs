use crate::terms::Share;

/// The price ratios that a loss of supply can bring, between the stiffest and the most yielding market.
///
/// r = (1 − lost)^(−1 / e), where e is by how many per cent supply grows and use shrinks together when the price grows by
/// one: [`clearing`](super::clearing) with one elasticity for all, in closed form.
///
/// - Takes: the part of a market's supply that is lost; the least and the greatest e, above 0. The part is of that market:
///   what the restricted supplier uses at home is not in it.
/// - Gives: the least and the greatest ratio. `None` where all is lost, which no price clears, or a number is out of range.
///
/// # Example
/// ```
/// use offtake::disruption::{ELASTICITIES, price_band};
/// use offtake::terms::Share;
/// // From: the public record (E10), China's exports of germanium in the first quarter of 2025: 39 per cent less. Were it
/// // the only seller, so much would be lost.
/// let (least, greatest) = price_band(Share(0.39), ELASTICITIES.0, ELASTICITIES.1).unwrap();
/// assert!((least - 1.0 / 0.61).abs() < 1e-12);
/// assert!((greatest - 11.84).abs() < 5e-3); // 0.61 to the power of -5
/// assert_eq!(price_band(Share(1.0), ELASTICITIES.0, ELASTICITIES.1), None);
/// ```
pub fn price_band(lost: Share, least: f64, greatest: f64) -> Option<(f64, f64)> {
    let sound = (0.0..1.0).contains(&lost.0) && least > 0.0 && least <= greatest && greatest.is_finite();
    if !sound {
        return None;
    }
    let ratio = |elasticity: f64| libm::pow(1.0 - lost.0, -1.0 / elasticity);
    Some((ratio(greatest), ratio(least)))
}

/// The elasticity that a loss and an observed price ratio imply together: −ln(1 − lost) / ln r.
///
/// - Gives: `None` where nothing or all is lost, or the price did not rise.
///
/// # Example
/// ```
/// use offtake::disruption::implied_elasticity;
/// use offtake::terms::Share;
/// // From: USGS MCS 2026, antimony in the United States, 5.49 then 25 dollars a pound, 2023 to 2025; the public record
/// // (E09): China's exports fell by 57 per cent.
/// let ratio = 25.0 / 5.49;
/// assert!((implied_elasticity(Share(0.57), ratio).unwrap() - 0.557).abs() < 5e-4);
/// ```
pub fn implied_elasticity(lost: Share, ratio: f64) -> Option<f64> {
    if lost.0 > 0.0 && lost.0 < 1.0 && ratio.is_finite() && ratio > 1.0 {
        Some(-libm::log(1.0 - lost.0) / libm::log(ratio))
    } else {
        None
    }
}

/// The losses that could be behind a price ratio, for the same band of e: 1 − r^(−e).
///
/// - Gives: the least and the greatest part lost. `None` where the price did not rise, or e is out of range.
///
/// # Example
/// ```
/// use offtake::disruption::{ELASTICITIES, losses_behind};
/// // From: USGS MCS 2026, tungsten concentrate, 252 then 380 dollars a metric-tonne unit, 2024 to 2025.
/// let (least, greatest) = losses_behind(380.0 / 252.0, ELASTICITIES.0, ELASTICITIES.1).unwrap();
/// assert!((least.0 - 0.079).abs() < 5e-4 && (greatest.0 - 0.337).abs() < 5e-4);
/// ```
pub fn losses_behind(ratio: f64, least: f64, greatest: f64) -> Option<(Share, Share)> {
    let sound = ratio.is_finite() && ratio >= 1.0 && least > 0.0 && least <= greatest && greatest.is_finite();
    let lost = |elasticity: f64| Share(1.0 - libm::pow(ratio, -elasticity));
    sound.then(|| (lost(least), lost(greatest)))
}

#[cfg(test)]
mod tests {
    use super::super::price::{Need, Seller, clearing};
    use super::{implied_elasticity, losses_behind, price_band};
    use crate::terms::Share;

    #[test]
    fn the_closed_form_is_the_cleared_market() {
        let seller = Seller { tonnes: 70.0, elasticity: 0.1, most: None };
        let need = Need { tonnes: 100.0, elasticity: 0.4 };
        let cleared = clearing(&[seller], 0.0, 0.0, &[need]).unwrap().ratio;
        let (least, greatest) = price_band(Share(0.3), 0.5, 0.5).unwrap();
        assert!((least - cleared).abs() < 1e-9 && least == greatest);
    }

    #[test]
    fn loss_price_and_elasticity_lead_back_to_each_other() {
        let (least, greatest) = price_band(Share(0.35), 0.2, 1.0).unwrap();
        assert!((implied_elasticity(Share(0.35), greatest).unwrap() - 0.2).abs() < 1e-12);
        assert!((losses_behind(least, 0.2, 1.0).unwrap().1.0 - 0.35).abs() < 1e-12);
    }

    #[test]
    fn what_has_no_answer_has_none() {
        assert_eq!(price_band(Share(0.5), 0.0, 1.0), None);
        assert_eq!(price_band(Share(f64::NAN), 0.2, 1.0), None);
        assert_eq!(implied_elasticity(Share(0.5), 1.0), None);
        assert_eq!(losses_behind(0.9, 0.2, 1.0), None);
        assert_eq!(price_band(Share(0.0), 0.2, 1.0), Some((1.0, 1.0)), "nothing lost, nothing moved");
    }
}
