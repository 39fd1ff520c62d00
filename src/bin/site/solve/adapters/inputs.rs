use serde_json::{Map, Value};

/// Why a case has no answer.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// A case without a rule.
    #[error("the case names no `rule`: give one as text")]
    NoRule,
    /// A rule that nobody knows.
    #[error("unknown rule `{rule}`; known are {known}")]
    UnknownRule { rule: String, known: String },
    /// An input that is missing or of the wrong kind.
    #[error("input `{key}` is {found}: give {expected}")]
    Input { key: String, found: String, expected: &'static str },
    /// Lists that must be as long as each other.
    #[error("inputs `{one}` and `{other}` must have as many entries: they have {found} and {expected}")]
    Length { one: String, other: String, found: usize, expected: usize },
    /// Shares of one whole that add up to more.
    #[error("the shares in `{key}` add up to {sum}: give shares of one whole, at most {most} together")]
    Sum { key: String, sum: f64, most: f64 },
    /// The engine refuses the figures.
    #[error("{0}")]
    Refused(String),
    /// The figures are sound, but the question has no answer.
    #[error("no answer: {0}")]
    NoAnswer(&'static str),
}

/// For `map_err`: an engine's own error as the reason.
pub fn refused(error: impl std::error::Error) -> CaseError {
    CaseError::Refused(error.to_string())
}

/// The inputs of a case.
pub struct Inputs<'a>(pub &'a Map<String, Value>);

const NUMBER: &str = "a finite number";
const AMOUNT: &str = "a finite number of 0 or more";
const PART: &str = "a number of 0 to 1";
const ROWS: &str = "a list of rows of finite numbers";

/// What stands where something else is needed, as JSON and not too long to read.
pub fn wrong(key: impl Into<String>, found: Option<&Value>, expected: &'static str) -> CaseError {
    let found = found.map_or_else(|| "missing".to_owned(), Value::to_string);
    let short: String = found.chars().take(LONGEST).collect();
    let found = if short == found { found } else { format!("{short}…") };
    CaseError::Input { key: key.into(), found, expected }
}

/// Letters of a wrong input that an error repeats.
const LONGEST: usize = 60;

impl Inputs<'_> {
    /// The raw value; an error if it is missing.
    pub fn value(&self, key: &str, expected: &'static str) -> Result<&Value, CaseError> {
        self.0.get(key).ok_or_else(|| wrong(key, None, expected))
    }

    /// A finite number.
    pub fn number(&self, key: &str) -> Result<f64, CaseError> {
        one(key, self.value(key, NUMBER)?, NUMBER, |_| true)
    }

    /// A number of 0 or more.
    pub fn amount(&self, key: &str) -> Result<f64, CaseError> {
        one(key, self.value(key, AMOUNT)?, AMOUNT, |number| number >= 0.0)
    }

    /// A part of a whole.
    pub fn part(&self, key: &str) -> Result<f64, CaseError> {
        one(key, self.value(key, PART)?, PART, |number| (0.0..=1.0).contains(&number))
    }

    /// A number, or nothing where the input is null or missing.
    pub fn maybe(&self, key: &str) -> Result<Option<f64>, CaseError> {
        match self.0.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => self.number(key).map(Some),
        }
    }

    /// A number of 0 or more, or nothing where the input is null or missing.
    pub fn maybe_amount(&self, key: &str) -> Result<Option<f64>, CaseError> {
        match self.0.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => self.amount(key).map(Some),
        }
    }

    /// A whole number of 0 or more.
    pub fn whole(&self, key: &str) -> Result<u64, CaseError> {
        let expected = "a whole number of 0 or more";
        let value = self.value(key, expected)?;
        value.as_u64().ok_or_else(|| wrong(key, Some(value), expected))
    }

    /// A list of numbers.
    pub fn numbers(&self, key: &str) -> Result<Vec<f64>, CaseError> {
        self.list(key, NUMBER, |_| true)
    }

    /// A list of numbers of 0 or more.
    pub fn amounts(&self, key: &str) -> Result<Vec<f64>, CaseError> {
        self.list(key, AMOUNT, |number| number >= 0.0)
    }

    /// A list of parts of a whole.
    pub fn parts(&self, key: &str) -> Result<Vec<f64>, CaseError> {
        self.list(key, PART, |number| (0.0..=1.0).contains(&number))
    }

    /// A list of amounts, `None` where one is null.
    pub fn maybe_amounts(&self, key: &str) -> Result<Vec<Option<f64>>, CaseError> {
        let cells = self.cells(key)?.iter().enumerate();
        cells
            .map(|(place, cell)| match cell {
                Value::Null => Ok(None),
                cell => one(&at(key, place), cell, AMOUNT, |number| number >= 0.0).map(Some),
            })
            .collect()
    }

    /// A list of yes and no, as true and false or as 1 and 0.
    pub fn flags(&self, key: &str) -> Result<Vec<bool>, CaseError> {
        let expected = "1 or 0, or true or false";
        let cells = self.cells(key)?.iter().enumerate();
        cells
            .map(|(place, cell)| match (cell.as_bool(), cell.as_f64()) {
                (Some(flag), _) => Ok(flag),
                (_, Some(number)) if number == 0.0 || number == 1.0 => Ok(number == 1.0),
                _ => Err(wrong(at(key, place), Some(cell), expected)),
            })
            .collect()
    }

    /// Rows of numbers, `None` where a cell is null.
    pub fn rows(&self, key: &str) -> Result<Vec<Vec<Option<f64>>>, CaseError> {
        let cell = |key: &str, place: usize, cell: &Value| match cell {
            Value::Null => Ok(None),
            cell => one(&at(key, place), cell, NUMBER, |_| true).map(Some),
        };
        self.each_row(key, cell)
    }

    /// Rows of numbers without gaps.
    pub fn full_rows(&self, key: &str) -> Result<Vec<Vec<f64>>, CaseError> {
        self.each_row(key, |key, place, cell| one(&at(key, place), cell, NUMBER, |_| true))
    }

    fn list(&self, key: &str, expected: &'static str, sound: fn(f64) -> bool) -> Result<Vec<f64>, CaseError> {
        let cells = self.cells(key)?.iter().enumerate();
        cells.map(|(place, cell)| one(&at(key, place), cell, expected, sound)).collect()
    }

    fn cells(&self, key: &str) -> Result<&Vec<Value>, CaseError> {
        let expected = "a list";
        let value = self.value(key, expected)?;
        value.as_array().ok_or_else(|| wrong(key, Some(value), expected))
    }

    fn each_row<T>(
        &self,
        key: &str,
        cell: impl Fn(&str, usize, &Value) -> Result<T, CaseError>,
    ) -> Result<Vec<Vec<T>>, CaseError> {
        let mut rows = Vec::new();
        for (place, row) in self.cells(key)?.iter().enumerate() {
            let key = at(key, place);
            let cells = row.as_array().ok_or_else(|| wrong(key.as_str(), Some(row), ROWS))?;
            let read: Result<Vec<T>, CaseError> =
                cells.iter().enumerate().map(|(place, one)| cell(&key, place, one)).collect();
            rows.push(read?);
        }
        Ok(rows)
    }
}

/// A list that must be as long as another.
pub fn like<T>(list: Vec<T>, key: &str, other: &str, expected: usize) -> Result<Vec<T>, CaseError> {
    if list.len() == expected {
        return Ok(list);
    }
    Err(CaseError::Length { one: key.to_owned(), other: other.to_owned(), found: list.len(), expected })
}

/// Shares of one whole, which may be rounded but make no second whole.
pub fn of_one_whole(shares: &[f64], key: &str, most: f64) -> Result<(), CaseError> {
    let sum: f64 = shares.iter().sum();
    if sum <= most { Ok(()) } else { Err(CaseError::Sum { key: key.to_owned(), sum, most }) }
}

fn at(key: &str, place: usize) -> String {
    format!("{key}[{place}]")
}

fn one(
    key: &str,
    value: &Value,
    expected: &'static str,
    sound: impl Fn(f64) -> bool,
) -> Result<f64, CaseError> {
    match value.as_f64() {
        Some(number) if number.is_finite() && sound(number) => Ok(number),
        _ => Err(wrong(key, Some(value), expected)),
    }
}
