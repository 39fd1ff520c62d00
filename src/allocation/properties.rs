/// What a rule promises, told to readers. `tests/rules.rs` holds each: a promise against thousands of shortages, and a
/// promise that is not made by a shortage that breaks it.
///
/// Source of the terms: W. Thomson, How to Divide When There Isn't Enough, Cambridge 2019.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Properties {
    /// All that is there is given out, as far as anybody claims it.
    pub nothing_wasted: bool,
    /// Who claims the same gets the same.
    pub equals_alike: bool,
    /// Who claims more gets no less, and loses no less.
    pub order_kept: bool,
    /// More to share hurts nobody.
    pub more_hurts_nobody: bool,
    /// Claiming more never gets less.
    pub claiming_more_never_hurts: bool,
    /// Claiming more than there is gains nothing over claiming all that there is.
    pub inflation_is_useless: bool,
    /// Sharing what comes first and then what comes later gives what sharing both at once gives.
    pub in_stages_alike: bool,
    /// What turns out to be less is shared by what each was to get as it would have been by the claims.
    pub cuts_alike: bool,
    /// Losses are shared as gains are.
    pub self_dual: bool,
    /// Who comes too gives nobody more.
    pub newcomers_help_nobody: bool,
    /// When somebody leaves with what they got, the others share the rest as before.
    pub consistent: bool,
    /// Half of all that is claimed is half for each.
    pub half_for_half: bool,
    /// Two who move claims between them gain nothing together.
    pub moving_claims_is_useless: bool,
    /// Two who claim as one gain nothing by it.
    pub merging_is_useless: bool,
    /// One who claims as two gains nothing by it.
    pub splitting_is_useless: bool,
}

/// What every rule that divides by claims alone, evenly and completely, promises at least.
pub(super) const EVEN: Properties = Properties {
    nothing_wasted: true,
    equals_alike: true,
    order_kept: true,
    more_hurts_nobody: true,
    claiming_more_never_hurts: true,
    inflation_is_useless: false,
    in_stages_alike: false,
    cuts_alike: false,
    self_dual: false,
    newcomers_help_nobody: true,
    consistent: false,
    half_for_half: false,
    moving_claims_is_useless: false,
    merging_is_useless: false,
    splitting_is_useless: false,
};

/// What a rule promises that looks at more than claims: who claims alike may own or use more.
pub(super) const BY_MORE_THAN_CLAIMS: Properties =
    Properties { equals_alike: false, order_kept: false, ..EVEN };

impl Properties {
    /// Every promise with its name, in the order in which readers see them.
    ///
    /// # Example
    /// ```
    /// use offtake::allocation::ALL;
    /// let market = ALL.iter().find(|rule| rule.id == "single-market").unwrap();
    /// let broken: Vec<&str> = market.properties.all().into_iter().filter(|(_, kept)| !kept).map(|(name, _)| name).collect();
    /// // What the one market does not need is left over, and two who claim alike are not served alike.
    /// assert!(broken.contains(&"nothing-wasted") && broken.contains(&"equals-alike"));
    /// ```
    pub fn all(&self) -> [(&'static str, bool); 15] {
        [
            ("nothing-wasted", self.nothing_wasted),
            ("equals-alike", self.equals_alike),
            ("order-kept", self.order_kept),
            ("more-hurts-nobody", self.more_hurts_nobody),
            ("claiming-more-never-hurts", self.claiming_more_never_hurts),
            ("inflation-is-useless", self.inflation_is_useless),
            ("in-stages-alike", self.in_stages_alike),
            ("cuts-alike", self.cuts_alike),
            ("self-dual", self.self_dual),
            ("newcomers-help-nobody", self.newcomers_help_nobody),
            ("consistent", self.consistent),
            ("half-for-half", self.half_for_half),
            ("moving-claims-is-useless", self.moving_claims_is_useless),
            ("merging-is-useless", self.merging_is_useless),
            ("splitting-is-useless", self.splitting_is_useless),
        ]
    }
}
