/// What a project delivers in a year while it starts up: nothing before its start, then a straight climb to full output.
///
/// The year counts at its middle, so the first year of a climb of three brings a sixth.
///
/// - Takes: full output in tonnes a year, the part of it that is used (0 to 1), the planned first year, the delay and the
///   climb in years (0 or more), and the year asked for.
/// - Gives: tonnes, 0 up to output · use.
///
/// # Example
/// ```
/// use offtake::chance::ramped_output;
/// // From: the public record (D01): the magnet plant 10X, agreed in 2025, 7,000 t a year from 2028 on; the delay (a
/// // quarter of the time to build) and the climb are the most likely and the middle one of this library.
/// assert_eq!(ramped_output(7000.0, 1.0, 2028.0, 0.75, 2.0, 2029.0), 2625.0);
/// assert_eq!(ramped_output(7000.0, 1.0, 2028.0, 0.75, 2.0, 2031.0), 7000.0);
/// ```
pub fn ramped_output(full: f64, used: f64, start: f64, delay: f64, climb: f64, year: f64) -> f64 {
    let since = year - start - delay;
    let reached = if since < 0.0 {
        0.0
    } else if climb > 0.0 {
        ((since + 0.5) / climb).min(1.0)
    } else {
        1.0
    };
    full * used * reached
}

#[cfg(test)]
mod tests {
    use super::ramped_output;

    #[test]
    fn a_late_project_delivers_nothing_in_its_planned_year() {
        assert_eq!(ramped_output(1000.0, 1.0, 2027.0, 1.0, 0.0, 2027.0), 0.0);
        assert_eq!(ramped_output(1000.0, 1.0, 2027.0, 1.0, 0.0, 2028.0), 1000.0);
    }
}
