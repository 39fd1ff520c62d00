//! The borders file: outlines as small whole numbers, so that a world fits in a few tens of kilobytes.
//!
//! Layout: the four letters `OFTB`, one byte version, four bytes length of the body and eight bytes FNV-1a of the body
//! (both low byte first), then the body. Body: how many outlines; for each a byte of flags (1 has a code, 2 is a dot),
//! the three letters if it has a code, the centre, how many rings; for each ring how many points, then the points. A
//! point is the step from the point before, the first of a ring from the centre, in fiftieths of a degree. Every number
//! is a varint (seven bits a byte, low bits first); a step is first folded so that small ones of either sign stay small.

use super::error::GeoError;
use super::outline::Outline;
use super::reader::Reader;

const MAGIC: &[u8; 4] = b"OFTB";
const VERSION: u8 = 1;
const HEADER: usize = 17;
/// A fiftieth of a degree is 2.2 km at the equator, a tenth of a pixel on a map 1800 px wide. It divides 180, so that
/// a cut at the edge of the map stays on the edge.
pub(super) const STEPS_PER_DEGREE: f64 = 50.0;
pub(super) const HAS_CODE: u8 = 1;
pub(super) const IS_DOT: u8 = 2;

/// The outlines of the world's countries, in the order in which they are painted: an enclave comes after its host.
#[derive(Clone, Debug, PartialEq)]
pub struct Borders {
    /// The outlines, Antarctica left out.
    pub outlines: Vec<Outline>,
}

impl Borders {
    /// Reads a borders file.
    ///
    /// # Errors
    /// [`GeoError`] when the bytes are another file, another version, cut short, altered, or make no sense. Never a
    /// wrong map. Remedy: fetch the file of this release again.
    ///
    /// # Example
    /// ```
    /// use offtake::geo::{Borders, GeoError, close};
    /// assert_eq!(Borders::open(&close(&[])).unwrap().outlines.len(), 0);
    /// assert_eq!(Borders::open(b"<!doctype html>"), Err(GeoError::NotBorders));
    /// ```
    pub fn open(bytes: &[u8]) -> Result<Borders, GeoError> {
        if !bytes.starts_with(MAGIC) {
            return Err(GeoError::NotBorders);
        }
        let found = bytes.get(4).copied().unwrap_or(0);
        if found != VERSION {
            return Err(GeoError::Version { found, expected: VERSION });
        }
        let (Some(length), Some(sum), Some(body)) =
            (bytes.get(5..9), bytes.get(9..HEADER), bytes.get(HEADER..))
        else {
            return Err(GeoError::Length { found: 0, expected: HEADER });
        };
        let expected = length.iter().rev().fold(0, |sum: usize, byte| sum << 8 | usize::from(*byte));
        if body.len() != expected {
            return Err(GeoError::Length { found: body.len(), expected });
        }
        if checksum(body).to_le_bytes() != sum {
            return Err(GeoError::Checksum);
        }
        let mut reader = Reader::new(body);
        let count = reader.count()?;
        let outlines = (0..count).map(|_| reader.outline()).collect::<Result<_, _>>()?;
        if !reader.is_done() {
            return Err(reader.wrong("bytes after the last outline"));
        }
        Ok(Borders { outlines })
    }
}

/// Writes a borders file. Degrees are rounded to fiftieths. What [`Borders::open`] would not accept, such as a ring
/// across 180 degrees or a latitude of 91, is written and then refused there.
///
/// # Example
/// ```
/// use offtake::geo::{Borders, Outline, close};
/// use offtake::terms::Country;
/// let ring = vec![(-10.0, 40.0), (5.5, 40.0), (5.5, 51.251)];
/// let france = Outline { country: Country::parse("FRA").ok(), rings: vec![ring], centre: (2.0, 46.5), dot: false };
/// let read = Borders::open(&close(&[france])).unwrap();
/// assert_eq!(read.outlines[0].rings[0], [(-10.0, 40.0), (5.5, 40.0), (5.5, 51.26)]);
/// ```
pub fn close(outlines: &[Outline]) -> Vec<u8> {
    let mut body = Vec::new();
    write(&mut body, outlines.len() as u64);
    for outline in outlines {
        body.push(outline.country.map_or(0, |_| HAS_CODE) | if outline.dot { IS_DOT } else { 0 });
        if let Some(country) = outline.country {
            body.extend_from_slice(country.code().as_bytes());
        }
        let centre = steps(outline.centre);
        write_point(&mut body, (0, 0), centre);
        write(&mut body, outline.rings.len() as u64);
        for ring in &outline.rings {
            write(&mut body, ring.len() as u64);
            let mut before = centre;
            for point in ring.iter().copied().map(steps) {
                write_point(&mut body, before, point);
                before = point;
            }
        }
    }
    let mut bytes = MAGIC.to_vec();
    bytes.push(VERSION);
    bytes.extend_from_slice(&(body.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&checksum(&body).to_le_bytes());
    bytes.extend_from_slice(&body);
    bytes
}

/// FNV-1a, 64 bits: finds every change of a single byte, and others but for one in 2^64.
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, "FNV Hash", <http://www.isthe.com/chongo/tech/comp/fnv/>.
fn checksum(body: &[u8]) -> u64 {
    body.iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn steps((longitude, latitude): (f64, f64)) -> (i64, i64) {
    (libm::round(longitude * STEPS_PER_DEGREE) as i64, libm::round(latitude * STEPS_PER_DEGREE) as i64)
}

fn write(body: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        body.push(number as u8 | 0x80);
        number >>= 7;
    }
    body.push(number as u8);
}

fn write_point(body: &mut Vec<u8>, before: (i64, i64), point: (i64, i64)) {
    for step in [point.0 - before.0, point.1 - before.1] {
        write(body, (step << 1 ^ step >> 63) as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::{Borders, GeoError, HEADER, Outline, checksum, close};
    use crate::terms::Country;

    fn two() -> Vec<Outline> {
        let square = vec![(-10.0, 40.0), (5.5, 40.02), (5.5, 51.26), (-10.0, 51.26)];
        let edge = vec![(178.5, 70.0), (180.0, 71.0), (180.0, 69.0)];
        let code = |text| Country::parse(text).ok();
        vec![
            Outline { country: code("FRA"), rings: vec![square, edge], centre: (2.0, 46.5), dot: false },
            Outline { country: None, rings: vec![], centre: (-179.98, -16.5), dot: true },
        ]
    }

    fn sealed(body: &[u8]) -> Vec<u8> {
        let mut bytes = close(&[])[..5].to_vec();
        bytes.extend_from_slice(&(body.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&checksum(body).to_le_bytes());
        bytes.extend_from_slice(body);
        bytes
    }

    #[test]
    fn what_is_closed_opens_unchanged() {
        assert_eq!(Borders::open(&close(&two())).unwrap().outlines, two());
    }

    #[test]
    fn degrees_are_kept_to_a_hundredth() {
        let fine = Outline {
            rings: vec![vec![(1.2345, -6.789), (9.8765, 0.0), (3.3333, 4.4444)]],
            ..two()[1].clone()
        };
        let opened = Borders::open(&close(std::slice::from_ref(&fine))).unwrap();
        for (written, read) in fine.rings[0].iter().zip(&opened.outlines[0].rings[0]) {
            assert!((written.0 - read.0).abs() <= 0.0101 && (written.1 - read.1).abs() <= 0.0101);
        }
        assert_eq!(Borders::open(&close(&opened.outlines)).unwrap(), opened);
    }

    #[test]
    fn every_shortened_file_is_refused() {
        let bytes = close(&two());
        for length in 0..bytes.len() {
            assert!(Borders::open(&bytes[..length]).is_err(), "cut to {length}");
        }
        assert!(Borders::open(&[&bytes[..], &[0]].concat()).is_err());
    }

    #[test]
    fn every_altered_byte_is_refused() {
        let bytes = close(&two());
        for at in 0..bytes.len() {
            for change in 1..=255u8 {
                let mut altered = bytes.clone();
                altered[at] ^= change;
                assert!(Borders::open(&altered).is_err(), "byte {at} changed by {change}");
            }
        }
    }

    #[test]
    fn a_body_with_a_right_checksum_and_a_wrong_content_never_panics() {
        // Whatever opens must be written back byte for byte: nothing is silently repaired.
        let body = close(&two())[HEADER..].to_vec();
        for at in 0..body.len() {
            for change in 1..=255u8 {
                let mut altered = body.clone();
                altered[at] ^= change;
                let bytes = sealed(&altered);
                if let Ok(borders) = Borders::open(&bytes) {
                    assert_eq!(close(&borders.outlines), bytes, "byte {at} changed by {change}");
                }
            }
        }
    }

    #[test]
    fn impossible_content_is_named() {
        let refused = |body: &[u8]| match Borders::open(&sealed(body)) {
            Err(GeoError::Content { what, .. }) => what,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(&[0, 7]), "bytes after the last outline");
        assert_eq!(refused(&[0x80, 0]), "a number with empty digits");
        assert_eq!(refused(&[0xff, 0xff, 0xff, 0xff, 1]), "a number that is too large");
        assert_eq!(refused(&[9, 0]), "more things than bytes");
        assert_eq!(refused(&[1, 1, b'f', b'r', b'a']), "a code that is not three capital letters");
        assert_eq!(refused(&[1, 4]), "an unknown flag");
        let ring = |ring| Outline { rings: vec![ring], ..two()[0].clone() };
        let across = ring(vec![(179.0, 1.0), (-179.0, 1.0), (-179.0, 0.0)]);
        assert_eq!(refused(&close(&[across])[HEADER..]), "a ring across 180 degrees");
        let beyond = ring(vec![(0.0, 1.0), (2.0, 91.0), (1.0, 0.0)]);
        assert_eq!(refused(&close(&[beyond])[HEADER..]), "a point that is not on the globe");
        let thin = ring(vec![(0.0, 1.0), (2.0, 1.0)]);
        assert_eq!(refused(&close(&[thin])[HEADER..]), "a ring of fewer than three points");
    }
}
