//! Boundaries that a user supplies for the map, as GeoJSON (RFC 7946).

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::output::OutputError;
use crate::record::Boundaries;

/// Largest file that is read: 16 MiB.
const LARGEST: u64 = 16 << 20;
/// What to do about a file that is no such thing.
const HELP: &str = "give a GeoJSON file (RFC 7946) with lines or polygons in degrees east and north, longitude first";

/// A position: degrees east, degrees north, and perhaps a height.
type Position = Vec<f64>;

/// What a GeoJSON document can be. Points have no lines and are left out.
#[derive(Deserialize)]
#[serde(tag = "type")]
enum Node {
    FeatureCollection { features: Vec<Node> },
    Feature { geometry: Option<Box<Node>> },
    GeometryCollection { geometries: Vec<Node> },
    LineString { coordinates: Vec<Position> },
    MultiLineString { coordinates: Vec<Vec<Position>> },
    Polygon { coordinates: Vec<Vec<Position>> },
    MultiPolygon { coordinates: Vec<Vec<Vec<Position>>> },
    Point {},
    MultiPoint {},
}

impl Node {
    /// Adds the lines of a document and of all in it.
    fn lines(self, all: &mut Vec<Vec<Position>>) {
        match self {
            Node::FeatureCollection { features: nodes } | Node::GeometryCollection { geometries: nodes } => {
                nodes.into_iter().for_each(|node| node.lines(all));
            }
            Node::Feature { geometry } => geometry.into_iter().for_each(|node| node.lines(all)),
            Node::LineString { coordinates } => all.push(coordinates),
            Node::MultiLineString { coordinates } | Node::Polygon { coordinates } => all.extend(coordinates),
            Node::MultiPolygon { coordinates } => all.extend(coordinates.into_iter().flatten()),
            Node::Point {} | Node::MultiPoint {} => {}
        }
    }
}

/// Reads the lines and the outlines of the polygons of a GeoJSON file.
///
/// # Errors
/// When the file cannot be read, is too large, is no GeoJSON, has no line, or has a position that is nowhere on Earth.
pub fn read_boundaries(path: &Path) -> Result<Boundaries, OutputError> {
    let failed = |error| OutputError::file("read", path, error);
    if fs::metadata(path).map_err(failed)?.len() > LARGEST {
        let help = "leave out what the map does not show, or simplify its lines";
        return Err(OutputError::unsuitable(path, "has more than 16 MiB", help));
    }
    let bytes = fs::read(path).map_err(failed)?;
    let node: Node = serde_json::from_slice(&bytes)
        .map_err(|error| OutputError::unsuitable(path, format!("is no GeoJSON: {error}"), HELP))?;
    let mut lines = Vec::new();
    node.lines(&mut lines);
    let lines: Result<Vec<Vec<(f64, f64)>>, String> =
        lines.iter().map(|line| line.iter().map(|at| position(at)).collect()).collect();
    let lines = lines.map_err(|reason| OutputError::unsuitable(path, reason, HELP))?;
    if lines.iter().all(|line| line.len() < 2) {
        return Err(OutputError::unsuitable(path, "has no line and no polygon", HELP));
    }
    Ok(Boundaries { lines })
}

/// Degrees east and north.
fn position(at: &[f64]) -> Result<(f64, f64), String> {
    match at {
        [east, north, ..] if (-180.0..=180.0).contains(east) && (-90.0..=90.0).contains(north) => Ok((*east, *north)),
        [east, north, ..] => Err(format!("has the position [{east}, {north}], which is nowhere on Earth")),
        _ => Err("has a position without two numbers".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Boundaries, OutputError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lines.geojson");
        fs::write(&path, text).unwrap();
        read_boundaries(&path)
    }

    #[test]
    fn lines_and_outlines_are_read_from_whatever_holds_them() {
        let line = r#"{"type":"LineString","coordinates":[[36.5,35.5],[36.75,36.25,900]]}"#;
        let polygons = r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]],[[0.25,0.25],[0.5,0.25],[0.25,0.25]]]]}"#;
        let text = format!(
            r#"{{"type":"FeatureCollection","name":"x","features":[
            {{"type":"Feature","properties":{{"name":"<b>"}},"geometry":{line}}},
            {{"type":"Feature","properties":null,"geometry":null}},
            {{"type":"Feature","geometry":{{"type":"GeometryCollection","geometries":[{polygons},{{"type":"Point","coordinates":[1,2]}}]}}}}]}}"#
        );
        let boundaries = read(&text).unwrap();
        assert_eq!(boundaries.lines.iter().map(Vec::len).collect::<Vec<_>>(), [2, 4, 3]);
        assert_eq!(boundaries.lines[0], [(36.5, 35.5), (36.75, 36.25)]);
        assert_eq!(read(line).unwrap().lines.len(), 1);
    }

    #[test]
    fn what_is_no_map_is_said_and_no_panic() {
        let nested = "[".repeat(100_000);
        let collections = r#"{"type":"GeometryCollection","geometries":["#.repeat(100_000);
        let cases = [
            ("", "is no GeoJSON"),
            ("[]", "is no GeoJSON"),
            (nested.as_str(), "is no GeoJSON"),
            (collections.as_str(), "is no GeoJSON"),
            (r#"{"type":"Topology"}"#, "unknown variant"),
            (r#"{"type":"LineString","coordinates":[[1,"a"]]}"#, "is no GeoJSON"),
            (r#"{"type":"LineString","coordinates":[[1],[2]]}"#, "without two numbers"),
            (r#"{"type":"LineString","coordinates":[[35.5,136.5],[1,2]]}"#, "nowhere on Earth"),
            (r#"{"type":"Point","coordinates":[1,2]}"#, "no line"),
            (r#"{"type":"LineString","coordinates":[[1,2]]}"#, "no line"),
        ];
        for (text, reason) in cases {
            let error = read(text).unwrap_err();
            assert!(error.to_string().contains(reason), "{error}");
            assert!(error.help().contains("longitude first"), "{error}");
        }
    }

    #[test]
    fn too_large_a_file_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.geojson");
        fs::File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
        assert!(read_boundaries(&path).unwrap_err().to_string().contains("16 MiB"));
    }
}
