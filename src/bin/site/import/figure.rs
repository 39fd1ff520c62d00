//! A printed figure with all that its publisher says of it: value, bounds, how it was given.

use crate::failure::Failure;

use super::raw::{RawRow, plain};

/// A figure of ours: empty cells where nothing is known, which is never 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The value.
    pub value: String,
    /// Lower end of a range or bound.
    pub low: String,
    /// Upper end of a range or bound.
    pub high: String,
    /// How it was given.
    pub qualifier: &'static str,
}

impl Figure {
    fn of(value: String, qualifier: &'static str) -> Figure {
        Figure { value, low: String::new(), high: String::new(), qualifier }
    }

    fn between(low: String, high: String) -> Figure {
        Figure { value: String::new(), low, high, qualifier: "range" }
    }
}

/// What a unit is in tonnes.
pub fn tonnes(row: &RawRow<'_>, column: &str) -> Result<f64, Failure> {
    match row.text(column).to_lowercase().as_str() {
        "metric tons" => Ok(1.0),
        "kilograms" => Ok(0.001),
        "thousand metric tons" => Ok(1000.0),
        "million metric tons" => Ok(1_000_000.0),
        other => Err(row.wrong(column, format!("`{other}` is not a unit of mass that we know"))),
    }
}

/// Reads a printed figure. Nothing becomes 0 but the em-dash, which the publisher defines as zero.
///
/// `factor` turns it into our unit; a `total` is a rounded sum of the publisher's.
pub fn printed(
    row: &RawRow<'_>,
    column: &str,
    factor: f64,
    notes: &str,
    total: bool,
) -> Result<Figure, Failure> {
    let text = row.text(column);
    let number = |text: &str| -> Result<String, Failure> {
        // A question mark is a minus sign that the publisher's export mangled: not a quantity of anything.
        match text.trim().replace(',', "").parse::<f64>() {
            Ok(value) if value.is_finite() && value >= 0.0 => Ok(plain(value * factor)),
            _ => Err(row.wrong(column, format!("`{text}` is not a figure we can read"))),
        }
    };
    let zero = || "0".to_owned();
    Ok(match text {
        "W" => Figure::of(String::new(), "withheld"),
        // A word in place of a figure is a gap; it stays in the row as printed.
        "" | "NA" | "Small" => Figure::of(String::new(), "not_available"),
        "s" => Figure::between(zero(), plain(0.5 * factor)),
        "—" | "--" => Figure::of(zero(), "reported"),
        _ if text.starts_with('>') => Figure::between(number(&text[1..])?, String::new()),
        _ if text.starts_with('<') => Figure::between(zero(), number(&text[1..])?),
        _ => match text.split_once(" - ").or_else(|| text.split_once('–')) {
            Some((low, high)) => Figure::between(number(low)?, number(high)?),
            None => {
                let estimated = notes.to_lowercase().contains("estimated") && !notes.starts_with("Reported");
                let qualifier = match (total, estimated) {
                    (true, _) => "rounded",
                    (_, true) => "estimated",
                    (_, false) => "reported",
                };
                Figure::of(number(text)?, qualifier)
            }
        },
    })
}

/// Reads a share in per cent: `12%`, `<0.1%`, `>95`.
pub fn percent(row: &RawRow<'_>, column: &str) -> Result<Figure, Failure> {
    let text = row.text(column);
    let part = |text: &str| -> Result<String, Failure> {
        match text.trim().trim_end_matches('%').trim().parse::<f64>() {
            Ok(value) if (0.0..=100.0).contains(&value) => Ok(plain(value / 100.0)),
            _ => Err(row.wrong(column, format!("`{text}` is not a share of 0 to 100 per cent"))),
        }
    };
    if let Some(bound) = text.strip_prefix('<') {
        return Ok(Figure::between("0".to_owned(), part(bound)?));
    }
    if let Some(bound) = text.strip_prefix('>') {
        return Ok(Figure::between(part(bound)?, "1".to_owned()));
    }
    Ok(Figure::of(part(text)?, "reported"))
}

#[cfg(test)]
mod tests {
    use super::super::raw::Raw;
    use super::{percent, printed, tonnes};

    fn raw(value: &str, unit: &str) -> Raw {
        Raw::parse("t.csv".into(), &format!("Value,Unit\n\"{value}\",{unit}\n"), &["Value", "Unit"]).unwrap()
    }

    fn read(value: &str, unit: &str, total: bool, notes: &str) -> [String; 4] {
        let raw = raw(value, unit);
        let row = raw.rows().next().unwrap();
        let f = printed(&row, "Value", tonnes(&row, "Unit").unwrap(), notes, total).unwrap();
        [f.value, f.low, f.high, f.qualifier.to_owned()]
    }

    #[test]
    fn every_code_of_the_publisher_keeps_its_meaning() {
        assert_eq!(read("839,000", "kilograms", false, ""), ["839", "", "", "reported"]);
        assert_eq!(read("953", "thousand metric tons", false, "Reported."), ["953000", "", "", "reported"]);
        assert_eq!(read("6,000", "kilograms", false, "Estimated."), ["6", "", "", "estimated"]);
        assert_eq!(read("848,000", "kilograms", true, ""), ["848", "", "", "rounded"]);
        assert_eq!(read("—", "metric tons", false, ""), ["0", "", "", "reported"]);
        assert_eq!(read("W", "metric tons", false, ""), ["", "", "", "withheld"]);
        assert_eq!(read("NA", "metric tons", false, ""), ["", "", "", "not_available"]);
        assert_eq!(read(">95", "metric tons", false, ""), ["", "95", "", "range"]);
        assert_eq!(read(">17,000,000", "metric tons", true, ""), ["", "17000000", "", "range"]);
        assert_eq!(read("<25", "metric tons", false, ""), ["", "0", "25", "range"]);
        assert_eq!(read("10,000 - 15,000", "metric tons", true, ""), ["", "10000", "15000", "range"]);
        assert_eq!(read("s", "thousand metric tons", false, ""), ["", "0", "500", "range"]);
        assert_eq!(read("\u{a0}12 ", "metric tons", false, ""), ["12", "", "", "reported"]);
    }

    #[test]
    fn a_mangled_minus_and_a_strange_unit_are_no_figures() {
        let strange = raw("?1", "ounces");
        let row = strange.rows().next().unwrap();
        let error = printed(&row, "Value", 1.0, "", false).err().unwrap().to_string();
        assert!(error.contains("t.csv") && error.contains("row 2") && error.contains("Value"), "{error}");
        assert!(tonnes(&row, "Unit").is_err_and(|error| error.to_string().contains("ounces")));
    }

    #[test]
    fn a_share_below_a_tenth_of_a_per_cent_is_a_bound_and_not_zero() {
        let of = |text: &str| {
            percent(&raw(text, "x").rows().next().unwrap(), "Value").map(|f| [f.value, f.low, f.high])
        };
        assert_eq!(of("<0.1%").unwrap(), ["", "0", "0.001"]);
        assert_eq!(of("4%").unwrap(), ["0.04", "", ""]);
        assert_eq!(of("0.4%").unwrap(), ["0.004", "", ""]);
        assert!(of("140%").is_err() && of("some").is_err());
    }
}
