//! Puts what chunks leave in the order of replicates.

use std::collections::BTreeMap;

use crate::engine::Plan;
use crate::ensemble::failure::{Failure, Failures};
use crate::ensemble::settings::Settings;
use crate::record::EventRow;

/// Receives outcomes and events in the order of replicates, whatever the order in which they were played.
pub trait Sink: Send {
    /// Why it cannot go on.
    type Error: Send;
    /// Takes the outcomes of some replicates, `columns[outcome][replicate]`; NaN where a replicate failed.
    fn outcomes(&mut self, first_replicate: u64, columns: &[Vec<f64>]) -> Result<(), Self::Error>;
    /// Takes the first occurrences of events in the same replicates: by replicate, then by event.
    fn events(&mut self, rows: &[EventRow]) -> Result<(), Self::Error>;
}

/// A sink that keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Discard;

impl Sink for Discard {
    type Error = std::convert::Infallible;

    fn outcomes(&mut self, _: u64, _: &[Vec<f64>]) -> Result<(), Self::Error> {
        Ok(())
    }

    fn events(&mut self, _: &[EventRow]) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// What a chunk leaves besides its daily series.
pub(super) struct Rows {
    pub(super) replicates: u64,
    pub(super) outcomes: Vec<Vec<f64>>,
    pub(super) events: Vec<EventRow>,
    pub(super) failures: Vec<Failure>,
}

/// Hands chunks on in order and keeps what the summary needs.
pub(super) struct Delivery<'s, S: Sink> {
    sink: &'s mut S,
    first: u64,
    /// The replicate that comes next.
    next: u64,
    /// Chunks that came before their turn, by first replicate.
    waiting: BTreeMap<u64, Rows>,
    pub(super) columns: Vec<Vec<f64>>,
    /// `event_days[event][day]`: replicates in which the event first happened that day.
    pub(super) event_days: Vec<Vec<u64>>,
    pub(super) failures: Failures,
}

impl<'s, S: Sink> Delivery<'s, S> {
    pub(super) fn new(sink: &'s mut S, plan: &Plan, settings: Settings) -> Delivery<'s, S> {
        let (first, days) = (settings.first, plan.model.calendar.days);
        let mut columns = vec![Vec::new(); plan.outcomes.len()];
        for column in &mut columns {
            // Columns that grow copy themselves and take twice the room; where there is none, they may still try.
            let _ = column.try_reserve_exact(usize::try_from(settings.replicates).unwrap_or(0));
        }
        Delivery {
            sink,
            first,
            next: first,
            waiting: BTreeMap::new(),
            columns,
            event_days: vec![vec![0; days]; plan.watches.len()],
            failures: Failures::default(),
        }
    }

    /// Number of replicates handed on.
    pub(super) fn delivered(&self) -> u64 {
        self.next - self.first
    }

    /// Takes a chunk's replicates from `first` on, and hands on all whose turn has come.
    pub(super) fn accept(&mut self, first: u64, rows: Rows) -> Result<(), S::Error> {
        self.waiting.insert(first, rows);
        while let Some(rows) = self.waiting.remove(&self.next) {
            self.sink.outcomes(self.next, &rows.outcomes)?;
            self.sink.events(&rows.events)?;
            self.next += rows.replicates;
            for (column, values) in self.columns.iter_mut().zip(&rows.outcomes) {
                column.extend_from_slice(values);
            }
            for row in &rows.events {
                self.event_days[row.event as usize][row.day as usize] += 1;
            }
            self.failures.add(rows.failures);
        }
        Ok(())
    }
}
