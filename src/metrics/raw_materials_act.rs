/// No third country may supply more than this part of the Union's yearly use of a strategic raw material, by 2030 and at
/// any relevant stage. Regulation (EU) 2024/1252, Article 5(1)(b).
const MOST_OF_ONE: f64 = 0.65;

/// What the Union is to do within its borders by 2030, as parts of its yearly use. Ibid., Article 5(1)(a).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Extract at least 10 per cent.
    Extraction,
    /// Process at least 40 per cent.
    Processing,
    /// Recycle at least 25 per cent.
    Recycling,
}

impl Within {
    /// The least part.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::Within;
    /// // From: Regulation (EU) 2024/1252, Article 5.
    /// assert_eq!([Within::Extraction, Within::Processing, Within::Recycling].map(Within::least), [0.1, 0.4, 0.25]);
    /// ```
    pub fn least(self) -> f64 {
        match self {
            Within::Extraction => 0.10,
            Within::Processing => 0.40,
            Within::Recycling => 0.25,
        }
    }
}

/// The third country that supplies most of a use, beside the benchmark of the Critical Raw Materials Act.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneThirdCountry {
    /// Its place in the list, counted from 0; the first of equals.
    pub place: usize,
    /// Its tonnes over the use; above 1 where more is bought than used.
    pub share: f64,
}

impl OneThirdCountry {
    /// Takes tonnes by third country, straight or looked through (say which), and the Union's use in a year.
    ///
    /// - Gives: `None` where nothing is used, nobody is listed, or an amount is below 0 or no number.
    /// - Source: Regulation (EU) 2024/1252, Article 5.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::OneThirdCountry;
    /// // From: European Commission, study of 2023, parts in what the Union used: of refined gallium China, the United
    /// // States and the United Kingdom; of refined bismuth China, Thailand and Laos.
    /// let gallium = OneThirdCountry::of(&[0.69, 0.10, 0.09], 1.0).unwrap();
    /// let bismuth = OneThirdCountry::of(&[0.50, 0.09, 0.05], 1.0).unwrap();
    /// assert!(gallium.place == 0 && gallium.above_benchmark() && !bismuth.above_benchmark());
    /// ```
    pub fn of(tonnes: &[f64], used: f64) -> Option<OneThirdCountry> {
        let sound = tonnes.iter().all(|tonnes| tonnes.is_finite() && *tonnes >= 0.0);
        if !sound || !used.is_finite() || used <= 0.0 {
            return None;
        }
        let mut largest: Option<(usize, f64)> = None;
        for (place, tonnes) in tonnes.iter().enumerate() {
            if largest.is_none_or(|(_, most)| *tonnes > most) {
                largest = Some((place, *tonnes));
            }
        }
        largest.map(|(place, tonnes)| OneThirdCountry { place, share: tonnes / used })
    }

    /// Whether it supplies more than 65 per cent: exactly 65 still meets the benchmark.
    ///
    /// # Example
    /// ```
    /// use offtake::metrics::OneThirdCountry;
    /// // From: Regulation (EU) 2024/1252, Article 5, and the European Commission's study of 2023: of the magnesium that
    /// // the Union used China made 97 per cent.
    /// assert!(!OneThirdCountry { place: 0, share: 0.65 }.above_benchmark());
    /// assert!(OneThirdCountry { place: 0, share: 0.97 }.above_benchmark());
    /// ```
    pub fn above_benchmark(&self) -> bool {
        self.share > MOST_OF_ONE
    }
}

#[cfg(test)]
mod tests {
    use super::OneThirdCountry;

    #[test]
    fn sixty_five_per_cent_is_within_the_benchmark() {
        assert!(!OneThirdCountry::of(&[65.0], 100.0).unwrap().above_benchmark());
        assert!(OneThirdCountry::of(&[65.1], 100.0).unwrap().above_benchmark());
    }

    #[test]
    fn no_use_and_no_numbers_are_no_dependency_either_way() {
        for (tonnes, used) in [(vec![1.0], 0.0), (vec![], 5.0), (vec![-1.0], 5.0), (vec![f64::NAN], 5.0)] {
            assert_eq!(OneThirdCountry::of(&tonnes, used), None);
        }
    }
}
