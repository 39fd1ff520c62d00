//! Finished pages: every picture and table stands in the HTML before any script runs.

use std::collections::{BTreeMap, BTreeSet};

use offtake::atlas::{
    Atlas, Catalogue, Chances, Choice, Entry, Frame, Picture, TableRuler, Theme, family_of, files_of,
};
use offtake::paint;
use offtake::wording::Language;

use super::cache::kept;
use super::data::Package;
use super::embed::{
    self,
    first::First,
    marks, room,
    slim::{Paired, Thin, gathered, joined, pair, slim},
};
use super::scenarios::{self, Scenario};
use super::slots::{self, escaped, fill, named as slots_named};
use super::story::Story;
use super::{bench, crew, head, promises, wasm, write};
use crate::failure::Failure;

/// The way from the page of a named view to the language's folder.
const SCENARIO_BASE: &str = "../../";

/// Widths in CSS px at which a finished picture is drawn: one for phones, one for wider columns. Both are among the widths
/// whose heights are known.
const NARROW: f64 = 344.0;
const WIDE: f64 = 720.0;

/// The slot of the figure that a page is about.
const OWN_FIGURE: &str = "{{figure own}}";
/// The first picture of the workbench.
const BENCH: &str = "who-gets-it";
/// Pictures that are empty for many minerals: beside a gap stands the way to a mineral with figures.
const SPARSE: [&str; 3] = ["end-uses", "pipeline", "who-would-leave"];

struct Site<'a> {
    place: embed::Place<'a>,
    atlas: &'a Atlas,
    /// Asset folder below the site.
    assets: &'a str,
    /// The catalogue of each language.
    catalogues: BTreeMap<String, Catalogue>,
    /// The story, by language and by the way from the page to the language's folder.
    stories: BTreeMap<(&'static str, &'static str), Story<'a>>,
    scenarios: Vec<Scenario>,
    /// The day of the newest edition of the tables.
    edition: &'a str,
    /// By chart, a mineral with figures for it.
    fullest: BTreeMap<&'static str, String>,
}

/// A page to write.
struct Job {
    template: &'static str,
    /// What its figures show.
    query: String,
    /// Its folder or file below the site.
    path: String,
    /// The way from the page to the site's root.
    up: String,
    /// Which of the named views it tells.
    scenario: Option<usize>,
}

/// A figure and the pictures in it.
struct Figure {
    chart: String,
    html: String,
    /// At [`room::WIDTHS`].
    pictures: Vec<Picture>,
    narrow: String,
    wide: String,
    /// Of a frame: what answers in it before an engine does, as the name of a file and its text.
    marks: Option<(String, String)>,
}

impl Figure {
    fn at(&self, width: f64) -> Option<&Picture> {
        room::WIDTHS.iter().position(|known| *known == width).and_then(|at| self.pictures.get(at))
    }
}

/// Writes every page.
pub fn write_all(place: embed::Place<'_>, assets: &str, atlas: &Atlas) -> Result<(), Failure> {
    let mut catalogues = BTreeMap::new();
    for language in atlas.catalogue("en")?.languages {
        let catalogue = atlas.catalogue(&language.id)?;
        catalogues.insert(language.id, catalogue);
    }
    let package = Package::open(place.root)?;
    let judged = promises::judged(atlas)?;
    let mut stories = BTreeMap::new();
    for language in Language::ALL {
        for base in ["", SCENARIO_BASE] {
            let story = Story::open(place.root, &package, atlas, language, &judged)?;
            stories.insert((language.id(), base), story.seen_from(base));
        }
    }
    let scenarios = scenarios::read(place.root)?;
    let edition = &package.created;
    let fullest = fullest(atlas)?;
    let site = Site { place, atlas, assets, catalogues, stories, scenarios, edition, fullest };
    let mut jobs = Vec::new();
    let mut job = |template, query: String, path: String| {
        let up = "../".repeat(path.matches('/').count());
        jobs.push(Job { template, query, path, up, scenario: None });
    };
    for (lang, catalogue) in &site.catalogues {
        job("page.html", format!("lang={lang}"), format!("{lang}/index.html"));
        job("explore.html", format!("lang={lang}&chart={BENCH}"), format!("{lang}/explore/index.html"));
        let guide = if lang == "fr" { "embedding.fr.html" } else { "embedding.en.html" };
        job(guide, format!("lang={lang}"), format!("{lang}/embedding/index.html"));
        // Each way as an article pastes it, and a page for each of the two interfaces.
        let (article, messages, element) = match lang.as_str() {
            "fr" => ("pasted.fr.html", "messages.fr.html", "element.fr.html"),
            _ => ("pasted.en.html", "messages.en.html", "element.en.html"),
        };
        let view = format!("lang={lang}&chart=supplier-bars");
        for way in embed::Way::ALL {
            job(article, view.clone(), format!("pasted/{lang}/{}/index.html", way.id()));
        }
        job(messages, view.clone(), format!("pasted/{lang}/messages/index.html"));
        job(element, view, format!("pasted/{lang}/interface/index.html"));
        for chart in &catalogue.charts {
            let stem = format!("embed/{}/{lang}", chart.id);
            let query = format!("lang={lang}&chart={}", chart.id);
            job("embed.html", query.clone(), format!("{stem}/index.html"));
            // A finished picture per mineral, for frames in which no script runs.
            for mineral in &catalogue.minerals {
                let query = format!("{query}&mineral={}", mineral.id);
                job("embed.html", query, format!("{stem}/{}/index.html", mineral.id));
            }
        }
    }
    for (template, name) in [("front.html", "index.html"), ("404.html", "404.html")] {
        job(template, String::new(), name.to_owned());
    }
    for lang in site.catalogues.keys() {
        for (at, scenario) in site.scenarios.iter().enumerate() {
            let query = format!("lang={lang}&{}", scenario.query);
            let frame = format!("embed/{}/{lang}/{}/", site.atlas.from_link(&query)?.chart, scenario.id());
            // The story, told of it, and a frame that shows it at once.
            for (template, folder) in
                [("page.html", format!("{lang}/{}", scenario.path())), ("embed.html", frame)]
            {
                jobs.push(Job {
                    template,
                    query: query.clone(),
                    path: format!("{folder}index.html"),
                    up: "../".repeat(folder.matches('/').count()),
                    scenario: Some(at),
                });
            }
        }
    }
    embed::scripts(&site.place, assets)?;
    crew::each(jobs, |job| site.write(&job))
}

impl Site<'_> {
    fn template(&self, name: &str) -> Result<String, Failure> {
        slots::template(self.place.root, name)
    }

    fn write(&self, job: &Job) -> Result<(), Failure> {
        let choice = self.atlas.from_link(&job.query)?;
        let text = self.template(job.template)?;
        let file = self.place.root.join("www").join(job.template);
        let catalogue = self.catalogues.get(&choice.lang);
        let catalogue =
            catalogue.ok_or_else(|| Failure::Choice(format!("no catalogue of {}", choice.lang)))?;
        let framed = job.template == "embed.html";
        // Figures may fail to draw; slots may not, so they are drawn first.
        let mut figures: Vec<Figure> = Vec::new();
        for chart in &catalogue.charts {
            let own =
                (framed || text.contains("{{code") || text.contains(OWN_FIGURE)) && chart.id == choice.chart;
            if own || text.contains(&format!("{{{{figure {}}}}}", chart.id)) {
                let own = Choice { chart: chart.id.clone(), ..choice.clone() };
                figures.push(self.figure(&own, &job.up, framed, job.template == "explore.html")?);
            }
        }
        let own = figures.iter().find(|figure| figure.chart == choice.chart);
        let drawn;
        let picture = match own.and_then(|figure| figure.at(WIDE)) {
            Some(picture) => picture,
            None => {
                drawn = self.draw(&choice, WIDE)?;
                &drawn
            }
        };
        // The address that an article names, without its last slash.
        let stem = job.path.trim_end_matches("/index.html");
        let scenario = job.scenario.and_then(|at| self.scenarios.get(at));
        // What its frame is called among those of its chart.
        let called = scenario.map_or(choice.mineral.as_str(), Scenario::id);
        if let Some(figure) = own.filter(|_| framed || scenario.is_some())
            && let Some(view) = self.view(stem, called, &choice, figure)
        {
            // Of every view in a full build; while working, of one a chart and of those with a name, which are kept.
            let bitmaps = self.place.bitmaps || stem.ends_with("/en") || scenario.is_some();
            self.beside(&embed::View { bitmaps, changes: framed, ..view }, figure)?;
        }
        if let Some((name, text)) = own.filter(|_| framed).and_then(|figure| figure.marks.as_ref()) {
            write(&self.place.out.join(stem).join(name), text.as_bytes())?;
        }
        let here = self.place.address.unwrap_or(&job.up);
        let card = || format!("{here}{stem}.card.png");
        let oembed = || {
            let link = |root: &str| {
                let title = escaped(&picture.title);
                format!(
                    "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{root}{stem}.oembed.json\" title=\"{title}\">"
                )
            };
            self.place.address.map(link).unwrap_or_default()
        };
        // The first sentence that cannot be written is an error of its own, not an unknown slot.
        let mut told = BTreeMap::new();
        let base = if scenario.is_some() { SCENARIO_BASE } else { "" };
        for key in slots_named("story", &text) {
            if let Some(story) = self.stories.get(&(choice.lang.as_str(), base)) {
                told.insert(key, story.say(key)?);
            }
        }
        // The last folder of such a page is the way.
        let way = stem.rsplit('/').next().unwrap_or_default();
        let pasted = format!("embed/{}/{}/{}", choice.chart, choice.lang, choice.mineral);
        let code =
            || embed::pasted(self.place.integrity, &self.view(&pasted, called, &choice, own?)?, way, &job.up);
        let other = catalogue.languages.iter().find(|language| language.id != choice.lang);
        let others: Vec<&Catalogue> = self
            .catalogues
            .iter()
            .filter(|(lang, _)| **lang != choice.lang)
            .map(|(_, other)| other)
            .collect();
        // Below the language's folder; `None` for what is no page of ours: frames, the way in, the page of what is missing.
        let own_page = job.path.strip_suffix("index.html").and_then(|path| path.strip_prefix(&choice.lang));
        let own_page = own_page.and_then(|path| path.strip_prefix('/'));
        let path = own_page.unwrap_or_default();
        let page = fill(&file, &text, |name, word| match name {
            "lang" => Some(choice.lang.clone()),
            "other_lang" => other.map(|language| language.id.clone()),
            "other_language" => other.map(|language| escaped(&language.label)),
            "up" => Some(job.up.clone()),
            // Where the site will stand, for what is read elsewhere.
            "here" => Some(escaped(here)),
            "path" => Some(path.to_owned()),
            // The page of what is missing stands at every depth: no way from it leads up.
            "home" => {
                Some(format!("{}/", self.place.address.map_or("", |address| embed::host::parts(address).1)))
            }
            "assets" => Some(format!("{}{}/", job.up, self.assets)),
            "say" => Some(escaped(&self.atlas.say(&choice.lang, word))),
            // What a figure further down finds, said at the head of the page.
            "finding" => self
                .draw(&Choice { chart: word.to_owned(), ..choice.clone() }, WIDE)
                .ok()
                .map(|picture| escaped(&picture.title)),
            "story" => told.get(word).cloned(),
            "options" => options(catalogue, &others, &choice, word),
            "first" => entries(catalogue, word).and_then(|all| all.first()).map(|entry| escaped(&entry.id)),
            "last" => entries(catalogue, word).and_then(|all| all.last()).map(|entry| escaped(&entry.id)),
            // What the page is called, and what it opens with: a named view has words of its own.
            "named" => Some(escaped(&match (scenario, word) {
                (Some(scenario), "query") => scenario.query.clone(),
                (None, "query") => String::new(),
                (Some(scenario), _) => scenario.name(&choice.lang).to_owned(),
                (None, _) => self.atlas.say(&choice.lang, word),
            })),
            "scenarios" => {
                Some(self.scenarios.iter().map(|scenario| scenario.item(&choice.lang, base)).collect())
            }
            "choice" => field(&choice, word).map(|value| escaped(&value)),
            "title" => Some(escaped(&picture.title)),
            "sentence" => Some(escaped(&picture.sentence)),
            "elsewhere" => {
                let figure = figures.iter().find(|figure| figure.chart == word);
                figure.and_then(|figure| self.elsewhere(figure, catalogue, job))
            }
            "bench" => bench::slot(self.atlas, &catalogue.countries, &choice, word),
            "floor" => {
                let floor = self.atlas.price_floor(&choice).ok().flatten();
                floor.map(|floor| escaped(&floor.sentence))
            }
            "card" => Some(escaped(&card())),
            "edition" => Some(escaped(self.edition)),
            // Of pages that are one view.
            "oembed" => Some(if framed || scenario.is_some() { oembed() } else { String::new() }),
            "way" => Some(way.to_owned()),
            // Of a frame: what it is called, what it shows beside its mineral, and where its story is told.
            "frame" => match word {
                "name" => Some(escaped(called)),
                "query" => Some(escaped(&scenario.map_or_else(String::new, Scenario::of_frame))),
                "story" => Some(scenario.map_or_else(String::new, Scenario::path)),
                _ => None,
            },
            "code" => code(),
            "code_shown" => code().map(|code| escaped(&code)),
            "script" => self.template(word).ok().map(|script| escaped(&script)),
            "engine" => Some(wasm::engine_of(&choice.chart)),
            "keep" => Some(opens_with(&choice, figures.iter().map(|figure| figure.chart.as_str()))),
            "early" => Some(early(&format!("{}{}/", job.up, self.assets), &choice)),
            "preloads" => Some(preloads(&format!("{}{}/", job.up, self.assets), &choice)),
            "marks" => own.and_then(|figure| figure.marks.as_ref()).map(|(name, _)| name.clone()),
            "integrity" => Some(self.place.integrity.to_owned()),
            "figure" => {
                let wanted = if word == "own" { &choice.chart } else { word };
                figures.iter().find(|figure| figure.chart == wanted).map(|figure| figure.html.clone())
            }
            _ => None,
        })?;
        let Some(path) = own_page else { return write(&self.place.out.join(&job.path), page.as_bytes()) };
        let page = head::dressed(&page, &head::Stand { here, lang: &choice.lang, path })?;
        let (title, description) = head::said(&page)?;
        // A page of pictures shows one.
        let card = if figures.is_empty() {
            head::card(title, description)
        } else {
            embed::card::svg(self.atlas, &choice)?
        };
        let card = kept(self.place.root, "card-1", &[card.as_bytes()], || embed::card::png(&card))?;
        write(&self.place.out.join(head::card_file(&choice.lang, path)), &card)?;
        write(&self.place.out.join(&job.path), page.as_bytes())
    }

    /// The files beside a frame, or beside a view with a name.
    fn beside(&self, view: &embed::View<'_>, figure: &Figure) -> Result<(), Failure> {
        embed::beside(&self.place, view)?;
        if view.bitmaps {
            let card = embed::card::svg(self.atlas, view.choice)?;
            embed::bitmaps(&self.place, view.stem, &figure.wide, &card)?;
        }
        Ok(())
    }

    /// A figure as articles have it.
    fn view<'a>(
        &self,
        stem: &'a str,
        name: &'a str,
        choice: &'a Choice,
        figure: &'a Figure,
    ) -> Option<embed::View<'a>> {
        let (narrow, wide) = (figure.at(NARROW)?, figure.at(WIDE)?);
        let say = |key: &str| self.atlas.say(&choice.lang, key);
        Some(embed::View {
            choice,
            stem,
            name,
            pictures: &figure.pictures,
            bitmaps: self.place.bitmaps,
            changes: true,
            narrow: (narrow, &figure.narrow),
            wide: (wide, &figure.wide),
            around: room::Around {
                // As www/figure.css has it.
                sentence: (!["control-timeline", "trend", "shortfall-waterfall", "pipeline"]
                    .contains(&choice.chart.as_str()))
                .then(|| rest(wide)),
                tools: vec![say("page.table"), say("page.rows")],
            },
            more: say("page.explore"),
        })
    }

    /// The way to a mineral that a chart has figures of, hidden where it has some of this one. Without scripts it leads to the
    /// frame of that view.
    fn elsewhere(&self, figure: &Figure, catalogue: &Catalogue, job: &Job) -> Option<String> {
        let mineral = self.fullest.get(figure.chart.as_str())?;
        let label = &catalogue.minerals.iter().find(|entry| entry.id == *mineral)?.label;
        let lang = self.atlas.from_link(&job.query).ok()?.lang;
        let full = figure.at(WIDE).is_some_and(|picture| !picture.table.rows.is_empty());
        Some(format!(
            "<p class=\"elsewhere\" data-of=\"{chart}\"{hidden}>{say} <a href=\"{up}embed/{chart}/{lang}/{mineral}/\" data-mineral=\"{mineral}\">{label}</a></p>",
            chart = escaped(&figure.chart),
            hidden = if full { " hidden" } else { "" },
            say = escaped(&self.atlas.say(&lang, "page.elsewhere")),
            up = job.up,
            mineral = escaped(mineral),
            label = escaped(label),
        ))
    }

    fn draw(&self, choice: &Choice, width: f64) -> Result<Picture, Failure> {
        let frame = Frame { width, theme: &Theme::LIGHT, ruler: &TableRuler };
        Ok(self.atlas.draw(choice, &frame)?)
    }

    /// A figure of a page, or of a frame, out of which its links lead. One that shows any chart may come to be a map.
    fn figure(&self, choice: &Choice, up: &str, frame: bool, any: bool) -> Result<Figure, Failure> {
        let pictures = self.atlas.draw_at(choice, &frames())?;
        let find = |width: f64| {
            let found = pictures.iter().find(|picture| picture.scene.width == width);
            found.ok_or_else(|| Failure::Choice(format!("{width} px is not among the widths that are drawn")))
        };
        let svg = |picture: &Picture| {
            paint::svg(&picture.scene).map_err(|error| Failure::Choice(error.to_string()))
        };
        let (narrow, wide) = (find(NARROW)?, find(WIDE)?);
        let (narrow_raw, wide_raw) = (svg(narrow)?, svg(wide)?);
        let (narrow_svg, wide_svg) = (slim(&narrow_raw), slim(&wide_raw));
        // On a page the words of a picture can be searched and copied, and follow each other as they are read.
        let thin: &Thin = if frame { &|svg| joined(&gathered(svg)) } else { &joined };
        // In the page the two stand together; as files each stands alone.
        let both = pair(&format!("land-{}", choice.chart), &narrow.scene, &wide.scene, thin);
        let both = both.map_err(|error| Failure::Choice(error.to_string()))?;
        let here = both.unwrap_or_else(|| Paired {
            narrow: thin(&narrow_raw),
            wide: thin(&wide_raw),
            rings: Vec::new(),
        });
        let (here_narrow, here_wide) = (&here.narrow, &here.wide);
        let land = (!here.rings.is_empty()).then_some(here.rings.as_slice());
        let touched = marks::Pair { narrow: &narrow.scene, wide: &wide.scene, land };
        let marks = frame.then(|| marks::file(&touched, [here_narrow, here_wide]));
        let rooms = room::Rooms::of(&pictures);
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
        let file = self.place.root.join("www/figure.html");
        let say = |key: &str| escaped(&self.atlas.say(&choice.lang, key));
        // What a map has beside other pictures: buttons and keys that look more closely.
        let map = wide.scene.pane.is_some();
        let (closer, keys) = if map || any {
            let file = self.place.root.join("www/closer.html");
            let buttons =
                fill(&file, &self.template("closer.html")?, |name, key| (name == "say").then(|| say(key)))?;
            let more = if map { say("page.closer_keys") } else { String::new() };
            (buttons, format!("{} {more}", say("page.figure_keys")).trim_end().to_owned())
        } else {
            (String::new(), say("page.figure_keys"))
        };
        let first = frame.then(|| {
            // Tall enough that neither is drawn smaller than its width allows, and no taller than its room at the most.
            let boxed = |svg, picture: &Picture, most| {
                (placed(svg), picture.scene.height.max(rooms.at(most)).round())
            };
            First::of([
                boxed(here_narrow, narrow, room::NARROW_MOST),
                boxed(here_wide, wide, room::WIDE_MOST),
            ])
        });
        // The sheet stands behind the room of the picture: a browser that has it lays out what it has of the page.
        let (picture, sheet) = match &first {
            Some(first) => (
                first.html(self.place.root)?,
                format!("<link rel=\"stylesheet\" href=\"{up}{}/figure.css\">", self.assets),
            ),
            None => (String::new(), String::new()),
        };
        let [over_narrow, over_wide] = match &first {
            Some(first) => first.over(),
            None => [placed(here_narrow), placed(here_wide)],
        };
        let html = fill(&file, &self.template("figure.html")?, |name, word| match (name, word) {
            ("closer", _) => Some(closer.clone()),
            ("keys", _) => Some(keys.clone()),
            ("chart", _) => Some(choice.chart.clone()),
            ("lang", _) => Some(choice.lang.clone()),
            ("title", _) => Some(escaped(&wide.title)),
            ("subtitle", _) => Some(escaped(&wide.subtitle)),
            // The finding stands on the picture: those who see it need not read it twice.
            ("sentence_rest", _) => Some(escaped(rest(wide))),
            ("sentence", _) => Some(escaped(&wide.sentence)),
            ("source", _) => Some(escaped(&wide.source)),
            ("thead", _) => Some(format!("<tr>{head}</tr>")),
            ("behind", _) => Some(escaped(&address(wide.table.all_behind.as_deref().unwrap_or("data/")))),
            // Said beside the code while a reader's own figures are in use, which only the workbench takes.
            ("unlent", _) if any => {
                Some(format!("<p class=\"note unlent\">{}</p>", say("page.bench_own_links")))
            }
            ("unlent", _) => Some(String::new()),
            ("aside", _) => Some(aside.to_owned()),
            ("tbody", _) => Some(body.clone()),
            ("rooms", _) => Some(rooms.spacers()),
            ("edition", _) => Some(escaped(self.edition)),
            ("svg", "narrow") => Some(over_narrow.clone()),
            ("svg", "wide") => Some(over_wide.clone()),
            ("first", _) => Some(picture.clone()),
            ("sheet", _) => Some(sheet.clone()),
            ("figure", _) => Some(if frame { "div role=\"figure\"" } else { "figure" }.to_owned()),
            ("figure_end", _) => Some(if frame { "div" } else { "figure" }.to_owned()),
            ("caption", _) => Some(if frame { "div" } else { "figcaption" }.to_owned()),
            ("say", key) => Some(say(key)),
            _ => None,
        })?;
        Ok(Figure { chart: choice.chart.clone(), html, pictures, narrow: narrow_svg, wide: wide_svg, marks })
    }
}

/// For each of [`SPARSE`] a mineral that it shows: of those the one with figures for most of them, then with the most rows; of equals the
/// first in the order of the menus.
fn fullest(atlas: &Atlas) -> Result<BTreeMap<&'static str, String>, Failure> {
    let frame = Frame { width: WIDE, theme: &Theme::LIGHT, ruler: &TableRuler };
    let mut rows: Vec<(String, [usize; SPARSE.len()])> = Vec::new();
    for mineral in atlas.catalogue(Language::English.id())?.minerals {
        let mut counts = [0; SPARSE.len()];
        for (chart, count) in SPARSE.iter().zip(&mut counts) {
            let choice = atlas.from_link(&format!("chart={chart}&mineral={}", mineral.id))?;
            *count = atlas.draw_with(&choice, &frame, Chances::Later)?.table.rows.len();
        }
        rows.push((mineral.id, counts));
    }
    let rank =
        |counts: &[usize]| (counts.iter().filter(|rows| **rows > 0).count(), counts.iter().sum::<usize>());
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(rank(counts)));
    let first = |at: usize| rows.iter().find(|(_, counts)| counts.get(at).is_some_and(|rows| *rows > 0));
    let of = |(at, chart): (usize, &&'static str)| Some((*chart, first(at)?.0.clone()));
    Ok(SPARSE.iter().enumerate().filter_map(of).collect())
}

/// What a frame with a chart needs beside the facts of its mineral, fetched before it is asked for.
fn preloads(assets: &str, choice: &Choice) -> String {
    let words = family_of(&choice.chart).is_none().then(|| format!("sharing-{}", choice.lang));
    let files = files_of(&choice.chart, &choice.mineral);
    words.iter().chain(&files).map(|id| preload(assets, id)).collect()
}

/// What a page asks for with its engine, beside the facts of its mineral: what the chart of its view needs.
fn early(assets: &str, choice: &Choice) -> String {
    let files = files_of(&choice.chart, &choice.mineral);
    files.iter().map(|id| preload(assets, id)).collect()
}

fn preload(assets: &str, id: &str) -> String {
    format!("<link rel=\"preload\" href=\"{assets}facts/{id}.bin\" as=\"fetch\" crossorigin>\n")
}

/// The facts behind the figures of a page, which a reader has without a network whatever was looked at first: their names below
/// the assets.
fn opens_with<'a>(choice: &Choice, charts: impl Iterator<Item = &'a str>) -> String {
    let mut ids: BTreeSet<String> = charts.flat_map(|chart| files_of(chart, &choice.mineral)).collect();
    ids.extend([choice.mineral.clone(), format!("sharing-{}", choice.lang)]);
    let names: Vec<String> = ids.iter().map(|id| format!("facts/{id}.bin")).collect();
    names.join(" ")
}

/// What a figure is drawn for, to know its height at every width.
fn frames() -> [Frame<'static>; room::WIDTHS.len()] {
    room::WIDTHS.map(|width| Frame { width, theme: &Theme::LIGHT, ruler: &TableRuler })
}

/// What a sentence says beyond the finding.
fn rest(picture: &Picture) -> &str {
    picture.sentence.strip_prefix(&picture.title).unwrap_or(&picture.sentence)
}

/// A picture in a room: where that is of another shape, it stands at the start, as the canvas will. Its letters are as large as they
/// are: to fit them to the pixels of the screen is half of what a browser does for a picture.
fn placed(svg: &str) -> String {
    svg.replacen("<svg ", "<svg preserveAspectRatio=\"xMinYMin\" text-rendering=\"geometricPrecision\" ", 1)
}

fn field(choice: &Choice, name: &str) -> Option<String> {
    Some(match name {
        "chart" => choice.chart.clone(),
        "mineral" => choice.mineral.clone(),
        "country" => choice.country.clone(),
        "year" => choice.year.to_string(),
        "stop" => choice.stop.to_string(),
        "leak" => choice.leak.to_string(),
        "stock" => choice.stock.to_string(),
        "rule" => choice.rule.clone(),
        "allies" => choice.allies.clone(),
        "project" => choice.project.clone(),
        "tonnes" => choice.tonnes.to_string(),
        "market" => choice.market.clone(),
        "measure" => choice.measure.clone(),
        "rows" => choice.rows.clone(),
        "columns" => choice.columns.clone(),
        "terms" => choice.terms.clone(),
        "by" => choice.by.to_string(),
        "price" => choice.price.to_string(),
        _ => return None,
    })
}

/// A menu's lines by its name.
fn entries<'a>(catalogue: &'a Catalogue, list: &str) -> Option<&'a [Entry]> {
    Some(match list {
        "charts" => &catalogue.charts,
        "minerals" => &catalogue.minerals,
        "countries" | "nations" => &catalogue.countries,
        "years" => &catalogue.years,
        "rules" => &catalogue.rules,
        "allies" => &catalogue.allies,
        "measures" => &catalogue.measures,
        "projects" => &catalogue.projects,
        "rows" => &catalogue.countries,
        "columns" => &catalogue.minerals,
        "terms" => &catalogue.terms,
        "by_years" => &catalogue.by_years,
        _ => return None,
    })
}

/// Options of a menu; `None` for a menu that is not there. Long ones say what `others`, the same in other languages, call an
/// entry, for the search.
pub fn options(catalogue: &Catalogue, others: &[&Catalogue], choice: &Choice, list: &str) -> Option<String> {
    let selected = match list {
        "charts" => choice.chart.clone(),
        "minerals" => choice.mineral.clone(),
        "countries" => choice.country.clone(),
        "years" => choice.year.to_string(),
        "rules" => choice.rule.clone(),
        "allies" => choice.allies.clone(),
        "measures" => choice.measure.clone(),
        "rows" => choice.rows.clone(),
        "columns" => choice.columns.clone(),
        "projects" => choice.project.clone(),
        "terms" => choice.terms.clone(),
        "by_years" => choice.by.to_string(),
        "nations" => String::new(),
        _ => return None,
    };
    let groups: &[Entry] = if ["countries", "rows"].contains(&list) { &catalogue.groups } else { &[] };
    let also = |entry: &Entry| -> String {
        let of = |other: &&Catalogue| {
            let known = entries(other, list)?.iter().find(|known| known.id == entry.id)?;
            Some(known.label.clone()).filter(|name| *name != entry.label)
        };
        let searched = ["minerals", "countries"].contains(&list);
        let names: Vec<String> = others.iter().filter(|_| searched).filter_map(of).collect();
        if names.is_empty() { String::new() } else { format!(" data-also=\"{}\"", escaped(&names.join(" "))) }
    };
    let line = |entry: &Entry| {
        let chosen = if entry.id == selected { " selected" } else { "" };
        // A project of one mineral is offered beside that mineral alone.
        let (of, away) = match (list, entry.note.as_str()) {
            ("projects", mineral) if !mineral.is_empty() => {
                (format!(" data-mineral=\"{}\"", escaped(mineral)), mineral != choice.mineral)
            }
            _ => (String::new(), false),
        };
        let hidden = if away { " hidden disabled" } else { "" };
        let (id, label, also) = (escaped(&entry.id), escaped(&entry.label), also(entry));
        format!("<option value=\"{id}\"{of}{hidden}{chosen}{also}>{label}</option>")
    };
    Some(groups.iter().chain(entries(catalogue, list)?).map(line).collect())
}
