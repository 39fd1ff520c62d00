//! Templates: `{{name}}` or `{{name word}}` is replaced by what the page knows.

use std::path::Path;

use crate::failure::Failure;

/// Fills every slot of a template.
///
/// # Errors
/// [`Failure::Choice`] naming file and slot when `fill` does not know it, or when a slot is not closed.
pub fn fill(
    file: &Path,
    template: &str,
    fill: impl Fn(&str, &str) -> Option<String>,
) -> Result<String, Failure> {
    let mut out = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((slot, tail)) = after.split_once("}}") else {
            return Err(Failure::Choice(format!(
                "{}: a slot is opened with {{{{ and never closed",
                file.display()
            )));
        };
        let (name, word) = slot.trim().split_once(' ').unwrap_or((slot.trim(), ""));
        let value = fill(name, word.trim());
        let value =
            value.ok_or_else(|| Failure::Choice(format!("{}: unknown slot `{slot}`", file.display())))?;
        out.push_str(&value);
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

/// A template with its parts: `{{part top}}` becomes what stands in `www/part-top.html`.
///
/// # Errors
/// [`Failure`] for a template or a part that cannot be read.
pub fn template(root: &Path, name: &str) -> Result<String, Failure> {
    let read = |name: &str| {
        let path = root.join("www").join(name);
        std::fs::read_to_string(&path).map_err(Failure::reading(&path))
    };
    let mut text = read(name)?;
    let parts: Vec<String> = named("part", &text).into_iter().map(str::to_owned).collect();
    for part in parts {
        let inner = read(&format!("part-{part}.html"))?;
        text = text.replace(&format!("{{{{part {part}}}}}"), inner.trim_end());
    }
    Ok(text)
}

/// The words of all slots of a name: `today` for `{{story today}}`.
pub fn named<'a>(name: &str, template: &'a str) -> Vec<&'a str> {
    let slots = template.split("{{").skip(1).filter_map(|rest| rest.split_once("}}"));
    slots.filter_map(|(slot, _)| slot.trim().strip_prefix(name)?.strip_prefix(' ')).map(str::trim).collect()
}

/// Text for HTML, in elements and in double-quoted attributes.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{Path, escaped, fill};

    #[test]
    fn slots_are_filled_and_strangers_named() {
        let known = |name: &str, word: &str| (name == "say").then(|| format!("<{word}>"));
        assert_eq!(fill(Path::new("a.html"), "x {{say hello}} y", known).unwrap(), "x <hello> y");
        let error = fill(Path::new("a.html"), "{{stranger}}", known).unwrap_err().to_string();
        assert!(error.contains("a.html") && error.contains("stranger"), "{error}");
        assert!(fill(Path::new("a.html"), "{{say", known).is_err());
    }

    #[test]
    fn markup_is_escaped() {
        assert_eq!(escaped("a<b> & \"c\""), "a&lt;b&gt; &amp; &quot;c&quot;");
    }
}
