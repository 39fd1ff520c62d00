use super::borders::{HAS_CODE, IS_DOT, STEPS_PER_DEGREE};
use super::error::GeoError;
use super::outline::Outline;
use crate::terms::Country;

/// Reads the body of a borders file number by number and refuses what makes no sense.
pub(super) struct Reader<'a> {
    body: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(body: &'a [u8]) -> Reader<'a> {
        Reader { body, at: 0 }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at == self.body.len()
    }

    pub(super) fn wrong(&self, what: &'static str) -> GeoError {
        GeoError::Content { at: self.at, what }
    }

    fn byte(&mut self) -> Result<u8, GeoError> {
        let byte = self.body.get(self.at).copied().ok_or(self.wrong("it ends too soon"))?;
        self.at += 1;
        Ok(byte)
    }

    /// A varint of at most four bytes: no count or step is larger. A number has one spelling only.
    fn number(&mut self) -> Result<u32, GeoError> {
        let mut number = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return if byte == 0 && shift > 0 {
                    Err(self.wrong("a number with empty digits"))
                } else {
                    Ok(number)
                };
            }
        }
        Err(self.wrong("a number that is too large"))
    }

    /// How many things follow. Each takes a byte at least, so that a wrong count cannot ask for endless memory.
    pub(super) fn count(&mut self) -> Result<usize, GeoError> {
        let count = self.number()? as usize;
        if count > self.body.len() - self.at { Err(self.wrong("more things than bytes")) } else { Ok(count) }
    }

    fn point(&mut self, before: (i32, i32)) -> Result<(i32, i32), GeoError> {
        let (east, north) = (unfold(self.number()?), unfold(self.number()?));
        let point = (before.0 + east, before.1 + north);
        let edge = STEPS_PER_DEGREE as i32;
        if point.0.abs() > 180 * edge || point.1.abs() > 90 * edge {
            return Err(self.wrong("a point that is not on the globe"));
        }
        Ok(point)
    }

    fn ring(&mut self, centre: (i32, i32)) -> Result<Vec<(f64, f64)>, GeoError> {
        let count = self.count()?;
        if count < 3 {
            return Err(self.wrong("a ring of fewer than three points"));
        }
        let mut points = Vec::with_capacity(count);
        let mut before = self.point(centre)?;
        let first = before;
        points.push(degrees(first));
        let half_turn = 180 * STEPS_PER_DEGREE as i32;
        for _ in 1..count {
            let point = self.point(before)?;
            if (point.0 - before.0).abs() > half_turn {
                return Err(self.wrong("a ring across 180 degrees"));
            }
            points.push(degrees(point));
            before = point;
        }
        if (first.0 - before.0).abs() > half_turn {
            return Err(self.wrong("a ring across 180 degrees"));
        }
        Ok(points)
    }

    pub(super) fn outline(&mut self) -> Result<Outline, GeoError> {
        let flags = self.byte()?;
        if flags > HAS_CODE | IS_DOT {
            return Err(self.wrong("an unknown flag"));
        }
        let country = if flags & HAS_CODE == 0 {
            None
        } else {
            let letters = [self.byte()?, self.byte()?, self.byte()?];
            let code = std::str::from_utf8(&letters)
                .ok()
                .filter(|code| code.bytes().all(|c| c.is_ascii_uppercase()));
            let country = code.and_then(|code| Country::parse(code).ok());
            Some(country.ok_or(self.wrong("a code that is not three capital letters"))?)
        };
        let centre = self.point((0, 0))?;
        let rings = (0..self.count()?).map(|_| self.ring(centre)).collect::<Result<_, _>>()?;
        Ok(Outline { country, rings, centre: degrees(centre), dot: flags & IS_DOT != 0 })
    }
}

/// Small numbers of either sign, folded into 0, 1, 2, ... as 0, -1, 1, ...
fn unfold(number: u32) -> i32 {
    (number >> 1) as i32 ^ -((number & 1) as i32)
}

fn degrees((longitude, latitude): (i32, i32)) -> (f64, f64) {
    (f64::from(longitude) / STEPS_PER_DEGREE, f64::from(latitude) / STEPS_PER_DEGREE)
}
