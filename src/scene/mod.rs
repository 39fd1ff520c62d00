//! Shapes on a page. A scene is what is left when every question about figures, words and room has been answered:
//! it can only be painted. It knows no mineral, no country, no language and no browser.

mod clip;
mod hatch;
mod mark;
mod pick;
mod ruler;
mod text;
mod theme;
mod tween;
mod window;

pub use clip::{clip_line, clip_ring};
pub use hatch::hatch_lines;
pub use mark::{Anchor, Ink, Mark, Point, Rect, Scene, Shape, Tag};
pub use pick::{REACH, focus_centre, holds, inside, pick, tags};
pub use ruler::{TableRuler, TextRuler};
pub use text::{TextBlock, wrap};
pub use theme::{Color, Role, Theme};
pub use tween::{Tween, WAY_MS};
pub use window::{Pane, Window};
