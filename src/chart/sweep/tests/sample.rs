//! Made-up sweeps of realistic shape.

use crate::random::Stream;
use crate::record::{Data, DataColumn, DesignKind, OutcomeInfo, OutcomeKind, Sweep, SweepFactor, Variable};

/// Factors of the sample: name, unit, ends.
const NUMBERS: [(&str, &str, &str, [f64; 2]); 6] = [
    ("actors.russia.air_support", "Russia's air support", "1", [0.0, 1.0]),
    ("zones.saraqib.residents", "Residents of Saraqib and its countryside", "persons", [40_000.0, 120_000.0]),
    ("parameters.displacement.foresight", "Days ahead at which families leave", "days", [2.0, 14.0]),
    ("actors.turkiye.resolve", "Türkiye's resolve", "1", [0.2, 0.9]),
    ("parameters.attrition.rate", "Attrition a day", "1", [0.001, 0.004]),
    ("actors.syria.readiness", "Readiness of the government's forces", "1", [0.3, 0.8]),
];

/// A categorical factor of the sample.
pub fn border() -> Variable {
    Variable {
        id: "lever.border".into(),
        label: "Border policy".into(),
        unit: "1".into(),
        categories: ["open", "wounded only", "closed"].map(String::from).into(),
    }
}

/// The numeric factors of the sample.
pub fn factors(count: usize) -> Vec<SweepFactor> {
    let factor = |index: usize| {
        let (id, label, unit, ends) = NUMBERS[index % NUMBERS.len()];
        let number = index / NUMBERS.len();
        let named = |text: &str| if number == 0 { text.to_string() } else { format!("{text} {}", number + 1) };
        let variable = Variable { id: named(id), label: named(label), unit: unit.into(), categories: Vec::new() };
        SweepFactor { variable, central: (ends[0] + ends[1]) / 2.0, ends }
    };
    (0..count).map(factor).collect()
}

/// A factor for [`border`].
pub fn border_factor() -> SweepFactor {
    SweepFactor { variable: border(), central: 0.0, ends: [0.0, 2.0] }
}

fn outcome(id: &str, label: &str, unit: &str, kind: OutcomeKind, headline: bool) -> OutcomeInfo {
    OutcomeInfo { id: id.into(), label: label.into(), unit: unit.into(), kind, headline }
}

/// Where a value lies between the ends of its factor.
fn share(factor: &SweepFactor, value: f64) -> f64 {
    (value - factor.ends[0]) / (factor.ends[1] - factor.ends[0])
}

/// A sweep over these points, each a value per factor: displaced people, and a question that is likely where the first
/// factor is high and the second low.
pub fn sweep(design: DesignKind, factors: Vec<SweepFactor>, points: &[Vec<f64>]) -> Sweep {
    let replicates = 400.0;
    let (mut displaced, mut errors, mut likely, mut noise) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (index, point) in points.iter().enumerate() {
        let weight = |index: usize| [1.0, -0.7, 0.5, -0.3, 0.2, 0.1][index % 6] / (1.0 + (index / 6) as f64 * 3.0);
        let shares: Vec<f64> = point.iter().zip(&factors).map(|(&value, factor)| share(factor, value)).collect();
        let sum: f64 = shares.iter().enumerate().map(|(index, share)| weight(index) * (share - 0.5)).sum();
        let mut stream = Stream::<f64>::new(1, "sample", "noise", 1);
        stream.start(index as u64);
        let chance = stream.uniform(0, 0) - 0.5;
        displaced.push(950_000.0 + 520_000.0 * sum + 12_000.0 * chance);
        errors.push(9_000.0);
        let x = 5.0 * sum;
        let p: f64 = (0.5 + 0.5 * x / (1.0 + x * x).sqrt() + 0.02 * chance).clamp(0.0, 1.0);
        let p = (p * replicates).round() / replicates;
        likely.push(p);
        noise.push((p * (1.0 - p) / replicates).sqrt());
    }
    let outcomes = vec![
        outcome("displaced_5_march", "People displaced by 5 March", "persons", OutcomeKind::Number, true),
        outcome(
            "question.deal",
            "A ceasefire between Russia and Türkiye is in force on 6 March",
            "1",
            OutcomeKind::Condition,
            false,
        ),
        outcome("idle", "Something nobody looks at", "1", OutcomeKind::Number, false),
    ];
    let variable = |info: &OutcomeInfo| Variable {
        label: info.label.clone(),
        unit: info.unit.clone(),
        ..Variable::number(&info.id)
    };
    let outputs = [(displaced.clone(), errors), (likely, noise), (displaced, Vec::new())];
    let inputs = factors.iter().enumerate();
    let inputs = inputs.map(|(index, factor)| {
        DataColumn::new(factor.variable.clone(), points.iter().map(|point| point[index]).collect())
    });
    let mut provenance = crate::chart::sample::ensemble().provenance;
    provenance.replicates = replicates as u64;
    Sweep {
        provenance,
        design,
        draws: "common".into(),
        points: points.len() as u64,
        done: points.len() as u64,
        data: Data {
            inputs: inputs.collect(),
            outputs: outcomes
                .iter()
                .zip(outputs)
                .map(|(info, (values, errors))| DataColumn { variable: variable(info), values, errors })
                .collect(),
        },
        factors,
        outcomes,
        failures: Vec::new(),
    }
}

/// Every combination of so many levels of each factor, the last factor the fastest.
pub fn grid(factors: &[SweepFactor], levels: &[usize]) -> Vec<Vec<f64>> {
    let mut points = vec![Vec::new()];
    for (factor, &count) in factors.iter().zip(levels) {
        let [low, high] = factor.ends;
        let values: Vec<f64> =
            (0..count).map(|level| low + (high - low) * level as f64 / (count - 1).max(1) as f64).collect();
        points = points
            .iter()
            .flat_map(|point| values.iter().map(move |&value| [point.as_slice(), &[value]].concat()))
            .collect();
    }
    points
}

/// Independent uniform points; categories for a categorical factor.
pub fn random(factors: &[SweepFactor], count: usize) -> Vec<Vec<f64>> {
    let mut stream = Stream::<f64>::new(1, "sample", "points", factors.len());
    let mut point = |index: usize| {
        stream.start(index as u64);
        let value = |(slot, factor): (usize, &SweepFactor)| {
            let u = stream.uniform(0, slot);
            match factor.variable.categories.len() {
                0 => factor.ends[0] + (factor.ends[1] - factor.ends[0]) * u,
                categories => ((u * categories as f64) as usize).min(categories - 1) as f64,
            }
        };
        factors.iter().enumerate().map(value).collect()
    };
    (0..count).map(&mut point).collect()
}

/// The centre, then each factor at both ends while the others are central.
pub fn one_at_a_time(factors: &[SweepFactor]) -> Vec<Vec<f64>> {
    let centre: Vec<f64> = factors.iter().map(|factor| factor.central).collect();
    let mut points = vec![centre.clone()];
    for (index, factor) in factors.iter().enumerate() {
        let categories = (0..factor.variable.categories.len()).map(|category| category as f64).collect::<Vec<_>>();
        let values = if categories.is_empty() { factor.ends.to_vec() } else { categories };
        for value in values.into_iter().filter(|value| *value != factor.central) {
            let mut point = centre.clone();
            point[index] = value;
            points.push(point);
        }
    }
    points
}
