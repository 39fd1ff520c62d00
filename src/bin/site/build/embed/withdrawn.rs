//! Views that a site once had and has no more: their pages stay as they were, and say so. An article that embeds one keeps its
//! picture, its table and its source.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::assets::files_below;
use super::super::write;
use super::frozen::copy;
use crate::failure::Failure;

/// Where views stand, below the site.
const FOLDER: &str = "embed";
const PAGE: &str = "index.html";

/// The lines of a page that change, as `www/embed.html` has them: what leads to the view on the site, and what says that it is
/// there no more.
const LINES: [(&str, &str); 2] = [
    ("<p class=\"more\">", "<p class=\"more\" hidden>"),
    ("<p id=\"withdrawn\" class=\"more\" hidden>", "<p id=\"withdrawn\" class=\"more\">"),
];

/// Keeps in a new site every view of the old one that it has no more, with what stands beside it and the assets that it names.
/// Gives their paths below the site.
pub fn keep(old: &Path, fresh: &Path) -> Result<Vec<String>, Failure> {
    let folder = old.join(FOLDER);
    let mut kept = Vec::new();
    if !folder.is_dir() {
        return Ok(kept);
    }
    for page in files_below(&folder)? {
        let below = page.strip_prefix(old).unwrap_or(&page);
        let Some(view) = below.parent().filter(|_| page.ends_with(PAGE) && !fresh.join(below).is_file())
        else {
            continue;
        };
        let text = fs::read_to_string(&page).map_err(Failure::reading(&page))?;
        for assets in named(&text) {
            if !fresh.join(&assets).is_dir() && old.join(&assets).is_dir() {
                copy(&old.join(&assets), &fresh.join(&assets))?;
            }
        }
        for path in of_view(old, view)? {
            let to = fresh.join(path.strip_prefix(old).unwrap_or(&path));
            write(&to, &fs::read(&path).map_err(Failure::reading(&path))?)?;
        }
        // Once more is as good as once: the lines have changed then. A page that has no such line stays as it was.
        let text = match LINES.iter().all(|(before, _)| text.contains(before)) {
            true => LINES.iter().fold(text, |text, (before, after)| text.replace(before, after)),
            false => text,
        };
        write(&fresh.join(below), text.as_bytes())?;
        kept.push(view.display().to_string());
    }
    Ok(kept)
}

/// The asset folders that a page names: `assets/` and the sum over what is in them.
fn named(page: &str) -> BTreeSet<String> {
    const BEGIN: &str = "assets/";
    const SUM: usize = 16;
    page.match_indices(BEGIN)
        .filter_map(|(at, _)| page.get(at..at + BEGIN.len() + SUM))
        .filter(|name| name[BEGIN.len()..].chars().all(|letter| letter.is_ascii_hexdigit()))
        .map(str::to_owned)
        .collect()
}

/// What belongs to a view beside its page, which is packed anew: what lies in its folder, and what is named like it.
fn of_view(site: &Path, view: &Path) -> Result<Vec<PathBuf>, Failure> {
    let inside = site.join(view);
    let name = view.file_name().unwrap_or_default().to_string_lossy();
    let list = |folder: &Path| -> Result<Vec<PathBuf>, Failure> {
        let entries = fs::read_dir(folder).map_err(Failure::reading(folder))?;
        entries.map(|entry| Ok(entry.map_err(Failure::reading(folder))?.path())).collect()
    };
    let mut found = list(&inside)?;
    found.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PAGE)));
    let beside = inside.parent().map(list).transpose()?.unwrap_or_default();
    found.extend(beside.into_iter().filter(|path| {
        let own = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        own.strip_prefix(&*name).is_some_and(|rest| rest.starts_with('.'))
    }));
    found.retain(|path| path.is_file());
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{LINES, fs, keep, named, write};
    use crate::tools;

    #[test]
    fn a_page_has_the_lines_that_change() {
        let page = fs::read_to_string(tools::root().join("www/embed.html")).unwrap();
        for (before, _) in LINES {
            assert_eq!(page.matches(before).count(), 1, "{before}");
        }
    }

    #[test]
    fn assets_are_named_by_their_sums() {
        let page = "<a href=\"../assets/0123456789abcdef/a.js\"><b data-assets=\"assets/0123456789abcdef/\"> assets/x é";
        assert_eq!(named(page).into_iter().collect::<Vec<_>>(), ["assets/0123456789abcdef"]);
    }

    #[test]
    fn a_view_that_is_made_no_more_stays_with_all_that_it_needs_and_says_so() {
        let here = std::env::temp_dir().join(format!("offtake-withdrawn-{}", std::process::id()));
        let _ = fs::remove_dir_all(&here);
        let sites = ["1", "2", "3"].map(|name| here.join(name));
        let page = |sum: &str| {
            let lines = LINES.map(|(before, _)| format!("{before}words</p>")).concat();
            format!("<link href=\"../../../../assets/{sum}/a.css\">{lines}")
        };
        let put = |at: usize, path: &str, text: &str| write(&sites[at].join(path), text.as_bytes()).unwrap();
        let read = |at: usize, path: &str| fs::read_to_string(sites[at].join(path)).ok();
        for (at, sum) in ["1111111111111111", "2222222222222222", "3333333333333333"].into_iter().enumerate()
        {
            put(at, "embed/map/en/tin/index.html", &page(sum));
            put(at, &format!("assets/{sum}/a.css"), sum);
        }
        for (path, text) in [
            ("embed/map/en/lead/index.html", page("1111111111111111").as_str()),
            ("embed/map/en/lead/index.html.br", "packed"),
            ("embed/map/en/lead/marks.0a.json", "marks"),
            ("embed/map/en/lead.csv", "table"),
            ("embed/map/en/lead.csv.br", "packed table"),
            ("embed/map/en/leadless.csv", "of another"),
        ] {
            put(0, path, text);
        }
        assert_eq!(keep(&sites[0], &sites[1]).unwrap(), ["embed/map/en/lead"]);
        let kept = read(1, "embed/map/en/lead/index.html").unwrap();
        for (before, after) in LINES {
            assert!(kept.contains(after) && !kept.contains(before), "{kept}");
        }
        assert_eq!(read(1, "embed/map/en/lead/marks.0a.json").as_deref(), Some("marks"));
        assert_eq!(read(1, "embed/map/en/lead.csv.br").as_deref(), Some("packed table"));
        assert_eq!(read(1, "assets/1111111111111111/a.css").as_deref(), Some("1111111111111111"));
        // Its page is another now, and packed anew. What is still made is left alone, and so is what is named otherwise.
        assert_eq!(read(1, "embed/map/en/lead/index.html.br"), None);
        assert_eq!(read(1, "embed/map/en/leadless.csv"), None);
        assert_eq!(read(1, "embed/map/en/tin/index.html").unwrap(), page("2222222222222222"));
        // The next site keeps it as well, and the assets of a view that it makes itself are not carried.
        assert_eq!(keep(&sites[1], &sites[2]).unwrap(), ["embed/map/en/lead"]);
        assert_eq!(read(2, "embed/map/en/lead/index.html"), Some(kept));
        assert!(read(2, "assets/1111111111111111/a.css").is_some());
        assert_eq!(read(2, "assets/2222222222222222/a.css"), None);
        fs::remove_dir_all(&here).unwrap();
    }
}
