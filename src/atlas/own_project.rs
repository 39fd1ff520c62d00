//! A project that the reader assumes, as a link writes it: name, country, first year and who takes which part,
//! `Plant~CAN~2028~JPN30.CAN40`. What nobody says is left empty; empty ends are left out.

use super::error::ChoiceError;
use crate::ledger::Ledger;
use crate::supply::{Basis, Contract};
use crate::terms::{self, Country, Map, Reading, Share, Standing, Year, plain};

const EXAMPLE: &str = "Plant~CAN~2028~JPN30.CAN40";
/// A name is for a line of a picture.
pub(super) const LONGEST_NAME: usize = 24;
/// As many parts as a link has room for.
const MOST_PARTS: usize = 6;
const YEARS: std::ops::RangeInclusive<u16> = 2000..=2100;

/// A project of the reader's own. Its tonnes and its market stand in the choice, as those of any project do.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OwnProject {
    /// Its name, or nothing.
    pub(super) name: String,
    /// Where it stands.
    pub(super) host: Option<Country>,
    /// Its first year.
    pub(super) start: Option<Year>,
    /// Who takes which part, in per cent.
    pub(super) parts: Map<Country, f64>,
}

impl OwnProject {
    /// Reads what a link says.
    ///
    /// # Errors
    /// [`ChoiceError::Form`] for a name that is too long, a country or a year that is none, and parts that are none or
    /// more than the whole.
    pub(super) fn read(ledger: &Ledger, text: &str) -> Result<OwnProject, ChoiceError> {
        let wrong = || ChoiceError::Form { kind: "own", given: text.to_owned(), example: EXAMPLE };
        let country = |code: &str| {
            let known = |country: &Country| ledger.countries.iter().any(|row| row.id == *country);
            Country::parse(code).ok().filter(known)
        };
        let mut fields = text.split('~');
        let mut next = || fields.next().unwrap_or_default().trim();
        let (name, host, start, parts) = (next(), next(), next(), next());
        if fields.next().is_some()
            || name.chars().count() > LONGEST_NAME
            || name.chars().any(char::is_control)
        {
            return Err(wrong());
        }
        let mut own = OwnProject { name: name.to_owned(), ..OwnProject::default() };
        if !host.is_empty() {
            own.host = Some(country(host).ok_or_else(wrong)?);
        }
        if !start.is_empty() {
            let year = start.parse().ok().filter(|year| YEARS.contains(year));
            own.start = Some(Year(year.ok_or_else(wrong)?));
        }
        // `JPN12.5` holds the sign that stands between parts, so a part begins where letters do.
        for part in parts_of(parts) {
            let (code, size) = part.split_at_checked(3).ok_or_else(wrong)?;
            let size = terms::number(size.trim()).filter(|size| *size > 0.0 && *size <= 100.0);
            let taker = country(code).ok_or_else(wrong)?;
            if own.parts.insert(taker, size.ok_or_else(wrong)?).is_some() {
                return Err(wrong());
            }
        }
        let sum: f64 = own.parts.values().sum();
        if own.parts.len() > MOST_PARTS || sum > 100.0 + 1e-9 { Err(wrong()) } else { Ok(own) }
    }

    /// As a link writes it; nothing where nothing is said.
    pub(super) fn text(&self) -> String {
        let parts: Vec<String> =
            self.parts.iter().map(|(code, size)| format!("{code}{}", plain(*size))).collect();
        let whole = [
            self.name.clone(),
            self.host.map_or_else(String::new, |host| host.code().to_owned()),
            self.start.map_or_else(String::new, |start| start.to_string()),
            parts.join("."),
        ];
        whole.join("~").trim_end_matches('~').to_owned()
    }

    /// The parts as contracts: what the reader says is agreed, as a record would say it.
    pub(super) fn contracts(&self) -> Vec<Contract> {
        let contract = |(country, share): (Country, Share)| Contract {
            party: country.code().to_owned(),
            country: Some(country),
            share: Reading::Known(share),
            basis: Basis::Computed,
            standing: Standing::Contracted,
        };
        self.shares().into_iter().map(contract).collect()
    }

    /// The parts as shares of the whole.
    pub(super) fn shares(&self) -> Map<Country, Share> {
        self.parts.iter().map(|(country, part)| (*country, Share(part / 100.0))).collect()
    }
}

/// `JPN12.5.CAN40`, and as readers write it, `JPN 12.5, CAN 40`: pieces that begin with a letter.
fn parts_of(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut inside = false;
    for letter in text.chars() {
        if letter.is_alphabetic() && !inside {
            found.push(String::new());
        }
        inside = letter.is_alphabetic();
        match found.last_mut() {
            Some(part) => part.push(letter),
            // What stands before the first letter is no part: it is refused as one.
            None if !letter.is_whitespace() => found.push(letter.to_string()),
            None => {}
        }
    }
    let end = |letter: char| !letter.is_alphanumeric();
    found.iter().map(|part| part.trim_matches(end).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::OwnProject;
    use crate::ledger::{CountryRow, Ledger};
    use crate::terms::{Country, Share, Year};

    fn read(text: &str) -> Result<OwnProject, String> {
        let row = |code: &str| CountryRow {
            id: Country::parse(code).unwrap(),
            name_en: String::new(),
            article_en: String::new(),
            name_fr: String::new(),
            gender_fr: String::new(),
        };
        let countries = ["AUS", "CAN", "CHL", "FRA", "GBR", "ITA", "JPN"].map(row).to_vec();
        let ledger = Ledger { countries, ..Ledger::default() };
        OwnProject::read(&ledger, text).map_err(|error| error.to_string())
    }

    #[test]
    fn a_project_is_read_as_links_and_readers_write_it() {
        let own = read("Mine d’or~can~2028~JPN 30 %, CAN12.5").unwrap();
        assert_eq!((own.name.as_str(), own.start), ("Mine d’or", Some(Year(2028))));
        assert_eq!(own.shares().values().copied().collect::<Vec<_>>(), [Share(0.125), Share(0.3)]);
        assert_eq!(own.text(), "Mine d’or~CAN~2028~CAN12.5.JPN30");
        assert_eq!(read(&own.text()).unwrap(), own);
    }

    #[test]
    fn what_is_not_said_is_left_out() {
        assert_eq!(read("").unwrap(), OwnProject::default());
        assert_eq!(read("~CAN").unwrap().text(), "~CAN");
        assert_eq!(read("A~~~").unwrap().text(), "A");
    }

    #[test]
    fn what_makes_no_project_is_refused_with_an_example() {
        for text in [
            "A~CAN~2028~JPN30~more",
            "A~CANADA",
            "A~XXX",
            "A~CAN~20",
            "A~CAN~soon",
            "A~CAN~2028~JPN",
            "A~CAN~2028~JPN0",
            "A~CAN~2028~JPN-5",
            "A~CAN~2028~JPNNaN",
            "A~CAN~2028~30",
            "A~CAN~2028~JPN60.CAN50",
            "A~CAN~2028~JPN30.JPN30",
            "A~CAN~2028~JPN1.CAN1.FRA1.ITA1.GBR1.AUS1.CHL1",
            "a name of twenty-five letters",
            "two\nlines",
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains("Plant~CAN~2028"), "{text}: {said}");
        }
    }
}
