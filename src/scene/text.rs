use super::ruler::TextRuler;

/// A text broken into lines that fit a width.
#[derive(Clone, Debug, PartialEq)]
pub struct TextBlock {
    /// The lines, without trailing spaces.
    pub lines: Vec<String>,
    /// Size in CSS px.
    pub size: f64,
    /// Distance between baselines in CSS px.
    pub leading: f64,
}

impl TextBlock {
    /// Height of the whole block in CSS px.
    ///
    /// # Example
    /// ```
    /// use offtake::scene::{TableRuler, wrap};
    /// let title = wrap("Japan gets 89% of its imports of natural graphite from China.", 240.0, 18.0, true, &TableRuler);
    /// assert_eq!(title.lines.len(), 3);
    /// assert_eq!(title.height(), 3.0 * 23.0);
    /// ```
    pub fn height(&self) -> f64 {
        self.leading * self.lines.len() as f64
    }
}

/// Breaks a text at its spaces so that each line fits `width`. No-break spaces hold. A single word that is wider than
/// the line is broken between letters, so that nothing ever leaves the page.
///
/// # Example
/// ```
/// use offtake::scene::{TableRuler, TextRuler, wrap};
/// let text = "Japan gets 89\u{a0}% of its graphite from China.";
/// let block = wrap(text, 80.0, 12.0, false, &TableRuler);
/// assert_eq!(block.lines, ["Japan gets", "89\u{a0}% of its", "graphite from", "China."]);
/// assert!(block.lines.iter().all(|line| TableRuler.width(line, 12.0, false) <= 80.0));
/// ```
pub fn wrap(text: &str, width: f64, size: f64, bold: bool, ruler: &dyn TextRuler) -> TextBlock {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if ruler.width(&longer, size, bold) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            let mut longer = line.clone();
            longer.push(letter);
            if !line.is_empty() && ruler.width(&longer, size, bold) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    TextBlock { lines, size, leading: (size * 1.3).round() }
}

#[cfg(test)]
mod tests {
    use super::{TextRuler, wrap};

    struct TenEach;
    impl TextRuler for TenEach {
        fn width(&self, text: &str, _size: f64, _bold: bool) -> f64 {
            10.0 * text.chars().count() as f64
        }
    }

    #[test]
    fn lines_fit_and_no_word_is_lost() {
        let block = wrap("who gets the minerals", 90.0, 12.0, false, &TenEach);
        assert_eq!(block.lines, ["who gets", "the", "minerals"]);
    }

    #[test]
    fn a_no_break_space_holds_and_a_long_word_is_cut() {
        assert_eq!(wrap("78\u{a0}% of", 50.0, 12.0, false, &TenEach).lines, ["78\u{a0}%", "of"]);
        assert_eq!(wrap("abcdefgh", 30.0, 12.0, false, &TenEach).lines, ["abc", "def", "gh"]);
        assert!(wrap("", 30.0, 12.0, false, &TenEach).lines.is_empty());
    }
}
