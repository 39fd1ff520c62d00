use super::elements;
use super::unseen::{Area, area, meet};

/// The same picture with the words of one look in one element: a browser lays every element of words out for itself, which is
/// most of its work for a picture. Words that something comes to lie on stay where they are.
pub fn gathered(svg: &str) -> String {
    let parts = elements(svg);
    let shape = |part: &&str| if part.starts_with("<text") { None } else { area(part) };
    let shapes: Vec<Option<Area>> = parts.iter().map(shape).collect();
    let covered = |at: usize, part: &str| {
        let own = area(part);
        shapes.iter().skip(at + 1).flatten().any(|other| own.is_none_or(|own| meet(own, *other)))
    };
    let mut out = String::with_capacity(svg.len());
    let mut looks: Vec<(String, String)> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        match said(part).filter(|_| !covered(at, part)) {
            Some((place, look, words)) => {
                let span = format!("<tspan{place}>{words}</tspan>");
                match looks.iter_mut().find(|(known, _)| *known == look) {
                    Some((_, spans)) => spans.push_str(&span),
                    None => looks.push((look.to_owned(), span)),
                }
            }
            None if *part == "</svg>" => {}
            None => {
                out.push_str(part);
                out.push('\n');
            }
        }
    }
    for (look, spans) in looks {
        out.push_str(&format!("<text{look}>{spans}</text>\n"));
    }
    out + "</svg>\n"
}

/// Where words stand, what they look like and what they say; `None` for what is no plain words.
fn said(part: &str) -> Option<(&str, &str, &str)> {
    let (attributes, words) = part.strip_prefix("<text")?.split_once('>')?;
    let look = attributes.find(" text-anchor=")?;
    let (place, look) = attributes.split_at_checked(look)?;
    Some((place, look, words.strip_suffix("</text>")?.trim()))
}

#[cfg(test)]
mod tests {
    use super::gathered;

    #[test]
    fn words_of_one_look_are_one_element_and_what_is_covered_stays() {
        let words = |x: u32, fill: &str| {
            format!(
                "<text x=\"{x}\" y=\"9\" dy=\"-0.5ex\" text-anchor=\"start\" font-size=\"4\" fill=\"{fill}\">\na&amp;{x}\n</text>\n"
            )
        };
        let bar = "<rect x=\"48\" y=\"0\" width=\"9\" height=\"9\" fill=\"#A00\"/>\n";
        let page = format!(
            "<svg>\n{}{}{}{bar}{}</svg>\n",
            words(1, "#000"),
            words(11, "#444"),
            words(50, "#000"),
            words(70, "#000")
        );
        let look = |fill: &str| format!(" text-anchor=\"start\" font-size=\"4\" fill=\"{fill}\">");
        let span = |x: u32| format!("<tspan x=\"{x}\" y=\"9\" dy=\"-0.5ex\">a&amp;{x}</tspan>");
        assert_eq!(
            gathered(&page),
            format!(
                "<svg>\n{}{bar}<text{}{}{}</text>\n<text{}{}</text>\n</svg>\n",
                words(50, "#000"),
                look("#000"),
                span(1),
                span(70),
                look("#444"),
                span(11)
            )
        );
    }
}
