//! The layout of the code: who imports whom, what the engine must not know, and how long files and functions may be.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Longest file and longest function, in lines.
const LONGEST_FILE: usize = 450;
const LONGEST_FUNCTION: usize = 60;

/// What the modules under the engine must not touch: clocks, threads, files, the environment, and output of their own.
const FORBIDDEN_IN_ENGINE: [&str; 10] = [
    "Instant",
    "SystemTime",
    "std::thread",
    "rayon",
    "std::fs",
    "std::io",
    "std::env",
    "std::process",
    "println!",
    "eprintln!",
];

/// The modules that make results.
const ENGINE_SIDE: [&str; 10] =
    ["wording", "numeric", "quantity", "random", "statistics", "expression", "record", "model", "process", "engine"];

/// A source file of the library.
struct Source {
    /// Path under `src`.
    path: PathBuf,
    /// Top-level module: `scenario` for `scenario/build/mod.rs`.
    module: String,
    /// Lines without comments.
    lines: Vec<String>,
    /// Number of lines with them.
    length: usize,
    /// Whether it holds only tests.
    tests: bool,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut found) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(source(path.strip_prefix(&root).unwrap(), &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn source(path: &Path, text: &str) -> Source {
    let first = path.components().next().unwrap().as_os_str().to_str().unwrap();
    let name = path.to_str().unwrap();
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned());
    Source {
        path: path.into(),
        module: first.trim_end_matches(".rs").into(),
        lines: code.collect(),
        length: text.lines().count(),
        tests: name.contains("tests/") || name.ends_with("tests.rs"),
    }
}

/// The table of modules in docs/develop/architecture.md: each with the modules it may import, in order.
fn table() -> Vec<(String, BTreeSet<String>)> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/develop/architecture.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| `") && line.matches('|').count() == 4);
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let allowed = cells[3].split(',').map(|name| name.trim().trim_matches('`')).filter(|name| *name != "–");
        (cells[1].trim_matches('`').to_owned(), allowed.map(String::from).collect())
    })
    .collect()
}

/// The top-level modules that a line names by `crate::`.
fn named(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::").skip(1).filter(|_| !line.contains("$crate")).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    })
}

#[test]
fn the_table_names_every_module_and_only_rows_above() {
    let mut above = BTreeSet::new();
    for (module, allowed) in table() {
        assert!(allowed.is_subset(&above), "`{module}` may import {allowed:?}, not all of which stand above it");
        assert!(above.insert(module.clone()), "`{module}` has two rows");
    }
    let modules: BTreeSet<String> = sources()
        .into_iter()
        .map(|source| source.module)
        .filter(|module| !["lib", "main"].contains(&module.as_str()))
        .collect();
    assert_eq!(above, modules, "rows of docs/develop/architecture.md (left) and modules of src (right)");
}

#[test]
fn modules_import_only_what_the_table_allows() {
    let table: BTreeMap<String, BTreeSet<String>> = table().into_iter().collect();
    let mut wrong = Vec::new();
    let mut imports = 0;
    for source in sources().iter().filter(|source| !source.tests) {
        let Some(allowed) = table.get(&source.module) else { continue };
        for name in source.lines.iter().flat_map(|line| named(line)).filter(|name| table.contains_key(*name)) {
            imports += 1;
            if *name != source.module && !allowed.contains(name) {
                wrong.push(format!("{} imports {name}", source.path.display()));
            }
        }
        for line in source.lines.iter().filter(|line| line.trim_start().starts_with("use super::super")) {
            wrong.push(format!("{}: `{line}` is not an absolute path", source.path.display()));
        }
    }
    assert!(imports > 100, "only {imports} imports found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_is_hashed_with_a_random_seed() {
    for source in sources() {
        let line = source.lines.iter().position(|line| line.contains("HashMap") || line.contains("HashSet"));
        assert_eq!(line, None, "{}", source.path.display());
    }
}

#[test]
fn the_engine_knows_no_file_thread_or_clock() {
    let mut files = 0;
    for source in sources().iter().filter(|source| ENGINE_SIDE.contains(&source.module.as_str()) && !source.tests) {
        files += 1;
        for (number, line) in source.lines.iter().enumerate() {
            let found = FORBIDDEN_IN_ENGINE.iter().find(|name| line.contains(*name));
            assert_eq!(found, None, "{}:{}: {line}", source.path.display(), number + 1);
        }
    }
    assert!(files > 40, "only {files} files found");
}

#[test]
fn files_are_short() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.length > LONGEST_FILE)
        .map(|source| format!("{}: {}", source.path.display(), source.length))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST_FILE} lines: {long:#?}");
}

/// The functions of a file in the standard format, with their lengths: from `fn` to the `}` under it.
fn functions(lines: &[String]) -> impl Iterator<Item = (usize, usize)> {
    lines.iter().enumerate().filter_map(|(start, line)| {
        let code = line.trim_start();
        let is_function = code.starts_with("fn ")
            || code
                .split(" fn ")
                .next()
                .is_some_and(|before| code.len() > before.len() && before.split(' ').all(is_qualifier));
        if !is_function || code.ends_with(';') || code.ends_with('}') {
            return None;
        }
        let end = format!("{}}}", &line[..line.len() - code.len()]);
        let length = lines[start..].iter().position(|line| line.trim_end() == end)? + 1;
        Some((start + 1, length))
    })
}

fn is_qualifier(word: &str) -> bool {
    word.starts_with("pub") || ["const", "unsafe", "async", "extern"].contains(&word)
}

#[test]
fn functions_are_short() {
    let (mut long, mut count) = (Vec::new(), 0);
    for source in sources().iter().filter(|source| !source.tests) {
        for (line, length) in functions(&source.lines) {
            count += 1;
            if length > LONGEST_FUNCTION {
                long.push(format!("{}:{line}: {length}", source.path.display()));
            }
        }
    }
    assert!(count > 500, "only {count} functions found");
    assert!(long.is_empty(), "longer than {LONGEST_FUNCTION} lines: {long:#?}");
}

#[test]
fn the_reader_of_sources_sees_what_it_must() {
    let lines: Vec<String> =
        ["    pub(super) fn f(", "        x: u8,", "    ) {", "        x;", "    }", "fn g() {}", "impl X {"]
            .map(String::from)
            .into();
    assert_eq!(functions(&lines).collect::<Vec<_>>(), [(1, 5)]);
    assert_eq!(named("use crate::model::{A, crate::numeric::B};").collect::<Vec<_>>(), ["model", "numeric"]);
}
