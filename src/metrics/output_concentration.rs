use crate::supply::SupplyNetwork;
use crate::terms::{Reading, Share};

/// How concentrated world output is: the least and the greatest Herfindahl–Hirschman index that the figures allow.
///
/// What the publisher lumps together counts as dust, then as one country. What is missing to its world total is the
/// withheld countries', shared evenly, then one country's alone.
///
/// - Takes: the network's output, in tonnes or as shares of world supply.
/// - Gives: least and greatest, equal where every country is on record.
/// - Gaps: `NotReported` where no country's output is known, or some is withheld without a world total to bound it;
///   `NotApplicable` where nothing is made.
/// - Source: see [`herfindahl`](super::herfindahl::herfindahl); the bounds are ours, as in
///   [`herfindahl_with_rest`](super::herfindahl_bounds::herfindahl_with_rest).
///
/// # Example
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
/// # fn main() {
/// use offtake::metrics::output_concentration;
/// use offtake::supply::network;
/// use offtake::terms::{Country, Mineral, Year};
/// let cobalt = network(&facts("cobalt"), &Mineral::new("cobalt"), Year(2024), Country::CHINA);
/// // China refined 196,143 t of 250,150 t. That the publisher lumps some countries together leaves little room.
/// let (least, greatest) = output_concentration(&cobalt).known().unwrap();
/// assert!((least.0 - 0.622).abs() < 5e-4 && (greatest.0 - 0.631).abs() < 5e-4);
/// # }
/// ```
pub fn output_concentration(network: &SupplyNetwork) -> Reading<(Share, Share)> {
    let known: Vec<f64> = network.output.values().filter_map(|made| made.known()).map(|t| t.0).collect();
    if known.is_empty() {
        return Reading::NotReported;
    }
    let withheld = (network.output.len() - known.len()) as f64;
    let named: f64 = known.iter().sum();
    let (rest, missing) = if network.shares_of.is_some() {
        // Published shares are of the whole; small ones are only bounded and not listed.
        ((1.0 - named).max(0.0), 0.0)
    } else {
        let rest = network.other_output.known().map_or(0.0, |tonnes| tonnes.0);
        match network.world_output.known() {
            // A rounded total may lie below its parts.
            Some(world) if withheld > 0.0 => (rest, (world.0 - named - rest).max(0.0)),
            None if withheld > 0.0 => return Reading::NotReported,
            _ => (rest, 0.0),
        }
    };
    let whole = named + rest + missing;
    if !whole.is_finite() || whole <= 0.0 {
        return Reading::NotApplicable;
    }
    let square = |tonnes: f64| (tonnes / whole) * (tonnes / whole);
    let certain: f64 = known.iter().map(|tonnes| square(*tonnes)).sum();
    let level = if withheld > 0.0 { square(missing / withheld) * withheld } else { 0.0 };
    let (least, greatest) = (certain + level, certain + square(missing) + square(rest));
    Reading::Known((Share(least), Share(greatest)))
}

#[cfg(test)]
mod tests {
    use super::super::example::network;
    use super::output_concentration;
    use crate::terms::{Reading, Tonnes};

    fn range(network: &crate::supply::SupplyNetwork) -> Option<(f64, f64)> {
        output_concentration(network).known().map(|(least, greatest)| (least.0, greatest.0))
    }

    #[test]
    fn a_full_record_leaves_no_range() {
        let four = [("CHN", Some(30.0)), ("USA", Some(30.0)), ("AUS", Some(20.0)), ("CAN", Some(20.0))];
        assert_eq!(range(&network(&[], &four)), Some((0.26, 0.26)));
    }

    #[test]
    fn a_lumped_rest_and_withheld_figures_widen_it() {
        let mut network = network(&[], &[("CHN", Some(60.0)), ("USA", None), ("AUS", None)]);
        network.other_output = Reading::Known(Tonnes(20.0));
        assert_eq!(range(&network), None, "withheld, and no total to bound it");
        network.world_output = Reading::Known(Tonnes(100.0));
        let (least, greatest) = range(&network).unwrap();
        assert!((least - 0.38).abs() < 1e-12, "0.6² + 2 · 0.1², not {least}");
        assert!((greatest - 0.44).abs() < 1e-12, "0.6² + 0.2² + 0.2², not {greatest}");
    }

    #[test]
    fn shares_that_leave_a_rest_are_not_taken_for_the_whole() {
        let mut network = network(&[], &[("CHN", Some(0.8)), ("USA", Some(0.1))]);
        network.shares_of = Some("2016-2020".to_owned());
        let (least, greatest) = range(&network).unwrap();
        assert!((least - 0.65).abs() < 1e-12 && (greatest - 0.66).abs() < 1e-12);
    }

    #[test]
    fn nothing_made_has_no_concentration() {
        assert_eq!(output_concentration(&network(&[], &[("CHN", Some(0.0))])), Reading::NotApplicable);
        assert_eq!(output_concentration(&network(&[], &[])), Reading::NotReported);
    }
}
