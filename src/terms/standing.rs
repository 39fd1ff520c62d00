/// How far a project, or a party's part in it, has come. Ordered: the furthest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Built or being built.
    Built,
    /// Under contract.
    Contracted,
    /// On conditions that are not met yet.
    Conditional,
    /// A letter or an announcement: nobody is bound.
    Letter,
    /// No longer valid.
    Lapsed,
}

impl Standing {
    /// Those that may still come to something, the furthest first.
    pub const OPEN: [Standing; 4] =
        [Standing::Built, Standing::Contracted, Standing::Conditional, Standing::Letter];

    /// The id in the facts.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Standing;
    /// assert_eq!(Standing::Contracted.id(), "contracted");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            Standing::Built => "built",
            Standing::Contracted => "contracted",
            Standing::Conditional => "conditional",
            Standing::Letter => "letter",
            Standing::Lapsed => "lapsed",
        }
    }

    /// The standing of an id in the facts; `None` for a stranger.
    ///
    /// ```
    /// use offtake::terms::Standing;
    /// assert_eq!(Standing::from_id("letter"), Some(Standing::Letter));
    /// assert_eq!(Standing::from_id("signed"), None);
    /// ```
    pub fn from_id(id: &str) -> Option<Standing> {
        let all = Standing::OPEN.into_iter().chain([Standing::Lapsed]);
        all.into_iter().find(|standing| standing.id() == id)
    }
}
