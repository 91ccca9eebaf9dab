//! Every kind of mistake, with the whole message.

use insta::assert_snapshot;

use super::{GOOD, messages, with};
use crate::scenario::load_text;

#[test]
fn the_good_scenario_is_good() {
    let loaded = load_text("x.toml", GOOD, &[]);
    assert_eq!(messages(&loaded), "");
    assert!(loaded.file.is_some());
}

#[test]
fn unknown_key() {
    assert_snapshot!(messages(&with("full_gain = 20", "full_gian = 20")), @"");
}

#[test]
fn wrong_kind() {
    assert_snapshot!(messages(&with("length = 60", "length = \"60\"")), @"");
}
