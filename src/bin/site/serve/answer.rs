//! One request, one answer: files with the types and headers that a real host should send.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::build::embed::host;

/// The longest head of a request that is read; browsers send less than a kilobyte.
const LONGEST_HEAD: u64 = 64 * 1024;
/// How long a connection may be silent. Browsers open some that they never use.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads one request from a connection and answers it from the files of a folder. The connection is closed after it, so
/// that no request waits behind another.
///
/// # Errors
/// Whatever the connection says; a reader who went away is no news.
pub fn give(mut stream: TcpStream, dir: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let Some(request) = Request::read(&stream)? else {
        return Ok(());
    };
    let answer = request.answer(dir);
    stream.write_all(answer.head().as_bytes())?;
    if request.method != "HEAD" {
        stream.write_all(&answer.body)?;
    }
    stream.flush()
}

/// What is asked for.
struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
}

/// What is given back.
struct Answer {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Request {
    /// Reads a request up to its empty line; `None` for a connection that asks nothing.
    fn read(stream: &TcpStream) -> std::io::Result<Option<Request>> {
        let mut lines = Vec::new();
        let mut reader = BufReader::new(stream.take(LONGEST_HEAD));
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            match line.trim_end() {
                "" => break,
                text => lines.push(text.to_owned()),
            }
        }
        let mut words = lines.first().map_or("", String::as_str).split(' ');
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Ok(None);
        };
        let fields = lines.iter().skip(1).filter_map(|line| line.split_once(':'));
        let headers =
            fields.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
        Ok(Some(Request { method: method.to_owned(), target: target.to_owned(), headers }))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn answer(&self, dir: &Path) -> Answer {
        let host = self.header("host").filter(|host| is_host(host)).unwrap_or("127.0.0.1");
        let brotli = self.header("accept-encoding").is_some_and(|accepted| accepted.contains("br"));
        let path = self.target.split(['?', '#']).next().unwrap_or("/");
        let page = Page { path, host, brotli, known: self.header("if-none-match") };
        if !["GET", "HEAD"].contains(&self.method.as_str()) {
            let headers = vec![("Allow", "GET, HEAD".to_owned())];
            return Answer {
                status: "405 Method Not Allowed",
                headers,
                body: b"Only GET and HEAD.".to_vec(),
            };
        }
        match page.find(dir) {
            Found::File(file) => page.file(&file, "200 OK"),
            Found::Folder => {
                let query =
                    self.target.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
                let headers = vec![("Location", format!("{}{query}", page.slashed()))];
                // Not 301: browsers keep that for ever, and the next program on this port may have other folders.
                Answer { status: "302 Found", headers, body: Vec::new() }
            }
            Found::Nothing => page.file(&dir.join("404.html"), "404 Not Found"),
        }
    }
}

impl Answer {
    fn head(&self) -> String {
        let mut head = format!(
            "HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\n",
            self.status,
            self.body.len()
        );
        // Control characters of a stranger's path never reach a header.
        for (name, value) in &self.headers {
            let plain: String = value.chars().filter(|letter| !letter.is_control()).collect();
            head.push_str(&format!("{name}: {plain}\r\n"));
        }
        head + "\r\n"
    }
}

struct Page<'a> {
    path: &'a str,
    host: &'a str,
    brotli: bool,
    /// The mark of what the browser has already.
    known: Option<&'a str>,
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
        if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
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
        if target.is_file() { Found::File(target) } else { Found::Nothing }
    }

    /// The same folder with its slash. One slash in front: two would name another host.
    fn slashed(&self) -> String {
        format!("/{}/", self.path.trim_matches('/'))
    }

    fn file(&self, file: &Path, status: &'static str) -> Answer {
        let mut small = file.as_os_str().to_owned();
        small.push(".br");
        let (body, packed) = match fs::read(&small) {
            Ok(bytes) if self.brotli => (bytes, true),
            _ => (fs::read(file).unwrap_or_default(), false),
        };
        let mut headers = self.headers(file, status);
        if packed {
            headers.push(("Content-Encoding", "br".to_owned()));
        }
        let mark: String = Sha256::digest(&body).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let mark = format!("\"{mark}\"");
        let same = status == "200 OK" && self.known == Some(mark.as_str());
        headers.push(("ETag", mark));
        if same {
            return Answer { status: "304 Not Modified", headers, body: Vec::new() };
        }
        Answer { status, headers, body }
    }

    fn headers(&self, file: &Path, status: &str) -> Vec<(&'static str, String)> {
        let origin = format!("http://{}", self.host);
        // An asset that is not there yet must not be missing for ever.
        let kept = status == "200 OK" && host::lasting(self.path);
        let mut headers = vec![
            ("Content-Type", host::kind(file.extension().and_then(|end| end.to_str()).unwrap_or_default())),
            ("Content-Security-Policy", host::policy(&origin, self.path)),
            ("Cache-Control", if kept { host::FOR_EVER } else { "no-cache" }.to_owned()),
            ("Vary", "Accept-Encoding".to_owned()),
        ];
        headers.extend(host::ALWAYS.map(|(name, value)| (name, value.to_owned())));
        headers
    }
}

/// Whether a Host header is a name or an address and perhaps a port: it becomes part of the policy.
fn is_host(host: &str) -> bool {
    let plain =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':' | '[' | ']');
    !host.is_empty() && host.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::{Path, PathBuf, Read, TcpStream, Write, fs, give};

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
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        write!(stream, "{first_line} HTTP/1.1\r\n{headers}\r\n").unwrap();
        give(listener.accept().unwrap().0, dir).unwrap();
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
        assert!(page.starts_with("HTTP/1.1 200") && page.ends_with("english"), "{page}");
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
        assert!(wasm.contains("Content-Type: application/wasm") && wasm.contains("immutable"), "{wasm}");
        assert!(wasm.ends_with("wasm") && !wasm.contains("Content-Encoding"), "{wasm}");
        let packed = ask(&dir, "GET /assets/1/a.wasm", "Host: a\r\nAccept-Encoding: gzip, br\r\n");
        assert!(packed.contains("Content-Encoding: br") && packed.ends_with("packed"), "{packed}");
        let head = ask(&dir, "HEAD /en/", HOST);
        assert!(head.starts_with("HTTP/1.1 200") && !head.contains("english"), "{head}");
        assert!(ask(&dir, "POST /en/", HOST).starts_with("HTTP/1.1 405"));
    }

    #[test]
    fn what_a_browser_has_is_not_sent_again() {
        let site = site("again");
        let dir = site.0.join("site");
        let first = ask(&dir, "GET /embed/a/", HOST);
        let mark = first.lines().find_map(|line| line.strip_prefix("ETag: ")).unwrap();
        let again = ask(&dir, "GET /embed/a/", &format!("{HOST}If-None-Match: {mark}\r\n"));
        assert!(again.starts_with("HTTP/1.1 304") && !again.contains("frame\n"), "{again}");
        let other = ask(&dir, "GET /en/", &format!("{HOST}If-None-Match: {mark}\r\n"));
        assert!(other.starts_with("HTTP/1.1 200") && other.ends_with("english"), "{other}");
    }

    #[test]
    fn a_missing_asset_is_not_kept_for_ever() {
        let site = site("missing");
        let answer = ask(&site.0.join("site"), "GET /assets/2/a.wasm", HOST);
        assert!(answer.starts_with("HTTP/1.1 404") && answer.ends_with("nothing here"), "{answer}");
        assert!(answer.contains("Cache-Control: no-cache"), "{answer}");
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let site = site("out");
        for path in
            ["/../secret.txt", "/en/../../secret.txt", "/%2e%2e/secret.txt", "//../secret.txt", "/en/..%2f"]
        {
            let answer = ask(&site.0.join("site"), &format!("GET {path}"), HOST);
            assert!(answer.starts_with("HTTP/1.1 404") && !answer.contains("secret"), "{path}: {answer}");
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
