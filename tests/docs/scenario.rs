//! The example of the guide is a scenario, and what the guide lists is what there is.

use std::collections::BTreeSet;
use std::fs;

use flashpoint::diagnostic::{Style, render};
use flashpoint::engine::{Plan, Player, Recorder};
use flashpoint::model::ladder::RUNGS;
use flashpoint::numeric::Real;
use flashpoint::scenario::build::build;
use flashpoint::scenario::{Variant, load_text, load_variant};

use crate::root;

/// The guide to the scenario file.
fn guide() -> String {
    fs::read_to_string(root().join("docs/guide/writing-a-scenario.md")).unwrap()
}

/// The guide's blocks, one after the other: a whole scenario.
fn example() -> String {
    blocks("```toml")
}

/// The guide's blocks that start with this line, one after the other.
fn blocks(opening: &str) -> String {
    let guide = guide();
    let mut text = String::new();
    let mut inside = false;
    for line in guide.lines() {
        match line {
            line if line == opening => inside = true,
            "```" => inside = false,
            _ if inside => text.extend([line, "\n"]),
            _ => {}
        }
    }
    text
}

/// The plan of a scenario, or what is said of it.
fn plan(text: &str) -> Result<Plan, String> {
    let mut loaded = load_text("example.toml", text, &[]);
    let plan = loaded.file.as_ref().and_then(|file| build(file, &mut loaded.report));
    match plan {
        Some(plan) if loaded.report.is_empty() => Ok(plan),
        _ => Err(render(&loaded.report, &loaded.sources, Style::Plain)),
    }
}

/// Keeps the outcomes of one replicate.
#[derive(Default)]
struct Outcomes(Vec<f64>);

impl Recorder for Outcomes {
    fn series<R: Real>(&mut self, _: usize, _: usize, _: R) {}
    fn outcome<R: Real>(&mut self, _: usize, values: R) {
        self.0.push(values.lane(0));
    }
    fn first_day<R: Real>(&mut self, _: usize, _: R) {}
}

#[test]
fn the_example_of_the_guide_runs_without_a_warning() {
    let plan = plan(&example()).unwrap_or_else(|messages| panic!("{messages}"));
    let mut outcomes = Outcomes::default();
    let mut player = Player::<f64>::new(&plan, 1, false);
    player.play(0, &mut outcomes);
    assert_eq!(outcomes.0.len(), 3 + 2);
    let displaced = outcomes.0[plan.outcomes.iter().position(|outcome| outcome.info.id == "displaced").unwrap()];
    assert!(displaced > 0.0 && displaced <= 300_000.0, "{displaced}");
}

#[test]
fn the_overlay_of_the_guide_extends_its_example() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("valley.toml"), example()).unwrap();
    let path = folder.path().join("later.toml");
    fs::write(&path, blocks("```toml overlay")).unwrap();
    let levers = vec!["air_power=doubled".into()];
    let mut loaded = load_variant(&path, &Variant { levers, ..Variant::default() });
    let plan = loaded.file.as_ref().and_then(|file| build(file, &mut loaded.report));
    let messages = render(&loaded.report, &loaded.sources, Style::Plain);
    let plan = plan.unwrap_or_else(|| panic!("{messages}"));
    assert_eq!((messages.as_str(), plan.title.as_str()), ("", "The valley, from 15 April"));
    assert_eq!((plan.questions.len(), plan.observations.len()), (3, 0));
}

/// The first cell of every row of the guide's table of paths, with its kind.
fn listed_paths(guide: &str) -> Vec<(String, String)> {
    let section = guide.split("### Paths of the state").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| {
        let mut cells = row.split('|').map(str::trim);
        Some((cells.next()?.trim_end_matches('`').to_owned(), cells.next()?.to_owned()))
    })
    .collect()
}

/// An entity of the example for the `ID` of a listed path.
fn with_example_id(path: &str) -> String {
    let group = path.split('.').next().unwrap();
    let id = match (group, path.rsplit('.').next().unwrap()) {
        ("agreements", "posts_cut_off" | "erosion") => "memorandum",
        ("agreements", _) => "ceasefire",
        ("actors", _) => "south",
        ("forces", _) => "expedition",
        ("supports", _) => "air",
        ("axes", _) => "road",
        ("zones", _) => "bridge",
        ("campaigns", _) => "drive",
        ("accidents", _) => "east_south",
        ("meetings", _) => "leaders",
        ("ultimatums", _) => "withdraw",
        ("borders", _) => "southern",
        ("exiles", _) => "abroad",
        ("gates", _) => "ferries",
        ("events", _) => "rains",
        ("instruments", _) => "straits",
        ("observers", _) => "monitor",
        ("regimes", _) => "council",
        ("patrons", _) => "south",
        ("trends", _) => "road_through_the_hills",
        ("settlements", _) => "garrison",
        ("sanctions", _) => "fruit",
        ("beliefs", _) => "east",
        ("red_lines", _) => "frontier",
        ("signals", _) => "overflight",
        ("alliances", _) => "pact",
        ("demands", _) => "halt",
        _ => "",
    };
    path.replace("HOLDER.TARGET", "east.south").replace("ID", id)
}

#[test]
fn every_listed_path_can_be_read_and_has_the_listed_kind() {
    let mut text = example();
    for (number, (path, kind)) in listed_paths(&guide()).iter().enumerate() {
        let path = with_example_id(path);
        let expression = if kind == "condition" { format!("ever({path})") } else { format!("maximum({path})") };
        text.push_str(&format!("[outcomes.path_{number}]\nname = \"{path}\"\nexpression = \"{expression}\"\n"));
    }
    if let Err(messages) = plan(&text) {
        panic!("{messages}");
    }
}

#[test]
fn every_path_is_listed() {
    let listed: BTreeSet<String> =
        listed_paths(&guide()).into_iter().map(|(path, _)| path.rsplit('.').next().unwrap().into()).collect();
    let code = fs::read_to_string(root().join("src/scenario/paths.rs")).unwrap();
    let mut readings = 0;
    for (start, _) in code.match_indices(", Variable::") {
        let Some(name) = code[..start].strip_suffix('"').and_then(|before| before.rsplit('"').next()) else { continue };
        assert!(listed.contains(name), "the guide does not list the path that ends in `{name}`");
        readings += 1;
    }
    assert!(readings >= 40, "only {readings} paths found in the code");
}

#[test]
fn the_rungs_are_named_in_order() {
    let names = RUNGS.map(|rung| format!("`{rung}`")).join(", ");
    assert!(guide().replace('\n', " ").contains(&names), "{names}");
}
