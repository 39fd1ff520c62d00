//! The engine's numbers against reference numbers: published tables, and other programs' answers. Each case names its source.
//!
//! Runs every file in tests/cases, and those that the environment names in OFFTAKE_CASES, with colons between them.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../src/bin/site/solve/adapters/mod.rs"]
mod adapters;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use offtake::metrics::EuSupplyRisk;
use serde_json::Value;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    if let Ok(more) = env::var("OFFTAKE_CASES") {
        files.extend(more.split(':').filter(|path| !path.is_empty()).map(PathBuf::from));
    }
    files
}

fn number(case: &Value, path: &[&str]) -> Option<f64> {
    path.iter().try_fold(case, |value, key| value.get(key)).and_then(Value::as_f64)
}

/// The (absolute, relative) tolerance of one expected value.
fn tolerance(case: &Value, key: &str) -> (f64, f64) {
    let of = |name: &str| number(case, &["tolerance", name]);
    let own = match key {
        "ac_published" => (None, of("ac_published_rel")),
        "nir_published" => (of("nir_published_abs_pct_points"), None),
        "coverage" if of("coverage_abs").is_some() => (of("coverage_abs"), None),
        key if key.contains("published") => (of("published_abs"), None),
        _ => (None, None),
    };
    match own {
        (None, None) => (of("abs").unwrap_or(0.0), of("rel").unwrap_or(0.0)),
        (absolute, relative) => (absolute.unwrap_or(0.0), relative.unwrap_or(0.0)),
    }
}

fn differences(
    at: &str,
    expected: &Value,
    got: &Value,
    (absolute, relative): (f64, f64),
    found: &mut Vec<String>,
) {
    match (expected, got) {
        (Value::Array(expected), Value::Array(got)) if expected.len() == got.len() => {
            for (index, (expected, got)) in expected.iter().zip(got).enumerate() {
                differences(&format!("{at}[{index}]"), expected, got, (absolute, relative), found);
            }
        }
        (Value::Object(expected), Value::Object(got)) if expected.len() == got.len() => {
            for (key, expected) in expected {
                let got = got.get(key).unwrap_or(&Value::Null);
                differences(&format!("{at}.{key}"), expected, got, (absolute, relative), found);
            }
        }
        (Value::Number(expected), Value::Number(got)) => {
            let (expected, got) = (expected.as_f64().unwrap(), got.as_f64().unwrap());
            // Not `>`: a NaN must fail.
            let near = (got - expected).abs() <= absolute + relative * expected.abs();
            if !near {
                found.push(format!("{at}: {expected} expected, {got} found"));
            }
        }
        (expected, got) if expected == got => {}
        (expected, got) => found.push(format!("{at}: {expected} expected, {got} found")),
    }
}

/// What is wrong with our answer to a case.
fn check(case: &Value) -> Vec<String> {
    let got = match adapters::answer(case) {
        Ok(got) => got,
        Err(error) => return vec![error.to_string()],
    };
    let mut found = Vec::new();
    let Some(expected) = case["expected"].as_object() else {
        return vec!["the case expects nothing: give `expected`".to_owned()];
    };
    for (key, expected) in expected {
        match key.as_str() {
            // These say something about the case; they are no answer.
            "optimum_unique" => {}
            "flow" if case["expected"]["optimum_unique"] != Value::Bool(true) => {}
            // Their tolerance was taken for the formula's other branch. Held against what rounding allows, below.
            "sr_published_gs_only" | "sr_published_eu_only" => {}
            // The published figure is our figure times an index of at most 1 that the source does not print.
            "ei_published" | "implied_si_ei" => {
                let range = &case["tolerance"]["implied_si_range"];
                let ours = number(&got, &["ei_with_si_1"]).unwrap();
                let index = number(case, &["expected", "ei_published"]).unwrap() / ours;
                if index < range[0].as_f64().unwrap() || index > range[1].as_f64().unwrap() {
                    found.push(format!("{key}: an index of {index} is out of range"));
                }
            }
            _ => {
                let none = Value::Null;
                differences(key, expected, got.get(key).unwrap_or(&none), tolerance(case, key), &mut found);
            }
        }
    }
    found
}

#[test]
fn every_case_has_the_reference_answer() {
    let mut passed: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut total = 0;
    for file in files() {
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let cases = adapters::cases(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for case in &cases {
            total += 1;
            let found = check(case);
            if found.is_empty() {
                *passed.entry(case["rule"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
            }
            let name = format!("{} ({})", case["id"], case["rule"]);
            wrong.extend(found.into_iter().map(|what| format!("{name}: {what}")));
        }
    }
    for (rule, count) in &passed {
        println!("{rule}: {count}");
    }
    println!("{} of {total} cases", passed.values().sum::<usize>());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_of_the_solver_has_a_case() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/reference_cases.json"))
            .unwrap();
    let read: Value = serde_json::from_str(&text).unwrap();
    let cases = read["cases"].as_array().unwrap();
    for (rule, _) in adapters::RULES {
        assert!(cases.iter().any(|case| case["rule"] == *rule), "{rule} has no reference case");
    }
}

#[test]
fn published_supply_risk_lies_where_rounded_inputs_allow() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/reference_cases.json"))
            .unwrap();
    let read: Value = serde_json::from_str(&text).unwrap();
    for case in read["cases"].as_array().unwrap() {
        let input = |key: &str| number(case, &["inputs", key]);
        let (Some(recycling), Some(substitution)) = (input("eol_rir"), input("si_sr")) else {
            continue;
        };
        let (world, sourcing) = (input("hhi_wgi_t_gs"), input("hhi_wgi_t_eu"));
        let both = EuSupplyRisk {
            world,
            sourcing,
            import_reliance: input("import_reliance"),
            recycling,
            substitution,
        };
        for (key, risk) in [
            ("sr_published_both", both),
            ("sr_published_gs_only", EuSupplyRisk { sourcing: None, ..both }),
            ("sr_published_eu_only", EuSupplyRisk { world: None, ..both }),
        ] {
            let Some(published) = number(case, &["expected", key]) else {
                continue;
            };
            let (low, high) = risk.rounding_interval().unwrap();
            // The published value is itself rounded to 0.1.
            let inside = published >= low - 0.05 && published <= high + 0.05;
            assert!(inside, "{} {key}: {published} not in {low} to {high}", case["id"]);
        }
    }
}

#[test]
fn a_stranger_is_an_error_that_names_the_known_rules() {
    let case = serde_json::json!({ "id": "x", "rule": "oracle", "inputs": {} });
    let error = adapters::answer(&case).unwrap_err().to_string();
    assert!(error.contains("`oracle`") && error.contains("claims_rules"), "{error}");
}

#[test]
fn a_bad_input_is_an_error_that_names_it() {
    for (rule, inputs, word) in [
        ("hhi", serde_json::json!({ "quantities": [1, -2] }), "quantities"),
        ("hhi", serde_json::json!({}), "quantities"),
        ("claims_rules", serde_json::json!({ "estate": "much", "claims": [1] }), "estate"),
        (
            "leximin_coverage",
            serde_json::json!({ "supply": [1], "demand": [1, 2], "cap": [[null]] }),
            "limits",
        ),
        (
            "touch_dependency",
            serde_json::json!({ "production": [1], "flows_from_row_to_col": [[0]], "absorbing_node": 4 }),
            "node 4",
        ),
        ("leximin_amount", serde_json::json!({ "supply": [], "demand": [1], "cap": [] }), "at least one"),
        (
            "max_flow_min_shortfall",
            serde_json::json!({ "supply": [60, 40], "demand": [50, 50], "cap": [[null, 10], [0, 0]] }),
            "nobody may buy from project 2",
        ),
        ("claims_rules", serde_json::json!({ "estate": 10, "claims": [] }), "nobody claims anything"),
        (
            "core_stability",
            serde_json::json!({
                "supply": [100], "demand": vec![9.0; 14], "cap": [vec![Option::<f64>::None; 14]],
                "owner_share": [vec![0.05; 14]], "allocation": vec![5.0; 14],
            }),
            "14 owners",
        ),
        ("hhi", serde_json::json!({ "quantities": [1, "Infinity"] }), "quantities[1]"),
        (
            "eu_supply_risk",
            serde_json::json!({ "hhi_wgi_t_gs": 2, "eol_rir": 1.2, "si_sr": 1 }),
            "`eol_rir` is 1.2: give a number of 0 to 1",
        ),
        (
            "eu_hhi_wgi_t",
            serde_json::json!({ "shares": [0.7, 0.7], "wgi_scaled": [5, 5], "t": [1, 1] }),
            "add up to 1.4",
        ),
        (
            "equity_proportional",
            serde_json::json!({ "output": 10, "equity": [0.8, 0.8], "demand": [9, 9] }),
            "add up to 1.6",
        ),
        ("quantile_type7", serde_json::json!({ "x": [1, 2], "q": [1.5] }), "q[0]"),
        ("inverse_cdf", serde_json::json!({ "dist": "normal", "u": [-0.1] }), "u[0]"),
        (
            "iea_sharing",
            serde_json::json!({ "base_consumption": [10], "available": [5], "reserve_commitment": [0], "restraint": 0.07 }),
            "reserve",
        ),
    ] {
        let error =
            adapters::answer(&serde_json::json!({ "rule": rule, "inputs": inputs })).unwrap_err().to_string();
        assert!(error.contains(word), "{rule}: {error}");
    }
}

#[test]
fn a_number_that_is_none_spoils_its_own_case_alone() {
    let text = r#"{"cases": [
        {"id": "NaN \"1e999\"", "rule": "hhi", "inputs": {"quantities": [NaN, 1]}},
        {"id": 2, "rule": "hhi", "inputs": {"quantities": [1e999, -Infinity]}},
        {"id": 3, "rule": "hhi", "inputs": {"quantities": [1e1, 1.0E+1]}}
    ]}"#;
    let cases = adapters::cases(text).unwrap();
    assert_eq!(cases[0]["id"], "NaN \"1e999\"", "words are left alone");
    let error = |at: usize| adapters::answer(&cases[at]).unwrap_err().to_string();
    assert!(error(0).contains("`quantities[0]` is \"NaN\""), "{}", error(0));
    assert!(error(1).contains("1e999"), "{}", error(1));
    assert_eq!(adapters::answer(&cases[2]).unwrap()["hhi01"], 0.5);
    for broken in ["", "{", "[]", "{\"cases\": 1}", "{\"cases\": [\"]}", "nothing"] {
        assert!(adapters::cases(broken).is_err(), "{broken}");
    }
}

/// The same inputs with nothing in them: every number 0, or every list empty.
fn emptied(inputs: &Value, lists: bool) -> Value {
    match inputs {
        Value::Number(_) => 0.into(),
        Value::Array(_) if lists => Value::Array(Vec::new()),
        Value::Array(values) => values.iter().map(|value| emptied(value, lists)).collect(),
        Value::Object(values) => {
            Value::Object(values.iter().map(|(key, value)| (key.clone(), emptied(value, lists))).collect())
        }
        other => other.clone(),
    }
}

#[test]
fn what_cannot_be_computed_is_an_error_or_a_gap_with_its_reason() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/reference_cases.json"))
            .unwrap();
    let read: Value = serde_json::from_str(&text).unwrap();
    let mut silent = std::collections::BTreeSet::new();
    for case in read["cases"].as_array().unwrap() {
        let inputs = &case["inputs"];
        for inputs in [inputs.clone(), emptied(inputs, false), emptied(inputs, true)] {
            let rule = &case["rule"];
            let Ok(got) = adapters::answer(&serde_json::json!({ "rule": rule, "inputs": inputs })) else {
                continue;
            };
            if adapters::reason(rule, &got) == Some("") {
                silent.insert(format!("{rule}: {inputs} -> {got}"));
            }
        }
    }
    assert!(
        silent.is_empty(),
        "gaps without a reason:\n{}",
        silent.into_iter().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn somebody_in_two_tiers_is_served_twice_but_never_beyond_its_need() {
    let case = serde_json::json!({ "rule": "priority", "inputs": {
        "output": 100, "tiers": [["JPN", 30], ["OTH", 20], ["JPN", 1e9]], "demand": { "JPN": 60, "OTH": 50 },
    } });
    let got = adapters::answer(&case).unwrap();
    assert_eq!(got, serde_json::json!({ "received": { "JPN": 60.0, "OTH": 20.0 }, "unallocated": 20.0 }));
}
