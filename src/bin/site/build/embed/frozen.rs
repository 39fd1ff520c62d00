//! Frozen versions, `/v/2026-11-24/embed/…`: written once, then carried from build to build with the assets that they
//! name. An article that embeds one shows in ten years what it showed on the day.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::super::assets::files_below;
use super::super::write;
use crate::failure::Failure;

/// Where they stand, below the site.
const FOLDER: &str = "v";
/// Names the asset folder of a version.
const ASSETS: &str = "assets.txt";
/// The element's script, which names the assets of its day.
const ELEMENT: &str = "offtake-chart.js";

/// Says which data the moving pages show, for frozen ones that ask whether there are newer; and which days are frozen, newest
/// first, for whoever writes a code.
pub fn say_latest(out: &Path, date: &str) -> Result<(), Failure> {
    let folder = out.join(FOLDER);
    let mut days = BTreeSet::new();
    if folder.is_dir() {
        for entry in fs::read_dir(&folder).map_err(Failure::reading(&folder))? {
            let version = entry.map_err(Failure::reading(&folder))?;
            if version.path().is_dir() {
                days.insert(version.file_name().to_string_lossy().into_owned());
            }
        }
    }
    let days: Vec<String> = days.into_iter().rev().collect();
    let said = serde_json::json!({ "date": date, "days": days });
    write(&folder.join("latest.json"), format!("{said}\n").as_bytes())
}

/// Carries every frozen version of the old site into the new one, with its assets, and every script that an article may name
/// by what is in it.
pub fn carry(old: &Path, fresh: &Path) -> Result<(), Failure> {
    scripts(old, fresh)?;
    let folder = old.join(FOLDER);
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(&folder).map_err(Failure::reading(&folder))? {
        let version = entry.map_err(Failure::reading(&folder))?.path();
        if !version.is_dir() {
            continue;
        }
        copy(&version, &fresh.join(FOLDER).join(version.file_name().unwrap_or_default()))?;
        let named = version.join(ASSETS);
        let assets = fs::read_to_string(&named).map_err(Failure::reading(&named))?;
        let assets = assets.trim();
        if !fresh.join(assets).is_dir() {
            copy(&old.join(assets), &fresh.join(assets))?;
        }
    }
    Ok(())
}

/// Pasted code names the script of its day and the sum over it: with another one its frame would keep its first height.
fn scripts(old: &Path, fresh: &Path) -> Result<(), Failure> {
    let folder = old.join("embed");
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(&folder).map_err(Failure::reading(&folder))? {
        let path = entry.map_err(Failure::reading(&folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let to = fresh.join("embed").join(&name);
        // `resize.` and its number; the packed one is made anew.
        if name.starts_with("resize.") && name.ends_with(".js") && !to.is_file() {
            write(&to, &fs::read(&path).map_err(Failure::reading(&path))?)?;
        }
    }
    Ok(())
}

/// Freezes the embeds of a site under a date. What is frozen already stays as it is. Gives whether it is new.
pub fn freeze(out: &Path, date: &str, assets: &str) -> Result<bool, Failure> {
    let version = out.join(FOLDER).join(date);
    if version.is_dir() {
        return Ok(false);
    }
    let embeds = out.join("embed");
    for path in files_below(&embeds)? {
        let below = path.strip_prefix(out).unwrap_or(&path);
        let bytes = fs::read(&path).map_err(Failure::reading(&path))?;
        // Two folders more; the scripts beside frames are not views.
        let deep = below.components().count();
        let bytes = match path.extension().and_then(|end| end.to_str()) {
            Some("html") => moved(&bytes, below, &"../".repeat(deep - 1), date).into_bytes(),
            Some("json") if deep > 2 => readdressed(&bytes, below, date).into_bytes(),
            Some("js") if below.ends_with(ELEMENT) => {
                String::from_utf8_lossy(&bytes).replace("\"../", "\"../../../").into_bytes()
            }
            Some("js") => continue,
            _ => bytes,
        };
        write(&version.join(below), &bytes)?;
    }
    write(&version.join(ASSETS), assets.as_bytes())?;
    Ok(true)
}

/// A page two folders further down. What it names beside itself is frozen too: its card, and its answer to oEmbed.
fn moved(page: &[u8], below: &Path, up: &str, date: &str) -> String {
    let stem = below.parent().unwrap_or(below).display();
    let mut page = String::from_utf8_lossy(page).replace(&format!("\"{up}"), &format!("\"../../{up}"));
    for ending in ["card.png", "oembed.json"] {
        let file = format!("{stem}.{ending}\"");
        page = page.replace(&format!("/{file}"), &format!("/{FOLDER}/{date}/{file}"));
    }
    page.replacen("data-frozen=\"\"", &format!("data-frozen=\"{date}\""), 1)
}

/// Codes of a view that name the frozen one, and the element of its day.
fn readdressed(text: &[u8], below: &Path, date: &str) -> String {
    let folder = below.components().nth(1).map(|part| part.as_os_str().to_string_lossy()).unwrap_or_default();
    let text = String::from_utf8_lossy(text);
    [format!("embed/{folder}/"), format!("embed/{ELEMENT}")]
        .iter()
        .fold(text.into_owned(), |text, named| text.replace(named, &format!("{FOLDER}/{date}/{named}")))
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    for path in files_below(from)? {
        let below = path.strip_prefix(from).unwrap_or(&path);
        write(&to.join(below), &fs::read(&path).map_err(Failure::reading(&path))?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use sha2::{Digest, Sha256};

    use super::{ELEMENT, Path, carry, files_below, freeze, fs, say_latest, write};

    /// The sum over every file of a folder, by its path.
    fn sums(folder: &Path) -> BTreeMap<String, String> {
        let files = files_below(folder).unwrap().into_iter();
        files
            .map(|path| {
                let below = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                (below, format!("{:x}", Sha256::digest(fs::read(&path).unwrap())))
            })
            .collect()
    }

    fn site(out: &Path, words: &str, assets: &str, script: &str) {
        let page = format!(
            "<meta content=\"../../../embed/map/en.card.png\"><link href=\"https://a.example/embed/map/en.oembed.json\">\
             <body data-frozen=\"\" data-up=\"../../../\"><a href=\"../../../{assets}/a.js\">{words}</a>"
        );
        write(&out.join("embed/map/en/index.html"), page.as_bytes()).unwrap();
        write(
            &out.join("embed/map/en.json"),
            b"{{root}}embed/map/en/ {{root}}embed/resize.1.js {{root}}embed/offtake-chart.js",
        )
        .unwrap();
        let element = format!("import \"../{assets}/element.js\";");
        write(&out.join("embed").join(ELEMENT), element.as_bytes()).unwrap();
        write(&out.join(format!("embed/resize.{script}.js")), script.as_bytes()).unwrap();
        write(&out.join(assets).join("a.js"), words.as_bytes()).unwrap();
    }

    #[test]
    fn what_is_frozen_is_carried_and_never_written_again() {
        let here = std::env::temp_dir().join(format!("offtake-frozen-{}", std::process::id()));
        let _ = fs::remove_dir_all(&here);
        let (old, new) = (here.join("old"), here.join("new"));
        site(&old, "first", "assets/1", "1");
        assert!(freeze(&old, "2026-11-24", "assets/1").unwrap());
        let page = "v/2026-11-24/embed/map/en/index.html";
        let frozen = fs::read_to_string(old.join(page)).unwrap();
        assert!(frozen.contains("href=\"../../../../../assets/1/a.js\""), "{frozen}");
        assert!(frozen.contains("data-frozen=\"2026-11-24\" data-up=\"../../../../../\""), "{frozen}");
        // Whoever shows the frozen address elsewhere shows the frozen picture.
        for beside in [
            "\"../../../../../v/2026-11-24/embed/map/en.card.png\"",
            "\"https://a.example/v/2026-11-24/embed/map/en.oembed.json\"",
        ] {
            assert!(frozen.contains(beside), "{frozen}");
        }
        let codes = fs::read_to_string(old.join("v/2026-11-24/embed/map/en.json")).unwrap();
        let element = "v/2026-11-24/embed/offtake-chart.js";
        assert_eq!(
            codes,
            format!(
                "{{{{root}}}}v/2026-11-24/embed/map/en/ {{{{root}}}}embed/resize.1.js {{{{root}}}}{element}"
            )
        );
        assert_eq!(
            fs::read_to_string(old.join(element)).unwrap(),
            "import \"../../../assets/1/element.js\";"
        );
        // The data change, and with them the assets: the frozen page and what it names stay.
        site(&new, "second", "assets/2", "2");
        let before = [sums(&old.join("v")), sums(&old.join("assets/1"))];
        carry(&old, &new).unwrap();
        assert_eq!([sums(&new.join("v")), sums(&new.join("assets/1"))], before);
        assert!(!freeze(&new, "2026-11-24", "assets/2").unwrap());
        assert_eq!(fs::read_to_string(new.join(page)).unwrap(), frozen);
        assert_eq!(fs::read_to_string(new.join("assets/1/a.js")).unwrap(), "first");
        assert!(freeze(&new, "2026-12-01", "assets/2").unwrap());
        say_latest(&new, "2026-12-01").unwrap();
        let latest = fs::read_to_string(new.join("v/latest.json")).unwrap();
        assert_eq!(latest, "{\"date\":\"2026-12-01\",\"days\":[\"2026-12-01\",\"2026-11-24\"]}\n");
        assert_eq!(sums(&new.join("v/2026-11-24")), sums(&old.join("v/2026-11-24")));
        // Code that was pasted on the first day names the script of that day.
        assert_eq!(fs::read_to_string(new.join("embed/resize.1.js")).unwrap(), "1");
        assert_eq!(fs::read_to_string(new.join("embed/resize.2.js")).unwrap(), "2");
        fs::remove_dir_all(&here).unwrap();
    }
}
