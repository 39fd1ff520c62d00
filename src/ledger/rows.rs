use super::error::DataError;
use super::table::Table;
use crate::terms::{self, Country, Mineral, Reading, Share, Tonnes, Year};

/// The rows of one table with cells by name and errors that say where.
pub(super) struct Rows<'a> {
    table: &'a Table,
    columns: Vec<(&'a str, usize)>,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    rows: &'a Rows<'a>,
    number: usize,
    cells: &'a [String],
}

impl<'a> Rows<'a> {
    /// Checks that every row is as wide as the header and that the columns exist.
    pub(super) fn open(table: &'a Table, needed: &[&str]) -> Result<Rows<'a>, DataError> {
        for (index, row) in table.rows.iter().enumerate() {
            if row.len() != table.columns.len() {
                return Err(DataError::Width {
                    file: table.name.clone(),
                    row: index + 2,
                    found: row.len(),
                    expected: table.columns.len(),
                });
            }
        }
        let columns: Vec<(&str, usize)> =
            table.columns.iter().enumerate().map(|(index, name)| (name.as_str(), index)).collect();
        for column in needed {
            if !columns.iter().any(|(name, _)| name == column) {
                return Err(DataError::MissingColumn {
                    file: table.name.clone(),
                    column: (*column).to_owned(),
                });
            }
        }
        Ok(Rows { table, columns })
    }

    /// Every row, in order.
    pub(super) fn iter(&'a self) -> impl Iterator<Item = Row<'a>> {
        // The header is line 1 of the file.
        self.table.rows.iter().enumerate().map(|(index, cells)| Row { rows: self, number: index + 2, cells })
    }
}

impl<'a> Row<'a> {
    /// A cell as text; empty where the table has no such column (which [`Rows::open`] has ruled out).
    pub(super) fn text(&self, column: &str) -> &'a str {
        let found = self.rows.columns.iter().find(|(name, _)| *name == column);
        found.and_then(|(_, index)| self.cells.get(*index)).map_or("", String::as_str)
    }

    /// A cell as text of its own.
    pub(super) fn own(&self, column: &str) -> String {
        self.text(column).to_owned()
    }

    /// A cell that may not be empty.
    pub(super) fn some(&self, column: &str) -> Result<String, DataError> {
        match self.text(column) {
            "" => Err(self.wrong(column, "is empty: give a value")),
            text => Ok(text.to_owned()),
        }
    }

    /// An error at this row.
    pub(super) fn wrong(&self, column: &str, what: impl Into<String>) -> DataError {
        DataError::Cell {
            file: self.rows.table.name.clone(),
            row: self.number,
            column: column.to_owned(),
            what: what.into(),
        }
    }

    /// `yes` or `no`.
    pub(super) fn flag(&self, column: &str) -> Result<bool, DataError> {
        match self.text(column) {
            "yes" => Ok(true),
            "no" => Ok(false),
            other => Err(self.wrong(column, format!("`{other}` is neither `yes` nor `no`"))),
        }
    }

    /// Tonnes of 0 or more; empty is a gap.
    pub(super) fn tonnes(&self, column: &str) -> Result<Reading<Tonnes>, DataError> {
        Ok(self.number(column, f64::MAX)?.map(Tonnes))
    }

    /// A number of 0 or more that may not be empty, in the unit that its row names.
    pub(super) fn amount(&self, column: &str) -> Result<f64, DataError> {
        self.number(column, f64::MAX)?.known().ok_or_else(|| self.wrong(column, "is empty: give a value"))
    }

    /// A whole number of 0 or more.
    pub(super) fn count(&self, column: &str) -> Result<u32, DataError> {
        let text = self.text(column);
        text.parse().map_err(|_| self.wrong(column, format!("`{text}` is not a whole number")))
    }

    /// A share of 0 to 1; empty is a gap.
    pub(super) fn share(&self, column: &str) -> Result<Reading<Share>, DataError> {
        Ok(self.number(column, 1.0)?.map(Share))
    }

    fn number(&self, column: &str, high: f64) -> Result<Reading<f64>, DataError> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(Reading::NotReported);
        }
        match terms::number(text) {
            Some(value) if value.is_finite() && (0.0..=high).contains(&value) => Ok(Reading::Known(value)),
            _ => Err(self.wrong(column, format!("`{text}` is not a number in range"))),
        }
    }

    /// A year between 1900 and 2100.
    pub(super) fn year(&self, column: &str) -> Result<Year, DataError> {
        year_of(self.text(column))
            .ok_or_else(|| self.wrong(column, format!("`{}` is not a year", self.text(column))))
    }

    /// A country that is among the known ones.
    pub(super) fn country(&self, column: &str, known: &[Country]) -> Result<Country, DataError> {
        let country =
            Country::parse(self.text(column)).map_err(|error| self.wrong(column, error.to_string()))?;
        if known.is_empty() || known.binary_search(&country).is_ok() {
            return Ok(country);
        }
        Err(self.wrong(column, format!("`{country}` is not in countries.csv")))
    }

    /// A mineral that is among the known ones.
    pub(super) fn mineral(&self, column: &str, known: &[Mineral]) -> Result<Mineral, DataError> {
        let mineral = Mineral::new(self.text(column));
        if known.contains(&mineral) {
            return Ok(mineral);
        }
        Err(self.wrong(column, format!("`{mineral}` is not in minerals.csv")))
    }

    /// A source that is among the known ones.
    pub(super) fn source(&self, known: &[String]) -> Result<String, DataError> {
        let source = self.own("source_id");
        if known.contains(&source) {
            return Ok(source);
        }
        Err(self.wrong("source_id", format!("`{source}` is not in sources.csv")))
    }
}

/// A year between 1900 and 2100.
pub(super) fn year_of(text: &str) -> Option<Year> {
    text.parse::<u16>().ok().filter(|year| (1900..=2100).contains(year)).map(Year)
}
