//! The picture that social networks show beside a link: 1200 × 630 px, letters large enough for a thumbnail.

use offtake::atlas::{Atlas, Choice, Frame, TableRuler, Theme};
use offtake::paint;

use crate::failure::Failure;
use crate::raster;

/// Size in px.
pub const WIDTH: u32 = 1200;
pub const HEIGHT: u32 = 630;

/// Widths in CSS px at which a picture may fit the card as a whole, the largest letters first.
const WIDTHS: [f64; 7] = [560.0, 640.0, 720.0, 800.0, 900.0, 1000.0, 1200.0];

/// The card of a view.
pub fn svg(atlas: &Atlas, choice: &Choice) -> Result<String, Failure> {
    let frames = WIDTHS.map(|width| Frame { width, theme: &Theme::LIGHT, ruler: &TableRuler });
    let pictures = atlas.draw_at(choice, &frames)?;
    let shape = f64::from(HEIGHT) / f64::from(WIDTH);
    let fits = |at: &usize| pictures[*at].scene.height <= pictures[*at].scene.width * shape;
    // None fits: the one of which most is seen at a size that is read, whole.
    let at = (0..pictures.len()).find(fits).unwrap_or(3);
    let scene = &pictures[at].scene;
    let inner = paint::svg(scene).map_err(|error| Failure::Choice(error.to_string()))?;
    let scale = (f64::from(WIDTH) / scene.width).min(f64::from(HEIGHT) / scene.height);
    let (width, height) = (scene.width * scale, scene.height * scale);
    let x = (f64::from(WIDTH) - width) / 2.0;
    let size = format!("<svg width=\"{}\" height=\"{}\"", scene.width.round(), scene.height.round());
    let placed =
        inner.replacen(&size, &format!("<svg x=\"{x:.1}\" width=\"{width:.1}\" height=\"{height:.1}\""), 1);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>{placed}</svg>"
    ))
}

/// The card as PNG.
pub fn png(svg: &str) -> Result<Vec<u8>, Failure> {
    raster::png(svg, 1.0)
}
