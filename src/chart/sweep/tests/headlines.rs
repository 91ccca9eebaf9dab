//! Headlines and numbers against tables whose answer is known.

use super::*;
use crate::statistics::{mean, quantiles};

/// A sweep of plain factors whose question has the short name `Q`.
fn known(design: DesignKind, names: &[&str], points: &[Vec<f64>]) -> Sweep {
    let mut sweep = sample::sweep(design, plain(names), points);
    sweep.outcomes[1].label = "Q".into();
    sweep
}

#[test]
fn a_heat_map_says_where_the_question_flips() {
    let mut sweep = known(DesignKind::Grid, &["a", "b"], &sample::grid(&plain(&["a", "b"]), &[11, 5]));
    // One half lies on a = 0.2 + 0.5 b.
    fill(&mut sweep, 1, |point| (0.5 + point[0] - 0.2 - 0.5 * point[1]).clamp(0.0, 1.0));
    let says = |sweep: &Sweep| title(sweep, "heat_map_question_deal");
    assert_eq!(says(&sweep), "“Q” comes true in most runs above a 0.2 where b is 0, above 0.7 where it is 1");
    fill(&mut sweep, 1, |point| 0.9 - 0.8 * point[0] + 0.01 * point[1] * (1.0 - point[1]));
    assert_eq!(says(&sweep), "“Q” comes true in most runs below a 0.5, whatever b is");
    fill(&mut sweep, 1, |point| 0.1 + 0.2 * point[0] + 0.1 * point[1]);
    assert_eq!(says(&sweep), "“Q” comes true in most runs nowhere; at most in 40 % of them (a 1, b 1)");
    fill(&mut sweep, 1, |point| 0.9 - 0.2 * point[0] - 0.1 * point[1]);
    assert_eq!(says(&sweep), "“Q” comes true in most runs everywhere; at least in 60 % of them (a 1, b 1)");
    fill(&mut sweep, 1, |point| if point[1] > 0.4 { 0.2 + 0.6 * point[0] } else { 0.1 + 0.1 * point[0] });
    assert_eq!(says(&sweep), "“Q” comes true in most runs nowhere where b is 0, above a 0.5 where it is 1");
    // Likely at both ends of a: six levels by five of b.
    fill(&mut sweep, 1, |point| (point[0] - 0.5).abs() * 1.9 + 0.001 * point[1]);
    assert_eq!(says(&sweep), "“Q” comes true in most runs at 30 of 55 points, most often (95 %) at a 1, b 1");
}

#[test]
fn a_heat_map_averages_over_the_other_factors() {
    let mut sweep = known(DesignKind::Grid, &["a", "b", "c"], &sample::grid(&plain(&["a", "b", "c"]), &[3, 3, 2]));
    fill(&mut sweep, 0, |point| 1000.0 + 4000.0 * point[0] + 2000.0 * point[1] + 200.0 * point[2]);
    let headline = "People displaced by 5 March: from 1 100 (a 0, b 0) to 7 100 (1, 1)";
    assert_eq!(title(&sweep, "heat_map_displaced_5_march"), headline);
    // A point that failed leaves its place to the others of its cell.
    sweep.data.outputs[0].values[0] = f64::NAN;
    assert!(title(&sweep, "heat_map_displaced_5_march").contains("from 1 200 (a 0, b 0)"));
    let chart = draw_sweep(&sweep).unwrap().remove(0);
    assert!(chart.svg.contains("1 point has no finite mean"));
}

#[test]
fn a_line_says_where_the_question_flips_and_how_well_that_is_known() {
    let mut sweep = known(DesignKind::Grid, &["a"], &sample::grid(&plain(&["a"]), &[21]));
    fill(&mut sweep, 1, |point| point[0]);
    // Wilson's interval of 200 of 400 is 0.451 to 0.549, and the probability is the factor itself.
    assert_eq!(
        title(&sweep, "line_question_deal"),
        "“Q” comes true in most runs above a 0.5 (95 % interval 0.45 to 0.55)"
    );
    fill(&mut sweep, 1, |point| 1.0 - point[0]);
    assert_eq!(
        title(&sweep, "line_question_deal"),
        "“Q” comes true in most runs below a 0.5 (95 % interval 0.45 to 0.55)"
    );
    fill(&mut sweep, 1, |point| 0.2 * point[0]);
    assert_eq!(title(&sweep, "line_question_deal"), "“Q” by a: from 0 % at 0 to 20 % at 1");
}

#[test]
fn a_tornado_of_one_at_a_time_holds_the_points_of_the_table() {
    let factors = plain(&["a", "b", "c"]);
    let mut sweep = known(DesignKind::OneAtATime, &["a", "b", "c"], &sample::one_at_a_time(&factors));
    fill(&mut sweep, 0, |point| 5000.0 + 1000.0 * point[0] - 6000.0 * point[1] * point[1] + 10.0 * point[2]);
    assert_eq!(
        title(&sweep, "tornado_displaced_5_march"),
        "No factor moves People displaced by 5 March beyond the error of its estimate; most does b: 5 500 at 0, −500 at 1"
    );
    sweep.data.outputs[0].errors.iter_mut().for_each(|error| *error = 10.0);
    assert_eq!(
        title(&sweep, "tornado_displaced_5_march"),
        "b moves People displaced by 5 March most: 5 500 at 0, −500 at 1"
    );
    let mut middle = sweep.clone();
    fill(&mut middle, 0, |point| 5000.0 - 4000.0 * (point[0] - 0.5).abs() + point[1]);
    assert_eq!(
        title(&middle, "tornado_displaced_5_march"),
        "a moves People displaced by 5 March most, from 3 000 to 5 000, but not in one direction: 3 000 at 0, 3 000 at 1"
    );
    let chart = draw_sweep(&sweep).unwrap().remove(0);
    let order: Vec<Option<usize>> = ["b: ", "a: ", "c: "].map(|name| chart.description.find(name)).into();
    assert!(order.is_sorted() && order[0].is_some(), "{}", chart.description);
    // The centre: a = b = c = 0.5.
    assert!(chart.description.replace('\u{2009}', " ").contains("Baseline 4 000."), "{}", chart.description);
}

#[test]
fn a_tornado_of_a_sample_compares_its_lowest_and_highest_fifth() {
    let factors = plain(&["a", "b"]);
    let points = sample::random(&factors, 200);
    let mut sweep = known(DesignKind::MonteCarlo, &["a", "b"], &points);
    fill(&mut sweep, 0, |point| 1e6 * (point[0] + 0.1 * point[1]));
    let mut sorted = points.clone();
    sorted.sort_by(|one, other| one[0].total_cmp(&other[0]));
    let of = |points: &[Vec<f64>]| {
        mean(&points.iter().map(|point| 1e6 * (point[0] + 0.1 * point[1])).collect::<Vec<_>>()).mean
    };
    let [low, high] = [of(&sorted[..40]), of(&sorted[160..])].map(|value| match value {
        million if million >= 999_500.0 => format!("{:.1} million", million / 1e6),
        value => format!("{:.0} 000", (value / 1e4).round() * 10.0),
    });
    let [below, above] = [sorted[39][0], sorted[160][0]].map(|bound| format!("{}", (bound * 100.0).round() / 100.0));
    let headline = format!(
        "a moves People displaced by 5 March most: {low} where it is low (≤ {below}), {high} where it is high (≥ {above})"
    );
    assert_eq!(title(&sweep, "tornado_displaced_5_march"), headline);
}

#[test]
fn factors_beyond_the_room_are_counted_in_words() {
    let factors = sample::factors(20);
    let mut sweep = sample::sweep(DesignKind::OneAtATime, factors.clone(), &sample::one_at_a_time(&factors));
    let ends: Vec<[f64; 2]> = factors.iter().map(|factor| factor.ends).collect();
    // Factor k moves the share by 2 (20 − k) points.
    fill(&mut sweep, 1, |point| {
        let effect = |(index, value): (usize, &f64)| {
            (value - ends[index][0]) / (ends[index][1] - ends[index][0]) * 0.02 * (20 - index) as f64
        };
        0.5 + point.iter().enumerate().map(effect).sum::<f64>() - 2.1
    });
    let charts = draw_sweep(&sweep).unwrap();
    let chart = charts.iter().find(|chart| chart.name == "tornado_question_deal").unwrap();
    assert!(chart.svg.contains("5 other factors move it by at most 10.0 points"), "{}", chart.description);
}

#[test]
fn parallel_coordinates_say_how_the_highest_tenth_differs() {
    let mut factors = plain(&["a", "b"]);
    factors.push(sample::border_factor());
    let points = sample::random(&factors, 1000);
    let mut sweep = sample::sweep(DesignKind::Sobol, factors, &points);
    fill(&mut sweep, 0, |point| 1e6 + 1e6 * point[0]);
    let mut a: Vec<f64> = points.iter().map(|point| point[0]).collect();
    a.sort_by(f64::total_cmp);
    let told = |value: f64| format!("{}", (value * 100.0).round() / 100.0);
    let [top, all] = [quantiles(&a[900..], &[0.5])[0], quantiles(&a, &[0.5])[0]].map(told);
    let headline = format!(
        "The tenth of points where People displaced by 5 March is greatest (from 1.9 million): high a, median {top} against {all} of all"
    );
    assert_eq!(title(&sweep, "parallel_displaced_5_march"), headline);
    fill(&mut sweep, 0, |point| if point[2] == 1.0 { 2e6 + point[1] } else { 1e6 });
    assert!(title(&sweep, "parallel_displaced_5_march").contains("Border policy is wounded only in 100 % of them"));
    let chart = draw_sweep(&sweep).unwrap().into_iter().find(|chart| chart.name.starts_with("parallel")).unwrap();
    assert!(chart.svg.contains("250 of 1\u{2009}000 points"), "{}", chart.description);
    assert_eq!(sweep.outcomes[1].kind, OutcomeKind::Condition);
}

#[test]
fn names_that_are_cut_in_the_picture_stand_in_full_in_the_title() {
    for (name, sweep) in ugly() {
        let charts = draw_sweep(&sweep).unwrap();
        assert!(charts.iter().all(|chart| !chart.title.contains('…')), "{name}");
        let drawn = |chart: &Chart| chart.svg.split("</desc>").nth(1).unwrap().to_owned();
        let label = |chart: &Chart| chart.title.contains("and its surroundings as far as the border");
        assert!(charts.iter().filter(|chart| label(chart)).all(|chart| drawn(chart).contains('…')), "{name}");
    }
}
