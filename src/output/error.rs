//! What can go wrong with a run folder, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use parquet::errors::ParquetError;
use thiserror::Error;

/// A run folder could not be written or read.
#[derive(Debug, Error)]
pub enum OutputError {
    /// The operating system refused.
    #[error("cannot {action} {}: {source}", path.display())]
    File {
        /// What was attempted: `write`, `read`, `rename`.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A table is not valid Parquet, or could not be written.
    #[error("table {}: {source}", path.display())]
    Table {
        /// The table.
        path: PathBuf,
        /// What is wrong with it.
        source: ParquetError,
    },
    /// A JSON file does not hold what it should.
    #[error("{}: {source}", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, with its line.
        source: serde_json::Error,
    },
    /// A file of the run is not the one that was written.
    #[error("{} was changed or damaged after the run", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Parts of the run do not fit together.
    #[error("{}: {reason}", path.display())]
    Inconsistent {
        /// The file or folder.
        path: PathBuf,
        /// What does not fit.
        reason: String,
    },
    /// A table of somebody's cannot be used as asked.
    #[error("{} {reason}", path.display())]
    Unsuitable {
        /// The file.
        path: PathBuf,
        /// What is wrong: goes on from the file's name.
        reason: String,
        /// What to do.
        help: String,
    },
    /// The run was written in another layout.
    #[error("{} has layout {found}; this version reads layout {supported}", path.display())]
    Layout {
        /// The manifest.
        path: PathBuf,
        /// Its layout number.
        found: u32,
        /// The number this version reads.
        supported: u32,
    },
    /// A name cannot become the name of a file or folder.
    #[error("`{name}` cannot be the name of a file or folder")]
    Name {
        /// The name.
        name: String,
    },
    /// The finished run could not take the place of an earlier one, which could not be put back either.
    #[error("cannot replace {}: {source}; the earlier run is kept in {}", target.display(), aside.display())]
    Replace {
        /// Where the run should have gone.
        target: PathBuf,
        /// Where the earlier run is now.
        aside: PathBuf,
        /// Why it could not be moved.
        source: io::Error,
    },
}

impl OutputError {
    /// What the user can do about it, one sentence.
    pub fn help(&self) -> &str {
        match self {
            OutputError::Unsuitable { help, .. } => help,
            OutputError::File { source, .. } => help_for(source.kind()),
            OutputError::Table { .. }
            | OutputError::Json { .. }
            | OutputError::Changed { .. }
            | OutputError::Inconsistent { .. } => "run the scenario again with the same seed: it gives the same tables",
            OutputError::Layout { .. } => {
                "run the scenario again, or use the version of flashpoint named in the manifest"
            }
            OutputError::Name { .. } => "use lower-case letters, digits, `-` and `_`, beginning with a letter or digit",
            OutputError::Replace { .. } => "rename the folder back by hand",
        }
    }

    /// An I/O error with what was attempted on which path.
    pub(super) fn file(action: &'static str, path: &Path, source: io::Error) -> OutputError {
        OutputError::File { action, path: path.into(), source }
    }

    /// A Parquet error with its table; one that wraps an I/O error becomes that.
    pub(super) fn table(path: &Path, source: ParquetError) -> OutputError {
        match source {
            ParquetError::External(cause) => match cause.downcast::<io::Error>() {
                Ok(cause) => OutputError::file("use", path, *cause),
                Err(cause) => OutputError::Table { path: path.into(), source: ParquetError::External(cause) },
            },
            source => OutputError::Table { path: path.into(), source },
        }
    }

    /// A table that cannot be used as asked, and what to do.
    pub(super) fn unsuitable(path: &Path, reason: impl Into<String>, help: impl Into<String>) -> OutputError {
        OutputError::Unsuitable { path: path.into(), reason: reason.into(), help: help.into() }
    }

    /// Parts that do not fit together.
    pub(super) fn inconsistent(path: &Path, reason: impl Into<String>) -> OutputError {
        OutputError::Inconsistent { path: path.into(), reason: reason.into() }
    }
}

/// What to do about a refusal of the operating system.
fn help_for(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "check the folder's permissions or choose another folder"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "free some space or choose a folder on another disk"
        }
        io::ErrorKind::NotFound => "check the path; a run folder holds manifest.json",
        _ => "check the path and the disk, then try again",
    }
}
