//! `extends`: what is merged how, what messages point at, and which files may be read.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use tempfile::TempDir;

use super::{GOOD, messages};
use crate::quantity::{Distribution, Status};
use crate::scenario::file::File;
use crate::scenario::{Loaded, load};

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The good scenario as `base.toml` with an overlay over it, which extends it.
fn over_with(overlay: &str, overrides: &[&str]) -> (Loaded, TempDir) {
    let folder = folder(&[("base.toml", GOOD), ("over.toml", &format!("extends = \"base.toml\"\n{overlay}"))]);
    let overrides: Vec<String> = overrides.iter().map(|text| text.to_string()).collect();
    (load(&folder.path().join("over.toml"), &overrides), folder)
}

fn over(overlay: &str) -> File {
    let (loaded, _folder) = over_with(overlay, &[]);
    loaded.file.clone().unwrap_or_else(|| panic!("{}", messages(&loaded)))
}

/// What is said about an overlay, without the folder's name.
fn said(overlay: &str) -> String {
    let (loaded, folder) = over_with(overlay, &[]);
    without_folder(&loaded, folder.path())
}

fn without_folder(loaded: &Loaded, folder: &Path) -> String {
    messages(loaded).replace(&format!("{}/", folder.display()), "")
}

#[test]
fn an_empty_overlay_changes_nothing() {
    let whole = over("");
    assert_eq!((whole.actors.len(), whole.events.len(), whole.observations.len()), (2, 1, 1));
    assert_eq!(whole.extends.as_ref().unwrap().value, "base.toml");
}

#[test]
fn tables_merge_and_scalars_and_lists_replace() {
    let file = over(
        "[scenario]\norigin = 2020-02-10\n\
         [forces.army]\nstrength = 9000\n\
         [forces.guard]\nname = \"Guard\"\nactor = \"south\"\ncampaign = \"drive\"\nside = \"defender\"\nstrength = 10\n\
         [[campaigns.drive.phases]]\neffort = { road = 0.5 }\n\
         [[campaigns.drive.phases]]\neffort = { road = 0.25 }\n",
    );
    assert_eq!(file.scenario.title.value, "A border war");
    assert_eq!(file.scenario.origin.unwrap().to_string(), "2020-02-10");
    let army = file.forces.get("army").unwrap();
    assert_eq!((army.name.value.as_str(), army.strength.value.value), ("First Army", 9000.0));
    assert_eq!(file.forces.get("guard").unwrap().strength.value.value, 10.0);
    assert_eq!(file.campaigns.get("drive").unwrap().phases.len(), 2);
}

#[test]
fn a_number_with_all_that_is_known_about_it_is_one_value() {
    let file = over("[zones.town]\nresidents = { value = 7, unit = \"thousand persons\" }\n");
    let residents = &file.zones.get("town").unwrap().residents.value;
    assert_eq!((residents.value, residents.distribution), (7000.0, Distribution::Fixed));
    assert_eq!((residents.status, residents.source.as_str()), (Status::Judgement, ""));
    let file = over("[zones.town.residents]\nlow = 110\n");
    let residents = &file.zones.get("town").unwrap().residents.value;
    assert_eq!(residents.distribution, Distribution::LogNormal { low: 110_000.0, high: 150_000.0 });
    assert_eq!(residents.source, "report");
}

#[test]
fn what_a_file_says_of_its_numbers_holds_for_them_alone() {
    // In the base, the dead of the north are a fact of a table; in the overlay, nothing is said of the new number.
    let deaths = |file: &File| file.actors.get("north").unwrap().deaths.value.clone();
    assert_eq!(deaths(&over("")).status, Status::Fact);
    assert_eq!(deaths(&over("[actors.north]\ndeaths = 13\n")).status, Status::Judgement);
    // A table's word in the overlay holds for the overlay's numbers, and the base's for the base's.
    let file = over(
        "[actors.north]\ndeaths = 13\nstatus = \"calibrated\"\nsource = \"count\"\n[sources.count]\ntitle = \"x\"\n",
    );
    assert_eq!((deaths(&file).status, deaths(&file).source.as_str()), (Status::Calibrated, "count"));
    let file = over("[actors.north]\nstatus = \"calibrated\"\nsource = \"count\"\n[sources.count]\ntitle = \"x\"\n");
    assert_eq!((deaths(&file).status, deaths(&file).source.as_str()), (Status::Fact, "report"));
}

#[test]
fn events_merge_by_identifier_and_observations_follow() {
    let file = over(
        "[[events]]\nid = \"thaw\"\nname = \"Thaw\"\nhazard = 0.1\n\
         [[events]]\nid = \"snow\"\non = 2020-01-25\n\
         [[observations]]\nseries = \"zones.town.displaced\"\ndate = 2020-02-20\nvalue = 1\nlow = 0\nhigh = 2\n\
         purpose = \"validate\"\nstatus = \"fact\"\nsource = \"report\"\n",
    );
    let events: Vec<&str> = file.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(events, ["snow", "thaw"]);
    assert_eq!(file.events[0].on.as_ref().unwrap().to_string(), "2020-01-25");
    assert_eq!((file.events[0].name.as_str(), file.events[0].effects.len()), ("Snowfall", 1));
    let dates: Vec<String> = file.observations.iter().map(|observation| observation.date.to_string()).collect();
    assert_eq!(dates, ["2020-01-31", "2020-02-20"]);
}

#[test]
fn observations_can_be_replaced_and_entries_removed() {
    let file =
        over("replace = { observations = true }\nremove = [\"events.snow\", \"questions.fall\", \"zones.hills\"]\n");
    assert!(file.observations.is_empty() && file.events.is_empty() && file.questions.is_empty());
    assert_eq!(file.zones.len(), 1);
    // Removed and stated again, an entry keeps nothing of what it was.
    let file = over(
        "remove = [\"actors.north.choice.stake\"]\n[actors.north.choice]\nstake = { value = 1, dist = \"uniform\", low = 0, high = 2 }\n",
    );
    let stake = &file.actors.get("north").unwrap().choice.as_ref().unwrap().stake.value;
    assert_eq!((stake.value, stake.source.as_str()), (1.0, ""));
}

#[test]
fn a_later_start_leaves_out_what_has_passed() {
    let file =
        over("[scenario]\nstart = 2020-02-05\norigin = 2020-02-05\n[[events]]\nid = \"snow\"\non = 2020-02-05\n");
    assert!(file.observations.is_empty());
    assert_eq!(file.questions.len(), 1);
    let file = over("remove = [\"events.snow\"]\n[scenario]\nstart = 2020-03-01\norigin = 2020-03-01\n");
    assert!(file.questions.is_empty());
}

#[test]
fn overlays_stack_in_folders_below() {
    let folder = folder(&[
        ("top.toml", "extends = \"deep/middle.toml\"\n[axes.road]\nlength = 70\n"),
        ("deep/middle.toml", "extends = \"../base.toml\"\n[axes.road]\nlength = 80\nname = \"Street\"\n"),
        ("base.toml", GOOD),
    ]);
    let loaded = load(&folder.path().join("top.toml"), &["axes.road.length=75".into()]);
    let road = loaded.file.as_ref().unwrap().axes.get("road").unwrap();
    assert_eq!((road.name.as_str(), road.length.value), ("Street", 75.0));
    let names: Vec<&str> = loaded.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["top.toml", "deep/middle.toml", "base.toml"]);
    assert_eq!(loaded.files[2].text, GOOD);
    assert!(loaded.text.starts_with("extends"));
}

#[test]
fn every_text_counts_in_the_hash_and_one_alone_as_before() {
    let (plain, _folder) = over_with("", &[]);
    let hash = |base: &str| {
        let folder = folder(&[("base.toml", base), ("over.toml", "extends = \"base.toml\"\n")]);
        load(&folder.path().join("over.toml"), &[]).hash
    };
    assert_eq!(plain.hash, hash(GOOD));
    assert_ne!(plain.hash, hash(&format!("{GOOD}\n")));
    let mut expected = blake3::Hasher::new();
    for part in [GOOD, "axes.road.length=70"] {
        expected.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    let alone = super::load_text("x.toml", GOOD, &["axes.road.length=70".into()]);
    assert_eq!(alone.hash, expected.finalize().to_hex().as_str());
}

#[test]
fn messages_name_the_file_that_is_wrong() {
    assert_snapshot!(said("remove = [\"actors.south\"]\n[axes.road]\nlenght = 70\n[zones.town]\nlatitude = 120\n"), @r#"
    error[unknown-key]: unknown key `lenght` in `axes.road`
     --> over.toml:4:1
      |
    4 | lenght = 70
      | ^^^^^^
      |
      = help: did you mean `length`?

    error[out-of-range]: `zones.town.latitude` must be between -90 and 90
     --> over.toml:6:12
      |
    6 | latitude = 120
      |            ^^^ found 120
      |
      = help: give a number not above 90

    error[unknown-reference]: there is no `south` in [actors]
      --> base.toml:40:12
       |
    40 | defender = "south"
       |            ^^^^^^^
       |
      ::: over.toml:2:11
       |
     2 | remove = ["actors.south"]
       |           -------------- removed here
       |
       = help: known here: `north`
    "#);
}

#[test]
fn references_are_named_in_every_file() {
    assert_snapshot!(said("[forces.guard]\nname = \"Guard\"\nactor = \"est\"\ncampaign = \"drive\"\nside = \"defender\"\nstrength = 10\n[forces.army]\nactor = \"est\"\n[campaigns.drive]\ndefender = \"est\"\n"), @r#"
    error[unknown-reference]: there is no `est` in [actors]
     --> over.toml:4:9
      |
    4 | actor = "est"
      |         ^^^^^
      |
      = note: it is named on lines 9, 11 too
      = help: known here: `north`, `south`
    "#);
    let folder = folder(&[
        ("base.toml", &GOOD.replace("defender = \"south\"", "defender = \"est\"")),
        ("over.toml", "extends = \"base.toml\"\n[forces.army]\nactor = \"est\"\n"),
    ]);
    let loaded = load(&folder.path().join("over.toml"), &[]);
    let text = without_folder(&loaded, folder.path());
    assert!(text.contains("over.toml:3:") && text.contains("it is named on line 40 of `base.toml` too"), "{text}");
}

#[test]
fn mistakes_of_an_overlays_own_keys() {
    assert_snapshot!(said("schema = 2\nremove = \"actors\"\nreplace = { events = true }\naxes.road.length = -1\n"), @r#"
    error[out-of-range]: `schema` must be 1
     --> over.toml:2:10
      |
    2 | schema = 2
      |          ^ found 2
      |
      = help: write 1

    error[wrong-kind]: `remove` must be a list
     --> over.toml:3:10
      |
    3 | remove = "actors"
      |          ^^^^^^^^ expected a list, found a string
      |
      = help: put it in brackets: ["actors"]

    error[unknown-key]: unknown key `events` in `replace`
     --> over.toml:4:13
      |
    4 | replace = { events = true }
      |             ^^^^^^
      |
      = help: known here: `observations`

    error[out-of-range]: `axes.road.length` must be between 0.1 and 10000
     --> over.toml:5:20
      |
    5 | axes.road.length = -1
      |                    ^^ found -1
      |
      = help: give a number not below 0.1
    "#);
    assert_snapshot!(said("remove = [\"actors.suoth\", \"acters.north\", \"scenario.title.x\", \"events.now\"]\n"), @r#"
    error[remove]: cannot remove `actors.suoth`: there is no `suoth` in `actors`
     --> over.toml:2:11
      |
    2 | remove = ["actors.suoth", "acters.north", "scenario.title.x", "events.now"]
      |           ^^^^^^^^^^^^^^
      |
      = help: did you mean `south`?

    error[remove]: cannot remove `acters.north`: there is no `acters` in the scenario that is extended
     --> over.toml:2:27
      |
    2 | remove = ["actors.suoth", "acters.north", "scenario.title.x", "events.now"]
      |                           ^^^^^^^^^^^^^^
      |
      = help: did you mean `actors`?

    error[remove]: cannot remove `scenario.title.x`: there is no `x` in `title`, which is a single value
     --> over.toml:2:43
      |
    2 | remove = ["actors.suoth", "acters.north", "scenario.title.x", "events.now"]
      |                                           ^^^^^^^^^^^^^^^^^^
      |
      = help: remove this line, or name something of the scenario that is extended

    error[remove]: cannot remove `events.now`: there is no `now` in `events`
     --> over.toml:2:63
      |
    2 | remove = ["actors.suoth", "acters.north", "scenario.title.x", "events.now"]
      |                                                               ^^^^^^^^^^^^
      |
      = help: did you mean `snow`?
    "#);
    assert_snapshot!(messages(&super::loaded(&format!("remove = [\"actors.south\"]\n{GOOD}"))), @r#"
    error[extends]: `remove` is for files that extend another
     --> x.toml:1:1
      |
    1 | remove = ["actors.south"]
      | ^^^^^^
      |
      = help: add `extends = "FILE.toml"`, or remove it
    "#);
    assert_snapshot!(messages(&super::loaded("extends = 3")), @r#"
    error[wrong-kind]: `extends` must be a string
     --> x.toml:1:11
      |
    1 | extends = 3
      |           ^ expected a string, found a whole number
      |
      = help: put it in quotes: "3"
    "#);
}

#[test]
fn two_events_of_one_identifier_in_an_overlay_are_told() {
    let text =
        said("[[events]]\nid = \"snow\"\non = 2020-01-25\n[[events]]\nid = \"snow\"\nname = \"x\"\non = 2020-01-26\n");
    assert!(text.contains("two events are called `snow`"), "{text}");
}

#[test]
fn a_file_outside_or_missing_is_not_read() {
    let cases = [
        ("/etc/base.toml", "absolute path"),
        ("../base.toml", "leads out of the scenario's folder"),
        ("x/../../base.toml", "leads out of the scenario's folder"),
        ("base\\\\war.toml", "cannot be followed everywhere"),
        ("C:base.toml", "cannot be followed everywhere"),
        ("base", "not the name of a scenario file"),
        ("bose.toml", "did you mean `base.toml`?"),
        ("folder.toml", "is no file"),
        ("over.toml", "would extend itself"),
    ];
    for (path, expected) in cases {
        let folder = folder(&[("base.toml", GOOD), ("over.toml", &format!("# x\nextends = \"{path}\"\n"))]);
        fs::create_dir(folder.path().join("folder.toml")).unwrap();
        let loaded = load(&folder.path().join("over.toml"), &[]);
        let text = without_folder(&loaded, folder.path());
        assert!(text.contains(expected) && text.contains("over.toml:2:11"), "{path}: {text}");
        assert_eq!((loaded.file, loaded.report.errors()), (None, 1), "{path}: {text}");
    }
    assert!(messages(&super::loaded("extends = \"base.toml\"")).contains("only a scenario in a file"));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_outside_is_not_followed() {
    let outside = folder(&[("base.toml", GOOD)]);
    let folder = folder(&[("over.toml", "extends = \"link.toml\"\n"), ("in/base.toml", GOOD)]);
    std::os::unix::fs::symlink(outside.path().join("base.toml"), folder.path().join("link.toml")).unwrap();
    let text = messages(&load(&folder.path().join("over.toml"), &[]));
    assert!(text.contains("leads out of the scenario's folder"), "{text}");
    fs::remove_file(folder.path().join("link.toml")).unwrap();
    std::os::unix::fs::symlink("in/base.toml", folder.path().join("link.toml")).unwrap();
    assert!(load(&folder.path().join("over.toml"), &[]).file.is_some());
}

#[test]
fn circles_and_long_chains_end() {
    let circle = folder(&[
        ("a.toml", "extends = \"b.toml\""),
        ("b.toml", "extends = \"c.toml\""),
        ("c.toml", "extends = \"b.toml\""),
    ]);
    let text = messages(&load(&circle.path().join("a.toml"), &[]));
    assert!(text.contains("would extend itself") && text.contains("c.toml:1:11"), "{text}");
    for (length, works) in [(4, true), (5, false)] {
        let chain = folder(&[(&format!("{length}.toml"), GOOD)]);
        for number in 0..length {
            fs::write(chain.path().join(format!("{number}.toml")), format!("extends = \"{}.toml\"", number + 1))
                .unwrap();
        }
        let loaded = load(&chain.path().join("0.toml"), &[]);
        assert_eq!(loaded.file.is_some(), works, "{length}");
        assert!(works || messages(&loaded).contains("more than 4 files"), "{}", messages(&loaded));
    }
}

#[test]
fn a_large_base_and_its_mistakes_are_told() {
    let large = format!("{GOOD}#{}", "x".repeat(4 << 20));
    let folder = folder(&[("base.toml", &large), ("over.toml", "extends = \"base.toml\"\n")]);
    let loaded = load(&folder.path().join("over.toml"), &[]);
    assert!(messages(&loaded).contains("larger than 4 MiB") && loaded.file.is_none());
    fs::write(folder.path().join("base.toml"), GOOD.replace("length = 60", "length = [")).unwrap();
    let text = without_folder(&load(&folder.path().join("over.toml"), &[]), folder.path());
    assert!(text.contains("base.toml:51:"), "{text}");
}
