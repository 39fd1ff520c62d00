use serde::Serialize;

/// Everything that can be asked for, with labels in one language: what menus are made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Catalogue {
    /// Charts.
    pub charts: Vec<Entry>,
    /// Languages.
    pub languages: Vec<Entry>,
    /// Minerals, by label.
    pub minerals: Vec<Entry>,
    /// Countries, by label.
    pub countries: Vec<Entry>,
    /// Groups that a reader may take as one country of their own.
    pub groups: Vec<Entry>,
    /// Years with figures.
    pub years: Vec<Entry>,
    /// Rules.
    pub rules: Vec<Entry>,
    /// Groups of allies.
    pub allies: Vec<Entry>,
    /// Measures of the map.
    pub measures: Vec<Entry>,
    /// Projects with published tonnes; `note` names the mineral.
    pub projects: Vec<Entry>,
}

/// One line of a menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Entry {
    /// What a link says.
    pub id: String,
    /// What a reader sees.
    pub label: String,
    /// A sentence about it, or nothing.
    pub note: String,
}

impl Entry {
    pub(super) fn new(id: impl Into<String>, label: impl Into<String>) -> Entry {
        Entry { id: id.into(), label: label.into(), note: String::new() }
    }

    pub(super) fn with_note(mut self, note: impl Into<String>) -> Entry {
        self.note = note.into();
        self
    }
}
