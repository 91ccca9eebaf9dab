//! Every direct dependency has a reason in docs/develop/dependencies.md.

use std::collections::BTreeSet;
use std::fs;

use crate::root;

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let used: BTreeSet<&str> = ["dependencies", "dev-dependencies", "build-dependencies"]
        .into_iter()
        .filter_map(|table| manifest.get(table)?.as_table())
        .flat_map(|table| table.keys().map(String::as_str))
        .collect();
    let page = fs::read_to_string(root().join("docs/develop/dependencies.md")).unwrap();
    let mut explained = BTreeSet::new();
    for row in page.lines().filter_map(|line| line.strip_prefix("| `")) {
        let (name, reason) = row.split_once("` |").unwrap();
        assert!(reason.trim_end_matches('|').trim().len() > 20, "`{name}` needs a reason");
        assert!(explained.insert(name), "`{name}` is listed twice");
    }
    assert_eq!(explained, used);
}

#[test]
fn the_minimum_rust_version_is_stated_where_people_look() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let version = manifest["package"]["rust-version"].as_str().unwrap();
    for page in ["README.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        assert!(text.contains(&format!("Rust {version}")), "{page} does not name Rust {version}");
    }
}
