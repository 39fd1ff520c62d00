//! The page of the methods: every measure and rule with its formula, its symbols, what goes in for a view, its source and its
//! rows. Formulas stand in `www/method.toml`, words in `www/method.*.toml`; METHODS.md takes its tables from the same files.

mod math;
#[cfg(test)]
mod written;

use std::collections::BTreeMap;
use std::path::Path;

use offtake::atlas::{Atlas, Catalogue, Choice, Entry, Input};
use offtake::wording::{Language, Phrases};

use super::data::{Place, Reader};
use super::slots::escaped;
use crate::failure::Failure;

/// The file of formulas.
const FORMULAS: &str = "www/method.toml";
/// Parts of the page, in its order.
const PARTS: [&str; 5] = ["metric", "step", "rule", "judge", "further"];

/// The formulas, and the words of one language.
struct Texts {
    formulas: Phrases,
    words: Phrases,
    language: Language,
    file: String,
}

impl Texts {
    fn open(root: &Path, language: Language) -> Result<Texts, Failure> {
        let read = |file: &str| {
            let path = root.join(file);
            std::fs::read_to_string(&path).map_err(Failure::reading(&path))
        };
        let file = format!("www/method.{}.toml", language.id());
        Ok(Texts {
            formulas: Phrases::read(&[&read(FORMULAS)?]),
            words: Phrases::read(&[&read(&file)?]),
            language,
            file,
        })
    }

    /// A text that has to be there.
    fn need(&self, key: &str) -> Result<&str, Failure> {
        self.words.get(key).ok_or_else(|| Failure::Choice(format!("{}: `{key}` is missing", self.file)))
    }

    /// Entries of a part, in order of their ids.
    fn ids(&self, part: &str) -> Vec<String> {
        let start = format!("{part}.");
        let keys =
            self.formulas.iter().filter_map(|(key, _)| key.strip_prefix(&start)?.strip_suffix(".formula"));
        keys.map(str::to_owned).collect()
    }
}

/// Entries of a part in the order of the page: that of the menus where there is one, else that of the file.
fn ordered(texts: &Texts, root: &Path, catalogue: &Catalogue, part: &str) -> Result<Vec<String>, Failure> {
    let menu: &[Entry] = match part {
        "metric" => &catalogue.measures,
        "rule" => &catalogue.rules,
        _ => &[],
    };
    if !menu.is_empty() {
        return Ok(menu.iter().map(|entry| entry.id.clone()).collect());
    }
    let path = root.join(FORMULAS);
    let file = std::fs::read_to_string(&path).map_err(Failure::reading(&path))?;
    let mut ids = texts.ids(part);
    let place = |id: &String| file.find(&format!("\n{id}.formula")).unwrap_or(usize::MAX);
    ids.sort_by_key(place);
    Ok(ids)
}

/// Writes the page of a language.
///
/// # Errors
/// [`Failure::Choice`] for a measure or rule without a formula or a word, and for a formula that cannot be read.
pub fn write(reader: &Reader, place: &Place<'_>, atlas: &Atlas) -> Result<(), Failure> {
    let texts = Texts::open(place.root, reader.language)?;
    let choice = atlas.from_link(&format!("lang={}", reader.language.id()))?;
    let inputs: BTreeMap<String, Input> =
        atlas.inputs(&choice)?.into_iter().map(|input| (input.id.clone(), input)).collect();
    let mut parts = BTreeMap::new();
    for part in PARTS {
        let mut html = String::new();
        for id in ordered(&texts, place.root, &reader.catalogue, part)? {
            html.push_str(&entry(&texts, reader, &choice, &inputs, part, &id)?);
        }
        parts.insert(part, html);
    }
    let mut said = BTreeMap::new();
    for (key, text) in texts.words.iter().filter_map(|(key, text)| Some((key.strip_prefix("method.")?, text)))
    {
        said.insert(key, escaped(text));
    }
    let mut others = Vec::new();
    for language in Language::ALL.into_iter().filter(|language| *language != reader.language) {
        others.push(atlas.catalogue(language.id())?);
    }
    let others: Vec<&Catalogue> = others.iter().collect();
    reader.page(place, "method.html", "method/", |name, word| match name {
        "method" => said.get(word).cloned(),
        "entries" => parts.get(word).cloned(),
        "value" => Some(value(&texts, &inputs, word)),
        "options" => super::pages::options(&reader.catalogue, &others, &choice, word),
        _ => None,
    })
}

/// One measure or rule.
fn entry(
    texts: &Texts,
    reader: &Reader,
    choice: &Choice,
    inputs: &BTreeMap<String, Input>,
    part: &str,
    id: &str,
) -> Result<String, Failure> {
    let key = format!("{part}.{id}");
    let formula = texts.formulas.get(&format!("{key}.formula")).ok_or_else(|| {
        Failure::Choice(format!("{FORMULAS}: [{part}] has no `{id}.formula`: every measure and rule has one"))
    })?;
    let mut math = String::new();
    for part in math::parts(formula) {
        let one = math::mathml(part, texts.language)
            .map_err(|what| Failure::Choice(format!("{FORMULAS}: `{key}.formula`: {what}")))?;
        // A phone is narrower than a long one, which then scrolls, by keyboard too.
        if part.chars().count() > 26 {
            let name = escaped(part);
            math.push_str(&format!(
                "<div class=\"across\" tabindex=\"0\" role=\"group\" aria-label=\"{name}\">{one}</div>"
            ));
        } else {
            math.push_str(&one);
        }
    }
    let what = texts.need(&format!("{key}.what"))?;
    let menu: &[Entry] = match part {
        "metric" => &reader.catalogue.measures,
        "rule" => &reader.catalogue.rules,
        _ => &[],
    };
    let name = menu.iter().find(|entry| entry.id == id).map(|entry| entry.label.as_str());
    let (head, idea) =
        name.map_or((what, String::new()), |name| (name, format!("<p>{}.</p>\n", escaped(what))));
    let mut symbols = String::new();
    for symbol in texts.formulas.get(&format!("{key}.symbols")).unwrap_or_default().split(' ') {
        let text = escaped(texts.need(&format!("symbol.{symbol}"))?);
        let number = inputs.contains_key(symbol).then(|| format!(" {}", value(texts, inputs, symbol)));
        symbols.push_str(&format!("<li>{text}{}</li>\n", number.unwrap_or_default()));
    }
    if inputs.contains_key(&key) {
        let word = if part == "rule" { "here" } else { "result" };
        symbols.push_str(&format!(
            "<li class=\"result\">{} {}</li>\n",
            escaped(texts.need(&format!("method.{word}"))?),
            value(texts, inputs, &key)
        ));
    }
    let mut notes = Vec::new();
    for (name, word) in [("more", ""), ("gaps", "method.gaps"), ("source", "method.source")] {
        if let Some(text) = texts.words.get(&format!("{key}.{name}")) {
            let colon = if texts.language == Language::French { "\u{a0}:" } else { ":" };
            let label =
                if word.is_empty() { String::new() } else { format!("{}{colon} ", texts.need(word)?) };
            notes.push(escaped(&format!("{label}{text}.")).replace('`', ""));
        }
    }
    for rows in texts
        .formulas
        .get(&format!("{key}.rows"))
        .unwrap_or_default()
        .split(' ')
        .filter(|rows| !rows.is_empty())
    {
        // The rows of the reader's country where the view has them, as the script does for other views.
        let path = inputs.get("imports").and_then(|input| input.behind.clone()).filter(|_| rows == "trade");
        let path = path.unwrap_or_else(|| format!("data/{}/#{rows}", choice.mineral));
        notes.push(format!(
            "<a class=\"behind\" data-rows=\"{rows}\" href=\"../{}\">{}</a>",
            escaped(&path),
            escaped(texts.need(&format!("method.rows_{rows}"))?)
        ));
    }
    Ok(format!(
        "<section id=\"{id}\"><h3>{}</h3>\n{idea}{math}\n<ul class=\"symbols\">\n{symbols}</ul>\n<p class=\"sources\">{}</p></section>\n",
        escaped(head),
        notes.join(" ")
    ))
}

/// A number of the view, which the script changes with the view.
fn value(texts: &Texts, inputs: &BTreeMap<String, Input>, id: &str) -> String {
    let text = match inputs.get(id) {
        Some(input) if !input.text.is_empty() => input.text.as_str(),
        Some(input) if input.senseless => texts.need("method.gap_not_applicable").unwrap_or_default(),
        _ => texts.need("method.gap_not_reported").unwrap_or_default(),
    };
    format!("<b data-in=\"{}\">{}</b>", escaped(id), escaped(text))
}
