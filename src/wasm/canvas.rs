//! The page's canvas as a plotters backend. It keeps one path an outline: a map that is drawn again is only coloured
//! again. State is set when it changes, since each setting crosses into the browser.

use std::cell::RefCell;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, Path2d};

use crate::paint::font;
use crate::terms::Map;

/// Shorter outlines are drawn as quickly as they are looked up.
const LONG: usize = 12;
/// More paths than a page of charts has are those of sizes and windows that are gone.
const MOST_PATHS: usize = 4096;

thread_local! {
    /// Paths by their points, in device px.
    static PATHS: RefCell<Map<(u64, usize), Path2d>> = const { RefCell::new(Map::new()) };
}

/// A canvas that refused.
#[derive(Debug, thiserror::Error)]
#[error("the canvas refused to draw")]
pub(super) struct Refused;

/// Draws on a canvas.
pub(super) struct Pen<'a> {
    context: &'a CanvasRenderingContext2d,
    size: (u32, u32),
    fill: Option<(u8, u8, u8)>,
    stroke: Option<((u8, u8, u8), u32)>,
    font: String,
    sides: Option<(&'static str, &'static str)>,
}

impl<'a> Pen<'a> {
    /// A pen for a canvas whose backing store has so many px.
    pub(super) fn new(context: &'a CanvasRenderingContext2d, size: (u32, u32)) -> Pen<'a> {
        Pen { context, size, fill: None, stroke: None, font: String::new(), sides: None }
    }

    fn filled(&mut self, color: BackendColor) {
        if self.fill != Some(color.rgb) {
            self.context.set_fill_style_str(&css(color.rgb));
            self.fill = Some(color.rgb);
        }
    }

    fn stroked(&mut self, style: &impl BackendStyle) {
        let wanted = (style.color().rgb, style.stroke_width());
        if self.stroke.is_none_or(|(color, _)| color != wanted.0) {
            self.context.set_stroke_style_str(&css(wanted.0));
        }
        if self.stroke.is_none_or(|(_, width)| width != wanted.1) {
            self.context.set_line_width(f64::from(wanted.1));
        }
        self.stroke = Some(wanted);
    }

    /// Runs along points, as a path that is kept or as the one at hand.
    fn trace(&self, points: &[BackendCoord], closed: bool) -> Result<Option<Path2d>, JsValue> {
        if points.len() < LONG {
            self.context.begin_path();
            along(
                points,
                closed,
                &|x, y| self.context.move_to(x, y),
                &|x, y| self.context.line_to(x, y),
                &|| {
                    self.context.close_path();
                },
            );
            return Ok(None);
        }
        let key = (fingerprint(points, closed), points.len());
        PATHS.with_borrow_mut(|paths| {
            if let Some(path) = paths.get(&key) {
                return Ok(Some(path.clone()));
            }
            let path = Path2d::new()?;
            along(points, closed, &|x, y| path.move_to(x, y), &|x, y| path.line_to(x, y), &|| {
                path.close_path()
            });
            if paths.len() >= MOST_PATHS {
                paths.clear();
            }
            paths.insert(key, path.clone());
            Ok(Some(path))
        })
    }
}

fn along(
    points: &[BackendCoord],
    closed: bool,
    start: &dyn Fn(f64, f64),
    line: &dyn Fn(f64, f64),
    close: &dyn Fn(),
) {
    for (index, (x, y)) in points.iter().enumerate() {
        let to = if index == 0 { start } else { line };
        to(f64::from(*x), f64::from(*y));
    }
    if closed {
        close();
    }
}

/// FNV-1a over the points.
fn fingerprint(points: &[BackendCoord], closed: bool) -> u64 {
    let step = |sum: u64, part: i32| (sum ^ u64::from(part as u32)).wrapping_mul(0x0100_0000_01b3);
    let start = 0xcbf2_9ce4_8422_2325 ^ u64::from(closed);
    points.iter().fold(start, |sum, (x, y)| step(step(sum, *x), *y))
}

fn css((red, green, blue): (u8, u8, u8)) -> String {
    format!("rgb({red},{green},{blue})")
}

type Done = Result<(), DrawingErrorKind<Refused>>;

fn refused(_: JsValue) -> DrawingErrorKind<Refused> {
    DrawingErrorKind::DrawingError(Refused)
}

impl DrawingBackend for Pen<'_> {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Done {
        self.filled(color);
        self.context.fill_rect(f64::from(x), f64::from(y), 1.0, 1.0);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        let (x, y) = (f64::from(left), f64::from(top));
        let (width, height) = (f64::from(right - left), f64::from(bottom - top));
        if fill {
            self.filled(style.color());
            self.context.fill_rect(x, y, width, height);
        } else {
            self.stroked(style);
            self.context.stroke_rect(x, y, width, height);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let points: Vec<BackendCoord> = path.into_iter().collect();
        self.stroked(style);
        match self.trace(&points, false).map_err(refused)? {
            Some(path) => self.context.stroke_with_path(&path),
            None => self.context.stroke(),
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let points: Vec<BackendCoord> = path.into_iter().collect();
        self.filled(style.color());
        match self.trace(&points, true).map_err(refused)? {
            Some(path) => self.context.fill_with_path_2d(&path),
            None => self.context.fill(),
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        self.context.begin_path();
        let round = std::f64::consts::TAU;
        self.context.arc(f64::from(x), f64::from(y), f64::from(radius), 0.0, round).map_err(refused)?;
        if fill {
            self.filled(style.color());
            self.context.fill();
        } else {
            self.stroked(style);
            self.context.stroke();
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Done {
        let anchor = style.anchor();
        let sides = (
            match anchor.h_pos {
                HPos::Left => "left",
                HPos::Center => "center",
                HPos::Right => "right",
            },
            match anchor.v_pos {
                VPos::Top => "top",
                VPos::Center => "middle",
                VPos::Bottom => "bottom",
            },
        );
        if self.sides != Some(sides) {
            self.context.set_text_align(sides.0);
            self.context.set_text_baseline(sides.1);
            self.sides = Some(sides);
        }
        let font = font(style.size(), matches!(style.style(), FontStyle::Bold));
        if self.font != font {
            self.context.set_font(&font);
            self.font = font;
        }
        self.filled(style.color());
        self.context.fill_text(text, f64::from(x), f64::from(y)).map_err(refused)
    }
}
