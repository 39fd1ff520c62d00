//! What the controls of the workbench show before its engine is there.

use offtake::atlas::{Atlas, Choice, Controls, Entry};

use super::slots::escaped;

/// The words of a slot `{{bench …}}`; `None` for a slot that is not there.
pub fn slot(atlas: &Atlas, nations: &[Entry], choice: &Choice, word: &str) -> Option<String> {
    let Controls { projects, allies, rule, priced, .. } = atlas.controls(choice).ok()?;
    let hidden = |away: bool| (if away { " hidden" } else { "" }).to_owned();
    Some(match word {
        "projects" => menu(&projects, &choice.project),
        "market" => menu(nations, &choice.market),
        "members" => allies.iter().map(member).collect(),
        "rule" => escaped(&rule),
        "priced" => hidden(!priced),
        "own" => hidden(choice.project != "own"),
        "by" => hidden(choice.project != "by-year"),
        "map" => hidden(choice.chart != "dependency-map"),
        _ => return None,
    })
}

fn menu(entries: &[Entry], selected: &str) -> String {
    let line = |Entry { id, label, .. }: &Entry| {
        let chosen = if id == selected { " selected" } else { "" };
        format!("<option value=\"{}\"{chosen}>{}</option>", escaped(id), escaped(label))
    };
    entries.iter().map(line).collect()
}

fn member(Entry { id, label, note }: &Entry) -> String {
    let within = if note == "in" { " checked" } else { "" };
    format!("<label><input type=\"checkbox\" value=\"{}\"{within}> {}</label>", escaped(id), escaped(label))
}
