//! Colours that mean something, as people with each kind of colour vision see them.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::iter::zip;

use offtake::atlas::{Frame, TableRuler};
use offtake::paint;
use offtake::scene::{Color, Role, Theme};

/// Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    ),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    (
        "tritanopia",
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ),
];

type Lab = [f64; 3];

fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(factor, value)| factor * value).sum())
}

/// What someone sees, in CIELAB under D65.
fn seen(Color(red, green, blue): Color, vision: &[[f64; 3]; 3]) -> Lab {
    let linear = [red, green, blue].map(|channel| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    let shown = times(vision, linear).map(|part| part.clamp(0.0, 1.0));
    let xyz = times(
        &[
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ],
        shown,
    );
    let [x, y, z] = [xyz[0] / 0.95047, xyz[1], xyz[2] / 1.08883].map(|part| {
        if part > 216.0 / 24389.0 { part.cbrt() } else { (24389.0 / 27.0 * part + 16.0) / 116.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIEDE2000, after Sharma, Wu and Dalal (2005).
fn difference([l1, a1, b1]: Lab, [l2, a2, b2]: Lab) -> f64 {
    let seventh = |chroma: f64| (chroma.powi(7) / (chroma.powi(7) + 25_f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - seventh((a1.hypot(b1) + a2.hypot(b2)) / 2.0));
    let (a1, a2) = ((1.0 + g) * a1, (1.0 + g) * a2);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| {
        if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) }
    };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if grey => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let h = match h1 + h2 {
        sum if grey => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => (sum + 360.0) / 2.0,
        sum => (sum - 360.0) / 2.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0)
        - 0.20 * cos(4.0 * h - 63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let rt = -2.0 * seventh(c) * (60.0 * (-((h - 275.0) / 25.0).powi(2)).exp()).to_radians().sin();
    let (l, c, h) = (dl / sl, dc / sc, dh / sh);
    (l * l + c * c + h * h + rt * c * h).sqrt()
}

#[test]
fn the_difference_is_that_of_the_published_pairs() {
    // Pairs 1, 7, 13, 17, 20, 25 and 34 of Sharma, Wu and Dalal.
    for (one, two, expected) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, -0.001, 2.49], [50.0, 0.0009, -2.49], 4.8045),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([50.0, 2.5, 0.0], [58.0, 24.0, 15.0], 19.4535),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082),
    ] {
        let found = difference(one, two);
        assert!((found - expected).abs() < 5e-5, "{one:?} {two:?}: {found}");
        assert!((difference(two, one) - found).abs() < 1e-9);
    }
}

/// Least difference that may be left between two meanings: ten times what an eye just tells apart side by side.
const APART: f64 = 10.0;

#[test]
fn no_two_meanings_look_alike_to_anyone() {
    let mut near = Vec::new();
    for (name, theme) in [("light", Theme::LIGHT), ("dark", Theme::DARK)] {
        let meanings = [
            ("restricted", theme.role(Role::Restricted)),
            ("ally", theme.role(Role::Ally)),
            ("own", theme.role(Role::Own)),
            ("other", theme.role(Role::Other)),
            ("ground", theme.ground),
        ];
        for (vision, matrix) in &VISIONS {
            for (at, (one, first)) in meanings.iter().enumerate() {
                for (two, second) in &meanings[at + 1..] {
                    // Own is a bold label wherever it stands on the ground: the two share lightness in neither theme.
                    let apart = difference(seen(*first, matrix), seen(*second, matrix));
                    println!("{name} {vision} {one} {two} {apart:.1}");
                    if apart < APART {
                        near.push(format!("{name}, {vision}: {one} and {two} are {apart:.1} apart"));
                    }
                }
            }
        }
    }
    assert!(near.is_empty(), "{near:#?}");
}

/// A reader finds a country's step in the key, to anyone's eye, and land that is not in the picture is none of them.
#[test]
fn the_steps_of_the_scale_are_told_apart_by_anyone() {
    for (name, theme) in [("light", Theme::LIGHT), ("dark", Theme::DARK)] {
        for (vision, matrix) in &VISIONS {
            let steps = theme.scale.map(|step| seen(step, matrix));
            for (at, pair) in steps.windows(2).enumerate() {
                let apart = difference(pair[0], pair[1]);
                println!("{name} {vision} step {at} {apart:.1}");
                assert!(apart >= 6.0, "{name}, {vision}: steps {at} and {} are {apart:.1} apart", at + 1);
            }
            for (at, step) in steps.iter().enumerate() {
                let apart = difference(*step, seen(theme.land, matrix));
                println!("{name} {vision} land {at} {apart:.1}");
                assert!(apart >= 3.0, "{name}, {vision}: step {at} is {apart:.1} from land");
            }
        }
    }
}

/// Every colour of a picture, in the order in which it is drawn.
fn colours(svg: &str) -> Vec<&str> {
    svg.split('"').filter(|part| part.len() == 7 && part.starts_with('#')).collect()
}

#[test]
fn a_picture_in_the_dark_is_the_light_one_with_colours_exchanged() {
    let atlas = support::atlas();
    let exchanged: BTreeMap<String, String> = zip(Theme::LIGHT.colors(), Theme::DARK.colors())
        .map(|(light, dark)| (light.hex(), dark.hex()))
        .collect();
    assert_eq!(exchanged.len(), Theme::LIGHT.colors().len(), "two meanings in one colour");
    let mut seen = BTreeSet::new();
    for chart in atlas.catalogue("en").unwrap().charts {
        for mineral in ["natural-graphite", "germanium", "permanent-magnets", "gallium"] {
            let query = format!("chart={}&mineral={mineral}", chart.id);
            let choice = atlas.from_link(&query).unwrap();
            let svg = |theme: &Theme| {
                let frame = Frame { width: 640.0, theme, ruler: &TableRuler };
                paint::svg(&atlas.draw(&choice, &frame).unwrap().scene).unwrap()
            };
            let (light, dark) = (svg(&Theme::LIGHT), svg(&Theme::DARK));
            let (light, dark) = (colours(&light), colours(&dark));
            assert_eq!(light.len(), dark.len(), "{query}");
            for (from, to) in zip(light, dark) {
                let letters = from == Theme::LIGHT.ink.hex() && to == "#FFFFFF";
                assert!(
                    letters || exchanged.get(from).is_some_and(|known| known == to),
                    "{query}: {from} is {to}"
                );
                seen.insert(from.to_owned());
            }
        }
    }
    assert!(seen.len() > 15, "{seen:?}");
}
