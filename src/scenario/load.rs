//! From a file's path to its checked contents.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Report, SourceId, Sources};
use crate::scenario::extend::{Extended, ScenarioFile, extend};
use crate::scenario::file::File;
use crate::scenario::levers::{self, Choices, Lifted};
use crate::scenario::node::{Node, Value, parse};
use crate::scenario::overrides;
use crate::scenario::read::{LARGEST, read, too_large};
use crate::scenario::trial::{self, Trial};

/// What distinguishes a variant of a scenario from the scenario as its files have it. Later ones of these count over
/// earlier ones: the file that is extended, those that extend it, levers, overrides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variant {
    /// Options of levers: `ID=OPTION`.
    pub levers: Vec<String>,
    /// Overrides: `path=value`.
    pub overrides: Vec<String>,
}

impl Variant {
    /// Whether it is the scenario as its files have it.
    pub fn is_plain(&self) -> bool {
        self.levers.is_empty() && self.overrides.is_empty()
    }
}

/// What came of loading a scenario.
#[derive(Debug)]
pub struct Loaded {
    /// The texts that the report points into: the files, then levers and overrides.
    pub sources: Sources,
    /// What is wrong with it.
    pub report: Report,
    /// Its contents; `None` when there are errors.
    pub file: Option<File>,
    /// The file's text, without byte order mark.
    pub text: String,
    /// The file's name and text, then those of each file that the one before extends.
    pub files: Vec<ScenarioFile>,
    /// The option that holds for each lever.
    pub levers: Choices,
    /// The name of each entry that has one, by table and identifier: `zones.saraqib`.
    pub names: BTreeMap<String, String>,
    /// BLAKE3 hash of all texts, levers and overrides, in hexadecimal.
    pub hash: String,
}

/// Loads a scenario file with overrides (`path=value`). Every problem, a missing file too, is in the report.
pub fn load(path: &Path, overrides: &[String]) -> Loaded {
    load_variant(path, &Variant { overrides: overrides.into(), ..Variant::default() })
}

/// Loads a variant of a scenario file. Every problem, a missing file too, is in the report.
pub fn load_variant(path: &Path, variant: &Variant) -> Loaded {
    let name = path.display().to_string();
    match read(path, &name) {
        Ok(text) => load_from(&name, &text, Some(path), variant),
        Err(diagnostic) => {
            let mut report = Report::default();
            report.push(*diagnostic);
            Loaded {
                sources: Sources::default(),
                report,
                file: None,
                text: String::new(),
                files: Vec::new(),
                levers: Choices::new(),
                names: BTreeMap::new(),
                hash: hash("", &[], &Choices::new(), &variant.overrides),
            }
        }
    }
}

/// Loads a scenario from its text; `name` is what messages call it. It cannot extend another.
pub fn load_text(name: &str, text: &str, overrides: &[String]) -> Loaded {
    load_from(name, text, None, &Variant { overrides: overrides.into(), ..Variant::default() })
}

fn load_from(name: &str, text: &str, path: Option<&Path>, variant: &Variant) -> Loaded {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let source = sources.add(name, text);
    let extended = if text.len() as u64 > LARGEST {
        report.push(too_large(name));
        None
    } else {
        parse(text, source, &mut report).and_then(|root| extend(root, source, path, &mut sources, &mut report))
    };
    let mut files = vec![ScenarioFile { name: own_name(name), text: text.into() }];
    let (mut file, mut levers, mut names) = (None, Choices::new(), BTreeMap::new());
    if let Some(Extended { root, sources: ids, bases }) = extended {
        files.extend(bases);
        names = entry_names(&root);
        (file, levers) = decode(root, &ids, variant, &mut sources, &mut report);
    }
    let file = file.filter(|_| !report.has_errors());
    let hash = hash(text, &files[1..], &levers, &variant.overrides);
    Loaded { sources, report, file, text: text.into(), files, levers, names, hash }
}

/// The name of a file in its folder.
fn own_name(name: &str) -> String {
    Path::new(name).file_name().map_or_else(|| name.into(), |name| name.to_string_lossy().into_owned())
}

/// The name of each entry that has one, by table and identifier.
fn entry_names(root: &Node) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let Value::Table(tables) = &root.value else { return names };
    for (table, node) in tables.iter() {
        let Value::Table(entries) = &node.value else { continue };
        for (id, entry) in entries.iter() {
            if let Value::Table(fields) = &entry.value
                && let Some(Value::String(name)) = fields.get("name").map(|node| &node.value)
            {
                names.insert(format!("{}.{}", table.name, id.name), name.clone());
            }
        }
    }
    names
}

/// Decodes a tree with its levers and overrides.
fn decode(
    mut root: Node,
    files: &[SourceId],
    variant: &Variant,
    sources: &mut Sources,
    report: &mut Report,
) -> (Option<File>, Choices) {
    let levers = levers::read(&root, files, sources);
    let choices = levers::choose(&levers, &variant.levers, sources, report);
    // A tree without levers, which is most, is not copied.
    let plain = (!levers.is_empty()).then(|| (root.clone(), Lifted::new(files, sources)));
    if let Some((_, lifted)) = &plain {
        levers::apply(&mut root, &levers, &choices, lifted, report);
    }
    for text in &variant.overrides {
        overrides::apply(&mut root, text, sources, report);
    }
    let file = trial::decode(&root, files, sources, report);
    if let (Some((plain, lifted)), false) = (&plain, report.has_errors()) {
        let trial = Trial { root: plain, levers: &levers, choices: &choices, files, lifted, sources };
        trial.check(report);
    }
    (file, choices)
}

/// Each part with its length before it, so that no two inputs run together to the same bytes. Files that are extended
/// and levers follow a length that no part has, so that the hash of a scenario without them is that of its text and the
/// overrides.
fn hash(text: &str, bases: &[ScenarioFile], levers: &Choices, overrides: &[String]) -> String {
    let mut hasher = blake3::Hasher::new();
    let add = |hasher: &mut blake3::Hasher, part: &str| {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    };
    add(&mut hasher, text);
    overrides.iter().for_each(|part| add(&mut hasher, part));
    if !bases.is_empty() || !levers.is_empty() {
        hasher.update(&u64::MAX.to_le_bytes());
        bases.iter().for_each(|file| add(&mut hasher, &file.text));
        hasher.update(&u64::MAX.to_le_bytes());
        levers.iter().for_each(|(lever, option)| add(&mut hasher, &format!("{lever}={option}")));
    }
    hasher.finalize().to_hex().to_string()
}
