//! The tables that we keep by hand: sources and their files, minerals, countries with their names, products, and aliases.

use crate::failure::Failure;

use super::raw::{Raw, RawRow};
use super::sheet::Row;

const SOURCES: &str = include_str!("sources.csv");
const MINERALS: &str = include_str!("minerals.csv");
const COUNTRIES: &str = include_str!("countries.csv");
const PRODUCTS: &str = include_str!("products.csv");
const SOURCE_FILES: &str = include_str!("source_files.csv");
const ALIASES: &str = include_str!("aliases.csv");
const MINERAL_ALIASES: &str = include_str!("mineral_aliases.csv");

/// A table that is ours as it stands.
pub fn by_hand(name: &str) -> Result<Vec<Row>, Failure> {
    let text = match name {
        "sources" => SOURCES,
        "minerals" => MINERALS,
        "countries" => COUNTRIES,
        "products" => PRODUCTS,
        "source_files" => SOURCE_FILES,
        _ => return Err(Failure::Choice(format!("no table `{name}` is kept by hand"))),
    };
    let raw = Raw::parse(format!("{name}.csv"), text, &[])?;
    Ok(raw.rows().map(|row| row.cells().to_vec()).collect())
}

/// Finds our mineral by the name that a publisher gives it.
pub struct Minerals(Vec<[String; 3]>);

impl Minerals {
    /// The aliases of one publisher.
    pub fn of(publisher: &str) -> Result<Minerals, Failure> {
        let raw =
            Raw::parse("mineral_aliases.csv".into(), MINERAL_ALIASES, &["publisher", "name", "mineral_id"])?;
        let rows = raw.rows().filter(|row| row.text("publisher") == publisher);
        Ok(Minerals(
            rows.map(|row| ["publisher", "name", "mineral_id"].map(|c| row.text(c).to_owned())).collect(),
        ))
    }

    /// Our id; empty for a mineral that is not ours.
    pub fn id(&self, name: &str) -> &str {
        self.0.iter().find(|[_, known, _]| known == name).map_or("", |[_, _, id]| id.as_str())
    }
}

/// The code of the place that a cell names: a country, `WORLD` for a total, `OTHER` for the lumped rest.
pub fn place(countries: &Countries, row: &RawRow<'_>, column: &str) -> Result<String, Failure> {
    let name = row.text(column);
    let lower = name.to_lowercase();
    if lower.starts_with("world total") || lower == "world" {
        return Ok("WORLD".to_owned());
    }
    if lower.starts_with("other countr") || lower == "other" || lower == "rest of world" {
        return Ok("OTHER".to_owned());
    }
    country(countries, row, column)
}

/// The code of the country that a cell names.
pub fn country(countries: &Countries, row: &RawRow<'_>, column: &str) -> Result<String, Failure> {
    let name = row.text(column);
    countries.code(name).map(str::to_owned).ok_or_else(|| {
        row.wrong(column, format!("`{name}` is not known: add it to aliases.csv with its ISO 3166 code"))
    })
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
            // Misspelt in the EU study.
            ("Turkyie", "TUR"),
            ("Brasilia", "BRA"),
            ("Libanon", "LBN"),
            ("Congo, D.R.", "COD"),
            ("Congo", "COG"),
        ];
        for (name, code) in expected {
            assert_eq!(countries.code(name), Some(code), "{name}");
        }
        assert_eq!(countries.code("Atlantis"), None);
    }
}
