//! Scripts and styles as readers fetch them: without what only their authors read, and what is always needed at once as one file.

use crate::failure::Failure;

/// A script with some of the scripts that it imports in the place of their imports: each is a request less, which on a slow machine
/// is worth more than its bytes. `part` gives the text of one by its name, and nothing of those that stay apart. What a script keeps
/// to itself stays so: each is a function of its own.
///
/// # Errors
/// [`Failure`] of `part`, and for a part that imports something itself.
pub fn joined(
    script: &str,
    part: impl Fn(&str) -> Result<Option<String>, Failure>,
) -> Result<String, Failure> {
    let mut out = String::with_capacity(4 * script.len());
    for line in script.split_inclusive('\n') {
        let Some((names, name)) = imported(line) else {
            out.push_str(line);
            continue;
        };
        let Some(text) = part(name)? else {
            out.push_str(line);
            continue;
        };
        if text.lines().any(|line| imported(line).is_some()) {
            return Err(Failure::Step {
                step: format!("joining {name}"),
                detail: ": it imports a script itself".to_owned(),
                remedy: "Leave it apart, or import what it needs in the script that is joined".to_owned(),
            });
        }
        out.push_str(&format!("const {names} = (() => {{\n"));
        out.extend(text.split_inclusive('\n').map(|line| line.strip_prefix("export ").unwrap_or(line)));
        out.push_str(&format!("return {names};\n}})();\n"));
    }
    Ok(out)
}

/// What a line imports, with its braces, and from which script beside it.
fn imported(line: &str) -> Option<(&str, &str)> {
    let (names, from) = line.strip_prefix("import ")?.split_once(" from \"./")?;
    Some((names, from.split_once('"')?.0))
}

/// A script or a style sheet without comments and without the space at the ends of lines. Lines stay, so that no statement
/// runs into the next. It looks into strings, templates and patterns just as far as to leave them alone.
pub fn spare(script: Vec<u8>) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(script.len());
    // Templates that are open, each with the braces that are open in its slot.
    let mut templates: Vec<usize> = Vec::new();
    let mut rest = script.as_slice();
    while let [letter, tail @ ..] = rest {
        let inside = templates.last() == Some(&0);
        let taken = match (letter, tail) {
            (b'\\', [_, ..]) if inside => 2,
            (b'`', _) if inside => {
                templates.pop();
                1
            }
            (b'$', [b'{', ..]) if inside => {
                if let Some(open) = templates.last_mut() {
                    *open += 1;
                }
                2
            }
            _ if inside => 1,
            (b'`', _) => {
                templates.push(0);
                1
            }
            (b'{' | b'}', _) => {
                if let Some(open) = templates.last_mut() {
                    if *letter == b'{' { *open += 1 } else { *open -= 1 }
                }
                1
            }
            (b'"' | b'\'', _) => closed(rest, *letter),
            (b'/', [b'/', ..]) => {
                rest = &rest[rest.iter().position(|letter| *letter == b'\n').unwrap_or(rest.len())..];
                continue;
            }
            (b'/', [b'*', ..]) => {
                let end = rest.windows(2).skip(2).position(|pair| pair == b"*/");
                rest = &rest[end.map_or(rest.len(), |end| end + 4)..];
                continue;
            }
            (b'/', _) if begins_pattern(&out) => closed(rest, b'/'),
            (b' ' | b'\n', _) if matches!(out.last(), None | Some(b'\n')) => {
                rest = tail;
                continue;
            }
            (b'\n', _) => {
                while out.last() == Some(&b' ') {
                    out.pop();
                }
                if matches!(out.last(), None | Some(b'\n')) {
                    rest = tail;
                    continue;
                }
                1
            }
            _ => 1,
        };
        out.extend_from_slice(&rest[..taken]);
        rest = &rest[taken..];
    }
    out
}

/// How long a string or a pattern is, with both its ends.
fn closed(text: &[u8], end: u8) -> usize {
    let mut at = 1;
    let mut class = false;
    while let Some(letter) = text.get(at) {
        match letter {
            b'\\' => at += 1,
            b'[' if end == b'/' => class = true,
            b']' => class = false,
            b'\n' => return at,
            letter if *letter == end && !class => return at + 1,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// Whether a slash after this begins a pattern: after a value it divides.
fn begins_pattern(before: &[u8]) -> bool {
    let before = before.trim_ascii_end();
    let word: Vec<u8> =
        before.iter().rev().take_while(|letter| letter.is_ascii_alphabetic()).copied().collect();
    match before.last() {
        None => true,
        _ if word == b"nruter" || word == b"foepyt" => true,
        Some(letter) => {
            !(letter.is_ascii_alphanumeric()
                || matches!(letter, b')' | b']' | b'}' | b'_' | b'$' | b'"' | b'\'' | b'`'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{joined, spare};

    #[test]
    fn imports_give_way_to_what_they_import() {
        let part = |name: &str| {
            Ok((name == "a.js").then(|| {
                "const own = 1;\nexport const a = own;\nexport function b() {\n  return a;\n}\n".to_owned()
            }))
        };
        let script =
            "import { a, b } from \"./a.js\";\nimport { c } from \"./c.js\";\nconst own = a + b() + c;\n";
        let one = "const { a, b } = (() => {\nconst own = 1;\nconst a = own;\nfunction b() {\n  return a;\n}\nreturn { a, b };\n})();\n\
            import { c } from \"./c.js\";\nconst own = a + b() + c;\n";
        assert_eq!(joined(script, part).unwrap(), one);
        let deep = |_: &str| Ok(Some("import { d } from \"./d.js\";\n".to_owned()));
        assert!(joined(script, deep).unwrap_err().to_string().starts_with("joining a.js failed: it imports"));
    }

    fn of(script: &str) -> String {
        String::from_utf8(spare(script.as_bytes().to_vec())).unwrap()
    }

    #[test]
    fn comments_go_and_everything_else_stays() {
        let script = "// @ts-check\n\n/** A sum. */\nexport const a = 1; // one\n  const b = a / 2 / 3;\n/* x\n y */ f(b);\n";
        assert_eq!(of(script), "export const a = 1;\nconst b = a / 2 / 3;\nf(b);\n");
    }

    #[test]
    fn what_only_looks_like_a_comment_stays() {
        for script in [
            "const a = \"https://x.y/z\"; // z",
            "const a = 'it\\'s // not';",
            "const a = `// ${b ? `/* ${c} */` : {d: 1}} /* e */`;",
            "const a = b.replace(/\\/\\*[/*\"]/g, \"//\");",
            "return /embed\\/([^/]+)\\/$/.exec(path);",
            "const a = (b) / 2; const c = \"/\";",
            "a::before { content: \"\\2212\"; font: 13px/1.4 serif; width: calc(100% / 3); }",
        ] {
            let bare = script.trim_end_matches(" // z");
            assert_eq!(of(script).trim_end(), bare);
        }
    }
}
