use std::fmt::Write;

use super::unseen::{Area, area, meet};
use super::{attribute, trace};

/// How a shape is painted: what fills it, and the colour and width of the line around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Look<'a> {
    pub fill: Option<&'a str>,
    pub stroke: Option<(&'a str, &'a str)>,
}

/// Something on a page, in the order of painting.
pub struct Piece<'a> {
    /// As it is written by itself.
    text: String,
    /// What a path can be made of, with its look.
    shape: Option<(Look<'a>, Vec<Outline>)>,
    /// No less than what it paints, one for each outline.
    areas: Vec<Area>,
}

enum Outline {
    Corners(Vec<(i64, i64)>),
    /// Centre and radius.
    Dot((i64, i64), i64),
}

impl<'a> Piece<'a> {
    /// A ring, where it is filled, or a line.
    pub fn outline(corners: Vec<(i64, i64)>, look: Look<'a>, area: Option<Area>) -> Piece<'a> {
        let shape = Some((look, vec![Outline::Corners(corners)]));
        Piece { text: String::new(), shape, areas: area.into_iter().collect() }
    }

    /// What is written as it is; `line` says what it paints.
    pub fn other(text: String, line: &str) -> Piece<'a> {
        Piece { text, shape: None, areas: area(line).into_iter().collect() }
    }

    /// A box or a dot of one colour.
    pub fn plain(line: &'a str) -> Option<Piece<'a>> {
        let number = |name: &str| attribute(line, name)?.parse::<i64>().ok();
        let stroke = attribute(line, "stroke").filter(|stroke| *stroke != "none");
        let fill = attribute(line, "fill").filter(|fill| *fill != "none");
        if stroke.is_some() || fill.is_none() || attribute(line, "opacity").is_some() {
            return None;
        }
        let outline = if line.starts_with("<rect") {
            let (x, y) = (number("x")?, number("y")?);
            let (right, bottom) = (x + number("width")?, y + number("height")?);
            Outline::Corners(vec![(x, y), (right, y), (right, bottom), (x, bottom)])
        } else if line.starts_with("<circle") {
            Outline::Dot((number("cx")?, number("cy")?), number("r")?)
        } else {
            return None;
        };
        let width = attribute(line, "stroke-width").unwrap_or_default();
        let text = line.replace(" stroke=\"none\"", "").replace(&format!(" stroke-width=\"{width}\""), "");
        let shape = Some((Look { fill, stroke: None }, vec![outline]));
        Some(Piece { text, shape, areas: area(line).into_iter().collect() })
    }

    pub fn write(&self, out: &mut String) {
        let Some((look, outlines)) = self.shape.as_ref().filter(|_| self.text.is_empty()) else {
            out.push_str(&self.text);
            return;
        };
        let mut line = String::new();
        let mut pen = (0, 0);
        for outline in outlines {
            pen = outline.trace(&mut line, pen, look.fill.is_some());
        }
        // Writing to a string cannot fail.
        let _ = write!(out, "<path d=\"{line}\" fill=\"{}\"", look.fill.unwrap_or("none"));
        if let Some((stroke, width)) = look.stroke {
            let _ = write!(out, " stroke=\"{stroke}\" stroke-width=\"{width}\"");
        }
        out.push_str("/>");
    }

    /// Takes another of the same look into its path, or gives it back: what is filled and lies on its like could be cut out of it,
    /// and a line around it would show.
    fn take(&mut self, other: Piece<'a>) -> Result<(), Piece<'a>> {
        match (&mut self.shape, other.shape) {
            (Some((look, outlines)), Some((like, more)))
                if *look == like && (look.fill.is_none() || !meets(&self.areas, &other.areas)) =>
            {
                outlines.extend(more);
                self.areas.extend(other.areas);
                self.text.clear();
                Ok(())
            }
            (_, shape) => Err(Piece { shape, ..other }),
        }
    }
}

impl Outline {
    /// Writes it from where the pen is; gives where the pen is then.
    fn trace(&self, line: &mut String, pen: (i64, i64), closed: bool) -> (i64, i64) {
        match self {
            Outline::Corners(corners) => {
                trace(line, pen, corners);
                line.push_str(if closed { "z" } else { "" });
                let end = if closed { corners.first() } else { corners.last() };
                end.copied().unwrap_or(pen)
            }
            Outline::Dot((x, y), radius) => {
                let left = (x - radius, *y);
                trace(line, pen, &[left]);
                let (one, two) = (2 * radius, -2 * radius);
                // Writing to a string cannot fail.
                let _ = write!(line, "a{radius} {radius} 0 1 1 {one} 0 {radius} {radius} 0 1 1 {two} 0z");
                left
            }
        }
    }
}

/// The same page with shapes of one look in one path: a browser has some work for every element, however small. Nothing changes
/// its place among what it lies on or under.
pub fn join(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        // Down to the first that it lies on, which it may join itself.
        let mut left = Some(piece);
        for below in out.iter_mut().rev() {
            left = left.and_then(|piece| below.take(piece).err());
            if left.as_ref().is_none_or(|piece| meets(&below.areas, &piece.areas)) {
                break;
            }
        }
        out.extend(left);
    }
    out
}

fn meets(some: &[Area], others: &[Area]) -> bool {
    some.iter().any(|one| others.iter().any(|other| meet(*one, *other)))
}

#[cfg(test)]
mod tests {
    use super::super::joined;

    fn page(inner: &str) -> String {
        joined(&format!(
            "<svg width=\"99\" height=\"99\">\n<rect x=\"0\" y=\"0\" width=\"99\" height=\"99\" fill=\"#FFF\" stroke=\"none\"/>\n{inner}</svg>\n"
        ))
    }

    fn box_at(x: u32, fill: &str) -> String {
        format!("<rect x=\"{x}\" y=\"1\" width=\"10\" height=\"9\" fill=\"{fill}\" stroke=\"none\"/>\n")
    }

    #[test]
    fn boxes_and_dots_of_a_colour_are_one_path() {
        let dot = "<circle cx=\"40\" cy=\"5\" r=\"3\" fill=\"#A00\" stroke=\"none\" stroke-width=\"1\"/>\n";
        let found = page(&(box_at(0, "#A00") + &box_at(10, "#0A0") + &box_at(20, "#A00") + dot));
        let path = "<path d=\"m0 1 10 0 0 9-10 0zm20 0 10 0 0 9-10 0zm17 4a3 3 0 1 1 6 0 3 3 0 1 1 -6 0z\" fill=\"#A00\"/>";
        assert!(found.contains(path), "{found}");
        assert!(
            found.contains("<rect x=\"10\" y=\"1\" width=\"10\" height=\"9\" fill=\"#0A0\"/>"),
            "{found}"
        );
        assert!(page(dot).contains("<circle cx=\"40\" cy=\"5\" r=\"3\" fill=\"#A00\"/>"));
    }

    #[test]
    fn nothing_leaves_what_it_lies_on_or_under() {
        // Red under green under red: the upper red stays above.
        let stack = box_at(0, "#A00") + &box_at(5, "#0A0") + &box_at(8, "#A00");
        assert_eq!(page(&stack).matches("<rect").count(), 4);
        // Two reds that overlap would cut each other out.
        assert_eq!(page(&(box_at(0, "#A00") + &box_at(5, "#A00"))).matches("<rect").count(), 3);
        // Under words.
        let words = "<text x=\"21\" y=\"9\" font-size=\"4\">\na\n</text>\n";
        assert!(page(&(box_at(0, "#A00") + words + &box_at(20, "#A00"))).contains("</text><rect"));
    }

    #[test]
    fn lines_of_a_look_are_one_path_where_they_cross_as_well() {
        let line = |points: &str, width: u32| {
            format!(
                "<polyline fill=\"none\" stroke=\"#012\" stroke-width=\"{width}\" points=\"{points} \"/>\n"
            )
        };
        let found = page(&(line("1,1 9,9", 2) + &line("9,1 1,9", 2) + &line("1,5 9,5", 1)));
        assert!(
            found.contains("<path d=\"m1 1 8 8m0-8-8 8\" fill=\"none\" stroke=\"#012\" stroke-width=\"2\"/>"),
            "{found}"
        );
        assert!(
            found.contains("<path d=\"m1 5 8 0\" fill=\"none\" stroke=\"#012\" stroke-width=\"1\"/>"),
            "{found}"
        );
    }
}
