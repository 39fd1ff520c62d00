//! Every word in every language: no key missing, no stranger, no slot lost, and our small reader agrees with TOML.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use offtake::allocation::ClaimsError;
use offtake::atlas::Error;
use offtake::scenario::{Missing, ScenarioError};
use offtake::terms::{Country, Standing};
use offtake::wording::{Language, Phrases, texts};

fn slots(phrase: &str) -> BTreeSet<String> {
    phrase
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(slot, _)| slot.split(':').next().unwrap_or("").to_lowercase())
        .collect()
}

#[test]
fn every_language_has_the_same_keys() {
    let keys = |language| -> BTreeSet<String> {
        Phrases::read(&texts(language)).iter().map(|(key, _)| key.to_owned()).collect()
    };
    let english = keys(Language::English);
    assert!(english.len() > 100, "only {} keys were read", english.len());
    for language in Language::ALL {
        let other = keys(language);
        let missing: Vec<_> = english.symmetric_difference(&other).collect();
        assert!(missing.is_empty(), "{}: not in both: {missing:?}", language.id());
    }
}

/// A phrase may leave a number out in no language: French may name a group where English does, in its own order.
#[test]
fn no_number_is_lost_in_translation() {
    const NUMBERS: [&str; 14] = [
        "share",
        "tonnes",
        "covered",
        "alone",
        "of_market",
        "lost",
        "received",
        "before",
        "after",
        "output",
        "imports",
        "count",
        "of",
        "cut",
    ];
    let numbers = |phrase: &str| -> BTreeSet<String> {
        slots(phrase).into_iter().filter(|slot| NUMBERS.contains(&slot.as_str())).collect()
    };
    let french = Phrases::read(&texts(Language::French));
    for (key, phrase) in Phrases::read(&texts(Language::English)).iter() {
        let other = french.get(key).unwrap_or_default();
        assert_eq!(numbers(phrase), numbers(other), "{key}: {phrase:?} and {other:?}");
    }
}

#[test]
fn our_reader_agrees_with_toml() {
    for language in Language::ALL {
        for text in texts(language) {
            let table: toml::Table =
                text.parse().unwrap_or_else(|error| panic!("{}: {error}", language.id()));
            let mut expected = BTreeMap::new();
            flatten("", &toml::Value::Table(table), &mut expected);
            let ours: BTreeMap<String, String> = Phrases::read(&[text])
                .iter()
                .map(|(key, phrase)| (key.to_owned(), phrase.to_owned()))
                .collect();
            assert_eq!(ours, expected);
        }
    }
}

fn flatten(path: &str, value: &toml::Value, into: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, inner) in table {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                flatten(&path, inner, into);
            }
        }
        toml::Value::String(text) => {
            into.insert(path.to_owned(), text.clone());
        }
        other => panic!("{path}: {other:?} is not a text"),
    }
}

#[test]
fn french_puts_no_break_spaces_before_high_punctuation() {
    let mut wrong = Vec::new();
    for (key, phrase) in Phrases::read(&texts(Language::French)).iter() {
        for sign in [':', ';', '?', '!', '»', '%'] {
            let outside_slots: String =
                phrase.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
            let mut before = 'x';
            for letter in outside_slots.chars() {
                let bare = before == ' ' || (before.is_alphanumeric() && !outside_slots.contains("http"));
                if letter == sign && bare {
                    wrong.push(format!("{key}: {phrase:?} before {sign}"));
                }
                before = letter;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_reason_for_a_gap_has_words_in_both_languages() {
    for language in Language::ALL {
        let phrases = Phrases::read(&texts(language));
        for missing in Missing::ALL {
            let key = format!("missing.{}", missing.id());
            assert!(phrases.get(&key).is_some_and(|words| words.len() > 20), "{}: {key}", language.id());
        }
    }
}

/// A firm keeps its own name; a government or several parties are told in the reader's language.
#[test]
fn whoever_takes_output_and_is_no_firm_has_a_name_in_both_languages() {
    let parties = &support::ledger().deal_parties;
    let takers = parties.iter().filter(|one| one.takes && one.standing != Standing::Lapsed);
    let described = |name: &str| {
        [" and ", " of ", "Government", "government", "Fund"].iter().any(|word| name.contains(word))
    };
    let described: BTreeSet<&str> =
        takers.map(|one| one.party.as_str()).filter(|name| described(name)).collect();
    assert!(described.len() > 5, "{described:?}");
    for language in Language::ALL {
        let phrases = Phrases::read(&texts(language));
        let named: BTreeSet<&str> =
            phrases.iter().filter_map(|(key, _)| key.strip_prefix("party.")).collect();
        let missing: Vec<_> = described.symmetric_difference(&named).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", language.id());
    }
}

#[test]
fn a_scenario_that_cannot_be_computed_is_explained_with_its_remedy_in_both_languages() {
    let atlas = support::atlas();
    let (project, who) = ("A plant".to_owned(), Country::parse("JPN").unwrap());
    let errors = [
        ScenarioError::NoProjects,
        ScenarioError::NoBuyer(project.clone()),
        ScenarioError::CapBelowContract {
            project: project.clone(),
            ally: "Japan".to_owned(),
            cap: 1.0,
            contract: 2.0,
        },
        ScenarioError::BadAmount { name: project.clone(), amount: -1.0 },
        ScenarioError::Overcommitted { project: project.clone(), sum: 1.1, party: "Japan".to_owned() },
        ScenarioError::Overowned { project, sum: 1.1, largest: who },
        ScenarioError::Claims(ClaimsError::BadClaim { claimant: who, tonnes: -3.0 }),
        ScenarioError::Claims(ClaimsError::NoMarket),
    ];
    for error in errors {
        let error = Error::from(error);
        let [english, french] = ["en", "fr"].map(|lang| atlas.explain(lang, &error));
        assert!(
            english != french && english.contains(';') && french.contains("\u{a0};"),
            "{english} {french}"
        );
        assert!(!english.contains('⟨') && !french.contains('⟨'), "{english} {french}");
    }
}

#[test]
fn menus_have_words_for_everything_in_both_languages() {
    let atlas = support::atlas();
    for language in Language::ALL {
        let catalogue = atlas.catalogue(language.id()).unwrap();
        let lists = [
            &catalogue.charts,
            &catalogue.minerals,
            &catalogue.countries,
            &catalogue.rules,
            &catalogue.allies,
            &catalogue.measures,
            &catalogue.terms,
            &catalogue.projects,
        ];
        for entry in lists.into_iter().flatten() {
            assert!(!entry.label.is_empty() && !entry.label.contains('⟨'), "{}: {entry:?}", language.id());
        }
    }
}
