//! Long links of the workbench in few letters: every value as the number of what it names, written in the letters of
//! base64 that an address keeps. A link says of which version it is and holds a sum over itself.

use super::error::ChoiceError;
use crate::terms::Country;

/// Says that the rest of a query is packed.
pub(super) const KEY: &str = "z";
/// Longer queries are packed: with the address of a site they stay below 200 letters.
pub(super) const LONGEST: usize = 140;
const VERSION: u8 = 1;
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Of a key that belongs to the second scenario.
const SECOND: u8 = 0x80;

/// Parameters by place. Old links count on their places: a new one is added at the end.
const KEYS: [(&str, Kind); 20] = [
    ("chart", Kind::Id),
    ("mineral", Kind::Id),
    ("country", Kind::Place),
    ("year", Kind::Number),
    ("stop", Kind::Number),
    ("leak", Kind::Number),
    ("stock", Kind::Number),
    ("rule", Kind::Id),
    ("allies", Kind::List),
    ("project", Kind::Text),
    ("own", Kind::List),
    ("tonnes", Kind::Number),
    ("market", Kind::Place),
    ("measure", Kind::Id),
    ("b", Kind::Text),
    ("terms", Kind::Id),
    ("by", Kind::Number),
    ("rows", Kind::Place),
    ("columns", Kind::Id),
    ("price", Kind::Number),
];

#[derive(Clone, Copy)]
enum Kind {
    /// One of the ids that this page knows, as a number made from its letters.
    Id,
    /// A country, or text.
    Place,
    /// Digits and where the point stands, or text.
    Number,
    /// Text in which countries stand between `.` and `~`.
    List,
    /// Letters as they are.
    Text,
}

/// Packs pairs whose keys begin with `second` where they are of the second scenario. `None` for a key that has no place.
pub(super) fn pack(pairs: &[(String, String)], second: &str) -> Option<String> {
    let mut bytes = Vec::new();
    for (key, value) in pairs {
        let (flag, name) = key.strip_prefix(second).map_or((0, key.as_str()), |name| (SECOND, name));
        let place = KEYS.iter().position(|(known, _)| *known == name)?;
        let (_, kind) = KEYS.get(place)?;
        bytes.push(u8::try_from(place).ok()? | flag);
        match kind {
            Kind::Id => bytes.extend(number_of(value).to_be_bytes()),
            Kind::Place => match packed_country(value) {
                Some(code) => bytes.extend(code.to_be_bytes()),
                None => {
                    bytes.extend(u16::MAX.to_be_bytes());
                    text(&mut bytes, value)?;
                }
            },
            Kind::Number => match digits(value) {
                Some((digits, point)) => {
                    bytes.push(point);
                    varint(&mut bytes, digits);
                }
                None => {
                    bytes.push(u8::MAX);
                    text(&mut bytes, value)?;
                }
            },
            Kind::List => list(&mut bytes, value)?,
            Kind::Text => text(&mut bytes, value)?,
        }
    }
    let mut whole = vec![VERSION, sum(&bytes)];
    whole.extend(bytes);
    Some(encoded(&whole))
}

/// The pairs of a packed query. `ids` are those that the page knows.
///
/// # Errors
/// [`ChoiceError::Form`] for a link of another version, one that was cut short or changed, and for ids that are gone.
pub(super) fn unpack(
    packed: &str,
    second: &str,
    ids: &[String],
) -> Result<Vec<(String, String)>, ChoiceError> {
    let wrong = || ChoiceError::Form { kind: "z", given: packed.to_owned(), example: "" };
    let bytes = decoded(packed).ok_or_else(wrong)?;
    match bytes.split_at_checked(2) {
        Some(([VERSION, check], rest)) if *check == sum(rest) => read(rest, second, ids).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

fn read(mut rest: &[u8], second: &str, ids: &[String]) -> Option<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let (name, kind) = KEYS.get(usize::from(first & !SECOND))?;
        let value = match kind {
            Kind::Id => {
                let wanted = two(&mut rest)?;
                ids.iter().find(|id| number_of(id) == wanted)?.clone()
            }
            Kind::Place => match two(&mut rest)? {
                u16::MAX => text_from(&mut rest)?,
                code => country(code)?,
            },
            Kind::Number => match byte(&mut rest)? {
                u8::MAX => text_from(&mut rest)?,
                point => written(varint_from(&mut rest)?, point),
            },
            Kind::List => list_from(&mut rest)?,
            Kind::Text => text_from(&mut rest)?,
        };
        let key = if first & SECOND == 0 { (*name).to_owned() } else { format!("{second}{name}") };
        pairs.push((key, value));
    }
    Some(pairs)
}

/// Pieces between which a sign stands: countries in two bytes, with a number behind them or a minus before, else text.
fn list(bytes: &mut Vec<u8>, value: &str) -> Option<()> {
    let pieces: Vec<&str> = value.split_inclusive(['.', '~']).collect();
    bytes.push(u8::try_from(pieces.len()).ok()?);
    for piece in pieces {
        let (body, sign) = match piece.as_bytes().last() {
            Some(b'.') => (piece.strip_suffix('.')?, 1),
            Some(b'~') => (piece.strip_suffix('~')?, 2),
            _ => (piece, 0),
        };
        let (minus, plain) = body.strip_prefix('-').map_or((0, body), |plain| (4, plain));
        let code = plain.split_at_checked(3).and_then(|(code, part)| Some((packed_country(code)?, part)));
        match code.map(|(code, part)| (code, if part.is_empty() { None } else { digits(part) }, part)) {
            Some((code, None, "")) => {
                bytes.push(sign | minus);
                bytes.extend(code.to_be_bytes());
            }
            Some((code, Some((number, point)), _)) => {
                bytes.push(sign | minus | 8);
                bytes.extend(code.to_be_bytes());
                bytes.push(point);
                varint(bytes, number);
            }
            _ => {
                bytes.push(sign | 16);
                text(bytes, body)?;
            }
        }
    }
    Some(())
}

fn list_from(rest: &mut &[u8]) -> Option<String> {
    let mut out = String::new();
    for _ in 0..byte(rest)? {
        let how = byte(rest)?;
        if how & 16 != 0 {
            out += &text_from(rest)?;
        } else {
            if how & 4 != 0 {
                out.push('-');
            }
            out += &country(two(rest)?)?;
            if how & 8 != 0 {
                let point = byte(rest)?;
                out += &written(varint_from(rest)?, point);
            }
        }
        match how & 3 {
            1 => out.push('.'),
            2 => out.push('~'),
            _ => {}
        }
    }
    Some(out)
}

/// A number for an id: FNV-1a folded to sixteen bits. A test holds that no two ids of a kind share one.
fn number_of(id: &str) -> u16 {
    let hash =
        id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 16) as u16 ^ hash as u16
}

fn sum(bytes: &[u8]) -> u8 {
    let hash =
        bytes.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    hash.to_be_bytes().into_iter().fold(0, |all, byte| all ^ byte)
}

/// Three capital letters as a number below 26³.
fn packed_country(code: &str) -> Option<u16> {
    let country = Country::parse(code).ok().filter(|country| country.code() == code)?;
    Some(country.code().bytes().fold(0, |number, letter| number * 26 + u16::from(letter - b'A')))
}

fn country(number: u16) -> Option<String> {
    let letter = |digit: u16| u8::try_from(digit % 26).ok().map(|digit| char::from(b'A' + digit));
    (number < 26 * 26 * 26)
        .then(|| [number / 676, number / 26, number].into_iter().filter_map(letter).collect())
}

/// `12.5` as 125 with one place behind the point. `None` for text that would not come back the same.
fn digits(text: &str) -> Option<(u64, u8)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let number = format!("{whole}{part}").parse().ok()?;
    let point = u8::try_from(part.len()).ok().filter(|point| *point < u8::MAX)?;
    (written(number, point) == text).then_some((number, point))
}

fn written(number: u64, point: u8) -> String {
    let point = usize::from(point);
    let digits = format!("{number:0>width$}", width = point + 1);
    let (whole, part) = digits.split_at(digits.len() - point);
    if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
}

fn text(bytes: &mut Vec<u8>, text: &str) -> Option<()> {
    bytes.push(u8::try_from(text.len()).ok()?);
    bytes.extend(text.bytes());
    Some(())
}

fn text_from(rest: &mut &[u8]) -> Option<String> {
    let length = usize::from(byte(rest)?);
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    String::from_utf8(text.to_vec()).ok()
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    Some(*first)
}

fn two(rest: &mut &[u8]) -> Option<u16> {
    Some(u16::from_be_bytes([byte(rest)?, byte(rest)?]))
}

fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn varint_from(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let next = byte(rest)?;
        number |= u64::from(next & 0x7f) << shift;
        if next & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn encoded(bytes: &[u8]) -> String {
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let bits =
            group.iter().enumerate().fold(0_u32, |bits, (at, byte)| bits | u32::from(*byte) << (16 - 8 * at));
        for at in 0..=group.len() {
            out.push(char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]));
        }
    }
    out
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for group in text.as_bytes().chunks(4) {
        // One letter alone is less than a byte.
        if group.len() == 1 {
            return None;
        }
        let mut bits = 0_u32;
        for (at, letter) in group.iter().enumerate() {
            let place = LETTERS.iter().position(|known| known == letter)?;
            bits |= u32::try_from(place).ok()? << (18 - 6 * at);
        }
        let bytes = bits.to_be_bytes();
        out.extend(bytes.get(1..group.len())?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{KEYS, number_of, pack, unpack};
    use crate::terms::Map;
    use crate::{allocation, charts, metrics};

    fn ids() -> Vec<String> {
        ["who-gets-it", "natural-graphite", "proportional"].map(str::to_owned).to_vec()
    }

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let all = pairs(&[
            ("chart", "who-gets-it"),
            ("mineral", "natural-graphite"),
            ("country", "eu"),
            ("market", "JPN"),
            ("stop", "12.5"),
            ("tonnes", "1000000000"),
            ("year", "no year"),
            ("stock", "0.05"),
            ("allies", "g7.AUS.-USA"),
            ("own", "Mine d’or .~CAN~2028~JPN30.CAN12.5"),
            ("project", "D20"),
            ("b.rule", "proportional"),
            ("b.allies", ""),
            ("b", "same"),
        ]);
        let packed = pack(&all, "b.").unwrap();
        assert_eq!(unpack(&packed, "b.", &ids()).unwrap(), all);
        assert!(packed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    }

    #[test]
    fn a_link_that_was_cut_changed_or_made_by_another_version_is_refused() {
        let packed = pack(&pairs(&[("stop", "80"), ("mineral", "natural-graphite")]), "b.").unwrap();
        for cut in 0..packed.len() {
            assert!(unpack(&packed[..cut], "b.", &ids()).is_err(), "{cut}");
        }
        for strange in ["", "é", "AAAA", &format!("B{}", &packed[1..]), &format!("{packed}A"), "!!"] {
            assert!(unpack(strange, "b.", &ids()).is_err(), "{strange}");
        }
        assert!(unpack(&packed, "b.", &[]).is_err(), "a mineral that is gone");
    }

    #[test]
    fn no_two_ids_have_one_number() {
        let minerals = include_str!("../../www/data/minerals.csv").lines().skip(1);
        let minerals = minerals.filter_map(|line| line.split(',').next()).map(|id| id.replace('_', "-"));
        let mut seen: Map<u16, String> = Map::new();
        let of_code =
            charts::ALL.iter().map(|chart| chart.id).chain(allocation::ALL.iter().map(|rule| rule.id));
        let of_code = of_code.chain(metrics::ALL.iter().map(|metric| metric.id)).map(str::to_owned);
        for id in of_code.chain(minerals) {
            if let Some(other) = seen.insert(number_of(&id), id.clone()) {
                assert_eq!(other, id, "give one of them a number of its own");
            }
        }
        assert!(seen.len() > 60);
    }

    #[test]
    fn every_key_has_one_place() {
        for (place, (key, _)) in KEYS.iter().enumerate() {
            assert_eq!(KEYS.iter().position(|(other, _)| other == key), Some(place));
        }
    }
}
