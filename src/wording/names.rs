use super::Language;

/// What a country is called, with what its language needs to build sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryName {
    /// The bare name, as menus and labels show it.
    pub name: String,
    /// English: `the` or nothing. French: `m`, `f`, `p` (plural) or `n` (no article).
    pub article: String,
    /// With its article, where that follows no rule of countries: a group (`le G7`, `l’OTAN`).
    pub whole: Option<String>,
}

/// What a mineral is called: lower case, ready to stand inside a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MineralName {
    /// The bare name.
    pub name: String,
    /// Whether it takes a plural verb.
    pub plural: bool,
}

impl CountryName {
    /// With its article, as the subject of a sentence: `the United States`, `les États-Unis`, `l’Allemagne`.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::{CountryName, Language};
    /// let name = |name: &str, article: &str| CountryName { name: name.into(), article: article.into(), whole: None };
    /// assert_eq!(name("United States", "the").the(Language::English), "the United States");
    /// assert_eq!(name("Allemagne", "f").the(Language::French), "l’Allemagne");
    /// assert_eq!(name("Hongrie", "f").the(Language::French), "la Hongrie");
    /// ```
    pub fn the(&self, language: Language) -> String {
        if let Some(whole) = &self.whole {
            return whole.clone();
        }
        match (language, self.article.as_str()) {
            (Language::English, "") => self.name.clone(),
            (Language::English, article) => format!("{article} {}", self.name),
            (Language::French, "p") => format!("les {}", self.name),
            (Language::French, "m" | "f") if elides(&self.name) => format!("l’{}", self.name),
            (Language::French, "m") => format!("le {}", self.name),
            (Language::French, "f") => format!("la {}", self.name),
            (Language::French, _) => self.name.clone(),
        }
    }

    /// After *from* or *de*: `the United States`, `des États-Unis`, `de Chine`, `d’Allemagne`, `du Canada`.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::{CountryName, Language};
    /// let name = |name: &str, article: &str| CountryName { name: name.into(), article: article.into(), whole: None };
    /// assert_eq!(name("Chine", "f").from(Language::French), "de Chine");
    /// assert_eq!(name("Canada", "m").from(Language::French), "du Canada");
    /// assert_eq!(name("États-Unis", "p").from(Language::French), "des États-Unis");
    /// ```
    pub fn from(&self, language: Language) -> String {
        match (language, self.article.as_str()) {
            (Language::English, _) => self.the(language),
            (Language::French, _) if self.whole.is_some() => self.of(language),
            (Language::French, "p") => format!("des {}", self.name),
            (Language::French, _) if elides(&self.name) => format!("d’{}", self.name),
            (Language::French, "m") => format!("du {}", self.name),
            (Language::French, _) => format!("de {}", self.name),
        }
    }

    /// As an owner: `Canada’s`, `the United States’`; `du Canada`, `de la Chine`, `des États-Unis`, `de l’Allemagne`.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::{CountryName, Language};
    /// let name = |name: &str, article: &str| CountryName { name: name.into(), article: article.into(), whole: None };
    /// assert_eq!(name("United States", "the").of(Language::English), "the United States’");
    /// // Not as after *from*: `de Chine`.
    /// assert_eq!(name("Chine", "f").of(Language::French), "de la Chine");
    /// ```
    pub fn of(&self, language: Language) -> String {
        match language {
            Language::English if self.name.ends_with('s') => format!("{}’", self.the(language)),
            Language::English => format!("{}’s", self.the(language)),
            Language::French => match self.the(language) {
                the if the.starts_with("les ") => the.replacen("les ", "des ", 1),
                the if the.starts_with("le ") => the.replacen("le ", "du ", 1),
                the if self.article == "n" && elides(&the) => format!("d’{the}"),
                the => format!("de {the}"),
            },
        }
    }

    /// After *in*: `the United States`, `aux États-Unis`, `en Chine`, `au Canada`, `à Cuba`.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::{CountryName, Language};
    /// let name = |name: &str, article: &str| CountryName { name: name.into(), article: article.into(), whole: None };
    /// assert_eq!(name("Canada", "").within(Language::English), "in Canada");
    /// assert_eq!(name("Canada", "m").within(Language::French), "au Canada");
    /// assert_eq!(name("Iran", "m").within(Language::French), "en Iran");
    /// let g7 = CountryName { whole: Some("le G7".into()), ..name("G7", "") };
    /// assert_eq!(g7.within(Language::French), "dans le G7");
    /// ```
    pub fn within(&self, language: Language) -> String {
        match (language, self.article.as_str()) {
            (Language::English, _) => format!("in {}", self.the(language)),
            (Language::French, _) if self.whole.is_some() => format!("dans {}", self.the(language)),
            (Language::French, "p") => format!("aux {}", self.name),
            (Language::French, "f") => format!("en {}", self.name),
            (Language::French, "m") if elides(&self.name) => format!("en {}", self.name),
            (Language::French, "m") => format!("au {}", self.name),
            (Language::French, _) => format!("à {}", self.name),
        }
    }

    /// Whether the name takes a plural verb. English treats a country as one.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::{CountryName, Language};
    /// let states = CountryName { name: "États-Unis".into(), article: "p".into(), whole: None };
    /// assert!(states.plural(Language::French), "les États-Unis achètent");
    /// let states = CountryName { name: "United States".into(), article: "the".into(), whole: None };
    /// assert!(!states.plural(Language::English), "the United States buys");
    /// ```
    pub fn plural(&self, language: Language) -> bool {
        language == Language::French && self.article == "p"
    }
}

impl MineralName {
    /// After *of* or *de*: `gallium`, `de gallium`, `d’antimoine`, `de terres rares`.
    ///
    /// # Example
    /// ```
    /// use offtake::wording::{Language, MineralName};
    /// let name = |name: &str| MineralName { name: name.into(), plural: false };
    /// assert_eq!(name("antimony").of(Language::English), "antimony");
    /// assert_eq!(name("antimoine").of(Language::French), "d’antimoine");
    /// assert_eq!(name("gallium").of(Language::French), "de gallium");
    /// ```
    pub fn of(&self, language: Language) -> String {
        match language {
            Language::English => self.name.clone(),
            Language::French if elides(&self.name) => format!("d’{}", self.name),
            Language::French => format!("de {}", self.name),
        }
    }
}

/// Whether French drops the vowel of an article before this name: before a vowel and a mute h, not before an aspirated
/// h nor the y of Yémen.
fn elides(name: &str) -> bool {
    const ASPIRATED: [&str; 2] = ["Hong", "Honduras"];
    match name.chars().next() {
        Some(letter) if "AEIOUÀÂÉÈÊËÎÏÔÛaeiouàâéèêëîïôû".contains(letter) => true,
        Some('H' | 'h') => !ASPIRATED.iter().any(|word| name.starts_with(word)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{CountryName, Language, MineralName};

    fn french(name: &str, article: &str) -> [String; 3] {
        let name = CountryName { name: name.into(), article: article.into(), whole: None };
        [name.the(Language::French), name.from(Language::French), name.within(Language::French)]
    }

    #[test]
    fn french_articles_agree_and_elide() {
        assert_eq!(french("Chine", "f"), ["la Chine", "de Chine", "en Chine"]);
        assert_eq!(french("Canada", "m"), ["le Canada", "du Canada", "au Canada"]);
        assert_eq!(french("États-Unis", "p"), ["les États-Unis", "des États-Unis", "aux États-Unis"]);
        assert_eq!(french("Allemagne", "f"), ["l’Allemagne", "d’Allemagne", "en Allemagne"]);
        assert_eq!(french("Iran", "m"), ["l’Iran", "d’Iran", "en Iran"]);
        assert_eq!(french("Cuba", "n"), ["Cuba", "de Cuba", "à Cuba"]);
        assert_eq!(french("Hongrie", "f"), ["la Hongrie", "de Hongrie", "en Hongrie"]);
    }

    #[test]
    fn owners_agree() {
        let of = |name: &str, article: &str| {
            CountryName { name: name.into(), article: article.into(), whole: None }.of(Language::French)
        };
        assert_eq!(of("Chine", "f"), "de la Chine");
        assert_eq!(of("Canada", "m"), "du Canada");
        assert_eq!(of("États-Unis", "p"), "des États-Unis");
        assert_eq!(of("Allemagne", "f"), "de l’Allemagne");
        assert_eq!(of("Israël", "n"), "d’Israël");
    }

    #[test]
    fn groups_bring_their_article() {
        let group = |whole: &str| {
            let name = CountryName { name: String::new(), article: String::new(), whole: Some(whole.into()) };
            [name.the(Language::French), name.from(Language::French), name.within(Language::French)]
        };
        assert_eq!(group("le G7"), ["le G7", "du G7", "dans le G7"]);
        assert_eq!(group("l’OTAN"), ["l’OTAN", "de l’OTAN", "dans l’OTAN"]);
    }

    #[test]
    fn minerals_follow_de() {
        let of = |name: &str| MineralName { name: name.into(), plural: false }.of(Language::French);
        assert_eq!(of("antimoine"), "d’antimoine");
        assert_eq!(of("gallium"), "de gallium");
    }
}
