//! METHODS.md and the page of the methods say the same: its tables are written from the same files.

use std::collections::BTreeSet;
use std::fs;

use offtake::wording::Language;
use offtake::{allocation, metrics};

use super::{PARTS, Texts, math, ordered};
use crate::{facts, tools};

/// Columns of each part's table in METHODS.md.
fn columns(part: &str) -> &'static [&'static str] {
    match part {
        "metric" => &["id", "what", "formula", "range", "gaps", "source"],
        "rule" => &["id", "what", "formula", "more", "source"],
        "step" => &["what", "formula"],
        "judge" => &["what", "formula", "source"],
        _ => &["what", "formula", "gaps", "source"],
    }
}

fn table(texts: &Texts, part: &str, ids: &[String]) -> String {
    let columns = columns(part);
    let head = |name: &&str| match *name {
        "gaps" => "no figure".to_owned(),
        "more" => "left over".to_owned(),
        name => name.to_owned(),
    };
    let mut out = format!(
        "| {} |\n|{}\n",
        columns.iter().map(head).collect::<Vec<_>>().join(" | "),
        "---|".repeat(columns.len())
    );
    for id in ids {
        let cell = |column: &&str| match *column {
            "id" => format!("`{id}`"),
            "formula" => texts.formulas.get(&format!("{part}.{id}.formula")).unwrap_or_default().to_owned(),
            column => texts.need(&format!("{part}.{id}.{column}")).unwrap().to_owned(),
        };
        out.push_str(&format!("| {} |\n", columns.iter().map(cell).collect::<Vec<_>>().join(" | ")));
    }
    let symbols: BTreeSet<&str> = ids
        .iter()
        .flat_map(|id| texts.formulas.get(&format!("{part}.{id}.symbols")).unwrap_or_default().split(' '))
        .collect();
    let symbols: Vec<&str> =
        symbols.into_iter().map(|symbol| texts.need(&format!("symbol.{symbol}")).unwrap()).collect();
    format!("{out}\n{}.\n", symbols.join(".\n"))
}

#[test]
fn methods_md_has_the_formulas_and_words_of_the_page() {
    let root = tools::root();
    let path = root.join("METHODS.md");
    let stands = fs::read_to_string(&path).unwrap();
    let texts = Texts::open(&root, Language::English).unwrap();
    let catalogue = facts::atlas(&root).unwrap().catalogue("en").unwrap();
    let mut wanted = stands.clone();
    for part in PARTS {
        let (start, end) = (format!("<!-- {part}: from www/method.toml -->\n"), format!("<!-- /{part} -->"));
        let (before, rest) =
            wanted.split_once(&start).unwrap_or_else(|| panic!("METHODS.md has no `{start}`"));
        let (_, after) = rest.split_once(&end).unwrap();
        let ids = ordered(&texts, &root, &catalogue, part).unwrap();
        wanted = format!("{before}{start}\n{}\n{end}{after}", table(&texts, part, &ids));
    }
    if std::env::var_os("GOLDEN").is_some_and(|word| word == "write") {
        fs::write(&path, &wanted).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        wanted,
        "GOLDEN=write writes the tables of METHODS.md anew"
    );
}

#[test]
fn every_measure_and_rule_has_its_formula_and_no_stranger_has_one() {
    let texts = Texts::open(&tools::root(), Language::English).unwrap();
    let ids = |part: &str| texts.ids(part).into_iter().collect::<BTreeSet<_>>();
    let metrics: BTreeSet<String> = metrics::ALL.iter().map(|metric| metric.id.to_owned()).collect();
    let rules: BTreeSet<String> = allocation::ALL.iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(ids("metric"), metrics);
    assert_eq!(ids("rule"), rules);
}

#[test]
fn both_languages_say_the_same_things_and_every_formula_can_be_read() {
    let root = tools::root();
    let english = Texts::open(&root, Language::English).unwrap();
    let keys = |texts: &Texts| texts.words.iter().map(|(key, _)| key.to_owned()).collect::<BTreeSet<_>>();
    let mut explained = BTreeSet::new();
    for language in Language::ALL {
        let texts = Texts::open(&root, language).unwrap();
        assert_eq!(keys(&texts), keys(&english));
        for (key, text) in texts.formulas.iter() {
            if key.ends_with(".formula") {
                assert!(math::mathml(text, language).is_ok(), "{key}: {:?}", math::mathml(text, language));
            }
            if key.ends_with(".symbols") {
                explained.extend(text.split(' ').map(str::to_owned));
            }
        }
    }
    let symbols: BTreeSet<String> =
        english.words.iter().filter_map(|(key, _)| key.strip_prefix("symbol.")).map(str::to_owned).collect();
    assert_eq!(explained, symbols, "symbols that are used, and those that are explained");
}
