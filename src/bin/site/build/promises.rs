//! What each rule promises, and which divisions of real projects somebody would leave.

use offtake::allocation;
use offtake::atlas::{Atlas, Entry, MoneyFigures, SharingFigures};

use super::data::{Package, Place, record_address, record_row};
use super::slots::escaped;
use super::story::Story;
use crate::failure::Failure;

/// Every mineral under control, divided; of those with a project whose owners' parts are on record somebody could leave.
pub struct Judged(Vec<SharingFigures>);

impl Judged {
    /// Projects that somebody could leave. A plant that is assumed has nobody who could.
    pub fn owned(&self) -> impl Iterator<Item = &SharingFigures> {
        let judged = |sharing: &&SharingFigures| sharing.open.iter().any(|one| one.stable.is_some());
        self.0.iter().filter(|sharing| !sharing.assumed).filter(judged)
    }

    /// How many divisions of these projects could be judged, and how many of them somebody would leave.
    pub fn divisions(&self) -> (usize, usize) {
        let known = self.owned().flat_map(|project| &project.open).filter_map(|division| division.stable);
        known.fold((0, 0), |(all, left), stable| (all + 1, left + usize::from(!stable)))
    }
}

/// Divides every project under control among the G7, with everything stopped.
///
/// # Errors
/// As [`Atlas::sharing`].
pub fn judged(atlas: &Atlas) -> Result<Judged, Failure> {
    let mut projects = Vec::new();
    for mineral in atlas.under_control() {
        let choice = atlas.from_link(&format!("mineral={mineral}&allies=g7&stop=100"))?;
        projects.push(atlas.sharing(&choice, &MoneyFigures::default())?);
    }
    Ok(Judged(projects))
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
        "models",
        "models_idea",
        "mineral",
        "one",
        "shared",
        "premium",
        "stays",
    ] {
        words.push((key, story.plain(&format!("promises.{key}"))?));
    }
    let (heads, meanings, promises) = promises(story)?;
    let leavers = leavers(story, package, judged)?;
    let counted = story
        .plain("promises.counted")?
        .replace("[controlled]", &judged.0.len().to_string())
        .replace("[projects]", &judged.owned().count().to_string());
    let models = models(story, judged)?;
    story.reader().page(place, "promises.html", "rules/", |name, word| match name {
        "promises" => words.iter().find(|(key, _)| *key == word).map(|(_, said)| said.clone()),
        "heads" => Some(heads.clone()),
        "meanings" => Some(meanings.clone()),
        "rows" => Some(promises.clone()),
        "leavers" => Some(leavers.clone()),
        "models" => Some(models.clone()),
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
    for sharing in judged.owned() {
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

/// A row a mineral under control: one market beside capacity sharing, for the same project; or why there is none.
fn models(story: &Story<'_>, judged: &Judged) -> Result<String, Failure> {
    let reader = story.reader();
    let (assumed, stay) = (story.plain("promises.assumed")?, story.plain("promises.all_stay")?);
    let assumed_leave = story.plain("promises.assumed_leave")?;
    let mut rows = String::new();
    for sharing in &judged.0 {
        let mineral = label(&reader.catalogue.minerals, &sharing.mineral);
        let tonnes = sharing.tonnes.map_or_else(String::new, |tonnes| reader.tonnes(tonnes));
        let project = if sharing.assumed {
            assumed.replace("[tonnes]", &tonnes)
        } else {
            format!("{} ({tonnes})", escaped(&sharing.name))
        };
        rows.push_str(&format!("<tr><th scope=\"row\">{mineral}</th>"));
        if let Some(why) = sharing.undivided {
            rows.push_str(&format!(
                "<td colspan=\"5\">{}</td></tr>\n",
                reader.say(&format!("missing.{why}"))
            ));
            continue;
        }
        let under = |id: &str| sharing.open.iter().find(|division| division.rule == id);
        let (one, shared) = (under("single-market"), under("capacity-sharing"));
        let market = sharing.allies.iter().position(|ally| ally.country == sharing.market);
        let part = market.and_then(|at| {
            let got = one?.received.get(at).copied().flatten()?;
            let lost = sharing.allies.get(at)?.lost.filter(|lost| *lost > 0.0)?;
            Some(reader.percent((got / lost).min(1.0)))
        });
        let alone = part.map_or_else(
            || reader.country(&sharing.market),
            |part| format!("{} {part}", reader.country(&sharing.market)),
        );
        let least = shared.and_then(|shared| shared.least_coverage).map(|part| reader.percent(part));
        let premium = shared.and_then(|shared| shared.premium).map(|tonnes| reader.tonnes(tonnes));
        let who: Vec<String> = shared
            .map_or_else(Vec::new, |one| one.blocking.iter().map(|code| reader.country(code)).collect());
        let stability = match shared.and_then(|shared| shared.stable) {
            Some(false) if sharing.assumed => assumed_leave.replace("[who]", &who.join(", ")),
            None => reader.say("missing.no_owners"),
            Some(true) => stay.clone(),
            Some(false) => who.join(", "),
        };
        for cell in [project, alone, least.unwrap_or_default(), premium.unwrap_or_default(), stability] {
            rows.push_str(&format!("<td>{cell}</td>"));
        }
        rows.push_str("</tr>\n");
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
        assert!(judged.0.len() > judged.owned().count() && judged.owned().count() > 0);
        let plant = judged.owned().find(|project| project.project == "D01").unwrap();
        let under = |rule: &str| plant.open.iter().find(|division| division.rule == rule).unwrap();
        assert_eq!(under("equal-split").blocking, ["USA"]);
        assert_eq!(under("single-market").stable, Some(true));
    }
}
