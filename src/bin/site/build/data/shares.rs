//! Shares of world supply, which the pictures show where nobody publishes tonnes.

use super::super::slots::escaped;
use super::mineral::head;
use super::package::Package;
use super::reader::Reader;
use super::record;
use super::tables::source_link;

/// Who supplies the world with a mineral at a stage, the largest first; `None` where no study says.
pub fn html(reader: &Reader, package: &Package, mineral: &str, stage: &str, up: &str) -> Option<String> {
    let table = package.resource("supply_shares_eu")?;
    let mut rows = record::naming(table, mineral);
    rows.retain(|row| table.cell(row, "scope") == "world" && table.cell(row, "stage") == stage);
    if rows.is_empty() {
        return None;
    }
    let share = |row: &Vec<String>| table.cell(row, "share").parse::<f64>().unwrap_or_default();
    rows.sort_by(|a, b| share(b).total_cmp(&share(a)));
    let line = |row: &&Vec<String>| {
        let get = |column: &str| table.cell(row, column);
        format!(
            "<tr id=\"production-{}\"><th scope=\"row\">{}</th><td class=\"d\">{}</td><td>{}</td><td class=\"n\">{}</td><td>{}</td><td class=\"d\">{}</td></tr>\n",
            escaped(get("country")),
            reader.country(get("country")),
            escaped(&get("period").replace('-', "\u{2013}")),
            reader.term("stages", get("stage")),
            escaped(get("raw")),
            reader.term("qualifier", get("qualifier")),
            source_link(reader, package, get("source_id"), up),
        )
    };
    let body: String = rows.iter().map(line).collect();
    let columns = ["country", "year", "stage", "share", "quality", "source"];
    let inner = format!("{}<tbody>\n{body}</tbody>", head(reader, &columns));
    Some(format!(
        "<p>{}</p>\n{}",
        reader.say("data.shares_idea"),
        record::across(&reader.say("data.production"), &inner)
    ))
}
