//! What holds for the tables and spots of every chart, on every sample.

use crate::chart::{
    Chart, comparison_sample, discovery_tests, draw_all, draw_comparison, draw_discovery, draw_scores,
    draw_sensitivity, draw_sweep, sample, sensitivity, sweep, tests,
};
use crate::explore::discovery::Options;

/// Every chart of every sample, with the sample's name.
fn everything() -> Vec<(String, Chart)> {
    let one = Options { boxes: 1, ..Options::default() };
    let many = Options { level: None, halvings: 2, ..Options::default() };
    let mut samples = vec![
        ("run", draw_all(&sample::ensemble())),
        ("overloaded", draw_all(&tests::overloaded())),
        ("sparse", draw_all(&tests::sparse())),
        ("scores", draw_scores(&sample::scores())),
        ("comparison", draw_comparison(&comparison_sample::comparison())),
        ("discovery", draw_discovery(&discovery_tests::report(5, false, &one))),
        ("discovery_ugly", draw_discovery(&discovery_tests::report(40, true, &many))),
        ("sensitivity", draw_sensitivity(&sensitivity::tests::report(1, 8))),
        ("sensitivity_many", draw_sensitivity(&sensitivity::tests::report(2, 40))),
    ];
    samples.extend(sweep::tests::zoo().iter().map(|(name, sweep)| (*name, draw_sweep(sweep))));
    samples.extend(sweep::tests::ugly().iter().map(|(name, sweep)| (*name, draw_sweep(sweep))));
    let named = |(name, charts): (&str, Result<Vec<Chart>, _>)| {
        charts.unwrap().into_iter().map(|chart| (name.to_string(), chart)).collect::<Vec<_>>()
    };
    samples.into_iter().flat_map(named).collect()
}

#[test]
#[ignore = "writes"]
fn dump() {
    let folder = std::env::var("DUMP").unwrap();
    for (index, (name, chart)) in everything().into_iter().enumerate() {
        std::fs::write(format!("{folder}/{index:03}_{name}_{}.svg", chart.name), &chart.svg).unwrap();
    }
}
