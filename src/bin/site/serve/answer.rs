//! One request, one answer: files with the types and headers that a real host should send.

use std::fs;
use std::path::{Component, Path, PathBuf};

use tiny_http::{Header, Method, Request, Response};

/// Answers a request from the files of a folder.
pub fn give(request: Request, dir: &Path) {
    let host = header(&request, "Host").unwrap_or_else(|| "127.0.0.1".to_owned());
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
        request.respond(Response::from_string("Only GET and HEAD.").with_status_code(405))
    } else {
        match page.find(dir) {
            Found::File(file) => request.respond(page.file(&file, 200)),
            Found::Folder => {
                let mut moved = Response::from_string("").with_status_code(301);
                if let Some(to) = field("Location", &format!("{path}/{query}")) {
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

    fn file(&self, file: &Path, status: u16) -> Response<std::io::Cursor<Vec<u8>>> {
        let mut small = file.as_os_str().to_owned();
        small.push(".br");
        let (bytes, packed) = match fs::read(&small) {
            Ok(bytes) if self.brotli => (bytes, true),
            _ => (fs::read(file).unwrap_or_default(), false),
        };
        let mut response = Response::from_data(bytes).with_status_code(status);
        let mut headers = self.headers(file);
        if packed {
            headers.push(("Content-Encoding", "br".to_owned()));
        }
        for header in headers.iter().filter_map(|(name, value)| field(name, value)) {
            response.add_header(header);
        }
        response
    }

    fn headers(&self, file: &Path) -> Vec<(&'static str, String)> {
        let origin = format!("http://{}", self.host);
        // A named origin, not 'self': in a sandboxed frame 'self' is nobody in WebKit.
        let mut policy = format!(
            "default-src 'none'; script-src {origin} 'wasm-unsafe-eval'; style-src {origin}; img-src {origin} data:; \
             connect-src {origin}; base-uri 'none'; form-action 'none'"
        );
        if !self.path.starts_with("/embed/") {
            policy.push_str("; frame-ancestors 'none'");
        }
        let kept = self.path.starts_with("/assets/");
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
