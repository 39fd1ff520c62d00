//! What a host must send with our files: the same for our own server and, as settings, for the common ones.

/// The policy of a page: nothing but our own origin, by name. In a sandboxed frame `'self'` is nobody in WebKit.
pub fn policy(origin: &str, path: &str) -> String {
    let framed = framed(path);
    // What articles paste has styles of its own; our pages that imitate articles must allow them.
    let inline = if path.starts_with("/pasted/") { " 'unsafe-inline'" } else { "" };
    let mut policy = format!(
        "default-src 'none'; script-src {origin} 'wasm-unsafe-eval'; style-src {origin}{inline}; img-src {origin} data:; \
         connect-src {origin}; font-src 'none'; base-uri 'none'; form-action 'none'"
    );
    if !framed {
        // Our own pages show frames of ours; nobody frames them.
        policy.push_str(&format!("; frame-src {origin}; frame-ancestors 'none'"));
    }
    policy
}

/// Whether a path is made for the pages of others.
pub fn framed(path: &str) -> bool {
    path.starts_with("/embed/") || path.starts_with("/v/")
}

/// Whether what stands at a path never changes.
pub fn lasting(path: &str) -> bool {
    let frozen = path.strip_prefix("/v/").is_some_and(|rest| rest.contains('/'));
    path.starts_with("/assets/") || frozen || path.starts_with("/embed/") && named_by_content(path)
}

/// Whether a file for frames has another name when something else is in it: what answers in a picture has the sum over it, the
/// script beside frames a number.
fn named_by_content(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let between = |start: &str, end: &str, letters: fn(&char) -> bool| {
        let sum = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
        sum.is_some_and(|sum| !sum.is_empty() && sum.chars().all(|letter| letters(&letter)))
    };
    between("marks.", ".json", char::is_ascii_hexdigit) || between("resize.", ".js", char::is_ascii_digit)
}

/// What goes with everything, beside the policy.
pub const ALWAYS: [(&str, &str); 5] = [
    ("Access-Control-Allow-Origin", "*"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    // An article that is isolated shows only frames that ask the same of what they load, and so must a frame's worker.
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
];

/// What a file is, by its ending; whether it is text of ours, which is UTF-8. What is not here is bytes.
const TYPES: [(&str, &str, bool); 15] = [
    ("html", "text/html", true),
    ("js", "text/javascript", true),
    ("css", "text/css", true),
    ("wasm", "application/wasm", false),
    ("json", "application/json", false),
    ("csv", "text/csv", true),
    ("svg", "image/svg+xml", false),
    ("png", "image/png", false),
    ("zip", "application/zip", false),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false),
    ("xml", "application/xml", false),
    ("txt", "text/plain", true),
    ("atom", "application/atom+xml", true),
    ("bib", "application/x-bibtex", true),
    ("ris", "application/x-research-info-systems", true),
];

/// The type of a file with an ending, as a host sends it.
pub fn kind(ending: &str) -> String {
    let known = TYPES.iter().find(|(known, ..)| *known == ending);
    known.map_or_else(
        || "application/octet-stream".to_owned(),
        |(_, kind, text)| format!("{kind}{}", if *text { "; charset=utf-8" } else { "" }),
    )
}

/// The same for nginx, which forgets all types that it knew where it is told one.
fn nginx_types() -> String {
    let all: String = TYPES.iter().map(|(ending, kind, _)| format!("  {kind} {ending};\n")).collect();
    // HTML is among these always.
    let texts = TYPES.iter().filter(|(ending, _, text)| *text && *ending != "html");
    let texts: String = texts.map(|(_, kind, _)| format!(" {kind}")).collect();
    format!(
        "types {{\n{all}}}\ndefault_type application/octet-stream;\ncharset utf-8;\ncharset_types{texts};\n"
    )
}

/// How long a browser keeps what never changes.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Which addresses a rule of a host is about, below the folder of the site.
enum Which {
    /// Everything below a folder.
    Below(&'static str),
    /// One file.
    File(&'static str),
    /// What [`named_by_content`] knows: as Cloudflare Pages writes it, which has names for what it does not know, and as the end
    /// of a regular expression.
    Named(&'static [&'static str], &'static str),
}

/// The origin of an address, and the folder below it without its last slash.
pub fn parts(address: &str) -> (&str, &str) {
    let after = address.find("://").map_or(0, |at| at + 3);
    let end = address[after..].find('/').map_or(address.len(), |at| after + at);
    (&address[..end], address[end..].trim_end_matches('/'))
}

/// Settings for hosts, by file: `_headers` for Cloudflare Pages, `.htaccess` for Apache, `nginx.conf` to include in a server
/// of nginx. `address` is where the site will stand. Netlify reads a `_headers` too, but knows no `!`.
pub fn settings(address: &str) -> Vec<(&'static str, String)> {
    let (origin, base) = parts(address);
    let groups = [
        (Which::Below("/"), false, false),
        // Whoever asks for a frame that is gone sees it in the article.
        (Which::File("/404.html"), true, false),
        (Which::Below("/pasted/"), false, false),
        (Which::Below("/embed/"), true, false),
        (
            Which::Named(
                &[
                    "/embed/:chart/:language/marks.:sum.json",
                    "/embed/:chart/:language/:mineral/marks.:sum.json",
                    "/embed/resize.:number.js",
                ],
                r"/embed/(.+/marks\.[0-9a-f]+\.json|resize\.[0-9]+\.js)$",
            ),
            true,
            true,
        ),
        (Which::Below("/v/"), true, true),
        // Changes with the data, between frozen versions that never do.
        (Which::File("/v/latest.json"), true, false),
        (Which::Below("/assets/"), true, true),
    ];
    let mut pages = String::from("# For Cloudflare Pages.\n");
    let mut apache =
        format!("AddType application/wasm .wasm\nOptions -Indexes\nErrorDocument 404 {base}/404.html\n");
    let mut nginx = format!("{}error_page 404 {base}/404.html;\n", nginx_types());
    for (which, framed, lasting) in groups {
        let (rules, when, location) = match which {
            Which::Below(path) => (
                vec![format!("{path}*")],
                format!("%{{REQUEST_URI}} =~ m#^{base}{path}#"),
                format!("{base}{path}"),
            ),
            Which::File(path) => (
                vec![path.to_owned()],
                format!("%{{REQUEST_URI}} == '{base}{path}'"),
                format!("= {base}{path}"),
            ),
            Which::Named(names, end) => (
                names.iter().map(|name| (*name).to_owned()).collect(),
                format!("%{{REQUEST_URI}} =~ m#^{base}{end}#"),
                format!("~ ^{base}{end}"),
            ),
        };
        let whole = rules.first().is_some_and(|rule| rule == "/*");
        let policy =
            policy(origin, if framed { "/embed/" } else { rules.first().map_or("/", String::as_str) });
        let kept = if lasting { FOR_EVER } else { "no-cache" };
        let all =
            ALWAYS.into_iter().chain([("Content-Security-Policy", policy.as_str()), ("Cache-Control", kept)]);
        let all: Vec<(&str, &str)> = all.collect();
        for rule in &rules {
            pages.push_str(&format!("{base}{rule}\n"));
            // A later rule adds to an earlier one there: what it replaces is taken away first.
            if !whole {
                pages.push_str("  ! Content-Security-Policy\n  ! Cache-Control\n");
            }
            for (name, value) in &all {
                if whole || !ALWAYS.iter().any(|(known, _)| known == name) {
                    pages.push_str(&format!("  {name}: {value}\n"));
                }
            }
        }
        apache.push_str(&format!("<If \"{when}\">\n"));
        nginx.push_str(&format!("location {location} {{\n"));
        for (name, value) in &all {
            apache.push_str(&format!("  Header set {name} \"{value}\"\n"));
            nginx.push_str(&format!("  add_header {name} \"{value}\" always;\n"));
        }
        apache.push_str("</If>\n");
        nginx.push_str("}\n");
    }
    vec![("_headers", pages), (".htaccess", apache), ("nginx.conf", nginx)]
}

#[cfg(test)]
mod tests {
    use super::super::RESIZE;
    use super::{lasting, parts, policy, settings};

    #[test]
    fn frames_are_for_others_and_pages_are_not() {
        for (path, framed) in [("/en/", false), ("/embed/a/en/", true), ("/v/2026-11-24/embed/a/en/", true)] {
            let policy = policy("https://a.example", path);
            assert_eq!(policy.contains("frame-ancestors"), !framed, "{path}");
            assert!(
                policy.starts_with("default-src 'none'; script-src https://a.example 'wasm-unsafe-eval';")
            );
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'self'"));
        }
        assert!(lasting("/assets/1/a.js") && lasting("/v/2026-11-24/embed/") && !lasting("/v/latest.json"));
    }

    #[test]
    fn what_is_named_by_what_is_in_it_is_kept_for_ever_and_what_names_it_is_not() {
        for path in ["/embed/map/en/marks.0a1b2c3d.json", "/embed/map/en/tin/marks.99.json", RESIZE] {
            assert!(lasting(&format!("/{}", path.trim_start_matches('/'))), "{path}");
        }
        for path in [
            "/embed/map/en/",
            "/embed/map/en/index.html",
            "/embed/map/en.json",
            "/embed/offtake-chart.js",
            "/embed/map/en/marks.json",
            "/embed/map/en/marks.en.json",
            "/en/marks.0a1b2c3d.json",
        ] {
            assert!(!lasting(path), "{path}");
        }
        for (name, text) in settings("https://news.example/offtake/") {
            let (below, rule) = match name {
                "_headers" => {
                    ("/offtake/embed/*", "/offtake/embed/:chart/:language/:mineral/marks.:sum.json")
                }
                ".htaccess" => (
                    "<If \"%{REQUEST_URI} =~ m#^/offtake/embed/#\">",
                    r##"<If "%{REQUEST_URI} =~ m#^/offtake/embed/(.+/marks\.[0-9a-f]+\.json|resize\.[0-9]+\.js)$#">"##,
                ),
                _ => (
                    "location /offtake/embed/ {",
                    r"location ~ ^/offtake/embed/(.+/marks\.[0-9a-f]+\.json|resize\.[0-9]+\.js)$ {",
                ),
            };
            assert!(text.find(below) < text.find(rule), "{name}: {text}");
            for (rule, kept) in [(below, "no-cache"), (rule, "immutable")] {
                let told = told(&text, rule);
                let once = told
                    .iter()
                    .filter(|line| line.contains("Cache-Control:") || line.contains("Cache-Control "))
                    .count();
                assert!(once == 1 && told.iter().any(|line| line.contains(kept)), "{name}, {rule}: {text}");
                assert!(!told.iter().any(|line| line.contains("frame-ancestors")), "{name}, {rule}: {text}");
            }
        }
    }

    #[test]
    fn settings_name_the_origin_and_the_folder() {
        for (name, text) in settings("https://news.example/offtake/") {
            assert!(text.contains("script-src https://news.example 'wasm-unsafe-eval'"), "{name}: {text}");
            assert!(text.contains("/offtake/assets/") && text.contains("immutable"), "{name}: {text}");
        }
    }

    /// What a host is told of a path, after the line that names it.
    fn told<'a>(text: &'a str, rule: &str) -> Vec<&'a str> {
        text.lines()
            .skip_while(|line| *line != rule)
            .skip(1)
            .take_while(|line| line.starts_with(' '))
            .collect()
    }

    #[test]
    fn what_is_missing_is_said_in_the_folder_of_the_site_and_in_frames() {
        for (address, base) in [("https://news.example/offtake/", "/offtake"), ("https://news.example", "")] {
            assert_eq!(parts(address), ("https://news.example", base));
            for (name, text) in settings(address) {
                let (line, rule) = match name {
                    // This host looks for the page by itself, and sends what goes with the address that was asked for.
                    "_headers" => continue,
                    ".htaccess" => (
                        format!("ErrorDocument 404 {base}/404.html"),
                        format!("<If \"%{{REQUEST_URI}} == '{base}/404.html'\">"),
                    ),
                    _ => {
                        (format!("error_page 404 {base}/404.html;"), format!("location = {base}/404.html {{"))
                    }
                };
                assert!(text.lines().any(|known| known == line), "{name}: {text}");
                let told = told(&text, &rule);
                // It has a script, which tells the article.
                let policy = "Content-Security-Policy \"default-src 'none'; script-src https://news.example ";
                assert!(told.iter().any(|line| line.contains(policy)), "{name}: {text}");
                assert!(!told.iter().any(|line| line.contains("frame-ancestors")), "{name}: {text}");
            }
        }
    }

    #[test]
    fn settings_keep_for_ever_what_our_own_server_does() {
        for (name, text) in settings("https://news.example/offtake/") {
            let [frozen, latest] = match name {
                "_headers" => ["/offtake/v/*", "/offtake/v/latest.json"],
                ".htaccess" => [
                    "<If \"%{REQUEST_URI} =~ m#^/offtake/v/#\">",
                    "<If \"%{REQUEST_URI} == '/offtake/v/latest.json'\">",
                ],
                _ => ["location /offtake/v/ {", "location = /offtake/v/latest.json {"],
            };
            // A later rule goes before an earlier one, or the exact one before all.
            assert!(text.find(frozen) < text.find(latest), "{name}: {text}");
            for (rule, kept) in [(frozen, "immutable"), (latest, "no-cache")] {
                let told = told(&text, rule);
                assert!(
                    told.iter().any(|line| line.contains("Cache-Control") && line.contains(kept)),
                    "{name}, {rule}: {text}"
                );
                assert!(!told.iter().any(|line| line.contains("frame-ancestors")), "{name}, {rule}: {text}");
            }
        }
    }
}
