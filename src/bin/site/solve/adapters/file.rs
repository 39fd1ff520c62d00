use serde_json::Value;

/// The cases of a file: `{"cases": [{"id": …, "rule": …, "inputs": {…}}, …]}`.
///
/// What no number can hold (`1e999`) and what is no number (`NaN`, `Infinity`, as some programs write it into JSON) is read
/// as text, so that it spoils the case it stands in and no other.
///
/// # Errors
/// Words on what is wrong with the file.
pub fn cases(text: &str) -> Result<Vec<Value>, String> {
    let form = "give {\"cases\": [{\"id\": …, \"rule\": …, \"inputs\": {…}}, …]}";
    let read: Value = serde_json::from_str(&quoted(text)).map_err(|error| format!("not JSON: {error}"))?;
    match read {
        Value::Object(mut file) => match file.remove("cases") {
            Some(Value::Array(cases)) => Ok(cases),
            _ => Err(format!("no list of `cases`: {form}")),
        },
        _ => Err(format!("no list of `cases`: {form}")),
    }
}

/// The text with quotes around all that reads as a number, outside of quotes, and is not a finite one.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, plain) = if first == '"' {
            (string(rest), true)
        } else if first.is_ascii_alphanumeric() || "+-.".contains(first) {
            let word = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
            let length = rest.find(|letter| !word(letter)).unwrap_or(rest.len());
            (length, rest[..length].parse::<f64>().is_ok_and(f64::is_finite) || !number(&rest[..length]))
        } else {
            (first.len_utf8(), true)
        };
        let (token, after) = rest.split_at(length);
        if plain {
            out.push_str(token);
        } else {
            out.extend(["\"", token, "\""]);
        }
        rest = after;
    }
    out
}

fn number(word: &str) -> bool {
    word.parse::<f64>().is_ok()
}

/// The length of the string that a text begins with, quotes included.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (place, letter) in text.char_indices().skip(1) {
        match letter {
            '"' if !escaped => return place + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}
