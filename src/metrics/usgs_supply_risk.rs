use super::eu_supply_risk::parts_of_one;
use super::net_import_reliance::Balance;

/// A foreign producer: its share of world production, and how able and willing it is to go on supplying.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Producer {
    /// Share of world production, 0 to 1.
    pub share: f64,
    /// Ability index, 0 (able) to 1.
    pub inability: f64,
    /// Willingness index, 0 (willing) to 1.
    pub unwillingness: f64,
}

/// An industry that needs the mineral; amounts in one currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Industry {
    /// Its value added.
    pub value_added: f64,
    /// What it spends on the mineral.
    pub spending: f64,
    /// Its operating profit.
    pub profit: f64,
}

/// The three parts of the U.S. Geological Survey's supply risk, before any scaling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UsgsSupplyRisk {
    /// Disruption potential: Σ share² · inability · unwillingness.
    pub disruption_potential: f64,
    /// Trade exposure: net import reliance, 0 for a net exporter.
    pub trade_exposure: f64,
    /// Economic vulnerability: Σ value added / GDP · spending / profit.
    pub economic_vulnerability: f64,
    /// Industries left out of it, having no profit.
    pub without_profit: usize,
}

impl UsgsSupplyRisk {
    /// Puts the parts together. An industry without profit cannot bear any price and is left out: how many are stands in
    /// `without_profit`, to be named beside the result.
    ///
    /// - Gives: `None` where apparent consumption or GDP is not above 0, an index or share is outside 0 to 1, shares make more
    ///   than one whole, or an amount is below 0 or no number.
    ///
    /// - Source: N. T. Nassar and others, Science Advances 6 (2020) eaay8647, equations 1 to 4. Compare ranks only: the
    ///   paper rescales each part before it multiplies.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::{Balance, Producer, UsgsSupplyRisk};
    /// // From: USGS MCS 2026, antimony in 2024: China, Russia and Tajikistan of the 119,000 t mined in the world, and the
    /// // balance of the United States. Both indices stand at their worst here, and no industry's spending and profit are
    /// // on record.
    /// let producers = [40_000.0, 40_000.0, 22_000.0]
    ///     .map(|mined| Producer { share: mined / 119_000.0, inability: 1.0, unwillingness: 1.0 });
    /// let balance =
    ///     Balance { primary: 588.0, secondary: 3330.0, imports: 28_920.0, exports: 4260.0, drawn_from_stock: 0.0 };
    /// let risk = UsgsSupplyRisk::of(&producers, &balance, &[], 1.0).unwrap();
    /// assert!((risk.disruption_potential - 0.2602).abs() < 5e-5 && (risk.trade_exposure - 0.8629).abs() < 5e-5);
    /// assert_eq!(risk.economic_vulnerability, 0.0);
    /// ```
    pub fn of(
        producers: &[Producer],
        balance: &Balance,
        industries: &[Industry],
        gdp: f64,
    ) -> Option<UsgsSupplyRisk> {
        let shares: Vec<f64> = producers.iter().map(|k| k.share).collect();
        let index = |value: f64| (0.0..=1.0).contains(&value);
        let amount = |value: f64| value.is_finite() && value >= 0.0;
        let sound = parts_of_one(&shares)
            && producers.iter().all(|k| index(k.inability) && index(k.unwillingness))
            && industries.iter().all(|j| amount(j.value_added) && amount(j.spending) && j.profit.is_finite());
        if !sound || !gdp.is_finite() || gdp <= 0.0 {
            return None;
        }
        let vulnerability = industries
            .iter()
            .filter(|industry| industry.profit > 0.0)
            .map(|industry| industry.value_added / gdp * (industry.spending / industry.profit))
            .sum();
        Some(UsgsSupplyRisk {
            disruption_potential: producers
                .iter()
                .map(|k| k.share * k.share * k.inability * k.unwillingness)
                .sum(),
            trade_exposure: balance.net_import_reliance()?.max(0.0),
            economic_vulnerability: vulnerability,
            without_profit: industries.iter().filter(|industry| industry.profit <= 0.0).count(),
        })
    }

    /// The geometric mean of the three parts; 0 if one of them is 0.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::UsgsSupplyRisk;
    /// // From: USGS MCS 2026, antimony, United States, 2024, as in the example of `of`.
    /// let antimony = UsgsSupplyRisk {
    ///     disruption_potential: 0.2602, trade_exposure: 0.8629, economic_vulnerability: 0.0, without_profit: 0,
    /// };
    /// assert_eq!(antimony.value(), 0.0);
    /// // The paper scales that part to at most 1, which bounds the whole.
    /// let bound = UsgsSupplyRisk { economic_vulnerability: 1.0, ..antimony };
    /// assert!((bound.value() - 0.6078).abs() < 5e-5);
    /// ```
    pub fn value(&self) -> f64 {
        libm::cbrt((self.disruption_potential * self.trade_exposure * self.economic_vulnerability).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{Balance, Industry, Producer, UsgsSupplyRisk};

    const BALANCE: Balance =
        Balance { primary: 0.0, secondary: 10.0, imports: 100.0, exports: 5.0, drawn_from_stock: 0.0 };
    const INDUSTRY: Industry = Industry { value_added: 50.0, spending: 2.0, profit: 10.0 };
    const PRODUCER: Producer = Producer { share: 0.7, inability: 0.5, unwillingness: 0.8 };

    #[test]
    fn an_industry_without_profit_is_left_out_and_counted() {
        let industries =
            [INDUSTRY, Industry { profit: 0.0, ..INDUSTRY }, Industry { profit: -3.0, ..INDUSTRY }];
        let found = UsgsSupplyRisk::of(&[PRODUCER], &BALANCE, &industries, 1000.0).unwrap();
        assert_eq!((found.economic_vulnerability, found.without_profit), (0.05 * 0.2, 2));
    }

    #[test]
    fn a_net_exporter_is_not_exposed() {
        let exporter = Balance { primary: 500.0, exports: 400.0, ..BALANCE };
        let found = UsgsSupplyRisk::of(&[PRODUCER], &exporter, &[INDUSTRY], 1000.0).unwrap();
        assert_eq!((found.trade_exposure, found.value()), (0.0, 0.0));
    }

    #[test]
    fn figures_that_are_none_have_no_answer() {
        let with = |producers: &[Producer], industry, gdp| {
            UsgsSupplyRisk::of(producers, &BALANCE, &[industry], gdp).is_none()
        };
        assert!(with(&[PRODUCER, PRODUCER], INDUSTRY, 1000.0), "seven tenths twice");
        assert!(with(&[Producer { inability: 1.5, ..PRODUCER }], INDUSTRY, 1000.0));
        assert!(with(&[PRODUCER], Industry { spending: -1.0, ..INDUSTRY }, 1000.0));
        assert!(with(&[PRODUCER], Industry { profit: f64::NAN, ..INDUSTRY }, 1000.0));
        assert!(with(&[PRODUCER], INDUSTRY, 0.0));
    }
}
