//! The briefing: what tables say, as one page that a minister reads, and as a deck of slides.
//!
//! [`compose`] turns saved results ([`Material`]) into a [`Briefing`]: sections of sentences, charts and tables, every number
//! of which comes from those results. [`Templates`] turn that into HTML. The bytes are a pure function of the material, the
//! [`Options`] and the templates: no clock, no network, no file is read here.

mod agreements;
mod bottom_line;
mod change;
mod comparison;
mod content;
mod deck;
mod displacement;
mod drivers;
mod figures;
mod histories;
mod judgements;
mod leverage;
mod method;
mod military;
mod parameters;
mod record_of_model;
mod render;
mod sentence;
#[cfg(test)]
mod tests;

use thiserror::Error;

use crate::briefing::figures::Figures;
use crate::chart::ChartError;
use crate::quantity::Date;
use crate::record::{
    Boundaries, Comparison, DiscoveryReport, Ensemble, Provenance, ScoreReport, SensitivityReport, Sweep,
};
use crate::wording::Yardstick;

pub use crate::briefing::content::{
    Briefing, Figure, History, HistoryLine, Judgement, NamedText, Section, Slide, TextTable, Toggle,
};
pub use crate::briefing::render::{TemplateError, Templates};

/// A run with what its manifest says beyond the ensemble.
#[derive(Clone, Debug)]
pub struct RunMaterial {
    /// The run.
    pub ensemble: Ensemble,
    /// The command it was started with, word by word, without the program.
    pub command: Vec<String>,
    /// Digest of its result files.
    pub digest: String,
}

/// Saved results to brief on.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// Runs; the first gives title, bottom line and judgements.
    pub runs: Vec<RunMaterial>,
    /// Comparisons of two options.
    pub comparisons: Vec<Comparison>,
    /// Sensitivity analyses.
    pub sensitivities: Vec<SensitivityReport>,
    /// Discovered scenarios.
    pub discoveries: Vec<DiscoveryReport>,
    /// Sweeps.
    pub sweeps: Vec<Sweep>,
    /// Scores against history.
    pub scores: Vec<ScoreReport>,
}

/// What the analyst chooses about a briefing.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Title instead of the scenario's.
    pub title: Option<String>,
    /// Date of the briefing.
    pub date: Option<Date>,
    /// Handling marking instead of the run's.
    pub marking: Option<String>,
    /// Words for probabilities.
    pub yardstick: Yardstick,
    /// The analyst's own statement of confidence. It is never computed.
    pub confidence: Option<String>,
    /// Boundaries that the user supplies for maps.
    pub boundaries: Option<Boundaries>,
}

/// Why there is no briefing.
#[derive(Debug, Error)]
pub enum BriefingError {
    /// Neither a run nor a comparison is there.
    #[error("a briefing needs a run or a comparison")]
    Nothing,
    /// A chart could not be drawn.
    #[error("a chart cannot be drawn: {0}")]
    Chart(#[from] ChartError),
}

/// Puts a briefing together.
///
/// # Errors
/// When there is neither a run nor a comparison, or when the tables of one are incomplete.
pub fn compose(mut material: Material, options: &Options) -> Result<Briefing, BriefingError> {
    if let Some(marking) = &options.marking {
        material.provenances().for_each(|provenance| provenance.marking.clone_from(marking));
    }
    let lead = material.lead().cloned().ok_or(BriefingError::Nothing)?;
    let mut sections = Vec::new();
    for comparison in &material.comparisons {
        sections.extend(comparison::section(comparison, &mut Figures::of_comparison(comparison)?));
    }
    for (index, run) in material.runs.iter().enumerate() {
        let mut figures = Figures::of_run(&run.ensemble, options.boundaries.as_ref())?;
        let mut own = run_sections(&material, run, options, &mut figures, index == 0)?;
        if index > 0 {
            own.iter_mut().for_each(|section| section.belongs_to(index, &run.ensemble.provenance));
        }
        sections.extend(own);
    }
    sections.push(method::section(&material, options));
    content::make_figures_unique(&mut sections);
    let mut briefing = Briefing {
        title: options.title.clone().unwrap_or_else(|| lead.title.clone()),
        date: options.date.map(sentence::date).unwrap_or_default(),
        marking: lead.marking.clone(),
        period: material.period(),
        bottom_line: bottom_line::sentences(&material, options.yardstick),
        yardstick: NamedText { name: options.yardstick.name().into(), text: options.yardstick.key() },
        confidence: options.confidence.clone().unwrap_or_default(),
        caution: CAUTION.into(),
        generator: format!("Flashpoint {} ({})", lead.version, lead.commit),
        pictures: sections.iter().flat_map(|section| section.spare.iter().chain(&section.figures)).cloned().collect(),
        sections,
        slides: Vec::new(),
    };
    briefing.slides = deck::slides(&briefing);
    Ok(briefing)
}

/// What every reader must know of every number.
const CAUTION: &str = "Frequencies within the model under the stated assumptions, not forecasts.";

/// The sections on one run, in the order of reading; analyses that are given stand with the first run.
fn run_sections(
    material: &Material,
    run: &RunMaterial,
    options: &Options,
    figures: &mut Figures,
    is_first: bool,
) -> Result<Vec<Section>, BriefingError> {
    let ensemble = &run.ensemble;
    let mut sections = Vec::new();
    sections.extend(judgements::section(ensemble, options.yardstick, figures));
    if is_first {
        sections.extend(drivers::section(&material.sensitivities)?);
    }
    sections.extend(displacement::section(ensemble, figures));
    sections.extend(leverage::section(ensemble, figures));
    sections.extend(military::section(ensemble, figures));
    sections.extend(agreements::section(ensemble, figures));
    if is_first {
        sections.extend(change::section(&material.sweeps, &material.discoveries)?);
    }
    let further = Section { figures: figures.take_all(), ..Section::new("further", "Further charts") };
    sections.extend(further.unless_empty());
    sections.extend(histories::section(ensemble));
    sections.extend(record_of_model::section(ensemble, if is_first { &material.scores } else { &[] })?);
    sections.extend(parameters::section(ensemble));
    Ok(sections)
}

impl Material {
    /// What produced the result that the briefing is about.
    fn lead(&self) -> Option<&Provenance> {
        let run = self.runs.first().map(|run| &run.ensemble.provenance);
        run.or_else(|| self.comparisons.first().map(|comparison| &comparison.sides[1]))
    }

    /// Everything that says what produced a result.
    fn provenances(&mut self) -> impl Iterator<Item = &mut Provenance> {
        let runs = self.runs.iter_mut().map(|run| &mut run.ensemble.provenance);
        let scores = self.scores.iter_mut().flat_map(|report| &mut report.scenarios);
        runs.chain(self.comparisons.iter_mut().flat_map(|comparison| &mut comparison.sides))
            .chain(self.sensitivities.iter_mut().map(|report| &mut report.provenance))
            .chain(self.discoveries.iter_mut().map(|report| &mut report.provenance))
            .chain(self.sweeps.iter_mut().map(|sweep| &mut sweep.provenance))
            .chain(scores.map(|scenario| &mut scenario.provenance))
    }

    /// The days that are simulated, in words.
    fn period(&self) -> String {
        let run = self.runs.first().map(|run| (run.ensemble.series.start, run.ensemble.series.days));
        let days = run.or_else(|| self.comparisons.first().map(|comparison| (comparison.start, comparison.days)));
        days.map_or_else(String::new, |(start, days)| {
            let last = start.plus_days(days.saturating_sub(1) as i64);
            format!("Simulated from {} to {}", sentence::date(start), sentence::date(last))
        })
    }
}
