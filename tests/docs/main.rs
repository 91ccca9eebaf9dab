//! The documents agree with the code: generated text, listings, examples and links.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails is a failed test")]

mod dependencies;
mod generate;
mod links;
mod mechanism;
mod process;
mod scenario;

use std::fs;
use std::path::{Path, PathBuf};

// What `crate::…` means in the example mechanism: the crate's own modules.
use flashpoint::{model, numeric, quantity, random};

#[path = "../../docs/develop/examples/weariness.rs"]
mod weariness;

/// The repository's root.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every document: those at the root, and those under `docs`.
fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("docs"), root().join("output")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found.extend(["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].map(|name| root().join(name)));
    found.sort();
    found
}

#[test]
fn generated_text_is_current() {
    let rewrite = std::env::var_os("FLASHPOINT_BLESS").is_some();
    for path in documents() {
        let document = fs::read_to_string(&path).unwrap();
        let current = generate::regenerate(&document);
        if rewrite && document != current {
            fs::write(&path, &current).unwrap();
        } else {
            let help = "rewrite it with `FLASHPOINT_BLESS=1 cargo test --release --test docs`";
            assert!(document == current, "generated text in {} is out of date; {help}", path.display());
        }
    }
}
