//! A division under every rule, judged: figures worked out by hand, and what the facts say of every mineral under control.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use offtake::terms::{Map, Set};

use offtake::allocation::{self, ALL, Claim, Shortage};
use offtake::scenario::{
    Concentration, Dated, Held, Judged, Missing, Money, NetworkRule, PIPELINE_YEARS, Plant, Project,
    PublicMoney, Question, Relief, SEED, ScenarioError, SharedNetwork, Terms, UnderRule, answer, bands,
    every_rule, held, need, pipeline,
};
use offtake::supply::{self, AlliedProject, Basis, Contract, Flow, SupplyNetwork, projects};
use offtake::terms::{Country, Mineral, Reading, Share, Stage, Standing, Tonnes, Year};

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

/// Canada imports 100 t, 40 of them from China; Japan imports 50 t, 30 from China; the rest is Australia's.
fn network() -> SupplyNetwork {
    let flow =
        |from: &str, to: &str, tonnes| Flow { from: country(from), to: country(to), tonnes: Tonnes(tonnes) };
    SupplyNetwork {
        mineral: Mineral::new("antimony"),
        year: Year(2024),
        restricted: Country::CHINA,
        stage: Stage::Mine,
        output: Map::new(),
        other_output: Reading::NotReported,
        world_output: Reading::NotReported,
        shares_of: None,
        estimated: Set::new(),
        trade: Reading::Known(vec![
            flow("AUS", "CAN", 60.0),
            flow("AUS", "JPN", 20.0),
            flow("CHN", "CAN", 40.0),
            flow("CHN", "JPN", 30.0),
        ]),
        addable: false,
    }
}

/// An Australian plant of 35 t that Canada pays for.
fn plant() -> Project {
    Project {
        id: "plant".to_owned(),
        name: "A plant".to_owned(),
        host: Reading::Known(country("AUS")),
        tonnes: Reading::Known(Tonnes(35.0)),
        market: Some(country("CAN")),
        owners: Map::from([(country("CAN"), Share(1.0))]),
        contracts: Vec::new(),
        plants: Vec::new(),
        source: None,
    }
}

fn asked(project: &Project, allies: &[Country], money: &Money<'_>) -> Vec<UnderRule> {
    let (network, demand) = (network(), Map::new());
    let rule = &ALL[0];
    every_rule(
        &Question {
            network: &network,
            demand: &demand,
            allies,
            cut: Share(1.0),
            project,
            rule,
            terms: Terms::Open,
            relief: Relief::default(),
        },
        money,
    )
}

fn under<'a>(all: &'a [UnderRule], rule: &str) -> &'a Judged {
    all.iter().find(|under| under.rule.id == rule).unwrap().outcome.as_ref().unwrap()
}

#[test]
fn a_division_is_judged_as_worked_out_by_hand() {
    let (canada, japan) = (country("CAN"), country("JPN"));
    let values = Map::from([(canada, 3.0), (japan, 1.0)]);
    let public = Some(PublicMoney { amount: 700.0, years: 10.0 });
    let all = asked(&plant(), &[canada, japan], &Money { values: Some(&values), public });
    assert_eq!(all.len(), ALL.len());
    let near = |found: f64, hoped: f64| assert!((found - hoped).abs() < 1e-12, "{found} {hoped}");

    // 70 t are lost; half of each loss is covered.
    let shared = &under(&all, "proportional").judgement;
    assert_eq!((shared.gini, shared.jain), (Ok(0.0), Ok(1.0)));
    assert_eq!((shared.least_coverage, shared.mean_coverage), (Ok(Share(0.5)), Ok(Share(0.5))));
    assert_eq!((shared.covered, shared.replaced), (Ok(Share(0.5)), Tonnes(35.0)));
    assert_eq!(shared.premium, Ok(Tonnes(15.0)));
    assert_eq!(shared.against_one_market.clone().unwrap()[&japan], Tonnes(15.0));
    assert!(shared.envy.is_empty());
    // 105 could be had with all of it in Canada; 20 · 3 + 15 are.
    near(shared.price_of_fairness.unwrap(), 30.0 / 105.0);
    near(shared.cost_per_tonne.unwrap(), 2.0);
    // Canada would rather keep its 35 t, and 15 t from Japan would hold it.
    let stability = shared.stability.clone().unwrap();
    let coalition = stability.blocking.clone().unwrap();
    assert_eq!((coalition.members, coalition.gain), (vec![canada], Tonnes(15.0)));
    assert_eq!(stability.smallest_transfer(), Tonnes(15.0));
    assert_eq!(stability.transfer[&japan], Tonnes(-15.0));
    // Australia takes over: the index rises, and that is told.
    let rise = shared.concentration[&canada];
    near(rise.before, 0.52);
    near(rise.after, 0.68);
    assert!(rise.rises());
    assert!(!Concentration { before: 0.5, after: 0.5 }.rises());

    let alone = &under(&all, "single-market").judgement;
    assert_eq!(alone.premium, Ok(Tonnes::ZERO));
    assert_eq!(alone.envy, [(japan, canada)]);
    assert_eq!(alone.stability.clone().unwrap().blocking, None);
    near(alone.mean_coverage.unwrap().0, 0.4375);
    near(alone.gini.unwrap(), 0.5);
    near(alone.jain.unwrap(), 0.5);
}

#[test]
fn what_nobody_publishes_is_a_gap_with_its_reason() {
    let allies = [country("CAN"), country("JPN")];
    let all = asked(&plant(), &allies, &Money::default());
    let shared = &under(&all, "proportional").judgement;
    assert_eq!(shared.price_of_fairness, Err(Missing::NoValues));
    assert_eq!(shared.cost_per_tonne, Err(Missing::NoMoney));

    let ownerless = Project { owners: Map::new(), ..plant() };
    let all = asked(&ownerless, &allies, &Money::default());
    assert_eq!(under(&all, "proportional").judgement.stability, Err(Missing::NoOwners));
    let by_capital = all.iter().find(|under| under.rule.id == "proportional-to-capital").unwrap();
    assert!(by_capital.outcome.is_err());

    let silent = Project { tonnes: Reading::NotReported, ..plant() };
    let all = asked(&silent, &allies, &Money::default());
    let judgement = &under(&all, "proportional").judgement;
    assert_eq!((judgement.gini, judgement.covered), (Err(Missing::NoTonnes), Err(Missing::NoTonnes)));
    assert_eq!(judgement.stability, Err(Missing::NoTonnes));

    let elsewhere = Project { market: Some(country("ITA")), ..plant() };
    let all = asked(&elsewhere, &allies, &Money::default());
    assert_eq!(under(&all, "proportional").judgement.premium, Err(Missing::MarketUnknown));
}

#[test]
fn wrong_inputs_name_the_project_or_the_ally_and_the_remedy() {
    let allies = [country("CAN"), country("JPN")];
    let owners = Map::from([(country("CAN"), Share(0.8)), (country("JPN"), Share(0.3))]);
    let overowned = Project { owners, ..plant() };
    let error = asked(&overowned, &allies, &Money::default())[3].outcome.clone().unwrap_err();
    assert!(matches!(error, ScenarioError::Overowned { .. }));
    assert!(error.to_string().contains("A plant") && error.to_string().contains("lower parts"), "{error}");

    let values = Map::from([(country("CAN"), 3.0)]);
    let money = Money { values: Some(&values), public: None };
    let error = asked(&plant(), &allies, &money)[3].outcome.clone().unwrap_err();
    assert!(error.to_string().contains("value to JPN is not given"), "{error}");
}

fn planned(id: &str, tonnes: Option<f64>, start: Option<u16>, standing: Standing) -> AlliedProject {
    AlliedProject {
        id: id.to_owned(),
        name: id.to_owned(),
        host: country("CAN"),
        tonnes: tonnes.map_or(Reading::NotReported, |tonnes| Reading::Known(Tonnes(tonnes))),
        comparable: true,
        start: start.map(Year),
        read: Some(Year(2026)),
        standing,
        contracts: Vec::new(),
        source: "record".to_owned(),
    }
}

#[test]
fn a_pipeline_counts_what_is_published_and_lists_the_rest() {
    let all = [
        planned("A", Some(1000.0), Some(2028), Standing::Built),
        planned("B", Some(500.0), Some(2030), Standing::Conditional),
        planned("C", Some(900.0), None, Standing::Contracted),
        planned("D", None, Some(2027), Standing::Letter),
    ];
    let wanted = need(&network(), &[country("CAN"), country("JPN"), country("ITA")]);
    let found = pipeline(&all, wanted, PIPELINE_YEARS, &Map::new(), SEED, 512);
    assert_eq!(found.years.len(), 16);
    let missing: Vec<(&str, bool, bool)> =
        found.gaps.iter().map(|gap| (gap.project.id.as_str(), gap.no_tonnes, gap.no_start)).collect();
    assert_eq!(missing, [("C", false, true), ("D", true, false)]);
    let wanted = found.need.clone().unwrap();
    assert_eq!((wanted.tonnes, wanted.unknown), (Tonnes(70.0), vec![country("ITA")]));

    let at = |year: u16| found.years.iter().find(|row| row.year == Year(year)).unwrap();
    assert_eq!(at(2027).all, [Tonnes::ZERO; 3]);
    assert_eq!(at(2030).planned, [Tonnes(1000.0), Tonnes::ZERO, Tonnes(500.0), Tonnes::ZERO]);
    // Late, slow or badly run: the middle of what may come lies below the plan, and nothing above it.
    assert!(at(2029).all[1] < Tonnes(1000.0) && at(2040).all[2] <= Tonnes(1500.0));
    assert!(at(2040).all[1] > Tonnes(1200.0), "{:?}", at(2040));
    for pair in found.years.windows(2) {
        assert!((0..3).all(|part| pair[0].all[part] <= pair[1].all[part]), "{:?}", pair[1].year);
    }
    for row in &found.years {
        assert!(row.all[0] <= row.all[1] && row.all[1] <= row.all[2]);
    }
    // Another project beside it does not move a project's own band; another seed does.
    let alone = pipeline(&all[..1], Err(Missing::NoTrade), PIPELINE_YEARS, &Map::new(), SEED, 512);
    assert_eq!(alone.years[5].by_standing[0], found.years[5].by_standing[0]);
    let other = pipeline(&all[..1], Err(Missing::NoTrade), PIPELINE_YEARS, &Map::new(), 1, 512);
    assert_ne!(other.years[5].by_standing[0], found.years[5].by_standing[0]);
    // Half of the conditional ones never start.
    let never = Map::from([(Standing::Conditional, Share(0.5))]);
    let fewer = pipeline(&all, Err(Missing::NoTrade), PIPELINE_YEARS, &never, SEED, 512);
    assert_eq!(fewer.years[15].by_standing[2][0], Tonnes::ZERO);
    assert_eq!(fewer.years[15].by_standing[0], found.years[15].by_standing[0]);
}

#[test]
fn tonnes_that_count_something_else_are_not_set_beside_trade() {
    let oxides =
        AlliedProject { comparable: false, ..planned("A", Some(590.0), Some(2026), Standing::Built) };
    let found = pipeline(
        std::slice::from_ref(&oxides),
        need(&network(), &[country("CAN")]),
        PIPELINE_YEARS,
        &Map::new(),
        SEED,
        64,
    );
    assert_eq!((found.need, found.projects.len()), (Err(Missing::NotComparable), 1));
    let both = [oxides, planned("B", Some(10.0), Some(2027), Standing::Built)];
    let found = pipeline(&both, Err(Missing::NoTrade), PIPELINE_YEARS, &Map::new(), SEED, 64);
    assert_eq!(found.projects[0].id, "B");
    assert!(found.gaps[0].other_tonnes && !found.gaps[0].no_tonnes);
}

#[test]
fn the_record_s_projects_fill_the_pipeline_of_magnets() {
    let ledger = support::ledger();
    let of = |mineral: &str| projects(ledger, &Mineral::new(mineral));
    let magnets = of("permanent_magnets");
    let mineral = Mineral::new("permanent_magnets");
    let network = supply::network(ledger, &mineral, Year(2024), Country::CHINA);
    let g7 = ["CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"].map(country);
    let found = pipeline(&magnets, need(&network, &g7), PIPELINE_YEARS, &Map::new(), SEED, 1024);
    let counted: Vec<&str> = found.projects.iter().map(|project| project.id.as_str()).collect();
    assert_eq!(counted, ["D01", "D04"]);
    let missing: Vec<&str> = found.gaps.iter().map(|gap| gap.project.id.as_str()).collect();
    assert_eq!(missing, ["D05", "D70"]);
    assert_eq!(found.years[15].planned[0], Tonnes(7000.0), "10X is being built");
    assert_eq!(found.years[15].planned[1], Tonnes(3000.0), "Independence has a buyer under contract");
    assert!(found.need.unwrap().tonnes > Tonnes(10_000.0));
    // Nobody publishes when Matawinie starts.
    let graphite = of("natural_graphite");
    assert!(graphite.iter().any(|project| project.id == "D20" && project.start.is_none()));
}

fn contract(
    party: &str,
    whose: Option<&str>,
    share: Option<f64>,
    basis: Basis,
    standing: Standing,
) -> Contract {
    Contract {
        party: party.to_owned(),
        country: whose.map(country),
        share: share.map_or(Reading::NotReported, |share| Reading::Known(Share(share))),
        basis,
        standing,
    }
}

#[test]
fn contracts_come_first_and_only_the_rest_is_divided() {
    let contracts = vec![
        contract("Canada", Some("CAN"), Some(0.2), Basis::Computed, Standing::Contracted),
        contract("A trader", None, Some(0.1), Basis::Published, Standing::Contracted),
        contract("A carmaker", Some("JPN"), None, Basis::Unknown, Standing::Contracted),
        contract("A hopeful", Some("JPN"), Some(0.5), Basis::Published, Standing::Letter),
    ];
    let project = Project { tonnes: Reading::Known(Tonnes(50.0)), contracts, ..plant() };
    let (network, demand) = (network(), Map::new());
    let allies = [country("CAN"), country("JPN")];
    let rule = ALL.iter().find(|rule| rule.id == "proportional").unwrap();
    let sized = Project {
        contracts: project.contracts.iter().filter(|one| one.basis != Basis::Unknown).cloned().collect(),
        ..project.clone()
    };
    let ask = |terms, project: &Project| {
        let cut = Share(1.0);
        let question = Question {
            network: &network,
            demand: &demand,
            allies: &allies,
            cut,
            project,
            rule,
            terms,
            relief: Relief::default(),
        };
        answer(&question).unwrap()
    };
    // 10 t are Canada's, 5 t a trader's; 35 t are divided among 30 and 30 t that are still missing.
    let first = ask(Terms::ContractsFirst, &sized);
    let [canada, japan] = [first.allies[0], first.allies[1]];
    assert_eq!((canada.contracted.computed, canada.contracted.published), (Tonnes(10.0), Tonnes::ZERO));
    assert_eq!(
        (canada.divided, canada.received),
        (Reading::Known(Tonnes(17.5)), Reading::Known(Tonnes(27.5)))
    );
    assert_eq!(japan.received, Reading::Known(Tonnes(17.5)));
    assert_eq!((first.outside, first.unknown, first.unallocated), (Tonnes(5.0), Tonnes::ZERO, Tonnes::ZERO));
    // With a carmaker's contract of unpublished size, nobody can say what of the 35 t is free: none of it is divided.
    let held_back = ask(Terms::ContractsFirst, &project);
    let japan = held_back.allies[1];
    assert_eq!((japan.contracted.known(), japan.contracted.more), (Tonnes::ZERO, true));
    assert_eq!((japan.divided, held_back.unknown), (Reading::Known(Tonnes::ZERO), Tonnes(35.0)));
    // As they stand, 35 t are nobody's that is known.
    let stand = ask(Terms::AsTheyStand, &project);
    assert_eq!((stand.unknown, stand.delivered), (Tonnes(35.0), Tonnes(10.0)));
    assert_eq!(stand.allies[1].received, Reading::Known(Tonnes::ZERO));
    // Open terms are the rule's alone.
    let open = ask(Terms::Open, &project);
    assert_eq!((open.allies[0].contracted.known(), open.outside), (Tonnes::ZERO, Tonnes::ZERO));
    for answer in [first, held_back, stand, open] {
        let reached: f64 = answer.allies.iter().filter_map(|ally| ally.received.known()).map(|t| t.0).sum();
        let all = reached + answer.outside.0 + answer.unknown.0 + answer.unallocated.0;
        assert!((all - 50.0).abs() < 1e-9, "no tonne is lost: {answer:?}");
    }
}

/// Two plants, of which one is bound and one is not.
fn pool(dated: Option<Dated>) -> Project {
    let plant = |id: &str, tonnes, host: &str, owner: &str, contracts| Plant {
        id: id.to_owned(),
        name: id.to_owned(),
        host: country(host),
        tonnes: Tonnes(tonnes),
        owners: Map::from([(country(owner), Share(1.0))]),
        contracts,
        dated,
    };
    let bound = vec![contract("Canada", Some("CAN"), Some(0.5), Basis::Published, Standing::Contracted)];
    let open_ended = vec![contract("A carmaker", Some("JPN"), None, Basis::Unknown, Standing::Contracted)];
    let plants = vec![plant("A", 30.0, "AUS", "CAN", bound), plant("B", 10.0, "USA", "JPN", open_ended)];
    Project::of_plants("all", "A, B".to_owned(), Some(country("CAN")), plants)
}

#[test]
fn several_projects_are_divided_as_one_and_each_keeps_its_contracts() {
    let (network, demand) = (network(), Map::new());
    let allies = [country("CAN"), country("JPN")];
    let rule = ALL.iter().find(|rule| rule.id == "proportional").unwrap();
    let both = pool(None);
    assert_eq!(both.tonnes, Reading::Known(Tonnes(40.0)));
    assert_eq!(both.owners, Map::from([(country("CAN"), Share(0.75)), (country("JPN"), Share(0.25))]));
    assert_eq!(both.host, Reading::NotReported, "they stand in two countries");
    let cut = Share(1.0);
    let ask = |terms| Question {
        network: &network,
        demand: &demand,
        allies: &allies,
        cut,
        project: &both,
        rule,
        terms,
        relief: Relief::default(),
    };
    let open = answer(&ask(Terms::Open)).unwrap();
    assert_eq!(open.delivered, Tonnes(40.0));
    // 15 t are Canada's, 15 t of A are free, and of B's 10 t nobody can say what is.
    let first = answer(&ask(Terms::ContractsFirst)).unwrap();
    assert_eq!(first.allies[0].contracted.published, Tonnes(15.0));
    assert_eq!((first.unknown, first.unallocated), (Tonnes(10.0), Tonnes::ZERO));
    assert!((first.delivered.0 - 30.0).abs() < 1e-9);
    // Which ally gets the tonnes of which country is not settled: no index is told.
    let judged = every_rule(&ask(Terms::Open), &Money::default());
    assert!(under(&judged, "proportional").judgement.concentration.is_empty());
    assert_eq!(Project::of_plants("all", String::new(), None, Vec::new()).tonnes, Reading::NotReported);
}

#[test]
fn projects_by_a_year_come_late_in_some_worlds() {
    let (network, demand) = (network(), Map::new());
    let allies = [country("CAN"), country("JPN")];
    let rule = ALL.iter().find(|rule| rule.id == "proportional-to-capital").unwrap();
    let covered = |at: u16| {
        let both = pool(Some(Dated { at: Year(at), start: Year(2029), read: Some(Year(2026)) }));
        let (cut, terms) = (Share(1.0), Terms::Open);
        let question = Question {
            network: &network,
            demand: &demand,
            allies: &allies,
            cut,
            project: &both,
            rule,
            terms,
            relief: Relief::default(),
        };
        bands(&question, 512).unwrap().judged.unwrap().covered
    };
    let (first, late) = (covered(2029), covered(2040));
    assert_eq!(first[0], Share(0.0), "some do not run in their first year");
    assert!(late[0].0 > 0.2 && late[2].0 <= 40.0 / 49.0 && first[2] < late[1], "{first:?} {late:?}");
}

#[test]
fn contracts_beyond_the_project_name_it_and_the_party() {
    let contracts = vec![
        contract("Canada", Some("CAN"), Some(0.7), Basis::Published, Standing::Contracted),
        contract("Japan", Some("JPN"), Some(0.4), Basis::Published, Standing::Contracted),
    ];
    let error = held("A plant", &contracts).unwrap_err().to_string();
    assert!(
        error.contains("A plant") && error.contains("Canada") && error.contains("lower parts"),
        "{error}"
    );
}

#[test]
fn the_six_contracts_of_the_record_stand_as_published() {
    let ledger = support::ledger();
    let stands = |mineral: &str, id: &str| {
        let all = projects(ledger, &Mineral::new(mineral));
        let project = all.iter().find(|project| project.id == id).unwrap_or_else(|| panic!("{id}"));
        held(&project.name, &project.contracts).unwrap()
    };
    let near = |held: Held, published: f64, computed: f64| {
        assert!(
            (held.published.0 - published).abs() < 1e-9 && (held.computed.0 - computed).abs() < 1e-9,
            "{held:?}"
        );
        assert!((held.published.0 + held.computed.0 + held.unknown.0 - 1.0).abs() < 1e-9);
    };
    near(stands("natural_graphite", "D20"), 0.0, 30_000.0 / 103_000.0);
    near(stands("gallium", "D60"), 0.0, 0.0);
    near(stands("magnet_rare_earths", "D63"), 0.5, 0.0);
    near(stands("magnet_rare_earths", "D61"), 0.0, 5_000.0 / 9_600.0);
    near(stands("magnet_rare_earths", "D62"), 0.5, 0.0);
    near(stands("magnet_rare_earths", "D46"), 0.8, 0.0);
    near(stands("permanent_magnets", "D01"), 1.0, 0.0);
}

fn network_of(limit: Option<f64>, bound: f64) -> SharedNetwork {
    SharedNetwork {
        projects: vec![("Plant".to_owned(), 100.0), ("Mine".to_owned(), 20.0)],
        buyers: vec![
            ("CAN".to_owned(), 30.0, 50.0),
            ("JPN".to_owned(), 60.0, 90.0),
            ("ITA".to_owned(), 80.0, 90.0),
        ],
        limits: vec![vec![None, limit, Some(0.0)], vec![Some(0.0), None, None]],
        contracts: vec![vec![0.0, bound, 0.0], vec![0.0; 3]],
        costs: None,
    }
}

#[test]
fn contracts_in_a_network_come_first_and_no_tonne_is_lost() {
    for rule in NetworkRule::ALL.into_iter().filter(|rule| *rule != NetworkRule::MinimumCost) {
        let network = network_of(Some(50.0), 45.0);
        let answer = network.divided(rule).unwrap();
        assert!(answer.flow[0][1] >= 45.0 - 1e-9 && answer.flow[0][1] <= 50.0 + 1e-9, "{rule:?} {answer:?}");
        assert_eq!(answer.flow[0][2], 0.0, "Italy may not buy from the plant");
        for (place, (_, output)) in network.projects.iter().enumerate() {
            let sum = answer.flow[place].iter().sum::<f64>() + answer.unallocated[place];
            assert!((sum - output).abs() < 1e-9, "{rule:?} {answer:?}");
        }
        assert_eq!(answer.cost, None);
    }
    // 15 t are missing in Japan, 5 t of them from the plant at most; the mine's 20 t are level at the same coverage.
    let costly = SharedNetwork {
        costs: Some(vec![vec![1.0, 2.0, 0.0], vec![0.0, 5.0, 1.0]]),
        ..network_of(Some(50.0), 45.0)
    };
    let answer = costly.divided(NetworkRule::MinimumCost).unwrap();
    // 30 t to Canada at 1, 50 to Japan at 2, 20 from the mine to Italy at 1.
    assert_eq!((answer.received, answer.cost), (vec![30.0, 50.0, 20.0], Some(150.0)));
    let bands = costly.bands(NetworkRule::LevelCoverage, SEED, 256).unwrap();
    assert!(bands.iter().all(|[low, middle, high]| low <= middle && middle <= high));
}

#[test]
fn a_wrong_network_names_the_project_the_ally_and_the_remedy() {
    let said = |network: SharedNetwork, rule: NetworkRule, words: &[&str]| {
        let error = network.divided(rule).unwrap_err().to_string();
        assert!(words.iter().all(|word| error.contains(word)), "{error}");
    };
    let level = NetworkRule::LevelCoverage;
    said(network_of(Some(40.0), 45.0), level, &["JPN", "Plant", "raise the limit"]);
    said(network_of(None, 120.0), level, &["Plant", "JPN", "lower parts"]);
    let none = vec![vec![Some(0.0); 3], vec![None; 3]];
    said(
        SharedNetwork { limits: none, ..network_of(None, 0.0) },
        level,
        &["nobody may buy from Plant", "raise"],
    );
    let empty =
        SharedNetwork { projects: vec![], limits: vec![], contracts: vec![], ..network_of(None, 0.0) };
    said(empty, level, &["no project", "name at least one"]);
    let mut negative = network_of(None, 0.0);
    negative.buyers[2].1 = -1.0;
    said(negative, level, &["ITA", "-1", "0 or more"]);
    let mut negative = network_of(None, 0.0);
    negative.projects[1].1 = f64::NAN;
    said(negative, level, &["Mine", "0 or more"]);
    said(network_of(None, 0.0), NetworkRule::MinimumCost, &["Plant", "give your own costs"]);
}

#[test]
fn a_wrong_claim_names_the_ally_and_the_remedy() {
    let shortage = |claims| Shortage { available: Tonnes(10.0), claims, market: None };
    let rule = |id: &str| ALL.iter().find(|rule| rule.id == id).unwrap().share_out;
    let below = vec![Claim::new(country("JPN"), Tonnes(-3.0))];
    let error = rule("proportional")(&shortage(below)).unwrap_err().to_string();
    assert!(error.contains("JPN") && error.contains("0 t or more"), "{error}");
    let error = allocation::random_arrival(1.0, &[1.0; 21]).unwrap_err().to_string();
    assert!(error.contains("21 claims") && error.contains("at most 20") && error.contains("pool"), "{error}");
    let costless = vec![Claim::new(country("JPN"), Tonnes(3.0))];
    let error = rule("minimum-cost")(&shortage(costless)).unwrap_err().to_string();
    assert!(error.contains("JPN") && error.contains("give your own costs"), "{error}");
}
