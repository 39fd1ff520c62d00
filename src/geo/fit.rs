use super::projection::{Extent, equal_earth, extent};

/// The world map fitted into a box on the page: Equal Earth, 56 degrees south to 84 north, the full width used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    left: f64,
    top: f64,
    scale: f64,
    world: Extent,
}

impl Fit {
    /// A map whose upper left corner is at (`left`, `top`) and which is `width` wide, all in CSS px, y growing downwards.
    ///
    /// # Example
    /// ```
    /// use offtake::geo::Fit;
    /// // A map 640 px wide: its edges are the two sides of the 180th meridian, on the equator.
    /// let map = Fit::new(10.0, 20.0, 640.0);
    /// assert!((map.place(-180.0, 0.0).0 - 10.0).abs() < 1e-9);
    /// assert!((map.place(180.0, 0.0).0 - 650.0).abs() < 1e-9);
    /// ```
    pub fn new(left: f64, top: f64, width: f64) -> Fit {
        let world = extent();
        Fit { left, top, scale: width / (world.right - world.left), world }
    }

    /// Height of the map in CSS px; it follows from the width.
    ///
    /// # Example
    /// ```
    /// use offtake::geo::Fit;
    /// let (phone, desk) = (Fit::new(0.0, 0.0, 320.0), Fit::new(0.0, 0.0, 1280.0));
    /// assert!((desk.height() - 4.0 * phone.height()).abs() < 1e-9);
    /// // From the upper edge at 84 degrees north to the lower one at 56 degrees south.
    /// assert!((phone.place(0.0, -56.0).1 - phone.height()).abs() < 1e-9);
    /// ```
    pub fn height(&self) -> f64 {
        self.scale * (self.world.top - self.world.bottom)
    }

    /// Where a place of the globe (degrees) lies on the page (CSS px). Beyond 84 north or 56 south it lies outside the box.
    ///
    /// # Example
    /// ```
    /// use offtake::geo::Fit;
    /// let map = Fit::new(0.0, 0.0, 640.0);
    /// let (ottawa, tokyo) = (map.place(-75.7, 45.4), map.place(139.7, 35.7));
    /// assert!(ottawa.0 < 320.0 && tokyo.0 > 320.0, "west of Greenwich is left of the middle");
    /// assert!(ottawa.1 < tokyo.1, "north is up");
    /// assert!(map.place(0.0, -90.0).1 > map.height(), "Antarctica is left off");
    /// ```
    pub fn place(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        let (x, y) = equal_earth(longitude, latitude);
        (self.left + (x - self.world.left) * self.scale, self.top + (self.world.top - y) * self.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::Fit;

    #[test]
    fn the_edges_of_the_world_touch_the_edges_of_the_box() {
        let fit = Fit::new(10.0, 20.0, 640.0);
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(near(fit.place(-180.0, 0.0).0, 10.0));
        assert!(near(fit.place(180.0, 0.0).0, 650.0));
        assert!(near(fit.place(0.0, 84.0).1, 20.0));
        assert!(near(fit.place(0.0, -56.0).1, 20.0 + fit.height()));
        assert!(near(fit.place(0.0, 10.0).0, 330.0));
    }

    #[test]
    fn north_is_up_and_height_follows_width() {
        let fit = Fit::new(0.0, 0.0, 300.0);
        assert!(fit.place(0.0, 50.0).1 < fit.place(0.0, 10.0).1);
        assert!((Fit::new(0.0, 0.0, 600.0).height() - 2.0 * fit.height()).abs() < 1e-9);
    }
}
