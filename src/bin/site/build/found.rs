//! How search engines find the pages: a list of all of them, and a word to robots.

use std::path::Path;

use offtake::wording::Language;

use super::assets::files_below;
use super::slots::escaped;
use super::write;
use crate::failure::Failure;

/// Writes `robots.txt`, and `sitemap.xml` where the site's address is known: its entries are whole addresses.
pub fn write_all(out: &Path, address: Option<&str>) -> Result<(), Failure> {
    // Frames say `noindex` themselves, which a robot must be let in to read.
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(address) = address {
        robots.push_str(&format!("Sitemap: {address}sitemap.xml\n"));
        write(&out.join("sitemap.xml"), sitemap(address, &paths(out)?).as_bytes())?;
    }
    write(&out.join("robots.txt"), robots.as_bytes())
}

/// Pages below the folder of the first language, with their last slash; the others have the same.
fn paths(out: &Path) -> Result<Vec<String>, Failure> {
    let folder = out.join(Language::English.id());
    let mut paths = Vec::new();
    for file in files_below(&folder)? {
        let Some(name) = file.strip_prefix(&folder).ok().and_then(Path::to_str) else { continue };
        // What a browser shows without a network is nothing to find.
        if let Some(path) = name.strip_suffix("index.html").filter(|path| *path != "offline/") {
            paths.push(path.to_owned());
        }
    }
    Ok(paths)
}

fn sitemap(address: &str, paths: &[String]) -> String {
    let link = |lang: &str, path: &str| escaped(&format!("{address}{lang}/{path}"));
    let mut urls = String::new();
    for path in paths {
        let others: String = Language::ALL
            .iter()
            .map(|language| (language.id(), language.id()))
            .chain([("x-default", Language::English.id())])
            .map(|(name, lang)| {
                format!("<xhtml:link rel=\"alternate\" hreflang=\"{name}\" href=\"{}\"/>", link(lang, path))
            })
            .collect();
        for language in Language::ALL {
            urls.push_str(&format!("<url><loc>{}</loc>{others}</url>\n", link(language.id(), path)));
        }
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{urls}</urlset>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{write, write_all};
    use std::fs;

    #[test]
    fn every_page_is_listed_in_every_language_and_no_frame_is() {
        let out = std::env::temp_dir().join(format!("offtake-found-{}", std::process::id()));
        for path in ["en/index.html", "en/data/gallium/index.html", "embed/a/en/index.html"] {
            write(&out.join(path), b"").unwrap();
        }
        write_all(&out, Some("https://a.example/b/")).unwrap();
        let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
        let list = read("sitemap.xml");
        assert_eq!(list.matches("<url>").count(), 4, "{list}");
        for expected in [
            "<loc>https://a.example/b/fr/data/gallium/</loc>",
            "hreflang=\"x-default\" href=\"https://a.example/b/en/\"",
        ] {
            assert!(list.contains(expected), "{expected}: {list}");
        }
        assert!(!list.contains("embed"));
        assert!(read("robots.txt").ends_with("Sitemap: https://a.example/b/sitemap.xml\n"));
        fs::remove_dir_all(&out).unwrap();
    }
}
