//! Origin flow: who made what reaches the reader's country, and who sold it: face value beside look-through.

mod bands;

use super::behind;
use super::chart::{Chart, DataTable, Frame, Picture, Said, Subject};
use super::who_gets_it::{self, Args};
use crate::metrics;
use crate::scene::{Role, Tag};
use crate::supply::{Path, Paths};
use crate::terms::{Country, Map, Order, Reading, Share, Tonnes};

pub(super) const CHART: Chart = Chart { id: "origin-flow", needs: &[], draw };

/// How many countries a column names; the rest is one band.
const NAMED: usize = 6;

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = bands::place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    /// Who made it, then who sold it, from the top.
    columns: [Vec<Node>; 2],
    links: Vec<Link>,
    /// Whether the origins are traced: else colours follow the sellers.
    traced: bool,
    heads: [String; 3],
    notes: Vec<String>,
}

/// A band of a column.
struct Node {
    name: String,
    share: String,
    part: f64,
    paint: Paint,
    own: bool,
    tag: Tag,
}

#[derive(Clone, Copy, PartialEq)]
enum Paint {
    Of(Role),
    Unknown,
}

/// From a maker by way of a seller.
struct Link {
    made: usize,
    sold: usize,
    part: f64,
}

/// Who stands in a column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    One(Country),
    Others,
    /// Made by nobody on record; or sold by nobody: a country's own.
    None,
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let mut args = who_gets_it::arguments(subject);
    args.push(("of_viewer", words.of_country(subject.viewer)));
    let (network, viewer) = (subject.network, subject.viewer);
    // The measure says whether there is an answer: what it does not tell is not drawn either.
    let measure = metrics::ALL.iter().find(|metric| metric.id == "origin-share").map(|metric| metric.measure);
    let made = measure.map_or(Reading::NotReported, |measure| measure(network, viewer));
    let traced = match (made, network.trace()) {
        (Reading::Known(share), Reading::Known(trace)) => {
            trace.paths(viewer).map(|paths| (share, paths, trace.repairs.len()))
        }
        _ => None,
    };
    let face = || Some(at_face_value(&network.flows_into(viewer).known()?));
    let paths = if viewer == network.restricted {
        None
    } else {
        traced.as_ref().map(|(_, paths, _)| paths.clone()).or_else(face)
    };
    let title = title(subject, traced.as_ref().map(|(share, _, _)| *share), paths.as_ref(), &mut args);
    let mut notes = Vec::new();
    match (&paths, &traced) {
        (Some(_), Some((_, _, repairs))) => {
            notes.push(words.say("origin.estimate", &[("mended", words.counted(*repairs))]));
        }
        (Some(_), None) => {
            let key =
                if made == Reading::NotApplicable { "map.no_trace" } else { "map.origin-share.no_viewer" };
            notes.push(words.say(key, &args));
        }
        _ => {}
    }
    let sentence = std::iter::once(title.clone()).chain(notes.clone()).collect::<Vec<_>>().join(" ");
    let (columns, links) =
        paths.as_ref().map_or_else(Default::default, |paths| parts(subject, paths, traced.is_some()));
    let subtitle = match (&paths, &traced) {
        (None, _) => "origin.subtitle_none",
        (_, Some(_)) => "origin.subtitle",
        (_, None) => "origin.subtitle_face",
    };
    let estimates = traced.is_some() && !network.estimated.is_empty();
    let production = if traced.is_some() { subject.sources.production.clone() } else { None };
    let said = Said {
        title,
        subtitle: words.say(subtitle, &args),
        sentence,
        source: super::source_line(words, &[&production, &subject.sources.trade], estimates),
        table: table(subject, paths.as_ref(), &columns, &links),
    };
    let heads = [words.plain("origin.made"), words.plain("origin.sold"), words.country(viewer)];
    View { said, columns, links, traced: traced.is_some(), heads, notes }
}

/// Imports by seller, their makers not known.
fn at_face_value(flows: &[crate::supply::Flow]) -> Paths {
    Paths {
        supply: flows.iter().map(|flow| flow.tonnes).sum(),
        parts: flows
            .iter()
            .map(|flow| Path { made: None, sold: Some(flow.from), tonnes: flow.tonnes })
            .collect(),
    }
}

/// The part of a supply that a country sold straight: what the records say at face value.
fn sold_by(paths: &Paths, seller: Country) -> Share {
    let sold: Tonnes =
        paths.parts.iter().filter(|path| path.sold == Some(seller)).map(|path| path.tonnes).sum();
    Share(if paths.supply.0 > 0.0 { sold.0 / paths.supply.0 } else { 0.0 })
}

fn title(subject: &Subject<'_>, made: Option<Share>, paths: Option<&Paths>, args: &mut Args) -> String {
    let (words, network) = (subject.words, subject.network);
    let Some(paths) = paths else {
        let key = match (&network.trade, subject.viewer == network.restricted) {
            (Reading::NotApplicable, _) => "map.no_code",
            (Reading::NotReported, _) => "map.no_year",
            (Reading::Known(_), true) => "origin.supplier",
            (Reading::Known(_), false) => "map.no_viewer",
        };
        return words.say(key, args);
    };
    args.push(("face", words.percent(sold_by(paths, network.restricted)).into()));
    args.push(("total", words.tonnes(paths.supply).into()));
    match made {
        Some(made) => {
            args.push(("made", words.percent(made).into()));
            words.say("origin.title", args)
        }
        None => words.say("origin.title_face", args),
    }
}

/// The bands of both columns and what runs between them.
fn parts(subject: &Subject<'_>, paths: &Paths, traced: bool) -> ([Vec<Node>; 2], Vec<Link>) {
    let who = |country: Option<Country>| country.map_or(Who::None, Who::One);
    let makers = ranked(subject, paths, |path| who(path.made));
    let sellers = ranked(subject, paths, |path| who(path.sold));
    let place = |ranked: &[Who], one: Who| {
        let own = ranked.iter().position(|known| *known == one);
        own.or_else(|| ranked.iter().position(|known| *known == Who::Others)).unwrap_or(0)
    };
    let mut sums: Map<(usize, usize), f64> = Map::new();
    for path in &paths.parts {
        let ends = (place(&makers, who(path.made)), place(&sellers, who(path.sold)));
        *sums.entry(ends).or_insert(0.0) += path.tonnes.0 / paths.supply.0;
    }
    let links: Vec<Link> = sums.into_iter().map(|((made, sold), part)| Link { made, sold, part }).collect();
    let of = |end: fn(&Link) -> usize, at: usize| -> f64 {
        links.iter().filter(|link| end(link) == at).map(|link| link.part).sum()
    };
    let made = makers.iter().enumerate().map(|(at, who)| {
        let unknown = if traced { "origin.unknown" } else { "origin.untraced" };
        node(subject, "made", *who, unknown, of(|link| link.made, at), paths.supply)
    });
    let sold = sellers
        .iter()
        .enumerate()
        .map(|(at, who)| node(subject, "sold", *who, "origin.own", of(|link| link.sold, at), paths.supply));
    let columns = [made.collect(), sold.collect()];
    (columns, links)
}

/// Who is named, from the top: the restricted supplier, the largest others, the rest, nobody.
fn ranked(subject: &Subject<'_>, paths: &Paths, of: impl Fn(&Path) -> Who) -> Vec<Who> {
    let mut sums: Map<Who, f64> = Map::new();
    for path in &paths.parts {
        *sums.entry(of(path)).or_insert(0.0) += path.tonnes.0;
    }
    let nobody = sums.contains_key(&Who::None);
    let mut all: Vec<(Who, f64)> = sums.into_iter().filter(|(who, _)| *who != Who::None).collect();
    let first = |who: &Who| *who == Who::One(subject.network.restricted);
    all.order_by(|a, b| first(&b.0).cmp(&first(&a.0)).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0)));
    let named = if all.len() == NAMED + 1 { all.len() } else { NAMED };
    let rest = all.len() > named;
    let mut found: Vec<Who> = all.into_iter().take(named).map(|(who, _)| who).collect();
    if rest {
        found.push(Who::Others);
    }
    if nobody {
        found.push(Who::None);
    }
    found
}

fn node(subject: &Subject<'_>, column: &str, who: Who, nobody: &str, part: f64, supply: Tonnes) -> Node {
    let words = subject.words;
    let (name, paint, id) = match who {
        Who::One(country) => {
            let role = if country == subject.network.restricted {
                Role::Restricted
            } else if country == subject.viewer {
                Role::Own
            } else if subject.allies.contains(&country) {
                Role::Ally
            } else {
                Role::Other
            };
            (words.country(country), Paint::Of(role), country.code().to_owned())
        }
        Who::Others => (words.plain("origin.others"), Paint::Of(Role::Other), "others".to_owned()),
        Who::None if column == "sold" => (words.plain(nobody), Paint::Of(Role::Own), "own".to_owned()),
        Who::None => (words.plain(nobody), Paint::Unknown, "unknown".to_owned()),
    };
    let share = words.percent(Share(part));
    let said = words.say(
        &format!("origin.tag_{column}"),
        &[
            ("name", name.clone().into()),
            ("share", share.clone().into()),
            ("tonnes", words.tonnes(Tonnes(part * supply.0)).into()),
        ],
    );
    let own = who == Who::One(subject.viewer);
    Node { name, share, part, paint, own, tag: Tag { id: format!("{column}-{id}"), words: said } }
}

fn table(
    subject: &Subject<'_>,
    paths: Option<&Paths>,
    [made, sold]: &[Vec<Node>; 2],
    links: &[Link],
) -> DataTable {
    let words = subject.words;
    let columns =
        ["origin.made", "origin.sold", "steps.size", "origin.part"].map(|key| words.plain(key)).to_vec();
    let mut sorted: Vec<&Link> = links.iter().collect();
    sorted.order_by(|a, b| b.part.total_cmp(&a.part).then((a.made, a.sold).cmp(&(b.made, b.sold))));
    let supply = paths.map_or(Tonnes::ZERO, |paths| paths.supply);
    let cells = |link: &&Link| -> Option<Vec<String>> {
        Some(vec![
            made.get(link.made)?.name.clone(),
            sold.get(link.sold)?.name.clone(),
            words.amount(Tonnes(link.part * supply.0)),
            words.percent(Share(link.part)),
        ])
    };
    let rows: Vec<Vec<String>> = sorted.iter().filter_map(cells).collect();
    let behind = rows.iter().map(|_| Some(behind::trade(subject))).collect();
    DataTable { columns, rows, behind, all_behind: Some(behind::all(subject)) }
}
