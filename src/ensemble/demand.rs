//! What a run will need, before it starts.

use crate::engine::Plan;
use crate::ensemble::settings::Settings;
use crate::record::FlowTable;

/// Bytes a run needs, estimated from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Main memory.
    pub memory: u64,
    /// Disk, without charts.
    pub disk: u64,
}

/// Bytes of a histogram: at most about a thousand visited bins, four doublings wide, of four bytes, and its notes.
const HISTOGRAM: u64 = 5 << 10;

/// Bytes of the program and of charts being drawn.
const BASE: u64 = 96 << 20;

/// Bytes of an event row in its compressed table.
const EVENT_ROW: u64 = 12;

/// What a run of these settings needs: the outcome columns grow with the replicates, all else does not.
pub fn demand(plan: &Plan, settings: &Settings) -> Demand {
    let bytes = |numbers: u64| numbers.saturating_mul(size_of::<f64>() as u64);
    let days = plan.model.calendar.days;
    let flow_cells = plan.flows.len() as u64 * FlowTable::days_of(days).len() as u64;
    let cells = plan.series.len() as u64 * days as u64 + flow_cells;
    let threads = settings.worker_threads() as u64;
    let outcomes = plan.outcomes.len() as u64;
    // Each thread sorts a copy of one column for its quantiles.
    let columns = bytes(settings.replicates.saturating_mul(outcomes + threads.min(outcomes)));
    let captured = bytes(cells.saturating_mul(settings.chunk as u64)).saturating_mul(threads);
    let memory = [BASE, columns, captured, cells.saturating_mul(HISTOGRAM)].into_iter().fold(0, u64::saturating_add);
    let row = bytes(outcomes + 1) + plan.watches.len() as u64 * EVENT_ROW;
    let disk = settings.replicates.saturating_mul(row).saturating_add(cells.saturating_mul(96));
    Demand { memory, disk }
}
