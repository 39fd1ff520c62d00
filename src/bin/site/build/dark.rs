//! Finished pictures in the dark: they are drawn once, on white, and their colours are exchanged, by a style sheet on pages and
//! in a second copy where there is none yet.

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
    let pairs: Vec<(String, String)> = pairs().collect();
    let mut parts = svg.split("=\"#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let known = pairs.iter().find_map(|(light, dark)| {
            let rest = part.strip_prefix(light.trim_start_matches('#'))?;
            Some((dark.trim_start_matches('#'), rest))
        });
        let (color, rest) = known.unwrap_or(("", part));
        out.push_str("=\"#");
        out.push_str(color);
        out.push_str(rest);
    }
    out
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
