//! Finished pages: every picture and table stands in the HTML before any script runs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use offtake::atlas::{Atlas, Catalogue, Choice, Entry, Frame, Picture, TableRuler, Theme};
use offtake::paint;
use offtake::wording::Language;

use super::data::Package;
use super::slots::{escaped, fill, named as slots_named};
use super::story::Story;
use super::write;
use crate::failure::Failure;

/// Widths in CSS px at which a finished picture is drawn: one for phones, one for wider columns.
const NARROW: f64 = 344.0;
const WIDE: f64 = 720.0;

struct Site<'a> {
    root: &'a Path,
    atlas: &'a Atlas,
    /// Asset folder below the site.
    assets: &'a str,
    /// The story, by language.
    stories: BTreeMap<&'static str, Story<'a>>,
}

/// Writes every page.
pub fn write_all(root: &Path, out: &Path, assets: &str, atlas: &Atlas) -> Result<(), Failure> {
    let package = Package::open(root)?;
    let mut stories = BTreeMap::new();
    for language in Language::ALL {
        stories.insert(language.id(), Story::open(root, &package, atlas, language)?);
    }
    let site = Site { root, atlas, assets, stories };
    let languages = site.atlas.catalogue("en")?.languages;
    for language in &languages {
        let catalogue = site.atlas.catalogue(&language.id)?;
        let choice = site.atlas.from_link(&format!("lang={}", language.id))?;
        let page = site.page("page.html", &choice, &catalogue, "../")?;
        write(&out.join(&language.id).join("index.html"), page.as_bytes())?;
        for chart in &catalogue.charts {
            let folder = out.join("embed").join(&chart.id).join(&language.id);
            let query = format!("lang={}&chart={}", language.id, chart.id);
            let choice = site.atlas.from_link(&query)?;
            write(
                &folder.join("index.html"),
                site.page("embed.html", &choice, &catalogue, "../../../")?.as_bytes(),
            )?;
            // A finished picture per mineral, for frames in which no script runs.
            for mineral in &catalogue.minerals {
                let choice = site.atlas.from_link(&format!("{query}&mineral={}", mineral.id))?;
                let page = site.page("embed.html", &choice, &catalogue, "../../../../")?;
                write(&folder.join(&mineral.id).join("index.html"), page.as_bytes())?;
            }
        }
    }
    let choice = site.atlas.from_link("")?;
    let catalogue = site.atlas.catalogue("en")?;
    for (template, name) in [("front.html", "index.html"), ("404.html", "404.html")] {
        write(&out.join(name), site.page(template, &choice, &catalogue, "")?.as_bytes())?;
    }
    Ok(())
}

impl Site<'_> {
    fn template(&self, name: &str) -> Result<String, Failure> {
        let path = self.root.join("www").join(name);
        fs::read_to_string(&path).map_err(Failure::reading(&path))
    }

    /// A page for a choice. `up` leads from the page to the site's root, so that any base address works.
    fn page(
        &self,
        template: &str,
        choice: &Choice,
        catalogue: &Catalogue,
        up: &str,
    ) -> Result<String, Failure> {
        let text = self.template(template)?;
        let file = self.root.join("www").join(template);
        // Figures may fail to draw; slots may not, so they are drawn first.
        let mut figures: Vec<(String, String)> = Vec::new();
        for chart in &catalogue.charts {
            if text.contains(&format!("{{{{figure {}}}}}", chart.id)) || text.contains("{{figure own}}") {
                let own = Choice { chart: chart.id.clone(), ..choice.clone() };
                let frame = template == "embed.html";
                figures.push((chart.id.clone(), self.figure(&own, up, frame)?));
            }
        }
        let picture = self.draw(choice, WIDE)?;
        // The first sentence that cannot be written is an error of its own, not an unknown slot.
        let mut told = BTreeMap::new();
        for key in slots_named("story", &text) {
            if let Some(story) = self.stories.get(choice.lang.as_str()) {
                told.insert(key, story.say(key)?);
            }
        }
        let other = catalogue.languages.iter().find(|language| language.id != choice.lang);
        fill(&file, &text, |name, word| match name {
            "lang" => Some(choice.lang.clone()),
            "other_lang" => other.map(|language| language.id.clone()),
            "other_language" => other.map(|language| escaped(&language.label)),
            "up" => Some(up.to_owned()),
            "assets" => Some(format!("{up}{}/", self.assets)),
            "say" => Some(escaped(&self.atlas.say(&choice.lang, word))),
            // What a figure further down finds, said at the head of the page.
            "finding" => self
                .draw(&Choice { chart: word.to_owned(), ..choice.clone() }, WIDE)
                .ok()
                .map(|picture| escaped(&picture.title)),
            "story" => told.get(word).cloned(),
            "options" => options(catalogue, choice, word),
            "choice" => field(choice, word).map(|value| escaped(&value)),
            "title" => Some(escaped(&picture.title)),
            "sentence" => Some(escaped(&picture.sentence)),
            "figure" => {
                let wanted = if word == "own" { &choice.chart } else { word };
                figures.iter().find(|(chart, _)| chart == wanted).map(|(_, html)| html.clone())
            }
            _ => None,
        })
    }

    fn draw(&self, choice: &Choice, width: f64) -> Result<Picture, Failure> {
        let frame = Frame { width, theme: &Theme::LIGHT, ruler: &TableRuler };
        Ok(self.atlas.draw(choice, &frame)?)
    }

    /// A figure of a page, or of a frame, out of which its links lead.
    fn figure(&self, choice: &Choice, up: &str, frame: bool) -> Result<String, Failure> {
        let (narrow, wide) = (self.draw(choice, NARROW)?, self.draw(choice, WIDE)?);
        let svg = |picture: &Picture| {
            paint::svg(&picture.scene).map_err(|error| Failure::Choice(error.to_string()))
        };
        let (narrow_svg, wide_svg) = (svg(&narrow)?, svg(&wide)?);
        let cells = |tag: &str, row: &[String]| -> String {
            row.iter().map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell))).collect()
        };
        let address = |path: &str| format!("{up}{}/{path}", choice.lang);
        let aside = if frame { " target=\"_blank\" rel=\"noopener\"" } else { "" };
        let head: String = wide
            .table
            .columns
            .iter()
            .map(|name| format!("<th scope=\"col\">{}</th>", escaped(name)))
            .collect();
        let body: String = wide
            .table
            .rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| row.split_first().map(|(name, rest)| (at, name, rest)))
            .map(|(at, name, rest)| {
                let name = match wide.table.behind.get(at) {
                    Some(Some(path)) => {
                        format!("<a href=\"{}\"{aside}>{}</a>", escaped(&address(path)), escaped(name))
                    }
                    _ => escaped(name),
                };
                format!("<tr><th scope=\"row\">{name}</th>{}</tr>", cells("td", rest))
            })
            .collect();
        let file = self.root.join("www/figure.html");
        fill(&file, &self.template("figure.html")?, |name, word| match (name, word) {
            ("chart", _) => Some(choice.chart.clone()),
            ("lang", _) => Some(choice.lang.clone()),
            ("title", _) => Some(escaped(&wide.title)),
            ("subtitle", _) => Some(escaped(&wide.subtitle)),
            // The finding stands on the picture: those who see it need not read it twice.
            ("sentence_rest", _) => {
                Some(escaped(wide.sentence.strip_prefix(&wide.title).unwrap_or(&wide.sentence)))
            }
            ("sentence", _) => Some(escaped(&wide.sentence)),
            ("source", _) => Some(escaped(&wide.source)),
            ("thead", _) => Some(format!("<tr>{head}</tr>")),
            ("behind", _) => Some(escaped(&address(wide.table.all_behind.as_deref().unwrap_or("data/")))),
            ("aside", _) => Some(aside.to_owned()),
            ("tbody", _) => Some(body.clone()),
            ("svg", "narrow") => Some(narrow_svg.clone()),
            ("svg", "wide") => Some(wide_svg.clone()),
            ("say", key) => Some(escaped(&self.atlas.say(&choice.lang, key))),
            _ => None,
        })
    }
}

fn field(choice: &Choice, name: &str) -> Option<String> {
    Some(match name {
        "chart" => choice.chart.clone(),
        "mineral" => choice.mineral.clone(),
        "country" => choice.country.clone(),
        "year" => choice.year.to_string(),
        "stop" => choice.stop.to_string(),
        "rule" => choice.rule.clone(),
        "allies" => choice.allies.clone(),
        "project" => choice.project.clone(),
        "tonnes" => choice.tonnes.to_string(),
        "market" => choice.market.clone(),
        "measure" => choice.measure.clone(),
        _ => return None,
    })
}

fn options(catalogue: &Catalogue, choice: &Choice, list: &str) -> Option<String> {
    let (entries, selected): (&[Entry], String) = match list {
        "minerals" => (&catalogue.minerals, choice.mineral.clone()),
        "countries" => (&catalogue.countries, choice.country.clone()),
        "years" => (&catalogue.years, choice.year.to_string()),
        "rules" => (&catalogue.rules, choice.rule.clone()),
        "allies" => (&catalogue.allies, choice.allies.clone()),
        "measures" => (&catalogue.measures, choice.measure.clone()),
        _ => return None,
    };
    Some(
        entries
            .iter()
            .map(|entry| {
                let chosen = if entry.id == selected { " selected" } else { "" };
                format!("<option value=\"{}\"{chosen}>{}</option>", escaped(&entry.id), escaped(&entry.label))
            })
            .collect(),
    )
}
