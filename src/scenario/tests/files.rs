//! Reading from disk.

use std::fs;

use super::{GOOD, messages};
use crate::scenario::load;

#[test]
fn a_file_is_read_and_hashed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("war.toml");
    fs::write(&path, GOOD).unwrap();
    let loaded = load(&path, &[]);
    assert!(loaded.file.is_some());
    assert_eq!(loaded.text, GOOD);
}

#[test]
fn a_missing_file_names_its_neighbours() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("idlib.toml"), GOOD).unwrap();
    let near = messages(&load(&folder.path().join("idlob.toml"), &[]));
    assert!(
        near.contains("there is no file") && near.contains("did you mean") && near.contains("idlib.toml"),
        "{near}"
    );
    let far = messages(&load(&folder.path().join("karabakh.toml"), &[]));
    assert!(far.contains("in this folder: `idlib.toml`"), "{far}");
    let nowhere = messages(&load(&folder.path().join("x/y.toml"), &[]));
    assert!(nowhere.contains("does not exist either"), "{nowhere}");
}

#[test]
fn a_folder_and_bytes_are_no_scenario() {
    let folder = tempfile::tempdir().unwrap();
    assert!(messages(&load(folder.path(), &[])).contains("cannot read"));
    let path = folder.path().join("bytes.toml");
    fs::write(&path, b"schema = 1\nx = \"\xff\"").unwrap();
    assert!(messages(&load(&path, &[])).contains("is not UTF-8 text: byte 16, on line 2"));
}
