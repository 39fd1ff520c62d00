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
    /// // From: the public record (M9), Project Vault's aim of 60 days; CEPII BACI, HS 2504, what the United States
    /// // imported in 2024.
    /// let relief = Relief { leakage: Share(0.0), stock_days: 60.0 };
    /// assert_eq!(relief.stock(Tonnes(71_585.7)).0.round(), 11_768.0);
    /// ```
    pub fn stock(&self, imports: Tonnes) -> Tonnes {
        Tonnes(imports.0 * self.stock_days / DAYS_OF_YEAR)
    }
}
