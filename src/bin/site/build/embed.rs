//! What an article needs of a view: finished files beside it, its height at every width, and the code to paste.

pub mod card;
mod codes;
mod files;
pub mod first;
pub mod frozen;
pub mod host;
pub mod marks;
pub mod room;
pub mod slim;
pub mod withdrawn;

use std::fs;
use std::path::Path;

use offtake::atlas::{Choice, Picture};
use sha2::{Digest, Sha384};

use super::cache::kept;
use super::write;
use crate::failure::Failure;
use room::Around;

/// The script beside a frame, below the site. Its bytes never change: pages pin them. A new script gets a new number.
pub const RESIZE: &str = "embed/resize.1.js";

/// A way to paste a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A frame alone.
    Frame,
    /// A frame and the script that follows its height.
    Script,
    /// The custom element.
    Element,
    /// A finished picture that leads to the live view.
    Picture,
    /// AMP.
    Amp,
    /// The bare address, for consumers of oEmbed.
    Oembed,
}

impl Way {
    /// In the order of the menu.
    pub const ALL: [Way; 6] = [Way::Frame, Way::Script, Way::Element, Way::Picture, Way::Amp, Way::Oembed];

    /// Id in files and menus.
    pub fn id(self) -> &'static str {
        match self {
            Way::Frame => "iframe",
            Way::Script => "iframe-script",
            Way::Element => "element",
            Way::Picture => "picture",
            Way::Amp => "amp",
            Way::Oembed => "oembed",
        }
    }
}

/// A prerendered view.
pub struct View<'a> {
    pub choice: &'a Choice,
    /// The address of what stands beside it, without the last slash: `embed/supplier-bars/fr/gallium`.
    pub stem: &'a str,
    /// What its frame is called among those of its chart and language: a mineral, or the view's own name.
    pub name: &'a str,
    /// At [`room::WIDTHS`].
    pub pictures: &'a [Picture],
    /// Whether a bitmap of it and a card are beside it.
    pub bitmaps: bool,
    /// Whether its codes are for readers who change it: what they ask for is put in.
    pub changes: bool,
    pub narrow: (&'a Picture, &'a str),
    pub wide: (&'a Picture, &'a str),
    pub around: Around<'a>,
    pub more: String,
}

/// Where files go and what they may name.
pub struct Place<'a> {
    pub root: &'a Path,
    pub out: &'a Path,
    /// Where the site will stand, with its last slash.
    pub address: Option<&'a str>,
    /// Whether bitmaps are drawn: they take longest.
    pub bitmaps: bool,
    /// What pins the script beside a frame.
    pub integrity: &'a str,
}

/// What a browser checks the script beside a frame against.
pub fn integrity(root: &Path) -> Result<String, Failure> {
    let path = root.join("www/resize.js");
    let bytes = fs::read(&path).map_err(Failure::reading(&path))?;
    Ok(format!("sha384-{}", base64(&Sha384::digest(bytes))))
}

/// Writes the scripts whose addresses articles name. `assets` is the asset folder below the site.
pub fn scripts(place: &Place<'_>, assets: &str) -> Result<(), Failure> {
    let path = place.root.join("www/resize.js");
    write(&place.out.join(RESIZE), &fs::read(&path).map_err(Failure::reading(&path))?)?;
    // The element moves with the site; only its address stays.
    let element = format!("import \"../{assets}/element.js\";\n");
    write(&place.out.join("embed/offtake-chart.js"), element.as_bytes())?;
    let path = place.root.join("www/messages.schema.json");
    write(&place.out.join("embed/messages.schema.json"), &fs::read(&path).map_err(Failure::reading(&path))?)
}

/// The code of every way to paste a view, for a frame in a column of 640 px.
fn every_code(integrity: &str, view: &View<'_>) -> (Vec<(Way, String)>, u32, String) {
    let rooms = room::Rooms::of(view.pictures);
    let height = room::frame(&rooms, &view.around, 640.0);
    let style = room::style(&rooms, &view.around);
    let heights = room::amp(&rooms, &view.around);
    let size = |picture: &Picture| (picture.scene.width.round() as u32, picture.scene.height.round() as u32);
    let codes = codes::all(
        &codes::View {
            chart: &view.choice.chart,
            lang: &view.choice.lang,
            name: view.name,
            stem: view.stem,
            sentence: &view.wide.0.sentence,
            height,
            style: &style,
            heights: &heights,
            wide: size(view.wide.0),
            narrow: size(view.narrow.0),
            more: &view.more,
        },
        integrity,
    );
    (codes, height, style)
}

/// The code of a way as a page of ours pastes it, `root` being the way from it to the site's root. A consumer of oEmbed puts
/// the frame in.
pub fn pasted(integrity: &str, view: &View<'_>, way: &str, root: &str) -> Option<String> {
    let (codes, ..) = every_code(integrity, view);
    let way = if way == Way::Oembed.id() { Way::Frame.id() } else { way };
    let (_, code) = codes.into_iter().find(|(known, _)| known.id() == way)?;
    let title = super::slots::escaped(&view.wide.0.title);
    Some(code.replace("{{root}}", root).replace("{{query}}", "").replace("{{title}}", &title))
}

/// Writes what stands beside a view.
pub fn beside(place: &Place<'_>, view: &View<'_>) -> Result<(), Failure> {
    let (wide, stem) = (view.wide.0, view.stem);
    let (mut codes, height, style) = every_code(place.integrity, view);
    for (_, code) in codes.iter_mut().filter(|_| !view.changes) {
        *code = code.replace("{{query}}", "");
    }
    let put = |ending: &str, bytes: &[u8]| write(&place.out.join(format!("{stem}.{ending}")), bytes);
    put("svg", view.wide.1.as_bytes())?;
    put("narrow.svg", view.narrow.1.as_bytes())?;
    put("csv", &files::csv(wide)?)?;
    let text = |value: &serde_json::Value| format!("{value}\n").into_bytes();
    put("json", &text(&files::json(view.choice, wide, height, &style, &codes)))?;
    if let (Some(root), Some((_, frame))) = (place.address, codes.first()) {
        let frame = frame
            .replace("{{root}}", root)
            .replace("{{query}}", "")
            .replace("{{title}}", &super::slots::escaped(&wide.title));
        let card = format!("{root}{stem}.card.png");
        put(
            "oembed.json",
            &text(&files::oembed(root, wide, height, &frame, view.bitmaps.then_some(card.as_str()))),
        )?;
    }
    Ok(())
}

/// Writes the bitmaps of a view: the picture at twice its size, and the card.
pub fn bitmaps(place: &Place<'_>, stem: &str, wide: &str, card: &str) -> Result<(), Failure> {
    let picture = kept(place.root, "png-1", &[wide.as_bytes()], || crate::raster::png(wide, 2.0))?;
    write(&place.out.join(format!("{stem}.png")), &picture)?;
    let card = kept(place.root, "card-1", &[card.as_bytes()], || card::png(card))?;
    write(&place.out.join(format!("{stem}.card.png")), &card)
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let word =
            three.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * at) & 63) as usize];
            out.push(if at > three.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{base64, integrity};
    use crate::tools;

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, section 10.
        for (plain, packed) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), packed);
        }
    }

    /// Articles pin these bytes. Whoever changes the script gives it a new number in `RESIZE`, keeps the old one beside it,
    /// and then this line.
    #[test]
    fn the_script_that_articles_pin_never_changes() {
        let bytes = std::fs::read(tools::root().join("www/resize.js")).unwrap();
        assert!(bytes.len() <= 1024, "{} bytes", bytes.len());
        assert_eq!(
            integrity(&tools::root()).unwrap(),
            "sha384-oU6IIkX1P6t/r+9LwWE84k88GbCDZgIe0nKXhda+H4VHl1FuhswIeh04CrA0G7Vz"
        );
    }
}
