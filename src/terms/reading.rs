/// What a source says of a figure. A gap is a value of its own: never 0, never NaN.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Reading<T> {
    /// The figure is known.
    Known(T),
    /// The figure exists, but no source we hold publishes it.
    NotReported,
    /// The question makes no sense here: a share of nothing, a trade code that cannot tell two metals apart.
    NotApplicable,
}

impl<T> Reading<T> {
    /// The figure if it is known.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Reading, Tonnes};
    /// // The gallium that the world made in 2024 (USGS MCS 2026).
    /// assert_eq!(Reading::Known(Tonnes(848.0)).known(), Some(Tonnes(848.0)));
    /// // A gap has no value: it is not 0.
    /// assert_eq!(Reading::<Tonnes>::NotReported.known(), None);
    /// ```
    pub fn known(self) -> Option<T> {
        match self {
            Reading::Known(value) => Some(value),
            Reading::NotReported | Reading::NotApplicable => None,
        }
    }

    /// The same gap, or the known figure changed by `change`.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Reading, Tonnes};
    /// // The gallium that the United States used in 2021, in kilograms (USGS MCS 2026).
    /// assert_eq!(Reading::Known(Tonnes(17.1)).map(|tonnes| tonnes.0 * 1000.0), Reading::Known(17_100.0));
    /// assert_eq!(Reading::<Tonnes>::NotApplicable.map(|tonnes| tonnes.0), Reading::NotApplicable);
    /// ```
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        self.and_then(|value| Reading::Known(change(value)))
    }

    /// The same gap, or the reading that `next` makes of the known figure.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Reading, Share, Tonnes};
    /// let share_of = |whole: Tonnes| match whole.0 > 0.0 {
    ///     true => Reading::Known(Share(3427.0 / whole.0)),
    ///     false => Reading::NotApplicable,
    /// };
    /// // Of the 9,693 t of natural graphite that Canada bought in 2024, 3,427 t came from China.
    /// assert_eq!(Reading::Known(Tonnes(9693.0)).and_then(share_of).known().map(|share| share.0 > 0.35), Some(true));
    /// assert_eq!(Reading::Known(Tonnes(0.0)).and_then(share_of), Reading::NotApplicable);
    /// ```
    pub fn and_then<U>(self, next: impl FnOnce(T) -> Reading<U>) -> Reading<U> {
        match self {
            Reading::Known(value) => next(value),
            Reading::NotReported => Reading::NotReported,
            Reading::NotApplicable => Reading::NotApplicable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reading;

    #[test]
    fn a_gap_stays_a_gap_through_arithmetic() {
        assert_eq!(Reading::<f64>::NotReported.map(|x| x + 1.0), Reading::NotReported);
        assert_eq!(Reading::Known(2.0).map(|x| x + 1.0), Reading::Known(3.0));
        assert_eq!(Reading::<f64>::NotApplicable.known(), None);
    }
}
