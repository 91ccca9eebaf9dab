//! Reads the texts of scenario files, and says what is wrong where one cannot be read.

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::diagnostic::{Diagnostic, nearest, quoted};

/// Largest scenario file, in bytes.
pub const LARGEST: u64 = 4 << 20;

/// The text of the file at `path`, which messages call `name`.
pub fn read(path: &Path, name: &str) -> Result<String, Box<Diagnostic>> {
    let failed = |error: std::io::Error| Box::new(unreadable(path, name, &error));
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too large, whatever its metadata say.
    fs::File::open(path).map_err(failed)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Box::new(too_large(name)));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..offset].iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = format!("{} is not UTF-8 text: byte {offset}, on line {line}, cannot be read", quoted(name));
        Box::new(Diagnostic::error("file", message).help("save the file in the encoding UTF-8"))
    })
}

/// What to say about a text that is too large.
pub fn too_large(name: &str) -> Diagnostic {
    Diagnostic::error("file", format!("{} is larger than {} MiB", quoted(name), LARGEST >> 20))
}

/// What to say about a file that cannot be read.
pub fn unreadable(path: &Path, name: &str, error: &std::io::Error) -> Diagnostic {
    let name = quoted(name);
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
