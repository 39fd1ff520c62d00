//! The dependency map: every country by one measure, the restricted supplier and the reader's country named.

use crate::terms::{Map, Order, Set};

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Need, Picture, Said, Subject};
use super::flow_arcs::{self, Purchase};
use super::map_drawing::place;
use crate::scene::Tag;
use crate::terms::{Country, Reading, Share, Tonnes};

pub(super) const CHART: Chart = Chart {
    id: "dependency-map",
    family: Family::Maps,
    needs: &[Need::Borders, Need::ViewerAsOne, Need::NoMarket],
    draw,
};

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, subject, frame);
    view.said.beside(scene)
}

/// What the map says, before any room on the page.
pub(super) struct View {
    pub(super) said: Said,
    /// How dark measured countries are, and the words that the pointer finds there.
    pub(super) values: Map<Country, (Share, Tag)>,
    /// Countries whose figure is withheld.
    pub(super) withheld: Map<Country, Tag>,
    /// Countries without a value that sell to the reader's.
    pub(super) sellers: Map<Country, Tag>,
    pub(super) supplier: (Country, Tag),
    pub(super) viewer: (Country, String),
    /// What the reader's country buys, largest first.
    pub(super) purchases: Vec<Purchase>,
    /// What the arcs mean.
    pub(super) arcs: Option<String>,
    /// Ends and middle of the scale.
    pub(super) scale: [String; 3],
    /// What land without a value means.
    pub(super) empty: String,
    pub(super) withheld_words: String,
    pub(super) supplier_words: String,
}

/// Everything that the map says of its subject.
fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let network = subject.network;
    let supplier = network.restricted;
    let id = subject.metric.id;
    let mineral = &network.mineral;
    let everyone: Set<Country> =
        subject.borders.outlines.iter().filter_map(|outline| outline.country).map(as_one(subject)).collect();
    let everyone: Vec<Country> = everyone.into_iter().collect();
    let mut measured: Map<Country, Share> = Map::new();
    let mut withheld: Map<Country, Tag> = Map::new();
    let readings = subject.metric.of_each(network, &everyone);
    for (country, reading) in everyone.into_iter().zip(readings) {
        match reading {
            Reading::Known(share) => {
                measured.insert(country, share);
            }
            Reading::NotReported if !subject.metric.needs_trade && network.output.contains_key(&country) => {
                let said = words.say("map.withheld_tag", &[("country", words.country(country).into())]);
                withheld.insert(country, Tag { id: country.code().into(), words: said });
            }
            Reading::NotReported | Reading::NotApplicable => {}
        }
    }
    let args = [
        ("mineral", words.mineral(mineral)),
        ("of_mineral", words.of_mineral(mineral)),
        ("supplier", words.the_country(supplier)),
        ("from_supplier", words.from_country(supplier)),
        ("in_supplier", words.within_country(supplier)),
        ("viewer", words.the_country(subject.viewer)),
        ("of_viewer", words.of_country(subject.viewer)),
        ("year", network.year.to_string().into()),
        ("group", words.plain(&format!("group.{}.name", subject.group)).into()),
        ("stage", words.plain(&format!("stage.{}.verb", network.stage.id())).into()),
        ("period", words.years(network.shares_of.as_deref().unwrap_or_default()).into()),
    ];
    let with = |more: Vec<(&'static str, crate::wording::Arg)>| {
        let mut all = args.to_vec();
        all.extend(more);
        all
    };
    let half = measured.iter().filter(|(_, share)| share.0 > 0.5).count();
    let counts = || vec![("count", words.counted(half)), ("of", words.counted(measured.len()))];
    let own = measured.get(&subject.viewer).copied();
    let of_supplier = network.output_share(supplier).known();
    // Shares of supply are a mean of years of their own, and have words of their own.
    let mean = network.shares_of.as_ref().filter(|_| !subject.metric.needs_trade);
    let mean_key = |key: &str| if mean.is_some() { format!("{key}_mean") } else { key.to_owned() };
    let title = if subject.metric.needs_trade {
        match (&network.trade, own) {
            (Reading::NotApplicable, _) => words.say("map.no_code", &args),
            (Reading::NotReported, _) => words.say("map.no_year", &args),
            _ if subject.metric.needs_output && of_supplier.is_none() => words.say("map.no_output", &args),
            _ if subject.metric.needs_output && measured.is_empty() => words.say("map.no_trace", &args),
            (_, Some(share)) => {
                words.say(&format!("map.{id}.title"), &with(vec![("share", words.percent(share).into())]))
            }
            (_, None) => {
                let who = if subject.viewer == supplier { "supplier_title" } else { "no_viewer" };
                let own_words = format!("map.{id}.{who}");
                let key = if words.has(&own_words) { own_words } else { format!("map.{who}") };
                words.say(&key, &with(counts()))
            }
        }
    } else {
        match of_supplier {
            Some(share) => words.say(
                &mean_key("map.output-share.title"),
                &with(vec![("share", words.percent(share).into())]),
            ),
            None => words.say("map.no_output", &args),
        }
    };
    let form = subject.sources.form.as_deref().unwrap_or("none");
    let subtitle_args = with(vec![("form", words.plain(&format!("form.{form}")).into())]);
    let subtitle = words.say(&mean_key(&format!("map.{id}.subtitle")), &subtitle_args);
    let mut sentence = title.clone();
    if subject.metric.needs_trade && !measured.is_empty() && id == "restricted-share" {
        sentence = format!("{sentence} {}", words.say("map.alt", &with(counts())));
    }
    let allied = subject.allies.iter().filter_map(|ally| measured.get(ally).map(|share| (*ally, *share)));
    let weight = |share: Share| if subject.metric.high_is_safe { -share.0 } else { share.0 };
    if let Some((ally, share)) = allied.max_by(|a, b| weight(a.1).total_cmp(&weight(b.1)).then(b.0.cmp(&a.0)))
    {
        let more = vec![("country", words.the_country(ally)), ("share", words.percent(share).into())];
        sentence = format!("{sentence} {}", words.say(&format!("map.{id}.ally"), &with(more)));
    }
    let source = super::source_line(
        words,
        &[
            if subject.metric.needs_output { &subject.sources.production } else { &None },
            if subject.metric.needs_trade { &subject.sources.trade } else { &None },
        ],
        subject.metric.needs_output && !network.estimated.is_empty(),
    );
    let purchases = flow_arcs::purchases(subject);
    let bought = |country: Country| purchases.iter().find(|purchase| purchase.from == country);
    // What a country sells to the reader's stands behind whatever else is said of it.
    let and_sold = |country: Country, said: String| match bought(country) {
        Some(purchase) => {
            let tonnes = words.tonnes(purchase.tonnes).into();
            words.say("map.sold", &with(vec![("said", said.into()), ("tonnes", tonnes)]))
        }
        None => said,
    };
    let amounts: Map<Country, Tonnes> =
        measured.keys().filter_map(|country| Some((*country, amount(subject, *country)?))).collect();
    let values = measured
        .iter()
        .map(|(country, share)| {
            let mut more =
                vec![("country", words.country(*country).into()), ("share", words.percent(*share).into())];
            more.push(("tonnes", amounts.get(country).map_or_else(String::new, |t| words.tonnes(*t)).into()));
            (
                *country,
                (
                    dark(*share, subject),
                    Tag {
                        id: country.code().into(),
                        words: and_sold(
                            *country,
                            words.say(&mean_key(&format!("map.{id}.tag")), &with(more)),
                        ),
                    },
                ),
            )
        })
        .collect();
    let supplier_words = match (of_supplier, subject.metric.needs_trade) {
        (Some(share), false) => words.say(
            &mean_key("map.output-share.tag"),
            &with(vec![
                ("country", words.country(supplier).into()),
                ("share", words.percent(share).into()),
                ("tonnes", amount(subject, supplier).map_or_else(String::new, |t| words.tonnes(t)).into()),
            ]),
        ),
        _ => words.say("map.supplier_tag", &with(vec![("country", words.country(supplier).into())])),
    };
    let sellers = purchases.iter().map(|purchase| {
        let country = purchase.from;
        (country, Tag { id: country.code().into(), words: and_sold(country, words.country(country)) })
    });
    let sellers = sellers.collect();
    let arcs = flow_arcs::drawn(&purchases).count();
    let said =
        Said { title, subtitle, sentence, source, table: table(subject, &measured, &amounts, &purchases) };
    View {
        said,
        values,
        withheld,
        sellers,
        supplier_words: words.say("map.supplier", &args),
        supplier: (supplier, Tag { id: supplier.code().into(), words: and_sold(supplier, supplier_words) }),
        viewer: (subject.viewer, words.country(subject.viewer)),
        arcs: (arcs > 0).then(|| words.say("map.arcs", &with(vec![("count", words.counted(arcs))]))),
        purchases,
        scale: [0.0, 0.5, 1.0].map(|part| words.percent(dark(Share(part), subject))),
        empty: words.plain(match (measured.is_empty(), subject.metric.needs_trade) {
            (true, _) => "map.empty_all",
            (false, true) if subject.metric.needs_output => "map.empty_traced",
            (false, true) => "map.empty_trade",
            (false, false) => "map.empty_output",
        }),
        withheld_words: words.plain("map.withheld"),
    }
}

/// Whose figure a country's outline shows: its own, or that of the reader's group.
pub(super) fn as_one(subject: &Subject<'_>) -> impl Fn(Country) -> Country {
    |country| if subject.viewers.contains(&country) { subject.viewer } else { country }
}

/// How dark a share is painted, 0 to 1: dark is dependent.
fn dark(share: Share, subject: &Subject<'_>) -> Share {
    if subject.metric.high_is_safe { Share(1.0 - share.0) } else { share }
}

/// The tonnes behind a country's share: its imports, or its output.
fn amount(subject: &Subject<'_>, country: Country) -> Option<Tonnes> {
    if subject.metric.needs_trade {
        subject.network.imports(country).known()
    } else if subject.network.shares_of.is_some() {
        None
    } else {
        subject.network.output.get(&country).and_then(|reading| reading.known())
    }
}

fn table(
    subject: &Subject<'_>,
    measured: &Map<Country, Share>,
    amounts: &Map<Country, Tonnes>,
    purchases: &[Purchase],
) -> DataTable {
    let words = subject.words;
    let mut rows: Vec<(Country, Option<Share>)> =
        measured.iter().map(|(country, share)| (*country, Some(*share))).collect();
    rows.order_by(|a, b| {
        let size = |row: &(Country, Option<Share>)| row.1.map_or(0.0, |share| share.0);
        size(b).total_cmp(&size(a)).then(a.0.cmp(&b.0))
    });
    // Who sells without a value of its own, as the restricted supplier, comes last.
    let only_sell = purchases.iter().filter(|purchase| !measured.contains_key(&purchase.from));
    rows.extend(only_sell.map(|purchase| (purchase.from, None)));
    let kind = if subject.metric.needs_trade { "imports" } else { "output" };
    let mut columns = vec![
        words.plain("table.country"),
        words.plain(&format!("metric.{}.name", subject.metric.id)),
        words.plain(&format!("table.{kind}")),
    ];
    if !purchases.is_empty() {
        columns.push(words.say("table.bought", &[("of_viewer", words.of_country(subject.viewer))]));
    }
    let gap = || words.plain("table.gap");
    DataTable {
        columns,
        behind: rows
            .iter()
            .map(|(country, share)| {
                // A producer that imports nothing has a share of supply too.
                let bought = subject.metric.needs_trade
                    && (!subject.metric.needs_output || subject.network.imports(*country).known().is_some());
                Some(match (share, bought) {
                    (None, _) => behind::imports(subject, subject.viewer),
                    (_, true) => behind::imports(subject, *country),
                    (_, false) => behind::output(subject, subject.network, Some(*country)),
                })
            })
            .collect(),
        all_behind: Some(behind::all(subject)),
        rows: rows
            .into_iter()
            .map(|(country, share)| {
                let known = amounts.get(&country).copied().or_else(|| amount(subject, country));
                let amount = known.map_or_else(gap, |tonnes| words.amount(tonnes));
                let mut cells = vec![
                    words.country(country),
                    share.map_or_else(gap, |share| words.percent(share)),
                    amount,
                ];
                if !purchases.is_empty() {
                    let sold = purchases.iter().find(|purchase| purchase.from == country);
                    // Imports on record, and none from there: that is none, not a gap.
                    cells.push(words.amount(sold.map_or(Tonnes::ZERO, |purchase| purchase.tonnes)));
                }
                cells
            })
            .collect(),
    }
}
