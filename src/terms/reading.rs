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
    pub fn known(self) -> Option<T> {
        match self {
            Reading::Known(value) => Some(value),
            Reading::NotReported | Reading::NotApplicable => None,
        }
    }

    /// The same gap, or the known figure changed by `change`.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        self.and_then(|value| Reading::Known(change(value)))
    }

    /// The same gap, or the reading that `next` makes of the known figure.
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
