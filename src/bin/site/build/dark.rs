//! Finished pictures in the dark: they are drawn once, on white, and a style sheet exchanges their colours.

use offtake::scene::Theme;

/// Rules that give every colour of a finished picture its place in the dark theme.
pub fn rules() -> String {
    let pairs = Theme::LIGHT.colors().into_iter().zip(Theme::DARK.colors());
    let rule =
        |what: &str, light: &str, dark: &str| format!(".still [{what}=\"{light}\"]{{{what}:{dark}}}\n");
    pairs
        .map(|(light, dark)| (light.hex(), dark.hex()))
        .flat_map(|(light, dark)| ["fill", "stroke"].map(|what| rule(what, &light, &dark)))
        .collect()
}

/// The same where the reader's system asks for the dark.
pub fn asked() -> String {
    format!("@media screen and (prefers-color-scheme: dark) {{\n{}}}\n", rules())
}
