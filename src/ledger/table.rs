/// One table as text, before any meaning: what a CSV file holds, whoever read it.
///
/// The native program fills it from `www/data/*.csv`, the browser from the packed facts; both then pass
/// the same check in [`Ledger::from_tables`](super::Ledger::from_tables).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The file's name without its ending, for example `production`.
    pub name: String,
    /// The header row.
    pub columns: Vec<String>,
    /// The rows under it, each as long as the header.
    pub rows: Vec<Vec<String>>,
}
