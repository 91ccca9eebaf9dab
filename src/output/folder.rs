//! Folders that appear whole or not at all.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir, TempPath};

use crate::output::OutputError;

/// A folder that is filled beside the place it will have, and removed with its contents unless put there.
///
/// A process that is killed leaves at most a hidden `.NAME.XXXXXX` folder, never a half-written run.
pub(super) struct Staging {
    // Dropped in this order: the folder, then its parent if that leaves it empty.
    folder: TempDir,
    parent: Parent,
}

/// The folder around; removed when nothing is in it, so one that was created for a run that failed goes with it.
struct Parent(PathBuf);

impl Drop for Parent {
    fn drop(&mut self) {
        // Refused by the system unless empty.
        let _ = fs::remove_dir(&self.0);
    }
}

impl Staging {
    /// Starts a folder that will be put into `parent`, under `name` or another name; creates `parent` when missing.
    pub(super) fn create(parent: &Path, name: &str) -> Result<Staging, OutputError> {
        fs::create_dir_all(parent).map_err(|error| OutputError::file("create", parent, error))?;
        let folder = hidden_folder(parent, name)?;
        Ok(Staging { folder, parent: Parent(parent.into()) })
    }

    /// A path inside the folder being filled.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts the filled folder in its place, where it replaces an earlier one of the same name.
    pub(super) fn publish(mut self, name: &str) -> Result<PathBuf, OutputError> {
        sync_folder(self.folder.path())?;
        let target = self.parent.0.join(name);
        let earlier = self.set_earlier_aside(&target)?;
        if let Err(error) = fs::rename(self.folder.path(), &target) {
            return Err(put_back(&target, earlier, error));
        }
        // It has moved, so there is nothing left to clean up.
        self.folder.disable_cleanup(true);
        sync_folder(&self.parent.0)?;
        Ok(target)
    }

    /// Moves an earlier folder of this name out of the way, if there is one.
    fn set_earlier_aside(&self, target: &Path) -> Result<Option<TempDir>, OutputError> {
        if fs::symlink_metadata(target).is_err() {
            return Ok(None);
        }
        let aside = hidden_folder(&self.parent.0, "earlier")?;
        fs::rename(target, aside.path().join("run")).map_err(|error| OutputError::file("replace", target, error))?;
        Ok(Some(aside))
    }
}

/// Undoes [`Staging::set_earlier_aside`] after a failure, which it returns.
fn put_back(target: &Path, earlier: Option<TempDir>, source: std::io::Error) -> OutputError {
    let Some(aside) = earlier else {
        return OutputError::file("create", target, source);
    };
    match fs::rename(aside.path().join("run"), target) {
        Ok(()) => OutputError::file("replace", target, source),
        // Deleting it now would lose the earlier run.
        Err(source) => OutputError::Replace { target: target.into(), aside: aside.keep(), source },
    }
}

/// A new hidden folder, readable as any other folder the user creates.
fn hidden_folder(parent: &Path, name: &str) -> Result<TempDir, OutputError> {
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    builder.tempdir_in(parent).map_err(|error| OutputError::file("create a folder in", parent, error))
}

/// Writes a file and waits until it is on the disk.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|error| OutputError::file("write", path, error))
}

/// Replaces one file of a published folder; readers see the old or the new one, never a part.
pub(super) fn replace_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), OutputError>,
) -> Result<(), OutputError> {
    let failed = |error| OutputError::file("write", path, error);
    let mut file = file_beside(path)?;
    let mut buffered = std::io::BufWriter::new(file.as_file_mut());
    write(&mut buffered)?;
    buffered.flush().map_err(failed)?;
    drop(buffered);
    file.as_file().sync_all().map_err(failed)?;
    put(file.into_temp_path(), path)
}

/// A new file in the folder of `path`, readable as any other file the user creates; it is removed unless it is [`put`].
pub(super) fn file_beside(path: &Path) -> Result<NamedTempFile, OutputError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".writing.");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(parent(path)).map_err(|error| OutputError::file("write", path, error))
}

/// Puts a written file in the place of `path`.
pub(super) fn put(file: TempPath, path: &Path) -> Result<(), OutputError> {
    file.persist(path).map_err(|error| OutputError::file("write", path, error.error))?;
    sync_folder(parent(path))
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

/// Waits until a folder's list of names is on the disk; only Unix can open a folder to ask for it.
pub(super) fn sync_folder(path: &Path) -> Result<(), OutputError> {
    #[cfg(unix)]
    File::open(path).and_then(|folder| folder.sync_all()).map_err(|error| OutputError::file("write", path, error))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn dropping_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let parent = root.path().join("scenario");
        let staging = Staging::create(&parent, "run").unwrap();
        write_file(&staging.path("table"), b"rows").unwrap();
        drop(staging);
        assert!(names(root.path()).is_empty());
    }

    #[test]
    fn publishing_replaces_the_earlier_folder() {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in [("first", "1"), ("second", "2")] {
            let staging = Staging::create(root.path(), "run").unwrap();
            write_file(&staging.path(file), text.as_bytes()).unwrap();
            assert_eq!(staging.publish("run").unwrap(), root.path().join("run"));
        }
        assert_eq!(names(root.path()), ["run"]);
        assert_eq!(names(&root.path().join("run")), ["second"]);
    }

    #[test]
    fn a_failed_publication_puts_the_earlier_folder_back() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("run");
        fs::create_dir(&target).unwrap();
        write_file(&target.join("first"), b"1").unwrap();
        let staging = Staging::create(root.path(), "run").unwrap();
        let earlier = staging.set_earlier_aside(&target).unwrap();
        assert!(earlier.is_some() && !target.exists());
        let error = put_back(&target, earlier, std::io::Error::other("no"));
        assert!(error.to_string().contains("replace"), "{error}");
        drop(staging);
        assert_eq!(names(&target), ["first"]);
        assert_eq!(names(root.path()), ["run"]);
    }

    #[test]
    fn a_file_where_a_folder_must_be_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        let blocked = root.path().join("scenario");
        fs::write(&blocked, "a file").unwrap();
        let error = Staging::create(&blocked, "run").map(|_| ()).unwrap_err();
        assert!(matches!(&error, OutputError::File { .. }), "{error}");
        assert!(!error.help().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_readable_like_any_other() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let ordinary = root.path().join("ordinary");
        fs::create_dir(&ordinary).unwrap();
        let published = Staging::create(root.path(), "run").unwrap().publish("run").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&published), mode(&ordinary));
    }
}
