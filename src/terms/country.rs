use std::cmp::Ordering;
use std::fmt;

/// A country by its ISO 3166-1 alpha-3 code, for example `CAN`.
///
/// Ordered by code, so that every list of countries has one order everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Country([u8; 3]);

/// A text that is not three capital letters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an ISO 3166-1 alpha-3 code: three capital letters such as CAN")]
pub struct BadCountry(pub String);

impl Country {
    /// China, the restricted supplier unless a question names another.
    pub const CHINA: Country = Country(*b"CHN");
    /// The United States, the market of the MP Materials deal of 2025.
    pub const UNITED_STATES: Country = Country(*b"USA");

    /// Reads a code. Lower case is accepted and raised.
    ///
    /// # Errors
    /// [`BadCountry`] when the text is not three letters.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Country;
    /// assert_eq!(Country::parse("can").unwrap().code(), "CAN");
    /// assert!(Country::parse("Canada").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Country, BadCountry> {
        match text.as_bytes() {
            [a, b, c] if text.bytes().all(|letter| letter.is_ascii_alphabetic()) => {
                Ok(Country([a.to_ascii_uppercase(), b.to_ascii_uppercase(), c.to_ascii_uppercase()]))
            }
            _ => Err(BadCountry(text.to_owned())),
        }
    }

    /// The three letters.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Country;
    /// assert_eq!(Country::CHINA.code(), "CHN");
    /// ```
    pub fn code(&self) -> &str {
        // Only ASCII letters get in, so this never falls back.
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl Ord for Country {
    // As one number: comparing three bytes as a list calls a routine for memory, and every map of countries asks for this.
    fn cmp(&self, other: &Country) -> Ordering {
        let number = |Country([a, b, c]): &Country| u32::from_be_bytes([0, *a, *b, *c]);
        number(self).cmp(&number(other))
    }
}

impl PartialOrd for Country {
    fn partial_cmp(&self, other: &Country) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
