//! How wide a text is, without a browser.

/// Measures text. The page's canvas is one; [`TableRuler`] is the one for pictures drawn without a browser.
pub trait TextRuler {
    /// Width in CSS px of one line of text.
    fn width(&self, text: &str, size: f64, bold: bool) -> f64;
}

/// Measures by a fixed table of advance widths, so that a picture is the same on every machine.
///
/// - Takes: one line of text, its size in CSS px, and whether it is bold.
/// - Gives: the sum of its letters' widths in CSS px, 0 for an empty text. No kerning, so real text is a hair narrower.
/// - Gaps: a character that is not in the table counts one em, which is too wide rather than too narrow.
/// - Source: the `hmtx` tables of Liberation Sans 2.1.5, whose widths are those of Arial and Helvetica.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableRuler;

impl TextRuler for TableRuler {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        // Summed in whole numbers: the order of the letters cannot change the result.
        let units: u32 = text.chars().map(|letter| u32::from(advance(letter, bold))).sum();
        f64::from(units) * size / f64::from(EM)
    }
}

fn advance(letter: char, bold: bool) -> u16 {
    // A combining accent (as in a decomposed `é`) sits on the letter before it.
    if ('\u{0300}'..='\u{036f}').contains(&letter) {
        return 0;
    }
    let table = if bold { &BOLD } else { &REGULAR };
    let place = (letter as usize).checked_sub(FIRST as usize);
    if let Some(width) = place.and_then(|place| table.get(place)) {
        return *width;
    }
    let found =
        OTHERS.binary_search_by_key(&letter, |(known, _, _)| *known).ok().and_then(|place| OTHERS.get(place));
    found.map_or(EM, |(_, regular, heavy)| if bold { *heavy } else { *regular })
}

/// Widths are in thousandths of an em, the type size.
const EM: u16 = 1000;
const FIRST: char = ' ';

/// U+0020 to U+017F: Latin, with every accent of French. The control characters U+007F to U+009F count one em.
#[rustfmt::skip]
const REGULAR: [u16; 352] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778,
    722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278,
    278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 1000, 1000, 1000, 1000,
    1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
    1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 278, 333, 556, 556, 556, 556,
    260, 556, 333, 737, 370, 556, 584, 333, 737, 552, 400, 549, 333, 333, 333, 576, 537, 333, 333, 333,
    365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278,
    278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556,
    556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 549, 611, 556, 556, 556, 556, 500, 556, 500, 667, 556, 667, 556, 667, 556, 722, 500, 722, 500,
    722, 500, 722, 500, 722, 615, 722, 556, 667, 556, 667, 556, 667, 556, 667, 556, 667, 556, 778, 556,
    778, 556, 778, 556, 778, 556, 722, 556, 722, 556, 278, 278, 278, 278, 278, 278, 278, 222, 278, 278,
    735, 444, 500, 222, 667, 500, 500, 556, 222, 556, 222, 556, 292, 556, 334, 556, 222, 722, 556, 722,
    556, 722, 556, 604, 723, 556, 778, 556, 778, 556, 778, 556, 1000, 944, 722, 333, 722, 333, 722, 333,
    667, 500, 667, 500, 667, 500, 667, 500, 611, 278, 611, 375, 611, 278, 722, 556, 722, 556, 722, 556,
    722, 556, 722, 556, 722, 556, 944, 722, 667, 500, 667, 611, 500, 611, 500, 611, 500, 222,
];

#[rustfmt::skip]
const BOLD: [u16; 352] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778,
    722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333,
    278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, 1000, 1000, 1000, 1000,
    1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
    1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 278, 333, 556, 556, 556, 556,
    280, 556, 333, 737, 370, 556, 584, 333, 737, 552, 400, 549, 333, 333, 333, 576, 556, 333, 333, 333,
    365, 556, 834, 834, 834, 611, 722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278,
    278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556,
    556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278, 611, 611, 611, 611, 611, 611,
    611, 549, 611, 611, 611, 611, 611, 556, 611, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556,
    722, 556, 722, 556, 722, 719, 722, 611, 667, 556, 667, 556, 667, 556, 667, 556, 667, 556, 778, 611,
    778, 611, 778, 611, 778, 611, 722, 611, 722, 611, 278, 278, 278, 278, 278, 278, 278, 278, 278, 278,
    785, 556, 556, 278, 722, 556, 556, 611, 278, 611, 278, 611, 385, 611, 479, 611, 278, 722, 611, 722,
    611, 722, 611, 708, 723, 611, 778, 611, 778, 611, 778, 611, 1000, 944, 722, 389, 722, 389, 722, 389,
    667, 556, 667, 556, 667, 556, 667, 556, 611, 333, 611, 479, 611, 333, 722, 611, 722, 611, 722, 611,
    722, 611, 722, 611, 722, 611, 944, 778, 667, 556, 667, 611, 500, 611, 500, 611, 500, 278,
];

/// Other characters that pictures use: character, regular, bold; in the order of their codes. Long dash, ellipsis, per
/// mille and horizontal arrows are one em wide and so need no row. The no-break hyphen is not in the font and has the
/// hyphen's width.
#[rustfmt::skip]
const OTHERS: [(char, u16, u16); 41] = [
    ('\u{0394}', 668, 719), // greek capital letter delta
    ('\u{03b1}', 578, 615), // greek small letter alpha
    ('\u{03bc}', 576, 612), // greek small letter mu
    ('\u{2002}', 500, 500), // en space
    ('\u{2009}', 200, 200), // thin space
    ('\u{200a}', 83, 83), // hair space
    ('\u{200b}', 0, 0), // zero width space
    ('\u{2010}', 333, 333), // hyphen
    ('\u{2011}', 333, 333), // non-breaking hyphen
    ('\u{2012}', 556, 556), // figure dash
    ('\u{2013}', 556, 556), // en dash
    ('\u{2018}', 222, 278), // left single quotation mark
    ('\u{2019}', 222, 278), // right single quotation mark
    ('\u{201a}', 222, 278), // single low-9 quotation mark
    ('\u{201c}', 333, 500), // left double quotation mark
    ('\u{201d}', 333, 500), // right double quotation mark
    ('\u{201e}', 333, 500), // double low-9 quotation mark
    ('\u{2020}', 556, 556), // dagger
    ('\u{2022}', 350, 350), // bullet
    ('\u{202f}', 200, 200), // narrow no-break space
    ('\u{2032}', 188, 240), // prime
    ('\u{2033}', 354, 479), // double prime
    ('\u{2039}', 333, 333), // single left-pointing angle quotation mark
    ('\u{203a}', 333, 333), // single right-pointing angle quotation mark
    ('\u{2082}', 388, 444), // subscript two
    ('\u{2083}', 407, 462), // subscript three
    ('\u{20ac}', 556, 556), // euro sign
    ('\u{2191}', 500, 500), // upwards arrow
    ('\u{2193}', 500, 500), // downwards arrow
    ('\u{2211}', 713, 713), // n-ary summation
    ('\u{2212}', 584, 584), // minus sign
    ('\u{221e}', 713, 713), // infinity
    ('\u{2248}', 549, 549), // almost equal to
    ('\u{2260}', 549, 549), // not equal to
    ('\u{2264}', 549, 549), // less-than or equal to
    ('\u{2265}', 549, 549), // greater-than or equal to
    ('\u{25a0}', 604, 604), // black square
    ('\u{25b2}', 990, 990), // black up-pointing triangle
    ('\u{25bc}', 990, 990), // black down-pointing triangle
    ('\u{25cb}', 604, 604), // white circle
    ('\u{25cf}', 604, 604), // black circle
];

#[cfg(test)]
mod tests {
    use super::{OTHERS, TableRuler, TextRuler};

    fn thousandths(text: &str, bold: bool) -> f64 {
        TableRuler.width(text, 1000.0, bold)
    }

    #[test]
    fn known_letters_have_the_widths_of_helvetica() {
        // Adobe's font metrics of Helvetica and Helvetica-Bold.
        for (text, regular, bold) in [
            (" ", 278.0, 278.0),
            ("A", 667.0, 722.0),
            ("W", 944.0, 944.0),
            ("i", 222.0, 278.0),
            ("m", 833.0, 889.0),
            ("0", 556.0, 556.0),
            ("%", 889.0, 889.0),
            ("é", 556.0, 556.0),
            ("ç", 500.0, 556.0),
            ("€", 556.0, 556.0),
            ("–", 556.0, 556.0),
        ] {
            assert_eq!(thousandths(text, false), regular, "{text}");
            assert_eq!(thousandths(text, true), bold, "{text} bold");
        }
    }

    #[test]
    fn width_grows_with_size_and_adds_up() {
        assert_eq!(TableRuler.width("", 12.0, false), 0.0);
        assert_eq!(TableRuler.width("00", 10.0, false), 11.12);
        assert_eq!(TableRuler.width("Wim", 24.0, true), 2.0 * TableRuler.width("Wim", 12.0, true));
    }

    #[test]
    fn digits_are_equally_wide_so_that_figures_line_up() {
        for digit in '0'..='9' {
            assert_eq!(thousandths(&digit.to_string(), false), 556.0);
            assert_eq!(thousandths(&digit.to_string(), true), 556.0);
        }
    }

    #[test]
    fn spaces_that_hold_are_measured() {
        assert_eq!(thousandths("\u{a0}", false), 278.0);
        assert_eq!(thousandths("\u{202f}", false), 200.0);
    }

    #[test]
    fn an_unknown_character_counts_one_em() {
        assert_eq!(thousandths("刚果", false), 2000.0);
        assert_eq!(thousandths("→", true), 1000.0);
        assert_eq!(thousandths("\u{7f}", true), 1000.0);
    }

    #[test]
    fn an_accent_written_apart_adds_nothing() {
        assert_eq!(thousandths("e\u{301}", false), thousandths("é", false));
    }

    #[test]
    fn other_characters_are_in_order_so_that_they_are_found() {
        assert!(OTHERS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(thousandths("↑", false), 500.0);
    }
}
