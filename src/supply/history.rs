//! A mineral's trade in time: what the restricted supplier exported, and what one country or group imported.

use crate::ledger::{Ledger, TradeUnit};
use crate::terms::{Country, Date, Mineral, Reading, Tonnes, Year};

/// A mineral's trade, year by year and, where one code of it is reported so, month by month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// What the years are counted in.
    pub unit: TradeUnit,
    /// Every year from the first to the last with figures, oldest first; a year without record is a gap.
    pub years: Vec<TradeYear>,
    /// The trade code of the months, if there are any.
    pub code: Option<String>,
    /// Whether that code holds this mineral alone.
    pub alone: bool,
    /// Every month from the first to the last, oldest first.
    pub months: Vec<TradeMonth>,
    /// Ids of the sources of the years, then of the months.
    pub sources: [Vec<String>; 2],
}

/// One year, in the unit of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct TradeYear {
    /// Which year.
    pub year: Year,
    /// What the restricted supplier exported to everyone.
    pub exports: Reading<f64>,
    /// What the reader's country or group imported.
    pub imports: Reading<f64>,
    /// How much of it from the restricted supplier.
    pub from_restricted: Reading<f64>,
    /// Whether small flows are in it.
    pub whole: bool,
}

/// One month's exports of the restricted supplier.
#[derive(Clone, Debug, PartialEq)]
pub struct TradeMonth {
    /// Its first day.
    pub month: Date,
    /// Gross weight.
    pub tonnes: Reading<Tonnes>,
    /// How many trading partners the sum is of.
    pub partners: u32,
}

impl History {
    /// The mean of the twelve months before a day and of the twelve after it, the month of the day itself being the first
    /// after it if it is the first of its month, and in neither otherwise. `None` unless all 24 are on record.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// use offtake::supply::history;
    /// use offtake::terms::{Country, Date, Mineral, Year};
    /// let trade = history(&facts("natural_graphite"), &Mineral::new("natural_graphite"), "CAN", Country::CHINA);
    /// // China's controls on graphite began on 1 December 2023.
    /// let (before, after) = trade.around(Date { year: Year(2023), month: 12, day: 1 }).unwrap();
    /// assert_eq!((before.0.round(), after.0.round()), (14_868.0, 9322.0));
    /// // The twelve months before the first one on record are not known.
    /// assert_eq!(trade.around(Date::new_year(Year(2018))), None);
    /// # }
    /// ```
    pub fn around(&self, day: Date) -> Option<(Tonnes, Tonnes)> {
        let at =
            self.months.iter().position(|row| row.month.year == day.year && row.month.month == day.month)?;
        let after = if day.day > 1 { at + 1 } else { at };
        let before = self.months.get(at.checked_sub(12)?..at)?;
        Some((mean(before)?, mean(self.months.get(after..after + 12)?)?))
    }

    /// The exports of the month before the one in which a day lies.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::supply::history;
    /// use offtake::terms::{Country, Date, Mineral, Year};
    /// let trade = history(&facts("natural_graphite"), &Mineral::new("natural_graphite"), "CAN", Country::CHINA);
    /// // In the last month before its controls China exported nearly three times its mean of that year.
    /// let november = trade.month_before(Date { year: Year(2023), month: 12, day: 1 }).unwrap();
    /// assert_eq!(november.0.round(), 40_518.0);
    /// # }
    /// ```
    pub fn month_before(&self, day: Date) -> Option<Tonnes> {
        let at =
            self.months.iter().position(|row| row.month.year == day.year && row.month.month == day.month)?;
        self.months.get(at.checked_sub(1)?)?.tonnes.known()
    }

    /// The exports of the last full year before a day and of the first full year after it: the days on which a year begins
    /// count as its own. `None` unless both are on record.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::supply::history;
    /// use offtake::terms::{Country, Date, Mineral, Year};
    /// let trade = history(&facts("natural_graphite"), &Mineral::new("natural_graphite"), "CAN", Country::CHINA);
    /// let (before, after) = trade.years_around(Date { year: Year(2023), month: 12, day: 1 }).unwrap();
    /// assert_eq!((before.year, after.year), (Year(2022), Year(2024)));
    /// assert!(before.exports.known() > after.exports.known());
    /// # }
    /// ```
    pub fn years_around(&self, day: Date) -> Option<(&TradeYear, &TradeYear)> {
        let begins = day == Date::new_year(day.year);
        let find =
            |year: u16| self.years.iter().find(|row| row.year == Year(year) && row.exports.known().is_some());
        find(day.year.0 - 1).zip(find(if begins { day.year.0 } else { day.year.0 + 1 }))
    }
}

fn mean(months: &[TradeMonth]) -> Option<Tonnes> {
    let mut sum = 0.0;
    for month in months {
        sum += month.tonnes.known()?.0;
    }
    (!months.is_empty()).then(|| Tonnes(sum / months.len() as f64))
}

/// The trade of a mineral in time as far as it is on record: exports of `restricted`, imports of a place, which is a
/// country by its code or a group by its id.
///
/// # Example
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
/// # fn main() {
/// use offtake::ledger::Ledger;
/// use offtake::supply::history;
/// use offtake::terms::{Country, Mineral, Year};
/// let graphite = Mineral::new("natural_graphite");
/// let trade = history(&facts("natural_graphite"), &graphite, "CAN", Country::CHINA);
/// let latest = trade.years.iter().find(|row| row.year == Year(2024)).unwrap();
/// assert_eq!(latest.imports.known().map(f64::round), Some(9693.0));
/// assert_eq!(latest.from_restricted.known().map(f64::round), Some(3427.0));
/// // A mineral that the facts do not hold has no years: a gap, and not years of 0.
/// assert!(history(&Ledger::default(), &graphite, "CAN", Country::CHINA).years.is_empty());
/// # }
/// ```
pub fn history(ledger: &Ledger, mineral: &Mineral, place: &str, restricted: Country) -> History {
    let mut history = History::default();
    let rows = || ledger.history.iter().filter(|row| row.mineral == *mineral);
    let span = rows().map(|row| row.year.0).min().zip(rows().map(|row| row.year.0).max());
    if let (Some((first, last)), Some(row)) = (span, rows().next()) {
        history.unit = row.unit;
        history.years = (first..=last).map(|year| of_year(ledger, mineral, place, Year(year))).collect();
    }
    // Of the codes in which the mineral may be reported, the first that has months.
    let reported =
        |hs6: &str| ledger.export_months.iter().any(|row| row.hs6 == hs6 && row.exporter == restricted);
    let product = ledger.products.iter().find(|row| row.mineral == *mineral && reported(&row.hs6));
    if let Some(product) = product {
        history.code = Some(product.hs6.clone());
        history.alone = product.tells_apart;
        let ours =
            ledger.export_months.iter().filter(|row| row.hs6 == product.hs6 && row.exporter == restricted);
        history.months = ours
            .clone()
            .map(|row| TradeMonth { month: row.month, tonnes: row.tonnes, partners: row.partners })
            .collect();
        history.sources[1] = distinct(ours.map(|row| &row.source));
    }
    history.sources[0] = distinct(rows().map(|row| &row.source));
    history
}

fn of_year(ledger: &Ledger, mineral: &Mineral, place: &str, year: Year) -> TradeYear {
    let rows = || ledger.history.iter().filter(|row| row.mineral == *mineral && row.year == year);
    // Groups are of countries that are in the sum already: a code has three letters, the id of a group has small ones.
    let countries = || rows().filter(|row| Country::parse(&row.place).is_ok());
    let sum: f64 = countries().map(|row| row.from_restricted).sum();
    let own = rows().find(|row| row.place == place);
    TradeYear {
        year,
        exports: if countries().next().is_some() { Reading::Known(sum) } else { Reading::NotReported },
        imports: own.map_or(Reading::NotReported, |row| Reading::Known(row.imports)),
        from_restricted: own.map_or(Reading::NotReported, |row| Reading::Known(row.from_restricted)),
        whole: rows().all(|row| row.whole),
    }
}

fn distinct<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for id in ids {
        if !found.contains(id) {
            found.push(id.clone());
        }
    }
    found
}
