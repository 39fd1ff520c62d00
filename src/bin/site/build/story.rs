//! The prose of the explainer. Its sentences stand in `www/story.*.toml`; every number in them is a cell of the public
//! record, linked to its row, or a count over the tables.

use std::collections::BTreeSet;
use std::path::Path;

use offtake::atlas::Atlas;
use offtake::ledger::FLOOR_PRICE;
use offtake::terms::{Date, Map, Mineral, Share, Tonnes};
use offtake::wording::{Language, Phrases, Words};

use super::data::{Package, Reader, record_address, record_row};
use super::promises::Judged;
use super::slots::escaped;
use crate::failure::Failure;

/// The story in one language.
pub struct Story<'a> {
    phrases: Phrases,
    file: String,
    package: &'a Package,
    reader: Reader,
    words: Words,
    judged: &'a Judged,
    /// The way from the page to the language's folder.
    base: String,
}

/// The row of the record that sets the floor.
const FLOOR: &str = "D02-01";

/// The cells of one row, by column.
type Cells<'a> = &'a dyn Fn(&str) -> String;

impl<'a> Story<'a> {
    /// Reads the story of a language.
    pub fn open(
        root: &Path,
        package: &'a Package,
        atlas: &Atlas,
        language: Language,
        judged: &'a Judged,
    ) -> Result<Story<'a>, Failure> {
        let file = format!("www/story.{}.toml", language.id());
        let path = root.join(&file);
        let text = std::fs::read_to_string(&path).map_err(Failure::reading(&path))?;
        let words = Words::new(language, Phrases::of(language), Map::new(), Map::new());
        Ok(Story {
            phrases: Phrases::read(&[&text]),
            file,
            package,
            reader: Reader::new(atlas, language)?,
            words,
            judged,
            base: String::new(),
        })
    }

    /// The same story for a page that stands elsewhere: `base` leads from it to the language's folder.
    pub fn seen_from(mut self, base: &str) -> Story<'a> {
        self.base = base.to_owned();
        self
    }

    /// A sentence as HTML, with its numbers.
    ///
    /// # Errors
    /// [`Failure::Choice`] naming file, key and slot for a sentence, row, column or way of writing that is not there.
    pub fn say(&self, key: &str) -> Result<String, Failure> {
        let stranger = |what: &str| Failure::Choice(format!("{}: `{key}`: {what}", self.file));
        let text =
            self.phrases.get(&format!("story.{key}")).ok_or_else(|| stranger("there is no such sentence"))?;
        let mut html = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, tail) = after.split_once('}').ok_or_else(|| stranger("a slot is never closed"))?;
            html.push_str(&escaped(before));
            html.push_str(&self.number(slot).ok_or_else(|| stranger(&format!("`{{{slot}}}` is no figure")))?);
            rest = tail;
        }
        html.push_str(&escaped(rest));
        Ok(html)
    }

    /// A sentence without figures, for HTML, by its whole key.
    ///
    /// # Errors
    /// [`Failure::Choice`] naming file and key.
    pub fn plain(&self, key: &str) -> Result<String, Failure> {
        let text = self.phrases.get(key);
        text.map(escaped)
            .ok_or_else(|| Failure::Choice(format!("{}: `{key}`: there is no such sentence", self.file)))
    }

    /// A number as pictures write amounts.
    pub fn amount(&self, value: f64) -> String {
        escaped(&self.words.amount(Tonnes(value)))
    }

    /// A share as pictures write it.
    pub fn percent(&self, share: Share) -> String {
        escaped(&self.words.percent(share))
    }

    /// The reader of the story.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// A slot: a cell of the record, or a count.
    fn number(&self, slot: &str) -> Option<String> {
        let (name, manner) = slot.split_once(' ').unwrap_or((slot, ""));
        let Some((row, column)) = name.split_once('.') else { return self.counted(name, manner) };
        let (table, cells) = record_row(self.package, row)?;
        let written = self.written(table.cell(cells, column), manner)?;
        Some(self.linked("figure", &record_address(&table.name, row), &written))
    }

    /// A number that leads to its row (`figure`), or to what it was made from (`made`); `path` is below the language's folder.
    fn linked(&self, class: &str, path: &str, written: &str) -> String {
        format!("<a class=\"{class}\" href=\"{}\">{written}</a>", escaped(&format!("{}{path}", self.base)))
    }

    /// The price of the oxide in its dearest year, in the newest, and how far that lies below the floor; or every year's, as rows
    /// of a table.
    fn priced(&self, name: &str) -> Option<String> {
        let table = self.package.resource("us_statistics")?;
        let rows = table
            .table
            .rows
            .iter()
            .filter(|row| (table.cell(row, "mineral_id"), table.cell(row, "statistic")) == FLOOR_PRICE);
        let prices: Vec<(&Vec<String>, f64)> =
            rows.filter_map(|row| Some((row, table.cell(row, "value").parse().ok()?))).collect();
        let (floors, cells) = record_row(self.package, FLOOR)?;
        let floor: f64 = floors.cell(cells, "price_floor_usd_kg").parse().ok()?;
        let newest = prices.iter().max_by_key(|(row, _)| table.cell(row, "year"))?;
        let dearest = prices.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        // What the sentence says: above the floor then, below it now.
        if dearest.1 <= floor || newest.1 >= floor {
            return None;
        }
        let year = |row: &[String]| escaped(table.cell(row, "year"));
        let price = |row: &[String]| {
            let path = format!("data/{}/#{}", Mineral::new(FLOOR_PRICE.0).slug(), table.anchor(row));
            self.linked("made", &path, &self.reader.figure(table.cell(row, "value")))
        };
        let nothing = self.phrases.get("story.floor_none").map(escaped)?;
        let line = |(row, paid): &(&Vec<String>, f64)| {
            let state = if *paid < floor { self.amount(floor - paid) } else { nothing.clone() };
            let (year, price) = (year(row), price(row));
            format!("<tr><th scope=\"row\">{year}</th><td>{price}</td><td>{state}</td></tr>\n")
        };
        match name {
            "price_new_year" => Some(year(newest.0)),
            "price_new" => Some(price(newest.0)),
            "price_top_year" => Some(year(dearest.0)),
            "price_top" => Some(price(dearest.0)),
            "price_gap" => Some(self.amount(floor - newest.1)),
            "price_rows" => Some(prices.iter().map(line).collect()),
            _ => None,
        }
    }

    /// Who would leave a division of a real project.
    fn left(&self, name: &str) -> Option<String> {
        let (divisions, left) = self.judged.divisions();
        match name {
            "left_projects" => Some(self.words.count(self.judged.owned().count())),
            "left_divisions" => Some(self.words.count(divisions)),
            "left_by_some" => Some(self.words.count(left)),
            // The sentence names the plant, the rule and who would leave: it stands as long as that is so.
            "left_magnets" => {
                let plant = self.judged.owned().find(|project| project.project == "D01")?;
                let equal = plant.open.iter().find(|division| division.rule == "equal-split")?;
                let tonnes = equal.smallest_transfer.filter(|_| equal.blocking == ["USA"])?;
                Some(self.linked("made", "rules/", &self.reader.tonnes(tonnes)))
            }
            _ => None,
        }
    }

    /// A cell as prose has it; `None` for an empty one.
    fn written(&self, cell: &str, manner: &str) -> Option<String> {
        let dates = || -> Vec<String> {
            Date::all_in(cell).into_iter().map(|date| escaped(&self.words.date(date))).collect()
        };
        let number = || cell.parse::<f64>().ok().filter(|value| value.is_finite());
        match manner {
            "" if cell.is_empty() => None,
            // A year is no amount: it has no group of thousands.
            "" if cell.len() == 4 && (1900..2100).contains(&cell.parse::<u16>().unwrap_or(0)) => {
                Some(escaped(cell))
            }
            "" => Some(self.reader.figure(cell)),
            "fall" => number().map(|change| escaped(&self.words.percent(Share(change.abs() / 100.0)))),
            // How many a cell names: "Sb, Ga, Ge".
            "named" if !cell.is_empty() => Some(escaped(&self.words.count(cell.split(", ").count()))),
            "percent" => number().map(|share| escaped(&self.words.percent(Share(share)))),
            "date" => dates().into_iter().next(),
            // Two readings of one thing: "2026-11-10 or 2027-01-10".
            "dates" => Some(dates().join(&self.words.plain("control.or"))).filter(|days| !days.is_empty()),
            "year" => cell.get(..4).filter(|year| year.parse::<u16>().is_ok()).map(escaped),
            "month" => {
                let (year, month) = cell.get(..7)?.split_once('-')?;
                let name = self.words.plain(&format!("date.month_{}", month.parse::<u8>().ok()?));
                Some(escaped(&format!("{name}\u{a0}{year}")))
            }
            _ => None,
        }
    }

    /// A count over the tables.
    fn counted(&self, name: &str, manner: &str) -> Option<String> {
        let different = |table: &str, column: &str, keep: &dyn Fn(Cells<'_>) -> bool| -> Option<usize> {
            let table = self.package.resource(table)?;
            let rows =
                table.table.rows.iter().filter(|row| keep(&|column| table.cell(row, column).to_owned()));
            let named: BTreeSet<&str> =
                rows.map(|row| table.cell(row, column)).filter(|cell| !cell.is_empty()).collect();
            Some(named.len())
        };
        // A part that stands in for a published one is not published.
        let published = |published: bool| -> Option<usize> {
            let table = self.package.resource("deal_parties")?;
            let buyers = table.table.rows.iter().filter(|row| table.cell(row, "role").contains("buyer"));
            let told = |row: &&Vec<String>| {
                !table.cell(row, "share").is_empty() && table.cell(row, "share_basis") != "proxy"
            };
            Some(buyers.filter(|row| told(row) == published).count())
        };
        let count = match name {
            _ if name.starts_with("price_") => return self.priced(name),
            _ if name.starts_with("left_") => return self.left(name),
            "licensed" => different("export_controls", "mineral_id", &|of| {
                of("control_type") == "licence" && of("state") == "in_force"
            }),
            "suspended" => different("export_controls", "control_id", &|of| of("state") == "suspended"),
            "read" => {
                let table = self.package.resource("export_controls")?;
                return self.written(table.values("status_as_of").last()?, manner);
            }
            "deals" => different("deals", "deal_id", &|_| true),
            "sized" => different("deals", "deal_id", &|of| !of("capacity_t").is_empty()),
            "dated" => different("deals", "deal_id", &|of| {
                !of("capacity_t").is_empty() && !of("start_year").is_empty()
            }),
            "buyers" => published(true).zip(published(false)).map(|(told, untold)| told + untold),
            "shared" => published(true),
            "unshared" => published(false),
            "minerals" => different("minerals", "mineral_id", &|_| true),
            "untraded" => {
                let all = different("minerals", "mineral_id", &|_| true)?;
                different("products", "mineral_id", &|of| of("used") == "yes").map(|traded| all - traded)
            }
            _ => None,
        }?;
        Some(escaped(&self.words.count(count)))
    }
}
