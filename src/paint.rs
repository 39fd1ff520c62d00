//! A scene on any plotters backend: canvas, SVG, bitmap. The only room that imports plotters, and the only place where
//! CSS px become device px.

mod svg;

use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendCoord, DrawingBackend};

use svg::SvgPen;

use crate::scene::{Anchor, Color, Ink, Mark, Point, Rect, Scene, Shape, hatch_lines};
use crate::terms::plain;

/// The font stack of every picture: families with the same letter widths on every system, so that a picture measured
/// in one place fits in another.
pub const FONT: &str = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";

/// How a canvas names a font of a size in px.
///
/// # Example
/// ```
/// assert!(offtake::paint::font(12.5, true).starts_with("bold 12.5px Helvetica Neue, "));
/// ```
pub fn font(size: f64, bold: bool) -> String {
    let weight = if bold { "bold" } else { "normal" };
    format!("{weight} {}px {FONT}", plain(size))
}

/// What a backend does to px and to text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// Device px for one CSS px.
    pub px: f64,
    /// What a text size is multiplied by: plotters-svg divides by 1.24 when it writes one.
    pub text: f64,
    /// How far the backend puts a baseline above a point that is anchored at the bottom, in parts of the text size.
    pub drop: f64,
    /// Leaves the ground out, and what is tagged in its colour.
    pub bare: bool,
}

/// A backend that refused to draw.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the picture could not be painted: {0}")]
pub struct PaintError(String);

impl Paper {
    /// A canvas whose backing store has `ratio` device px a CSS px. The bottom of the em box is 0.21 em below the
    /// baseline in the faces of [`FONT`].
    ///
    /// # Example
    /// ```
    /// use offtake::paint::Paper;
    /// let phone = Paper::canvas(3.0);
    /// assert_eq!((phone.px, phone.text, phone.bare), (3.0, 1.0, false));
    /// ```
    pub fn canvas(ratio: f64) -> Paper {
        Paper { px: ratio, text: 1.0, drop: 0.21, bare: false }
    }

    /// plotters-svg lifts bottom-anchored text by half an ex, which is 0.26 em in the faces of [`FONT`].
    ///
    /// # Example
    /// ```
    /// use offtake::paint::Paper;
    /// // plotters-svg writes a size of 24.8 as 20.
    /// let half_px = Paper::svg(2.0);
    /// assert!((10.0 * half_px.px * half_px.text - 24.8).abs() < 1e-9);
    /// ```
    pub fn svg(px: f64) -> Paper {
        Paper { px, text: 1.24, drop: 0.26, bare: false }
    }
}

/// Paints a scene.
///
/// # Errors
/// [`PaintError`] with the backend's own words when it refuses.
///
/// # Example
/// ```
/// use offtake::paint::{Paper, paint};
/// use offtake::scene::{Ink, Mark, Rect, Scene, Shape, Tag, Theme};
/// let mut scene = Scene::new(40.0, 20.0, Theme::LIGHT.ground);
/// let bar = Shape::Rect(Rect { x: 4.0, y: 5.0, width: 30.0, height: 10.0 });
/// scene.marks.push(Mark::plain(bar, Ink::Fill(Theme::LIGHT.ally)));
/// let mut drawn = String::new();
/// let mut backend = plotters::backend::SVGBackend::with_string(&mut drawn, (80, 40));
/// paint(&scene, &mut backend, Paper::svg(2.0)).unwrap();
/// drop(backend);
/// // On paper with two px for one, the bar is twice as large.
/// assert!(drawn.contains(r##"<rect x="8" y="10" width="60" height="20" opacity="1" fill="#1C62A8""##));
///
/// // On bare paper nothing is painted that was there for the pointer alone.
/// let row = Shape::Rect(Rect { x: 0.0, y: 0.0, width: 40.0, height: 20.0 });
/// let tag = Tag { id: "row".into(), words: "a row".into() };
/// scene.marks.push(Mark::tagged(row, Ink::Fill(scene.ground), &tag));
/// let mut bare = String::new();
/// let mut backend = plotters::backend::SVGBackend::with_string(&mut bare, (80, 40));
/// paint(&scene, &mut backend, Paper { bare: true, ..Paper::svg(2.0) }).unwrap();
/// drop(backend);
/// assert_eq!((drawn.matches("<rect").count(), bare.matches("<rect").count()), (2, 1));
/// ```
pub fn paint<B: DrawingBackend>(scene: &Scene, backend: &mut B, paper: Paper) -> Result<(), PaintError> {
    let page = Rect { x: 0.0, y: 0.0, width: scene.width, height: scene.height };
    let mut pen = Pen { backend, paper };
    if !paper.bare {
        pen.rect(&page, &filled(scene.ground))?;
    }
    // What only says where something is: on another ground it would be seen.
    let unseen = |mark: &&Mark| paper.bare && mark.tag.is_some() && mark.ink == Ink::Fill(scene.ground);
    for mark in scene.marks.iter().filter(|mark| !unseen(mark)) {
        pen.mark(mark)?;
    }
    pen.backend.present().map_err(refused)
}

/// Paints a scene as an SVG document whose `viewBox` is in half CSS px: whole numbers, so the same bytes everywhere.
///
/// # Errors
/// [`PaintError`] when the backend refuses.
///
/// # Example
/// ```
/// use offtake::paint::svg;
/// use offtake::scene::{Anchor, Scene, Theme};
/// let mut scene = Scene::new(320.0, 100.0, Theme::LIGHT.ground);
/// scene.text("Mine & refinery", (8.0, 20.0), Anchor::Start, 12.0, false, Theme::LIGHT.ink);
/// let document = svg(&scene).unwrap();
/// assert!(document.starts_with(r#"<svg width="320" height="100" viewBox="0 0 640 200""#));
/// assert!(document.contains("Mine &amp; refinery"));
/// ```
pub fn svg(scene: &Scene) -> Result<String, PaintError> {
    const PX: f64 = 2.0;
    let size = (whole(scene.width * PX).unsigned_abs(), whole(scene.height * PX).unsigned_abs());
    let mut pen = SvgPen::new(size, (whole(scene.width), whole(scene.height)));
    paint(scene, &mut pen, Paper::svg(PX))?;
    Ok(pen.finish())
}

struct Pen<'a, B: DrawingBackend> {
    backend: &'a mut B,
    paper: Paper,
}

impl<B: DrawingBackend> Pen<'_, B> {
    fn mark(&mut self, mark: &Mark) -> Result<(), PaintError> {
        match (&mark.shape, &mark.ink) {
            (Shape::Text { words, at, anchor, size, bold }, Ink::Fill(color)) => {
                self.text(words, *at, *anchor, *size, *bold, *color)
            }
            (Shape::Text { .. }, _) => Ok(()),
            (Shape::Line(points), ink) => match ink {
                Ink::Fill(color) => self.line(points, *color, 1.0),
                Ink::Outline { color, width } | Ink::Edged { edge: color, width, .. } => {
                    self.line(points, *color, *width)
                }
                Ink::Hatch { lines, .. } => self.line(points, *lines, 1.0),
            },
            (Shape::Rect(area), Ink::Fill(color)) => self.rect(area, &filled(*color)),
            (Shape::Rect(area), ink) => self.ring(&corners(area), ink),
            (Shape::Dot { centre, radius }, ink) => self.dot(*centre, *radius, ink),
            (Shape::Polygon(ring), ink) => self.ring(ring, ink),
        }
    }

    fn ring(&mut self, ring: &[Point], ink: &Ink) -> Result<(), PaintError> {
        match ink {
            Ink::Fill(color) => self.fill(ring, *color),
            Ink::Outline { color, width } => self.closed(ring, *color, *width),
            Ink::Edged { fill, edge, width } => {
                self.fill(ring, *fill)?;
                self.closed(ring, *edge, *width)
            }
            Ink::Hatch { ground, lines, spacing } => {
                self.fill(ring, *ground)?;
                for (from, to) in hatch_lines(ring, *spacing) {
                    self.line(&[from, to], *lines, 1.0)?;
                }
                Ok(())
            }
        }
    }

    fn fill(&mut self, ring: &[Point], color: Color) -> Result<(), PaintError> {
        let points: Vec<BackendCoord> = ring.iter().map(|point| self.place(*point)).collect();
        self.backend.fill_polygon(points, &filled(color)).map_err(refused)
    }

    fn closed(&mut self, ring: &[Point], color: Color, width: f64) -> Result<(), PaintError> {
        let points: Vec<BackendCoord> =
            ring.iter().chain(ring.first()).map(|point| self.place(*point)).collect();
        let style = self.stroke(color, width);
        self.backend.draw_path(points, &style).map_err(refused)
    }

    fn line(&mut self, points: &[Point], color: Color, width: f64) -> Result<(), PaintError> {
        let style = self.stroke(color, width);
        // An upright or level hairline is a filled box of whole device px: a stroke would smear over two.
        if let [(x0, y0), (x1, y1)] = points
            && (x0 == x1 || y0 == y1)
        {
            let (left, top) = self.place((x0.min(*x1), y0.min(*y1)));
            let (right, bottom) = self.place((x0.max(*x1), y0.max(*y1)));
            let thick = i32::try_from(style.stroke_width).unwrap_or(1);
            let corner = if y0 == y1 { (right, top + thick) } else { (left + thick, bottom) };
            return self.backend.draw_rect((left, top), corner, &filled(color), true).map_err(refused);
        }
        let points: Vec<BackendCoord> = points.iter().map(|point| self.place(*point)).collect();
        self.backend.draw_path(points, &style).map_err(refused)
    }

    fn rect(&mut self, area: &Rect, style: &ShapeStyle) -> Result<(), PaintError> {
        let from = self.place((area.x, area.y));
        let to = self.place((area.x + area.width, area.y + area.height));
        self.backend.draw_rect(from, to, style, style.filled).map_err(refused)
    }

    fn dot(&mut self, centre: Point, radius: f64, ink: &Ink) -> Result<(), PaintError> {
        let at = self.place(centre);
        let size = whole(radius * self.paper.px).unsigned_abs().max(1);
        let (fill, edge) = match ink {
            Ink::Fill(color) => (Some(*color), None),
            Ink::Outline { color, width } => (None, Some((*color, *width))),
            Ink::Edged { fill, edge, width } => (Some(*fill), Some((*edge, *width))),
            Ink::Hatch { ground, lines, .. } => (Some(*ground), Some((*lines, 1.0))),
        };
        if let Some(color) = fill {
            self.backend.draw_circle(at, size, &filled(color), true).map_err(refused)?;
        }
        if let Some((color, width)) = edge {
            let style = self.stroke(color, width);
            self.backend.draw_circle(at, size, &style, false).map_err(refused)?;
        }
        Ok(())
    }

    fn text(
        &mut self,
        words: &str,
        (x, y): Point,
        anchor: Anchor,
        size: f64,
        bold: bool,
        color: Color,
    ) -> Result<(), PaintError> {
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let weight = if bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name(FONT), size * self.paper.px * self.paper.text, weight);
        let color = rgb(color);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(side, VPos::Bottom));
        let at = self.place((x, y + self.paper.drop * size));
        self.backend.draw_text(words, &style, at).map_err(refused)
    }

    fn place(&self, (x, y): Point) -> BackendCoord {
        (whole(x * self.paper.px), whole(y * self.paper.px))
    }

    fn stroke(&self, color: Color, width: f64) -> ShapeStyle {
        rgb(color).stroke_width(whole(width * self.paper.px).unsigned_abs().max(1))
    }
}

fn corners(area: &Rect) -> [Point; 4] {
    let (right, bottom) = (area.x + area.width, area.y + area.height);
    [(area.x, area.y), (right, area.y), (right, bottom), (area.x, bottom)]
}

fn rgb(Color(red, green, blue): Color) -> RGBColor {
    RGBColor(red, green, blue)
}

fn filled(color: Color) -> ShapeStyle {
    rgb(color).filled()
}

/// Rounds to a device px, halves away from 0. Rust's cast is saturating, so no coordinate can wrap around. A browser has an
/// instruction that cuts, and none that rounds so.
fn whole(value: f64) -> i32 {
    let cut = value.trunc();
    let rest = value - cut;
    let more = if rest.abs() < 0.5 { 0.0 } else { rest.signum() };
    (cut + more) as i32
}

fn refused<E: std::error::Error + Send + Sync>(error: E) -> PaintError {
    PaintError(error.to_string())
}
