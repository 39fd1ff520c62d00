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
    /// // Antimony, United States, 2024; the summary prints 28,600 t.
    /// let antimony =
    ///     Balance { primary: 588.0, secondary: 3330.0, imports: 28_920.0, exports: 4260.0, drawn_from_stock: 0.0 };
    /// assert_eq!(antimony.apparent_consumption(), 28_578.0);
    /// ```
    pub fn apparent_consumption(&self) -> f64 {
        self.primary + self.secondary + self.net_imports()
    }

    /// Net import reliance: the part of apparent consumption that does not come from within.
    ///
    /// - Gives: up to 1; below 0 for a net exporter. `None` where apparent consumption is not above 0.
    /// - Source: U.S. Geological Survey, Mineral Commodity Summaries, appendix. Checked against its 2026 edition.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::Balance;
    /// // Antimony, United States, 2024: printed as 86 per cent of 28,600 t.
    /// let antimony =
    ///     Balance { primary: 588.0, secondary: 3330.0, imports: 28_920.0, exports: 4260.0, drawn_from_stock: 0.0 };
    /// assert_eq!(antimony.apparent_consumption(), 28_578.0);
    /// assert!((antimony.net_import_reliance().unwrap() - 0.8629).abs() < 1e-4);
    /// ```
    pub fn net_import_reliance(&self) -> Option<f64> {
        let consumption = self.apparent_consumption();
        if consumption.is_finite() && consumption > 0.0 {
            Some(self.net_imports() / consumption)
        } else {
            None
        }
    }

    fn net_imports(&self) -> f64 {
        self.imports - self.exports + self.drawn_from_stock
    }
}
