//! Tells the program which commit it is built from, and for which platform.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a build is made of; other changes do not make it another program.
const SOURCES: [&str; 5] = ["src", "assets", "build.rs", "Cargo.toml", "Cargo.lock"];

fn main() {
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
    }
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let commit = commit(&root).unwrap_or_else(|| "unknown".into());
    println!("cargo:rustc-env=FLASHPOINT_COMMIT={commit}");
    println!("cargo:rustc-env=FLASHPOINT_TARGET={}", std::env::var("TARGET").unwrap_or_default());
}

/// The commit, with `-dirty` when the sources differ from it; `None` without git, and where the sources were unpacked into
/// somebody else's repository.
fn commit(root: &Path) -> Option<String> {
    let top = PathBuf::from(git(root, &["rev-parse", "--show-toplevel"])?);
    if top.canonicalize().ok()? != root.canonicalize().ok()? {
        return None;
    }
    for file in ["HEAD", "packed-refs", &git(root, &["symbolic-ref", "-q", "HEAD"]).unwrap_or_default()] {
        let watched = git(root, &["rev-parse", "--git-path", file]).map(|path| root.join(path));
        if let Some(path) = watched.filter(|path| path.is_file()) {
            println!("cargo:rerun-if-changed={}", path.display());
        }
    }
    let hash = git(root, &["rev-parse", "--short=12", "HEAD"])?;
    let mut status = vec!["status", "--porcelain", "--"];
    status.extend(SOURCES);
    let clean = git(root, &status)?.is_empty();
    Some(if clean { hash } else { format!("{hash}-dirty") })
}

/// What a git command prints; `None` when it fails or there is no git.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_string())
}
