//! How to cite a view.

use serde::Serialize;

use super::desk::Atlas;
use super::error::Error;
use crate::terms::Date;

/// Whom to cite.
const AUTHOR: &str = "offtake";

/// One view as references have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Citation {
    /// In the style of the American Psychological Association.
    pub apa: String,
    /// For BibTeX.
    pub bibtex: String,
}

impl Atlas {
    /// A reference for a view: its title and address, the day of its data and the day it was seen, as ISO dates.
    ///
    /// # Errors
    /// [`Error::Choice`] for an unknown language.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// let (title, address) = ("China supplies 35% of it.", "https://example.org/en/?stop=80");
    /// let citation = atlas.cite("en", title, address, "2026-02-01", "2026-11-28").unwrap();
    /// assert!(citation.apa.starts_with("offtake. (2026). China supplies 35% of it [Interactive chart"));
    /// assert!(citation.apa.ends_with("from https://example.org/en/?stop=80"));
    /// assert!(citation.bibtex.contains("title = {{China supplies 35\\% of it}}"), "% begins a comment in TeX");
    /// # }
    /// ```
    pub fn cite(
        &self,
        lang: &str,
        title: &str,
        address: &str,
        edition: &str,
        seen: &str,
    ) -> Result<Citation, Error> {
        let words = self.words(lang)?;
        let date = |text: &str| {
            Date::all_in(text).into_iter().next().map_or_else(|| text.to_owned(), |date| words.date(date))
        };
        let year = edition.split('-').next().unwrap_or_default();
        let args = [("date", date(edition).into()), ("seen", date(seen).into())];
        let plain = title.trim_end_matches('.');
        let (note, retrieved) = (words.say("bench.cite_note", &args), words.say("bench.cite_seen", &args));
        Ok(Citation {
            apa: format!("{AUTHOR}. ({year}). {plain} [{note}]. {retrieved} {address}"),
            bibtex: format!(
                "@misc{{{AUTHOR}_{},\n  author = {{{{{AUTHOR}}}}},\n  title = {{{{{}}}}},\n  year = {{{year}}},\n  \
                 howpublished = {{\\url{{{address}}}}},\n  urldate = {{{seen}}},\n  note = {{{}}}\n}}\n",
                seen.replace('-', ""),
                tex(plain),
                tex(&note),
            ),
        })
    }
}

/// Text in which no letter means more to TeX than itself.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '%' | '&' | '#' | '_' | '$' | '{' | '}' => {
                out.push('\\');
                out.push(letter);
            }
            '\u{a0}' | '\u{202f}' => out.push('~'),
            '\\' | '^' | '~' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::tex;

    #[test]
    fn no_sign_of_a_title_is_a_command() {
        assert_eq!(tex("50\u{a0}% of A&B_{c} \\end"), "50~\\% of A\\&B\\_\\{c\\}  end");
    }
}
