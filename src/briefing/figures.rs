//! Charts as figures of the page.

use crate::briefing::{Figure, Toggle};
use crate::chart::{self, Chart, ChartError};
use crate::record::{Boundaries, Comparison, DiscoveryReport, Ensemble, ScoreReport, SensitivityReport, Sweep};

/// Parts of pictures that can be hidden: their classes and what the buttons say.
const TOGGLES: [(&str, &str); 3] =
    [("band-90", "90\u{2009}% band"), ("band-50", "50\u{2009}% band"), ("observations", "Observed figures")];

/// Charts that wait to be placed in sections.
pub(super) struct Figures(Vec<Figure>);

impl Figures {
    /// The charts of a run.
    pub(super) fn of_run(ensemble: &Ensemble, boundaries: Option<&Boundaries>) -> Result<Figures, ChartError> {
        let mut figures = Figures::from(chart::draw_all_with(ensemble, boundaries)?);
        if let Some(map) = figures.0.iter_mut().find(|figure| figure.name == "map") {
            map.frames = chart::map_frames(ensemble);
        }
        Ok(figures)
    }

    /// The charts of a comparison.
    pub(super) fn of_comparison(comparison: &Comparison) -> Result<Figures, ChartError> {
        chart::draw_comparison(comparison).map(Figures::from)
    }

    /// The charts of a sensitivity analysis.
    pub(super) fn of_sensitivity(report: &SensitivityReport) -> Result<Figures, ChartError> {
        chart::draw_sensitivity(report).map(Figures::from)
    }

    /// The charts of a discovery.
    pub(super) fn of_discovery(report: &DiscoveryReport) -> Result<Figures, ChartError> {
        chart::draw_discovery(report).map(Figures::from)
    }

    /// The charts of a sweep.
    pub(super) fn of_sweep(sweep: &Sweep) -> Result<Figures, ChartError> {
        chart::draw_sweep(sweep).map(Figures::from)
    }

    /// The charts of a scoring.
    pub(super) fn of_scores(report: &ScoreReport) -> Result<Figures, ChartError> {
        chart::draw_scores(report).map(Figures::from)
    }

    /// Takes the charts of these names, and those whose names go on after an underscore, in this order.
    pub(super) fn take(&mut self, names: &[&str]) -> Vec<Figure> {
        let mut taken = Vec::new();
        for name in names {
            let is_meant = |figure: &mut Figure| {
                let rest = figure.name.strip_prefix(name);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
            };
            taken.extend(self.0.extract_if(.., is_meant));
        }
        taken
    }

    /// Takes all that are left.
    pub(super) fn take_all(&mut self) -> Vec<Figure> {
        std::mem::take(&mut self.0)
    }
}

impl From<Vec<Chart>> for Figures {
    fn from(charts: Vec<Chart>) -> Figures {
        Figures(charts.into_iter().map(figure).collect())
    }
}

fn figure(chart: Chart) -> Figure {
    let has = |class: &str| chart.svg.contains(&format!(" {class}\"")) || chart.svg.contains(&format!("\"{class}\""));
    let toggles = TOGGLES.into_iter().filter(|(class, _)| has(class));
    let toggles = toggles.map(|(class, label)| Toggle { class: class.into(), label: label.into() }).collect();
    let Chart { name, title, description, below_headline, svg, table, plots } = chart;
    Figure {
        id: String::new(),
        name,
        says: title,
        description,
        svg,
        below_headline,
        table,
        plots,
        toggles,
        frames: None,
    }
}
