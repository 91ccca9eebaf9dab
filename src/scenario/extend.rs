//! `extends = "…"`: reads the files that a scenario extends, and puts each over the one it extends.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Report, SourceId, Sources, quoted};
use crate::scenario::decode::Decoder;
use crate::scenario::entries::At;
use crate::scenario::file::Replace;
use crate::scenario::merge::{Request, merge};
use crate::scenario::node::{Node, Place, Table, Value, parse};
use crate::scenario::read::{read, unreadable};
use crate::scenario::spec::{Spec, integer, list, table, text};

/// Most files below the one that is named.
const DEEPEST: usize = 4;

/// Most entries that one overlay removes; a hostile file could make each of them a long search.
const MOST_REMOVED: usize = 1000;

/// A text of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioFile {
    /// Path from the folder of the file that is named, its parts joined by `/`.
    pub name: String,
    /// The text, without byte order mark.
    pub text: String,
}

/// Where the scenario that is named lies; files that it extends must lie in the same folder or below.
struct Home {
    /// The folder as the user wrote it, for messages.
    shown: PathBuf,
    /// The folder and the file without symbolic links.
    folder: PathBuf,
    file: PathBuf,
}

impl Home {
    /// The home of a file that exists.
    fn of(path: &Path) -> std::io::Result<Home> {
        let shown = path.parent().map(Path::to_path_buf).unwrap_or_default();
        let folder = if shown.as_os_str().is_empty() { Path::new(".") } else { shown.as_path() };
        Ok(Home { folder: fs::canonicalize(folder)?, file: fs::canonicalize(path)?, shown })
    }
}

/// The scenario as one tree, and the texts it was made of.
pub struct Extended {
    /// The tree.
    pub root: Node,
    /// The files among the sources: the one that is named first, then each that the one before extends.
    pub sources: Vec<SourceId>,
    /// The files below the one that is named.
    pub bases: Vec<ScenarioFile>,
}

/// What an overlay says about the file below it.
struct Head {
    extends: At<String>,
    remove: Vec<At<String>>,
    replace: Option<Replace>,
}

/// Reads what the scenario `root` extends, if anything; `None` after reporting that it cannot be read or trusted.
/// Without a `path` of its own there is nothing to read from.
pub fn extend(
    root: Node,
    source: SourceId,
    path: Option<&Path>,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Extended> {
    let mut chain = Chain { path, sources, report, ids: vec![source], bases: Vec::new(), read: Vec::new() };
    let mut overlays: Vec<(Table, Head)> = Vec::new();
    let mut bottom = root;
    while let Value::Table(mut table) = bottom.value {
        let Some(head) = chain.head(&mut table)? else {
            bottom.value = Value::Table(table);
            break;
        };
        bottom = chain.below(&head.extends)?;
        overlays.push((table, head));
    }
    let Chain { ids, bases, .. } = chain;
    let Value::Table(mut merged) = bottom.value else { return None };
    for (overlay, head) in overlays.into_iter().rev() {
        merged = put_over(merged, overlay, &head, report);
    }
    let place = Place { source, span: 0..0 };
    Some(Extended { root: Node { place, value: Value::Table(merged) }, sources: ids, bases })
}

fn put_over(base: Table, overlay: Table, head: &Head, report: &mut Report) -> Table {
    let place = |at: &At<String>| Place { source: at.source, span: at.span.clone() };
    let remove: Vec<(String, Place)> = head.remove.iter().map(|path| (path.value.clone(), place(path))).collect();
    merge(base, overlay, &Request { remove: &remove, replace: head.replace.as_ref() }, report)
}

/// The files read so far, from the top down.
struct Chain<'c> {
    /// Of the one that is named.
    path: Option<&'c Path>,
    sources: &'c mut Sources,
    report: &'c mut Report,
    ids: Vec<SourceId>,
    bases: Vec<ScenarioFile>,
    /// Where the bases really are.
    read: Vec<PathBuf>,
}

impl Chain<'_> {
    /// The head of a file that extends another; `Some(None)` when it does not, `None` when what it extends cannot be
    /// told. Its `schema` is taken out, because the scenario below says which one it is; so is what has been reported.
    fn head(&mut self, table: &mut Table) -> Option<Option<Head>> {
        let Some(extends) = table.get("extends") else {
            self.check_base(table);
            return Some(None);
        };
        let errors = self.report.errors();
        let mut decoder = Decoder::new(self.sources, &self.ids, self.report);
        let extends = decoder.inside("extends", |decoder| text().decode(extends, decoder));
        let remove = table.get("remove").map(|node| decoder.inside("remove", |it| list(text()).decode(node, it)));
        let replace = table.get("replace").map(|node| decoder.inside("replace", |it| replace().decode(node, it)));
        if let Some(node) = table.get("schema") {
            decoder.inside("schema", |decoder| integer(1, 1).decode(node, decoder));
        }
        let mut remove = remove.flatten().unwrap_or_default();
        if let Some(first) = remove.get(MOST_REMOVED) {
            let diagnostic = Diagnostic::error("remove", format!("at most {MOST_REMOVED} entries can be removed"));
            self.report.push(diagnostic.with_label(first.label("")).help("write a scenario of its own instead"));
            remove.truncate(MOST_REMOVED);
        }
        table.take("schema");
        if self.report.errors() > errors {
            table.take("remove");
            table.take("replace");
        }
        Some(Some(Head { extends: extends?, remove, replace: replace.flatten() }))
    }

    /// Reports keys that only a file that extends another can have.
    fn check_base(&mut self, table: &Table) {
        let entries = table.iter().filter(|(key, _)| ["remove", "replace"].contains(&key.name.as_str()));
        for (key, _) in entries {
            let message = format!("{} is for files that extend another", quoted(&key.name));
            let help = "add `extends = \"FILE.toml\"`, or remove it";
            let diagnostic = Diagnostic::error("extends", message).help(help);
            self.report.push(diagnostic.label(key.place.source, key.place.span.clone(), ""));
        }
    }

    /// The tree of the file that `extends` names; `None` after reporting why there is none.
    fn below(&mut self, extends: &At<String>) -> Option<Node> {
        match self.text_below(extends) {
            Ok(text) => {
                let id = *self.ids.last()?;
                parse(&text, id, self.report)
            }
            Err(diagnostic) => {
                self.report.push(*diagnostic);
                None
            }
        }
    }

    /// Reads the file that `extends` names, and adds it to the lists.
    fn text_below(&mut self, extends: &At<String>) -> Result<String, Box<Diagnostic>> {
        let problem = |message: String, help: &str| Box::new(problem(extends, message, help));
        let Some(home) = self.path.and_then(|path| Home::of(path).ok()) else {
            return Err(problem("only a scenario in a file can extend another".into(), "write it into a file"));
        };
        if self.bases.len() == DEEPEST {
            let message = format!("more than {DEEPEST} files extend one another");
            return Err(problem(message, "put some of them together"));
        }
        let from = self.bases.last().map_or("", |file| file.name.as_str());
        let name = relative(from, extends).map_err(|(message, help)| problem(message, help))?;
        let shown = home.shown.join(&name).display().to_string();
        let real = self.find(&home, &name, extends)?;
        let placed = |diagnostic: Box<Diagnostic>| Box::new(diagnostic.with_label(extends.label("named here")));
        let text = read(&real, &shown).map_err(placed)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        self.ids.push(self.sources.add(shown, text.as_str()));
        self.bases.push(ScenarioFile { name, text: text.clone() });
        self.read.push(real);
        Ok(text)
    }

    /// Where the file of this name really is: inside the home, symbolic links followed, and not among those read.
    fn find(&self, home: &Home, name: &str, extends: &At<String>) -> Result<PathBuf, Box<Diagnostic>> {
        let problem = |message: String, help: &str| Err(Box::new(problem(extends, message, help)));
        let path = name.split('/').fold(home.folder.clone(), |path, part| path.join(part));
        let shown = home.shown.join(name);
        let shown_name = shown.display().to_string();
        let real = fs::canonicalize(&path).map_err(|error| {
            Box::new(unreadable(&shown, &shown_name, &error).with_label(extends.label("named here")))
        })?;
        if !real.starts_with(&home.folder) {
            return problem(format!("{} leads out of the scenario's folder", quoted(&shown_name)), INSIDE);
        }
        if real == home.file || self.read.contains(&real) {
            let message = format!("{} would extend itself", quoted(&shown_name));
            return problem(message, "let one of the files in this circle stand for itself");
        }
        if !real.is_file() {
            return problem(format!("{} is no file", quoted(&shown_name)), "name a scenario file");
        }
        Ok(real)
    }
}

/// What is wrong with `extends`, and what to do about it.
fn problem(extends: &At<String>, message: String, help: &str) -> Diagnostic {
    Diagnostic::error("extends", message).with_label(extends.label("")).help(help)
}

/// What to do about a path that leads elsewhere.
const INSIDE: &str = "a scenario extends files of its own folder, or of folders in it";

fn replace() -> impl Spec<Output = Replace> {
    table()
}

/// The path, from the home folder, of what a file in it calls `written`; else what is wrong and what to do.
fn relative(from: &str, written: &str) -> Result<String, (String, &'static str)> {
    if written.contains(['\\', ':', '\0']) {
        return Err((
            format!("{} cannot be followed everywhere", quoted(written)),
            "join folders by `/`, as in `base/war.toml`",
        ));
    }
    if written.starts_with('/') {
        return Err((format!("{} is an absolute path", quoted(written)), INSIDE));
    }
    if !written.ends_with(".toml") {
        return Err((
            format!("{} is not the name of a scenario file", quoted(written)),
            "name a file that ends in `.toml`",
        ));
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                let outside = || (format!("{} leads out of the scenario's folder", quoted(written)), INSIDE);
                parts.pop().ok_or_else(outside)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn paths_stay_inside() {
        for (from, written, expected) in [
            ("", "war.toml", "war.toml"),
            ("", "./a/war.toml", "a/war.toml"),
            ("a/b.toml", "war.toml", "a/war.toml"),
            ("a/b.toml", "../war.toml", "war.toml"),
            ("a/b/c.toml", "../../x//war.toml", "x/war.toml"),
        ] {
            assert_eq!(relative(from, written).as_deref(), Ok(expected), "{from} → {written}");
        }
        for (from, written) in [
            ("", "../war.toml"),
            ("a/b.toml", "../../war.toml"),
            ("", "a/../../war.toml"),
            ("", "/war.toml"),
            ("", "C:/war.toml"),
            ("", "a\\war.toml"),
            ("", "war"),
            ("", ""),
            ("", "war.toml/.."),
        ] {
            assert!(relative(from, written).is_err(), "{from} → {written}");
        }
    }
}
