//! The sheet that every picture is drawn on: finding, what is drawn, the drawing, source line.

use super::chart::{Frame, Said};
use crate::scene::{Anchor, Color, Ink, Mark, Rect, Scene, Shape, wrap};

/// Space between the edge of the page and everything on it, in CSS px.
pub(super) const MARGIN: f64 = 8.0;
/// Size of labels, values and source lines in CSS px: nothing on a picture is smaller.
pub(super) const LABEL: f64 = 12.0;
/// A range that is drawn shorter than this would look like a crumb: it stands in the table.
pub(super) const RANGE: f64 = 3.0;
const SUBTITLE: f64 = 13.0;
const SOURCE_GAP: f64 = 16.0;

/// A sign and what it means.
pub(super) enum Key {
    /// A small square of an ink.
    Square(Ink, String),
    /// A dot of an ink.
    Dot(Ink, String),
    /// An upright mark across a bar.
    Tick(Color, String),
    /// A line along a bar, from one value to another.
    Span(Color, String),
    /// A line up a bar with a stroke across it.
    Cross(Color, String),
}

impl Key {
    fn words(&self) -> &str {
        match self {
            Key::Square(_, words)
            | Key::Dot(_, words)
            | Key::Tick(_, words)
            | Key::Span(_, words)
            | Key::Cross(_, words) => words,
        }
    }
}

/// A picture in the making.
pub(super) struct Sheet<'a> {
    frame: &'a Frame<'a>,
    said: &'a Said,
    /// The marks so far.
    pub(super) scene: Scene,
    /// How far down the page is filled, in CSS px.
    pub(super) top: f64,
}

impl<'a> Sheet<'a> {
    /// A page with its finding and what is drawn.
    pub(super) fn begin(frame: &'a Frame<'a>, said: &'a Said) -> Sheet<'a> {
        let mut sheet =
            Sheet { frame, said, scene: Scene::new(frame.width, 0.0, frame.theme.ground), top: MARGIN };
        let size = if frame.width < 480.0 { 18.0 } else { 20.0 };
        sheet.paragraph(&said.title, size, true, frame.theme.ink);
        sheet.top += 4.0;
        let (shown, _) = halves(&said.subtitle);
        sheet.paragraph(shown, SUBTITLE, false, frame.theme.soft);
        sheet.top += 12.0;
        sheet
    }

    /// Width between the margins; at least 1, so that a frame too narrow to read is still a drawing.
    pub(super) fn width(&self) -> f64 {
        (self.frame.width - 2.0 * MARGIN).max(1.0)
    }

    /// Text over the whole width, then moves down past it.
    pub(super) fn paragraph(&mut self, words: &str, size: f64, bold: bool, color: Color) {
        let block = wrap(words, self.width(), size, bold, self.frame.ruler);
        for line in &block.lines {
            let baseline = self.top + size;
            self.scene.text(line.as_str(), (MARGIN, baseline), Anchor::Start, size, bold, color);
            self.top += block.leading;
        }
    }

    /// Words in soft ink to the right of a sign, then moves down past them.
    pub(super) fn beside_sign(&mut self, words: &str, indent: f64) {
        let soft = self.frame.theme.soft;
        let block = wrap(words, (self.width() - indent).max(1.0), LABEL, false, self.frame.ruler);
        for line in &block.lines {
            let at = (MARGIN + indent, self.top + LABEL - 1.0);
            self.scene.text(line.as_str(), at, Anchor::Start, LABEL, false, soft);
            self.top += block.leading;
        }
    }

    /// Signs with their meanings, side by side, broken into lines where they do not fit.
    pub(super) fn keys(&mut self, entries: &[Key]) {
        let soft = self.frame.theme.soft;
        let mut x = MARGIN;
        for entry in entries {
            // What is longer than the page goes on in lines below.
            let room = (self.width() - 18.0).max(1.0);
            let block = wrap(entry.words(), room, LABEL, false, self.frame.ruler);
            let widest = block.lines.iter().map(|line| self.frame.ruler.width(line, LABEL, false));
            let wide = 18.0 + widest.fold(0.0, f64::max);
            if x > MARGIN && x + wide > self.frame.width - MARGIN {
                x = MARGIN;
                self.top += 20.0;
            }
            let (sign, ink) = match entry {
                Key::Square(ink, _) => {
                    (Shape::Rect(Rect { x, y: self.top + 1.0, width: 12.0, height: 12.0 }), ink.clone())
                }
                Key::Dot(ink, _) => {
                    (Shape::Dot { centre: (x + 6.0, self.top + 7.0), radius: 5.0 }, ink.clone())
                }
                Key::Tick(color, _) => {
                    let tick = Rect { x: x + 4.5, y: self.top - 1.0, width: 3.0, height: 16.0 };
                    (Shape::Rect(tick), Ink::Fill(*color))
                }
                Key::Cross(color, _) => {
                    let across = Rect { x: x + 2.0, y: self.top + 4.0, width: 8.0, height: 2.0 };
                    self.scene.marks.push(Mark::plain(Shape::Rect(across), Ink::Fill(*color)));
                    let up = Rect { x: x + 5.0, y: self.top - 1.0, width: 2.0, height: 16.0 };
                    (Shape::Rect(up), Ink::Fill(*color))
                }
                Key::Span(color, _) => {
                    let span = Rect { x, y: self.top + 6.0, width: 12.0, height: 2.0 };
                    (Shape::Rect(span), Ink::Fill(*color))
                }
            };
            self.scene.marks.push(Mark::plain(sign, ink));
            for (line, words) in block.lines.iter().enumerate() {
                let at = (x + 18.0, self.top + 11.0 + line as f64 * block.leading);
                self.scene.text(words.as_str(), at, Anchor::Start, LABEL, false, soft);
            }
            x += wide + 16.0;
            if block.lines.len() > 1 {
                self.top += (block.lines.len() - 1) as f64 * block.leading;
                x = self.frame.width;
            }
        }
        self.top += 20.0;
    }

    /// The source line, and the height that the page has come to.
    pub(super) fn finish(mut self) -> Scene {
        self.top += SOURCE_GAP;
        let (_, basis) = halves(&self.said.subtitle);
        if !basis.is_empty() {
            self.paragraph(basis, LABEL, false, self.frame.theme.soft);
            self.top += 4.0;
        }
        self.paragraph(&self.said.source, LABEL, false, self.frame.theme.soft);
        self.scene.height = (self.top + MARGIN).ceil();
        self.scene
    }
}

/// What of a subtitle stands under the title, and what of it, on its second line, at the foot: the basis of the figures.
fn halves(subtitle: &str) -> (&str, &str) {
    subtitle.split_once('\n').unwrap_or((subtitle, ""))
}

/// A name cut with an ellipsis where it is wider than its column.
pub(super) fn fitted(name: &str, width: f64, bold: bool, frame: &Frame<'_>) -> String {
    if frame.ruler.width(name, LABEL, bold) <= width {
        return name.to_owned();
    }
    let mut cut: String = name.to_owned();
    while cut.pop().is_some() {
        let short = format!("{}…", cut.trim_end());
        if frame.ruler.width(&short, LABEL, bold) <= width {
            return short;
        }
    }
    String::new()
}
