//! Finished pictures in the dark: they are drawn once, on white, and their colours are exchanged, by a style sheet on pages and
//! in a second copy where there is none yet.

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

/// The picture in the dark.
pub fn exchanged(svg: &str) -> String {
    let pairs: BTreeMap<String, String> = pairs().collect();
    // What stands between two quotes is a value, or what is between two values.
    let parts: Vec<&str> = svg.split('"').map(|part| pairs.get(part).map_or(part, String::as_str)).collect();
    parts.join("\"")
}

#[cfg(test)]
mod tests {
    use super::exchanged;
    use offtake::scene::Theme;

    #[test]
    fn colours_are_exchanged_and_nothing_else() {
        let (light, dark) = (Theme::LIGHT, Theme::DARK);
        let svg = |ground: &str, ink: &str| {
            format!(
                "<use href=\"#land\"/><rect fill=\"{ground}\" stroke=\"#012345\"/><text fill=\"{ink}\">{}</text>",
                light.ink.hex()
            )
        };
        let found = exchanged(&svg(&light.ground.hex(), &light.ink.hex()));
        assert_eq!(found, svg(&dark.ground.hex(), &dark.ink.hex()));
    }
}
