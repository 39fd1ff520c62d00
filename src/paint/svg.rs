use std::fmt::Write;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use super::PaintError;
use crate::terms::plain;

/// Writes what plotters' own SVG backend writes, byte for byte, without its fonts, files and turned text: a reader of the
/// page pays for what pictures use.
pub(super) struct SvgPen {
    body: String,
    size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<PaintError>>;

impl SvgPen {
    /// An empty page of a size in the units of the drawing, shown in a size of CSS px.
    pub(super) fn new(size: (u32, u32), shown: (i32, i32)) -> SvgPen {
        let mut body = String::new();
        open(
            &mut body,
            "svg",
            &[
                ("width", &shown.0.to_string()),
                ("height", &shown.1.to_string()),
                ("viewBox", &format!("0 0 {} {}", size.0, size.1)),
                ("xmlns", "http://www.w3.org/2000/svg"),
            ],
        );
        body.push_str(">\n");
        SvgPen { body, size }
    }

    /// The whole document.
    pub(super) fn finish(mut self) -> String {
        self.body.push_str("</svg>\n");
        self.body
    }

    fn shape(&mut self, name: &str, attributes: &[(&str, &str)]) -> Drawn {
        open(&mut self.body, name, attributes);
        self.body.push_str("/>\n");
        Ok(())
    }
}

/// A tag without its end.
fn open(body: &mut String, name: &str, attributes: &[(&str, &str)]) {
    body.push('<');
    body.push_str(name);
    for (key, value) in attributes {
        body.push(' ');
        body.push_str(key);
        body.push_str("=\"");
        escape(body, value);
        body.push('"');
    }
}

fn escape(body: &mut String, words: &str) {
    for letter in words.chars() {
        match letter {
            '<' => body.push_str("&lt;"),
            '>' => body.push_str("&gt;"),
            '&' => body.push_str("&amp;"),
            '"' => body.push_str("&quot;"),
            '\'' => body.push_str("&apos;"),
            other => body.push(other),
        }
    }
}

fn hex(color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// What is filled and what is drawn around: one of them in the colour.
fn painted(color: BackendColor, fill: bool) -> (String, String) {
    if fill { (hex(color), "none".to_owned()) } else { ("none".to_owned(), hex(color)) }
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut out = String::new();
    for (x, y) in path {
        // Writing to a string cannot fail.
        let _ = write!(out, "{x},{y} ");
    }
    out
}

impl DrawingBackend for SvgPen {
    type ErrorType = PaintError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(at, (at.0 + 1, at.1 + 1), &color, true)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (fill, stroke) = painted(style.color(), fill);
        self.shape(
            "rect",
            &[
                ("x", &from.0.to_string()),
                ("y", &from.1.to_string()),
                ("width", &(to.0 - from.0).to_string()),
                ("height", &(to.1 - from.1).to_string()),
                ("fill", &fill),
                ("stroke", &stroke),
            ],
        )
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.shape(
            "polyline",
            &[
                ("fill", "none"),
                ("stroke", &hex(style.color())),
                ("stroke-width", &style.stroke_width().to_string()),
                ("points", &points(path)),
            ],
        )
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.shape("polygon", &[("fill", &hex(style.color())), ("points", &points(path))])
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (fill, stroke) = painted(style.color(), fill);
        self.shape(
            "circle",
            &[
                ("cx", &centre.0.to_string()),
                ("cy", &centre.1.to_string()),
                ("r", &radius.to_string()),
                ("fill", &fill),
                ("stroke", &stroke),
                ("stroke-width", &style.stroke_width().to_string()),
            ],
        )
    }

    fn draw_text<S: BackendTextStyle>(&mut self, words: &str, style: &S, at: BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Right => "end",
            HPos::Center => "middle",
        };
        let (x, y) = (at.0.to_string(), at.1.to_string());
        // Half an ex up for what is anchored at its bottom, and the size in parts of 1.24, as plotters has it.
        let (size, fill, family) = (plain(style.size() / 1.24), hex(style.color()), style.family());
        let mut attributes = vec![
            ("x", x.as_str()),
            ("y", &y),
            ("dy", "-0.5ex"),
            ("text-anchor", anchor),
            ("font-family", family.as_str()),
            ("font-size", &size),
            ("fill", &fill),
        ];
        if matches!(style.style(), FontStyle::Bold) {
            attributes.push(("font-weight", "bold"));
        }
        open(&mut self.body, "text", &attributes);
        self.body.push_str(">\n");
        escape(&mut self.body, words);
        self.body.push_str("\n</text>\n");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plotters::backend::SVGBackend;

    use super::super::{Paper, paint, svg, whole};
    use crate::scene::{Anchor, Color, Ink, Mark, Rect, Scene, Shape};

    /// Every shape in every ink, and words with all that must be escaped.
    fn scene() -> Scene {
        let (red, blue) = (Color(200, 10, 10), Color(1, 2, 250));
        let inks = [
            Ink::Fill(red),
            Ink::Outline { color: blue, width: 1.5 },
            Ink::Edged { fill: red, edge: blue, width: 2.0 },
            Ink::Hatch { ground: red, lines: blue, spacing: 4.0 },
        ];
        let ring = vec![(10.0, 10.0), (30.5, 12.0), (20.0, 31.25)];
        let mut shapes = vec![
            Shape::Line(ring.clone()),
            Shape::Line(vec![(1.0, 5.0), (40.0, 5.0)]),
            Shape::Rect(Rect { x: 3.0, y: 4.0, width: 20.0, height: 7.5 }),
            Shape::Dot { centre: (50.0, 50.0), radius: 6.3 },
            Shape::Polygon(ring),
        ];
        for (size, anchor) in [(12.0, Anchor::Start), (13.0, Anchor::Middle), (18.5, Anchor::End)] {
            let words = "L’« <or> » & \"gris\" l'été".to_owned();
            shapes.push(Shape::Text { words, at: (60.0, 70.0), anchor, size, bold: size > 13.0 });
        }
        let marks = shapes.iter().flat_map(|shape| {
            inks.iter().map(|ink| Mark { shape: shape.clone(), ink: ink.clone(), tag: None })
        });
        Scene { width: 120.4, height: 80.0, ground: Color(255, 255, 255), marks: marks.collect(), pane: None }
    }

    #[test]
    fn it_is_what_plotters_writes() {
        let scene = scene();
        let size = (whole(scene.width * 2.0).unsigned_abs(), whole(scene.height * 2.0).unsigned_abs());
        let mut theirs = String::new();
        paint(&scene, &mut SVGBackend::with_string(&mut theirs, size), Paper::svg(2.0)).unwrap();
        let theirs = theirs
            .replacen("<svg width=\"241\" height=\"160\"", "<svg width=\"120\" height=\"80\"", 1)
            .replace(" opacity=\"1\"", "");
        assert_eq!(svg(&scene).unwrap(), theirs);
    }
}
