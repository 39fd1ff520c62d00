//! What stands beside a prerendered view: its picture, its figures, and what consumers of oEmbed ask for.

use offtake::atlas::{Choice, Picture};
use serde_json::{Value, json};

use super::Way;
use crate::failure::Failure;

/// The table of a view as CSV (RFC 4180), as the reader sees it: the cells of its language. It says first what it is and where
/// it comes from, as the one does that a page makes.
pub fn csv(picture: &Picture) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let failed =
        |error: &dyn std::fmt::Display| Failure::Choice(format!("A table cannot be written: {error}"));
    for (name, text) in [("title", &picture.title), ("source", &picture.source)] {
        writer.write_record([format!("# {name}: {text}")]).map_err(|error| failed(&error))?;
    }
    for row in std::iter::once(&picture.table.columns).chain(&picture.table.rows) {
        writer.write_record(row).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// The view as JSON: what it says, its table, its frame, and the code of every way to paste it.
pub fn json(choice: &Choice, picture: &Picture, height: u32, style: &str, codes: &[(Way, String)]) -> Value {
    let codes: serde_json::Map<String, Value> =
        codes.iter().map(|(way, code)| (way.id().to_owned(), json!(code))).collect();
    json!({
        "chart": choice.chart, "language": choice.lang, "mineral": choice.mineral, "country": choice.country,
        "year": choice.year, "title": picture.title, "subtitle": picture.subtitle, "sentence": picture.sentence,
        "source": picture.source, "license": "https://creativecommons.org/licenses/by/4.0/",
        "columns": picture.table.columns, "rows": picture.table.rows,
        "frame": { "height": height, "style": style }, "codes": codes,
    })
}

/// The answer of an oEmbed provider, kept as a file. Its code is of use also where its script is stripped: it has none.
pub fn oembed(root: &str, picture: &Picture, height: u32, frame: &str, card: Option<&str>) -> Value {
    let mut answer = json!({
        "version": "1.0", "type": "rich", "title": picture.title, "provider_name": "Offtake", "provider_url": root,
        "cache_age": 86400, "html": frame, "width": 640, "height": height,
    });
    if let (Some(card), Some(fields)) = (card, answer.as_object_mut()) {
        fields.insert("thumbnail_url".to_owned(), json!(card));
        fields.insert("thumbnail_width".to_owned(), json!(super::card::WIDTH));
        fields.insert("thumbnail_height".to_owned(), json!(super::card::HEIGHT));
    }
    answer
}
