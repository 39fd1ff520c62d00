//! Stages that nothing joins: each a bar from edge to edge, its parts named below it.

use super::chart::{Frame, Subject};
use super::sheet::{LABEL, MARGIN, Sheet, fitted};
use super::supplier_bars::{Section, makers, sellers};
use crate::scene::{Anchor, Ink, Mark, Rect, Role, Shape, Tag};
use crate::terms::{Country, Order, Share, Stage};

/// A country with less than this part of the supply is one of the rest.
pub(super) const LEAST: f64 = 0.005;

/// One end of a part of the supply, in the order of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    Of(Country),
    Others,
    Unknown,
}

/// A part of a supply or of a stage.
pub(super) struct Node {
    pub(super) end: End,
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) share: f64,
    pub(super) value: String,
    /// The same as the table tells it, with tonnes where they are on record.
    pub(super) told: String,
    pub(super) tag: Tag,
}

/// A whole of its own: what is made at a stage, or what the reader's country buys.
pub(super) struct Strip {
    /// None for what is bought.
    pub(super) stage: Option<Stage>,
    pub(super) heading: String,
    pub(super) nodes: Vec<Node>,
    /// Where the figure of each node stands.
    pub(super) behind: Vec<String>,
}

/// What stands beside the supply that was traced: the other stage. Where nothing was, every stage and what is bought.
pub(super) fn strips(subject: &Subject<'_>, traced: bool) -> Vec<Strip> {
    let own = (!traced).then_some(subject.network);
    let mut stages: Vec<_> = own.into_iter().chain(subject.other_stage).collect();
    stages.order_by(|a, b| a.stage.cmp(&b.stage));
    let mut strips: Vec<Strip> = stages
        .into_iter()
        .map(|network| strip(subject, Some(network.stage), makers(subject, network)))
        .collect();
    if !traced {
        strips.push(strip(subject, None, sellers(subject)));
    }
    strips.retain(|strip| !strip.nodes.is_empty());
    strips
}

fn strip(subject: &Subject<'_>, stage: Option<Stage>, section: Section) -> Strip {
    let words = subject.words;
    let id = stage.map_or("bought", Stage::id);
    let mut behind = section.behind;
    let mut nodes: Vec<Node> = section
        .rows
        .into_iter()
        .map(|row| Node {
            end: row.country.map_or(End::Others, End::Of),
            name: row.name,
            role: row.role,
            share: row.share.known().map_or(0.0, |share| share.0),
            value: row.share.known().map_or_else(|| row.value.clone(), |share| words.percent(share)),
            told: row.value,
            tag: Tag { id: format!("{id}-{}", row.tag.id), words: row.tag.words },
        })
        .collect();
    // Of published shares some are no more than a bound: what they leave of the whole has a maker whom nobody names.
    let left = 1.0 - nodes.iter().map(|node| node.share).sum::<f64>();
    if let Some(last) = behind.last().filter(|_| left >= LEAST) {
        let (name, value) = (words.plain("flow.unknown_end"), words.percent(Share(left)));
        let said = [("name", name.clone().into()), ("value", value.clone().into())];
        let tag = Tag { id: format!("{id}-unknown"), words: words.say("bars.tag", &said) };
        behind.push(last.clone());
        nodes.push(Node {
            end: End::Unknown,
            name,
            role: Role::Other,
            share: left,
            told: value.clone(),
            value,
            tag,
        });
    }
    Strip { stage, heading: section.heading, nodes, behind }
}

/// The words of a part of a bar, with the place that they would have if they were alone.
struct Label<'a> {
    node: &'a Node,
    said: String,
    bold: bool,
    ink: Ink,
    x: f64,
    long: f64,
}

/// One stage as a bar from edge to edge, its parts named below it in their order.
pub(super) fn bar(sheet: &mut Sheet<'_>, strip: &Strip, frame: &Frame<'_>) {
    const THICK: f64 = 18.0;
    const LINE: f64 = 16.0;
    const APART: f64 = 12.0;
    const SIGN: f64 = 12.0;
    let theme = frame.theme;
    sheet.paragraph(&strip.heading, LABEL, true, theme.ink);
    sheet.top += 3.0;
    let width = sheet.width();
    // However small, a part can be seen.
    let wide = |node: &Node| if node.share > 0.0 { (node.share * width).max(2.0) } else { 0.0 };
    let drawn: f64 = strip.nodes.iter().map(wide).sum();
    let mut x = MARGIN;
    let mut labels: Vec<Label<'_>> = Vec::new();
    for node in &strip.nodes {
        let length = wide(node) * (width / drawn).min(1.0);
        let known = length > 0.0 && node.end != End::Unknown;
        let ink = match known {
            true => Ink::Fill(theme.role(node.role)),
            false => Ink::Hatch { ground: theme.land, lines: theme.hatch, spacing: 5.0 },
        };
        if length > 0.0 {
            let part = Rect { x, y: sheet.top, width: (length - 1.0).max(0.5), height: THICK };
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(part), ink.clone(), &node.tag));
        }
        let bold = matches!(node.role, Role::Own | Role::Restricted);
        let said = fitted(&format!("{}  {}", node.name, node.value), width - SIGN, bold, frame);
        let long = SIGN + frame.ruler.width(&said, LABEL, bold);
        labels.push(Label { node, said, bold, ink, x, long });
        x += length;
    }
    sheet.top += THICK;
    let mut rest = labels.as_slice();
    while !rest.is_empty() {
        // As many as fit on a line, each under its part or as near as its neighbours let it.
        let mut long = -APART;
        let fit = rest.iter().take_while(|label| {
            long += label.long + APART;
            long <= width
        });
        let (line, others) = rest.split_at(fit.count().max(1));
        let mut places: Vec<f64> = Vec::new();
        let mut free = MARGIN;
        for label in line {
            places.push(label.x.max(free));
            free = label.x.max(free) + label.long + APART;
        }
        let mut limit = MARGIN + width;
        for (place, label) in places.iter_mut().zip(line).rev() {
            *place = place.min(limit - label.long);
            limit = *place - APART;
        }
        for (label, x) in line.iter().zip(places) {
            // A neighbour's part may lie above: the sign says whose it is.
            let sign = Rect { x, y: sheet.top + 6.0, width: 8.0, height: 8.0 };
            sheet.scene.marks.push(Mark::tagged(Shape::Rect(sign), label.ink.clone(), &label.node.tag));
            let at = (x + SIGN, sheet.top + LABEL + 2.0);
            sheet.scene.text(label.said.as_str(), at, Anchor::Start, LABEL, label.bold, theme.ink);
        }
        sheet.top += LINE;
        rest = others;
    }
    sheet.top += 14.0;
}
