//! The export controls on a mineral, from the words of the record to dates and states.

use crate::charts::{Measure, State};
use crate::ledger::{Control, Ledger};
use crate::terms::{Date, Mineral, Order};

/// The controls that name a mineral, its family, or magnets where it is magnets; each once, oldest first. A notice that
/// suspends others is no control: it tells since when they are suspended.
pub(super) fn measures(ledger: &Ledger, mineral: &Mineral) -> Vec<Measure> {
    let kin = kin(ledger, mineral);
    let ours: Vec<&Control> =
        ledger.controls.iter().filter(|control| names(control, mineral, &kin)).collect();
    let (notices, controls): (Vec<&Control>, Vec<&Control>) =
        ours.into_iter().partition(|control| control.kind == "suspension");
    let mut found: Vec<Measure> = Vec::new();
    for control in controls {
        if found.iter().any(|known| known.id == control.id) {
            continue;
        }
        let state = State::from_id(&control.status);
        let notice = notices.iter().find(|notice| notice.target == control.target);
        found.push(Measure {
            id: control.id.clone(),
            names: control.mineral.clone(),
            own: control.mineral == *mineral || magnets(control, mineral),
            kind: key(&control.kind),
            target: key(&control.target),
            number: control.number.clone(),
            announced: first(&control.announced),
            effective: first(&control.effective),
            state,
            read: first(&control.status_as_of),
            until: Date::all_in(&control.status_until),
            suspended: notice
                .filter(|_| state == State::Suspended)
                .and_then(|notice| first(&notice.effective)),
        });
    }
    found.order_by(|a, b| a.announced.cmp(&b.announced).then(a.id.cmp(&b.id)));
    found
}

/// Minerals whose controls are this one's too: its family, and what it is made of.
fn kin<'a>(ledger: &'a Ledger, mineral: &Mineral) -> Vec<&'a Mineral> {
    let row = ledger.minerals.iter().find(|row| row.id == *mineral);
    row.map_or_else(Vec::new, |row| row.family.iter().chain(&row.parts).collect())
}

fn names(control: &Control, mineral: &Mineral, kin: &[&Mineral]) -> bool {
    control.mineral == *mineral || magnets(control, mineral) || kin.contains(&&control.mineral)
}

fn magnets(control: &Control, mineral: &Mineral) -> bool {
    mineral.id() == "permanent_magnets" && control.scope.contains("magnets")
}

fn first(text: &str) -> Option<Date> {
    Date::all_in(text).into_iter().next()
}

/// Words of the record as the key of a phrase: `United States (military)` as `united_states_military`.
fn key(text: &str) -> String {
    let plain: String = text
        .to_ascii_lowercase()
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn words_of_the_record_become_keys() {
        assert_eq!(key("general licence (relaxation)"), "general_licence_relaxation");
        assert_eq!(key("country ban"), "country_ban");
    }
}
