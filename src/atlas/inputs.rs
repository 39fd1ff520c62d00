//! What goes into the measures and the rules for one view, and what comes out: the numbers beside the formulas.

use serde::Serialize;

use super::choice::Choice;
use super::desk::Atlas;
use super::error::Error;
use super::subject;
use super::sureness::Chances;
use crate::terms::{Order, Reading, Share, Tonnes};
use crate::wording::Words;
use crate::{charts, metrics};

/// Charts whose figures these are: the reader as one country, and all rules.
const OF: [&str; 2] = ["supplier-bars", "rules-side-by-side"];

/// One number of a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Input {
    /// The symbol's id in `www/method.toml`, or `metric.` or `rule.` and an id for what comes out.
    pub id: String,
    /// As pictures write it; empty for a gap.
    pub text: String,
    /// Whether the question makes no sense, where there is no number; else the figure is not reported.
    pub senseless: bool,
    /// Where the rows behind it stand, below the language's folder of the site, where they have a place of their own.
    pub behind: Option<String>,
}

struct Inputs<'a> {
    words: &'a Words,
    list: Vec<Input>,
}

impl Inputs<'_> {
    fn put(&mut self, id: &str, reading: Reading<String>) {
        let senseless = reading == Reading::NotApplicable;
        let text = reading.known().unwrap_or_default();
        self.list.push(Input { id: id.to_owned(), text, senseless, behind: None });
    }

    fn tonnes(&mut self, id: &str, reading: Reading<Tonnes>) {
        self.put(id, reading.map(|tonnes| self.words.tonnes(tonnes)));
    }

    fn share(&mut self, id: &str, reading: Reading<Share>) {
        self.put(id, reading.map(|share| self.words.percent(share)));
    }
}

impl Atlas {
    /// The numbers that go into every measure and rule for a choice, and what comes out for the reader's country. Each symbol
    /// that a view has a number for comes once.
    ///
    /// # Errors
    /// As [`Atlas::draw`].
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    /// let atlas = atlas("natural_graphite");
    /// let inputs = atlas.inputs(&atlas.from_link("country=CAN").unwrap()).unwrap();
    /// let text = |id: &str| inputs.iter().find(|input| input.id == id).unwrap().text.as_str();
    /// // The share, and the two numbers that it is made of.
    /// assert_eq!((text("imports_from"), text("imports")), ("3,430\u{a0}t", "9,690\u{a0}t"));
    /// assert_eq!(text("metric.restricted-share"), "35%");
    /// # }
    /// ```
    pub fn inputs(&self, choice: &Choice) -> Result<Vec<Input>, Error> {
        self.check(choice)?;
        let chart = |id: &str| subject::one_of("chart", id, charts::ALL, |chart| chart.id);
        let words = self.words(&choice.lang)?;
        let mut inputs = Inputs { words, list: Vec::new() };

        let settled = subject::settle(&self.ledger, choice, chart(OF[0])?, Chances::Later)?;
        let (network, own) = (&settled.network, settled.viewer);
        inputs.put("mineral", Reading::Known(words.mineral_label(&network.mineral)));
        inputs.put("year", Reading::Known(network.year.to_string()));
        inputs.put("country", Reading::Known(words.country(own)));
        inputs.put("supplier", Reading::Known(words.country(network.restricted)));
        inputs.tonnes("imports_from", network.imports_from(network.restricted, own));
        inputs.tonnes("imports", network.imports(own));
        // The page of a mineral holds the newest year, country by country.
        let one = settled.newest_trade == Some(network.year) && settled.viewers.is_empty();
        if let Some(imports) = inputs.list.last_mut().filter(|input| one && !input.text.is_empty()) {
            imports.behind = Some(format!("data/{}/#imports-{}", choice.mineral, own.code()));
        }
        let largest = network.flows_into(own).map(|mut flows| {
            flows.order_by(|a, b| b.tonnes.0.total_cmp(&a.tonnes.0).then_with(|| a.from.cmp(&b.from)));
            let largest: Vec<String> = flows.iter().take(3).map(|flow| words.tonnes(flow.tonnes)).collect();
            largest.join(" · ")
        });
        inputs.put("first", largest);
        inputs.tonnes("output", network.output.get(&own).copied().unwrap_or(Reading::NotReported));
        inputs.tonnes("rest", network.other_output);
        for metric in metrics::ALL {
            inputs.share(&format!("metric.{}", metric.id), (metric.measure)(network, own));
        }

        let settled = subject::settle(&self.ledger, choice, chart(OF[1])?, Chances::Later)?;
        inputs.share("stop", Reading::Known(settled.cut));
        inputs.tonnes("there", settled.divided.project.tonnes);
        let market = settled
            .divided
            .project
            .market
            .map_or(Reading::NotReported, |market| Reading::Known(words.country(market)));
        inputs.put("market", market);
        let part = settled.divided.project.owners.get(&own).copied();
        inputs.share("part", part.map_or(Reading::NotReported, Reading::Known));
        inputs.put("number", Reading::Known(words.count(settled.allies.len())));
        inputs.tonnes("claims", Reading::Known(settled.divided.answer.lost));
        let of_own =
            |answer: &crate::scenario::Answer| answer.allies.iter().find(|ally| ally.country == own).copied();
        // Whoever does not share makes no claim: the question makes no sense for it.
        let ally = of_own(&settled.divided.answer);
        let figure = |of: &dyn Fn(&crate::scenario::AllyAnswer) -> Reading<Tonnes>| {
            ally.as_ref().map_or(Reading::NotApplicable, of)
        };
        inputs.tonnes("claim", figure(&|ally| ally.lost));
        inputs.tonnes("uses", figure(&|ally| ally.use_));
        for under in &settled.divided.every_rule {
            let given = under.outcome.as_ref().ok().map(|judged| of_own(&judged.answer));
            let given = match given {
                Some(Some(ally)) => ally.received,
                Some(None) => Reading::NotApplicable,
                None => Reading::NotReported,
            };
            inputs.tonnes(&format!("rule.{}", under.rule.id), given);
        }
        Ok(inputs.list)
    }
}
