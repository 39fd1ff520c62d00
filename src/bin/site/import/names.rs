//! The tables that we keep by hand: sources, minerals, countries with their names, products, and aliases of names.

use crate::failure::Failure;

use super::raw::Raw;
use super::sheet::{Column, Sheet};

const SOURCES: &str = include_str!("sources.csv");
const MINERALS: &str = include_str!("minerals.csv");
const COUNTRIES: &str = include_str!("countries.csv");
const PRODUCTS: &str = include_str!("products.csv");
const ALIASES: &str = include_str!("aliases.csv");

/// Who published what.
pub fn sources() -> Result<Sheet, Failure> {
    const COLUMNS: &[Column] = &[
        ("source_id", "string", "Key"),
        ("publisher", "string", "Publisher"),
        ("title", "string", "Title of the publication"),
        ("short", "string", "Name in a source line"),
        ("edition", "string", "Edition"),
        ("published", "string", "Date of publication, as far as known"),
        ("licence", "string", "Licence of the figures"),
        ("url", "string", "Address or DOI"),
    ];
    by_hand("sources", "Who published what, under which licence", COLUMNS, SOURCES)
}

/// What can be asked for.
pub fn minerals() -> Result<Sheet, Failure> {
    const COLUMNS: &[Column] = &[
        ("mineral_id", "string", "Key"),
        ("name_en", "string", "Name in English, lower case"),
        ("number_en", "string", "s or p: verb in the singular or plural"),
        ("name_fr", "string", "Name in French, lower case"),
        ("gender_fr", "string", "m, f, mp or fp"),
        ("stage", "string", "Stage whose production is shown: mine, refinery or manufacture"),
        ("basis", "string", "What a tonne of production is"),
        ("source_id", "string", "Source of the production figures"),
    ];
    by_hand("minerals", "Minerals, and products made of them", COLUMNS, MINERALS)
}

/// Every country and area with its names.
pub fn countries() -> Result<Sheet, Failure> {
    const COLUMNS: &[Column] = &[
        ("iso3", "string", "ISO 3166-1 alpha-3 code; XKX for Kosovo"),
        ("name_en", "string", "Name in English, without article"),
        ("article_en", "string", "the, where English wants it"),
        ("name_fr", "string", "Name in French, without article"),
        ("gender_fr", "string", "m, f, p (plural) or n (no article)"),
    ];
    by_hand("countries", "Countries and areas with names in English and French", COLUMNS, COUNTRIES)
}

/// What each trade code holds.
pub fn products() -> Result<Sheet, Failure> {
    const COLUMNS: &[Column] = &[
        ("nomenclature", "string", "Edition of the Harmonized System: HS92 or HS17"),
        ("hs6", "string", "Six digits, as text"),
        ("mineral_id", "string", "The mineral; of a bundle one row a mineral"),
        ("form", "string", "natural_graphite_raw, ore, powder, metal, compound, magnet or bundle"),
        ("tells_apart", "string", "yes: the code holds this mineral alone"),
        ("used", "string", "yes: the code carries the mineral's trade pictures"),
        ("holds", "string", "What else it holds, or why it is used"),
        ("source_id", "string", "Source of the trade figures"),
    ];
    by_hand("products", "Trade codes and what they hold", COLUMNS, PRODUCTS)
}

fn by_hand(
    name: &'static str,
    title: &'static str,
    columns: &'static [Column],
    text: &str,
) -> Result<Sheet, Failure> {
    let needed: Vec<&str> = columns.iter().map(|column| column.0).collect();
    let raw = Raw::parse(format!("{name}.csv"), text, &needed)?;
    let rows =
        raw.rows().map(|row| needed.iter().map(|column| row.text(column).to_owned()).collect()).collect();
    Ok(Sheet::sorted(name, title, columns, rows))
}

/// Finds the code of a country by any name that a publisher uses.
pub struct Countries(Vec<(String, String)>);

impl Countries {
    /// English names of the table, and the aliases.
    pub fn open() -> Result<Countries, Failure> {
        let mut names = Vec::new();
        for row in Raw::parse("countries.csv".into(), COUNTRIES, &["iso3", "name_en"])?.rows() {
            names.push((row.text("name_en").to_owned(), row.text("iso3").to_owned()));
            names.push((row.text("iso3").to_owned(), row.text("iso3").to_owned()));
        }
        for row in Raw::parse("aliases.csv".into(), ALIASES, &["alias", "iso3"])?.rows() {
            names.push((row.text("alias").to_owned(), row.text("iso3").to_owned()));
        }
        names.sort();
        Ok(Countries(names))
    }

    /// The code of a name; `None` for a stranger.
    pub fn code(&self, name: &str) -> Option<&str> {
        let at = self.0.binary_search_by(|(known, _)| known.as_str().cmp(name.trim())).ok()?;
        self.0.get(at).map(|(_, code)| code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Countries;

    #[test]
    fn names_of_publishers_are_found() {
        let countries = Countries::open().unwrap();
        let expected = [
            ("Burma", "MMR"),
            ("Korea, Republic of", "KOR"),
            ("China ", "CHN"),
            ("S19", "TWN"),
            ("NAM", "NAM"),
        ];
        for (name, code) in expected {
            assert_eq!(countries.code(name), Some(code), "{name}");
        }
        assert_eq!(countries.code("Atlantis"), None);
    }
}
