use super::theme::Color;
use super::window::Pane;

/// A place on the page in CSS px, right and down from the upper left corner.
pub type Point = (f64, f64);

/// An upright box in CSS px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// Whether a point lies in the box or on its edge.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::Rect;
    /// let bar = Rect { x: 10.0, y: 20.0, width: 100.0, height: 12.0 };
    /// assert!(bar.holds((110.0, 32.0)), "its edge is part of it");
    /// assert!(!bar.holds((110.0, 33.0)));
    /// ```
    pub fn holds(&self, (x, y): Point) -> bool {
        x >= self.x && x <= self.x + self.width && y >= self.y && y <= self.y + self.height
    }

    /// The middle of the box.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::Rect;
    /// let bar = Rect { x: 10.0, y: 20.0, width: 100.0, height: 12.0 };
    /// assert_eq!(bar.centre(), (60.0, 26.0));
    /// ```
    pub fn centre(&self) -> Point {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

/// Which side of its point a line of text lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text begins at the point.
    Start,
    /// The text is centred on the point.
    Middle,
    /// The text ends at the point.
    End,
}

/// What a mark looks like in space.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One closed ring.
    Polygon(Vec<Point>),
    /// An upright box.
    Rect(Rect),
    /// A disc.
    Dot {
        /// Its middle.
        centre: Point,
        /// Its radius in CSS px.
        radius: f64,
    },
    /// An open line.
    Line(Vec<Point>),
    /// One line of text, `at` being the start, middle or end of its baseline.
    Text {
        /// The words.
        words: String,
        /// Where the baseline is pinned.
        at: Point,
        /// Which part of it is pinned.
        anchor: Anchor,
        /// Size in CSS px.
        size: f64,
        /// Bold or regular.
        bold: bool,
    },
}

/// How a shape is coloured.
#[derive(Clone, Debug, PartialEq)]
pub enum Ink {
    /// Filled, or for text and lines: drawn, in one colour.
    Fill(Color),
    /// Outline only: a target, a claim, a contract not yet binding.
    Outline {
        /// The line's colour.
        color: Color,
        /// The line's width in CSS px.
        width: f64,
    },
    /// Filled with an edge, as a country is against its neighbours.
    Edged {
        /// The area.
        fill: Color,
        /// The edge.
        edge: Color,
        /// The edge's width in CSS px.
        width: f64,
    },
    /// Diagonal lines on a ground: not known.
    Hatch {
        /// The ground.
        ground: Color,
        /// The lines.
        lines: Color,
        /// Distance between lines in CSS px.
        spacing: f64,
    },
}

/// What the pointer and the arrow keys find: an id that the chart gave, and words about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag {
    /// The chart's own id of the thing, for example `JPN`.
    pub id: String,
    /// What to say about it, complete: `Japan: 71% of 29,900 t`.
    pub words: String,
}

/// A shape with its ink, and perhaps a tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it looks like in space.
    pub shape: Shape,
    /// How it is coloured.
    pub ink: Ink,
    /// What the pointer finds here. Several marks may carry the same tag.
    pub tag: Option<Tag>,
}

/// A whole picture, painted in the order of its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width in CSS px.
    pub width: f64,
    /// Height in CSS px.
    pub height: f64,
    /// The ground that everything is painted on.
    pub ground: Color,
    /// The marks, the last on top.
    pub marks: Vec<Mark>,
    /// The part of the page that can be looked into more closely, if there is one.
    pub pane: Option<Pane>,
}

impl Mark {
    /// A mark that the pointer does not find.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Ink, Mark, Scene, Shape, Theme, pick};
    /// let mut scene = Scene::new(320.0, 100.0, Theme::LIGHT.ground);
    /// let land = vec![(10.0, 10.0), (90.0, 10.0), (90.0, 90.0)];
    /// scene.marks.push(Mark::plain(Shape::Polygon(land), Ink::Fill(Theme::LIGHT.land)));
    /// assert_eq!(pick(&scene, (80.0, 40.0)), None, "there is nothing to say about it");
    /// ```
    pub fn plain(shape: Shape, ink: Ink) -> Mark {
        Mark { shape, ink, tag: None }
    }

    /// The same mark with a tag.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Ink, Mark, Scene, Shape, Tag, Theme, pick};
    /// let mut scene = Scene::new(320.0, 100.0, Theme::LIGHT.ground);
    /// let japan = Tag { id: "JPN".into(), words: "Japan: 89% of 46,200 t".into() };
    /// let dot = Shape::Dot { centre: (60.0, 40.0), radius: 4.0 };
    /// scene.marks.push(Mark::tagged(dot, Ink::Fill(Theme::LIGHT.ally), &japan));
    /// assert_eq!(pick(&scene, (62.0, 41.0)), Some(&japan));
    /// ```
    pub fn tagged(shape: Shape, ink: Ink, tag: &Tag) -> Mark {
        Mark { shape, ink, tag: Some(tag.clone()) }
    }
}

impl Scene {
    /// An empty page.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Scene, Theme};
    /// let page = Scene::new(320.0, 200.0, Theme::DARK.ground);
    /// assert_eq!((page.width, page.height), (320.0, 200.0));
    /// assert!(page.marks.is_empty() && page.pane.is_none());
    /// ```
    pub fn new(width: f64, height: f64, ground: Color) -> Scene {
        Scene { width, height, ground, marks: Vec::new(), pane: None }
    }

    /// Adds a line of text.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Anchor, Scene, Shape, Theme};
    /// let mut page = Scene::new(320.0, 200.0, Theme::LIGHT.ground);
    /// page.text("3,430 t", (312.0, 40.0), Anchor::End, 12.0, false, Theme::LIGHT.ink);
    /// let Shape::Text { words, at, .. } = &page.marks[0].shape else { panic!("not a text") };
    /// assert_eq!((words.as_str(), *at), ("3,430 t", (312.0, 40.0)));
    /// ```
    pub fn text(
        &mut self,
        words: impl Into<String>,
        at: Point,
        anchor: Anchor,
        size: f64,
        bold: bool,
        color: Color,
    ) {
        let shape = Shape::Text { words: words.into(), at, anchor, size, bold };
        self.marks.push(Mark::plain(shape, Ink::Fill(color)));
    }

    /// Adds a hairline.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{Ink, Scene, Theme};
    /// let mut page = Scene::new(320.0, 200.0, Theme::LIGHT.ground);
    /// page.hairline((8.0, 40.0), (312.0, 40.0), Theme::LIGHT.hairline);
    /// assert_eq!(page.marks[0].ink, Ink::Outline { color: Theme::LIGHT.hairline, width: 1.0 });
    /// ```
    pub fn hairline(&mut self, from: Point, to: Point, color: Color) {
        self.marks.push(Mark::plain(Shape::Line(vec![from, to]), Ink::Outline { color, width: 1.0 }));
    }
}
