//! A table as a workbook: one sheet of rows, one sheet that says what the columns mean.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::package::{Package, Resource};
use crate::failure::Failure;

/// Rows that a sheet can hold, its header included.
const MOST_ROWS: usize = 1_048_576;

/// The workbook's bytes: the same for the same table.
pub fn table(package: &Package, resource: &Resource) -> Result<Vec<u8>, Failure> {
    if resource.table.rows.len() >= MOST_ROWS {
        return Err(Failure::Choice(format!(
            "{}: a workbook holds {MOST_ROWS} rows at most. Split the table",
            resource.path
        )));
    }
    book(package, resource).map_err(|error| Failure::Step {
        step: format!("Writing {} as a workbook", resource.name),
        detail: format!(": {error}"),
        remedy: "Look at the table's cells".to_owned(),
    })
}

fn book(package: &Package, resource: &Resource) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // No clock: the date is that of the data.
    let created = ExcelDateTime::parse_from_str(&package.created)?;
    let properties = DocProperties::new().set_title(&resource.title.en).set_author(&package.name);
    book.set_properties(&properties.set_creation_datetime(&created));
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name("rows")?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, field) in (0_u16..).zip(&resource.fields) {
        sheet.write_string_with_format(0, column, &field.name, &bold)?;
    }
    for (line, row) in (1_u32..).zip(&resource.table.rows) {
        for ((column, field), cell) in (0_u16..).zip(&resource.fields).zip(row) {
            // A gap stays an empty cell.
            if cell.is_empty() {
                continue;
            }
            match cell.parse::<f64>() {
                Ok(number) if field.is_number() => sheet.write_number(line, column, number)?,
                _ => sheet.write_string(line, column, cell)?,
            };
        }
    }
    let sheet = book.add_worksheet();
    sheet.set_name("about")?;
    sheet.write_string_with_format(0, 0, &resource.title.en, &bold)?;
    for (line, [_, title, address]) in (1_u32..).zip(&package.licences) {
        sheet.write_string(line, 0, title)?;
        sheet.write_string(line, 1, address)?;
    }
    let first = u32::try_from(package.licences.len()).unwrap_or(0) + 2;
    for (line, field) in (first..).zip(&resource.fields) {
        sheet.write_string(line, 0, &field.name)?;
        sheet.write_string(line, 1, &field.title.en)?;
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::super::package::Package;
    use super::table;

    #[test]
    fn a_workbook_is_a_zip_and_the_same_twice() {
        let package = Package::open(&crate::tools::root()).unwrap();
        let resource = package.resource("minerals").unwrap();
        let once = table(&package, resource).unwrap();
        assert_eq!(&once[..2], b"PK");
        assert_eq!(once, table(&package, resource).unwrap());
    }
}
