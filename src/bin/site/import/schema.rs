//! What each table holds: kept by hand in `tables.csv` and `columns.csv`, and said again in `datapackage.json`.

use crate::failure::Failure;

use super::raw::Raw;

const TABLES: &str = include_str!("tables.csv");
const COLUMNS: &str = include_str!("columns.csv");

/// One table.
#[derive(Clone)]
pub struct TableSchema {
    /// The file's name without its ending.
    pub name: String,
    /// What it is, in English and French.
    pub title: [String; 2],
    /// Its columns, in order.
    pub columns: Vec<ColumnSchema>,
}

/// One column.
#[derive(Clone)]
pub struct ColumnSchema {
    /// Name in the header.
    pub name: String,
    /// Frictionless type: string, integer, number or year.
    pub kind: String,
    /// Whether every row has a value.
    pub required: bool,
    /// Whether it is part of the primary key.
    pub key: bool,
    /// The table whose key it names; `places` for a country, OTHER or WORLD.
    pub refers: Option<String>,
    /// Least value.
    pub minimum: Option<f64>,
    /// Greatest value.
    pub maximum: Option<f64>,
    /// The only values it may have; empty where any will do.
    pub one_of: Vec<String>,
    /// What it means, in English and French.
    pub title: [String; 2],
}

/// Every table, by name.
pub fn schema() -> Result<Vec<TableSchema>, Failure> {
    let tables = Raw::parse("tables.csv".into(), TABLES, &["table", "title", "title_fr"])?;
    let columns = Raw::parse(
        "columns.csv".into(),
        COLUMNS,
        &["table", "column", "type", "required", "key", "refers", "minimum", "maximum", "one_of", "title"],
    )?;
    let bound = |text: &str| text.parse::<f64>().ok();
    let mut all = Vec::new();
    for table in tables.rows() {
        let name = table.text("table");
        let columns = columns.rows().filter(|row| row.text("table") == name).map(|row| ColumnSchema {
            name: row.text("column").to_owned(),
            kind: row.text("type").to_owned(),
            required: row.text("required") == "yes",
            key: row.text("key") == "yes",
            refers: Some(row.text("refers").to_owned()).filter(|table| !table.is_empty()),
            minimum: bound(row.text("minimum")),
            maximum: bound(row.text("maximum")),
            one_of: row.text("one_of").split('|').filter(|one| !one.is_empty()).map(str::to_owned).collect(),
            title: [row.text("title").to_owned(), row.text("title_fr").to_owned()],
        });
        all.push(TableSchema {
            name: name.to_owned(),
            title: [table.text("title").to_owned(), table.text("title_fr").to_owned()],
            columns: columns.collect(),
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::schema;

    #[test]
    fn every_table_and_column_has_a_meaning_in_both_languages_and_every_table_a_key() {
        let tables = schema().unwrap();
        for table in &tables {
            assert!(table.title.iter().all(|title| !title.is_empty()), "{}", table.name);
            assert!(table.columns.iter().any(|column| column.key), "{} has no key", table.name);
            for column in &table.columns {
                let place = format!("{}.{}", table.name, column.name);
                assert!(column.title.iter().all(|title| !title.is_empty()), "{place}");
                assert!(["string", "integer", "number", "year"].contains(&column.kind.as_str()), "{place}");
                let known = |name: &String| name == "places" || tables.iter().any(|one| one.name == *name);
                assert!(column.refers.as_ref().is_none_or(known), "{place}");
            }
        }
    }
}
