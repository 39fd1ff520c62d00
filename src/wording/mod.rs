//! Every word and every number format that a reader sees, per language. `en.toml` and `fr.toml` hold the words;
//! names of countries and minerals come from the facts.

mod language;
mod names;
mod number;
mod phrases;
mod words;

pub use language::Language;
pub use names::{CountryName, MineralName};
pub use phrases::Phrases;
pub use words::{Arg, Words, sortable};

/// The texts of a language, as its files hold them.
///
/// # Example
/// ```
/// use offtake::wording::{Language, texts};
/// let [pictures, pages] = texts(Language::French);
/// assert!(pictures.contains("dependency-map.name = \"Carte des dépendances\""));
/// assert!(!pages.contains("dependency-map.name"));
/// ```
pub fn texts(language: Language) -> [&'static str; 2] {
    match language {
        Language::English => [include_str!("en.toml"), include_str!("page.en.toml")],
        Language::French => [include_str!("fr.toml"), include_str!("page.fr.toml")],
    }
}
