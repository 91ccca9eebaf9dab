//! `[levers.ID]`: what the chosen options change, and what is said about mistakes in them.

use insta::assert_snapshot;

use super::{GOOD, messages};
use crate::quantity::{Distribution, Status};
use crate::scenario::{Loaded, Variant, load_variant};

/// A lever of the good scenario.
const LEVERS: &str = r#"
[levers.speed]
name = "The road"
question = "Is the road long?"
default = "short"

[levers.speed.options.short]
name = "As it is"

[levers.speed.options.long]
name = "Long"
set = { "axes.road.length" = 70, "actors.north.deaths" = 13, "events.snow.on" = 2020-01-22 }

[levers.stake]
name = "The stake"
question = "How much is it worth?"
default = "low"

[levers.stake.options.low]
name = "Little"
set = { "actors.north.choice.stake" = 0.3 }

[levers.stake.options.high]
name = "Much"
set = { "actors.north.choice.stake" = { value = 2, dist = "uniform", low = 1, high = 3 } }
"#;

/// The good scenario with further text, and a variant of it.
fn variant(more: &str, levers: &[&str], overrides: &[&str]) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.toml");
    std::fs::write(&path, format!("{GOOD}{more}")).unwrap();
    let texts = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect();
    let mut loaded = load_variant(&path, &Variant { levers: texts(levers), overrides: texts(overrides) });
    loaded.text = folder.path().display().to_string();
    loaded
}

/// What is said, without the folder's name.
fn said(more: &str, levers: &[&str]) -> String {
    let loaded = variant(more, levers, &[]);
    messages(&loaded).replace(&format!("{}/", loaded.text), "")
}

#[test]
fn the_default_holds_and_an_option_can_be_chosen() {
    let length = |loaded: &Loaded| loaded.file.as_ref().unwrap().axes.get("road").unwrap().length.value;
    let plain = variant(LEVERS, &[], &[]);
    assert_eq!(messages(&plain), "");
    assert_eq!(length(&plain), 60.0);
    assert_eq!(
        plain.levers.iter().map(|(id, option)| format!("{id}={option}")).collect::<Vec<_>>(),
        ["speed=short", "stake=low"]
    );
    let stake = |loaded: &Loaded| {
        let north = loaded.file.as_ref().unwrap().actors.get("north").unwrap().clone();
        north.choice.unwrap().stake.value
    };
    assert_eq!((stake(&plain).value, stake(&plain).distribution), (0.3, Distribution::Fixed));
    let chosen = variant(LEVERS, &["speed=long", " stake = high "], &[]);
    assert_eq!(length(&chosen), 70.0);
    assert_eq!(chosen.file.as_ref().unwrap().events[0].on.as_ref().unwrap().to_string(), "2020-01-22");
    assert_eq!(stake(&chosen).distribution, Distribution::Uniform { low: 1.0, high: 3.0 });
    assert_eq!(length(&variant(LEVERS, &["speed=long"], &["axes.road.length=75"])), 75.0);
}

#[test]
fn what_a_lever_sets_is_a_judgement() {
    let deaths = |loaded: &Loaded| loaded.file.as_ref().unwrap().actors.get("north").unwrap().deaths.value.clone();
    let fact = deaths(&variant(LEVERS, &[], &[]));
    assert_eq!((fact.value, fact.status), (12.0, Status::Fact));
    let set = deaths(&variant(LEVERS, &["speed=long"], &[]));
    assert_eq!((set.value, set.status, set.source.as_str()), (13.0, Status::Judgement, ""));
}

#[test]
fn the_option_counts_in_the_hash_however_it_came_about() {
    let hash = |levers: &[&str]| variant(LEVERS, levers, &[]).hash;
    assert_eq!(hash(&[]), hash(&["speed=short"]));
    assert_ne!(hash(&[]), hash(&["speed=long"]));
    assert_eq!(hash(&["speed=long", "stake=high"]), hash(&["stake=high", "speed=long"]));
}

#[test]
fn unknown_levers_and_options() {
    assert_snapshot!(said(LEVERS, &["sped=long", "speed=lang", "speed", "stake=high", "stake=low"]), @r#"
    error[lever]: there is no lever `sped`
     --> --lever:1:1
      |
    1 | sped=long
      | ^^^^
      |
      = help: did you mean `speed`?

    error[lever]: the lever `speed` has no option `lang`
     --> --lever:1:7
      |
    1 | speed=lang
      |       ^^^^
      |
      = help: did you mean `long`?

    error[lever]: a lever needs its name, `=` and an option
     --> --lever:1:1
      |
    1 | speed
      | ^^^^^
      |
      = help: write it like `patriots=deployed`

    error[lever]: the lever `stake` is given twice
     --> --lever:1:1
      |
    1 | stake=low
      | ^^^^^^^^^
      |
      = help: choose one of its options, `low` or another
    "#);
    assert!(said("", &["speed=long"]).contains("the scenario has no `[levers.ID]`"));
}

#[test]
fn every_option_is_tried() {
    let wrong = LEVERS
        .replace(
            "\"axes.road.length\" = 70",
            "\"axes.raod.length\" = 70, \"axes.road.lenght\" = 3, \"zones.town.latitude\" = 120",
        )
        .replace("\"actors.north.deaths\" = 13", "\"forces.army.actor\" = \"nort\"");
    assert_snapshot!(said(&wrong, &[]), @r#"
    error[override]: there is no `raod` in [axes]
       --> x.toml:115:15
        |
    115 | set = { "axes.raod.length" = 70, "axes.road.lenght" = 3, "zones.town.latitude" = 120, "forces.army.actor" = "nort", "events.snow.on...
        |               ^^^^
        |
       ::: x.toml:113:23
        |
    113 | [levers.speed.options.long]
        |                       ---- with this option of `speed`
        |
        = help: did you mean `road`?

    error[unknown-key]: unknown key `lenght` in `axes.road`
       --> x.toml:115:45
        |
    115 | set = { "axes.raod.length" = 70, "axes.road.lenght" = 3, "zones.town.latitude" = 120, "forces.army.actor" = "nort", "events.snow.on...
        |                                             ^^^^^^
        |
       ::: x.toml:113:23
        |
    113 | [levers.speed.options.long]
        |                       ---- with this option of `speed`
        |
        = help: did you mean `length`?

    error[out-of-range]: `zones.town.latitude` must be between -90 and 90
       --> x.toml:115:82
        |
    115 | set = { "axes.raod.length" = 70, "axes.road.lenght" = 3, "zones.town.latitude" = 120, "forces.army.actor" = "nort", "events.snow.on...
        |                                                                                  ^^^ found 120
        |
       ::: x.toml:113:23
        |
    113 | [levers.speed.options.long]
        |                       ---- with this option of `speed`
        |
        = help: give a number not above 90

    error[unknown-reference]: there is no `nort` in [actors]
       --> x.toml:115:109
        |
    115 | set = { "axes.raod.length" = 70, "axes.road.lenght" = 3, "zones.town.latitude" = 120, "forces.army.actor" = "nort", "events.snow.on...
        |                                                                                                             ^^^^^^
        |
       ::: x.toml:113:23
        |
    113 | [levers.speed.options.long]
        |                       ---- with this option of `speed`
        |
        = help: did you mean `north`?
    "#);
    let chosen = said(&wrong, &["speed=long"]);
    assert!(chosen.contains("did you mean `road`") && !chosen.contains("with this option"), "{chosen}");
}

#[test]
fn an_option_that_is_wrong_only_in_effect_is_told_with_its_place() {
    let wrong = LEVERS.replace("\"axes.road.length\" = 70", "\"axes.road.length\" = 50");
    let text = said(&wrong, &[]);
    assert!(text.contains("lies beyond the end of its axis") && text.contains("with this option of `speed`"), "{text}");
}

#[test]
fn mistakes_in_the_tables() {
    let wrong = LEVERS
        .replace("default = \"short\"", "default = \"shart\"")
        .replace("[levers.stake.options.high]\nname = \"Much\"\nset = { \"actors.north.choice.stake\" = { value = 2, dist = \"uniform\", low = 1, high = 3 } }", "");
    assert_snapshot!(said(&wrong, &[]), @r#"
    error[lever]: the lever `speed` has no option `shart`
       --> x.toml:108:11
        |
    108 | default = "shart"
        |           ^^^^^^^
        |
        = help: did you mean `short`?

    error[lever]: the lever `stake` leaves no choice
       --> x.toml:117:9
        |
    117 | [levers.stake]
        |         ^^^^^
        |
        = help: give it another option: [levers.stake.options.ID]
    "#);
    let wrong = LEVERS
        .replace("\"axes.road.length\" = 70", "axes.road.length = 70")
        .replace("\"actors.north.deaths\" = 13", "\"levers.stake.default\" = \"high\"")
        .replace("\"actors.north.choice.stake\" = 0.3", "\"actors..stake\" = [0.3]");
    assert_snapshot!(said(&wrong, &[]), @r#"
    error[wrong-kind]: `levers.speed.options.long.set.axes` must be a value, or a quantity `{ value = …, … }`
       --> x.toml:115:9
        |
    115 | set = { axes.road.length = 70, "levers.stake.default" = "high", "events.snow.on" = 2020-01-22 }
        |         ^^^^ expected a value, or a quantity `{ value = …, … }`, found a table
        |
        = help: put the whole path in quotes: "axes.…"

    error[wrong-kind]: `levers.stake.options.low.set.actors..stake` must be a number, a text, a date, `true` or `false`
       --> x.toml:124:27
        |
    124 | set = { "actors..stake" = [0.3] }
        |                           ^^^^^ expected a number, a text, a date, `true` or `false`, found an array
        |
        = help: give one value
    "#);
}

#[test]
fn paths_that_name_what_the_tree_is_made_of_are_refused() {
    let wrong =
        LEVERS.replace("\"actors.north.deaths\" = 13", "\"levers.stake.default\" = \"high\", \"scenario..end\" = 3");
    assert_snapshot!(said(&wrong, &[]), @r#"
    error[override]: `levers` cannot be changed by a path
       --> x.toml:115:35
        |
    115 | set = { "axes.road.length" = 70, "levers.stake.default" = "high", "scenario..end" = 3, "events.snow.on" = 2020-01-22 }
        |                                   ^^^^^^
        |
       ::: x.toml:113:23
        |
    113 | [levers.speed.options.long]
        |                       ---- with this option of `speed`
        |
        = help: change it in the file; an option is chosen with `--lever ID=OPTION`

    error[override]: a part of the path is empty
       --> x.toml:115:77
        |
    115 | set = { "axes.road.length" = 70, "levers.stake.default" = "high", "scenario..end" = 3, "events.snow.on" = 2020-01-22 }
        |                                                                             ^
        |
       ::: x.toml:113:23
        |
    113 | [levers.speed.options.long]
        |                       ---- with this option of `speed`
        |
        = help: write it like `"axes.south.length" = 70`
    "#);
    let loaded = variant(LEVERS, &[], &["levers.stake.default=high", "extends=x.toml"]);
    assert_eq!(loaded.report.errors(), 2, "{}", messages(&loaded));
    assert!(messages(&loaded).contains("`--lever ID=OPTION`"));
}

#[test]
fn too_many_options_are_refused() {
    let options: String = (0..101).map(|number| format!("[levers.speed.options.o{number}]\nname = \"x\"\n")).collect();
    assert!(said(&format!("{LEVERS}{options}"), &[]).contains("the levers have 105 options, the most is 100"));
}

#[test]
fn levers_of_an_extended_scenario_can_be_chosen_and_changed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("base.toml"), format!("{GOOD}{LEVERS}")).unwrap();
    let path = folder.path().join("over.toml");
    let overlay = "extends = \"base.toml\"\n[levers.speed]\ndefault = \"long\"\n[levers.speed.options.long]\nset = { \"axes.road.length\" = 99 }\n";
    std::fs::write(&path, overlay).unwrap();
    let loaded = load_variant(&path, &Variant::default());
    assert_eq!(loaded.file.as_ref().unwrap().axes.get("road").unwrap().length.value, 99.0, "{}", messages(&loaded));
    // Tables merge, also those of what is set.
    assert_eq!(loaded.file.as_ref().unwrap().actors.get("north").unwrap().deaths.value.value, 13.0);
}
