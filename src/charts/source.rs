use crate::wording::Words;

/// The source line: publishers once each, in order, then whether estimates are among the figures, then our mark.
pub(super) fn source_line(words: &Words, sources: &[&Option<String>], estimates: bool) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in sources.iter().filter_map(|source| source.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let listed = if names.is_empty() { words.plain("source.none") } else { names.join(", ") };
    let key = if estimates { "source.with_estimates" } else { "source.line" };
    words.say(key, &[("sources", listed.into())])
}
