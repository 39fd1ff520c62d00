use super::Year;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Which year.
    pub year: Year,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// Every date `YYYY-MM-DD` in a text, in its order: the record also writes `2026-11-10 or 2027-01-10`.
    ///
    /// ```
    /// use offtake::terms::Date;
    /// assert_eq!(Date::all_in("2025-11-08 (planned)").len(), 1);
    /// assert!(Date::all_in("not stated").is_empty());
    /// ```
    pub fn all_in(text: &str) -> Vec<Date> {
        text.split(|letter: char| !letter.is_ascii_digit() && letter != '-').filter_map(Date::parse).collect()
    }

    fn parse(word: &str) -> Option<Date> {
        let mut parts = word.split('-');
        let date = Date {
            year: Year(parts.next()?.parse().ok()?),
            month: parts.next()?.parse().ok()?,
            day: parts.next()?.parse().ok()?,
        };
        let sound = (1900..=2100).contains(&date.year.0)
            && (1..=12).contains(&date.month)
            && (1..=31).contains(&date.day)
            && parts.next().is_none();
        sound.then_some(date)
    }

    /// The first day of a year.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Date, Year};
    /// assert_eq!(Date::all_in("2025-01-01"), [Date::new_year(Year(2025))]);
    /// ```
    pub fn new_year(year: Year) -> Date {
        Date { year, month: 1, day: 1 }
    }

    /// Where the day stands on an axis in years, to within a day: 2026.5 is the beginning of July.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Date;
    /// // China's controls on gallium and germanium began on 1 August 2023.
    /// let began = Date::all_in("2023-08-01")[0].in_years();
    /// assert!((began - (2023.0 + 212.0 / 366.0)).abs() < 1e-9);
    /// ```
    pub fn in_years(self) -> f64 {
        const BEFORE: [u16; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let before = BEFORE.get(usize::from(self.month) - 1).copied().unwrap_or(0);
        f64::from(self.year.0) + f64::from(before + u16::from(self.day) - 1) / 366.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Year};

    #[test]
    fn dates_are_found_in_the_words_of_the_record() {
        let days: Vec<u8> =
            Date::all_in("2026-11-10 or 2027-01-12").into_iter().map(|date| date.day).collect();
        assert_eq!(days, [10, 12]);
        assert!(Date::all_in("2026-13-01, 2026-01, 26-01-2026").is_empty());
    }

    #[test]
    fn an_axis_keeps_the_order_of_days() {
        let at = |text: &str| Date::all_in(text)[0].in_years();
        assert!(at("2024-12-31") < at("2025-01-01"));
        assert!(at("2024-02-29") <= at("2024-03-01"));
        assert_eq!(Date::new_year(Year(2025)).in_years(), 2025.0);
    }
}
