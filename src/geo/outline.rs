use crate::terms::Country;

/// The shape of one country on the globe.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Whose shape it is; `None` for land that has no code of its own.
    pub country: Option<Country>,
    /// Rings of (longitude, latitude) in degrees, -180..=180 and -90..=90. The last point joins the first. No ring
    /// crosses 180 degrees: what lies on both sides is two rings. No ring is a hole, because an enclave comes later in
    /// the list and is painted over its host. Empty for a country that is only a dot.
    pub rings: Vec<Vec<(f64, f64)>>,
    /// A point inside the largest ring, far from its edges, (longitude, latitude) in degrees: for labels and dots.
    pub centre: (f64, f64),
    /// Too small for its outline on a world map: draw a dot at the centre.
    pub dot: bool,
}
