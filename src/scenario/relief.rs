use crate::terms::{Share, Tonnes};

const DAYS_OF_YEAR: f64 = 365.0;

/// What stands between a restriction and a shortage before any project does. Nobody publishes either figure for most
/// minerals and countries, so both are assumptions, and nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Relief {
    /// The part of what stops that finds another way.
    pub leakage: Share,
    /// Stocks of every ally, in days of what it imports; 0 or more.
    pub stock_days: f64,
}

impl Relief {
    /// The stock of an ally that imports so much in a year.
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::Relief;
    /// use offtake::terms::{Share, Tonnes};
    /// let relief = Relief { leakage: Share(0.0), stock_days: 73.0 };
    /// assert_eq!(relief.stock(Tonnes(100.0)), Tonnes(20.0));
    /// ```
    pub fn stock(&self, imports: Tonnes) -> Tonnes {
        Tonnes(imports.0 * self.stock_days / DAYS_OF_YEAR)
    }
}
