//! Origin flow: who made what a country uses, beside who sold it to the country. The stage beside, mine or refinery, and all
//! stages where nothing can be traced, stand by themselves: nobody publishes which mine feeds which refinery.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Need, Picture, Said, Subject};
use super::sheet::{Key, LABEL, MARGIN, Sheet};
use super::stage_bars::{End, LEAST, Node, Strip, bar, strips};
use crate::metrics;
use crate::scene::{Anchor, Color, Ink, Mark, Point, Rect, Role, Scene, Shape, Tag, wrap};
use crate::supply::Path;
use crate::terms::{Country, Map, Order, Reading, Share, Stage};

pub(super) const CHART: Chart = Chart {
    id: "origin-flow",
    family: Family::Ties,
    needs: &[Need::ViewerAsOne, Need::NoMarket, Need::OtherStage],
    draw,
};

/// How many makers and sellers are named; the rest is one.
const NAMED: usize = 5;
/// Less than this is written as a bound: no finding begins with one.
const CRUMB: f64 = 0.001;
/// From this much on, the difference between maker and seller is the finding.
const TELLING: f64 = 0.05;
/// Height of the whole supply in CSS px.
const WHOLE: f64 = 240.0;

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    /// Who made it, and who sold it.
    columns: [Column; 2],
    /// Parts by place in the first column, then in the second.
    parts: Vec<(usize, usize, f64)>,
    unknown: Option<String>,
    /// Stages that nothing joins to the parts, in the order in which tonnes go.
    strips: Vec<Strip>,
    /// Why nothing joins them.
    unjoined: Option<String>,
    /// The stage that the supply was traced to.
    stage: Stage,
}

struct Column {
    heading: String,
    nodes: Vec<Node>,
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let network = subject.network;
    let supplier = network.restricted;
    let mut args = vec![
        ("mineral", words.mineral(&network.mineral)),
        ("of_mineral", words.of_mineral(&network.mineral)),
        ("supplier", words.the_country(supplier)),
        ("from_supplier", words.from_country(supplier)),
        ("in_supplier", words.within_country(supplier)),
        ("of_viewer", words.of_country(subject.viewer)),
        ("viewer", words.the_country(subject.viewer)),
        ("year", network.year.to_string().into()),
        ("form", words.plain(&format!("form.{}", subject.sources.form.as_deref().unwrap_or("none"))).into()),
    ];
    let traced = network.trace();
    let measured = metrics::ALL.iter().find(|metric| metric.id == "origin-share");
    let made = measured.map_or(Reading::NotReported, |metric| (metric.measure)(network, subject.viewer));
    let (paths, face) = match (&traced, made) {
        (Reading::Known(trace), Reading::Known(_)) => {
            let face = trace.straight_from(supplier).get(&subject.viewer).copied();
            (trace.paths_into(subject.viewer), face.unwrap_or(Share(0.0)))
        }
        _ => (Vec::new(), Share(0.0)),
    };
    let title = match (&network.trade, &traced, made) {
        (Reading::NotApplicable, _, _) => words.say("map.no_code", &args),
        (Reading::NotReported, _, _) => words.say("map.no_year", &args),
        _ if network.output_share(supplier).known().is_none() => words.say("map.no_output", &args),
        (_, Reading::NotApplicable | Reading::NotReported, _) => words.say("map.no_trace", &args),
        _ if subject.viewer == supplier => words.say("flow.supplier", &args),
        (_, _, Reading::Known(made)) => {
            args.push(("share", words.percent(made).into()));
            args.push(("face", words.percent(face).into()));
            args.push(("verb", words.plain(&format!("flow.verb_{}", network.stage.id())).into()));
            let key = match made.0 - face.0 >= TELLING {
                _ if made.0 < CRUMB => "flow.title_crumb",
                true => "flow.title",
                false => "flow.title_straight",
            };
            words.say(key, &args)
        }
        _ => words.say("map.origin-share.no_viewer", &args),
    };
    let columns = [
        column(subject, "made", "flow.made_tag", &paths, |path| path.made),
        column(subject, "sold", "flow.sold_tag", &paths, |path| path.sold),
    ];
    let parts = parts(&paths, &columns);
    let strips = strips(subject, !paths.is_empty());
    let stages = strips.iter().filter(|strip| strip.stage.is_some()).count() + usize::from(!paths.is_empty());
    let staged = parts.is_empty() && !strips.is_empty();
    let mut sentence = title.clone();
    for (column, key) in columns.iter().zip(["flow.alt_made", "flow.alt_sold"]) {
        if let Some(first) = column.nodes.first() {
            let all = [("name", first.name.as_str().into()), ("value", first.value.as_str().into())];
            sentence = format!("{sentence} {}", words.say(key, &all));
        }
    }
    for strip in &strips {
        if let Some(first) = strip.nodes.first() {
            let all = [
                ("what", strip.heading.as_str().into()),
                ("name", first.name.as_str().into()),
                ("value", first.value.as_str().into()),
            ];
            sentence = format!("{sentence} {}", words.say("flow.alt_stage", &all));
        }
    }
    let unknown = columns.iter().any(|column| column.nodes.iter().any(|node| node.end == End::Unknown));
    let sources = &subject.sources;
    let said = Said {
        title,
        subtitle: words.say(if staged { "flow.subtitle_stages" } else { "flow.subtitle" }, &args),
        sentence,
        source: super::source_line(
            words,
            &[&sources.production, &sources.other_stage, &sources.trade],
            !subject.network.estimated.is_empty()
                && strips.iter().any(|strip| strip.stage == Some(network.stage)),
        ),
        table: table(subject, &columns, &parts, &strips, &words.say("flow.supply", &args)),
    };
    View {
        said,
        columns,
        parts,
        unknown: unknown.then(|| words.plain("flow.unknown")),
        unjoined: (stages > 1).then(|| words.plain("flow.unjoined")),
        strips,
        stage: network.stage,
    }
}

/// The ends of one side, largest first, the rest and the unknown last.
fn column(
    subject: &Subject<'_>,
    side: &str,
    tag: &str,
    paths: &[Path],
    end: fn(&Path) -> Option<Country>,
) -> Column {
    let words = subject.words;
    let mut sums: Map<Option<Country>, f64> = Map::new();
    for path in paths {
        *sums.entry(end(path)).or_default() += path.share.0;
    }
    let unknown = sums.get(&None).copied().unwrap_or(0.0);
    let mut countries: Vec<(Country, f64)> =
        sums.iter().filter_map(|(country, share)| country.map(|country| (country, *share))).collect();
    countries.order_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    // The restricted supplier and the reader's country are named however little theirs is.
    let first = |country: Country| country == subject.network.restricted || country == subject.viewer;
    let large = |(place, (country, share)): &(usize, &(Country, f64))| {
        first(*country) || (*place < NAMED && *share >= LEAST)
    };
    let named: Vec<(Country, f64)> =
        countries.iter().enumerate().filter(large).map(|(_, one)| *one).collect();
    let rest: f64 = countries.iter().filter(|one| !named.contains(one)).map(|one| one.1).sum();
    let mut nodes: Vec<Node> = Vec::new();
    let mut add = |end: End, name: String, role: Role, share: f64| {
        if share <= 0.0 {
            return;
        }
        let value = words.percent(Share(share));
        let own = side == "sold" && role == Role::Own;
        let tag = if own { "flow.own_tag" } else { tag };
        let said = words.say(tag, &[("name", name.clone().into()), ("value", value.clone().into())]);
        let id = match end {
            End::Of(country) => country.code().to_owned(),
            End::Others => "others".to_owned(),
            End::Unknown => "unknown".to_owned(),
        };
        nodes.push(Node {
            end,
            name,
            role,
            share,
            told: value.clone(),
            value,
            tag: Tag { id: format!("{side}-{id}"), words: said },
        });
    };
    for (country, share) in named {
        let role = match country {
            one if one == subject.network.restricted => Role::Restricted,
            one if one == subject.viewer => Role::Own,
            one if subject.allies.contains(&one) => Role::Ally,
            _ => Role::Other,
        };
        let own = country == subject.viewer && side == "sold";
        let name = if own { words.plain("flow.own") } else { words.country(country) };
        add(End::Of(country), name, role, share);
    }
    add(End::Others, words.plain("bars.rest"), Role::Other, rest);
    add(End::Unknown, words.plain("flow.unknown_end"), Role::Other, unknown);
    let heading = match side {
        "made" => words.plain(&format!("flow.made_{}", subject.network.stage.id())),
        _ => words.plain("flow.sold"),
    };
    Column { heading, nodes }
}

/// The parts of the supply between the ends of both columns, in their order.
fn parts(paths: &[Path], columns: &[Column; 2]) -> Vec<(usize, usize, f64)> {
    let find = |column: &Column, country: Option<Country>| {
        let named = |end: End| column.nodes.iter().position(|node| node.end == end);
        match country {
            Some(country) => named(End::Of(country)).or_else(|| named(End::Others)),
            None => named(End::Unknown),
        }
    };
    let mut sums: Map<(usize, usize), f64> = Map::new();
    for path in paths {
        if let (Some(made), Some(sold)) = (find(&columns[0], path.made), find(&columns[1], path.sold)) {
            *sums.entry((made, sold)).or_default() += path.share.0;
        }
    }
    sums.into_iter().map(|((made, sold), share)| (made, sold, share)).collect()
}

fn table(
    subject: &Subject<'_>,
    columns: &[Column; 2],
    parts: &[(usize, usize, f64)],
    strips: &[Strip],
    supply: &str,
) -> DataTable {
    let words = subject.words;
    let all = words.plain("flow.all");
    let row =
        |made: &str, sold: &str, of: &str, value: &str| [made, sold, of, value].map(str::to_owned).to_vec();
    let mut largest = parts.to_vec();
    largest.order_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut rows: Vec<Vec<String>> = largest
        .iter()
        .filter_map(|(made, sold, share)| {
            let (made, sold) = (columns[0].nodes.get(*made)?, columns[1].nodes.get(*sold)?);
            Some(row(&made.name, &sold.name, supply, &words.percent(Share(*share))))
        })
        .collect();
    // What stands at the ends of the bands.
    let [made, sold] = columns;
    rows.extend(made.nodes.iter().map(|node| row(&node.name, &all, supply, &node.value)));
    rows.extend(sold.nodes.iter().map(|node| row(&all, &node.name, supply, &node.value)));
    let mut behind: Vec<Option<String>> =
        rows.iter().map(|_| Some(behind::imports(subject, subject.viewer))).collect();
    for strip in strips {
        behind.extend(strip.behind.iter().cloned().map(Some));
        rows.extend(strip.nodes.iter().map(|node| match strip.stage {
            Some(_) => row(&node.name, &all, &strip.heading, &node.told),
            None => row(&all, &node.name, &strip.heading, &node.told),
        }));
    }
    let columns = ["flow.made", "flow.sold", "table.part", "flow.part"].map(|key| words.plain(key)).to_vec();
    DataTable { columns, rows, behind, all_behind: Some(behind::all(subject)) }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    let mut sheet = Sheet::begin(frame, &view.said);
    let (before, after): (Vec<&Strip>, Vec<&Strip>) = view
        .strips
        .iter()
        .partition(|strip| view.parts.is_empty() || strip.stage.is_some_and(|stage| stage < view.stage));
    for one in before {
        bar(&mut sheet, one, frame);
    }
    if !view.parts.is_empty() {
        flow(&mut sheet, view, frame);
    }
    let beside = !view.parts.is_empty() && after.is_empty();
    for one in after {
        sheet.top += 16.0;
        bar(&mut sheet, one, frame);
    }
    if let Some(words) = &view.unjoined {
        sheet.top += if beside { 12.0 } else { 0.0 };
        sheet.paragraph(words, LABEL, false, frame.theme.soft);
    }
    sheet.finish()
}

/// Who made the supply, who sold it, and bands between the two.
fn flow(sheet: &mut Sheet<'_>, view: &View, frame: &Frame<'_>) {
    const BAR: f64 = 12.0;
    const HAIR: f64 = 0.4;
    const LINE: f64 = 15.0;
    let theme = frame.theme;
    if let Some(words) = &view.unknown {
        let hatch = Ink::Hatch { ground: theme.land, lines: theme.hatch, spacing: 5.0 };
        sheet.keys(&[Key::Square(hatch, words.clone())]);
        sheet.top += 4.0;
    }
    let narrow = frame.width < 480.0;
    // One line of name and share, or two where there is no room beside.
    let slot = if narrow { 34.0 } else { 20.0 };
    let text = |node: &Node| match narrow {
        true => node.name.clone(),
        false => format!("{}  {}", node.name, node.value),
    };
    let bold = |node: &Node| matches!(node.role, Role::Own | Role::Restricted);
    let label = |column: &Column| {
        let wide = |node: &Node| frame.ruler.width(&text(node), LABEL, bold(node));
        column.nodes.iter().map(wide).fold(0.0, f64::max)
    };
    let most = sheet.width() * if narrow { 0.3 } else { 0.34 };
    let made = label(&view.columns[0]).min(most);
    // What short names leave, the other side may have.
    let labels = [made, label(&view.columns[1]).min(2.0 * most - made)];
    // A name that is longer still stands in more lines.
    let lines = |side: usize, node: &Node| -> Vec<String> {
        let whole = text(node);
        if frame.ruler.width(&whole, LABEL, bold(node)) <= labels[side] {
            return vec![whole];
        }
        wrap(&whole, labels[side], LABEL, bold(node), frame.ruler).lines
    };
    let lefts = [MARGIN + labels[0] + 8.0, MARGIN + sheet.width() - labels[1] - 8.0 - BAR];
    let ends = [(MARGIN, Anchor::Start), (MARGIN + sheet.width(), Anchor::End)];
    for (column, (x, anchor)) in view.columns.iter().zip(ends) {
        sheet.scene.text(column.heading.as_str(), (x, sheet.top + LABEL), anchor, LABEL, true, theme.ink);
    }
    sheet.top += 24.0;
    let top = sheet.top;
    // Every end has room for its words; its bar stands in the middle of it.
    let tops = |side: usize| -> Vec<(f64, f64)> {
        let mut y = top;
        let mut out = Vec::new();
        for node in &view.columns[side].nodes {
            let more = lines(side, node).len().saturating_sub(1) as f64;
            let height = (node.share * WHOLE).max(slot + more * LINE);
            out.push((y, height));
            y += height + 6.0;
        }
        out
    };
    let slots = [tops(0), tops(1)];
    let bars: [Vec<f64>; 2] = [0, 1].map(|side| {
        let of = |((y, height), node): (&(f64, f64), &Node)| y + (height - node.share * WHOLE) / 2.0;
        slots[side].iter().zip(&view.columns[side].nodes).map(of).collect()
    });
    let mut from = bars[0].clone();
    let mut to = bars[1].clone();
    for (made, sold, share) in &view.parts {
        let (Some(y0), Some(y1)) = (from.get_mut(*made), to.get_mut(*sold)) else { continue };
        let Some(maker) = view.columns[0].nodes.get(*made) else { continue };
        let height = share * WHOLE;
        let ink = match (maker.end, maker.role) {
            (End::Unknown, _) => Ink::Hatch { ground: theme.land, lines: theme.hatch, spacing: 5.0 },
            (_, role) => Ink::Fill(theme.band(role)),
        };
        // What is thinner than a hair would be a row of specks; it stands in the table.
        if height >= HAIR {
            let ring = ribbon((lefts[0] + BAR, *y0), (lefts[1], *y1), height);
            sheet.scene.marks.push(Mark::plain(Shape::Polygon(ring), ink));
        }
        *y0 += height;
        *y1 += height;
    }
    for side in [0, 1] {
        let (text_x, anchor) =
            if side == 0 { (lefts[0] - 8.0, Anchor::End) } else { (lefts[1] + BAR + 8.0, Anchor::Start) };
        let nodes = view.columns[side].nodes.iter().zip(&slots[side]).zip(&bars[side]);
        for ((node, (y, height)), bar) in nodes {
            let (x, width) =
                if side == 0 { (MARGIN, labels[0] + 8.0 + BAR) } else { (lefts[1], labels[1] + 8.0 + BAR) };
            let back = Rect { x, y: *y, width, height: *height };
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(back), Ink::Fill(theme.ground), &node.tag));
            let shape = Rect { x: lefts[side], y: *bar, width: BAR, height: (node.share * WHOLE).max(1.0) };
            let ink = match node.end {
                End::Unknown => Ink::Hatch { ground: theme.land, lines: theme.hatch, spacing: 5.0 },
                _ => Ink::Fill(theme.role(node.role)),
            };
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(shape), ink, &node.tag));
            let middle = y + height / 2.0;
            let mut said: Vec<(String, Color)> =
                lines(side, node).into_iter().map(|line| (line, theme.ink)).collect();
            if narrow {
                said.push((node.value.clone(), theme.soft));
            }
            let mut baseline = middle + 4.0 - LINE * (said.len() as f64 - 1.0) / 2.0;
            for (line, color) in said {
                sheet.scene.text(line, (text_x, baseline), anchor, LABEL, bold(node), color);
                baseline += LINE;
            }
        }
    }
    let bottom = |slots: &[(f64, f64)]| slots.last().map_or(top, |(y, height)| y + height);
    sheet.top = bottom(&slots[0]).max(bottom(&slots[1]));
}

/// A band of even height between two bars, leaving and reaching them level.
fn ribbon((x0, y0): Point, (x1, y1): Point, height: f64) -> Vec<Point> {
    const STEPS: usize = 24;
    let edge = |down: f64| -> Vec<Point> {
        (0..=STEPS)
            .map(|step| {
                let part = step as f64 / STEPS as f64;
                let eased = part * part * (3.0 - 2.0 * part);
                (x0 + (x1 - x0) * part, y0 + (y1 - y0) * eased + down)
            })
            .collect()
    };
    let mut ring = edge(0.0);
    ring.extend(edge(height).into_iter().rev());
    ring
}
