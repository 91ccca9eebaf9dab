//! Lines of equal value through a grid (marching squares).

use std::collections::BTreeMap;

/// A point where a line crosses an edge of the grid: the edge from a node to the right (`false`) or up (`true`).
type Edge = (usize, usize, bool);

/// The lines along which a field takes a level: `values[row * width + column]` at the nodes, points in columns and
/// rows.
///
/// Between nodes the field is linear along edges; where all four sides of a cell are crossed, its centre decides which
/// crossings belong together. Cells with a node that has no number are left out. A line ends at the rim, or closes.
pub fn contour(values: &[f64], width: usize, level: f64) -> Vec<Vec<(f64, f64)>> {
    let height = values.len().checked_div(width).unwrap_or(0);
    let at = |column: usize, row: usize| values[row * width + column] - level;
    let mut segments: Vec<[Edge; 2]> = Vec::new();
    for row in 0..height.saturating_sub(1) {
        for column in 0..width.saturating_sub(1) {
            let corners = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)];
            if corners.iter().all(|corner| corner.is_finite()) {
                segments.extend(cell(column, row, corners));
            }
        }
    }
    let position = |(column, row, up): Edge| {
        let (from, to) = (at(column, row), if up { at(column, row + 1) } else { at(column + 1, row) });
        let share = (from / (from - to)).clamp(0.0, 1.0);
        let (x, y) = (column as f64, row as f64);
        if up { (x, y + share) } else { (x + share, y) }
    };
    join(&segments).into_iter().map(|line| line.into_iter().map(position).collect()).collect()
}

/// The pieces of line in one cell, whose corners go round from the lower left.
fn cell(column: usize, row: usize, corners: [f64; 4]) -> Vec<[Edge; 2]> {
    let edges: [Edge; 4] =
        [(column, row, false), (column + 1, row, true), (column, row + 1, false), (column, row, true)];
    let above = corners.map(|corner| corner >= 0.0);
    let crossed: Vec<Edge> =
        (0..4).filter(|&side| above[side] != above[(side + 1) % 4]).map(|side| edges[side]).collect();
    match crossed.as_slice() {
        [one, other] => vec![[*one, *other]],
        [..] if crossed.len() == 4 => {
            // A saddle: the corners that agree with the centre are joined, each of the others is cut off.
            let centre = corners.iter().sum::<f64>() >= 0.0;
            let cut_off = |corner: usize| [edges[(corner + 3) % 4], edges[corner]];
            (0..4).filter(|&corner| above[corner] != centre).map(cut_off).collect()
        }
        _ => Vec::new(),
    }
}

/// Pieces that share an end as lines: those that end somewhere first, then those that close.
fn join(segments: &[[Edge; 2]]) -> Vec<Vec<Edge>> {
    let mut meeting: BTreeMap<Edge, Vec<usize>> = BTreeMap::new();
    for (index, segment) in segments.iter().enumerate() {
        segment.iter().for_each(|end| meeting.entry(*end).or_default().push(index));
    }
    let mut used = vec![false; segments.len()];
    let open = meeting.iter().filter(|(_, at)| at.len() == 1).map(|(end, _)| *end);
    let closed = segments.iter().map(|segment| segment[0]);
    let mut lines = Vec::new();
    for start in open.chain(closed) {
        let mut line = vec![start];
        while let Some(&next) = meeting[&line[line.len() - 1]].iter().find(|&&index| !used[index]) {
            used[next] = true;
            let [one, other] = segments[next];
            line.push(if line[line.len() - 1] == one { other } else { one });
        }
        if line.len() > 1 {
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn field(width: usize, height: usize, value: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        (0..width * height).map(|node| value((node % width) as f64, (node / width) as f64)).collect()
    }

    #[test]
    fn a_plane_gives_a_straight_line_from_rim_to_rim() {
        let lines = contour(&field(6, 5, |x, y| x + 2.0 * y), 6, 4.5);
        assert_eq!(lines.len(), 1);
        for (x, y) in &lines[0] {
            assert!((x + 2.0 * y - 4.5).abs() < 1e-12, "{x} {y}");
        }
        let ends = [lines[0][0], lines[0][lines[0].len() - 1]];
        assert!(ends.contains(&(4.5, 0.0)) && ends.contains(&(0.0, 2.25)), "{ends:?}");
    }

    #[test]
    fn a_cone_gives_a_circle_that_closes() {
        let (width, centre, radius) = (41, 20.0, 12.3);
        let cone = field(width, width, |x, y| ((x - centre) * (x - centre) + (y - centre) * (y - centre)).sqrt());
        let lines = contour(&cone, width, radius);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0][0], lines[0][lines[0].len() - 1]);
        for (x, y) in &lines[0] {
            let found = ((x - centre) * (x - centre) + (y - centre) * (y - centre)).sqrt();
            assert!((found - radius).abs() < 0.02, "{found}");
        }
        let turns: f64 = lines[0]
            .windows(2)
            .map(|pair| (pair[0].0 - centre) * (pair[1].1 - centre) - (pair[1].0 - centre) * (pair[0].1 - centre))
            .sum::<f64>()
            / 2.0;
        let area = std::f64::consts::PI * radius * radius;
        assert!((turns.abs() / area - 1.0).abs() < 0.01, "encloses {turns} of {area}");
    }

    #[test]
    fn a_saddle_keeps_its_lines_apart() {
        let lines = contour(&[1.0, -1.0, -1.0, 1.0], 2, 0.1);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.len() == 2));
    }

    #[test]
    fn missing_nodes_interrupt_the_line() {
        let mut plane = field(5, 5, |_, y| y);
        plane[2 * 5 + 2] = f64::NAN;
        assert_eq!(contour(&plane, 5, 1.5).len(), 2);
        assert!(contour(&[], 0, 0.5).is_empty() && contour(&[0.0, 1.0], 2, 0.5).is_empty());
    }

    proptest! {
        #[test]
        fn every_point_has_the_level(values in prop::collection::vec(-1.0f64..1.0, 30)) {
            for (x, y) in contour(&values, 6, 0.0).concat() {
                let (left, low) = (x.floor() as usize, y.floor() as usize);
                let share = (x - x.floor()).max(y - y.floor());
                let from = low * 6 + left;
                let to = from + usize::from(x.fract() > 0.0) + 6 * usize::from(y.fract() > 0.0);
                let value = values[from] * (1.0 - share) + values[to] * share;
                prop_assert!(value.abs() < 1e-9, "{x} {y}: {value}");
            }
        }
    }
}
