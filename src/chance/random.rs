//! Random numbers that are the same in every browser, in the native program and in numpy.

/// PCG XSH RR 64/32: 32 bits at a time.
///
/// - Source: M. E. O'Neill, PCG, Harvey Mudd College HMC-CS-2014-0905; checked against its demonstration program.
///
/// # Example
/// ```
/// use offtake::chance::Pcg32;
/// assert_eq!(Pcg32::new(42, 54).next_u32(), 0xa15c_02b7);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pcg32 {
    state: u64,
    increment: u64,
}

impl Pcg32 {
    /// A generator from a seed and the number of its stream.
    ///
    /// # Example
    /// ```
    /// use offtake::chance::Pcg32;
    /// // Another stream gives other numbers from the same seed.
    /// assert_ne!(Pcg32::new(42, 54).next_u32(), Pcg32::new(42, 55).next_u32());
    /// ```
    pub fn new(seed: u64, stream: u64) -> Pcg32 {
        let increment = stream << 1 | 1;
        let mut made = Pcg32 { state: seed.wrapping_add(increment), increment };
        made.step();
        made
    }

    /// The next 32 bits.
    ///
    /// # Example
    /// ```
    /// use offtake::chance::Pcg32;
    /// // As the generator's own demonstration prints it.
    /// let mut draws = Pcg32::new(42, 54);
    /// assert_eq!([draws.next_u32(), draws.next_u32()], [0xa15c_02b7, 0x7b47_f409]);
    /// ```
    pub fn next_u32(&mut self) -> u32 {
        let state = self.state;
        self.step();
        let mixed = ((state >> 18 ^ state) >> 27) as u32;
        mixed.rotate_right((state >> 59) as u32)
    }

    fn step(&mut self) {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(self.increment);
    }
}

/// PCG XSL RR 128/64: 64 bits at a time, equal to numpy's `PCG64` with the same state and stream.
///
/// - Source: as [`Pcg32`].
///
/// # Example
/// ```
/// use offtake::chance::Pcg64;
/// let (mut one, mut again) = (Pcg64::new(42, 54), Pcg64::new(42, 54));
/// assert_eq!(one.next_u64(), again.next_u64());
/// assert!((0.0..1.0).contains(&one.next_unit()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pcg64 {
    state: u128,
    increment: u128,
}

impl Pcg64 {
    /// A generator from a seed and the number of its stream.
    ///
    /// # Example
    /// ```
    /// use offtake::chance::Pcg64;
    /// assert_eq!(Pcg64::new(42, 54), Pcg64::new(42, 54));
    /// ```
    pub fn new(seed: u128, stream: u128) -> Pcg64 {
        let increment = stream << 1 | 1;
        let mut made = Pcg64 { state: seed.wrapping_add(increment), increment };
        made.step();
        made
    }

    /// The next 64 bits.
    ///
    /// # Example
    /// ```
    /// use offtake::chance::Pcg64;
    /// // As the generator's own demonstration prints it.
    /// assert_eq!(Pcg64::new(42, 54).next_u64(), 0x86b1_da1d_7206_2b68);
    /// ```
    pub fn next_u64(&mut self) -> u64 {
        self.step();
        let mixed = (self.state >> 64) as u64 ^ self.state as u64;
        mixed.rotate_right((self.state >> 122) as u32)
    }

    /// The next number of 0 up to, but not including, 1.
    ///
    /// # Example
    /// ```
    /// use offtake::chance::Pcg64;
    /// // The upper 53 bits of the same draw, as a part of one.
    /// let draw = Pcg64::new(42, 54).next_u64() >> 11;
    /// assert_eq!(Pcg64::new(42, 54).next_unit(), draw as f64 / 2_f64.powi(53));
    /// ```
    pub fn next_unit(&mut self) -> f64 {
        // 53 bits are what a double holds.
        (self.next_u64() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    fn step(&mut self) {
        const FACTOR: u128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645;
        self.state = self.state.wrapping_mul(FACTOR).wrapping_add(self.increment);
    }
}

/// The number of 0 to 1 that belongs to one variable in one scenario, whatever else is drawn.
///
/// A new variable does not move the others, and every rule sees the same scenarios: differences between rules are then
/// the rules' own.
///
/// - Takes: the seed, the scenario's number and the variable's number. - Gives: 0 up to, but not including, 1.
///
/// # Example
/// ```
/// use offtake::chance::uniform;
/// // The same seed, scenario and variable give the same number, whatever was drawn before.
/// assert_eq!(uniform(2025, 7, 1), uniform(2025, 7, 1));
/// assert_ne!(uniform(2025, 7, 1), uniform(2025, 7, 2));
/// assert!((0.0..1.0).contains(&uniform(2025, 7, 1)));
/// ```
pub fn uniform(seed: u64, scenario: u64, variable: u64) -> f64 {
    let state = u128::from(scattered(seed ^ scattered(scenario))) << 64
        | u128::from(scattered(scenario ^ scattered(seed)));
    Pcg64::new(state, u128::from(scattered(variable))).next_unit()
}

/// SplitMix64's last step: neighbouring numbers become unlike ones. G. Steele, D. Lea, C. Flood, OOPSLA 2014.
fn scattered(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ mixed >> 31
}

#[cfg(test)]
mod tests {
    use super::{Pcg64, uniform};

    #[test]
    fn the_stream_is_the_one_of_numpy() {
        let mut random = Pcg64::new(42, 54);
        assert_eq!([random.next_u64(), random.next_u64()], [0x86b1_da1d_7206_2b68, 0x1304_aa46_c985_3d39]);
    }

    #[test]
    fn numbers_of_neighbouring_scenarios_and_variables_are_unlike() {
        let count = 4096;
        let draw = |scenario: u64, variable: u64| uniform(7, scenario, variable) - 0.5;
        let mean: f64 = (0..count).map(|n| draw(n, 0)).sum::<f64>() / count as f64;
        let between: f64 = (0..count).map(|n| draw(n, 0) * draw(n, 1)).sum::<f64>() / count as f64 * 12.0;
        let along: f64 = (0..count).map(|n| draw(n, 0) * draw(n + 1, 0)).sum::<f64>() / count as f64 * 12.0;
        // Four standard errors of independent numbers.
        assert!(mean.abs() < 4.0 * 0.2887 / 64.0, "{mean}");
        assert!(between.abs() < 4.0 / 64.0 && along.abs() < 4.0 / 64.0, "{between} {along}");
    }
}
