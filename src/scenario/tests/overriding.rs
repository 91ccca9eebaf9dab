//! `--set path=value`.

use insta::assert_snapshot;

use super::{GOOD, messages};
use crate::quantity::{Distribution, Status};
use crate::scenario::file::File;
use crate::scenario::{Loaded, load_text};

fn set(overrides: &[&str]) -> Loaded {
    let overrides: Vec<String> = overrides.iter().map(|text| text.to_string()).collect();
    load_text("x.toml", GOOD, &overrides)
}

fn file(overrides: &[&str]) -> File {
    let loaded = set(overrides);
    loaded.file.clone().unwrap_or_else(|| panic!("{}", messages(&loaded)))
}

#[test]
fn plain_values_are_exchanged() {
    let file = file(&[
        "axes.road.length=70",
        "scenario.title=A longer war",
        "zones.town.garrisoned = true",
        "scenario.end=2020-04-01",
    ]);
    assert_eq!(file.axes.get("road").unwrap().length.value, 70.0);
    assert_eq!(file.scenario.title.value, "A longer war");
    assert!(file.zones.get("town").unwrap().garrisoned.value);
    assert_eq!(file.scenario.end.value.to_string(), "2020-04-01");
}

#[test]
fn a_number_fixes_a_quantity_and_keeps_unit_and_source() {
    let file = file(&["zones.town.residents=90"]);
    let residents = &file.zones.get("town").unwrap().residents.value;
    assert_eq!((residents.value, residents.distribution), (90_000.0, Distribution::Fixed));
    assert_eq!((residents.status, residents.source.as_str()), (Status::Judgement, "report"));
}

#[test]
fn a_number_over_a_fact_is_a_judgement() {
    let file = file(&["actors.north.deaths=40"]);
    let deaths = &file.actors.get("north").unwrap().deaths.value;
    assert_eq!((deaths.value, deaths.status, deaths.source.as_str()), (40.0, Status::Judgement, ""));
}

#[test]
fn deeper_keys_edit_in_place() {
    let file = file(&["zones.town.residents.low=110", "actors.north.choice.cost_sensitivity.note=rough"]);
    let residents = &file.zones.get("town").unwrap().residents.value;
    assert_eq!(residents.distribution, Distribution::LogNormal { low: 110_000.0, high: 150_000.0 });
    let sensitivity = &file.actors.get("north").unwrap().choice.as_ref().unwrap().cost_sensitivity.value;
    assert_eq!((sensitivity.value, sensitivity.note.as_str()), (1.0, "rough"));
}

#[test]
fn missing_tables_of_parameters_are_made() {
    let file = file(&["parameters.attrition.lethality=0.001"]);
    let lethality = &file.parameters.get("attrition").unwrap().get("lethality").unwrap().value;
    assert_eq!((lethality.value, lethality.unit.as_str()), (0.001, ""));
}

#[test]
fn entries_of_arrays_go_by_number_or_identifier() {
    let file =
        file(&["campaigns.drive.phases.0.effort.road=0.5", "events.snow.on=2020-01-25", "events.0.effects.0.set=0.25"]);
    assert_eq!(file.campaigns.get("drive").unwrap().phases[0].effort.get("road").unwrap().value, 0.5);
    assert_eq!(file.events[0].on.as_ref().unwrap().to_string(), "2020-01-25");
    assert_eq!(file.events[0].effects[0].set.as_ref().unwrap().value, 0.25);
}

#[test]
fn overrides_change_the_hash() {
    let hashes = [set(&[]).hash, set(&["axes.road.length=70"]).hash, set(&["axes.road.length=7", "0"]).hash];
    assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2] && hashes[0] != hashes[2]);
    assert_eq!(hashes[0].len(), 64);
}

#[test]
fn unknown_paths() {
    let overrides = [
        "axis.road.length=1",
        "axes.raod.length=1",
        "axes.road.lenght=1",
        "events.now.on=2020-01-02",
        "events.3.on=2020-01-02",
    ];
    assert_snapshot!(messages(&set(&overrides)), @r#"
    error[override]: there is no `axis` in the scenario
     --> --set:1:1
      |
    1 | axis.road.length=1
      | ^^^^
      |
      = help: did you mean `axes`?

    error[override]: there is no `raod` in [axes]
     --> --set:1:6
      |
    1 | axes.raod.length=1
      |      ^^^^
      |
      = help: did you mean `road`?

    error[unknown-key]: unknown key `lenght` in `axes.road`
     --> --set:1:11
      |
    1 | axes.road.lenght=1
      |           ^^^^^^
      |
      = help: did you mean `length`?

    error[override]: there is no `now` in a list of 1 entry (number 0)
     --> --set:1:8
      |
    1 | events.now.on=2020-01-02
      |        ^^^
      |
      = help: did you mean `snow`?

    error[override]: there is no `3` in a list of 1 entry (number 0)
     --> --set:1:8
      |
    1 | events.3.on=2020-01-02
      |        ^
      |
      = help: known here: `snow`
    "#);
}

#[test]
fn wrong_values() {
    assert_snapshot!(messages(&set(&["axes.road.length=long", "zones.town.latitude=120", "zones.town.name=[1"])), @r#"
    error[wrong-kind]: `axes.road.length` must be a number
     --> --set:1:18
      |
    1 | axes.road.length=long
      |                  ^^^^ expected a number, found a string
      |
      = help: write it with digits, without quotes: 0.25 or 1_000

    error[out-of-range]: `zones.town.latitude` must be between -90 and 90
     --> --set:1:21
      |
    1 | zones.town.latitude=120
      |                     ^^^ found 120
      |
      = help: give a number not above 90

    error[syntax]: TOML: this list is not closed
     --> --set:1:19
      |
    1 | zones.town.name=[1
      |                   ^
      |
      = help: add `]`; what follows was not read for that reason
    "#);
}

#[test]
fn no_path_or_value() {
    assert_snapshot!(messages(&set(&["axes.road.length", "=3", "axes..length=3", "axes.road.length=", "axes.road.name.x=1"])), @r#"
    error[override]: an override needs a path, `=` and a value
     --> --set:1:1
      |
    1 | axes.road.length
      | ^^^^^^^^^^^^^^^^
      |
      = help: write it like `axes.south.length=70`

    error[override]: a part of the path is empty
     --> --set:1:1
      |
    1 | =3
      | ^
      |
      = help: write it like `axes.south.length=70`

    error[override]: a part of the path is empty
     --> --set:1:1
      |
    1 | axes..length=3
      | ^^^^^^^^^^^^
      |
      = help: write it like `axes.south.length=70`

    error[override]: the value is empty
     --> --set:1:17
      |
    1 | axes.road.length=
      |                 ^
      |
      = help: write it like `axes.south.length=70`

    error[override]: `x` is inside a string, which has no parts
     --> --set:1:16
      |
    1 | axes.road.name.x=1
      |                ^
    "#);
}

#[test]
fn endless_paths_are_refused() {
    let path = format!("parameters.{}x=1", "x.".repeat(60_000));
    assert!(messages(&set(&[&path])).contains("a path has at most 16 parts"));
}
