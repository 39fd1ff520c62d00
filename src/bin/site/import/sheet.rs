//! One of our tables, before it is a file.

use offtake::ledger::Table;

use crate::failure::Failure;

/// A column: its name, its Frictionless type, what it means.
pub type Column = (&'static str, &'static str, &'static str);

/// A table in the making.
pub struct Sheet {
    /// The file's name without its ending.
    pub name: &'static str,
    /// What the table is.
    pub title: &'static str,
    /// Columns in order.
    pub columns: &'static [Column],
    /// Rows as wide as the columns.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A table with its rows in the order of their cells, which begin with the key.
    pub fn sorted(
        name: &'static str,
        title: &'static str,
        columns: &'static [Column],
        mut rows: Vec<Vec<String>>,
    ) -> Sheet {
        rows.sort();
        Sheet { name, title, columns, rows }
    }

    /// The table as the ledger checks it.
    pub fn table(&self) -> Table {
        Table {
            name: self.name.to_owned(),
            columns: self.columns.iter().map(|column| column.0.to_owned()).collect(),
            rows: self.rows.clone(),
        }
    }

    /// The table as a CSV file.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let failed =
            |error: csv::Error| Failure::Choice(format!("{}.csv cannot be written: {error}", self.name));
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|column| column.0)).map_err(failed)?;
        for row in &self.rows {
            writer.write_record(row).map_err(failed)?;
        }
        writer
            .into_inner()
            .map_err(|error| Failure::Choice(format!("{}.csv cannot be written: {error}", self.name)))
    }
}
