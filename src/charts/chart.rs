use super::measure::Measure;
use crate::allocation::Rule;
use crate::geo::Borders;
use crate::metrics::Metric;
use crate::scenario::{Answer, Bands, Judgement, Missing, Pipeline, Project, Relief, Terms, UnderRule};
use crate::scene::{Scene, TextRuler, Theme, Window};
use crate::supply::{History, NewestImports, SupplyNetwork};
use crate::terms::{Country, Mineral, Reading, Share, Tonnes, Year};
use crate::wording::Words;

/// A chart: everything about its subject is settled, so that drawing cannot fail.
#[derive(Clone, Copy, Debug)]
pub struct Chart {
    /// Id in links, with hyphens.
    pub id: &'static str,
    /// Which engine of frames draws it.
    pub family: Family,
    /// What it shows beyond its mineral in its year.
    pub needs: &'static [Need],
    /// From figures and words to a picture.
    pub draw: for<'a> fn(&Subject<'a>, &Frame<'a>) -> Picture,
}

/// Charts that one engine of frames draws: a chart's line in the table stands behind the feature of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Countries on a map.
    Maps,
    /// Amounts of one mineral side by side.
    Bars,
    /// Who depends on whom: every mineral, every stage, every year.
    Ties,
    /// A project, a rule or a scenario.
    Sharing,
}

impl Family {
    /// Those of facts, each with an engine of its own.
    pub const OF_FACTS: [Family; 3] = [Family::Maps, Family::Bars, Family::Ties];

    /// Its name, as features have it.
    ///
    /// # Example
    /// ```
    /// use offtake::atlas::{Family, family_of};
    /// // A frame of the map fetches the engine of this name.
    /// assert_eq!(family_of("dependency-map").map(Family::id), Some("maps"));
    /// assert!(Family::OF_FACTS.iter().all(|family| family.id() != "sharing"));
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            Family::Maps => "maps",
            Family::Bars => "bars",
            Family::Ties => "ties",
            Family::Sharing => "sharing",
        }
    }
}

/// What takes long to settle or to fetch, and so is settled only for charts that show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// How sure the answer is.
    Bands,
    /// What is to be said of the division.
    Judged,
    /// How sure what is missing in the end is.
    MissingBand,
    /// What every rule would do.
    EveryRule,
    /// What allied projects may bring, year by year.
    Pipeline,
    /// The outlines of countries.
    Borders,
    /// The newest imports of every mineral.
    EveryMineral,
    /// Trade of every year, and by month.
    History,
    /// Output at the stage beside the mineral's own.
    OtherStage,
    /// The group alone: no project, so no market beside it.
    NoMarket,
    /// One country in the figures where the reader is a group: trade among its members is left out.
    ViewerAsOne,
}

/// What a picture is about, with no id left to look up.
pub struct Subject<'a> {
    /// One mineral in one year.
    pub network: &'a SupplyNetwork,
    /// The reader's own country, or the code of their group.
    pub viewer: Country,
    /// The members, where the reader is a group.
    pub viewers: &'a [Country],
    /// The measure of the map.
    pub metric: &'a Metric,
    /// The part of the map that is looked at.
    pub window: Window,
    /// The group that shares, by id, and its members in order of code.
    pub group: &'a str,
    /// Its members.
    pub allies: &'a [Country],
    /// The part of the restricted supplier's exports that stops.
    pub cut: Share,
    /// What of it leaks, and what lies in stock.
    pub relief: Relief,
    /// The rule that divides the output.
    pub rule: &'a Rule,
    /// The project whose output is divided.
    pub project: &'a Project,
    /// What its contracts do to the division.
    pub terms: Terms,
    /// The year by which projects are counted.
    pub by: Year,
    /// Whether the project's tonnes are the reader's assumption, not a published figure.
    pub assumed: bool,
    /// Why the output cannot be divided, or not under this rule, say by ownership where nobody's part is published: the
    /// answer has gaps then.
    pub uncomputed: Option<Missing>,
    /// What happens under the rule.
    pub answer: &'a Answer,
    /// What happens when one market buys everything.
    pub one_market: &'a Answer,
    /// How sure the answer is; empty for charts that show it not, and while draws are still to come.
    pub bands: &'a Bands,
    /// What is to be said of the division; for charts that say it.
    pub judged: Option<&'a Judgement>,
    /// What is missing in the end, the reader's country's or the allies' together where it is none of them: 5th, 50th and 95th
    /// percentile, and from how many draws; for charts that show it.
    pub missing: Option<([Tonnes; 3], usize)>,
    /// What every rule makes of the same question; empty for charts that show one.
    pub every_rule: &'a [UnderRule],
    /// What allied projects may bring; for charts that show it.
    pub pipeline: Option<&'a Pipeline>,
    /// The export controls on the mineral, oldest first.
    pub controls: &'a [Measure],
    /// What the mineral is used for in the European Union, as published, by sector.
    pub uses: &'a [SectorUse],
    /// Output at the stage beside the mineral's own, where it is on record; for charts that show it.
    pub other_stage: Option<&'a SupplyNetwork>,
    /// Trade of every year; for charts that show it.
    pub history: Option<&'a History>,
    /// Every mineral's newest imports; for charts that show them.
    pub newest: &'a [NewestImports],
    /// By whose column the rows of the matrix are sorted; by name where there is nobody.
    pub rows_by: Option<Country>,
    /// By which mineral's row its columns are sorted; by name where there is none.
    pub columns_by: Option<&'a Mineral>,
    /// The outlines of the map.
    pub borders: &'a Borders,
    /// Words and numbers of the reader's language.
    pub words: &'a Words,
    /// Where the figures come from.
    pub sources: Sources,
    /// The newest year of the mineral's trade, whose rows a page of the site shows.
    pub newest_trade: Option<Year>,
}

/// A sector's part of all use of a mineral.
#[derive(Clone, Debug, PartialEq)]
pub struct SectorUse {
    /// Code of the sector, in small letters, `other` for uses of no one sector.
    pub sector: String,
    /// Its part; a gap where only a range is published.
    pub share: Reading<Share>,
    /// Whether more belongs to it, of which only a range is published.
    pub least: bool,
    /// The years of the mean.
    pub period: String,
}

/// Short names of the sources behind a subject, as a source line shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Of production.
    pub production: Option<String>,
    /// Of production at the stage beside.
    pub other_stage: Option<String>,
    /// Of trade.
    pub trade: Option<String>,
    /// Of every mineral's newest imports.
    pub newest: Option<String>,
    /// Of trade in time.
    pub history: Option<String>,
    /// Of what it is used for.
    pub uses: Option<String>,
    /// Of the project.
    pub project: Option<String>,
    /// Whether output, and trade, are figures of the reader's own.
    pub own: (bool, bool),
    /// What a tonne of trade is, as an id: `metal`, `compound`, `magnet` …
    pub form: Option<String>,
}

/// The page to draw on.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// Width in CSS px. Height follows from the chart.
    pub width: f64,
    /// Colours.
    pub theme: &'a Theme,
    /// Measures text: the canvas in a browser, a fixed table elsewhere.
    pub ruler: &'a dyn TextRuler,
}

/// What every chart owes every reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The finding, a full sentence with its number.
    pub title: String,
    /// What is drawn, unit, year.
    pub subtitle: String,
    /// What the picture shows, for those who do not see it.
    pub sentence: String,
    /// Where the figures come from.
    pub source: String,
    /// Every plotted value.
    pub table: DataTable,
    /// The drawing, title and source line included.
    pub scene: Scene,
}

/// What a chart says, before anything has a place on the page: [`Picture`] says what each is. A second line of the subtitle
/// stands at the foot: the basis of the figures.
pub(super) struct Said {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) sentence: String,
    pub(super) source: String,
    pub(super) table: DataTable,
}

impl Said {
    /// The words beside their drawing.
    pub(super) fn beside(self, scene: Scene) -> Picture {
        let Said { title, subtitle, sentence, source, table } = self;
        // At the foot of the picture, in one with the rest elsewhere.
        let subtitle = subtitle.trim_end().replace('\n', ". ");
        Picture { title, subtitle, sentence, source, table, scene }
    }
}

/// A table of formatted cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataTable {
    /// Header cells.
    pub columns: Vec<String>,
    /// Rows as long as the header; the first cell names the row.
    pub rows: Vec<Vec<String>>,
    /// For each row, where the figures behind it stand: a path below the language's folder of the site.
    pub behind: Vec<Option<String>>,
    /// Where all of them stand.
    pub all_behind: Option<String>,
}
