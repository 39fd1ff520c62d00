//! Laws that every metric and every rule keeps, whatever the figures. Sums are made here anew, never taken from a rule.
#![allow(clippy::unwrap_used)]

#[path = "../fuzz/bodies.rs"]
mod bodies;

use offtake::terms::{Map, Set};

use offtake::allocation::{self, Claim, Network, Rule, Shortage};
use offtake::disruption::{Buyer, Drawing, Need, Restriction, Seller, clearing, over_time, waterfall};
use offtake::metrics;
use offtake::scenario::rerouted;
use offtake::supply::{Flow, Flows, Repair, SupplyNetwork};
use offtake::terms::{Country, Mineral, Reading, Share, Stage, Tonnes, Year};
use proptest::prelude::*;

const CODES: [&str; 7] = ["AUS", "CAN", "CHN", "DEU", "FRA", "JPN", "USA"];

fn country(place: usize) -> Country {
    Country::parse(CODES[place]).unwrap()
}

/// An amount as facts have it: often 0, from grammes to millions of tonnes.
fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![1 => Just(0.0), 6 => 0.001..1000.0, 1 => 1000.0..1e7]
}

fn near(one: f64, other: f64, scale: f64) -> bool {
    (one - other).abs() <= 1e-9 * scale.max(one.abs()).max(other.abs())
}

// ---- metrics ----

/// Amounts by exporter and importer, and outputs; `None` is a gap.
type Figures = (Vec<Vec<Option<f64>>>, Vec<Option<f64>>);

fn figures() -> impl Strategy<Value = Figures> {
    let cell = || prop_oneof![2 => Just(None), 3 => amount().prop_map(Some)];
    let row = || prop::collection::vec(cell(), CODES.len());
    (prop::collection::vec(row(), CODES.len()), row())
}

/// A network of these figures, times a factor, with countries renamed by `name`.
fn network(figures: &Figures, factor: f64, name: &[usize]) -> SupplyNetwork {
    let mut flows = Vec::new();
    for (from, row) in figures.0.iter().enumerate() {
        for (to, tonnes) in row.iter().enumerate().filter(|(to, _)| *to != from) {
            if let Some(tonnes) = tonnes {
                flows.push(Flow {
                    from: country(name[from]),
                    to: country(name[to]),
                    tonnes: Tonnes(tonnes * factor),
                });
            }
        }
    }
    flows.sort_by_key(|flow| (flow.from, flow.to));
    let output: Map<Country, Reading<Tonnes>> = (figures.1.iter().enumerate())
        .map(|(place, tonnes)| {
            let reading =
                tonnes.map_or(Reading::NotReported, |tonnes| Reading::Known(Tonnes(tonnes * factor)));
            (country(name[place]), reading)
        })
        .collect();
    SupplyNetwork {
        mineral: Mineral::new("antimony"),
        year: Year(2024),
        restricted: country(name[2]),
        stage: Stage::Mine,
        output,
        other_output: Reading::NotReported,
        world_output: Reading::NotReported,
        shares_of: None,
        estimated: Set::new(),
        trade: if flows.is_empty() { Reading::NotReported } else { Reading::Known(flows) },
        addable: true,
    }
}

const AS_IS: [usize; 7] = [0, 1, 2, 3, 4, 5, 6];

fn same(one: Reading<Share>, other: Reading<Share>) -> bool {
    match (one, other) {
        (Reading::Known(one), Reading::Known(other)) => near(one.0, other.0, 1.0),
        (one, other) => one == other,
    }
}

proptest! {
    #[test]
    fn a_metric_is_a_share_or_a_gap(figures in figures()) {
        let network = network(&figures, 1.0, &AS_IS);
        for metric in metrics::ALL {
            for place in AS_IS {
                if let Reading::Known(share) = (metric.measure)(&network, country(place)) {
                    prop_assert!(share.0 >= 0.0 && share.0 <= 1.0 + 1e-12, "{}: {share:?}", metric.id);
                }
            }
        }
    }

    #[test]
    fn the_index_of_world_output_lies_in_its_range_however_the_rest_is_divided(
        outputs in prop::collection::vec(prop_oneof![1 => Just(None), 3 => (0.001..1000.0).prop_map(Some)], 7),
        rest in prop_oneof![Just(0.0), 0.001..500.0],
        missing in prop_oneof![Just(0.0), 0.001..500.0],
        parts in prop::collection::vec(0.001..1.0, 7),
    ) {
        let mut network = network(&(vec![vec![None; 7]; 7], outputs.clone()), 1.0, &AS_IS);
        let withheld = outputs.iter().filter(|made| made.is_none()).count();
        let missing = if withheld > 0 { missing } else { 0.0 };
        let named: f64 = outputs.iter().flatten().sum();
        network.other_output = Reading::Known(Tonnes(rest));
        network.world_output = Reading::Known(Tonnes(named + rest + missing));
        let Reading::Known((least, greatest)) = metrics::output_concentration(&network) else {
            prop_assert!(withheld == 7);
            return Ok(());
        };
        prop_assert!(least.0 >= 0.0 && greatest.0 <= 1.0 + 1e-9);
        // One world among those that the figures allow: the missing tonnes by random parts, the rest in ten.
        let all: f64 = outputs.iter().zip(&parts).filter(|(made, _)| made.is_none()).map(|(_, part)| part).sum();
        let mut world: Vec<f64> = vec![rest / 10.0; 10];
        world.extend(outputs.iter().zip(&parts).map(|(made, part)| made.unwrap_or_else(|| missing * part / all)));
        let index = metrics::herfindahl(&world).unwrap();
        prop_assert!(least.0 <= index + 1e-9 && index <= greatest.0 + 1e-9, "{least:?} {index} {greatest:?}");
    }

    #[test]
    fn countries_measured_at_once_are_measured_as_one_by_one(figures in figures()) {
        let network = network(&figures, 1.0, &AS_IS);
        let all: Vec<Country> = AS_IS.into_iter().map(country).collect();
        for metric in metrics::ALL {
            for (of, reading) in all.iter().zip(metric.of_each(&network, &all)) {
                prop_assert_eq!((metric.measure)(&network, *of), reading, "{}", metric.id);
            }
        }
    }

    #[test]
    fn what_a_country_made_has_touched_it_and_a_repair_is_named(figures in figures()) {
        let network = network(&figures, 1.0, &AS_IS);
        let Reading::Known(trace) = network.trace() else { return Ok(()) };
        let (made, passed) = (trace.made_in(country(2)), trace.passed_through(country(2)));
        for (of, made) in &made {
            let passed = passed[of];
            prop_assert!(passed.share.0 >= made.share.0 - 1e-12 && passed.unknown.0 <= made.unknown.0 + 1e-12);
            prop_assert!(made.share.0 + made.unknown.0 <= 1.0 + 1e-12);
        }
        // Shadow: who sells more than the figures let it have is named, whatever it is then given or loses.
        for (place, row) in figures.0.iter().enumerate() {
            let sold: f64 = row.iter().enumerate().filter(|(to, _)| *to != place).filter_map(|(_, t)| *t).sum();
            let bought: f64 = figures.0.iter().enumerate().filter(|(from, _)| *from != place).filter_map(|(_, r)| r[place]).sum();
            if sold > (bought + figures.1[place].unwrap_or(0.0)) * 1.001 + 1e-9 {
                let named = trace.repairs.iter().any(|repair| match repair {
                    Repair::SoldMoreThanItHad { country: who } => *who == country(place) && figures.1[place].is_some(),
                    Repair::SoldOfUnknownOrigin { country: who, tonnes } => {
                        *who == country(place) && figures.1[place].is_none() && tonnes.0 >= (sold - bought) * 0.999
                    }
                });
                prop_assert!(named, "{} sold {sold} and bought {bought}: {:?}", CODES[place], trace.repairs);
            }
        }
    }

    #[test]
    fn a_group_as_one_loses_only_what_its_members_sell_each_other(figures in figures(), group in prop::collection::btree_set(prop::sample::select(vec![0_usize, 1, 3, 4, 5, 6]), 1..=6)) {
        let network = network(&figures, 1.0, &AS_IS);
        let members: Vec<Country> = group.iter().map(|place| country(*place)).collect();
        let code = Country::parse("XGA").unwrap();
        let as_one = network.with_group_as_one(&members, code).unwrap();
        // Shadow sums straight from the figures.
        let bought = |supplier: usize| -> f64 {
            group.iter().filter_map(|to| figures.0[supplier][*to]).sum()
        };
        let outside = AS_IS.into_iter().filter(|place| !group.contains(place));
        let all: f64 = outside.clone().map(bought).sum();
        let found = as_one.imports(code).known().map_or(0.0, |tonnes| tonnes.0);
        prop_assert!(near(found, all, 1.0), "{found} {all}");
        for supplier in outside {
            let found = as_one.imports_from(country(supplier), code).known().map_or(0.0, |tonnes| tonnes.0);
            prop_assert!(near(found, bought(supplier), 1.0));
        }
        let total = |network: &SupplyNetwork| network.output_total().known().map(|tonnes| tonnes.0);
        if let (Some(before), Some(after)) = (total(&network), total(&as_one)) {
            prop_assert!(near(before, after, 1.0));
        }
        // The restricted supplier's share for the group lies between the least and the greatest of its members.
        if let Reading::Known(of_group) = as_one.import_share(country(2), code) {
            let outsiders_only = |member: &usize| -> Option<f64> {
                let all: f64 = AS_IS.into_iter().filter(|from| !group.contains(from)).filter_map(|from| figures.0[from][*member]).sum();
                if all > 0.0 { Some(figures.0[2][*member].unwrap_or(0.0) / all) } else { None }
            };
            let (least, most) = group.iter().filter_map(outsiders_only).fold((1.0_f64, 0.0_f64), |(a, b), s| (a.min(s), b.max(s)));
            prop_assert!(of_group.0 >= least - 1e-12 && of_group.0 <= most + 1e-12);
        }
    }

    #[test]
    fn a_group_of_one_is_that_country_under_another_code(figures in figures(), place in prop::sample::select(vec![0_usize, 1, 3, 4, 5, 6])) {
        let network = network(&figures, 1.0, &AS_IS);
        let code = Country::parse("XGA").unwrap();
        let as_one = network.with_group_as_one(&[country(place)], code).unwrap();
        for metric in metrics::ALL {
            let (one, other) = ((metric.measure)(&network, country(place)), (metric.measure)(&as_one, code));
            prop_assert!(same(one, other), "{}: {one:?} {other:?}", metric.id);
        }
    }

    #[test]
    fn a_metric_does_not_change_with_the_unit(figures in figures()) {
        let (tonnes, kilogrammes) = (network(&figures, 1.0, &AS_IS), network(&figures, 1000.0, &AS_IS));
        for metric in metrics::ALL {
            for place in AS_IS {
                let of = |network| (metric.measure)(network, country(place));
                prop_assert!(same(of(&tonnes), of(&kilogrammes)), "{}", metric.id);
            }
        }
    }

    #[test]
    fn a_metric_does_not_change_with_the_names(figures in figures(), name in Just(AS_IS.to_vec()).prop_shuffle()) {
        let (plain, renamed) = (network(&figures, 1.0, &AS_IS), network(&figures, 1.0, &name));
        for metric in metrics::ALL {
            for place in AS_IS {
                let (one, other) =
                    ((metric.measure)(&plain, country(place)), (metric.measure)(&renamed, country(name[place])));
                prop_assert!(same(one, other), "{}: {one:?} {other:?}", metric.id);
            }
        }
    }

    #[test]
    fn a_gap_never_becomes_a_number(figures in figures()) {
        let mut without = network(&figures, 1.0, &AS_IS);
        for gap in [Reading::NotReported, Reading::NotApplicable] {
            without.trade = gap;
            without.output.values_mut().for_each(|reading| *reading = Reading::NotReported);
            for metric in metrics::ALL {
                for place in AS_IS {
                    prop_assert_eq!((metric.measure)(&without, country(place)).known(), None, "{}", metric.id);
                }
            }
        }
    }
}

// ---- rules ----

fn claims() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(amount(), 1..=7)
}

fn divided(rule: &Rule, available: f64, claims: &[f64]) -> Vec<f64> {
    // Uses and parts of their own: rules that look at them must keep the laws too.
    let claim = |(place, tonnes): (usize, &f64)| {
        let size = 1.0 + place as f64;
        Claim::new(country(place), Tonnes(*tonnes))
            .using(Tonnes(tonnes * size))
            .owning(Share(0.02 * size))
            .costing((place % 3) as f64)
    };
    let claims = claims.iter().enumerate().map(claim).collect();
    let shortage = Shortage { available: Tonnes(available), claims, market: Some(country(0)) };
    (rule.share_out)(&shortage).unwrap().into_iter().map(|tonnes| tonnes.0).collect()
}

/// Rules that look at claims alone and give out all: order applies to these. `rules.rs` holds what the others promise.
fn shares_with_all(rule: &Rule) -> bool {
    rule.properties.nothing_wasted && rule.properties.order_kept
}

type Divide = fn(f64, &[f64]) -> Vec<f64>;

type Named = (&'static str, Box<dyn Fn(f64, &[f64]) -> Vec<f64>>);

/// Every rule that shares, registered or not.
fn sharing_rules() -> Vec<Named> {
    let plain: [(&'static str, Divide); 6] = [
        ("constrained equal losses", allocation::constrained_equal_losses),
        ("talmud", allocation::talmud),
        ("piniles", allocation::piniles),
        ("minimal overlap", allocation::minimal_overlap),
        ("constrained egalitarian", allocation::constrained_egalitarian),
        ("adjusted proportional", allocation::adjusted_proportional),
    ];
    let mut all: Vec<Named> = Vec::new();
    for rule in allocation::ALL.iter().filter(|rule| shares_with_all(rule)) {
        all.push((rule.id, Box::new(move |available, claims| divided(rule, available, claims))));
    }
    for (name, divide) in plain {
        all.push((name, Box::new(divide)));
    }
    all.push(("random arrival", Box::new(|e, d| allocation::random_arrival(e, d).unwrap())));
    all
}

proptest! {
    #[test]
    fn nobody_gets_less_than_nothing_or_more_than_its_claim(available in amount(), claims in claims()) {
        let all: f64 = claims.iter().sum();
        for rule in allocation::ALL {
            let given = divided(rule, available, &claims);
            prop_assert_eq!(given.len(), claims.len());
            for (given, claim) in given.iter().zip(&claims) {
                prop_assert!(*given >= 0.0 && *given <= claim + 1e-9 * all, "{}: {given} of {claim}", rule.id);
            }
            let (sum, most) = (given.iter().sum::<f64>(), available.min(all));
            prop_assert!(sum <= most + 1e-9 * all, "{}: {sum} of {most}", rule.id);
            if rule.properties.nothing_wasted {
                prop_assert!(near(sum, most, all), "{}: {sum} of {most}", rule.id);
            }
        }
    }

    #[test]
    fn more_to_share_hurts_nobody(available in amount(), more in amount(), claims in claims()) {
        for rule in allocation::ALL {
            let (less, more) = (divided(rule, available, &claims), divided(rule, available + more, &claims));
            for (less, more) in less.iter().zip(&more) {
                prop_assert!(*more >= less - 1e-9 * (1.0 + less.abs()), "{}: {less} then {more}", rule.id);
            }
        }
    }

    #[test]
    fn sharing_rules_share_all_equally_and_in_order(available in amount(), claims in claims()) {
        let all: f64 = claims.iter().sum();
        for (name, divide) in sharing_rules() {
            let given = divide(available, &claims);
            let sum: f64 = given.iter().sum();
            let scale = available.min(all).max(1e-12);
            prop_assert!(near(sum, available.min(all), all), "{name}: {sum} of {available} for {claims:?}");
            for (j, one) in claims.iter().enumerate() {
                prop_assert!(given[j] >= -1e-9 * scale && given[j] <= one + 1e-9 * all, "{name}: {given:?}");
                for (k, other) in claims.iter().enumerate().filter(|(_, other)| *other >= one) {
                    // Equals get the same; who claims more gets and loses no less.
                    prop_assert!(given[k] >= given[j] - 1e-8 * all, "{name}: {given:?} for {claims:?}");
                    prop_assert!(other - given[k] >= one - given[j] - 1e-8 * all, "{name}: {given:?} for {claims:?}");
                }
            }
        }
    }

    #[test]
    fn sharing_does_not_depend_on_order_or_unit(
        available in amount(),
        (claims, order) in claims().prop_flat_map(|claims| {
            let order: Vec<usize> = (0..claims.len()).collect();
            (Just(claims), Just(order).prop_shuffle())
        }),
    ) {
        let all: f64 = claims.iter().sum();
        for (name, divide) in sharing_rules() {
            let given = divide(available, &claims);
            let shuffled: Vec<f64> = order.iter().map(|&j| claims[j]).collect();
            for (place, found) in order.iter().zip(divide(available, &shuffled)) {
                prop_assert!(near(found, given[*place], all), "{name}");
            }
            let larger: Vec<f64> = claims.iter().map(|claim| claim * 10.0).collect();
            for (given, larger) in given.iter().zip(divide(available * 10.0, &larger)) {
                prop_assert!(near(given * 10.0, larger, all), "{name}");
            }
        }
    }

    #[test]
    fn equal_losses_are_claims_less_equal_awards_of_what_is_missing(part in 0.0..1.0, claims in claims()) {
        let all: f64 = claims.iter().sum();
        let equal_awards = allocation::ALL.iter().find(|rule| rule.id == "constrained-equal-awards").unwrap();
        let available = part * all;
        let missing = divided(equal_awards, all - available, &claims);
        let losses = allocation::constrained_equal_losses(available, &claims);
        for ((claim, missing), given) in claims.iter().zip(missing).zip(losses) {
            prop_assert!(near(claim - missing, given, all));
        }
    }

    #[test]
    fn talmud_shares_gains_as_it_shares_losses(part in 0.0..1.0, claims in claims()) {
        let all: f64 = claims.iter().sum();
        let gains = allocation::talmud(part * all, &claims);
        let losses = allocation::talmud(all - part * all, &claims);
        for ((claim, gain), loss) in claims.iter().zip(gains).zip(losses) {
            prop_assert!(near(claim - loss, gain, all));
        }
    }
}

#[test]
fn the_talmud_table() {
    let third = 100.0 / 3.0;
    let table = [(100.0, [third; 3]), (200.0, [50.0, 75.0, 75.0]), (300.0, [50.0, 100.0, 150.0])];
    for (available, expected) in table {
        for (given, expected) in allocation::talmud(available, &[100.0, 200.0, 300.0]).iter().zip(expected) {
            assert!(near(*given, expected, 1.0), "{available}: {given} {expected}");
        }
    }
}

// ---- networks of projects and buyers ----

type Net = (Vec<f64>, Vec<f64>, Vec<Vec<Option<f64>>>);

fn nets() -> impl Strategy<Value = Net> {
    (1_usize..=4, 1_usize..=5).prop_flat_map(|(projects, buyers)| {
        let limit = prop_oneof![2 => Just(None), 2 => Just(Some(0.0)), 2 => (0.001..500.0).prop_map(Some)];
        let supply = prop::collection::vec(prop_oneof![1 => Just(0.0), 5 => 0.001..1000.0], projects);
        let demand = prop::collection::vec(prop_oneof![1 => Just(0.0), 5 => 0.001..1000.0], buyers);
        (supply, demand, prop::collection::vec(prop::collection::vec(limit, buyers), projects))
    })
}

/// The most that a set of buyers can take, as the smallest cut over all sets of projects: no flow code of ours is used.
fn most_for(net: &Net, set: usize) -> f64 {
    let (supply, demand, limits) = net;
    let members = |set: usize| (0..demand.len()).filter(move |j| set >> j & 1 == 1);
    let mut least = f64::INFINITY;
    for cut_buyers in 0_usize..1 << demand.len() {
        if cut_buyers & !set != 0 {
            continue;
        }
        let direct: f64 = members(cut_buyers).map(|j| demand[j]).sum();
        let through: f64 = (0..supply.len())
            .map(|i| {
                let edges: f64 =
                    members(set & !cut_buyers).map(|j| limits[i][j].unwrap_or(f64::INFINITY)).sum();
                supply[i].min(edges)
            })
            .sum();
        least = least.min(direct + through);
    }
    least
}

proptest! {
    #[test]
    fn fairness_loses_no_tonne_and_every_set_can_be_served(net in nets()) {
        let (supply, demand, limits) = &net;
        let network = Network::new(supply, demand, limits).unwrap();
        let whole = (1_usize << demand.len()) - 1;
        let most = most_for(&net, whole);
        let scale: f64 = supply.iter().chain(demand).sum();
        prop_assert!(near(network.deliverable(), most, scale));
        for weights in [demand.clone(), vec![1.0; demand.len()]] {
            let given = allocation::leximin(&network, &weights).unwrap();
            prop_assert!(near(given.iter().sum(), most, scale), "{given:?} {most}");
            for set in 1..=whole {
                let taken: f64 = (0..demand.len()).filter(|j| set >> j & 1 == 1).map(|j| given[j]).sum();
                prop_assert!(taken <= most_for(&net, set) + 1e-8 * scale, "{given:?} cannot be delivered");
            }
        }
    }

    #[test]
    fn nobody_could_be_lifted_at_the_cost_of_the_better_off(net in nets()) {
        let (supply, demand, limits) = &net;
        let network = Network::new(supply, demand, limits).unwrap();
        let given = allocation::leximin(&network, demand).unwrap();
        let scale: f64 = supply.iter().chain(demand).sum();
        let coverage = |j: usize| given[j] / demand[j];
        for j in (0..demand.len()).filter(|&j| demand[j] > 0.0 && coverage(j) < 1.0 - 1e-6) {
            // Those no better off than j, and j, must together fill some cut: else j could have more.
            let poorer = (0..demand.len()).filter(|&k| k == j || demand[k] == 0.0 || coverage(k) <= coverage(j) + 1e-7);
            let set: usize = poorer.map(|k| 1 << k).sum();
            let tight = (1..=set).filter(|sub| sub & !set == 0 && sub >> j & 1 == 1).any(|sub| {
                let taken: f64 = (0..demand.len()).filter(|k| sub >> k & 1 == 1).map(|k| given[k]).sum();
                taken >= most_for(&net, sub) - 1e-6 * scale
            });
            prop_assert!(tight, "{given:?} of {demand:?}: {j} could have more");
        }
    }

    #[test]
    fn the_highest_dependency_left_can_be_reached_and_no_lower_one(
        net in nets(),
        spare in prop::collection::vec(0.0..500.0, 5),
    ) {
        let (supply, restricted, limits) = &net;
        let uses: Vec<f64> = restricted.iter().zip(&spare).map(|(b, more)| b + more + 1.0).collect();
        let network = Network::new(supply, restricted, limits).unwrap();
        let best = allocation::min_worst_dependency(&network, &uses).unwrap();
        let scale: f64 = supply.iter().chain(restricted).sum::<f64>() + 1.0;
        let can = |level: f64| {
            let needs: Vec<f64> = restricted.iter().zip(&uses).map(|(b, a)| (b - level * a).max(0.0)).collect();
            let wanted: f64 = needs.iter().sum();
            let net = (supply.clone(), needs, limits.clone());
            wanted - most_for(&net, (1 << uses.len()) - 1)
        };
        prop_assert!(can(best.highest_after) <= 1e-8 * scale);
        if best.highest_after > 1e-3 {
            prop_assert!(can(best.highest_after - 1e-4) > 0.0, "{} is not the least", best.highest_after);
        }
    }

    #[test]
    fn a_transport_plan_can_be_carried_out_and_no_swap_is_cheaper(
        (supply, needs, cost) in (1_usize..=4, 1_usize..=5).prop_flat_map(|(i, j)| (
            prop::collection::vec(0.0..100.0, i),
            prop::collection::vec(0.0..100.0, j),
            prop::collection::vec(prop::collection::vec(0.0..50.0, j), i),
        )),
    ) {
        let plan = allocation::transport(&supply, &needs, &cost).unwrap();
        let missing = (needs.iter().sum::<f64>() - supply.iter().sum::<f64>()).max(0.0);
        prop_assert!(near(plan.shortfall, missing, 1000.0));
        for (row, supply) in plan.flow.iter().zip(&supply) {
            prop_assert!(row.iter().sum::<f64>() <= supply + 1e-9 * 1000.0 && row.iter().all(|x| *x >= 0.0));
        }
        for a in 0..supply.len() {
            for b in 0..supply.len() {
                for j in 0..needs.len() {
                    for k in 0..needs.len() {
                        if plan.flow[a][j] > 1e-6 && plan.flow[b][k] > 1e-6 {
                            prop_assert!(cost[a][j] + cost[b][k] <= cost[a][k] + cost[b][j] + 1e-6);
                        }
                    }
                }
            }
        }
    }
}

// ---- origin, restriction, price ----

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn any_bytes_are_refused_or_mended_into_a_network(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        bodies::network_repair(&bytes);
    }
}

proptest! {
    #[test]
    fn origins_add_up_and_what_was_made_in_a_country_has_touched_it(
        production in prop::collection::vec(prop_oneof![1 => Just(0.0), 2 => 0.1..100.0], 5),
        flows in prop::collection::vec(prop::collection::vec(prop_oneof![1 => Just(0.0), 1 => 0.1..50.0], 5), 5),
    ) {
        let flows = Flows::new(&production, &flows).unwrap();
        let traced = flows.origin();
        for node in 0..5 {
            prop_assert_eq!(traced.origin[node].is_some(), traced.supply[node] > 0.0);
            let Some(row) = &traced.origin[node] else { continue };
            let sum: f64 = row.iter().sum::<f64>() + traced.unknown[node];
            prop_assert!((sum - 1.0).abs() < 1e-12, "{sum}");
            for (through, made) in row.iter().enumerate() {
                let touched = flows.touch(through).unwrap()[node].unwrap();
                prop_assert!(touched >= made - 1e-12 && touched <= 1.0 + 1e-12);
            }
        }
    }

    #[test]
    fn a_deeper_cut_never_leaves_less_unmet(
        cut in 0.0..1.0,
        more in 0.0..1.0,
        leakage in 0.0..=1.0,
        fungibility in 0.0..=1.0,
        spare in amount(),
        buyers in prop::collection::vec((amount(), 0.0..=1.0, any::<bool>(), amount(), 0.0..=1.0), 1..=7),
    ) {
        let buyers: Vec<Buyer> = buyers
            .iter()
            .enumerate()
            .map(|(place, (used, part, targeted, stock, substitutable))| Buyer {
                country: country(place),
                use_: Tonnes(*used),
                from_restricted: Tonnes(used * part),
                targeted: *targeted,
                stock: Tonnes(*stock),
                substitutable: Share(*substitutable),
            })
            .collect();
        let with = |cut: f64| {
            let restriction = Restriction {
                cut: Share(cut),
                leakage: Share(leakage),
                fungibility: Share(fungibility),
                horizon_years: 1.0,
                spare: Tonnes(spare),
            };
            waterfall(&restriction, &buyers).unwrap()
        };
        let (less, more) = (with(cut), with(cut + (1.0 - cut) * more));
        let scale: f64 = buyers.iter().map(|buyer| buyer.use_.0).sum();
        let unmet = |steps: &[offtake::disruption::Steps]| steps.iter().map(|step| step.shortfall.0).sum::<f64>();
        prop_assert!(unmet(&more) >= unmet(&less) - 1e-9 * scale);
        for (step, buyer) in more.iter().zip(&buyers) {
            let parts = [step.stock_release, step.spare, step.substitution, step.shortfall];
            prop_assert!(parts.iter().all(|part| part.0 >= 0.0));
            let sum: f64 = parts.iter().map(|part| part.0).sum();
            prop_assert!(near(sum, step.after_pass_through.0, scale));
            prop_assert!(step.shortfall.0 <= buyer.use_.0 + 1e-9 * scale);
        }
    }

    #[test]
    fn stocks_run_down_in_step_and_months_add_up_to_the_year(
        cut in 0.0..=1.0,
        stock in amount(),
        bought in amount(),
        months in 1_usize..=24,
    ) {
        let month = Restriction {
            cut: Share(cut),
            leakage: Share(0.0),
            fungibility: Share(0.0),
            horizon_years: 1.0 / 12.0,
            spare: Tonnes::ZERO,
        };
        let buyer = Buyer {
            country: country(0),
            use_: Tonnes(bought),
            from_restricted: Tonnes(bought),
            targeted: true,
            stock: Tonnes(stock),
            substitutable: Share(0.0),
        };
        let lost = cut * bought * months as f64 / 12.0;
        for drawing in [Drawing::AsNeeded, Drawing::Spread] {
            let periods = over_time(&vec![month; months], &[buyer], drawing).unwrap();
            let unmet: f64 = periods.iter().map(|period| period.steps[0].shortfall.0 / 12.0).sum();
            let last = periods.last().unwrap().stock_after[0].0;
            // However it is drawn, a stock makes good what it holds and no more.
            prop_assert!(near(unmet, (lost - stock).max(0.0), lost + stock), "{drawing:?}: {unmet}");
            prop_assert!(near(last, (stock - lost).max(0.0), lost + stock), "{drawing:?}: {last}");
            let stocks = periods.iter().map(|period| period.stock_after[0].0);
            prop_assert!(stocks.clone().zip(stocks.skip(1)).all(|(before, after)| after <= before && after >= 0.0));
        }
    }

    #[test]
    fn rerouting_moves_a_loss_and_more_freedom_never_makes_it_larger(
        figures in figures(),
        cut in 0.0..=1.0,
        free in 0.0..=1.0,
        spare in prop_oneof![Just(0.0), amount()],
    ) {
        let network = network(&figures, 1.0, &AS_IS);
        if network.trade.clone().known().is_none() {
            return Ok(());
        }
        let spare_by = Map::from([(country(0), Tonnes(spare))]);
        let unmet = |free: Option<f64>| -> f64 {
            let left = rerouted(&network, Share(cut), &spare_by, free.map(Share)).unwrap().known().unwrap();
            left.iter().map(|unmet| unmet.tonnes.0).sum()
        };
        let from_restricted = AS_IS.into_iter().filter(|to| *to != 2).filter_map(|to| figures.0[2][to]);
        let lost: f64 = cut * from_restricted.sum::<f64>();
        let scale: f64 = figures.0.iter().flatten().flatten().sum::<f64>() + spare;
        let (none, some, all) = (unmet(Some(0.0)), unmet(Some(free)), unmet(None));
        prop_assert!(near(none, lost, scale), "{none} {lost}");
        prop_assert!(some <= none + 1e-8 * scale && all <= some + 1e-8 * scale, "{none} {some} {all}");
        prop_assert!(all >= lost - spare - 1e-8 * scale, "tonnes out of nothing");
        if spare == 0.0 {
            prop_assert!(near(all, lost, 10.0 * scale), "moving what is left makes no tonne");
        }
    }

    #[test]
    fn a_price_clears_the_market_and_less_supply_never_lowers_it(
        sellers in prop::collection::vec((0.1..100.0, 0.0..2.0), 1..=4),
        kept in 0.3..1.0,
        yielding in 0.1..2.0,
    ) {
        let sellers: Vec<Seller> =
            sellers.iter().map(|(tonnes, elasticity)| Seller { tonnes: *tonnes, elasticity: *elasticity, most: None }).collect();
        let all: f64 = sellers.iter().map(|seller| seller.tonnes).sum();
        let needs = [Need { tonnes: all * 1.2, elasticity: yielding }];
        let (before, after) =
            (clearing(&sellers, all * 0.2, 0.0, &needs).unwrap(), clearing(&sellers, all * 0.2 * kept, 0.0, &needs).unwrap());
        prop_assert!((before.ratio - 1.0).abs() < 1e-9, "no disruption, another price: {}", before.ratio);
        prop_assert!(after.ratio >= 1.0 - 1e-9);
        let supplied: f64 = after.sold.iter().sum::<f64>() + all * 0.2 * kept;
        prop_assert!(near(supplied, after.used.iter().sum(), all));
    }
}
