//! A project's output as its contracts stand: published, computed and unknown parts told apart by pattern. Drawn above who gets
//! what; nothing for a project without contracts.

use super::chart::{Frame, Subject};
use super::sheet::{LABEL, MARGIN, Sheet};
use crate::scene::{Ink, Mark, Rect, Shape, Tag, Theme};
use crate::supply::{Basis, Contract};
use crate::terms::{Share, Tonnes};
use crate::wording::Arg;

/// What is on record of who gets the output.
pub(super) struct Strip {
    caption: String,
    /// The largest known part first as in the record, the unknown rest last.
    segments: Vec<Segment>,
}

struct Segment {
    basis: Basis,
    /// Who takes it; `None` where nobody publishes that.
    who: Option<String>,
    part: f64,
    tag: Tag,
}

/// What of the output is bound, by parts of all.
pub(super) struct Known {
    /// By contracts of known size.
    pub bound: Share,
    /// Nobody publishes whose.
    pub unknown: Share,
    /// Who takes parts of known size, with them.
    pub list: String,
}

/// How a part is drawn: solid where it is published, in lines where it is computed, in lines of the unknown else.
pub(super) fn ink(basis: Basis, theme: &Theme) -> Ink {
    match basis {
        Basis::Published => Ink::Fill(theme.ally),
        Basis::Computed => Ink::Hatch { ground: theme.ground, lines: theme.ally, spacing: 3.0 },
        Basis::Unknown => Ink::Hatch { ground: theme.ground, lines: theme.hatch, spacing: 6.0 },
    }
}

/// Every contract that binds, with its project's part of all and what that project makes.
fn binding<'a>(subject: &'a Subject<'_>) -> Vec<(&'a Contract, f64)> {
    // A project without tonnes is parted all the same.
    let output = subject.project.tonnes.known().unwrap_or(Tonnes(1.0));
    let mut found = Vec::new();
    for (_, tonnes, contracts) in subject.project.parts(output) {
        let weight = if output.0 > 0.0 { tonnes.0 / output.0 } else { 0.0 };
        found.extend(contracts.iter().filter(|one| one.binds()).map(|one| (one, weight)));
    }
    found
}

/// What is known of who gets the output; `None` for a project without contracts.
pub(super) fn known(subject: &Subject<'_>) -> Option<Known> {
    let binding = binding(subject);
    if binding.is_empty() {
        return None;
    }
    let part = |(contract, weight): &(&Contract, f64)| contract.share.known().map(|share| share.0 * weight);
    let bound: f64 = binding.iter().filter_map(part).sum();
    let listed = binding.iter().filter(|one| part(one).is_some_and(|part| part > 0.0));
    let said = |one: &(&Contract, f64)| {
        let party = subject.words.party(&one.0.party);
        format!("{party} {}", subject.words.percent(Share(part(one).unwrap_or(0.0))))
    };
    let list: Vec<String> = listed.map(said).collect();
    Some(Known {
        bound: Share(bound.min(1.0)),
        unknown: Share((1.0 - bound).max(0.0)),
        list: list.join(", "),
    })
}

/// The strip of a subject's project; `None` where nobody has a contract.
pub(super) fn strip(subject: &Subject<'_>) -> Option<Strip> {
    let words = subject.words;
    let known = known(subject)?;
    let whole = subject.project.tonnes.known();
    let amount = |part: f64| -> Arg {
        whole.map_or_else(String::new, |all| format!(" ({})", words.tonnes(Tonnes(all.0 * part)))).into()
    };
    let mut segments = Vec::new();
    let mut takers: Vec<String> = Vec::new();
    for (place, (contract, weight)) in binding(subject).into_iter().enumerate() {
        let party = words.party(&contract.party);
        let who = match contract.country {
            Some(country) if !party.contains(&words.country(country)) => {
                format!("{party}, {}", words.country(country))
            }
            _ => party,
        };
        let Some(share) = contract.share.known() else {
            takers.push(who);
            continue;
        };
        let part = share.0 * weight;
        let key = if contract.basis == Basis::Published { "contract.published" } else { "contract.computed" };
        let said = words.say(
            key,
            &[
                ("who", who.as_str().into()),
                ("share", words.percent(Share(part)).into()),
                ("amount", amount(part)),
            ],
        );
        let tag = Tag { id: format!("contract-{place}"), words: said };
        segments.push(Segment { basis: contract.basis, who: Some(who), part, tag });
    }
    if known.unknown.0 > 1e-9 {
        let key = if takers.is_empty() { "contract.unknown" } else { "contract.unknown_taken" };
        let said = words.say(
            key,
            &[
                ("share", words.percent_left(known.bound).into()),
                ("amount", amount(known.unknown.0)),
                ("list", takers.join(&words.plain("contract.apart")).into()),
            ],
        );
        let tag = Tag { id: "contract-unknown".to_owned(), words: said };
        segments.push(Segment { basis: Basis::Unknown, who: None, part: known.unknown.0, tag });
    }
    let caption = words.say("contract.caption", &[("project", subject.project.name.as_str().into())]);
    Some(Strip { caption, segments })
}

impl Strip {
    /// Who takes which part, for a table.
    pub(super) fn said(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        self.segments.iter().map(|segment| (segment.who.as_deref(), segment.tag.words.as_str()))
    }
}

/// Draws the strip and moves down past it.
pub(super) fn place(strip: &Strip, frame: &Frame<'_>, sheet: &mut Sheet<'_>) {
    const TALL: f64 = 18.0;
    let theme = frame.theme;
    sheet.paragraph(&strip.caption, LABEL, true, theme.ink);
    sheet.top += 2.0;
    let mut x = MARGIN;
    for segment in &strip.segments {
        let width = (sheet.width() * segment.part).max(1.0).min(MARGIN + sheet.width() - x);
        let area = Rect { x, y: sheet.top, width, height: TALL };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(area), ink(segment.basis, theme), &segment.tag));
        let edge = Ink::Outline { color: theme.ink, width: 1.0 };
        sheet.scene.marks.push(Mark::tagged(Shape::Rect(area), edge, &segment.tag));
        x += width;
    }
    sheet.top += TALL + 6.0;
    for segment in &strip.segments {
        let sign = Rect { x: MARGIN, y: sheet.top + 1.0, width: 12.0, height: 12.0 };
        sheet.scene.marks.push(Mark::plain(Shape::Rect(sign), ink(segment.basis, theme)));
        let edge = Ink::Outline { color: theme.ink, width: 1.0 };
        sheet.scene.marks.push(Mark::plain(Shape::Rect(sign), edge));
        sheet.beside_sign(&segment.tag.words, 18.0);
    }
    sheet.top += 10.0;
}
