use crate::terms::Map;

use super::names::{CountryName, MineralName};
use super::{Language, Phrases, number};
use crate::terms::{Country, Date, Mineral, Share, Tonnes};

/// What is put into a slot of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Words, and whether a verb beside them is plural.
    Words(String, bool),
}

impl From<String> for Arg {
    fn from(words: String) -> Arg {
        Arg::Words(words, false)
    }
}

impl From<&str> for Arg {
    fn from(words: &str) -> Arg {
        Arg::Words(words.to_owned(), false)
    }
}

/// One language: its phrases, its numbers, and what it calls countries and minerals.
#[derive(Clone, Debug)]
pub struct Words {
    language: Language,
    phrases: Phrases,
    countries: Map<Country, CountryName>,
    minerals: Map<Mineral, MineralName>,
}

impl Words {
    /// The phrases of a language, with names from the facts.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Country, Map};
    /// use offtake::wording::{CountryName, Language, Phrases, Words};
    /// let name = CountryName { name: "Chine".into(), article: "f".into(), whole: None };
    /// let names = Map::from([(Country::CHINA, name)]);
    /// let words = Words::new(Language::French, Phrases::of(Language::French), names, Map::new());
    /// assert_eq!(words.country(Country::CHINA), "Chine");
    /// assert_eq!(words.plain("chart.trend.name"), "Le commerce dans le temps");
    /// ```
    pub fn new(
        language: Language,
        phrases: Phrases,
        countries: Map<Country, CountryName>,
        minerals: Map<Mineral, MineralName>,
    ) -> Words {
        Words { language, phrases, countries, minerals }
    }

    /// More phrases, which not every page needs.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Language, Phrases, Words};
    /// let mut words = Words::new(Language::English, Phrases::default(), Map::new(), Map::new());
    /// assert!(!words.has("gets.title"));
    /// words.learn(Phrases::read(&["[gets]\ntitle = \"Who gets it\""]));
    /// assert_eq!(words.plain("gets.title"), "Who gets it");
    /// ```
    pub fn learn(&mut self, more: Phrases) {
        self.phrases.extend(more);
    }

    /// Which language this is.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Language, Phrases, Words};
    /// let words = Words::new(Language::French, Phrases::default(), Map::new(), Map::new());
    /// assert_eq!(words.language(), Language::French);
    /// ```
    pub fn language(&self) -> Language {
        self.language
    }

    /// The phrase of a key, its slots filled.
    ///
    /// - `{name}` becomes the argument `name`; `{Name}` the same with a capital first letter.
    /// - `{name:one|many}` becomes `one` or `many`, as the argument is singular or plural.
    ///
    /// A key or a slot that is not there shows as `⟨key⟩`, and a test finds it before a reader does.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Arg, Language, Phrases, Words};
    /// let phrases = Phrases::read(&["[x]\nbuys = \"{Country} {country:achète|achètent} {what}.\""]);
    /// let words = Words::new(Language::French, phrases, Map::new(), Map::new());
    /// let states = Arg::Words("les États-Unis".to_owned(), true);
    /// assert_eq!(
    ///     words.say("x.buys", &[("country", states), ("what", "du graphite".into())]),
    ///     "Les États-Unis achètent du graphite."
    /// );
    /// ```
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let Some(phrase) = self.phrases.get(key) else {
            return format!("⟨{key}⟩");
        };
        let mut out = String::with_capacity(phrase.len() + 32);
        let mut rest = phrase;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((slot, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            out.push_str(&fill(slot, args));
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    /// A phrase without slots.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Language, Phrases, Words};
    /// let words = Words::new(Language::English, Phrases::of(Language::English), Map::new(), Map::new());
    /// assert_eq!(words.plain("chart.dependency-map.name"), "Dependency map");
    /// assert_eq!(words.plain("chart.pie.name"), "⟨chart.pie.name⟩");
    /// ```
    pub fn plain(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// Whether a phrase exists.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Language, Phrases, Words};
    /// let words = Words::new(Language::English, Phrases::of(Language::English), Map::new(), Map::new());
    /// assert!(words.has("chart.trend.name") && !words.has("chart.pie.name"));
    /// ```
    pub fn has(&self, key: &str) -> bool {
        self.phrases.get(key).is_some()
    }

    /// What a party to a contract is called: a government or several parties in this language, a firm by its own name.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Language, Phrases, Words};
    /// let words = Words::new(Language::French, Phrases::of(Language::French), Map::new(), Map::new());
    /// assert_eq!(words.party("Government of Canada"), "Gouvernement du Canada");
    /// assert_eq!(words.party("Panasonic Energy"), "Panasonic Energy");
    /// ```
    pub fn party(&self, name: &str) -> String {
        self.phrases.get(&format!("party.{name}")).unwrap_or(name).to_owned()
    }

    /// `78%`, `78 %`.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Map, Share};
    /// use offtake::wording::{Language, Phrases, Words};
    /// let of = |language| Words::new(language, Phrases::default(), Map::new(), Map::new());
    /// assert_eq!(of(Language::English).percent(Share(0.784)), "78%");
    /// assert_eq!(of(Language::French).percent(Share(0.004)), "0,4\u{a0}%");
    /// assert_eq!(of(Language::English).percent(Share(0.9997)), "99.9%", "a part is never the whole");
    /// ```
    pub fn percent(&self, share: Share) -> String {
        number::percent(share.0, self.language)
    }

    /// What a share leaves of the whole, as per cent that add up to 100 with the share's own.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Map, Share};
    /// use offtake::wording::{Language, Phrases, Words};
    /// let words = Words::new(Language::English, Phrases::default(), Map::new(), Map::new());
    /// // By itself, what is left would read 99%.
    /// assert_eq!(words.percent(Share(0.006)), "0.6%");
    /// assert_eq!(words.percent_left(Share(0.006)), "99.4%");
    /// ```
    pub fn percent_left(&self, share: Share) -> String {
        number::percent_left(share.0, self.language)
    }

    /// `29,900 t`, `29 900 t`, with a no-break space before the unit.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Map, Tonnes};
    /// use offtake::wording::{Language, Phrases, Words};
    /// let of = |language| Words::new(language, Phrases::default(), Map::new(), Map::new());
    /// assert_eq!(of(Language::English).tonnes(Tonnes(33_214.4)), "33,200\u{a0}t");
    /// assert_eq!(of(Language::French).tonnes(Tonnes(33_214.4)), "33\u{a0}200\u{a0}t");
    /// ```
    pub fn tonnes(&self, tonnes: Tonnes) -> String {
        format!("{}\u{a0}t", self.amount(tonnes))
    }

    /// Tonnes without the unit, for a table whose header has it.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Map, Tonnes};
    /// use offtake::wording::{Language, Phrases, Words};
    /// let words = Words::new(Language::English, Phrases::default(), Map::new(), Map::new());
    /// let cells = [1_270_000.0, 548.1, 3.94, 0.0].map(|tonnes| words.amount(Tonnes(tonnes)));
    /// assert_eq!(cells, ["1,270,000", "548", "3.9", "0"]);
    /// ```
    pub fn amount(&self, tonnes: Tonnes) -> String {
        number::amount(tonnes.0, self.language)
    }

    /// `2016-2020` as `2016–2020`.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Language, Phrases, Words};
    /// let words = Words::new(Language::English, Phrases::default(), Map::new(), Map::new());
    /// assert_eq!(words.years("2016-2020"), "2016\u{2013}2020");
    /// ```
    pub fn years(&self, period: &str) -> String {
        period.replace('-', "–")
    }

    /// `1 August 2023`, `1er août 2023`, held together by no-break spaces.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Date, Map};
    /// use offtake::wording::{Language, Phrases, Words};
    /// let of = |language| Words::new(language, Phrases::of(language), Map::new(), Map::new());
    /// let licence = Date::all_in("2023-08-01")[0];
    /// assert_eq!(of(Language::English).date(licence), "1\u{a0}August\u{a0}2023");
    /// assert_eq!(of(Language::French).date(licence), "1er\u{a0}août\u{a0}2023");
    /// ```
    pub fn date(&self, date: Date) -> String {
        let day = match (self.language, date.day) {
            (Language::French, 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        };
        format!("{day}\u{a0}{}\u{a0}{}", self.plain(&format!("date.month_{}", date.month)), date.year)
    }

    /// `August 2023`, `août 2023`.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Date, Map};
    /// use offtake::wording::{Language, Phrases, Words};
    /// let words = Words::new(Language::French, Phrases::of(Language::French), Map::new(), Map::new());
    /// assert_eq!(words.month(Date::all_in("2023-08-01")[0]), "août\u{a0}2023");
    /// ```
    pub fn month(&self, date: Date) -> String {
        format!("{}\u{a0}{}", self.plain(&format!("date.month_{}", date.month)), date.year)
    }

    /// How many times as much: `2.4`, from ten on `14`.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Language, Phrases, Words};
    /// let words = Words::new(Language::French, Phrases::default(), Map::new(), Map::new());
    /// assert_eq!([2.44, 9.96].map(|ratio| words.times(ratio)), ["2,4", "10"]);
    /// ```
    pub fn times(&self, ratio: f64) -> String {
        number::fixed(ratio, if ratio < 9.95 { 1 } else { 0 }, self.language)
    }

    /// An index between 0 and 1, with two decimals.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Language, Phrases, Words};
    /// let of = |language| Words::new(language, Phrases::default(), Map::new(), Map::new());
    /// assert_eq!(of(Language::English).index(0.3571), "0.36");
    /// assert_eq!(of(Language::French).index(1.0), "1,00");
    /// ```
    pub fn index(&self, value: f64) -> String {
        number::fixed(value, 2, self.language)
    }

    /// A price, whole where it is: `69`, `72.50`.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Language, Phrases, Words};
    /// let of = |language| Words::new(language, Phrases::default(), Map::new(), Map::new());
    /// assert_eq!(of(Language::English).price(110.0), "110");
    /// assert_eq!(of(Language::French).price(72.5), "72,50");
    /// ```
    pub fn price(&self, value: f64) -> String {
        number::fixed(value, if value.fract() == 0.0 { 0 } else { 2 }, self.language)
    }

    /// A whole number.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Language, Phrases, Words};
    /// let of = |language| Words::new(language, Phrases::default(), Map::new(), Map::new());
    /// assert_eq!(of(Language::English).count(1024), "1,024");
    /// assert_eq!(of(Language::French).count(1024), "1\u{a0}024");
    /// ```
    pub fn count(&self, number: usize) -> String {
        number::fixed(number as f64, 0, self.language)
    }

    /// A count as an argument that knows whether a noun beside it is plural.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// use offtake::wording::{Arg, Language, Phrases, Words};
    /// let of = |language| Words::new(language, Phrases::default(), Map::new(), Map::new());
    /// // No rows, aucune ligne: nought is plural in English and singular in French.
    /// assert_eq!(of(Language::English).counted(0), Arg::Words("0".to_owned(), true));
    /// assert_eq!(of(Language::French).counted(0), Arg::Words("0".to_owned(), false));
    /// ```
    pub fn counted(&self, number: usize) -> Arg {
        let plural = match self.language {
            Language::English => number != 1,
            Language::French => number > 1,
        };
        Arg::Words(self.count(number), plural)
    }

    /// A country's bare name; its code where the facts have no name.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Country, Map};
    /// use offtake::wording::{CountryName, Language, Phrases, Words};
    /// let name = CountryName { name: "Chine".into(), article: "f".into(), whole: None };
    /// let names = Map::from([(Country::CHINA, name)]);
    /// let words = Words::new(Language::French, Phrases::default(), names, Map::new());
    /// assert_eq!(words.country(Country::CHINA), "Chine");
    /// assert_eq!(words.country(Country::parse("JPN").unwrap()), "JPN", "the facts have no name for it");
    /// ```
    pub fn country(&self, country: Country) -> String {
        self.name_of(country).map_or_else(|| country.code().to_owned(), |name| name.name.clone())
    }

    /// A country as the subject of a sentence.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Country, Map};
    /// use offtake::wording::{Arg, CountryName, Language, Phrases, Words};
    /// let states = Country::parse("USA").unwrap();
    /// let name = CountryName { name: "États-Unis".into(), article: "p".into(), whole: None };
    /// let words = Words::new(Language::French, Phrases::default(), Map::from([(states, name)]), Map::new());
    /// // With a plural verb.
    /// assert_eq!(words.the_country(states), Arg::Words("les États-Unis".to_owned(), true));
    /// ```
    pub fn the_country(&self, country: Country) -> Arg {
        match self.name_of(country) {
            Some(name) => Arg::Words(name.the(self.language), name.plural(self.language)),
            None => country.code().into(),
        }
    }

    /// A country after *from*, *de*.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Country, Map};
    /// use offtake::wording::{Arg, CountryName, Language, Phrases, Words};
    /// let name = CountryName { name: "Chine".into(), article: "f".into(), whole: None };
    /// let names = Map::from([(Country::CHINA, name)]);
    /// let words = Words::new(Language::French, Phrases::default(), names, Map::new());
    /// assert_eq!(words.from_country(Country::CHINA), Arg::from("de Chine"));
    /// ```
    pub fn from_country(&self, country: Country) -> Arg {
        match self.name_of(country) {
            Some(name) => Arg::Words(name.from(self.language), name.plural(self.language)),
            None => country.code().into(),
        }
    }

    /// A country after *in*: `in Canada`, `au Canada`.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Country, Map};
    /// use offtake::wording::{Arg, CountryName, Language, Phrases, Words};
    /// let japan = Country::parse("JPN").unwrap();
    /// let name = CountryName { name: "Japon".into(), article: "m".into(), whole: None };
    /// let words = Words::new(Language::French, Phrases::default(), Map::from([(japan, name)]), Map::new());
    /// assert_eq!(words.within_country(japan), Arg::from("au Japon"));
    /// ```
    pub fn within_country(&self, country: Country) -> Arg {
        match self.name_of(country) {
            Some(name) => name.within(self.language).into(),
            None => country.code().into(),
        }
    }

    /// A country as an owner: `Canada’s`, `du Canada`.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Country, Map};
    /// use offtake::wording::{Arg, CountryName, Language, Phrases, Words};
    /// let japan = Country::parse("JPN").unwrap();
    /// let name = CountryName { name: "Japan".into(), article: String::new(), whole: None };
    /// let words = Words::new(Language::English, Phrases::default(), Map::from([(japan, name)]), Map::new());
    /// assert_eq!(words.of_country(japan), Arg::from("Japan’s"));
    /// ```
    pub fn of_country(&self, country: Country) -> Arg {
        match self.name_of(country) {
            Some(name) => Arg::Words(name.of(self.language), name.plural(self.language)),
            None => country.code().into(),
        }
    }

    /// A mineral's name, lower case.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Map, Mineral};
    /// use offtake::wording::{Arg, Language, MineralName, Phrases, Words};
    /// let id = Mineral::new("rare_earths");
    /// let name = MineralName { name: "terres rares".into(), plural: true };
    /// let words = Words::new(Language::French, Phrases::default(), Map::new(), Map::from([(id.clone(), name)]));
    /// assert_eq!(words.mineral(&id), Arg::Words("terres rares".to_owned(), true));
    /// ```
    pub fn mineral(&self, mineral: &Mineral) -> Arg {
        match self.minerals.get(mineral) {
            Some(name) => Arg::Words(name.name.clone(), name.plural),
            None => mineral.id().into(),
        }
    }

    /// A mineral after *of*, *de*.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Map, Mineral};
    /// use offtake::wording::{Arg, Language, MineralName, Phrases, Words};
    /// let id = Mineral::new("antimony");
    /// let name = MineralName { name: "antimoine".into(), plural: false };
    /// let words = Words::new(Language::French, Phrases::default(), Map::new(), Map::from([(id.clone(), name)]));
    /// assert_eq!(words.of_mineral(&id), Arg::from("d’antimoine"));
    /// ```
    pub fn of_mineral(&self, mineral: &Mineral) -> Arg {
        match self.minerals.get(mineral) {
            Some(name) => Arg::Words(name.of(self.language), name.plural),
            None => mineral.id().into(),
        }
    }

    /// A mineral's name for a menu, with a capital.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::{Map, Mineral};
    /// use offtake::wording::{Language, MineralName, Phrases, Words};
    /// let id = Mineral::new("tin");
    /// let name = MineralName { name: "étain".into(), plural: false };
    /// let words = Words::new(Language::French, Phrases::default(), Map::new(), Map::from([(id.clone(), name)]));
    /// assert_eq!(words.mineral_label(&id), "Étain");
    /// ```
    pub fn mineral_label(&self, mineral: &Mineral) -> String {
        let Arg::Words(name, _) = self.mineral(mineral);
        capital(&name)
    }

    fn name_of(&self, country: Country) -> Option<&CountryName> {
        self.countries.get(&country)
    }
}

/// A label for sorting: accents off, so that Égypte stands under E.
///
/// # Example
/// ```
/// use offtake::wording::sortable;
/// let mut labels = ["Équateur", "Finlande", "Espagne", "Égypte"];
/// labels.sort_by_key(|label| sortable(label));
/// assert_eq!(labels, ["Égypte", "Équateur", "Espagne", "Finlande"]);
/// ```
pub fn sortable(label: &str) -> String {
    label
        .to_ascii_lowercase()
        .chars()
        .map(|letter| match letter {
            'à' | 'â' | 'å' | 'À' | 'Â' | 'Å' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
            'î' | 'ï' | 'Î' | 'Ï' => 'i',
            'ô' | 'ö' | 'Ô' | 'Ö' => 'o',
            'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => 'u',
            'ç' | 'Ç' => 'c',
            other => other,
        })
        .collect()
}

fn fill(slot: &str, args: &[(&str, Arg)]) -> String {
    let (name, forms) = slot.split_once(':').map_or((slot, None), |(name, forms)| (name, Some(forms)));
    let raised = name.starts_with(|letter: char| letter.is_ascii_uppercase());
    let found = args.iter().find(|(key, _)| *key == name || (raised && key.eq_ignore_ascii_case(name)));
    match (found, forms) {
        (Some((_, Arg::Words(_, plural))), Some(forms)) => {
            let (one, many) = forms.split_once('|').unwrap_or((forms, forms));
            if *plural { many.to_owned() } else { one.to_owned() }
        }
        (Some((_, Arg::Words(words, _))), None) if raised => capital(words),
        (Some((_, Arg::Words(words, _))), None) => words.clone(),
        (None, _) => format!("⟨{name}⟩"),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => std::iter::once(raised(first)).chain(letters).collect(),
        None => String::new(),
    }
}

/// The capital of a letter of English or French. All of Unicode would cost a reader 3 kB.
fn raised(letter: char) -> char {
    match letter {
        'à'..='ö' | 'ø'..='þ' => char::from_u32(u32::from(letter) - 32).unwrap_or(letter),
        'œ' => 'Œ',
        other => other.to_ascii_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Arg, capital, fill};

    #[test]
    fn slots_fill_raise_and_agree() {
        let args = [("country", Arg::Words("les États-Unis".into(), true)), ("share", "78\u{a0}%".into())];
        assert_eq!(fill("Country", &args), "Les États-Unis");
        assert_eq!(fill("country:tire|tirent", &args), "tirent");
        assert_eq!(fill("share", &args), "78\u{a0}%");
        assert_eq!(fill("stranger", &args), "⟨stranger⟩");
    }

    #[test]
    fn capitals_respect_accents() {
        assert_eq!(capital("étain"), "Étain");
        assert_eq!(capital("œuvre"), "Œuvre");
        assert_eq!(capital("çà"), "Çà");
        assert_eq!(capital("÷1"), "÷1");
        assert_eq!(capital(""), "");
    }
}
