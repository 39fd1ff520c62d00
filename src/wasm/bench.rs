//! What the workbench and the page of formulas ask of an atlas beside what every page does.

use wasm_bindgen::prelude::*;

use super::{Atlas, chosen, encode, language_of};

#[wasm_bindgen]
impl Atlas {
    /// The next file that a query of the workbench needs, as `needs` says it.
    #[wasm_bindgen(js_name = viewsNeed)]
    pub fn views_need(&self, query: &str) -> Option<String> {
        self.0.views_need(query)
    }

    /// The scenarios that a query of the workbench means, one or two, and the shortest link to them. Throws as `fromLink`.
    #[wasm_bindgen(unchecked_return_type = "Views")]
    pub fn views(&self, query: &str) -> Result<JsValue, JsValue> {
        encode(&self.0.views(query).map_err(|error| self.explained(language_of(query), &error))?)
    }

    /// The link after one change to the first or the second scenario. Throws as `fromLink`.
    pub fn change(&self, query: &str, second: bool, name: &str, value: &str) -> Result<String, JsValue> {
        self.0.change(query, second, name, value).map_err(|error| self.explained(language_of(query), &error))
    }

    /// The numbers that go into every measure and rule for a choice, and what comes out for the reader's country.
    #[wasm_bindgen(unchecked_return_type = "Input[]")]
    pub fn inputs(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<JsValue, JsValue> {
        let choice = chosen(&choice)?;
        encode(&self.0.inputs(&choice).map_err(|error| self.explained(&choice.lang, &error))?)
    }

    /// What the controls of a scenario show.
    #[wasm_bindgen(unchecked_return_type = "Controls")]
    pub fn controls(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<JsValue, JsValue> {
        let choice = chosen(&choice)?;
        encode(&self.0.controls(&choice).map_err(|error| self.explained(&choice.lang, &error))?)
    }

    /// The price floor on record that a choice is about, and what it costs at the choice's price; null where the facts have
    /// none.
    #[wasm_bindgen(js_name = priceFloor, unchecked_return_type = "PriceFloor | null")]
    pub fn price_floor(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<JsValue, JsValue> {
        let choice = chosen(&choice)?;
        encode(&self.0.price_floor(&choice).map_err(|error| self.explained(&choice.lang, &error))?)
    }

    /// A reference for a view: its title and address, the day of its data and the day it was seen, as ISO dates.
    #[wasm_bindgen(unchecked_return_type = "Citation")]
    pub fn cite(
        &self,
        lang: &str,
        title: &str,
        address: &str,
        edition: &str,
        seen: &str,
    ) -> Result<JsValue, JsValue> {
        let citation = self.0.cite(lang, title, address, edition, seen);
        encode(&citation.map_err(|error| self.explained(lang, &error))?)
    }

    /// The kinds of tables that a reader may give.
    #[wasm_bindgen(js_name = ownTables, unchecked_return_type = "OwnTable[]")]
    pub fn own_tables(&self, lang: &str) -> Result<JsValue, JsValue> {
        encode(&self.0.own_tables(lang).map_err(|error| self.explained(lang, &error))?)
    }

    /// What to say of a file of so many bytes before it is read; null where it can be.
    #[wasm_bindgen(js_name = ownTooLarge, unchecked_return_type = "Verdict | null")]
    pub fn own_too_large(&self, lang: &str, bytes: f64) -> Result<JsValue, JsValue> {
        encode(&self.0.own_too_large(lang, bytes).map_err(|error| self.explained(lang, &error))?)
    }

    /// Takes a reader's own table, as the bytes of its file, and says what became of it. Throws for an unknown kind.
    #[wasm_bindgen(js_name = takeOwn, unchecked_return_type = "Verdict")]
    pub fn take_own(&mut self, lang: &str, kind: &str, bytes: &[u8]) -> Result<JsValue, JsValue> {
        let verdict = self.0.take_own(lang, kind, bytes);
        encode(&verdict.map_err(|error| self.explained(lang, &error))?)
    }

    /// Gives a reader's own figures up.
    #[wasm_bindgen(js_name = dropOwn)]
    pub fn drop_own(&mut self) {
        self.0.drop_own();
    }

    /// Whether figures of a reader's own are in use.
    #[wasm_bindgen(js_name = hasOwn)]
    pub fn has_own(&self) -> bool {
        self.0.has_own()
    }

    /// A table of a kind as a file, with what is published of a choice's mineral and year.
    #[wasm_bindgen(js_name = ownTemplate)]
    pub fn own_template(
        &self,
        kind: &str,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<String, JsValue> {
        let choice = chosen(&choice)?;
        self.0.own_template(kind, &choice).map_err(|error| self.explained(&choice.lang, &error))
    }
}
