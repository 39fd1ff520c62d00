use std::iter::Sum;
use std::ops::{Add, Mul, Sub};

/// Metric tonnes a year. Whether contained metal or gross product weight is said by the basis of the row it comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Tonnes(pub f64);

/// A part of a whole, 0 to 1. Only wording turns it into per cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Share(pub f64);

impl Tonnes {
    /// No tonnes at all: a reported nothing, not a gap.
    pub const ZERO: Tonnes = Tonnes(0.0);

    /// The smaller of two amounts.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Tonnes;
    /// // Canada bought 9,693 t of natural graphite in 2024; a project of 103,000 t can replace no more than that.
    /// assert_eq!(Tonnes(103_000.0).min(Tonnes(9693.0)), Tonnes(9693.0));
    /// ```
    pub fn min(self, other: Tonnes) -> Tonnes {
        Tonnes(self.0.min(other.0))
    }

    /// The larger of two amounts.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Tonnes;
    /// // What is left after more is replaced than was bought is nothing, not less.
    /// assert_eq!((Tonnes(9693.0) - Tonnes(103_000.0)).max(Tonnes(0.0)), Tonnes(0.0));
    /// ```
    pub fn max(self, other: Tonnes) -> Tonnes {
        Tonnes(self.0.max(other.0))
    }
}

impl Add for Tonnes {
    type Output = Tonnes;
    fn add(self, other: Tonnes) -> Tonnes {
        Tonnes(self.0 + other.0)
    }
}

impl Sub for Tonnes {
    type Output = Tonnes;
    fn sub(self, other: Tonnes) -> Tonnes {
        Tonnes(self.0 - other.0)
    }
}

impl Mul<Share> for Tonnes {
    type Output = Tonnes;
    fn mul(self, share: Share) -> Tonnes {
        Tonnes(self.0 * share.0)
    }
}

impl Sum for Tonnes {
    fn sum<I: Iterator<Item = Tonnes>>(amounts: I) -> Tonnes {
        amounts.fold(Tonnes::ZERO, Add::add)
    }
}
