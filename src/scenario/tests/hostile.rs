//! Texts meant to break the reader: every one ends in messages.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::{GOOD, changed, loaded, messages, said};
use crate::diagnostic::{Report, summary, to_json};
use crate::scenario::{Variant, load_text, load_variant};

#[test]
fn characters_that_act_on_a_terminal_are_written_out() {
    assert_snapshot!(said("kind = \"state\"", "kind = \"st\u{202e}ate\""), @r#"
    error[unknown-word]: `actors.north.kind` cannot be `st<U+202E>ate`
      --> x.toml:15:8
       |
    15 | kind = "st<U+202E>ate"
       |        ^^^^^^^^^^^^^^^ expected one of `state`, `armed_group`, `alliance`, `organisation`
       |
       = help: did you mean `state`?
    "#);
    let escaped = said("name = \"The plain\"", "name = \"The plain\"\n\"x\u{1b}[31m\" = 1");
    assert!(!escaped.contains('\u{1b}'), "{escaped}");
}

#[test]
fn deep_nesting() {
    let arrays = format!("x = {}{}", "[".repeat(40), "]".repeat(40));
    assert!(messages(&loaded(&arrays)).contains("nested more than 32 deep"));
    for depth in [100, 100_000] {
        assert!(loaded(&format!("x = {}", "[".repeat(depth))).report.has_errors());
        assert!(loaded(&format!("[{}x]", "a.".repeat(depth))).report.has_errors());
        assert!(loaded(&"{a=".repeat(depth)).report.has_errors());
    }
}

#[test]
fn a_large_file_is_refused() {
    let text = format!("{GOOD}#{}", "x".repeat(4 << 20));
    assert!(messages(&loaded(&text)).contains("larger than 4 MiB"));
}

#[test]
fn many_mistakes_are_cut() {
    let keys: String = (0..5000).map(|index| format!("unknown_{index} = 1\n")).collect();
    let loaded = loaded(&format!("{keys}{GOOD}"));
    assert_eq!(loaded.report.errors(), 5000);
    assert!(messages(&loaded).ends_with("… and 4900 more\n\n"));
    let json = to_json(&loaded.report, &loaded.sources);
    assert_eq!((json["omitted"].as_u64(), json["diagnostics"].as_array().unwrap().len()), (Some(4900), Report::SHOWN));
}

#[test]
fn long_names_are_cut() {
    let loaded = loaded(&format!("{} = 1\n{GOOD}", "k".repeat(100_000)));
    assert!(loaded.report.sorted()[0].message.len() < 200);
}

#[test]
fn byte_order_mark_and_windows_line_ends_are_read() {
    let text = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    assert_eq!(messages(&loaded(&text)), "");
    assert_snapshot!(messages(&loaded(&text.replace("length = 60", "length = -6"))), @r#"
    error[out-of-range]: `axes.road.length` must be between 0.1 and 10000
      --> x.toml:51:10
       |
    51 | length = -6
       |          ^^ found -6
       |
       = help: give a number not below 0.1
    "#);
}

#[test]
fn positions_count_characters() {
    let loaded = loaded(&changed(
        "effects = [{ path = \"theatres.plain.season\", set = 0.5 }]",
        "effects = [{ path = \"žluťoučký\", set = x }]",
    ));
    let json = to_json(&loaded.report, &loaded.sources);
    assert_eq!(json["diagnostics"][0]["labels"][0]["column"], 40);
}

#[test]
fn summary_counts() {
    let loaded = loaded(&changed("length = 60", "length = -6"));
    assert_eq!(summary(&loaded.report, "x.toml").unwrap(), "error: 1 error in x.toml");
    assert_eq!(summary(&Report::default(), "x.toml"), None);
}

/// Bits of TOML that make more interesting files than random bytes.
const FRAGMENTS: [&str; 30] = [
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "\n",
    "\"",
    "'''",
    "actors",
    "events",
    "zones",
    "id",
    "value",
    "1e999",
    "-0",
    "nan",
    "2020-01-01",
    "07:00",
    "status",
    "fact",
    "\\u0000",
    "é",
    "\u{202e}",
    "#",
    " ",
    "1",
];

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![3 => prop::sample::select(&FRAGMENTS[..]).prop_map(String::from), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_panics(parts in prop::collection::vec(fragment(), 0..60)) {
        let loaded = loaded(&parts.concat());
        messages(&loaded);
        to_json(&loaded.report, &loaded.sources);
    }

    #[test]
    fn no_change_of_a_good_file_panics(at in 0..GOOD.len(), length in 0..40_usize, part in fragment()) {
        let end = (at + length).min(GOOD.len());
        messages(&loaded(&format!("{}{part}{}", &GOOD[..at], &GOOD[end..])));
    }

    #[test]
    fn no_overlay_or_lever_panics(parts in prop::collection::vec(fragment(), 0..40), lever in fragment()) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("base.toml"), GOOD).unwrap();
        let path = folder.path().join("over.toml");
        let part = parts.concat();
        for text in [
            format!("extends = \"base.toml\"\n{part}"),
            format!("extends = \"{part}\"\nremove = [\"{lever}\"]\n"),
            format!("extends = \"base.toml\"\nremove = [\"{part}\", \"zones.{lever}\"]\n"),
            format!("extends = \"base.toml\"\nlevers.a = {{ name = \"\", question = \"\", default = \"b\", options.b = {{ name = \"\", set = {{ \"{lever}\" = 1, \"zones.town.{part}\" = 2 }} }} }}\n"),
        ] {
            std::fs::write(&path, &text).unwrap();
            let levers = vec![lever.clone(), format!("a={lever}"), format!("{lever}=b")];
            let loaded = load_variant(&path, &Variant { levers, ..Variant::default() });
            messages(&loaded);
            to_json(&loaded.report, &loaded.sources);
        }
    }

    #[test]
    fn no_override_panics(path in prop::collection::vec(fragment(), 0..6), value in fragment()) {
        for path in [path.concat(), path.join("."), format!("zones.town.{}", path.join("."))] {
            messages(&load_text("x.toml", GOOD, &[format!("{path}={value}")]));
        }
    }
}
