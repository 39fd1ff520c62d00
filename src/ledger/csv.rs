//! A table that a reader has as a file: bytes to text, text to cells. What spreadsheets write in any of our languages is
//! read: commas, semicolons or tabs between cells, quotes around them, lines that end either way.

use super::table::Table;

/// The largest file that is read, in bytes: far more than all trade of one mineral.
pub const MOST_BYTES: usize = 5_000_000;

/// Why a file is no table of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTable {
    /// More than [`MOST_BYTES`].
    TooLarge,
    /// Nothing in it.
    Empty,
    /// A workbook of a spreadsheet program, or another archive.
    Workbook,
    /// No text.
    Binary,
}

/// The text of a file: UTF-8 with or without its mark, UTF-16 with it, else the western letters of older spreadsheets.
///
/// # Errors
/// [`NoTable`] for what is no text, or too much of it.
pub(super) fn text(bytes: &[u8]) -> Result<String, NoTable> {
    if bytes.len() > MOST_BYTES {
        return Err(NoTable::TooLarge);
    }
    let wide = |order: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).skip(1).map(|pair| order([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| NoTable::Binary)
    };
    let text = match bytes {
        [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(NoTable::Workbook),
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes)?,
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes)?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => bytes.iter().map(|byte| western(*byte)).collect(),
        },
    };
    let strange = |letter: char| letter.is_control() && !['\t', '\r', '\n'].contains(&letter);
    if text.contains(strange) {
        return Err(NoTable::Binary);
    }
    if text.trim().is_empty() { Err(NoTable::Empty) } else { Ok(text) }
}

/// A byte of Windows-1252, as far as names of countries and numbers need it: elsewhere it is Latin-1.
fn western(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x8c => 'Œ',
        0x91 | 0x92 => '’',
        0x96 | 0x97 => '–',
        0x9c => 'œ',
        other => char::from(other),
    }
}

/// What stands between the cells of a text: the most frequent of three signs in its first line.
pub(super) fn separator(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: char| first.matches(sign).count();
    [';', '\t'].into_iter().fold(',', |best, sign| if count(sign) > count(best) { sign } else { best })
}

/// A text as a table: its first line is the header. Empty lines are left out, but counted: `lines` gives the line on which
/// each row stands, the first being 1.
pub(super) fn table(name: &str, text: &str, separator: char) -> (Table, Vec<usize>) {
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let (mut cell, mut quoted, mut line, mut begun) = (String::new(), false, 1, 1);
    let mut letters = text.chars().peekable();
    let mut end = |row: &mut Vec<String>, cell: &mut String, begun: usize| {
        row.push(std::mem::take(cell).trim().to_owned());
        let full = std::mem::take(row);
        if full.iter().any(|cell| !cell.is_empty()) {
            rows.push((begun, full));
        }
    };
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            '\r' if !quoted && letters.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                end(&mut row, &mut cell, begun);
                line += 1;
                begun = line;
            }
            other if other == separator && !quoted => row.push(std::mem::take(&mut cell).trim().to_owned()),
            other => {
                line += usize::from(other == '\n');
                cell.push(other);
            }
        }
    }
    end(&mut row, &mut cell, begun);
    let mut rows = rows.into_iter();
    let columns = rows.next().map_or_else(Vec::new, |(_, columns)| columns);
    let (lines, rows) = rows.unzip();
    (Table { name: name.to_owned(), columns, rows }, lines)
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, NoTable, separator, table, text};

    fn cells(text: &str) -> Vec<Vec<String>> {
        let (table, _) = table("t", text, separator(text));
        [vec![table.columns], table.rows].concat()
    }

    #[test]
    fn commas_semicolons_and_tabs_are_read_with_either_end_of_line() {
        for file in ["a,b\n1,2\n", "a;b\r\n1;2", "a\tb\r1\t2\r", "\n\na,b\n\n\"1\",2\n,\n"] {
            let file = file.trim_start();
            assert_eq!(cells(file), [["a", "b"], ["1", "2"]], "{file:?}");
        }
    }

    #[test]
    fn quotes_keep_separators_ends_of_lines_and_quotes() {
        assert_eq!(cells("a,b\n\"x, \"\"y\"\"\nz\",2\n"), [["a", "b"], ["x, \"y\"\nz", "2"]]);
        let (_, lines) = table("t", "a\n\"x\ny\"\n\nz\n", ',');
        assert_eq!(lines, [2, 5]);
    }

    #[test]
    fn every_encoding_of_a_spreadsheet_is_read() {
        let wide: Vec<u8> = "\u{feff}é;1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [&b"\xef\xbb\xbf\xc3\xa9;1"[..], b"\xc3\xa9;1", b"\xe9;1", &wide] {
            assert_eq!(text(bytes).as_deref(), Ok("é;1"));
        }
    }

    #[test]
    fn what_is_no_table_is_named() {
        assert_eq!(text(&vec![b'a'; MOST_BYTES + 1]), Err(NoTable::TooLarge));
        assert_eq!(text(b" \r\n"), Err(NoTable::Empty));
        assert_eq!(text(b"PK\x03\x04rest"), Err(NoTable::Workbook));
        assert_eq!(text(b"\x89PNG\r\n\x1a\n\0\0"), Err(NoTable::Binary));
        assert_eq!(text(b"\xff\xfe\x00\xd8"), Err(NoTable::Binary));
    }
}
