//! From a number of 0 to 1 to a value: one number in, one value out, growing together.
#![allow(clippy::excessive_precision, reason = "the coefficients stand as they are printed")]

/// A value of the triangle between `low` and `high` with its tip at `tip`.
///
/// - Takes: a number of 0 to 1 and low ≤ tip ≤ high. - Gives: low ..= high; `None` for other numbers.
///
/// # Example
/// ```
/// use offtake::chance::triangular;
/// // From: this library's delay of a project, as a part of the time to build: none, most often a quarter, nine tenths.
/// assert!((triangular(0.5, 0.0, 0.25, 0.9).unwrap() - 0.3592).abs() < 5e-5); // half of all are later
/// assert_eq!(triangular(1.5, 0.0, 0.25, 0.9), None);
/// ```
pub fn triangular(unit: f64, low: f64, tip: f64, high: f64) -> Option<f64> {
    let sound =
        (0.0..=1.0).contains(&unit) && low <= tip && tip <= high && low.is_finite() && high.is_finite();
    if !sound {
        return None;
    }
    let width = high - low;
    if width == 0.0 {
        return Some(low);
    }
    Some(if unit * width < tip - low {
        low + (unit * width * (tip - low)).sqrt()
    } else {
        high - ((1.0 - unit) * width * (high - tip)).sqrt()
    })
}

/// A value of the lognormal distribution, given by its median and the standard deviation of its logarithm.
///
/// - Takes: a number above 0 and below 1, a median above 0, a deviation of 0 or more. - Gives: above 0; `None` for other
///   numbers.
///
/// # Example
/// ```
/// use offtake::chance::lognormal;
/// // From: this library's years to full output: two in the middle, with a deviation of 0.6.
/// assert_eq!(lognormal(0.5, 2.0, 0.6), Some(2.0)); // half of all lies below the median
/// assert!((lognormal(0.9, 2.0, 0.6).unwrap() - 4.315).abs() < 5e-4);
/// assert_eq!(lognormal(0.0, 2.0, 0.6), None);
/// ```
pub fn lognormal(unit: f64, median: f64, deviation: f64) -> Option<f64> {
    let sound = median.is_finite() && median > 0.0 && deviation.is_finite() && deviation >= 0.0;
    if sound { normal(unit).map(|z| median * libm::exp(deviation * z)) } else { None }
}

/// A value of the normal distribution with mean 0 and deviation 1.
///
/// - Takes: a number above 0 and below 1. - Gives: `None` for other numbers. About 16 digits.
/// - Source: M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988) 477-484, routine PPND16.
///
/// # Example
/// ```
/// use offtake::chance::normal;
/// // From: any table of the normal distribution.
/// assert!((normal(0.975).unwrap() - 1.959_963_984_540_054).abs() < 1e-14);
/// assert_eq!(normal(0.5), Some(0.0));
/// ```
pub fn normal(unit: f64) -> Option<f64> {
    let inside = unit > 0.0 && unit < 1.0;
    if !inside {
        return None;
    }
    let middle = unit - 0.5;
    if middle.abs() <= 0.425 {
        let r = 0.180_625 - middle * middle;
        return Some(middle * ratio(r, &CENTRE));
    }
    let tail = (-libm::log(unit.min(1.0 - unit))).sqrt();
    let size = if tail <= 5.0 { ratio(tail - 1.6, &SHOULDER) } else { ratio(tail - 5.0, &TAIL) };
    Some(if middle < 0.0 { -size } else { size })
}

/// Upper and lower coefficients, constant first.
type Ratio = ([f64; 8], [f64; 8]);

fn ratio(at: f64, of: &Ratio) -> f64 {
    let polynomial = |coefficients: &[f64; 8]| coefficients.iter().rev().fold(0.0, |sum, c| sum * at + c);
    polynomial(&of.0) / polynomial(&of.1)
}

const CENTRE: Ratio = (
    [
        3.387_132_872_796_366_608_0,
        1.331_416_678_917_843_774_5e2,
        1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4,
        4.592_195_393_154_987_145_7e4,
        6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4,
        2.509_080_928_730_122_672_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091_125_2e1,
        6.871_870_074_920_579_083_0e2,
        5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4,
        3.930_789_580_009_271_061_0e4,
        2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561_0e3,
    ],
);

const SHOULDER: Ratio = (
    [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_90,
        5.769_497_221_460_691_405_50,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        2.417_807_251_774_506_117_70e-1,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_40e-4,
    ],
    [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_40,
        6.897_673_349_851_000_045_50e-1,
        1.481_039_764_274_800_745_90e-1,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946_00e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
);

const TAIL: Ratio = (
    [
        6.657_904_643_501_103_777_20,
        5.463_784_911_164_114_369_90,
        1.784_826_539_917_291_335_80,
        2.965_605_718_285_048_912_30e-1,
        2.653_218_952_657_612_309_30e-2,
        1.242_660_947_388_078_438_60e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    [
        1.0,
        5.998_322_065_558_879_376_90e-1,
        1.369_298_809_227_358_053_10e-1,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591_00e-4,
        1.846_318_317_510_054_681_80e-5,
        1.421_511_758_316_445_888_70e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
);

#[cfg(test)]
mod tests {
    use super::{lognormal, normal, triangular};

    #[test]
    fn the_far_tail_is_right_too() {
        // scipy.stats.norm.ppf(1e-15)
        assert!((normal(1e-15).unwrap() + 7.941_345_326_170_997).abs() < 1e-12);
    }

    #[test]
    fn half_of_a_lognormal_lies_below_its_median() {
        assert_eq!(lognormal(0.5, 1.5, 0.4), Some(1.5));
    }

    #[test]
    fn what_is_no_chance_has_no_value() {
        assert_eq!((normal(0.0), normal(1.0), normal(f64::NAN)), (None, None, None));
        assert_eq!(triangular(0.5, 3.0, 2.0, 6.0), None);
        assert_eq!(triangular(0.2, 3.0, 3.0, 3.0), Some(3.0));
    }
}
