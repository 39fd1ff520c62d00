//! Numbers as readers write them: `1234.5`, `1 234,5`, `1,234.5`. One that can be read in two ways is not read.

use crate::terms;

/// Which sign parts whole and tenths in a file, as far as its numbers tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimal {
    Point,
    Comma,
    Unknown,
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoNumber {
    /// No number at all, or below 0.
    Strange,
    /// `1,234`: one and a bit, or more than a thousand.
    TwoWays,
}

impl Decimal {
    /// What all numbers of a file tell together. A file with semicolons between its cells has them because its commas are
    /// taken.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>, separator: char) -> Decimal {
        let (mut point, mut comma) = (false, false);
        for cell in cells.map(plain) {
            match (signs(&cell, '.').as_slice(), signs(&cell, ',').as_slice()) {
                ([_], []) if !grouped(&cell, '.') => point = true,
                ([], [_]) if !grouped(&cell, ',') => comma = true,
                ([.., last], [.., other]) if last > other => point = true,
                ([.., _], [.., _]) => comma = true,
                _ => {}
            }
        }
        match (point, comma) {
            (true, false) => Decimal::Point,
            (false, true) => Decimal::Comma,
            (false, false) if separator == ';' => Decimal::Comma,
            _ => Decimal::Unknown,
        }
    }

    /// A number of 0 or more.
    pub(super) fn read(self, text: &str) -> Result<f64, NoNumber> {
        let text = plain(text);
        let group_free = |sign: char| text.chars().filter(|letter| *letter != sign).collect::<String>();
        let written = match (signs(&text, '.').as_slice(), signs(&text, ',').as_slice()) {
            ([], []) => text,
            ([_], []) if grouped(&text, '.') && self == Decimal::Comma => return Err(NoNumber::TwoWays),
            ([_], []) => text,
            ([], [_]) if grouped(&text, ',') => match self {
                Decimal::Comma => text.replace(',', "."),
                Decimal::Point => group_free(','),
                Decimal::Unknown => return Err(NoNumber::TwoWays),
            },
            ([], [_]) => text.replace(',', "."),
            (points, []) if points.len() > 1 && grouped(&text, '.') => group_free('.'),
            ([], commas) if commas.len() > 1 && grouped(&text, ',') => group_free(','),
            ([point], [.., last]) if last < point && grouped(text.get(..*point).unwrap_or_default(), ',') => {
                group_free(',')
            }
            ([.., last], [comma]) if last < comma && grouped(text.get(..*comma).unwrap_or_default(), '.') => {
                group_free('.').replace(',', ".")
            }
            _ => return Err(NoNumber::Strange),
        };
        let digits = written.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
        let value = terms::number(&written).filter(|value| digits && value.is_finite() && *value >= 0.0);
        value.ok_or(NoNumber::Strange)
    }
}

/// Without the spaces and high commas that group digits in threes.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !['’', '\''].contains(letter)).collect()
}

fn signs(text: &str, sign: char) -> Vec<usize> {
    text.match_indices(sign).map(|(at, _)| at).collect()
}

/// Whether a sign could group the digits of a number in threes: `1,234`, not `0,234`, `1234,567` or `1,23`.
fn grouped(text: &str, sign: char) -> bool {
    let mut parts = text.split(sign);
    let first = parts.next().unwrap_or_default();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && parts.all(|part| part.len() == 3 && digits(part))
}

#[cfg(test)]
mod tests {
    use super::{Decimal, NoNumber};

    #[test]
    fn numbers_of_either_language_are_read() {
        for (text, value) in [
            ("1234.5", 1234.5),
            ("1234,5", 1234.5),
            ("1\u{a0}234,5", 1234.5),
            ("1’234.5", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1,234,567", 1_234_567.0),
            ("1.234.567,25", 1_234_567.25),
            ("0,125", 0.125),
            ("1234,567", 1234.567),
            ("1.234", 1.234),
            ("1e3", 1000.0),
            ("0", 0.0),
        ] {
            assert_eq!(Decimal::Unknown.read(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn a_number_that_can_be_read_in_two_ways_is_read_as_its_file_tells_or_not_at_all() {
        let of = |cells: &[&str], separator| Decimal::of(cells.iter().copied(), separator);
        assert_eq!(Decimal::Unknown.read("1,234"), Err(NoNumber::TwoWays));
        assert_eq!(of(&["1,234", "12,5"], ',').read("1,234"), Ok(1.234));
        assert_eq!(of(&["1,234", "12.5"], ',').read("1,234"), Ok(1234.0));
        assert_eq!(of(&["1,234"], ';').read("1,234"), Ok(1.234));
        assert_eq!(of(&["1,234", "2,345"], '\t').read("1,234"), Err(NoNumber::TwoWays));
        assert_eq!(of(&["12.5", "12,5"], ',').read("1,234"), Err(NoNumber::TwoWays));
        assert_eq!(of(&["12,5"], ';').read("1.234"), Err(NoNumber::TwoWays));
        assert_eq!(of(&["1,234.5"], ','), Decimal::Point);
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in
            ["", "-1", "NaN", "inf", "infinity", "12t", "1,2,3", "1.2.3", "1,23.4,5", "--", ".", "1e999", "٣"]
        {
            assert_eq!(Decimal::Unknown.read(text), Err(NoNumber::Strange), "{text}");
        }
    }
}
