//! A table as JSON: numbers as numbers with the publisher's digits, gaps as null.

use serde_json::{Number, Value, json};

use super::package::{Field, Package, Resource};
use crate::failure::Failure;

/// The table's JSON: name, title, licence, fields, then one line a row.
pub fn table(package: &Package, resource: &Resource) -> Result<Vec<u8>, Failure> {
    let fields: Vec<Value> = resource
        .fields
        .iter()
        .map(|field| json!({ "name": field.name, "type": field.kind, "title": field.title.en }))
        .collect();
    let licence: Vec<&str> = package.licences.iter().map(|[_, title, _]| title.as_str()).collect();
    let head = [
        ("name", json!(resource.name)),
        ("title", json!(resource.title.en)),
        ("licence", json!(licence.join("; "))),
        ("fields", json!(fields)),
    ];
    let mut out = String::from("{\n");
    for (key, value) in head {
        out.push_str(&format!("\"{key}\": {value},\n"));
    }
    out.push_str("\"rows\": [");
    for (index, row) in resource.table.rows.iter().enumerate() {
        out.push_str(if index == 0 { "\n[" } else { ",\n[" });
        for (at, (field, cell)) in resource.fields.iter().zip(row).enumerate() {
            if at > 0 {
                out.push(',');
            }
            out.push_str(&value(resource, field, index, cell)?);
        }
        out.push(']');
    }
    out.push_str("\n]\n}\n");
    Ok(out.into_bytes())
}

fn value(resource: &Resource, field: &Field, row: usize, cell: &str) -> Result<String, Failure> {
    if cell.is_empty() {
        return Ok("null".to_owned());
    }
    if !field.is_number() {
        return Ok(Value::from(cell).to_string());
    }
    if serde_json::from_str::<Number>(cell).is_ok() {
        return Ok(cell.to_owned());
    }
    // `01` is a number in a table and none in JSON.
    let number = cell.parse::<i64>().map(Number::from).ok();
    let number = number.or_else(|| cell.parse::<f64>().ok().and_then(Number::from_f64));
    number.map(|number| number.to_string()).ok_or_else(|| {
        Failure::Choice(format!(
            "{}: row {}, column {}: `{cell}` is not a number. Mend the row, or the column's type in datapackage.json",
            resource.path,
            row + 2,
            field.name
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::super::package::Package;
    use super::{Value, table};

    #[test]
    fn every_shipped_table_reads_back_with_gaps_as_null() {
        let package = Package::open(&crate::tools::root()).unwrap();
        for resource in package.resources.iter().filter(|one| one.table.rows.len() < 20_000) {
            let read: Value = serde_json::from_slice(&table(&package, resource).unwrap()).unwrap();
            let rows = read["rows"].as_array().unwrap();
            assert_eq!(rows.len(), resource.table.rows.len(), "{}", resource.name);
            for (ours, theirs) in rows.iter().zip(&resource.table.rows) {
                for ((value, cell), field) in
                    ours.as_array().unwrap().iter().zip(theirs).zip(&resource.fields)
                {
                    assert_eq!(value.is_null(), cell.is_empty());
                    assert_eq!(value.is_number(), field.is_number() && !cell.is_empty(), "{}", field.name);
                }
            }
        }
    }
}
