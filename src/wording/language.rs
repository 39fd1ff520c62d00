/// A language that everything is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English, with Canadian number formats.
    English,
    /// French, with Canadian number formats.
    French,
}

impl Language {
    /// Every language, in the order of menus.
    pub const ALL: [Language; 2] = [Language::English, Language::French];

    /// The code in paths and `lang` attributes.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::Language;
    /// assert_eq!(Language::ALL.map(Language::id), ["en", "fr"]);
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
        }
    }

    /// The language of a code; `None` for a stranger.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::Language;
    /// assert_eq!(Language::from_id("fr"), Some(Language::French));
    /// assert_eq!(Language::from_id("FR"), None);
    /// ```
    pub fn from_id(id: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.id() == id)
    }

    /// The language's own name for itself.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::Language;
    /// assert_eq!(Language::French.own_name(), "Français");
    /// ```
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::French => "Français",
        }
    }
}
