//! What people call the entries and the numbers of a scenario.

use std::collections::BTreeMap;

use crate::scenario::node::{Node, Value};

/// The name of each entry of a tree that has one, by table and identifier: `zones.saraqib`.
pub fn entry_names(root: &Node) -> BTreeMap<String, String> {
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

/// A name for what a path leads to: the field first, then the name of the entry it is in, as far as its first comma, for what
/// follows explains it. `strength (Turkish army in Idlib)`, `lethality (attrition)`.
pub fn path_label(path: &str, names: &BTreeMap<String, String>) -> String {
    let words = |part: &str| part.replace(['_', '.'], " ");
    let parts: Vec<&str> = path.splitn(3, '.').collect();
    match parts[..] {
        [table, id, field] => {
            let name = names.get(&format!("{table}.{id}")).and_then(|name| name.split(',').next());
            format!("{} ({})", words(field), name.map_or_else(|| words(id), str::to_owned))
        }
        _ => words(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_called_by_its_field_and_the_name_of_its_entry() {
        let names = BTreeMap::from([("forces.army".into(), "Second Army, its reserves and volunteers".into())]);
        for (path, label) in [
            ("forces.army.strength", "strength (Second Army)"),
            ("actors.x.choice.start", "choice start (x)"),
            ("parameters.attrition.ratio_exponent", "ratio exponent (attrition)"),
            ("scenario.end", "scenario end"),
        ] {
            assert_eq!(path_label(path, &names), label);
        }
    }
}
