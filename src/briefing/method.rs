//! Method, limits, and how to repeat it all.

use crate::briefing::{CAUTION, Material, NamedText, Options, RunMaterial, Section};
use crate::chart::number::grouped;
use crate::record::Provenance;

/// What the method is, in a few sentences.
const METHOD: [&str; 3] = [
    "Flashpoint plays the scenario day by day, thousands of times; every run draws the uncertain numbers anew from their stated \
     distributions, and chance anew.",
    "Bands and shares are over those runs: they hold what we do not know of the numbers and what is left to chance, but not \
     what the model leaves out.",
    "It gives no targeting or tactical advice, and a share of runs is no confidence in a judgement: that is the analyst’s to \
     state.",
];

/// The section.
pub(super) fn section(material: &Material, options: &Options) -> Section {
    let mut section = Section::new("method", "Method, limits, and how to repeat this");
    section.sentences = METHOD.map(String::from).into();
    section.sentences.push(CAUTION.into());
    section.points = limits(material);
    section.points.push(format!(
        "Words for probabilities follow {}: {}.",
        options.yardstick.name(),
        options.yardstick.key()
    ));
    section.commands = material.runs.iter().map(command).collect();
    section
}

/// What a reader must know of these results.
fn limits(material: &Material) -> Vec<String> {
    let mut limits: Vec<String> = Vec::new();
    for run in &material.runs {
        let provenance = &run.ensemble.provenance;
        limits.push(described(provenance));
        limits.extend(run.ensemble.warnings.iter().cloned());
        limits.extend(others(material, provenance));
    }
    if has_days(material) {
        limits.push("In means over runs, a day that never comes counts as the day after the last.".into());
    }
    let absent = [
        (material.sensitivities.is_empty(), "what drives the result (flashpoint sensitivity)"),
        (
            material.sweeps.is_empty() && material.discoveries.is_empty(),
            "what would change it (flashpoint sweep, discover)",
        ),
        (material.scores.is_empty(), "scores against history and naive forecasts (flashpoint score)"),
    ];
    let absent: Vec<&str> = absent.into_iter().filter(|(is_absent, _)| *is_absent).map(|(_, what)| what).collect();
    if !absent.is_empty() {
        limits.push(format!("Not part of this briefing: {}.", crate::wording::joined(&absent, "and")));
    }
    limits
}

/// Whether the mean of a day is compared, swept or explained.
fn has_days(material: &Material) -> bool {
    let explained = material.sensitivities.iter().flat_map(|report| &report.outcomes).map(|row| &row.outcome.unit);
    let swept = material.sweeps.iter().flat_map(|sweep| &sweep.outcomes).map(|outcome| &outcome.unit);
    let compared = material.comparisons.iter().flat_map(|report| &report.outcomes).map(|row| &row.outcome.unit);
    explained.chain(swept).chain(compared).any(|unit| unit == "days")
}

/// How many runs there are and what was chosen.
fn described(provenance: &Provenance) -> String {
    let levers: Vec<String> = provenance.levers.iter().map(|(lever, option)| format!("{lever}={option}")).collect();
    let chosen = if levers.is_empty() { String::new() } else { format!(" Levers: {}.", levers.join(", ")) };
    let overrides = &provenance.overrides;
    let changed = if overrides.is_empty() { String::new() } else { format!(" Changed: {}.", overrides.join(", ")) };
    format!(
        "{}: {} runs, seed {}, run {}.{chosen}{changed}",
        provenance.title,
        grouped(provenance.usable() as f64),
        provenance.seed,
        provenance.run_id
    )
}

/// Analyses of another scenario, or of another state of this one.
fn others(material: &Material, run: &Provenance) -> Vec<String> {
    let analyses = (material.sensitivities.iter().map(|report| ("The sensitivity analysis", &report.provenance)))
        .chain(material.discoveries.iter().map(|report| ("The discovery", &report.provenance)))
        .chain(material.sweeps.iter().map(|sweep| ("The sweep", &sweep.provenance)));
    let differs = analyses.filter(|(_, own)| own.scenario_hash != run.scenario_hash);
    differs
        .map(|(what, own)| {
            format!("{what} rests on another state of the scenario than the run ({}, {}).", own.scenario, own.run_id)
        })
        .collect()
}

/// The command that repeats a run.
fn command(run: &RunMaterial) -> NamedText {
    let words: Vec<String> =
        std::iter::once("flashpoint".to_owned()).chain(run.command.iter().map(|word| quoted(word))).collect();
    NamedText {
        name: format!(
            "Repeats {} (scenario {}…, results {}…)",
            run.ensemble.provenance.title,
            short(&run.ensemble.provenance.scenario_hash),
            short(&run.digest)
        ),
        text: words.join(" "),
    }
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// A word as a POSIX shell reads it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.into()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_a_shell() {
        assert_eq!(["-n", "a b", "it's", ""].map(quoted), ["-n", "'a b'", r"'it'\''s'", "''"]);
    }
}
