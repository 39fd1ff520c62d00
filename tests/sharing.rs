//! A division under every rule, judged: figures worked out by hand, and what the facts say of every mineral under control.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use offtake::allocation::ALL;
use offtake::scenario::{
    Concentration, Judged, Missing, Money, Project, PublicMoney, Question, ScenarioError, UnderRule,
    every_rule,
};
use offtake::supply::{Flow, SupplyNetwork};
use offtake::terms::{Country, Mineral, Reading, Share, Stage, Tonnes, Year};

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
        output: BTreeMap::new(),
        other_output: Reading::NotReported,
        world_output: Reading::NotReported,
        shares_of: None,
        estimated: BTreeSet::new(),
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
        host: Some(country("AUS")),
        tonnes: Reading::Known(Tonnes(35.0)),
        market: Some(country("CAN")),
        owners: BTreeMap::from([(country("CAN"), Share(1.0))]),
        source: None,
    }
}

fn asked(project: &Project, allies: &[Country], money: &Money<'_>) -> Vec<UnderRule> {
    let (network, demand) = (network(), BTreeMap::new());
    let rule = &ALL[0];
    every_rule(
        &Question { network: &network, demand: &demand, allies, cut: Share(1.0), project, rule },
        money,
    )
}

fn under<'a>(all: &'a [UnderRule], rule: &str) -> &'a Judged {
    all.iter().find(|under| under.rule.id == rule).unwrap().outcome.as_ref().unwrap()
}

#[test]
fn a_division_is_judged_as_worked_out_by_hand() {
    let (canada, japan) = (country("CAN"), country("JPN"));
    let values = BTreeMap::from([(canada, 3.0), (japan, 1.0)]);
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

    let ownerless = Project { owners: BTreeMap::new(), ..plant() };
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
    let owners = BTreeMap::from([(country("CAN"), Share(0.8)), (country("JPN"), Share(0.3))]);
    let overowned = Project { owners, ..plant() };
    let error = asked(&overowned, &allies, &Money::default())[3].outcome.clone().unwrap_err();
    assert!(matches!(error, ScenarioError::Overowned { .. }));
    assert!(error.to_string().contains("A plant") && error.to_string().contains("lower parts"), "{error}");

    let values = BTreeMap::from([(country("CAN"), 3.0)]);
    let money = Money { values: Some(&values), public: None };
    let error = asked(&plant(), &allies, &money)[3].outcome.clone().unwrap_err();
    assert!(error.to_string().contains("value to JPN is not given"), "{error}");
}
