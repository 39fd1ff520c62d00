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
    #[error("input `{key}`: give {expected}")]
    Input { key: String, expected: &'static str },
    /// Lists that must be as long as each other.
    #[error("inputs `{one}` and `{other}` must have as many entries: they have {found} and {expected}")]
    Length { one: String, other: String, found: usize, expected: usize },
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
const AMOUNTS: &str = "a list of finite numbers of 0 or more";
const NUMBERS: &str = "a list of finite numbers";

impl Inputs<'_> {
    fn error<T>(key: &str, expected: &'static str) -> Result<T, CaseError> {
        Err(CaseError::Input { key: key.to_owned(), expected })
    }

    /// The raw value; an error if it is missing.
    pub fn value(&self, key: &str, expected: &'static str) -> Result<&Value, CaseError> {
        self.0.get(key).map_or_else(|| Self::error(key, expected), Ok)
    }

    /// A finite number.
    pub fn number(&self, key: &str) -> Result<f64, CaseError> {
        match self.value(key, NUMBER)?.as_f64() {
            Some(number) if number.is_finite() => Ok(number),
            _ => Self::error(key, NUMBER),
        }
    }

    /// A number of 0 or more.
    pub fn amount(&self, key: &str) -> Result<f64, CaseError> {
        let number = self.number(key)?;
        if number >= 0.0 { Ok(number) } else { Self::error(key, AMOUNT) }
    }

    /// A number, or nothing where the input is null or missing.
    pub fn maybe(&self, key: &str) -> Result<Option<f64>, CaseError> {
        match self.0.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => self.number(key).map(Some),
        }
    }

    /// A whole number of 0 or more.
    pub fn whole(&self, key: &str) -> Result<u64, CaseError> {
        let expected = "a whole number of 0 or more";
        self.value(key, expected)?.as_u64().map_or_else(|| Self::error(key, expected), Ok)
    }

    /// A list of numbers.
    pub fn numbers(&self, key: &str) -> Result<Vec<f64>, CaseError> {
        let list = self.value(key, NUMBERS)?.as_array();
        let read = list.and_then(|list| list.iter().map(Value::as_f64).collect::<Option<Vec<f64>>>());
        match read {
            Some(numbers) if numbers.iter().all(|number| number.is_finite()) => Ok(numbers),
            _ => Self::error(key, NUMBERS),
        }
    }

    /// A list of numbers of 0 or more.
    pub fn amounts(&self, key: &str) -> Result<Vec<f64>, CaseError> {
        let numbers = self.numbers(key)?;
        if numbers.iter().all(|number| *number >= 0.0) { Ok(numbers) } else { Self::error(key, AMOUNTS) }
    }

    /// A list of amounts that must be as long as another.
    pub fn amounts_like(&self, key: &str, other: &str, expected: usize) -> Result<Vec<f64>, CaseError> {
        let list = self.amounts(key)?;
        if list.len() == expected {
            return Ok(list);
        }
        Err(CaseError::Length { one: key.to_owned(), other: other.to_owned(), found: list.len(), expected })
    }

    /// Rows of numbers, `None` where a cell is null.
    pub fn rows(&self, key: &str) -> Result<Vec<Vec<Option<f64>>>, CaseError> {
        let expected = "a list of rows of numbers or null";
        let cell = |cell: &Value| match cell {
            Value::Null => Some(None),
            other => other.as_f64().map(Some),
        };
        let row = |row: &Value| row.as_array()?.iter().map(cell).collect::<Option<Vec<_>>>();
        let rows = self.value(key, expected)?.as_array().and_then(|rows| rows.iter().map(row).collect());
        rows.map_or_else(|| Self::error(key, expected), Ok)
    }

    /// Rows of numbers without gaps.
    pub fn full_rows(&self, key: &str) -> Result<Vec<Vec<f64>>, CaseError> {
        let rows =
            self.rows(key)?.into_iter().map(|row| row.into_iter().collect::<Option<Vec<f64>>>()).collect();
        match rows {
            Some(rows) => Ok(rows),
            None => Self::error(key, "a list of rows of numbers"),
        }
    }
}
