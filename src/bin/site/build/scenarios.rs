//! Views with a name, kept by hand in `www/scenarios.toml`.

use std::path::Path;

use offtake::wording::Phrases;

use super::slots::escaped;
use crate::failure::Failure;

const FILE: &str = "www/scenarios.toml";

/// A view with a name.
pub struct Scenario {
    id: String,
    /// What a link to it would say, chart included.
    pub query: String,
    en: String,
    fr: String,
}

impl Scenario {
    /// Its name in addresses.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its page, below the language's folder, with its last slash.
    pub fn path(&self) -> String {
        format!("scenario/{}/", self.id)
    }

    /// What its frame shows beside chart and mineral: `country=DEU&stop=100`.
    pub fn of_frame(&self) -> String {
        let told = |pair: &&str| pair.starts_with("chart=") || pair.starts_with("mineral=");
        self.query.split('&').filter(|pair| !told(pair)).collect::<Vec<_>>().join("&")
    }

    /// Its name in a language.
    pub fn name(&self, lang: &str) -> &str {
        if lang == "fr" { &self.fr } else { &self.en }
    }

    /// A line that leads to it; `base` leads to the language's folder.
    pub fn item(&self, lang: &str, base: &str) -> String {
        format!(
            "<li><a href=\"{}\">{}</a></li>\n",
            escaped(&format!("{base}{}", self.path())),
            escaped(self.name(lang))
        )
    }
}

/// Every named view, in order of their ids.
///
/// # Errors
/// [`Failure::Choice`] for one without a query or a name in every language.
pub fn read(root: &Path) -> Result<Vec<Scenario>, Failure> {
    let path = root.join(FILE);
    let phrases = Phrases::read(&[&std::fs::read_to_string(&path).map_err(Failure::reading(&path))?]);
    let ids = phrases.iter().filter_map(|(key, _)| key.strip_suffix(".query"));
    let of = |id: &str, key: &str| {
        let text = phrases.get(&format!("{id}.{key}")).map(str::to_owned);
        text.ok_or_else(|| {
            Failure::Choice(format!("{FILE}: [{id}] has no `{key}`: each has `query`, `en` and `fr`"))
        })
    };
    ids.map(|id| {
        Ok(Scenario { id: id.to_owned(), query: of(id, "query")?, en: of(id, "en")?, fr: of(id, "fr")? })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use offtake::wording::Language;

    use super::read;
    use crate::{facts, tools};

    /// Every address that was published once. Articles, feeds and search engines lead there, and nobody can tell them of another: a
    /// view may be corrected, but an address stays. Lines are added here and never taken away.
    const PUBLISHED: [&str; 10] = [
        "en/scenario/bismuth-looked-through/",
        "en/scenario/graphite-with-a-floor/",
        "en/scenario/magnets-one-market/",
        "en/scenario/magnets-shared/",
        "en/scenario/tungsten-stops/",
        "fr/scenario/bismuth-looked-through/",
        "fr/scenario/graphite-with-a-floor/",
        "fr/scenario/magnets-one-market/",
        "fr/scenario/magnets-shared/",
        "fr/scenario/tungsten-stops/",
    ];

    #[test]
    fn no_address_of_a_named_view_vanishes_and_every_new_one_is_written_down() {
        let scenarios = read(&tools::root()).unwrap();
        let of =
            |language: Language| scenarios.iter().map(move |one| format!("{}/{}", language.id(), one.path()));
        let mut now: Vec<String> = Language::ALL.into_iter().flat_map(of).collect();
        now.sort();
        assert_eq!(now, PUBLISHED);
    }

    #[test]
    fn every_named_view_can_be_drawn_and_its_link_is_short() {
        let atlas = facts::atlas(&tools::root()).unwrap();
        let scenarios = read(&tools::root()).unwrap();
        // Its frame stands among those of minerals.
        let minerals = atlas.catalogue("en").unwrap().minerals;
        assert!(!minerals.iter().any(|mineral| scenarios.iter().any(|scenario| scenario.id() == mineral.id)));
        assert!(scenarios.len() > 2);
        for scenario in scenarios {
            for lang in ["en", "fr"] {
                let choice = atlas.from_link(&format!("lang={lang}&{}", scenario.query)).unwrap();
                assert!(!scenario.name(lang).is_empty());
                assert!(atlas.link(&choice).len() <= 200, "{}", scenario.query);
                // It says what it means: nothing in it is left out as unknown.
                for key in scenario.query.split('&').filter_map(|pair| pair.split_once('=')) {
                    let held = serde_json::to_value(&choice).unwrap()[key.0].to_string().replace('"', "");
                    assert_eq!(
                        held.parse::<f64>().map_or(held.clone(), |n| n.to_string()),
                        key.1,
                        "{}",
                        scenario.query
                    );
                }
            }
        }
    }
}
