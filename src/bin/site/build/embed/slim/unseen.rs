use offtake::atlas::{TableRuler, TextRuler};

use super::{attribute, numbers};

/// Left, top, right and bottom.
pub type Area = (f64, f64, f64, f64);

/// Everything that may lie anywhere.
const ALL: Area = (f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY);

/// What has been painted on a page so far, to know which boxes in the colour of its ground nobody sees: those of rows, which
/// answer a finger and cover nothing.
#[derive(Default)]
pub struct Painted<'a> {
    /// Whether the next element is the ground: the first one of a page is.
    head: bool,
    ground: Option<&'a str>,
    areas: Vec<Area>,
}

impl<'a> Painted<'a> {
    /// Takes the next element of an SVG; gives whether it can be left out.
    pub fn unseen(&mut self, line: &'a str) -> bool {
        let first = std::mem::replace(&mut self.head, line.starts_with("<svg"));
        let Some(area) = area(line) else { return false };
        let plain =
            line.starts_with("<rect") && attribute(line, "stroke").is_none_or(|stroke| stroke == "none");
        let fill = attribute(line, "fill").filter(|_| plain && attribute(line, "opacity").is_none());
        if first {
            self.ground = fill;
            return false;
        }
        let unseen =
            fill.is_some() && fill == self.ground && !self.areas.iter().any(|other| meet(*other, area));
        if !unseen {
            self.areas.push(area);
        }
        unseen
    }
}

/// Whether two areas share more than an edge.
pub fn meet(one: Area, other: Area) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// No less than what an element paints; `None` where it paints nothing.
pub fn area(line: &str) -> Option<Area> {
    if line.is_empty() || line.starts_with("<svg") || line.starts_with("</") {
        return None;
    }
    Some(found(line).unwrap_or(ALL))
}

fn found(line: &str) -> Option<Area> {
    let number = |name: &str| attribute(line, name)?.parse::<f64>().ok();
    if line.starts_with("<rect") {
        let (x, y) = (number("x")?, number("y")?);
        return Some((x, y, x + number("width")?, y + number("height")?));
    }
    if line.starts_with("<circle") {
        let (x, y, reach) =
            (number("cx")?, number("cy")?, number("r")? + number("stroke-width").unwrap_or(1.0));
        return Some((x - reach, y - reach, x + reach, y + reach));
    }
    if line.starts_with("<text") {
        let (x, y, size) = (number("x")?, number("y")?, number("font-size")?);
        let words = line.split_once('>')?.1.trim_end_matches("</text>").trim();
        // Other faces are a little wider; an escaped letter is longer than itself.
        let wide = 1.2 * TableRuler.width(words, size, line.contains("bold"));
        let left = match attribute(line, "text-anchor") {
            Some("middle") => x - wide / 2.0,
            Some("end") => x - wide,
            _ => x,
        };
        // Words stand half an ex above their place, and reach less than that below their line.
        return Some((left, y - 1.2 * size, left + wide, y));
    }
    let points = numbers(attribute(line, "points")?.trim());
    let reach = number("stroke-width").unwrap_or(1.0);
    let all = points.iter().map(|(x, y)| (*x as f64, *y as f64));
    Some(all.fold((f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY), |area, (x, y)| {
        (area.0.min(x - reach), area.1.min(y - reach), area.2.max(x + reach), area.3.max(y + reach))
    }))
}

#[cfg(test)]
mod tests {
    use super::super::slim;

    #[test]
    fn a_box_of_the_ground_stays_only_where_it_covers_something() {
        let box_at = |x: u32, fill: &str| {
            format!("<rect x=\"{x}\" y=\"0\" width=\"10\" height=\"9\" fill=\"{fill}\"/>\n")
        };
        let page =
            |inner: &str| format!("<svg width=\"99\" height=\"9\">\n{}{inner}</svg>\n", box_at(0, "#FFF"));
        let bare = slim(&page(&(box_at(20, "#A00") + &box_at(40, "#A00"))));
        assert_eq!(
            slim(&page(
                &(box_at(0, "#FFF") + &box_at(20, "#A00") + &box_at(30, "#FFF") + &box_at(40, "#A00"))
            )),
            bare
        );
        // On a bar, under a word, and after what is not known.
        for under in [
            box_at(5, "#A00"),
            "<text x=\"9\" y=\"5\" font-size=\"4\">\na\n</text>\n".to_owned(),
            "<use/>\n".to_owned(),
        ] {
            let patched = slim(&page(&(under.clone() + &box_at(8, "#FFF"))));
            assert_eq!(patched.matches("#FFF").count(), 2, "{under}");
        }
    }
}
