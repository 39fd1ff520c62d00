use super::Language;
use crate::terms;

const NO_BREAK: &str = "\u{a0}";

/// A number with the given count of decimals, grouped in threes: `1,234.5` and `1 234,5` (with no-break spaces).
pub fn fixed(value: f64, decimals: usize, language: Language) -> String {
    let text = terms::fixed(value.abs(), decimals);
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let (group, point) = match language {
        Language::English => (",", "."),
        Language::French => (NO_BREAK, ","),
    };
    let mut out = String::new();
    // A minus sign, not a hyphen, and none on a number that rounds to nothing.
    if value < 0.0 && text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0') {
        out.push('\u{2212}');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push_str(group);
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out.push_str(point);
        out.push_str(part);
    }
    out
}

/// Tonnes as a reader wants them: three significant figures above 1,000, whole tonnes above 10, then tenths, then
/// hundredths; `0` for none.
pub fn amount(tonnes: f64, language: Language) -> String {
    let size = tonnes.abs();
    if size >= 1000.0 {
        let mut unit = 1.0;
        while size / unit >= 1000.0 {
            unit *= 10.0;
        }
        return fixed(libm::round(tonnes / unit) * unit, 0, language);
    }
    let decimals = if size >= 10.0 || size == 0.0 {
        0
    } else if size >= 1.0 {
        1
    } else {
        2
    };
    if size > 0.0 && size < 0.005 {
        return format!("<{NO_BREAK}{}", fixed(0.01, 2, language));
    }
    fixed(tonnes, decimals, language)
}

/// A share as per cent: whole above 1 %, tenths below and close to 100, never `100%` for a part of the whole, never `0%` for some.
pub fn percent(share: f64, language: Language) -> String {
    let number = match shown(share * 100.0) {
        Some((value, decimals)) => fixed(value, decimals, language),
        None => format!("<{NO_BREAK}{}", fixed(0.1, 1, language)),
    };
    number + sign(language)
}

/// What a share leaves of the whole, so that a reader who adds it to `percent` of the share finds 100.
pub fn percent_left(share: f64, language: Language) -> String {
    match shown(share * 100.0) {
        Some((value, decimals)) => fixed(100.0 - value, decimals, language) + sign(language),
        None => percent(1.0 - share, language),
    }
}

fn sign(language: Language) -> &'static str {
    match language {
        Language::English => "%",
        Language::French => "\u{a0}%",
    }
}

/// The number that is written for so many per cent, and its decimals; `None` for some that is less than a tenth.
fn shown(value: f64) -> Option<(f64, usize)> {
    if value > 0.0 && value < 0.1 {
        None
    } else if value > 0.0 && value < 1.0 {
        let tenths = (value * 10.0).round_ties_even() / 10.0;
        Some((tenths, usize::from(tenths < 1.0)))
    } else if (99.5..100.0).contains(&value) {
        // Floor: 99.97 is not 100.
        Some(((value * 10.0).floor() / 10.0, 1))
    } else {
        Some((value.round_ties_even(), 0))
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, amount, fixed, percent, percent_left};

    #[test]
    fn french_groups_with_no_break_spaces_and_a_comma() {
        assert_eq!(fixed(1_234_567.891, 3, Language::French), "1\u{a0}234\u{a0}567,891");
        assert_eq!(fixed(1_234_567.891, 3, Language::English), "1,234,567.891");
        assert_eq!(fixed(-0.4, 0, Language::English), "0");
        assert_eq!(fixed(-12.0, 0, Language::English), "\u{2212}12");
    }

    #[test]
    fn tonnes_keep_three_figures() {
        assert_eq!(amount(1_273_456.0, Language::English), "1,270,000");
        assert_eq!(amount(999.6, Language::English), "1,000");
        assert_eq!(amount(43.4, Language::English), "43");
        assert_eq!(amount(4.34, Language::English), "4.3");
        assert_eq!(amount(0.001, Language::English), "<\u{a0}0.01");
        assert_eq!(amount(0.0, Language::English), "0");
    }

    #[test]
    fn a_part_is_never_the_whole_and_some_is_never_none() {
        assert_eq!(percent(0.9997, Language::English), "99.9%");
        assert_eq!(percent(1.0, Language::English), "100%");
        assert_eq!(percent(0.0004, Language::English), "<\u{a0}0.1%");
        assert_eq!(percent(0.0, Language::French), "0\u{a0}%");
        assert_eq!(percent(0.784, Language::French), "78\u{a0}%");
        // Beside 2 % a 1.0 % would claim to be more exact.
        assert_eq!(percent(0.0096, Language::English), "1%");
        assert_eq!(percent_left(0.0096, Language::English), "99%");
        assert_eq!(percent(0.995, Language::English), "99.5%");
    }

    #[test]
    fn what_is_bound_and_what_is_left_add_up_to_the_whole() {
        assert_eq!(percent(0.7046, Language::English), "70%");
        assert_eq!(percent(0.705, Language::English), "70%");
        assert_eq!(percent_left(0.705, Language::French), "30\u{a0}%");
        for thousandths in 0..=1000 {
            let share = f64::from(thousandths) / 1000.0;
            let number = |text: String| text.trim_end_matches('%').parse::<f64>().unwrap();
            let sum =
                number(percent(share, Language::English)) + number(percent_left(share, Language::English));
            assert!((sum - 100.0).abs() < 1e-9, "{share}: {sum}");
        }
        assert_eq!(percent_left(0.0004, Language::English), "99.9%");
        assert_eq!(percent_left(0.9997, Language::English), "0.1%");
    }
}
