use crate::terms::{Date, Mineral};

/// An export control on a mineral, its dates read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its id in the record.
    pub id: String,
    /// The mineral in whose rows it stands: itself, its family, or what it is made of.
    pub names: Mineral,
    /// Whether it names the mineral itself, not its family.
    pub own: bool,
    /// What it asks for, as the key of a phrase: `licence`, `country_ban` …
    pub kind: String,
    /// Against whom, as the key of a phrase: `all_countries` …
    pub target: String,
    /// Number of the announcement, as published.
    pub number: String,
    /// When it was announced.
    pub announced: Option<Date>,
    /// From when it holds, or was to hold.
    pub effective: Option<Date>,
    /// Whether it holds.
    pub state: State,
    /// When the state was read.
    pub read: Option<Date>,
    /// Until when the state holds; two dates where even that is disputed.
    pub until: Vec<Date>,
    /// When it was suspended, if it is.
    pub suspended: Option<Date>,
}

/// Whether a control holds, on the day on which that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It holds.
    InForce,
    /// It does not hold for now.
    Suspended,
    /// The two sides say different things.
    Disputed,
    /// One side says so, no Chinese notice was seen.
    Reported,
}

impl State {
    /// The state by its name in the record; a new name counts as no more than reported.
    ///
    /// # Example
    /// ```
    /// use offtake::charts::State;
    /// assert_eq!(State::from_id("suspended"), State::Suspended);
    /// assert_eq!(State::from_id("said in a press release"), State::Reported);
    /// ```
    pub fn from_id(id: &str) -> State {
        match id {
            "in_force" => State::InForce,
            "suspended" => State::Suspended,
            "disputed" => State::Disputed,
            _ => State::Reported,
        }
    }

    /// All states, in the order in which signs are explained.
    pub const ALL: [State; 4] = [State::InForce, State::Suspended, State::Disputed, State::Reported];

    /// The key of its phrases.
    ///
    /// # Example
    /// ```
    /// use offtake::charts::State;
    /// for state in State::ALL {
    ///     assert_eq!(State::from_id(state.id()), state);
    /// }
    /// assert_eq!(State::InForce.id(), "in_force");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            State::InForce => "in_force",
            State::Suspended => "suspended",
            State::Disputed => "disputed",
            State::Reported => "reported",
        }
    }
}
