//! Which program this is.

/// Version of the package.
pub(super) const NUMBER: &str = env!("CARGO_PKG_VERSION");

/// Commit it was built from, with `-dirty` if the sources differed; `unknown` when built without git.
pub(super) const COMMIT: &str = env!("FLASHPOINT_COMMIT");

/// Platform it was built for.
pub(super) const TARGET: &str = env!("FLASHPOINT_TARGET");

/// What `--version` prints after the name.
pub(super) const VERSION: &str =
    concat!(env!("CARGO_PKG_VERSION"), " (", env!("FLASHPOINT_COMMIT"), ", ", env!("FLASHPOINT_TARGET"), ")");
