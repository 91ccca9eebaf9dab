//! `flashpoint compare`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::chart::draw_comparison;
use crate::cli::arguments::VariantArguments;
use crate::cli::case::Case;
use crate::cli::exit::{CliError, Exit};
use crate::cli::progress::Progress;
use crate::cli::signals::Signals;
use crate::cli::simulation::check_memory;
use crate::cli::{compare_summary, pictures, terminal};
use crate::diagnostic::suggestion;
use crate::engine::Plan;
use crate::ensemble::{Demand, Monitor, Settings};
use crate::explore::compare::{CompareError, Comparing, Pairing};
use crate::output::write_comparison;
use crate::record::{ChangedValue, Comparison, ComparisonChange, Provenance};
use crate::scenario::{Change, Sides};

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// Side A: scenario file, or the name of one in ./scenarios.
    pub(super) scenario: PathBuf,
    /// Side B, when it is another scenario file [default: the same file].
    pub(super) other: Option<PathBuf>,
    /// What makes side B.
    #[command(flatten)]
    pub(super) variant: VariantArguments,
    /// Choose an option of a lever on side A; may be repeated.
    #[arg(long = "from-lever", value_name = "ID=OPTION")]
    pub(super) from_levers: Vec<String>,
    /// Change a value on side A; may be repeated.
    #[arg(long = "from-set", value_name = "PATH=VALUE")]
    pub(super) from_overrides: Vec<String>,
    /// How many pairs of replicates to play.
    #[arg(short = 'n', long, default_value_t = 4_000, value_parser = clap::value_parser!(u64).range(2..=10_000_000))]
    pub(super) replicates: u64,
    /// Seed of all random draws, on both sides; the same seed gives the same comparison.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Compare this outcome, or question as `question.ID`; may be repeated, the first is the headline [default: all].
    #[arg(long = "outcome", value_name = "ID")]
    pub(super) outcomes: Vec<String>,
    /// Compare the outcomes only, and do not ask why they differ.
    #[arg(long)]
    pub(super) no_why: bool,
    /// Worker threads [default: one for each processor].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Folder for results; the comparison goes to OUT/comparisons/COMPARISON-ID.
    #[arg(long, default_value = "output")]
    pub(super) out: PathBuf,
    /// Print the comparison as JSON.
    #[arg(long)]
    pub(super) json: bool,
    /// No progress and no warnings on standard error.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// Compares two sides, and leaves a folder and a summary.
pub(super) fn compare(arguments: &CompareArguments) -> Result<Exit, CliError> {
    let (a, b) = sides(arguments)?;
    let differing = Sides::load((&a.case.path, &a.variant.variant()), (&b.case.path, &b.variant.variant()))
        .ok_or_else(|| CliError::new(Exit::InputOutput, "the scenario changed while it was read"))?;
    let provenance = [a.provenance(arguments), b.provenance(arguments)];
    let alike = differing.outcomes().to_vec();
    let comparing = Comparing {
        plans: [a.plan, b.plan],
        sides: provenance,
        changes: differing.changes().map(change).collect(),
        variants: &|made| differing.plan(made),
        outcomes: arguments.outcomes.clone(),
        alike,
        why: !arguments.no_why,
    };
    check_outcomes(&comparing)?;
    let pairing =
        Pairing { seed: arguments.seed, replicates: arguments.replicates, threads: arguments.threads.map(usize::from) };
    check_memory(demand(&comparing, pairing))?;
    let comparison = play(comparing, pairing, arguments.quiet)?;
    finish(arguments, &comparison)
}

/// A side as read.
struct Ready {
    case: Case,
    plan: Plan,
    variant: VariantArguments,
}

impl Ready {
    fn provenance(&self, arguments: &CompareArguments) -> Provenance {
        let settings = Settings::new(&self.plan, arguments.seed, arguments.replicates);
        self.case.provenance(&self.plan, &self.variant, &settings)
    }
}

/// Reads and checks both sides.
fn sides(arguments: &CompareArguments) -> Result<(Ready, Ready), CliError> {
    let from = VariantArguments { levers: arguments.from_levers.clone(), overrides: arguments.from_overrides.clone() };
    let to =
        VariantArguments { levers: arguments.variant.levers.clone(), overrides: arguments.variant.overrides.clone() };
    let other = arguments.other.as_ref().unwrap_or(&arguments.scenario);
    let read = |name, variant: VariantArguments, quiet| -> Result<Ready, CliError> {
        let (case, plan) = Case::read(name, &variant).into_valid(quiet)?;
        Ok(Ready { case, plan, variant })
    };
    let a = read(&arguments.scenario, from, arguments.quiet)?;
    // Warnings of the same file are told once.
    let b = read(other, to, arguments.quiet || arguments.other.is_none())?;
    if a.case.hash == b.case.hash {
        let help = "change side B with `--lever ID=OPTION` or `--set PATH=VALUE`, or name another scenario file; \
                    `flashpoint show SCENARIO` lists the levers";
        return Err(CliError::new(Exit::Usage, "both sides are the same").help(help));
    }
    Ok((a, b))
}

/// Refuses outcomes that cannot be compared.
fn check_outcomes(comparing: &Comparing<'_>) -> Result<(), CliError> {
    let both = |id: &&str| comparing.alike.iter().any(|alike| alike == id);
    for (position, asked) in comparing.outcomes.iter().enumerate() {
        if comparing.outcomes[..position].contains(asked) {
            return Err(CliError::new(Exit::Usage, format!("the outcome `{asked}` is given twice")));
        }
        let known = |plan: &Plan| plan.outcomes.iter().any(|outcome| outcome.info.id == *asked);
        if both(&asked.as_str()) {
            continue;
        }
        let [in_a, in_b] = comparing.plans.each_ref().map(known);
        let message = match (in_a, in_b) {
            (true, true) => format!("the sides do not define the outcome `{asked}` alike"),
            (true, false) | (false, true) => {
                format!("the outcome `{asked}` exists on side {} alone", if in_a { "A" } else { "B" })
            }
            (false, false) => format!("there is no outcome `{asked}`"),
        };
        let error = CliError::new(Exit::Usage, message);
        let near = suggestion(asked, comparing.alike.iter().map(String::as_str));
        return Err(match near {
            Some(near) => error.help(near),
            None => error,
        });
    }
    Ok(())
}

/// A change as it is kept.
fn change(change: &Change) -> ComparisonChange {
    let values = change.settings.iter().map(|setting| ChangedValue {
        path: setting.path.clone(),
        from: setting.from.clone(),
        to: setting.to.clone(),
    });
    ComparisonChange { id: change.id.clone(), label: change.label.clone(), values: values.collect() }
}

/// What the comparison needs: it keeps every number of every pair, and those of the combinations of changes.
fn demand(comparing: &Comparing<'_>, pairing: Pairing) -> Demand {
    let [a, b] = &comparing.plans;
    let sides = 2 * (a.outcomes.len().max(b.outcomes.len()) + a.watches.len()) as u64;
    let combined = comparing.plays(pairing) / pairing.replicates.max(1) * a.outcomes.len() as u64;
    let numbers = pairing.replicates.saturating_mul(2 * sides + 32 + 2 * combined);
    Demand { memory: (128 << 20) + numbers.saturating_mul(8), disk: 64 << 20 }
}

/// Plays everything, with its progress on standard error.
fn play(comparing: Comparing<'_>, pairing: Pairing, quiet: bool) -> Result<Comparison, CliError> {
    let signals = Signals::listen()?;
    let progress = Progress::new("replicates", comparing.plays(pairing), true, quiet);
    let monitor = Monitor { progress: &|count| progress.advance(count), stop: signals.stop() };
    let comparison = crate::explore::compare::compare(comparing, pairing, &monitor).map_err(|error| match error {
        CompareError::Stopped => signals.stopped(),
        error => CliError::new(Exit::Internal, error.to_string()),
    })?;
    signals.check()?;
    Ok(comparison)
}

/// Writes the folder and prints the summary.
fn finish(arguments: &CompareArguments, comparison: &Comparison) -> Result<Exit, CliError> {
    if comparison.failed > 0 && !arguments.quiet {
        terminal::tell(&format!(
            "warning: {} of {} pairs failed and are left out\n",
            comparison.failed, arguments.replicates
        ));
    }
    let charts = pictures::files(pictures::draw(draw_comparison(comparison), arguments.quiet, &|| Ok(()))?);
    let folder = write_comparison(&arguments.out, comparison, &charts)?;
    if arguments.json {
        let mut value = serde_json::to_value(comparison)
            .map_err(|error| CliError::new(Exit::Internal, format!("cannot write the comparison as JSON: {error}")))?;
        value["folder"] = json!(folder);
        terminal::print_json(&value)?;
    } else {
        terminal::print(&compare_summary::render(comparison, &folder))?;
    }
    Ok(if comparison.failed > 0 { Exit::Partial } else { Exit::Success })
}
