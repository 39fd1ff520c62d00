//! TopoJSON, as far as world-atlas uses it. Format: "The TopoJSON Format Specification" 1.0,
//! <https://github.com/topojson/topojson-specification>.

use std::path::Path;

use serde_json::Value;

use super::rings::Ring;
use super::{Failure, wrong};

/// One country as the file has it.
pub struct Shape {
    /// ISO 3166-1 numeric code, where the file gives one.
    pub id: Option<String>,
    /// English name, often shortened.
    pub name: String,
    /// Each polygon is its outer ring and then its holes; the last point of a ring is not repeated.
    pub polygons: Vec<Vec<Ring>>,
}

/// Reads the countries of a TopoJSON file.
pub fn read(file: &Path) -> Result<Vec<Shape>, Failure> {
    let text = std::fs::read_to_string(file).map_err(Failure::reading(file))?;
    let topology: Value = serde_json::from_str(&text).map_err(|error| wrong(file, error.to_string()))?;
    countries(&topology).ok_or_else(|| wrong(file, "not the TopoJSON of world-atlas".to_owned()))
}

fn countries(topology: &Value) -> Option<Vec<Shape>> {
    let transform = topology.get("transform")?;
    let (scale, origin) = (pair(transform.get("scale")?)?, pair(transform.get("translate")?)?);
    let arcs = topology.get("arcs")?.as_array()?;
    let arcs: Vec<Ring> = arcs.iter().map(|arc| decode(arc, scale, origin)).collect::<Option<_>>()?;
    let geometries = topology.get("objects")?.get("countries")?.get("geometries")?.as_array()?;
    geometries.iter().map(|geometry| shape(geometry, &arcs)).collect()
}

/// An arc holds steps from point to point in whole numbers.
fn decode(arc: &Value, scale: (f64, f64), origin: (f64, f64)) -> Option<Ring> {
    let mut at = (0.0, 0.0);
    let points = arc.as_array()?.iter().map(|step| {
        let step = pair(step)?;
        at = (at.0 + step.0, at.1 + step.1);
        Some((at.0 * scale.0 + origin.0, at.1 * scale.1 + origin.1))
    });
    points.collect()
}

fn pair(value: &Value) -> Option<(f64, f64)> {
    Some((value.get(0)?.as_f64()?, value.get(1)?.as_f64()?))
}

fn shape(geometry: &Value, arcs: &[Ring]) -> Option<Shape> {
    let listed = geometry.get("arcs")?.as_array()?;
    let polygons = match geometry.get("type")?.as_str()? {
        "Polygon" => vec![polygon(listed, arcs)?],
        "MultiPolygon" => listed.iter().map(|one| polygon(one.as_array()?, arcs)).collect::<Option<_>>()?,
        _ => return None,
    };
    let id = geometry.get("id").and_then(Value::as_str).map(str::to_owned);
    Some(Shape { id, name: geometry.get("properties")?.get("name")?.as_str()?.to_owned(), polygons })
}

fn polygon(rings: &[Value], arcs: &[Ring]) -> Option<Vec<Ring>> {
    rings.iter().map(|ring| stitch(ring.as_array()?, arcs)).collect()
}

/// Joins arcs end to end. A negative number -1 - n is arc n backwards; each arc begins where the last one ended.
fn stitch(numbers: &[Value], arcs: &[Ring]) -> Option<Ring> {
    let mut ring = Ring::new();
    for number in numbers {
        let number = number.as_i64()?;
        let arc = arcs.get(usize::try_from(if number < 0 { !number } else { number }).ok()?)?;
        ring.pop();
        if number < 0 { ring.extend(arc.iter().rev()) } else { ring.extend(arc) }
    }
    ring.pop();
    Some(ring)
}

#[cfg(test)]
mod tests {
    use super::countries;

    #[test]
    fn arcs_are_decoded_turned_and_joined() {
        // A square cut into two arcs, the second stored backwards.
        let topology = serde_json::json!({
            "transform": {"scale": [2.0, 1.0], "translate": [-10.0, 5.0]},
            "arcs": [[[0, 0], [1, 0], [0, 1]], [[0, 0], [0, 1], [1, 0]]],
            "objects": {"countries": {"geometries": [
                {"type": "Polygon", "id": "004", "properties": {"name": "Square"}, "arcs": [[0, -2]]}
            ]}}
        });
        let shapes = countries(&topology).unwrap();
        assert_eq!(shapes[0].id.as_deref(), Some("004"));
        assert_eq!(shapes[0].polygons, [[[(-10.0, 5.0), (-8.0, 5.0), (-8.0, 6.0), (-10.0, 6.0)]]]);
    }

    #[test]
    fn another_file_is_refused() {
        assert!(countries(&serde_json::json!({"type": "FeatureCollection", "features": []})).is_none());
    }
}
