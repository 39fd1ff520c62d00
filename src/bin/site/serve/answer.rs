//! One request, one answer: files with the types and headers that a real host should send.

use std::fs;
use std::path::{Component, Path, PathBuf};

use tiny_http::{Header, Method, Request, Response};

/// Answers a request from the files of a folder.
pub fn give(request: Request, dir: &Path) {
    let host = header(&request, "Host").filter(|host| is_host(host));
    let host = host.unwrap_or_else(|| "127.0.0.1".to_owned());
    let brotli = header(&request, "Accept-Encoding").is_some_and(|accepted| accepted.contains("br"));
    let path = request.url().split(['?', '#']).next().unwrap_or("/").to_owned();
    let query = request
        .url()
        .split_once('?')
        .map_or(String::new(), |(_, query)| format!("?{query}"));
    let known_method = matches!(request.method(), Method::Get | Method::Head);
    let page = Page {
        path: &path,
        host: &host,
        brotli,
    };
    let sent = if !known_method {
        let mut refused = Response::from_string("Only GET and HEAD.").with_status_code(405);
        if let Some(allowed) = field("Allow", "GET, HEAD") {
            refused.add_header(allowed);
        }
        request.respond(refused)
    } else {
        match page.find(dir) {
            Found::File(file) => request.respond(page.file(&file, 200)),
            Found::Folder => {
                // Not 301: browsers keep that for ever, and the next program on this port may have other folders.
                let mut moved = Response::from_string("").with_status_code(302);
                if let Some(to) = field("Location", &format!("{}{query}", page.slashed())) {
                    moved.add_header(to);
                }
                request.respond(moved)
            }
            Found::Nothing => request.respond(page.file(&dir.join("404.html"), 404)),
        }
    };
    // A reader who went away is no news.
    drop(sent);
}

struct Page<'a> {
    path: &'a str,
    host: &'a str,
    brotli: bool,
}

enum Found {
    File(PathBuf),
    /// A folder asked for without its slash.
    Folder,
    Nothing,
}

impl Page<'_> {
    fn find(&self, dir: &Path) -> Found {
        let relative = Path::new(self.path.trim_start_matches('/'));
        // Only plain names: nothing that leads out of the folder.
        if relative
            .components()
            .any(|part| !matches!(part, Component::Normal(_)))
        {
            return Found::Nothing;
        }
        let target = dir.join(relative);
        if target.is_dir() {
            let index = target.join("index.html");
            return match (index.is_file(), self.path.ends_with('/')) {
                (true, true) => Found::File(index),
                (true, false) => Found::Folder,
                (false, _) => Found::Nothing,
            };
        }
        if target.is_file() {
            Found::File(target)
        } else {
            Found::Nothing
        }
    }

    /// The same folder with its slash. One slash in front: two would name another host.
    fn slashed(&self) -> String {
        format!("/{}/", self.path.trim_matches('/'))
    }

    fn file(&self, file: &Path, status: u16) -> Response<std::io::Cursor<Vec<u8>>> {
        let mut small = file.as_os_str().to_owned();
        small.push(".br");
        let (bytes, packed) = match fs::read(&small) {
            Ok(bytes) if self.brotli => (bytes, true),
            _ => (fs::read(file).unwrap_or_default(), false),
        };
        let mut response = Response::from_data(bytes).with_status_code(status);
        let mut headers = self.headers(file, status);
        if packed {
            headers.push(("Content-Encoding", "br".to_owned()));
        }
        for header in headers.iter().filter_map(|(name, value)| field(name, value)) {
            response.add_header(header);
        }
        response
    }

    fn headers(&self, file: &Path, status: u16) -> Vec<(&'static str, String)> {
        let origin = format!("http://{}", self.host);
        // A named origin, not 'self': in a sandboxed frame 'self' is nobody in WebKit.
        let mut policy = format!(
            "default-src 'none'; script-src {origin} 'wasm-unsafe-eval'; style-src {origin}; img-src {origin} data:; \
             connect-src {origin}; font-src 'none'; base-uri 'none'; form-action 'none'"
        );
        if !self.path.starts_with("/embed/") {
            policy.push_str("; frame-ancestors 'none'");
        }
        // An asset that is not there yet must not be missing for ever.
        let kept = status == 200 && self.path.starts_with("/assets/");
        vec![
            ("Content-Type", kind(file).to_owned()),
            ("Content-Security-Policy", policy),
            (
                "Cache-Control",
                if kept {
                    "public, max-age=31536000, immutable"
                } else {
                    "no-cache"
                }
                .to_owned(),
            ),
            ("Vary", "Accept-Encoding".to_owned()),
            ("Access-Control-Allow-Origin", "*".to_owned()),
            ("Cross-Origin-Resource-Policy", "cross-origin".to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Referrer-Policy", "no-referrer".to_owned()),
        ]
    }
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

/// Whether a Host header is a name or an address and perhaps a port: it becomes part of the policy.
fn is_host(host: &str) -> bool {
    let plain =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':' | '[' | ']');
    !host.is_empty() && host.chars().all(plain)
}

fn header(request: &Request, name: &'static str) -> Option<String> {
    request
        .headers()
        .iter()
        .find(|header| header.field.equiv(name))
        .map(|header| header.value.as_str().to_owned())
}

/// A header; none where the value is not ASCII, such as a stranger's path.
fn field(name: &'static str, value: &str) -> Option<Header> {
    Header::from_bytes(name.as_bytes(), value.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::{Path, PathBuf, fs, give};

    /// A small site, removed with the test.
    struct Site(PathBuf);

    impl Drop for Site {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn site(name: &str) -> Site {
        let dir = std::env::temp_dir().join(format!("offtake-answer-{name}-{}", std::process::id()));
        for (file, words) in [
            ("site/index.html", "front"),
            ("site/404.html", "nothing here"),
            ("site/en/index.html", "english"),
            ("site/embed/a/index.html", "frame"),
            ("site/assets/1/a.wasm", "wasm"),
            ("site/assets/1/a.wasm.br", "packed"),
            ("secret.txt", "secret"),
        ] {
            let path = dir.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, words).unwrap();
        }
        Site(dir)
    }

    /// The whole answer to one request.
    fn ask(dir: &Path, first_line: &str, headers: &str) -> String {
        let server = tiny_http::Server::http("127.0.0.1:0").unwrap();
        let address = server.server_addr().to_ip().unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "{first_line} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n"
        )
        .unwrap();
        give(server.recv().unwrap(), dir);
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    const HOST: &str = "Host: 127.0.0.1:9\r\n";

    #[test]
    fn files_come_with_type_policy_and_cache() {
        let site = site("files");
        let dir = site.0.join("site");
        let page = ask(&dir, "GET /en/", HOST);
        assert!(
            page.starts_with("HTTP/1.1 200") && page.ends_with("english"),
            "{page}"
        );
        for expected in [
            "Content-Type: text/html; charset=utf-8",
            "script-src http://127.0.0.1:9 'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
            "Cache-Control: no-cache",
            "Access-Control-Allow-Origin: *",
        ] {
            assert!(page.contains(expected), "{expected}: {page}");
        }
        assert!(!ask(&dir, "GET /embed/a/", HOST).contains("frame-ancestors"));
        let wasm = ask(&dir, "GET /assets/1/a.wasm", HOST);
        assert!(
            wasm.contains("Content-Type: application/wasm") && wasm.contains("immutable"),
            "{wasm}"
        );
        assert!(
            wasm.ends_with("wasm") && !wasm.contains("Content-Encoding"),
            "{wasm}"
        );
        let packed = ask(
            &dir,
            "GET /assets/1/a.wasm",
            "Host: a\r\nAccept-Encoding: gzip, br\r\n",
        );
        assert!(
            packed.contains("Content-Encoding: br") && packed.ends_with("packed"),
            "{packed}"
        );
        let head = ask(&dir, "HEAD /en/", HOST);
        assert!(
            head.starts_with("HTTP/1.1 200") && !head.contains("english"),
            "{head}"
        );
        assert!(ask(&dir, "POST /en/", HOST).starts_with("HTTP/1.1 405"));
    }

    #[test]
    fn a_missing_asset_is_not_kept_for_ever() {
        let site = site("missing");
        let answer = ask(&site.0.join("site"), "GET /assets/2/a.wasm", HOST);
        assert!(
            answer.starts_with("HTTP/1.1 404") && answer.ends_with("nothing here"),
            "{answer}"
        );
        assert!(answer.contains("Cache-Control: no-cache"), "{answer}");
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let site = site("out");
        for path in [
            "/../secret.txt",
            "/en/../../secret.txt",
            "/%2e%2e/secret.txt",
            "//../secret.txt",
            "/en/..%2f",
        ] {
            let answer = ask(&site.0.join("site"), &format!("GET {path}"), HOST);
            assert!(
                answer.starts_with("HTTP/1.1 404") && !answer.contains("secret"),
                "{path}: {answer}"
            );
        }
    }

    #[test]
    fn a_folder_gets_its_slash_on_this_host() {
        let site = site("slash");
        for path in ["/en", "//en"] {
            let answer = ask(&site.0.join("site"), &format!("GET {path}?stop=50"), HOST);
            assert!(answer.starts_with("HTTP/1.1 302"), "{path}: {answer}");
            assert!(answer.contains("Location: /en/?stop=50\r\n"), "{path}: {answer}");
        }
    }

    #[test]
    fn a_host_cannot_write_the_policy() {
        let site = site("host");
        let answer = ask(&site.0.join("site"), "GET /en/", "Host: a; script-src *\r\n");
        assert!(answer.contains("script-src http://127.0.0.1 'wasm"), "{answer}");
    }
}
