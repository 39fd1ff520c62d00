//! What search engines and other sites ask of a finished page: its lasting address, its other language, its card.

use offtake::atlas::{TableRuler, TextRuler};
use offtake::wording::Language;

use super::embed::card::{HEIGHT, WIDTH};
use super::slots::escaped;
use crate::failure::Failure;

/// Where a page stands.
pub struct Stand<'a> {
    /// Where the site will stand, with its last slash; else the way from the page to the site's root.
    pub here: &'a str,
    pub lang: &'a str,
    /// Below the language's folder, with its last slash; empty for the language's first page.
    pub path: &'a str,
}

/// The file of a page's card, below the site.
pub fn card_file(lang: &str, path: &str) -> String {
    format!("{lang}/{path}card.png")
}

/// The title of a finished page, without the site's name, and its description, as HTML.
///
/// # Errors
/// [`Failure::Choice`] for a page without one of them.
pub fn said(page: &str) -> Result<(&str, &str), Failure> {
    let between = |start: &str, end: &str| Some(page.split_once(start)?.1.split_once(end)?.0);
    let title =
        between("<title>", "</title>").map(|title| title.rsplit_once(" · ").map_or(title, |(own, _)| own));
    let description = between("<meta name=\"description\" content=\"", "\">");
    let missing = |what: &str| Failure::Choice(format!("a page has no {what}: its template should have one"));
    Ok((title.ok_or_else(|| missing("title"))?, description.ok_or_else(|| missing("description"))?))
}

/// A finished page with its lasting address, its languages and its card at the end of its head.
///
/// # Errors
/// As [`said`].
pub fn dressed(page: &str, stand: &Stand<'_>) -> Result<String, Failure> {
    let (title, description) = said(page)?;
    let Stand { here, lang, path } = stand;
    let at = |lang: &str| escaped(&format!("{here}{lang}/{path}"));
    let mut head = format!("<link rel=\"canonical\" href=\"{}\">\n", at(lang));
    for language in Language::ALL {
        let id = language.id();
        head.push_str(&format!("<link rel=\"alternate\" hreflang=\"{id}\" href=\"{}\">\n", at(id)));
    }
    // Whoever reads neither is led to English, as by the first page.
    head.push_str(&format!(
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"{}\">\n",
        at(Language::English.id())
    ));
    let card = escaped(&format!("{here}{}", card_file(lang, path)));
    for (name, value) in [
        ("type", "website"),
        ("site_name", env!("CARGO_PKG_NAME")),
        ("locale", if *lang == "fr" { "fr_CA" } else { "en_CA" }),
        ("url", &at(lang)),
        ("title", title),
        ("description", description),
        ("image", &card),
        ("image:width", &WIDTH.to_string()),
        ("image:height", &HEIGHT.to_string()),
        ("image:alt", title),
    ] {
        head.push_str(&format!("<meta property=\"og:{name}\" content=\"{value}\">\n"));
    }
    head.push_str("<meta name=\"twitter:card\" content=\"summary_large_image\">\n</head>");
    Ok(page.replacen("</head>", &head, 1))
}

/// The card of a page of words: its title, what it is about, the site's name. Takes HTML, gives an SVG.
pub fn card(title: &str, description: &str) -> String {
    let mut y = 150.0;
    let mut text = String::new();
    for (words, size, weight, ink, most) in
        [(title, 64.0, "600", "#14181d", 3), (description, 34.0, "400", "#4e5560", 5)]
    {
        for line in lines(words, size, weight == "600", f64::from(WIDTH) - 160.0, most) {
            text.push_str(&format!(
                "<text x=\"80\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{ink}\">{line}</text>"
            ));
            y += size * 1.25;
        }
        y += 24.0;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"sans-serif\">\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/><rect x=\"80\" y=\"64\" width=\"96\" height=\"6\" fill=\"#b5331e\"/>\
         {text}<text x=\"80\" y=\"{}\" font-size=\"30\" font-weight=\"600\" fill=\"#1c62a8\">{}</text></svg>",
        HEIGHT - 48,
        env!("CARGO_PKG_NAME"),
    )
}

/// Words broken into lines of at most a width; what does not fit into the last is cut with an ellipsis.
fn lines(html: &str, size: f64, bold: bool, width: f64, most: usize) -> Vec<String> {
    let fits = |line: &str| TableRuler.width(&plain(line), size, bold) <= width;
    let mut lines: Vec<String> = Vec::new();
    for word in html.split(' ') {
        let full = lines.len() == most;
        match lines.last_mut() {
            Some(line) if fits(&format!("{line} {word}")) => *line = format!("{line} {word}"),
            Some(line) if full => {
                while let Some((rest, _)) = line.rsplit_once(' ').filter(|_| !fits(&format!("{line} …"))) {
                    *line = rest.to_owned();
                }
                line.push_str(" …");
                break;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Text as it is measured: an entity is one letter.
fn plain(html: &str) -> String {
    html.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::{Stand, card, dressed, lines};

    const PAGE: &str =
        "<head><title>Gallium · offtake</title>\n<meta name=\"description\" content=\"A &amp; B\">\n</head>";

    #[test]
    fn a_page_says_where_it_stands_in_which_languages_and_with_which_card() {
        let page =
            dressed(PAGE, &Stand { here: "https://a.example/", lang: "fr", path: "data/gallium/" }).unwrap();
        for expected in [
            "<link rel=\"canonical\" href=\"https://a.example/fr/data/gallium/\">",
            "hreflang=\"en\" href=\"https://a.example/en/data/gallium/\"",
            "hreflang=\"x-default\" href=\"https://a.example/en/data/gallium/\"",
            "<meta property=\"og:title\" content=\"Gallium\">",
            "<meta property=\"og:description\" content=\"A &amp; B\">",
            "<meta property=\"og:image\" content=\"https://a.example/fr/data/gallium/card.png\">",
        ] {
            assert!(page.contains(expected), "{expected}: {page}");
        }
        let error = dressed("<head></head>", &Stand { here: "../", lang: "en", path: "" }).unwrap_err();
        assert!(error.to_string().contains("title"), "{error}");
    }

    #[test]
    fn a_card_holds_its_words() {
        let long = "word ".repeat(400);
        let lines = lines(long.trim(), 34.0, false, 1040.0, 5);
        assert_eq!(lines.len(), 5);
        assert!(lines.last().unwrap().ends_with('…'));
        assert!(card("A &amp; B", "C").contains(">A &amp; B</text>"));
    }
}
