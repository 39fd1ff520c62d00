//! Numbers as digits and back, exact to the last one. The standard library's routines give the same and are faster, by
//! tables that every reader of a picture would pay for.

use std::cmp::Ordering;
use std::fmt;

/// `0.DIGITS × 10^whole`, without noughts before the digits.
struct Decimal {
    digits: Vec<u8>,
    whole: i64,
}

/// What a limb of a long number stays below: nine decimal digits.
const LIMB: u64 = 1_000_000_000;

/// A finite number without its sign as `mantissa × 2^power`.
fn parts(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let (fraction, exponent) = (bits & ((1 << 52) - 1), (bits >> 52 & 0x7ff) as i32);
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) }
}

/// The number halfway to the next one above.
fn halfway_up(value: f64) -> Decimal {
    let (mantissa, power) = parts(value);
    Decimal::exact(2 * mantissa + 1, power - 1)
}

impl Decimal {
    /// All digits of `mantissa × 2^power`.
    fn exact(mantissa: u64, power: i32) -> Decimal {
        // Least limb first. 2^-n is 5^n with the point n places further left.
        let mut limbs = vec![mantissa % LIMB, mantissa / LIMB];
        let (base, step): (u64, u32) = if power < 0 { (5, 12) } else { (2, 29) };
        let mut left = power.unsigned_abs();
        while left > 0 {
            let factor = base.pow(left.min(step));
            left -= left.min(step);
            let mut carry = 0;
            for limb in &mut limbs {
                let product = *limb * factor + carry;
                *limb = product % LIMB;
                carry = product / LIMB;
            }
            limbs.push(carry);
        }
        let mut digits = Vec::new();
        for limb in limbs.iter().rev() {
            let mut unit = LIMB / 10;
            while unit > 0 {
                digits.push((limb / unit % 10) as u8);
                unit /= 10;
            }
        }
        let point = digits.len() as i64 - i64::from((-power).max(0));
        Decimal { digits, whole: point }.trimmed()
    }

    fn trimmed(mut self) -> Decimal {
        let noughts = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..noughts);
        self.whole -= noughts as i64;
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        self
    }

    /// The nearest one of that many digits, or of none; a tie goes to the even digit.
    fn rounded(&self, keep: i64) -> Decimal {
        let Ok(keep) = usize::try_from(keep) else {
            return Decimal { digits: Vec::new(), whole: 0 };
        };
        let Some(next) = self.digits.get(keep) else {
            return Decimal { digits: self.digits.clone(), whole: self.whole };
        };
        // What is trimmed has no nought at its end: another digit means more than a tie.
        let odd = keep > 0 && self.digits[keep - 1] % 2 == 1;
        let up = *next > 5 || *next == 5 && (self.digits.len() > keep + 1 || odd);
        let mut rounded = Decimal { digits: self.digits[..keep].to_vec(), whole: self.whole };
        if up {
            while rounded.digits.last() == Some(&9) {
                rounded.digits.pop();
            }
            match rounded.digits.last_mut() {
                Some(digit) => *digit += 1,
                None => {
                    rounded.digits.push(1);
                    rounded.whole += 1;
                }
            }
        }
        rounded
    }

    fn compare(&self, other: &Decimal) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            _ => self.whole.cmp(&other.whole).then_with(|| self.digits.cmp(&other.digits)),
        }
    }

    fn written(&self, negative: bool, decimals: usize) -> String {
        let digit = |place: i64| {
            let known = usize::try_from(place).ok().and_then(|place| self.digits.get(place));
            char::from(b'0' + known.copied().unwrap_or(0))
        };
        let mut out = String::new();
        if negative {
            out.push('-');
        }
        if self.whole <= 0 {
            out.push('0');
        }
        for place in 0..self.whole {
            out.push(digit(place));
        }
        for after in 0..decimals as i64 {
            if after == 0 {
                out.push('.');
            }
            out.push(digit(self.whole + after));
        }
        out
    }

    /// The nearest number; a tie goes to the even one.
    fn nearest(&self) -> f64 {
        let places = self.whole - self.digits.len() as i64;
        // As long as digits and power are whole numbers of 53 bits, one operation rounds once.
        let mut guess = self.digits.iter().take(17).fold(0, |sum, digit| 10 * sum + u64::from(*digit)) as f64;
        if self.digits.len() <= 15 && places.abs() <= 22 {
            let power = (0..places.abs()).fold(1.0, |power, _| power * 10.0);
            return if places < 0 { guess / power } else { guess * power };
        }
        if self.whole > 310 {
            return f64::INFINITY;
        }
        let mut left = (self.whole - self.digits.len().min(17) as i64).max(-400);
        while left != 0 {
            guess = if left < 0 { guess / 10.0 } else { guess * 10.0 };
            left -= left.signum();
        }
        // A guess that is some numbers off: walk to the one between whose neighbours the digits lie.
        guess = guess.min(f64::MAX);
        loop {
            let odd = guess.to_bits() % 2 == 1;
            match self.compare(&halfway_up(guess)) {
                Ordering::Greater => {}
                Ordering::Equal if odd => {}
                _ if guess == 0.0 => return guess,
                _ => {
                    let below = f64::from_bits(guess.to_bits() - 1);
                    match self.compare(&halfway_up(below)) {
                        Ordering::Less => {}
                        Ordering::Equal if odd => {}
                        _ => return guess,
                    }
                    guess = below;
                    continue;
                }
            }
            guess = f64::from_bits(guess.to_bits() + 1);
            if guess.is_infinite() {
                return guess;
            }
        }
    }
}

/// Powers of ten by which the quick ways scale: numbers of pictures and tables have few decimals.
const TENS: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/// The same as all digits would give, where one product tells it: far from a tie, a product's own rounding does not matter.
fn quickly_fixed(value: f64, decimals: usize) -> Option<String> {
    /// Below it a product is off by less than [`SURE`].
    const MOST: f64 = 1e12;
    const SURE: f64 = 1e-3;
    let scaled = value.abs() * TENS.get(decimals)?;
    let whole = scaled.floor();
    let part = scaled - whole;
    let tells = scaled < MOST && (part - 0.5).abs() > SURE;
    tells.then(|| with_point(whole as u64 + u64::from(part > 0.5), value.is_sign_negative(), decimals))
}

/// The same as a search through all digits would give: whole numbers over a power of ten are read as the number that the
/// division gives, and below 2^53 no two of them are read alike.
fn quickly_plain(value: f64) -> Option<String> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    let size = value.abs();
    let mut powers = TENS.iter().enumerate().map(|(at, ten)| (at, ten, (size * ten).round_ties_even()));
    let (decimals, _, digits) = powers.find(|(_, ten, digits)| *digits < MOST && digits / *ten == size)?;
    Some(with_point(digits as u64, value.is_sign_negative(), decimals))
}

/// Digits with the point so many places from their end.
fn with_point(digits: u64, negative: bool, decimals: usize) -> String {
    let sign = if negative { "-" } else { "" };
    let ten = 10_u64.pow(decimals as u32);
    match decimals {
        0 => format!("{sign}{digits}"),
        _ => format!("{sign}{}.{:0decimals$}", digits / ten, digits % ten),
    }
}

/// A number with the given count of decimals, as `format!("{value:.decimals$}")` writes it: a tie goes to the even digit.
///
/// ```
/// use offtake::terms::fixed;
/// assert_eq!(fixed(2.5, 0), "2");
/// assert_eq!(fixed(-1.375, 2), "-1.38");
/// ```
pub fn fixed(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return strange(value);
    }
    if let Some(text) = quickly_fixed(value, decimals) {
        return text;
    }
    let (mantissa, power) = parts(value);
    let exact = Decimal::exact(mantissa, power);
    exact.rounded(exact.whole + decimals as i64).written(value.is_sign_negative(), decimals)
}

/// A number in the fewest digits that read back as the same number, never with an exponent.
///
/// ```
/// use offtake::terms::plain;
/// assert_eq!(plain(50.0), "50");
/// assert_eq!(plain(0.1 + 0.2), "0.30000000000000004");
/// ```
pub fn plain(value: f64) -> String {
    if !value.is_finite() {
        return strange(value);
    }
    if let Some(text) = quickly_plain(value) {
        return text;
    }
    let (mantissa, power) = parts(value);
    let exact = Decimal::exact(mantissa, power);
    let few = (1..17).map(|keep| exact.rounded(keep)).find(|few| few.nearest() == value.abs());
    let few = few.unwrap_or_else(|| exact.rounded(17)).trimmed();
    let decimals = usize::try_from(few.digits.len() as i64 - few.whole).unwrap_or(0);
    few.written(value.is_sign_negative(), if few.digits.is_empty() { 0 } else { decimals })
}

/// The nearest number to digits such as `12`, `-0.5` or `1e9`. `None` for anything else, the words for infinity too.
///
/// ```
/// use offtake::terms::number;
/// assert_eq!(number("12.5"), Some(12.5));
/// assert_eq!(number("twelve"), None);
/// ```
pub fn number(text: &str) -> Option<f64> {
    let (negative, text) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        whole => (false, whole),
    };
    let mut decimal = Decimal { digits: Vec::new(), whole: 0 };
    let (mut seen, mut point) = (false, false);
    let mut rest = text;
    while let [letter, tail @ ..] = rest {
        match letter {
            b'0'..=b'9' => {
                seen = true;
                decimal.digits.push(letter - b'0');
                decimal.whole += i64::from(!point);
            }
            b'.' if !point => point = true,
            b'e' | b'E' if seen => {
                let power: i32 = std::str::from_utf8(tail).ok()?.parse().ok()?;
                decimal.whole += i64::from(power);
                break;
            }
            _ => return None,
        }
        rest = tail;
    }
    let nearest = decimal.trimmed().nearest();
    seen.then_some(if negative { -nearest } else { nearest })
}

fn strange(value: f64) -> String {
    match (value.is_nan(), value > 0.0) {
        (true, _) => "NaN",
        (_, true) => "inf",
        _ => "-inf",
    }
    .to_owned()
}

/// A number brought between two others. Unlike `f64::clamp` it has no panic that would write numbers out in a third way.
///
/// # Example
/// ```
/// use offtake::terms::within;
/// assert_eq!(within(1.2, 0.0, 1.0), 1.0);
/// assert_eq!(within(f64::NAN, 0.0, 1.0), 0.0);
/// ```
pub fn within(value: f64, least: f64, most: f64) -> f64 {
    value.max(least).min(most)
}

/// A number in a sentence, as [`plain`] writes it.
#[derive(Clone, Copy, Debug)]
pub struct Plain(pub f64);

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&plain(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{fixed, number, plain};

    /// Numbers of every size, the same ones every time.
    fn some() -> impl Iterator<Item = f64> {
        let edges =
            [0.0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.05, 9.5, 99.5, 999.95, 1e15, 1e16, 1e22, 1e23, f64::MAX];
        let small = [1, 2, 3, (1 << 52) - 1, 1 << 52].map(f64::from_bits);
        let mut state = 88_172_645_463_325_252_u64;
        let any = (0..3_000).map(move |at| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            match at % 4 {
                0 => f64::from_bits(state),
                // As tables have them: some digits, some decimals.
                1 => (state % 10_000_000) as f64 / 1000.0,
                2 => (state % 1_000_000) as f64 / 8.0,
                _ => (state >> 11) as f64 / (1u64 << 53) as f64,
            }
        });
        edges.into_iter().chain(small).chain(any.filter(|value| value.is_finite()))
    }

    #[test]
    fn decimals_are_those_of_the_standard_library() {
        for value in some() {
            for decimals in [0, 1, 2, 3] {
                assert_eq!(fixed(value, decimals), format!("{value:.decimals$}"), "{value:e}");
            }
        }
    }

    #[test]
    fn a_number_reads_back_as_itself_in_as_few_digits() {
        for value in some() {
            let text = plain(value);
            // Of two that are as near the library takes the greater, this one the even.
            assert_eq!(text.len(), value.to_string().len(), "{value:e}");
            assert_eq!(number(&text).unwrap().to_bits(), value.to_bits());
        }
    }

    #[test]
    fn digits_are_read_as_the_standard_library_reads_them() {
        for value in some() {
            for text in [
                format!("{value:e}"),
                format!("{value:.3}"),
                format!("{value:.25e}"),
                format!("{value:.400}"),
            ] {
                let theirs: f64 = text.parse().unwrap();
                assert_eq!(number(&text).unwrap().to_bits(), theirs.to_bits(), "{text}");
            }
        }
        // Halfway between two numbers, and a hair beside.
        for text in [
            "9007199254740993",
            "9007199254740993.0000000001",
            "9007199254740992.9999",
            "1e400",
            "1e-400",
            "00012.50",
            "5.",
            ".5",
            "+7",
        ] {
            assert_eq!(number(text), text.parse().ok(), "{text}");
        }
        for text in ["", ".", "-", "e5", "1e", "1.2.3", "0x10", "inf", "nan", "1 000", "12t", "1e99999999999"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
