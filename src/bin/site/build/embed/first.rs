//! What a frame paints first: its finished picture, without waiting for a style sheet. The browser chooses among `<picture>`'s
//! sources what a style sheet would have to; a strict policy allows pictures in the page, and no styles.

use std::path::Path;

use crate::build::{dark, slots};
use crate::failure::Failure;

const TEMPLATE: &str = "first.html";

/// The finished pictures of a frame, the narrow one and the wide one.
pub struct First {
    stills: [Still; 2],
    /// In CSS px, of the box in which either is drawn.
    height: f64,
}

/// A finished picture of a frame at one width.
struct Still {
    /// As a picture of its own, in the light and in the dark: the page behind is its ground.
    light: String,
    dark: String,
    /// What lies over it to be touched: as large, and empty.
    over: String,
}

impl First {
    /// Of SVGs as [`super::slim::slim`] writes them, each of which stands alone.
    pub fn of(svgs: [String; 2], height: f64) -> First {
        First { stills: svgs.map(|svg| Still::of(&svg)), height }
    }

    /// What the page has of them.
    ///
    /// # Errors
    /// [`Failure`] for a template that cannot be read or has a slot that is not known.
    pub fn html(&self, root: &Path) -> Result<String, Failure> {
        let [narrow, wide] = &self.stills;
        slots::fill(&root.join("www").join(TEMPLATE), &slots::template(root, TEMPLATE)?, |name, word| {
            let still = if word == "wide" { wide } else { narrow };
            match name {
                "light" => Some(still.light.clone()),
                "dark" => Some(still.dark.clone()),
                "height" => Some(self.height.to_string()),
                _ => None,
            }
        })
    }

    /// What lies over each of them.
    pub fn over(&self) -> [String; 2] {
        self.stills.each_ref().map(|still| still.over.clone())
    }
}

impl Still {
    fn of(svg: &str) -> Still {
        let picture = groundless(svg);
        Still { light: address(&picture), dark: address(&dark::exchanged(&picture)), over: over(svg) }
    }
}

/// Without the box that everything stands on, the first one.
fn groundless(svg: &str) -> String {
    let ground = svg.split_once("<rect").and_then(|(before, rest)| Some((before, rest.split_once("/>")?.1)));
    ground.map_or_else(|| svg.to_owned(), |(before, after)| format!("{before}{after}"))
}

/// The page of a picture without anything on it, but for how its land is moved to its place.
fn over(svg: &str) -> String {
    let head = svg.split_inclusive('>').next().unwrap_or_default();
    let moved = svg.split_once(" transform=\"").and_then(|(_, rest)| rest.split_once('"'));
    let moved = moved.map_or_else(String::new, |(moved, _)| format!("<g transform=\"{moved}\"></g>"));
    format!("{head}{moved}</svg>")
}

/// A picture as an address, for attributes in double quotes, and for lists of addresses, which white space parts. Between the
/// numbers of a path a comma does as well, in fewer bytes.
fn address(svg: &str) -> String {
    let mut out = String::from("data:image/svg+xml,");
    let mut path = false;
    for (at, letter) in svg.char_indices() {
        match letter {
            '"' => {
                path = svg.get(..at).is_some_and(|before| before.ends_with(" d="));
                out.push('\'');
            }
            ' ' if path => out.push(','),
            '%' | '#' | '&' | '\'' | ' ' | '\n' => out.push_str(&format!("%{:02X}", u32::from(letter))),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Still;

    #[test]
    fn a_still_stands_alone_and_says_the_same() {
        let svg = "<svg width=\"9\" height=\"9\"><rect x=\"0\" fill=\"#FFFFFF\"/><path d=\"m1 1\" stroke=\"#FFFFFF\"/>\
            <text x=\"1\" fill=\"#14181D\">A &amp; B’s, 5%</text></svg>";
        let still = Still::of(svg);
        assert_eq!(
            still.light,
            "data:image/svg+xml,<svg%20width='9'%20height='9'><path%20d='m1,1'%20stroke='%23FFFFFF'/>\
             <text%20x='1'%20fill='%2314181D'>A%20%26amp;%20B’s,%205%25</text></svg>"
        );
        let dark = still.light.replace("%2314181D", "%23F2F4F7").replace("%23FFFFFF", "%2314181D");
        assert_eq!(still.dark, dark);
        assert_eq!(still.over, "<svg width=\"9\" height=\"9\"></svg>");
        let moved = Still::of("<svg><rect/><g transform=\"matrix(2)\"></g></svg>");
        assert_eq!(moved.over, "<svg><g transform=\"matrix(2)\"></g></svg>");
    }
}
