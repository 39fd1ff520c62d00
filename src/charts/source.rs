use crate::wording::Words;

/// The source line: publishers once each, in order, then whether estimates are among the figures, then our mark.
pub(super) fn source_line(words: &Words, sources: &[&Option<String>], estimates: bool) -> String {
    let mut names: Vec<String> = Vec::new();
    for name in sources.iter().filter_map(|source| source.as_deref()) {
        // Publishers keep their names in every language; what is no name has words of its own.
        let key = format!("source.{}", name.replace(' ', "-"));
        let name = if words.has(&key) { words.plain(&key) } else { name.to_owned() };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let listed = if names.is_empty() { words.plain("source.none") } else { names.join(", ") };
    let key = if estimates { "source.with_estimates" } else { "source.line" };
    words.say(key, &[("sources", listed.into())])
}

#[cfg(test)]
mod tests {
    use super::source_line;
    use crate::terms::Map;
    use crate::wording::{Language, Phrases, Words};

    #[test]
    fn publishers_keep_their_names_and_the_public_record_is_said_in_the_readers_language() {
        let line = |language| {
            let words = Words::new(language, Phrases::of(language), Map::new(), Map::new());
            let [one, two] = ["public record", "CEPII BACI"].map(|name| Some(name.to_owned()));
            source_line(&words, &[&one, &two, &one], false)
        };
        assert!(line(Language::English).starts_with("Source: public record, CEPII BACI. "));
        assert!(line(Language::French).starts_with("Source\u{a0}: dossier public, CEPII BACI. "));
    }
}
