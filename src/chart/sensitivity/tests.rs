use super::*;
use crate::chart::{raster, sample};
use crate::record::{
    ChanceShares, ElementaryEffects, Estimate, GivenData, GivenFactor, Pawn, RankedFactor, Regression, Screening,
    SobolIndex, SobolIndices, Variable, VarianceShare,
};

const NAMES: [&str; 8] = [
    "Russia: air support",
    "Opposition forces: cohesion under fire along the M4 and M5 highways in the second month of the offensive",
    "Türkiye: response to a mass-casualty strike",
    "daily advance (campaign)",
    "Border of Bab al-Hawa: permeability",
    "returns after a ceasefire (returning)",
    "Syria: reserves",
    "decay of credibility (belief)",
];

fn label(index: usize) -> String {
    if index < NAMES.len() { NAMES[index].into() } else { format!("parameter {index}") }
}

fn id(index: usize) -> String {
    format!("factor.{index}")
}

fn estimate(value: f64, half: f64) -> Estimate {
    Estimate { value, interval: [value - half, value + half] }
}

fn ranking(importance: &[f64], stable: bool) -> Ranking {
    let mut factors: Vec<RankedFactor> = importance
        .iter()
        .enumerate()
        .map(|(index, &importance)| RankedFactor { factor: id(index), importance, ranks: [index + 1, index + 2] })
        .collect();
    factors.sort_by(|one, other| other.importance.total_cmp(&one.importance));
    Ranking { factors, instability: if stable { 0.4 } else { 2.5 }, stable }
}

fn sobol_of(count: usize) -> SobolIndices {
    let total = |index: usize| 0.55 / (1.0 + index as f64 * 0.9);
    let factor = |index| SobolIndex {
        factor: id(index),
        first: estimate(0.72 * total(index), 0.06),
        total: estimate(total(index), 0.04),
    };
    let totals: Vec<f64> = (0..count).map(total).collect();
    SobolIndices {
        points: 512,
        dropped: 0,
        variance: 4.0,
        factors: (0..count).map(factor).collect(),
        pairs: Vec::new(),
        sum_of_first: estimate(0.81, 0.03),
        ranking: ranking(&totals, count < 20),
    }
}

fn screening_of(count: usize) -> Screening {
    let size = |index: usize| 240_000.0 / (1.0 + index as f64 * index as f64 * 0.2);
    let factor = |index| ElementaryEffects {
        factor: id(index),
        mu: estimate(-size(index), 9000.0),
        mu_star: estimate(size(index), 12_000.0),
        sigma: estimate(size(index) * (0.05 + 0.35 * (index % 4) as f64), 8000.0),
    };
    let sizes: Vec<f64> = (0..count).map(size).collect();
    Screening {
        trajectories: 40,
        dropped: 1,
        factors: (0..count).map(factor).collect(),
        ranking: ranking(&sizes, true),
    }
}

fn given_of(count: usize) -> GivenData {
    let median = |index: usize| 0.45 / (1.0 + index as f64 * 0.6);
    let nothing = estimate(0.0, 0.1);
    let factor = |index| GivenFactor {
        factor: id(index),
        varies: true,
        classes: 12,
        first_order: nothing,
        first_order_plug_in: 0.0,
        pawn: Pawn { median: estimate(median(index), 0.03), mean: nothing, maximum: nothing, threshold: 0.11 },
        delta: estimate(0.7 * median(index), 0.02),
        delta_plug_in: 0.75 * median(index),
        delta_threshold: 0.09,
        regression: Regression {
            coefficient: nothing,
            rank_coefficient: nothing,
            partial: nothing,
            partial_rank: nothing,
            spearman: nothing,
        },
    };
    let medians: Vec<f64> = (0..count).map(median).collect();
    GivenData {
        rows: 4000,
        dropped: 0,
        r_squared: nothing,
        rank_r_squared: nothing,
        factors: (0..count).map(factor).collect(),
        ranking: ranking(&medians, true),
    }
}

fn shares(knowledge: f64, chance: f64) -> ChanceShares {
    let part = |share| VarianceShare { component: share, share: estimate(share, 0.05) };
    ChanceShares {
        points: 128,
        dropped: 0,
        replicates: 64,
        variance: 1.0,
        knowledge: part(knowledge),
        chance: part(chance),
        interplay: part(1.0 - knowledge - chance),
    }
}

fn outcome(number: usize, factors: usize) -> OutcomeSensitivity {
    let labels = ["People displaced by 5 March 2020", "Idlib city is captured before the end of April 2020"];
    OutcomeSensitivity {
        outcome: Variable {
            id: ["displaced_5_march", "question.idlib"][number % 2].into(),
            label: labels[number % 2].into(),
            unit: ["persons", "1"][number % 2].into(),
            categories: Vec::new(),
        },
        sentences: Vec::new(),
        problems: Vec::new(),
        screening: Some(screening_of(factors)),
        sobol: Some(sobol_of(factors)),
        given: Some(given_of(factors)),
        chance: Some(shares([0.73, 0.02][number % 2], [0.21, 0.9][number % 2])),
    }
}

pub(in crate::chart) fn report(outcomes: usize, factors: usize) -> SensitivityReport {
    let variable = |index| Variable { id: id(index), label: label(index), ..Variable::default() };
    SensitivityReport {
        id: "0123456789ab".into(),
        provenance: sample::ensemble().provenance,
        notes: Vec::new(),
        factors: (0..factors).map(variable).collect(),
        outcomes: (0..outcomes).map(|number| outcome(number, factors)).collect(),
    }
}

/// The charts, parsed, with every text on the slide.
fn drawn(report: &SensitivityReport) -> Vec<Chart> {
    let charts = draw_sensitivity(report).unwrap();
    for chart in &charts {
        let bounds = raster::parse(&chart.svg).unwrap().root().abs_bounding_box();
        let inside =
            bounds.left() >= 0.0 && bounds.top() >= 0.0 && bounds.right() <= 1920.0 && bounds.bottom() <= 1080.0;
        assert!(inside, "{}: {bounds:?}", chart.name);
        let mut words = chart.svg.split(|letter: char| !letter.is_alphanumeric());
        assert!(words.all(|word| word != "NaN" && word != "inf"), "{}", chart.name);
        if let Some(folder) = option_env!("CHARTS_OUT") {
            let count = report.outcomes.len() * 100 + report.factors.len();
            std::fs::write(format!("{folder}/{}_{count}.png", chart.name), chart.png().unwrap()).unwrap();
        }
    }
    charts
}

fn plain(text: &str) -> String {
    text.replace(['\u{2009}', '\u{a0}'], " ")
}

#[test]
fn headlines_state_what_was_found() {
    let charts = drawn(&report(1, 8));
    let titles: Vec<String> = charts.iter().map(|chart| plain(&chart.title)).collect();
    assert_eq!(
        titles,
        [
            "What we do not know is 73 % of the variance of People displaced by 5 March 2020",
            "Russia: air support is involved in 55 % of the variance of People displaced by 5 March 2020",
            "Russia: air support moves People displaced by 5 March 2020 most; 7 of 8 factors have a tenth of its effect or more",
            "People displaced by 5 March 2020 depends most on Russia: air support",
        ]
    );
    let names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    assert_eq!(names, ["variance", "sobol_displaced_5_march", "morris_displaced_5_march", "given_displaced_5_march"]);
}

#[test]
fn an_order_that_is_not_stable_is_said_and_what_has_no_room_counted() {
    let charts = drawn(&report(1, 40));
    assert!(charts[1].svg.contains("NOT stable") && charts[1].svg.contains("25 weaker factors are in the table"));
    assert!(!charts[2].svg.contains("NOT stable") && charts[2].svg.contains("26 weaker factors have no name here"));
}

#[test]
fn one_factor_and_no_factor_are_drawn_or_left_out() {
    assert_eq!(drawn(&report(1, 1)).len(), 4);
    assert_eq!(drawn(&report(1, 0)).len(), 1);
    assert!(drawn(&report(0, 3)).is_empty());
}

#[test]
fn outcomes_that_share_a_name_get_charts_of_their_own() {
    let charts = drawn(&report(4, 3));
    let mut names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), charts.len());
    assert_eq!(plain(&charts[0].title), "What we do not know outweighs chance for 2 of 4 outcomes");
}

#[test]
fn missing_and_hostile_values_do_not_break_it() {
    let mut report = report(1, 6);
    let nothing = Estimate { value: f64::NAN, interval: [f64::NAN; 2] };
    let of = &mut report.outcomes[0];
    of.outcome.label = "</text><script>\u{0}".repeat(20);
    report.factors[0].label = "\u{202e}</text><script>".repeat(20);
    if let Some(found) = &mut of.sobol {
        found.factors[0].first = nothing;
        found.factors[1].total = Estimate { value: -3.0, interval: [f64::NEG_INFINITY, f64::INFINITY] };
        found.sum_of_first = nothing;
    }
    if let Some(found) = &mut of.screening {
        found.factors[0].mu_star = nothing;
        found.factors[1].sigma = nothing;
        found.factors[2].mu_star.value = 1e300;
    }
    if let Some(found) = &mut of.given {
        found.factors[0].pawn.median = nothing;
        found.factors[1].pawn.threshold = f64::NAN;
        found.factors[2].delta = nothing;
    }
    if let Some(found) = &mut of.chance {
        found.knowledge.share = nothing;
    }
    assert!(drawn(&report).iter().all(|chart| !chart.svg.contains("<script")));
}
