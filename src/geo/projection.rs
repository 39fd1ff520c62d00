//! The Equal Earth projection: a world map on which equal areas look equal.
//!
//! Source: B. Šavrič, T. Patterson, B. Jenny (2019, online 2018), "The Equal Earth map projection", International
//! Journal of Geographical Information Science 33(3), 454-465, doi:10.1080/13658816.2018.1504949, equations 5 to 8.

// The polynomial coefficients of the paper.
const A1: f64 = 1.340264;
const A2: f64 = -0.081106;
const A3: f64 = 0.000893;
const A4: f64 = 0.003796;

/// The southernmost latitude on our maps: Cape Horn is at 56 degrees south, and Antarctica is left off.
const SOUTH: f64 = -56.0;
/// The northernmost latitude on our maps: Greenland and Ellesmere Island end below 84 degrees.
const NORTH: f64 = 84.0;

/// Projects a point of the globe onto the plane.
///
/// - Takes: longitude -180..=180 and latitude -90..=90, in degrees.
/// - Gives: (x, y) in radii of the globe, x within ±2.7067 growing eastwards, y within ±1.3174 growing northwards.
/// - Gaps: none. A latitude beyond a pole is taken as the pole.
/// - Source: see the head of this file.
///
/// # Example
/// ```
/// let (x, y) = offtake::geo::equal_earth(180.0, 0.0);
/// assert!((x - 2.706630).abs() < 1e-6 && y == 0.0);
/// ```
pub fn equal_earth(longitude: f64, latitude: f64) -> (f64, f64) {
    let half_root_of_three = 3.0_f64.sqrt() / 2.0;
    let sine = libm::sin(latitude.clamp(-90.0, 90.0).to_radians());
    let theta = libm::asin(half_root_of_three * sine);
    let square = theta * theta;
    let sixth = square * square * square;
    let slope = A1 + 3.0 * A2 * square + sixth * (7.0 * A3 + 9.0 * A4 * square);
    let x = longitude.to_radians() * libm::cos(theta) / (half_root_of_three * slope);
    let y = theta * (A1 + A2 * square + sixth * (A3 + A4 * square));
    (x, y)
}

/// The edges of the projected world without Antarctica, in radii of the globe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The equator at 180 degrees west.
    pub left: f64,
    /// The equator at 180 degrees east.
    pub right: f64,
    /// 56 degrees south.
    pub bottom: f64,
    /// 84 degrees north.
    pub top: f64,
}

/// The extent of our world maps; `(right - left) / (top - bottom)` is the ratio of width to height, about 2.3.
///
/// # Example
/// ```
/// let world = offtake::geo::extent();
/// assert_eq!(world.left, -world.right);
/// let ratio = (world.right - world.left) / (world.top - world.bottom);
/// assert!((ratio - 2.314).abs() < 1e-3);
/// ```
pub fn extent() -> Extent {
    let (right, _) = equal_earth(180.0, 0.0);
    let (_, bottom) = equal_earth(0.0, SOUTH);
    let (_, top) = equal_earth(0.0, NORTH);
    Extent { left: -right, right, bottom, top }
}

#[cfg(test)]
mod tests {
    use super::{equal_earth, extent};

    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 1e-9
    }

    #[test]
    fn the_corners_are_where_the_formula_puts_them() {
        // At the equator theta = 0, so x = 2π / (√3 · A1); at the pole theta = 60°, so y is the polynomial there.
        let (x, y) = equal_earth(180.0, 0.0);
        assert!(near(x, std::f64::consts::TAU / (3f64.sqrt() * 1.340264)), "{x}");
        assert!((x - 2.706629983696).abs() < 1e-9 && y == 0.0, "{x} {y}");
        assert!(near(equal_earth(0.0, 90.0).1, 1.317362759157), "{}", equal_earth(0.0, 90.0).1);
        assert_eq!(equal_earth(0.0, 0.0), (0.0, 0.0));
    }

    #[test]
    fn the_poles_are_lines_of_the_known_length() {
        // The well-known figure of this projection: the pole line is 0.59247 times the equator.
        let ratio = equal_earth(180.0, 90.0).0 / equal_earth(180.0, 0.0).0;
        assert!((ratio - 0.59247).abs() < 1e-4, "{ratio}");
    }

    #[test]
    fn east_and_west_and_north_and_south_are_mirror_images() {
        let (x, y) = equal_earth(57.0, 33.0);
        assert_eq!(equal_earth(-57.0, 33.0), (-x, y));
        assert_eq!(equal_earth(57.0, -33.0), (x, -y));
    }

    #[test]
    fn equal_areas_stay_equal() {
        // A strip of one degree of longitude and a hundredth of latitude covers the same share of plane and globe.
        for latitude in [-80.0, -45.0, 0.0, 20.0, 60.0, 84.0] {
            let (low, high): (f64, f64) = (latitude - 0.005, latitude + 0.005);
            let globe = 1f64.to_radians() * (high.to_radians().sin() - low.to_radians().sin());
            let plane = equal_earth(1.0, latitude).0 * (equal_earth(0.0, high).1 - equal_earth(0.0, low).1);
            assert!((plane / globe - 1.0).abs() < 1e-5, "at {latitude}: {}", plane / globe);
        }
    }

    #[test]
    fn the_world_without_antarctica_is_wider_than_high() {
        let world = extent();
        let ratio = (world.right - world.left) / (world.top - world.bottom);
        assert!((2.2..2.5).contains(&ratio), "{ratio}");
    }
}
