//! Files as their publishers made them, with errors that name file, line and column.

use std::fs;
use std::io::Read;
use std::path::Path;

use offtake::ledger::DataError;

use crate::failure::Failure;

/// A file of rows.
pub struct Raw {
    file: String,
    columns: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// One row of it.
#[derive(Clone, Copy)]
pub struct RawRow<'a> {
    raw: &'a Raw,
    line: usize,
    cells: &'a [String],
}

/// How a file's bytes are letters.
#[derive(Clone, Copy)]
pub enum Letters {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Windows-1252.
    Windows,
}

impl Raw {
    /// Reads a CSV file; a name ending in `.gz` is unpacked.
    pub fn open(path: &Path, letters: Letters, columns: &[&str]) -> Result<Raw, Failure> {
        let mut bytes = fs::read(path).map_err(Failure::reading(path))?;
        if path.extension().is_some_and(|end| end == "gz") {
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(bytes.as_slice())
                .read_to_end(&mut unpacked)
                .map_err(|error| damaged(path, &error))?;
            bytes = unpacked;
        }
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = match letters {
            Letters::Windows => bytes.iter().map(|byte| windows(*byte)).collect(),
            Letters::Utf8 => String::from_utf8(bytes).map_err(|error| {
                let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                cell(&file, line, "all", "is not UTF-8: save the file as the publisher gave it")
            })?,
        };
        Raw::parse(file, text.trim_start_matches('\u{feff}'), columns)
    }

    /// Reads rows from text.
    pub fn parse(file: String, text: &str, needed: &[&str]) -> Result<Raw, Failure> {
        // With both, the reader would count lines one short.
        let text = text.replace("\r\n", "\n");
        let wrong = |error: &csv::Error| {
            let line = error.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(0));
            cell(&file, line, "all", &error.to_string())
        };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        // MCS 2025 has stray spaces in two of its column names.
        let columns: Vec<String> = reader
            .headers()
            .map_err(|error| wrong(&error))?
            .iter()
            .map(|name| name.replace(' ', "_").replace("__", "_"))
            .collect();
        for column in needed {
            if !columns.iter().any(|known| known == column) {
                return Err(DataError::MissingColumn { file, column: (*column).to_owned() }.into());
            }
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| wrong(&error))?;
            let line = record.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0));
            rows.push((
                line,
                record.iter().map(|text| text.replace('\u{a0}', " ").trim().to_owned()).collect(),
            ));
        }
        Ok(Raw { file, columns, rows })
    }

    /// The whole name of the column that begins so.
    pub fn column_starting(&self, words: &str) -> Result<String, Failure> {
        let missing = || DataError::MissingColumn { file: self.file.clone(), column: words.to_owned() };
        Ok(self.columns.iter().find(|name| name.starts_with(words)).cloned().ok_or_else(missing)?)
    }

    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = RawRow<'_>> {
        self.rows.iter().map(|(line, cells)| RawRow { raw: self, line: *line, cells })
    }
}

impl<'a> RawRow<'a> {
    /// A cell, without space around it.
    pub fn text(&self, column: &str) -> &'a str {
        let at = self.raw.columns.iter().position(|known| known == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// All cells, in order.
    pub fn cells(&self) -> &'a [String] {
        self.cells
    }

    /// An error at this row.
    pub fn wrong(&self, column: &str, what: impl AsRef<str>) -> Failure {
        cell(&self.raw.file, self.line, column, what.as_ref())
    }

    /// A number of 0 or more without thousands commas.
    pub fn number(&self, column: &str) -> Result<f64, Failure> {
        let text = self.text(column);
        match text.replace(',', "").parse::<f64>() {
            Ok(value) if value.is_finite() && value >= 0.0 => Ok(value),
            _ => Err(self.wrong(column, format!("`{text}` is not a number of 0 or more"))),
        }
    }

    /// A year.
    pub fn year(&self, column: &str) -> Result<u16, Failure> {
        let text = self.text(column);
        text.parse().map_err(|_| self.wrong(column, format!("`{text}` is not a year")))
    }
}

fn damaged(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    Failure::Choice(format!(
        "{path} cannot be unpacked ({error}): it is cut short or altered. Get it again from its publisher"
    ))
}

fn cell(file: &str, row: usize, column: &str, what: &str) -> Failure {
    DataError::Cell { file: file.to_owned(), row, column: column.to_owned(), what: what.to_owned() }.into()
}

/// Windows-1252: Latin-1, but for 27 letters and signs.
fn windows(byte: u8) -> char {
    const SIGNS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => SIGNS[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

/// Tonnes as our tables write them: the shortest text that reads back as the same number.
pub fn plain(value: f64) -> String {
    let shortest = format!("{value}");
    if shortest.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 9) {
        return shortest;
    }
    // Dividing kilograms by 1,000 may leave a stray last digit: nine decimals are a milligram.
    let text = format!("{value:.9}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Raw, plain, windows};

    #[test]
    fn the_em_dash_of_windows_is_an_em_dash() {
        assert_eq!(windows(0x97), '—');
        assert_eq!(windows(b'A'), 'A');
        assert_eq!(windows(0xe9), 'é');
    }

    #[test]
    fn a_wrong_cell_is_named_by_file_line_and_column() {
        let windows = Raw::parse("a.csv".into(), "x,y\r\n1,abc\r\n", &["x", "y"]).unwrap();
        let error = windows.rows().next().unwrap().number("y").unwrap_err().to_string();
        assert!(error.contains("row 2"), "{error}");
        let raw = Raw::parse("a.csv".into(), "x,y\n1,2\n\"3\n4\",abc\n", &["x", "y"]).unwrap();
        let last = raw.rows().last().unwrap();
        let error = last.number("y").unwrap_err().to_string();
        assert!(error.contains("a.csv") && error.contains("row 3") && error.contains("`y`"), "{error}");
        assert!(Raw::parse("a.csv".into(), "x\n1\n", &["z"]).is_err_and(|e| e.to_string().contains("`z`")));
    }

    #[test]
    fn stray_spaces_in_names_and_cells_do_not_matter() {
        let raw = Raw::parse("a.csv".into(), "PROD_EST_ 2024,COUNTRY\n5,\u{a0}China \n", &["PROD_EST_2024"])
            .unwrap();
        let row = raw.rows().next().unwrap();
        assert_eq!((row.text("COUNTRY"), row.number("PROD_EST_2024").unwrap()), ("China", 5.0));
    }

    #[test]
    fn numbers_are_written_short() {
        assert_eq!(plain(839.0), "839");
        assert_eq!(plain(0.1 + 0.2), "0.3");
        assert_eq!(plain(0.0), "0");
        assert_eq!(plain(26_717_224.711), "26717224.711");
        assert_eq!(plain(1e7), "10000000");
    }
}
