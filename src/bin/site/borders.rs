//! From the world-atlas package to `www/borders.bin`.
//!
//! Shapes: Natural Earth, public domain, as TopoJSON in the npm package `world-atlas` 2.0.2. Outlines come from the
//! 1:110 million map; countries that it leaves out (Malta, Singapore, Bahrain, ...) come from the 1:50 million map and
//! are dots.

mod rings;
mod topology;

use std::collections::BTreeMap;
use std::path::Path;

use offtake::geo::{Borders, Outline, close, extent};
use offtake::terms::Country;

use super::failure::Failure;
use rings::{Ring, area, centre, contains, cut, round};
use topology::Shape;

/// ISO 3166-1: numeric code, alpha-3 code, for every id in world-atlas 2.0.2.
const CODES: &str = include_str!("borders/codes.csv");

/// Shapes without an ISO number in world-atlas, by the name they have there. Kosovo has the code in common use.
/// Somaliland and Northern Cyprus have neither a seat in the United Nations nor an ISO code: they are drawn as part of
/// Somalia and of Cyprus, so that no hole appears.
const UNNUMBERED: [(&str, &str); 3] = [("Kosovo", "XKX"), ("Somaliland", "SOM"), ("N. Cyprus", "CYP")];

/// Shapes of the 1:50 million map that are nobody's in our figures: left out, and too small to leave a hole.
const LEFT_OUT: [&str; 2] = ["Indian Ocean Ter.", "Siachen Glacier"];

/// A place in Crimea. Natural Earth draws who holds a territory, and so gives Crimea to Russia, as a ring of its own.
/// Here it is Ukraine's, as in resolution 68/262 of the United Nations General Assembly (27 March 2014).
const CRIMEA: (f64, f64) = (34.2, 45.2);

/// An outline smaller than one pixel on a map this wide (CSS px) is also a dot.
const SMALLEST_MAP_PX: f64 = 300.0;

/// Reads `countries-110m.json` and `countries-50m.json` in `atlas_dir` and writes the borders file `out`.
///
/// # Errors
/// [`Failure`] when a file is missing, is not the expected TopoJSON, names an unknown country, has a hole that no country
/// fills, or circles a pole; nothing is written then.
pub fn build(atlas_dir: &Path, out: &Path) -> Result<(), Failure> {
    let outlines = outlines(&atlas_dir.join("countries-110m.json"), &atlas_dir.join("countries-50m.json"))?;
    let bytes = close(&outlines);
    // What the page will refuse must not be written.
    Borders::open(&bytes).map_err(|error| wrong(out, error.to_string()))?;
    std::fs::write(out, bytes).map_err(Failure::writing(out))
}

fn outlines(coarse: &Path, fine: &Path) -> Result<Vec<Outline>, Failure> {
    let mut countries: BTreeMap<Country, Vec<Ring>> = BTreeMap::new();
    let mut holes: Vec<Ring> = Vec::new();
    let ukraine = code(coarse, "UKR")?;
    for shape in topology::read(coarse)? {
        let Some(country) = country(coarse, &shape)? else {
            continue;
        };
        for polygon in shape.polygons {
            let mut rings = polygon.into_iter();
            for piece in rings
                .next()
                .map(|ring| cut(&ring))
                .transpose()
                .map_err(|what| wrong(coarse, what))?
                .unwrap_or_default()
            {
                let piece = round(&piece);
                if piece.len() > 2 {
                    let owner =
                        if contains(&piece, CRIMEA) && country.code() == "RUS" { ukraine } else { country };
                    countries.entry(owner).or_default().push(piece);
                }
            }
            holes.extend(rings);
        }
    }
    let world = extent();
    let pixel = (world.right - world.left) / SMALLEST_MAP_PX;
    let mut sized: Vec<(f64, Outline)> = Vec::new();
    for (country, mut rings) in countries {
        rings.sort_by(|a, b| area(b).total_cmp(&area(a)));
        let total = rings.iter().map(area).sum::<f64>();
        let Some(centre) = rings.first().and_then(centre) else {
            return Err(wrong(coarse, format!("{country} has no point inside")));
        };
        sized.push((total, Outline { country: Some(country), rings, centre, dot: total < pixel * pixel }));
    }
    // Largest first: an enclave is smaller than its host and so is painted after it. The sort keeps equals in order.
    sized.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut outlines: Vec<Outline> = sized.into_iter().map(|(_, outline)| outline).collect();
    for hole in &holes {
        if !outlines.iter().any(|outline| contains(hole, outline.centre)) {
            return Err(wrong(coarse, format!("a hole at {:?} that no country fills", hole.first())));
        }
    }
    outlines.extend(dots(fine, &outlines)?);
    Ok(outlines)
}

/// What only the finer map knows, in the order of the codes.
fn dots(fine: &Path, known: &[Outline]) -> Result<Vec<Outline>, Failure> {
    let mut dots: BTreeMap<Country, Outline> = BTreeMap::new();
    for shape in topology::read(fine)? {
        let Some(country) = country(fine, &shape)? else {
            continue;
        };
        if known.iter().any(|outline| outline.country == Some(country)) {
            continue;
        }
        let outers = shape.polygons.iter().filter_map(|polygon| polygon.first());
        let largest = outers.max_by(|a, b| area(a).total_cmp(&area(b)));
        // A place as small as the Vatican may have lost its inside to rounding: then any of its points will do.
        let Some(centre) = largest.and_then(|ring| centre(ring).or(ring.first().copied())) else {
            return Err(wrong(fine, format!("{country} has no shape")));
        };
        dots.entry(country).or_insert(Outline {
            country: Some(country),
            rings: Vec::new(),
            centre,
            dot: true,
        });
    }
    Ok(dots.into_values().collect())
}

/// Whose shape it is; `None` for Antarctica and for what is left out.
fn country(file: &Path, shape: &Shape) -> Result<Option<Country>, Failure> {
    let Some(id) = &shape.id else {
        let known = UNNUMBERED.iter().find(|(name, _)| *name == shape.name);
        return match known {
            Some((_, alpha)) => code(file, alpha).map(Some),
            None if LEFT_OUT.contains(&shape.name.as_str()) => Ok(None),
            None => Err(wrong(file, format!("`{}` has no number and is not in our list", shape.name))),
        };
    };
    let known = CODES.lines().filter_map(|line| line.split_once(',')).find(|(numeric, _)| numeric == id);
    match known {
        Some((_, "ATA")) => Ok(None),
        Some((_, alpha)) => code(file, alpha).map(Some),
        None => Err(wrong(file, format!("`{}` has the unknown number {id}", shape.name))),
    }
}

fn code(file: &Path, alpha: &str) -> Result<Country, Failure> {
    Country::parse(alpha).map_err(|error| wrong(file, error.to_string()))
}

fn wrong(file: &Path, what: String) -> Failure {
    Failure::Step {
        step: format!("Reading the outlines in {}", file.display()),
        detail: format!(": {what}"),
        remedy: "Run `npm i world-atlas@2.0.2` and give the folder node_modules/world-atlas".to_owned(),
    }
}
