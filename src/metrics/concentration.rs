use super::herfindahl::herfindahl;
use super::metric::Metric;
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share};

pub(super) const METRIC: Metric = Metric::of_trade("concentration", concentration);

/// How concentrated a country's import suppliers are: the Herfindahl–Hirschman index of its imports.
///
/// - Takes: the network's trade, tonnes of gross product weight.
/// - Gives: 1/n ..= 1 for n suppliers, 1 being a single one.
/// - Gaps: `NotReported` without recorded imports, `NotApplicable` where no code tells the mineral apart or all flows are 0.
/// - Source: see [`herfindahl`].
pub fn concentration(network: &SupplyNetwork, of: Country) -> Reading<Share> {
    network.flows_into(of).and_then(|flows| {
        let tonnes: Vec<f64> = flows.iter().map(|flow| flow.tonnes.0).collect();
        herfindahl(&tonnes).map_or(Reading::NotApplicable, |index| Reading::Known(Share(index)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::example::{country, network};
    use super::concentration;
    use crate::terms::{Reading, Share};

    #[test]
    fn four_suppliers_of_thirty_thirty_twenty_and_twenty_make_point_two_six() {
        let flows = [("CHN", "JPN", 30.0), ("USA", "JPN", 30.0), ("DEU", "JPN", 20.0), ("KAZ", "JPN", 20.0)];
        assert_eq!(concentration(&network(&flows, &[]), country("JPN")), Reading::Known(Share(0.26)));
    }

    #[test]
    fn a_country_selling_to_itself_is_no_supplier() {
        let flows = [("JPN", "JPN", 900.0), ("CHN", "JPN", 5.0)];
        assert_eq!(concentration(&network(&flows, &[]), country("JPN")), Reading::Known(Share(1.0)));
    }

    #[test]
    fn no_import_is_not_reported_and_imports_of_nothing_have_no_concentration() {
        let empty = network(&[("CHN", "JPN", 0.0)], &[]);
        assert_eq!(concentration(&empty, country("DEU")), Reading::NotReported);
        assert_eq!(concentration(&empty, country("JPN")), Reading::NotApplicable);
    }
}
