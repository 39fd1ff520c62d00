use crate::ledger::{Deal, DealParty, Ledger};
use crate::terms::{Country, Mineral, Reading, Share, Standing, Tonnes, Year};

/// An allied project as the public record has it.
#[derive(Clone, Debug, PartialEq)]
pub struct AlliedProject {
    /// Its id in the deals.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub host: Country,
    /// Tonnes a year at full capacity; a gap where none are published.
    pub tonnes: Reading<Tonnes>,
    /// Whether these tonnes and those of the mineral's trade count the same thing.
    pub comparable: bool,
    /// First year of output, if published.
    pub start: Option<Year>,
    /// In which year that was read.
    pub read: Option<Year>,
    /// How far it has come. Built or being built where anyone says so; under contract where somebody is bound to take output;
    /// conditional where a taker or money behind it is; else a letter.
    pub standing: Standing,
    /// Who takes its output.
    pub contracts: Vec<Contract>,
    /// Where its tonnes were read.
    pub source: String,
}

/// A party that takes part of a project's output, or has a right to.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// Who, by name.
    pub party: String,
    /// Whose, where it is one country's.
    pub country: Option<Country>,
    /// Which part; a gap where it is not published, which is never 0.
    pub share: Reading<Share>,
    /// Whether the part itself is published, or computed from published tonnes.
    pub basis: Basis,
    /// How far it has come.
    pub standing: Standing,
}

/// How a part of the output is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The part is published.
    Published,
    /// Computed from published tonnes.
    Computed,
    /// Not known.
    Unknown,
}

impl Contract {
    /// Whether somebody is bound: letters and announcements bind nobody.
    ///
    /// # Example
    /// ```
    /// use offtake::supply::{Basis, Contract};
    /// use offtake::terms::{Reading, Standing};
    /// let contract = |standing| Contract { party: String::new(), country: None, share: Reading::NotReported, basis: Basis::Unknown, standing };
    /// assert!(!contract(Standing::Letter).binds());
    /// ```
    pub fn binds(&self) -> bool {
        self.standing < Standing::Letter
    }
}

/// Every allied project of a mineral, in the order of the record.
///
/// A part that the record tells not to add to the others, such as a ceiling or a proxy from costs, is not known as a part:
/// the contract stays, its part is a gap. Where a party stands twice, with a part that counts and one that does not, the
/// first is its contract.
///
/// # Example
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
/// # fn main() {
/// use offtake::supply::projects;
/// use offtake::terms::{Mineral, Reading, Tonnes};
/// let on_record = projects(&facts("gallium"), &Mineral::new("gallium"));
/// let wagerup = on_record.iter().find(|project| project.id == "D60").unwrap();
/// assert_eq!((wagerup.tonnes, wagerup.contracts.len()), (Reading::Known(Tonnes(100.0)), 3));
/// // Its partners' rights of offtake are on record, their parts are not.
/// assert!(wagerup.contracts.iter().all(|contract| contract.share == Reading::NotReported));
/// # }
/// ```
pub fn projects(ledger: &Ledger, mineral: &Mineral) -> Vec<AlliedProject> {
    let ours = ledger.deals.iter().filter(|deal| deal.mineral == *mineral);
    ours.map(|deal| project(ledger, deal)).collect()
}

fn project(ledger: &Ledger, deal: &Deal) -> AlliedProject {
    let parties: Vec<&DealParty> = ledger
        .deal_parties
        .iter()
        .filter(|party| party.deal == deal.id && party.standing != Standing::Lapsed)
        .collect();
    let counted = |party: &DealParty| party.counts && party.share.known().is_some();
    let mut contracts: Vec<Contract> = Vec::new();
    for party in parties.iter().filter(|party| party.takes) {
        let better = parties.iter().any(|other| other.party == party.party && counted(other));
        if counted(party) || (!better && !contracts.iter().any(|known| known.party == party.party)) {
            contracts.push(contract(deal, party));
        }
    }
    AlliedProject {
        id: deal.id.clone(),
        name: deal.project.clone(),
        host: deal.host,
        tonnes: deal.capacity,
        comparable: deal.comparable,
        start: deal.start,
        read: deal.read,
        standing: standing(&parties),
        contracts,
        source: deal.source.clone(),
    }
}

/// Which part of a project's output a party takes. Tonnes that are published say it better than a part that was computed from
/// them and rounded.
///
/// # Example
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
/// # fn main() {
/// use offtake::supply::part_taken;
/// let facts = facts("natural_graphite");
/// let matawinie = facts.deals.iter().find(|deal| deal.id == "D20").unwrap();
/// let canada = facts.deal_parties.iter().find(|party| party.deal == "D20" && party.counts).unwrap();
/// assert_eq!(part_taken(matawinie, canada).known().unwrap().0, 30_000.0 / 103_000.0);
/// # }
/// ```
pub fn part_taken(deal: &Deal, party: &DealParty) -> Reading<Share> {
    match (party.share_basis.as_str(), party.tonnes, deal.capacity) {
        ("computed", Reading::Known(taken), Reading::Known(made)) if made.0 > 0.0 => {
            Reading::Known(Share(taken.0 / made.0))
        }
        _ => party.share,
    }
}

fn contract(deal: &Deal, party: &DealParty) -> Contract {
    let basis = match party.share_basis.as_str() {
        "published" if party.counts => Basis::Published,
        "computed" if party.counts => Basis::Computed,
        _ => Basis::Unknown,
    };
    let share = if basis == Basis::Unknown { Reading::NotReported } else { part_taken(deal, party) };
    Contract { party: party.party.clone(), country: party.country, share, basis, standing: party.standing }
}

/// Money alone, even paid, binds nobody to take output: it makes a project conditional at most.
fn standing(parties: &[&DealParty]) -> Standing {
    let of = |party: &&DealParty| match party.standing {
        Standing::Contracted if !party.takes => Standing::Conditional,
        standing => standing,
    };
    parties.iter().map(of).min().unwrap_or(Standing::Letter)
}

#[cfg(test)]
mod tests {
    use super::{Basis, projects};
    use crate::ledger::{Deal, DealParty, Ledger};
    use crate::terms::{Country, Mineral, Reading, Share, Standing, Tonnes, Year};

    fn party(
        name: &str,
        takes: bool,
        share: Option<f64>,
        basis: &str,
        counts: bool,
        standing: Standing,
    ) -> DealParty {
        DealParty {
            deal: "D1".to_owned(),
            country: Country::parse("JPN").ok(),
            party: name.to_owned(),
            takes,
            tonnes: Reading::NotReported,
            share: share.map_or(Reading::NotReported, |share| Reading::Known(Share(share))),
            share_basis: basis.to_owned(),
            counts,
            price_floor: None,
            standing,
            source: "record".to_owned(),
        }
    }

    fn with(parties: Vec<DealParty>) -> super::AlliedProject {
        let deal = Deal {
            id: "D1".to_owned(),
            project: "Plant".to_owned(),
            host: Country::parse("AUS").unwrap(),
            mineral: Mineral::new("gallium"),
            capacity: Reading::Known(Tonnes(100.0)),
            comparable: true,
            start: Some(Year(2028)),
            read: Some(Year(2026)),
            source: "record".to_owned(),
        };
        let ledger = Ledger { deals: vec![deal], deal_parties: parties, ..Ledger::default() };
        projects(&ledger, &Mineral::new("gallium")).remove(0)
    }

    #[test]
    fn a_ceiling_beside_a_firm_part_is_not_a_second_contract_and_a_proxy_is_no_part() {
        let found = with(vec![
            party("JARE", true, Some(0.75), "priority", false, Standing::Contracted),
            party("JARE", true, Some(0.5), "computed", true, Standing::Contracted),
            party("JAGA", true, Some(0.5), "proxy", false, Standing::Contracted),
            party("old", true, Some(0.1), "published", true, Standing::Lapsed),
        ]);
        let contracts: Vec<(&str, Reading<Share>, Basis)> =
            found.contracts.iter().map(|one| (one.party.as_str(), one.share, one.basis)).collect();
        assert_eq!(
            contracts,
            [
                ("JARE", Reading::Known(Share(0.5)), Basis::Computed),
                ("JAGA", Reading::NotReported, Basis::Unknown)
            ]
        );
        assert_eq!(found.standing, Standing::Contracted);
    }

    #[test]
    fn money_alone_is_no_contract_for_output() {
        let of = |parties| with(parties).standing;
        assert_eq!(
            of(vec![party("bank", false, None, "", false, Standing::Contracted)]),
            Standing::Conditional
        );
        assert_eq!(of(vec![party("bank", false, None, "", false, Standing::Letter)]), Standing::Letter);
        assert_eq!(of(vec![party("owner", false, None, "", false, Standing::Built)]), Standing::Built);
        assert_eq!(of(vec![]), Standing::Letter);
    }
}
