use std::fmt;

/// A mineral, or a product made of it, by its id in the facts: `gallium`, `natural_graphite`, `permanent_magnets`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mineral(String);

impl Mineral {
    /// Takes an id in snake case, or as links write it, with hyphens.
    ///
    /// ```
    /// use offtake::terms::Mineral;
    /// assert_eq!(Mineral::new("natural-graphite").id(), "natural_graphite");
    /// ```
    pub fn new(id: &str) -> Mineral {
        Mineral(id.replace('-', "_"))
    }

    /// The id as the tables write it.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Mineral;
    /// assert_eq!(Mineral::new("natural_graphite").id(), "natural_graphite");
    /// ```
    pub fn id(&self) -> &str {
        &self.0
    }

    /// The id as links write it, with hyphens.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Mineral;
    /// assert_eq!(Mineral::new("natural_graphite").slug(), "natural-graphite");
    /// ```
    pub fn slug(&self) -> String {
        self.0.replace('_', "-")
    }
}

impl fmt::Display for Mineral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
