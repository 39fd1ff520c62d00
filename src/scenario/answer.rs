use crate::terms::Map;

use super::contracts::{Bound, Contracted, Terms};
use super::error::ScenarioError;
use super::project::Project;
use super::relief::Relief;
use crate::allocation::{Claim, Rule, Shortage};
use crate::disruption::{Buyer, Restriction, Steps, waterfall};
use crate::supply::SupplyNetwork;
use crate::terms::{Country, Reading, Share, Tonnes};

/// One question.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// One mineral in one year.
    pub network: &'a SupplyNetwork,
    /// Published use by country, where trade tells nothing.
    pub demand: &'a Map<Country, Tonnes>,
    /// Who shares.
    pub allies: &'a [Country],
    /// The part of the restricted supplier's exports that stops.
    pub cut: Share,
    /// What is shared.
    pub project: &'a Project,
    /// How.
    pub rule: &'a Rule,
    /// Whether its contracts come first.
    pub terms: Terms,
    /// What leaks and what lies in stock.
    pub relief: Relief,
}

/// What the restriction and the project do to one ally.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AllyAnswer {
    /// Who.
    pub country: Country,
    /// What it imports in a year; where no code tells the mineral apart, what it uses, if that is published.
    pub use_: Reading<Tonnes>,
    /// What of it comes from the restricted supplier.
    pub from_restricted: Reading<Tonnes>,
    /// What it loses.
    pub lost: Reading<Tonnes>,
    /// What its contracts give it of the project, where contracts come first.
    pub contracted: Contracted,
    /// What the rule gives it beside its contracts.
    pub divided: Reading<Tonnes>,
    /// What it gets from the project: both together. Where the rest of the project is not known, at least that.
    pub received: Reading<Tonnes>,
    /// Loss as a part of imports, without the project.
    pub unmet_before: Reading<Share>,
    /// Loss as a part of imports, with the project.
    pub unmet_after: Reading<Share>,
    /// Share of imports from the restricted supplier.
    pub dependency_before: Reading<Share>,
    /// The same when the project's tonnes take the place of the restricted supplier's.
    pub dependency_after: Reading<Share>,
}

/// One answer; by default that nothing was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The waterfall of every ally whose figures are known, in the order of the question.
    pub steps: Vec<Steps>,
    /// Every ally, in the order of the question.
    pub allies: Vec<AllyAnswer>,
    /// Tonnes that the allies lose together.
    pub lost: Tonnes,
    /// Tonnes that take the place of lost ones.
    pub delivered: Tonnes,
    /// Tonnes under contract to others than allies whose figures are known.
    pub outside: Tonnes,
    /// Tonnes of which nobody publishes who gets them.
    pub unknown: Tonnes,
    /// Tonnes of the project that the rule gives to nobody.
    pub unallocated: Tonnes,
}

/// Answers a question: what each ally loses, then what the rule gives it of the project's output.
///
/// The restriction holds for all buyers, contracts are rigid, and no spare capacity or substitutes are counted: what is
/// lost is what stops, less what the question says of leaks and stocks.
///
/// # Errors
/// [`ScenarioError`] when a restriction or a claim makes no sense.
///
/// # Example
/// ```
/// # use offtake::allocation::ALL;
/// # use offtake::scenario::{Question, Relief, Terms};
/// use offtake::scenario::{matawinie, answer};
/// use offtake::supply::canadas_graphite;
/// use offtake::terms::{Country, Map, Share, Tonnes};
/// let (graphite, demand, project) = (canadas_graphite(), Map::new(), matawinie());
/// let canada = Country::parse("CAN").unwrap();
/// let question = Question {
///     network: &graphite,
///     demand: &demand,
///     allies: &[canada, Country::UNITED_STATES],
///     cut: Share(1.0),
///     project: &project,
///     rule: ALL.iter().find(|rule| rule.id == "proportional").unwrap(),
///     terms: Terms::Open,
///     relief: Relief::default(),
/// };
/// let found = answer(&question).unwrap();
/// // China sold 3,427 t to Canada and 33,214.4 t to the United States in 2024 (CEPII BACI): the mine covers both.
/// assert_eq!(found.lost, Tonnes(3427.0 + 33214.4));
/// assert_eq!(found.delivered, found.lost);
/// assert_eq!(found.unallocated, Tonnes(103_000.0) - found.lost);
/// ```
pub fn answer(question: &Question<'_>) -> Result<Answer, ScenarioError> {
    question.project.checked()?;
    let available = question.project.tonnes.known().unwrap_or(Tonnes::ZERO);
    let bound = Bound::of(question.project, question.terms, available)?;
    let (steps, shares) = divided(question, &buyers(question), question.relief.leakage, available)?;
    let given: Map<Country, (&Steps, Tonnes)> =
        steps.iter().zip(shares).map(|(step, share)| (step.country, (step, share))).collect();
    let project_known = question.project.tonnes.known().is_some();
    let allies = question
        .allies
        .iter()
        .map(|ally| {
            let given = given.get(ally).copied();
            let contracted = bound.country(*ally);
            let answer = ally_answer(question, *ally, given, project_known);
            let divided = answer.received.map(|all| (all - contracted.known()).max(Tonnes::ZERO));
            AllyAnswer { contracted, divided, ..answer }
        })
        .collect();
    let delivered = given.values().map(|(step, share)| step.shortfall.min(*share)).sum();
    let reached: Tonnes = given.values().map(|(_, share)| *share).sum();
    let known: Tonnes = given.keys().map(|country| bound.country(*country).known()).sum();
    let outside = (bound.all() - known).max(Tonnes::ZERO);
    let rest = (available - outside - reached).max(Tonnes::ZERO);
    let unknown = bound.unknown.min(rest);
    let unallocated = (rest - unknown).max(Tonnes::ZERO);
    let lost = steps.iter().map(|step| step.shortfall).sum();
    Ok(Answer { allies, lost, delivered, outside, unknown, unallocated, steps })
}

/// The allies whose figures are known, in the order of the question.
///
/// # Example
/// ```
/// # use offtake::allocation::ALL;
/// # use offtake::scenario::{Question, Relief, Terms};
/// use offtake::scenario::{matawinie, known};
/// use offtake::supply::canadas_graphite;
/// use offtake::terms::{Country, Map, Share, Tonnes};
/// let (graphite, demand, project) = (canadas_graphite(), Map::new(), matawinie());
/// let canada = Country::parse("CAN").unwrap();
/// let question = Question {
///     network: &graphite,
///     demand: &demand,
///     allies: &[canada, Country::UNITED_STATES],
///     cut: Share(1.0),
///     project: &project,
///     rule: ALL.iter().find(|rule| rule.id == "proportional").unwrap(),
///     terms: Terms::Open,
///     relief: Relief::default(),
/// };
/// assert_eq!(known(&question), [canada, Country::UNITED_STATES]);
/// // What Chad imports is not in these figures: it is left out, and not counted as 0.
/// let chad = Country::parse("TCD").unwrap();
/// assert_eq!(known(&Question { allies: &[chad, canada], ..question }), [canada]);
/// ```
pub fn known(question: &Question<'_>) -> Vec<Country> {
    buyers(question).into_iter().map(|buyer| buyer.country).collect()
}

/// The allies whose figures are known, as buyers.
pub(super) fn buyers(question: &Question<'_>) -> Vec<Buyer> {
    question.allies.iter().filter_map(|ally| buyer(question, *ally)).collect()
}

/// What each buyer loses, and what it gets: its contracts where these come first, and what the rule adds.
pub(super) fn divided(
    question: &Question<'_>,
    buyers: &[Buyer],
    leakage: Share,
    available: Tonnes,
) -> Result<(Vec<Steps>, Vec<Tonnes>), ScenarioError> {
    let (fungibility, spare) = (Share(0.0), Tonnes::ZERO);
    let restriction = Restriction { cut: question.cut, leakage, fungibility, horizon_years: 1.0, spare };
    let steps = waterfall(&restriction, buyers)?;
    let bound = Bound::of(question.project, question.terms, available)?;
    let fixed = |step: &Steps| bound.country(step.country).known();
    if question.terms == Terms::AsTheyStand {
        let shares = steps.iter().map(fixed).collect();
        return Ok((steps, shares));
    }
    let missing = |(step, buyer): (&Steps, &Buyer)| {
        claim(question, buyer, (step.shortfall - fixed(step)).max(Tonnes::ZERO))
    };
    let claims = steps.iter().zip(buyers).map(missing).collect();
    let shortage = Shortage { available: bound.free, claims, market: question.project.market };
    let mut shares = (question.rule.share_out)(&shortage)?;
    if question.terms != Terms::Open {
        for (share, step) in shares.iter_mut().zip(&steps) {
            *share = fixed(step) + *share;
        }
    }
    Ok((steps, shares))
}

/// What an ally claims of the project, with what rules may look at beside the loss.
fn claim(question: &Question<'_>, buyer: &Buyer, tonnes: Tonnes) -> Claim {
    let claim = Claim::new(buyer.country, tonnes).using(buyer.use_);
    match question.project.owners.get(&buyer.country) {
        Some(part) => claim.owning(*part),
        None => claim,
    }
}

/// An ally as a buyer, if its figures are known. The restricted supplier buys nothing from itself.
fn buyer(question: &Question<'_>, country: Country) -> Option<Buyer> {
    let network = question.network;
    if country == network.restricted {
        return None;
    }
    let use_ = network.imports(country).known()?;
    Some(Buyer {
        country,
        use_,
        from_restricted: network.imports_from(network.restricted, country).known()?,
        targeted: true,
        stock: question.relief.stock(use_),
        substitutable: Share(0.0),
    })
}

fn ally_answer(
    question: &Question<'_>,
    country: Country,
    given: Option<(&Steps, Tonnes)>,
    project_known: bool,
) -> AllyAnswer {
    let network = question.network;
    let published =
        question.demand.get(&country).map_or(Reading::NotReported, |tonnes| Reading::Known(*tonnes));
    let Some((step, share)) = given else {
        let gap = if country == network.restricted { Reading::NotApplicable } else { Reading::NotReported };
        let part = gap.and_then(|_: Tonnes| Reading::NotReported);
        return AllyAnswer {
            country,
            use_: if network.trade == Reading::NotApplicable { published } else { gap },
            from_restricted: gap,
            lost: gap,
            contracted: Contracted::default(),
            divided: gap,
            received: gap,
            unmet_before: part,
            unmet_after: part,
            dependency_before: part,
            dependency_after: part,
        };
    };
    let (use_, bought) = (network.imports(country), network.imports_from(network.restricted, country));
    let of_use = |tonnes: Tonnes| {
        use_.and_then(|all| {
            if all.0 > 0.0 { Reading::Known(Share(tonnes.0 / all.0)) } else { Reading::NotApplicable }
        })
    };
    let received = if project_known { Reading::Known(share) } else { Reading::NotReported };
    AllyAnswer {
        country,
        use_,
        from_restricted: bought,
        lost: Reading::Known(step.shortfall),
        contracted: Contracted::default(),
        divided: received,
        received,
        unmet_before: of_use(step.shortfall),
        unmet_after: received.and_then(|got| of_use((step.shortfall - got).max(Tonnes::ZERO))),
        dependency_before: bought.and_then(of_use),
        dependency_after: received.and_then(|got| bought.and_then(|from| of_use(from - got.min(from)))),
    }
}

#[cfg(test)]
mod tests {
    use crate::terms::{Map, Set};

    use super::super::project::Project;
    use super::{Question, Relief, Terms, answer};
    use crate::allocation;
    use crate::supply::{Flow, SupplyNetwork};
    use crate::terms::{Country, Mineral, Reading, Share, Stage, Tonnes, Year};

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    /// Canada imports 100 t, 40 of them from China; Japan imports 50 t, 30 from China; nothing is known of Italy.
    fn network() -> SupplyNetwork {
        let flow = |from: &str, to: &str, tonnes| Flow {
            from: country(from),
            to: country(to),
            tonnes: Tonnes(tonnes),
        };
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

    fn project(tonnes: Reading<Tonnes>) -> Project {
        let (id, name) = ("own".to_owned(), String::new());
        Project {
            id,
            name,
            host: Reading::NotApplicable,
            tonnes,
            market: None,
            owners: Map::new(),
            contracts: vec![],
            plants: vec![],
            source: None,
        }
    }

    fn ask(network: &SupplyNetwork, project: &Project, allies: &[Country]) -> super::Answer {
        let rule = allocation::ALL.iter().find(|rule| rule.id == "proportional").unwrap();
        let demand = Map::from([(country("JPN"), Tonnes(48.0))]);
        answer(&Question {
            network,
            demand: &demand,
            allies,
            cut: Share(1.0),
            project,
            rule,
            terms: Terms::Open,
            relief: Relief::default(),
        })
        .unwrap()
    }

    #[test]
    fn an_allied_tonne_takes_the_place_of_a_lost_one() {
        let allies = [country("JPN"), country("CAN")];
        let answer = ask(&network(), &project(Reading::Known(Tonnes(35.0))), &allies);
        assert_eq!(
            (answer.lost, answer.delivered, answer.unallocated),
            (Tonnes(70.0), Tonnes(35.0), Tonnes::ZERO)
        );
        let japan = answer.allies[0];
        assert_eq!(japan.country, country("JPN"), "the order of the question is kept");
        assert_eq!(japan.received, Reading::Known(Tonnes(15.0)));
        assert_eq!(
            (japan.unmet_before, japan.unmet_after),
            (Reading::Known(Share(0.6)), Reading::Known(Share(0.3)))
        );
        assert_eq!(japan.dependency_after, Reading::Known(Share(0.3)));
    }

    #[test]
    fn a_band_holds_the_plain_answer_and_is_the_same_every_time() {
        let (network, project) = (network(), project(Reading::Known(Tonnes(35.0))));
        let rule = allocation::ALL.iter().find(|rule| rule.id == "proportional").unwrap();
        let (demand, allies) = (Map::new(), [country("JPN"), country("ITA")]);
        let question = Question {
            network: &network,
            demand: &demand,
            allies: &allies,
            cut: Share(1.0),
            project: &project,
            rule,
            terms: Terms::Open,
            relief: Relief::default(),
        };
        let found = super::super::bands(&question, 512).unwrap();
        assert_eq!(found, super::super::bands(&question, 512).unwrap());
        assert_eq!(found.allies.len(), 1, "nothing is known of Italy");
        // 30 t are lost at most, 21 at least; the plant makes 17.5 to 35.
        let [low, middle, high] = found.allies[0].received;
        assert!(
            low.0 > 17.0 && low < middle && middle < high && high.0 <= 30.0,
            "{low:?} {middle:?} {high:?}"
        );
        // Japan alone loses: what it gets back is what is covered.
        let judged = found.judged.unwrap();
        assert!(judged.covered[0].0 > 0.5 && judged.covered[2].0 <= 1.0 && judged.gini == [0.0; 3]);
        assert_eq!(judged.covered, judged.least_coverage);
        assert!(super::super::bands(&question, 0).unwrap().allies.is_empty());
    }

    #[test]
    fn a_band_of_what_is_missing_lies_between_the_worst_and_the_best_that_may_be() {
        let network = network();
        let rule = allocation::ALL.iter().find(|rule| rule.id == "proportional").unwrap();
        let (demand, allies) = (Map::new(), [country("JPN"), country("CAN")]);
        let missing = |project: &Project, of| {
            let question = Question {
                network: &network,
                demand: &demand,
                allies: &allies,
                cut: Share(1.0),
                project,
                rule,
                terms: Terms::Open,
                relief: Relief::default(),
            };
            super::super::missing_band(&question, of, 1024).unwrap()
        };
        // 70 t are lost at most; with 30 per cent leaking, 49.
        let none = project(Reading::NotReported);
        let [low, middle, high] = missing(&none, None).unwrap();
        assert!(49.0 < low.0 && low.0 < 51.0 && 69.0 < high.0 && high.0 < 70.0, "{low:?} {high:?}");
        assert!((middle.0 - 59.5).abs() < 1.0, "{middle:?}");
        // A plant of 35 t takes away half of it or less, the same part of each ally's.
        let some = project(Reading::Known(Tonnes(35.0)));
        let [least, _, most] = missing(&some, None).unwrap();
        assert!(least.0 > 49.0 - 35.0 && least < low && most < high && most.0 > 70.0 - 35.0);
        let japan = missing(&some, Some(country("JPN"))).unwrap();
        assert!((japan[2].0 / most.0 - 30.0 / 70.0).abs() < 1e-9);
        assert_eq!(missing(&some, Some(country("ITA"))), None);
    }

    #[test]
    fn an_ally_without_figures_keeps_its_gaps_and_claims_nothing() {
        let allies = [country("ITA"), country("CAN"), Country::CHINA];
        let answer = ask(&network(), &project(Reading::Known(Tonnes(100.0))), &allies);
        assert_eq!(
            (answer.allies[0].lost, answer.allies[0].received),
            (Reading::NotReported, Reading::NotReported)
        );
        assert_eq!(
            answer.allies[2].lost,
            Reading::NotApplicable,
            "the restricted supplier loses nothing to itself"
        );
        assert_eq!((answer.delivered, answer.unallocated), (Tonnes(40.0), Tonnes(60.0)));
    }

    #[test]
    fn published_use_alone_does_not_tell_what_is_lost() {
        let mut network = network();
        network.trade = Reading::NotApplicable;
        let japan = ask(&network, &project(Reading::Known(Tonnes(10.0))), &[country("JPN")]).allies[0];
        assert_eq!(japan.use_, Reading::Known(Tonnes(48.0)));
        assert_eq!(japan.lost.known(), None);
    }

    #[test]
    fn a_project_without_published_tonnes_leaves_a_gap() {
        let canada = ask(&network(), &project(Reading::NotReported), &[country("CAN")]).allies[0];
        assert_eq!(canada.lost, Reading::Known(Tonnes(40.0)));
        assert_eq!((canada.received, canada.unmet_after), (Reading::NotReported, Reading::NotReported));
    }
}
