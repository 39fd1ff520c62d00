//! A reader's own table, checked cell by cell: figures of their own, or every fault with its place.

use super::csv::{self, NoTable};
use super::fact::{Deal, DealParty, Demand, Ledger, Production, Qualifier, Trade};
use super::numeral::{Decimal, NoNumber};
use super::rows::year_of;
use crate::terms::{Country, Map, Mineral, Reading, Share, Stage, Standing, Tonnes, Year};

/// The id of the source that a reader's own figures name.
pub const OWN_SOURCE: &str = "own";
/// More rows than all trade of one mineral in ten years.
const MOST_ROWS: usize = 50_000;
/// Faults that are kept: who mends the first hundred has learnt the rest.
const MOST_FAULTS: usize = 100;

/// What a table of a reader's own can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnKind {
    /// Tonnes made, by mineral, year and country.
    Production,
    /// Tonnes sold, by mineral, year, exporter and importer.
    Trade,
    /// Tonnes used, by mineral, year and country.
    Demand,
    /// Projects with their tonnes a year.
    Projects,
}

/// A column: its name, that in French, and whether it may be missing.
type Column = (&'static str, &'static str, bool);

impl OwnKind {
    /// All of them, as menus show them.
    pub const ALL: [OwnKind; 4] = [OwnKind::Production, OwnKind::Trade, OwnKind::Demand, OwnKind::Projects];

    /// Its id.
    ///
    /// # Example
    /// ```
    /// use offtake::ledger::OwnKind;
    /// assert_eq!(OwnKind::Demand.id(), "demand");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            OwnKind::Production => "production",
            OwnKind::Trade => "trade",
            OwnKind::Demand => "demand",
            OwnKind::Projects => "projects",
        }
    }

    /// The kind of an id.
    ///
    /// # Example
    /// ```
    /// use offtake::ledger::OwnKind;
    /// assert_eq!(OwnKind::from_id("trade"), Some(OwnKind::Trade));
    /// assert_eq!(OwnKind::from_id("prices"), None);
    /// ```
    pub fn from_id(id: &str) -> Option<OwnKind> {
        OwnKind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// Its columns: name, name in French, whether it may be left out.
    ///
    /// # Example
    /// ```
    /// use offtake::ledger::OwnKind;
    /// let may_miss: Vec<&str> =
    ///     OwnKind::Projects.columns().iter().filter(|column| column.2).map(|column| column.0).collect();
    /// assert_eq!(may_miss, ["start", "parts"]);
    /// ```
    pub fn columns(self) -> &'static [Column] {
        const OF_COUNTRIES: &[Column] = &[
            ("mineral", "minéral", false),
            ("year", "année", false),
            ("country", "pays", false),
            ("tonnes", "tonnes", false),
        ];
        match self {
            OwnKind::Production | OwnKind::Demand => OF_COUNTRIES,
            OwnKind::Trade => &[
                ("mineral", "minéral", false),
                ("year", "année", false),
                ("exporter", "exportateur", false),
                ("importer", "importateur", false),
                ("tonnes", "tonnes", false),
            ],
            OwnKind::Projects => &[
                ("project", "projet", false),
                ("mineral", "minéral", false),
                ("country", "pays", false),
                ("tonnes", "tonnes", false),
                ("start", "début", true),
                ("parts", "parts", true),
            ],
        }
    }
}

/// What a cell should have held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A mineral by id or name.
    Mineral,
    /// A country by code or name.
    Country,
    /// A year.
    Year,
    /// Tonnes of 0 or more; empty for a gap.
    Tonnes,
    /// The same, and what stands there can be read in two ways.
    OneMeaning,
    /// A name.
    Name,
    /// Countries with parts in per cent.
    Parts,
}

impl Wanted {
    /// Its id among the words.
    ///
    /// # Example
    /// ```
    /// use offtake::ledger::Wanted;
    /// assert_eq!(Wanted::OneMeaning.id(), "two_ways");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            Wanted::Mineral => "mineral",
            Wanted::Country => "country",
            Wanted::Year => "year",
            Wanted::Tonnes => "tonnes",
            Wanted::OneMeaning => "two_ways",
            Wanted::Name => "name",
            Wanted::Parts => "parts",
        }
    }
}

/// What is wrong with a table of a reader's own. Rows are lines of the file, the first being 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no table.
    NoTable(NoTable),
    /// It has a header alone.
    NoRows,
    /// It has more rows than are read.
    TooManyRows {
        /// How many it has.
        found: usize,
        /// How many are read.
        most: usize,
    },
    /// A column is missing, or stands twice.
    Columns {
        /// The column.
        column: &'static str,
        /// How often it stands.
        times: usize,
        /// What the header holds.
        found: Vec<String>,
    },
    /// A column that the table does not have.
    Stranger {
        /// The column.
        column: String,
    },
    /// A row with more or fewer cells than the header.
    Width {
        /// Its line.
        row: usize,
        /// Its cells.
        found: usize,
        /// Those of the header.
        expected: usize,
    },
    /// A cell that cannot be read.
    Cell {
        /// Its line.
        row: usize,
        /// Its column, as the header has it.
        column: String,
        /// What stands there.
        found: String,
        /// What should.
        wanted: Wanted,
    },
    /// A row of what another row is of.
    Twice {
        /// Its line.
        row: usize,
        /// The other's.
        before: usize,
    },
}

/// A reader's own figures: rows as the ledger has them, all of the source [`OWN_SOURCE`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnFigures {
    pub(super) production: Vec<Production>,
    /// Trade with its mineral: its codes are those of the mineral's pictures.
    pub(super) trade: Vec<(Mineral, Trade)>,
    pub(super) demand: Vec<Demand>,
    pub(super) deals: Vec<Deal>,
    pub(super) parties: Vec<DealParty>,
}

impl OwnFigures {
    /// How many rows there are.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::ledger::OwnKind;
    /// let facts = facts("gallium");
    ///
    /// let own = "minéral;année;pays;tonnes\nGallium;2024;Canada;40\nGallium;2024;Japon;3\n".as_bytes();
    /// assert_eq!(facts.read_own(OwnKind::Production, own).unwrap().len(), 2);
    /// # }
    /// ```
    pub fn len(&self) -> usize {
        self.production.len() + self.trade.len() + self.demand.len() + self.deals.len()
    }

    /// Whether there is none.
    ///
    /// # Example
    /// ```
    /// use offtake::ledger::OwnFigures;
    /// assert!(OwnFigures::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds others.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::ledger::OwnKind;
    /// let facts = facts("gallium");
    ///
    /// let of = |kind, row: &str| {
    ///     facts.read_own(kind, format!("mineral,year,country,tonnes\n{row}\n").as_bytes()).unwrap()
    /// };
    /// let mut own = of(OwnKind::Production, "gallium,2024,CAN,40");
    /// own.extend(&of(OwnKind::Demand, "gallium,2024,CAN,2"));
    /// assert_eq!(own.len(), 2);
    /// # }
    /// ```
    pub fn extend(&mut self, more: &OwnFigures) {
        self.production.extend(more.production.iter().cloned());
        self.trade.extend(more.trade.iter().cloned());
        self.demand.extend(more.demand.iter().cloned());
        self.deals.extend(more.deals.iter().cloned());
        self.parties.extend(more.parties.iter().cloned());
    }

    /// The minerals and years that they are of; projects are of no year.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::ledger::OwnKind;
    /// let facts = facts("gallium");
    ///
    /// use offtake::terms::{Mineral, Year};
    /// let own = facts.read_own(OwnKind::Demand, b"mineral,year,country,tonnes\ngallium,2024,CAN,2\n").unwrap();
    /// assert_eq!(own.about(), [(Mineral::new("gallium"), Some(Year(2024)))]);
    /// # }
    /// ```
    pub fn about(&self) -> Vec<(Mineral, Option<Year>)> {
        let mut about: Map<(Mineral, Option<Year>), ()> = Map::new();
        let dated = self.production.iter().map(|row| (&row.mineral, row.year));
        let dated = dated.chain(self.trade.iter().map(|(mineral, row)| (mineral, row.year)));
        for (mineral, year) in dated.chain(self.demand.iter().map(|row| (&row.mineral, row.year))) {
            about.insert((mineral.clone(), Some(year)), ());
        }
        about.extend(self.deals.iter().map(|deal| ((deal.mineral.clone(), None), ())));
        about.keys().cloned().collect()
    }
}

impl Ledger {
    /// Reads a reader's own table. Names of minerals and countries are those of this ledger, in either language.
    ///
    /// # Errors
    /// Every [`Fault`], in the order of rows, the first hundred of them.
    ///
    /// # Example
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/example_facts.rs"));
    /// # fn main() {
    ///
    /// use offtake::ledger::OwnKind;
    /// let facts = facts("gallium");
    ///
    /// use offtake::ledger::{Fault, Wanted};
    /// let own = b"mineral,year,country,tonnes\ngallium,2024,Atlantis,40\n";
    /// let faults = facts.read_own(OwnKind::Production, own).unwrap_err();
    /// // Line 2 of the file, in the column of countries.
    /// assert!(matches!(&faults[..], [Fault::Cell { row: 2, wanted: Wanted::Country, .. }]));
    /// # }
    /// ```
    pub fn read_own(&self, kind: OwnKind, bytes: &[u8]) -> Result<OwnFigures, Vec<Fault>> {
        let text = csv::text(bytes).map_err(|reason| vec![Fault::NoTable(reason)])?;
        let separator = csv::separator(&text);
        let (table, lines) = csv::table(kind.id(), &text, separator);
        let places = header(kind, &table.columns)?;
        if table.rows.is_empty() {
            return Err(vec![Fault::NoRows]);
        }
        if table.rows.len() > MOST_ROWS {
            return Err(vec![Fault::TooManyRows { found: table.rows.len(), most: MOST_ROWS }]);
        }
        let tonnes = places.get("tonnes").copied().unwrap_or_default();
        let numbers = table.rows.iter().filter_map(|row| row.get(tonnes)).map(String::as_str);
        let reader = Reader {
            ledger: self,
            names: Names::of(self),
            columns: &table.columns,
            places,
            decimal: Decimal::of(numbers, separator),
        };
        let (mut figures, mut faults) = (OwnFigures::default(), Vec::new());
        let mut seen: Map<Vec<String>, usize> = Map::new();
        for (cells, row) in table.rows.iter().zip(lines) {
            let one = Row { reader: &reader, cells, row };
            let read = match cells.len() == table.columns.len() {
                true => one.read(kind, &mut figures),
                false => Err(vec![Fault::Width { row, found: cells.len(), expected: table.columns.len() }]),
            };
            match read {
                Ok(key) => {
                    if let Some(before) = seen.insert(key, row) {
                        faults.push(Fault::Twice { row, before });
                    }
                }
                Err(found) => faults.extend(found),
            }
            if faults.len() >= MOST_FAULTS {
                break;
            }
        }
        if faults.is_empty() { Ok(figures) } else { Err(faults) }
    }
}

/// Where each column stands.
fn header(kind: OwnKind, found: &[String]) -> Result<Map<&'static str, usize>, Vec<Fault>> {
    let (mut places, mut faults) = (Map::new(), Vec::new());
    for (name, french, may_miss) in kind.columns() {
        let is = |cell: &&String| [plain(name), plain(french)].contains(&plain(cell));
        let times = found.iter().filter(is).count();
        if let Some(place) = found.iter().position(|cell| is(&cell)) {
            places.insert(*name, place);
        }
        if times > 1 || (times == 0 && !may_miss) {
            faults.push(Fault::Columns { column: name, times, found: found.to_vec() });
        }
    }
    for cell in found {
        let is = |(name, french, _): &Column| [plain(name), plain(french)].contains(&plain(cell));
        if !kind.columns().iter().any(is) {
            faults.push(Fault::Stranger { column: cell.clone() });
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

/// Countries and minerals by every name that they have.
struct Names {
    countries: Map<String, Country>,
    minerals: Map<String, Mineral>,
}

impl Names {
    fn of(ledger: &Ledger) -> Names {
        let mut countries: Map<String, Country> = Map::new();
        for row in &ledger.countries {
            for name in [row.id.code(), &row.name_en, &row.name_fr] {
                countries.insert(plain(name), row.id);
            }
        }
        let mut minerals: Map<String, Mineral> = Map::new();
        for row in &ledger.minerals {
            for name in [row.id.id(), &row.name_en, &row.name_fr] {
                minerals.insert(plain(name), row.id.clone());
            }
        }
        Names { countries, minerals }
    }
}

/// A name without what people write differently: capitals, accents, hyphens, spaces.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' | 'í' => out.push('i'),
            'ô' | 'ö' | 'ó' | 'õ' => out.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => out.push('u'),
            'ç' => out.push('c'),
            'ñ' => out.push('n'),
            'œ' => out.push_str("oe"),
            other if other.is_alphanumeric() => out.push(other),
            _ => {}
        }
    }
    out
}

struct Reader<'a> {
    ledger: &'a Ledger,
    names: Names,
    columns: &'a [String],
    places: Map<&'static str, usize>,
    decimal: Decimal,
}

struct Row<'a> {
    reader: &'a Reader<'a>,
    cells: &'a [String],
    row: usize,
}

impl Row<'_> {
    /// Adds the row to the figures and gives what it is of; or all that is wrong with it.
    fn read(&self, kind: OwnKind, into: &mut OwnFigures) -> Result<Vec<String>, Vec<Fault>> {
        let mut faults = Vec::new();
        let mineral = noted(&mut faults, self.mineral());
        let tonnes = noted(&mut faults, self.tonnes());
        let source = || OWN_SOURCE.to_owned();
        let key = match kind {
            OwnKind::Production | OwnKind::Demand => {
                let year = noted(&mut faults, self.year("year"));
                let country = noted(&mut faults, self.producer(kind));
                let (Some(mineral), Some(value), Some(year), Some(country)) =
                    (mineral, tonnes, year, country)
                else {
                    return Err(faults);
                };
                let key = vec![mineral.slug(), year.to_string(), country.id()];
                match (kind, country) {
                    (OwnKind::Demand, Producer::Country(country)) => {
                        into.demand.push(Demand { mineral, country, year, value, source: source() });
                    }
                    _ => {
                        let rows = &self.reader.ledger.minerals;
                        let stage =
                            rows.iter().find(|row| row.id == mineral).map_or(Stage::Mine, |row| row.stage);
                        into.production.push(Production {
                            mineral,
                            stage,
                            year,
                            country: match country {
                                Producer::Country(country) => Some(country),
                                Producer::Others | Producer::World => None,
                            },
                            world: country == Producer::World,
                            value,
                            qualifier: Qualifier::Reported,
                            source: source(),
                        });
                    }
                }
                key
            }
            OwnKind::Trade => {
                let year = noted(&mut faults, self.year("year"));
                let exporter = noted(&mut faults, self.country("exporter"));
                let importer = noted(&mut faults, self.country("importer"));
                let (Some(mineral), Some(tonnes), Some(year), Some(exporter), Some(importer)) =
                    (mineral, tonnes, year, exporter, importer)
                else {
                    return Err(faults);
                };
                let between = [exporter, importer].map(|country| country.code().to_owned());
                let key = [mineral.slug(), year.to_string()].into_iter().chain(between).collect();
                let (nomenclature, hs6) = (source(), source());
                let row = Trade { nomenclature, hs6, year, exporter, importer, tonnes, source: source() };
                into.trade.push((mineral, row));
                key
            }
            OwnKind::Projects => {
                let name = noted(&mut faults, self.name());
                let host = noted(&mut faults, self.country("country"));
                let empty = self.text("start").is_empty();
                let start = noted(&mut faults, if empty { Ok(None) } else { self.year("start").map(Some) });
                let parts = noted(&mut faults, self.parts());
                let (Some(mineral), Some(capacity), Some(project), Some(host), Some(start), Some(parts)) =
                    (mineral, tonnes, name, host, start, parts)
                else {
                    return Err(faults);
                };
                let key = vec![plain(&project), mineral.slug()];
                let id = format!("{OWN_SOURCE}{}", into.deals.len() + 1);
                let party = |(country, share): (Country, Share)| DealParty {
                    deal: id.clone(),
                    country: Some(country),
                    party: country.code().to_owned(),
                    takes: true,
                    tonnes: Reading::NotReported,
                    share: Reading::Known(share),
                    share_basis: "published".to_owned(),
                    counts: true,
                    price_floor: None,
                    standing: Standing::Contracted,
                    source: source(),
                };
                into.parties.extend(parts.into_iter().map(party));
                let read = self.reader.ledger.deals.iter().filter_map(|deal| deal.read).max();
                into.deals.push(Deal {
                    id,
                    project,
                    host,
                    mineral,
                    capacity,
                    comparable: true,
                    start,
                    read,
                    source: source(),
                });
                key
            }
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(key)
    }

    fn text(&self, column: &str) -> &str {
        let place = self.reader.places.get(column);
        place.and_then(|place| self.cells.get(*place)).map_or("", String::as_str)
    }

    fn wrong(&self, column: &str, wanted: Wanted) -> Fault {
        let place = self.reader.places.get(column);
        let said = place.and_then(|place| self.reader.columns.get(*place));
        Fault::Cell {
            row: self.row,
            column: said.cloned().unwrap_or_else(|| column.to_owned()),
            found: self.text(column).to_owned(),
            wanted,
        }
    }

    fn mineral(&self) -> Result<Mineral, Fault> {
        let found = self.reader.names.minerals.get(&plain(self.text("mineral")));
        found.cloned().ok_or_else(|| self.wrong("mineral", Wanted::Mineral))
    }

    fn country(&self, column: &str) -> Result<Country, Fault> {
        let found = self.reader.names.countries.get(&plain(self.text(column)));
        found.copied().ok_or_else(|| self.wrong(column, Wanted::Country))
    }

    /// A country; of production also all others together, and the world.
    fn producer(&self, kind: OwnKind) -> Result<Producer, Fault> {
        match plain(self.text("country")).as_str() {
            "other" | "others" | "autres" if kind == OwnKind::Production => Ok(Producer::Others),
            "world" | "monde" if kind == OwnKind::Production => Ok(Producer::World),
            _ => self.country("country").map(Producer::Country),
        }
    }

    fn year(&self, column: &str) -> Result<Year, Fault> {
        year_of(self.text(column)).ok_or_else(|| self.wrong(column, Wanted::Year))
    }

    fn name(&self) -> Result<String, Fault> {
        let text = self.text("project");
        let fine = !text.is_empty() && text.chars().count() <= 60;
        if fine { Ok(text.to_owned()) } else { Err(self.wrong("project", Wanted::Name)) }
    }

    /// Empty is a gap.
    fn tonnes(&self) -> Result<Reading<Tonnes>, Fault> {
        let text = self.text("tonnes");
        if text.is_empty() {
            return Ok(Reading::NotReported);
        }
        self.reader.decimal.read(text).map(|tonnes| Reading::Known(Tonnes(tonnes))).map_err(|reason| {
            let wanted = match reason {
                NoNumber::Strange => Wanted::Tonnes,
                NoNumber::TwoWays => Wanted::OneMeaning,
            };
            self.wrong("tonnes", wanted)
        })
    }

    /// `JPN 30; CAN 40`, in per cent, together no more than the whole.
    fn parts(&self) -> Result<Map<Country, Share>, Fault> {
        let wrong = || self.wrong("parts", Wanted::Parts);
        let mut parts = Map::new();
        for part in self.text("parts").split([';', ',', '/']).map(str::trim).filter(|part| !part.is_empty()) {
            let part = part.trim_end_matches('%').trim_end();
            let (name, size) = part.rsplit_once(char::is_whitespace).ok_or_else(wrong)?;
            let country = self.reader.names.countries.get(&plain(name)).ok_or_else(wrong)?;
            let size = Decimal::Point.read(size).map_err(|_| wrong())?;
            if parts.insert(*country, Share(size / 100.0)).is_some() {
                return Err(wrong());
            }
        }
        let sum: f64 = parts.values().map(|share| share.0).sum();
        if sum > 1.0 + 1e-9 { Err(wrong()) } else { Ok(parts) }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Producer {
    Country(Country),
    Others,
    World,
}

impl Producer {
    /// The same for every way of writing it.
    fn id(self) -> String {
        match self {
            Producer::Country(country) => country.code().to_owned(),
            Producer::Others => "others".to_owned(),
            Producer::World => "world".to_owned(),
        }
    }
}

fn noted<T>(faults: &mut Vec<Fault>, read: Result<T, Fault>) -> Option<T> {
    read.map_err(|fault| faults.push(fault)).ok()
}
