//! One of our tables, before it is a file.

use offtake::ledger::Table;

use crate::failure::Failure;

use super::schema::TableSchema;

/// A row in the making: one cell a column, in the order of `columns.csv`.
pub type Row = Vec<String>;

/// Cells of a row, as text.
pub fn row<const N: usize>(cells: [&str; N]) -> Row {
    cells.map(str::to_owned).to_vec()
}

/// A table in the making.
pub struct Sheet {
    /// What it holds.
    pub schema: TableSchema,
    /// Rows as wide as the columns, in the order of their cells, which begin with the key.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// A table with its rows in order.
    pub fn new(schema: &[TableSchema], name: &str, mut rows: Vec<Row>) -> Result<Sheet, Failure> {
        let schema = schema
            .iter()
            .find(|table| table.name == name)
            .ok_or_else(|| Failure::Choice(format!("tables.csv does not name `{name}`: add it")))?;
        let width = schema.columns.len();
        if let Some(row) = rows.iter().find(|row| row.len() != width) {
            return Err(Failure::Choice(format!(
                "{name}: a row of {} cells where columns.csv has {width}: {row:?}",
                row.len()
            )));
        }
        rows.sort();
        Ok(Sheet { schema: schema.clone(), rows })
    }

    /// A table as it was read from its file.
    #[cfg(test)]
    pub fn read(schema: &[TableSchema], table: Table) -> Result<Sheet, Failure> {
        let sheet = Sheet::new(schema, &table.name, table.rows)?;
        assert_eq!(sheet.table().columns, table.columns, "{}", table.name);
        Ok(sheet)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.schema.name
    }

    /// The cells of one column.
    pub fn column<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let at = self.place(name);
        self.rows.iter().map(move |row| at.and_then(|at| row.get(at)).map_or("", String::as_str))
    }

    /// Where a column stands.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.schema.columns.iter().position(|column| column.name == name)
    }

    /// A cell of a row by its column's name; empty where there is no such column.
    pub fn cell<'a>(&self, row: &'a Row, name: &str) -> &'a str {
        self.place(name).and_then(|at| row.get(at)).map_or("", String::as_str)
    }

    /// The table as the ledger checks it.
    pub fn table(&self) -> Table {
        Table {
            name: self.schema.name.clone(),
            columns: self.schema.columns.iter().map(|column| column.name.clone()).collect(),
            rows: self.rows.clone(),
        }
    }

    /// The table as a CSV file.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let failed =
            |error: String| Failure::Choice(format!("{}.csv cannot be written: {error}", self.name()));
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        let header = self.schema.columns.iter().map(|column| column.name.as_str());
        writer.write_record(header).map_err(|error| failed(error.to_string()))?;
        for row in &self.rows {
            writer.write_record(row).map_err(|error| failed(error.to_string()))?;
        }
        writer.into_inner().map_err(|error| failed(error.to_string()))
    }
}
