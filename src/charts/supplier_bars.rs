//! Supplier bars: who mines it, who refines it, who exports it, and who sells it to the reader's country.

use super::behind;
use super::chart::{Chart, DataTable, Family, Frame, Need, Picture, Said, Subject};
use super::sheet::{Key, LABEL, MARGIN, Sheet, fitted};
use crate::scene::{Anchor, Ink, Mark, Rect, Role, Scene, Shape, Tag};
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Map, Order, Reading, Share, Stage, Tonnes};
use crate::wording::Arg;

pub(super) const CHART: Chart = Chart {
    id: "supplier-bars",
    family: Family::Bars,
    needs: &[Need::ViewerAsOne, Need::NoMarket, Need::OtherStage],
    draw,
};

/// How many suppliers are named in a section; the rest is one row.
const NAMED: usize = 5;

fn draw(subject: &Subject<'_>, frame: &Frame<'_>) -> Picture {
    let view = view(subject);
    let scene = place(&view, frame);
    view.said.beside(scene)
}

struct View {
    said: Said,
    sections: Vec<Section>,
    /// What the colours mean, where allies are shown.
    keys: Vec<(Role, String)>,
}

/// Suppliers of one thing, largest first.
pub(super) struct Section {
    pub(super) heading: String,
    pub(super) rows: Vec<Row>,
    /// Said where there are no rows, or about them.
    note: Option<String>,
    /// Where the figure of a supplier stands; of the lumped rest, of nobody.
    pub(super) behind: Vec<String>,
}

pub(super) struct Row {
    pub(super) name: String,
    pub(super) role: Role,
    own: bool,
    pub(super) country: Option<Country>,
    /// Part of the section's whole; a gap for a withheld figure.
    pub(super) share: Reading<Share>,
    pub(super) value: String,
    pub(super) tag: Tag,
}

/// One supplier before it has words: a country, or the rest.
struct Supplier {
    country: Option<Country>,
    tonnes: Reading<Tonnes>,
}

fn view(subject: &Subject<'_>) -> View {
    let words = subject.words;
    let network = subject.network;
    let supplier = network.restricted;
    let args = args(subject);
    // Shares of supply are a mean of years of their own, and have words of their own.
    let mean_key =
        |key: &str| if network.shares_of.is_some() { format!("{key}_mean") } else { key.to_owned() };
    let output = output_section(subject, network, &args);
    let other = subject.other_stage.map(|other| output_section(subject, other, &args));
    let imports = import_section(subject, &args);
    let exports = export_section(subject, &args);
    let with = |more: &[(&'static str, Share)]| {
        let mut all = args.to_vec();
        all.extend(more.iter().map(|(key, share)| (*key, words.percent(*share).into())));
        all
    };
    let of_output = network.output_share(supplier).known();
    let of_imports = if subject.viewer == supplier {
        None
    } else {
        network.import_share(supplier, subject.viewer).known()
    };
    let title = match (of_output, of_imports) {
        (Some(output), Some(imports)) => {
            words.say(&mean_key("bars.both"), &with(&[("output", output), ("imports", imports)]))
        }
        (Some(output), None) => words.say(&mean_key("bars.output"), &with(&[("output", output)])),
        (None, Some(imports)) => words.say("bars.imports", &with(&[("imports", imports)])),
        (None, None) => words.say("bars.none", &args),
    };
    let first = |section: &Section| section.rows.first().map(|row| row.tag.words.clone());
    let mut sentence = title.clone();
    for (key, section) in [("bars.alt_output", &output), ("bars.alt_imports", &imports)] {
        if let Some(words_of_first) = first(section) {
            let mut all = args.to_vec();
            all.push(("first", words_of_first.into()));
            sentence = format!("{sentence} {}", words.say(key, &all));
        }
    }
    let estimates = !network.estimated.is_empty() && !output.rows.is_empty();
    let source = super::source_line(
        words,
        &[&subject.sources.production, &subject.sources.other_stage, &subject.sources.trade],
        estimates,
    );
    let said = Said {
        title,
        subtitle: words.say(&mean_key("bars.subtitle"), &args),
        sentence,
        source,
        table: DataTable::default(),
    };
    // In the order in which tonnes go: mined, refined, sold, bought.
    let mut made = vec![output];
    made.extend(other);
    if network.stage == Stage::Refinery {
        made.reverse();
    }
    let sections: Vec<Section> = made.into_iter().chain(exports).chain([imports]).collect();
    View { said: Said { table: table(subject, &sections), ..said }, keys: keys(subject, &sections), sections }
}

/// The colours that occur, where there is one that its bar does not name.
fn keys(subject: &Subject<'_>, sections: &[Section]) -> Vec<(Role, String)> {
    let words = subject.words;
    let shown = |role| sections.iter().any(|section| section.rows.iter().any(|row| row.role == role));
    let all = [
        (Role::Restricted, words.country(subject.network.restricted)),
        (Role::Ally, words.plain(&format!("group.{}.label", subject.group))),
        (Role::Other, words.plain("bars.others")),
    ];
    if !shown(Role::Ally) {
        return Vec::new();
    }
    all.into_iter().filter(|(role, _)| shown(*role)).collect()
}

/// What the words of a part are filled with.
fn args(subject: &Subject<'_>) -> [(&'static str, Arg); 11] {
    let (words, network) = (subject.words, subject.network);
    [
        ("mineral", words.mineral(&network.mineral)),
        ("of_mineral", words.of_mineral(&network.mineral)),
        ("supplier", words.the_country(network.restricted)),
        ("viewer", words.the_country(subject.viewer)),
        ("of_viewer", words.of_country(subject.viewer)),
        ("to_viewer", words.within_country(subject.viewer)),
        ("year", network.year.to_string().into()),
        ("basis", basis(subject).into()),
        ("form", words.plain(&format!("form.{}", subject.sources.form.as_deref().unwrap_or("none"))).into()),
        ("stage", words.plain(&format!("stage.{}.verb", network.stage.id())).into()),
        ("period", words.years(network.shares_of.as_deref().unwrap_or_default()).into()),
    ]
}

/// Who makes it at a stage, for charts that show the same beside something else.
pub(super) fn makers(subject: &Subject<'_>, network: &SupplyNetwork) -> Section {
    output_section(subject, network, &args(subject))
}

/// Who sells it to the reader's country, for the same charts.
pub(super) fn sellers(subject: &Subject<'_>) -> Section {
    import_section(subject, &args(subject))
}

/// What a tonne of output is: contained metal, unless the mineral says otherwise.
fn basis(subject: &Subject<'_>) -> String {
    if subject.sources.own.0 {
        return subject.words.plain("basis.own");
    }
    let own = format!("basis.{}", subject.network.mineral.id());
    subject.words.plain(if subject.words.has(&own) { &own } else { "basis.default" })
}

fn output_section(subject: &Subject<'_>, network: &SupplyNetwork, args: &[(&'static str, Arg)]) -> Section {
    let words = subject.words;
    let mut suppliers: Vec<Supplier> = network
        .output
        .iter()
        .filter(|(_, tonnes)| tonnes.known().is_none_or(|tonnes| tonnes.0 > 0.0))
        .map(|(country, tonnes)| Supplier { country: Some(*country), tonnes: *tonnes })
        .collect();
    if let Reading::Known(rest) = network.other_output
        && rest.0 > 0.0
    {
        suppliers.push(Supplier { country: None, tonnes: Reading::Known(rest) });
    }
    let whole = network.output_total();
    let note = if suppliers.is_empty() { Some(words.say("bars.no_output", args)) } else { None };
    // Tonnes of the stage beside are of another form: only its shares are shown.
    let own = network.stage == subject.network.stage;
    let kind = match (&network.shares_of, own) {
        (Some(_), _) => "mean",
        (None, true) => "tonnes",
        (None, false) => "share",
    };
    let mut all = args.to_vec();
    all.retain(|(key, _)| *key != "period");
    all.push(("period", words.years(network.shares_of.as_deref().unwrap_or_default()).into()));
    all.push(("done", words.plain(&format!("stage.{}.done", network.stage.id())).into()));
    let heading = words.say(&format!("bars.made_{kind}"), &all);
    let rows = rows(subject, suppliers, whole, kind == "tonnes");
    let behind = rows.iter().map(|row| behind::output(subject, network, row.country)).collect();
    Section { heading, rows, note, behind }
}

/// Who exports it, to everyone; nothing where trade does not tell.
fn export_section(subject: &Subject<'_>, args: &[(&'static str, Arg)]) -> Option<Section> {
    let flows = subject.network.trade.clone().known()?;
    let mut sums: Map<Country, Tonnes> = Map::new();
    for flow in &flows {
        let sum = sums.entry(flow.from).or_insert(Tonnes::ZERO);
        *sum = *sum + flow.tonnes;
    }
    let whole: f64 = sums.values().map(|tonnes| tonnes.0).sum();
    let suppliers = sums
        .into_iter()
        .map(|(country, tonnes)| Supplier { country: Some(country), tonnes: Reading::Known(tonnes) })
        .collect();
    let rows = rows(subject, suppliers, Reading::Known(Tonnes(whole)), true);
    let trade = behind::trade(&subject.network.mineral);
    let behind = rows.iter().map(|_| trade.clone()).collect();
    (!rows.is_empty()).then(|| Section {
        heading: subject.words.say("bars.export_heading", args),
        rows,
        note: None,
        behind,
    })
}

fn import_section(subject: &Subject<'_>, args: &[(&'static str, Arg)]) -> Section {
    let network = subject.network;
    let words = subject.words;
    let known = subject.sources.form.is_some();
    let heading = words.say(if known { "bars.import_heading" } else { "bars.import_heading_none" }, args);
    match network.flows_into(subject.viewer) {
        Reading::Known(flows) => {
            let suppliers = flows
                .into_iter()
                .map(|flow| Supplier { country: Some(flow.from), tonnes: Reading::Known(flow.tonnes) })
                .collect();
            let rows = rows(subject, suppliers, network.imports(subject.viewer), true);
            let behind = rows.iter().map(|_| behind::imports(subject, subject.viewer)).collect();
            Section { heading, rows, note: None, behind }
        }
        Reading::NotReported if network.trade.clone().known().is_some() => {
            nothing(heading, words.say("bars.no_imports", args))
        }
        Reading::NotReported => nothing(heading, words.say("map.no_year", args)),
        Reading::NotApplicable => nothing(heading, words.say("map.no_code", args)),
    }
}

/// A section that says why it is empty.
fn nothing(heading: String, note: String) -> Section {
    Section { heading, rows: Vec::new(), note: Some(note), behind: Vec::new() }
}

/// Largest first, the tail as one row, withheld figures last; `weighed` where there are tonnes and not only shares.
fn rows(
    subject: &Subject<'_>,
    mut suppliers: Vec<Supplier>,
    whole: Reading<Tonnes>,
    weighed: bool,
) -> Vec<Row> {
    let size = |supplier: &Supplier| supplier.tonnes.known().map_or(-1.0, |tonnes| tonnes.0);
    suppliers.order_by(|a, b| {
        // The lumped rest comes after every named country, a withheld figure after that.
        let rank = |s: &Supplier| (s.tonnes.known().is_none(), s.country.is_none());
        rank(a).cmp(&rank(b)).then(size(b).total_cmp(&size(a))).then(a.country.cmp(&b.country))
    });
    let (mut known, withheld): (Vec<_>, Vec<_>) =
        suppliers.into_iter().partition(|s| s.tonnes.known().is_some());
    let named = if known.len() <= NAMED + 1 { known.len() } else { NAMED };
    // The finding names the restricted supplier: it has a bar however small it is.
    let restricted = known.iter().position(|one| one.country == Some(subject.network.restricted));
    if let Some(place) = restricted.filter(|place| *place >= named) {
        known[named - 1..=place].rotate_right(1);
    }
    let mut shown: Vec<Supplier> = Vec::new();
    let mut rest = Tonnes::ZERO;
    for (index, supplier) in known.into_iter().enumerate() {
        match supplier.tonnes {
            Reading::Known(tonnes) if index >= named || supplier.country.is_none() => rest = rest + tonnes,
            _ => shown.push(supplier),
        }
    }
    if rest.0 > 0.0 {
        shown.push(Supplier { country: None, tonnes: Reading::Known(rest) });
    }
    shown.extend(withheld);
    shown.into_iter().map(|supplier| row(subject, &supplier, whole, weighed)).collect()
}

fn row(subject: &Subject<'_>, supplier: &Supplier, whole: Reading<Tonnes>, weighed: bool) -> Row {
    let words = subject.words;
    let name = match supplier.country {
        Some(country) => words.country(country),
        None => words.plain("bars.rest"),
    };
    let own = supplier.country == Some(subject.viewer);
    let role = match supplier.country {
        Some(country) if country == subject.network.restricted => Role::Restricted,
        Some(_) if own => Role::Own,
        Some(country) if subject.allies.contains(&country) => Role::Ally,
        _ => Role::Other,
    };
    let share = supplier.tonnes.and_then(|part| {
        whole.and_then(|all| {
            if all.0 > 0.0 { Reading::Known(Share(part.0 / all.0)) } else { Reading::NotApplicable }
        })
    });
    let value = match (supplier.tonnes, share) {
        (Reading::Known(_), Reading::Known(share)) if !weighed => words.percent(share),
        (Reading::Known(tonnes), Reading::Known(share)) => {
            format!("{} · {}", words.tonnes(tonnes), words.percent(share))
        }
        _ => words.plain("bars.withheld"),
    };
    let id = supplier.country.map_or_else(|| "OTHER".to_owned(), |country| country.code().to_owned());
    let tag = Tag {
        id,
        words: words.say("bars.tag", &[("name", name.clone().into()), ("value", value.clone().into())]),
    };
    Row { name, role, own, country: supplier.country, share, value, tag }
}

fn table(subject: &Subject<'_>, sections: &[Section]) -> DataTable {
    let words = subject.words;
    let columns = ["table.supplier", "table.part", "table.amount_share"].map(|key| words.plain(key)).to_vec();
    let rows = sections
        .iter()
        .flat_map(|section| {
            section.rows.iter().map(|row| vec![row.name.clone(), section.heading.clone(), row.value.clone()])
        })
        .collect();
    DataTable {
        columns,
        rows,
        behind: sections.iter().flat_map(|section| &section.behind).cloned().map(Some).collect(),
        all_behind: Some(behind::all(subject)),
    }
}

fn place(view: &View, frame: &Frame<'_>) -> Scene {
    let mut sheet = Sheet::begin(frame, &view.said);
    if !view.keys.is_empty() {
        let key =
            |(role, words): &(Role, String)| Key::Square(Ink::Fill(frame.theme.role(*role)), words.clone());
        sheet.keys(&view.keys.iter().map(key).collect::<Vec<_>>());
        sheet.top += 4.0;
    }
    let names = view.sections.iter().flat_map(|section| &section.rows);
    let widest = |text: fn(&Row) -> &str, bold: bool| {
        let widths = names.clone().map(|row| frame.ruler.width(text(row), LABEL, bold));
        widths.fold(0.0, f64::max)
    };
    let name_width = widest(|row| &row.name, true).min(0.34 * sheet.width());
    let value_width = widest(|row| &row.value, true);
    for (number, section) in view.sections.iter().enumerate() {
        if number > 0 {
            sheet.top += 12.0;
        }
        sheet.paragraph(&section.heading, 14.0, true, frame.theme.ink);
        sheet.top += 4.0;
        if let Some(note) = &section.note {
            sheet.paragraph(note, 13.0, false, frame.theme.soft);
        }
        for row in &section.rows {
            bar(&mut sheet, row, number, frame, name_width, value_width);
        }
    }
    sheet.finish()
}

/// One supplier: name, bar from zero, value at its end. On a narrow page the name stands over the bar.
fn bar(
    sheet: &mut Sheet<'_>,
    row: &Row,
    section: usize,
    frame: &Frame<'_>,
    name_width: f64,
    value_width: f64,
) {
    const BAND: f64 = 26.0;
    let theme = frame.theme;
    let narrow = frame.width < 480.0;
    let band = if narrow { BAND + 14.0 } else { BAND };
    let top = sheet.top;
    let (left, middle) =
        if narrow { (MARGIN, top + 27.0) } else { (MARGIN + name_width + 8.0, top + BAND / 2.0) };
    let color = if row.own { theme.own } else { theme.ink };
    // The tag's id names the section too: a country may stand in both.
    let tag = Tag { id: format!("{section}-{}", row.tag.id), words: row.tag.words.clone() };
    let area = Rect { x: 0.0, y: top, width: frame.width, height: band };
    sheet.scene.marks.push(Mark::tagged(Shape::Rect(area), Ink::Fill(theme.ground), &tag));
    if narrow {
        let name = fitted(&row.name, sheet.width(), row.own, frame);
        sheet.scene.text(name, (MARGIN, top + 14.0), Anchor::Start, LABEL, row.own, color);
    } else {
        let name = fitted(&row.name, name_width, row.own, frame);
        sheet.scene.text(name, (MARGIN + name_width, middle + 4.0), Anchor::End, LABEL, row.own, color);
    }
    let room = (sheet.width() + MARGIN - left - value_width - 8.0).max(1.0);
    let thick = if narrow { 14.0 } else { (BAND * 0.6).round() };
    let mut end = left;
    if let Reading::Known(share) = row.share {
        let length = (room * share.0.clamp(0.0, 1.0)).max(1.0);
        let body = Rect { x: left, y: (middle - thick / 2.0).round(), width: length, height: thick };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(body), Ink::Fill(theme.role(row.role)), &tag));
        end += length;
    } else {
        let body = Rect { x: left, y: (middle - thick / 2.0).round(), width: 24.0, height: thick };
        let ink = Ink::Hatch { ground: theme.ground, lines: theme.hatch, spacing: 4.0 };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(body), ink, &tag));
        end += 24.0;
    }
    sheet.scene.text(row.value.as_str(), (end + 6.0, middle + 4.0), Anchor::Start, LABEL, row.own, color);
    sheet.top += band;
}
