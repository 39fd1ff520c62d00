//! Formulas as they stand in METHODS.md, `(M − m₁) / M`, become MathML: one text for people, programs and browsers.
//!
//! Names are letters with primes and subscripts; small digits above are powers; a fraction takes what stands right beside
//! its stroke, and a pair of brackets around a whole half goes. `abs(x)` is written with bars.

use offtake::wording::Language;

use super::super::slots::escaped;

/// A formula in MathML.
///
/// # Errors
/// What cannot be read, and where.
pub fn mathml(formula: &str, language: Language) -> Result<String, String> {
    let mut reader = Reader { text: formula.chars().collect(), at: 0, language };
    let inner = reader.list()?;
    match reader.peek() {
        None => Ok(format!("<math display=\"block\"><mrow>{inner}</mrow></math>")),
        Some(stranger) => {
            Err(format!("`{stranger}` cannot stand at letter {} of `{formula}`", reader.at + 1))
        }
    }
}

/// The parts of a formula between the commas that stand outside of all brackets.
pub fn parts(formula: &str) -> Vec<&str> {
    let (mut depth, mut from) = (0i32, 0);
    let mut parts = Vec::new();
    for (at, letter) in formula.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(formula.get(from..at).unwrap_or_default().trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(formula.get(from..).unwrap_or_default().trim());
    parts
}

/// A name or a number inside a sentence.
///
/// # Errors
/// As [`mathml`].
#[cfg(test)]
pub fn inline(formula: &str, language: Language) -> Result<String, String> {
    Ok(mathml(formula, language)?.replacen(" display=\"block\"", "", 1))
}

struct Reader {
    text: Vec<char>,
    at: usize,
    language: Language,
}

/// Letters that stand below the line, with what they are.
const BELOW: [(char, char); 8] =
    [('₀', '0'), ('₁', '1'), ('₂', '2'), ('₃', '3'), ('ⱼ', 'j'), ('ₖ', 'k'), ('ₗ', 'l'), ('ₘ', 'm')];
/// Those that stand above it.
const ABOVE: [(char, &str); 4] = [('²', "2"), ('³', "3"), ('⁻', "−"), ('¹', "1")];
/// Words that are operators.
const WORDS: [&str; 4] = ["max", "min", "ln", "exp"];
/// Between terms.
const BETWEEN: [char; 8] = ['+', '−', '=', '>', '<', '≤', '≥', '→'];

impl Reader {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn skip(&mut self) -> Option<char> {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
        self.peek()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.skip() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    /// Terms with commas between.
    fn list(&mut self) -> Result<String, String> {
        let mut out = self.sum()?;
        while self.take(',') {
            let next = self.sum()?;
            // In French the comma is the decimal point.
            let comma = if self.language == Language::French { ";" } else { "," };
            out.push_str(&format!("<mo separator=\"true\">{comma}</mo>{next}"));
        }
        Ok(out)
    }

    fn sum(&mut self) -> Result<String, String> {
        let mut out = String::new();
        if self.take('−') {
            out.push_str("<mo>−</mo>");
        }
        out.push_str(&self.product()?);
        while let Some(sign) = self.skip().filter(|sign| BETWEEN.contains(sign)) {
            self.at += 1;
            let next = self.product()?;
            out.push_str(&format!("<mo>{}</mo>{next}", escaped(&sign.to_string())));
        }
        Ok(out)
    }

    fn product(&mut self) -> Result<String, String> {
        let mut out = self.fraction()?;
        while self.take('·') {
            let next = self.fraction()?;
            out.push_str(&format!("<mo>·</mo>{next}"));
        }
        Ok(out)
    }

    fn fraction(&mut self) -> Result<String, String> {
        let (mut out, mut bare) = self.prefixed()?;
        while self.take('/') {
            let (_, below) = self.prefixed()?;
            out = format!("<mfrac><mrow>{bare}</mrow><mrow>{below}</mrow></mfrac>");
            bare.clone_from(&out);
        }
        Ok(out)
    }

    /// A term with what is said before it, `Σ` or `max`: as it stands, and without brackets around all of it.
    fn prefixed(&mut self) -> Result<(String, String), String> {
        if self.take('Σ') {
            let (term, _) = self.prefixed()?;
            let all = format!("<mo>∑</mo>{term}");
            return Ok((all.clone(), all));
        }
        // `ln s` has no brackets; `max(a, b)` has.
        self.skip();
        let before = self.at;
        let word = self.run(char::is_alphabetic);
        if WORDS.contains(&word.as_str()) && self.peek() == Some(' ') {
            let (term, _) = self.prefixed()?;
            let all = format!("<mo>{word}</mo>{term}");
            return Ok((all.clone(), all));
        }
        self.at = before;
        self.powered()
    }

    fn powered(&mut self) -> Result<(String, String), String> {
        let (mut whole, bare) = self.atom()?;
        let mut raised = String::new();
        while let Some((_, plain)) =
            self.peek().and_then(|sign| ABOVE.iter().find(|(known, _)| *known == sign))
        {
            raised.push_str(plain);
            self.at += 1;
        }
        let power = match raised.strip_prefix('−') {
            _ if self.peek() == Some('^') => {
                self.at += 1;
                Some(self.atom()?.1)
            }
            Some(number) => Some(format!("<mo>−</mo><mn>{number}</mn>")),
            None if raised.is_empty() => None,
            None => Some(format!("<mn>{raised}</mn>")),
        };
        match power {
            Some(power) => {
                whole = format!("<msup><mrow>{whole}</mrow><mrow>{power}</mrow></msup>");
                Ok((whole.clone(), whole))
            }
            None if self.peek() == Some('!') => {
                self.at += 1;
                whole.push_str("<mo>!</mo>");
                Ok((whole.clone(), whole))
            }
            None => Ok((whole, bare)),
        }
    }

    /// A name, a number or a bracket: as it stands, and without its brackets.
    fn atom(&mut self) -> Result<(String, String), String> {
        let sign = self.skip().ok_or("the formula ends where a term should stand")?;
        if self.take('(') {
            let inner = self.list()?;
            if !self.take(')') {
                return Err(format!("a bracket is not closed before letter {}", self.at + 1));
            }
            return Ok((format!("<mo>(</mo>{inner}<mo>)</mo>"), inner));
        }
        if sign.is_ascii_digit() {
            let number = self.run(|letter| letter.is_ascii_digit() || letter == '.');
            let number = if self.language == Language::French { number.replace('.', ",") } else { number };
            let number = format!("<mn>{number}</mn>");
            return Ok((number.clone(), number));
        }
        for (part, above, below) in [('½', 1, 2), ('¾', 3, 4), ('⅓', 1, 3)] {
            if self.take(part) {
                let part = format!("<mfrac><mn>{above}</mn><mn>{below}</mn></mfrac>");
                return Ok((part.clone(), part));
            }
        }
        if !sign.is_alphabetic() {
            return Err(format!("`{sign}` cannot begin a term, at letter {}", self.at + 1));
        }
        self.name()
    }

    fn name(&mut self) -> Result<(String, String), String> {
        let known = |letter: char| BELOW.iter().any(|(below, _)| *below == letter);
        let letters = self.run(|letter| letter.is_alphabetic() && !known(letter) || letter == '′');
        let below = self.run(known);
        let mut name = if WORDS.contains(&letters.as_str()) {
            format!("<mo>{letters}</mo>")
        } else {
            format!("<mi>{}</mi>", escaped(&letters))
        };
        if !below.is_empty() {
            let plain: String = below
                .chars()
                .filter_map(|letter| BELOW.iter().find(|(known, _)| *known == letter))
                .map(|(_, plain)| plain)
                .collect();
            let tag = if plain.parse::<u8>().is_ok() { "mn" } else { "mi" };
            name = format!("<msub>{name}<{tag}>{plain}</{tag}></msub>");
        }
        // Brackets right behind a name hold what it is taken of.
        if self.peek() == Some('(') {
            let (whole, inner) = self.atom()?;
            name = if letters == "abs" { format!("<mo>|</mo>{inner}<mo>|</mo>") } else { name + &whole };
        }
        Ok((name.clone(), name))
    }

    fn run(&mut self, keep: impl Fn(char) -> bool) -> String {
        let from = self.at;
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
        self.text.get(from..self.at).unwrap_or_default().iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, inline, mathml, parts};

    fn inner(formula: &str) -> String {
        inline(formula, Language::English).unwrap().replace("<math><mrow>", "").replace("</mrow></math>", "")
    }

    #[test]
    fn a_fraction_takes_what_stands_beside_its_stroke_and_drops_brackets_around_it() {
        assert_eq!(
            inner("(M − m₁) / M"),
            "<mfrac><mrow><mi>M</mi><mo>−</mo><msub><mi>m</mi><mn>1</mn></msub></mrow><mrow><mi>M</mi></mrow></mfrac>"
        );
        assert_eq!(
            inner("E · dⱼ / D"),
            "<mi>E</mi><mo>·</mo><mfrac><mrow><msub><mi>d</mi><mi>j</mi></msub></mrow><mrow><mi>D</mi></mrow></mfrac>"
        );
    }

    #[test]
    fn powers_names_and_what_they_are_taken_of() {
        assert_eq!(
            inner("Σ (m(k→i) / M)²"),
            "<mo>∑</mo><msup><mrow><mo>(</mo><mfrac><mrow><mi>m</mi><mo>(</mo><mi>k</mi><mo>→</mo><mi>i</mi><mo>)</mo></mrow><mrow><mi>M</mi></mrow></mfrac><mo>)</mo></mrow><mrow><mn>2</mn></mrow></msup>"
        );
        assert!(inner("(I − Q)⁻¹").ends_with("<mrow><mo>−</mo><mn>1</mn></mrow></msup>"));
        assert_eq!(inner("abs(a)"), "<mo>|</mo><mi>a</mi><mo>|</mo>");
        assert_eq!(inner("n!"), "<mi>n</mi><mo>!</mo>");
    }

    #[test]
    fn french_has_its_decimal_comma_and_a_semicolon_in_lists() {
        let french = mathml("max(0.07, x)", Language::French).unwrap();
        assert!(french.contains("<mn>0,07</mn><mo separator=\"true\">;</mo>"), "{french}");
    }

    #[test]
    fn a_list_falls_into_its_parts_and_a_bracket_holds_its_commas() {
        assert_eq!(parts("y = min(a, b), z = 1"), ["y = min(a, b)", "z = 1"]);
        assert_eq!(parts("a"), ["a"]);
    }

    #[test]
    fn what_is_no_formula_is_refused_with_its_place() {
        for wrong in ["(a", "a +", "a / ", "a ? b", ")"] {
            assert!(mathml(wrong, Language::English).is_err(), "{wrong}");
        }
    }
}
