//! Identifiers as names of files and folders.

use crate::output::OutputError;

/// Longest name, well inside every file system's 255 bytes.
const LONGEST: usize = 120;

/// Names that Windows reserves for devices, whatever their extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The identifier itself when it can safely name a file or folder: lower-case letters, digits, `-` and `_`, beginning with
/// a letter or digit. Anything else – separators, `..`, spaces, capitals that two file systems tell apart differently –
/// is an [`OutputError::Name`].
pub fn safe_name(name: &str) -> Result<&str, OutputError> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    let begins = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    let device = DEVICES.contains(&name) || is_numbered_device(name);
    if begins && !device && name.len() <= LONGEST && name.bytes().all(allowed) {
        Ok(name)
    } else {
        Err(OutputError::Name { name: name.chars().take(LONGEST).collect() })
    }
}

/// A file name of two safe parts, `displacement.svg`.
pub(super) fn safe_file_name(name: &str) -> Result<&str, OutputError> {
    let refused = || OutputError::Name { name: name.chars().take(LONGEST).collect() };
    let (stem, extension) = name.split_once('.').ok_or_else(refused)?;
    safe_name(stem).and(safe_name(extension)).map_err(|_| refused())?;
    Ok(name)
}

/// `com1` to `com9` and `lpt1` to `lpt9`.
fn is_numbered_device(name: &str) -> bool {
    let digits = name.strip_prefix("com").or(name.strip_prefix("lpt"));
    digits.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_pass_and_path_tricks_do_not() {
        for name in ["idlib-2020", "a", "7f3a_b", "common"] {
            assert_eq!(safe_name(name).unwrap(), name);
        }
        let long = "a".repeat(121);
        for name in
            ["", ".", "..", "a/b", "a\\b", "../x", "-rf", "Idlib", "a b", "a.b", "é", "a\0", "nul", "com1", "~", &long]
        {
            assert!(safe_name(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn chart_names_have_one_extension() {
        assert_eq!(safe_file_name("zones_held.svg").unwrap(), "zones_held.svg");
        for name in ["chart", "../chart.svg", "chart.svg/..", ".svg", "chart.", "chart.tar.gz", "/etc/x.svg"] {
            assert!(safe_file_name(name).is_err(), "{name:?}");
        }
    }
}
