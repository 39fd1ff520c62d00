/// Why the borders cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GeoError {
    /// Another file, or nothing at all.
    #[error("these bytes are not a borders file. Give the file borders.bin of this release")]
    NotBorders,
    /// Written by another release.
    #[error(
        "the borders have version {found} where {expected} is read. Give the file borders.bin of this release"
    )]
    Version {
        /// The version in the file.
        found: u8,
        /// The version this release reads.
        expected: u8,
    },
    /// Cut short, or with something added.
    #[error("the borders have {found} bytes where they say {expected}. Fetch the file again")]
    Length {
        /// Bytes found after the header.
        found: usize,
        /// Bytes the header promises.
        expected: usize,
    },
    /// The sum over the bytes is not the one that was written.
    #[error("the borders were altered on the way: their checksum is wrong. Fetch the file again")]
    Checksum,
    /// The checksum holds and yet the content makes no sense.
    #[error(
        "the borders say something impossible at byte {at}: {what}. Run `cargo site import --outlines` again"
    )]
    Content {
        /// Where, counted from the end of the header.
        at: usize,
        /// What is impossible.
        what: &'static str,
    },
}
