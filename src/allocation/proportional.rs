use super::rule::{ClaimsError, Rule, Shortage};
use crate::terms::{Share, Tonnes};

pub(super) const RULE: Rule = Rule { id: "proportional", share_out: proportional };

/// Everyone gets the same part of its claim.
///
/// - Takes: a shortage.
/// - Gives: claim × available / all claims; the claims themselves when there is enough.
/// - Errors: amounts as [`Shortage::checked`].
/// - Source: Aristotle's rule; W. Thomson, How to Divide When There Isn't Enough, Cambridge 2019.
pub fn proportional(shortage: &Shortage) -> Result<Vec<Tonnes>, ClaimsError> {
    let all: Tonnes = shortage.checked()?.claims.iter().map(|claim| claim.tonnes).sum();
    let part = if all > shortage.available { Share(shortage.available.0 / all.0) } else { Share(1.0) };
    Ok(shortage.claims.iter().map(|claim| claim.tonnes * part).collect())
}
