//! The door to the browser: two classes. The only room that imports wasm-bindgen, web-sys and serde-wasm-bindgen.

#[cfg(feature = "analysis")]
mod analysis;
mod canvas;
#[cfg(feature = "analysis")]
mod measures;

use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use tsify::Tsify;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::atlas::{self, Choice, Frame, Picture, TextRuler, Theme};
use crate::paint::{self, Paper};
use crate::terms::{plain, within};
use canvas::CanvasPen;

/// One way to encode everything: no ES maps, no undefined.
const SERIALIZER: Serializer =
    Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);

/// The canvas that a choice is drawn on.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Paperwork {
    /// Width in CSS px; height follows from the chart.
    pub width_px: f64,
    /// Device px for one CSS px.
    pub dpr: f64,
    /// On a dark ground.
    pub dark: bool,
    /// Without a ground of its own: what lies behind the canvas shows. Left out, the ground is painted.
    #[serde(default)]
    #[tsify(optional)]
    pub bare: bool,
}

/// What a picture says, for the page around it.
#[derive(Serialize, Tsify)]
pub struct Summary {
    /// The finding.
    pub title: String,
    /// What is drawn.
    pub subtitle: String,
    /// What the picture shows, for those who do not see it.
    pub sentence: String,
    /// Where the figures come from.
    pub source: String,
    /// Header of the table.
    pub columns: Vec<String>,
    /// Rows of the table; the first cell names the row.
    pub rows: Vec<Vec<String>>,
    /// For each row, where the figures behind it stand: a path below the language's folder of the site.
    pub behind: Vec<Option<String>>,
    /// Where all of them stand.
    pub all_behind: Option<String>,
}

/// What lies under the pointer or the keyboard's focus.
#[derive(Serialize, Tsify)]
pub struct Hit {
    /// The chart's own id of the thing.
    pub id: String,
    /// What to say about it.
    pub words: String,
    /// Where it is, CSS px from the left.
    pub x: f64,
    /// Where it is, CSS px from the top.
    pub y: f64,
}

/// A panic is said on the console before the instance is lost.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The facts, the borders and the words: one a page.
#[wasm_bindgen]
pub struct Atlas(atlas::Atlas);

/// One picture on one canvas.
#[wasm_bindgen]
pub struct Drawing {
    picture: Picture,
    /// Where the keyboard's focus is among the tags.
    focus: Option<usize>,
}

#[wasm_bindgen]
impl Atlas {
    /// Opens the packed facts that every page needs, and borders; without bytes for these, `needs` names them when a map is
    /// asked for. Throws an `Error` whose `code` is `data` or `borders` when they are damaged.
    pub fn open(facts: &[u8], borders: &[u8]) -> Result<Atlas, JsValue> {
        atlas::Atlas::open(facts, borders)
            .map(Atlas)
            .map_err(|error| thrown(error.code(), &error.to_string()))
    }

    /// The next file that a query needs, words or facts, by its id: fetch `facts/{id}.bin` and add it, until none is
    /// needed.
    pub fn needs(&self, query: &str) -> Option<String> {
        self.0.needs(query)
    }

    /// Adds a packed file by its id. Throws an `Error` whose `code` is `data` when they are damaged.
    pub fn add(&mut self, id: &str, facts: &[u8]) -> Result<(), JsValue> {
        self.0.add(id, facts).map_err(|error| thrown(error.code(), &error.to_string()))
    }

    /// The choice that a query means, for example `?chart=who-gets-it&lang=fr&mineral=gallium`. Throws an `Error` whose
    /// `code` is `choice` and whose message names the stranger and what is known.
    #[wasm_bindgen(js_name = fromLink, unchecked_return_type = "Choice")]
    pub fn from_link(&self, query: &str) -> Result<JsValue, JsValue> {
        let choice = self.0.from_link(query);
        encode(&choice.map_err(|error| self.explained(language_of(query), &error))?)
    }

    /// The shortest query that means this choice, without chart and language.
    pub fn link(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<String, JsValue> {
        Ok(self.0.link(&chosen(&choice)?))
    }

    /// Draws a choice on a canvas and sizes it: its backing store has `dpr` px for each CSS px.
    pub fn draw(
        &self,
        canvas: HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Paperwork")] frame: JsValue,
    ) -> Result<Drawing, JsValue> {
        let choice = chosen(&choice)?;
        let paper = paperwork(&frame)?;
        let context = context(&canvas)?;
        let ruler = CanvasRuler(&context);
        let theme = if paper.dark { &Theme::DARK } else { &Theme::LIGHT };
        // A ratio that is none would make a canvas that is none.
        let dpr = if paper.dpr.is_finite() { within(paper.dpr, 0.5, 8.0) } else { 1.0 };
        let width =
            if paper.width_px.is_finite() { within(paper.width_px, 0.0, 16_000.0 / dpr) } else { 0.0 };
        let picture = self
            .0
            .draw(&choice, &Frame { width, theme, ruler: &ruler })
            .map_err(|error| self.explained(&choice.lang, &error))?;
        canvas.set_width(libm::round(picture.scene.width * dpr) as u32);
        canvas.set_height(libm::round(picture.scene.height * dpr) as u32);
        // Through the object model: a style attribute would be refused by a strict policy.
        let height = format!("{}px", plain(picture.scene.height));
        canvas
            .style()
            .set_property("height", &height)
            .map_err(|_| thrown("canvas", "the canvas takes no height"))?;
        let mut pen = CanvasPen(&context);
        paint::paint(&picture.scene, &mut pen, Paper { bare: paper.bare, ..Paper::canvas(dpr) })
            .map_err(|error| thrown("canvas", &error.to_string()))?;
        Ok(Drawing { picture, focus: None })
    }

    fn explained(&self, lang: &str, error: &atlas::Error) -> JsValue {
        thrown(error.code(), &self.0.explain(lang, error))
    }
}

/// Menus are for pages.
#[cfg(feature = "sharing")]
#[wasm_bindgen]
impl Atlas {
    /// Everything that can be asked for, labelled in a language whose words are here: `needs("lang=fr")` names their file.
    #[wasm_bindgen(unchecked_return_type = "Catalogue")]
    pub fn catalogue(&self, lang: &str) -> Result<JsValue, JsValue> {
        encode(&self.0.catalogue(lang).map_err(|error| self.explained(lang, &error))?)
    }
}

#[wasm_bindgen]
impl Drawing {
    /// What the picture says.
    #[wasm_bindgen(unchecked_return_type = "Summary")]
    pub fn summary(&self) -> Result<JsValue, JsValue> {
        let picture = &self.picture;
        encode(&Summary {
            title: picture.title.clone(),
            subtitle: picture.subtitle.clone(),
            sentence: picture.sentence.clone(),
            source: picture.source.clone(),
            columns: picture.table.columns.clone(),
            rows: picture.table.rows.clone(),
            behind: picture.table.behind.clone(),
            all_behind: picture.table.all_behind.clone(),
        })
    }

    /// The same picture as an SVG document.
    pub fn svg(&self) -> Result<String, JsValue> {
        paint::svg(&self.picture.scene).map_err(|error| thrown("picture", &error.to_string()))
    }

    /// Height in CSS px.
    #[wasm_bindgen(js_name = heightPx)]
    pub fn height_px(&self) -> f64 {
        self.picture.scene.height
    }

    /// What lies under a point, in CSS px.
    #[wasm_bindgen(unchecked_return_type = "Hit | null")]
    pub fn pick(&self, x: f64, y: f64) -> Result<JsValue, JsValue> {
        match atlas::pick(&self.picture.scene, (x, y)) {
            Some(tag) => self.hit(&tag.id, &tag.words),
            None => Ok(JsValue::NULL),
        }
    }

    /// Moves the keyboard's focus by a number of marks, around the ends, and gives the mark where it is.
    #[wasm_bindgen(unchecked_return_type = "Hit | null")]
    pub fn focus(&mut self, step: i32) -> Result<JsValue, JsValue> {
        let tags = atlas::tags(&self.picture.scene);
        // Wider than a step, so that no step overflows.
        let count = i64::try_from(tags.len()).unwrap_or(i64::MAX);
        if count == 0 {
            return Ok(JsValue::NULL);
        }
        let from = match self.focus {
            Some(at) => i64::try_from(at).unwrap_or(0),
            None if step > 0 => -1,
            None => 0,
        };
        let at = usize::try_from((from + i64::from(step)).rem_euclid(count)).unwrap_or(0);
        let Some((id, words)) = tags.get(at).map(|tag| (tag.id.clone(), tag.words.clone())) else {
            return Ok(JsValue::NULL);
        };
        self.focus = Some(at);
        self.hit(&id, &words)
    }

    fn hit(&self, id: &str, words: &str) -> Result<JsValue, JsValue> {
        let (x, y) = atlas::focus_centre(&self.picture.scene, id).unwrap_or((0.0, 0.0));
        encode(&Hit { id: id.to_owned(), words: words.to_owned(), x, y })
    }
}

/// Measures text with the canvas that will draw it.
struct CanvasRuler<'a>(&'a CanvasRenderingContext2d);

impl TextRuler for CanvasRuler<'_> {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        self.0.set_font(&paint::font(size, bold));
        // A canvas that cannot measure is asked again when it draws; until then letters are guessed at half their height.
        self.0
            .measure_text(text)
            .map_or_else(|_| 0.5 * size * text.chars().count() as f64, |measured| measured.width())
    }
}

fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    let found = canvas.get_context("2d").ok().flatten();
    found
        .and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok())
        .ok_or_else(|| thrown("canvas", "the canvas has no 2d context"))
}

/// The language that a query asks for, also when the rest of the query makes no sense. The last one counts, as in
/// [`atlas::Atlas::from_link`].
fn language_of(query: &str) -> &str {
    let parts = query.trim_start_matches('?').split('&');
    parts.filter_map(|part| part.strip_prefix("lang=")).next_back().unwrap_or("en")
}

/// Read by hand: serde's way in, with all that it says of what it did not expect, is 4 kB of the pages' engine.
fn chosen(choice: &JsValue) -> Result<Choice, JsValue> {
    let text = |key: &str| {
        let value = property(choice, key)?;
        value.as_string().ok_or_else(|| thrown("choice", &format!("`{key}` is not text")))
    };
    let number = |key: &str| number(choice, key);
    let year = number("year")?;
    Ok(Choice {
        chart: text("chart")?,
        lang: text("lang")?,
        mineral: text("mineral")?,
        country: text("country")?,
        // Cut to a number of four digits: no such year is on record, which is then said.
        year: if libm::trunc(year) == year { year as u16 } else { 0 },
        stop: number("stop")?,
        rule: text("rule")?,
        allies: text("allies")?,
        project: text("project")?,
        tonnes: number("tonnes")?,
        market: text("market")?,
        measure: text("measure")?,
    })
}

fn paperwork(frame: &JsValue) -> Result<Paperwork, JsValue> {
    let flag = |key: &str| property(frame, key).ok().and_then(|value| value.as_bool());
    Ok(Paperwork {
        width_px: number(frame, "widthPx")?,
        dpr: number(frame, "dpr")?,
        dark: flag("dark").ok_or_else(|| thrown("choice", "`dark` is neither true nor false"))?,
        bare: flag("bare").unwrap_or(false),
    })
}

fn number(of: &JsValue, key: &str) -> Result<f64, JsValue> {
    property(of, key)?.as_f64().ok_or_else(|| thrown("choice", &format!("`{key}` is not a number")))
}

/// A property that must be there.
fn property(of: &JsValue, key: &str) -> Result<JsValue, JsValue> {
    let found = js_sys::Reflect::get(of, &key.into()).ok();
    found
        .filter(|value| !value.is_undefined())
        .ok_or_else(|| thrown("choice", &format!("missing field `{key}`")))
}

#[cfg(feature = "analysis")]
fn decode_figures<T: for<'de> Deserialize<'de>>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|error| thrown("figures", &error.to_string()))
}

fn encode<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&SERIALIZER).map_err(|error| thrown("encode", &error.to_string()))
}

/// A JavaScript `Error` with a `code`.
fn thrown(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a property of an object that we just made cannot fail.
    let _ = js_sys::Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}
