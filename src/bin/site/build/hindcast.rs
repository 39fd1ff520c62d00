//! What the model says of restrictions that have happened, beside what happened, errors included.

mod cases;

use offtake::terms::Share;

use super::data::Place;
use super::slots::escaped;
use super::story::Story;
use crate::failure::Failure;

pub use cases::cases;
use cases::{Change, Cited, Given, Told};

/// A price ratio beyond which a band says no more than that.
const MOST_SHOWN: f64 = 100.0;

/// Writes the page of a language.
pub fn write(story: &Story<'_>, place: &Place<'_>, cases: &[Told]) -> Result<(), Failure> {
    let (mut quantities, mut prices) = (String::new(), String::new());
    for told in cases {
        let row = row(story, told)?;
        if told.is_price() { prices.push_str(&row) } else { quantities.push_str(&row) }
    }
    let say = |key: &str| story.plain(key);
    let words: Result<Vec<(&str, String)>, Failure> = [
        "title",
        "lead",
        "quantity_head",
        "quantity_idea",
        "price_head",
        "price_idea",
        "lesson",
        "what",
        "before",
        "model",
        "fact",
        "verdict",
        "why",
    ]
    .into_iter()
    .map(|key| Ok((key, say(&format!("hindcast.{key}"))?)))
    .collect();
    let words = words?;
    story.reader().page(place, "hindcast.html", "hindcast/", |name, word| match name {
        "hindcast" => words.iter().find(|(key, _)| *key == word).map(|(_, said)| said.clone()),
        "quantities" => Some(quantities.clone()),
        "prices" => Some(prices.clone()),
        _ => None,
    })
}

impl Told {
    fn is_price(&self) -> bool {
        matches!(self.given, Given::Exports { .. })
    }
}

/// Text that leads to the row of its figure.
fn linked(text: &str, at: Option<&str>) -> String {
    match at {
        Some(at) => format!("<a class=\"figure\" href=\"../{}\">{text}</a>", escaped(at)),
        None => text.to_owned(),
    }
}

fn row(story: &Story<'_>, told: &Told) -> Result<String, Failure> {
    let kind = if told.is_price() { "price" } else { "quantity" };
    let times = |value: f64| format!("×\u{a0}{}", story.amount(value));
    let amount = |value: f64| {
        if told.is_price() { times(value) } else { format!("{}\u{a0}{}", story.amount(value), told.unit) }
    };
    let model = if told.found.least == told.found.greatest {
        amount(told.found.least)
    } else if told.is_price() && told.found.greatest > MOST_SHOWN {
        story
            .plain("hindcast.beyond")?
            .replace("[least]", &amount(told.found.least))
            .replace("[most]", &amount(MOST_SHOWN))
    } else {
        format!("{} – {}", amount(told.found.least), amount(told.found.greatest))
    };
    let [before, after] = &told.observed;
    let fact = if told.is_price() {
        let plain = |cited: &Cited| linked(&story.amount(cited.value), cited.at.as_deref());
        let from = story.plain("hindcast.from_to")?;
        let from = from.replace("[before]", &plain(before)).replace("[after]", &plain(after));
        format!("{} ({from})", amount(told.found.observed))
    } else {
        linked(&amount(after.value), after.at.as_deref())
    };
    let verdict = match told.found.miss() {
        0.0 => story.plain("hindcast.holds")?,
        miss if miss > 0.0 => {
            story.plain("hindcast.above")?.replace("[miss]", &amount(miss).replace("×\u{a0}", ""))
        }
        miss => story.plain("hindcast.below")?.replace("[miss]", &amount(-miss).replace("×\u{a0}", "")),
    };
    // What the reason says of the case: China's part before, and by how much a price rose.
    let mut why = story.plain(&format!("hindcast.{kind}_{}_why", told.key))?;
    match &told.given {
        Given::Imports { part, .. } => {
            why = why.replace("[share]", &linked(&story.percent(Share(part.value)), part.at.as_deref()));
        }
        Given::Exports { .. } => {
            why = why.replace("[rise]", &story.percent(Share(told.found.observed - 1.0)));
        }
    }
    Ok(format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{model}</td><td>{fact}</td><td>{verdict}</td><td>{}</td></tr>\n",
        story.plain(&format!("hindcast.{kind}_{}", told.key))?,
        given(story, told)?,
        why,
    ))
}

/// What went in, each figure leading to its row.
fn given(story: &Story<'_>, told: &Told) -> Result<String, Failure> {
    let share = |cited: &Cited| linked(&story.percent(Share(cited.value)), cited.at.as_deref());
    match &told.given {
        Given::Imports { before, part } => {
            let amount = format!("{}\u{a0}{}", story.amount(before.value), told.unit);
            let amount = linked(&amount, before.at.as_deref());
            let part = story.plain("hindcast.part")?.replace("[share]", &share(part));
            Ok(format!("{amount}<br>{part}"))
        }
        Given::Exports { change, at, part: [least, greatest] } => {
            let signed = |change: f64| {
                let sign = if change < 0.0 { '\u{2212}' } else { '+' };
                format!("{sign}{}", story.percent(Share(change.abs() / 100.0)))
            };
            let said = match change {
                Change::Year(change) => {
                    story.plain("hindcast.loss_year")?.replace("[change]", &signed(*change))
                }
                Change::Quarter(change) => {
                    story.plain("hindcast.loss")?.replace("[change]", &signed(*change))
                }
                Change::NoneForMonths => story.plain("hindcast.loss_none")?,
            };
            let part = if least.value == greatest.value {
                story.plain("hindcast.outside_one")?.replace("[share]", &share(least))
            } else {
                let both = story.plain("hindcast.outside")?;
                both.replace("[least]", &share(least)).replace("[greatest]", &share(greatest))
            };
            Ok(format!("{}<br>{part}", linked(&said, Some(at))))
        }
    }
}
