//! A comparison with everything in it, for the tests of its charts.

use std::collections::BTreeMap;

use crate::quantity::Date;
use crate::record::{
    ChainLink, Comparison, ComparisonChange, Contributions, Decomposition, DecompositionMethod, Directions, Estimate,
    EventInfo, Follows, OutcomeDifference, OutcomeInfo, OutcomeKind, Part, Parting, PartingCause, Provenance,
};

fn provenance(option: &str) -> Provenance {
    Provenance {
        scenario: "valley".into(),
        title: "The march on Karsk".into(),
        scenario_hash: String::new(),
        levers: BTreeMap::from([("air".to_string(), option.to_string())]),
        overrides: Vec::new(),
        seed: 1,
        replicates: 1000,
        failed: 0,
        version: "0.1.0".into(),
        commit: String::new(),
        run_id: "0123456789ab".into(),
        marking: "EXERCISE".into(),
    }
}

fn around(value: f64, half: f64) -> Estimate {
    Estimate { value, interval: [value - half, value + half] }
}

/// An outcome's difference, with the standard error that independent replicates would have.
pub fn outcome(id: &str, unit: &str, difference: Estimate, independent_error: f64) -> OutcomeDifference {
    let kind = if unit == "1" { OutcomeKind::Condition } else { OutcomeKind::Number };
    OutcomeDifference {
        outcome: OutcomeInfo { id: id.into(), label: format!("Outcome {id}"), unit: unit.into(), kind, headline: true },
        pairs: 1000,
        means: [0.4, 0.4 + difference.value],
        difference,
        standard_error: independent_error / 2.0,
        directions: Directions { higher: 0.6, lower: 0.1, equal: 0.3 },
        independent_error,
        gain: 4.0,
    }
}

fn link(id: &str, day: f64, follows: Option<usize>) -> ChainLink {
    ChainLink {
        event: EventInfo { id: id.into(), label: format!("{id} captured") },
        together: Vec::new(),
        probabilities: [0.7, 0.4],
        difference: around(-0.3, 0.03),
        differing: 0.35,
        day,
        delay: around(12.0, 2.0),
        carried: 0.8,
        follows: follows.map(|link| Follows { link, share: 0.9, lift: 5.0 }),
    }
}

/// Contributions of parts to the first outcome.
pub fn decomposition(parts: &[(&str, f64)]) -> Decomposition {
    Decomposition {
        method: DecompositionMethod::Exact,
        orders: 6,
        pairs: 400,
        parts: parts.iter().map(|(id, _)| Part { id: (*id).into(), label: format!("{id} (in brackets)") }).collect(),
        outcomes: vec![Contributions {
            outcome: "deaths".into(),
            difference: parts.iter().map(|(_, value)| value).sum(),
            parts: parts.iter().map(|(_, value)| around(*value, 12.0)).collect(),
        }],
    }
}

/// A comparison with everything in it.
pub fn comparison() -> Comparison {
    let outcomes = vec![
        outcome("deaths", "deaths", around(250.0, 20.0), 9.0),
        outcome("held", "1", around(-0.12, 0.02), 0.02),
        outcome("truce", "days", around(0.4, 0.9), 0.6),
    ];
    let cause = |label: &str, share| PartingCause {
        id: label.into(),
        label: label.into(),
        pairs: (900.0 * share) as u64,
        share,
        median_day: 20.0,
    };
    Comparison {
        id: "abcdefabcdef".into(),
        sides: ["half", "none"].map(provenance),
        start: Date::new(2030, 3, 1).unwrap(),
        days: 120,
        failed: 0,
        changes: vec![ComparisonChange { id: "lever.air".into(), label: "Air power: None".into(), values: Vec::new() }],
        outcomes,
        headline: 0,
        parting: Some(Parting {
            pairs: 1000,
            parted: 900,
            same_outcomes: 40,
            days: [3.0, 9.0, 20.0, 31.0, 60.0],
            by_day: (0..120).map(|day| 40_u64.saturating_sub(day)).collect(),
            causes: vec![cause(
                "Velmar goes from limited strike to sustained operation in A, stays on limited strike in B",
                0.7,
            )],
        }),
        by_change: Some(decomposition(&[("air", 300.0), ("border", -50.0)])),
        by_mechanism: Some(decomposition(&[("fighting", 260.0), ("decisions", -10.0), ("direct", 0.0)])),
        chain: vec![link("Brod", 30.0, None), link("Karsk", 62.0, Some(0))],
        story: None,
        notes: Vec::new(),
    }
}
