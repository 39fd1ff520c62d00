//! The committed borders file: that it opens, that nobody we need is missing, that no line crosses the map.

// Helpers outside a test function may also fail the test.
#![allow(clippy::unwrap_used, clippy::panic)]

use offtake::geo::{Borders, Fit, Outline, close};
use offtake::terms::Country;

const BYTES: &[u8] = include_bytes!("../www/borders.bin");

fn world() -> Vec<Outline> {
    Borders::open(BYTES).unwrap().outlines
}

fn find<'a>(world: &'a [Outline], code: &str) -> &'a Outline {
    let country = Country::parse(code).ok();
    world.iter().find(|outline| outline.country == country).unwrap_or_else(|| panic!("{code} has no outline"))
}

fn contains(ring: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    edges.filter(|(a, b)| (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0).count()
        % 2
        == 1
}

/// Who is painted last at a place.
fn owner(world: &[Outline], place: (f64, f64)) -> Option<String> {
    let hit = world.iter().rev().find(|outline| outline.rings.iter().any(|ring| contains(ring, place)))?;
    hit.country.map(|country| country.code().to_owned())
}

#[test]
fn it_opens_and_is_written_back_byte_for_byte() {
    assert_eq!(close(&world()), BYTES);
}

#[test]
fn it_is_small_enough_to_load_with_the_page() {
    assert!(BYTES.len() < 45_000, "{} bytes", BYTES.len());
}

#[test]
fn every_member_of_g7_nato_and_the_european_union_can_be_seen() {
    let members = "CAN FRA DEU ITA JPN GBR USA \
        ALB BEL BGR HRV CZE DNK EST FIN GRC HUN ISL LVA LTU LUX MNE NLD MKD NOR POL PRT ROU SVK SVN ESP SWE TUR \
        AUT CYP IRL MLT";
    let world = world();
    for code in members.split_whitespace() {
        let outline = find(&world, code);
        assert!(outline.dot || !outline.rings.is_empty(), "{code}");
    }
}

#[test]
fn small_countries_that_trade_are_dots() {
    let world = world();
    for code in "MLT SGP HKG BHR LIE MCO SMR VAT AND MUS".split_whitespace() {
        let outline = find(&world, code);
        assert!(outline.dot && outline.rings.is_empty(), "{code}");
    }
    for code in "LUX CYP QAT XKX".split_whitespace() {
        let outline = find(&world, code);
        assert!(outline.dot && !outline.rings.is_empty(), "{code}");
    }
    for code in "BEL NLD CHE CHN".split_whitespace() {
        assert!(!find(&world, code).dot, "{code}");
    }
}

#[test]
fn every_country_comes_once_and_antarctica_not_at_all() {
    let mut codes: Vec<_> = world().iter().map(|outline| outline.country).collect();
    let all = codes.len();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), all);
    assert!(!codes.contains(&Country::parse("ATA").ok()));
}

#[test]
fn every_point_is_a_number_inside_the_map() {
    let fit = Fit::new(0.0, 0.0, 1000.0);
    for outline in world() {
        for &(longitude, latitude) in outline.rings.iter().flatten().chain([&outline.centre]) {
            let (x, y) = fit.place(longitude, latitude);
            assert!((0.0..=1000.0).contains(&x) && (0.0..=fit.height()).contains(&y), "{outline:?}");
        }
    }
}

#[test]
fn no_edge_streaks_across_the_map() {
    for outline in world() {
        for ring in &outline.rings {
            assert!(ring.len() > 2, "{:?}", outline.country);
            for (here, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                // The longest real edges are straight borders, such as the one along 49 degrees north.
                assert!((here.0 - next.0).abs() < 30.0, "{:?}: {here:?} {next:?}", outline.country);
            }
        }
    }
}

#[test]
fn russia_and_fiji_are_cut_at_180_degrees_and_whole_on_both_sides() {
    let world = world();
    for code in ["RUS", "FJI"] {
        let rings = &find(&world, code).rings;
        assert!(
            rings.iter().any(|ring| ring.iter().any(|point| point.0 == 180.0)),
            "{code} ends at the right edge"
        );
        assert!(
            rings.iter().any(|ring| ring.iter().any(|point| point.0 == -180.0)),
            "{code} begins at the left edge"
        );
    }
    assert_eq!(owner(&world, (-175.0, 66.5)).as_deref(), Some("RUS"), "Chukotka east of 180 degrees");
    assert_eq!(owner(&world, (177.0, 66.5)).as_deref(), Some("RUS"), "Chukotka west of 180 degrees");
}

#[test]
fn the_centre_lies_in_the_largest_ring() {
    for outline in world().iter().filter(|outline| !outline.rings.is_empty()) {
        assert!(contains(&outline.rings[0], outline.centre), "{:?}", outline.country);
    }
}

#[test]
fn places_belong_to_their_country() {
    let world = world();
    let places = [
        ("LSO", (28.3, -29.6)), // an enclave, painted over South Africa
        ("ZAF", (25.0, -29.0)),
        ("SOM", (45.0, 9.5)),  // Somaliland
        ("CYP", (33.6, 35.3)), // the north of Cyprus
        ("UKR", (34.2, 45.2)), // Crimea
        ("XKX", (20.9, 42.6)),
        ("FRA", (-53.0, 4.0)), // French Guiana
        ("USA", (-150.0, 65.0)),
        ("CAN", (-106.0, 52.0)),
        ("CHN", (103.0, 35.0)),
        ("KAZ", (67.0, 48.0)),
    ];
    for (code, place) in places {
        assert_eq!(owner(&world, place).as_deref(), Some(code), "{place:?}");
    }
    assert_eq!(owner(&world, (-30.0, 35.0)), None, "the Atlantic");
}
