//! Who the reader is: a country, or a group that counts as one.

use super::allies::of_group;
use super::error::{ChoiceError, Error};
use crate::ledger::Ledger;
use crate::terms::Country;

/// Groups that a reader may take as their own, with the code each has in pictures: one of those that ISO 3166-1 leaves to
/// its users. Other groups are lists of signatories, of which nobody reads a sum.
const AS_ONE: [(&str, &str); 3] = [("eu", "XEU"), ("g7", "XGS"), ("nato", "XNA")];

/// Groups that a reader may take as their own, by id.
pub(super) fn groups() -> impl Iterator<Item = &'static str> {
    AS_ONE.iter().map(|(group, _)| *group)
}

/// The id of the group that a link means by its country.
pub(super) fn group(country: &str) -> Option<&'static str> {
    groups().find(|group| group.eq_ignore_ascii_case(country))
}

/// The code under which a group counts as one country.
pub(super) fn code(group: &str) -> Option<Country> {
    AS_ONE.iter().find(|(id, _)| *id == group).and_then(|(_, code)| Country::parse(code).ok())
}

/// The reader's country, or the code of their group and its members.
pub(super) fn viewer(ledger: &Ledger, country: &str) -> Result<(Country, Vec<Country>), Error> {
    match group(country).and_then(|group| code(group).map(|code| (code, of_group(ledger, group)))) {
        Some(viewer) => Ok(viewer),
        None => Ok((parse("country", country)?, Vec::new())),
    }
}

/// A country by its code.
pub(super) fn parse(kind: &'static str, code: &str) -> Result<Country, ChoiceError> {
    Country::parse(code).map_err(|_| ChoiceError::Unknown { kind, given: code.to_owned(), known: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::{code, group, groups};
    use crate::terms::Set;

    #[test]
    fn every_group_has_a_code_of_its_own() {
        let codes: Set<_> = groups().map(|group| code(group).unwrap()).collect();
        assert_eq!(codes.len(), groups().count());
        assert_eq!(group("G7"), Some("g7"));
        assert_eq!(group("CAN"), None);
    }
}
