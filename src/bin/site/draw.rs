//! `cargo site draw`: one chart as SVG or PNG on standard output, without a browser.

use std::io::Write;

use clap::ValueEnum;
use offtake::atlas::{Frame, TableRuler, Theme};
use offtake::paint;

use crate::failure::Failure;
use crate::{facts, raster, tools};

/// What to draw. Everything but the chart may be left out; the defaults are those of the page.
#[derive(clap::Args)]
pub struct Args {
    /// Which chart: dependency-map, dependency-matrix, supplier-bars, origin-flow, control-timeline, trend, shortfall-waterfall, who-gets-it, rules-side-by-side, who-would-leave, before-and-after, pipeline, end-uses
    chart: String,
    /// Which mineral, for example natural-graphite
    #[arg(long)]
    mineral: Option<String>,
    /// The reader's country, ISO 3166-1 alpha-3
    #[arg(long)]
    country: Option<String>,
    /// Year of the figures
    #[arg(long)]
    year: Option<String>,
    /// Per cent of China's exports that stop
    #[arg(long)]
    stop: Option<String>,
    /// The rule that divides the project's output
    #[arg(long)]
    rule: Option<String>,
    /// The group of allies
    #[arg(long)]
    allies: Option<String>,
    /// The project, by its id in deals.csv, `all`, `by-year` or `own`
    #[arg(long)]
    project: Option<String>,
    /// Tonnes a year to divide
    #[arg(long)]
    tonnes: Option<String>,
    /// The country that buys everything under a single-market deal
    #[arg(long)]
    market: Option<String>,
    /// The measure of the map
    #[arg(long)]
    measure: Option<String>,
    /// By whose column the rows of the matrix are sorted: a country, or `name`
    #[arg(long)]
    rows: Option<String>,
    /// By which mineral's row its columns are sorted, or `name`
    #[arg(long)]
    columns: Option<String>,
    /// What contracts do to the division: `open`, `contracts-first` or `as-they-stand`
    #[arg(long)]
    terms: Option<String>,
    /// The year by which projects are counted
    #[arg(long)]
    by: Option<String>,
    /// Language
    #[arg(long, default_value = "en")]
    lang: String,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Svg)]
    format: Format,
    /// Width in CSS px
    #[arg(long, default_value_t = 720, value_parser = clap::value_parser!(u32).range(200..=8192))]
    width: u32,
    /// Device px for one CSS px of a PNG
    #[arg(long, default_value_t = 2.0)]
    scale: f32,
    /// On a dark ground
    #[arg(long)]
    dark: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Svg,
    Png,
}

/// Draws.
pub fn run(args: &Args) -> Result<(), Failure> {
    let atlas = facts::atlas(&tools::root())?;
    let given = [
        ("chart", Some(&args.chart)),
        ("lang", Some(&args.lang)),
        ("mineral", args.mineral.as_ref()),
        ("country", args.country.as_ref()),
        ("year", args.year.as_ref()),
        ("stop", args.stop.as_ref()),
        ("rule", args.rule.as_ref()),
        ("allies", args.allies.as_ref()),
        ("project", args.project.as_ref()),
        ("tonnes", args.tonnes.as_ref()),
        ("market", args.market.as_ref()),
        ("measure", args.measure.as_ref()),
        ("rows", args.rows.as_ref()),
        ("columns", args.columns.as_ref()),
        ("terms", args.terms.as_ref()),
        ("by", args.by.as_ref()),
    ];
    let pairs: Vec<String> = given
        .into_iter()
        .filter_map(|(key, value)| {
            // What a query would read as something else.
            let plain = |value: &String| value.replace('%', "%25").replace('&', "%26").replace('+', "%2B");
            value.map(|value| format!("{key}={}", plain(value)))
        })
        .collect();
    let explained = |error: offtake::atlas::Error| Failure::Choice(atlas.explain(&args.lang, &error));
    let choice = atlas.from_link(&pairs.join("&")).map_err(explained)?;
    let theme = if args.dark { &Theme::DARK } else { &Theme::LIGHT };
    let frame = Frame { width: f64::from(args.width), theme, ruler: &TableRuler };
    let picture = atlas.draw(&choice, &frame).map_err(explained)?;
    let svg = paint::svg(&picture.scene).map_err(|error| Failure::Choice(error.to_string()))?;
    let bytes = match args.format {
        Format::Svg => svg.into_bytes(),
        Format::Png => raster::png(&svg, args.scale)?,
    };
    match std::io::stdout().lock().write_all(&bytes) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::File { path: "standard output".into(), verb: "write", error }),
        Ok(()) => Ok(()),
    }
}
