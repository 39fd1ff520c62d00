use crate::terms::Map;

use super::answer::{Answer, Question};
use super::error::ScenarioError;
use super::missing::{Figure, Missing};
use super::stability::{Stability, stability};
use crate::allocation::{Network, gini, jain, justified_envy, value_forgone};
use crate::metrics::displacement;
use crate::terms::{Country, Reading, Share, Tonnes};

/// What money is known of. Nobody publishes either, so that both are the reader's.
#[derive(Clone, Copy, Debug, Default)]
pub struct Money<'a> {
    /// What a tonne is worth to each ally, in one currency; 0 or more.
    pub values: Option<&'a Map<Country, f64>>,
    /// What the public pays for the project.
    pub public: Option<PublicMoney>,
}

/// Public money behind a project.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublicMoney {
    /// Its present value, in any one currency.
    pub amount: f64,
    /// Years over which the project delivers.
    pub years: f64,
}

/// A division judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Gini coefficient of coverage, each ally counting once: 0 (all alike) up to 1.
    pub gini: Figure<f64>,
    /// Jain's index of coverage: 1 (all alike) down to 1 / allies.
    pub jain: Figure<f64>,
    /// The smallest part of its loss that an ally gets back.
    pub least_coverage: Figure<Share>,
    /// The mean of these parts.
    pub mean_coverage: Figure<Share>,
    /// The part of all losses together that is made good.
    pub covered: Figure<Share>,
    /// Who has reason to envy whom: a smaller part covered, while the other got tonnes that the rule could have moved.
    pub envy: Vec<(Country, Country)>,
    /// The part of the greatest value that the division gives up.
    pub price_of_fairness: Figure<f64>,
    /// Public money for each tonne of dependency removed, in the currency given.
    pub cost_per_tonne: Figure<f64>,
    /// Tonnes of the restricted supplier that the project takes the place of, all allies together.
    pub replaced: Tonnes,
    /// What the market gets less than if it were the only one: what sharing costs whoever pays.
    pub premium: Figure<Tonnes>,
    /// What each ally gets more (above 0) or less than if one market took everything.
    pub against_one_market: Figure<Map<Country, Tonnes>>,
    /// Whether any group would rather keep its own part, and what would hold it.
    pub stability: Figure<Stability>,
    /// Herfindahl–Hirschman index of each ally's imports.
    pub concentration: Map<Country, Concentration>,
}

/// How concentrated an ally's imports are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concentration {
    /// Without the project, 0 to 1.
    pub before: f64,
    /// With it. It can be higher: the project's host may become the new dominant supplier.
    pub after: f64,
}

impl Concentration {
    /// Whether it rises. A smaller difference is rounding.
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::Concentration;
    /// // From: CEPII BACI, HS 2504, Canada's seven largest suppliers of 2024; and were China's part bought from the
    /// // largest too.
    /// assert!(Concentration { before: 0.3648, after: 0.7029 }.rises());
    /// assert!(!Concentration { before: 0.3648, after: 0.3648 }.rises());
    /// ```
    pub fn rises(&self) -> bool {
        self.after > self.before + 1e-12
    }
}

/// Judges an answer.
///
/// - Takes: the question, its answer, the answer under one market (or why there is none), and what money is known of.
/// - Gives: every measure, or why it cannot be told. Allies without figures are left out of all of them.
///
/// # Errors
/// [`ScenarioError`] for values that make no sense.
///
/// # Example
/// ```
/// # use offtake::allocation::ALL;
/// # use offtake::scenario::{Question, Relief, Terms};
/// use offtake::scenario::{matawinie, Money, answer, judge};
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
/// let shared = answer(&question).unwrap();
/// let market = ALL.iter().find(|rule| rule.id == "single-market").unwrap();
/// let alone = answer(&Question { rule: market, ..question }).unwrap();
/// let judged = judge(&question, &shared, Ok(&alone), &Money::default()).unwrap();
/// // There is enough for both: each is covered in full, and under one market Canada would get nothing.
/// assert_eq!((judged.gini, judged.least_coverage), (Ok(0.0), Ok(Share(1.0))));
/// assert_eq!(judged.against_one_market.unwrap()[&canada], Tonnes(3427.0));
/// ```
pub fn judge(
    question: &Question<'_>,
    answer: &Answer,
    one_market: Result<&Answer, Missing>,
    money: &Money<'_>,
) -> Result<Judgement, ScenarioError> {
    let ledger = Known::of(answer);
    let coverage = ledger.coverage();
    let parts: Vec<f64> = coverage.iter().flatten().copied().collect();
    let judged = ledger.known(question)?;
    let of_parts = |measure: Option<f64>| judged.and(measure.ok_or(Missing::NothingLost));
    let lost: f64 = ledger.lost.iter().sum();
    let useful: f64 = ledger.lost.iter().zip(&ledger.received).map(|(lost, got)| lost.min(*got)).sum();
    let replaced: f64 = ledger.received.iter().zip(&ledger.bought).map(|(got, from)| got.min(*from)).sum();
    let against = one_market.and_then(|alone| judged.map(|()| ledger.against(alone)));
    let market = question.project.market;
    Ok(Judgement {
        gini: of_parts(gini(&parts, &vec![1.0; parts.len()])),
        jain: of_parts(jain(&parts)),
        least_coverage: of_parts(parts.iter().copied().reduce(f64::min)).map(Share),
        mean_coverage: of_parts((!parts.is_empty()).then(|| parts.iter().sum::<f64>() / parts.len() as f64))
            .map(Share),
        covered: of_parts((lost > 0.0).then(|| useful / lost)).map(Share),
        envy: ledger.envy(&coverage),
        price_of_fairness: match (judged, money.values) {
            (Err(missing), _) => Err(missing),
            (Ok(()), None) => Err(Missing::NoValues),
            (Ok(()), Some(values)) => Ok(ledger.forgone(question, values)?),
        },
        cost_per_tonne: judged.and(match money.public {
            None => Err(Missing::NoMoney),
            Some(money) if money.years * replaced > 0.0 => Ok(money.amount / (money.years * replaced)),
            Some(_) => Err(Missing::NothingReplaced),
        }),
        replaced: Tonnes(replaced),
        premium: against.as_ref().map_err(|missing| *missing).and_then(|against| {
            let of_market = market.and_then(|market| against.get(&market));
            of_market.map(|more| Tonnes::ZERO - *more).ok_or(Missing::MarketUnknown)
        }),
        against_one_market: against,
        stability: judged
            .and_then(|()| stability(question, &ledger.countries, &ledger.lost, &ledger.received)),
        concentration: concentration(question, answer),
    })
}

/// The allies whose figures are known, as lists.
struct Known {
    countries: Vec<Country>,
    lost: Vec<f64>,
    bought: Vec<f64>,
    received: Vec<f64>,
    /// What of `received` the rule could have given to somebody else.
    movable: Vec<f64>,
}

impl Known {
    fn of(answer: &Answer) -> Known {
        let mut known =
            Known { countries: vec![], lost: vec![], bought: vec![], received: vec![], movable: vec![] };
        for ally in &answer.allies {
            let (Some(lost), Some(received)) = (ally.lost.known(), ally.received.known()) else { continue };
            known.countries.push(ally.country);
            known.lost.push(lost.0);
            known.bought.push(ally.from_restricted.known().map_or(0.0, |tonnes| tonnes.0));
            known.received.push(received.0);
            known.movable.push(ally.divided.known().map_or(0.0, |tonnes| tonnes.0));
        }
        known
    }

    /// Whether there is anything to judge.
    fn known(&self, question: &Question<'_>) -> Result<Figure<()>, ScenarioError> {
        Ok(if question.project.tonnes.known().is_none() {
            Err(Missing::NoTonnes)
        } else if self.lost.iter().sum::<f64>() <= 0.0 {
            Err(Missing::NothingLost)
        } else {
            Ok(())
        })
    }

    fn coverage(&self) -> Vec<Option<f64>> {
        let of = |(lost, got): (&f64, &f64)| (*lost > 0.0).then(|| (got / lost).min(1.0));
        self.lost.iter().zip(&self.received).map(of).collect()
    }

    fn envy(&self, coverage: &[Option<f64>]) -> Vec<(Country, Country)> {
        let anyone = [vec![None; self.countries.len()]];
        let pairs = justified_envy(coverage, std::slice::from_ref(&self.movable), &anyone);
        pairs.into_iter().map(|(one, other)| (self.countries[one], self.countries[other])).collect()
    }

    fn against(&self, alone: &Answer) -> Map<Country, Tonnes> {
        let of = |country: &Country| {
            let found = alone.allies.iter().find(|ally| ally.country == *country);
            found.and_then(|ally| ally.received.known()).unwrap_or(Tonnes::ZERO)
        };
        self.countries.iter().zip(&self.received).map(|(c, got)| (*c, Tonnes(*got) - of(c))).collect()
    }

    fn forgone(&self, question: &Question<'_>, values: &Map<Country, f64>) -> Result<f64, ScenarioError> {
        let mut of_each = Vec::with_capacity(self.countries.len());
        for country in &self.countries {
            match values.get(country).copied() {
                Some(value) if value.is_finite() && value >= 0.0 => of_each.push(value),
                value => return Err(ScenarioError::BadValue { country: *country, value }),
            }
        }
        let pool = question.project.tonnes.known().map_or(0.0, |tonnes| tonnes.0);
        let network = Network::new(&[pool], &self.lost, &[vec![None; self.lost.len()]])?;
        Ok(value_forgone(&network, &of_each, &self.received)?)
    }
}

/// Each ally's imports by supplier, before and after the project's tonnes take the place of the restricted supplier's.
fn concentration(question: &Question<'_>, answer: &Answer) -> Map<Country, Concentration> {
    let network = question.network;
    let mut found = Map::new();
    // Tonnes of plants in several countries are several suppliers', and which ally gets whose is not settled.
    if question.project.host == Reading::NotReported {
        return found;
    }
    for ally in &answer.allies {
        let (Some(received), Reading::Known(flows)) =
            (ally.received.known(), network.flows_into(ally.country))
        else {
            continue;
        };
        let amounts: Vec<f64> = flows.iter().map(|flow| flow.tonnes.0).collect();
        let Some(restricted) = flows.iter().position(|flow| flow.from == network.restricted) else {
            continue;
        };
        // Tonnes from home, or from a plant that stands nowhere yet, are a new supplier's.
        let host = question.project.host.known();
        let host = host.and_then(|host| flows.iter().position(|flow| flow.from == host));
        let moved = displacement(&amounts, restricted, received.0, host.unwrap_or(amounts.len()));
        if let Some(moved) = moved {
            found.insert(ally.country, Concentration { before: moved.before, after: moved.after });
        }
    }
    found
}
