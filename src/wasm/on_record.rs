//! What the facts hold of a mineral, in numbers, as functions of the package.

use wasm_bindgen::prelude::*;

use super::{Atlas, chosen, encode};
use crate::atlas::{Choice, Error};

#[wasm_bindgen]
impl Atlas {
    /// Who makes a choice's mineral and who sells it to whom, in its year. Throws as `fromLink`.
    #[wasm_bindgen(unchecked_return_type = "SupplyFigures")]
    pub fn supply(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<JsValue, JsValue> {
        self.told(&choice, |choice| self.0.supply(choice))
    }

    /// Every measure of a choice's mineral in its year: of the reader's country, or their group as one, then of its allies.
    #[wasm_bindgen(unchecked_return_type = "MeasureFigures[]")]
    pub fn measures(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<JsValue, JsValue> {
        self.told(&choice, |choice| self.0.measures(choice))
    }

    /// Every allied project of a choice's mineral, as the public record has it.
    #[wasm_bindgen(unchecked_return_type = "RecordedProject[]")]
    pub fn projects(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<JsValue, JsValue> {
        self.told(&choice, |choice| self.0.projects(choice))
    }

    /// The trade of a choice's mineral in time. Throws an `Error` with code `data` until its file, such as `gallium-history`,
    /// is added.
    #[wasm_bindgen(unchecked_return_type = "HistoryFigures")]
    pub fn history(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Choice")] choice: JsValue,
    ) -> Result<JsValue, JsValue> {
        self.told(&choice, |choice| self.0.history(choice))
    }

    fn told<T: serde::Serialize>(
        &self,
        choice: &JsValue,
        tell: impl Fn(&Choice) -> Result<T, Error>,
    ) -> Result<JsValue, JsValue> {
        let choice = chosen(choice)?;
        encode(&tell(&choice).map_err(|error| self.explained(&choice.lang, &error))?)
    }
}
