//! A picture as PNG, the same on every machine: the letters come from two embedded fonts, never from the system.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::failure::Failure;

/// Liberation Sans has the widths of Arial and Helvetica, which our pictures ask for. Licence: fonts/LICENSE.
const FONTS: [&[u8]; 2] =
    [include_bytes!("fonts/LiberationSans-Regular.ttf"), include_bytes!("fonts/LiberationSans-Bold.ttf")];
const FAMILY: &str = "Liberation Sans";

/// The longest side that is drawn: 16384 px square are a gigabyte of pixels.
const LONGEST_SIDE_PX: f32 = 16_384.0;

/// Draws an SVG as PNG. Any family that it asks for becomes Liberation Sans. What it leaves unpainted is transparent.
///
/// - Takes: the SVG, with its size in CSS px, and how many device px a CSS px has (above 0).
/// - Gives: the bytes of a PNG file of size × scale, rounded up to whole px.
///
/// # Errors
/// [`Failure`] when the text is not an SVG, or when the picture would have no pixel or a side above 16384 px.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, Failure> {
    let mut fonts = fontdb::Database::new();
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family(FAMILY);
    // Text that names no family, or only strangers, falls back on serif: also ours.
    fonts.set_serif_family(FAMILY);
    let options = Options { font_family: FAMILY.to_owned(), fontdb: Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    let whole = |side: f32| (side > 0.0 && side <= LONGEST_SIDE_PX).then(|| side.ceil() as u32);
    let paper = whole(width).zip(whole(height)).and_then(|(width, height)| Pixmap::new(width, height));
    let mut paper = paper.ok_or_else(|| failed(format!("{width} × {height} px cannot be drawn")))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut paper.as_mut());
    paper.encode_png().map_err(|error| failed(error.to_string()))
}

fn failed(detail: String) -> Failure {
    Failure::Step {
        step: "Drawing the PNG".to_owned(),
        detail: format!(": {detail}"),
        remedy: "Choose a size of 1 to 16384 px, or ask for the SVG".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Pixmap, png};

    const FAMILIES: &str = "Helvetica Neue, Helvetica, Arial, sans-serif";

    fn drawn(families: &str, weight: &str, scale: f32) -> Pixmap {
        let svg = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="#fff"/>
            <text x="10" y="28" font-family="{families}" font-size="20" font-weight="{weight}">Gallium 98 %</text></svg>"##
        );
        Pixmap::decode_png(&png(&svg, scale).unwrap()).unwrap()
    }

    /// First and last column with ink.
    fn ink(paper: &Pixmap) -> Option<(u32, u32)> {
        let dark =
            |x: &u32| (0..paper.height()).any(|y| paper.pixel(*x, y).is_some_and(|pixel| pixel.red() < 100));
        let mut columns = (0..paper.width()).filter(dark);
        let first = columns.next()?;
        Some((first, columns.next_back().unwrap_or(first)))
    }

    #[test]
    fn the_picture_has_its_size_times_the_scale() {
        let (once, twice) = (drawn(FAMILIES, "normal", 1.0), drawn(FAMILIES, "normal", 2.0));
        assert_eq!((once.width(), once.height()), (200, 40));
        assert_eq!((twice.width(), twice.height()), (400, 80));
    }

    #[test]
    fn text_is_drawn_and_bold_is_wider() {
        let regular = ink(&drawn(FAMILIES, "normal", 2.0)).unwrap();
        let bold = ink(&drawn(FAMILIES, "bold", 2.0)).unwrap();
        assert!(bold.1 > regular.1 + 4, "{regular:?} {bold:?}");
        // "Gallium 98 %" is 5.948 em wide in Helvetica: 119 px at 20 px, twice that here, and starts at 20.
        let width = f64::from(regular.1 - 19);
        assert!((width - 2.0 * 20.0 * 5.948).abs() < 8.0, "{regular:?}");
    }

    #[test]
    fn every_family_becomes_the_embedded_one() {
        let expected = drawn(FAMILIES, "normal", 1.0);
        for families in ["sans-serif", "Comic Sans MS", "Helvetica", "serif"] {
            assert!(drawn(families, "normal", 1.0) == expected, "{families}");
        }
    }

    #[test]
    fn nonsense_is_refused() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>"#;
        assert!(png("no picture", 1.0).is_err());
        for scale in [0.0, -1.0, 1e6, f32::NAN] {
            assert!(png(svg, scale).is_err(), "{scale}");
        }
        assert!(png(svg, 1.0).is_ok());
    }
}
