//! Charts of an ensemble: SVG drawn from its record alone, and PNG made from the very same SVG.
//!
//! Every chart states its message in a headline computed from the data, names what is drawn, and carries the run's
//! provenance and handling marking. The bytes are a pure function of the [`Ensemble`].

mod axis;
mod balance;
mod borders;
mod boxes;
mod canvas;
mod casualties;
mod ceasefires;
mod chain;
#[cfg(test)]
mod comparison_sample;
mod contributions;
mod control;
mod daily;
mod difference;
#[cfg(test)]
mod discovery_tests;
mod displacement;
mod exceedance;
mod fan;
mod flows;
mod font;
mod frame;
mod group;
mod labels;
mod leverage;
mod map;
pub(crate) mod number;
mod panels;
mod questions;
mod raster;
#[cfg(test)]
pub(crate) mod sample;
mod score;
mod sensitivity;
mod spot;
mod states;
mod stock;
mod sweep;
mod table;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod tests;
mod theme;
mod timeline;
mod trade_off;
mod whereabouts;

pub use crate::chart::difference::draw_all as draw_comparison;
pub use crate::chart::map::{MapArc, MapDay, MapFrames, MapPath, MapPlace, draw as draw_map, frames as map_frames};
pub use crate::chart::score::draw_all as draw_scores;
pub use crate::chart::sensitivity::draw_sensitivity;
pub use crate::chart::spot::{Nearest, Plot, Spot};
pub use crate::chart::sweep::draw_sweep;
pub use crate::chart::table::{Cell, Column, Table};

use crate::record::{Boundaries, DiscoveryReport, Ensemble};

/// A finished chart of 1920 × 1080 pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// File stem: `displacement`. Lower-case letters, digits and underscores.
    pub name: String,
    /// The message, as in the headline.
    pub title: String,
    /// Alternative text: what is shown and what it says.
    pub description: String,
    /// Where the headline ends, in pixels from the top: a page that prints it as text may cut the picture here.
    pub below_headline: f64,
    /// The SVG document. Elements that a page may hide stand in groups of the classes `band band-90`, `band band-50`
    /// and `observations`.
    pub svg: String,
    /// The numbers behind the picture. Every number of the title stands in it, written the same.
    pub table: Table,
    /// What a pointer may ask of the picture.
    pub plots: Vec<Plot>,
}

impl Chart {
    /// The chart as PNG bytes, rendered from [`Chart::svg`] with the embedded fonts.
    ///
    /// # Errors
    /// When the SVG does not parse or the picture cannot be encoded.
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        raster::png(&self.svg)
    }
}

/// Why a chart could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// A table's length is not the product of its dimensions.
    #[error("the {0} table is incomplete: its length does not match its headings")]
    Incomplete(&'static str),
    /// The drawing backend refused an element.
    #[error("the SVG backend refused an element")]
    Drawing,
    /// The SVG could not be turned into a picture.
    #[error("the picture could not be made: {0}")]
    Picture(String),
}

/// Draws every chart whose data the ensemble has, in a fixed order.
///
/// # Errors
/// [`ChartError::Incomplete`] when a table's length contradicts its headings.
pub fn draw_all(ensemble: &Ensemble) -> Result<Vec<Chart>, ChartError> {
    draw_all_with(ensemble, None)
}

/// The same with boundaries on the map, if a user gives some.
///
/// # Errors
/// As [`draw_all`].
pub fn draw_all_with(ensemble: &Ensemble, boundaries: Option<&Boundaries>) -> Result<Vec<Chart>, ChartError> {
    check(ensemble)?;
    let mut charts = Vec::new();
    charts.extend(displacement::draw(ensemble)?);
    charts.extend(exceedance::draw(ensemble)?);
    charts.extend(stock::draw(ensemble)?);
    charts.extend(flows::draw(ensemble)?);
    charts.extend(map::draw(ensemble, boundaries)?);
    charts.extend(leverage::draw(ensemble)?);
    charts.extend(balance::draw(ensemble)?);
    charts.extend(casualties::draw(ensemble)?);
    charts.extend(control::draw(ensemble)?);
    charts.extend(questions::draw(ensemble)?);
    charts.extend(timeline::draw(ensemble)?);
    charts.extend(states::draw(ensemble)?);
    charts.extend(ceasefires::draw(ensemble)?);
    charts.extend(borders::draw(ensemble)?);
    Ok(charts)
}

/// Draws what scenario discovery found: for every box its trade-off, and what is in it.
///
/// # Errors
/// When the drawing backend refuses an element.
pub fn draw_discovery(report: &DiscoveryReport) -> Result<Vec<Chart>, ChartError> {
    let mut charts = trade_off::draw(report)?;
    charts.extend(boxes::draw(report)?);
    Ok(charts)
}

/// Refuses tables that the charts could not index safely.
fn check(ensemble: &Ensemble) -> Result<(), ChartError> {
    let series = &ensemble.series;
    if series.series.len().checked_mul(series.days) != Some(series.bands.len()) {
        return Err(ChartError::Incomplete("series"));
    }
    if !whereabouts::is_whole(ensemble) {
        return Err(ChartError::Incomplete("flow"));
    }
    let outcomes = &ensemble.outcomes;
    let rows = outcomes.columns.first().map_or(0, Vec::len);
    if outcomes.outcomes.len() != outcomes.columns.len() || outcomes.columns.iter().any(|column| column.len() != rows) {
        return Err(ChartError::Incomplete("outcome"));
    }
    Ok(())
}
