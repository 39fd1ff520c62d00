//! The finding of rules side by side: the contrast between the one market and what other rules come to.

use super::chart::Subject;
use super::rules_side_by_side::{Divided, part};
use super::sharing_words::{self, Args};
use crate::allocation::SINGLE_MARKET;
use crate::scenario::Judged;
use crate::terms::{Country, Share};

/// What a title of rules is made of.
pub(super) struct Divisions<'a> {
    pub(super) subject: &'a Subject<'a>,
    /// Rules that divide alike, together.
    pub(super) alike: &'a [Divided<'a>],
    /// Who loses something, and how much, the most first.
    pub(super) everyone: &'a [(Country, f64)],
}

impl Divisions<'_> {
    /// How many rules make good what everybody loses; or what the reader's country, or the ally that loses most, gets back if
    /// one market buys all, by the chosen rule, and at best.
    pub(super) fn finding(&self, mut args: Args) -> String {
        let words = self.subject.words;
        let computed: Vec<(&str, &Judged)> = self
            .subject
            .every_rule
            .iter()
            .filter_map(|under| Some((under.rule.id, under.outcome.as_ref().ok()?)))
            .collect();
        args.push(("count", words.counted(computed.len())));
        let single = computed.iter().find(|(rule, _)| *rule == SINGLE_MARKET.id);
        let (Some(market), Some((_, single))) = (self.subject.project.market, single) else {
            return self.spread(args);
        };
        let all_good =
            computed.iter().filter(|(_, judged)| self.made_good(judged).len() == self.everyone.len()).count();
        if all_good > 0 && self.everyone.len() > 1 {
            let key = match self.made_good(single).as_slice() {
                [] => Some("rules.all_or_nobody"),
                [one] if *one == market => Some("rules.all_or_one"),
                _ => None,
            };
            if let Some(key) = key {
                args.push(("some", words.counted(all_good)));
                return words.say(key, &args);
            }
        }
        let told = self.told();
        let under = |rule: &str| self.alike.iter().find(|divided| divided.has(rule))?.part(told?);
        let best = self.alike.iter().filter_map(|divided| divided.part(told?)).reduce(f64::max);
        match (told, under(SINGLE_MARKET.id), under(self.subject.rule.id), best) {
            (Some(told), Some(low), Some(middle), Some(high))
                if low < middle
                    && self.written(low) != self.written(middle)
                    && self.written(middle) != self.written(high) =>
            {
                args.push(("who", words.the_country(told)));
                args.push(("low", self.written(low).into()));
                args.push(("middle", self.written(middle).into()));
                args.push(("high", self.written(high).into()));
                let rule = sharing_words::output_is(self.subject, self.subject.rule.id);
                args.push(("rule", rule.into()));
                words.say("rules.title_three", &args)
            }
            _ => self.spread(args),
        }
    }

    /// Under how many rules a country fares best, and under which worst.
    fn spread(&self, mut args: Args) -> String {
        let words = self.subject.words;
        let Some(told) = self.told() else {
            return words.say("gets.nobody_buys", &args);
        };
        let parts: Vec<(f64, &Divided<'_>)> =
            self.alike.iter().filter_map(|divided| Some((divided.part(told)?, divided))).collect();
        // The first of equals, in the order of the menus.
        let best = parts.iter().copied().reduce(|best, one| if one.0 > best.0 { one } else { best });
        let worst = parts.iter().copied().reduce(|worst, one| if one.0 < worst.0 { one } else { worst });
        let (Some(best), Some(worst)) = (best, worst) else {
            return words.say("gets.no_project", &args);
        };
        // As many rules as give what is written like the best.
        let as_best = parts.iter().filter(|(part, _)| self.written(*part) == self.written(best.0));
        args.push(("some", words.counted(as_best.map(|(_, divided)| divided.rules.len()).sum())));
        args.push(("who", words.the_country(told)));
        args.push(("high", self.written(best.0).into()));
        args.push(("low", self.written(worst.0).into()));
        args.push(("worst", worst.1.head(self.subject).into()));
        words.say(if best.0 - worst.0 < 1e-9 { "rules.same" } else { "rules.title" }, &args)
    }

    /// Whom the title tells of: the reader's country, or the ally that loses most.
    fn told(&self) -> Option<Country> {
        let drawn = |country: &Country| self.alike.iter().any(|divided| divided.part(*country).is_some());
        Some(self.subject.viewer).filter(drawn).or(self.everyone.first().map(|first| first.0))
    }

    /// Who gets back all that it loses, as it is written.
    fn made_good(&self, judged: &Judged) -> Vec<Country> {
        let whole = self.written(1.0);
        let all = self.everyone.iter().map(|(country, _)| *country);
        all.filter(|country| part(judged, *country).is_some_and(|part| self.written(part) == whole)).collect()
    }

    fn written(&self, part: f64) -> String {
        self.subject.words.percent(Share(part))
    }
}
