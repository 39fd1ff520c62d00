/// What a country makes, buys, sells and takes from stock in a year, in one unit and at one stage.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Deserialize, tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Balance {
    /// From mines or smelters.
    pub primary: f64,
    /// From old scrap. New scrap only goes round and is not counted.
    pub secondary: f64,
    /// Imports.
    pub imports: f64,
    /// Exports.
    pub exports: f64,
    /// What government and industry took from their stocks; below 0 where they filled them.
    pub drawn_from_stock: f64,
}

impl Balance {
    /// Apparent consumption: what is made, plus imports less exports, plus what came from stock.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::Balance;
    /// // From: USGS MCS 2026, antimony, United States, 2024; printed as 28,600 t.
    /// let antimony =
    ///     Balance { primary: 588.0, secondary: 3330.0, imports: 28_920.0, exports: 4260.0, drawn_from_stock: 0.0 };
    /// assert_eq!(antimony.apparent_consumption(), 28_578.0);
    /// ```
    pub fn apparent_consumption(&self) -> f64 {
        self.primary + self.secondary + self.net_imports()
    }

    /// Net import reliance: the part of apparent consumption that does not come from within.
    ///
    /// - Gives: up to 1; below 0 for a net exporter. `None` where apparent consumption is not above 0, or a figure other than
    ///   that of stocks is below 0 or any is no number.
    /// - Source: U.S. Geological Survey, Mineral Commodity Summaries, appendix. Checked against its 2026 edition.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::Balance;
    /// // From: USGS MCS 2026, antimony, United States, 2024; printed as 86 per cent of 28,600 t.
    /// let antimony =
    ///     Balance { primary: 588.0, secondary: 3330.0, imports: 28_920.0, exports: 4260.0, drawn_from_stock: 0.0 };
    /// assert!((antimony.net_import_reliance().unwrap() - 0.8629).abs() < 1e-4);
    /// ```
    pub fn net_import_reliance(&self) -> Option<f64> {
        let amounts = [self.primary, self.secondary, self.imports, self.exports];
        let sound = amounts.iter().all(|tonnes| tonnes.is_finite() && *tonnes >= 0.0);
        let consumption = self.apparent_consumption();
        (sound && consumption.is_finite() && consumption > 0.0).then(|| self.net_imports() / consumption)
    }

    fn net_imports(&self) -> f64 {
        self.imports - self.exports + self.drawn_from_stock
    }
}

#[cfg(test)]
mod tests {
    use super::Balance;

    const TIN: Balance = Balance {
        primary: 0.0,
        secondary: 8550.0,
        imports: 25_400.0,
        exports: 596.0,
        drawn_from_stock: 1300.0,
    };

    #[test]
    fn what_stocks_give_counts_as_bought_and_what_fills_them_as_sold() {
        assert!((TIN.net_import_reliance().unwrap() - 0.753_275).abs() < 1e-6);
        let filled = Balance { drawn_from_stock: -1300.0, ..TIN };
        assert!((filled.net_import_reliance().unwrap() - 23_504.0 / 32_054.0).abs() < 1e-12);
    }

    #[test]
    fn a_net_exporter_is_below_nothing_and_no_consumption_has_no_answer() {
        assert!(Balance { exports: 30_000.0, ..TIN }.net_import_reliance().unwrap() < 0.0);
        assert_eq!(Balance { exports: 60_000.0, ..TIN }.net_import_reliance(), None);
        assert_eq!(Balance { imports: -1.0, ..TIN }.net_import_reliance(), None);
        assert_eq!(Balance { secondary: f64::NAN, ..TIN }.net_import_reliance(), None);
        assert_eq!(Balance { drawn_from_stock: f64::INFINITY, ..TIN }.net_import_reliance(), None);
    }
}
