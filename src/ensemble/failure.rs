//! Replicates that gave no result.

/// A replicate that gave no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its number: the same seed and number fail again.
    pub replicate: u64,
    /// What happened.
    pub reason: String,
}

/// How many replicates failed, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// Number of failed replicates.
    pub count: u64,
    /// The first [`Failures::KEPT`], in the order of replicates.
    pub examples: Vec<Failure>,
}

impl Failures {
    /// Most failures that are kept by name.
    pub const KEPT: usize = 20;

    /// Counts failures, given in the order of replicates.
    pub(super) fn add(&mut self, failures: Vec<Failure>) {
        self.count += failures.len() as u64;
        let room = Failures::KEPT - self.examples.len();
        self.examples.extend(failures.into_iter().take(room));
    }
}

/// The message of a caught panic.
pub(crate) fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_string());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    text.map_or_else(|| "internal error".into(), |text| format!("internal error: {text}"))
}
