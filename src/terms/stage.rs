/// Where in the chain a tonne is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Out of the ground.
    Mine,
    /// Smelted, refined or separated.
    Refinery,
    /// Made into a product, such as a magnet.
    Manufacture,
}

impl Stage {
    /// The id in the facts.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Stage;
    /// assert_eq!(Stage::Refinery.id(), "refinery");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            Stage::Mine => "mine",
            Stage::Refinery => "refinery",
            Stage::Manufacture => "manufacture",
        }
    }

    /// The stage of an id in the facts; `None` for a stranger.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Stage;
    /// assert_eq!(Stage::from_id("mine"), Some(Stage::Mine));
    /// assert_eq!(Stage::from_id("smelter"), None);
    /// ```
    pub fn from_id(id: &str) -> Option<Stage> {
        [Stage::Mine, Stage::Refinery, Stage::Manufacture].into_iter().find(|stage| stage.id() == id)
    }
}
