//! From a file's path to its checked contents.

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Report, SourceId, Sources, quoted};
use crate::scenario::check::check;
use crate::scenario::decode::Decoder;
use crate::scenario::file::File;
use crate::scenario::nearest::nearest;
use crate::scenario::node::{Node, parse};
use crate::scenario::overrides;
use crate::scenario::references::check_references;

/// Largest scenario file, in bytes.
const LARGEST: u64 = 4 << 20;

/// What came of loading a scenario.
#[derive(Debug)]
pub struct Loaded {
    /// The texts that the report points into: the file, then each override.
    pub sources: Sources,
    /// What is wrong with it.
    pub report: Report,
    /// Its contents; `None` when there are errors.
    pub file: Option<File>,
    /// The file's text, without byte order mark.
    pub text: String,
    /// BLAKE3 hash of the text and the overrides, in hexadecimal.
    pub hash: String,
}

/// Loads a scenario file with overrides (`path=value`). Every problem, a missing file too, is in the report.
pub fn load(path: &Path, overrides: &[String]) -> Loaded {
    let name = path.display().to_string();
    match read(path) {
        Ok(text) => load_text(&name, &text, overrides),
        Err(diagnostic) => {
            let mut report = Report::default();
            report.push(*diagnostic);
            Loaded { sources: Sources::default(), report, file: None, text: String::new(), hash: hash("", overrides) }
        }
    }
}

/// Loads a scenario from its text; `name` is what messages call it.
pub fn load_text(name: &str, text: &str, overrides: &[String]) -> Loaded {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let source = sources.add(name, text);
    let file = if text.len() as u64 > LARGEST {
        report.push(too_large(name));
        None
    } else {
        parse(text, source, &mut report).and_then(|root| decode(root, source, overrides, &mut sources, &mut report))
    };
    let file = file.filter(|_| !report.has_errors());
    Loaded { sources, report, file, text: text.into(), hash: hash(text, overrides) }
}

fn decode(
    mut root: Node,
    source: SourceId,
    overrides: &[String],
    sources: &mut Sources,
    report: &mut Report,
) -> Option<File> {
    for text in overrides {
        overrides::apply(&mut root, text, sources, report);
    }
    let mut decoder = Decoder::new(sources, source, report);
    let file: Option<File> = decoder.structure(&root);
    check_references(&root, &mut decoder);
    let complete = !report.has_errors();
    if let Some(file) = &file {
        check(file, complete, report);
    }
    file
}

/// Each part with its length before it, so that no two inputs run together to the same bytes.
fn hash(text: &str, overrides: &[String]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in std::iter::once(text).chain(overrides.iter().map(String::as_str)) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

fn too_large(name: &str) -> Diagnostic {
    Diagnostic::error("file", format!("{} is larger than {} MiB", quoted(name), LARGEST >> 20))
}

/// The file's text.
fn read(path: &Path) -> Result<String, Box<Diagnostic>> {
    let name = path.display().to_string();
    let failed = |error: std::io::Error| Box::new(unreadable(path, &error));
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too large, whatever its metadata say.
    fs::File::open(path).map_err(failed)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Box::new(too_large(&name)));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..offset].iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = format!("{} is not UTF-8 text: byte {offset}, on line {line}, cannot be read", quoted(&name));
        Box::new(Diagnostic::error("file", message).help("save the file in the encoding UTF-8"))
    })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let name = quoted(&path.display().to_string());
    if error.kind() != std::io::ErrorKind::NotFound {
        return Diagnostic::error("file", format!("cannot read {name}: {error}"));
    }
    Diagnostic::error("file", format!("there is no file {name}")).maybe_help(neighbours(path))
}

/// The scenario files in the same folder: the one with the nearest name, or some of them.
fn neighbours(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else {
        return Some(format!("the folder {} does not exist either", quoted(&folder.display().to_string())));
    };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".toml")).collect();
    names.sort();
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some(near) = nearest(&wanted, names.iter().map(String::as_str)) {
        return Some(format!("did you mean `{}`?", folder.join(near).display()));
    }
    let listed: Vec<String> = names.iter().take(10).map(|name| format!("`{name}`")).collect();
    (!listed.is_empty()).then(|| format!("in this folder: {}", listed.join(", ")))
}
