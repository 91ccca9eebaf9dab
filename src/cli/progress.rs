//! Progress on standard error, where somebody watches it.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::terminal;

/// Replicates done, their rate and the time left.
const REPLICATES: &str = "{msg} {wide_bar} {human_pos}/{human_len} · {per_sec} · {eta} left";

/// Steps done.
const STEPS: &str = "{msg} {wide_bar} {pos}/{len}";

/// Progress of one phase; invisible when nobody watches.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Progress over replicates, or over a few steps.
    pub(super) fn new(what: &'static str, length: u64, replicates: bool, quiet: bool) -> Progress {
        if quiet || !terminal::is_watched() {
            return Progress(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr_with_hz(8));
        // The template is a constant; the default style is shown should it ever be wrong.
        let style = ProgressStyle::with_template(if replicates { REPLICATES } else { STEPS });
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        bar.enable_steady_tick(Duration::from_millis(250));
        Progress(bar)
    }

    /// Counts what has just been done.
    pub(super) fn advance(&self, count: u64) {
        self.0.inc(count);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
