//! The data package as its own description has it: no list of tables stands in code.

use std::fs;
use std::path::Path;

use offtake::ledger::Table;
use offtake::wording::Language;
use serde_json::Value;

use super::super::read;
use super::super::slots::escaped;
use crate::facts::{self, DATA};
use crate::failure::Failure;

/// The description's file name.
pub const DESCRIPTION: &str = "datapackage.json";

/// All tables with what is said about them.
pub struct Package {
    pub name: String,
    pub title: Said,
    pub version: String,
    /// ISO date of the newest edition.
    pub created: String,
    pub homepage: Option<String>,
    /// Name, title and address of each licence of the compilation.
    pub licences: Vec<[String; 3]>,
    pub resources: Vec<Resource>,
    /// The description as it is shipped.
    pub description: Vec<u8>,
}

/// One table.
pub struct Resource {
    pub name: String,
    pub title: Said,
    /// The file's name below the data folder.
    pub path: String,
    pub fields: Vec<Field>,
    /// The columns that name a row together.
    pub key: Vec<String>,
    pub licences: Vec<String>,
    /// The file as it is shipped.
    pub csv: Vec<u8>,
    pub table: Table,
}

/// One column.
pub struct Field {
    pub name: String,
    pub kind: String,
    pub title: Said,
}

/// A text in English, and in French where the package has it.
pub struct Said {
    pub en: String,
    pub fr: Option<String>,
}

impl Said {
    fn read(value: &Value, key: &str) -> Said {
        let fr = text(value, &format!("{key}_fr"));
        Said { en: text(value, key), fr: (!fr.is_empty()).then_some(fr) }
    }

    /// For an element: a text that is not in the page's language is marked.
    pub fn html(&self, language: Language) -> String {
        match (language, &self.fr) {
            (Language::English, _) => escaped(&self.en),
            (Language::French, Some(fr)) => escaped(fr),
            (Language::French, None) => format!("<span lang=\"en\">{}</span>", escaped(&self.en)),
        }
    }

    /// For where no mark is possible.
    pub fn plain(&self, language: Language) -> &str {
        match (language, &self.fr) {
            (Language::French, Some(fr)) => fr,
            _ => &self.en,
        }
    }
}

impl Package {
    /// Reads description and tables.
    pub fn open(root: &Path) -> Result<Package, Failure> {
        let folder = root.join(DATA);
        let description = read(&folder.join(DESCRIPTION))?;
        let value: Value = serde_json::from_slice(&description).map_err(|error| {
            Failure::Choice(format!("{DATA}/{DESCRIPTION}: {error}. Write it anew with `cargo site import`"))
        })?;
        let mut tables = facts::read_tables(&folder)?;
        let mut resources = Vec::new();
        for resource in list(&value, "resources") {
            let name = text(resource, "name");
            let Some(at) = tables.iter().position(|table| table.name == name) else {
                return Err(Failure::Choice(format!(
                    "{DATA}/{DESCRIPTION} names the table `{name}`, which is not there. Write all of it anew with \
                     `cargo site import`"
                )));
            };
            resources.push(Resource::read(resource, tables.swap_remove(at), &folder)?);
        }
        let licences = list(&value, "licenses").iter();
        Ok(Package {
            name: text(&value, "name"),
            title: Said::read(&value, "title"),
            version: text(&value, "version"),
            created: text(&value, "created").chars().take(10).collect(),
            homepage: Some(text(&value, "homepage")).filter(|address| !address.is_empty()),
            licences: licences.map(|one| ["name", "title", "path"].map(|key| text(one, key))).collect(),
            resources,
            description,
        })
    }

    /// A table by its name.
    pub fn resource(&self, name: &str) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.name == name)
    }
}

impl Resource {
    fn read(value: &Value, table: Table, folder: &Path) -> Result<Resource, Failure> {
        let path = text(value, "path");
        let file = folder.join(&path);
        let csv = fs::read(&file).map_err(Failure::reading(&file))?;
        let described = value.get("schema").map_or(&[][..], |schema| list(schema, "fields"));
        // In the order of the file; a column that nobody describes is text without a meaning.
        let fields = table.columns.iter().map(|name| {
            let found = described.iter().find(|field| text(field, "name") == *name);
            let kind = found.map_or_else(String::new, |field| text(field, "type"));
            Field {
                name: name.clone(),
                kind: if kind.is_empty() { "string".to_owned() } else { kind },
                title: found.map_or(Said { en: String::new(), fr: None }, |field| Said::read(field, "title")),
            }
        });
        Ok(Resource {
            name: text(value, "name"),
            title: Said::read(value, "title"),
            fields: fields.collect(),
            key: value
                .get("schema")
                .map_or(&[][..], |schema| list(schema, "primaryKey"))
                .iter()
                .filter_map(|column| column.as_str().map(str::to_owned))
                .collect(),
            licences: list(value, "licenses")
                .iter()
                .map(|licence| ["title", "name"].map(|key| text(licence, key)))
                .filter_map(|names| names.into_iter().find(|name| !name.is_empty()))
                .collect(),
            path,
            csv,
            table,
        })
    }

    /// Where a column stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// A cell by its column; empty where the table has no such column.
    pub fn cell<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        self.column(column).and_then(|at| row.get(at)).map_or("", String::as_str)
    }

    /// The anchor of a row on the page of its mineral: the table, and what tells the row from the others there.
    pub fn anchor(&self, row: &[String]) -> String {
        let cells =
            self.key.iter().filter(|column| *column != "mineral_id").map(|column| self.cell(row, column));
        let mut anchor = self.name.clone();
        for cell in cells {
            anchor.push('-');
            anchor
                .extend(cell.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }));
        }
        anchor
    }

    /// The different values of a column, sorted.
    pub fn values(&self, column: &str) -> Vec<&str> {
        let Some(at) = self.column(column) else { return Vec::new() };
        let mut values: Vec<&str> =
            self.table.rows.iter().filter_map(|row| row.get(at)).map(String::as_str).collect();
        values.sort_unstable();
        values.dedup();
        values.retain(|value| !value.is_empty());
        values
    }
}

impl Field {
    /// Whether its cells are numbers.
    pub fn is_number(&self) -> bool {
        matches!(self.kind.as_str(), "number" | "integer" | "year")
    }
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::{Language, Package, Said};

    #[test]
    fn a_text_without_french_is_marked_as_english() {
        let both = Said { en: "Trade".to_owned(), fr: Some("Échanges".to_owned()) };
        let one = Said { en: "A & B".to_owned(), fr: None };
        assert_eq!(both.html(Language::French), "Échanges");
        assert_eq!(one.html(Language::French), "<span lang=\"en\">A &amp; B</span>");
        assert_eq!(one.html(Language::English), "A &amp; B");
    }

    #[test]
    fn no_two_rows_of_a_mineral_have_one_anchor() {
        let package = Package::open(&crate::tools::root()).unwrap();
        for table in package.resources.iter().filter(|table| table.column("mineral_id").is_some()) {
            let mut seen = std::collections::BTreeSet::new();
            for row in &table.table.rows {
                let mineral = table.cell(row, "mineral_id");
                if !mineral.is_empty() {
                    assert!(seen.insert((mineral, table.anchor(row))), "{}: {row:?}", table.name);
                }
            }
        }
    }

    #[test]
    fn every_column_of_the_shipped_package_is_described() {
        let package = Package::open(&crate::tools::root()).unwrap();
        assert!(!package.resources.is_empty());
        for table in &package.resources {
            assert!(
                !table.licences.is_empty() && table.licences.iter().all(|name| !name.is_empty()),
                "{}",
                table.name
            );
        }
        for resource in &package.resources {
            assert!(!resource.title.en.is_empty(), "{}", resource.name);
            for field in &resource.fields {
                assert!(!field.title.en.is_empty(), "{}.{}", resource.name, field.name);
            }
        }
    }
}
