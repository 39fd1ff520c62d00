use offtake::chance::{self, Pcg32, Pcg64};
use serde_json::json;

use super::Answer;
use super::inputs::{CaseError, Inputs, wrong};

/// Enough for any check of a stream.
const MOST_DRAWS: u64 = 1_000_000;

pub fn pcg32(inputs: &Inputs<'_>) -> Answer {
    let mut random = Pcg32::new(inputs.whole("seed")?, inputs.whole("stream")?);
    let drawn: Vec<u32> = (0..draws(inputs)?).map(|_| random.next_u32()).collect();
    Ok(json!({
        "u32_hex": drawn.iter().map(|bits| format!("{bits:08x}")).collect::<Vec<_>>(),
        "u01": drawn.iter().map(|bits| f64::from(*bits) / 4_294_967_296.0).collect::<Vec<_>>(),
    }))
}

pub fn pcg64(inputs: &Inputs<'_>) -> Answer {
    let mut random = Pcg64::new(inputs.whole("state")?.into(), inputs.whole("stream")?.into());
    let drawn: Vec<String> = (0..draws(inputs)?).map(|_| format!("{:016x}", random.next_u64())).collect();
    Ok(json!({ "u64_hex": drawn }))
}

pub fn quantile_type7(inputs: &Inputs<'_>) -> Answer {
    let sample = inputs.numbers("x")?;
    let quantiles: Vec<Option<f64>> =
        inputs.parts("q")?.into_iter().map(|part| chance::quantile(&sample, part)).collect();
    let spread = chance::spread(&sample);
    Ok(json!({
        "quantiles": quantiles,
        "mean": spread.map(|spread| spread.mean),
        "sd_sample": spread.and_then(|spread| spread.deviation),
    }))
}

pub fn quantile_ci_ranks(inputs: &Inputs<'_>) -> Answer {
    let size = inputs.whole("n")?;
    // The whole distribution is held in memory.
    let size = u32::try_from(size).ok().filter(|size| u64::from(*size) <= MOST_DRAWS);
    let size = size.ok_or(CaseError::NoAnswer("`n` goes up to 1,000,000"))?;
    let found = chance::rank_interval(size, inputs.part("q")?, inputs.part("level")?)
        .ok_or(CaseError::NoAnswer("the sample is too small for this quantile and level"))?;
    Ok(json!({ "rank_lo": found.low, "rank_hi": found.high, "coverage": found.coverage }))
}

pub fn inverse_cdf(inputs: &Inputs<'_>) -> Answer {
    let expected = "`triangular`, `lognormal` or `normal`";
    let units = inputs.parts("u")?;
    let values: Vec<Option<f64>> = match inputs.value("dist", expected)?.as_str().unwrap_or_default() {
        "triangular" => {
            let (low, tip, high) = (inputs.number("a")?, inputs.number("mode")?, inputs.number("b")?);
            if !(low <= tip && tip <= high) {
                return Err(CaseError::NoAnswer("`a`, `mode` and `b` must rise"));
            }
            units.into_iter().map(|unit| chance::triangular(unit, low, tip, high)).collect()
        }
        "lognormal" => {
            let (median, deviation) = (inputs.number("median")?, inputs.amount("sigma")?);
            if median <= 0.0 {
                return Err(CaseError::NoAnswer("`median` must be above 0"));
            }
            units.into_iter().map(|unit| chance::lognormal(unit, median, deviation)).collect()
        }
        "normal" => units.into_iter().map(chance::normal).collect(),
        _ => return Err(wrong("dist", inputs.0.get("dist"), expected)),
    };
    Ok(json!({ "x": values }))
}

pub fn project_ramp(inputs: &Inputs<'_>) -> Answer {
    let output = chance::ramped_output(
        inputs.amount("nameplate")?,
        inputs.amount("utilisation")?,
        inputs.number("start")?,
        inputs.amount("delay")?,
        inputs.amount("ramp_years")?,
        inputs.number("year")?,
    );
    Ok(json!({ "output": output }))
}

fn draws(inputs: &Inputs<'_>) -> Result<u64, CaseError> {
    let count = inputs.whole("n")?;
    if count <= MOST_DRAWS { Ok(count) } else { Err(CaseError::NoAnswer("`n` goes up to 1,000,000")) }
}
