//! What a frame paints first: its finished picture, without waiting for a style sheet, which would choose between its two widths
//! and between light and dark. A strict policy allows no styles in the page, so attributes choose: each width is clipped by a box
//! whose edge is a thousand times as far from 480 px as the frame's is (`www/first.html`), and each colour is a pair.

use std::path::Path;

use crate::build::{dark, slots};
use crate::failure::Failure;

const TEMPLATE: &str = "first.html";

/// The finished pictures of a frame, the narrow one and the wide one.
pub struct First {
    stills: [Still; 2],
}

/// A finished picture of a frame at one width.
struct Still {
    /// As wide as there is room, light and dark: the page behind is its ground.
    picture: String,
    /// Of the box in which it is drawn, in CSS px.
    height: f64,
    /// What lies over it to be touched: as large, and empty.
    over: String,
}

impl First {
    /// Of SVGs as [`super::slim::slim`] writes them, each with the height of its box in CSS px, which keeps it from being drawn larger
    /// than its room will let it be; the second may use what is in the first.
    pub fn of(svgs: [(String, f64); 2]) -> First {
        First { stills: svgs.map(|(svg, height)| Still::of(&svg, height)) }
    }

    /// What the page has of them.
    ///
    /// # Errors
    /// [`Failure`] for a template that cannot be read or has a slot that is not known.
    pub fn html(&self, root: &Path) -> Result<String, Failure> {
        let [narrow, wide] = &self.stills;
        slots::fill(&root.join("www").join(TEMPLATE), &slots::template(root, TEMPLATE)?, |name, _| match name
        {
            "narrow" => Some(narrow.picture.clone()),
            "wide" => Some(wide.picture.clone()),
            "height" => Some(narrow.height.max(wide.height).to_string()),
            _ => None,
        })
    }

    /// What lies over each of them.
    pub fn over(&self) -> [String; 2] {
        self.stills.each_ref().map(|still| still.over.clone())
    }
}

impl Still {
    fn of(svg: &str, height: f64) -> Still {
        let tall = format!("<svg height=\"{height}\" ");
        let picture = dark::both(&sizeless(&groundless(svg))).replacen("<svg ", &tall, 1);
        Still { picture, height, over: over(svg) }
    }
}

/// Without the box that everything stands on, the first one.
fn groundless(svg: &str) -> String {
    let ground = svg.split_once("<rect").and_then(|(before, rest)| Some((before, rest.split_once("/>")?.1)));
    ground.map_or_else(|| svg.to_owned(), |(before, after)| format!("{before}{after}"))
}

/// Without a size of its own: an SVG in another is as wide as that. The name of its language goes without saying in a page.
fn sizeless(svg: &str) -> String {
    let Some((head, rest)) = svg.split_once('>') else { return svg.to_owned() };
    let own = |word: &&str| !["width=", "height=", "xmlns="].iter().any(|name| word.starts_with(name));
    // Values have spaces in them: what follows the last quote of one attribute begins the next.
    let attributes: Vec<&str> = head.split_inclusive("\" ").filter(own).collect();
    format!("{}>{rest}", attributes.concat().trim_end())
}

/// The page of a picture without anything on it, but for how its land is moved to its place.
fn over(svg: &str) -> String {
    let head = svg.split_inclusive('>').next().unwrap_or_default();
    let moved = svg.split_once(" transform=\"").and_then(|(_, rest)| rest.split_once('"'));
    let moved = moved.map_or_else(String::new, |(moved, _)| format!("<g transform=\"{moved}\"></g>"));
    format!("{head}{moved}</svg>")
}

#[cfg(test)]
mod tests {
    use super::Still;

    #[test]
    fn a_still_has_no_ground_and_the_height_of_its_box_and_says_the_same() {
        let svg = "<svg font-family=\"A B, C\" width=\"9\" height=\"9\" viewBox=\"0 0 18 18\" xmlns=\"http://www.w3.org/2000/svg\">\
            <rect x=\"0\" fill=\"#FFFFFF\"/><text x=\"1\" fill=\"#123456\">A &amp; B’s, 5%</text></svg>";
        let still = Still::of(svg, 12.0);
        let picture = "<svg height=\"12\" font-family=\"A B, C\" viewBox=\"0 0 18 18\"><text x=\"1\" fill=\"#123456\">A &amp; B’s, 5%</text></svg>";
        assert_eq!(still.picture, picture);
        assert_eq!(still.over, format!("{}</svg>", svg.split_inclusive('>').next().unwrap()));
        let moved = Still::of("<svg><rect/><g transform=\"matrix(2)\"></g></svg>", 12.0);
        assert_eq!(moved.over, "<svg><g transform=\"matrix(2)\"></g></svg>");
    }
}
