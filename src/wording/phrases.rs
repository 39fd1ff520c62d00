use super::{Language, texts};
use crate::terms::Map;

/// The texts of one language by key, `section.name`.
///
/// The files are a subset of TOML: comments, `[section]`, and `key = "text"` on one line with the escapes `\"`, `\\`,
/// `\n` and `\u00A0`. A TOML crate would cost a reader some 20 kB; a test reads the same files with one and compares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases(Map<String, String>);

impl Phrases {
    /// Reads files in order; a later one may add keys. Lines that are not understood are left out, which the test of
    /// the words then shows as missing keys.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::Phrases;
    /// let phrases = Phrases::read(&["# words\n[map]\ntitle = \"{share} \\\"looked through\\\"\"\n"]);
    /// assert_eq!(phrases.get("map.title"), Some("{share} \"looked through\""));
    /// ```
    pub fn read(texts: &[&str]) -> Phrases {
        let mut phrases = Map::new();
        for text in texts {
            let mut section = String::new();
            for line in text.lines().map(str::trim) {
                if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                    section = name.to_owned();
                } else if let Some((key, value)) = line.split_once('=')
                    && !line.starts_with('#')
                    && let Some(quoted) =
                        value.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))
                {
                    phrases.insert(format!("{section}.{}", key.trim().trim_matches('"')), unescape(quoted));
                }
            }
        }
        Phrases(phrases)
    }

    /// All phrases of a language, those of the pages too.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::{Language, Phrases};
    /// let french = Phrases::of(Language::French);
    /// assert_eq!(french.get("chart.dependency-map.name"), Some("Carte des dépendances"));
    /// assert_eq!(french.iter().count(), Phrases::of(Language::English).iter().count());
    /// ```
    pub fn of(language: Language) -> Phrases {
        Phrases::read(&texts(language))
    }

    /// The text of a key.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::{Language, Phrases};
    /// let english = Phrases::of(Language::English);
    /// assert_eq!(english.get("chart.trend.name"), Some("Trade in time"));
    /// assert_eq!(english.get("chart.pie.name"), None);
    /// ```
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Phrases by key.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::Phrases;
    /// let phrases = Phrases::from_pairs([("map.title".to_owned(), "Dependency map".to_owned())]);
    /// assert_eq!(phrases.get("map.title"), Some("Dependency map"));
    /// ```
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Phrases {
        Phrases(pairs.into_iter().collect())
    }

    /// Adds phrases; a key that is here already gets the new text.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::Phrases;
    /// let mut phrases = Phrases::read(&["[map]\ntitle = \"Map\"\nnote = \"By sea\""]);
    /// phrases.extend(Phrases::read(&["[map]\ntitle = \"Dependency map\""]));
    /// assert_eq!(phrases.get("map.title"), Some("Dependency map"));
    /// assert_eq!(phrases.get("map.note"), Some("By sea"));
    /// ```
    pub fn extend(&mut self, more: Phrases) {
        self.0.extend(more.0);
    }

    /// Every key with its text, in order of keys.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::Phrases;
    /// let phrases = Phrases::read(&["[b]\nx = \"2\"\n[a]\ny = \"1\""]);
    /// assert_eq!(phrases.iter().collect::<Vec<_>>(), [("a.y", "1"), ("b.x", "2")]);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => out.push('\n'),
            Some('u') => {
                let code: String = letters.by_ref().take(4).collect();
                let decoded = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                out.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn sections_and_escapes_are_read() {
        let phrases =
            Phrases::read(&["# words\n[map]\ntitle = \"a \\\"b\\\" = c\\u00A0d\"\n", "[page]\nx = \"y\""]);
        assert_eq!(phrases.get("map.title"), Some("a \"b\" = c\u{a0}d"));
        assert_eq!(phrases.get("page.x"), Some("y"));
        assert_eq!(phrases.iter().count(), 2);
    }
}
