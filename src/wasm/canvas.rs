use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use web_sys::CanvasRenderingContext2d;

use crate::paint::font;

/// plotters on the canvas of a browser: what plotters-canvas is, without a document to measure text in and without colours
/// of other kinds than ours.
pub(super) struct CanvasPen<'a>(pub(super) &'a CanvasRenderingContext2d);

/// A canvas that refused, say for want of memory.
#[derive(Debug, thiserror::Error)]
#[error("the canvas refused to draw")]
pub(super) struct Refused;

type Drawn = Result<(), DrawingErrorKind<Refused>>;

impl CanvasPen<'_> {
    fn fill_style(&self, color: BackendColor) {
        self.0.set_fill_style_str(&hex(color));
    }

    fn line_style(&self, style: &impl BackendStyle) {
        self.0.set_stroke_style_str(&hex(style.color()));
        self.0.set_line_width(f64::from(style.stroke_width()));
    }

    /// Leads the pen along points.
    fn follow(&self, path: impl IntoIterator<Item = BackendCoord>) {
        self.0.begin_path();
        // The first `lineTo` of a path only moves.
        for (x, y) in path {
            self.0.line_to(f64::from(x), f64::from(y));
        }
    }
}

fn hex(color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

impl DrawingBackend for CanvasPen<'_> {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        self.0.canvas().map_or((0, 0), |canvas| (canvas.width(), canvas.height()))
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
        let (x, y) = (f64::from(from.0), f64::from(from.1));
        let (width, height) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
        if fill {
            self.fill_style(style.color());
            self.0.fill_rect(x, y, width, height);
        } else {
            self.line_style(style);
            self.0.stroke_rect(x, y, width, height);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.line_style(style);
        self.follow(path);
        self.0.stroke();
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.fill_style(style.color());
        self.follow(path);
        self.0.fill();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.0.begin_path();
        let (x, y) = (f64::from(centre.0), f64::from(centre.1));
        let around = self.0.arc(x, y, f64::from(radius), 0.0, std::f64::consts::TAU);
        around.map_err(|_| DrawingErrorKind::DrawingError(Refused))?;
        if fill {
            self.fill_style(style.color());
            self.0.fill();
        } else {
            self.line_style(style);
            self.0.stroke();
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, words: &str, style: &S, at: BackendCoord) -> Drawn {
        self.0.set_text_baseline("bottom");
        self.0.set_text_align(match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Right => "end",
            HPos::Center => "center",
        });
        self.fill_style(style.color());
        self.0.set_font(&font(style.size(), matches!(style.style(), FontStyle::Bold)));
        let drawn = self.0.fill_text(words, f64::from(at.0), f64::from(at.1));
        drawn.map_err(|_| DrawingErrorKind::DrawingError(Refused))
    }
}
