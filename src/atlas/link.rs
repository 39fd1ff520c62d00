//! Queries as browsers write them. Keys that we do not know are ignored: articles get shared with trackers' keys.

/// The pairs of a query, decoded, in order. A leading `?` is allowed.
pub(super) fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .trim_start_matches('?')
        .split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            (decoded(key), decoded(value))
        })
        .collect()
}

/// A query of pairs; empty for none.
pub(super) fn query(pairs: &[(&str, String)]) -> String {
    let joined: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={}", encoded(value))).collect();
    if joined.is_empty() { String::new() } else { format!("?{}", joined.join("&")) }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut ahead = rest.clone();
                let digits =
                    [ahead.next(), ahead.next()].map(|digit| digit.and_then(|d| char::from(d).to_digit(16)));
                if let [Some(high), Some(low)] = digits {
                    // Two hex digits are at most 255.
                    bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                    rest = ahead;
                } else {
                    bytes.push(b'%');
                }
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{pairs, query};

    #[test]
    fn what_is_written_is_read_again() {
        let written = query(&[("mineral", "terres rares & Co é".into()), ("stop", "50".into())]);
        assert_eq!(
            pairs(&written),
            [("mineral".to_owned(), "terres rares & Co é".to_owned()), ("stop".to_owned(), "50".to_owned())]
        );
        assert_eq!(query(&[]), "");
    }

    #[test]
    fn broken_escapes_are_kept_as_they_are() {
        assert_eq!(
            pairs("?a=%zz%4&b"),
            [("a".to_owned(), "%zz%4".to_owned()), ("b".to_owned(), String::new())]
        );
    }
}
