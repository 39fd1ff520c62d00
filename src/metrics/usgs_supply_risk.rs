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
}

impl UsgsSupplyRisk {
    /// Puts the parts together. An industry without profit cannot bear any price and is left out: name it beside the
    /// result. `None` where apparent consumption or GDP is not above 0.
    ///
    /// - Source: N. T. Nassar and others, Science Advances 6 (2020) eaay8647, equations 1 to 4. Compare ranks only: the
    ///   paper rescales each part before it multiplies.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::{Balance, Industry, Producer, UsgsSupplyRisk};
    /// let balance = Balance { primary: 0.0, secondary: 0.0, imports: 100.0, exports: 0.0, drawn_from_stock: 0.0 };
    /// let industry = Industry { value_added: 50.0, spending: 2.0, profit: 10.0 };
    /// let risk = UsgsSupplyRisk::of(
    ///     &[Producer { share: 0.9, inability: 0.5, unwillingness: 0.8 }], &balance, &[industry], 1000.0,
    /// );
    /// let risk = risk.unwrap();
    /// assert!((risk.disruption_potential - 0.324).abs() < 1e-12);
    /// assert!(risk.trade_exposure == 1.0 && (risk.economic_vulnerability - 0.01).abs() < 1e-12);
    /// ```
    pub fn of(
        producers: &[Producer],
        balance: &Balance,
        industries: &[Industry],
        gdp: f64,
    ) -> Option<UsgsSupplyRisk> {
        if !gdp.is_finite() || gdp <= 0.0 {
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
        })
    }

    /// The geometric mean of the three parts; 0 if one of them is 0.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::UsgsSupplyRisk;
    /// let parts =
    ///     UsgsSupplyRisk { disruption_potential: 0.2194, trade_exposure: 0.9, economic_vulnerability: 0.0 };
    /// assert_eq!(parts.value(), 0.0);
    /// ```
    pub fn value(&self) -> f64 {
        libm::cbrt((self.disruption_potential * self.trade_exposure * self.economic_vulnerability).max(0.0))
    }
}
