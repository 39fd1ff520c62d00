/// A supplier that is not restricted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seller {
    /// Tonnes at the old price.
    pub tonnes: f64,
    /// By how many per cent its supply grows when the price grows by one; 0 or more.
    pub elasticity: f64,
    /// The most it can deliver; `None` without a limit.
    pub most: Option<f64>,
}

/// A country that buys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Need {
    /// Tonnes at the old price.
    pub tonnes: f64,
    /// By how many per cent its use shrinks when the price grows by one; 0 or more.
    pub elasticity: f64,
}

/// Where supply and use meet after a restriction.
#[derive(Clone, Debug, PartialEq)]
pub struct Clearing {
    /// New price over old price.
    pub ratio: f64,
    /// Tonnes of each seller.
    pub sold: Vec<f64>,
    /// Tonnes of each buyer.
    pub used: Vec<f64>,
}

/// The natural logarithms of the least and the greatest price ratio looked for: a thousandth and a million.
const LOW: f64 = -6.907_755_278_982_137;
const HIGH: f64 = 13.815_510_557_964_274;

/// The price ratio at which what is left of supply meets use, all curves having one elasticity each.
///
/// - Takes: the sellers that are not restricted, the restricted supplier's tonnes that still come, what stocks release, and
///   the buyers; tonnes of 0 or more.
/// - Gives: `None` where no ratio between a thousandth and a million clears the market, as when nobody can use less.
/// - Elasticities are weakly known: show a band over them, never one number.
/// - Source: partial equilibrium of one market, as in any textbook.
///
/// # Example
/// ```
/// use offtake::disruption::{ELASTICITIES, Need, Seller, clearing};
/// // From: USGS MCS 2026, tungsten mined in 2024: 82,000 t in the world, 67,000 t of it in China, none of which comes.
/// let elasticity = ELASTICITIES.1 / 2.0; // of supply and of use alike: the most yielding market to be reckoned with
/// let others = Seller { tonnes: 82_000.0 - 67_000.0, elasticity, most: None };
/// let found = clearing(&[others], 0.0, 0.0, &[Need { tonnes: 82_000.0, elasticity }]).unwrap();
/// assert!((found.ratio - 82.0 / 15.0).abs() < 1e-9);
/// ```
pub fn clearing(sellers: &[Seller], still_comes: f64, from_stock: f64, needs: &[Need]) -> Option<Clearing> {
    let sold = |ln: f64| -> Vec<f64> {
        sellers
            .iter()
            .map(|seller| {
                let free = seller.tonnes * libm::exp(ln * seller.elasticity);
                seller.most.map_or(free, |most| free.min(most))
            })
            .collect()
    };
    let used = |ln: f64| -> Vec<f64> {
        needs.iter().map(|need| need.tonnes * libm::exp(-ln * need.elasticity)).collect()
    };
    // Never falls as the price grows.
    let surplus =
        |ln: f64| sold(ln).iter().sum::<f64>() + still_comes + from_stock - used(ln).iter().sum::<f64>();
    let answer = |ln: f64| Some(Clearing { ratio: libm::exp(ln), sold: sold(ln), used: used(ln) });
    if surplus(0.0) == 0.0 {
        return answer(0.0);
    }
    let (mut low, mut high) = (LOW, HIGH);
    let opposite = surplus(low) <= 0.0 && surplus(high) >= 0.0;
    if !opposite {
        return None;
    }
    // Halving the interval 200 times ends at neighbouring numbers, the same on every machine.
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if surplus(middle) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    answer(high)
}

#[cfg(test)]
mod tests {
    use super::{Need, Seller, clearing};

    #[test]
    fn without_a_disruption_the_price_stays() {
        let seller = Seller { tonnes: 100.0, elasticity: 0.2, most: None };
        let found = clearing(&[seller], 0.0, 0.0, &[Need { tonnes: 100.0, elasticity: 0.3 }]).unwrap();
        assert_eq!(found.ratio, 1.0);
    }

    #[test]
    fn no_price_clears_a_market_where_nobody_can_yield() {
        let seller = Seller { tonnes: 60.0, elasticity: 0.0, most: None };
        assert_eq!(clearing(&[seller], 0.0, 0.0, &[Need { tonnes: 100.0, elasticity: 0.0 }]), None);
    }

    #[test]
    fn a_seller_at_its_limit_sells_no_more() {
        let sellers = [
            Seller { tonnes: 30.0, elasticity: 0.1, most: Some(33.0) },
            Seller { tonnes: 20.0, elasticity: 0.4, most: Some(21.0) },
        ];
        let needs = [Need { tonnes: 60.0, elasticity: 0.2 }, Need { tonnes: 40.0, elasticity: 0.5 }];
        let found = clearing(&sellers, 0.0, 0.0, &needs).unwrap();
        assert_eq!(found.sold, [33.0, 21.0]);
        assert!((found.used.iter().sum::<f64>() - 54.0).abs() < 1e-9);
    }
}
