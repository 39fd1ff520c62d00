use crate::terms::Map;

use super::error::ScenarioError;
use super::project::Project;
use crate::supply::{Basis, Contract};
use crate::terms::{Country, Share, Tonnes};

/// What contracts do to a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// Nothing: the rule divides the whole output, as if nobody were bound.
    Open,
    /// Parts under contract go where they are bound to go; the rule divides the rest. Where a contract of a project has a part
    /// that is not published, nobody can say what is free: all of that project's rest stays unknown.
    ContractsFirst,
    /// Parts under contract go where they are bound to go; who gets the rest is not known.
    AsTheyStand,
}

/// What one country's contracts give it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contracted {
    /// Tonnes by parts that are published.
    pub published: Tonnes,
    /// Tonnes by parts computed from published tonnes.
    pub computed: Tonnes,
    /// Whether it also has a contract whose part is not published: it gets more, nobody knows how much.
    pub more: bool,
}

impl Contracted {
    /// Tonnes of known size.
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::Contracted;
    /// use offtake::terms::Tonnes;
    /// // From: the public record (D20): Canada's 30,000 t of the graphite of Matawinie, whose part is computed.
    /// let canada = Contracted { published: Tonnes(0.0), computed: Tonnes(30_000.0), more: false };
    /// assert_eq!(canada.known(), Tonnes(30_000.0));
    /// ```
    pub fn known(&self) -> Tonnes {
        self.published + self.computed
    }
}

/// Who holds which part of a project's output, as contracts stand. The three parts add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// By published parts.
    pub published: Share,
    /// By parts computed from published tonnes.
    pub computed: Share,
    /// The rest: sold to others, promised in part, or free. Nobody publishes which.
    pub unknown: Share,
}

/// A project's output as its contracts stand. Letters bind nobody and are not counted.
///
/// # Errors
/// [`ScenarioError::Overcommitted`] when contracts give away more than the project makes.
///
/// # Example
/// ```
/// use offtake::scenario::{ScenarioError, held, matawinie};
/// use offtake::terms::{Reading, Share};
/// let mut mine = matawinie();
/// assert!((held("Matawinie", &mine.contracts).unwrap().computed.0 - 30_000.0 / 103_000.0).abs() < 1e-12);
/// mine.contracts[0].share = Reading::Known(Share(1.5));
/// assert!(matches!(held("Matawinie", &mine.contracts), Err(ScenarioError::Overcommitted { .. })));
/// ```
pub fn held(project: &str, contracts: &[Contract]) -> Result<Held, ScenarioError> {
    let sum = |basis: Basis| -> f64 {
        let binding = contracts.iter().filter(|contract| contract.binds() && contract.basis == basis);
        // From a plain 0: the empty sum of floating-point numbers is −0.
        binding.filter_map(|contract| contract.share.known()).fold(0.0, |sum, share| sum + share.0)
    };
    let (published, computed) = (sum(Basis::Published), sum(Basis::Computed));
    let all = published + computed;
    if all.is_nan() || all > 1.0 + 1e-9 {
        let largest = contracts.iter().max_by(|a, b| part(a).total_cmp(&part(b)));
        let party = largest.map_or_else(String::new, |contract| contract.party.clone());
        return Err(ScenarioError::Overcommitted { project: project.to_owned(), sum: all, party });
    }
    Ok(Held { published: Share(published), computed: Share(computed), unknown: Share((1.0 - all).max(0.0)) })
}

fn part(contract: &Contract) -> f64 {
    contract.share.known().map_or(0.0, |share| share.0)
}

/// What is bound, in tonnes.
pub(super) struct Bound {
    pub by_country: Map<Country, Contracted>,
    /// To parties of several countries, or of none.
    pub nowhere: Tonnes,
    /// What a rule may divide.
    pub free: Tonnes,
    /// What nobody publishes the taker of.
    pub unknown: Tonnes,
}

impl Bound {
    /// What a project's contracts bind of an output; nothing where they do not count.
    pub(super) fn of(project: &Project, terms: Terms, output: Tonnes) -> Result<Bound, ScenarioError> {
        let by_country = Map::new();
        let mut bound =
            Bound { by_country, nowhere: Tonnes::ZERO, free: Tonnes::ZERO, unknown: Tonnes::ZERO };
        if terms == Terms::Open {
            bound.free = output;
            return Ok(bound);
        }
        for (name, output, contracts) in project.parts(output) {
            let held = held(name, contracts)?;
            for contract in contracts.iter().filter(|contract| contract.binds()) {
                bound.add(contract, output);
            }
            let open_ended = contracts.iter().any(|one| one.binds() && one.basis == Basis::Unknown);
            let rest = output * held.unknown;
            if terms == Terms::AsTheyStand || open_ended {
                bound.unknown = bound.unknown + rest;
            } else {
                bound.free = bound.free + rest;
            }
        }
        Ok(bound)
    }

    fn add(&mut self, contract: &Contract, output: Tonnes) {
        let tonnes = contract.share.known().map_or(Tonnes::ZERO, |share| output * share);
        let Some(country) = contract.country else {
            self.nowhere = self.nowhere + tonnes;
            return;
        };
        let held = self.by_country.entry(country).or_default();
        match contract.basis {
            Basis::Published => held.published = held.published + tonnes,
            Basis::Computed => held.computed = held.computed + tonnes,
            Basis::Unknown => held.more = true,
        }
    }

    /// A country's.
    pub(super) fn country(&self, country: Country) -> Contracted {
        self.by_country.get(&country).copied().unwrap_or_default()
    }

    /// All of it.
    pub(super) fn all(&self) -> Tonnes {
        self.by_country.values().map(Contracted::known).sum::<Tonnes>() + self.nowhere
    }
}
