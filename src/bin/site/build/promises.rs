//! What each rule promises, and which divisions of real projects somebody would leave.

use offtake::allocation;
use offtake::atlas::{Atlas, Entry, SharingFigures};

use super::data::{Package, Place, record_address, record_row};
use super::slots::escaped;
use super::story::Story;
use crate::failure::Failure;

/// Minerals under control, and those of them with a project whose owners' parts are on record.
pub struct Judged {
    controlled: usize,
    projects: Vec<SharingFigures>,
}

/// Divides every project under control among the G7, with everything stopped.
///
/// # Errors
/// As [`Atlas::sharing`].
pub fn judged(atlas: &Atlas) -> Result<Judged, Failure> {
    let minerals = atlas.under_control();
    let mut projects = Vec::new();
    for mineral in &minerals {
        let choice = atlas.from_link(&format!("mineral={mineral}&allies=g7&stop=100"))?;
        let sharing = atlas.sharing(&choice)?;
        // A plant that is assumed has nobody who could leave it.
        if !sharing.assumed && sharing.open.iter().any(|division| division.stable.is_some()) {
            projects.push(sharing);
        }
    }
    Ok(Judged { controlled: minerals.len(), projects })
}

/// Writes the page of a language.
pub fn write(
    story: &Story<'_>,
    package: &Package,
    place: &Place<'_>,
    judged: &Judged,
) -> Result<(), Failure> {
    let mut words = Vec::new();
    for key in [
        "title",
        "lead",
        "promises",
        "promises_idea",
        "rule",
        "leave",
        "leave_idea",
        "project",
        "who",
        "transfer",
    ] {
        words.push((key, story.plain(&format!("promises.{key}"))?));
    }
    let (heads, meanings, promises) = promises(story)?;
    let leavers = leavers(story, package, judged)?;
    let counted = story
        .plain("promises.counted")?
        .replace("[controlled]", &judged.controlled.to_string())
        .replace("[projects]", &judged.projects.len().to_string());
    story.reader().page(place, "promises.html", "rules/", |name, word| match name {
        "promises" => words.iter().find(|(key, _)| *key == word).map(|(_, said)| said.clone()),
        "heads" => Some(heads.clone()),
        "meanings" => Some(meanings.clone()),
        "rows" => Some(promises.clone()),
        "leavers" => Some(leavers.clone()),
        "counted" => Some(counted.clone()),
        _ => None,
    })
}

/// The heads of the table, what each means, and a row a rule.
fn promises(story: &Story<'_>) -> Result<(String, String, String), Failure> {
    let (yes, no) = (story.plain("promises.yes")?, story.plain("promises.no")?);
    let (mut heads, mut meanings, mut rows) = (String::new(), String::new(), String::new());
    for (at, rule) in allocation::ALL.iter().enumerate() {
        let label = label(&story.reader().catalogue.rules, rule.id);
        rows.push_str(&format!("<tr><th scope=\"row\">{label}</th>"));
        for (promise, made) in rule.properties.all() {
            if at == 0 {
                let name = story.plain(&format!("promise.{promise}.name"))?;
                heads.push_str(&format!("<th scope=\"col\">{name}</th>"));
                let idea = story.plain(&format!("promise.{promise}.idea"))?;
                meanings.push_str(&format!("<dt>{name}</dt><dd>{idea}</dd>\n"));
            }
            rows.push_str(&format!("<td>{}</td>", if made { &yes } else { &no }));
        }
        rows.push_str("</tr>\n");
    }
    Ok((heads, meanings, rows))
}

/// A row for each division that somebody would leave.
fn leavers(story: &Story<'_>, package: &Package, judged: &Judged) -> Result<String, Failure> {
    let catalogue = &story.reader().catalogue;
    let mut rows = String::new();
    for sharing in &judged.projects {
        let mineral = label(&catalogue.minerals, &sharing.mineral);
        let table = record_row(package, &sharing.project).map(|(table, _)| table.name.as_str());
        let table = table.ok_or_else(|| {
            Failure::Choice(format!("the record has no row {}: its project is divided", sharing.project))
        })?;
        let address = escaped(&format!("../{}", record_address(table, &sharing.project)));
        for division in sharing.open.iter().filter(|division| division.stable == Some(false)) {
            let who: Vec<String> =
                division.blocking.iter().map(|code| story.reader().country(code)).collect();
            let tonnes =
                division.smallest_transfer.map_or_else(String::new, |tonnes| story.reader().tonnes(tonnes));
            rows.push_str(&format!(
                "<tr><th scope=\"row\"><a class=\"figure\" href=\"{address}\">{}</a> ({mineral})</th><td>{}</td><td>{}</td><td>{tonnes}</td></tr>\n",
                escaped(&sharing.name),
                label(&catalogue.rules, &division.rule),
                who.join(", "),
            ));
        }
    }
    Ok(rows)
}

/// What a menu calls an id.
fn label(entries: &[Entry], id: &str) -> String {
    let found = entries.iter().find(|entry| entry.id == id);
    escaped(found.map_or(id, |entry| &entry.label))
}

#[cfg(test)]
mod tests {
    use super::judged;
    use crate::{facts, tools};

    #[test]
    fn the_builder_of_the_magnet_plant_would_leave_equal_parts_but_not_the_single_market() {
        let judged = judged(&facts::atlas(&tools::root()).unwrap()).unwrap();
        assert!(judged.controlled > judged.projects.len());
        let plant = judged.projects.iter().find(|project| project.project == "D01").unwrap();
        let under = |rule: &str| plant.open.iter().find(|division| division.rule == rule).unwrap();
        assert_eq!(under("equal-split").blocking, ["USA"]);
        assert_eq!(under("single-market").stable, Some(true));
    }
}
