/// An opaque colour, red green blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

impl Color {
    /// The colour of letters on it: dark where they read better than white ones.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Color, Theme};
    /// assert_eq!(Theme::LIGHT.restricted.letters(), Color(0xFF, 0xFF, 0xFF), "white on dark red");
    /// assert_eq!(Theme::DARK.restricted.letters(), Color(0x14, 0x18, 0x1D), "dark on light red");
    /// ```
    pub fn letters(self) -> Color {
        let Color(red, green, blue) = self;
        let brightness = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
        if brightness > 120_000 { Color(0x14, 0x18, 0x1D) } else { Color(0xFF, 0xFF, 0xFF) }
    }

    /// Half way to another.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::Color;
    /// assert_eq!(Color(0, 100, 255).towards(Color(200, 0, 255)), Color(100, 50, 255));
    /// ```
    pub fn towards(self, other: Color) -> Color {
        let mix = |a: u8, b: u8| ((u16::from(a) + u16::from(b)) / 2) as u8;
        Color(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// The colour as `#RRGGBB`.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::Color;
    /// assert_eq!(Color(0xB5, 0x33, 0x0E).hex(), "#B5330E");
    /// ```
    pub fn hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

/// What a colour means. The meaning is the same on every picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The supplier whose exports may stop.
    Restricted,
    /// Countries that share.
    Ally,
    /// The reader's own country.
    Own,
    /// Everyone else.
    Other,
}

/// All colours of a picture. The one place where a colour is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The page.
    pub ground: Color,
    /// Titles and labels.
    pub ink: Color,
    /// Second lines, sources, axis labels.
    pub soft: Color,
    /// Rules and grid.
    pub hairline: Color,
    /// Land without meaning in this picture.
    pub land: Color,
    /// Lines of the hatch that means "not known".
    pub hatch: Color,
    /// The restricted supplier.
    pub restricted: Color,
    /// Allies.
    pub ally: Color,
    /// The reader's own country.
    pub own: Color,
    /// Everyone else.
    pub other: Color,
    /// Dependency on the restricted supplier, from none to all.
    pub scale: [Color; 6],
}

impl Theme {
    /// On white.
    pub const LIGHT: Theme = Theme {
        ground: Color(0xFF, 0xFF, 0xFF),
        ink: Color(0x14, 0x18, 0x1D),
        soft: Color(0x4E, 0x55, 0x60),
        hairline: Color(0xD9, 0xDC, 0xE1),
        land: Color(0xDC, 0xDF, 0xE4),
        hatch: Color(0x74, 0x7A, 0x85),
        restricted: Color(0xB5, 0x33, 0x1E),
        ally: Color(0x1C, 0x62, 0xA8),
        own: Color(0x0B, 0x2E, 0x4F),
        other: Color(0x86, 0x8C, 0x97),
        scale: [
            Color(0xF6, 0xED, 0xE6),
            Color(0xF2, 0xCD, 0xB8),
            Color(0xE8, 0xA3, 0x84),
            Color(0xD4, 0x6F, 0x4E),
            Color(0xA8, 0x3A, 0x22),
            Color(0x6E, 0x1B, 0x10),
        ],
    };

    /// On near black.
    pub const DARK: Theme = Theme {
        ground: Color(0x14, 0x18, 0x1D),
        ink: Color(0xF2, 0xF4, 0xF7),
        soft: Color(0xB4, 0xBA, 0xC4),
        hairline: Color(0x38, 0x3F, 0x49),
        land: Color(0x3A, 0x42, 0x4D),
        hatch: Color(0x8A, 0x92, 0x9E),
        restricted: Color(0xFF, 0x8A, 0x66),
        ally: Color(0x5A, 0xA6, 0xFF),
        own: Color(0xF2, 0xF6, 0xFA),
        other: Color(0x8E, 0x95, 0xA1),
        scale: [
            Color(0x2A, 0x21, 0x1E),
            Color(0x4A, 0x2A, 0x21),
            Color(0x7A, 0x3A, 0x28),
            Color(0xB0, 0x52, 0x3A),
            Color(0xE0, 0x80, 0x5F),
            Color(0xFF, 0xC3, 0xA6),
        ],
    };

    /// The colour of a meaning.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Role, Theme};
    /// for theme in [Theme::LIGHT, Theme::DARK] {
    ///     assert_eq!(theme.role(Role::Restricted), theme.restricted);
    ///     assert_ne!(theme.role(Role::Ally), theme.role(Role::Own), "the reader finds their own country");
    /// }
    /// ```
    pub fn role(&self, role: Role) -> Color {
        match role {
            Role::Restricted => self.restricted,
            Role::Ally => self.ally,
            Role::Own => self.own,
            Role::Other => self.other,
        }
    }

    /// A quiet shade of a meaning, for broad bands: they carry it, bars carry its weight.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Color, Role, Theme};
    /// assert_eq!(Theme::LIGHT.band(Role::Restricted), Color(0xE1, 0xAD, 0xA5), "a light red");
    /// ```
    pub fn band(&self, role: Role) -> Color {
        let (color, ground) = (self.role(role), self.ground);
        let mix = |a: u8, b: u8| ((u16::from(a) * 2 + u16::from(b) * 3) / 5) as u8;
        Color(mix(color.0, ground.0), mix(color.1, ground.1), mix(color.2, ground.2))
    }

    /// Every colour of a picture, in an order that is the same for each theme: what is drawn in one of this theme is drawn in the
    /// one of another theme at its place. Only letters on a mark may be whiter than that.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::Theme;
    /// let (light, dark) = (Theme::LIGHT.colors(), Theme::DARK.colors());
    /// let at = light.iter().position(|&color| color == Theme::LIGHT.restricted).unwrap();
    /// assert_eq!(dark[at], Theme::DARK.restricted);
    /// ```
    pub fn colors(&self) -> Vec<Color> {
        let roles = [Role::Restricted, Role::Ally, Role::Own, Role::Other];
        let mut all = vec![self.ground, self.ink, self.soft, self.hairline, self.land, self.hatch];
        all.extend(roles.map(|role| self.role(role)));
        all.extend(roles.map(|role| self.band(role)));
        all.push(self.ally.towards(self.ground));
        all.extend(self.scale);
        all
    }

    /// The step of the dependency scale for a share of 0 to 1; a value outside is put to the nearer end.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::Theme;
    /// // Canada gets 35% of its graphite from China, Japan 89%: the third of six steps, and the last.
    /// assert_eq!(Theme::LIGHT.dependency(0.35), Theme::LIGHT.scale[2]);
    /// assert_eq!(Theme::LIGHT.dependency(0.89), Theme::LIGHT.scale[5]);
    /// assert_eq!(Theme::LIGHT.dependency(1.2), Theme::LIGHT.scale[5]);
    /// ```
    pub fn dependency(&self, share: f64) -> Color {
        let step = (share.clamp(0.0, 1.0) * self.scale.len() as f64) as usize;
        self.scale[step.min(self.scale.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::{Color, Theme};

    /// WCAG 2.2 relative luminance.
    fn luminance(Color(r, g, b): Color) -> f64 {
        let channel = |value: u8| {
            let part = f64::from(value) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn text_reads_at_four_and_a_half_to_one_and_marks_at_three() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            assert!(contrast(theme.ink, theme.ground) >= 7.0);
            assert!(contrast(theme.soft, theme.ground) >= 4.5);
            for mark in [theme.restricted, theme.ally, theme.own, theme.other] {
                assert!(contrast(mark, theme.ground) >= 3.0, "{mark:?}");
            }
        }
    }

    #[test]
    fn the_scale_goes_one_way_and_covers_both_ends() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            let light: Vec<f64> = theme.scale.iter().map(|&color| luminance(color)).collect();
            assert!(
                light.windows(2).all(|pair| pair[0] > pair[1])
                    || light.windows(2).all(|pair| pair[0] < pair[1])
            );
            assert_eq!(theme.dependency(0.0), theme.scale[0]);
            assert_eq!(theme.dependency(1.0), theme.scale[5]);
            assert_eq!(theme.dependency(0.5), theme.scale[3]);
        }
    }
}
