//! The door to the browser: two classes. The only room that imports wasm-bindgen, web-sys and serde-wasm-bindgen.

#[cfg(feature = "analysis")]
mod analysis;
#[cfg(feature = "analysis")]
mod bench;
mod canvas;
#[cfg(feature = "analysis")]
mod judging;
#[cfg(feature = "analysis")]
mod measures;
#[cfg(feature = "analysis")]
mod on_record;

use std::borrow::Cow;
use std::cell::RefCell;

#[cfg(feature = "analysis")]
use serde::Deserialize;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use tsify::Tsify;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration};

use crate::atlas::{
    self, Chances, Choice, Frame, Pane, Picture, Scene, TextRuler, Theme, Tween, WAY_MS, Window,
};
use crate::paint::{self, Paper};
use crate::terms::{Map, plain, within};

/// One way to encode everything: no ES maps, no undefined.
const SERIALIZER: Serializer =
    Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);

/// The canvas that a choice is drawn on.
#[derive(Tsify)]
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
    /// The part of the map that is looked at, as [`Drawing::step`] and [`Drawing::drag`] gave it. Left out, all of it.
    #[serde(default)]
    #[tsify(optional)]
    pub window: Option<Look>,
}

/// Which part of a map is looked at, and where on the canvas its pane is.
#[derive(Clone, Copy, Serialize, Tsify)]
pub struct Look {
    /// The middle of what is seen, in parts of the map's width.
    pub x: f64,
    /// The middle of what is seen, in parts of the map's height.
    pub y: f64,
    /// How many times larger than the whole map, 1 to 8.
    pub zoom: f64,
}

/// A box on the canvas, in CSS px.
#[derive(Serialize, Tsify)]
pub struct PaneBox {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
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

#[wasm_bindgen]
extern "C" {
    /// What is drawn on: the canvas of a page, or one that a worker has been given. Frames share an engine, so that it can be of
    /// another window's class: what it can do counts.
    #[wasm_bindgen(typescript_type = "HTMLCanvasElement | OffscreenCanvas")]
    pub type Canvas;

    #[wasm_bindgen(method, getter)]
    fn width(this: &Canvas) -> u32;
    #[wasm_bindgen(method, setter)]
    fn set_width(this: &Canvas, px: u32);
    #[wasm_bindgen(method, getter)]
    fn height(this: &Canvas) -> u32;
    #[wasm_bindgen(method, setter)]
    fn set_height(this: &Canvas, px: u32);
    /// None outside a page.
    #[wasm_bindgen(method, getter)]
    fn style(this: &Canvas) -> Option<CssStyleDeclaration>;
    #[wasm_bindgen(method, catch, js_name = getContext)]
    fn get_context(this: &Canvas, kind: &str) -> Result<Option<CanvasRenderingContext2d>, JsValue>;
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
    paper: Paper,
    window: Window,
    /// Where the keyboard's focus is among the tags.
    focus: Option<usize>,
    /// How it comes about from the picture before, and how many ms of that are shown.
    way: Option<(Tween, f64)>,
    /// Its draws are still to come.
    awaits: bool,
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

    /// What a price floor on record costs at a choice's price, in words; undefined where the facts have none.
    #[cfg(feature = "sharing")]
    pub fn floor(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<Option<String>, JsValue> {
        let choice = chosen(&choice)?;
        let floor = self.0.price_floor(&choice).map_err(|error| self.explained(&choice.lang, &error))?;
        Ok(floor.map(|floor| floor.sentence))
    }

    /// What the draws of a choice's picture depend on; undefined for a picture that says nothing by draws.
    #[wasm_bindgen(js_name = chancesOf)]
    pub fn chances_of(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<Option<String>, JsValue> {
        Ok(self.0.chances_of(&chosen(&choice)?))
    }

    /// Draws a choice on a canvas and sizes it: its backing store has `dpr` px for each CSS px. With `chances` of the same
    /// choice no draws are made; with none of them (an empty list) they are left out until they come.
    pub fn draw(
        &self,
        canvas: &Canvas,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Paperwork")] frame: JsValue,
        chances: Option<Vec<f64>>,
    ) -> Result<Drawing, JsValue> {
        let mut drawing = self.lay(canvas, choice, frame, chances)?;
        resize(canvas, drawing.size());
        drawing.paint(canvas, f64::INFINITY)?;
        Ok(drawing)
    }

    /// Lays a choice out for a canvas, whose letters it measures, and leaves it to [`Drawing::paint`] to show it.
    pub fn lay(
        &self,
        canvas: &Canvas,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Paperwork")] frame: JsValue,
        chances: Option<Vec<f64>>,
    ) -> Result<Drawing, JsValue> {
        let choice = chosen(&choice)?;
        let paper = paperwork(&frame)?;
        let context = context(canvas)?;
        let ruler = CanvasRuler(&context);
        let theme = if paper.dark { &Theme::DARK } else { &Theme::LIGHT };
        // A ratio that is none would make a canvas that is none.
        let dpr = if paper.dpr.is_finite() { within(paper.dpr, 0.5, 8.0) } else { 1.0 };
        let width =
            if paper.width_px.is_finite() { within(paper.width_px, 0.0, 16_000.0 / dpr) } else { 0.0 };
        let window = paper.window.map_or(Window::WHOLE, |Look { x, y, zoom }| Window { x, y, zoom }.sound());
        let chances = made(chances.as_deref());
        let picture = self
            .0
            .draw_through(&choice, &Frame { width, theme, ruler: &ruler }, chances, window)
            .map_err(|error| self.explained(&choice.lang, &error))?;
        let paper = Paper { bare: paper.bare, ..Paper::canvas(dpr) };
        Ok(Drawing { picture, paper, window, focus: None, way: None, awaits: chances == Chances::Later })
    }

    fn explained(&self, lang: &str, error: &atlas::Error) -> JsValue {
        thrown(error.code(), &self.0.explain(lang, error))
    }
}

/// What only an engine with scenarios has.
#[cfg(feature = "sharing")]
#[wasm_bindgen]
impl Atlas {
    /// Everything that can be asked for, labelled in a language whose words are here: `needs("lang=fr")` names their file.
    #[wasm_bindgen(unchecked_return_type = "Catalogue")]
    pub fn catalogue(&self, lang: &str) -> Result<JsValue, JsValue> {
        encode(&self.0.catalogue(lang).map_err(|error| self.explained(lang, &error))?)
    }

    /// Makes the draws of a choice's picture, for `draw`: in a worker, say, so that the page answers meanwhile.
    pub fn chances(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<Vec<f64>, JsValue> {
        let choice = chosen(&choice)?;
        self.0.chances(&choice).map_err(|error| self.explained(&choice.lang, &error))
    }
}

#[wasm_bindgen]
impl Drawing {
    /// Lets the picture come about from the one before, as far as that is shown, and says whether anything moves. The
    /// keyboard's focus stays where it was. While draws are to come the picture is no shorter than the one before: what is
    /// said by draws comes back a moment later, and what stands below would go up and down.
    pub fn follow(&mut self, before: &Drawing) -> bool {
        if self.awaits {
            let height = &mut self.picture.scene.height;
            *height = height.max(before.picture.scene.height);
        }
        let kept = before.focus.and_then(|at| atlas::tags(&before.picture.scene).get(at).map(|tag| &tag.id));
        let tags = atlas::tags(&self.picture.scene);
        self.focus = kept.and_then(|id| tags.iter().position(|tag| tag.id == *id));
        // Whoever looks elsewhere wants to be there.
        let same = before.window == self.window;
        let way = Tween::between(&before.shown(), &self.picture.scene).filter(|_| same);
        self.way = way.map(|way| (way, 0.0));
        self.way.is_some()
    }

    /// Paints the picture as it is so many ms after it set off from the one before, and says whether there is more to
    /// come. The canvas's backing store may stay taller than the picture, whose room shows the upper part of it: see
    /// [`Drawing::fit`].
    pub fn paint(&mut self, canvas: &Canvas, ms: f64) -> Result<bool, JsValue> {
        let more = self.way.is_some() && ms < WAY_MS;
        match &mut self.way {
            Some((_, shown)) if more => *shown = ms,
            _ => self.way = None,
        }
        let scene = self.shown();
        let size = self.size();
        // To set a size clears the canvas and costs as much as half a picture: titles of one line and of two would do so at
        // every step.
        let tall = canvas.height();
        if canvas.width() != size.0 || tall < size.1 || size.1 < tall / 2 {
            resize(canvas, size);
        }
        // Through the object model: a style attribute would be refused by a strict policy.
        if let Some(style) = canvas.style() {
            let height = format!("{}px", plain(scene.height));
            for (property, value) in
                [("height", &*height), ("object-fit", "cover"), ("object-position", "0 0")]
            {
                style
                    .set_property(property, value)
                    .map_err(|_| thrown("canvas", "the canvas takes no height"))?;
            }
        }
        let context = context(canvas)?;
        let below = f64::from(canvas.height() - size.1);
        context.clear_rect(0.0, f64::from(size.1), f64::from(size.0), below);
        if self.paper.bare {
            context.clear_rect(0.0, 0.0, f64::from(size.0), f64::from(size.1));
        }
        paint::paint(&scene, &mut canvas::Pen::new(&context, size), self.paper)
            .map_err(|error| thrown("canvas", &error.to_string()))?;
        Ok(more)
    }

    /// Gives the canvas a backing store of the picture's own size, and paints that again if it had another: for when the
    /// reader has let go, since whoever saves the canvas as an image gets all of it.
    pub fn fit(&mut self, canvas: &Canvas) -> Result<(), JsValue> {
        if resize(canvas, self.size()) {
            self.paint(canvas, f64::INFINITY)?;
        }
        Ok(())
    }

    /// Where the map is that can be looked into, if there is one.
    #[wasm_bindgen(unchecked_return_type = "PaneBox | null")]
    pub fn pane(&self) -> Result<JsValue, JsValue> {
        let Some(Pane { area, .. }) = self.picture.scene.pane else { return Ok(JsValue::NULL) };
        encode(&PaneBox { x: area.x, y: area.y, width: area.width, height: area.height })
    }

    /// The part of the map to look at after a step: `in`, `out`, `left`, `right`, `up`, `down` or `whole`. To be passed on
    /// to the next drawing.
    #[wasm_bindgen(unchecked_return_type = "Look")]
    pub fn step(&self, step: &str) -> Result<JsValue, JsValue> {
        look(self.picture.scene.pane.map_or(Window::WHOLE, |pane| self.window.stepped(step, pane.heart)))
    }

    /// The part of the map to look at after the pointer, or two fingers, went from some places on the canvas to others: x
    /// and y in turn, in CSS px. What was under them stays under them.
    #[wasm_bindgen(unchecked_return_type = "Look")]
    pub fn drag(&self, from: &[f64], to: &[f64]) -> Result<JsValue, JsValue> {
        let points =
            |flat: &[f64]| -> Vec<(f64, f64)> { flat.chunks_exact(2).map(|two| (two[0], two[1])).collect() };
        let pane = self.picture.scene.pane;
        look(pane.map_or(Window::WHOLE, |pane| self.window.dragged(&points(from), &points(to), &pane.area)))
    }

    /// Device px of the picture, wide and tall.
    fn size(&self) -> (u32, u32) {
        let px = |size: f64| libm::round(size * self.paper.px) as u32;
        (px(self.picture.scene.width), px(self.picture.scene.height))
    }

    fn shown(&self) -> Cow<'_, Scene> {
        match &self.way {
            Some((way, ms)) => Cow::Owned(way.at(&self.picture.scene, *ms)),
            None => Cow::Borrowed(&self.picture.scene),
        }
    }

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

/// Where the draws of a picture come from, as a page says it.
fn made(chances: Option<&[f64]>) -> Chances<'_> {
    match chances {
        None => Chances::Here,
        Some([]) => Chances::Later,
        Some(made) => Chances::Given(made),
    }
}

/// Measures text with the canvas that will draw it.
struct CanvasRuler<'a>(&'a CanvasRenderingContext2d);

/// Widths by boldness and bits of the size: the same words come again with every step of a slider.
type Widths = Map<(bool, u64), Map<String, f64>>;

thread_local! {
    static WIDTHS: RefCell<Widths> = const { RefCell::new(Map::new()) };
}

impl TextRuler for CanvasRuler<'_> {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        const MOST: usize = 4096;
        WIDTHS.with_borrow_mut(|widths| {
            let known = widths.entry((bold, size.to_bits())).or_default();
            if let Some(width) = known.get(text) {
                return *width;
            }
            self.0.set_font(&paint::font(size, bold));
            // A canvas that cannot measure is asked again when it draws; until then letters are guessed at half their height.
            let Ok(measured) = self.0.measure_text(text) else {
                return 0.5 * size * text.chars().count() as f64;
            };
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(text.to_owned(), measured.width());
            measured.width()
        })
    }
}

fn look(Window { x, y, zoom }: Window) -> Result<JsValue, JsValue> {
    encode(&Look { x, y, zoom })
}

/// Gives a canvas a backing store of exactly that size, and says whether it had another: then it is empty now.
fn resize(canvas: &Canvas, size: (u32, u32)) -> bool {
    let other = (canvas.width(), canvas.height()) != size;
    if other {
        canvas.set_width(size.0);
        canvas.set_height(size.1);
    }
    other
}

fn context(canvas: &Canvas) -> Result<CanvasRenderingContext2d, JsValue> {
    let found = canvas.get_context("2d").ok().flatten();
    found.ok_or_else(|| thrown("canvas", "the canvas has no 2d context"))
}

/// The language that a query asks for, also when the rest of the query makes no sense. The last one counts, as in
/// [`atlas::Atlas::from_link`].
fn language_of(query: &str) -> &str {
    let parts = query.trim_start_matches('?').split('&');
    parts.filter_map(|part| part.strip_prefix("lang=")).next_back().unwrap_or("en")
}

/// Read by hand: serde's way in, with all that it says of what it did not expect, is 4 kB of the pages' engine.
fn chosen(choice: &JsValue) -> Result<Choice, JsValue> {
    let text = |key: &str| text(choice, key);
    let number = |key: &str| number(choice, key);
    // Cut to 0, which no year is: that is then said.
    let year = |key: &str| number(key).map(|year| if year.trunc() == year { year as u16 } else { 0 });
    Ok(Choice {
        chart: text("chart")?,
        lang: text("lang")?,
        mineral: text("mineral")?,
        country: text("country")?,
        year: year("year")?,
        stop: number("stop")?,
        leak: number("leak")?,
        stock: number("stock")?,
        rule: text("rule")?,
        allies: text("allies")?,
        project: text("project")?,
        own: text("own")?,
        tonnes: number("tonnes")?,
        market: text("market")?,
        measure: text("measure")?,
        rows: text("rows")?,
        columns: text("columns")?,
        terms: text("terms")?,
        by: year("by")?,
        price: number("price")?,
    })
}

fn paperwork(frame: &JsValue) -> Result<Paperwork, JsValue> {
    let flag = |key: &str| property(frame, key).ok().and_then(|value| value.as_bool());
    let window = match property(frame, "window") {
        Ok(window) if !window.is_null() => {
            let part = |key: &str| number(&window, key);
            Some(Look { x: part("x")?, y: part("y")?, zoom: part("zoom")? })
        }
        _ => None,
    };
    Ok(Paperwork {
        width_px: number(frame, "widthPx")?,
        dpr: number(frame, "dpr")?,
        dark: flag("dark").ok_or_else(|| thrown("choice", "`dark` is neither true nor false"))?,
        bare: flag("bare").unwrap_or(false),
        window,
    })
}

#[inline(never)]
fn text(of: &JsValue, key: &str) -> Result<String, JsValue> {
    property(of, key)?.as_string().ok_or_else(|| thrown("choice", &format!("`{key}` is not text")))
}

#[inline(never)]
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
