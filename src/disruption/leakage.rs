use crate::terms::Share;

/// At whom a restriction is aimed. It decides how much of the loss finds another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// At some buyers: a ban on sales to one country, which other countries' traders can serve.
    Targeted,
    /// At all: a licence for every sale, wherever it goes.
    General,
}

impl Aim {
    /// The part of the loss that finds another way, from the least to the greatest to be reckoned with.
    ///
    /// - Source: our judgement from three cases. The United States bought more antimony oxide in 2025, under China's ban,
    ///   than before it (24,000 then 39,000 t; USGS MCS 2026), much of it by way of Thailand and Mexico; under the general
    ///   licences China's sales of germanium fell from 29,389 kg in 2024 to 96 kg in June 2025.
    ///
    /// # Example
    /// ```
    /// use offtake::disruption::Aim;
    /// // From: this library's judgement, as above.
    /// let (least, greatest) = Aim::Targeted.leakage();
    /// assert_eq!([Aim::General.leakage().1.0, least.0, greatest.0], [0.3, 0.5, 1.0]);
    /// ```
    pub fn leakage(self) -> (Share, Share) {
        match self {
            Aim::Targeted => (Share(0.5), Share(1.0)),
            Aim::General => (Share(0.0), Share(0.3)),
        }
    }
}
