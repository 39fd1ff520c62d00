use super::properties::{EVEN, Properties};
use super::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "equal-split",
    share_out: |shortage| shortage.by_claims(equal_split_within_claims),
    properties: Properties {
        nothing_wasted: false,
        inflation_is_useless: true,
        in_stages_alike: true,
        cuts_alike: true,
        ..EVEN
    },
};

/// The same for everyone, whatever is claimed: even more than the claim. A foil for the other rules.
///
/// - Takes: tonnes to divide and the number of claimants. - Gives: one amount each; nothing for nobody.
///
/// # Example
/// ```
/// use offtake::allocation::equal_split;
/// // From: the public record (D48): NICO in Canada, 1,700 t of bismuth a year, for four.
/// assert_eq!(equal_split(1700.0, 4), [425.0; 4]);
/// ```
pub fn equal_split(available: f64, claimants: usize) -> Vec<f64> {
    vec![available / claimants as f64; claimants]
}

/// The same for everyone, but none more than its claim; what one does not want is lost to the others.
///
/// # Example
/// ```
/// use offtake::allocation::equal_split_within_claims;
/// // From: the example of the R package ClaimsProblems.
/// assert_eq!(equal_split_within_claims(10.0, &[2.0, 4.0, 7.0, 8.0]), [2.0, 2.5, 2.5, 2.5]);
/// ```
pub fn equal_split_within_claims(available: f64, claims: &[f64]) -> Vec<f64> {
    equal_split(available, claims.len())
        .into_iter()
        .zip(claims)
        .map(|(part, claim)| part.min(*claim))
        .collect()
}
