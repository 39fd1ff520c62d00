//! Finished pictures in the dark: they are drawn once, on white, and their colours are exchanged, by a style sheet on pages and
//! by attributes where there is none yet.

use std::collections::BTreeMap;

use offtake::scene::Theme;

/// Every colour of a picture and what it is in the dark, as SVG writes them.
fn pairs() -> impl Iterator<Item = (String, String)> {
    let pairs = Theme::LIGHT.colors().into_iter().zip(Theme::DARK.colors());
    pairs.map(|(light, dark)| (light.hex(), dark.hex()))
}

/// Rules that do it where the reader's system asks for the dark.
pub fn asked() -> String {
    let rule =
        |what: &str, light: &str, dark: &str| format!(".still [{what}=\"{light}\"]{{{what}:{dark}}}\n");
    let rules: String =
        pairs().flat_map(|(light, dark)| ["fill", "stroke"].map(|what| rule(what, &light, &dark))).collect();
    format!("@media screen and (prefers-color-scheme: dark) {{\n{rules}}}\n")
}

/// The picture with the colours of both in its attributes, of which the browser takes what the page's scheme asks for. One that
/// does not know pairs leaves them out: it has the light ones from a group around each element.
pub fn both(svg: &str) -> String {
    let pairs: BTreeMap<String, String> = pairs().filter(|(light, dark)| light != dark).collect();
    let mut out = String::with_capacity(2 * svg.len());
    // Elements that are open, each with whether there is a group around it.
    let mut open = Vec::new();
    for tag in svg.split_inclusive('>') {
        let (before, tag) = tag.split_at(tag.find('<').unwrap_or(tag.len()));
        out.push_str(before);
        if tag.starts_with("</") {
            out.push_str(tag);
            out.push_str(if open.pop() == Some(true) { "</g>" } else { "" });
            continue;
        }
        // What stands between two quotes is a value; before it stand the other attributes and its name.
        let (mut paired, mut light) = (String::new(), String::new());
        for (at, part) in tag.split('"').enumerate() {
            paired.push_str(if at == 0 { "" } else { "\"" });
            match pairs.get(part) {
                Some(dark) if at % 2 == 1 => {
                    let name = paired.rsplit(' ').next().unwrap_or_default();
                    light.push_str(&format!(" {name}{part}\""));
                    paired.push_str(&format!("light-dark({part},{dark})"));
                }
                _ => paired.push_str(part),
            }
        }
        let grouped = !light.is_empty();
        if grouped {
            out.push_str(&format!("<g{light}>"));
        }
        out.push_str(&paired);
        match tag.ends_with("/>") {
            true if grouped => out.push_str("</g>"),
            true => {}
            false => open.push(grouped),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::both;
    use offtake::scene::Theme;

    #[test]
    fn colours_are_paired_and_nothing_else() {
        let (light, dark) = (Theme::LIGHT, Theme::DARK);
        let (ground, ink) = (light.ground.hex(), light.ink.hex());
        let pair = |one: &str, other: &str| format!("light-dark({one},{other})");
        let (grounds, inks) = (pair(&ground, &dark.ground.hex()), pair(&ink, &dark.ink.hex()));
        let found = both(&format!(
            "<svg><g><use href=\"#land\"/></g><rect fill=\"{ground}\" stroke=\"{ink}\"/><text fill=\"{ink}\"><tspan>{ink}</tspan></text></svg>"
        ));
        let expected = format!(
            "<svg><g><use href=\"#land\"/></g><g fill=\"{ground}\" stroke=\"{ink}\"><rect fill=\"{grounds}\" stroke=\"{inks}\"/></g>\
             <g fill=\"{ink}\"><text fill=\"{inks}\"><tspan>{ink}</tspan></text></g></svg>"
        );
        assert_eq!(found, expected);
        let plain = "<svg><rect fill=\"#012345\"/>a b</svg>";
        assert_eq!(both(plain), plain);
    }
}
