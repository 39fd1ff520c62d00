//! China's exports by month: what it reports to the United Nations, summed over its trading partners.
//!
//! Single reports may be cited, their table may not be published again: only sums leave this file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::failure::Failure;

use super::names;
use super::raw::{Letters, Raw, plain};
use super::sheet::{Row, row};

const FILE: &str = "trade/china_exports_monthly_hs6_2017_2024.csv";
const SOURCE: &str = "un_comtrade";
/// Tonnes of 2017 are not China's own: they are imputed from values.
const FROM: &str = "2018";
const EXPORTER: &str = "CHN";

/// The codes that `products.csv` names, month by month: rows of `export_months`.
pub fn exports(from: &Path) -> Result<Vec<Row>, Failure> {
    sums(&Raw::open(&from.join(FILE), Letters::Utf8, &["period_dt", "partner_name", "hs6", "qty"])?)
}

fn sums(raw: &Raw) -> Result<Vec<Row>, Failure> {
    let products = names::by_hand("products")?;
    let codes: BTreeSet<&str> = products.iter().map(|row| row[1].as_str()).collect();
    let mut sums: BTreeMap<(&str, &str), (BTreeSet<&str>, f64)> = BTreeMap::new();
    for cells in raw.rows() {
        let (day, hs6, partner) = (cells.text("period_dt"), cells.text("hs6"), cells.text("partner_name"));
        if !codes.contains(hs6) || day < FROM {
            continue;
        }
        let month = day
            .strip_suffix("-01")
            .filter(|month| month.len() == 7)
            .ok_or_else(|| cells.wrong("period_dt", format!("`{day}` is not the first day of a month")))?;
        let (partners, kilograms) = sums.entry((hs6, month)).or_default();
        if !partners.insert(partner) {
            return Err(cells.wrong("partner_name", format!("`{partner}` stands twice in {month}")));
        }
        *kilograms += cells.number("qty")?;
    }
    let one = |((hs6, month), (partners, kilograms)): ((&str, &str), (BTreeSet<&str>, f64))| {
        let tonnes = plain(kilograms.round() / 1000.0);
        row([EXPORTER, hs6, month, &partners.len().to_string(), &tonnes, "computed", SOURCE])
    };
    Ok(sums.into_iter().map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::super::raw::Raw;
    use super::sums;

    /// Two partners make one sum; a year of imputed tonnes and a code that is not ours stay behind; a partner that stands
    /// twice in a month is refused.
    #[test]
    fn only_sums_leave_the_file() {
        let read = |more: &str| {
            let head = "period_dt,partner_name,hs6,val,qty,uv\n";
            let rows = "2017-12-01,Japan,250410,1,9000,1\n2018-01-01,Japan,250410,1,1500.4,1\n\
                        2018-01-01,USA,250410,1,2000,1\n2018-01-01,USA,380110,1,7000,1\n";
            sums(&Raw::parse("months.csv".into(), &format!("{head}{rows}{more}"), &[]).unwrap())
        };
        let rows = read("").unwrap();
        assert_eq!(rows, [["CHN", "250410", "2018-01", "2", "3.5", "computed", "un_comtrade"]]);
        for (more, named) in [
            ("2018-01-01,USA,250410,1,1,1\n", "`USA` stands twice in 2018-01"),
            ("2018-01-02,Italy,250410,1,1,1\n", "`2018-01-02` is not the first day of a month"),
            ("2018-02-01,Italy,250410,1,-1,1\n", "`-1` is not a number of 0 or more"),
        ] {
            let error = read(more).unwrap_err().to_string();
            assert!(error.contains("row 6") && error.contains(named), "{error}");
        }
    }
}
