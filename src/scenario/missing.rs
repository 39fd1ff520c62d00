/// A figure, or why there is none.
pub type Figure<T> = Result<T, Missing>;

/// Why a figure cannot be told. What nobody publishes is never guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Missing {
    /// The project has no tonnes.
    #[error("the project publishes no tonnes: give some to try")]
    NoTonnes,
    /// No ally is known to lose anything.
    #[error("no ally is known to lose anything, so that there is nothing to cover")]
    NothingLost,
    /// Values a tonne are not known.
    #[error("nobody publishes what a tonne is worth to each ally: give your own values")]
    NoValues,
    /// Public money is not known.
    #[error(
        "the record does not tell public money from private, nor loans from grants: give your own amount"
    )]
    NoMoney,
    /// Costs of delivery are not known.
    #[error("nobody publishes what delivery to each ally costs: give your own costs")]
    NoCosts,
    /// Nothing of the restricted supplier's is replaced, or over no years.
    #[error("the project takes the place of nothing of the restricted supplier's")]
    NothingReplaced,
    /// The market's figures are not known.
    #[error("what the market loses is not known: name another market")]
    MarketUnknown,
    /// Nobody's part is known.
    #[error("nobody's part of the project is published: whether anyone would leave cannot be told")]
    NoOwners,
    /// Too many owners.
    #[error("more owners than whose coalitions can be tried one by one: pool the smallest")]
    TooManyOwners,
    /// No code of trade tells the mineral apart.
    #[error("no code of trade tells this mineral apart: what each ally buys is not known")]
    NoCode,
    /// No trade of the year is on record.
    #[error("no trade of this year is on record: choose another year")]
    NoTrade,
    /// Tonnes that count something else than trade counts.
    #[error(
        "the project's tonnes and those of trade count different things: they cannot be set against each other"
    )]
    NotComparable,
    /// No project is planned to run by a year.
    #[error("no allied project that publishes its tonnes is planned to run by then: choose a later year")]
    NotPlanned,
}

impl Missing {
    /// Every reason.
    pub const ALL: [Missing; 13] = [
        Missing::NoTonnes,
        Missing::NothingLost,
        Missing::NoValues,
        Missing::NoMoney,
        Missing::NoCosts,
        Missing::NothingReplaced,
        Missing::MarketUnknown,
        Missing::NoOwners,
        Missing::TooManyOwners,
        Missing::NoCode,
        Missing::NoTrade,
        Missing::NotComparable,
        Missing::NotPlanned,
    ];

    /// Its id, as a key among the phrases of a chart that says it.
    ///
    /// # Example
    /// ```
    /// use offtake::scenario::Missing;
    /// assert_eq!(Missing::NoOwners.id(), "no_owners");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            Missing::NoTonnes => "no_tonnes",
            Missing::NothingLost => "nothing_lost",
            Missing::NoValues => "no_values",
            Missing::NoMoney => "no_money",
            Missing::NoCosts => "no_costs",
            Missing::NothingReplaced => "nothing_replaced",
            Missing::MarketUnknown => "market_unknown",
            Missing::NoOwners => "no_owners",
            Missing::TooManyOwners => "too_many_owners",
            Missing::NoCode => "no_code",
            Missing::NoTrade => "no_trade",
            Missing::NotComparable => "not_comparable",
            Missing::NotPlanned => "not_planned",
        }
    }
}
