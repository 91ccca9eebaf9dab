//! What holds for every chart of a sweep: it parses, fits the slide, says what the table says, and never panics.

mod headlines;
mod sample;

use resvg::usvg;

use super::*;
use crate::chart::raster;
use crate::record::{OutcomeKind, SweepFactor};

/// Sweeps of every kind.
pub(in crate::chart) fn zoo() -> Vec<(&'static str, Sweep)> {
    let (two, mut mixed, mut many, mut few) =
        (sample::factors(2), sample::factors(3), sample::factors(40), sample::factors(4));
    (mixed[1], many[2], few[2]) = (sample::border_factor(), sample::border_factor(), sample::border_factor());
    let policy = vec![sample::border_factor()];
    let of = sample::sweep;
    vec![
        ("grid", of(DesignKind::Grid, two.clone(), &sample::grid(&two, &[7, 6]))),
        ("fine", of(DesignKind::Grid, two.clone(), &sample::grid(&two, &[40, 30]))),
        ("mixed", of(DesignKind::Grid, mixed.clone(), &sample::grid(&mixed, &[5, 3, 3]))),
        ("one", of(DesignKind::Grid, two[..1].to_vec(), &sample::grid(&two[..1], &[11]))),
        ("policy", of(DesignKind::Grid, policy.clone(), &sample::grid(&policy, &[3]))),
        ("tornado", of(DesignKind::OneAtATime, many.clone(), &sample::one_at_a_time(&many))),
        ("small", of(DesignKind::OneAtATime, few.clone(), &sample::one_at_a_time(&few))),
        ("many", of(DesignKind::LatinHypercube, many.clone(), &sample::random(&many, 3000))),
        ("few", of(DesignKind::MonteCarlo, few.clone(), &sample::random(&few, 100))),
    ]
}

/// The same with names nobody can fit, and many categories.
pub(in crate::chart) fn ugly() -> Vec<(&'static str, Sweep)> {
    let mut sweeps = zoo();
    for (_, sweep) in &mut sweeps {
        let long = |text: &str| {
            format!("{text} </text><script>\u{0}\u{202e} and its surroundings as far as the border").repeat(2)
        };
        let rename = |variable: &mut crate::record::Variable| {
            variable.label = long(&variable.label);
            variable.categories.iter_mut().for_each(|category| *category = long(category));
        };
        sweep.factors.iter_mut().for_each(|factor| rename(&mut factor.variable));
        sweep.data.inputs.iter_mut().for_each(|column| rename(&mut column.variable));
        sweep.outcomes.iter_mut().for_each(|outcome| outcome.label = long(&outcome.label));
        sweep.provenance.title = long("Title");
    }
    let mut words = vec![sample::border_factor(), sample::border_factor()];
    words[1].variable = crate::record::Variable::number("lever.other");
    for factor in &mut words {
        factor.variable.categories = (0..40).map(|option| format!("option number {option}")).collect();
        factor.ends = [0.0, 39.0];
    }
    let points: Vec<Vec<f64>> = (0..1600).map(|point| vec![(point / 40) as f64, (point % 40) as f64]).collect();
    sweeps.push(("words", sample::sweep(DesignKind::Grid, words.clone(), &points)));
    sweeps.push((
        "list",
        sample::sweep(
            DesignKind::Grid,
            words[..1].to_vec(),
            &points.iter().map(|point| point[..1].to_vec()).collect::<Vec<_>>(),
        ),
    ));
    sweeps
}

/// Boxes of all texts: left, top, right, bottom, and the text.
fn texts(group: &usvg::Group, to: &mut Vec<([f32; 4], String)>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => texts(group, to),
            usvg::Node::Text(text) => {
                let bounds = text.abs_bounding_box();
                let written: String = text.chunks().iter().map(|chunk| chunk.text()).collect();
                to.push(([bounds.left(), bounds.top(), bounds.right(), bounds.bottom()], written));
            }
            _ => {}
        }
    }
}

/// Checks what every chart must satisfy.
fn check_all(kind: &str, sweeps: &[(&str, Sweep)]) {
    for (name, sweep) in sweeps {
        let charts = draw_sweep(sweep).unwrap();
        assert!(!charts.is_empty(), "{name}");
        for chart in &charts {
            let name = format!("{kind}_{name}_{}", chart.name);
            assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf\""), "{name}");
            assert!(!chart.svg.contains("<script"), "{name}");
            assert!(!chart.title.is_empty() && chart.description.len() > 40, "{name}");
            let tree = raster::parse(&chart.svg).unwrap();
            let bounds = tree.root().abs_bounding_box();
            let inside =
                bounds.left() >= 0.0 && bounds.top() >= 0.0 && bounds.right() <= 1920.0 && bounds.bottom() <= 1080.0;
            assert!(inside, "{name}: {bounds:?}");
            let mut found = Vec::new();
            texts(tree.root(), &mut found);
            assert!(found.len() > 10, "{name} has only {} texts", found.len());
            for (index, (one, text)) in found.iter().enumerate() {
                for (other, another) in &found[..index] {
                    // Boxes are those of the typeface's ascenders and descenders, which lines of text share a little.
                    let wide = one[2].min(other[2]) - one[0].max(other[0]);
                    let high = one[3].min(other[3]) - one[1].max(other[1]);
                    assert!(wide < 2.0 || high < 12.0, "{name}: `{text}` {one:?} and `{another}` {other:?}");
                }
            }
        }
    }
}

#[test]
fn charts_fit_the_slide_and_no_text_covers_another() {
    check_all("zoo", &zoo());
}

#[test]
fn names_that_cannot_fit_are_cut_without_covering_others() {
    check_all("ugly", &ugly());
}

/// Writes charts for a person to look at: `cargo test -- --ignored write_pictures_of_sweeps`.
#[test]
#[ignore = "writes pictures to the temporary folder for a person to look at"]
fn write_pictures_of_sweeps() {
    let folder = std::env::temp_dir().join("flashpoint-charts").join("sweeps");
    std::fs::create_dir_all(&folder).unwrap();
    for (kind, sweeps) in [("sample", zoo()), ("ugly", ugly())] {
        for (name, sweep) in sweeps {
            for chart in draw_sweep(&sweep).unwrap() {
                let path = folder.join(format!("{kind}_{name}_{}.png", chart.name));
                std::fs::write(path, chart.png().unwrap()).unwrap();
            }
        }
    }
}

#[test]
fn missing_infinite_and_constant_values_never_panic() {
    let two = sample::factors(2);
    let whole = sample::sweep(DesignKind::Grid, two.clone(), &sample::grid(&two, &[5, 4]));
    for poison in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE, 0.5] {
        for design in [DesignKind::Grid, DesignKind::OneAtATime, DesignKind::Sobol] {
            for share in [1, 3, 20] {
                let mut sweep = Sweep { design, ..whole.clone() };
                let columns = sweep.data.inputs.iter_mut().chain(&mut sweep.data.outputs);
                for values in columns.flat_map(|column| [&mut column.values, &mut column.errors]) {
                    values.iter_mut().step_by(share).for_each(|value| *value = poison);
                }
                for chart in draw_sweep(&sweep).unwrap() {
                    assert!(!chart.svg.contains("NaN"), "{poison} {design:?} {share}");
                }
            }
        }
    }
    for rows in 0..4 {
        let sweep = sample::sweep(DesignKind::Sobol, two.clone(), &sample::random(&two, rows));
        assert!(draw_sweep(&sweep).is_ok());
    }
}

#[test]
fn a_table_whose_columns_disagree_is_refused() {
    let two = sample::factors(2);
    let mut sweep = sample::sweep(DesignKind::Grid, two.clone(), &sample::grid(&two, &[3, 3]));
    sweep.data.outputs[1].values.pop();
    assert_eq!(draw_sweep(&sweep), Err(ChartError::Incomplete("sweep")));
    sweep.data.outputs.pop();
    assert_eq!(draw_sweep(&sweep), Err(ChartError::Incomplete("sweep")));
}

#[test]
fn the_same_sweep_gives_the_same_bytes() {
    let (_, sweep) = zoo().remove(2);
    assert_eq!(draw_sweep(&sweep), draw_sweep(&sweep));
}

#[test]
fn there_are_only_so_many_charts() {
    let two = sample::factors(2);
    let mut sweep = sample::sweep(DesignKind::Grid, two.clone(), &sample::grid(&two, &[3, 3]));
    let (question, column) = (sweep.outcomes[1].clone(), sweep.data.outputs[1].clone());
    for number in 0..20 {
        let mut outcome = question.clone();
        outcome.id = format!("question.no_{number}");
        sweep.outcomes.push(outcome);
        let mut column = column.clone();
        // Later questions depend on the factors more.
        column.values.iter_mut().for_each(|value| *value = 0.5 + (*value - 0.5) * f64::from(number) / 40.0);
        sweep.data.outputs.push(column);
    }
    let charts = draw_sweep(&sweep).unwrap();
    let names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    let kept =
        ["question_no_14", "question_no_15", "question_no_16", "question_no_17", "question_no_18", "question_no_19"];
    let mut expected = vec!["heat_map_displaced_5_march".to_string(), "heat_map_question_deal".into()];
    expected.extend(kept.map(|name| format!("heat_map_{name}")));
    assert_eq!(names, expected);
    // 22 questions and headline outcomes, of which eight are drawn.
    assert!(charts.iter().all(|chart| chart.svg.contains("14 other outcomes are only in the table")));
}

#[test]
fn names_of_charts_differ() {
    let one = sample::factors(1);
    let mut sweep = sample::sweep(DesignKind::Grid, one.clone(), &sample::grid(&one, &[3]));
    sweep.outcomes[2].id = "Displaced-5 march".into();
    sweep.outcomes[2].headline = true;
    let names: Vec<String> = draw_sweep(&sweep).unwrap().into_iter().map(|chart| chart.name).collect();
    assert_eq!(names, ["line_displaced_5_march", "line_question_deal", "line_displaced_5_march_2"]);
}

/// Puts other numbers into an outcome, from the factors' values.
fn fill(sweep: &mut Sweep, outcome: usize, value: impl Fn(&[f64]) -> f64) {
    let data = &mut sweep.data;
    let rows = data.inputs[0].values.len();
    let point = |row: usize| data.inputs.iter().map(|column| column.values[row]).collect::<Vec<f64>>();
    data.outputs[outcome].values = (0..rows).map(|row| value(&point(row))).collect();
}

/// The title of the chart with this name, with thin and no-break spaces as spaces.
fn title(sweep: &Sweep, name: &str) -> String {
    let charts = draw_sweep(sweep).unwrap();
    let chart = charts.iter().find(|chart| chart.name == name).unwrap_or_else(|| panic!("no chart {name}"));
    chart.title.replace(['\u{2009}', '\u{a0}'], " ")
}

/// Factors with short names, between zero and one.
fn plain(names: &[&str]) -> Vec<SweepFactor> {
    let factor =
        |name: &&str| SweepFactor { variable: crate::record::Variable::number(name), central: 0.5, ends: [0.0, 1.0] };
    names.iter().map(factor).collect()
}
