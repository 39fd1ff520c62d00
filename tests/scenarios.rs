//! Scenarios that a reader may build: links that bring them back, and sentences that say what the tables hold.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeSet;

use offtake::atlas::{Atlas, Choice, Frame, Picture, TableRuler, Theme};
use offtake::chance::Pcg32;

const SEED: u64 = 7;
const SCENARIOS: usize = 500;
/// Per cent that a project of the reader's own binds to Japan and to Canada.
const OWN_PARTS: [f64; 2] = [30.0, 40.5];

/// Draws scenarios from what can be asked for.
struct Draw {
    chance: Pcg32,
    lists: [Vec<String>; 7],
    projects: Vec<(String, String)>,
}

impl Draw {
    fn new(atlas: &Atlas) -> Draw {
        let catalogue = atlas.catalogue("en").unwrap();
        let ids = |entries: &[offtake::atlas::Entry]| entries.iter().map(|entry| entry.id.clone()).collect();
        let lists = [
            &catalogue.charts,
            &catalogue.minerals,
            &catalogue.countries,
            &catalogue.years,
            &catalogue.rules,
            &catalogue.allies,
            &catalogue.measures,
        ]
        .map(|entries| ids(entries));
        let projects = catalogue.projects.iter().map(|one| (one.id.clone(), one.note.clone())).collect();
        Draw { chance: Pcg32::new(SEED, 0), lists, projects }
    }

    fn below(&mut self, count: usize) -> usize {
        self.chance.next_u32() as usize % count
    }

    fn of(&mut self, list: usize) -> String {
        let at = self.below(self.lists[list].len());
        self.lists[list][at].clone()
    }

    /// A query in which most things are said.
    fn query(&mut self, lang: &str) -> String {
        let (chart, mineral, rule, measure) = (self.of(0), self.of(1), self.of(4), self.of(6));
        let mut country = self.of(2);
        if self.below(2) == 0 {
            country = ["CAN", "JPN", "DEU", "USA", "FRA", "eu", "g7"][self.below(7)].to_owned();
        }
        let mut allies = self.of(5);
        for sign in [".", ".-"].iter().take(self.below(3)) {
            allies = format!("{allies}{sign}{}", self.of(2));
        }
        let (stop, leak, stock) = (self.below(21) * 5, self.below(3) * 15, self.below(4) * 20);
        let mut query = format!(
            "lang={lang}&chart={chart}&mineral={mineral}&country={country}&allies={allies}&rule={rule}&measure={measure}&stop={stop}&leak={leak}&stock={stock}"
        );
        if self.below(2) == 0 {
            query += &format!("&year={}", self.of(3));
        }
        let real: Vec<&String> =
            self.projects.iter().filter(|(_, of)| *of == mineral).map(|(id, _)| id).collect();
        let real = real.into_iter().cloned().collect::<Vec<_>>();
        if real.is_empty() || self.below(2) == 0 {
            let tonnes = self.below(5000);
            query += &format!(
                "&own=Plant%20{}~CAN~2028~JPN{}.CAN{}&tonnes={tonnes}&market={}",
                self.below(9),
                OWN_PARTS[0],
                OWN_PARTS[1],
                self.of(2)
            );
        } else {
            query += &format!("&project={}", real[self.below(real.len())]);
        }
        query
    }
}

fn draw(atlas: &Atlas, choice: &Choice) -> Picture {
    let frame = Frame { width: 640.0, theme: &Theme::LIGHT, ruler: &TableRuler };
    atlas.draw(choice, &frame).unwrap_or_else(|error| panic!("{choice:?}: {error}"))
}

#[test]
fn a_scenario_comes_back_from_its_link() {
    let atlas = support::atlas();
    let mut draws = Draw::new(&atlas);
    for _ in 0..SCENARIOS {
        let query = draws.query("fr");
        let choice = atlas.from_link(&query).unwrap_or_else(|error| panic!("{query}: {error}"));
        let link = format!("lang=fr&chart={}&{}", choice.chart, atlas.link(&choice).trim_start_matches('?'));
        assert_eq!(atlas.from_link(&link).unwrap(), choice, "{query}\n{link}");
    }
}

#[test]
fn two_scenarios_come_back_from_one_link() {
    let atlas = support::atlas();
    let mut draws = Draw::new(&atlas);
    for _ in 0..SCENARIOS {
        let mut query = draws.query("en");
        for part in draws.query("en").split('&').filter(|part| !part.starts_with("lang=")) {
            if draws.below(3) == 0 && !part.starts_with("project=") {
                query += &format!("&b.{part}");
            }
        }
        // A project of another mineral is none.
        let Ok(views) = atlas.views(&query) else { continue };
        let again = atlas.views(&format!("lang=en&{}", views.link.trim_start_matches('?'))).unwrap();
        assert_eq!(again, views, "{query}");
        // One change moves one thing.
        let stop = atlas.change(&query, false, "stop", "35").unwrap();
        let moved = atlas.views(&format!("lang=en&{}", stop.trim_start_matches('?'))).unwrap();
        assert_eq!(moved.first, Choice { stop: 35.0, ..views.first.clone() }, "{query}: {stop}");
        let one = atlas.change(&query, false, "compare", "no").unwrap();
        assert_eq!(atlas.views(&format!("lang=en&{}", one.trim_start_matches('?'))).unwrap().second, None);
    }
}

/// Numbers with their signs: `1,234`, `< 0.1%`, `12 %`.
fn numbers(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut number = String::new();
    for letter in text.chars().chain([' ']) {
        match letter {
            '0'..='9' => number.push(letter),
            ',' | '.' | '\u{a0}' if number.ends_with(|last: char| last.is_ascii_digit()) => {
                number.push(letter)
            }
            _ => {
                let whole = number.trim_end_matches([',', '.', '\u{a0}']).to_owned();
                if !whole.is_empty() {
                    found.insert(whole);
                }
                number.clear();
            }
        }
    }
    found
}

/// A text without what stands in brackets.
fn unbracketed(text: &str) -> String {
    let mut depth = 0_i32;
    let kept = text.chars().filter(|letter| {
        depth += i32::from(*letter == '(');
        let out = depth == 0;
        depth -= i32::from(*letter == ')');
        out
    });
    kept.collect()
}

/// The value of a formatted number: `1 234,5` and `1,234.5`.
fn value(number: &str, lang: &str) -> f64 {
    let plain =
        if lang == "fr" { number.replace('\u{a0}', "").replace(',', ".") } else { number.replace(',', "") };
    plain.parse().unwrap_or_else(|_| panic!("{number} is no number"))
}

fn first(text: &str) -> Option<String> {
    let from = text.find(|letter: char| letter.is_ascii_digit())?;
    let end = text[from..].find(|letter: char| !(letter.is_ascii_digit() || ",.\u{a0}".contains(letter)));
    Some(
        text[from..from + end.unwrap_or(text.len() - from)].trim_end_matches([',', '.', '\u{a0}']).to_owned(),
    )
}

/// The first number of a cell; a gap has none.
fn cell(text: &str, lang: &str) -> Option<f64> {
    first(text).map(|number| value(&number, lang))
}

/// Numbers that a sentence may say because the table says what they are made of: counts of rows, parts of sums.
fn made_of(picture: &Picture, choice: &Choice) -> Vec<(f64, f64)> {
    let (rows, lang) = (&picture.table.rows, choice.lang.as_str());
    let column = |at: usize| rows.iter().filter_map(move |row| cell(row.get(at)?, lang));
    let counts = |count: usize| (count as f64, 0.0);
    match choice.chart.as_str() {
        "who-gets-it" => {
            // Lost and received; a tonne more than is lost takes the place of none.
            let pairs: Vec<(f64, f64)> =
                rows.iter().filter_map(|row| Some((cell(&row[3], lang)?, cell(&row[4], lang)?))).collect();
            let lost: f64 = pairs.iter().map(|(lost, _)| lost).sum();
            let delivered: f64 = pairs.iter().map(|(lost, received)| lost.min(*received)).sum();
            let market: Vec<(f64, f64)> = rows
                .iter()
                .filter_map(|row| Some((cell(&row[3], lang)?, cell(&row[5], lang)?)))
                .filter(|(lost, alone)| *lost > 0.0 && *alone > 0.0)
                .map(|(lost, alone)| (alone / lost * 100.0, 1.5))
                .collect();
            let losers = counts(pairs.iter().filter(|(lost, _)| *lost > 0.0).count());
            // What a project of the reader's own binds, as the address says, and the rest.
            let bound: f64 = OWN_PARTS.iter().sum();
            let parts = vec![(bound, 0.6), (100.0 - bound, 0.6)];
            [vec![losers, (delivered / lost * 100.0, 1.5)], market, parts].concat()
        }
        "dependency-map" => {
            let shares: Vec<f64> = column(1).collect();
            let over = |least: f64| counts(shares.iter().filter(|share| **share > least).count());
            // Exactly half is not more than half, and shares are rounded.
            vec![over(50.0), over(49.5), over(50.5), counts(shares.len())]
        }
        "dependency-matrix" => {
            let most =
                |row: &[String]| row.iter().skip(1).filter_map(|text| cell(text, lang)).fold(-1.0, f64::max);
            let own = rows.iter().filter(|row| cell(&row[1], lang).is_some_and(|share| share > 50.0)).count();
            let any = rows.iter().filter(|row| most(row) > 50.0).count();
            vec![counts(own), counts(any), counts(rows.len())]
        }
        "control-timeline" => {
            let suspended =
                |row: &&Vec<String>| row.iter().any(|text| text.to_lowercase().contains("suspend"));
            vec![counts(rows.iter().filter(suspended).count())]
        }
        "pipeline" => {
            let year = rows.iter().find(|row| row[0] == "2030");
            let pair = year.and_then(|row| Some((cell(&row[6], lang)?, cell(row.get(8)?, lang)?)));
            pair.map(|(middle, need)| vec![(middle / need * 100.0, 0.015 * middle / need * 100.0 + 0.6)])
                .unwrap_or_default()
        }
        "trend" => {
            // What twelve months come to, and the last year beside an earlier one. Cells are rounded to three digits.
            let month =
                picture.table.columns.iter().position(|name| name.contains("month") || name.contains("mois"));
            let months: Vec<f64> = month.map(|at| column(at).collect()).unwrap_or_default();
            let means = months.windows(12).map(|twelve| twelve.iter().sum::<f64>() / 12.0);
            let years: Vec<f64> = column(1).collect();
            let last = years.last().copied().unwrap_or(0.0);
            let beside = years.iter().filter(|first| **first > 0.0).map(|first| last / first);
            let change = |ratio: f64| {
                let per_cent = (ratio - 1.0).abs() * 100.0;
                // From ten times on the number is whole.
                let last = if ratio < 9.95 { 0.06 } else { 0.51 };
                [(per_cent, 0.01 * per_cent.max(100.0) + 0.6), (ratio, 0.01 * ratio + last)]
            };
            means.map(|mean| (mean, 0.01 * mean)).chain(beside.flat_map(change)).collect()
        }
        // Who sells nothing has no row.
        "supplier-bars" => vec![(0.0, 0.0)],
        // Of the rules under which something is known of who is told of, those that give as much as the best; and those by which
        // all get back all.
        "rules-side-by-side" => {
            let told = picture.table.columns.iter().position(|name| picture.title.contains(name.as_str()));
            let parts: Vec<f64> = column(told.unwrap_or(1)).collect();
            let best = parts.iter().copied().fold(0.0, f64::max);
            let some = parts.iter().filter(|part| **part == best).count();
            let allies = 1..=(picture.table.columns.len() - 11) / 2;
            let all = rows
                .iter()
                .filter(|row| row[allies.clone()].iter().all(|cell| cell.starts_with("100")))
                .count();
            vec![counts(rows.len()), counts(parts.len()), counts(some), counts(all)]
        }
        "who-would-leave" => {
            let told: Vec<f64> = column(3).collect();
            vec![counts(told.len()), counts(told.iter().filter(|transfer| **transfer > 0.0).count())]
        }
        _ => Vec::new(),
    }
}

#[test]
fn a_sentence_says_what_the_table_holds() {
    let atlas = support::atlas();
    let mut draws = Draw::new(&atlas);
    let (mut told, mut strangers) = (0, Vec::new());
    for _ in 0..SCENARIOS {
        let query = draws.query("en");
        for lang in ["en", "fr"] {
            let mut choice = atlas.from_link(&query).unwrap_or_else(|error| panic!("{query}: {error}"));
            choice.lang = lang.to_owned();
            let picture = draw(&atlas, &choice);
            let cells = picture.table.rows.iter().flatten().chain(&picture.table.columns);
            let mut known: BTreeSet<String> = cells.flat_map(|cell| numbers(cell)).collect();
            // What was asked, and how the draws are made, stand under the title and in the address.
            known.extend(numbers(&picture.subtitle));
            known
                .extend([choice.stop, choice.stock, f64::from(choice.year)].map(|number| number.to_string()));
            known.extend(["64", "1,024", "1\u{a0}024", "2025", "5", "95", "50", "30"].map(str::to_owned));
            let note = atlas.say(lang, &format!("rule.{}.note", choice.rule));
            let made = made_of(&picture, &choice);
            // A rule's own words and a group's name are no figures.
            let group = atlas.say(lang, &format!("group.{}.name", choice.allies));
            let sentence = picture.sentence.replace(&note, "").replace(&group, "").replace("G7", "");
            // A decree is named in brackets, with its own number.
            let sentence = if choice.chart == "trend" { unbracketed(&sentence) } else { sentence };
            // What would keep all in is a column of the table of all rules.
            if choice.chart == "who-gets-it" {
                let rules =
                    draw(&atlas, &Choice { chart: "rules-side-by-side".to_owned(), ..choice.clone() });
                known.extend(rules.table.rows.iter().flatten().flat_map(|cell| numbers(cell)));
            }
            for number in numbers(&sentence) {
                told += 1;
                let is = value(&number, lang);
                let follows = made.iter().any(|(value, near)| (value - is).abs() <= *near);
                if !known.contains(&number) && !follows {
                    strangers.push(format!("{query}: {number} in {}", picture.sentence));
                }
            }
        }
    }
    assert!(told > 3000, "only {told} numbers were told");
    assert!(strangers.is_empty(), "{} of {told}:\n{}", strangers.len(), strangers.join("\n"));
}

#[test]
fn what_a_price_floor_costs_is_said_as_it_is_computed() {
    let atlas = support::atlas();
    let mut draws = Draw::new(&atlas);
    let (mut paid, mut summed) = (0, 0);
    for at in 0..SCENARIOS {
        // Every fifth is about the one project whose floor has tonnes.
        let about = if at % 5 == 0 {
            "mineral=magnet-rare-earths&project=D61".to_owned()
        } else {
            draws.query("en").replace("lang=en&", "")
        };
        let asked = draws.below(2000) as f64 / 10.0;
        for lang in ["en", "fr"] {
            let query = format!("lang={lang}&{about}&price={asked}");
            let choice = atlas.from_link(&query).unwrap_or_else(|error| panic!("{query}: {error}"));
            assert_eq!(choice.price, asked, "{query}");
            let floor = atlas.price_floor(&choice).unwrap().unwrap();
            // Reckoned here once more, in cents and kilograms.
            let gap = ((floor.floor * 100.0).round() - (asked * 100.0).round()).max(0.0) / 100.0;
            let on = floor.tonnes.unwrap_or(1000.0);
            let millions = gap * on * 1000.0 / 1e6;
            assert!((floor.per_kg - gap).abs() < 1e-9, "{query}: {floor:?}");
            assert_eq!(floor.a_year.is_some(), floor.tonnes.is_some());
            assert!(floor.a_year.is_none_or(|sum| (sum - millions).abs() < 1e-9), "{query}: {floor:?}");
            let said: Vec<f64> = numbers(&floor.sentence).iter().map(|number| value(number, lang)).collect();
            let says = |number: f64| said.iter().any(|one| (one - number).abs() < 0.005 + 1e-9);
            assert!(says(floor.floor) && says(asked), "{query}: {}", floor.sentence);
            if gap > 0.0 {
                paid += 1;
                summed += i32::from(floor.tonnes.is_some());
                assert!(says(gap) && says(on) && says(millions), "{query}: {}", floor.sentence);
            }
            // The year, the price and the edition of its source.
            let usual = [2025.0, 69.0, 2026.0];
            let known = [floor.floor, asked, gap, on, millions].into_iter().chain(usual);
            let known: Vec<f64> = known.collect();
            let strange =
                said.iter().find(|number| known.iter().all(|one| (one - **number).abs() > 0.005 + 1e-9));
            assert_eq!(strange, None, "{query}: {}", floor.sentence);
        }
    }
    assert!(paid > 300 && summed > 50, "{paid} paid, {summed} with a sum a year");
}

/// Where contracts make good what some lose, the one market is not the only one that gets all back if the rest is sold to it:
/// the title then counts the rules by which the reader's country fares best, and not those by which everybody does.
#[test]
fn a_title_of_rules_counts_those_that_it_tells_of() {
    let atlas = support::atlas();
    let (mut best, mut all) = (0, 0);
    for (mineral, tonnes) in [("natural-graphite", 1e6), ("permanent-magnets", 1e6), ("tungsten", 1e5)] {
        for (country, name) in [("JPN", "Japan"), ("DEU", "Germany"), ("USA", "United States")] {
            let bound = "~JPN40.CAN40";
            for (own, tonnes) in
                [(bound, tonnes), (bound, tonnes / 5.0), (bound, tonnes / 20.0), ("", tonnes)]
            {
                let query = format!(
                    "lang=en&chart=rules-side-by-side&mineral={mineral}&country={country}&own=Plant~CAN~2028{own}&tonnes={tonnes}&market=USA&stop=100&terms=contracts-first"
                );
                let picture = draw(&atlas, &atlas.from_link(&query).unwrap());
                let (rows, columns) = (&picture.table.rows, &picture.table.columns);
                let column = |name: &str| columns.iter().position(|column| column == name).unwrap();
                let counted = |before: &str| picture.title.strip_prefix(before).and_then(first);
                if let Some(some) = counted("Under ") {
                    best += 1;
                    let parts: Vec<&String> = rows.iter().map(|row| &row[column(name)]).collect();
                    let most = parts.iter().filter_map(|part| cell(part, "en")).fold(0.0, f64::max);
                    let count = parts.iter().filter(|part| cell(part, "en") == Some(most)).count();
                    assert_eq!(some, count.to_string(), "{query}: {}", picture.title);
                } else if let Some(some) = counted("In ") {
                    all += 1;
                    let allies = 1..column("Least");
                    let whole = |row: &&Vec<String>| row[allies.clone()].iter().all(|part| part == "100%");
                    let count = rows.iter().filter(whole).count();
                    assert_eq!(some, count.to_string(), "{query}: {}", picture.title);
                }
            }
        }
    }
    assert!(best > 0 && all > 0, "{best} titles of one country, {all} of all");
}
