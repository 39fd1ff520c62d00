/// What is wrong with the facts, and where.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// A cell that cannot be read.
    #[error("{file}, row {row}, column `{column}`: {what}")]
    Cell {
        /// The table or file.
        file: String,
        /// The line in the file, the header being 1.
        row: usize,
        /// The column's name.
        column: String,
        /// What is wrong and what was expected.
        what: String,
    },
    /// A row whose cells do not match the header.
    #[error("{file}, row {row}: {found} cells where the header has {expected}")]
    Width {
        /// The table or file.
        file: String,
        /// The line in the file, the header being 1.
        row: usize,
        /// Cells found.
        found: usize,
        /// Cells the header has.
        expected: usize,
    },
    /// A table without a column that we need.
    #[error("{file}: column `{column}` is missing")]
    MissingColumn {
        /// The table or file.
        file: String,
        /// The column's name.
        column: String,
    },
    /// A table that we need and did not get.
    #[error("table `{0}` is missing")]
    MissingTable(String),
    /// A mineral whose own facts have not come yet.
    #[error("the facts of `{0}` are not here: fetch facts/{0}.bin and add them first")]
    NotHeld(String),
    /// Packed facts that are cut short, altered or of another version.
    #[error("the packed facts cannot be opened: {0}. Run `cargo site build` again")]
    Pack(String),
}
